"""Odd files: no row is read under another's header, none is taken for what it is not, and nothing takes for ever."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path
from time import perf_counter

import pandas as pd
import pytest
from openpyxl import Workbook

from inspection_lib import intake
from inspection_lib.evidence import Case
from inspection_lib.intake import columnar, spelling

HEAD = "reply_id,submitted_on,role,valued,supervision"
ONE = "S1,2023-05-09,police,agree,disagree"
TWO = "S2,2023-05-09,police,disagree,agree"
CELLS = [line.split(",") for line in (HEAD, ONE, TWO)]
SECONDS = 5  # each of these took from ten seconds to hours


@pytest.fixture
def folder(dundee: Path) -> Path:
    return dundee.parent / "dundee"


@pytest.fixture
def read(dundee, folder):
    """Read a staff survey that is text or a workbook; `said` is what params say of its file."""

    def read(content: str | Workbook, said: str = "") -> Case:
        files = f"evidence: {{folder: dundee, files: {{staff_survey: {{{said}}}}}}}"
        text = dundee.read_text(encoding="utf-8")
        dundee.write_text(text.replace("evidence: {folder: dundee}", files) if said else text, encoding="utf-8")
        if isinstance(content, Workbook):
            content.save(folder / "staff_survey.xlsx")
        else:
            (folder / "staff_survey.csv").write_text(content, encoding="utf-8", newline="")
        return intake.case(dundee)

    return read


def stops(case: Case) -> list[tuple[str, int | None]]:
    return [(p.code, p.row) for p in case.problems if p.severity == "stops"]


def column(case: Case, name: str) -> list[str]:
    cells = case.evidence["staff_survey"][name]
    return ["" if pd.isna(cell) else str(cell) for cell in cells]


def lines(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


def book(**sheets: list[list[object]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


# --- two exports joined ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "second",
    [
        "reply_id,submitted_on,role,supervision,valued",
        "submitted_on,reply_id,valued,role,supervision",
        "reply_id,submitted_on,role,valued,",
        "reply_id,submitted_on,level,valued,Q7",
        "Reply ID,Submitted on,Role,I feel valued for the work I do,Capacity",
    ],
)
def test_a_second_header_that_differs_stops_the_work_where_it_stands(read, second):
    assert stops(read(lines(HEAD, ONE, second, TWO))) == [("I3", 3)]


@pytest.mark.parametrize("second", [HEAD, HEAD.upper(), "Reply ID,submitted on,role.,Valued,supervision"])
def test_the_same_header_again_is_set_aside(read, second):
    case = read(lines(HEAD, ONE, second, TWO))
    source = case.evidence.sources["staff_survey"]

    assert (stops(case), column(case, "valued")) == ([], ["agree", "disagree"])
    assert (source.rows_read, source.rows_used, source.set_aside) == (3, 2, {"the header row again": 1})


def test_a_reply_whose_ticks_are_the_names_of_their_columns_is_a_reply(read):
    case = read(lines("reply_id,Advice,Visits,Training", "S1,Advice,Visits,Training", "S2,Advice,,Training"))

    assert column(case, "reply_id") == ["S1", "S2"]


# --- workbooks ---------------------------------------------------------------------------------------------------


def test_a_hidden_sheet_is_passed_over_and_read_if_params_name_it(read):
    made = book(Old=[CELLS[0], CELLS[1]], Data=[CELLS[0], CELLS[2]])
    made["Old"].sheet_state = "hidden"
    made.active = 1

    assert column(read(made), "reply_id") == ["S2"]
    assert column(read(made, "sheet: old"), "reply_id") == ["S1"]


@pytest.mark.parametrize("other", [CELLS[0], CELLS[0][::-1], [*CELLS[0][:4], "capacity"]])
def test_two_sheets_of_the_same_columns_stop_the_work_until_params_name_one(read, other):
    made = book(**{"Wave 1": [CELLS[0], CELLS[1]], "Wave 2": [other, CELLS[2]]})
    (problem,) = [problem for problem in read(made).problems if problem.severity == "stops"]

    assert (problem.code, "name the one that counts as `sheet`" in problem.message) == ("I3", True)
    assert column(read(made, "sheet: Wave 1"), "reply_id") == ["S1"]


def test_a_sheet_of_other_columns_beside_the_data_is_no_question(read):
    case = read(book(Data=CELLS, Notes=[["what", "who", "when"], ["cleaned", "AB", "May"]]))

    assert (stops(case), column(case, "reply_id")) == ([], ["S1", "S2"])


def test_rows_that_are_hidden_or_filtered_out_are_read_and_said(read):
    made = book(Data=[*CELLS, []])
    for row in (3, 4):  # the second is blank, and no row
        made["Data"].row_dimensions[row].hidden = True
    case = read(made)

    assert column(case, "reply_id") == ["S1", "S2"]
    assert [p.message for p in case.problems if p.code == "I26"] == [
        "rows that the workbook hides or filters out, which were read as all others: 1"
    ]


@pytest.mark.parametrize(("form", "text"), [("0%", "62%"), ("0.00%", "62%"), ('0" %"', "0.62"), ("0.00", "0.62")])
def test_a_share_that_is_shown_per_cent_is_never_a_plain_number(read, form, text):
    made = book(Data=[[*CELLS[0], "level"], [*CELLS[1], 0.62]])
    made["Data"]["F2"].number_format = form

    assert column(read(made), "level") == [text]


def test_a_per_cent_weight_is_refused_in_a_sentence(read):
    made = book(Data=[[*CELLS[0], "weight"], [*CELLS[1], 0.62]])
    made["Data"]["F2"].number_format = "0%"

    assert stops(read(made)) == [("I12", 2)]


def swapped(case: Case) -> list[str]:
    return [p.message.rsplit(", and ", 1)[1] for p in case.problems if p.code == "I22" and "swapped" in p.message]


def test_dates_that_excel_took_for_dates_beside_text_dates_are_said(read):
    days = [datetime(2023, 9, 5), datetime(2023, 5, 25), "13/05/2023"]
    rows = [[f"S{n}", day, "police", "agree", "agree"] for n, day in enumerate(days)]
    case = read(book(Data=[CELLS[0], *rows]))

    assert swapped(case) == ["1 of those with the year first has a day below 13"]


def test_dates_of_one_kind_are_not(read):
    rows = [[f"S{n}", datetime(2023, 9, n), "police", "agree", "agree"] for n in (5, 6)]

    assert swapped(read(book(Data=[CELLS[0], *rows]))) == []


# --- rows that look like a header, and headers that are none -----------------------------------------------------


def test_a_reply_without_an_id_is_no_second_header_row(read):
    rows = [",,agree,Zebedee shouted", "S2,2023-05-09,agree,", "S3,2023-05-09,agree,ok", "S4,2023-05-09,disagree,"]
    case = read(lines("reply_id,submitted_on,valued,", *rows))

    assert (stops(case), case.evidence.sources["staff_survey"].rows_read) == ([("I7", 2)], 4)
    assert "Zebedee" not in intake.explained(case) + str(case.problems)


@pytest.mark.parametrize("other", ["Ian,agree,agree,", "Jo,none,none,no"])
def test_a_file_without_a_header_stops_and_none_of_its_words_is_said(read, dundee, other):
    case = read(lines("Morag,agree,disagree,my boss shouted at Zebedee", other))
    mapping, _ = intake.offers(dundee)

    assert stops(case) == [("I3", 1)]
    assert not re.search("Zebedee|Morag", intake.explained(case) + str(case.problems) + mapping.read_text("utf-8-sig"))


def test_a_header_that_only_a_person_knows_is_said_by_its_letters(read):
    case = read(lines("Morag,agree,Zebedee shouted", "Ian,agree,"), "preamble: 0")

    assert "columns A to C: none has a name that is known" in intake.explained(case)
    assert "Zebedee" not in intake.explained(case)


# --- what the tool or the foot says ------------------------------------------------------------------------------

STATUS = ["IP Address", "Imported", "Survey Preview", "Survey Test", "Spam"]


@pytest.mark.parametrize("held", [STATUS, ["0", "4", "1", "2", "8"]])
def test_what_qualtrics_marks_is_set_aside_though_its_header_is_one_row(read, held):
    head = "StartDate,EndDate,Status,ResponseId,RecordedDate,valued"
    rows = [f"2023-05-09,2023-05-09,{one},R_{n},2023-05-09,agree" for n, one in enumerate(held)]
    case = read(lines(head, *rows))

    assert column(case, "reply_id") == ["R_0", "R_1"]
    assert case.evidence.sources["staff_survey"].set_aside == {
        "a preview of the survey, not a reply": 1,
        "a test of the survey, not a reply": 1,
        "marked as spam by the survey tool": 1,
    }


def test_a_status_of_another_survey_is_an_answer(read):
    case = read(lines("reply_id,submitted_on,Status,valued", "S1,2023-05-09,1,agree", "S2,2023-05-09,8,agree"))

    assert column(case, "reply_id") == ["S1", "S2"]


@pytest.mark.parametrize("first", ["Total waste of time", "Base hospital", "Mean", "Total"])
def test_a_last_reply_that_begins_like_a_totals_row_is_a_reply(read, first):
    case = read(lines("comment,reply_id,submitted_on,valued", ",S1,2023-05-09,agree", f"{first},S2,2023-05-09,agree"))

    assert column(case, "reply_id") == ["S1", "S2"]


@pytest.mark.parametrize("last", ["Total,,,2", "Totals: 2,,2,2", "Base,,,", "n=2,,,", "Grand total,2,2,100%"])
def test_a_row_of_totals_is_set_aside(read, last):
    case = read(lines("reply_id,submitted_on,role,valued", "S1,2023-05-09,police,agree", last))

    assert case.evidence.sources["staff_survey"].set_aside == {"a totals row at the foot": 1}


ODD = [
    lines(",,,,", HEAD, ONE, TWO),
    lines("  ", HEAD, ONE, TWO),
    lines("Staff survey", "", HEAD, ONE, ",,,,", TWO, "Total,,,2,2"),
    lines(HEAD, ONE, HEAD, "\ufeff" + TWO),
    lines(HEAD, ONE.replace("police", "don@SQ@t know"), TWO + "\u00a0"),
]


@pytest.mark.parametrize("text", ODD)
def test_the_reader_of_large_files_gives_the_same_rows(read, monkeypatch, text):
    small = read(text)
    monkeypatch.setattr(columnar, "LARGE", 10)
    large = read(text)

    for name in ("reply_id", "role", "valued", "supervision", "row"):
        assert column(large, name) == column(small, name)
    assert len(column(small, "row")) == 2
    assert large.evidence.sources["staff_survey"].set_aside == small.evidence.sources["staff_survey"].set_aside


@pytest.mark.parametrize("text", ODD)
def test_every_row_below_the_header_is_read_and_used_or_set_aside(read, text):
    source = read(text).evidence.sources["staff_survey"]
    rows = [cells for cells in csv.reader(text.splitlines()) if len(cells) > 1 or "".join(cells).strip()]
    below = len(rows) - rows.index(HEAD.split(",")) - 1

    assert source.rows_read == below == source.rows_used + sum(source.set_aside.values())


def test_a_number_that_is_none_is_a_blank_in_parquet(read, folder, dundee):
    pa, files = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    numbers = pa.array([1.0, float("nan"), 2.5, None])
    about = {"reply_id": ["S1", "S2", "S3", "S4"], "submitted_on": ["2023-05-09"] * 4}
    files.write_table(
        pa.table({**about, "level": numbers, "agency": numbers.dictionary_encode()}), folder / "staff_survey.parquet"
    )
    case = intake.case(dundee)

    assert column(case, "level") == column(case, "agency") == ["1", "", "2.5", ""]


# --- what would take for ever ------------------------------------------------------------------------------------

LONG = "a" + "1" * 100_000 + " x"
SLOW = {
    "underscores": lines(f"{HEAD},Q1{'_' * 60}", f"{ONE},"),
    "parts": lines(f"{HEAD},q1{'_1_2_3' * 14}", f"{ONE},"),
    "brackets": lines(f"{HEAD},x{' [x' * 20_000}]!", f"{ONE},"),
    "id": lines(f"comment,{HEAD}", *(f"{LONG},{row}" for row in (ONE, TWO))),
    "date": lines(HEAD, ONE.replace("2023-05-09", f"2023-05-09{' ' * 100_000}x")),
    "other": lines(f"{HEAD},{'other ' * 20_000}", f"{ONE},"),
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_cell_made_to_take_for_ever_takes_a_moment(read, text):
    start = perf_counter()
    read(text)

    assert perf_counter() - start < SECONDS


def test_thousands_of_columns_are_compared_with_questions_in_seconds():
    asked = [f"how far do you agree that thing {n} of this area is good for the children at risk" for n in range(1_900)]
    known = [f"how far do you agree that plan {n} of this team is good for the parents and carers" for n in range(60)]
    start = perf_counter()
    spelling.pairs([[text] for text in [*asked, "i feel valued"]], [[text] for text in known])

    assert perf_counter() - start < 3 * SECONDS


def test_the_closest_of_thousands_is_still_found():
    asked = [[f"thing {n}"] for n in range(1_900)]

    assert spelling.pairs([*asked, ["i feel valued at work"]], [["i feel valued at my work"], ["role"]]) == [
        (1_900, 0, 0.93)
    ]
