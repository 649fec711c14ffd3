"""Shares of small numbers: exact per cents, how sure they are, and how two of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from .errors import InspectionError

Z95 = 1.959963984540054  # the normal quantile of 97.5%, to double precision


def whole_percent(numerator: int, base: int) -> int:
    """The share as a whole per cent, halves rounded up, worked out on whole numbers.

    Floats would turn 0.285 of 200 into 28 on one machine and 29 on another; these never do.

    >>> whole_percent(44, 59), whole_percent(6, 42), whole_percent(1, 8)
    (75, 14, 13)
    """
    _expect_count(numerator, base)
    return (200 * numerator + base) // (2 * base)


def wilson(numerator: float, base: float, sampled: float | Fraction = 0, z: float = Z95) -> tuple[float, float]:
    """The 95% Wilson interval for a proportion, as two shares between 0 and 1.

    Kept for small bases: unlike the textbook interval it never leaves 0 to 1.
    Wilson (1927), JASA 22:209-212. `sampled` is the part of the whole population that was read, from 0 to
    below 1: with it the finite-population correction of Cochran (1977), Sampling Techniques, section 2.8,
    is made by counting each answer 1 / (1 - sampled) times. `z` is the normal
    quantile. Raises `InspectionError` for a base of 0.

    >>> low, high = wilson(48, 78)
    >>> f"{low:.3f} to {high:.3f}"
    '0.504 to 0.716'
    """
    _expect_count(numerator, base)
    if not 0 <= sampled < 1:
        raise InspectionError(f"the part sampled must be from 0 to below 1, not {sampled}")
    share = numerator / base
    n = base / (1 - float(sampled))
    spread = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    middle, scale = share + z**2 / (2 * n), 1 + z**2 / n
    low = 0.0 if numerator == 0 else max(0.0, (middle - spread) / scale)
    high = 1.0 if numerator == base else min(1.0, (middle + spread) / scale)
    return low, high


def newcombe(first: tuple[int, int], second: tuple[int, int], comparisons: int = 1) -> tuple[float, float]:
    """The 95% interval for the first share less the second, from their Wilson intervals.

    Newcombe (1998), Statistics in Medicine 17:873-890, method 10. Both are (numerator, base). Where it is one
    of several comparisons, the level of each is 5% divided by their number (Bonferroni).

    >>> low, high = newcombe((56, 70), (48, 80))
    >>> f"{low:.4f} to {high:.4f}"
    '0.0524 to 0.3339'
    """
    (k1, n1), (k2, n2) = first, second
    z = Z95 if comparisons == 1 else NormalDist().inv_cdf(1 - 0.025 / comparisons)
    (low1, high1), (low2, high2) = wilson(k1, n1, z=z), wilson(k2, n2, z=z)
    p1, p2 = k1 / n1, k2 / n2
    below = sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    above = sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return p1 - p2 - below, p1 - p2 + above


def stand_out(chances: Sequence[float], level: float = 0.05) -> list[bool]:
    """Which of several comparisons still stand out when all that were made are counted, in their order.

    Of those that do, at most `level` are expected to be false; where no two shares truly differ, the chance that any
    stands out is at most `level`. Benjamini and Hochberg (1995), JRSS B 57:289-300; their own example, of 15
    comparisons of which four stand out, is in the tests.

    >>> stand_out([0.001, 0.2, 0.04]), stand_out([])
    ([True, False, False], [])
    """
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    last = max(
        (rank for rank, place in enumerate(order, 1) if chances[place] <= level * rank / len(chances)), default=0
    )
    kept = set(order[:last])
    return [place in kept for place in range(len(chances))]


def stand_out_within(families: Sequence[Sequence[float]], level: float = 0.05) -> list[list[bool]]:
    """Which comparisons stand out where they come in families: a family first, then those within it, in their order.

    A family's own chance is that of Simes (1986), Biometrika 73:751-754. Families are held to `level` by `stand_out`,
    and what is within one that stands out to `level` times the part of the families that do: Benjamini and Bogomolov
    (2014), JRSS B 76:297-318. Where nothing truly differs, the chance that anything stands out is at most `level`.

    >>> stand_out_within([[0.001, 0.5], [0.03, 0.9, 0.9]])
    [[True, False], [False, False, False]]
    """
    simes = [min(p * len(one) / rank for rank, p in enumerate(sorted(one), 1)) for one in families]
    clear = stand_out(simes, level)
    inner = level * sum(clear) / max(len(families), 1)
    return [
        stand_out(one, inner) if stands else [False] * len(one) for one, stands in zip(families, clear, strict=True)
    ]


def _expect_count(numerator: float, base: float) -> None:
    if base <= 0 or not 0 <= numerator <= base:
        raise InspectionError(
            f"a share needs a count from 0 to its base, and a base above 0: got {numerator} of {base}"
        )
