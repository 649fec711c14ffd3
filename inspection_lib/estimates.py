"""What the evidence amounts to: each measure's count, base, share, interval and word, or the fact that it is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .evidence import Case, once
from .measures import Measure, measures, tallies
from .proportions import newcombe, wilson
from .suppression import every_measure, plan_of


@dataclass(frozen=True)
class Estimate:
    """A measured proportion: how many, out of how many, and how sure.

    A hidden one carries no number at all, and no word where the word could only mean a hidden count.
    `settled` says whether the whole interval lies within the term. An item that nobody was asked, or nobody
    answered, has no estimate.
    """

    measure: Measure
    numerator: int | None = None
    base: int | None = None
    low: float | None = None
    high: float | None = None
    term: str | None = None
    fraction: str | None = None
    flips_down: int | None = None
    flips_up: int | None = None
    settled: bool | None = None

    @property
    def id(self) -> str:
        """The measure's id, which is the estimate's everywhere."""
        return self.measure.id

    @property
    def hidden(self) -> bool:
        """Whether its numbers are hidden."""
        return self.base is None

    @property
    def share(self) -> Fraction | None:
        """The exact share, or None if hidden."""
        return None if self.numerator is None or self.base is None else Fraction(self.numerator, self.base)

    @property
    def good_news(self) -> bool | None:
        """Whether the word is good news; None where it is neither, or no word is shown.

        Where a higher share is better, a majority is good news. Where a lower one is, only few or none are:
        trouble for less than half of people is not good news.
        """
        if self.term is None:
            return None
        if self.measure.better == "higher":
            return self.term in ("all", "almost all", "most", "the majority")
        return True if self.term in ("few", "none") else None if self.term == "less than half" else False


@once
def estimates(case: Case) -> dict[str, Estimate]:
    """Every measure's estimate by id, hidden ones without numbers, in the order of the items."""
    counted, hiding = tallies(case), plan_of(case)
    scale = case.framework.scales[case.params.wording.terms]
    read = {instrument: sampled(case, instrument) for instrument in case.framework.instruments}
    found: dict[str, Estimate] = {}
    for measure in answered(case):
        numerator, base = counted[measure.item.item].cell(measure)
        if measure.id.removesuffix(".not") in hiding.hidden:
            word = None if measure.id in hiding.withheld else scale.term(numerator, base)
            found[measure.id] = Estimate(measure, term=word)
            continue
        low, high = between(numerator, base, read[measure.item.instrument])
        fraction, term = case.framework.fractions.phrase(numerator, base), scale.term(numerator, base)
        settled = scale.settled(term, low, high)
        down, up = scale.flips(numerator, base)
        found[measure.id] = Estimate(measure, numerator, base, low, high, term, fraction, down, up, settled)
    return found


def answered(case: Case) -> list[Measure]:
    """Every measure that the case can show and that somebody answered, in the order of the items."""
    counted = tallies(case)
    return [measure for measure in every_measure(case) if counted[measure.item.item].cell(measure)[1]]


def between(numerator: int, base: int, part: Fraction) -> tuple[float, float]:
    """Between which shares the true one plausibly lies, where a part of the whole population was read.

    Of a population that was read whole the share is known.

    >>> between(55, 60, Fraction(1)) == (55 / 60, 55 / 60)
    True
    """
    return (numerator / base, numerator / base) if part == 1 else wilson(numerator, base, part)


def sampled(case: Case, instrument: str) -> Fraction:
    """The part of its population that an instrument read: known for records where params say how many are in scope.

    A survey is open to all who choose to reply, so no part of it counts as sampled; nor do records of which more were
    read than are said to be in scope, as one of the two numbers is wrong.
    """
    in_scope = case.params.evidence.in_scope.get("records") if instrument == "record_reading" else None
    rows = int((case.evidence["record_reading"]["reading"] == "first").sum()) if in_scope else 0
    return Fraction(rows, in_scope) if in_scope and rows <= in_scope else Fraction(0)


@once
def leading(case: Case, heading: str | None = None, source: str | None = None) -> tuple[Estimate, ...]:
    """The leading estimate of each item with an answer, of one heading or source if named."""
    known = estimates(case)
    return tuple(
        known[found[0].id]
        for found in measures(case).values()
        if found[0].id in known
        and heading in (None, found[0].item.heading)
        and source in (None, found[0].item.instrument)
    )


def groups(case: Case, estimate: Estimate, column: str) -> list[Estimate]:
    """An estimate's groups in one column, hidden ones included; groups nobody belongs to are left out."""
    known = estimates(case)
    tally = tallies(case)[estimate.measure.item.item]
    ids = [estimate.measure.of(c, value).id for c, value in tally.groups if c == column]
    return [known[i] for i in ids if i in known]


def clear_difference(first: Estimate, second: Estimate, comparisons: int = 1) -> str:
    """Whether the first share is "higher", "lower", or of "no clear difference" from the second.

    By Newcombe's interval for a difference of independent shares, widened where it is one of several. Hidden ones
    give "no clear difference".
    """
    if first.base is None or second.base is None or first.numerator is None or second.numerator is None:
        return "no clear difference"
    low, high = newcombe((first.numerator, first.base), (second.numerator, second.base), comparisons)
    return "higher" if low > 0 else "lower" if high < 0 else "no clear difference"


def parts(case: Case, items: Iterable[str]) -> dict[str, Mapping[str, int]]:
    """The joined answers of some items as charts may show them: item -> label -> count; hidden items are left out."""
    shown = plan_of(case).parts
    return {
        item: dict(zip(shown[item], tallies(case)[item].parts(shown[item]), strict=True))
        for item in items
        if shown.get(item)
    }
