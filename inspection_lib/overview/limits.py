"""One share beside those of all others together: a funnel's limits, and the words that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import erfc, sqrt
from statistics import NormalDist

import numpy as np

from ..findings.comparing import TIED, Cell, likely, shows
from ..proportions import stand_out
from ..suppression import Rule

LEVEL = 0.05
ENOUGH = 10  # partnerships from which it can be told how far they differ beyond chance
TRIMMED = 0.1  # of the partnerships at either end, whose own distance must not widen their limits
LEAST = 1e-300
HIGHER, LOWER, UNCLEAR = "higher", "lower", "no clear difference"


@dataclass(frozen=True, eq=False)
class Funnel:
    """The shares of several partnerships that were asked the same, by area, each with the rule that shows it."""

    cells: Mapping[str, tuple[Cell, Rule]]

    @cached_property
    def count(self) -> int:
        """The counts of all together."""
        return sum(cell[0] for cell, _ in self.cells.values())

    @cached_property
    def base(self) -> int:
        """The bases of all together."""
        return sum(cell[1] for cell, _ in self.cells.values())

    @property
    def centre(self) -> float:
        """The share of all together."""
        return self.count / self.base

    @cached_property
    def spread(self) -> float:
        """How far partnerships differ beyond chance: a standard deviation of shares, 0 where chance is enough.

        DerSimonian and Laird's variance between places, from distances of which those at either end are drawn in:
        Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, on over-dispersion. Fewer than ten have none.
        """
        places = len(self.cells)
        if places < ENOUGH or self.centre in (0, 1):
            return 0.0
        cells = [cell for cell, _ in self.cells.values()]
        errors = np.array([self._error(n) for _, n in cells])
        z = np.sort((np.array([k / n for k, n in cells]) - self.centre) / errors)
        cut = int(TRIMMED * places)
        ratio = float((np.clip(z, z[cut], z[-1 - cut]) ** 2).mean())
        weights = errors**-2
        among = weights.sum() - (weights**2).sum() / weights.sum()
        return sqrt(max(0.0, (places * ratio - (places - 1)) / float(among)))

    @cached_property
    def chances(self) -> dict[str, float]:
        """How likely each area's share is to lie so far from that of all others together, by chance and the spread."""
        return {area: self._chance(*cell, rule) for area, (cell, rule) in self.cells.items()}

    def _chance(self, count: int, base: int, rule: Rule) -> float:
        counts, chances = self._chances(base, rule)
        return _weakened(float(chances[counts == count][0]), self._factor(base))

    def word(self, area: str, limit: float) -> str:
        """Higher or lower than all others together, where chance leaves no more than `limit`; else unclear."""
        count, base = self.cells[area][0]
        if self.chances[area] > limit:
            return UNCLEAR
        return HIGHER if count * self.base > base * self.count else LOWER

    def limits(self, base: int, rule: Rule, limit: float) -> tuple[float, float]:
        """Between which shares of a base no word is said: whatever lies on them or beyond is higher or lower.

        They are drawn between two counts, where the logarithm of chance reaches the limit, so that they run evenly.
        """
        counts, chances = self._chances(base, rule)
        raw = max(_weakened(limit, 1 / self._factor(base)), LEAST)
        inside = np.flatnonzero(chances > raw)
        first, last = int(inside[0]), int(inside[-1])
        low = _between(counts, chances, first, first - 1, raw) if first else 0.0
        high = _between(counts, chances, last, last + 1, raw) if last + 1 < len(counts) else float(base)
        return low / base, high / base

    def _chances(self, base: int, rule: Rule) -> tuple[np.ndarray, np.ndarray]:
        """Every count that a base can have, and how likely one so unlikely or more so is: Fisher's exact test.

        Held against all others together; counts that the rule hides cannot have been seen.
        """
        counts, ways = likely(base, self.base - base, self.count, shows(rule, base))
        order = np.argsort(ways)
        sums = np.cumsum(ways[order])
        places = np.searchsorted(ways[order], ways * (1 + TIED), side="right") - 1
        return counts, sums[places] / sums[-1]

    def _error(self, base: int) -> float:
        """The standard error of a share beside that of all, of whom it is a part."""
        return sqrt(self.centre * (1 - self.centre) * (1 / base - 1 / self.base))

    def _factor(self, base: int) -> float:
        """How many times further a share of a base lies from the centre through the spread than by chance alone."""
        return sqrt(1 + (self.spread / self._error(base)) ** 2) if self.spread else 1.0


def critical(funnels: Sequence[Funnel]) -> float:
    """The chance up to which a share is called higher or lower, all comparisons on all funnels counted.

    Benjamini and Hochberg's procedure (`proportions.stand_out`): of the words that are said at most 5% are expected
    to be false, and where nothing truly differs the chance that any is said is at most 5%.

    >>> rule = Rule(threshold=5, remainder=True, smallest_base=10)
    >>> apart = Funnel({"Fife": ((90, 100), rule), "Orkney": ((60, 100), rule), "Moray": ((75, 100), rule)})
    >>> limit = critical([apart])
    >>> [apart.word(area, limit) for area in apart.cells]
    ['higher', 'lower', 'no clear difference']
    """
    chances = [chance for funnel in funnels for chance in funnel.chances.values()]
    kept = sum(stand_out(chances, LEVEL))
    return LEVEL * max(kept, 1) / max(len(chances), 1)


def _weakened(chance: float, factor: float) -> float:
    """A two-sided chance after its distance from the centre is divided by a factor."""
    if factor == 1:
        return chance
    far = -NormalDist().inv_cdf(max(chance, LEAST) / 2) / factor
    return erfc(far / sqrt(2))  # the chance of two tails; exact where a normal distribution's own would be 0


def _between(counts: np.ndarray, chances: np.ndarray, inside: int, outside: int, limit: float) -> float:
    """The place between a count whose chance is above a limit and the next, whose chance is not."""
    far, near = (np.log(max(float(chances[place]), LEAST)) for place in (outside, inside))
    part = (float(np.log(limit)) - far) / (near - far)
    return float(counts[outside] + part * (counts[inside] - counts[outside]))
