"""Batches for tests: notebooks that do next to nothing, and a job over them."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from inspection_lib.batch import NOTEBOOKS, Job, Outcome

ROOT = Path(__file__).parents[1]


def plain_notebooks(tmp_path: Path, **cells: str) -> Path:
    """Notebooks that do next to nothing, so that what is tested is the batch; `cells` adds a cell to one."""
    folder = tmp_path / "notebooks"
    folder.mkdir(exist_ok=True)
    for name in NOTEBOOKS:
        first = new_code_cell('params_file: str = "x"')
        first.metadata["tags"] = ["parameters"]
        cell = new_code_cell(cells.get(f"n{name[:2]}", "2"))
        made = new_notebook(cells=[new_markdown_cell("# A page"), first, new_code_cell("1"), cell])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(made, folder / f"{name}.ipynb")
    return folder


def job(tmp_path: Path, **cells: str) -> Job:
    return Job(Path(), tmp_path / "outputs", plain_notebooks(tmp_path, **cells))


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]
