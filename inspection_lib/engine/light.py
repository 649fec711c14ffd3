"""Jupyter's libraries, imported without a part that takes longer than all others and that nothing here uses."""

from __future__ import annotations

import importlib
import sys

GRAMMAR = "rfc3987_syntax"


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
