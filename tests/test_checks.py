"""Checks: each one sees what it is for, says where, stays silent otherwise, and never repeats a person's words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspection_lib import InspectionError, Problem, load_case
from inspection_lib.checks import CHECKS, check, checked
from inspection_lib.evidence import CHOICES, COLUMNS, DATES, NUMBERS
from inspection_lib.identifiers import NAMES_FILE

PARAMS = "north-lanarkshire.yaml"
CANARY = "Zebedee Quark 0101011234"
KNOWN = {"V3", "V6", "F4"}  # what is wrong with North Lanarkshire's own evidence, and said in its draft
IDS = {columns[0] for columns in COLUMNS.values()} | {"source_id", "qualifies", "rests_on"}
PLACES = {"heading", "after_heading", "indicator", "statement"}

Rows = list[dict[str, str]]
Edit = Callable[[Rows], object]  # the first row of a file's rows is row 2 of the file


def spoil(params: Path, file: str, edit: Edit) -> None:
    """Change some rows of a CSV file of the evidence."""
    path = params.parent / "north-lanarkshire" / file
    with path.open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    columns = list(rows[0])
    edit(rows)
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, columns)
        writer.writeheader()
        writer.writerows(rows)


def cell(row: int, column: str, value: str) -> Edit:
    """Write into one cell, by its row number in the file."""
    return lambda rows: rows[row - 2].update({column: value})


def every(column: str, old: str, new: str) -> Edit:
    """Write into every cell of a column that holds one value."""
    return lambda rows: [row.update({column: new}) for row in rows if row[column] == old]


def blank_from(row: int, column: str) -> Edit:
    """Empty a column from a row of the file on."""
    return lambda rows: [record.update({column: ""}) for record in rows[row - 2 :]]


def added(**cells: str) -> Edit:
    """Write one row more."""
    return lambda rows: rows.append(cells)


@dataclass(frozen=True)
class Spoilt:
    """One thing spoilt in one file, and where and how the check then says so."""

    file: str
    edit: Edit
    message: str
    row: int | None = None
    column: str = ""
    names: str = ""  # what the list of names to keep out then holds

    def spoil(self, params: Path) -> None:
        """Spoil the copy of the evidence that a params file has beside it."""
        spoil(params, self.file, self.edit)
        if self.names:
            (params.parent / "north-lanarkshire" / NAMES_FILE).write_text(self.names, encoding="utf-8")


def held(what: str) -> str:
    """How a finding of something that identifies a person is said."""
    return f"this holds what looks like {what}; take it out before anybody else reads it"


ROUTED = "1 answer is left out: the question is only asked if"
SPOILT = {  # row 62 of the records is the first that was read twice; row 17 of the judgements, the evaluation
    "S1": Spoilt("staff_survey.csv", cell(3, "assess_analyse", "agree"),
        f"{ROUTED} role in assessing", column="assess_analyse"),
    "S2": Spoilt("parents_survey.csv", cell(2, "help_only_at_crisis", "yes"),
        f"{ROUTED} fully_included is not fully", column="help_only_at_crisis"),
    "S3": Spoilt("staff_survey.csv", cell(2, "submitted_on", "2023-09-14"),
        "replies dated after the inspection ended on 13 September 2023: 1", column="submitted_on"),
    "S4": Spoilt("children_survey.csv", cell(2, "heard_on", "2023-04-16"),
        "rows dated before the inspection started on 17 April 2023: 1", column="heard_on"),
    "S5": Spoilt("parents_survey.csv", cell(2, "heard_on", "2023-09-14"),
        "rows dated after the inspection ended on 13 September 2023: 1", column="heard_on"),
    "S6": Spoilt("children_survey.csv", blank_from(11, "rights_explained"),
        "children.rights_explained: its base is under 10, so nothing of it is shown", column="rights_explained"),
    "S7": Spoilt("children_survey.csv", blank_from(2, "rights_explained"),
        "1 question has no answer at all: children.rights_explained"),
    "S10": Spoilt("children_survey.csv", blank_from(22, "rights_explained"),
        "children.rights_explained: answered by 20 of the 59 it was put to", column="rights_explained"),
    "S8": Spoilt("staff_survey.csv", lambda rows: (rows[0].update(role="polise"), rows[1].update(role="eduction")),
        "role: 2 values are given by fewer than 5 replies; check the spelling", column="role"),
    "S9": Spoilt("parents_survey.csv", cell(2, "relation", "carer"),
        "relation: 1 value is given by fewer than 5 replies; check the spelling", column="relation"),
    "R1": Spoilt("record_reading.csv", cell(2, "plan_quality", "4"),
        f"{ROUTED} plan = yes", column="plan_quality"),
    "R2": Spoilt("record_reading.csv", cell(62, "record_id", "R99"),
        "a second reading of a record without a first", 62, "record_id"),
    "R3": Spoilt("record_reading.csv", cell(2, "read_on", "2023-09-14"),
        "records read after the inspection ended on 13 September 2023: 1", column="read_on"),
    "E1": Spoilt("engagement.csv", cell(2, "people", "8"),
        "children and young people met by group meeting: the sessions and children_survey.csv do not come to the same"
        " number"),
    "I13": Spoilt("parents_survey.csv", lambda rows: rows.clear(), "there is a header and no row"),
    "V1": Spoilt("voices.csv", cell(2, "source_id", "D99"),
        "the source is no session, document or survey comment that is here", 2, "source_id"),
    "V2": Spoilt("voices.csv", cell(2, "heading", "9.9"),
        "'9.9' is not in the framework", 2, "heading"),
    "V3": Spoilt("voices.csv", cell(2, "second_direction", "mixed"),
        "of 33 notes coded twice, 5 got two directions"),
    "V4": Spoilt("voices.csv", cell(2, "qualifies", "N9999"),
        "this follows on from something that is not here; it is told by itself", 2, "qualifies"),
    "V5": Spoilt("voices.csv", cell(2, "use", "quote"),
        "quotation marks and `use: quote` go together", 2, "text"),
    "V6": Spoilt("documents.csv", added(document_id="D98"), "documents that nothing cites: 3 of 56", column="used"),
    "V7": Spoilt("voices.csv", every("heading", "2.4", "2.3"),
        "nothing has been entered for 2.4 Transition planning", column="heading"),
    "F3": Spoilt("figures.csv", cell(2, "indicator", "nine"),
        "an indicator such as 5.1 was wanted", 2, "indicator"),
    "F4": Spoilt("figures.csv", cell(2, "stated", "down by 50%"),
        "F01: stated a fall of 50%, comes to a fall of 88%", 2, "stated"),
    "F5": Spoilt("figures.csv", cell(2, "sentence", "there were {valeu} exclusions"),
        "a placeholder is one of change, earlier_period, earlier_value, period, value, alone in its braces",
        2, "sentence"),
    "F6": Spoilt("figures.csv", cell(2, "source_id", "D99"), "the source is no document that is here", 2, "source_id"),
    "X1": Spoilt("practice_examples.csv", cell(2, "rests_on", "N0042 D99"),
        "this rests on 'D99', which is not here", 2, "rests_on"),
    "X2": Spoilt("practice_examples.csv", cell(2, "after_heading", ""),
        "this is blank; a heading was wanted", 2, "after_heading"),
    "J1": Spoilt("judgements.csv", cell(2, "rests_on", "staff.valued N9999"),
        "this rests on 'N9999', which is not here", 2, "rests_on"),
    "J2": Spoilt("judgements.csv", cell(17, "value", "superb"),
        "one of these was wanted: excellent, very good, good, adequate, weak, unsatisfactory", 17, "value"),
    "J3": Spoilt("judgements.csv", cell(17, "status", "proposed"),
        "the evaluation of 2.1 is proposed, not agreed by panel", 17, "status"),
    "J4": Spoilt("judgements.csv", cell(17, "kind", "note to reader"), "quality indicator 2.1 has no evaluation yet"),
    "J5": Spoilt("judgements.csv", every("kind", "area for action", "note to reader"),
        "there is no area for action yet"),
    "J6": Spoilt("judgements.csv", cell(3, "rests_on", ""),
        "J02, a key message, rests on nothing yet", 3, "rests_on"),
    "J7": Spoilt("judgements.csv", cell(2, "statement", ""), "this is blank; a statement was wanted", 2, "statement"),
    "D1": Spoilt("voices.csv", cell(11, "text", "seen at home, 010101 1237"), held("a CHI number"), 11, "text"),
    "D2": Spoilt("voices.csv", cell(12, "text", "seen at home, 943 476 5919"), held("an NHS number"), 12, "text"),
    "D3": Spoilt("judgements.csv", cell(4, "text", "paid to AB 12 34 56 C"),
        held("a National Insurance number"), 4, "text"),
    "D4": Spoilt("documents.csv", cell(3, "title", "Plan for Motherwell ML1 1AA"), held("a postcode"), 3, "title"),
    "D5": Spoilt("figures.csv", cell(4, "sentence", "{value} rang (01698) 496000"),
        held("a phone number"), 4, "sentence"),
    "D6": Spoilt("practice_examples.csv", cell(3, "need", "Write to team@example.org"),
        held("an e-mail address"), 3, "need"),
    "D7": Spoilt("voices.csv", cell(13, "text", "he was born on 3 May 2011"), held("a date of birth"), 13, "text"),
    "D8": Spoilt("voices.csv", cell(14, "text", "Zebedee's views were heard"),
        held("one of the names to keep out"), 14, "text", names="# of the visits\nzebedee\nQuark\n"),
}  # fmt: skip
#: Checks of params: the text to change, what to change it to, and what is said of it.
SPOILT_PARAMS = {
    "P5": ('graded_indicators: ["2.1"]', "graded_indicators: [2.1, 9.9]",
           "inspection.graded_indicators: the framework has no indicator '9.9'"),
    "P6": ("[population,", "[populace,", "official_statistics.measures: 'populace' is not in official_measures.csv"),
    "P7": ("date: 2023-10-17", "date: 2023-09-12", "the report is dated before the inspection ended"),
    "P20": ("  date: 2023-10-17\n", "", "the date of the report is not set yet"),
    "P8": ("records: 60", "records: 61", "stated.records is 61, but the rows come to 60"),
}  # fmt: skip


def test_every_check_is_seen_to_work():
    assert set(SPOILT) | set(SPOILT_PARAMS) == set(CHECKS)


@pytest.mark.parametrize("code", SPOILT)
def test_a_check_sees_what_it_is_for(copy, code):
    spoilt, entry = SPOILT[code], CHECKS[code]
    spoilt.spoil(copy)
    file = entry.file or spoilt.file

    assert Problem(code, entry.severity, spoilt.message, file, spoilt.row, spoilt.column) in checked(copy).problems


@pytest.mark.parametrize("code", SPOILT_PARAMS)
def test_a_check_of_params_sees_what_it_is_for(copy, code):
    old, new, message = SPOILT_PARAMS[code]
    copy.write_text(copy.read_text().replace(old, new))

    assert Problem(code, CHECKS[code].severity, message, PARAMS) in checked(copy).problems


def test_north_lanarkshire_has_three_known_caveats_and_no_other_problem(case):
    assert {problem.code for problem in case.problems} == KNOWN
    assert {problem.severity for problem in case.problems} == {"caveat"}


def test_every_check_says_in_one_sentence_what_it_holds_evidence_to():
    for entry in CHECKS.values():
        words = (entry.find.__doc__ or "").strip()
        assert words.endswith(".")
        assert "\n" not in words
        assert words.count(". ") == 0


def test_two_checks_cannot_share_a_code():
    with pytest.raises(ValueError, match="^two checks have the code V1$"):
        check("V1", "stops", "voices.csv")(lambda case: iter(()))


def test_a_check_changes_no_table(case):
    before = {name: table.copy() for name, table in case.evidence.tables.items()}
    for entry in CHECKS.values():
        entry.problems(case)

    assert all(table.equals(before[name]) for name, table in case.evidence.tables.items())


def test_what_stops_the_work_is_listed_with_its_place(copy):
    spoil(copy, "voices.csv", cell(2, "source_id", "D99"))

    with pytest.raises(InspectionError) as stopped:
        load_case(copy)

    assert str(stopped.value) == (
        "One problem stops the work on north-lanarkshire.yaml:\n"
        "  V1  voices.csv, row 2, column source_id: "
        "the source is no session, document or survey comment that is here"
    )


def test_evidence_that_cannot_be_read_is_not_held_against_itself(copy):
    spoil(copy, "voices.csv", cell(2, "source_id", "D99"))
    spoil(copy, "judgements.csv", cell(2, "status", "agreed"))

    assert [problem.code for problem in checked(copy).problems] == ["I9"]


def test_a_partnership_without_any_evidence_is_checked_all_the_same(copy):
    for file in (copy.parent / "north-lanarkshire").glob("*.csv"):
        file.unlink()

    assert {problem.code for problem in checked(copy).problems} == {"I2", "P8", "V7", "J4", "J5"}


def free(name: str) -> set[str]:
    """The columns of a table that hold words of people: names, titles, what was said, notes."""
    closed = {*CHOICES.get(name, ()), *NUMBERS.get(name, ()), DATES.get(name), *IDS, *PLACES}
    return set(COLUMNS[name]) - closed


def test_a_problem_never_repeats_what_people_wrote(copy):
    for name in COLUMNS:
        words = dict.fromkeys(free(name), CANARY)
        spoil(copy, f"{name}.csv", lambda rows, words=words: [row.update(words) for row in rows])
    for code, spoilt in SPOILT.items():
        if code != "I13":  # which takes away all parents
            spoilt.spoil(copy)

    problems = checked(copy).problems

    assert {"S1", "E1", "R1", "V5", "F5", "X1", "J1", "D5", "D8"} <= {problem.code for problem in problems}
    assert not [p.code for p in problems if any(word.casefold() in p.message.casefold() for word in CANARY.split())]


@pytest.mark.parametrize(
    ("file", "cells"),
    [
        ("judgements.csv", {"rests_on": f"{CANARY} staff.valued[role={CANARY}]"}),  # J1
        ("practice_examples.csv", {"rests_on": CANARY}),  # X1
        ("judgements.csv", {"judgement_id": CANARY, "rests_on": ""}),  # J6
        ("judgements.csv", {"kind": "evaluation", "value": "good", "status": "proposed", "indicator": CANARY}),  # J3
        ("figures.csv", {"figure_id": CANARY}),  # F4
        ("voices.csv", {"heading": "0101011234"}),  # V2: ten digits are a CHI number, not a heading
        ("figures.csv", {"indicator": "0101011234"}),  # F3
    ],
)
def test_a_problem_never_repeats_a_name_or_number_typed_in_a_wrong_column(copy, file, cells):
    spoil(copy, file, lambda rows: rows[0].update(cells))

    assert not [p.code for p in checked(copy).problems if any(word in p.message for word in CANARY.split())]


@pytest.mark.parametrize(
    ("cells", "comes_to"),
    [
        ({"earlier_value": "19"}, "comes to no change"),
        ({"earlier_value": "0"}, "comes to a rise from nought"),
        ({"stated": "up 88%"}, "comes to a fall of 88%"),
        ({"value": "3", "unit": "pupils"}, "F01: the change stated is not the one"),  # 3 pupils are not given away
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
