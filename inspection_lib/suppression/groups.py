"""Hide further groups, until no hidden one can be worked out from those that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..evidence import Case
from ..measures import Measure, Tally
from .rules import Cell, Rule, differs_by_few, rule_of

#: Columns of which one refines another: (fine, coarse, the fine values within each coarse one).
Kin = Sequence[tuple[str, str, Mapping[str, Sequence[str]]]]


def hidden_groups(
    measure: Measure, tally: Tally, rule: Rule, before: Mapping[str, Cell], kin: Kin, filtered: set[tuple[str, str]]
) -> set[str]:
    """The groups of one shown measure to hide, by id: small ones, then others until no hidden one can be worked out.

    `filtered` are groups in which the question that filters this one is hidden: their base is its count.
    """
    cells: dict[str, dict[str, Cell]] = {}
    for column, value in tally.groups:
        cells.setdefault(column, {})[value] = tally.cell(measure.of(column, value))
    gone = {
        column: {
            value
            for value, cell in found.items()
            if rule.hides(*cell)
            or (column, value) in filtered
            or differs_by_few(cell, before.get(measure.of(column, value).id), rule)
        }
        for column, found in cells.items()
    }
    changed = True
    while changed:
        changed = False
        for column, found in cells.items():
            changed |= _complete(found, tally.cell(measure), gone[column], rule)
        for fine, coarse, families in kin:
            for value, children in families.items():
                changed |= _complete_within(
                    cells[fine], cells[coarse][value], gone, (fine, coarse, value), children, rule
                )
    return {measure.of(column, value).id for column, values in gone.items() for value in values}


def _complete_within(
    cells: Mapping[str, Cell],
    whole: Cell,
    gone: dict[str, set[str]],
    place: tuple[str, str, str],
    children: Sequence[str],
    rule: Rule,
) -> bool:
    """The same within one coarse group: if it is hidden so are all its children, or they would add up to it."""
    fine, coarse, value = place
    within = gone[fine] & set(children)
    if value in gone[coarse]:
        more = set(children)
    else:
        more = set(within)
        _complete({child: cells[child] for child in children}, whole, more, rule)
    gone[fine] |= more
    return len(more) > len(within)


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


def nested(case: Case, instrument: str) -> Kin:
    """The columns of an instrument whose every value lies within one value of another column."""
    frame, columns = case.evidence[instrument], case.params.groups.of(instrument)
    found = []
    for fine in columns:
        for coarse in columns:
            pairs = frame[[fine, coarse]].dropna().drop_duplicates() if fine != coarse else pd.DataFrame()
            if len(pairs) and not pairs[fine].duplicated().any():
                kin = {str(value): [str(v) for v in rows[fine]] for value, rows in pairs.groupby(coarse, observed=True)}
                found.append((fine, coarse, kin))
    return found


def people(case: Case) -> dict[str, dict[str, int | None]]:
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
