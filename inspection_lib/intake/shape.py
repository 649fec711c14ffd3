"""Where a file's table begins and ends, and what its columns are called: preamble, header rows, totals at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..params import FileSettings
from .opened import Opened, Row, Unreadable, blank
from .spelling import keys, known_column, tidy

IMPORT_ID = '{"ImportId"'  # the third header row of Qualtrics
NO_OPTION = ("", "response", "open-ended response", "value")  # what stands for an option where there is none
TOTALS = re.compile(r"^(grand |sub-?)?totals?\b|^(mean|average|median|sum|base|count|n ?=)\b", re.IGNORECASE)
NOTE = re.compile(r"\S\s+\S.{6,}|^\W|:")
LIKE_DATA = re.compile(r"\d[\d\s./:T-]*(?:[AP]M)?|[A-Z]{1,3}_?\w*\d\w*", re.IGNORECASE)
LONGEST_FOOT = 20
#: Qualtrics' own columns, and what they hold for a preview.
PREVIEWED = {"status": ("Survey Preview", "1"), "distributionchannel": ("preview",)}
TICK_BOX = "a tick box"
UNSURE = "a tick box, or a question of yes and no"
OWN_WORDS = "a person's own words, left aside"
LIST = "a list, cut into its options"


@dataclass(frozen=True)
class Column:
    """A column's name: what was asked, the option or statement in its own header row, and the tool's code for it.

    `made` says what a column was made from that the file does not have as such, or why it is read no further.
    """

    question: str
    option: str = ""
    code: str = ""
    made: str = ""

    @property
    def name(self) -> str:
        """The whole name, as it is shown and kept."""
        return f"{self.question}: {self.option}" if self.option else self.question

    @property
    def keys(self) -> list[str]:
        """The tidied forms by which the column may be known."""
        return keys(self.question, self.option, self.code, alone=self.made not in (TICK_BOX, UNSURE))


@dataclass(frozen=True)
class Table:
    """A file's body under named columns, `frame` with columns 0, 1, ...; `lines` says where each row begins.

    `aside` holds a reason for each row that is no answer, blank for those that are. `preamble` counts lines.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame
    lines: np.ndarray
    aside: np.ndarray
    preamble: int
    header_rows: int


def shaped(file: Opened, settings: FileSettings, known: Sequence[str]) -> Table:
    """The table in a file; `known` are names and wordings of columns that its header may have.

    Raises `Unreadable` where there is no header row.
    """
    head = list(file.head)
    if not any(any(cells) for _, cells in head):
        raise Unreadable("the first rows are blank; a header row was wanted", 1)
    first = _first(head, known) if settings.preamble is None else _below(head, settings.preamble)
    if first < len(head) and settings.preamble is None and _is_data(head[first][1], known):
        raise Unreadable("the first row looks like a reply; a header row was wanted", head[first][0])
    if first >= len(head) or not any(head[first][1]):
        raise Unreadable("the first row is blank; a header row was wanted", settings.preamble)
    count = settings.header_rows or _header_rows(head[first:], known)
    rows = [cells for _, cells in head[first : first + count]]
    width = max(len(cells) for cells in rows)
    columns = _columns([cells + [""] * (width - len(cells)) for cells in rows])
    frame, lines = file.body(first + count, width)
    aside = _aside(frame, settings.foot)
    aside[(aside == "") & _again(frame, rows[0])] = "the header row again"
    aside[(aside == "") & _previewed(frame, columns)] = "a preview of the survey, not a reply"
    columns, frame = _without_blank(columns, frame)
    return Table(columns, frame, lines, aside, head[first][0] - 1, count)


