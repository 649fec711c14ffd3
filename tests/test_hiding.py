"""Small numbers: what is hidden, what goes with it, and what an outsider still cannot work out."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from inspection_lib import InspectionError, load_case
from inspection_lib.estimates import estimates
from inspection_lib.evidence import INSTRUMENTS, Case, Evidence
from inspection_lib.export.claims import claims
from inspection_lib.params import SmallNumbers
from inspection_lib.suppression import Rule, plan, plan_of

PLAN, VALUED = "records.plan", "staff.valued"
GOOD = "records.plan_quality.good_or_better"
ADEQUATE, WEAK = "records.plan_quality.adequate_or_weak", "records.plan_quality.weak_or_unsatisfactory"
RULE = Rule(threshold=5, remainder=True, smallest_base=10)
Sizes = dict[tuple[str, str], tuple[int, int]]  # (role, agency) -> how many felt valued, of how many


@pytest.fixture(scope="module")
def case(unwritten: Case) -> Case:
    """North Lanarkshire whose evidence tests change, and so without its narratives."""
    return unwritten


def with_only(case: Case, table: str, frame: pd.DataFrame) -> Case:
    """North Lanarkshire with one instrument's answers as given, and no answers to the others."""
    tables = {name: old.head(0) if name in INSTRUMENTS else old for name, old in case.evidence.tables.items()}
    return replace(case, evidence=Evidence(tables | {table: frame}, case.evidence.sources), kept={})


def with_settings(case: Case, **small_numbers) -> Case:
    params = case.params.model_copy(update={"small_numbers": SmallNumbers(**small_numbers)})
    return replace(case, params=params, kept={})


def each(**counts: int) -> list[str | None]:
    """Each answer as often as its keyword says: yes=52, no=8; a grade is _4=12, a blank blank=3."""
    return [None if name == "blank" else name.strip("_") for name, n in counts.items() for _ in range(n)]


def records(case: Case, **columns: list) -> Case:
    """A case of so many records, each read once, with the columns given; age band and looked after blank if not."""
    old = case.evidence["record_reading"]
    frame = old[old["reading"] == "first"].head(len(next(iter(columns.values())))).copy()
    for column, values in ({"age_band": None, "looked_after": None} | columns).items():
        frame[column] = pd.Categorical(values or [None] * len(frame), categories=old[column].cat.categories)
    return with_only(case, "record_reading", frame)


def staff(case: Case, sizes: Sizes, agencies: dict[int, str] | None = None) -> Case:
    """A case whose staff were only asked if they felt valued; `agencies` changes those of some rows."""
    rows = [(r, a, "agree" if i < k else "disagree") for (r, a), (k, n) in sizes.items() for i in range(n)]
    old = case.evidence["staff_survey"]
    frame = old.head(0).reindex(range(len(rows)))
    given = dict(zip(("role", "agency", "valued"), map(list, zip(*rows, strict=True)), strict=True))
    for row, agency in (agencies or {}).items():
        given["agency"][row] = agency
    for column in old.columns[old.dtypes == "category"]:
        known = old[column].cat.categories if column == "valued" or column not in given else sorted(set(given[column]))
        frame[column] = pd.Categorical(given.get(column, [None] * len(rows)), categories=known)
    return with_only(case, "staff_survey", frame)


def hidden(case: Case, measure: str, column: str, previous=None) -> set[str]:
    """The groups of a column that are hidden for a measure."""
    start = f"{measure}[{column}="
    return {i.removeprefix(start).rstrip("]") for i in plan(case, previous).hidden if i.startswith(start)}


@pytest.mark.parametrize(("count", "said"), [(0, True), (1, False), (4, False), (5, True), (25, True), (26, False)])
def test_a_count_or_a_remainder_from_1_to_4_is_hidden(count, said):
    assert RULE.hides(count, 30) is not said
    assert RULE.hides(30 - count, 30) is not said


def test_none_and_all_are_shown_only_from_a_base_of_ten():
    assert [RULE.hides(0, n) for n in (9, 10)] == [True, False]
    assert [RULE.hides(n, n) for n in (9, 10)] == [True, False]


