"""Turn the text of a table's cells into answers, dates and numbers; what does not fit becomes a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from ..errors import Problem, nearest
from ..evidence import CHOICES, COLUMNS, DATES, INSTRUMENTS, NUMBERS, PEOPLE
from ..framework import Framework

NO_ANSWER = "an answer that is not known; one of these was wanted"
WHOLE = r"[0-9]{1,9}"
NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]+)?"


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
        found += _unknown(frame, column, list(allowed), file, "I9", "this is none of")
    if table in INSTRUMENTS:
        for item in framework.items_of(table):
            scale = [answer.answer for answer in framework.answers[item.answers]]
            found += _unknown(frame, item.column, [*scale, ""], file, "I10", NO_ANSWER)
            frame[item.column] = pd.Categorical(frame[item.column], categories=scale)
        for column in groups:
            frame[column] = _grouped(frame[column], table, column, framework)
    if table in DATES:
        found += _dated(frame, DATES[table], file)
    for column in NUMBERS.get(table, ()):
        found += numbered(frame, column, file)
    return found


def _unknown(
    frame: pd.DataFrame, column: str, allowed: list[str], file: str, code: str, said: str
) -> Iterator[Problem]:
    """One problem a row with a word that is not allowed: its place and the nearest one, not its words."""
    wrong = frame[~frame[column].isin(allowed)]
    listed = ", ".join(answer or "blank" for answer in allowed)
    for row, value in zip(wrong["row"], wrong[column], strict=True):
        what = said if value else "this is blank; one of these was wanted"
        yield Problem(code, "stops", f"{what}: {listed}{nearest(value, allowed)}", file, int(row), column)


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


def numbered(frame: pd.DataFrame, column: str, file: str) -> list[Problem]:
    """Turn a column into numbers in place, and return what was none; people come whole, and never below nought."""
    of_people = column in PEOPLE
    fits = frame[column].str.fullmatch(WHOLE if of_people else NUMBER)
    wrong = frame.loc[~fits & (frame[column] != ""), "row"]
    frame[column] = pd.to_numeric(frame[column].where(fits, None), errors="coerce")
    wanted = "a whole number of people was wanted" if of_people else "a number without unit or comma was wanted"
    return [Problem("I12", "stops", wanted, file, int(row), column) for row in wrong]
