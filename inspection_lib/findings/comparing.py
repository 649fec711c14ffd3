"""How likely a difference is by chance, where only what the plan of hiding shows is ever compared."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..suppression import Rule

Cell = tuple[int, int]  # numerator, base
TIED = 1e-7  # two chances that differ by no more than this part of themselves are one


def chance_if_shown(
    first: Cell, second: Cell, rule: Rule, other: Rule | None = None, complements: tuple[bool, bool] = (False, False)
) -> float:
    """How likely two shares that are shown are to be at least so unlikely by chance alone, if they are truly the same.

    Fisher's exact test: Fleiss, Levin and Paik (2003), section 3.3; two-sided by adding up the counts that are no
    likelier than the one found. Only counts that the rule would show are added up and divided by: where nearly all
    agree, a small group is shown only if unusually many of it do not, and would else stand out for being shown. The
    approximate test of `proportions.chance` gives too many false alarms for small groups and shares near 0 or 1.
    `other` is the rule of the second share, if it has one of its own; `complements` says which of the two is the other
    side of what the rule looks at.

    >>> off = Rule(threshold=1, remainder=False, smallest_base=1)
    >>> f"{chance_if_shown((3, 4), (1, 4), off):.4f}"
    '0.4857'
    """
    (count, n), (others, m) = first, second
    counts, ways = likely(n, m, count + others, shows(rule, n, complements[0]), shows(other or rule, m, complements[1]))
    found = ways[counts == count][0]
    return float(ways[ways <= found * (1 + TIED)].sum() / ways.sum())


def likely(
    n: int, m: int, both: int, here: np.ndarray, there: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Which counts the first of two cells can have, and how likely each is beside the likeliest.

    `n` and `m` are the bases, `both` the two counts together, `here` and `there` which counts are shown of either.
    """
    counts = np.arange(max(0, both - m), min(n, both) + 1)
    counts = counts[here[counts] if there is None else here[counts] & there[both - counts]]
    logs = _factorials(1 << (n + m).bit_length())
    ways = -logs[counts] - logs[n - counts] - logs[both - counts] - logs[m - both + counts]
    return counts, np.exp(ways - ways.max())


@lru_cache(maxsize=32)
def _factorials(size: int) -> np.ndarray:
    """The logarithms of the factorials from 0 to a size."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, size + 1)))))


@lru_cache(maxsize=4096)
def shows(rule: Rule, base: int, complement: bool = False) -> np.ndarray:
    """Which counts out of a base the rule shows, as truth values from 0 to the base.

    >>> shows(Rule(threshold=2, remainder=False, smallest_base=1), 3).tolist()
    [True, False, True, True]
    """
    ends = min(rule.threshold, base + 1)  # only so near to none or all can a count be small
    counts = np.full(base + 1, not rule.hides(base // 2, base))
    for count in {*range(ends), *range(base + 1 - ends, base + 1)}:
        counts[count] = not rule.hides(count, base)
    return counts[::-1] if complement else counts


def widened(made: int, kept: int) -> int:
    """How many comparisons an interval is to allow for, where `kept` of the `made` were picked for standing out.

    So at most 5% of the intervals of all that were picked are expected to miss: Benjamini and Yekutieli (2005), JASA
    100:71-81.

    >>> widened(10, 2), widened(10, 10), widened(0, 0)
    (5, 1, 1)
    """
    return -(-made // kept) if kept else 1
