"""What a person confirmed once of an export's columns and answers, so that the next one maps by itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InspectionError, Problem, nearest
from ..evidence import CHOICES, COLUMNS, INSTRUMENTS
from ..formulas import inert, plain
from ..framework import Framework, OpenQuotation, csv_rows
from .delimited import decoded, delimiter_of, encoding_of
from .opened import Unreadable
from .spelling import tidy

FILE = "mapping.csv"
HEADER = ("table", "column", "answer", "maps_to", "how", "confirmed")
LEFT_OUT = "leave out"
NOT_ANSWERED = "not answered"
ROW_NUMBER = "(row number)"


Key = tuple[str, str, str | None]


def key(table: str, column: str, answer: str = "") -> Key:
    """What a row of mapping.csv is about: a column, or with `answer` an answer to it.

    >>> key("staff_survey", "Valued ", "?"), key("staff_survey", "valued")
    (('staff_survey', 'valued', '?'), ('staff_survey', 'valued', None))
    """
    return table, tidy(column) or column, (tidy(answer) or answer) if answer else None


@dataclass(frozen=True)
class Entry:
    """One row of mapping.csv: a column of a file, or (with `answer`) an answer to a scale or column of the layouts."""

    table: str
    column: str
    answer: str
    maps_to: str
    how: str
    confirmed: str
    row: int = 0

    @property
    def key(self) -> Key:
        """What the row is about, spellings aside: a column has no answer, an answer of marks alone is itself."""
        return key(self.table, self.column, self.answer)

    @property
    def weight(self) -> int:
        """How much the row counts against another of the same thing: what was confirmed before all."""
        return ("", "no", "yes").index(self.confirmed)


@dataclass(frozen=True)
class Mappings:
    """What a mapping.csv says, confirmed or waiting, and by what it is about; `rows` is the file, cell by cell."""

    entries: tuple[Entry, ...] = ()
    by_key: Mapping[Key, Entry] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = (HEADER,)

    def column(self, table: str, name: str) -> Entry | None:
        """What was said of a column of a file."""
        return self.by_key.get(key(table, name))

    def used(self, table: str) -> list[str]:
        """The columns of a table's file that a person has confirmed as columns of the layouts."""
        own = (entry for entry in self.entries if entry.table == table and not entry.answer)
        return [entry.column for entry in own if entry.confirmed == "yes" and entry.maps_to not in ("", LEFT_OUT)]

    def answer(self, table: str, about: Iterable[str], answer: str) -> Entry | None:
        """What was said of an answer, to a column or to every question of a scale."""
        if not answer:
            return None
        return next((e for name in about if (e := self.by_key.get(key(table, name, answer)))), None)


def read(folder: Path, framework: Framework) -> tuple[Mappings, list[Problem]]:
    """The mapping of an evidence folder, empty where there is none, and what is wrong with it."""
    path = folder / FILE
    if not path.is_file():
        return Mappings(), []
    try:
        content = path.read_bytes()
        text = decoded(content, encoding_of(content))
        rows = [(line, cells) for line, cells in csv_rows(text, delimiter_of(text)) if any(cells)]
    except (OpenQuotation, Unreadable) as error:
        return Mappings(), [Problem("I16", "stops", str(error), FILE)]
    if not rows:
        message = "every cell is blank; a header row was wanted"
        return Mappings(), [Problem("I16", "stops", message, FILE, 1)]
    header = [cell.strip().casefold() for cell in rows[0][1]]
    missing = [name for name in HEADER if name not in header]
    if missing:
        return Mappings(), [Problem("I16", "stops", f"the column '{missing[0]}' is not there", FILE, 1, missing[0])]
    places = [header.index(name) for name in HEADER]
    found, problems = [], []
    for line, cells in rows[1:]:
        said = [plain(cells[place].strip()) if place < len(cells) else "" for place in places]
        entry = Entry(said[0], said[1], said[2], said[3], said[4], said[5].casefold(), line)
        wrong = list(_wrong(entry, framework))
        problems += wrong
        if not wrong:
            found.append(entry)
    by_key: dict[Key, Entry] = {}
    for entry in found:
        other = by_key.setdefault(entry.key, entry)
        if other is not entry and other.confirmed == entry.confirmed == "yes":
            message = "the same column or answer is confirmed twice"
            problems.append(Problem("I16", "stops", message, FILE, entry.row))
        by_key[entry.key] = max(other, entry, key=lambda one: one.weight)
    return Mappings(tuple(found), by_key, tuple(tuple(cells) for _, cells in rows)), problems


def targets(table: str, framework: Framework) -> list[str]:
    """The columns that a file of a table can have."""
    extra = ["weight"] if table in INSTRUMENTS else []
    return [*COLUMNS[table], *(item.column for item in framework.items_of(table)), *extra]


def scale_of(table: str, about: str, framework: Framework) -> list[str]:
    """The answers of a scale or of a question's column; nothing where any text may stand."""
    if about in framework.answers:
        return [answer.answer for answer in framework.answers[about]]
    if about in CHOICES.get(table, {}):
        return list(CHOICES[table][about])
    item = next((item for item in framework.items_of(table) if item.column == about), None)
    return [answer.answer for answer in framework.answers[item.answers]] if item else []


def _wrong(entry: Entry, framework: Framework) -> Iterable[Problem]:
    """What does not fit in a row of mapping.csv."""
    if entry.table not in COLUMNS:
        yield Problem("I16", "stops", f"no such table{nearest(entry.table, COLUMNS)}", FILE, entry.row, "table")
        return
    if entry.confirmed not in ("", "yes", "no"):
        yield Problem("I16", "stops", "yes, no or blank was wanted", FILE, entry.row, "confirmed")
    if not entry.maps_to or entry.confirmed == "no":
        return
    known = targets(entry.table, framework)
    if entry.answer:
        known = scale_of(entry.table, entry.column, framework)
        if not known:
            return
    if entry.maps_to not in (*known, LEFT_OUT, *([NOT_ANSWERED] if entry.answer else [])):
        what = f"an answer of that scale was wanted, or '{NOT_ANSWERED}'"
        if not entry.answer:
            what = f"a column of that table was wanted, or '{LEFT_OUT}'"
        message = f"{what}{nearest(entry.maps_to, known)}"
        yield Problem("I16", "stops", message, FILE, entry.row, "maps_to")


def written(folder: Path, confirmed: Mappings, more: Sequence[Entry]) -> Path:
    """Write a mapping.csv with some rows more, whole or not at all; every row and column that is there stays.

    Raises `InspectionError` where that cannot be done.
    """
    header, *rows = confirmed.rows
    named = [name.strip().casefold() for name in header]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([inert(plain(cell)) for cell in row] for row in (header, *rows))
    for entry in more:
        cells = {name: str(getattr(entry, name)) for name in HEADER}
        writer.writerow([inert(cells.get(name, "")) for name in named])
    path = folder / FILE
    scratch = folder / f".{FILE}.new"
    try:
        scratch.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise InspectionError(f"{FILE} could not be written: {error.strerror}") from None
    return path
