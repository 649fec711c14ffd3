"""Hide counts small enough to point at a person, and those from which such a count could be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .evidence import Case, once
from .measures import Measure, Tally, in_base, measures, tallies
from .quantities import Scale

Cell = tuple[int, int]  # numerator, base
Parts = Mapping[str, tuple[str, ...]]  # label -> answers


@dataclass(frozen=True)
class Rule:
    """When one cell is too small to show, for one source.

    >>> rule = Rule(threshold=5, remainder=True, smallest_base=10)
    >>> rule.hides(4, 30), rule.hides(26, 30), rule.hides(0, 30), rule.hides(30, 30), rule.hides(0, 8)
    (True, True, False, False, True)
    """

    threshold: int
    remainder: bool
    smallest_base: int

    def small(self, count: int) -> bool:
        """Whether a count of people is from 1 to one below the threshold."""
        return 0 < count < self.threshold

    def hides(self, numerator: int, base: int) -> bool:
        """Whether a numerator out of a base is hidden: itself small, its remainder, or its base."""
        return base < self.smallest_base or self.small(numerator) or (self.remainder and self.small(base - numerator))

    def pins(self, scale: Scale, term: str, base: int) -> bool:
        """Whether a word gives a hidden count away: every count that it allows is hidden."""
        return all(self.hides(count, base) for count in scale.counts(term, base))


@dataclass(frozen=True)
class Plan:
    """What one case hides, decided once. Every view, chart, export and word reads this and none decides.

    `hidden` and `withheld` are measure ids: no number is shown for the first, no word either for the second.
    `parts` gives each item's answers as a chart may show them, joined until no count is hidden, or nothing.
    `people` gives the number of people in each group of each table, None where it is hidden.
    """

    hidden: frozenset[str]
    withheld: frozenset[str]
    parts: Mapping[str, Parts]
    people: Mapping[str, Mapping[str, int | None]]


def plan(case: Case, previous: Mapping[str, Any] | None = None) -> Plan:
    """Look at every cell that the case can show, and mark what is hidden.

    A count from 1 to threshold - 1 is hidden with its share; where the source's setting says so, a remainder
    too; none and all are shown from a base of ten. Then whatever would give a hidden count away by
    subtraction: other measures of the item, its base, the other groups, the groups of a column that this one
    refines, and (`previous`, the claims of the last shared draft) the same cell before a few replies came in.
    The pattern of complementary suppression follows Hundepool et al. (2012), Statistical Disclosure Control,
    chapter 4. Groups are the smallest possible choice by base, not an optimum.
    """
    by_item, counted = measures(case.framework), tallies(case)
    hidden: set[str] = set()
    parts: dict[str, Parts] = {}
    for item_id, tally in counted.items():
        rule = rule_of(case, tally.item.instrument)
        hidden |= _hidden_measures(by_item[item_id], tally, rule, _revealed(previous))
        parts[item_id] = {} if by_item[item_id][0].id in hidden else _parts(case, tally, by_item[item_id], hidden, rule)
    _follow_filters(case, by_item, hidden, parts)
    for item_id, tally in counted.items():
        rule = rule_of(case, tally.item.instrument)
        hidden |= _hidden_groups(case, by_item[item_id][0], tally, rule, hidden, _revealed(previous))
    withheld = {m.id for m in every_measure(case) if _positive(m) in hidden and _pinned(case, m, hidden)}
    return Plan(frozenset(hidden), frozenset(withheld), parts, _people(case))


@once
def plan_of(case: Case) -> Plan:
    """The plan of a case with no earlier draft, made once."""
    return plan(case)


def rule_of(case: Case, instrument: str) -> Rule:
    """The rule for one source, by the case's settings."""
    settings = case.params.small_numbers
    return Rule(settings.threshold, instrument in settings.remainders, case.params.groups.smallest_base)


def every_measure(case: Case) -> Iterable[Measure]:
    """Every measure that the case can show: each item's, the leading one's complement and groups."""
    counted = tallies(case)
    for item_id, found in measures(case.framework).items():
        yield from found
        yield found[0].negative()
        yield from (found[0].of(column, value) for column, value in counted[item_id].groups)


def _positive(measure: Measure) -> str:
    return measure.id.removesuffix(".not")


def _revealed(previous: Mapping[str, Any] | None) -> dict[str, Cell]:
    rows = previous["estimates"] if previous else []
    return {row["id"]: (row["numerator"], row["base"]) for row in rows if not row["hidden"]}


