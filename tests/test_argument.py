"""The argument for a graded indicator: evidence beside the scale's tests, and no grade out of any evidence."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from spoiling import spoil, where

from inspection_lib import InspectionError, Problem, load_case, sections
from inspection_lib import framework as frameworks
from inspection_lib.checks import CHECKS
from inspection_lib.checks.claiming import quantity_words
from inspection_lib.estimates import estimates
from inspection_lib.export import claims
from inspection_lib.export import findings as findings_data
from inspection_lib.findings import argument
from inspection_lib.findings.argument import Balance, from_half, points
from inspection_lib.sections.blocks import html
from inspection_lib.voices import Note

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "inspection_lib"
GRADES = ("excellent", "very good", "good", "adequate", "weak", "unsatisfactory")


def note(number: int, direction: str, source: str = "E01", theme: str = "trust", kind: str = "heard") -> Note:
    told = ("doors were open", "4.3", "9.3", theme, direction, "", None, source, "staff", "draft")
    return Note(f"N{number}", kind, "staff", *told)


def with_grade(case, value: str | None):
    """The case with another grade typed for 2.1, or none."""
    frame = case.evidence["judgements"].copy()
    typed = frame["kind"] == "evaluation"
    frame.loc[typed, "value"] = value or ""
    frame = frame if value else frame[~typed]
    tables = {**case.evidence.tables, "judgements": frame}
    return replace(case, evidence=replace(case.evidence, tables=tables), kept={})


def without_evidence(case):
    """The case with its judgements alone."""
    kept = {"judgements"}
    tables = {n: t if n in kept else t.iloc[:0] for n, t in case.evidence.tables.items()}
    return replace(case, evidence=replace(case.evidence, tables=tables), kept={})


def grades_of(case) -> set[str]:
    return {test.grade for test in argument(case)[0].tests}


@pytest.mark.parametrize(
    ("typed", "laid"),
    [
        ("excellent", {"6", "5"}),
        ("very good", {"6", "5", "4"}),
        ("adequate", {"4", "3", "2"}),
        ("unsatisfactory", {"2", "1"}),
        (None, {"6", "5", "4", "3", "2", "1"}),
    ],
)
def test_the_tests_of_the_typed_grade_and_its_neighbours_are_laid_out(case, typed, laid):
    assert grades_of(with_grade(case, typed)) == laid


def test_the_argument_is_the_same_whatever_grade_was_typed(case):
    plain = [replace(one, tests=()) for one in argument(case)]

    for typed in (*GRADES, None):
        assert [replace(one, tests=()) for one in argument(with_grade(case, typed))] == plain


def test_the_tests_are_the_same_whatever_the_evidence_says(case):
    bare = without_evidence(case)

    assert argument(bare)[0].tests == argument(case)[0].tests
    assert grades_of(with_grade(bare, None)) == {"1", "2", "3", "4", "5", "6"}
    assert not argument(bare)[0].points


def strings(tree: ast.AST) -> set[str]:
    """The texts of a module, its docstrings left out."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {node.value for node in found if id(node) not in told}


def test_no_part_of_the_library_names_a_grade_of_its_own():
    for path in LIBRARY.rglob("*.py"):
        if path.parent.name == "review":
            continue  # which reads the grades that other people's reports name
        for text in strings(ast.parse(path.read_text(encoding="utf-8"))):
            assert text.casefold() not in GRADES, path.name
            assert not re.search(r"\b(excellent|very good|adequate|unsatisfactory)\b", text), path.name


def test_only_what_reads_or_prints_a_typed_grade_looks_at_the_scale():
    """Every function that reads the scale's points or tests: a new one has to be looked at and entered here."""
    looks = set()
    for path in LIBRARY.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(
                isinstance(node, ast.Attribute) and node.attr in ("grades", "grade", "scale_tests")
                for node in ast.walk(function)
            ):
                looks.add(f"{path.relative_to(LIBRARY).as_posix()}: {function.name}")

    assert looks == {
        "checks/judgements.py: judgements_use_the_scales",  # whether a typed grade is on it
        "findings/argument.py: tests_near",  # which tests the typed grade chooses
        "findings/argument.py: _test",  # a test as data
        "framework/holding.py: _scale_test",
        "sections/argument.py: _tests",  # the names of the tests
        "sections/closing.py: appendix_framework",  # the scale, printed whole
        "framework/reading.py: read",
        "templates/columns.py: _asked",  # the answers of a form
        "sample/judged.py: _drawn",  # one by chance alone, in a sample that says so
    }


