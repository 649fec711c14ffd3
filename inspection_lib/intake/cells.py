"""Turn the text of a table's cells into answers, dates and numbers; what does not fit becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from ..errors import Problem, count_of
from ..evidence import COLUMNS, DATES, INSTRUMENTS, NUMBERS, PEOPLE, SURVEYS
from ..framework import Framework
from .opened import counted, distinct

WHOLE = r"[0-9]{1,9}"
NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]+)?"
ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ",
       "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %I:%M:%S %p")  # fmt: skip
WORDED = ("%d %B %Y", "%d %b %Y", "%d %B %Y %H:%M", "%d %b %Y %H:%M", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
FIRST = {"day first": "%d/%m/%Y", "month first": "%m/%d/%Y"}
EITHER = "days and months could be either way round"
LONGEST_DATE = 40  # letters; what is longer is no date, and spaces within it are not looked through
ISO_EARLY = re.compile(r"\d{4}-\d\d-(?:0\d|1[0-2])(?!\d)")  # a day below 13, which could be a month
BOTH = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"


def identified(frame: pd.DataFrame, table: str, file: str) -> Iterator[Problem]:
    """Rows without an id, and ids used twice (for records: a record and its reading)."""
    key = ["record_id", "reading"] if table == "record_reading" else [COLUMNS[table][0]]
    for row in frame.loc[frame[key[0]] == "", "row"]:
        yield Problem("I7", "stops", "a row has no id", file, int(row), key[0])
    twice = frame[frame.duplicated(key) & (frame[key[0]] != "")]
    for row in twice["row"].head(20):
        what = "this reading of the record is" if table == "record_reading" else "this id is"
        yield Problem("I8", "stops", f"{what} there twice", file, int(row), key[0])
    if len(twice) > 20:
        more = count_of(len(twice) - 20, "more id is", "more ids are")
        yield Problem("I8", "stops", f"{more} there twice", file, column=key[0])


def typed(
    frame: pd.DataFrame, table: str, file: str, framework: Framework, groups: Sequence[str], dates: str = ""
) -> tuple[list[Problem], str]:
    """Give every column its type in place; return what did not fit, and which way round dates were read.

    Answers become categories in the order of their scale; groups, categories in the order of the framework.
    """
    found: list[Problem] = []
    order = ""
    if table in INSTRUMENTS:
        for item in framework.items_of(table):
            frame[item.column] = _scaled(frame[item.column], [a.answer for a in framework.answers[item.answers]])
    for column in COLUMNS[table]:
        if column in groups:
            frame[column] = _grouped(frame[column], table, column, framework)
        else:
            frame[column] = frame[column].astype(str)
    if table in DATES:
        order = _dated(frame, table, file, dates, found)
    for column in (*NUMBERS.get(table, ()), *(["weight"] if "weight" in frame else [])):
        found += numbered(frame, column, file)
    return found, order


def _scaled(values: pd.Series, scale: Sequence[str]) -> pd.Categorical:
    """Answers as categories in the order of their scale; a text that is none of it, and a blank, are no answer."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        values = values.where(values.isin(list(scale)), None)
        return pd.Categorical(values, categories=list(scale))
    return pd.Categorical(values.cat.set_categories(list(scale)))


def _grouped(values: pd.Series, table: str, column: str, framework: Framework) -> pd.Categorical:
    named = [g.value for g in framework.groups if (g.instrument, g.column) == (table, column) and g.value]
    there = set(distinct(values)) - {""}
    order = [value for value in named if value in there] + sorted(there - set(named))
    return _scaled(values, order)


