"""What people decided: key messages, the evaluation, capacity, areas for action. Nothing here is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from .evidence import Case, once, rows_of

#: The status of a row whose place another one has taken: it stays in the file, and nothing reads it.
SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Judgement:
    """One thing that people decided, with what it rests on, who decided it and when."""

    id: str
    kind: str
    statement: str
    heading: str
    indicator: str
    value: str
    text: str
    in_summary: bool
    rests_on: tuple[str, ...]
    decided_by: str
    decided_on: str
    status: str


@once
def judgements(case: Case) -> list[Judgement]:
    """Every judgement that stands, in the order of the file; dates as 2023-08-24, blank if not decided."""
    found = []
    for row in standing_rows(case):
        fields = {
            k: str(row[k])
            for k in ("kind", "statement", "heading", "indicator", "value", "text", "decided_by", "status")
        }
        decided = row["decided_on"]
        found.append(
            Judgement(
                id=str(row["judgement_id"]),
                in_summary=row["in_summary"] == "yes",
                rests_on=references(str(row["rests_on"])),
                decided_on="" if decided != decided else f"{decided:%Y-%m-%d}",
                **fields,
            )
        )
    return found


def standing(case: Case) -> pd.DataFrame:
    """The rows of judgements that stand; one that another has superseded is kept in the file alone."""
    frame = case.evidence["judgements"]
    return frame[frame["status"] != SUPERSEDED]


def standing_rows(case: Case) -> list[dict[str, Any]]:
    """The same rows as plain values by column."""
    return [row for row in rows_of(case, "judgements") if row["status"] != SUPERSEDED]


def of_kind(case: Case, kind: str, **where: str) -> list[Judgement]:
    """The judgements of one kind, for one statement, heading or indicator if named."""
    return [
        judgement
        for judgement in judgements(case)
        if judgement.kind == kind and all(getattr(judgement, name) == value for name, value in where.items())
    ]


def references(cell: str) -> tuple[str, ...]:
    """The ids in a `rests_on` cell. A group's value may hold spaces: what is in brackets stays together.

    >>> references("F01 staff.valued[role=third sector] N0031")
    ('F01', 'staff.valued[role=third sector]', 'N0031')
    """
    found: list[str] = []
    for word in cell.split():
        if found and found[-1].count("[") > found[-1].count("]"):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return tuple(found)
