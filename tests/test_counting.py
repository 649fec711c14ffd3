"""Counting: which answers count, which leave the base, and that groups come to the total."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_lib import measures as counting
from inspection_lib.estimates import estimates
from inspection_lib.evidence import Evidence
from inspection_lib.framework import read
from inspection_lib.measures import LEAVES, asked, count, of_item, tallies

FRAMEWORK = read(Path(__file__).parents[1] / "params" / "framework" / "2022")
VALUED = FRAMEWORK.items["staff.valued"]  # agreement; don't know stays in the base
PLAN_QUALITY = FRAMEWORK.items["records.plan_quality"]  # grades; asked where there is a plan
EDUCATION = FRAMEWORK.items["records.meeting_education"]  # yes or no; not applicable leaves the base
CRISIS = FRAMEWORK.items["parents.help_only_at_crisis"]  # asked of those not fully included
SKILLS = FRAMEWORK.items["staff.assess_skills"]  # asked of the roles of a route


def scale(item) -> list[str]:
    return [answer.answer for answer in FRAMEWORK.answers[item.answers]]


def answers(item, **counts) -> pd.DataFrame:
    """A table of one question: each answer as often as its keyword says; `blank` for none."""
    words = {name: name.replace("_", " ").replace("dont", "don't") for name in counts} | {"blank": None}
    given = [words[name] for name, n in counts.items() for _ in range(n)]
    return pd.DataFrame({item.column: pd.Categorical(given, categories=scale(item))})


def cell(item, frame, of=0, group=None) -> tuple[int, int]:
    """Numerator and base of an item's measure: the leading one, or another by its place; of a group if named."""
    measure = of_item(item, FRAMEWORK)[of]
    tally = count(frame, [item], FRAMEWORK, [group[0]] if group else [])[item.item]
    return tally.cell(measure.of(*group) if group else measure)


# --- what counts, and of whom ------------------------------------------------------------------------------------


def test_agree_and_strongly_agree_count():
    frame = answers(VALUED, strongly_agree=2, agree=4, disagree=3, strongly_disagree=1)

    assert cell(VALUED, frame) == (6, 10)


def test_dont_know_stays_in_the_base_where_the_item_says_answered():
    assert cell(VALUED, answers(VALUED, agree=6, disagree=5, dont_know=3)) == (6, 14)


def test_dont_know_leaves_the_base_where_the_item_says_decided():
    decided = replace(VALUED, base="decided")

    assert cell(decided, answers(decided, agree=6, disagree=5, dont_know=3)) == (6, 11)


@pytest.mark.parametrize("base", ["applicable", "decided"])
def test_not_applicable_leaves_the_base(base):
    item = replace(EDUCATION, base=base)

    assert cell(item, answers(item, yes=6, no=2, not_applicable=4)) == (6, 8)


def test_dont_know_stays_where_only_not_applicable_leaves():
    assert cell(EDUCATION, answers(EDUCATION, yes=6, no=2, dont_know=1, not_applicable=4)) == (6, 9)


def test_a_blank_is_no_answer():
    frame = answers(VALUED, agree=6, disagree=5, blank=4)

    assert cell(VALUED, frame) == (6, 11)
    assert count(frame, [VALUED], FRAMEWORK, [])[VALUED.item].blank == 4


def test_a_question_that_nobody_answered_has_a_base_of_nought():
    assert cell(VALUED, answers(VALUED, blank=4)) == (0, 0)
    assert cell(VALUED, answers(VALUED)) == (0, 0)


def test_the_complement_counts_the_others_in_the_base():
    frame = answers(VALUED, agree=6, disagree=5, dont_know=3, blank=2)
    tally = count(frame, [VALUED], FRAMEWORK, [])[VALUED.item]

    assert tally.cell(of_item(FRAMEWORK.items[VALUED.item], FRAMEWORK)[0].negative()) == (8, 14)


def test_a_grade_is_counted_as_good_or_better_adequate_or_weak_and_weak_or_unsatisfactory():
    item = replace(PLAN_QUALITY, asked_if="")
    frame = answers(item, **{"6": 1, "5": 2, "4": 3, "3": 4, "2": 5, "1": 6, "blank": 7})

    assert [cell(item, frame, of) for of in range(3)] == [(6, 21), (9, 21), (11, 21)]


# --- routing -------------------------------------------------------------------------------------------------------


def plans(*rows: tuple[str, str]) -> pd.DataFrame:
    """Records as (is there a plan, its grade)."""
    return pd.DataFrame(
        {
            "plan": pd.Categorical(
                [plan or None for plan, _ in rows], categories=scale(FRAMEWORK.items["records.plan"])
            ),
            "plan_quality": pd.Categorical([grade or None for _, grade in rows], categories=scale(PLAN_QUALITY)),
        }
    )


def test_a_plan_is_only_graded_where_there_is_one():
    frame = plans(("yes", "5"), ("yes", "3"), ("yes", ""), ("no", ""), ("no", "6"), ("", "5"))

    assert cell(PLAN_QUALITY, frame) == (1, 2)
    assert count(frame, [PLAN_QUALITY], FRAMEWORK, [])[PLAN_QUALITY.item].blank == 1  # asked, not answered


def test_a_follow_up_is_asked_of_all_who_answered_otherwise():
    included = pd.Categorical(["fully", "mostly", "partly", "not at all", None])
    frame = answers(CRISIS, yes=5).assign(fully_included=included)

    assert list(asked(frame, CRISIS, FRAMEWORK)) == [False, True, True, True, False]
    assert cell(CRISIS, frame) == (3, 3)


