"""Say-do gaps: the ones that are there are found and ranked, and where there is none, none is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from inspection_lib import sections
from inspection_lib.estimates import Estimate
from inspection_lib.evidence import Case, Evidence
from inspection_lib.findings import gaps, notes_gaps
from inspection_lib.findings.gaps import LEVEL, between, good_news_shares, topics_of
from inspection_lib.framework import Item
from inspection_lib.measures import in_base, measures
from inspection_lib.proportions import wilson

DRAWS = 200  # of evidence without a gap, and of evidence with one
ROWS = {
    "staff_survey": (300, 1300),
    "children_survey": (45, 90),
    "parents_survey": (40, 70),
    "record_reading": (60, 61),
}
NO_GROUPS = {"staff_survey": [], "children_survey": [], "parents_survey": [], "record_reading": []}


@pytest.fixture(scope="module")
def drawn(case):
    """Fresh evidence of another area, row by row: each question's true share of good news is as given."""
    groups = case.params.groups.model_copy(update=NO_GROUPS)
    params = case.params.model_copy(update={"groups": groups})

    def drawn(rng: np.random.Generator, true: dict[str, float]) -> Case:
        tables = {name: table.iloc[:0] for name, table in case.evidence.tables.items()}
        for name, size in ROWS.items():
            rows = int(rng.integers(*size))
            columns = {i.column: answers(case, i, true[i.item], rows, rng) for i in case.framework.items_of(name)}
            reading = pd.Series(["first"] * rows) if name == "record_reading" else None
            role = pd.Series(rng.choice(["social work or social care", "education", "health visiting"], rows))
            extra = {"reading": reading} if reading is not None else {"role": role} if name == "staff_survey" else {}
            tables[name] = pd.DataFrame({**columns, **extra})
        return replace(case, params=params, evidence=replace(case.evidence, tables=tables), kept={})

    return drawn


def answers(case: Case, item: Item, good: float, rows: int, rng: np.random.Generator) -> pd.Categorical:
    """Answers to one question of which a share is good news, the rest in the base and not."""
    scale = [answer.answer for answer in case.framework.answers[item.answers]]
    leads = measures(case)[item.item][0]
    based = [a for a, there in zip(scale, in_base(item, scale), strict=True) if there]
    counting, others = list(leads.counts), [a for a in based if a not in leads.counts]
    share = good if leads.better == "higher" else 1 - good
    ways = ([scale.index(answer) for answer in side] for side in (counting, others))
    codes = np.where(rng.random(rows) < share, *(rng.choice(way, rows) for way in ways))
    return pd.Categorical.from_codes(codes.astype(np.int8), categories=scale)


@pytest.fixture(scope="module")
def things(case) -> dict[str, dict[str, list[str]]]:
    """The questions on each topic, or on an indicator where they have none, by source."""
    found: dict[str, dict[str, list[str]]] = {}
    for item in case.framework.items.values():
        for thing in topics_of(item, case.framework) or [item.indicator]:
            found.setdefault(thing, {}).setdefault(item.instrument, []).append(item.item)
    return found


@pytest.fixture(scope="module")
def agreeing(things):
    """True shares that differ from thing to thing and are one within each, whatever the source."""

    def agreeing(rng: np.random.Generator) -> dict[str, float]:
        true: dict[str, float] = {}
        for sources in things.values():
            items = [item for found in sources.values() for item in found]
            known = next((true[item] for item in items if item in true), rng.uniform(0.3, 0.98))
            true |= dict.fromkeys(items, known)  # a question on two topics binds the two
        return true

    return agreeing


def named(found) -> set[str]:
    """The questions that any gap names."""
    pairs = [(gap.higher, gap.lower) for gap in found] + [pair for gap in found for pair in gap.others]
    return {side.measure.item.item for pair in pairs for side in pair}


def test_the_published_disconnect_on_assessing_and_planning_is_among_the_first_three(case):
    first = next(gap for gap in gaps(case)[:3] if gap.about == "assessing_and_planning")

    assert (first.higher.measure.item.instrument, first.lower.measure.item.instrument) == (
        "staff_survey",
        "record_reading",
    )
    assert {"staff.assess_skills", "records.chronology_quality", "records.plan_quality"} <= named([first])


def test_the_published_disconnect_on_mental_health_is_among_the_first_three(case):
    first = next(gap for gap in notes_gaps(case)[:3] if gap.about == "mental_health")

    assert first.estimate.id == "staff.mental_health_outcomes"
    assert len(first.sources) >= 2
    assert {note.direction for note in first.opposing} == {"strength"}


@pytest.mark.parametrize("draws", [20, pytest.param(DRAWS, marks=pytest.mark.fuzz)])
def test_where_sources_agree_on_each_thing_hardly_a_draft_names_a_gap(drawn, agreeing, draws):
    rng = np.random.default_rng(20231017)
    alarms = sum(bool(gaps(drawn(rng, agreeing(rng)))) for _ in range(draws))

    assert LEVEL == 0.05
    assert alarms <= 0.05 * draws


@pytest.mark.fuzz
def test_shares_near_all_raise_no_more_alarms_than_others(drawn, case):
    rng = np.random.default_rng(7)
    alarms = sum(bool(gaps(drawn(rng, dict.fromkeys(case.framework.items, 0.95)))) for _ in range(DRAWS))

    assert alarms <= 0.05 * DRAWS


