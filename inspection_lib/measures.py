"""What is measured: each question's counted answers over its base, counted exactly for all and for each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from math import prod

import numpy as np
import pandas as pd

from .evidence import Case, once
from .framework import Condition, Framework, Item

OPPOSITE = {"higher": "lower", "lower": "higher"}
#: Which answers leave an item's base. `answered`: a blank only, which is no answer. `decided`: don't know as well.
LEAVES: Mapping[str, tuple[str, ...]] = {
    "answered": (),
    "decided": ("don't know", "not applicable"),
    "applicable": ("not applicable",),
}
JOINT_LIMIT = 100_000  # above this many joint groups, each column is counted by itself


@dataclass(frozen=True)
class Measure:
    """A question reduced to a share: the answers that count, and whose they are.

    `id` is `staff.valued`, `records.plan_quality.good_or_better`, with `.not` for the complement and
    `[role=police]` for a group.
    """

    id: str
    item: Item
    counts: tuple[str, ...]
    sentence: str
    better: str
    phrase: str = ""
    complement: bool = False
    group: tuple[str, str] | None = None

    def of(self, column: str, value: str) -> Measure:
        """The same measure for one group."""
        return replace(self, id=f"{self.id}[{column}={value}]", group=(column, value))

    def negative(self) -> Measure:
        """The complement: the answers in the base that do not count."""
        return replace(
            self,
            id=f"{self.id}.not",
            complement=True,
            sentence=self.item.sentence_negative,
            better=OPPOSITE[self.better],
        )


@dataclass(frozen=True)
class Tally:
    """How often each answer of an item was given, by everyone and within each group that params name.

    All arrays are whole numbers of length `len(answers)`; `blank` is how many of those asked left it empty.
    """

    item: Item
    answers: tuple[str, ...]
    total: np.ndarray
    blank: int
    groups: Mapping[tuple[str, str], np.ndarray]

    def cell(self, measure: Measure) -> tuple[int, int]:
        """The numerator and base of a measure of this item, its group's if it has one."""
        counts = (self.groups[measure.group] if measure.group else self.total).tolist()
        base = sum(compress(counts, self._in_base))
        counted = sum(n for n, answer in zip(counts, self.answers, strict=True) if answer in measure.counts)
        return (base - counted, base) if measure.complement else (counted, base)

    @cached_property
    def _in_base(self) -> list[bool]:
        return in_base(self.item, self.answers)

    def parts(self, parts: Mapping[str, Sequence[str]]) -> list[int]:
        """How often any answer of each part was given, in the order of `parts`."""
        return [int(self.total[[a in answers for a in self.answers]].sum()) for answers in parts.values()]


@once
def measures(case: Case) -> dict[str, list[Measure]]:
    """The measures of every item, by item id, the leading one first."""
    return {item.item: of_item(item, case.framework) for item in case.framework.items.values()}


def of_item(item: Item, framework: Framework) -> list[Measure]:
    """The measures of one item: one for each split of its answers, or for the answers that it counts."""
    splits = framework.splits.get(item.answers)
    if not splits:
        return [Measure(item.item, item, tuple(item.counts.split(";")), item.sentence, item.better)]
    return [
        Measure(
            f"{item.item}.{s.measure}",
            item,
            tuple(s.counts.split(";")),
            item.sentence.replace("{}", s.phrase),
            item.better if s.direction == "same" else OPPOSITE[item.better],
            s.phrase,
        )
        for s in splits
    ]


@once
def tallies(case: Case) -> dict[str, Tally]:
    """Every item's tally, by item id. Only first readings of records count."""
    found: dict[str, Tally] = {}
    for instrument in case.framework.instruments:
        frame = counted_rows(case, instrument)
        items = case.framework.items_of(instrument)
        found |= count(frame, items, case.framework, case.params.groups.of(instrument))
    return found


def counted_rows(case: Case, instrument: str) -> pd.DataFrame:
    """The rows of an instrument that count: every reply, and the first reading of every record."""
    return _first_readings(case) if instrument == "record_reading" else case.evidence[instrument]


