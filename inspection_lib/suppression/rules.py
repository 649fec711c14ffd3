"""When a cell is too small to show, and when the numbers that are shown give a small one away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..evidence import Case
from ..measures import Measure, Tally, in_base
from ..quantities import Scale

Cell = tuple[int, int]  # numerator, base
Group = tuple[str, str]  # column, value
Parts = Mapping[str, tuple[str, ...]]  # label -> answers


@dataclass(frozen=True)
class Rule:
    """When one cell is too small to show, for one source.

    >>> rule = Rule(threshold=5, remainder=True, smallest_base=10)
    >>> rule.hides(4, 30), rule.hides(26, 30), rule.hides(0, 30), rule.hides(30, 30), rule.hides(0, 8)
    (True, True, False, False, True)
    """

    threshold: int
    remainder: bool
    smallest_base: int

    def small(self, count: int) -> bool:
        """Whether a count of people is from 1 to one below the threshold."""
        return 0 < count < self.threshold

    def hides(self, numerator: int, base: int) -> bool:
        """Whether a numerator out of a base is hidden: itself small, its remainder, or its base."""
        return base < self.smallest_base or self.small(numerator) or (self.remainder and self.small(base - numerator))

    def pins(self, scale: Scale, term: str, base: int) -> bool:
        """Whether a word gives a hidden count away: every count that it allows is hidden."""
        return all(self.hides(count, base) for count in scale.counts(term, base))


def rule_of(case: Case, instrument: str) -> Rule:
    """The rule for one source, by the case's settings."""
    settings = case.params.small_numbers
    return Rule(settings.threshold, instrument in settings.remainders, case.params.groups.smallest_base)


def differs_by_few(now: Cell, before: Cell | None, rule: Rule) -> bool:
    """Whether the cell shown before and the cell now tell what a few new answers were.

    The new answers are a cell of their own: too few of them are hidden as a small base is.
    """
    return before is not None and few_new((now[0] - before[0], now[1] - before[1]), rule)


def few_new(new: Cell, rule: Rule) -> bool:
    """Whether a numerator and a base have changed by what a few answers come to; not where nothing changed.

    >>> rule = Rule(threshold=5, remainder=True, smallest_base=10)
    >>> few_new((0, 0), rule), few_new((3, 3), rule), few_new((10, 20), rule), few_new((10, 12), rule)
    (False, True, False, True)
    """
    counted, others = new[0], new[1] - new[0]
    if not counted and not others:
        return False
    if counted >= 0 and others >= 0 and rule.hides(counted, counted + others):
        return True
    return rule.small(abs(counted)) or rule.small(abs(others))


def vector(answers: Iterable[str], tally: Tally) -> np.ndarray:
    """Which of an item's answers some answers are, as 1 and 0."""
    return np.isin(tally.answers, list(answers)).astype(float)


def base_vector(tally: Tally) -> np.ndarray:
    """Which of an item's answers are in its base, as 1 and 0."""
    return np.array(in_base(tally.item, tally.answers), dtype=float)


def gives_away(tally: Tally, known: Sequence[np.ndarray], leading: Measure, rule: Rule) -> bool:
    """Whether sums of the known counts give a small count of neighbouring answers.

    A run of answers (grade 1; grades 2 to 3) is given away when its indicator lies in the row space of what is
    known: then a combination of the published numbers is exactly its count.
    """
    base, remainder = known[0], known[0] - vector(leading.counts, tally)
    shown = np.array(known)
    rank = np.linalg.matrix_rank(shown)
    size = len(tally.answers)
    for first in range(size):
        for last in range(first, size):
            run = np.zeros(size)
            run[first : last + 1] = 1
            run = run * base
            if not rule.small(int(run @ tally.total)) or (not rule.remainder and np.array_equal(run, remainder)):
                continue
            if np.linalg.matrix_rank(np.vstack([shown, run])) == rank:
                return True
    return False
