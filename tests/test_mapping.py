"""mapping.csv: what a person has said of a column or an answer is done, and what nobody has said is never done."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from spoiling import cell, every, spoil

from inspection_lib import intake
from inspection_lib.checks import CHECKS
from inspection_lib.intake.mapping import FILE, HEADER
from inspection_lib.measures import tallies

NEITHER = "Neither agree nor disagree"
OURS = "How valued do you feel here?"  # the wording of a survey of the partnership's own


@pytest.fixture
def mapped(copy):
    """Read North Lanarkshire's parents with some rows of mapping.csv: (column, answer, maps_to, confirmed)."""

    def mapped(*rows: tuple[str, str, str, str], table: str = "parents_survey"):
        with (copy.parent / "north-lanarkshire" / FILE).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows((table, column, answer, to, "", said) for column, answer, to, said in rows)
        return intake.case(copy)

    return mapped


def stops(case) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in case.problems if problem.severity == "stops"]


def renamed(params) -> None:
    """Give the staff survey's column `valued` a wording of its own."""
    path = params.parent / "north-lanarkshire" / "staff_survey.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",valued,", f",{OURS},", 1), encoding="utf-8")


@pytest.mark.parametrize("said", ["yes", "Yes", " YES "])
def test_what_a_person_confirmed_is_done(mapped, copy, said):
    renamed(copy)
    case = mapped((OURS, "", "valued", said), table="staff_survey")

    assert stops(case) == []
    assert tallies(case)["staff.valued"].total.sum() > 1000


def test_a_target_without_a_yes_stops_the_work(mapped, copy):
    renamed(copy)
    case = mapped((OURS, "", "valued", ""), table="staff_survey")

    assert stops(case) == [("I15", "staff_survey.csv")]


def test_a_column_that_a_person_refused_is_no_question(mapped, copy):
    renamed(copy)
    case = mapped((OURS, "", "valued", "no"), table="staff_survey")

    assert stops(case) == []
    assert tallies(case)["staff.valued"].total.sum() == 0


def test_an_answer_in_words_that_leaves_the_base_is_said(mapped, copy):
    spoil(copy, "parents_survey.csv", every("acted_quickly", "agree", NEITHER))
    case = mapped(("acted_quickly", NEITHER, "not answered", "yes"))
    (problem,) = CHECKS["S25"].problems(case)
    left = int(tallies(case)["parents.acted_quickly"].total.sum())
    gone = int((intake.case(copy).evidence["parents_survey"]["acted_quickly"].isna()).sum())

    assert stops(case) == []
    assert (problem.file, problem.column, left + gone) == ("parents_survey.csv", "acted_quickly", 42)
    assert problem.message.startswith(
        "answers in words that mapping.csv reads as not answered, so that they are counted nowhere: "
    )


def test_fewer_than_five_such_answers_are_not_counted_out_loud(mapped, copy):
    spoil(copy, "parents_survey.csv", cell(2, "acted_quickly", NEITHER))
    (problem,) = CHECKS["S25"].problems(mapped(("acted_quickly", NEITHER, "not answered", "yes")))

    assert problem.message.endswith(": fewer than 5")


@pytest.mark.parametrize("blank", ["n/a", "-99", "Not answered", "#N/A"])
def test_what_a_tool_writes_for_a_blank_is_no_answer_in_words(mapped, copy, blank):
    spoil(copy, "parents_survey.csv", cell(2, "acted_quickly", blank))
    case = mapped(("acted_quickly", blank, "not answered", "yes"))

    assert (stops(case), CHECKS["S25"].problems(case)) == ([], [])


def test_what_was_confirmed_is_explained_without_its_words(mapped, copy):
    spoil(copy, "parents_survey.csv", every("acted_quickly", "agree", NEITHER))
    told = intake.explained(mapped(("acted_quickly", NEITHER, "disagree", "yes")))

    assert "1 spelling was read as 'disagree', as confirmed in mapping.csv" in told
    assert NEITHER not in told


