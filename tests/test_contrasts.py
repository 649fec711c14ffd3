"""Groups beside everyone else: what is compared, what stands out when all comparisons are counted, what is shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from inspection_lib import sections
from inspection_lib.estimates import estimates
from inspection_lib.evidence import INSTRUMENTS, Case
from inspection_lib.findings import contrasts
from inspection_lib.findings.comparing import chance_if_shown, shows
from inspection_lib.findings.groups import clear, comparisons
from inspection_lib.proportions import newcombe
from inspection_lib.suppression import Rule

Sizes = dict[tuple[str | None, str | None], tuple[int, int]]  # (role, agency) -> how many felt valued, of how many
RULE = Rule(threshold=5, remainder=True, smallest_base=10)
EVERYTHING = Rule(threshold=1, remainder=False, smallest_base=1)  # a rule that hides nothing
ALIKE = ((50, 100), (50, 100))
NEWCOMBE = ((56, 70), (48, 80))  # Newcombe (1998), table II, example (a): 0.0524 to 0.3339


@pytest.fixture
def staff(case: Case):
    """A case whose staff were only asked if they felt valued, by role and agency."""

    def staff(sizes: Sizes) -> Case:
        rows = [(r, a, "agree" if i < k else "disagree") for (r, a), (k, n) in sizes.items() for i in range(n)]
        given = dict(zip(("role", "agency", "valued"), map(list, zip(*rows, strict=True)), strict=True))
        old = case.evidence["staff_survey"]
        frame = old.head(0).reindex(range(len(rows)))
        for column in old.columns[old.dtypes == "category"]:
            values = given.get(column, [None] * len(rows))
            known = old[column].cat.categories if column == "valued" else sorted({v for v in values if v})
            frame[column] = pd.Categorical(values, categories=known)
        tables = {name: t.iloc[:0] if name in INSTRUMENTS else t for name, t in case.evidence.tables.items()}
        evidence = replace(case.evidence, tables={**tables, "staff_survey": frame})
        return replace(case, evidence=evidence, kept={})

    return staff


def made(case: Case) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Each comparison by its group: the group's count and base, and those of everyone else."""
    return {"=".join(one.group.measure.group): (one.cell, one.rest) for one in comparisons(case)}


# --- what is compared --------------------------------------------------------------------------------------------


def test_a_group_is_held_against_those_who_are_not_in_it(staff):
    three = staff({("education", None): (30, 40), ("health", None): (20, 50), ("police", None): (10, 30)})

    assert made(three) == {
        "role=education": ((30, 40), (30, 80)),
        "role=health": ((20, 50), (40, 70)),
        "role=police": ((10, 30), (50, 90)),
    }


def test_two_halves_of_a_column_are_one_comparison(staff):
    halves = staff({("education", None): (56, 70), ("police", None): (48, 80)})

    assert made(halves) == {"role=education": NEWCOMBE}


def test_the_same_people_under_two_names_are_compared_once(staff):
    police = staff({("police", "Police Scotland"): (10, 30), ("education", "council"): (30, 40),
                    ("housing", "council"): (20, 50)})  # fmt: skip

    # the agency Police Scotland is the role police, and the council everyone else
    assert set(made(police)) == {"role=education", "role=housing", "role=police"}


def test_what_the_plan_hides_is_not_compared(staff):
    small = staff({("a", None): (2, 12), ("b", None): (2, 12), ("c", None): (9, 20), ("d", None): (20, 40)})

    assert made(small) == {"role=d": ((20, 40), (13, 44))}  # a and b are small, and c hides them
    assert estimates(small)["staff.valued[role=c]"].hidden


def test_too_few_others_are_not_worked_out_from_a_group(staff):
    assert made(staff({("a", None): (30, 60), (None, None): (4, 8)})) == {}


# --- what stands out ---------------------------------------------------------------------------------------------


def among(*pairs: tuple[tuple[int, int], tuple[int, int]]) -> list[tuple[int, float, float]]:
    return clear([(*pair, RULE) for pair in pairs])


def test_a_difference_is_newcombes_where_it_is_the_only_one_that_was_looked_for(staff):
    found = contrasts(staff({("education", None): (56, 70), ("police", None): (48, 80)}))

    assert (found.made, found.out) == (1, 1)
    assert float(found.shown[0].difference) == pytest.approx(0.2)
    assert (found.shown[0].low, found.shown[0].high) == pytest.approx((0.0524, 0.3339), abs=0.00005)
    assert found.shown[0].least == found.shown[0].low


def test_a_difference_that_stands_out_alone_may_not_among_ten():
    assert [place for place, *_ in among(NEWCOMBE)] == [0]  # a chance of 0.012
    assert among(NEWCOMBE, *[ALIKE] * 9) == []  # 0.05 in ten is 0.005


def test_the_intervals_of_two_in_ten_are_as_wide_as_of_one_in_five():
    found = among(((90, 100), (10, 100)), *[ALIKE] * 8, ((10, 100), (90, 100)))

    assert [place for place, *_ in found] == [0, 9]
    assert found[0][1:] == newcombe((90, 100), (10, 100), comparisons=5)


