"""How much is hidden, and whether it holds: the linear check of the plan over whatever ids are said to be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from ..evidence import Case, once
from ..measures import Measure, Tally, measures, tallies
from .complement import Layout
from .groups import layout
from .plan import every_measure, plan_of
from .rules import base_vector, gives_away, rule_of, vector


@dataclass(frozen=True)
class HiddenCounts:
    """How many counts a case has and how many it hides; `own` for their own size, `others` so that those stay hidden.

    Both are None where either is small: that all were hidden for their own size would say of each that it is small.
    """

    counts: int
    hidden: int
    own: int | None
    others: int | None


@once
def hidden_counts(case: Case) -> HiddenCounts:
    """How much the plan of a case hides, over every question and group that somebody answered."""
    counted, gone = tallies(case), plan_of(case).hidden
    cells = [(m, counted[m.item.item].cell(m)) for m in every_measure(case) if not m.complement]
    there = [(measure, cell) for measure, cell in cells if cell[1]]
    hidden = [(measure, cell) for measure, cell in there if measure.id in gone]
    own = sum(rule_of(case, measure.item.instrument).hides(*cell) for measure, cell in hidden)
    others, small = len(hidden) - own, case.params.small_numbers.threshold
    told = own >= small and others >= small
    return HiddenCounts(len(there), len(hidden), own if told else None, others if told else None)


def found_out(case: Case, shown: Collection[str]) -> list[str]:
    """The hidden measures whose small count is a sum or difference of those shown, and those that are shown themselves.

    `shown` are measure ids; the joined answers that charts show count beside them. Empty for a plan that holds.
    """
    placed = {instrument: layout(case, instrument) for instrument in case.framework.instruments}
    return [
        name
        for item_id, tally in tallies(case).items()
        for name in _of_item(case, measures(case)[item_id], tally, shown, placed[tally.item.instrument])
    ]


def _of_item(case: Case, found: list[Measure], tally: Tally, shown: Collection[str], placed: Layout) -> Iterator[str]:
    leading, rule, hidden = found[0], rule_of(case, tally.item.instrument), plan_of(case).hidden
    groups = {group: leading.of(*group).id for group in tally.groups}
    yield from (name for name in [*(measure.id for measure in found), *groups.values()] if name in hidden & set(shown))
    open_ = [vector(measure.counts, tally) for measure in found if measure.id in shown]
    open_ += [vector(answers, tally) for answers in plan_of(case).parts[tally.item.item].values()]
    if open_ and gives_away(tally, [base_vector(tally), *open_], leading, rule):
        yield leading.id
    there = [group for group, name in groups.items() if name in shown]
    wanted = [g for g, name in groups.items() if name not in shown and rule.small(tally.cell(leading.of(*g))[0])]
    if not there or not wanted:
        return
    everyone = [np.ones(len(placed.members[wanted[0]]))] if leading.id in shown else []
    known = np.array([*everyone, *(placed.members[group] for group in there)]).T
    sought = np.array([placed.members[group] for group in wanted]).T
    left = sought - known @ np.linalg.lstsq(known, sought, rcond=None)[0]
    yield from (groups[g] for g, far in zip(wanted, np.abs(left).max(axis=0), strict=True) if far < 1e-8)
