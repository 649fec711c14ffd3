"""A notebook that papermill manages, run in a child: what each cell showed is put where a kernel's would be."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from nbformat import NotebookNode
from papermill import inspect_notebook

from ..errors import nearest
from .cells import Ran, run, shell
from .forked import Failed, Gone, forked
from .light import warm


def execute(managed: Any, seconds: float | None = None) -> None:
    """Run the cells of a papermill-managed notebook in one child, and keep what they showed in the notebook.

    A cell that fails ends the notebook, with its error as its last output, as under a kernel; so does a child that is
    killed or takes longer than `seconds` for the whole notebook, at the cell that was running. Raises `ValueError`
    for a parameter that the notebook does not declare, and on a system that cannot fork.
    """
    if not hasattr(os, "fork"):
        raise ValueError(
            "the engine inspection needs a system that can fork, which Windows is not: use papermill's own"
        )
    notebook = managed.nb
    _known_parameters(notebook)
    warm()
    places = [n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    running = iter(places)
    place = _next(managed, running)
    try:
        with closing(forked(lambda: run(notebook.cells, shell()), seconds)) as cells:
            for ran in cells:
                _keep(managed, ran)
                if ran.failed:
                    return
                place = _next(managed, running)
    except (Gone, Failed) as error:
        if place is None:
            raise ValueError(f"the notebook's child {error}") from None
        said = f"the notebook {error}" if isinstance(error, Gone) else str(error)
        kind = "Stopped" if isinstance(error, Gone) else error.kind
        shown = NotebookNode(output_type="error", ename=kind, evalue=said, traceback=[said])
        _keep(managed, Ran(place, 0, [shown], failed=True))
    notebook.metadata["language_info"] = {
        "name": "python",
        "version": platform.python_version(),
        "mimetype": "text/x-python",
        "codemirror_mode": {"name": "ipython", "version": 3},
        "pygments_lexer": "ipython3",
        "nbconvert_exporter": "python",
        "file_extension": ".py",
    }


def _next(managed: Any, places: Iterator[int]) -> int | None:
    """The place of the next cell to run, marked as running."""
    place = next(places, None)
    if place is not None:
        managed.cell_start(managed.nb.cells[place], place)
    return place


def _keep(managed: Any, ran: Ran) -> None:
    """What a cell showed, in the notebook; its number is None where it never came to an end."""
    cell = managed.nb.cells[ran.place]
    cell.outputs, cell.execution_count = list(ran.outputs), ran.number or None
    if ran.failed:
        managed.cell_exception(cell, ran.place)
    managed.cell_complete(cell, ran.place)


def _known_parameters(notebook: NotebookNode) -> None:
    """Raises `ValueError` for a parameter that was given and that the notebook does not declare."""
    declared = list(inspect_notebook(notebook))
    for name in notebook.metadata.papermill.parameters:
        if name not in declared:
            near = nearest(name, declared)
            raise ValueError(f"the notebook has no parameter {name}{near}; it has {', '.join(declared) or 'none'}")
