"""Exports of which hardly a name is known: they come in once a person has said what is what, and the way is said."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from spoiling import every, spoil

from inspection_lib import intake, templates
from inspection_lib.checks import CHECKS, checked
from inspection_lib.cli import main
from inspection_lib.export import evidence_page

SCALE = ("Strongly agree", "Agree", "Disagree", "Neither")
FILMS = ("Film one", "Film two", "Film three")
LEAD = "Which of the following films have you seen at the cinema in the last year? Please select all that apply."


def numbered() -> list[list[str]]:
    """Rows numbered under a blank name, and questions that nobody knows, as a statistics program writes them."""
    head = ["", "job1. I like my job", "job2. I am thanked", "freq1. How often are you free?", "end. Anything else?"]
    often = ("Often", "Sometimes ", "Never ")
    body = [[str(n), SCALE[n % 4], SCALE[(n + 1) % 4], often[n % 3], "" if n % 5 else f"word {n}"] for n in range(24)]
    return [head, *body]


def two_rows() -> list[list[str]]:
    """A question above its tick boxes, "Response" above the rest, and a character that is not UTF-8."""
    first = ["RespondentID", "Are you a fan?", LEAD, "", "", "Age\u00e9"]
    second = ["", "Response", *FILMS, "Response"]
    body = [[str(9000 + n), "Yes" if n % 2 else "No", *(film if (n + k) % 3 else "" for k, film in enumerate(FILMS)),
             "18-29" if n % 3 else "30-44"] for n in range(24)]  # fmt: skip
    return [first, second, *body]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> templates.Made:
    """Moray as it is made, only to be looked at and copied."""
    return templates.new("Moray", tmp_path_factory.mktemp("params"))


@pytest.fixture
def moray(made, tmp_path) -> Path:
    """A copy of Moray's params file, with its folder beside it."""
    shutil.copytree(made.file.parent, tmp_path / "params")
    return tmp_path / "params" / made.file.name


@pytest.fixture
def put(moray):
    """Write a staff survey into a new partnership's folder; returns its params file."""

    def put(rows: list[list[str]]) -> Path:
        with (moray.with_suffix("") / "staff_survey.csv").open("w", encoding="cp1252", newline="") as file:
            csv.writer(file).writerows(rows)
        return moray

    return put


def inspection(*arguments: str | Path):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def confirm(params: Path, **said: str) -> None:
    """Say yes in mapping.csv: what a column or an answer begins with, and what it is."""
    path = params.with_suffix("") / "mapping.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        told = [to for begin, to in said.items() if (row["answer"] or row["column"]).startswith(begin)]
        row.update({"maps_to": told[0], "confirmed": "yes"} if told else {})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def stops(case) -> list[str]:
    return [problem.code for problem in case.problems if problem.severity == "stops"]


def test_a_numbered_export_comes_in_by_mapping_alone(put):
    params = put(numbered())
    first = inspection("map", params).stdout
    confirm(params, **{"column 1": "reply_id", "job1": "valued"})
    second = inspection("map", params).stdout
    confirm(params, Neither="not answered")
    case = checked(params)

    assert "1 row waits for yes or no; 4 columns are not used" in first
    assert "1 answer has no meaning yet and stops the work; 3 columns are not used" in second
    assert (stops(case), len(case.evidence["staff_survey"])) == ([], 24)
    assert case.evidence["staff_survey"]["valued"].value_counts().to_dict() == {
        "strongly agree": 6, "agree": 6, "disagree": 6, "strongly disagree": 0, "don't know": 0}  # fmt: skip


def test_two_header_rows_come_in_by_mapping_alone(put):
    params = put(two_rows())
    inspection("map", params)
    confirm(params, **{"Are you a fan": "valued"})
    inspection("map", params)
    confirm(params, Yes="agree", No="disagree")
    case = checked(params)

    assert (stops(case), len(case.evidence["staff_survey"])) == ([], 24)
    assert [p.message for p in case.problems if p.code == "S26"] == [
        "answers that mapping.csv reads as answers of quite other words, which may not mean the same: 24, to 1 question"
    ]


def test_a_survey_of_which_no_question_is_known_is_read_stops_and_says_what_next(put):
    result = inspection("check", params := put(two_rows()), "--outputs", params.parent / "out")

    assert "staff_survey.csv: 24 rows read = 24 used + 0 set aside" in result.stdout
    assert (result.exit_code, "I27   stops" in result.stdout) == (1, True)
    assert f"Next: inspection map {params}" in result.stdout


def test_boxes_with_one_long_question_are_told_apart_and_counted_once(put):
    case = intake.case(put(two_rows()))
    told = intake.explained(case)

    assert all(f"{film}: a tick box" in told for film in FILMS)
    assert [p.message for p in case.problems if p.code == "I5"] == [
        "columns that answer no question were left aside: 5"
    ]


