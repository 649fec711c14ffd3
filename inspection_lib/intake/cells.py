"""Turn the text of a table's cells into answers, dates and numbers; what does not fit becomes a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from ..errors import Problem, nearest
from ..evidence import CHOICES, COLUMNS, DATES, INSTRUMENTS, NUMBERS
from ..framework import Framework


def missing_columns(frame: pd.DataFrame, table: str, file: str, framework: Framework) -> list[Problem]:
    """A stopping problem for each column that the table needs and does not have; a caveat for those unknown."""
    have = [str(column) for column in frame.columns if column != "row"]
    items = {item.column: item.item for item in framework.items_of(table)}
    spare = [column for column in have if column not in COLUMNS[table] and column not in items]
    found = []
    for column in (*COLUMNS[table], *items):
        if column not in have:
            who = f"item {items[column]}" if column in items else "the table"
            found.append(
                Problem("I4", "stops", f"{who} needs the column '{column}', which is not there{nearest(column, spare)}",
                        file, 1, column)
            )  # fmt: skip
    if spare and not found:
        found.append(Problem("I5", "caveat", f"columns that no item uses were left aside: {len(spare)}", file, 1))
    if len(set(have)) < len(have) or any("." in c and c.rsplit(".", 1)[0] in have for c in spare):
        found.append(Problem("I6", "stops", "two columns have the same name", file, 1))
    return found


def identified(frame: pd.DataFrame, table: str, file: str) -> Iterator[Problem]:
    """Rows without an id, and ids used twice (for records: a record and its reading)."""
    key = ["record_id", "reading"] if table == "record_reading" else [COLUMNS[table][0]]
    for row in frame.loc[frame[key[0]] == "", "row"]:
        yield Problem("I7", "stops", "a row has no id", file, int(row), key[0])
    twice = frame[frame.duplicated(key) & (frame[key[0]] != "")]
    for row in twice["row"]:
        what = "this reading of the record is" if table == "record_reading" else "this id is"
        yield Problem("I8", "stops", f"{what} there twice", file, int(row), key[0])


def typed(frame: pd.DataFrame, table: str, file: str, framework: Framework, groups: Sequence[str]) -> list[Problem]:
    """Give every column its type in place, and return what did not fit.

    Answers become categories in the order of their scale; groups, categories in the order of the framework.
    """
    found: list[Problem] = []
    for column, allowed in CHOICES.get(table, {}).items():
        found += _unknown(frame, column, list(allowed), file, "I9")
    if table in INSTRUMENTS:
        for item in framework.items_of(table):
            scale = [answer.answer for answer in framework.answers[item.answers]]
            found += _unknown(frame, item.column, [*scale, ""], file, "I10")
            frame[item.column] = pd.Categorical(frame[item.column], categories=scale)
        for column in groups:
            frame[column] = _grouped(frame[column], table, column, framework)
    if table in DATES:
        found += _dated(frame, DATES[table], file)
    for column in NUMBERS.get(table, ()):
        found += _counted(frame, column, file)
    return found


def _unknown(frame: pd.DataFrame, column: str, allowed: list[str], file: str, code: str) -> Iterator[Problem]:
    """One problem a row with an answer that is not allowed: its place and the nearest answer, not its words."""
    wrong = frame[~frame[column].isin(allowed)]
    listed = ", ".join(answer or "blank" for answer in allowed)
    for row, value in zip(wrong["row"], wrong[column], strict=True):
        what = "blank" if value == "" else "an answer that is not known"
        yield Problem(
            code,
            "stops",
            f"{what}; one of these was wanted: {listed}{nearest(value, allowed)}",
            file,
            int(row),
            column,
        )


def _grouped(values: pd.Series, table: str, column: str, framework: Framework) -> pd.Categorical:
    named = [g.value for g in framework.groups if (g.instrument, g.column) == (table, column) and g.value]
    there = set(values) - {""}
    order = [value for value in named if value in there] + sorted(there - set(named))
    return pd.Categorical(values, categories=order)


def _dated(frame: pd.DataFrame, column: str, file: str) -> list[Problem]:
    dates = pd.to_datetime(frame[column], format="%Y-%m-%d", errors="coerce")
    wrong = frame.loc[dates.isna() & (frame[column] != ""), "row"]
    frame[column] = dates
    return [Problem("I11", "stops", "a date like 2023-05-09 was wanted", file, int(row), column) for row in wrong]


def _counted(frame: pd.DataFrame, column: str, file: str) -> list[Problem]:
    numbers = pd.to_numeric(frame[column].replace("", None), errors="coerce")
    wrong = frame.loc[numbers.isna() & (frame[column] != ""), "row"]
    frame[column] = numbers
    return [
        Problem("I12", "stops", "a number without unit or comma was wanted", file, int(row), column) for row in wrong
    ]