def _differs_by_few(now: Cell, before: Cell | None, rule: Rule) -> bool:
    """Whether the cell shown before and the cell now tell what a few new answers were."""
    if before is None or now == before:
        return False
    counted, others = abs(now[0] - before[0]), abs((now[1] - now[0]) - (before[1] - before[0]))
    return rule.small(counted) or rule.small(others)


def _hidden_measures(found: Sequence[Measure], tally: Tally, rule: Rule, before: Mapping[str, Cell]) -> set[str]:
    """The measures of one item to hide, taking them in order so that the leading one is kept the longest."""
    known = [_base_vector(tally)]
    hidden = set()
    for measure in found:
        cell = tally.cell(measure)
        vector = _vector(measure.counts, tally)
        if (
            rule.hides(*cell)
            or _differs_by_few(cell, before.get(measure.id), rule)
            or _gives_away(tally, [*known, vector], found[0], rule)
        ):
            hidden.add(measure.id)
        else:
            known.append(vector)
    return hidden


def _parts(case: Case, tally: Tally, found: Sequence[Measure], hidden: set[str], rule: Rule) -> Parts:
    """The answers of an item joined for a chart: as declared if that is safe, else counted and not counted."""
    known = [_base_vector(tally)]
    known += [_vector(m.counts, tally) for m in found if m.id not in hidden]
    inside = {answer for answer, in_base in zip(tally.answers, known[0], strict=True) if in_base}
    declared: dict[str, tuple[str, ...]] = {}
    for answer in case.framework.answers[tally.item.answers]:
        if answer.part and answer.answer in inside:
            declared[answer.part] = (*declared.get(answer.part, ()), answer.answer)
    counted = [label for label, answers in declared.items() if set(answers) <= set(found[0].counts)]
    others = [label for label in declared if label not in counted]
    joined = {
        " or ".join(labels): tuple(a for label in labels for a in declared[label])
        for labels in (counted, others)
        if labels
    }
    for choice in (declared, joined):
        vectors = [_vector(answers, tally) for answers in choice.values()]
        if not _gives_away(tally, [*known, *vectors], found[0], rule):
            return choice
    return {}


def _vector(answers: Iterable[str], tally: Tally) -> np.ndarray:
    return np.isin(tally.answers, list(answers)).astype(float)


def _base_vector(tally: Tally) -> np.ndarray:
    return np.array(in_base(tally.item, tally.answers), dtype=float)


def _gives_away(tally: Tally, known: Sequence[np.ndarray], leading: Measure, rule: Rule) -> bool:
    """Whether sums of the known counts give a small count of neighbouring answers.

    A run of answers (grade 1; grades 2 to 3) is given away when its indicator lies in the row space of what is
    known: then a combination of the published numbers is exactly its count.
    """
    base, remainder = known[0], known[0] - _vector(leading.counts, tally)
    shown = np.array(known)
    rank = np.linalg.matrix_rank(shown)
    size = len(tally.answers)
    for first in range(size):
        for last in range(first, size):
            run = np.zeros(size)
            run[first : last + 1] = 1
            run = run * base
            if not rule.small(int(run @ tally.total)) or (not rule.remainder and np.array_equal(run, remainder)):
                continue
            if np.linalg.matrix_rank(np.vstack([shown, run])) == rank:
                return True
    return False


def _follow_filters(
    case: Case, by_item: Mapping[str, list[Measure]], hidden: set[str], parts: dict[str, Parts]
) -> None:
    """Where a filter question is hidden, so is every question whose base is its count."""
    for instrument in case.framework.instruments:
        items = {item.column: item for item in case.framework.items_of(instrument)}
        for item in items.values():
            asks = items.get(item.condition[0]) if item.condition else None
            if asks and by_item[asks.item][0].id in hidden:
                hidden |= {measure.id for measure in by_item[item.item]}
                parts[item.item] = {}