def leaning(case, direction: str, answer: str):
    """The case without a typed grade, every note pointing one way and every yes or no question answered one way."""
    tables = dict(with_grade(case, None).evidence.tables)
    tables["voices"] = tables["voices"].assign(direction=direction)
    records = tables["record_reading"].copy()
    for column in records.columns[records.dtypes == "category"]:
        if list(records[column].cat.categories[:2]) == ["yes", "no"] and column not in ("looked_after", "on_register"):
            records[column] = records[column].where(records[column].isna(), answer)
    tables["record_reading"] = records
    return replace(case, evidence=replace(case.evidence, tables=tables), kept={})


def test_whatever_the_evidence_says_no_output_names_a_grade_that_nobody_typed(unwritten):
    case = unwritten
    for other in (
        leaning(case, "strength", "yes"),
        leaning(case, "area for improvement", "no"),
        without_evidence(case),
    ):
        data = [one.data for one in argument(with_grade(other, None))]
        told = dict(claims(with_grade(other, None)))
        del told["answers"]  # of which the readers of records gave some to a plan or a meeting, by such words
        text = json.dumps({"findings": findings_data(with_grade(other, None)), "claims": told})

        assert not re.search(r'"(excellent|very good|adequate|unsatisfactory)"', text)
        assert set(data[0]) == {"indicator", "tests", "strengths", "improvements", "figures", "balances"}
        assert [t["grade"] for t in data[0]["tests"]] == [t.grade for t in case.framework.scale_tests]
        assert {key for t in data[0]["tests"] for key in t} == {
            "grade",
            "test",
            "speaks_for",
            "looks_at",
            "for",
            "against",
        }
        assert {key for b in data[0]["balances"] for key in b} == {"without", "strengths", "improvements", "leads"}


def test_no_function_promises_a_grade():
    for path in LIBRARY.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.returns:
                assert not re.search(r"\bGrade\b", ast.unparse(node.returns)), f"{path.name}: {node.name}"


def test_the_strongest_stands_first_measures_before_notes(case):
    known = estimates(case)
    measured = [known[f"staff.{name}"] for name in ("capacity", "mental_health_outcomes", "advocacy_available")]
    told = [note(1, "area for improvement"), note(2, "area for improvement", "E02", "time"),
            note(3, "area for improvement", "D01", "time", "read"), note(4, "area for improvement", "D01", "time"),
            note(5, "mixed")]  # fmt: skip

    weak = [p for p in points(measured, told) if p.side == "areas for improvement"]

    # mental health: 458 of 1,271, at most 38.7%, so 11 points from half; advocacy holds half; two sources, then one
    assert [p.ids for p in weak] == [
        ("staff.mental_health_outcomes",), ("staff.advocacy_available",), ("N2", "N3", "N4"), ("N1",)]  # fmt: skip
    assert [round(p.distance, 2) for p in weak[:2]] == [0.11, 0.0]
    assert [p.said_in for p in weak[2:]] == [2, 1]


def test_comments_of_one_survey_are_one_voice():
    told = [note(1, "strength", "staff_survey:S0001"), note(2, "strength", "staff_survey:S0002")]

    assert [(p.said_in, p.sources) for p in points([], told)] == [(1, ("survey comments",))]


def test_a_hidden_measure_has_a_side_at_most_and_no_number(case):
    hidden = replace(estimates(case)["parents.help_only_at_crisis"], term="the majority")

    assert hidden.hidden
    (point,) = points([hidden], [])
    assert (point.distance, point.data["distance"]) == (None, None)
    assert points([replace(hidden, term=None)], []) == []


def test_leaving_out_a_source_takes_its_points_and_no_others(case):
    one = argument(case)[0]
    whole, *others = one.balances
    told = {b.without: b for b in others}
    staff = [p for p in one.points if p.sources == ("the staff survey",)]

    assert (whole.without, whole.strengths + whole.improvements) == ("", len(one.points))
    gone = (whole.strengths + whole.improvements) - (told["the staff survey"].strengths
                                                      + told["the staff survey"].improvements)  # fmt: skip
    assert gone == len(staff) == 7
    assert Balance("", 2, 3).leads == "areas for improvement"


def test_counter_evidence_of_a_test_is_the_other_side(case):
    one = argument(case)[0]
    few = next(t for t in one.tests if t.test == "very_few")
    more = next(t for t in one.tests if t.test == "everyone")

    assert {p.side for p in one.speaking_against(few)} == {"areas for improvement"}
    assert one.speaking_against(few) == [p for p in one.points if p.side == "areas for improvement"]
    assert one.speaking_for(more) == [p for p in one.speaking_against(few) if p.of_people]
    assert from_half(0.3, 0.6) == 0


