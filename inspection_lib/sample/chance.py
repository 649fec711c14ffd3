"""Chance from a seed: the same on every computer, and for each area, table and question its own."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """Draws that depend on a seed and on what they are for, and on nothing that was drawn for anything else.

    Only `Random.random()` is asked, whose sequence Python keeps from version to version.

    >>> Chance(2026, "S12000042", "roles").below(100) == Chance(2026, "S12000042", "roles").below(100)
    True
    """

    def __init__(self, seed: int, *about: str):
        self._next = Random("/".join((str(seed), *about))).random

    def below(self, limit: int) -> int:
        """A whole number from nought to one less than the limit."""
        return int(self._next() * limit)

    def happens(self, share: float) -> bool:
        """Whether something happens that does so in this share of cases."""
        return self._next() < share

    def between(self, low: float, high: float) -> float:
        """A number between two others, each as likely."""
        return low + (high - low) * self._next()

    def near(self, middle: float, spread: float) -> float:
        """A number around a middle, three times the spread away at most and mostly within it."""
        return middle + spread * 2 * (self._next() + self._next() + self._next() - 1.5)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of some things."""
        return things[int(self._next() * len(things))]

    def weighted(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of some things, each as likely as its weight says."""
        left = self._next() * sum(weights)
        for thing, weight in zip(things, weights, strict=True):
            left -= weight
            if left < 0:
                return thing
        return things[-1]

    def some(self, things: Sequence[Thing], number: int) -> list[Thing]:
        """So many of some things, or all where there are fewer, in their own order."""
        places = sorted(range(len(things)), key=lambda _: self._next())[:number]
        return [things[place] for place in sorted(places)]
