"""Checks that an edition adds as data: what cannot stand together is counted, and a slip in a rule is named."""

from __future__ import annotations

import pytest
from spoiling import cell, readings, spoil

from inspection_lib import InspectionError, intake
from inspection_lib import framework as frameworks
from inspection_lib.checks import CHECKS, checked, checks_of

HEADER = "code,severity,table,when,expected,message\n"
NO_PLAN = "records of children on the child protection register that hold no plan"


def rules(params, *rows: str):
    """Let the edition have these rules alone; returns the params file."""
    file = params.parent / "framework" / "2022" / "checks.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return params


def said(params, code: str) -> list[str]:
    case = intake.case(params)
    return [problem.message for problem in checks_of(case.framework)[code].problems(case)]


def refusal(params) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(InspectionError) as refused:
        checks_of(frameworks.read(params.parent / "framework" / "2022"))
    return [(p.file, p.row, p.column, p.message) for p in refused.value.problems]


IMPOSSIBLE = {  # a record's row, and what one reader wrote into it that cannot be
    "R21": {"on_register": "yes", "plan": "no", "plan_quality": ""},
    "R22": {"child_views": "not applicable", "child_involved": "yes"},
    "R23": {"child_views": "not applicable", "child_involved": "not applicable", "age_band": "13 to 17"},
    "R24": {"meeting_education": "not applicable", "age_band": "8 to 12"},
    "R25": {"meeting_in_time": "not applicable", "meeting_clear_decisions": "not applicable"},
    "R26": {"meeting_in_time": "not applicable", "meeting_clear_decisions": "yes"},
    "R27": {"risks_considered": "not at all", "meeting_quality": "6"},
    "R28": {"child_involved": "no", "child_heard_quality": "6"},
}
ELSEWHERE = {
    "S21": {"role": "police", "agency": "council"},
    "S22": {"role": "school nursing", "agency": "council"},
    "S23": {"role": "third sector", "agency": "NHS"},
}


@pytest.mark.parametrize(("code", "cells"), [*IMPOSSIBLE.items(), *ELSEWHERE.items()])
def test_every_rule_of_the_edition_sees_what_it_is_for(copy, code, cells):
    file = "record_reading.csv" if code.startswith("R") else "staff_survey.csv"
    spoil(copy, file, lambda rows: [row.update(cells) for row in rows[:6]])
    (message,) = said(copy, code)

    assert message.endswith((": 6", ": 7"))  # North Lanarkshire has one child on the register without a plan


def test_the_edition_has_no_rule_that_no_test_sees_at_work(case):
    assert {rule.code for rule in case.framework.checks} == {*IMPOSSIBLE, *ELSEWHERE}


def test_a_small_count_of_records_is_never_said(copy):
    assert said(copy, "R21") == [f"{NO_PLAN}: fewer than 5"]


def test_a_blank_cell_contradicts_nothing(copy):
    spoil(copy, "record_reading.csv", lambda rows: [row.update(on_register="yes", plan="") for row in rows])

    assert said(copy, "R21") == []


def test_an_answer_can_be_wanted(copy):
    rules(copy, "R21,caveat,record_reading,plan = yes,plan_quality is not blank,plans without a grade")
    spoil(copy, "record_reading.csv", lambda rows: [row.update(plan="yes", plan_quality="") for row in rows[:5]])

    assert said(copy, "R21") == ["plans without a grade: 5"]


def test_of_a_record_read_twice_the_first_reading_counts(copy):
    rules(copy, "R21,caveat,record_reading,plan = yes,plan_quality is not blank,plans without a grade")
    spoil(copy, "record_reading.csv", readings(62, "plan", "no", "yes"))
    spoil(copy, "record_reading.csv", cell(62, "plan_quality", ""))

    assert said(copy, "R21") == []


def test_an_edition_can_stop_the_work_where_a_built_in_check_would_not(copy):
    rules(copy, "R2,stops,,,,")
    spoil(copy, "record_reading.csv", cell(62, "record_id", "R99"))

    assert [p.code for p in checked(copy).problems if p.severity == "stops"] == ["R2"]
    assert CHECKS["R2"].severity == "caveat"


def test_an_edition_without_checks_has_the_built_in_ones(copy):
    (copy.parent / "framework" / "2022" / "checks.csv").unlink()

    assert checks_of(intake.case(copy).framework) == CHECKS


def test_a_faulty_rule_is_said_before_evidence_is_held_against_it(copy):
    with pytest.raises(InspectionError, match="checks.csv, line 2, column code: no check has the code 'V99'"):
        checked(rules(copy, "V99,stops,,,,"))


PLAN = "R21,caveat,record_reading,on_register = yes,plan = yes,no plan"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("21,caveat,record_reading,on_register = yes,plan = yes,no plan", "code", "a code such as R21 was wanted"),
        (PLAN.replace("caveat", "caveats"), "severity", "'caveats' is not known; did you mean 'caveat'?"),
        (PLAN.replace("_reading", "_readings"), "table",
         "'record_readings' is not known; did you mean 'record_reading'?"),
        (PLAN.replace("record_reading", "voices"), "table", "'voices' is not known"),
        (PLAN.replace("on_register", "on_registr"), "when", "'on_registr' is no question of record_reading, nor a group"
         " of groups.csv; did you mean 'on_register'?"),
        (PLAN.replace("plan = yes", "plan = yess"), "expected",
         "'yess' is no answer of the scale yes_no; did you mean 'yes'?"),
        (PLAN.replace("plan = yes", "plan in assessing"), "expected",
         "the route 'assessing' is about the column 'role' of staff_survey"),
        (PLAN.replace("plan = yes", "plan in asessing"), "expected",
         "no route 'asessing' in routes.csv; did you mean 'assessing'?"),
        (PLAN.replace("plan = yes", "plan"), "expected", "'column = value', 'column is not value', 'column in route',"
         " 'column is blank' or 'column is not blank' was wanted"),
        (PLAN.replace(",no plan", ","), "message",
         "this is blank; what is wrong with the rows that it counts was wanted"),
        (PLAN.replace("on_register = yes", "on_register = yess"), "when",
         "'yess' is no value of on_register; did you mean 'yes'?"),
        (PLAN.replace("on_register = yes", "age_band = 8 to 13"), "when",
         "'8 to 13' is no value of age_band; did you mean '8 to 12'?"),
        (PLAN.replace("R21", "R2"), "code", "a built-in check has the code R2; a new one was wanted"),
        ("V99,stops,,,,", "code", "no check has the code 'V99'; did you mean 'V9'?"),
        ("V1,caveat,,,,", "severity", "V1 stops the work; an edition can be stricter, never laxer"),
    ],
)  # fmt: skip
def test_a_slip_in_a_rule_is_named_with_line_and_column(copy, row, column, message):
    assert refusal(rules(copy, row)) == [("checks.csv", 2, column, message)]


def test_a_code_that_is_there_twice_is_named(copy):
    assert refusal(rules(copy, PLAN, PLAN)) == [("checks.csv", 3, "code", "the code R21 is there twice")]


def test_a_column_of_the_rules_that_is_missing_is_named(copy):
    file = rules(copy, PLAN).parent / "framework" / "2022" / "checks.csv"
    file.write_text(file.read_text().replace("expected", "expects"))
    with pytest.raises(InspectionError) as refused:
        frameworks.read(file.parent)

    assert str(refused.value) == "checks.csv, line 1: the column 'expected' is missing; did you mean 'expects'?"
