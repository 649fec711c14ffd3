"""Intake: every file is read or said to be unreadable, every row is accounted for, and no cell's words are repeated."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from pathlib import Path

import pytest

from inspection_lib import InspectionError, Problem, intake
from inspection_lib.evidence import COLUMNS

ROOT = Path(__file__).parents[1]
CANARY = "Zebedee Quark 0101011234"
SMALL = """\
framework: "2022"
partnership: {name: The partnership, area: North Lanarkshire, code: S12000050}
inspection: {title: Joint inspection, started: 2023-04-17, ended: 2023-09-13, led_by: Care Inspectorate}
report: {date: 2023-10-17}
evidence:
  folder: small
  set_aside: []
groups: {}
"""
USUAL = {
    "parents_survey": {"heard_on": "2023-06-05", "heard_by": "survey", "relation": "parent"},
    "record_reading": {"record_id": "R01", "reading": "first", "reader_kind": "inspector"},
    "engagement": {"session_id": "E01", "method": "interview", "group": "staff", "people": "2"},
}
NEAREST = {"disagreed": "disagree", "dont know": "don't know", "agreed": "agree"}
ALIKE = {
    "Don\u2019t  know.": "don't know",
    "AGREE": "agree",
    "4 - Agree": "agree",
    "(1) Strongly  disagree": "strongly disagree",
}
UNKNOWN = "an answer that is not known, which `inspection map` lists in mapping.csv; one of these was wanted:"


def header(name: str) -> list[str]:
    """The columns of a table, as North Lanarkshire's file has them."""
    return (ROOT / "params" / "north-lanarkshire" / f"{name}.csv").read_text().split("\n", 1)[0].split(",")