def _hidden_groups(
    case: Case, measure: Measure, tally: Tally, rule: Rule, hidden: set[str], before: Mapping[str, Cell]
) -> set[str]:
    """The groups of one measure to hide: small ones, then others until no hidden one can be worked out."""
    cells: dict[str, dict[str, Cell]] = {}
    for column, value in tally.groups:
        cells.setdefault(column, {})[value] = tally.cell(measure.of(column, value))
    gone: dict[str, set[str]] = {}
    for column, found in cells.items():
        small = {v for v, c in found.items() if rule.hides(*c)}
        small |= {v for v, c in found.items() if _differs_by_few(c, before.get(measure.of(column, v).id), rule)}
        gone[column] = set(found) if measure.id in hidden else small
    changed = measure.id not in hidden
    while changed:
        changed = False
        for column, found in cells.items():
            changed |= _complete(found, tally.cell(measure), gone[column], rule)
        for fine, coarse, kin in _nested(case, tally.item.instrument):
            for value, children in kin.items():
                inner = {child: cells[fine][child] for child in children}
                if value in gone[coarse]:
                    more = set(children) - gone[fine]
                else:
                    within = gone[fine] & set(children)
                    size = len(within)
                    _complete(inner, cells[coarse][value], within, rule)
                    more = within - gone[fine] if len(within) > size else set()
                gone[fine] |= more
                changed |= bool(more)
    return {measure.of(column, value).id for column, values in gone.items() for value in values}


def _complete(cells: Mapping[str, Cell], total: Cell, gone: set[str], rule: Rule) -> bool:
    """Hide the next smallest group until the hidden ones, known together by subtraction, tell of none alone."""
    before = len(gone)
    rest = (total[0] - sum(k for k, _ in cells.values()), total[1] - sum(n for _, n in cells.values()))
    while not _safe_together([cells[value] for value in gone] + ([rest] if rest[1] else []), rule):
        left = [value for value in cells if value not in gone]
        if not left:
            break
        gone.add(min(left, key=lambda value: (cells[value][1], value)))
    return len(gone) > before


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


def _nested(case: Case, instrument: str) -> list[tuple[str, str, dict[str, list[str]]]]:
    """Columns whose every value lies within one value of another column: (fine, coarse, coarse -> fine values)."""
    frame, columns = case.evidence[instrument], case.params.groups.of(instrument)
    found = []
    for fine in columns:
        for coarse in columns:
            pairs = frame[[fine, coarse]].dropna().drop_duplicates() if fine != coarse else pd.DataFrame()
            if len(pairs) and not pairs[fine].duplicated().any():
                kin = {str(value): [str(v) for v in rows[fine]] for value, rows in pairs.groupby(coarse, observed=True)}
                found.append((fine, coarse, kin))
    return found


def _pinned(case: Case, measure: Measure, hidden: set[str]) -> bool:
    """Whether a hidden measure's word must go too: it could only mean hidden counts, or its base is hidden."""
    rule = rule_of(case, measure.item.instrument)
    numerator, base = tallies(case)[measure.item.item].cell(measure)
    if base == 0:
        return True
    scale = case.framework.scales[case.params.wording.terms]
    return rule.pins(scale, scale.term(numerator, base), base)


def _people(case: Case) -> dict[str, dict[str, int | None]]:
    """How many people each table has in each group: replies by role, people met by kind of group."""
    tables: dict[str, dict[str, int | None]] = {}
    for instrument in case.framework.instruments:
        frame = case.evidence[instrument]
        if instrument == "record_reading":
            frame = frame[frame["reading"] == "first"]
        for column in (*case.params.groups.of(instrument), *(["heard_by"] if "heard_by" in frame else [])):
            counts = frame[column].value_counts(sort=False)
            tables[f"{instrument}.{column}"] = _shown(
                {str(v): int(n) for v, n in counts.items() if v != "" and n},
                len(frame),
                rule_of(case, instrument),
            )
    met = case.evidence["engagement"]
    people = met["people"].fillna(0) - met["counted_before"].fillna(0)
    sums = {str(group): int(rows.sum()) for group, rows in people.groupby(met["group"], sort=False)}
    tables["engagement.group"] = _shown(sums, sum(sums.values()), rule_of(case, "engagement"))
    return tables


def _shown(counts: Mapping[str, int], total: int, rule: Rule) -> dict[str, int | None]:
    gone = {value for value, n in counts.items() if rule.small(n)}
    rest = total - sum(counts.values())
    while (gone or rest) and len(gone) < len(counts):
        together = [counts[value] for value in gone] + ([rest] if rest else [])
        if len(together) > 1 and sum(together) >= rule.threshold + 1:
            break
        gone.add(min((v for v in counts if v not in gone), key=lambda v: (counts[v], v)))
    return {value: None if value in gone else n for value, n in counts.items()}
