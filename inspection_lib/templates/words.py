"""The texts of a new partnership: its params file, the README of its evidence folder, and the rules for filling in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from string import Template
from textwrap import fill

from ..areas import Area
from ..evidence import COLUMNS
from ..framework import Framework
from .columns import columns_of, meaning_of, places, themes

PARAMS = Path(__file__).with_name("partnership.yaml")
RULES = (
    "One header row, then one row a thing. Leave the names of the columns as they are. No totals, no merged cells.",
    "The first column is the row's own id. Other tables point at it, so no id is used twice.",
    "Dates are typed as 2023-05-09.",
    "A blank cell is a question that was not answered or not asked. 'not applicable' and 'don't know' are answers: "
    "type them.",
    "No names of people, streets or schools, anywhere. Staff go by their designation, children and records by a "
    "number that exists nowhere else.",
    "Fill in a table as a CSV file or as the sheet of the same name in evidence.xlsx, whichever suits; not as both. "
    "A table that has no rows is said in the draft.",
)
KEEP_OUT = (
    "# Names that must never appear in the draft, one a line: people, streets, schools. The workbook looks for them "
    "and never shows or copies them. Lines that begin with # are left out.\n"
)
FILES = {
    "evidence.xlsx": "Every table as a sheet, with drop-down answers; a form for reading one record, to fill in or to "
    "print; and a data dictionary. The first sheet says how to use it.",
    "names-to-keep-out.txt": "Names that must never appear in the draft, one a line. They are looked for, and never "
    "shown or copied. The file may stay as it is.",
}


def params_text(area: Area, edition: str, framework: Framework) -> str:
    """The params file of an area, with what is known filled in and the rest left blank with a comment."""
    measures = fill(", ".join(framework.official), 84, subsequent_indent=" " * 13)
    return Template(PARAMS.read_text(encoding="utf-8")).substitute(
        edition=edition,
        area=area.name,
        code=area.code,
        health_board=area.health_board,
        police_division=area.police_division,
        slug=area.slug,
        measures=measures,
    )


def readme(area: Area, framework: Framework) -> str:
    """The README of an evidence folder: the rules, then each file in a paragraph and each column in a table."""
    parts = [f"# {area.name}: evidence", "How to fill in these tables:", "\n".join(f"- {rule}" for rule in RULES)]
    parts += [f"**{name}** {text}" for name, text in FILES.items()]
    for table in COLUMNS:
        parts += [f"## {table}.csv", meaning_of(table, framework), _columns(table, framework)]
    parts += ["## Places in the report", "Columns for a statement, a heading or an indicator hold one of these."]
    told = themes(framework)
    for kind, titles in places(framework).items():
        also = ("themes",) if kind == "heading" else ()
        rows = ((number, title, *(told[number] for _ in also)) for number, title in titles.items())
        parts.append(_table((kind, "title", *also), rows))
    return "\n\n".join(parts) + "\n"


def _columns(table: str, framework: Framework) -> str:
    head = ("column", "what it holds", "answers", "asked only if")
    return _table(head, ((c.name, c.question or c.meaning, c.shown, c.asked_if) for c in columns_of(table, framework)))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
