"""Checks one by one: what each lets pass, what it counts, and what it never says."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from spoiling import all_rows, answers, cell, readings, spoil, where

from inspection_lib import intake
from inspection_lib.checks import CHECKS, checked
from inspection_lib.evidence import Evidence


@pytest.fixture(scope="module")
def evidence(case):
    """North Lanarkshire with a table changed; returns what one check then says."""

    def changed(code: str, table: str, **columns) -> list[str]:
        frame = case.evidence[table].assign(**columns)
        tables = Evidence({**case.evidence.tables, table: frame}, case.evidence.sources)
        return [problem.message for problem in CHECKS[code].problems(replace(case, evidence=tables, kept={}))]

    return changed


def cycle_of(values: list[str]) -> list[str]:
    """A cell for every note of North Lanarkshire, the values in turn."""
    return [values[n % len(values)] for n in range(195)]


def said(params, code: str) -> list[str]:
    return [problem.message for problem in CHECKS[code].problems(intake.case(params))]


# --- replies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "expected"), [(20, ["fewer than 5"]), (90, [])])
def test_a_reply_sent_twice_within_a_minute_is_counted(case, evidence, seconds, expected):
    replies = case.evidence["staff_survey"].head(3)
    times = pd.Timestamp("2023-05-09 10:00") + pd.to_timedelta([0, seconds, 0], unit="s")
    frame = replies.iloc[[0, 0, 1]].reset_index(drop=True)
    columns = {name: frame[name] for name in frame.columns} | {"submitted_at": pd.Series(times)}

    assert evidence("S13", "staff_survey", **columns) == [
        f"replies with the same answers as another sent in the same minute: {number}" for number in expected
    ]


def test_replies_without_a_time_are_never_called_one_reply(case, evidence):
    frame = case.evidence["staff_survey"].iloc[[0, 0, 0]].reset_index(drop=True)
    columns = {name: frame[name] for name in frame.columns}

    assert evidence("S13", "staff_survey", **columns) == []
    assert evidence("S13", "staff_survey", **(columns | {"submitted_at": pd.Series([pd.NaT] * 3)})) == []
    assert evidence("S13", "staff_survey", **(columns | {"submitted_at": pd.Series(["10:00"] * 3)})) == []


def test_people_who_were_met_are_not_replies_without_an_answer(copy):
    assert said(copy, "S15") == []  # seven children were met in a group, and have a row without answers


def test_dont_know_throughout_is_no_sign_of_haste(copy):
    spoil(copy, "staff_survey.csv", answers(20, "don't know"))

    assert said(copy, "S14") == []


def test_one_hasty_reply_in_a_thousand_is_not_worth_a_word(copy):
    spoil(copy, "staff_survey.csv", answers(2, "agree"))

    assert said(copy, "S14") == []


@pytest.mark.parametrize("value", ["0101011234", "S123456789", "AB12", "s0002"])
def test_a_number_from_the_real_world_is_placed_and_never_said(copy, value):
    spoil(copy, "staff_survey.csv", cell(3, "reply_id", value))
    (problem,) = CHECKS["S18"].problems(intake.case(copy))

    assert (problem.row, value in problem.message) == (3, False)


@pytest.mark.parametrize(
    ("blank", "number"), [(1315, "more than 1,311 of 1,316"), (1316, "1,316 of 1,316"), (200, "200 of 1,316")]
)
def test_a_few_who_did_say_their_group_are_not_counted_out_loud(copy, blank, number):
    spoil(copy, "staff_survey.csv", lambda rows: [row.update(role="") for row in rows[:blank]])

    assert said(copy, "S20")[0] == f"role is blank in {number} rows, which belong to no group"


def test_one_reply_on_another_day_than_all_others_is_not_counted_out_loud(copy):
    spoil(copy, "children_survey.csv", all_rows(heard_on="2023-06-05"))
    spoil(copy, "children_survey.csv", cell(2, "heard_on", "2023-06-06"))

    assert said(copy, "S19") == ["more than half of the replies came on one day, 5 June 2023: more than 47 of 52"]


def test_answers_that_stand_for_nothing_that_was_asked_are_counted_from_five_on(copy):
    spoil(copy, "record_reading.csv", lambda rows: [row.update(plan="no", plan_quality="4") for row in rows[:7]])

    assert "answers that are left out: 7; the question is only asked if plan is yes" in said(copy, "R1")


def test_not_applicable_is_an_answer_to_a_question(copy):
    spoil(copy, "record_reading.csv", all_rows(meeting_health="not applicable"))
    spoil(copy, "record_reading.csv", lambda rows: [row.update(meeting_health="yes") for row in rows[:15]])

    assert not any("records.meeting_health" in message for message in said(copy, "S10"))


# --- records and sessions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("grades", "spoken"), [(("5", "4"), False), (("6", "4"), True), (("", "1"), False)])
def test_two_readings_are_apart_from_two_points_on(copy, grades, spoken):
    spoil(copy, "record_reading.csv", readings(62, "meeting_quality", *grades))

    assert bool(said(copy, "R7")) == spoken


def test_a_blank_age_band_contradicts_no_other(copy):
    spoil(copy, "record_reading.csv", readings(62, "age_band", "8 to 12", ""))

    assert said(copy, "R8") == []


def test_without_days_in_params_no_day_is_wrong(copy):
    text = copy.read_text().replace("  record_reading: [2023-06-06", "  # [2023-06-06")
    copy.write_text(text)
    spoil(copy, "record_reading.csv", cell(2, "read_on", "2023-07-01"))

    assert said(copy, "R4") == []


def met_in(case, method: str) -> list[str]:
    """What E1 says of parents when five were met in one session, and four rows say so."""
    frame = case.evidence["engagement"]
    one = frame.head(1).assign(group="parents and carers", method=method, people=5.0, counted_before=0.0)
    heard = case.evidence["parents_survey"].assign(heard_by=["survey"] * 38 + [method] * 4)
    tables = {**case.evidence.tables, "engagement": one, "parents_survey": heard}
    changed = replace(case, evidence=Evidence(tables, case.evidence.sources), kept={})
    return [message for message in (p.message for p in CHECKS["E1"].problems(changed)) if "parents" in message]


@pytest.mark.parametrize("method", ["group meeting", "telephone", "interview", "focus group"])
def test_people_are_as_many_by_the_sessions_as_by_the_rows_however_they_were_met(case, method):
    assert met_in(case, method) == [
        f"parents and carers met by {method}: the sessions and parents_survey.csv do not come to the same number"
    ]


def test_nobody_is_met_in_an_observation(case):
    assert met_in(case, "observation") == []


# --- notes and documents -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["a theme of its own", "recognising concerns"])
def test_a_theme_of_its_own_is_no_slip_of_spelling(copy, theme):
    spoil(copy, "voices.csv", cell(2, "theme", theme))

    assert said(copy, "V12") == []


def test_themes_that_differ_in_a_number_are_two(evidence):
    themes = ["support in phase 1", "support in phase 2", "support in phase 1."]

    assert len(evidence("V12", "voices", theme=cycle_of(themes), heading="1.1")) == 1  # the one with a full stop


@pytest.mark.parametrize(
    ("text", "use", "message"),
    [
        ("“We were\nheard”", "quote", None),
        ("“We were heard”", "draft", "this stands in quotation marks, but `use` is not quote"),
        ('"We were\nheard"', "background", "this stands in quotation marks, but `use` is not quote"),
        ("“We were” heard", "quote", "`use` is quote, but there are no quotation marks at both ends"),
        ("“We were” heard", "draft", None),
    ],
)
def test_a_quotation_has_its_marks_and_nothing_else_has(copy, text, use, message):
    spoil(copy, "voices.csv", where({"text": text, "use": use}, note_id="N0001"))

    assert said(copy, "V5") == ([message] if message else [])


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("staff_survey:S0017", "heard", "the source is a survey comment, so the kind 'read' was wanted"),
        ("staff_survey:S0017", "read", None),
        ("E11", "read", "the source is a session, so the kind 'heard' or 'seen' was wanted"),
        ("E11", "seen", None),
        ("D01", "seen", "the source is a document, so the kind 'read' was wanted"),
    ],
)
def test_what_is_written_is_read_and_what_is_said_in_a_session_heard(copy, source, kind, message):
    spoil(copy, "voices.csv", where({"source_id": source, "kind": kind}, note_id="N0001"))

    assert said(copy, "V11") == ([message] if message else [])


@pytest.mark.parametrize(
    ("dated", "known", "before"),
    [("2023-05-15", True, True), ("2023-05", True, True), ("2023", True, True), ("2022/23", True, True),
     ("2024/25", True, True), ("2023-05-16", True, False), ("2023-13-01", False, True), ("May 2023", False, True)],
)  # fmt: skip
def test_a_documents_date_is_a_day_a_month_or_a_year(copy, dated, known, before):
    spoil(copy, "documents.csv", cell(2, "dated", dated))

    assert (said(copy, "K3") == [], said(copy, "K4") == []) == (known, before)


# --- figures and official statistics -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "stated", "value", "spoken"),
    [
        ("Care leavers supported", "up 150%", "150", False),
        ("Rise in care leavers supported", "", "150", False),
        ("Children at risk with a plan", "133.3 per cent", "133.3", True),  # a risk is no rise
        ("Children with a plan", "", "-1", True),
        ("Children with a plan", "", "100", False),
    ],
)
def test_only_a_change_can_be_over_100_per_cent(copy, label, stated, value, spoken):
    spoil(copy, "figures.csv", where({"value": value, "stated": stated, "label": label}, figure_id="F25"))

    assert said(copy, "F9") == (["this share is under 0 or over 100 per cent"] if spoken else [])


@pytest.mark.parametrize(
    ("label", "spoken"),
    [
        ("Money for each child", True),
        ("Safe and Together training", True),
        ("Partners working together", True),
        ("Fund, for each year", False),
        ("Fund, for each of the two years", False),
        ("Fund, both years together", False),
        ("Fund (2022/23 and 2023/24 together)", False),
        ("Fund (each or together not stated)", False),
    ],
)
def test_a_sum_over_two_years_says_whether_it_is_for_each(copy, label, spoken):
    spoil(copy, "figures.csv", where({"label": label}, figure_id="F40"))

    assert bool(said(copy, "F15")) == spoken


@pytest.mark.parametrize(
    ("stated", "qualifier", "unit", "spoken"),
    [
        ("about 19", "", "exclusions", True),  # a blank is printed as exact
        ("about 19", "about", "exclusions", False),
        ("down 88% over two years", "exactly", "exclusions", False),
        ("down 88% over the last year", "", "exclusions", False),
        ("over 19, in over two years", "exactly", "exclusions", True),
        ("over 10 weeks", "exactly", "weeks", True),
    ],
)
def test_what_was_stated_roughly_is_not_exact(copy, stated, qualifier, unit, spoken):
    cells = {"stated": stated, "qualifier": qualifier, "unit": unit}
    spoil(copy, "figures.csv", where(cells, figure_id="F01"))

    assert bool(said(copy, "F18")) == spoken


@pytest.mark.parametrize("word", ["approximately", "around", "up to"])
def test_a_qualifier_in_the_sentence_is_known_by_every_word_for_roughly(copy, word):
    spoil(copy, "figures.csv", where({"sentence": f"{word} {{value}} of children had help"}, figure_id="F03"))

    assert len(said(copy, "F14")) == 1


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("48 of 78 (62%)", None),
        ("61.5% (48 of the 78)", None),
        ("1,200 out of 2,000, or 65 per cent", "stated 65%, but 1,200 of 2,000 comes to 60%"),
        ("3 of 60 (6%)", "the share stated is not the one that its two counts come to"),  # three are not given away
        ("58 of 60 (90%)", "the share stated is not the one that its two counts come to"),  # nor two
        ("5 of 0 (9%)", "the share stated is not the one that its two counts come to"),
        ("20 every 10 weeks", None),
    ],
)
def test_a_stated_share_is_held_against_its_two_counts(copy, stated, message):
    spoil(copy, "figures.csv", cell(2, "stated", stated))

    assert said(copy, "F10") == ([message] if message else [])


@pytest.mark.parametrize(
    ("earlier", "spoken"), [("2019/20", False), ("2022/23", True), ("2023 to 2024", True), ("ten years ago", False)]
)
def test_an_earlier_period_is_earlier_as_far_as_its_year_tells(copy, earlier, spoken):
    spoil(copy, "figures.csv", cell(2, "earlier_period", earlier))

    assert bool(said(copy, "F12")) == spoken


@pytest.mark.parametrize(("period", "value"), [("mid-2021", "341400"), ("mid-2020", "1")])
def test_a_figure_that_agrees_with_the_official_one_or_is_of_another_period_is_no_problem(copy, period, value):
    cells = {"label": "Total population", "period": period, "value": value}
    spoil(copy, "figures.csv", where(cells, figure_id="F01"))

    assert said(copy, "F19") == []


@pytest.mark.parametrize(("due", "number"), [("", 0), ("2023-10-18", 0), ("2023-10-17", 1), ("soon", 1)])
def test_a_key_fact_is_out_of_date_once_a_newer_one_is_due(copy, due, number):
    spoil(copy, "official_statistics.csv", lambda rows: [row.update(next_release=due) for row in rows[:1]])

    assert len(said(copy, "O3")) == number


def test_every_official_share_follows_from_its_counts(copy):
    assert said(copy, "O2") == []


# --- changes and places --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "comes_to"),
    [
        ({"earlier_value": "19"}, "comes to no change"),
        ({"earlier_value": "0"}, "comes to a rise from nought"),
        ({"stated": "up 88%"}, "comes to a fall of 88%"),
        ({"value": "3", "unit": "pupils"}, "F01: the change stated is not the one"),  # 3 pupils are not given away
        ({"value": "2", "earlier_value": "0", "unit": "learners"}, "F01: the change stated is not the one"),
        ({"value": "2", "unit": "task groups"}, "comes to a fall of 99%"),
    ],
)
def test_a_stated_change_that_does_not_follow_is_said(copy, cells, comes_to):
    spoil(copy, "figures.csv", lambda rows: rows[0].update(cells))
    (problem,) = (problem for problem in checked(copy).problems if problem.code == "F4")

    assert comes_to in problem.message


@pytest.mark.parametrize("stated", ["down 88%", "a fall of 88.0%", "fell by 88 %", "down"])
def test_a_stated_change_that_follows_is_no_problem(copy, stated):
    spoil(copy, "figures.csv", cell(2, "stated", stated))

    assert "F4" not in {problem.code for problem in checked(copy).problems}


@pytest.mark.parametrize("cells", [{"earlier_value": "", "stated": ""}, {"sentence": "there were {value:d}"}])
def test_a_figures_sentence_that_cannot_be_filled_stops_the_work(copy, cells):
    spoil(copy, "figures.csv", lambda rows: rows[0].update(cells))

    assert [p.row for p in checked(copy).problems if p.code == "F5"] == [2]


@pytest.mark.parametrize(
    ("file", "row", "column"),
    [
        *(("judgements.csv", row, column) for row, column in ((2, "statement"), (17, "indicator"), (47, "heading"))),
        *(("practice_examples.csv", 2, column) for column in ("statement", "indicator")),
    ],
)
def test_a_decision_or_example_without_a_place_stops_the_work(copy, file, row, column):
    spoil(copy, file, cell(row, column, "9.9"))

    assert any((p.file, p.row, p.column, p.severity) == (file, row, column, "stops") for p in checked(copy).problems)


# --- each way in which a check can speak ---------------------------------------------------------------------------

VISION = {"rests_on": "staff.understand_vision staff.valued"}  # of both, the majority
WAYS = [
    ("O6", "official_statistics.csv", where({"area": "Fief"}, area="Fife", measure="population"),
     "codes with more than one name: 1"),
    ("K3", "documents.csv", cell(2, "received_on", "May 2023"), "a date like 2023-05-12 was wanted"),
    ("J10", "judgements.csv", cell(2, "decided_on", ""), "this is agreed, but has no date"),
    ("J17", "judgements.csv", cell(24, "decided_by", ""), "the view of capacity does not say who decided it"),
    ("J17", "judgements.csv", cell(24, "decided_on", ""), "the view of capacity has no date"),
    ("J16", "judgements.csv", where({**VISION, "text": "Almost all staff understood"}, judgement_id="J12"),
     "this says 'almost all', which is more than staff.understand_vision or staff.valued comes to"),
    ("J16", "judgements.csv", where({**VISION, "text": "Staff understood"}, judgement_id="J12"),
     "this speaks of staff as a whole, but staff.understand_vision is 'the majority' and staff.valued is 'the"
     " majority'"),
    ("J1", "judgements.csv", cell(2, "rests_on", "whatever"), "this rests on something that has no known id"),
    ("J1", "judgements.csv", cell(2, "rests_on", "staff.valued[role=nobody]"),
     "this rests on a measure of 'staff.valued', which is not here"),
    ("F5", "figures.csv", cell(2, "earlier_value", ""), "the sentence uses earlier_value, but this row has none"),
    ("F11", "figures.csv", cell(2, "period", ""), "there is a value, but no period"),
    ("F11", "figures.csv", cell(2, "earlier_period", ""), "there is an earlier value, but no earlier period"),
    ("F13", "figures.csv", cell(2, "compared_value", "20"),
     "there is a value to compare with, but it does not say whose"),
    ("R8", "record_reading.csv", readings(62, "looked_after", "yes", "no"),
     "records whose two readings differ on looked_after: fewer than 5; are they of one child?"),
    ("R8", "record_reading.csv", readings(62, "on_register", "yes", "no"),
     "records whose two readings differ on on_register: fewer than 5; are they of one child?"),
    ("S17", "parents_survey.csv", cell(2, "heard_by", "surveys"),
     "rows that say neither survey nor a way of meeting people: fewer than 5"),
    ("V10", "voices.csv", cell(5, "second_coder", ""), "there is a second direction, but no second coder"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "file", "edit", "message"), WAYS)
def test_a_check_speaks_in_each_of_its_ways(copy, code, file, edit, message):
    spoil(copy, file, edit)

    assert message in said(copy, code)


def test_fieldwork_that_goes_on_after_the_inspection_is_said_with_both_days(copy):
    copy.write_text(copy.read_text().replace("[2023-06-06, 2023-06-08]", "[2023-06-06, 2023-10-08]"))

    assert said(copy, "P9") == [
        "inspection.record_reading ends on 8 October 2023, after the inspection ended on 13 September 2023"
    ]


def test_an_evaluation_of_no_indicator_is_not_called_one_that_is_not_graded(copy):
    spoil(copy, "judgements.csv", cell(17, "indicator", ""))

    assert said(copy, "J13") == []
    assert said(copy, "J7") == ["this is blank; an indicator was wanted"]
