"""Where each sentence comes from: in words for the partnership, by file and column for the team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..compare import Draft, Statement
from ..errors import InspectionError
from ..evidence import Case
from ..register import official, origin, question

#: The column of a table whose words or numbers a sentence tells, and the column of its ids.
TOLD = {
    "voices": "text",
    "figures": "value",
    "judgements": "text",
    "practice_examples": "difference_made",
    "documents": "title",
    "engagement": "group",
}


@dataclass(frozen=True)
class Row:
    """A sentence of the numbered draft as the partnership sees it: its paragraph, its words, where they come from."""

    paragraph: str
    text: str
    sources: tuple[str, ...]


def paragraphs(case: Case, draft: Draft) -> list[Row]:
    """Every sentence of the numbered paragraphs of a draft with its sources in words; none that is the team's alone.

    Raises `InspectionError` for a draft of which no paragraph has a number.
    """
    told = numbered(draft)
    return [Row(one.number, one.text, tuple(dict.fromkeys(_words(case, draft, one.rests_on)))) for one in told]


def numbered(draft: Draft) -> list[Statement]:
    """The sentences whose paragraphs have numbers. Raises `InspectionError` where none has."""
    found = [one for one in draft.statements if one.number]
    if not found:
        raise InspectionError("no paragraph of this draft has a number; run the partnership again, which gives them")
    return found


def _words(case: Case, draft: Draft, rests_on: Iterable[str]) -> Iterator[str]:
    for name in rests_on:
        if name in draft.estimates:
            row = draft.estimates[name]
            group = (row["group"]["column"], row["group"]["value"]) if row["group"] else None
            yield question(case, row["source"], row["item"], group, row["base"])
        elif name in draft.facts and name in case.framework.official:
            fact = draft.facts[name]
            yield official(fact["label"], fact["period"], fact["source"])
        else:
            yield origin(case, name)


def place(case: Case, name: str) -> str:
    """The file and column that an id stands for, as whoever changes the draft looks it up."""
    files = {table: source.file for table, source in case.evidence.sources.items()}
    item = case.framework.items.get(".".join(name.partition("[")[0].split(".")[:2]))
    if item:
        return f"{files.get(item.instrument, f'{item.instrument}.csv')}, column {item.column}"
    if name in case.framework.official:
        return "official_statistics.csv, column value"
    if name in case.evidence.tables:
        return files.get(name, f"{name}.csv")
    for table, column in TOLD.items():
        frame = case.evidence[table]
        found = frame[frame.iloc[:, 0] == name]
        if len(found):
            return f"{files.get(table, f'{table}.csv')}, row {int(found['row'].iloc[0])}, column {column}"
    return "not held here any more"
