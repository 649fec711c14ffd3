"""An edition of the framework: all its tables, and what is asked of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..quantities import FractionWords, Scale
from .tables import (
    Answer,
    ColumnWords,
    Condition,
    Grade,
    GroupWords,
    Heading,
    Indicator,
    Instrument,
    Item,
    KeyTerm,
    OfficialMeasure,
    Route,
    Rule,
    ScaleTest,
    Split,
    Statement,
    Topic,
)


@dataclass(frozen=True)
class Framework:
    """An edition of the framework, as tables that an inspector edits.

    The mappings are keyed by the first column of their table and keep its order.
    """

    edition: str
    title: str
    published: str
    indicators: Mapping[str, Indicator]
    statements: Mapping[str, Statement]
    headings: Mapping[str, Heading]
    grades: Mapping[str, Grade]
    scale_tests: Sequence[ScaleTest]
    scales: Mapping[str, Scale]
    fractions: FractionWords
    key_terms: Sequence[KeyTerm]
    answers: Mapping[str, Sequence[Answer]]
    splits: Mapping[str, Sequence[Split]]
    routes: Mapping[str, Route]
    groups: Sequence[GroupWords]
    instruments: Mapping[str, Instrument]
    official: Mapping[str, OfficialMeasure]
    items: Mapping[str, Item]
    topics: Mapping[str, Topic]
    columns: Sequence[ColumnWords]
    checks: Sequence[Rule]
    standard_text: Mapping[str, str]

    def items_of(self, instrument: str) -> list[Item]:
        """The questions of one instrument, in their order."""
        return [item for item in self.items.values() if item.instrument == instrument]

    def headings_of(self, statement: str) -> list[Heading]:
        """The headings of one statement, in the published order."""
        return [heading for heading in self.headings.values() if heading.statement == statement]

    def condition_words(self, condition: Condition) -> str:
        """Whom a question is put to, by the column that decides it.

        >>> from pathlib import Path
        >>> from inspection_lib.framework import read
        >>> read(Path("params/framework/2022")).condition_words(("plan", "=", "yes"))
        'plan is yes'
        """
        column, test, value = condition
        if test == "in":
            return f"{column} is one of: {', '.join(self.routes[value].values.split(';'))}"
        return f"{column} {'is not' if test == 'is not' else 'is'} {value}"

    def usual(self, table: str, column: str) -> tuple[str, ...]:
        """The usual answers of a column that takes others too; none where it has no such list."""
        words = next((row.usual for row in self.columns if (row.table, row.column) == (table, column)), "")
        return tuple(word.strip() for word in words.split(";") if word.strip())

    def group_words(self, instrument: str, column: str, value: str) -> tuple[str, str]:
        """How a group's column and the group itself are named: ("role", "police staff")."""
        rows = [g for g in self.groups if (g.instrument, g.column) == (instrument, column)]
        row = next((g for g in rows if g.value == value), next((g for g in rows if not g.value), None))
        return (row.label, row.phrase.replace("{value}", value)) if row else (column, f"{column} {value}")
