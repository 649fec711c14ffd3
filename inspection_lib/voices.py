"""What was heard, read or seen: coded notes with the session, document or comment that each rests on."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .evidence import Case, once, rows_of
from .suppression import rule_of

VOLUNTEERS = "young inspection volunteers"


@dataclass(frozen=True)
class Note:
    """One coded note. `people` is how many said it, None if not counted or too few to show.

    `told_by` is whose words or work it is: a group that was met, a kind of document, or who observed.
    """

    id: str
    kind: str
    group: str
    text: str
    heading: str
    indicator: str
    theme: str
    direction: str
    qualifies: str
    people: int | None
    source_id: str
    told_by: str
    use: str

    @property
    def in_draft(self) -> bool:
        """Whether a person marked it for the draft, or fit to quote."""
        return self.use in ("draft", "quote")


@dataclass(frozen=True)
class Theme:
    """The notes under one heading that are about one thing, in the order of their file."""

    heading: str
    theme: str
    notes: tuple[Note, ...]

    @property
    def directions(self) -> dict[str, int]:
        """How many notes point which way."""
        found: dict[str, int] = {}
        for note in self.notes:
            found[note.direction] = found.get(note.direction, 0) + 1
        return found


@once
def notes(case: Case) -> list[Note]:
    """Every note that may be used, those for the background included, in the order of the file."""
    sessions = case.evidence["engagement"].set_index("session_id")
    documents = case.evidence["documents"].set_index("document_id")
    rule = rule_of(case, "voices")
    found = []
    for row in rows_of(case, "voices"):
        if row["use"] == "do not use":
            continue
        people = None if pd.isna(row["people"]) or rule.small(int(row["people"])) else int(row["people"])
        fields = {name: str(row[name]) for name in (
            "kind", "group", "text", "heading", "indicator", "theme", "direction", "qualifies", "source_id", "use"
        )}  # fmt: skip
        told_by = _told_by(fields, sessions, documents)
        found.append(Note(id=str(row["note_id"]), people=people, told_by=told_by, **fields))
    return found


def themes(case: Case, heading: str) -> list[Theme]:
    """The themes of one heading, in the order in which their first note stands."""
    kept: dict[str, list[Note]] = {}
    for note in notes(case):
        if note.heading == heading:
            kept.setdefault(note.theme, []).append(note)
    return [Theme(heading, theme, tuple(found)) for theme, found in kept.items()]


def _told_by(row: dict[str, str], sessions: pd.DataFrame, documents: pd.DataFrame) -> str:
    source = row["source_id"]
    if ":" in source:
        return "comment"
    if source in sessions.index:
        return VOLUNTEERS if VOLUNTEERS in str(sessions.at[source, "by"]) else row["group"]
    if source in documents.index:
        owner, kind = str(documents.at[source, "owner"]), str(documents.at[source, "kind"])
        return f"{owner}'s {kind}"
    return row["group"]
