"""How firmly a quantity word stands: how many answers change it, and what those who did not answer could do to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..errors import InspectionError
from ..estimates import Estimate, leading
from ..evidence import SURVEYS, Case
from ..quantities import Scale
from ..suppression import rule_of


@dataclass(frozen=True)
class Bounds:
    """What the share among all who were invited could be, whatever those who did not answer would have said.

    `low` and `high` are its least and its most. The word stays the same if the share of those who did not answer is
    within `stays`, which is None where no share of theirs keeps it.
    """

    invited: int
    unheard: int
    low: Fraction
    high: Fraction
    stays: tuple[Fraction, Fraction] | None


@dataclass(frozen=True)
class Fragile:
    """A measure's word, and how much it takes to change it. `bounds` is None where they cannot be known."""

    estimate: Estimate
    bounds: Bounds | None

    @property
    def answers(self) -> int | None:
        """The fewest answers that change the word, up or down; None where it is hidden."""
        ways = [flips for flips in (self.estimate.flips_down, self.estimate.flips_up) if flips is not None]
        return min(ways, default=None)

    @property
    def count(self) -> str | None:
        """The count to say in place of the word, such as "45 of 60"; None where it is hidden."""
        if self.estimate.numerator is None or self.estimate.base is None:
            return None
        return f"{self.estimate.numerator:,} of {self.estimate.base:,}"

    @property
    def data(self) -> dict[str, Any]:
        """The word's fragility as data; all numbers of a hidden measure are null."""
        e, b = self.estimate, self.bounds
        stays = [round(float(share), 4) for share in b.stays] if b and b.stays else None
        return {
            "id": e.id,
            "answers": self.answers,
            "flips_down": e.flips_down,
            "flips_up": e.flips_up,
            "settled": e.settled,
            "count": self.count,
            "bounds": b
            and {
                "invited": b.invited,
                "unheard": b.unheard,
                "low": round(float(b.low), 4),
                "high": round(float(b.high), 4),
                "stays": stays,
            },
        }


def fragility(case: Case) -> list[Fragile]:
    """How firmly each leading measure's word stands: first that which the fewest answers change.

    Of two that as many change, the one with more answers behind it comes first: chance moves it further. Hidden
    measures come last, without a number. Settled words are among them; `Estimate.settled` tells.
    """
    found = [Fragile(estimate, bounds_of(case, estimate)) for estimate in leading(case)]
    return sorted(found, key=lambda one: (one.answers is None, one.answers or 0, -(one.estimate.base or 0)))


def bounds_of(case: Case, estimate: Estimate) -> Bounds | None:
    """The bounds of a survey's measure, where the number invited is known and its question was put to everyone.

    None too for a hidden measure, where somebody answered who was heard in another way (those were not invited, and
    to count them apart could tell how a few answered), where all or all but a few of the invited people answered, and
    where more answered than were invited.
    """
    item = estimate.measure.item
    if estimate.numerator is None or estimate.base is None or item.instrument not in SURVEYS or item.asked_if:
        return None
    invited = case.params.evidence.invited.get(item.instrument)  # type: ignore[call-overload]
    unheard = invited - estimate.base if invited else 0
    if unheard <= 0 or rule_of(case, item.instrument).small(unheard) or _others(case, item.instrument, item.column):
        return None
    scale = case.framework.scales[case.params.wording.terms]
    return bounds(scale, estimate.numerator, estimate.base, unheard)


def bounds(scale: Scale, numerator: int, base: int, unheard: int) -> Bounds:
    """The least and the most that a share can be once some who did not answer are counted, and what keeps its word.

    Nothing is supposed of those people: at the least none of them counts, at the most all do. Manski (1990), American
    Economic Review 80:319-323, the bounds without assumption. Raises `InspectionError` where nobody is unheard.

    >>> from inspection_lib.quantities import Band
    >>> half = Band("half or more", Fraction(50), True, Fraction(100), "")
    >>> scale = Scale("t", (half, Band("under half", Fraction(0), True, Fraction(49), "")), True)
    >>> found = bounds(scale, 6, 10, 10)
    >>> float(found.low), float(found.high), [float(share) for share in found.stays]
    (0.3, 0.8, [0.4, 1.0])
    """
    if unheard <= 0:
        raise InspectionError(f"bounds need somebody who did not answer, not {unheard}")
    invited = base + unheard
    kept = scale.counts(scale.term(numerator, base), invited)
    first, last = max(0, kept.start - numerator), min(unheard, kept.stop - 1 - numerator)
    stays = (Fraction(first, unheard), Fraction(last, unheard)) if kept and first <= last else None
    return Bounds(invited, unheard, Fraction(numerator, invited), Fraction(numerator + unheard, invited), stays)


def unsettled(found: Sequence[Fragile]) -> list[Fragile]:
    """Those whose word is not settled, in their order: where the count may be said in place of the word."""
    return [one for one in found if one.estimate.settled is False]


def _others(case: Case, instrument: str, column: str) -> bool:
    """Whether anybody who was heard in another way than the survey itself answered a question."""
    frame = case.evidence[instrument]
    if "heard_by" not in frame:
        return False
    return bool(((frame["heard_by"] != "survey") & frame[column].notna()).any())
