"""What the sources come to as data, for whoever works with it further; ids are those of `claims.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..evidence import Case
from ..findings import Gap, NotesGap, argument, board, contrasts, fragility, gaps, matrix, most_useful, notes_gaps
from ..readers import Agreement, agreements, severities
from ..voices import themes

SCHEMA = "inspection-findings/1"


def findings(case: Case) -> dict[str, Any]:
    """The findings as data: `{schema, gaps, groups, coverage, themes, readers, board, fragile, further, arguments}`.

    A gap's `kind` is "counts" or "notes"; differences are from 0 to 1, and every estimate and note is given by its id.
    What is hidden is null or left out. `coverage` has the matrix by indicators and by headings, a cell at a time;
    `themes` how many notes of each theme point which way.
    """
    return {
        "schema": SCHEMA,
        "gaps": [*(_counts(gap) for gap in gaps(case)), *(_notes(gap) for gap in notes_gaps(case))],
        "groups": contrasts(case).data,
        "coverage": [*matrix(case).data, *matrix(case, by="headings").data],
        "themes": [
            {"heading": theme.heading, "theme": theme.theme, "directions": theme.directions}
            for heading in case.framework.headings
            for theme in themes(case, heading)
        ],
        "readers": {
            "questions": [_agreement(found) for found in agreements(case).values()],
            "severity": [asdict(found) for found in severities(case)],
        },
        "board": [place.data for place in board(case)],
        "fragile": [found.data for found in fragility(case)],
        "further": most_useful(case).data,
        "arguments": [found.data for found in argument(case)],
    }


def _agreement(found: Agreement) -> Mapping[str, Any]:
    return {**asdict(found), "reliance": found.reliance.value}


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
