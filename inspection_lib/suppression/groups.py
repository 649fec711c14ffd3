"""Which groups of a measure are hidden, and of which the number of people."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from ..evidence import Case, once
from ..measures import Measure, Tally, counted_rows
from .before import Shared, groups_since
from .complement import Hiding, Layout, safe_together
from .rules import Cell, Group, Rule, rule_of


def hidden_groups(
    measure: Measure, tally: Tally, rule: Rule, drafts: Sequence[Shared], layout: Layout, also: set[Group]
) -> set[str]:
    """The groups of one shown measure to hide, by id: small ones, then others until no hidden one can be worked out.

    `also` are groups hidden for another reason: the question that filters this one is hidden in them, and their
    base is its count, or the number of people in them is hidden. `drafts` were shared: what they hid stays hidden.
    """
    ours = {group: measure.of(*group) for group in tally.groups}
    cells = {group: tally.cell(one) for group, one in ours.items()}
    gone = {group for group, cell in cells.items() if rule.hides(*cell) or group in also}
    gone |= groups_since(measure, cells, tally.cell(measure), rule, drafts)
    safe = partial(safe_together, rule=rule)
    hiding = Hiding(cells, tally.cell(measure), layout, safe, rule.hides, gone)
    return {ours[group].id for group in hiding.least()}


def layout(case: Case, instrument: str) -> Layout:
    """Which groups of an instrument's columns hold the same people, and which combinations each group holds."""
    columns = list(case.params.groups.of(instrument))
    frame = counted_rows(case, instrument)
    codes = np.array([frame[column].cat.codes for column in columns], dtype=int).reshape(len(columns), len(frame))
    there = np.unique(codes, axis=1)  # the combinations of groups that occur, one a column
    values = [[(column, str(value)) for value in frame[column].cat.categories] for column in columns]
    members = {
        group: (there[row] == place).astype(float)
        for row in range(len(columns))
        for place, group in enumerate(values[row])
    }
    families = []
    for one, other in itertools.combinations(range(len(columns)), 2):
        pairs = {(a, b) for a, b in there[[one, other]].T.tolist() if a >= 0 and b >= 0}
        found = _families((values[one][a], values[other][b]) for a, b in sorted(pairs))
        families += found if len(found) > 1 else []
    return Layout(families, members)


def _families(pairs: Iterable[tuple[Group, Group]]) -> list[tuple[frozenset[Group], frozenset[Group]]]:
    """The groups of two columns that share people, directly or through others: connected components."""
    found: list[tuple[frozenset[Group], frozenset[Group]]] = []
    for left, right in pairs:
        touching = [family for family in found if left in family[0] or right in family[1]]
        lefts = frozenset({left}).union(*(family[0] for family in touching))
        rights = frozenset({right}).union(*(family[1] for family in touching))
        found = [family for family in found if family not in touching] + [(lefts, rights)]
    return found


def people(case: Case, shown: Iterable[tuple[Measure, Tally]]) -> dict[str, dict[str, int | None]]:
    """How many people each table has in each group: replies by role, people met by kind of group.

    A source of fewer people than the threshold shows no group at all. `shown` are the measures of which everyone's
    count is shown: where nearly all people gave one answer, a group of six has nearly six who did.
    """
    pinned: dict[str, set[Group]] = {instrument: set() for instrument in case.framework.instruments}
    for measure, tally in shown:
        instrument = measure.item.instrument
        rows, rule = len(counted_rows(case, instrument)), rule_of(case, instrument)
        pinned[instrument] |= _nearly_all(measure, tally, rows, _heads_of(case, instrument), rule)
    tables: dict[str, dict[str, int | None]] = {}
    for instrument in case.framework.instruments:
        frame, rule = counted_rows(case, instrument), rule_of(case, instrument)
        columns = case.params.groups.of(instrument)
        heads, placed = _heads_of(case, instrument), layout(case, instrument)
        tables |= _shown(instrument, columns, heads, len(frame), rule, placed, pinned[instrument])
        if "heard_by" in frame:
            heard = _heads(frame, ["heard_by"])
            tables |= _shown(instrument, ["heard_by"], heard, len(frame), rule, _apart(heard))
    return tables


def _nearly_all(measure: Measure, tally: Tally, rows: int, heads: Mapping[Group, int], rule: Rule) -> set[Group]:
    """The groups whose number of people, with a count of everyone, would tell their own small count nearly or wholly.

    Whoever is not counted could all be in one group; a group of more people than that has some who are.
    """
    found = set()
    for side in (measure, measure.negative()) if rule.remainder else (measure,):
        others = rows - tally.cell(side)[0]
        for group, people_of in heads.items():
            least, most = max(0, people_of - others), min(people_of, rows - others)
            if most - least < rule.threshold - 1 and rule.small(tally.cell(replace(side, group=group))[0]):
                found.add(group)
    return found


@once
def _heads_of(case: Case, instrument: str) -> dict[Group, int]:
    return _heads(counted_rows(case, instrument), case.params.groups.of(instrument))


def _heads(frame: pd.DataFrame, columns: Sequence[str]) -> dict[Group, int]:
    counts = {column: frame[column].value_counts(sort=False) for column in columns}
    order = {c: frame[c].cat.categories if hasattr(frame[c], "cat") else counts[c].index for c in columns}
    heads = {(c, str(value)): int(counts[c].get(value, 0)) for c in columns for value in order[c] if value != ""}
    return {group: n for group, n in heads.items() if n}


def _apart(groups: Iterable[Group]) -> Layout:
    """The layout of one column: no group lies in another, and some people may be in none."""
    listed = list(groups)
    return Layout((), {group: np.eye(len(listed) + 1)[place] for place, group in enumerate(listed)})


def _shown(
    table: str,
    columns: Sequence[str],
    heads: Mapping[Group, int],
    total: int,
    rule: Rule,
    placed: Layout,
    pinned: Collection[Group] = (),
) -> dict[str, dict[str, int | None]]:
    cells = {group: (n, n) for group, n in heads.items()}
    gone = {group for group, n in heads.items() if rule.small(n) or rule.small(total) or group in pinned}

    def safe(found: Sequence[Cell]) -> bool:
        return len(found) > 1 and sum(n for n, _ in found) > rule.threshold

    gone = Hiding(cells, (total, total), placed.within(cells), safe, lambda n, _: rule.small(n), gone).least()
    return {
        f"{table}.{column}": {v: None if (c, v) in gone else n for (c, v), n in heads.items() if c == column}
        for column in columns
    }
