"""Checks: each one sees what it is for, says where, stays silent otherwise, and never repeats a person's words."""

from __future__ import annotations

import pytest
from spoiling import (
    Spoilt,
    Wrote,
    added,
    again,
    all_rows,
    answers,
    as_above,
    blank_from,
    cell,
    every,
    readings,
    spoil,
    where,
)

from inspection_lib import InspectionError, Problem, intake, load_case
from inspection_lib.checks import CHECKS, check, checked, checks_of
from inspection_lib.evidence import CHOICES, COLUMNS, DATES, NUMBERS

PARAMS = "north-lanarkshire.yaml"
CANARY = "Zebedee Quark 0101011234"
KNOWN = {
    "F4",
    "F13",
    "F17",
    "J16",
    "R21",
    "S12",
    "V3",
    "V6",
}  # what is wrong with North Lanarkshire's own evidence, and said in its draft
IDS = {columns[0] for columns in COLUMNS.values()} | {"source_id", "qualifies", "rests_on"}
PLACES = {"heading", "after_heading", "indicator", "statement"}


def held(what: str) -> str:
    """How a finding of something that identifies a person is said."""
    return f"this holds what looks like {what}; take it out before anybody else reads it"


ASSESSING = "social work or social care, health visiting, school nursing, education, children's hearings and justice"
ROUTED = "answers that are left out: fewer than 5; the question is only asked if"
SPOILT = {  # row 62 of the records is the first that was read twice; row 17 of the judgements, the evaluation
    "S1": Spoilt("staff_survey.csv", cell(3, "assess_analyse", "agree"),
        f"{ROUTED} role is one of: {ASSESSING}", column="assess_analyse"),
    "S2": Spoilt("parents_survey.csv", cell(2, "help_only_at_crisis", "yes"),
        f"{ROUTED} fully_included is not fully", column="help_only_at_crisis"),
    "S3": Spoilt("staff_survey.csv", cell(2, "submitted_on", "2023-09-14"),
        "replies dated after the inspection ended on 13 September 2023: 1", column="submitted_on"),
    "S4": Spoilt("children_survey.csv", cell(2, "heard_on", "2023-04-16"),
        "rows dated before the inspection started on 17 April 2023: 1", column="heard_on"),
    "S5": Spoilt("parents_survey.csv", cell(2, "heard_on", "2023-09-14"),
        "rows dated after the inspection ended on 13 September 2023: 1", column="heard_on"),
    "S6": Spoilt("children_survey.csv", blank_from(11, "rights_explained"),
        "nothing is shown of 1 question, as its base is under 10: children.rights_explained"),
    "S7": Spoilt("children_survey.csv", blank_from(2, "rights_explained"),
        "1 question has no answer at all: children.rights_explained"),
    "S10": Spoilt("children_survey.csv", blank_from(22, "rights_explained"),
        "children.rights_explained is answered in 20 of the 59 rows in which it was asked", column="rights_explained"),
    "S8": Spoilt("staff_survey.csv", lambda rows: (rows[0].update(role="polise"), rows[1].update(role="eduction")),
        "role: 2 values are each given by fewer than 5 replies; check the spelling (the framework names 'social work or"
        " social care', 'other NHS', 'education', 'early years', 'police', 'housing or other council' and 'children's"
        " hearings and justice')", column="role"),
    "S9": Spoilt("parents_survey.csv", cell(2, "relation", "carer"),
        "relation: 1 value is given by fewer than 5 replies; check the spelling", column="relation"),
    "R1": Spoilt("record_reading.csv", cell(2, "plan_quality", "4"),
        f"{ROUTED} plan is yes", column="plan_quality"),
    "R2": Spoilt("record_reading.csv", cell(62, "record_id", "R99"),
        "this is a second reading, but the record has no first", 62, "record_id"),
    "R3": Spoilt("record_reading.csv", cell(2, "read_on", "2023-09-14"),
        "records read after the inspection ended on 13 September 2023: 1", column="read_on"),
    "E1": Spoilt("engagement.csv", cell(2, "people", "8"),
        "children and young people met by group meeting: the sessions and children_survey.csv do not come to the same"
        " number"),
    "I13": Spoilt("parents_survey.csv", lambda rows: rows.clear(), "there is a header row, but no row below it"),
    "V1": Spoilt("voices.csv", cell(2, "source_id", "D99"),
        "the source is not a session, document or survey comment that is here", 2, "source_id"),
    "V2": Spoilt("voices.csv", cell(2, "heading", "9.9"),
        "'9.9' is not in the framework", 2, "heading"),
    "V3": Spoilt("voices.csv", cell(2, "second_direction", "mixed"),
        "of 33 notes coded twice, 5 were given two different directions"),
    "V4": Spoilt("voices.csv", cell(2, "qualifies", "N9999"),
        "this follows on from something that is not here, so this note is told by itself", 2, "qualifies"),
    "V5": Spoilt("voices.csv", cell(2, "use", "quote"),
        "`use` is quote, but there are no quotation marks at both ends", 2, "text"),
    "V6": Spoilt("documents.csv", added(document_id="D98"), "documents that nothing cites: 3 of 56", column="used"),
    "V7": Spoilt("voices.csv", every("heading", "2.4", "2.3"),
        "nothing has been entered for 2.4 Transition planning", column="heading"),
    "F3": Spoilt("figures.csv", cell(2, "indicator", "nine"),
        "an indicator such as 5.1 was wanted", 2, "indicator"),
    "F4": Spoilt("figures.csv", cell(2, "stated", "down by 50%"),
        "F01: stated a fall of 50%, comes to a fall of 88%", 2, "stated"),
    "F5": Spoilt("figures.csv", cell(2, "sentence", "there were {valeu} exclusions"),
        "the sentence has a placeholder that is not known; one of change, earlier_period, earlier_value, period or"
        " value was wanted, alone in its braces",
        2, "sentence"),
    "F6": Spoilt("figures.csv", cell(2, "source_id", "D99"),
        "the source is not a document that is here", 2, "source_id"),
    "X1": Spoilt("practice_examples.csv", cell(2, "rests_on", "N0042 D99"),
        "this rests on 'D99', which is not here", 2, "rests_on"),
    "X2": Spoilt("practice_examples.csv", cell(2, "after_heading", ""),
        "this is blank; a heading was wanted", 2, "after_heading"),
    "J1": Spoilt("judgements.csv", cell(2, "rests_on", "staff.valued N9999"),
        "this rests on 'N9999', which is not here", 2, "rests_on"),
    "J2": Spoilt("judgements.csv", cell(17, "value", "superb"),
        "one of these was wanted: excellent, very good, good, adequate, weak, unsatisfactory", 17, "value"),
    "J3": Spoilt("judgements.csv", cell(17, "status", "proposed"),
        "the evaluation of 2.1 is proposed, and not yet agreed by the panel", 17, "status"),
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
    "S11": Spoilt("staff_survey.csv", cell(2, "submitted_on", "2023-10-18"),
        "replies dated after the report, which is dated 17 October 2023: 1", column="submitted_on"),
    "S12": Spoilt("staff_survey.csv", all_rows(valued="don't know"),
        "don't know was the answer most often given to staff.valued", column="valued"),
    "S14": Spoilt("staff_survey.csv", answers(20, "disagree"),
        "replies that give the same answer to every one of 10 questions or more: 21"),
    "S15": Spoilt("staff_survey.csv", answers(1, ""), "replies without an answer to any question: fewer than 5"),
    "S16": Spoilt("children_survey.csv", lambda rows: rows.extend({**rows[0], "child_id": f"C{n}"} for n in
        range(100, 200)), "152 replies came in, but evidence.invited says that 140 people were invited; no response"
        " rate is given"),
    "S17": Spoilt("children_survey.csv", cell(2, "heard_by", "surveys"),
        "rows that say neither survey nor a way of meeting people: fewer than 5", column="heard_by"),
    "S18": Spoilt("staff_survey.csv", cell(3, "reply_id", "0101011234"),
        "ids such as S0001 were wanted; others may be numbers by which people are known elsewhere: 1, of which this is"
        " the first", 3, "reply_id"),
    "S19": Spoilt("children_survey.csv", all_rows(heard_on="2023-06-05"),
        "more than half of the replies came on one day, 5 June 2023: 52 of 52", column="heard_on"),
    "S20": Spoilt("staff_survey.csv", lambda rows: [row.update(role="") for row in rows[:200]],
        "role is blank in 200 of 1,316 rows, which belong to no group", column="role"),
    "R4": Spoilt("record_reading.csv", cell(2, "read_on", "2023-06-09"),
        "readings outside the days that params name for them, 6 June 2023 to 8 June 2023: 1", column="read_on"),
    "R5": Spoilt("record_reading.csv", readings(62, "reader", "A", "A"),
        "both readings are by the same reader", 62, "reader"),
    "R6": Spoilt("record_reading.csv", readings(62, "reader_kind", "local reader", "local reader"),
        "records read twice, and never by an inspector: 1", column="reader_kind"),
    "R7": Spoilt("record_reading.csv", readings(62, "meeting_quality", "6", "4"),
        "records whose two readings differ by two points or more on a grade: fewer than 5 of 12"),
    "R8": Spoilt("record_reading.csv", readings(62, "age_band", "8 to 12", "13 to 17"),
        "records whose two readings differ on age_band: fewer than 5; are they of one child?", column="age_band"),
    "R9": Spoilt("record_reading.csv", cell(2, "reader", ""),
        "no reader is given, so agreement between readers leaves it out", 2, "reader"),
    "R10": Spoilt("record_reading.csv", cell(62, "reader_kind", "local reader"),
        "readers who are entered both as inspector and as local reader: 1", column="reader_kind"),
    "E2": Spoilt("engagement.csv", cell(2, "held_on", "2023-07-01"),
        "sessions outside the days that params name for them, 12 June 2023 to 29 June 2023: 1", column="held_on"),
    "E3": Spoilt("engagement.csv", cell(2, "held_on", ""), "the session has no date", 2, "held_on"),
    "E4": Spoilt("engagement.csv", cell(10, "people", "0"),
        "nobody was met in this session, and it was not an observation", 10, "people"),
    "E5": Spoilt("engagement.csv", cell(10, "counted_before", "10"),
        "more people were counted before than were in the session", 10, "counted_before"),
    "E6": Spoilt("engagement.csv", again(10, session_id="E98"), "sessions that no note cites: 1 of 41"),
    "V8": Spoilt("voices.csv", cell(2, "coder", ""), "nobody is named as having coded this note", 2, "coder"),
    "V9": Spoilt("voices.csv", cell(5, "second_coder", "CD"),
        "the second coder is the same as the first", 5, "second_coder"),
    "V10": Spoilt("voices.csv", cell(2, "second_coder", "EF"),
        "there is a second coder, but no second direction", 2, "second_direction"),
    "V11": Spoilt("voices.csv", cell(2, "kind", "heard"),
        "the source is a document, so the kind 'read' was wanted", 2, "kind"),
    "V12": Spoilt("voices.csv", cell(2, "theme", "Early-help"),
        "another theme of this heading is spelt almost the same", 2, "theme"),
    "V13": Spoilt("voices.csv", cell(5, "people", "11"),
        "more people are said to have spoken than were in the session", 5, "people"),
    "V14": Spoilt("voices.csv", as_above(3, "source_id", "text"),
        "another note of this source has the same words", 3, "text"),
    "V15": Spoilt("voices.csv", cell(2, "text", ""), "this note is marked for the draft, and has no words", 2, "text"),
    "V16": Spoilt("voices.csv", every("indicator", "8.2", "8.1"),
        "no note, figure or answer is about quality indicator 8.2", column="indicator"),
    "V17": Spoilt("voices.csv", cell(2, "people", "7"),
        "people are counted here, but the source is not a session", 2, "people"),
    "K1": Spoilt("documents.csv", cell(2, "dated", ""), "the document has no date", 2, "dated"),
    "K2": Spoilt("documents.csv", cell(2, "owner", ""), "the document has no owner", 2, "owner"),
    "K3": Spoilt("documents.csv", cell(2, "dated", "spring 2023"),
        "a date like 2023-05-12, 2023-05, 2023 or 2022/23 was wanted", 2, "dated"),
    "K4": Spoilt("documents.csv", cell(2, "dated", "2023-06"),
        "the document is dated after it was received", 2, "dated"),
    "K5": Spoilt("documents.csv", cell(2, "received_on", "2023-09-14"),
        "this was received after the inspection ended", 2, "received_on"),
    "K6": Spoilt("documents.csv", cell(2, "reaches", "5.1 9.9"), "'9.9' is not in the framework", 2, "reaches"),
    "K7": Spoilt("documents.csv", cell(50, "reaches", ""),
        "no document reaches quality indicator 3.1", column="reaches"),
    "K8": Spoilt("documents.csv", as_above(3, "title", "owner", "dated"),
        "a document of the same title, owner and date is there already", 3, "title"),
    "F9": Spoilt("figures.csv", cell(3, "value", "133.3"), "this share is under 0 or over 100 per cent", 3, "value"),
    "F10": Spoilt("figures.csv", cell(2, "stated", "48 of 78 (65%)"),
        "stated 65%, but 48 of 78 comes to 62%", 2, "stated"),
    "F11": Spoilt("figures.csv", cell(2, "unit", ""), "there is a value, but no unit", 2, "unit"),
    "F12": Spoilt("figures.csv", cell(2, "earlier_period", "2023/24"),
        "the earlier period does not come before the period of the value", 2, "earlier_period"),
    "F13": Spoilt("figures.csv", cell(2, "compared_with", "Scotland"),
        "comparisons that cannot be checked, as the other's value is not given: 7 of 40 figures",
        column="compared_value"),
    "F14": Spoilt("figures.csv", cell(4, "sentence", "more than {value} of children had had somebody to help them"),
        "the qualifier is in the sentence and in its own column: it would be said twice", 4, "sentence"),
    "F15": Spoilt("figures.csv", cell(41, "label", "Whole-family wellbeing fund"),
        "is this sum for each year, or for the years together? The label does not say", 41, "label"),
    "F16": Spoilt("figures.csv", again(2, figure_id="F98", value="20"),
        "another row has the same label, group and period, and a different value", 42, "value"),
    "F17": Spoilt("figures.csv", cell(8, "checked", "no"),
        "figures that nobody has checked against their document: 33 of 40", column="checked"),
    "F18": Spoilt("figures.csv", cell(2, "stated", "about 19"),
        "this was stated roughly, but is entered as exact", 2, "qualifier"),
    "F19": Spoilt("figures.csv", where({"label": "Total population", "period": "mid-2021"}, figure_id="F01"),
        "the official statistic of this label and period has a different value", 2, "value"),
    "O2": Spoilt("official_statistics.csv", where({"value": "50"}, area="Fife", measure="most_deprived_fifth"),
        "most_deprived_fifth: 1 value is not what its numerator and denominator come to", column="value"),
    "O3": Spoilt("official_statistics.csv", lambda rows: [row.update(next_release="2023-09-01"
        if row["measure"] == "population" else "") for row in rows],
        "population: a newer figure was due on 1 September 2023, and the report is dated no earlier",
        column="next_release"),
    "O4": Spoilt("official_statistics.csv", where({"value": ""}, area="North Lanarkshire", measure="population"),
        "there is no figure for North Lanarkshire in: population", column="value"),
    "O6": Spoilt("official_statistics.csv", where({"area_code": "S99"}, area="Fife", measure="population"),
        "names with more than one code: 1", column="area_code"),
    "O7": Spoilt("official_statistics.csv", again(2),
        "population: areas with more than one figure: 1", column="measure"),
    "X3": Spoilt("practice_examples.csv", cell(2, "agreed_with_partnership", "no"),
        "the example is not yet agreed with the partnership", 2, "agreed_with_partnership"),
    "X4": Spoilt("practice_examples.csv", cell(2, "need", ""), "the example does not say what was needed", 2, "need"),
    "X5": Spoilt("practice_examples.csv", cell(2, "statement", "2"),
        "this is not the statement of the heading after which the example stands", 2, "statement"),
    "J8": Spoilt("judgements.csv", cell(2, "decided_on", "2023-06-28"),
        "this was decided before the last session or reading of records", 2, "decided_on"),
    "J9": Spoilt("judgements.csv", cell(2, "decided_on", "2023-10-18"),
        "this was decided after the date of the report", 2, "decided_on"),
    "J10": Spoilt("judgements.csv", cell(2, "decided_by", ""),
        "this is agreed, but does not say who decided it", 2, "decided_by"),
    "J11": Spoilt("judgements.csv", cell(25, "kind", "capacity"), "there is a view of capacity already", 25, "kind"),
    "J12": Spoilt("judgements.csv", as_above(3, "text"), "another of this kind has the same words", 3, "text"),
    "J13": Spoilt("judgements.csv", cell(17, "indicator", "2.2"),
        "this evaluates an indicator that params do not grade", 17, "indicator"),
    "J14": Spoilt("judgements.csv", cell(36, "heading", "1.1"), "this heading has a state already", 36, "heading"),
    "J15": Spoilt("judgements.csv", cell(2, "text", ""), "this would be printed, and has no words", 2, "text"),
    "J16": Spoilt("judgements.csv", cell(13, "text", "Almost all staff understood the vision"),
        "this says 'almost all', which is more than staff.understand_vision comes to", 13, "text"),
    "J17": Spoilt("judgements.csv", cell(24, "text", ""), "the view of capacity has no rationale", 24, "text"),
    "N1": Wrote("narrative/9.9.md", "Plain.",
        "there is no such place in the report, so this is not printed; a heading's or practice example's id was wanted,"
        " such as narrative/1.1.md"),
    "N2": Wrote("narrative/4.3.md", "Staff told us.\n\n{{ staf.valued }} felt valued.",
        "there is no evidence of this name; did you mean 'staff.valued'?", 3),
    "N3": Wrote("narrative/4.4.md", "Staff told us.\nThere were 14 teams.",
        "a figure or quantity word here rests on no evidence; name its evidence in braces or with on(...), or enter a"
        " name that holds it in narrative/declared.txt", 2),
    "N4": Wrote("narrative/4.5.md", "Staff told us.\n\n## Leaders\n\nThey were seen.",
        'this looks like a heading, which would be printed as it was typed; paragraphs of plain text and lists whose'
        ' lines begin with "- " were wanted', 3),
    "N5": Wrote("narrative/3.2.md", "Advocacy was there. {{ on(N0109, N0119, N0120) }}",
        "of what is there for this heading it does not name 4 notes (N0115, N0116, N0117 and more) and 1 question"
        " (staff.advocacy_available)"),
    "N6": Wrote("narrative/4.6.md", "Staff told us.\n\nRing\n07700 900123 for more.",
        "the paragraph that begins here holds what looks like a phone number; take it out before anybody else reads"
        " it", 3),
}  # fmt: skip
#: Checks of params: the text to change, what to change it to, and what is said of it.
SPOILT_PARAMS = {
    "P5": ('graded_indicators: ["2.1"]', "graded_indicators: [2.1, 9.9]",
           "inspection.graded_indicators: the framework has no indicator '9.9'"),
    "P6": ("[population,", "[populace,", "official_statistics.measures: 'populace' is not in official_measures.csv"),
    "P7": ("date: 2023-10-17", "date: 2023-09-12",
           "report.date, 12 September 2023, is before inspection.ended, 13 September 2023"),
    "P20": ("  date: 2023-10-17\n", "", "the date of the report is not set yet"),
    "P8": ("records: 60", "records: 61", "stated.records is 61, but the rows come to 60"),
    "P9": ("[2023-06-06, 2023-06-08]", "[2023-04-06, 2023-06-08]",
           "inspection.record_reading begins on 6 April 2023, before the inspection started on 17 April 2023"),
    "P10": ("date: 2023-10-17", "date: 2024-10-17",
            "report.date, 17 October 2024, is more than a year after inspection.ended, 13 September 2023; check the"
            " year"),
    "P11": ("[South Lanarkshire,", "[South Lanark,",
            "partnership.may_be_named: no area is called 'South Lanark'; did you mean 'South Lanarkshire'?"),
    "P12": ("threshold: 5", "threshold: 12",
            "small_numbers.threshold is 12, which is more than groups.smallest_base, 10: of a group that small, only"
            " 'all' or 'none' could be shown"),
    "P13": ("[role, agency,", "[role, agency, role,", "groups.staff_survey: 'role' is there more than once"),
    "P14": ("marking: OFFICIAL-SENSITIVE", 'marking: ""',
            "report.marking is blank, and the edition is internal: no page would say how sensitive it is"),
    "P15": ("records: 640", "records: 50", "evidence.in_scope.records is 50, but 60 records were read"),
    "O5": ("compared_with: [Scotland]", "compared_with: [Scotlnd]",
           "official_statistics.compared_with: no area is called 'Scotlnd'; did you mean 'Scotland'?"),
}  # fmt: skip


