"""Where a file's table begins and ends, and what its columns are called: preamble, header rows, totals at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..params import FileSettings
from . import aside
from .aside import like_data
from .header import UNNAMED, borne_out
from .opened import Opened, Row, Unreadable, blank
from .spelling import keys, known_column, pairs, tidy

IMPORT_ID = '{"ImportId"'  # the third header row of Qualtrics
NO_OPTION = ("", "response", "open-ended response", "value")  # what stands for an option where there is none
NUMBERED = re.compile(r"Q(\d{1,3})\.\d{1,3}\.?\s+\S", re.IGNORECASE)  # SmartSurvey's second row: a part of a question
LONGEST_LABEL = 60  # letters of "Other (please specify)"
LONGEST_FOOT = 20
REMEDY = "add one, or set `preamble` in evidence.files to the number of lines before it, 0 if it is the first line"
TICK_BOX = "a tick box"
UNSURE = "a tick box, or a question of yes and no"
OWN_WORDS = "a person's own words, left aside"
LIST = "a list, cut into its options"
CUT = "cut from a list"
CHOSEN = "the one box that was ticked"


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
        raise Unreadable(f"the first row looks like a reply; a header row was wanted: {REMEDY}", head[first][0])
    if first >= len(head) or not any(head[first][1]):
        raise Unreadable("the first row is blank; a header row was wanted", settings.preamble)
    count = settings.header_rows or _header_rows(head[first:], known)
    rows = [cells for _, cells in head[first : first + count]]
    width = max(len(cells) for cells in rows)
    padded = [cells + [""] * (width - len(cells)) for cells in rows]
    columns = _columns(padded)
    below = [cells for _, cells in head[first + count :]]
    if settings.preamble is None and not (_names_any(columns, known) or borne_out(rows, below)):
        raise Unreadable(f"{UNNAMED}; a header row was wanted: {REMEDY}", head[first][0])
    frame, lines = file.body(first + count, width)
    reasons = _aside(frame, lines, settings.foot, padded, columns, known)
    columns, frame = _without_blank(columns, frame)
    return Table(columns, frame, lines, reasons, head[first][0] - 1, count)


def _is_data(cells: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a row that should name columns names none that is known, and holds an id, a number or a date."""
    names = {tidy(name) for name in known}
    named = any(tidy(cell) in names or known_column(cell) for cell in cells)
    return not named and any(like_data(cell) for cell in cells)


def _names_any(columns: Sequence[Column], known: Sequence[str]) -> bool:
    """Whether any column has a name that is known, or one close to it: the words of a reply are neither."""
    names = {tidy(name) for name in known}
    forms = [column.keys for column in columns]
    if any(names.intersection(keys) for keys in forms):
        return True
    if any(known_column(name) for column in columns for name in (column.name, column.code)):
        return True
    return bool(pairs(forms, [[name] for name in sorted(names)]))


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

    A row below the first is one more header row only where it is written as a known tool writes it and is blank, or
    only words, where the body always has numbers and dates: a reply without its id must not be taken for one.
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
    """Whether a row goes on with the header: "Response" (SurveyMonkey), parts of questions (SmartSurvey), or names."""
    filled = [cell for cell in row if cell]
    response = any(tidy(cell) in NO_OPTION[1:] for cell in filled)
    parts = bool(filled) and all(_part(cell, first) for cell in filled)
    worded = sum(1 for cell in filled if names.intersection(keys(cell))) >= 2
    always = [place for place in range(len(first)) if _data_like(body, place)]
    blank_there = all(place >= len(row) or not like_data(row[place]) for place in always)
    return (response or parts or worded) and bool(always) and blank_there


def _part(cell: str, first: Sequence[str]) -> bool:
    """Whether a cell is a numbered part of a numbered question in the row above, or asks for words beside "other"."""
    number = NUMBERED.match(cell)
    if number:
        return any(re.match(rf"Q{number[1]}\b", text, re.IGNORECASE) for text in first)
    return (
        len(cell) <= LONGEST_LABEL
        and re.fullmatch(r"other\b[^.]*\b(?:specify|state)\b\W*", cell, re.IGNORECASE) is not None
    )


def _data_like(body: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column is always filled, with ids, numbers or dates, as a reply's own columns are."""
    cells = [row[place] if place < len(row) else "" for row in body if any(row)][:20]
    return bool(cells) and all(like_data(cell) for cell in cells)


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
    before, _, option = text[:-1].rpartition("[") if text.endswith("]") else ("", "", "")
    if before.strip() and option:
        return before.rstrip(), option
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


def _aside(
    frame: pd.DataFrame,
    lines: np.ndarray,
    foot: int | None,
    headers: Sequence[Sequence[str]],
    columns: Sequence[Column],
    known: Sequence[str],
) -> np.ndarray:
    """A reason for each row that is no answer: blank, at the foot, the header row again, or marked by the tool."""
    reasons = np.full(len(frame), "", dtype=object)
    reasons[aside.empty(frame)] = "every cell is blank"
    if foot is not None:
        reasons[max(len(frame) - foot, 0) :] = "a row at the foot, by params"
    else:
        for row in range(len(frame) - 1, max(len(frame) - LONGEST_FOOT, 0) - 1, -1):
            reasons[row] = reasons[row] or aside.foot([str(cell) for cell in frame.iloc[row]])
            if not reasons[row]:
                break
    used = reasons == ""
    again = used & aside.again(frame, lines, used, headers, known)
    reasons[again] = "the header row again"
    for reason, rows in aside.marked(frame, [(column.code, column.question) for column in columns]):
        reasons[used & ~again & rows] = reason
    return reasons
