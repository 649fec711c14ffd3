"""Hide further groups, until no hidden one can be worked out from those that are shown."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from ..evidence import Case, once
from ..measures import Measure, Tally, counted_rows
from .before import Shared, groups_since
from .rules import Cell, Group, Rule, rule_of

SEARCHED, WIDEST = 2, 20  # further groups that are looked for at once, and among how many


@dataclass(frozen=True)
class Layout:
    """How the groups of an instrument lie in one another.

    `families` are pairs of sets of groups, of two columns, with the same people in them: NHS, and the three roles
    that work for it. `members` says for each group which of the combinations that occur are in it, as 1 and 0.
    """

    families: Sequence[tuple[frozenset[Group], frozenset[Group]]]
    members: Mapping[Group, np.ndarray]

    def within(self, groups: Iterable[Group]) -> Layout:
        """The same for some of the groups."""
        kept = frozenset(groups)
        families = [(one & kept, other & kept) for one, other in self.families]
        return Layout(families, {group: self.members[group] for group in self.members if group in kept})


@dataclass
class _Hiding:
    """The cells of one table by group, and which of them are gone. `safe` judges cells known only together."""

    cells: Mapping[Group, Cell]
    total: Cell
    layout: Layout
    safe: Callable[[Sequence[Cell]], bool]
    small: Callable[[int, int], bool]
    gone: set[Group] = field(default_factory=set)

    def least(self) -> set[Group]:
        """All that is gone once it is closed with as few further groups as a short search finds.

        Closing step by step can hide more than is needed. Where it takes several further groups, one alone that would
        do is looked for, then two, those with the smallest base first; else each is given back, the largest first, if
        the others do without it. An optimum over all would be a program for each question.
        """
        own = set(self.gone)
        gone = self.close()
        further = sorted(gone - own, key=self._size)
        others = sorted((group for group in self.cells if group not in own), key=self._size)
        for number in range(1, min(len(further), SEARCHED + 1)):
            for few in itertools.combinations(others[:WIDEST], number):
                if self._closed(own | set(few)):
                    return own | set(few)
        for group in reversed(further):
            if self._closed(gone - {group}):
                gone = gone - {group}
        return gone

    def _size(self, group: Group) -> tuple[int, Group]:
        return self.cells[group][1], group

    def _closed(self, gone: set[Group]) -> bool:
        """Whether nothing more need be hidden than what is gone."""
        return replace(self, gone=set(gone)).close() == gone

    def close(self) -> set[Group]:
        """Hide more until no family, no column and no sum of what is shown tells of a small one; all that is gone.

        Families come first: a group that closes its family often closes its column as well.
        """
        columns = [
            frozenset(g for g in self.cells if g[0] == column) for column in dict.fromkeys(c for c, _ in self.cells)
        ]
        empty = {group for group in self.gone if not self.cells[group][1]}  # nobody to hide, known to be nobody
        self.gone -= empty
        protected = {group for group in self.gone if self.small(*self.cells[group])}
        before = -1
        while len(self.gone) > before:
            before = len(self.gone)
            for one, other in self.layout.families:
                self._complete_family(one, other)
                self._complete_family(other, one)
            for column in columns:
                self._complete(column, self.total)
            if len(self.gone) == before and self._worked_out(protected):
                self._hide_smallest(self.cells)
        return self.gone | empty

    def _complete_family(self, side: frozenset[Group], whole: frozenset[Group]) -> None:
        """The same people stand on both sides: what is hidden on one must not add up from the other."""
        open_side = bool(self.gone & side) and not self.gone & whole
        if open_side and not self._complete(side, _sum(self.cells, whole)):
            self._hide_smallest(whole)

    def _complete(self, side: Iterable[Group], total: Cell) -> bool:
        """Hide the next smallest group until the hidden ones, known together by subtraction, tell of none alone.

        Those who belong to no group count as one that is never shown; False where even hiding all is not enough.
        """
        numerator, base = _sum(self.cells, side)
        rest = (total[0] - numerator, total[1] - base)
        others = [rest] if rest[1] > 0 else []
        if not self.gone & set(side) and not (others and self.small(*rest)):
            return True
        while not self.safe([self.cells[group] for group in side if group in self.gone] + others):
            if not self._hide_smallest(side):
                return False
        return True

    def _hide_smallest(self, groups: Iterable[Group]) -> bool:
        """Hide the group with the smallest base of those still shown; False where none is."""
        left = [group for group in groups if group not in self.gone and self.cells[group][1]]
        if left:
            self.gone.add(min(left, key=self._size))
        return bool(left)

    def _worked_out(self, protected: set[Group]) -> bool:
        """Whether sums and differences of the total and the groups shown are one protected group."""
        if not protected:
            return False
        shown = [self.layout.members[group] for group in self.cells if group not in self.gone]
        wanted = np.array([self.layout.members[group] for group in protected]).T
        known = np.array([np.ones(len(wanted)), *shown]).T
        left = wanted - known @ np.linalg.lstsq(known, wanted, rcond=None)[0]
        return bool((np.abs(left).max(axis=0) < 1e-8).any())


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
    safe = partial(_safe_together, rule=rule)
    hiding = _Hiding(cells, tally.cell(measure), layout, safe, rule.hides, gone)
    return {ours[group].id for group in hiding.least()}


def _sum(cells: Mapping[Group, Cell], groups: Iterable[Group]) -> Cell:
    found = [cells[group] for group in groups]
    return sum(k for k, _ in found), sum(n for _, n in found)


def _safe_together(cells: Sequence[Cell], rule: Rule) -> bool:
    """Whether several hidden cells of known sum stay uncertain each: wide enough, and safe as one."""
    filled = [cell for cell in cells if cell[1]]
    if not filled:
        return True
    numerator, base = sum(k for k, _ in filled), sum(n for _, n in filled)
    if len(filled) < 2 or numerator < rule.threshold or base < rule.smallest_base:
        return False
    if rule.remainder and base - numerator < rule.threshold:
        return False
    ranges = [(max(0, numerator - (base - n)), min(n, numerator), n) for _, n in filled]
    return all(high - low >= min(rule.threshold, n) for low, high, n in ranges)


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

    gone = _Hiding(cells, (total, total), placed.within(cells), safe, lambda n, _: rule.small(n), gone).least()
    return {
        f"{table}.{column}": {v: None if (c, v) in gone else n for (c, v), n in heads.items() if c == column}
        for column in columns
    }
