"""One partnership's draft: its notebooks run, its pages and claims written, held against leaks, and put in place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import params as settings
from ..errors import InspectionError
from .folders import move, no_link, read_json, replace_file, scratch, short, write_json
from .leaks import leaks, without_texts
from .making import made_of
from .notebooks import DRAFT, NOTEBOOKS, CellFailed, Job, cores, executed, notebooks_in

if TYPE_CHECKING:  # imported when a draft is made: a batch with nothing to do needs no pandas
    from ..evidence import Case

COORDINATOR = "evidence.html"


def run(params_file: str | Path, outputs: str | Path = "outputs", notebooks: str | Path = "notebooks",
        engine: str = Job.engine, seconds: float | None = None) -> Path:  # fmt: skip
    """Make one partnership's outputs in this process and return their folder.

    The folder holds `report.html`, `evidence.html`, `claims.json`, `findings.json`, `run.json` and the executed
    notebooks. Everything is written beside it and moved into place at the end: a run that fails leaves the previous
    draft as it was. Raises `InspectionError` for evidence that stops the work, a notebook without its one
    parameter, a cell that fails, another area's name in an output, or a folder that cannot be written.
    """
    from ..checks import load_case

    job = Job(Path(params_file), Path(outputs), Path(notebooks), engine, seconds, at_once=cores())
    target = job.outputs / settings.find(params_file).stem
    case = load_case(params_file)
    paths = notebooks_in(job.notebooks)
    with unwritable(job.outputs), scratch(target) as folder:
        made(case, job, paths, folder)
        move(folder, target)
    return target


@contextmanager
def unwritable(outputs: Path) -> Iterator[None]:
    """What the system says of a folder that cannot be written, as an `InspectionError`."""
    try:
        yield
    except OSError as error:
        raise InspectionError(
            f"{outputs} could not be written: {error.strerror}; an earlier draft is as it was"
        ) from None


def made(case: Case, job: Job, paths: list[Path], folder: Path) -> None:
    """Everything that a draft's folder holds, written into an empty one. Raises `InspectionError` for a leak.

    What is computed from the case is computed here, before its notebooks run: their processes begin with it.
    """
    from ..engine.light import light

    began = time.time()
    light()
    _write_data(case, folder)
    try:
        times = executed(case, job, paths, folder)
    except CellFailed as error:
        raise error.said(partial(without_texts, case)) from None
    _write_page(folder)
    found = leaks(case.params, folder, job.canaries)
    if found:
        raise InspectionError("\n".join(found))
    write_json(folder / "run.json", _record(case, paths, times, began))


def write_evidence_page(case: Case, outputs: str | Path = "outputs") -> Path:
    """Write the page for the partnership's coordinator into its folder of outputs, and return where it is.

    Whole or not at all, and no other file there is touched; a case whose problems stop the draft has a page too.
    Raises `InspectionError` if the folder cannot be written.
    """
    from ..export import evidence_page

    target = Path(outputs) / case.params.slug / COORDINATOR
    no_link(target.parent)
    page = evidence_page(case)
    try:
        replace_file(target, page)
    except OSError as error:
        raise InspectionError(
            f"{outputs} could not be written: {error.strerror}; an earlier page is as it was"
        ) from None
    return target


def _write_data(case: Case, folder: Path) -> None:
    """The claims behind the draft, the findings, and the page for the partnership's coordinator."""
    from ..export import claims, evidence_page, findings

    write_json(folder / "claims.json", claims(case))
    write_json(folder / "findings.json", findings(case))
    (folder / COORDINATOR).write_text(evidence_page(case), encoding="utf-8", newline="\n")


def _write_page(folder: Path) -> None:
    """The draft's page, from its executed notebook through nbconvert."""
    import nbformat

    from ..export import ReportExporter

    notebook = nbformat.read(folder / f"{DRAFT}.ipynb", as_version=4)
    page, _ = ReportExporter().from_notebook_node(notebook)
    (folder / "report.html").write_text(page, encoding="utf-8", newline="\n")


def _record(case: Case, paths: list[Path], times: dict[str, float], began: float) -> dict[str, Any]:
    """What made this draft: inputs with their hashes, versions, settings, times, and what `inspection diff` asks."""
    from ..compare import made

    return {
        "partnership": case.params.partnership.name,
        "area": case.area,
        "params_file": short(case.params.file),
        **made_of(case.params, paths),
        **recorded(case),
        **made(case),
        "caveats": [{"code": p.code, "place": p.place, "message": p.message} for p in case.problems],
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began)),
        "seconds": {**times, "whole run": round(time.time() - began, 2)},
    }


def recorded(case: Case) -> dict[str, Any]:
    """The evidence and the settings of a case as `run.json` has them: no small count of people, no id of a row."""
    from ..suppression import rule_of
    from ..tables import rows_of

    def numbers(told: tuple[Any, ...]) -> tuple[Any, ...]:
        """The numbers of rows as numbers; what is hidden in the words that say so."""
        *counts, reasons = told
        return *map(_number, counts), {reason: _number(count) for reason, count in reasons.items()}

    sources = case.evidence.sources
    rows = {name: (source.file, *numbers(rows_of(case, source))) for name, source in sources.items()}
    settings = case.params.model_dump(mode="json", by_alias=True)
    for rule in settings["evidence"]["set_aside"]:
        del rule["rows"]
    small = rule_of(case, "engagement").small
    settings["stated"] = {name: None if n and small(n) else n for name, n in settings["stated"].items()}
    columns = ("file", "rows_read", "rows_used", "rows_set_aside", "set_aside")
    return {
        "evidence": {name: dict(zip(columns, row, strict=True)) for name, row in rows.items()},
        "settings": settings,
    }


def _number(told: str) -> int | str:
    """A number as a page tells it.

    >>> _number("1,316"), _number("fewer than 5")
    (1316, 'fewer than 5')
    """
    plain = told.replace(",", "")
    return int(plain) if plain.isdecimal() else told


def last_record(target: Path) -> dict[str, Any] | None:
    """What made the draft in a folder, or None where a whole draft is not there."""
    record = read_json(target / "run.json")
    names = ("report.html", COORDINATOR, "claims.json", "findings.json", *(f"{name}.ipynb" for name in NOTEBOOKS))
    whole = isinstance(record, dict) and {"inputs", "library", "versions"} <= set(record)
    return record if whole and all((target / name).is_file() for name in names) else None
