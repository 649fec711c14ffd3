"""Krippendorff's alpha: agreement between readers, corrected for what chance alone would give, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

Level = Literal["nominal", "ordinal"]

FEWEST = 6  # units with two readings below which no interval is given
RESAMPLES = 1_000
SEED = 20231017  # the same for every question, so that two runs give the same interval
UNSAID = 0.05  # the part of resamples without variation above which no interval is given


def alpha(units: Sequence[Sequence[int | str | None]], level: Level) -> float | None:
    """Krippendorff's alpha of some units, each a list of its readings; None where it is undefined.

    It is undefined where no unit has two readings, and where all of them have one value: nothing then tells agreement
    from a habit of saying the same. None is a reading that was not made, and a unit may have any number. Ordinal
    values are in the order in which they sort.

    With m the readings of a unit, o(c,k) the sum over units of its ordered pairs of readings c and k over m - 1,
    n(c) the sum of o(c,k) over k, and n the sum of all n(c), alpha is
    1 - (n - 1) sum o(c,k) d(c,k) / sum n(c) n(k) d(c,k), where the difference d is 0 or 1 for nominal values and
    (n(c) + ... + n(k) - (n(c) + n(k)) / 2) squared for ordinal ones: Krippendorff (2011), Computing Krippendorff's
    Alpha-Reliability, whose own example is in the tests.

    >>> print(f"{alpha([[1, 1], [1, 2], [2, 2], [2, 2, None]], 'nominal'):.3f}")
    0.533
    >>> print(alpha([[1, 1], [1, 1]], "nominal"))
    None
    """
    values = sorted({value for unit in units for value in unit if value is not None})
    widest = max((len(unit) for unit in units), default=0)
    codes = np.full((len(units), widest), -1)
    for row, unit in zip(codes, units, strict=True):
        row[: len(unit)] = [-1 if value is None else values.index(value) for value in unit]
    return defined(of(coincidences(codes, len(values)).sum(axis=0), level))


def coincidences(codes: np.ndarray, values: int) -> np.ndarray:
    """Each unit's coincidence matrix, of shape (units, values, values); noughts for a unit without two readings.

    `codes` is (units, readings): the place of each value from 0, or -1 for a reading that was not made.

    >>> coincidences(np.array([[0, 1], [1, -1]]), 2).tolist()
    [[[0.0, 1.0], [1.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]]
    """
    counts = (codes[:, :, None] == np.arange(values)).sum(axis=1).astype(float)
    ordered = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(values)
    others = np.maximum(counts.sum(axis=1) - 1, 1)
    return ordered / others[:, None, None]


def of(matrices: np.ndarray, level: Level) -> np.ndarray:
    """The alpha of each coincidence matrix, of shape (..., values, values), by the formula of `alpha`.

    Not a number where a matrix has no pair or one value only.
    """
    given = matrices.sum(axis=-1)
    middle = given.cumsum(axis=-1) - given / 2
    apart = (middle[..., :, None] - middle[..., None, :]) ** 2
    differ = apart if level == "ordinal" else 1 - np.eye(given.shape[-1])
    observed = (matrices * differ).sum(axis=(-2, -1))
    expected = (given[..., :, None] * given[..., None, :] * differ).sum(axis=(-2, -1))
    missing = np.full(np.shape(expected), np.nan)
    return 1 - np.divide((given.sum(axis=-1) - 1) * observed, expected, out=missing, where=expected > 0)


def defined(value: np.ndarray) -> float | None:
    """One alpha as a number, None where it is undefined."""
    return None if np.isnan(value) else float(value)


def interval(matrices: np.ndarray, level: Level) -> tuple[float, float] | None:
    """The 95% bootstrap interval of alpha over units, from each one's coincidence matrix; None where there is none.

    Units with a pair are drawn again, as many as there are, 1,000 times; the interval is from the 2.5th to the 97.5th
    percentile of their alphas: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13. There is
    none for fewer than six units, for units that agree in full (no resample could show a disagreement, however few
    they are), nor where over one resample in 20 has no variation and so no alpha.

    >>> units = [[0, 0], [1, 1], [0, 1]] * 8
    >>> low, high = interval(coincidences(np.array(units), 2), "nominal")
    >>> f"{low:.2f} to {high:.2f}"
    '-0.06 to 0.67'
    """
    paired = matrices[matrices.sum(axis=(1, 2)) > 0]
    units, values = len(paired), matrices.shape[-1]
    if units < FEWEST or not (paired * (1 - np.eye(values))).any():
        return None
    drawn = np.random.default_rng(SEED).multinomial(units, np.full(units, 1 / units), size=RESAMPLES)
    found = of((drawn @ paired.reshape(units, -1)).reshape(-1, values, values), level)
    if np.isnan(found).mean() > UNSAID:
        return None
    low, high = np.percentile(found[~np.isnan(found)], (2.5, 97.5))
    return float(low), float(high)
