"""The words that the fewest answers would change, with the count that can be said in their place."""

from __future__ import annotations

from .. import findings as found
from ..evidence import Case
from ..findings.fragility import Bounds, Fragile, unsettled
from ..proportions import whole_percent
from ..tables import ABSENT, Table, label
from ..wording import count_of
from .blocks import Message, Section, Text

MOST = 12
ABOUT = (
    "A word is not settled where its 95% interval reaches into another one. Where a sentence has to hold, the count "
    "can be said instead; the draft keeps the word unless people change it. The last two columns suppose nothing of "
    "those who were invited and did not answer: the first is the least and the most that the share of all who were "
    "invited can be, the second how many of the others would have to count for the word to stay."
)


def fragile(case: Case) -> Section:
    """At most twelve words that are not settled, the most fragile first, each with the count in place of the word."""
    waiting = unsettled(found.fragility(case))
    if not waiting:
        return Section("fragile", "", 7, (Message("No word that is shown is unsettled."),))
    rows = tuple(_row(case, one) for one in waiting[:MOST])
    columns = (
        "Measure",
        "Source",
        "Word",
        "Say instead",
        "Answers to another word",
        "Share of all invited",
        "Word stays with",
    )
    shown = count_of(len(rows), "word", "words")
    of = f"the {shown} that change most easily, of {len(waiting)}" if len(waiting) > len(rows) else shown
    caption = f"Words that are not settled: {of}"
    return Section("fragile", "", 7, (Text(ABOUT), Table(caption, columns, rows, frozenset({4}))))


def _row(case: Case, one: Fragile) -> tuple[str, ...]:
    source = case.framework.instruments[one.estimate.measure.item.instrument].short
    word, count = one.estimate.term or ABSENT, one.count or ABSENT
    return (label(one.estimate), source, word, count, str(one.answers), *_bounds(one.bounds))


def _bounds(bounds: Bounds | None) -> tuple[str, str]:
    """The share among all who were invited, and the share of those unheard that keeps the word, in words."""
    if bounds is None:
        return ABSENT, ABSENT
    ends = (bounds.low, bounds.high)
    low, high = (whole_percent(end.numerator, end.denominator) for end in ends)
    stays = "no number of them"
    if bounds.stays:
        first, last = (int(share * bounds.unheard) for share in bounds.stays)
        stays = f"{first:,} to {last:,} of the other {bounds.unheard:,}"
    return f"{low}% to {high}%", stays