def test_a_remainder_of_3_is_hidden_only_where_the_source_hides_remainders(case):
    small = records(case, plan=each(yes=57, no=3))

    assert PLAN in plan(small).hidden
    assert PLAN not in plan(with_settings(small, remainders=["staff_survey"])).hidden
    assert PLAN in plan(with_settings(records(case, plan=each(yes=3, no=57)), remainders=[])).hidden


def test_a_threshold_of_10_hides_a_count_of_9(case):
    small = records(case, plan=each(yes=9, no=51))

    assert PLAN not in plan(small).hidden
    assert PLAN in plan(with_settings(small, threshold=10)).hidden


def test_a_threshold_below_5_is_refused(copy):
    copy.write_text(copy.read_text(encoding="utf-8").replace("threshold: 5 ", "threshold: 4 "), encoding="utf-8")

    with pytest.raises(InspectionError, match="small_numbers.threshold"):
        load_case(copy)


def test_a_hidden_group_takes_a_second_one_with_it(case):
    small = records(case, plan=each(yes=23, no=3) + each(yes=24, no=10), looked_after=each(yes=26, no=34))

    assert PLAN not in plan(small).hidden
    assert hidden(small, PLAN, "looked_after") == {"yes", "no"}


def test_two_hidden_groups_that_are_small_together_take_a_third(case):
    sizes = {("a", "x"): (2, 12), ("b", "x"): (2, 12), ("c", "x"): (9, 20), ("d", "x"): (20, 40)}

    assert hidden(staff(case, sizes), VALUED, "role") == {"a", "b", "c"}


def test_records_without_a_group_are_not_found_from_the_groups(case):
    small = records(case, plan=each(yes=43, no=17), looked_after=each(blank=3, yes=30, no=27))

    assert hidden(small, PLAN, "looked_after")  # the three were all said yes of: the total less two groups


NESTED: Sizes = {
    ("school nursing", "NHS"): (3, 20),
    ("health visiting", "NHS"): (30, 60),
    ("hearings", "other"): (9, 18),
    ("education", "council"): (50, 100),
}


def outsider(case: Case, sizes: Sizes, words: bool = False) -> dict[str, tuple[int, int]]:
    """The least and the most that each group can count, for one who knows all bases and reads all that is shown."""
    found, scale = estimates(case), case.framework.scales["this-report"]
    groups = {f"role={role}": [role == r for r, _ in sizes] for role, _ in sizes}
    groups |= {f"agency={agency}": [agency == a for _, a in sizes] for _, agency in sizes}
    seen = {name: found[f"{VALUED}[{name}]"] for name in groups}
    bounds = []
    for (role, _), (_, base) in sizes.items():
        e = seen[f"role={role}"]
        allowed = scale.counts(e.term, base) if words and e.term else range(base + 1)
        bounds.append((allowed[0], allowed[-1]) if e.hidden else (e.numerator, e.numerator))
    sums = [(groups[name], e.numerator) for name, e in seen.items() if not e.hidden]
    sums.append(([True] * len(sizes), found[VALUED].numerator))
    rows, totals = np.array([row for row, _ in sums], float), [total for _, total in sums]

    def least(row: np.ndarray) -> int:
        return round(linprog(row, A_eq=rows, b_eq=totals, bounds=bounds).fun)

    return {name: (least(np.array(row, float)), -least(-np.array(row, float))) for name, row in groups.items()}


group_sizes = st.tuples(st.integers(0, 30), st.sampled_from([0, 2, 4, 6, 20])).map(lambda s: (s[0], sum(s)))


@settings(deadline=None, max_examples=15)
@given(sizes=st.lists(group_sizes.filter(lambda s: s[1] > 0), min_size=5, max_size=5))
def test_no_small_group_is_found_by_subtraction(case, sizes):
    named = dict(zip((("a", "x"), ("b", "x"), ("c", "x"), ("d", "y"), ("e", "z")), sizes, strict=True))
    small = staff(case, named)
    assume(VALUED not in plan(small).hidden)
    found = outsider(small, named)
    for (role, _), (k, n) in named.items():
        if RULE.hides(k, n) and 0 < k < n:  # where all of an agency agree, so does each of its roles
            assert found[f"role={role}"][0] < found[f"role={role}"][1], named


