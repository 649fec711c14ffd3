"""Shares with each reply counted by its weight, beside the plain ones; only where somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .estimates import Estimate, leading
from .evidence import SURVEYS, Case
from .framework import Framework
from .measures import LEAVES, asked
from .proportions import wilson

FINE = 10**9  # parts that a weighted share is rounded to before it gets its word


@dataclass(frozen=True)
class Weighted:
    """An estimate with its weighted share, interval and term. `effective` is the number of plain replies as sure."""

    estimate: Estimate
    share: float
    low: float
    high: float
    effective: float
    term: str


def weighted(case: Case, survey: str) -> list[Weighted]:
    """The leading shown estimates of a survey with its replies weighted; empty where the file had no weights.

    A question that the plan of hiding hides has none, nor has one whose replies have no weight above 0. The interval is
    Wilson's on the effective number of replies, (sum of weights)^2 / (sum of squared weights): Kish (1965), Survey
    Sampling, section 11.7. It takes no account of how the weights were made.
    """
    if survey not in SURVEYS or "weight" not in case.evidence[survey]:
        return []
    scale = case.framework.scales[case.params.wording.terms]
    found = []
    for estimate in leading(case, source=survey):
        effective, share = _share(case, estimate, case.framework) if not estimate.hidden else (0.0, 0.0)
        if effective:
            low, high = wilson(share * effective, effective)
            term = scale.term(round(share * FINE), FINE)
            found.append(Weighted(estimate, share, low, high, effective, term))
    return found


def without(case: Case, survey: str) -> int:
    """How many replies of a survey that has weights have none above 0, and so count for nothing when weighted."""
    frame = case.evidence[survey]
    return int((~(frame["weight"] > 0)).sum()) if "weight" in frame else 0


def _share(case: Case, estimate: Estimate, framework: Framework) -> tuple[float, float]:
    """The effective number of replies of an estimate's base, and the weighted share; noughts for no weight at all."""
    item, frame = estimate.measure.item, case.evidence[estimate.measure.item.instrument]
    given = frame[item.column]
    base = given.notna().to_numpy() & ~given.isin(LEAVES[item.base]).to_numpy() & asked(frame, item, framework)
    weight = np.where(frame["weight"] > 0, frame["weight"].fillna(0), 0.0)[base]
    counted = given.isin(estimate.measure.counts).to_numpy()[base]
    total = float(weight.sum())
    if not total:
        return 0.0, 0.0
    share = min(1.0, float(weight[counted].sum()) / total)
    return total**2 / float((weight**2).sum()), 1.0 if counted[weight > 0].all() else share
