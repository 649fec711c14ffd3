"""Quantity terms and fraction wording: one share, said in words that are never false."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .errors import InspectionError
from .proportions import whole_percent

NONE, ALL = "none", "all"


@dataclass(frozen=True)
class Band:
    """One term of a scale: from `low` per cent (itself included or not) to the next band."""

    term: str
    low: Fraction
    low_included: bool
    high: Fraction
    words: str

    def holds(self, percent: Fraction | int) -> bool:
        """Whether a per cent has reached this band.

        >>> Band("most", Fraction(75), True, Fraction(89), "75% to 89%").holds(75)
        True
        """
        return percent >= self.low if self.low_included else percent > self.low


@dataclass(frozen=True)
class Scale:
    """The declared terms of quantity, highest band first, with the rule that decides between whole numbers.

    Where the rule rounds, halves go up to a whole per cent on exact counts, which closes the gap between 74%
    and 75%. Rounding never makes a term false: a share below one half is not "the majority".

    >>> few = Band("few", Fraction(0), True, Fraction(14), "up to 14%")
    >>> most = Band("most", Fraction(75), True, Fraction(89), "75% to 89%")
    >>> scale = Scale("example", (most, few), rounds=True)
    >>> scale.term(44, 59), scale.term(0, 59), scale.term(59, 59)
    ('most', 'none', 'all')
    """

    name: str
    bands: tuple[Band, ...]
    rounds: bool

    def term(self, numerator: int, base: int) -> str:
        """The word for a count out of its base: none, all, or the term of its band."""
        if numerator == 0:
            return NONE
        if numerator == base:
            return ALL
        return self.band(numerator, base)

    def band(self, numerator: int, base: int) -> str:
        """The term of the band that a share lies in, where none and all are the outermost shares of theirs."""
        minority = 2 * numerator < base
        if self.rounds:
            percent: Fraction | int = whole_percent(numerator, base)
            term = self._whole[int(percent), minority]
        else:
            percent = Fraction(100 * numerator, base)
            term = self._reached(percent, minority)
        if term is None:
            raise InspectionError(f"the scale {self.name} has no term for {float(percent):.1f}%")
        return term

    @cached_property
    def _whole(self) -> Mapping[tuple[int, bool], str | None]:
        """The term of each whole per cent, of a minority and of others."""
        return {(n, minority): self._reached(n, minority) for n in range(101) for minority in (True, False)}

    def _reached(self, percent: Fraction | int, minority: bool) -> str | None:
        return next((b.term for b in self.bands if b.holds(percent) and not (minority and b.low >= 50)), None)

    def settled(self, term: str, low: float, high: float) -> bool:
        """Whether a whole interval of shares lies within one term, so that the word does not hang on a few answers.

        >>> half = Band("half or more", Fraction(50), True, Fraction(100), "")
        >>> scale = Scale("t", (half, Band("under half", Fraction(0), True, Fraction(49), "")), True)
        >>> scale.settled("half or more", 0.52, 0.71), scale.settled("half or more", 0.44, 0.71)
        (True, False)
        """
        ends = (Fraction(low), Fraction(high))
        return all(self.band(end.numerator, end.denominator) == term for end in ends)

    def counts(self, term: str, base: int) -> range:
        """Every count out of `base` that is said with this term; empty when there is none.

        >>> ten = Scale("t", (Band("half or more", Fraction(50), True, Fraction(100), ""),
        ...                   Band("under half", Fraction(0), True, Fraction(49), "")), True)
        >>> ten.counts("half or more", 8), ten.counts("all", 8)
        (range(4, 8), range(8, 9))
        """
        order = [NONE, *(band.term for band in reversed(self.bands)), ALL]
        rank = order.index(term)
        return _counts(lambda k: order.index(self.term(k, base)), rank, base)

    def flips(self, numerator: int, base: int) -> tuple[int | None, int | None]:
        """How many answers would have to change to lower the term, and to raise it; None where none can.

        >>> scale = Scale("t", (Band("most", Fraction(50), True, Fraction(100), ""),
        ...                     Band("few", Fraction(0), True, Fraction(49), "")), True)
        >>> scale.flips(6, 10), scale.flips(0, 10)
        ((2, 4), (None, 1))
        """
        same = self.counts(self.term(numerator, base), base)
        down = numerator - same.start + 1 if same.start > 0 else None
        up = same.stop - numerator if same.stop <= base else None
        return down, up


@dataclass(frozen=True)
class Landmark:
    """A fraction people say, and how far from it the words around it may reach (in whole per cent)."""

    value: Fraction
    under: tuple[str, int] | None
    exactly: str
    over: tuple[str, int] | None


@dataclass(frozen=True)
class FractionWords:
    """The house's fractions: "just under a third", "half", "over three-quarters"; each true of its share.

    >>> half = Landmark(Fraction(1, 2), ("just under half", 45), "half", ("just over half", 55))
    >>> words = FractionWords((half,))
    >>> words.phrase(47, 100), words.phrase(50, 100), words.phrase(51, 100), words.phrase(60, 100)
    ('just under half', 'half', 'just over half', None)
    """

    landmarks: tuple[Landmark, ...]

    def phrase(self, numerator: int, base: int) -> str | None:
        """The fraction wording of a count out of its base, or None where no landmark is near."""
        for mark in self.landmarks:  # in whole numbers: fractions take ten times as long, and this is asked often
            above = numerator * mark.value.denominator - mark.value.numerator * base
            if above == 0:
                return mark.exactly
            if above < 0 and mark.under and numerator * 100 >= mark.under[1] * base:
                return mark.under[0]
            if above > 0 and mark.over and numerator * 100 <= mark.over[1] * base:
                return mark.over[0]
        return None

    def counts(self, phrase: str, base: int) -> list[int]:
        """Every count out of `base` that is said with this phrase."""
        return [k for k in range(base + 1) if self.phrase(k, base) == phrase]

    def phrases(self) -> Iterator[str]:
        """Every phrase of the scheme."""
        for mark in self.landmarks:
            yield mark.exactly
            yield from (side[0] for side in (mark.under, mark.over) if side)


def _counts(rank_of: Callable[[int], int], rank: int, base: int) -> range:
    counts = range(base + 1)
    return range(bisect_left(counts, rank, key=rank_of), bisect_right(counts, rank, key=rank_of))
