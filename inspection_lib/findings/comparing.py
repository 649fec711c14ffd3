"""How likely a difference is by chance, where only what the plan of hiding shows is ever compared."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..suppression import Rule

Cell = tuple[int, int]  # numerator, base


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
    both = count + others
    counts = np.arange(max(0, both - m), min(n, both) + 1)
    here, there = shows(rule, n, complements[0]), shows(other or rule, m, complements[1])
    counts = counts[here[counts] & there[both - counts]]
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + m + 1)))))  # of factorials
    ways = -logs[counts] - logs[n - counts] - logs[both - counts] - logs[m - both + counts]
    likely = np.exp(ways - ways.max())
    found = likely[counts == count][0]
    return float(likely[likely <= found * (1 + 1e-7)].sum() / likely.sum())


@lru_cache(maxsize=4096)
def shows(rule: Rule, base: int, complement: bool = False) -> np.ndarray:
    """Which counts out of a base the rule shows, as truth values from 0 to the base.

    >>> shows(Rule(threshold=2, remainder=False, smallest_base=1), 3).tolist()
    [True, False, True, True]
    """
    counts = np.array([not rule.hides(count, base) for count in range(base + 1)])
    return counts[::-1] if complement else counts


def widened(made: int, kept: int) -> int:
    """How many comparisons an interval is to allow for, where `kept` of the `made` were picked for standing out.

    So at most 5% of the intervals of all that were picked are expected to miss: Benjamini and Yekutieli (2005), JASA
    100:71-81.

    >>> widened(10, 2), widened(10, 10), widened(0, 0)
    (5, 1, 1)
    """
    return -(-made // kept) if kept else 1
