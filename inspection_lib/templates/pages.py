"""The workbook's pages for people: how to use it, what each column holds, and a form for reading one record."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..areas import Area
from ..evidence import COLUMNS
from ..framework import Framework
from .choices import FONT, Lists, entry
from .columns import columns_of, meaning_of
from .words import RULES

RECORDS = "record_reading"
LINE = 15.0  # points
THIN = Side("thin", color="808080")
FORM = ("no.", "question", "answer", "answers to choose from", "column")
FORM_WIDTHS = (6, 46, 20, 32, 26)
FORM_RULES = (
    f"A form for one reading of one record, in the order of the sheet {RECORDS}. Print it, or fill it in here.",
    f"To enter it: copy the cells under 'answer', choose the next empty row of {RECORDS}, then Paste special with "
    "Values and Transpose.",
    "Leave a question blank if it was not asked; 'not applicable' and 'don't know' are answers.",
)


def read_me(sheet: Worksheet, area: Area, framework: Framework) -> None:
    """How to use the workbook, and what one row of each sheet is."""
    sheet.title = "read me"
    rows = [("How to fill it in", rule) for rule in RULES[:1]] + [("", rule) for rule in RULES[1:]]
    rows += [("", ""), *((table, meaning_of(table, framework)) for table in COLUMNS)]
    rows += [("record form", FORM_RULES[0]), ("data dictionary", "What each column of each table holds."),
             ("lists", "The answers behind the drop-downs, the titles of statements, headings and indicators, and "
              "the themes of each heading. Leave it as it is.")]  # fmt: skip
    sheet["A1"] = f"{area.name}: evidence"
    sheet["A1"].font = Font(FONT, 14, bold=True)
    for number, row in enumerate(rows, start=3):
        _row(sheet, number, row, (22, 90), bold=1)
    _paper(sheet, "portrait")


def dictionary(sheet: Worksheet, framework: Framework) -> None:
    """Every column of every table: what it holds, the question behind it, its answers, and when it is asked."""
    widths = (18, 24, 50, 50, 44, 34)
    head = ("table", "column", "what it holds", "the question as asked", "allowed answers", "asked only if")
    _row(sheet, 1, head, widths, bold=len(head))
    columns = [column for table in COLUMNS for column in columns_of(table, framework)]
    for number, column in enumerate(columns, start=2):
        row = (column.table, column.name, column.meaning, column.question, column.shown, column.asked_if)
        _row(sheet, number, row, widths)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:F{len(columns) + 1}"
    sheet.print_title_rows = "1:1"
    _paper(sheet, "landscape")


def record_form(sheet: Worksheet, framework: Framework, lists: Lists) -> None:
    """One reading of a record as a person fills it in: the questions in order, their answers, whom they are for."""
    sheet["A1"] = "Reading of one record"
    sheet["A1"].font = Font(FONT, 14, bold=True)
    for number, rule in enumerate(FORM_RULES, start=2):
        sheet.cell(number, 1, rule)
    top = len(FORM_RULES) + 3
    _row(sheet, top, FORM, FORM_WIDTHS, bold=len(FORM))
    columns = columns_of(RECORDS, framework)
    for number, column in enumerate(columns, start=1):
        row = (str(number), column.explained, "", column.shown, column.name)
        _row(sheet, top + number, row, FORM_WIDTHS)
        answer = sheet.cell(top + number, 3)
        answer.number_format = "yyyy-mm-dd" if column.kind == "date" else "@"
        rule_of_cell = entry(column, lists)
        rule_of_cell.add(answer.coordinate)
        sheet.add_data_validation(rule_of_cell)
        for place in range(1, len(FORM) + 1):
            sheet.cell(top + number, place).border = Border(bottom=THIN)
        answer.border = Border(THIN, THIN, THIN, THIN)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.print_area = f"A1:E{top + len(columns)}"
    _paper(sheet, "portrait")


def _row(sheet: Worksheet, number: int, cells: Sequence[str], widths: Sequence[float], bold: int = 0) -> None:
    """A row of wrapped texts, high enough for the longest; the first `bold` of them in bold."""
    for place, (text, width) in enumerate(zip(cells, widths, strict=True), start=1):
        cell = sheet.cell(number, place, text or None)
        cell.data_type = "s" if text else cell.data_type
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=place > 1)
        cell.font = Font(FONT, 11, bold=place <= bold)
        cell.number_format = "@"
        sheet.column_dimensions[get_column_letter(place)].width = width
    lines = max(ceil(len(text) * 1.05 / (width - 2)) for text, width in zip(cells, widths, strict=True))
    sheet.row_dimensions[number].height = LINE * max(1, lines) + 3


def _paper(sheet: Worksheet, orientation: str) -> None:
    """Printed on A4, all columns on one page's width, with the sheet's name and its own page number at the foot."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_setup.useFirstPageNumber, sheet.page_setup.firstPageNumber = True, 1
    sheet.oddFooter.center.text = "&A, page &P"
