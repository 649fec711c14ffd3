"""The board of uncertainty, and which further evidence would settle most, as working views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .. import findings as found
from ..estimates import estimates
from ..evidence import Case
from ..findings.board import RULE, SOURCES
from ..findings.useful import Further
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
    table = Table(caption, columns, tuple(rows), told=frozenset({2, 3}))
    return Section("board", "", 7, (table, Text(f"**How it is proposed.** {RULE}")))


def next_evidence(case: Case) -> Section:
    """How many words more records or answers would settle, and under which uncertain headings a group was not heard."""
    useful = found.most_useful(case)
    met = tuple((capital(one.group), listed(one.headings) or NONE) for one in useful.unheard)
    unheard = Table("Who has not been heard, where there is uncertainty", ("Group", "Headings without them"), met)
    return Section("next-evidence", "", 7, (*_further(case, useful.further), unheard))


def _further(case: Case, offers: Sequence[Further]) -> Iterator[object]:
    """What settles a word, a row for each number more that settles others than the one before; then what settles none.

    A message alone where no source has a word that more of it could settle.
    """
    if not offers:
        yield Message("No source has a word that is not settled and that more of it could settle.")
        return
    known, rows, idle = estimates(case), [], []
    for (source, kind), several in groupby(sorted(offers, key=_offered), key=_offered):
        before: tuple[str, ...] = ()
        for one in several:
            if one.settles != before:
                questions = "; ".join(label(known[i]) for i in one.settles)
                name = capital(kind or SOURCES[source])
                rows.append((name, str(one.more), f"{len(one.settles)} of {one.unsettled}", questions))
            before = one.settles
        if not before and not kind:
            idle.append(f"{one.more} more of {SOURCES[source]}")
    if rows:
        rows.sort(key=lambda row: (-int(row[2].partition(" ")[0]), int(row[1])))
        columns = ("Source", "More records or answers", "Words settled", "Of which questions")
        caption = "What more of a source would settle, if the shares stayed: the most first"
        yield Table(caption, columns, tuple(rows), frozenset({1, 2}), frozenset({3}))
    if idle:
        yield Text(f"No word would be settled by {listed(idle)}.")


def _offered(one: Further) -> tuple[str, str]:
    return one.source, one.kind
