"""Someone who adds and subtracts all that is shown must not find a small count."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from inspection_lib.estimates import estimates, parts
from inspection_lib.evidence import Case, Evidence
from inspection_lib.measures import in_base, tallies
from inspection_lib.suppression import plan_of, rule_of

ITEM = "staff.valued"
COLUMNS = ("role", "agency", "locality")
HOME = {"a": "A", "b": "A", "c": "A", "d": "B", "e": "B", "f": "C"}


def drawn(case: Case, seed: int) -> Case:
    """North Lanarkshire with one question, answered by up to ninety made-up staff in uneven, nested groups."""
    pick = random.Random(seed)
    scale = [answer.answer for answer in case.framework.answers["agreement"]]
    weights = [pick.random() ** 3 for _ in HOME]
    size = pick.choice([25, 40, 60, 90])
    roles = pick.choices(list(HOME), weights, k=size)
    moved = pick.random() < 0.5  # one role then works for two agencies, and nothing is nested as a whole
    agencies = ["C" if moved and role == "d" and pick.random() < 0.4 else HOME[role] for role in roles]
    localities = pick.choices("xyz", [pick.random() for _ in "xyz"], k=size)
    leans = {role: [pick.random() ** 2 for _ in scale] for role in HOME}
    answers = [pick.choices([*scale, None], [*leans[role], 0.05])[0] for role in roles]
    frame = case.evidence["staff_survey"].iloc[:0].drop(columns="valued").reindex(range(size))
    values = {"role": roles, "agency": agencies, "locality": localities}
    frame = frame.assign(**{column: pd.Categorical(found) for column, found in values.items()})
    frame = frame.assign(valued=pd.Categorical(answers, categories=scale))
    item = case.framework.items[ITEM]
    groups = case.params.groups.model_copy(update={"staff_survey": COLUMNS})
    return replace(
        case,
        params=case.params.model_copy(update={"groups": groups}),
        framework=replace(case.framework, items={ITEM: item}),
        evidence=Evidence({**case.evidence.tables, "staff_survey": frame}, case.evidence.sources),
        kept={},
    )


class Shown:
    """All that a case shows, as sums over its atoms: each combination of groups, by each answer or none."""

    def __init__(self, case: Case):
        frame, tally = case.evidence["staff_survey"], tallies(case)[ITEM]
        combinations = frame[list(COLUMNS)].astype(str).agg("|".join, axis=1)
        self.cells = sorted(set(combinations))
        self.answers = [*tally.answers, ""]
        given = frame["valued"].astype(object).where(frame["valued"].notna(), "")
        counted = pd.crosstab(combinations, given).reindex(index=self.cells, columns=self.answers, fill_value=0)
        self.truth = counted.to_numpy(float).ravel()
        self.base = [
            answer for answer, inside in zip(tally.answers, in_base(tally.item, tally.answers), strict=True) if inside
        ]
        self.rows = [self.sum(None, self.answers)]
        for estimate in estimates(case).values():
            if not estimate.hidden and not estimate.measure.complement:
                self.rows += [
                    self.sum(estimate.measure.group, estimate.measure.counts),
                    self.sum(estimate.measure.group, self.base),
                ]
        for label in parts(case, [ITEM]).get(ITEM, {}):
            self.rows.append(self.sum(None, plan_of(case).parts[ITEM][label]))
        for column in COLUMNS:
            heads = plan_of(case).people[f"staff_survey.{column}"]
            self.rows += [self.sum((column, value), self.answers) for value, n in heads.items() if n is not None]

    def sum(self, group: tuple[str, str] | None, answers) -> np.ndarray:
        """One sum as a row over the atoms."""
        place = COLUMNS.index(group[0]) if group else 0
        inside = [group is None or cell.split("|")[place] == group[1] for cell in self.cells]
        return np.outer(inside, np.isin(self.answers, list(answers))).astype(float).ravel()

    def finds(self, wanted: np.ndarray) -> bool:
        """Whether the wanted sum is a combination of the shown ones."""
        known = np.array(self.rows).T
        left = wanted - known @ np.linalg.lstsq(known, wanted, rcond=None)[0]
        return bool(np.abs(left).max() < 1e-7)


def small_cells(case: Case, shown: Shown):
    """Every count, remainder and headcount of a group, and of all, that is too small to show."""
    rule = rule_of(case, "staff_survey")
    counts = case.framework.items[ITEM].counts.split(";")
    others = [answer for answer in shown.base if answer not in counts]
    for group in (None, *tallies(case)[ITEM].groups):
        for answers in (counts, others, shown.answers):
            wanted = shown.sum(group, answers)
            if rule.small(int(wanted @ shown.truth)):
                yield group, wanted


@pytest.mark.parametrize("first", [0, 10])
def test_no_small_count_is_a_sum_of_what_is_shown(case: Case, first: int):
    attack(case, range(first, first + 10))


@pytest.mark.attack
@pytest.mark.parametrize("first", range(100, 300, 50))
def test_no_small_count_is_a_sum_of_what_is_shown_in_two_hundred_surveys(case: Case, first: int):
    attack(case, range(first, first + 50))


def attack(case: Case, seeds: range) -> None:
    tried = 0
    for seed in seeds:
        survey = drawn(case, seed)
        shown = Shown(survey)
        for group, wanted in small_cells(survey, shown):
            tried += 1
            assert not shown.finds(wanted), (seed, group)
    assert tried


def test_the_attacker_finds_what_a_careless_table_shows(case: Case):
    """The attack can fail: with one more number shown, the hidden group is found."""
    survey = next(s for s in (drawn(case, seed) for seed in range(20)) if plan_of(s).hidden)
    shown = Shown(survey)
    group, wanted = next((g, w) for g, w in small_cells(survey, shown) if g)
    shown.rows.append(shown.sum(None, shown.answers) - wanted)

    assert shown.finds(wanted)