def test_kinds_of_unknown_answer_that_are_near_to_nothing_are_one_problem(mapped, copy):
    for row, word in enumerate(["xx", "yy", "zz"], start=2):
        spoil(copy, "parents_survey.csv", cell(row, "acted_quickly", word))
    (problem,) = (problem for problem in mapped().problems if problem.severity == "stops")

    assert (problem.code, problem.row) == ("I10", 2)
    assert problem.message.endswith("(3 such answers in 3 rows, this is the first)")


@pytest.mark.parametrize("text", [",,,,,\n", ",,,,,\n,,,,,\n"])
def test_a_mapping_of_commas_alone_is_one_sentence(copy, text):
    (copy.parent / "north-lanarkshire" / FILE).write_text(text, encoding="utf-8")
    (problem,) = (problem for problem in intake.case(copy).problems if problem.severity == "stops")

    assert (problem.code, problem.message) == ("I16", "every cell is blank; a header row was wanted")


@pytest.mark.parametrize(
    ("answer", "maps_to", "message"),
    [
        ("", "not answered", "a column of that table was wanted, or 'leave out'"),
        ("", "leave out", None),
        ("aye", "not answered", None),
        ("aye", "agreed", "an answer of that scale was wanted, or 'not answered'; did you mean 'agree'?"),
    ],
)
def test_a_column_is_left_out_and_an_answer_not_answered(mapped, answer, maps_to, message):
    case = mapped(("acted_quickly", answer, maps_to, "yes"))

    assert [p.message for p in case.problems if p.code == "I16"] == ([message] if message else [])


def test_two_answers_confirmed_differently_stop_the_work(mapped):
    case = mapped(("acted_quickly", "aye", "agree", "yes"), ("acted_quickly", "Aye", "disagree", "yes"))

    assert stops(case) == [("I16", FILE)]


def test_a_row_that_waits_never_undoes_one_that_was_confirmed(mapped, copy):
    renamed(copy)
    case = mapped((OURS, "", "valued", "yes"), (OURS, "", "", ""), table="staff_survey")

    assert (stops(case), tallies(case)["staff.valued"].total.sum() > 1000) == ([], True)


def test_map_keeps_every_row_and_column_that_is_there(copy):
    renamed(copy)
    path = copy.parent / "north-lanarkshire" / FILE
    rows = [(*HEADER, "checked by"), ("staff_survey", "An old one", "", "", "", "no", "team"), ("nonsense",) * 7]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows[:2], ("staff_survey", OURS, "", "", "", "", "")])
    intake.offers(copy)
    with path.open(encoding="utf-8-sig", newline="") as file:
        kept = list(csv.reader(file))

    assert [tuple(row) for row in kept[:2]] == rows[:2]
    assert all(len(row) == len(HEADER) + 1 for row in kept)


def test_a_column_that_was_confirmed_answers_for_no_blank_cell(mapped, copy):
    spoil(copy, "record_reading.csv", cell(2, "reading", ""))

    assert stops(mapped(("reading", "", "reading", "yes"), table="record_reading")) == [("I9", "record_reading.csv")]


def test_an_answer_of_marks_alone_is_about_itself_and_not_the_column(mapped, copy):
    spoil(copy, "children_survey.csv", cell(2, "age_band", "?"))
    case = mapped(("age_band", "?", "not answered", "yes"), table="children_survey")

    assert (case.evidence["children_survey"]["age_band"].notna()).sum() > 50


def test_an_id_that_a_rule_names_is_wanted_in_a_workbook_too(copy):
    folder = copy.parent / "north-lanarkshire"
    pd.read_csv(folder / "staff_survey.csv", dtype=str).to_excel(folder / "staff_survey.xlsx", index=False)
    (folder / "staff_survey.csv").unlink()
    rule = "set_aside: [{file: staff_survey.csv, rows: [S99999], reason: sent twice}]"
    copy.write_text(copy.read_text(encoding="utf-8").replace("set_aside: []", rule), encoding="utf-8")

    assert ("I14", copy.name) in stops(intake.case(copy))