def test_a_hidden_role_is_not_found_from_its_agency(case):
    found = outsider(staff(case, NESTED), NESTED)

    assert found["agency=NHS"] == (33, 33)
    assert found["role=school nursing"] == (0, 20)  # so health visiting is hidden, too


def test_a_hidden_agency_is_not_the_sum_of_its_roles(case):
    sizes = NESTED | {("hearings", "other"): (3, 18)}

    assert hidden(staff(case, sizes), VALUED, "agency") == {"other", "NHS"}
    assert hidden(staff(case, sizes), VALUED, "role") == {"hearings", "school nursing"}  # six of 38 together
    found = outsider(staff(case, sizes), sizes)
    assert found["role=hearings"] == found["role=school nursing"] == (0, 6)


def test_one_reply_with_an_unusual_agency_does_not_give_the_others_away(case):
    small = staff(case, NESTED, agencies={100: "other"})  # one of education, the hundred from row 98 on

    found = plan(small).hidden  # all of the NHS less those in health visiting would be the three in school nursing
    assert {f"{VALUED}[agency=NHS]", f"{VALUED}[role=health visiting]"} & found


def test_the_word_of_one_hidden_group_does_not_give_the_other_away(case):
    sizes = {("a", "x"): (3, 26), ("b", "y"): (34, 34)}
    found = outsider(staff(case, sizes), sizes, words=True)

    assert found["role=a"] != (3, 3)  # "all" of the 34 in b would leave three of the 37


def test_how_many_of_a_small_role_replied_is_not_found_from_its_agency(case):
    small = staff(case, NESTED | {("school nursing", "NHS"): (2, 3)})
    met = plan_of(small).people

    assert met["staff_survey.role"]["school nursing"] is None
    assert None in (met["staff_survey.role"]["health visiting"], met["staff_survey.agency"]["NHS"])  # 63 less 60


def test_three_people_of_two_agencies_are_not_what_roles_of_one_and_another_agency_leave(case):
    council = {"social work": 6, "education": 10, "housing": 5, "early years": 1}
    sizes = {(role, "council"): (n, n) for role, n in council.items()}
    sizes |= {("health visiting", "NHS"): (4, 4), ("school nursing", "NHS"): (4, 4)}
    sizes |= {("charity", "third sector"): (2, 2)}
    met = plan_of(staff(case, sizes)).people
    agencies, roles = met["staff_survey.agency"], met["staff_survey.role"]

    # of all 32, less the NHS and three roles of the council, one in early years and two in a charity would be left
    assert None in (agencies["NHS"], *(roles[role] for role, n in council.items() if n > 1))


def test_a_hidden_filter_hides_what_it_filters(case):
    small = records(case, plan=each(yes=57, no=3), plan_quality=each(_4=37, _3=20, blank=3))
    found = plan(small)

    assert {PLAN, GOOD, ADEQUATE, WEAK} <= found.hidden  # 57 grades would say that three records had no plan
    assert found.parts[PLAN] == found.parts["records.plan_quality"] == {}


def test_a_filter_hidden_in_a_group_hides_what_it_filters_there(case):
    plans, grades = each(yes=23, no=3) + each(yes=24, no=10), each(_4=15, _3=8, blank=3) + each(_4=14, _3=10, blank=10)
    small = records(case, plan=plans, plan_quality=grades, looked_after=each(yes=26, no=34))

    assert not {PLAN, GOOD} & plan(small).hidden
    assert hidden(small, GOOD, "looked_after") == {"yes", "no"}


def graded(case: Case, good: int, adequate: int, weak: int, unsatisfactory: int) -> Case:
    n = good + adequate + weak + unsatisfactory
    return records(case, plan=["yes"] * n, plan_quality=each(_4=good, _3=adequate, _2=weak, _1=unsatisfactory))


