"""The rows of a CSV text, each with the line of the file on which it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import InspectionError, nearest

OPEN = "a quotation mark in the row that begins here is not closed, or not doubled inside its cell"


LONG = "a cell of the row that begins here has more than 131,072 characters, or a quotation mark is left open"


class OpenQuotation(ValueError):
    """A quotation mark that would take rows away, or a cell without end; `line` is where its row begins."""

    def __init__(self, line: int, message: str = OPEN):
        super().__init__(message)
        self.line = line


def csv_rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    r"""Each row's line and its cells as they were typed; a blank line is a row without cells.

    A cell over several lines that holds a whole row's delimiters (a comma in prose has a space behind it) is a
    quotation mark left open. Raises `OpenQuotation` for one, and for a cell that is longer than any answer.

    >>> list(csv_rows('id,note\nA1,"two\nlines"\nA2,one'))
    [(1, ['id', 'note']), (2, ['A1', 'two\nlines']), (4, ['A2', 'one'])]
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise OpenQuotation(line, LONG if "field limit" in str(error) else OPEN) from None
        columns = max(columns, len(cells))
        if reader.line_num > line and any(_swallowed(cell, columns, delimiter) for cell in cells):
            raise OpenQuotation(line)
        yield line, cells


def _swallowed(cell: str, columns: int, delimiter: str) -> bool:
    return "\n" in cell and cell.count(delimiter) - cell.count(f"{delimiter} ") >= max(columns - 1, 1)


def text_of(path: Path) -> str:
    """The text of a framework file. Raises `InspectionError` if it is not there or not UTF-8."""
    if not path.is_file():
        raise InspectionError(f"the framework {path.parent.name} needs the file {path.name}, which is not there")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InspectionError(f"{path.name}: framework tables are UTF-8 text; this is something else") from None


def named_rows(folder: Path, name: str, wanted: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a framework table with their lines, as cells by column; a line break in a cell is a space.

    Raises `InspectionError` for a column that is missing and for a row with more or fewer cells than the header.
    """
    file = f"{name}.csv"
    try:
        rows = [(line, cells) for line, cells in csv_rows(text_of(folder / file)) if cells]
    except OpenQuotation as error:
        raise InspectionError(f"{file}, line {error.line}: {error}") from None
    header = [column.strip() for column in rows[0][1]] if rows else []
    missing = [column for column in wanted if column not in header]
    if missing:
        raise InspectionError(f"{file}, line 1: the column '{missing[0]}' is missing{nearest(missing[0], header)}")
    found = []
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            raise InspectionError(f"{file}, line {line}: {len(header)} cells were wanted")
        named = dict(zip(header, cells, strict=True))
        found.append((line, {column: " ".join(named[column].split()) for column in wanted}))
    return found
