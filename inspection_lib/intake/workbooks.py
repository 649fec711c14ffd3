"""Excel workbooks (.xlsx): a sheet's rows as text, read a row at a time, and nothing believed of their size."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import count_of, nearest
from .opened import WIDEST, Opened, Row, Unreadable, legible, of_rows
from .spelling import tidy

UNPACKED = 400 << 20  # bytes; a workbook of a million cells unpacks to some 50 MB
HEAD = 20  # rows in which another sheet's header is looked for
FEWEST_ALIKE = 3  # cells that two header rows share, from which their sheets are taken for alike
LONGEST_TAG = 1_000  # bytes of a row's own tag
HIDDEN = re.compile(rb"<(?:\w+:)?row\s[^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*>")
NUMBERED = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
QUOTED = re.compile(r'"[^"]*"|\\.')  # what a number format shows as it stands
LONGEST_CELL = 32_767  # characters, Excel's own limit
LAST_ROW = 1_048_576  # Excel's own
DAMAGED = "this is no Excel workbook that can be read (a password, an .xls, damage?); save it as .xlsx again"


def opened(path: Path, sheet: str = "") -> Opened:
    """The cells of one sheet: the one that is named, or else the first that is not hidden.

    Raises `Unreadable` for a workbook that is damaged, far too large, has a formula without a saved value, or has
    another sheet of the same columns and no wish which of them counts.
    """
    rows, name, hidden = _guarded(path, sheet)
    if not any(any(cells) for _, cells in rows):
        raise Unreadable(f"the sheet '{name}' is empty; a header row was wanted", 1)
    return of_rows(rows, {"kind": "Excel workbook", "sheet": name, "hidden": str(hidden or "")})


def sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets, in order. Raises `Unreadable` for a damaged one."""
    _unpacks(path)
    with _workbook(path) as book:
        return list(book.sheetnames)


def _guarded(path: Path, sheet: str) -> tuple[list[Row], str, int]:
    """The rows of a sheet, its name, how many rows are hidden; whatever the library stumbles over is one sentence."""
    formulas = _unpacks(path)
    try:
        with _workbook(path) as book:
            name = _named(book, sheet)
            rows = list(_rows(book[name]))
            if not sheet:
                _alone(book, name)
            hidden = _hidden(book[name], rows)
        if formulas:
            _saved(path, name, rows)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # openpyxl raises whatever the damaged part made it stumble over
        raise Unreadable(DAMAGED) from None
    return rows, name, hidden


class _workbook:
    """A workbook open for reading, closed afterwards."""

    def __init__(self, path: Path, values: bool = True):
        from openpyxl import load_workbook

        self.file = path.open("rb")
        try:
            self.book = load_workbook(self.file, read_only=True, data_only=values, keep_links=False)
        except Exception:  # openpyxl raises whatever the damaged part made it stumble over
            self.file.close()
            raise Unreadable(DAMAGED) from None

    def __enter__(self) -> Any:
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.close()
        self.file.close()