def test_nothing_compared_is_nothing_found():
    assert clear([]) == []


def test_three_cups_of_four_are_known_by_chance_as_fisher_found():
    assert chance_if_shown((3, 4), (1, 4), EVERYTHING) == pytest.approx(34 / 70)  # 16 + 16 + 1 + 1 of 70 choices
    assert chance_if_shown((4, 4), (0, 4), EVERYTHING) == pytest.approx(2 / 70)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_chance_is_fishers_where_nothing_is_hidden(n, m, data):
    k, others = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    theirs = fisher_exact([[k, n - k], [others, m - others]]).pvalue

    assert chance_if_shown((k, n), (others, m), EVERYTHING) == pytest.approx(theirs, abs=1e-9)


@given(st.integers(1, 50), st.booleans(), st.integers(1, 20), st.integers(1, 130))
def test_what_can_be_compared_is_what_the_rule_shows(threshold: int, remainder: bool, smallest: int, base: int):
    rule = Rule(threshold, remainder, smallest)

    assert shows(rule, base).tolist() == [not rule.hides(count, base) for count in range(base + 1)]


def test_a_small_group_does_not_stand_out_for_being_shown():
    seven_apart = (13, 20), (327, 380)  # where 85% agree, 3 of 20 that do not are likeliest, and hidden

    assert chance_if_shown(*seven_apart, EVERYTHING) < 0.05
    assert chance_if_shown(*seven_apart, RULE) > 0.05


def _survey(random: np.random.Generator, sizes: np.ndarray, shares: list[list[float]]) -> Iterator[tuple]:
    """Each question's groups beside everyone else, drawn by the true share of each; what the rule hides is left out."""
    for truly in shares:
        counts = random.binomial(sizes, truly)
        for k, n in zip(counts.tolist(), sizes.tolist(), strict=True):
            rest = int(counts.sum()) - k, int(sizes.sum()) - n
            if not RULE.hides(k, n) and not RULE.hides(*rest):
                yield (k, n), rest, RULE


@pytest.mark.parametrize("sizes", [[15, 48, 81, 114, 147, 180, 213, 246, 280], [20] * 9])
def test_where_no_groups_differ_hardly_ever_does_anything_stand_out(sizes):
    random = np.random.default_rng(20231017)
    alike = [[share] * 9 for share in (0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95)]
    alarms = [bool(clear(list(_survey(random, np.array(sizes), alike)))) for _ in range(200)]

    assert np.mean(alarms) <= 0.05 + 2 * sqrt(0.05 * 0.95 / 200)


def test_a_group_thirty_points_apart_is_nearly_always_found():
    random = np.random.default_rng(5)
    sizes, apart = np.array([100] * 9), [[0.6] * 8 + [0.3]] + [[0.6] * 9] * 4
    found = [clear(list(_survey(random, sizes, apart))) for _ in range(100)]

    assert np.mean([8 in [place for place, *_ in places] for places in found]) >= 0.9


# --- what is shown -----------------------------------------------------------------------------------------------


def test_a_few_are_shown_largest_at_the_near_end_first_two_of_a_question(case):
    found = contrasts(case)
    questions = Counter(contrast.compared.group.measure.item.item for contrast in found.shown)
    least = [contrast.least for contrast in found.shown]

    assert len(found.shown) == 10 < found.out < found.made
    assert max(questions.values()) == 2
    assert least == sorted(least, reverse=True)
    assert min(least) > 0


def test_a_row_says_both_shares_with_their_counts_and_the_points_between_them(staff):
    text, table = sections.contrasts(staff({("education", None): (56, 70), ("police", None): (48, 80)})).blocks

    assert text.text == (
        "Made: 1 comparison of a group with everyone else who answered. 1 stands out once all of them are counted."
    )
    assert table.rows[0][1:] == ("Staff in education", "80% (56 of 70)", "60% (48 of 80)", "20 points higher (5 to 33)")


def test_how_many_were_compared_is_said_where_none_stands_out(staff):
    (text,) = sections.contrasts(staff({("a", None): (30, 60), ("b", None): (31, 60), ("c", None): (29, 60)})).blocks

    assert text.text == (
        "Made: 3 comparisons of a group with everyone else who answered. None stands out once all of them are counted."
    )


def test_without_answers_no_group_is_held_against_another(case):
    bare = {name: table.iloc[:0] for name, table in case.evidence.tables.items()}
    (message,) = sections.contrasts(replace(case, evidence=replace(case.evidence, tables=bare), kept={})).blocks

    assert message.text == "No group can be held against everyone else yet."


def test_the_data_of_a_contrast_is_of_groups_that_are_shown(case):
    known, data = estimates(case), contrasts(case).data

    assert json.loads(json.dumps(data)) == data
    assert not any(known[row["id"]].hidden for row in data["shown"])
    for row in data["shown"]:
        group = known[row["id"]]
        rest = row["rest"]["numerator"] / row["rest"]["base"]
        assert row["difference"] == pytest.approx(float(group.share) - rest, abs=1e-6)
        assert group.base + row["rest"]["base"] == known[row["id"].partition("[")[0]].base
