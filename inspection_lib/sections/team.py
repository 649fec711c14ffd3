"""The last annex of the team's own draft: where sources differ, where there is concern, what is unsettled, for whom."""

from __future__ import annotations

from dataclasses import replace

from ..evidence import Case
from ..logbook import LET, let_through
from ..tables import Table
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
    about = Text(standard(case, "synthesis"))
    return Section(ABOUT, "Annex for the team: What is uncertain", 2, (about,), (*parts, *_let_through(case)))


def _let_through(case: Case) -> tuple[Section, ...]:
    """What people have let through to publication, with their reasons; nothing where there is nothing."""
    found = let_through(case.params.folder)
    rows = tuple((decision.was, decision.why, decision.who, decision.when) for decision in found)
    table = Table(LET.capitalize(), ("What was found", "Why it was let through", "By", "On"), rows)
    return (Section(f"{ABOUT}-let-through", LET.capitalize(), 3, (table,)),) if rows else ()