@once
def _first_readings(case: Case) -> pd.DataFrame:
    frame = case.evidence["record_reading"]
    return frame[frame["reading"] == "first"]


def count(frame: pd.DataFrame, items: Sequence[Item], framework: Framework, groups: Sequence[str]) -> dict[str, Tally]:
    """The tallies of some items over one table, by item id.

    Answers and groups are small whole-number codes, joined into one code a row and counted in one pass an item
    (`numpy.bincount`), then summed over the other groups: a groupby an item and group takes ten times as long.
    Every column named must be a category; a blank group belongs to no group.
    """
    sizes = [len(frame[group].cat.categories) + 1 for group in groups]
    if len(groups) > 1 and prod(sizes) > JOINT_LIMIT:
        halves = [count(frame, items, framework, [group]) for group in groups]
        return {
            item.item: replace(
                halves[0][item.item], groups={k: v for h in halves for k, v in h[item.item].groups.items()}
            )
            for item in items
        }
    joint = np.zeros(len(frame), dtype=np.int64)
    for group, size in zip(groups, sizes, strict=True):
        joint = joint * size + frame[group].cat.codes.to_numpy() + 1
    masks: dict[str, np.ndarray | None] = {"": None}
    found = {}
    for item in items:
        if item.asked_if not in masks:
            masks[item.asked_if] = asked(frame, item, framework)
        found[item.item] = _tally(frame, item, joint, masks[item.asked_if], groups, sizes)
    return found


def _tally(
    frame: pd.DataFrame,
    item: Item,
    joint: np.ndarray,
    mask: np.ndarray | None,
    groups: Sequence[str],
    sizes: list[int],
) -> Tally:
    column = frame[item.column].cat
    width = len(column.categories) + 1
    codes = joint * width + column.codes.to_numpy()  # a blank answer has the code -1
    codes += 1
    if mask is not None:
        codes = codes[mask]
    table = np.bincount(codes, minlength=prod(sizes) * width).reshape(*sizes, width)
    axes = tuple(range(len(groups)))
    total = table.sum(axis=axes)
    by_group = {}
    for axis, group in enumerate(groups):
        rows = table.sum(axis=tuple(a for a in axes if a != axis))
        for place, value in enumerate(frame[group].cat.categories, start=1):
            by_group[group, str(value)] = rows[place, 1:]
    return Tally(item, tuple(column.categories), total[1:], int(total[0]), by_group)


def asked(frame: pd.DataFrame, item: Item, framework: Framework) -> np.ndarray:
    """Which rows the item was asked of, by its `asked_if`, as truth values."""
    return holds(frame, item.condition, framework) if item.condition else np.ones(len(frame), dtype=bool)


def holds(frame: pd.DataFrame, condition: Condition, framework: Framework) -> np.ndarray:
    """Which rows meet a condition of the framework, as truth values. A blank cell meets only "is blank"."""
    column, test, value = condition
    values = [value] if test != "in" else framework.routes[value].values.split(";")
    if test in ("is blank", "is not blank"):
        values = [""]
    kinds, places = _kinds(frame[column])
    blank = np.array([kind == "" for kind in kinds], dtype=bool)
    inside = np.array([kind in values for kind in kinds], dtype=bool)
    wanted = {"is not": ~inside & ~blank, "is not blank": ~blank}.get(test, inside)
    return wanted[places]


def _kinds(cells: pd.Series) -> tuple[list[str], np.ndarray]:
    """The texts that a column holds, the blank last, and the place of each cell's in them."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return [*cells.cat.categories, ""], cells.cat.codes.to_numpy()  # no answer has the code -1, the last place
    places, kinds = pd.factorize(cells)
    return [*kinds, ""], places


def in_base(item: Item, answers: Sequence[str]) -> list[bool]:
    """Which of some answers are in an item's base, as truth values."""
    return [answer not in LEAVES[item.base] for answer in answers]
