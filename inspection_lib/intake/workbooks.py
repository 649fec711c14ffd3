"""Excel workbooks (.xlsx): a sheet's rows as text, read a row at a time, and nothing believed of their size."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ..errors import nearest
from .opened import WIDEST, Opened, Row, Unreadable, of_rows

UNPACKED = 400 << 20  # bytes; a workbook of a million cells unpacks to some 50 MB
LAST_ROW = 1_048_576  # Excel's own
DAMAGED = "this is no Excel workbook that can be read (a password, an .xls, damage?); save it as .xlsx again"


def opened(path: Path, sheet: str = "") -> Opened:
    """The cells of one sheet: the one that is named, or else the first.

    Raises `Unreadable` for a workbook that is damaged, far too large, or has a formula without a saved value.
    """
    rows, name = _guarded(path, sheet)
    if not any(any(cells) for _, cells in rows):
        raise Unreadable(f"the sheet '{name}' is empty; a header row was wanted", 1)
    return of_rows(rows, {"kind": "Excel workbook", "sheet": name})


def sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets, in order. Raises `Unreadable` for a damaged one."""
    _unpacks(path)
    with _workbook(path) as book:
        return list(book.sheetnames)


def _guarded(path: Path, sheet: str) -> tuple[list[Row], str]:
    """The rows of a sheet and its name; whatever the library stumbles over becomes one sentence."""
    formulas = _unpacks(path)
    try:
        with _workbook(path) as book:
            name = _named(book.sheetnames, sheet)
            rows = list(_rows(book[name]))
        if formulas:
            _saved(path, name, rows)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # openpyxl raises whatever the damaged part made it stumble over
        raise Unreadable(DAMAGED) from None
    return rows, name


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


def _named(names: list[str], wanted: str) -> str:
    """The sheet that is asked for, whatever its capitals; the first without a wish."""
    found = [name for name in names if name.strip().casefold() == wanted.strip().casefold()]
    if wanted and not found:
        raise Unreadable(f"there is no sheet '{wanted}'{nearest(wanted, names)}; it has {len(names)} sheets")
    if not names:
        raise Unreadable("this workbook has no sheet")
    return found[0] if found else names[0]


def _rows(sheet: Any) -> Iterator[Row]:
    """Each row with its number and its cells as text; blank rows at the end are none, and its claimed size is not used.

    A sheet may claim a billion rows or hold a cell in a row of that number: beyond Excel's own last row it is refused.
    """
    sheet.reset_dimensions()
    blank: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            raise Unreadable("a row is numbered beyond Excel's own last row; save the workbook again", LAST_ROW)
        if len(cells) > WIDEST and any(cell is not None for cell in cells[WIDEST:]):
            raise Unreadable(f"a row has more than {WIDEST:,} cells", number)
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield from blank
            blank.clear()
            yield number, texts
        else:
            blank.append((number, []))


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
    return value.isoformat() if isinstance(value, date) else str(value).replace("_x000D_", "").strip()


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