@pytest.mark.parametrize("draws", [20, pytest.param(DRAWS, marks=pytest.mark.fuzz)])
def test_nine_of_ten_planted_gaps_of_20_points_or_more_are_found(drawn, agreeing, things, case, draws):
    """One source's questions on one thing lie 20 to 60 points away from those of others, where both are shown."""
    rng = np.random.default_rng(20231017)
    found: dict[int, list[bool]] = {20: [], 30: [], 40: [], 50: []}
    while sum(map(len, found.values())) < draws:
        size = float(rng.uniform(0.20, 0.60))
        seen = planted(case, rng, size, agreeing(rng), things, drawn)
        if seen is not None:
            found[int(size * 10) * 10].append(seen)
    print({f"{size} to {size + 10} points": f"{sum(seen)} of {len(seen)}" for size, seen in found.items()})

    assert sum(map(sum, found.values())) >= 0.9 * draws
    assert sum(found[40] + found[50]) >= 0.97 * len(found[40] + found[50])


def planted(case, rng, size: float, true: dict[str, float], things, drawn) -> bool | None:
    """Whether a gap of a size that is planted at random is found; None where there is none to see.

    There is none where both words are the same, or where all of one side is hidden.
    """
    scale = case.framework.scales[case.params.wording.terms]
    several = [sources for sources in things.values() if len(sources) > 1]
    sources = several[rng.integers(len(several))]
    moved = sources[sorted(sources)[rng.integers(len(sources))]]
    kept = [item for items in sources.values() for item in items if item not in moved]
    usual = true[kept[0]]
    away = usual + rng.choice([-1, 1]) * size
    if not 0.03 <= away <= 0.97 or scale.term(*whole(usual)) == scale.term(*whole(away)):
        return None
    other = drawn(rng, true | dict.fromkeys(moved, away))
    shown = {estimate.measure.item.item for estimate in good_news_shares(other)}
    return bool(named(gaps(other)) & set(moved)) if shown & set(moved) and shown & set(kept) else None


def whole(share: float) -> tuple[int, int]:
    return round(share * 10**6), 10**6


def test_a_gap_needs_other_words_and_intervals_that_do_not_meet(case):
    for gap in gaps(case):
        for higher, lower in ((gap.higher, gap.lower), *gap.others):
            assert higher.term != lower.term
            assert higher.low > lower.high
            assert higher.measure.item.instrument != lower.measure.item.instrument


@pytest.mark.parametrize(("count", "named"), [(760, 0), (740, 1)])
def test_two_counts_that_are_said_with_one_word_are_no_gap(case, count, named):
    """Of 1,000 each, 76% and 88% are both "most" and surely apart; 74% is "the majority", and a gap."""
    known = {estimate.measure.item.item: estimate.measure for estimate in good_news_shares(case)}
    scale = case.framework.scales[case.params.wording.terms]
    pair = [
        Estimate(known[item], k, 1000, *wilson(k, 1000), scale.term(k, 1000))
        for item, k in (("staff.thriving_relationships", count), ("children.trusted_adult", 880))
    ]

    assert len(between(case, pair)) == named


def test_gaps_are_ranked_by_the_difference_that_is_sure(case):
    least = [gap.at_least for gap in gaps(case)]

    assert least == sorted(least, reverse=True)
    assert all(gap.at_least < float(gap.higher.share - gap.lower.share) for gap in gaps(case))


def test_a_hidden_share_is_on_no_side_of_a_gap(case):
    assert not any(e.hidden for e in good_news_shares(case))
    assert not any(gap.estimate.hidden for gap in notes_gaps(case))


def test_two_notes_of_one_session_make_no_gap(case):
    frame = case.evidence["voices"]
    about = (frame["heading"] == "2.5") & (frame["direction"] == "strength")
    one = frame.assign(source_id=frame["source_id"].mask(about, "D30"))
    changed = replace(case, evidence=Evidence({**case.evidence.tables, "voices": one}, case.evidence.sources), kept={})

    assert about.sum() >= 2
    assert "mental_health" in {gap.about for gap in notes_gaps(case)}
    assert "mental_health" not in {gap.about for gap in notes_gaps(changed)}


@pytest.mark.fuzz
def test_notes_planted_against_a_count_are_found(case):
    """Notes of two sessions against a count that stands out are named, whatever they are about."""
    rng, sure = np.random.default_rng(5), [e for e in good_news_shares(case) if e.low > 0.5 or e.high < 0.5]
    found = []
    for estimate in rng.permutation(np.array(sure, dtype=object))[:40]:
        item, good = estimate.measure.item, estimate.low > 0.5
        note = {"heading": item.heading, "theme": item.theme, "indicator": item.indicator, "kind": "heard",
                "direction": "area for improvement" if good else "strength", "use": "draft"}  # fmt: skip
        told = case.evidence["voices"].iloc[:2].assign(note_id=["N1", "N2"], source_id=["E01", "E02"], **note)
        other = replace(case, evidence=replace(case.evidence, tables={**case.evidence.tables, "voices": told}), kept={})
        found.append(any(estimate.id in (g.estimate.id, *(o.id for o in g.others)) for g in notes_gaps(other)))

    assert sum(found) >= 0.9 * len(found)


def test_no_gap_says_why(case):
    assert not any(
        hasattr(gap, name) for gap in (*gaps(case), *notes_gaps(case)) for name in ("cause", "why", "reason")
    )


# --- on the page -------------------------------------------------------------------------------------------------


def test_both_sides_of_a_gap_are_shown_with_their_counts(case):
    shown = str(sections.gaps(case))

    assert "(741 of 802)" in shown
    assert "(24 of 60)" in shown
    assert "strengths from D30, D31 and D32 (notes N0090, N0092, N0097)" in shown


def test_where_sources_differ_stands_in_the_teams_own_draft_alone(case):
    for edition, there in (("internal", True), ("partnership", False), ("publication", False)):
        report = case.params.report.model_copy(update={"edition": edition})
        other = replace(case, params=case.params.model_copy(update={"report": report}), kept={})

        assert ("Two counts that are clearly apart" in str(sections.statement(other, "2"))) == there
