"""The board of uncertainty, and which further evidence would settle most, as working views."""

from __future__ import annotations

from .. import findings as found
from ..estimates import estimates
from ..evidence import Case
from ..findings.board import RULE, SOURCES
from ..tables import Table, label
from ..wording import capital, listed
from .blocks import Message, Section, Text

NONE = "none"


def board(case: Case) -> Section:
    """Each heading with the state that the rule proposes, why, and the state that people set; the rule in full."""
    rows = []
    for place in found.board(case):
        told = place.decided
        who = ", ".join(part for part in (told.decided_by, told.decided_on, told.status) if part) if told else ""
        set_ = f"{capital(told.value)}: {told.text} ({who})" if told else "Nobody has set it yet"
        apart = "yes" if place.differs else "no" if told else "–"
        title = f"{place.heading} {place.title}"
        rows.append((title, capital(place.proposed), " ".join(place.reasons), set_, apart))
    columns = ("Heading", "Proposed", "Why", "Set by people", "Do they differ?")
    caption = "Where there is concern, and where it is not known"
    return Section("board", "", 7, (Table(caption, columns, tuple(rows)), Text(f"**How it is proposed.** {RULE}")))


def next_evidence(case: Case) -> Section:
    """How many words more records or answers would settle, and under which uncertain headings a group was not heard."""
    useful, known = found.most_useful(case), estimates(case)
    rows = tuple(
        (
            capital(SOURCES[one.source]),
            str(one.more),
            f"{len(one.settles)} of {one.unsettled}",
            "; ".join(label(known[i]) for i in one.settles) or NONE,
        )
        for one in useful.further
    )
    columns = ("Source", "More records or answers", "Words that would be settled", "Of which questions")
    more: object = Table("What more of a source would settle, if the shares stayed", columns, rows, frozenset({1, 2}))
    if not rows:
        more = Message("No source has a word that is not settled and that more of it could settle.")
    met = tuple((capital(one.group), listed(one.headings) or NONE) for one in useful.unheard)
    caption = "Who has not been heard, where there is uncertainty"
    return Section("next-evidence", "", 7, (more, Table(caption, ("Group", "Headings without them"), met)))
