"""Rows of a file that are no replies: blank, at its foot, its header row again, or marked as none by the tool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from .opened import Unreadable, blank, distinct
from .spelling import tidy

TOTALS = re.compile(
    r"(?:(?:grand |sub-?)?totals?|mean|average|median|sum|base|count|n)"
    r"(?: (?:responses|replies|answers|answered|respondents|people|number|size))?\s*[:=]?\s*[\d,.]*",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[-+]?\d[\d,.]*\s?%?")
NOTE = re.compile(r"\S\s+\S.{6,}|^\W|:")
LIKE_DATA = re.compile(r"\d[\d\s./:T-]*(?:[AP]M)?|[A-Z](?=\w*\d)\w*", re.IGNORECASE)
LONGEST_DATA = 60  # letters of an id, a number or a date
QUESTION_NUMBER = re.compile(r"q(?:uestion)?[\W_]?\d\w{0,8}", re.IGNORECASE)
FEWEST = 3  # names of columns in a row, from which it looks like a header
DISTINCT = 1_000  # texts of a column, up to which each is tidied to see whether it is a name
PREVIEW = "a preview of the survey, not a reply"
TEST = "a test of the survey, not a reply"
SPAM = "marked as spam by the survey tool"
STATUS = {"survey preview": PREVIEW, "survey test": TEST, "spam": SPAM, "possible spam": SPAM}
STATUS_CODES = {"1": PREVIEW, "2": TEST, "8": SPAM}
CHANNEL = {"preview": PREVIEW}
#: Qualtrics' columns that say what is no reply, and others of its own, beside which a status of 1 is no answer.
MARKING = {"status": STATUS, "response type": STATUS, "distributionchannel": CHANNEL, "distribution channel": CHANNEL}
QUALTRICS = frozenset({"startdate", "enddate", "recordeddate", "recorded date", "responseid", "progress",
                       "duration (in seconds)", "userlanguage", "user language", *MARKING})  # fmt: skip


def like_data(cell: str) -> bool:
    """Whether a cell holds an id, a number or a date, as a name does not.

    >>> [like_data(cell) for cell in ("S0412", "09/05/2023", "Role", "a1" + "1" * 100)]
    [True, True, False, False]
    """
    return len(cell) <= LONGEST_DATA and LIKE_DATA.fullmatch(cell) is not None


def empty(frame: pd.DataFrame) -> np.ndarray:
    """Which rows have no cell that is filled, as truth values."""
    found = np.ones(len(frame), dtype=bool)
    for place in frame.columns:
        found &= blank(frame[place])
    return found


def foot(cells: Sequence[str]) -> str:
    """Why a last row is no reply, blank if it is one: a totals row has a word such as Total and beside it only numbers.

    >>> foot(["Total", "", "12"]), foot(["Base hospital", "S12", "agree"])
    ('a totals row at the foot', '')
    """
    filled = [cell for cell in cells if cell]
    numbers = [NUMBER.fullmatch(cell) or TOTALS.fullmatch(cell) for cell in filled[1:]]
    if TOTALS.fullmatch(filled[0]) and all(numbers):
        return "a totals row at the foot"
    return "a note at the foot" if len(filled) == 1 and cells[0] and NOTE.search(cells[0]) else ""


def again(
    frame: pd.DataFrame, lines: np.ndarray, used: np.ndarray, headers: Sequence[Sequence[str]], known: Sequence[str]
) -> np.ndarray:
    """Which rows are a header row again, as files that were joined have it; `known` are names of any column.

    Raises `Unreadable` for a row that is mostly names and not that header: what stands below it has another order.
    """
    wanted = [[tidy(cell) for cell in header] for header in headers]
    names = {cell for cell in [*wanted[0], *map(tidy, known)] if cell}
    spelt = {cell for header in headers for cell in header if cell} | {*known}
    same = np.zeros(len(frame), dtype=bool)
    for row, cells in _like_headers(frame, names.union(*wanted) - {""}, spelt):
        filled = [cell for cell in cells if cell]
        named = sum(1 for cell in filled if cell in names)
        same[row] = cells in wanted
        if used[row] and not same[row] and named >= FEWEST and named * 2 >= len(filled):
            message = "this row looks like a second header that differs from the first; a file of one header was wanted"
            raise Unreadable(message, int(lines[row]))
    return same


def _like_headers(frame: pd.DataFrame, names: set[str], spelt: set[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of which half are names, tidied: none with an id, a date or a number, as replies have that tick names.

    A column of many texts, such as ids, is looked at for names as they are spelt in the header.
    """
    named = np.zeros(len(frame), dtype=np.int32)
    for place in frame.columns:
        column: pd.Series = frame[place]
        few = isinstance(column.dtype, pd.CategoricalDtype) or column.nunique() <= DISTINCT
        like = [text for text in distinct(column) if tidy(text) in names] if few else list(spelt)
        if like:
            named += column.isin(like).to_numpy(dtype=bool)
    rows = np.flatnonzero(named >= min(2, len(frame.columns)))
    for place in frame.columns if len(rows) else ():
        cells = frame[place].iloc[rows].astype(str)
        rows = rows[[not _of_a_reply(cell, names) for cell in cells]]
    for row in rows:
        tidied = [tidy(str(cell)) for cell in frame.iloc[row]]
        if named[row] * 2 >= sum(1 for cell in tidied if cell):
            yield int(row), tidied


def _of_a_reply(cell: str, names: set[str]) -> bool:
    """Whether a cell is an id, a number or a date, and neither a name nor a question's number."""
    return like_data(cell) and not QUESTION_NUMBER.fullmatch(cell) and tidy(cell) not in names


def marked(frame: pd.DataFrame, names: Sequence[Sequence[str]]) -> Iterator[tuple[str, np.ndarray]]:
    """The rows that Qualtrics marks as a preview, a test or spam, each with its reason; `names` are each column's.

    A code counts only beside others of the tool's own columns: in another survey a status of 1 is an answer.
    """
    tidied = [{tidy(name) for name in column} for column in names]
    own = sum(1 for column in tidied if column & QUALTRICS)
    for place, column in enumerate(tidied):
        marks = next((MARKING[name] for name in MARKING if name in column), {})
        if marks is STATUS and own >= FEWEST:
            marks = STATUS | STATUS_CODES
        for text in distinct(frame[place]) if marks else ():
            if tidy(text) in marks:
                yield marks[tidy(text)], (frame[place] == text).to_numpy(dtype=bool)