def _dated(frame: pd.DataFrame, table: str, file: str, dates: str, found: list[Problem]) -> str:
    """The table's dates as days, and for surveys the minute beside them; the way round of days and months."""
    column = DATES[table]
    texts = pd.Series(distinct(frame[column]), dtype=str)
    order, why = _order(texts, dates)
    moments = _moments(texts, order)
    at = frame[column].map(dict(zip(texts, moments, strict=True)))
    at = pd.to_datetime(at)
    wrong = frame.loc[(at.isna() & (frame[column] != "")).to_numpy(), "row"]
    for row in wrong.head(20):
        found.append(Problem("I11", "stops", "a date like 2023-05-09 was wanted", file, int(row), column))
    if len(wrong) > 20:
        more = count_of(len(wrong) - 20, "more cell holds", "more cells hold")
        found.append(Problem("I11", "stops", f"{more} no date", file, column=column))
    if why:
        message = f"{why}; they were read {order}; if that is wrong, set evidence.files.{table}.dates"
        found.append(Problem("I22", "caveat", message, file, column=column))
    early = sum(n for text, n in counted(frame[column]).items() if order and ISO_EARLY.match(text))
    if early:
        message = (
            "some dates have the year first and others last; where Excel took some for dates it may have swapped day"
            f" and month, and {early:,} of those with the year first {'has' if early == 1 else 'have'} a day below 13"
        )
        found.append(Problem("I22", "caveat", message, file, column=column))
    if table in SURVEYS:
        timed = (at != at.dt.normalize()).any()
        frame["submitted_at"] = at.dt.floor("min") if timed else pd.Series(pd.NaT, frame.index, dtype="datetime64[ns]")
    frame[column] = at.dt.normalize()
    return order


def _order(texts: pd.Series, dates: str) -> tuple[str, str]:
    """Whether days or months come first in dates such as 09/05/2023, and what a person should know of how it is known.

    Months first is not how dates are written here, so it is said even where a date can be nothing else.
    """
    parts = texts.str.extract(BOTH).dropna().astype(int)
    if parts.empty:
        return "", ""
    if dates:
        return dates, ""
    first, second = (parts[0] > 12).any(), (parts[1] > 12).any()
    if second and not first:
        known = int((parts[1] > 12).sum())
        return "month first", f"dates that can only have the month first: {known:,} of {len(parts):,} kinds"
    return "day first", EITHER if first == second else ""


def _moments(texts: pd.Series, order: str) -> pd.Series:
    """Each text as a moment; NaT for one that is no date."""
    short = texts.where(texts.str.len() <= LONGEST_DATE, "")
    plain = short.str.replace(r"\s+(?:GMT|UTC|BST|Z)?(?:[+-]\d{1,2}(?::?\d{2})?)?$", "", regex=True)
    plain = plain.str.replace(r"^(\d{4})/(\d\d?)/(\d\d?)\b", r"\1-\2-\3", regex=True)
    plain = plain.str.replace(r"(?<=\d)[.-](?=\d{1,2}[.-]\d{4})|(?<=\d)[.-](?=\d{4}\b)", "/", regex=True)
    formats = [*ISO, *(FIRST[order] + time for time in TIMES)] if order else [*ISO, *WORDED]
    found = pd.Series(pd.NaT, texts.index, dtype="datetime64[ns]")
    for form in formats:
        left = found.isna() & (plain != "")
        if not left.any():
            break
        found[left] = pd.to_datetime(plain[left], format=form, errors="coerce").astype("datetime64[ns]")
    return found


def numbered(frame: pd.DataFrame, column: str, file: str) -> list[Problem]:
    """Turn a column into numbers in place, and return what was none; people come whole, and never below nought."""
    of_people = column in PEOPLE
    texts = frame[column].astype(str)
    fits = texts.str.fullmatch(WHOLE if of_people else NUMBER)
    wrong = frame.loc[~fits & (texts != ""), "row"]
    frame[column] = pd.to_numeric(texts.where(fits, None), errors="coerce")
    wanted = "a whole number of people was wanted" if of_people else "a number without unit or comma was wanted"
    return [Problem("I12", "stops", wanted, file, int(row), column) for row in wrong.head(20)]
