"""The last annex of the team's own draft: where sources differ, where there is concern, what is unsettled, for whom."""

from __future__ import annotations

from dataclasses import replace

from ..evidence import Case
from .argument import argument
from .blocks import Section, Text
from .board import board
from .fragile import fragile
from .gaps import gaps
from .standard import standard
from .waiting import working

ABOUT = "team"


def for_the_team(case: Case) -> Section:
    """The team's own annex: gaps, board, unsettled words and argument map; nothing of it in any other edition."""
    if not working(case):
        return Section(ABOUT, "", 7)
    views = {
        "Where sources do not say the same": gaps(case),
        "Where there is concern, and where it is not known": board(case),
        "Words that are not settled": fragile(case),
        "The argument for each graded indicator": argument(case),
    }
    parts = tuple(
        Section(f"{ABOUT}-{view.id}", title, 3, view.blocks, tuple(replace(part, level=4) for part in view.parts))
        for title, view in views.items()
    )
    return Section(ABOUT, "Annex for the team: What is uncertain", 2, (Text(standard(case, "synthesis")),), parts)
