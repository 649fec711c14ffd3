"""Read the files of one partnership into a case, with every row accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from .. import framework as frameworks
from .. import params as settings
from ..errors import InspectionError, Problem, nearest
from ..evidence import COLUMNS, GROUPABLE, Case, Evidence, Source
from ..framework import Framework
from ..params import Params
from . import cells, columns
from .files import parsed, text_of
from .official import official_statistics


def case(params_file: str | Path) -> Case:
    """The case behind a params file, with all that is wrong in its files as `problems`, nothing raised for those.

    Raises `InspectionError` where there is nothing to read: no params, no framework, no evidence folder.
    """
    params = settings.read(params_file)
    framework = frameworks.read(params.framework_folder)
    if params.wording.terms not in framework.scales:
        raise InspectionError(f"wording.terms: the framework has the scales {', '.join(framework.scales)}")
    if not params.folder.is_dir():
        raise InspectionError(
            f"{params.file.name} says that the evidence lies in the folder {params.evidence.folder}; there is none"
        )
    tables, sources = {}, {}
    problems = [*columns.not_groups(params), *columns.not_asked(framework), *_unknown_files(params)]
    for table in COLUMNS:
        frame, source, found = _table(table, params, framework)
        tables[table] = frame
        problems += found
        if source:
            sources[table] = source
    official, found = official_statistics(params)
    return Case(params, framework, Evidence(tables, sources), official, tuple(problems + found))


def _table(table: str, params: Params, framework: Framework) -> tuple[pd.DataFrame, Source | None, list[Problem]]:
    file = f"{table}.csv"
    path = params.folder / file
    items = [item.column for item in framework.items_of(table)]
    nothing = pd.DataFrame({column: [] for column in (*COLUMNS[table], *items, "row")}, dtype=str)
    groups = [c for c in params.groups.of(table) if c in GROUPABLE[table]] if table in GROUPABLE else []
    text, found = text_of(path, "nothing from it")
    frame = nothing
    if text is not None:
        frame, found = parsed(text, file)
        found = found or columns.missing_columns(frame, table, file, framework)
    stopped = any(problem.severity == "stops" for problem in found)
    if not stopped:
        found += _unmet(params, file, frame[COLUMNS[table][0]])
    if text is None or stopped:
        cells.typed(nothing, table, file, framework, groups)
        return nothing, None, found
    used, aside = _set_aside(frame, table, file, params)
    found += [*cells.identified(used, table, file), *cells.typed(used, table, file, framework, groups)]
    invited = params.evidence.invited.get(table)  # type: ignore[call-overload]
    return used, Source(table, file, settings.digest(path), len(frame), len(used), aside, invited), found


def _set_aside(frame: pd.DataFrame, table: str, file: str, params: Params) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows to use, and how many were set aside for which reason."""
    reasons = pd.Series("", index=frame.index)
    reasons[(frame.drop(columns="row") == "").all(axis=1)] = "every cell is blank"
    for rule in params.evidence.set_aside:
        if rule.file == file:
            reasons[frame[COLUMNS[table][0]].isin(rule.rows)] = rule.reason
    counts = reasons[reasons != ""].value_counts(sort=False)
    return frame[reasons == ""].reset_index(drop=True), {str(reason): int(n) for reason, n in counts.items()}


def _unknown_files(params: Params) -> Iterator[Problem]:
    """A stopping problem for each rule that sets rows aside in a file that no evidence has."""
    files = [f"{table}.csv" for table in COLUMNS]
    for place, rule in enumerate(params.evidence.set_aside, start=1):
        if rule.file not in files:
            message = f"evidence.set_aside, rule {place}: the evidence has no file of that name"
            yield Problem("I14", "stops", message + nearest(rule.file, files), params.file.name, unit="line")


def _unmet(params: Params, file: str, ids: Iterable[str]) -> list[Problem]:
    """A stopping problem for each rule that sets aside rows which its file does not have; their ids stay unsaid."""
    found, there = [], set(ids)
    for place, rule in enumerate(params.evidence.set_aside, start=1):
        absent = len(set(rule.rows) - there)
        if rule.file == file and absent:
            message = f"evidence.set_aside, rule {place}: ids that {file} does not have: {absent}"
            found.append(Problem("I14", "stops", message, params.file.name, unit="line"))
    return found