def _unpacks(path: Path) -> bool:
    """Whether any sheet has a formula; raises for a workbook that unpacks to far more than one can hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise Unreadable(f"this workbook unpacks to more than {UNPACKED >> 20} MB; save the sheet as CSV")
            parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            if any(b"<!DOCTYPE" in archive.open(name).read(4096) for name in parts):
                raise Unreadable("this workbook holds an XML document type, which Excel never writes")
            return any(_has_formula(archive, name) for name in parts if "worksheets/" in name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        raise Unreadable(DAMAGED) from None
    except Exception as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(DAMAGED) from None


def _has_formula(archive: zipfile.ZipFile, name: str) -> bool:
    kept = b""
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            if re.search(rb"<(?:\w+:)?f[ />]", kept + chunk):
                return True
            kept = chunk[-16:]
    return False


def _named(book: Any, wanted: str) -> str:
    """The sheet that is asked for, whatever its capitals; without a wish, the first that is not hidden."""
    names = [str(sheet.title) for sheet in book.worksheets]
    found = [name for name in names if name.strip().casefold() == wanted.strip().casefold()]
    if wanted and not found:
        has = count_of(len(names), "sheet", "sheets")
        raise Unreadable(f"the workbook has {has}, and none is called '{wanted}'{nearest(wanted, names)}")
    shown = _shown(book)
    if not names or not (found or shown):
        raise Unreadable("every sheet of this workbook is hidden" if names else "this workbook has no sheet")
    return found[0] if found else shown[0]


def _shown(book: Any) -> list[str]:
    return [str(sheet.title) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _alone(book: Any, name: str) -> None:
    """Raise for another sheet that has the same columns and is not hidden: nobody knows which of them counts."""
    first = _header(book[name])
    alike = 1
    for other in _shown(book) if len(first) >= FEWEST_ALIKE else ():
        both = len(first & _header(book[other])) if other != name else 0
        alike += both >= FEWEST_ALIKE and both * 2 >= len(first)
    if alike > 1:
        remedy = "name the one that counts as `sheet` in evidence.files, or put all replies into one sheet"
        raise Unreadable(f"{alike} sheets have the same columns; {remedy}")


def _header(sheet: Any) -> frozenset[str]:
    """The cells of the first row with three or more that are filled, in which a header is looked for."""
    for _, cells in islice(_rows(sheet), HEAD):
        filled = frozenset(tidy(cell) for cell in cells if cell)
        if len(filled) >= FEWEST_ALIKE:
            return filled
    return frozenset()


def _hidden(sheet: Any, rows: list[Row]) -> int:
    """How many rows with anything in them are hidden, by hand or by a filter; the library does not say it of a row."""
    filled = {number for number, cells in rows if cells}
    found: set[int] = set()
    kept = b""
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        while chunk := part.read(1 << 20):
            tags = HIDDEN.findall(kept + chunk)
            found.update(int(number[1]) for tag in tags if (number := NUMBERED.search(tag)))
            kept = (kept + chunk)[-LONGEST_TAG:]
    return len(found & filled)


def _rows(sheet: Any) -> Iterator[Row]:
    """Each row with its number and its cells as text; blank rows at the end are none, and its claimed size is not used.

    A sheet may claim a billion rows or hold a cell in a row of that number: beyond Excel's own last row it is refused.
    """
    sheet.reset_dimensions()
    blank: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            raise Unreadable("a row is numbered beyond Excel's own last row; save the workbook again", LAST_ROW)
        if len(cells) > WIDEST and any(cell.value is not None for cell in cells[WIDEST:]):
            raise Unreadable(f"a row has more than {WIDEST:,} cells", number)
        texts = [_shown_as(cell) for cell in cells]
        if any(len(text) > LONGEST_CELL for text in texts):
            raise Unreadable(
                f"a cell holds more than {LONGEST_CELL:,} characters, which is more than Excel's can", number
            )
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield from blank
            blank.clear()
            yield number, texts
        else:
            blank.append((number, []))


def _shown_as(cell: Any) -> str:
    """A cell's text; a share that Excel shows per cent comes as that, "62%", so that no 0.62 is taken for a number."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and "%" in QUOTED.sub("", cell.number_format):
        return f"{_text(round(float(value) * 100, 8))}%"
    return _text(value)


def _text(value: Any) -> str:
    """A cell's value as one would type it: 5 and not 5.0, 2023-05-09, 2023-05-09 14:30."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else legible(str(value).replace("_x000D_", "").strip())


def _saved(path: Path, name: str, rows: list[Row]) -> None:
    """Raise for a formula whose value was not saved with it: its cell would look blank and be lost."""
    with _workbook(path, values=False) as book:
        values = dict(rows)
        for number, cells in _formulas(book[name]):
            there = values.get(number, [])
            if any(place >= len(there) or not there[place] for place in cells):
                message = "a formula without a saved value; open the workbook in Excel, let it calculate, and save it"
                raise Unreadable(message, number)


def _formulas(sheet: Any) -> Iterator[tuple[int, list[int]]]:
    """Rows that hold formulas, with the places of those in the row."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            return
        places = [place for place, cell in enumerate(row) if getattr(cell, "data_type", "") == "f"]
        if places:
            yield number, places