def test_a_question_with_a_route_is_asked_of_its_roles():
    frame = answers(SKILLS, agree=4).assign(role=pd.Categorical(["police", "education", "school nursing", None]))

    assert list(asked(frame, SKILLS, FRAMEWORK)) == [False, True, True, False]
    assert cell(SKILLS, frame) == (2, 2)


def test_a_question_without_a_condition_is_asked_of_everyone():
    assert list(asked(answers(VALUED, agree=2, blank=1), VALUED, FRAMEWORK)) == [True] * 3


# --- groups --------------------------------------------------------------------------------------------------------


def test_each_group_has_its_own_count_and_base():
    frame = answers(VALUED, agree=3, disagree=2).assign(level=pd.Categorical(list("aabab")))

    assert cell(VALUED, frame, group=("level", "a")) == (2, 3)
    assert cell(VALUED, frame, group=("level", "b")) == (1, 2)


def test_a_blank_group_belongs_to_no_group_and_to_the_total():
    frame = answers(VALUED, agree=3, disagree=2).assign(level=pd.Categorical(["a", "a", None, "b", None]))

    assert cell(VALUED, frame) == (3, 5)
    assert cell(VALUED, frame, group=("level", "a")) == (2, 2)
    assert cell(VALUED, frame, group=("level", "b")) == (0, 1)


def test_groups_come_to_the_total_for_every_question_of_north_lanarkshire(case):
    for item_id, tally in tallies(case).items():
        instrument = tally.item.instrument
        frame = case.evidence[instrument]
        frame = frame[frame["reading"] == "first"] if instrument == "record_reading" else frame
        frame = frame[asked(frame, tally.item, case.framework)]
        assert tally.total.sum() + tally.blank == len(frame), item_id
        for column in case.params.groups.of(instrument):
            inside = sum(rows for (name, _), rows in tally.groups.items() if name == column)
            outside = frame.loc[frame[column].isna(), tally.item.column].value_counts(sort=False)
            assert list(inside + outside.to_numpy()) == list(tally.total), f"{item_id} by {column}"


def test_only_the_first_reading_of_a_record_counts(case):
    assert len(case.evidence["record_reading"]) == 72
    assert estimates(case)["records.information_shared"].base == 60


def test_a_second_reading_that_says_otherwise_changes_nothing(case):
    frame = case.evidence["record_reading"].copy()
    frame.loc[frame["reading"] == "second", "plan"] = "no"
    changed = replace(case, evidence=Evidence({**case.evidence.tables, "record_reading": frame}, {}), kept={})

    assert list(tallies(changed)["records.plan"].total) == list(tallies(case)["records.plan"].total)


# --- two ways of counting, one answer ----------------------------------------------------------------------------


def as_numbers(tally) -> dict:
    return {"total": list(tally.total), "blank": tally.blank} | {k: list(v) for k, v in tally.groups.items()}


def counted_twice(case, monkeypatch, limit: int) -> tuple[dict, dict]:
    """The staff survey counted by all groups jointly, and column by column above a limit."""
    frame, items = case.evidence["staff_survey"], case.framework.items_of("staff_survey")
    groups = ["role", "agency", "locality", "level"]
    jointly = count(frame, items, case.framework, groups)
    monkeypatch.setattr(counting, "JOINT_LIMIT", limit)
    singly = count(frame, items, case.framework, groups)
    return {k: as_numbers(t) for k, t in jointly.items()}, {k: as_numbers(t) for k, t in singly.items()}


def test_many_groups_are_counted_column_by_column_to_the_same_end(case, monkeypatch):
    jointly, singly = counted_twice(case, monkeypatch, limit=11)  # ten roles and a blank; 11 x 6 x 8 x 4 jointly

    assert jointly == singly


def test_one_column_with_more_values_than_the_limit_is_still_counted(case, monkeypatch):
    jointly, singly = counted_twice(case, monkeypatch, limit=1)

    assert jointly == singly


@st.composite
def tables(draw) -> pd.DataFrame:
    """A few replies with an answer, a role and a level, any of them blank."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*scale(VALUED), None]),
                st.sampled_from(["x", "y", "z", None]),
                st.sampled_from(["front", "head", None]),
            ),
            max_size=20,
        )
    )
    given, roles, levels = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "valued": pd.Categorical(given, categories=scale(VALUED)),
            "role": pd.Categorical(roles, categories=list("xyz")),
            "level": pd.Categorical(levels, categories=["front", "head"]),
        }
    )


@settings(deadline=None, max_examples=60)
@given(frame=tables(), base=st.sampled_from(sorted(LEAVES)))
def test_a_count_is_what_a_groupby_gives(frame, base):
    item = replace(VALUED, base=base)
    tally, leading = count(frame, [item], FRAMEWORK, ["role", "level"])[item.item], of_item(item, FRAMEWORK)[0]
    inside = frame[frame["valued"].notna() & ~frame["valued"].isin(LEAVES[base])]

    assert tally.cell(leading) == (int(inside["valued"].isin(leading.counts).sum()), len(inside))
    assert tally.blank == frame["valued"].isna().sum()
    for column, value in tally.groups:
        found = inside.groupby(column, observed=False)["valued"].agg(lambda a: (a.isin(leading.counts).sum(), len(a)))
        assert tally.cell(leading.of(column, value)) == tuple(found[value])
