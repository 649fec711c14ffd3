"""What a cell of the workbook takes: a drop-down of answers, a date, a number, or any text; with what it is for."""

from __future__ import annotations

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..framework import Framework
from .columns import Column, places, themes

SHEET = "lists"
FONT = "Calibri"
SINCE = "36526"  # the first of January 2000, in Excel's count of days
TITLE_MOST, PROMPT_MOST = 32, 255  # Excel opens no workbook whose messages are longer


class Lists:
    """The lists of answers, each once, on a sheet of their own: in a rule they could hold 255 letters at most."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], str] = {}

    def place(self, answers: tuple[str, ...], name: str) -> str:
        """Where a list stands, as a rule points at it.

        >>> Lists().place(("yes", "no"), "used")
        'lists!$A$2:$A$3'
        """
        self.names.setdefault(answers, name)
        letter = get_column_letter(list(self.names).index(answers) + 1)
        return f"{SHEET}!${letter}$2:${letter}${len(answers) + 1}"

    def write(self, sheet: Worksheet, framework: Framework) -> None:
        """Each list in a column under its name, and what the numbers of the framework stand for."""
        columns = [(name, answers) for answers, name in self.names.items()]
        for kind, titles in places(framework).items():
            columns.append((f"{kind} and title", tuple(f"{number} {title}" for number, title in titles.items())))
        told = tuple(f"{number}: {words}" for number, words in themes(framework).items())
        columns.append(("heading and its themes", told))
        for place, (name, answers) in enumerate(columns, start=1):
            sheet.cell(1, place, name).font = Font(FONT, 11, bold=True)
            width = sheet.column_dimensions[get_column_letter(place)]
            width.width = min(70, max(len(name), *map(len, answers)) + 3)
            for row, answer in enumerate(answers, start=2):
                cell = sheet.cell(row, place, answer)
                cell.data_type = "s"
                cell.number_format, cell.alignment = "@", Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"


def entry(column: Column, lists: Lists) -> DataValidation:
    """The rule for the cells of a column, with a message that says what it holds when a cell is chosen."""
    if column.answers:
        place = lists.place(column.answers, column.scale or column.name)
        rule = DataValidation(type="list", formula1=place, error="Choose one of the answers in the list, or leave "
                              "the cell blank.")  # fmt: skip
    elif column.usual:
        rule = DataValidation(type="list", formula1=lists.place(column.usual, column.name), errorStyle="warning",
                              error="None of the usual answers. Keep it only if none of them fits.")  # fmt: skip
    elif column.kind == "date":
        rule = DataValidation(type="date", operator="greaterThanOrEqual", formula1=SINCE,
                              error="A date such as 2023-05-09 was wanted.")  # fmt: skip
    elif column.kind == "whole number":
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0",
                              error="A whole number was wanted, without a unit.")  # fmt: skip
    elif column.kind == "number":
        rule = DataValidation(type="decimal", operator="between", formula1="-1E+15", formula2="1E+15",
                              error="A number was wanted, without a unit or a comma.")  # fmt: skip
    else:
        rule = DataValidation()
    rule.allow_blank, rule.showErrorMessage, rule.showInputMessage = True, True, True
    rule.errorTitle = rule.promptTitle = column.name[:TITLE_MOST]
    rule.prompt = column.explained[:PROMPT_MOST]
    return rule
