"""What a person may put into each column of the evidence: one description for the CSV, the workbook and the README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..evidence import CHOICES, COLUMNS, DATES, INSTRUMENTS, NUMBERS, PEOPLE
from ..framework import Framework, Item

Kind = Literal["text", "date", "whole number", "number"]
#: Columns that hold a place of the framework.
PLACES = {"statement": "statement", "heading": "heading", "after_heading": "heading", "indicator": "indicator"}
GRADES = "grade"


@dataclass(frozen=True)
class Column:
    """One column of a table: what it holds, the question behind it, and the answers that it takes.

    `answers` are the only ones where there are any, `scale` the name they have in the framework; `usual` are offered,
    and others may stand there too. `shown` says what the column takes as a person reads it.
    """

    table: str
    name: str
    kind: Kind
    meaning: str
    question: str = ""
    answers: tuple[str, ...] = ()
    shown: str = ""
    scale: str = ""
    asked_if: str = ""
    asked_of: str = ""
    usual: tuple[str, ...] = ()

    @property
    def explained(self) -> str:
        """The question as asked and of whom, or else what the column holds."""
        only = f" Only for {self.asked_of}." if self.asked_of else ""
        return f"{self.question or self.meaning}{only}"


def columns_of(table: str, framework: Framework) -> list[Column]:
    """The columns of a table in the order of its template: the id and what is known, the questions, a last comment.

    >>> from pathlib import Path
    >>> from inspection_lib.framework import read
    >>> columns = columns_of("children_survey", read(Path("params/framework/2022")))
    >>> columns[0].name, columns[5].name, columns[-1].name
    ('child_id', 'safe_where_live', 'comment')
    """
    meanings = {words.column: words.meaning for words in framework.columns if words.table == table}
    plain = [_plain(table, name, meanings.get(name, ""), framework) for name in COLUMNS[table]]
    if table not in INSTRUMENTS:
        return plain
    return [*plain[:-1], *(_asked(item, framework) for item in framework.items_of(table)), plain[-1]]


def meaning_of(table: str, framework: Framework) -> str:
    """What one row of a table is."""
    return next((words.meaning for words in framework.columns if (words.table, words.column) == (table, "")), "")


def places(framework: Framework) -> dict[str, dict[str, str]]:
    """The statements, headings and indicators of the framework, each with its title, by the kind of place."""
    return {
        "statement": {row.statement: row.title for row in framework.statements.values()},
        "heading": {row.heading: row.title for row in framework.headings.values()},
        "indicator": {row.indicator: row.name for row in framework.indicators.values()},
    }


def themes(framework: Framework) -> dict[str, str]:
    """The themes of each heading, in the order of their paragraphs."""
    return {row.heading: row.themes.replace(";", "; ") for row in framework.headings.values()}


def _plain(table: str, name: str, meaning: str, framework: Framework) -> Column:
    """A column that is no question."""
    kind: Kind = "text"
    if DATES.get(table) == name:
        return Column(table, name, "date", meaning, shown="a date such as 2023-05-09")
    if name in NUMBERS.get(table, ()):
        kind = "whole number" if name in PEOPLE else "number"
        return Column(table, name, kind, meaning, shown=f"a {kind}")
    if name in PLACES:
        known = tuple(places(framework)[PLACES[name]])
        return Column(table, name, kind, meaning, answers=known, shown=f"{known[0]} to {known[-1]}")
    if usual := framework.usual(table, name):
        return Column(table, name, kind, meaning, shown=f"{'; '.join(usual)}; or another", usual=usual)
    choices = CHOICES.get(table, {}).get(name, ())
    answers = tuple(answer for answer in choices if answer)
    blank = ", or blank" if "" in choices else ""
    return Column(table, name, kind, meaning, answers=answers, shown=", ".join(answers) + blank)


def _asked(item: Item, framework: Framework) -> Column:
    """A column that holds the answers to one question."""
    answers = tuple(answer.answer for answer in framework.answers[item.answers])
    names = {grade.grade: f"{grade.grade} ({grade.name})" for grade in framework.grades.values()}
    shown = [names.get(answer, answer) if item.answers == GRADES else answer for answer in answers]
    title = framework.headings[item.heading].title
    return Column(
        table=item.instrument,
        name=item.column,
        kind="text",
        meaning=f"An answer, told under {item.heading} {title}.",
        question=item.wording,
        answers=answers,
        shown=", ".join(shown),
        scale=item.answers,
        asked_if=framework.condition_words(item.condition) if item.condition else "",
        asked_of=item.asked_of if item.asked_if else "",
    )
