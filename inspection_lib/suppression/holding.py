"""Whether what is shown holds what is hidden: the linear check of the plan, over whatever ids are said to be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from ..evidence import Case
from ..measures import Measure, Tally, measures, tallies
from .groups import Layout, layout
from .plan import plan_of
from .rules import base_vector, gives_away, rule_of, vector


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
