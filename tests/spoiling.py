"""Ways of spoiling a copy of the evidence, so that a check speaks."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inspection_lib.identifiers import NAMES_FILE

Rows = list[dict[str, str]]
Edit = Callable[[Rows], object]  # the first row of a file's rows is row 2 of the file


def spoil(params: Path, file: str, edit: Edit) -> None:
    """Change some rows of a CSV file of the evidence, or of one that all partnerships share."""
    path = params.parent / "north-lanarkshire" / file
    path = path if path.is_file() else params.parent / file
    with path.open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    columns = list(rows[0])
    edit(rows)
    columns += [column for row in rows[:1] for column in row if column not in columns]
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, columns)
        writer.writeheader()
        writer.writerows(rows)


def cell(row: int, column: str, value: str) -> Edit:
    """Write into one cell, by its row number in the file."""
    return lambda rows: rows[row - 2].update({column: value})


def every(column: str, old: str, new: str) -> Edit:
    """Write into every cell of a column that holds one value."""
    return lambda rows: [row.update({column: new}) for row in rows if row[column] == old]


def blank_from(row: int, column: str) -> Edit:
    """Empty a column from a row of the file on."""
    return lambda rows: [record.update({column: ""}) for record in rows[row - 2 :]]


def added(**cells: str) -> Edit:
    """Write one row more."""
    return lambda rows: rows.append(cells)


def all_rows(**cells: str) -> Edit:
    """Write the same cells into every row."""
    return lambda rows: [row.update(cells) for row in rows]


def where(cells: dict[str, str], **known: str) -> Edit:
    """Write into the rows that have some cells."""
    return lambda rows: [row.update(cells) for row in rows if known.items() <= row.items()]


def as_above(row: int, *columns: str) -> Edit:
    """Repeat some cells of the row above."""
    return lambda rows: rows[row - 2].update({column: rows[row - 3][column] for column in columns})


def again(row: int, **cells: str) -> Edit:
    """Write a row once more, at the end, with some cells of its own."""
    return lambda rows: rows.append({**rows[row - 2], **cells})


def answers(rows: int, answer: str) -> Edit:
    """Give one answer to every question of the staff survey in the first rows."""
    return lambda replies: [row.update(dict.fromkeys(list(row)[6:-1], answer)) for row in replies[:rows]]


def readings(row: int, column: str, first: str, second: str) -> Edit:
    """Write into the two readings of the record whose second one stands in a row."""

    def edit(rows: Rows) -> None:
        record = [found for found in rows if found["record_id"] == rows[row - 2]["record_id"]]
        for reading, value in zip(record, (first, second), strict=False):
            reading[column] = value

    return edit


def written(params: Path, file: str, text: str) -> Path:
    """Write a text file, such as a narrative, into the copy of the evidence; returns its path."""
    path = params.parent / "north-lanarkshire" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Wrote:
    """A narrative that one check speaks about, and where and how it does."""

    file: str
    text: str
    message: str
    row: int | None = None
    column: str = ""

    def spoil(self, params: Path) -> None:
        """Write it into the copy of the evidence that a params file has beside it."""
        written(params, self.file, self.text)


@dataclass(frozen=True)
class Spoilt:
    """One thing spoilt in one file, and where and how the check then says so."""

    file: str
    edit: Edit
    message: str
    row: int | None = None
    column: str = ""
    names: str = ""  # what the list of names to keep out then holds

    def spoil(self, params: Path) -> None:
        """Spoil the copy of the evidence that a params file has beside it."""
        spoil(params, self.file, self.edit)
        if self.names:
            (params.parent / "north-lanarkshire" / NAMES_FILE).write_text(self.names, encoding="utf-8")