def table(name: str, *rows: dict[str, str]) -> str:
    """A CSV file of some rows, each told by what is not usual about it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header(name), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**USUAL.get(name, {}), **row} for row in rows)
    return text.getvalue()


def parents(*rows: dict[str, str]) -> str:
    return table("parents_survey", *({"parent_id": f"P{n:02}", **row} for n, row in enumerate(rows, start=1)))


@pytest.fixture
def read(tmp_path):
    """Read a case of one file, all others being absent; returns the case."""

    def read(file: str, content: str | bytes, old: str = "", new: str = ""):
        (tmp_path / "small").mkdir(exist_ok=True)
        (tmp_path / "small.yaml").write_text(SMALL.replace(old, new))
        (tmp_path / "small" / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return intake.case(tmp_path / "small.yaml")

    return read


def found(case, file="parents_survey.csv") -> list[Problem]:
    return [problem for problem in case.problems if problem.file == file]


def stop(code, message, row, column="", file="parents_survey.csv") -> list[Problem]:
    return [Problem(code, "stops", message, file, row, column)]


def test_one_reply_is_one_row_and_spaces_around_an_answer_are_nothing(read):
    case = read("parents_survey.csv", parents({"acted_quickly": " agree\u00a0"}))

    assert (found(case), list(case.evidence["parents_survey"]["acted_quickly"])) == ([], ["agree"])


def test_a_missing_file_is_a_caveat_and_an_empty_table(read):
    case = read("parents_survey.csv", parents({}))
    message = "there is no such file, so the draft has nothing from it"

    assert found(case, "voices.csv") == [Problem("I2", "caveat", message, "voices.csv")]
    assert list(case.evidence.sources) == ["parents_survey"]


def test_a_column_that_the_team_s_own_table_lacks_stops_the_work(read):
    case = read("documents.csv", table("documents", {"document_id": "D01"}).replace("owner", "sent by"))
    problems = [problem for problem in found(case, "documents.csv") if problem.severity == "stops"]

    assert problems == stop("I4", "the table needs the column 'owner', which is not there", 1, "owner", "documents.csv")


def test_a_question_that_a_survey_did_not_ask_is_said_and_the_rest_is_used(read):
    case = read("parents_survey.csv", parents({}).replace("acted_quickly,", "").replace("parent,,", "parent,"))
    (problem,) = found(case)

    assert (problem.code, problem.severity, len(case.evidence["parents_survey"])) == ("I19", "caveat", 1)
    assert problem.message.endswith("nothing is said from them: parents.acted_quickly")


def test_a_name_in_other_capitals_is_the_same_column(read):
    case = read("parents_survey.csv", parents({"acted_quickly": "agree"}).replace("acted_quickly", "Acted Quickly"))

    assert (found(case), list(case.evidence["parents_survey"]["acted_quickly"])) == ([], ["agree"])


def test_a_column_that_is_nearly_a_question_waits_for_a_person(read):
    (problem,) = found(read("parents_survey.csv", parents({}).replace("acted_quickly", "acted_quickly_enough")))

    assert (problem.code, problem.severity) == ("I15", "stops")


def test_a_column_that_no_item_uses_is_a_caveat(read):
    (problem,) = found(read("parents_survey.csv", parents({}).replace("comment", "comment,postcode")))

    assert (problem.severity, problem.message) == ("caveat", "columns that answer no question were left aside: 1")


@pytest.mark.parametrize("second", ["heard_by", " heard_by"])
def test_two_columns_with_one_name_are_refused(read, second):
    two = parents({}).replace("relation", second)

    assert found(read("parents_survey.csv", two)) == stop("I6", "two columns have the same name", 1)


@pytest.mark.parametrize("answer", NEAREST)
def test_an_unknown_answer_is_named_with_the_nearest(read, answer):
    case = read("parents_survey.csv", parents({}, {"acted_quickly": answer}))
    wanted = "strongly agree, agree, disagree, strongly disagree, don't know, blank"

    assert found(case) == stop("I10", f"{UNKNOWN} {wanted}; did you mean '{NEAREST[answer]}'?", 3, "acted_quickly")


@pytest.mark.parametrize("answer", ALIKE)
def test_capitals_marks_and_a_code_in_front_make_no_other_answer(read, answer):
    case = read("parents_survey.csv", parents({"acted_quickly": answer}))
    (use,) = case.evidence.sources["parents_survey"].reading.answers

    assert (found(case), list(case.evidence["parents_survey"]["acted_quickly"])) == ([], [ALIKE[answer]])
    assert (use.spelt, use.read_as) == (" ".join(answer.split()) if "  " not in answer else answer, ALIKE[answer])


def test_an_unknown_answer_is_one_problem_however_often_it_is_given(read):
    (problem,) = found(read("parents_survey.csv", parents(*[{"acted_quickly": "agreed"}] * 12)))

    assert (problem.row, problem.message.endswith("did you mean 'agree'? (12 rows, this is the first)")) == (2, True)


def test_an_id_that_is_missing_or_there_twice_stops_the_work(read):
    case = read("parents_survey.csv", parents({}, {"parent_id": ""}, {"parent_id": "P01"}))
    missing, twice = stop("I7", "a row has no id", 3, "parent_id"), stop("I8", "this id is there twice", 4, "parent_id")

    assert found(case) == missing + twice


def test_a_record_may_be_read_twice_and_each_reading_is_there_once(read):
    two = read("record_reading.csv", table("record_reading", {}, {"reading": "second"}))
    three = read("record_reading.csv", table("record_reading", {}, {"reading": "second"}, {"reading": "second"}))
    message = "this reading of the record is there twice"

    assert found(two, "record_reading.csv") == []
    assert found(three, "record_reading.csv") == stop("I8", message, 4, "record_id", "record_reading.csv")


@pytest.mark.parametrize("grade", ["7", "0", "4.5", "good"])
def test_a_grade_of_seven_stops_the_work(read, grade):
    case = read("record_reading.csv", table("record_reading", {"plan_quality": grade}))
    message = f"{UNKNOWN} 6, 5, 4, 3, 2, 1, blank"

    assert found(case, "record_reading.csv") == stop("I10", message, 2, "plan_quality", "record_reading.csv")


@pytest.mark.parametrize(("column", "word"), [("reading", ""), ("age_band", "14"), ("looked_after", "soon")])
def test_a_word_outside_its_list_stops_the_work(read, column, word):
    case = read("record_reading.csv", table("record_reading", {column: word}))

    assert [(p.code, p.row, p.column) for p in found(case, "record_reading.csv")] == [("I9", 2, column)]


@pytest.mark.parametrize("day", ["35/06/2023", "2023-02-30", "5 Juno 2023", "45082", "2023-06-05 25:00"])
def test_a_bad_date_stops_the_work(read, day):
    case = read("parents_survey.csv", parents({"heard_on": day}))

    assert found(case) == stop("I11", "a date like 2023-05-09 was wanted", 2, "heard_on")


@pytest.mark.parametrize("day", ["25/06/2023", "25 June 2023", "2023-06-25 10:00", "25.06.2023 10:00:00"])
def test_a_date_as_tools_write_it_is_that_day(read, day):
    case = read("parents_survey.csv", parents({"heard_on": day}))

    assert (found(case), f"{case.evidence['parents_survey']['heard_on'][0]:%Y-%m-%d}") == ([], "2023-06-25")


def test_a_month_before_the_day_is_known_and_said(read):
    case = read("parents_survey.csv", parents({"heard_on": "06/25/2023 01:15:00 PM"}))
    (problem,) = found(case)

    assert f"{case.evidence['parents_survey']['heard_on'][0]:%Y-%m-%d}" == "2023-06-25"
    assert (problem.code, problem.severity) == ("I22", "caveat")
    assert problem.message.startswith(
        "dates that can only have the month first: 1 of 1 kinds; they were read month first"
    )


@pytest.mark.parametrize("dates", ["day first", "month first"])
def test_days_that_could_be_months_are_read_as_params_say(read, dates):
    files = f"set_aside: []\n  files: {{parents_survey: {{dates: {dates}}}}}"
    case = read("parents_survey.csv", parents({"heard_on": "05/06/2023"}), "set_aside: []", files)
    day = {"day first": "2023-06-05", "month first": "2023-05-06"}[dates]

    assert (found(case), f"{case.evidence['parents_survey']['heard_on'][0]:%Y-%m-%d}") == ([], day)


@pytest.mark.parametrize("number", ["7 people", "1,000", "seven", "nan", "inf", "-3", "2.5"])
def test_a_number_of_people_that_is_no_count_stops_the_work(read, number):
    case = read("engagement.csv", table("engagement", {"people": number}))

    assert [(p.code, p.row, p.column) for p in found(case, "engagement.csv")] == [("I12", 2, "people")]


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_refused(read, content):
    assert found(read("parents_survey.csv", content)) == stop("I3", "the file is empty; a header row was wanted", 1)


def test_an_older_encoding_is_read_and_said(read):
    case = read("parents_survey.csv", parents({"comment": "caf\u00e9"}).encode("cp1252"))
    (problem,) = found(case)

    assert (problem.code, problem.severity, case.evidence["parents_survey"]["comment"][0]) == (
        "I17",
        "caveat",
        "caf\u00e9",
    )


def test_bytes_that_are_no_text_are_refused(read):
    assert [p.code for p in found(read("parents_survey.csv", bytes(range(256)) * 20))] == ["I3"]


def test_a_folder_where_a_file_should_be_is_said(read, tmp_path):
    (tmp_path / "small" / "parents_survey.csv").mkdir(parents=True)

    assert found(read("x.txt", "")) == stop("I1", "this is a folder; a file was wanted", None)


@pytest.mark.parametrize("row", [2, 3, 4])
def test_more_cells_than_the_header_has_are_refused_with_their_row(read, row):
    lines = parents({}, {}, {}).splitlines()
    lines[row - 1] += ",and more"
    wide = found(read("parents_survey.csv", "\n".join(lines)))

    assert wide == stop("I3", "a row has more cells than the header row", row)


@pytest.mark.parametrize("rest", ["", 'P03,2023-06-05,survey,parent,,,,,,,,soon"\n'])
def test_a_quotation_mark_left_open_is_called_that(read, rest):
    content = parents({}) + f'P02,2023-06-05,survey,parent,,,,,,,,"They came\n{rest}'
    (problem,) = found(read("parents_survey.csv", content))

    assert (problem.code, "quotation mark" in problem.message) == ("I3", True)


def test_a_row_that_excel_saved_without_its_last_commas_is_whole(read):
    case = read("parents_survey.csv", parents({}) + "P02,2023-06-05,survey\n")

    assert (found(case), case.evidence.sources["parents_survey"].rows_used) == ([], 2)


def test_a_row_is_numbered_by_the_line_on_which_it_begins(read):
    case = read("parents_survey.csv", parents({"comment": "They came.\nThey listened."}, {"heard_on": "soon"}))

    assert (found(case)[0].row, list(case.evidence["parents_survey"]["row"])) == (4, [2, 4])


def test_a_line_with_nothing_on_it_is_no_row_and_a_row_of_blank_cells_is_set_aside(read):
    header, first, second = parents({}, {"heard_on": "soon"}).splitlines()
    case = read("parents_survey.csv", "\n".join([header, first, "", "," * 11, second, ""]))
    source = case.evidence.sources["parents_survey"]

    assert (source.rows_read, source.rows_used, source.set_aside) == (3, 2, {"every cell is blank": 1})
    assert found(case)[0].row == 5


def test_rows_set_aside_by_params_are_counted_with_their_reason(read):
    rule = "set_aside: [{file: parents_survey.csv, rows: [P02, P03], reason: sent twice}]"
    case = read("parents_survey.csv", parents({}, {}, {}), "set_aside: []", rule)
    source = case.evidence.sources["parents_survey"]

    assert (source.rows_read, source.rows_used, source.set_aside) == (3, 1, {"sent twice": 2})


@pytest.mark.parametrize(("file", "row"), [("parent_survey.csv", "P02"), ("parents_survey.csv", "P99")])
def test_a_rule_that_sets_nothing_aside_is_said(read, file, row):
    rule = f"set_aside: [{{file: {file}, rows: [{row}], reason: sent twice}}]"
    problems = read("parents_survey.csv", parents({}, {}), "set_aside: []", rule).problems

    assert {problem.code for problem in problems} > {"I2"}


def test_every_row_of_north_lanarkshire_is_used_or_set_aside(case):
    assert set(case.evidence.sources) == set(COLUMNS)
    for source in case.evidence.sources.values():
        assert source.rows_read == source.rows_used + sum(source.set_aside.values())
        assert source.rows_used == len(case.evidence[source.table])


@pytest.mark.parametrize("column", ["comment", "parent_id", "heard_on", "acted_quickly"])
def test_only_a_column_of_groups_may_split_a_source(read, column):
    replies = parents({"comment": CANARY, "acted_quickly": "agree"}, {})
    case = read("parents_survey.csv", replies, "groups: {}", f"groups: {{parents_survey: [{column}]}}")

    assert any(problem.severity == "stops" for problem in case.problems)


def test_a_group_of_a_file_that_is_not_there_is_no_traceback(read):
    assert found(read("x.txt", "", "groups: {}", "groups: {staff_survey: [shift]}"), "staff_survey.csv")


def test_an_evidence_folder_that_is_not_there_is_said(tmp_path):
    (tmp_path / "small.yaml").write_text(SMALL)

    with pytest.raises(InspectionError, match="^small.yaml says that the evidence lies in the folder small; there is"):
        intake.case(tmp_path / "small.yaml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("S12000050", "S99", "partnership.code S99 is not in"),
        ("area: North", "area: South", "belongs to 'North Lanark"),
    ],
)
def test_an_area_code_and_name_that_disagree_stop_the_work(read, old, new, message):
    (problem,) = found(read("x.txt", "", old, new), "small.yaml")

    assert (problem.code, problem.severity, message in problem.message) == ("O1", "stops", True)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", None])
def test_broken_official_statistics_are_a_problem(read, tmp_path, content):
    official = (ROOT / "params" / "official_statistics.csv").read_bytes().replace(b"5479900.0", b"5.5 million")
    (tmp_path / "official_statistics.csv").write_bytes(official if content is None else content)

    assert [p.severity for p in found(read("x.txt", ""), "official_statistics.csv")] == ["stops"]


@pytest.mark.parametrize("name", COLUMNS)
def test_the_words_of_a_cell_are_never_repeated(read, name):
    case = read(f"{name}.csv", table(name, *[dict.fromkeys(header(name), CANARY)] * 2))

    assert found(case, f"{name}.csv")
    assert not any(word in problem.message for problem in case.problems for word in CANARY.split())


def test_a_source_file_is_never_written_to(copy):
    before = {path: sha256(path.read_bytes()).digest() for path in copy.parent.rglob("*.*")}
    intake.case(copy)

    assert {path: sha256(path.read_bytes()).digest() for path in copy.parent.rglob("*.*")} == before