#: Checks of what no file of North Lanarkshire's holds, seen to work in test_checks_in_detail.py or test_unknown.py.
ELSEWHERE = {"I27", "S13", "S25", "S26"}


def found(params, code):
    """What one check finds in a case that can be read."""
    case = intake.case(params)
    assert not [problem for problem in case.problems if problem.severity == "stops"]
    return checks_of(case.framework)[code].problems(case)


def test_every_check_is_seen_to_work():
    assert set(SPOILT) | set(SPOILT_PARAMS) | ELSEWHERE == set(CHECKS)


@pytest.mark.parametrize("code", SPOILT)
def test_a_check_sees_what_it_is_for(copy, code):
    spoilt, entry = SPOILT[code], CHECKS[code]
    spoilt.spoil(copy)
    file = entry.file or spoilt.file

    assert Problem(code, entry.severity, spoilt.message, file, spoilt.row, spoilt.column) in found(copy, code)


@pytest.mark.parametrize("code", SPOILT_PARAMS)
def test_a_check_of_params_sees_what_it_is_for(copy, code):
    old, new, message = SPOILT_PARAMS[code]
    assert old in (text := copy.read_text())
    copy.write_text(text.replace(old, new))

    assert Problem(code, CHECKS[code].severity, message, PARAMS) in found(copy, code)


def test_north_lanarkshire_has_known_caveats_and_no_other_problem(case):
    assert {problem.code for problem in case.problems} == KNOWN
    assert {problem.severity for problem in case.problems} == {"caveat"}


def test_every_check_says_in_one_sentence_what_it_holds_evidence_to():
    for entry in CHECKS.values():
        words = (entry.find.__doc__ or "").strip().split("\n\n")[0]
        assert words.endswith(".")
        assert "\n" not in words
        assert words.count(". ") == 0


def test_what_is_about_answers_notes_or_decisions_is_for_the_team_alone():
    theirs = {code for code, entry in CHECKS.items() if entry.audience == "partnership"}

    assert {code[0] for code in theirs} == {"F", "K", "O", "P", "X"}
    assert {"F4", "F6", "F10", "K1", "K2", "K7", "O6", "X3"} <= theirs
    assert not {"F3", "F5", "F17", "K5", "P8", "V6", "X1"} & theirs


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
        "the source is not a session, document or survey comment that is here"
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
