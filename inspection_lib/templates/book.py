"""The workbook evidence.xlsx: a sheet a table with drop-down answers, and the pages that explain them."""

from __future__ import annotations

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..areas import Area
from ..evidence import COLUMNS
from ..framework import Framework
from .choices import FONT, Lists, entry
from .columns import Column, columns_of
from .pages import dictionary, read_me, record_form

#: No clock: the same framework gives the same bytes.
WRITTEN = datetime(2000, 1, 1)
ROWS = 20_000
#: Columns of whole sentences.
LONG = frozenset({"comment", "difference_made", "need", "note", "sentence", "text", "what_partners_did"})
#: Columns of several words.
PHRASES = frozenset({"by", "designation", "label", "owner", "rests_on", "stated", "theme", "title"})
LONG_WIDTH, PHRASE_WIDTH, PAGE_WIDTH = 60, 28, 150


def workbook(area: Area, framework: Framework) -> bytes:
    """The bytes of an area's empty workbook: the same each time for the same framework."""
    book = Workbook()
    book.properties.creator = "inspection"
    book.properties.title = f"{area.name}: evidence"
    book.properties.created = WRITTEN
    lists = Lists()
    read_me(book.active, area, framework)
    for table in COLUMNS:
        _table(book.create_sheet(table), columns_of(table, framework), lists)
    record_form(book.create_sheet("record form"), framework, lists)
    dictionary(book.create_sheet("data dictionary"), framework)
    lists.write(book.create_sheet("lists"), framework)
    return steady(book)


def _table(sheet: Worksheet, columns: list[Column], lists: Lists) -> None:
    """An empty table: its header row, and for each column what may be entered below it."""
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.name)
        head.data_type = "s"
        head.font = Font(FONT, 11, bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.border = Border(bottom=Side("thin"))
        head.comment = _note(column)
        width = sheet.column_dimensions[letter]
        width.width = _width(column.name)
        width.number_format = "yyyy-mm-dd" if column.kind == "date" else "General" if "number" in column.kind else "@"
        width.alignment = Alignment(wrap_text=column.name in LONG | PHRASES, vertical="top")
        rule = entry(column, lists)
        rule.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    across = sum(_width(column.name) for column in columns)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(across / PAGE_WIDTH)), 0


def _width(name: str) -> int:
    """How wide a column is, in letters: enough for its name, more where sentences stand."""
    return LONG_WIDTH if name in LONG else PHRASE_WIDTH if name in PHRASES else max(13, len(name) + 3)


def _note(column: Column) -> Comment:
    """The note at a column's name: what it holds, which answers it takes, and when it is asked."""
    asked = f"Asked only if {column.asked_if}." if column.asked_if else ""
    lines = (column.question, column.meaning, column.shown and f"Answers: {column.shown}.", asked)
    return Comment("\n".join(line for line in lines if line), "inspection", height=190, width=340)


def steady(book: Workbook) -> bytes:
    """A workbook's bytes without the time at which they were written."""
    written, settled = io.BytesIO(), io.BytesIO()
    book.save(written)
    moment = WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(written) as old, ZipFile(settled, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, WRITTEN.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, old.read(name)))
    return settled.getvalue()
