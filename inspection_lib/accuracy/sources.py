"""Where each sentence comes from: in words for the partnership, by file and column for the team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..compare import Draft, Statement
from ..errors import InspectionError
from ..evidence import Case
from ..voices import VOLUNTEERS, Note, notes

#: What a sentence about how the inspection was made rests on, table by table.
WHOLE = {
    "engagement": "the record of the people whom the inspection team met",
    "documents": "the list of documents that the partnership gave the inspection team",
}
GONE = "evidence that is no longer held"
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
            yield _question(case, draft.estimates[name])
        elif name in case.framework.instruments:
            yield case.framework.instruments[name].title
        elif name in WHOLE:
            yield WHOLE[name]
        elif name in draft.facts and name in case.framework.official:
            fact = draft.facts[name]
            yield f"official statistic: {fact['label']}, {fact['period']} ({fact['source']})"
        else:
            yield _row(case, name)


def _question(case: Case, row: Any) -> str:
    """A question in the words in which it was asked, of whom, and how many are in its base if that is shown."""
    item, about = case.framework.items.get(row["item"]), case.framework.instruments[row["source"]]
    if not item:
        return about.title
    group = row["group"]
    among = f", among {case.framework.group_words(row['source'], group['column'], group['value'])[1]}" if group else ""
    base = f"{row['base']:,} {about.unit}" if row["base"] is not None else "the numbers are too small to be shown"
    return f"{about.title}: “{item.wording.rstrip('.')}”{among} ({base})"


def _row(case: Case, name: str) -> str:
    """What stands in a row of evidence, as far as a partnership may know of it: whose words, never which person's."""
    note = next((one for one in notes(case) if one.id == name), None)
    if note:
        return _note(case, note)
    for table, said in (("figures", "label"), ("practice_examples", "title"), ("documents", "title")):
        frame = case.evidence[table]
        found = frame[frame.iloc[:, 0] == name]
        if len(found):
            row = found.iloc[0]
            kind = {"figures": "the partnership's figure", "documents": "document"}.get(table, "practice example")
            period = f", {row['period']}" if table == "figures" and row["period"] else ""
            return f"{kind}: {row[said]}{period}"
    held = case.evidence["judgements"]
    return "a judgement of the inspection team" if name in set(held.iloc[:, 0]) else GONE


def _note(case: Case, note: Note) -> str:
    documents = case.evidence["documents"].set_index("document_id")["title"]
    if note.told_by == "comment":
        table = note.source_id.partition(":")[0]
        about = case.framework.instruments.get(table)
        return f"{about.title}: comments" if about else "comments in a survey"
    if note.source_id in documents.index:
        return f"document: {documents[note.source_id]}"
    if note.kind == "seen":
        return f"what {VOLUNTEERS if note.told_by == VOLUNTEERS else 'the inspection team'} saw"
    return f"what {note.group} told the inspection team"


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
