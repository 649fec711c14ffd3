"""What drafts that left the team already gave, so that a new one does not tell what a few new answers were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..measures import Measure, Tally, in_base
from ..quantities import Scale
from .rules import Cell, Group, Rule, base_vector, differs_by_few, few_new, vector


@dataclass(frozen=True)
class Shared:
    """The numbers of one draft that was shared: cells by measure id, what it hid, and how often answers were given."""

    cells: Mapping[str, Cell]
    hidden: frozenset[str]
    counts: Mapping[tuple[str, frozenset[str]], int]  # an item and some of its answers


def shared(claims: Mapping[str, Any], by_item: Mapping[str, Sequence[Measure]], counted: Mapping[str, Tally]) -> Shared:
    """What the claims of a draft gave. Of questions that are asked no more nothing can be told by subtraction."""
    cells = {row["id"]: (row["numerator"], row["base"]) for row in claims["estimates"] if not row["hidden"]}
    counts = {(row["item"], frozenset(row["answers"])): row["count"] for row in claims.get("answers", ())}
    for item_id, found in by_item.items():
        tally = counted[item_id]
        base = _within(in_base(tally.item, tally.answers), tally)
        for measure in found:
            if measure.id in cells:
                counts[item_id, base & set(measure.counts)], counts[item_id, base] = cells[measure.id]
    return Shared(cells, frozenset(row["id"] for row in claims["estimates"] if row["hidden"]), counts)


def _within(inside: Iterable[object], tally: Tally) -> frozenset[str]:
    return frozenset(answer for answer, there in zip(tally.answers, inside, strict=True) if there)


def differs(now: Cell, name: str, drafts: Iterable[Shared], rule: Rule) -> bool:
    """Whether a cell, beside the same one in any shared draft, tells what a few new answers were."""
    return any(differs_by_few(now, draft.cells.get(name), rule) for draft in drafts)


def word_tells(now: Cell, name: str, drafts: Iterable[Shared], scale: Scale) -> bool:
    """Whether the word of a cell that is hidden now tells how a few new answers went, beside its count in a draft.

    It does not where any of those answers would have left the word as it is.
    """
    for before in (draft.cells.get(name) for draft in drafts):
        if before is None or before == now:
            continue
        new = now[1] - before[1]
        ends = ((before[0], now[1]), (before[0] + new, now[1]))
        if new <= 0 or len({scale.term(*end) for end in (*ends, now)}) > 1:
            return True
    return False


def still_hidden(now: Cell, name: str, drafts: Iterable[Shared], rule: Rule) -> bool:
    """Whether a cell that a shared draft hid would tell, once shown, that a side of it has grown by a few.

    That draft hid from 1 to one below the threshold: a side of twice as many and more has grown by the threshold at
    least, and a side of none has not grown.
    """
    sides = (now[0], now[1] - now[0]) if rule.remainder else now[:1]
    return any(name in draft.hidden for draft in drafts) and any(0 < n < 2 * rule.threshold - 1 for n in sides)


def tells_since(
    tally: Tally, known: Sequence[np.ndarray], leading: Measure, rule: Rule, drafts: Iterable[Shared]
) -> bool:
    """Whether sums of counts that are known now and were in a shared draft give a few new neighbouring answers away."""
    base = base_vector(tally)
    remainder = base - vector(leading.counts, tally)
    for draft in drafts:
        before = [draft.counts.get((tally.item.item, _within(counts, tally))) for counts in known]
        both = [
            (counts, int(counts @ tally.total) - n) for counts, n in zip(known, before, strict=True) if n is not None
        ]
        if not any(new for _, new in both):
            continue
        shown, new = np.array([counts for counts, _ in both]), np.array([n for _, n in both])
        for run in _runs(base):
            if not rule.remainder and np.array_equal(run, remainder):
                continue
            by = np.linalg.lstsq(shown.T, run, rcond=None)[0]
            if np.abs(by @ shown - run).max() < 1e-8 and rule.small(abs(round(float(by @ new)))):
                return True
    return False


def _runs(base: np.ndarray) -> Iterable[np.ndarray]:
    for first in range(len(base)):
        for last in range(first, len(base)):
            run = np.zeros(len(base))
            run[first : last + 1] = base[first : last + 1]
            if run.any():
                yield run


def groups_since(
    measure: Measure, cells: Mapping[Group, Cell], total: Cell, rule: Rule, drafts: Iterable[Shared]
) -> set[Group]:
    """The groups to hide since a shared draft hid them, or since with it their cells tell a few new answers.

    Those could be of one group, of everyone else, or of those whose group is not shown, by subtraction.
    """
    gone: set[Group] = set()
    for draft in drafts:
        ids = {group: measure.of(*group).id for group in cells}
        gone |= {group for group, name in ids.items() if name in draft.hidden}
        new = {
            g: _less(cells[g], draft.cells[name]) for g, name in ids.items() if name in draft.cells and g not in gone
        }
        if measure.id not in draft.cells:
            gone |= {group for group, cell in new.items() if few_new(cell, rule)}
            continue
        all_new = _less(total, draft.cells[measure.id])
        gone |= {g for g, cell in new.items() if few_new(cell, rule) or few_new(_less(all_new, cell), rule)}
        for column in dict.fromkeys(column for column, _ in cells):
            left = sorted((g for g in new if g[0] == column and g not in gone), key=lambda g: (cells[g][1], g))
            while left and few_new(_less(all_new, *(new[group] for group in left)), rule):
                gone.add(left.pop(0))
    return gone


def _less(whole: Cell, *parts: Cell) -> Cell:
    return whole[0] - sum(k for k, _ in parts), whole[1] - sum(n for _, n in parts)