def possible(case: Case, n: int) -> list[tuple[int, ...]]:
    """All ways in which n grades can be good or better, adequate, weak and unsatisfactory, given what is shown."""
    found, scale = estimates(case), case.framework.scales["this-report"]
    ways = [(g, a, w, n - g - a - w) for g, a, w in product(range(n + 1), repeat=3) if g + a + w <= n]
    for measure, counted in ((GOOD, (0,)), (ADEQUATE, (1, 2)), (WEAK, (2, 3))):
        e = found[measure]
        allowed = set(scale.counts(e.term, n)) if e.term else set(range(n + 1))
        allowed = allowed if e.hidden else {e.numerator}
        ways = [way for way in ways if sum(way[place] for place in counted) in allowed]
    return ways


def test_a_single_unsatisfactory_record_is_not_found_from_the_other_grades(case):
    small = graded(case, 30, 15, 14, 1)

    assert {GOOD, ADEQUATE, WEAK} & plan(small).hidden == {ADEQUATE}
    assert {way[3] for way in possible(small, 60)} >= set(range(1, 16))


@settings(deadline=None, max_examples=15)
@given(counts=st.tuples(*[st.integers(0, 6)] * 4).filter(lambda counts: sum(counts) >= 10))
def test_no_small_number_of_grades_is_found_from_what_is_shown(case, counts):
    ways = possible(graded(case, *counts), sum(counts))

    assert all(len({way[place] for way in ways}) > 1 for place, count in enumerate(counts) if RULE.small(count))


def test_none_that_are_weak_do_not_give_away_how_few_are_good(case):
    small = graded(with_settings(case, remainders=[]), 3, 17, 0, 0)  # 17 of 20 adequate or weak, and none weak

    assert len({way[0] for way in possible(small, 20)}) > 1


def test_few_of_13_parents_can_only_be_one_and_is_withheld(case):
    assert estimates(case)["parents.help_only_at_crisis"].term is None


def test_almost_all_of_60_keeps_its_word_with_three_left_over(case):
    e = estimates(records(case, plan=each(yes=57, no=3)))[PLAN]

    assert (e.numerator, e.base, e.term) == (None, None, "almost all")


def test_three_late_replies_cannot_be_read_off_two_drafts_and_twenty_can(case):
    before = records(case, plan=each(yes=30, no=10))
    three, twenty = (records(case, plan=each(yes=30 + yes, no=10 + no)) for yes, no in ((2, 1), (10, 10)))

    assert PLAN in plan(three, previous=claims(before)).hidden - plan(three).hidden
    assert PLAN not in plan(twenty, previous=claims(before)).hidden


@pytest.mark.parametrize(("no", "stays"), [(5, True), (8, True), (9, False)])
def test_what_a_shared_draft_hid_stays_hidden_until_five_more_answered_so(case, no, stays):
    before, now = records(case, plan=each(yes=30, no=3)), records(case, plan=each(yes=45, no=no))  # of 3 told as 1 to 4

    assert PLAN in plan(before).hidden
    assert PLAN not in plan(now).hidden
    assert (PLAN in plan(now, previous=claims(before)).hidden) is stays


def test_five_late_replies_of_one_mind_cannot_be_read_off_two_drafts(case):
    before, now = (records(case, plan=each(yes=k, no=10)) for k in (40, 45))  # a group of five is never shown, either

    assert PLAN in plan(now, previous=claims(before)).hidden


def test_a_group_hidden_in_one_draft_is_not_found_from_the_next(case):
    old = {("a", "x"): (3, 20), ("b", "x"): (15, 22), ("c", "x"): (30, 60)}
    before, now = staff(case, old), staff(case, old | {("a", "x"): (8, 30)})  # 48 less c less b's 15 were a's three

    assert hidden(before, VALUED, "role") == {"a", "b"}
    assert hidden(now, VALUED, "role", previous=claims(before)) == {"a", "b"}