def _is_data(cells: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a row that should name columns names none that is known, and holds an id, a number or a date."""
    names = {tidy(name) for name in known}
    named = any(tidy(cell) in names or known_column(cell) for cell in cells)
    return not named and any(LIKE_DATA.fullmatch(cell) for cell in cells)


def _below(head: Sequence[Row], lines: int) -> int:
    """The place of the first row below some lines."""
    return next((place for place, (line, _) in enumerate(head) if line > lines), len(head))


def _first(head: Sequence[Row], known: Sequence[str]) -> int:
    """The place of the first header row: the first with two known names, or with a quarter of the usual width."""
    names = {tidy(name) for name in known}
    filled = [sum(1 for cell in cells if cell) for _, cells in head]
    for place, (_, cells) in enumerate(head):
        if sum(1 for cell in cells if tidy(cell) in names or known_column(cell)) >= 2:
            return place
    usual = sorted(filled)[len(filled) // 2]
    wide = (place for place, count in enumerate(filled) if count >= max(2, usual / 4))
    return next(wide, next((place for place, count in enumerate(filled) if count), 0))


def _header_rows(rows: Sequence[Row], known: Sequence[str]) -> int:
    """How many header rows there are: up to the tool's own ids if it writes them; else one, or two or three.

    A row below the first is one more header row if it is blank, or only words, where the body always has numbers and
    dates, and fills what the first leaves blank or says "Response".
    """
    cells = [row for _, row in rows]
    for place, row in enumerate(cells[:3]):
        if any(cell.startswith(IMPORT_ID) for cell in row):
            return place + 1
    names = {tidy(name) for name in known}
    count = 1
    while count < 3 and len(cells) > count + 1 and _continues(cells[0], cells[count], cells[count + 1 :], names):
        count += 1
    blank_next = 1 < count < 3 and len(cells) > count + 1 and not any(cells[count])
    return count + blank_next


def _continues(first: Sequence[str], row: Sequence[str], body: Sequence[Sequence[str]], names: set[str]) -> bool:
    inside = [place for place, cell in enumerate(row) if cell and (place >= len(first) or not first[place])]
    fills = bool(inside) or any(tidy(cell) in NO_OPTION[1:] for cell in row if cell)
    worded = sum(1 for cell in row if tidy(cell) in names) >= 2
    always = [place for place in range(len(first)) if _data_like(body, place)]
    blank_there = all(place >= len(row) or not LIKE_DATA.fullmatch(row[place]) for place in always)
    return (fills or worded) and bool(always) and blank_there


def _data_like(body: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column is always filled, with ids, numbers or dates, as a reply's own columns are."""
    cells = [row[place] if place < len(row) else "" for row in body if any(row)][:20]
    return bool(cells) and all(LIKE_DATA.fullmatch(cell) for cell in cells)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Names from header rows: a blank in the first goes on with the question to its left if a row below says more."""
    if any(cell.startswith(IMPORT_ID) for cell in rows[-1]) and len(rows) > 1:
        worded = named([text or code for code, text in zip(rows[0], rows[-2], strict=True)])
        return _unlike(replace(column, code=code) for column, code in zip(worded, rows[0], strict=True))
    if len(rows) == 1:
        return _unlike(named(rows[0]))
    found, question = [], ""
    for place, text in enumerate(rows[0]):
        below = [row[place] for row in rows[1:] if tidy(row[place]) not in NO_OPTION]
        question = text or (question if any(row[place] for row in rows[1:]) else "")
        found.append(Column(question or ": ".join(below), ": ".join(below) if question else ""))
    return _unlike(found)


def named(texts: Sequence[str]) -> list[Column]:
    """Columns from names in one row, in which tools write "question [option]" or "question - option".

    A dash parts a name only where several share what stands before it.

    >>> [column.option for column in named(["Help [advice]", "Role - Selected Choice", "Role - Other - Text"])]
    ['advice', '', 'Other']
    """
    stems = Counter(text.split(" - ")[0] for text in texts if " - " in text)
    columns = [Column(*_parts(text, stems)) for text in texts]
    return [replace(c, code=text) if c.option else c for c, text in zip(columns, texts, strict=True)]


def _parts(text: str, stems: Mapping[str, int]) -> tuple[str, str]:
    match = re.fullmatch(r"(.*\S)\s*\[(.+)\]", text, re.DOTALL)
    if match:
        return match[1], match[2]
    stem, _, rest = text.partition(" - ")
    if stems.get(stem, 0) < 2:
        return text, ""
    rest = rest.removeprefix("Selected Choice").removeprefix(" - ")
    return stem, rest.removesuffix(" - Text")


def _unlike(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, none with another's name: the second gets " (2)", and one without a name its place."""
    found: list[Column] = []
    seen: dict[str, int] = {}
    for place, column in enumerate(columns, start=1):
        column = column if column.name else Column(f"column {place}")
        seen[column.name] = seen.get(column.name, 0) + 1
        if seen[column.name] > 1:
            column = Column(f"{column.question} ({seen[column.name]})", column.option, column.code)
        found.append(column)
    return tuple(found)


def _without_blank(columns: tuple[Column, ...], frame: pd.DataFrame) -> tuple[tuple[Column, ...], pd.DataFrame]:
    """Without the columns that have neither a name nor a cell, as Excel leaves them behind."""
    unnamed = [re.fullmatch(r"column \d+", column.name) is not None for column in columns]
    kept = [n for n, nameless in enumerate(unnamed) if not nameless or not blank(frame[n]).all()]
    return tuple(columns[n] for n in kept), frame[kept].set_axis(range(len(kept)), axis=1)


def _again(frame: pd.DataFrame, header: Sequence[str]) -> np.ndarray:
    """Which rows repeat the header row, as files that were joined do."""
    same = np.zeros(len(frame), dtype=np.int32)
    for place, text in enumerate(header):
        if text:
            same += (frame[place] == text).to_numpy(dtype=bool)
    return same > max(1, sum(1 for text in header if text) / 2)


def _previewed(frame: pd.DataFrame, columns: Sequence[Column]) -> np.ndarray:
    """Which rows a tool marks as the survey's author looking at it."""
    found = np.zeros(len(frame), dtype=bool)
    for place, column in enumerate(columns):
        if column.code and tidy(column.code) in PREVIEWED:
            found |= frame[place].isin(PREVIEWED[tidy(column.code)]).to_numpy(dtype=bool)
    return found


def _aside(frame: pd.DataFrame, foot: int | None) -> np.ndarray:
    """A reason for each row that is no answer: blank, a totals row or a note at the foot."""
    reasons = np.full(len(frame), "", dtype=object)
    empty = np.ones(len(frame), dtype=bool)
    for place in frame.columns:
        empty &= blank(frame[place])
    reasons[empty] = "every cell is blank"
    if foot is not None:
        reasons[len(frame) - foot :] = "a row at the foot, by params"
        return reasons
    for row in range(len(frame) - 1, max(len(frame) - LONGEST_FOOT, 0) - 1, -1):
        reason = "every cell is blank" if empty[row] else _foot([str(cell) for cell in frame.iloc[row]])
        if not reason:
            break
        reasons[row] = reason
    return reasons


def _foot(cells: Sequence[str]) -> str:
    """Why a last row is no answer: it begins with a word such as Total, or is a single note."""
    filled = [cell for cell in cells if cell]
    if TOTALS.match(filled[0]) and len(filled[0]) < 30:
        return "a totals row at the foot"
    return "a note at the foot" if len(filled) == 1 and cells[0] and NOTE.search(cells[0]) else ""
