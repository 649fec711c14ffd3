"""Factual accuracy: every paragraph has its number, the log is strict, accepted points find their way."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from inspection_lib import accuracy, compare, sections
from inspection_lib.accuracy.making import log_files
from inspection_lib.accuracy.sources import place
from inspection_lib.cli import main
from inspection_lib.compare.drafts import Draft
from inspection_lib.errors import InspectionError
from inspection_lib.evidence import Case
from inspection_lib.export import claims
from inspection_lib.register.origins import GONE

ROOT = Path(__file__).parents[1]
PARAMS = ROOT / "params" / "north-lanarkshire.yaml"
ACCEPTED = ("the pathway began in 2022", "1.3.2", "fact behind a judgement", "minutes", "accepted", "they do", "AB",
            "2023-10-02")  # fmt: skip


@pytest.fixture(scope="module")
def case(unwritten: Case) -> Case:
    """North Lanarkshire in the library's own words, which these tests know."""
    return unwritten


@pytest.fixture(scope="module")
def draft(case: Case) -> Draft:
    return compare.of_claims(claims(case))


@pytest.fixture(scope="module")
def rows(case: Case, draft: Draft) -> list[accuracy.Row]:
    return accuracy.paragraphs(case, draft)


def log(folder: Path, *points: tuple[str, ...], head: tuple[str, ...] = accuracy.COLUMNS) -> Path:
    """A filled-in log as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([head, *points])
    path = folder / "log.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def problems(path: Path) -> list[tuple[int | None, str, str]]:
    with pytest.raises(InspectionError) as raised:
        accuracy.read(path, ["1.3.1", "1.3.2", "Key facts 3"])
    return [(problem.row, problem.column, problem.message) for problem in raised.value.problems]


def inspection(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["accuracy", *map(str, arguments)])


def test_a_paragraph_is_numbered_by_statement_heading_and_place(draft: Draft):
    numbers = {one.id: one.number for one in draft.statements}

    assert numbers["heading-1-3.2.1"] == numbers["heading-1-3.2.2"] == "1.3.2"
    assert numbers["statement-2-key-messages.3.1"] == "2.0.3"
    assert numbers["key-facts.3.1"] == "Key facts 3"
    example = next(one for one in draft.statements if one.id == "example-x1.1.1")
    last = [one.number for one in draft.statements if one.id.startswith("heading-1-5.")][-1]
    assert int(example.number.split(".")[-1]) == int(last.split(".")[-1]) + 1  # an example goes on counting


def test_no_two_paragraphs_have_one_number(draft: Draft):
    places = {(one.id.rsplit(".", 2)[0], one.paragraph): one.number for one in draft.statements if one.number}

    assert len(set(places.values())) == len(places) > 100


def test_a_paragraph_has_the_same_number_in_every_edition(case: Case, draft: Draft):
    report = case.params.report.model_copy(update={"edition": "partnership"})
    partnership = replace(case, params=case.params.model_copy(update={"report": report}), kept={})
    other = compare.of_claims(claims(partnership))

    assert all(one.number for one in other.statements)
    assert [(o.number, o.text) for o in other.statements] == [(o.number, o.text) for o in draft.statements if o.number]


def test_the_partnership_sees_where_a_sentence_comes_from_in_words(rows):
    found = {row.text: row.sources for row in rows}

    assert found["In most of the records we read, an inter-agency referral discussion was held."] == (
        "Record reading: “Was an inter-agency referral discussion held?” (60 records)",
    )
    assert found["The share was higher for senior managers: almost all."][0].endswith(
        "among senior managers (77 replies)"
    )
    assert ("what staff told the inspection team",) in found.values()


def test_nothing_that_is_the_teams_alone_goes_out(case, draft, rows):
    told = {row.text for row in rows}
    words = "\n".join(source for row in rows for source in row.sources)

    assert not told & {one.text for one in draft.statements if "synthesis" in one.id}
    assert not re.search(r"\b[NJFXDE][0-9]{2,4}\b", words)  # no id of a note, a meeting or a person
    assert not any(str(person) in words for person in case.evidence["voices"]["coder"].unique() if person)
    assert not re.search(r"staff\.|records\.|fragil|uncertain|answers to another word", words)
    assert GONE not in words


def test_a_hidden_base_is_not_told(case, draft):
    name = "staff.valued"
    estimates = {**draft.estimates, name: {**draft.estimates[name], "base": None, "numerator": None, "hidden": True}}
    sources = [s for row in accuracy.paragraphs(case, replace(draft, estimates=estimates)) for s in row.sources]
    said = {source for source in sources if "valued" in source}

    assert len(said) == 1
    assert said.pop().endswith("(the numbers are too small to be shown)")


def test_the_log_has_drop_downs_a_header_that_stays_and_no_formula(tmp_path, case):
    told = [accuracy.Row("1.3.1", "=1+1 is what they wrote.", ("document: =cmd()",)), accuracy.Row("1.3.2", "Two.", ())]
    made = log_files(told, "DRAFT · R&D", tmp_path / "new")
    book = load_workbook(made[1])
    sheet, second = book["response log"], book["paragraphs and sources"]

    assert [cell.value for cell in sheet[1]] == list(accuracy.COLUMNS)
    assert sheet.freeze_panes == second.freeze_panes == "A2"
    rules = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    offered = {
        letter: [cell.value for (cell,) in book["lists"][listed.partition("!")[2].replace("$", "")]]
        for letter, listed in rules.items()
    }
    assert offered == {
        "B": ["1.3.1", "1.3.2"],
        "C": ["typographical or numerical", "fact behind a judgement", "missing evidence", "other"],
        "E": ["accepted", "accepted in part", "not accepted", "more evidence asked"],
    }
    assert [[cell.value for cell in row] for row in second.iter_rows(min_row=2)] == [
        ["1.3.1", "=1+1 is what they wrote.", "document: =cmd()"], ["1.3.2", "Two.", None]
    ]  # fmt: skip
    assert {cell.data_type for row in second.iter_rows(min_row=2) for cell in row} <= {"s", "inlineStr", "n"}
    assert all(cell.alignment.wrap_text for row in (sheet[2], second[2]) for cell in row)
    assert made[2].read_text(encoding="utf-8-sig").splitlines()[1].startswith("1.3.1,'=1+1")


def test_a_log_that_is_there_is_not_written_over(tmp_path):
    log_files([accuracy.Row("1.3.1", "One.", ())], "", tmp_path)

    with pytest.raises(InspectionError, match="is there already and may be filled in; --out names another folder"):
        log_files([accuracy.Row("1.3.1", "One.", ())], "", tmp_path)


def test_the_same_draft_gives_the_same_bytes(tmp_path):
    first, second = (log_files([accuracy.Row("1.3.1", "One.", ("x",))], "", tmp_path / name) for name in "ab")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_log_as_it_goes_out_has_no_points(tmp_path):
    made = log_files([accuracy.Row("1.3.1", "One.", ())], "", tmp_path)

    assert accuracy.read(made[0], ["1.3.1"]) == accuracy.read(made[1], ["1.3.1"]) == []


def test_excel_and_csv_are_read_alike(tmp_path):
    made = log_files([accuracy.Row("1.3.2", "One.", ())], "", tmp_path)
    book = load_workbook(made[1])
    for column, value in enumerate((*ACCEPTED[:-1], date(2023, 10, 2)), start=1):
        book["response log"].cell(2, column, value)
    book.save(made[1])
    (point,) = accuracy.read(log(tmp_path, ACCEPTED), ["1.3.2"])

    assert accuracy.read(made[1], ["1.3.2"]) == [point]
    assert (point.row, point.paragraph, point.decision, point.accepted) == (2, "1.3.2", "accepted", True)


def test_the_number_is_known_however_it_is_typed(tmp_path):
    typed = [(*ACCEPTED[:1], number, *ACCEPTED[2:]) for number in ("para 1.3.2", " 1.3.2. ", "Key  Facts 3")]
    points = accuracy.read(log(tmp_path, *typed), ["1.3.2", "Key facts 3"])

    assert [point.paragraph for point in points] == ["1.3.2", "1.3.2", "Key facts 3"]


def test_everything_wrong_in_a_log_is_listed_with_row_and_column_and_nobodys_words(tmp_path):
    path = log(
        tmp_path,
        ("secret words", "1.3.9", "other", "", "", "", "", ""),
        ("secret words", "1.3.1", "secret kind", "", "secret decision", "secret", "secret", "secret"),
        ("", "1.3.1", "", "", "accepted", "", "", "31/02/2023"),
        ("a point", "1.3.1", "Other", "", "", "", "", "02/10/2023"),
    )
    found = problems(path)

    assert [(row, column) for row, column, _ in found] == [
        (2, "paragraph"), (3, "kind"), (3, "decision"), (3, "date"),
        (4, "point"), (4, "kind"), (4, "reason"), (4, "reviewer"), (4, "date"),
    ]  # fmt: skip
    assert "secret" not in " ".join(message for _, _, message in found)


@pytest.mark.parametrize("missing", accuracy.COLUMNS)
def test_a_missing_column_is_named(tmp_path, missing):
    head = tuple(name for name in accuracy.COLUMNS if name != missing)

    assert problems(log(tmp_path, head=head)) == [(None, missing, f"the column '{missing}' is missing")]


@pytest.mark.parametrize(("name", "content"), [("log.csv", b""), ("log.xlsx", b"no workbook"), ("log.pdf", b"%PDF")])
def test_what_is_no_log_is_refused_in_a_sentence(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    for path in (tmp_path / name, tmp_path / "none.csv", tmp_path):
        with pytest.raises(InspectionError) as raised:
            accuracy.read(path, ["1.3.2"])
        assert len(str(raised.value).splitlines()) == 1


def test_an_accepted_point_finds_its_sentences_their_evidence_and_what_has_changed(case, draft):
    sent_text = "In all records, a discussion was held."
    sent = replace(
        draft,
        statements=tuple(replace(o, text=sent_text) if o.id == "heading-1-3.2.1" else o for o in draft.statements),
    )
    points = [accuracy.Point(2, "1.3.2", "other", "accepted"), accuracy.Point(3, "1.3.1", "other", "accepted in part"),
              accuracy.Point(4, "1.3.1", "other", "not accepted"), accuracy.Point(5, "1.3.1", "other", "")]  # fmt: skip
    changed, same = accuracy.answers(points, draft, sent)
    blocks = accuracy.told(case, points, [changed, same]).split("\n\n")

    assert (changed.changed, same.changed) == (True, False)
    assert blocks[0].splitlines()[:4] == [
        "Row 2, paragraph 1.3.2, other: accepted; the draft has changed since",
        f"  {sent_text}",
        "    rests on records.ird_held (record_reading.csv, column ird_held)",
        "    since then reworded: In most of the records we read, an inter-agency referral discussion was held.",
    ]
    assert blocks[1].splitlines()[0].endswith("accepted in part; the draft stands as it was sent")
    assert "    rests on N0022 (voices.csv, row 23, column text)" in blocks[1]
    assert blocks[2].splitlines() == [
        "4 points: 1 accepted, 1 accepted in part, 1 not accepted, 1 not decided yet.",
        "Of the accepted points, 1 changed since the draft was sent; 1 did not.",
    ]


def test_every_id_that_a_sentence_rests_on_is_found_in_a_file(case, draft):
    ids = {name for one in draft.statements for name in one.rests_on}

    assert [name for name in ids if ".csv" not in place(case, name)] == []


def test_inspection_accuracy_makes_the_log_and_reads_it(tmp_path, draft, case):
    made = inspection(PARAMS, "--out", tmp_path / "new")
    point: Any = ("a point", "1.3.2", "other", "", "accepted", "secret reason", "secret name", "")
    good = inspection(PARAMS, "--log", log(tmp_path, point))
    bad = inspection(PARAMS, "--log", log(tmp_path, (*point[:5], "", "secret name", "")))

    assert (made.exit_code, made.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "response-log.csv", "response-log.xlsx", "paragraphs.csv"
    }  # fmt: skip
    assert (good.exit_code, good.stderr) == (0, "")
    assert good.stdout.startswith("Row 2, paragraph 1.3.2, other: accepted\n")
    assert "name the folder of the draft that was sent with --draft" in good.stdout
    assert bad.exit_code == 1
    assert " ".join(bad.stdout.splitlines()[1].split()) == (
        "L5 stops log.csv 2 reason this is blank; a point that is decided has a reason"
    )
    assert "secret" not in good.stdout + bad.stdout


def test_a_draft_of_another_partnership_is_refused(case, draft):
    with pytest.raises(InspectionError, match="one partnership were wanted"):
        accuracy.answers([], draft, replace(draft, code="S12000042"))


def test_a_draft_from_before_paragraphs_had_numbers_is_refused(case, draft):
    old = replace(draft, statements=tuple(replace(one, number="") for one in draft.statements))

    with pytest.raises(InspectionError, match="no paragraph of this draft has a number"):
        accuracy.paragraphs(case, old)


def test_the_numbers_are_those_of_the_sections_that_the_page_is_made_of(case, draft):
    numbers = sections.paragraph_numbers(sections.report(case))

    assert {one.number for one in draft.statements if one.number} == set(numbers.values())
