"""What the sources come to as data: gaps between them; ids are those of `claims.json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..evidence import Case
from ..findings import Gap, NotesGap, gaps, notes_gaps

SCHEMA = "inspection-findings/1"


def findings(case: Case) -> dict[str, Any]:
    """The findings as data: `{schema, gaps}`. Whatever is hidden is in none of them.

    A gap's `kind` is "counts" or "notes"; differences are from 0 to 1, and every estimate and note is given by its id.
    """
    return {
        "schema": SCHEMA,
        "gaps": [*(_counts(gap) for gap in gaps(case)), *(_notes(gap) for gap in notes_gaps(case))],
    }


def _counts(gap: Gap) -> Mapping[str, Any]:
    return {
        "kind": "counts",
        "about": gap.about,
        "title": gap.title,
        "higher": gap.higher.id,
        "lower": gap.lower.id,
        "at_least": round(gap.at_least, 6),
        "others": [[higher.id, lower.id] for higher, lower in gap.others],
    }


def _notes(gap: NotesGap) -> Mapping[str, Any]:
    return {
        "kind": "notes",
        "about": gap.about,
        "title": gap.title,
        "estimate": gap.estimate.id,
        "notes": [note.id for note in gap.opposing],
        "sources": list(gap.sources),
        "beside": gap.beside,
        "strength": round(gap.strength, 6),
        "others": [estimate.id for estimate in gap.others],
    }