@pytest.mark.parametrize("spoilt", ["an answer", "a gap", "few"])
def test_a_row_that_may_be_a_reply_is_no_header(put, spoilt):
    rows = numbered()
    if spoilt == "few":
        rows = rows[:9]
    else:
        rows[0][1] = "agree" if spoilt == "an answer" else ""
    params = put(rows)
    case = intake.case(params)
    (problem,) = [problem for problem in case.problems if problem.severity == "stops"]

    assert (problem.code, "set `preamble` in evidence.files" in problem.message) == ("I3", True)
    assert "staff_survey.csv: could not be read: none of the names" in intake.explained(case)
    assert not any(word in intake.explained(case) for word in ("thanked", "Often"))


def test_map_says_of_a_file_that_was_not_read_that_nothing_was_asked(put):
    result = inspection("map", put(numbered()[:9]))

    assert (result.exit_code, result.stdout.endswith("mapping.csv: nothing waits for a person\n")) == (1, True)
    assert result.stderr.startswith("Nothing was asked of staff_survey.csv: inspection check ")


def test_the_coordinators_page_lists_a_file_that_could_not_be_read(put):
    page = evidence_page(checked(put(numbered()[:9])))

    assert "could not be read" in page
    assert "Nothing that was found in the partnership" not in page
    assert "None of the names in the first row is known" in page


def test_the_coordinators_page_says_of_a_file_that_waits_that_it_waits(put):
    page = evidence_page(checked(put(numbered())))

    assert "staff_survey.csv: The inspection team still has to say what some of its columns or answers are" in page


def test_an_unknown_answer_names_the_column_of_the_file_and_not_the_answer(put):
    params = put(numbered())
    inspection("map", params)
    confirm(params, **{"column 1": "reply_id", "freq1": "valued"})
    problems = [problem for problem in checked(params).problems if problem.code == "I10"]

    assert all(p.message.startswith("an answer to 'freq1. How often are you free?' that is") for p in problems)
    assert not any(word in p.message for p in problems for word in ("Often", "Sometimes", "Never"))


def test_a_group_close_to_a_usual_one_is_asked_about_and_mapped(copy):
    spoil(copy, "staff_survey.csv", every("role", "social work or social care", "Social work"))
    (problem,) = [problem for problem in checked(copy).problems if problem.code == "I28"]
    offered, left = intake.offers(copy)
    offered.write_text(offered.read_text(encoding="utf-8-sig").replace("answers,\n", "answers,yes\n"), encoding="utf-8")
    case = intake.case(copy)

    assert (problem.severity, problem.column, left.waiting) == ("caveat", "role", 1)
    assert "did you mean 'social work or social care'?" in problem.message
    assert (case.evidence["staff_survey"]["role"] == "social work or social care").sum() == 290
    assert "I28" not in {problem.code for problem in case.problems}


def test_every_group_of_a_route_is_one_of_the_usual(case):
    for route in case.framework.routes.values():
        assert set(route.values.split(";")) <= set(case.framework.usual(route.instrument, route.column))


@pytest.mark.parametrize("other", ["in the workbook", "named by params"])
def test_an_empty_template_is_passed_over_in_silence(moray, other):
    folder = moray.with_suffix("")
    book = load_workbook(folder / "evidence.xlsx")
    book["documents"].append(["D01", "A plan", "plan", "the partnership", "2023-05", "2023", "2023-05-15", "5.1", ""])
    book.save(folder / ("evidence.xlsx" if other == "in the workbook" else "ours.xlsx"))
    if other == "named by params":
        text = moray.read_text(encoding="utf-8")
        named = "evidence:\n  files: {documents: {file: ours.xlsx, sheet: documents}}\n"
        moray.write_text(text.replace("evidence:\n", named, 1), encoding="utf-8")
    case = intake.case(moray)

    assert list(case.evidence["documents"]["document_id"]) == ["D01"]
    assert [problem.file for problem in case.problems if problem.code == "I20"] == []


def test_empty_headings_are_one_line(copy):
    for old in ("2.4", "1.5"):
        spoil(copy, "voices.csv", every("heading", old, "2.3"))
        spoil(copy, "figures.csv", every("heading", old, "2.3"))
    (problem,) = CHECKS["V7"].problems(intake.case(copy))

    assert problem.message == "nothing has been entered for 2 headings: 1.5 and 2.4"


def test_the_folders_readme_lists_roles_and_themes_and_sends_exports_to_map(case, made):
    readme = (made.folder / "README.md").read_text(encoding="utf-8")

    assert "`inspection map` then asks which of its columns is which" in readme
    assert all(role in readme for role in case.framework.usual("staff_survey", "role"))
    for heading in case.framework.headings.values():
        assert f"| {heading.heading} | {heading.title} | {heading.themes.replace(';', '; ')} |" in readme
