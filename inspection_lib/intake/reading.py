"""Read the files of one partnership into a case, with every row accounted for."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from .. import framework as frameworks
from .. import params as settings
from ..errors import InspectionError, Problem
from ..evidence import COLUMNS, INSTRUMENTS, Case, Evidence, Source
from ..framework import Framework
from ..params import Params
from . import cells

OFFICIAL = "official_statistics.csv"
OFFICIAL_COLUMNS = [
    "area_code",
    "area",
    "measure",
    "period",
    "numerator",
    "denominator",
    "value",
    "unit",
    "source",
]


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
    tables, sources, problems = {}, {}, []
    for table in COLUMNS:
        frame, source, found = _table(table, params, framework)
        tables[table] = frame
        problems += found
        if source:
            sources[table] = source
    official, found = _official(params)
    return Case(params, framework, Evidence(tables, sources), official, tuple(problems + found))


def _table(table: str, params: Params, framework: Framework) -> tuple[pd.DataFrame, Source | None, list[Problem]]:
    file = f"{table}.csv"
    path = params.folder / file
    items = [item.column for item in framework.items_of(table)]
    nothing = pd.DataFrame({column: [] for column in (*COLUMNS[table], *items, "row")}, dtype=str)
    groups = params.groups.of(table) if table in INSTRUMENTS else ()
    text, found = _text(path, file)
    if text is None:
        cells.typed(nothing, table, file, framework, groups)
        return nothing, None, found
    frame, found = _parsed(text, file)
    if not found:
        found = cells.missing_columns(frame, table, file, framework)
        found += [_no_group(column, file) for column in groups if column not in frame.columns]
    if any(problem.severity == "stops" for problem in found):
        cells.typed(nothing, table, file, framework, [g for g in groups if g in nothing.columns])
        return nothing, None, found
    used, aside = _set_aside(frame, table, file, params)
    found += [*cells.identified(used, table, file), *cells.typed(used, table, file, framework, groups)]
    invited = params.evidence.invited.get(table)  # type: ignore[call-overload]
    return used, Source(table, file, settings.digest(path), len(frame), len(used), aside, invited), found


def _text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    if path.is_dir():
        return None, [Problem("I1", "stops", "this is a folder; a CSV file was wanted", file)]
    if not path.exists():
        return None, [Problem("I2", "caveat", "there is no such file, so the draft has nothing from it", file)]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None, [Problem("I3", "stops", "this is not UTF-8 text; save it as CSV UTF-8", file)]
    if not text.strip():
        return None, [Problem("I3", "stops", "the file is empty; a header row was wanted", file, 1)]
    return text, []


def _parsed(text: str, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Every cell as stripped text, with the line it stands on."""
    try:
        frame = pd.read_csv(
            io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False, index_col=False
        )
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        line = next((int(w) for w in str(error).replace(",", " ").split() if w.isdigit() and int(w) > 1), None)
        return pd.DataFrame(), [Problem("I3", "stops", "a row has more cells than the header row", file, line)]
    frame.columns = [str(column).strip() for column in frame.columns]
    frame = frame.apply(lambda column: column.fillna("").str.strip())
    frame["row"] = range(2, len(frame) + 2)
    return frame, []


def _no_group(column: str, file: str) -> Problem:
    return Problem("I4", "stops", f"groups in params need the column '{column}', which is not there", file, 1, column)


def _set_aside(frame: pd.DataFrame, table: str, file: str, params: Params) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows to use, and how many were set aside for which reason."""
    reasons = pd.Series("", index=frame.index)
    reasons[(frame.drop(columns="row") == "").all(axis=1)] = "every cell is blank"
    for rule in params.evidence.set_aside:
        if rule.file == file:
            reasons[frame[COLUMNS[table][0]].isin(rule.rows)] = rule.reason
    counts = reasons[reasons != ""].value_counts(sort=False)
    return frame[reasons == ""].reset_index(drop=True), {str(reason): int(n) for reason, n in counts.items()}


def _official(params: Params) -> tuple[pd.DataFrame, list[Problem]]:
    path = settings.beside_or_project(params.file, OFFICIAL)
    if not path.is_file():
        return pd.DataFrame(columns=OFFICIAL_COLUMNS), [
            Problem("I2", "caveat", "there is no such file, so the draft has no Key facts", OFFICIAL)
        ]
    frame = pd.read_csv(path, dtype=dict.fromkeys(("area_code", "area", "measure", "period"), str))
    missing = [column for column in OFFICIAL_COLUMNS if column not in frame.columns]
    if missing:
        return pd.DataFrame(columns=OFFICIAL_COLUMNS), [
            Problem("I4", "stops", f"the column '{missing[0]}' is not there", OFFICIAL, 1, missing[0])
        ]
    named = frame.loc[frame["area_code"] == params.partnership.code, "area"]
    if named.empty:
        message = f"partnership.code {params.partnership.code} is not in {OFFICIAL}"
        return frame, [Problem("O1", "stops", message, params.file.name)]
    if named.iloc[0] != params.partnership.area:
        message = f"partnership.area is '{params.partnership.area}', but that code belongs to '{named.iloc[0]}'"
        return frame, [Problem("O1", "stops", message, params.file.name)]
    return frame, []
