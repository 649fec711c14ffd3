"""The response log to fill in, as CSV and as a workbook, with every paragraph and where it comes from."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..errors import InspectionError
from ..formulas import inert
from ..owner import owners_alone
from ..templates.book import WRITTEN, steady
from ..templates.choices import FONT, SINCE
from ..templates.pages import LINE
from .log import COLUMNS, DECISIONS, KINDS, SHEET
from .sources import Row

PARAGRAPHS = "paragraphs and sources"
HEAD = ("paragraph", "text", "where it comes from")
LAST = 500  # rows of the log that have drop-downs
WIDTHS = {"point": 44, "paragraph": 16, "kind": 27, "evidence": 44, "decision": 21, "reason": 44, "reviewer": 20,
          "date": 13}  # fmt: skip
WIDE = (16, 74, 82)
HELP = {
    "point": "What the draft says that is not right, and what would be.",
    "paragraph": "The number beside the paragraph, such as 1.3.2.",
    "kind": "What kind of point it is.",
    "evidence": "Where the inspection team can see it: a document, a page, a figure and its source.",
    "decision": "For the inspection team.",
    "reason": "For the inspection team: why. Every point that is decided has a reason.",
    "reviewer": "For the inspection team: who decided.",
    "date": "For the inspection team: the day of the decision, such as 2023-10-02.",
}


def log_files(rows: Sequence[Row], marking: str, folder: Path) -> list[Path]:
    """Write the log as CSV and as a workbook, and the paragraphs with their sources as CSV; where they are.

    Nothing is written over: a log that is there may be filled in. Raises `InspectionError` for one that is, and for
    a folder that cannot be written.
    """
    files = {
        "response-log.csv": _text([COLUMNS]),
        "response-log.xlsx": workbook(rows, marking),
        "paragraphs.csv": _text([HEAD, *((row.paragraph, row.text, "; ".join(row.sources)) for row in rows)]),
    }
    there = [name for name in files if os.path.lexists(folder / name)]
    if there:
        raise InspectionError(f"{folder / there[0]} is there already and may be filled in; --out names another folder")
    try:
        with owners_alone():
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
    except OSError as error:
        raise InspectionError(f"{folder} could not be written: {error.strerror}") from None
    return [folder / name for name in files]


def _text(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV that Excel opens as UTF-8; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(rows: Sequence[Row], marking: str) -> bytes:
    """The bytes of the log as a workbook: the same each time for the same draft."""
    book = Workbook()
    book.properties.creator = "inspection"
    book.properties.title = "Response log: factual accuracy"
    book.properties.created = WRITTEN
    numbers = list(dict.fromkeys(row.paragraph for row in rows))
    _log(book.active, marking, len(numbers))
    _paragraphs(book.create_sheet(PARAGRAPHS), rows, marking)
    _lists(book.create_sheet("lists"), numbers)
    return steady(book)


def _log(sheet: Worksheet, marking: str, numbers: int) -> None:
    """The log itself: a header that stays, and cells that take what their column holds."""
    sheet.title = SHEET
    lists = {"paragraph": f"lists!$A$2:$A${numbers + 1}", "kind": f"lists!$B$2:$B${len(KINDS) + 1}",
             "decision": f"lists!$C$2:$C${len(DECISIONS) + 1}"}  # fmt: skip
    for place, name in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        _head(sheet, place, name, WIDTHS[name])
        if name in lists:
            rule = DataValidation(type="list", formula1=lists[name], error="Choose one of the list.")
        elif name == "date":
            rule = DataValidation(type="date", operator="greaterThanOrEqual", formula1=SINCE,
                                  error="A date such as 2023-10-02 was wanted.")  # fmt: skip
        else:
            rule = DataValidation()
        rule.allow_blank, rule.showErrorMessage, rule.showInputMessage = True, True, True
        rule.errorTitle = rule.promptTitle = name
        rule.prompt = HELP[name]
        rule.add(f"{letter}2:{letter}{LAST}")
        sheet.add_data_validation(rule)
        for row in range(2, LAST + 1):
            cell = sheet.cell(row, place)
            cell.number_format = "yyyy-mm-dd" if name == "date" else "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    _paper(sheet, marking)


def _paragraphs(sheet: Worksheet, rows: Sequence[Row], marking: str) -> None:
    """Each sentence under its paragraph's number, and below one another the sources that it comes from."""
    for place, (name, width) in enumerate(zip(HEAD, WIDE, strict=True), start=1):
        _head(sheet, place, name, width)
    before = ""
    for number, row in enumerate(rows, start=2):
        cells = (row.paragraph, row.text, "\n".join(row.sources))
        lines = max(sum(ceil(len(part) * 1.1 / (width - 2)) or 1 for part in cell.split("\n"))
                    for cell, width in zip(cells, WIDE, strict=True))  # fmt: skip
        sheet.row_dimensions[number].height = LINE * lines + 3
        for place, text in enumerate(cells, start=1):
            cell = sheet.cell(number, place, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type, cell.number_format = "s", "@"
            cell.font = Font(FONT, 11, bold=place == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(top=Side("thin", color="808080")) if row.paragraph != before else Border()
        before = row.paragraph
    sheet.auto_filter.ref = f"A1:C{len(rows) + 1}"
    _paper(sheet, marking)


def _lists(sheet: Worksheet, numbers: Sequence[str]) -> None:
    """What the drop-downs offer; people have no need of this sheet."""
    for place, (name, values) in enumerate((("paragraph", numbers), ("kind", KINDS), ("decision", DECISIONS)), start=1):
        _head(sheet, place, name, 30)
        for row, value in enumerate(values, start=2):
            sheet.cell(row, place, value).number_format = "@"
    sheet.sheet_state = "hidden"


def _head(sheet: Worksheet, place: int, name: str, width: float) -> None:
    cell = sheet.cell(1, place, name)
    cell.font = Font(FONT, 11, bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(bottom=Side("medium"))
    sheet.column_dimensions[get_column_letter(place)].width = width


def _paper(sheet: Worksheet, marking: str) -> None:
    """The header row stays in sight and on every printed page, which carries the draft's marking."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddHeader.center.text = marking.replace("&", "&&") or None
    sheet.oddFooter.center.text = "&A, page &P"
