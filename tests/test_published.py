"""The 71 published shares: 70 come out of the example evidence as printed, and one comes out and is withheld."""

from __future__ import annotations

import csv
import importlib.util
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest

from inspection_lib.checks import totals
from inspection_lib.estimates import estimates
from inspection_lib.suppression import plan_of
from inspection_lib.voices import notes
from inspection_lib.wording import published, quantity

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "params" / "north-lanarkshire"
DRAWN = ("staff_survey", "children_survey", "parents_survey", "record_reading", "published")
WITHHELD = "917.1"  # "a few" of the parents: one or two people


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CLAIMS = {row["claim"]: row for row in rows(ROOT / "tests" / "data" / "published_claims.csv")}
PUBLISHED = {row["claim"]: row for row in rows(EXAMPLE / "published.csv")}
INSIDE = [claim for claim, row in PUBLISHED.items() if row["expect"] == "inside"]
FRACTION = [claim for claim, row in PUBLISHED.items() if row["wording"] == "fraction"]


def draw() -> dict[str, list[dict[str, str]]]:
    """What draw.py draws."""
    spec = importlib.util.spec_from_file_location("draw", EXAMPLE / "draw.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script.draw()


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[dict[str, str]]]:
    return draw()


# --- the list of claims --------------------------------------------------------------------------------------------


def test_every_published_claim_with_a_range_has_exactly_one_measure():
    assert len(rows(EXAMPLE / "published.csv")) == len(PUBLISHED) == len(CLAIMS) == 71
    assert set(PUBLISHED) == set(CLAIMS)


def test_seventy_claims_are_to_be_inside_and_one_withheld():
    assert len(INSIDE) == 70
    assert [claim for claim, row in PUBLISHED.items() if row["expect"] == "withheld"] == [WITHHELD]


def test_every_measure_of_the_claims_is_one_that_the_case_can_show(case):
    assert {row["measure"] for row in PUBLISHED.values()} <= set(estimates(case))


# --- the claims ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", INSIDE)
def test_a_published_share_is_shown_inside_its_printed_range(case, claim):
    estimate, printed = estimates(case)[PUBLISHED[claim]["measure"]], CLAIMS[claim]
    low, high = Fraction(printed["low"]), Fraction(printed["high"])

    assert not estimate.hidden
    assert low <= 100 * estimate.share <= high, f"{printed['phrase']}: {estimate.numerator} of {estimate.base}"


@pytest.mark.parametrize("claim", FRACTION)
def test_a_share_published_as_a_fraction_is_said_as_one(case, claim):
    estimate = estimates(case)[PUBLISHED[claim]["measure"]]

    assert estimate.fraction is not None
    assert quantity(case, estimate) == estimate.fraction


@pytest.mark.parametrize("claim", [c for c, row in PUBLISHED.items() if row["wording"] == "term" and c != WITHHELD])
def test_a_share_published_with_a_term_is_said_with_that_term(case, claim):
    measure = PUBLISHED[claim]["measure"]
    printed = CLAIMS[claim]["phrase"].lower().removesuffix(" cases").removesuffix(" records")

    assert quantity(case, estimates(case)[measure]).removeprefix("the ") == printed


def test_88_per_cent_is_exactly_88_per_cent(case):
    estimate = estimates(case)["staff.learning_knowledge"]

    assert estimate.share == Fraction(88, 100)


def test_two_parents_at_most_are_neither_numbered_nor_named(case):
    estimate = estimates(case)[PUBLISHED[WITHHELD]["measure"]]

    assert estimate.hidden
    shown = (estimate.numerator, estimate.base, estimate.share, estimate.low, estimate.high, estimate.fraction)
    assert shown == (None,) * 6
    assert (estimate.flips_down, estimate.flips_up, estimate.settled) == (None, None, None)
    assert estimate.term is None


def test_the_complement_of_the_withheld_share_is_withheld_with_it(case):
    measure = f"{PUBLISHED[WITHHELD]['measure']}.not"

    assert measure in plan_of(case).withheld
    assert estimates(case)[measure].term is None


def test_the_other_follow_up_of_the_same_parents_is_shown(case):
    estimate = estimates(case)["parents.withdrawn_too_soon"]

    assert (estimate.numerator, estimate.base) == (6, 13)


def test_the_draft_uses_a_fraction_where_the_report_did_and_a_term_elsewhere(case):
    fractions = {measure for measure, wording in published(case).items() if wording == "fraction"}
    # the report rates a response and its follow-up in one sentence, and tells of plans by their other side
    along = {"records.follow_up_quality.good_or_better", "records.plan_quality.good_or_better"}

    assert fractions == {PUBLISHED[claim]["measure"] for claim in FRACTION} | along
    assert quantity(case, estimates(case)["staff.girfec_positive"]) == "almost three-quarters"
    assert quantity(case, estimates(case)["staff.supported_to_recover"]) == "the majority"  # 66.8%


# --- how sure the words are --------------------------------------------------------------------------------------


def said_at(case, share: float) -> str:
    """The term of the scale for any share, rounded as the scale rounds."""
    percent = floor(100 * share + 0.5)
    bands = case.framework.scales["this-report"].bands
    return next(band.term for band in bands if band.holds(percent) and not (share < 0.5 and band.low >= 50))


def test_a_word_is_settled_just_when_both_ends_of_its_interval_have_it(case):
    shown = [e for e in estimates(case).values() if not e.hidden and e.term not in ("none", "all")]
    wrong = [e.id for e in shown if e.settled != ({said_at(case, e.low), said_at(case, e.high)} == {e.term})]

    assert wrong == []


# --- the example's files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", DRAWN)
def test_the_committed_tables_are_what_the_script_draws(drawn, table):
    assert rows(EXAMPLE / f"{table}.csv") == drawn[table]


def test_the_script_draws_the_same_tables_every_time(drawn):
    assert draw() == drawn


def test_the_people_heard_from_and_met_are_as_published(case):
    assert totals(case) == {
        "children_and_young_people": 59,
        "parents_and_carers": 42,
        "records": 60,
        "staff_replies": 1316,
        "staff_met": 217,
        "elected_members_met": 10,
    }


def test_a_group_met_twice_is_counted_once(case):
    sessions = case.evidence["engagement"].query("method == 'group meeting'")

    met = sessions["people"] - sessions["counted_before"]

    assert list(sessions["people"]) == [7, 5]
    assert met.sum() == (case.evidence["children_survey"]["heard_by"] == "group meeting").sum() == 7


def test_every_heading_has_three_notes_and_every_theme_two(case):
    told = [note for note in notes(case) if note.in_draft]
    for heading in case.framework.headings.values():
        here = [note.theme for note in told if note.heading == heading.heading]
        assert len(here) >= 3, heading.title
        assert all(here.count(theme) >= 2 for theme in heading.themes.split(";")), heading.title
