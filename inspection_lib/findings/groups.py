"""Where a group answered otherwise than everyone else: a ranked few, with every comparison that was made counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..estimates import Estimate, groups, leading
from ..evidence import INSTRUMENTS, Case, once
from ..proportions import newcombe, stand_out
from ..suppression import Rule, rule_of
from .comparing import Cell, chance_if_shown, widened

MOST, OF_A_QUESTION = 10, 2  # rows that are shown, and of one question
Name = tuple[str, str] | None  # a group's column and value


@dataclass(frozen=True)
class Comparison:
    """One group of those who answered a question, and everyone else who did: the numerator and base of each."""

    group: Estimate
    cell: Cell
    rest: Cell


@dataclass(frozen=True)
class Contrast:
    """A comparison that stands out, with the interval of the group's share less that of everyone else."""

    compared: Comparison
    low: float
    high: float

    @property
    def difference(self) -> Fraction:
        """The group's share less that of everyone else."""
        return Fraction(*self.compared.cell) - Fraction(*self.compared.rest)

    @property
    def least(self) -> float:
        """How large the difference is at least: the end of its interval nearest to 0, or 0 where that is inside."""
        return max(self.low, -self.high, 0.0)

    @property
    def data(self) -> dict[str, Any]:
        """The contrast as plain data; the group's own numbers are in claims.json under the same id."""
        return {
            "id": self.compared.group.id,
            "rest": {"numerator": self.compared.rest[0], "base": self.compared.rest[1]},
            "difference": round(float(self.difference), 6),
            "low": round(self.low, 6),
            "high": round(self.high, 6),
        }


@dataclass(frozen=True)
class Contrasts:
    """The few contrasts to look at, out of all that stand `out` among the comparisons `made`."""

    made: int
    out: int
    shown: tuple[Contrast, ...]

    @property
    def data(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {"made": self.made, "stand_out": self.out, "shown": [contrast.data for contrast in self.shown]}


@once
def contrasts(case: Case) -> Contrasts:
    """The groups that differ most from everyone else, over every question and every column that params name.

    They are ranked by how large the difference is at least; at most ten are shown, two of one question. Nothing is
    compared that the plan of hiding hides, nor where the rule would hide everyone else. No cause is given.
    """
    made = comparisons(case)
    rules = {name: rule_of(case, name) for name in INSTRUMENTS}
    found = clear([(one.cell, one.rest, rules[one.group.measure.item.instrument]) for one in made])
    out = [Contrast(made[place], low, high) for place, low, high in found]
    shown: list[Contrast] = []
    for contrast in sorted(out, key=lambda one: (-one.least, one.compared.group.id)):
        item = contrast.compared.group.measure.item
        same = sum(other.compared.group.measure.item == item for other in shown)
        if same < OF_A_QUESTION and len(shown) < MOST:
            shown.append(contrast)
    return Contrasts(len(made), len(out), tuple(shown))


def clear(made: Sequence[tuple[Cell, Cell, Rule]]) -> list[tuple[int, float, float]]:
    """The place of each comparison that stands out among all, with the interval of the first share less the second.

    Each is two cells and the rule that shows them. Benjamini and Hochberg's procedure over all, then Newcombe's
    interval for each that stands out, wide enough for having been picked (`widened`).

    >>> rule = Rule(threshold=5, remainder=True, smallest_base=10)
    >>> found = clear([((5, 10), (6, 11), rule), ((56, 70), (48, 80), rule)])
    >>> [(place, f"{low:.2f} to {high:.2f}") for place, low, high in found]
    [(1, '0.03 to 0.35')]
    """
    kept = [place for place, out in enumerate(stand_out([chance_if_shown(*one) for one in made])) if out]
    level = widened(len(made), len(kept))
    return [(place, *newcombe(*made[place][:2], comparisons=level)) for place in kept]


@once
def comparisons(case: Case) -> list[Comparison]:
    """Every group that may be held against everyone else who answered, each comparison once.

    A group that holds the same people as an earlier one is not compared again, such as an agency in which one role
    alone works; nor is the other half of a column, which is everyone else.
    """
    return [one for instrument in INSTRUMENTS for one in _of_instrument(case, instrument)]


def _of_instrument(case: Case, instrument: str) -> Iterator[Comparison]:
    rule, columns = rule_of(case, instrument), case.params.groups.of(instrument)
    totals = [total for total in leading(case, source=instrument) if not total.hidden]
    split = [{g.measure.group: g for column in columns for g in groups(case, total, column)} for total in totals]
    again = _again(totals, split)
    for total, found in zip(totals, split, strict=True):
        for name, group in found.items():
            cell, rest = _sides(total, group)
            if name not in again and cell and rest and not rule.hides(*cell) and not rule.hides(*rest):
                yield Comparison(group, cell, rest)


def _again(totals: Sequence[Estimate], split: Sequence[Mapping[Name, Estimate]]) -> set[Name]:
    """The groups that hold the same people as an earlier one, or all those that an earlier one does not.

    They are known by their numbers in every question, which no two other groups share.
    """
    seen, again = set(), set()
    for name in dict.fromkeys(name for found in split for name in found):
        sides = [_sides(total, found.get(name)) for total, found in zip(totals, split, strict=True)]
        halves = frozenset(zip(*sides, strict=True))
        if halves in seen:
            again.add(name)
        seen.add(halves)
    return again


def _sides(total: Estimate, group: Estimate | None) -> tuple[Cell | None, Cell | None]:
    """Numerator and base of a group and of everyone else, None where they are hidden; nobody is in a group of none."""
    whole, cell = _cell(total), _cell(group) if group else (0, 0)
    if not whole or not cell:
        return None, None
    return cell, (whole[0] - cell[0], whole[1] - cell[1])


def _cell(estimate: Estimate) -> Cell | None:
    """The numerator and base of an estimate, or None where it is hidden."""
    return None if estimate.numerator is None or estimate.base is None else (estimate.numerator, estimate.base)
