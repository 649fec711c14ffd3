"""Hide further cells of one table, until no hidden one can be worked out from those that are shown."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from .rules import Cell, Group, Rule

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


class Open(Exception):
    """That a table is not closed yet, where only that is asked."""


@dataclass
class Hiding:
    """The cells of one table by group, and which of them are gone. `safe` judges cells known only together.

    With `asked` nothing is hidden: the first cell that would have to be raises `Open`.
    """

    cells: Mapping[Group, Cell]
    total: Cell
    layout: Layout
    safe: Callable[[Sequence[Cell]], bool]
    small: Callable[[int, int], bool]
    gone: set[Group] = field(default_factory=set)
    asked: bool = False

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
        try:
            return replace(self, gone=set(gone), asked=True).close() == gone
        except Open:
            return False

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
            for column in (*columns, *self._mixed()):
                self._complete(column, self.total)
            if len(self.gone) == before and self._worked_out(protected):
                self._hide_smallest(self.cells)
        return self.gone | empty

    def _mixed(self) -> list[frozenset[Group]]:
        """Everyone by groups of two columns at once: of each family the side of which less is hidden.

        What is hidden on those sides is known together, as that of one column is. Less is fewer people, fewer who are
        counted, or fewer of the others.
        """
        pairs: dict[tuple[str, str], list[tuple[frozenset[Group], frozenset[Group]]]] = {}
        for one, other in self.layout.families:
            if one and other:
                pairs.setdefault((next(iter(one))[0], next(iter(other))[0]), []).append((one, other))

        def left(side: frozenset[Group], way: int) -> int:
            numerator, base = summed(self.cells, self.gone & side)
            return (base, numerator, base - numerator)[way]

        return [
            frozenset().union(*(min(family, key=lambda side: left(side, way)) for family in families))
            for families in pairs.values()
            for way in range(3)
        ]

    def _complete_family(self, side: frozenset[Group], whole: frozenset[Group]) -> None:
        """The same people stand on both sides: what is hidden on one must not add up from the other."""
        open_side = bool(self.gone & side) and not self.gone & whole
        if open_side and not self._complete(side, summed(self.cells, whole)):
            self._hide_smallest(whole)

    def _complete(self, side: Iterable[Group], total: Cell) -> bool:
        """Hide the next smallest group until the hidden ones, known together by subtraction, tell of none alone.

        Those who belong to no group count as one that is never shown; False where even hiding all is not enough.
        """
        numerator, base = summed(self.cells, side)
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
        if left and self.asked:
            raise Open
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


def summed(cells: Mapping[Group, Cell], groups: Iterable[Group]) -> Cell:
    """The numerators and the bases of some groups, added up."""
    found = [cells[group] for group in groups]
    return sum(k for k, _ in found), sum(n for _, n in found)


def safe_together(cells: Sequence[Cell], rule: Rule) -> bool:
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
