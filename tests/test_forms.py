"""Forms of an export that look like one thing and are another: no answer is made up, moved or lost without a word."""

from __future__ import annotations

import csv
import re

import pandas as pd
import pytest

from inspection_lib import intake
from inspection_lib.intake.mapping import FILE, HEADER

HEAD = "reply_id,submitted_on"
GRID = "Do you have what you need?"  # a question whose rows are items, by what a person confirmed
BOXES = [f"{GRID} [Supervision]", f"{GRID} [Time]"]


@pytest.fixture
def folder(copy):
    """An evidence folder of North Lanarkshire in which nothing lies yet."""
    text = re.sub(r"^stated:.*?\n\n", "", copy.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    copy.write_text(text, encoding="utf-8")
    for table in (copy.parent / "north-lanarkshire").glob("*.csv"):
        table.unlink()
    return copy.parent / "north-lanarkshire"


@pytest.fixture
def came(folder, copy):
    """Read a staff survey; `mapped` is column -> target as a person confirmed it, `files` what params say of it."""

    def came(text: str, mapped: dict[str, str] | None = None, files: str = ""):
        (folder / "staff_survey.csv").write_text(text, encoding="utf-8")
        if mapped:
            with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(HEADER)
                writer.writerows(("staff_survey", column, "", to, "", "yes") for column, to in mapped.items())
        if files:
            said = copy.read_text(encoding="utf-8")
            new = f"set_aside: []\n  files: {{staff_survey: {{{files}}}}}"
            copy.write_text(said.replace("set_aside: []", new), encoding="utf-8")
        return intake.case(copy)

    return came


def stops(case) -> list[str]:
    return [problem.code for problem in case.problems if problem.severity == "stops"]


def column(case, name: str) -> list[str]:
    cells = case.evidence["staff_survey"][name]
    return ["" if pd.isna(cell) else str(cell) for cell in cells]


# --- tick boxes --------------------------------------------------------------------------------------------------

MAPPED = {f"{GRID}: Supervision": "role", f"{GRID}: Time": "agency"}


def grid(*rows: tuple[str, str]) -> str:
    lines = [f"S{n},2023-05-09,{one},{two}" for n, (one, two) in enumerate(rows, start=1)]
    return "\n".join([f"{HEAD},{BOXES[0]},{BOXES[1]}", *lines]) + "\n"


def test_a_nought_beside_ones_is_no_and_a_blank_beside_them_no_answer(came):
    case = came(grid(("1", "0"), ("0", "0"), ("", "1")), MAPPED)

    assert (stops(case), column(case, "role"), column(case, "agency")) == ([], ["yes", "no", ""], ["no", "no", "yes"])


def test_only_yes_and_blanks_may_be_either_and_a_person_says_which(came):
    assert stops(came(grid(("Yes", ""), ("", "Yes"), ("", "")), MAPPED)) == ["I25"]


@pytest.mark.parametrize(("said", "role"), [("no", ["yes", "no", ""]), ("not answered", ["Yes", "", ""])])
def test_what_a_blank_box_is_stands_in_params(came, said, role):
    case = came(grid(("Yes", ""), ("", "Yes"), ("", "")), MAPPED, f"blank_boxes: {said}")

    assert (stops(case), column(case, "role")) == ([], role)


def test_a_box_with_a_sign_of_its_own_that_is_blank_is_no_where_another_is_ticked(came):
    case = came(grid(("x", ""), ("", "x"), ("", "")), MAPPED)

    assert (stops(case), column(case, "role")) == ([], ["yes", "no", ""])


def test_codes_that_a_dictionary_knows_are_answers_and_no_ticks(came, folder):
    (folder / "staff_survey_codes.csv").write_text("column,code,answer\n,1,no\n,0,yes\n", encoding="utf-8")
    case = came(grid(("1", "0"), ("0", "0"), ("1", "1")), MAPPED)

    assert column(case, "role") == ["no", "yes", "no"]


def test_an_option_that_one_person_wrote_is_other_and_never_shown(came):
    case = came(f"{HEAD},Which help did you have?\nS1,2023-05-09,Advice;\nS2,2023-05-09,Advice;Morag told me off;\n")

    assert "Which help did you have?: other: cut from a list" in intake.explained(case)
    assert "Morag" not in intake.explained(case)


LISTS = [f"S{n},2023-05-09,{'Advice;' if n < 5 else ''}Morag told me off;" for n in range(9)]


@pytest.mark.parametrize("number", [2, 4, 5])
def test_an_option_that_fewer_than_five_give_is_other_and_never_shown(came, number):
    told = intake.explained(came("\n".join([f"{HEAD},Which help did you have?", *LISTS[:number]]) + "\n"))

    assert ("Advice" in told, "Morag" in told) == (number == 5, number == 5)


def test_an_option_that_a_person_confirmed_is_a_column_however_few_give_it(came):
    text = "\n".join([f"{HEAD},Which help did you have?", *LISTS[:2], "S9,2023-05-09,Money;"]) + "\n"
    case = came(text, {"Which help did you have?: Money": "level"})

    assert (stops(case), column(case, "level")) == ([], ["no", "no", "yes"])


# --- words beside "other" ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["Do you have any other comments you want to tell us?", "Other (please specify)"])
def test_words_of_another_column_make_no_answer_of_the_one_before(came, asked):
    case = came(f"{HEAD},level,{asked}\nS1,2023-05-09,,I am tired\nS2,2023-05-09,frontline,\n")

    assert (stops(case), column(case, "level")) == ([], ["", "frontline"])


def test_a_first_column_of_such_words_is_left_aside(came):
    case = came(f"Other (please specify),{HEAD}\nmine,S1,2023-05-09\n")

    assert (stops(case), column(case, "reply_id")) == ([], ["S1"])


# --- rows that lack cells ----------------------------------------------------------------------------------------

WIDE = f"{HEAD},valued,supervision,capacity,comment"


def test_a_cell_that_is_missing_in_the_middle_stops_the_work(came):
    text = f"{HEAD},valued,supervision,capacity\nS1,2023-05-09,agree,agree,agree\nS2,2023-05-09,agree,disagree\n"
    case = came(f"{text}S3,2023-05-09,agree,agree,agree\n")

    assert [(p.code, p.row) for p in case.problems if p.severity == "stops"] == [("I3", 3)]


def test_a_line_break_without_quotation_marks_makes_no_reply(came):
    rows = "S1,2023-05-09,agree,agree,agree,one line\nand another\nS2,2023-05-09,agree,agree,agree,\n"
    case = came(f"{WIDE}\n{rows}")

    assert [(p.code, p.row) for p in case.problems if p.severity == "stops"] == [("I3", 3)]
    assert not [p.message for p in case.problems if "another" in p.message]


def test_rows_that_lack_cells_of_a_mostly_blank_last_column_are_read_and_said(came):
    rows = "S1,2023-05-09,agree,agree,agree,\nS2,2023-05-09,agree,agree,disagree\nS3,2023-05-09,agree,agree,agree,\n"
    case = came(f"{WIDE}\n{rows}")

    assert (stops(case), column(case, "capacity")) == ([], ["agree", "disagree", "agree"])
    assert [p.message for p in case.problems if p.code == "I24"] == [
        "rows without their last cells, which were taken as blank: 1"
    ]


# --- one thing said twice ----------------------------------------------------------------------------------------


def test_a_question_that_is_there_by_name_and_by_wording_stops_the_work(came):
    asked = "I feel valued for the work I do"

    assert stops(came(f'{HEAD},valued,"{asked}"\nS1,2023-05-09,,agree\n')) == ["I6"]


def test_a_person_can_say_which_of_the_two_counts(came):
    asked = "I feel valued for the work I do"
    case = came(f'{HEAD},valued,"{asked}"\nS1,2023-05-09,,agree\n', {asked: "valued"})

    assert (stops(case), column(case, "valued")) == ([], ["agree"])


def test_a_code_with_two_answers_stops_the_work(came, folder):
    codes = "column,code,answer\nvalued,1,strongly agree\nvalued,1,strongly disagree\n"
    (folder / "staff_survey_codes.csv").write_text(codes, encoding="utf-8")

    case = came(f"{HEAD},valued\nS1,2023-05-09,1\n")

    assert [(p.code, p.file, p.row) for p in case.problems if p.severity == "stops"] == [
        ("I3", "staff_survey_codes.csv", 3)
    ]


@pytest.mark.parametrize("codes", ['column,code,answer\nvalued,1,"agree\n', "column,code,answer\nvalued,1,agree,a,b\n"])
def test_a_slip_in_a_data_dictionary_is_placed_there(came, folder, codes):
    (folder / "staff_survey_codes.csv").write_text(codes, encoding="utf-8")
    case = came(f"{HEAD},valued\nS1,2023-05-09,1\n")

    assert [(p.code, p.file, p.row) for p in case.problems if p.severity == "stops"] == [
        ("I3", "staff_survey_codes.csv", 2)
    ]


def test_a_code_without_an_answer_is_an_unknown_answer(came, folder):
    (folder / "staff_survey_codes.csv").write_text("column,code,answer\nvalued,4,\nvalued,1,agree\n", encoding="utf-8")

    assert stops(came(f"{HEAD},valued\nS1,2023-05-09,4\nS2,2023-05-09,1\n")) == ["I10"]


def test_two_dictionaries_stop_the_work(came, folder):
    for name in ("staff_survey_codes.csv", "staff_survey_dictionary.csv"):
        (folder / name).write_text("column,code,answer\nvalued,1,agree\n", encoding="utf-8")

    assert stops(came(f"{HEAD},valued\nS1,2023-05-09,1\n")) == ["I3"]


def test_a_long_form_of_thousands_of_questions_is_refused(came):
    rows = "".join(f"S1,2023-05-09,q{n},agree\nS2,2023-05-09,q{n},agree\n" for n in range(2_100))

    assert stops(came(f"{HEAD},question,answer\n{rows}")) == ["I3"]
