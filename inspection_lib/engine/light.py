"""What notebooks use, imported once; Jupyter's libraries without a part that takes long and that nothing here uses."""

from __future__ import annotations

import importlib
import sys

GRAMMAR = "rfc3987_syntax"
#: What runs notebooks and what they use: imported by the process that runs them and shared with every child.
USED = ("inspection_lib", "inspection_lib.sections", "inspection_lib.export", "inspection_lib.compare",
        "inspection_lib.engine.executing", "matplotlib.backends.backend_svg")  # fmt: skip


def warm() -> None:
    """Import what notebooks use. The first notebook of a process does so by itself; a batch does so once for all."""
    light()
    for name in USED:
        importlib.import_module(name)


def light() -> None:
    """Import jsonschema, by which nbformat checks notebooks, without its checker of international web addresses.

    Building that checker's grammar takes some two seconds at every start (jsonschema's issue 1428), for a format that
    no notebook's schema asks for. Where jsonschema has been imported already, nothing is changed.

    >>> light()
    >>> sys.modules.get(GRAMMAR, "not imported") is None
    False
    """
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules:
        return
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # Python's way to say that there is no such module
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[GRAMMAR]