def test_the_page_lays_out_tests_and_says_that_people_answer_them(case):
    page = "".join(html(sections.argument(case)))

    assert "Very good: Are areas for improvement very few?" in page
    assert "no grade follows from what stands here" in page
    assert "Without the staff survey" in page
    assert "Adequate:" not in page


def test_every_grade_has_tests_and_a_slip_in_them_is_named(case, tmp_path, copy):
    assert {t.grade for t in case.framework.scale_tests} == set(case.framework.grades)
    file = copy.parent / "framework" / "2022" / "scale_tests.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("few?,strengths", "few,strength", 1), encoding="utf-8")

    with pytest.raises(InspectionError) as refused:
        frameworks.read(file.parent)

    assert [(p.code, p.row, p.column) for p in refused.value.problems] == [
        ("F20", 6, "speaks_for"), ("F20", 6, "asks")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Almost all staff were sure", ["almost all"]),
        ("Just under three-quarters of a year, and just over half of parents", ["just over half"]),
        ("Families in the most deprived areas were helped", []),
        ("All the records had a plan", ["all"]),
        ("Staff had all they needed", []),
        ("Staff understood the vision", []),
    ],
)
def test_words_that_look_like_quantities_and_are_none_are_passed_over(case, text, words):
    assert [w for w in quantity_words(case, text) if "three-quarters" not in w] == words


def says(case, text: str, rests_on: str) -> list[str]:
    frame = case.evidence["judgements"].copy()
    frame.loc[0, ["text", "rests_on"]] = text, rests_on
    changed = replace(case.evidence, tables={**case.evidence.tables, "judgements": frame.iloc[:1]})
    return [p.message for p in CHECKS["J16"].problems(replace(case, evidence=changed, kept={}))]


def test_a_message_says_no_more_than_its_evidence(case):
    vision = "staff.understand_vision"  # almost three-quarters of staff

    assert says(case, "Staff understood the vision", vision) == [
        "this speaks of staff as a whole, but staff.understand_vision is 'the majority'"]  # fmt: skip
    assert says(case, "Most staff understood the vision", vision) == [
        "this says 'most', which is more than staff.understand_vision comes to"]  # fmt: skip
    assert says(case, "The majority of staff understood the vision", vision) == []
    assert says(case, "Over two-thirds of staff understood", vision) == []
    assert says(case, "Three-quarters of staff understood", vision) != []
    assert says(case, "Few staff understood the vision", vision) == [
        "this says 'few', which is less than staff.understand_vision comes to"]  # fmt: skip
    assert says(case, "Just over a quarter of staff did not understand the vision", vision) == []
    assert says(case, "Practitioners understood the vision", vision) != []
    assert says(case, "Leaders had a clear vision", vision) == []
    assert says(case, "Staff could recognise abuse", "staff.recognise_report") == []  # almost all


@pytest.mark.parametrize(
    ("kind", "cells", "line"),
    [
        ("evaluation", {"text": ""}, "The evaluation of 2.1 has no rationale."),
        ("evaluation", {"decided_by": ""}, "The evaluation of 2.1 does not say who decided it."),
        ("capacity", {"text": ""}, "The view of capacity has no rationale."),
        (
            "capacity",
            {"status": "agreed by team"},
            "The view of capacity is agreed by the team, and not yet by the panel.",
        ),
    ],
)
def test_a_draft_without_the_grounds_of_its_judgement_is_incomplete_on_its_cover(copy, kind, cells, line):
    spoil(copy, "judgements.csv", where(cells, kind=kind))
    case = load_case(copy)

    page = "".join(html(sections.cover(case)))
    assert "This draft is incomplete:" in page
    assert line in page


def test_an_evaluation_without_a_rationale_prints_no_empty_sentence(copy):
    spoil(copy, "judgements.csv", where({"text": ""}, kind="evaluation"))

    assert "No rationale is recorded yet." in "".join(html(sections.evaluation(load_case(copy))))


def test_a_decision_without_a_date_is_said_once(copy):
    spoil(copy, "judgements.csv", where({"decided_on": ""}, kind="capacity"))
    found = [p for p in load_case(copy).problems if p.column == "decided_on"]

    assert [p.code for p in found] == ["J17"]
    assert isinstance(found[0], Problem)
