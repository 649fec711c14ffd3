"""The board of uncertainty: a plain rule proposes, people decide, and what they decide is kept without loss."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from inspection_lib import InspectionError, load_case, sections
from inspection_lib.checks import CHECKS
from inspection_lib.decisions import judgements, of_kind
from inspection_lib.estimates import estimates
from inspection_lib.evidence import COLUMNS
from inspection_lib.findings import board, decide, most_useful
from inspection_lib.findings.board import RULE, Leaning, leanings, proposal, way_of
from inspection_lib.findings.useful import settled_by
from inspection_lib.sections.blocks import html

SOUND, UNCERTAIN, CONCERN = "no significant concerns", "areas of uncertainty", "areas of concern"
WHY = ("Plans were weak wherever we looked", "inspection lead", "2023-09-07")


def stated(*counts: tuple[int, ...]) -> str:
    return proposal([Leaning(f"source {n}", *told) for n, told in enumerate(counts)])[0]


def place(case, heading):
    return next(one for one in board(case) if one.heading == heading)


def file(params: Path) -> Path:
    return params.parent / "north-lanarkshire" / "judgements.csv"


def rows(params: Path) -> list[dict[str, str]]:
    with file(params).open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize(
    ("sources", "state"),
    [
        ([(3, 0), (2, 1)], SOUND),  # two sources, both for strengths
        ([(0, 2), (1, 3)], CONCERN),  # two against none
        ([(0, 2), (1, 3), (1, 0)], CONCERN),  # two against one
        ([(0, 2), (1, 3), (1, 0), (2, 0)], UNCERTAIN),  # two against two outweigh nothing
        ([(0, 5)], UNCERTAIN),  # one source alone is no concern yet
        ([(5, 0)], UNCERTAIN),  # nor the absence of one
        ([(4, 0), (0, 4)], UNCERTAIN),
        ([(4, 0), (2, 2)], UNCERTAIN),  # one source says both
        ([(1, 0, 2), (1, 0)], UNCERTAIN),  # 2 of 4 measures cannot tell
        ([(5, 0, 1), (4, 0)], SOUND),  # 1 of 10
        ([], UNCERTAIN),
    ],
)
def test_the_rule_sorts_by_sources_and_not_by_how_many_things_were_said(sources, state):
    assert stated(*sources) == state


def test_north_lanarkshire_is_sorted_by_the_rule_as_a_person_can_count(case):
    two_two = place(case, "2.2")

    # staff: three measures of good news; the records: 6 of 8 settled which way are good; notes are 4 to none
    assert [s.way for s in two_two.sources] == ["strength", "strength"] + ["area for improvement"] * 3
    assert (two_two.proposed, two_two.state, two_two.differs) == (CONCERN, CONCERN, False)
    assert place(case, "1.5").differs  # people saw no concern where documents say both
    assert place(case, "4.9").reasons == ("Only one source points anywhere: meetings.",)
    assert [p.heading for p in board(case)] == list(case.framework.headings)


def test_a_measure_whose_interval_holds_good_news_and_bad_points_nowhere(case):
    known = estimates(case)
    third = known["records.chronology_quality.good_or_better"]  # 24 of 60: up to 52%

    assert third.good_news is False
    assert way_of(case, third) == "unclear"
    assert way_of(case, known["records.chronology"]) == "strength"
    assert way_of(case, known["parents.help_only_at_crisis"]) == ""  # hidden


def test_the_board_reads_no_number_of_what_is_hidden(case):
    hidden = estimates(case)["parents.help_only_at_crisis"]
    parents = next(s for s in leanings(case, hidden.measure.item.heading) if s.source == "the parents' survey")

    assert hidden.hidden
    assert parents.strengths + parents.improvements + parents.unclear == 2  # of five questions, two say good or bad


def test_a_decision_stands_and_the_earlier_one_is_kept_as_superseded(copy):
    before = rows(copy)
    new = decide(load_case(copy), "1.2", CONCERN, *WHY)
    case = load_case(copy)

    assert new == "J48"
    decided = of_kind(case, "theme state", heading="1.2")
    assert [(j.id, j.value, j.text, j.decided_by, j.decided_on) for j in decided] == [("J48", CONCERN, *WHY)]
    assert place(case, "1.2").state == CONCERN
    assert rows(copy)[:-1] == [{**row, "status": "superseded"} if row["judgement_id"] == "J35" else row
                               for row in before]  # fmt: skip
    assert not CHECKS["J14"].problems(case)


def test_every_other_line_keeps_its_bytes(copy):
    path = file(copy)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    before = path.read_bytes().splitlines(keepends=True)

    decide(load_case(copy), "1.2", SOUND, "Said “enough”, twice;\nand once more", "inspection lead", date(2023, 9, 7))

    after = path.read_bytes().splitlines(keepends=True)
    changed = [n for n, line in enumerate(before) if after[n] != line]
    assert [before[n][:3] for n in changed] == [b"J35"]
    assert len(after) == len(before) + 1
    assert after[-1].decode() == (
        'J48,theme state,1,1.2,,no significant concerns,"Said “enough”, twice; and once more",,,inspection lead,'
        "2023-09-07,agreed by team\r\n"
    )


def test_a_second_decision_of_one_evening_takes_the_place_of_the_first(copy):
    case = load_case(copy)

    assert [decide(case, "4.1", state, *WHY) for state in (CONCERN, SOUND)] == ["J48", "J49"]
    assert [j.id for j in of_kind(load_case(copy), "theme state", heading="4.1")] == ["J49"]


def test_what_is_superseded_is_read_by_nobody(copy):
    decide(load_case(copy), "2.5", CONCERN, *WHY)
    path = file(copy)
    path.write_text(path.read_text(encoding="utf-8").replace("staff.mental_health_outcomes N0097", "N9999"),
                    encoding="utf-8")  # fmt: skip
    case = load_case(copy)

    assert "J41" not in {j.id for j in judgements(case)}
    assert "staff did not see outcomes" not in "".join(html(sections.themes(case, "2")))


def test_an_empty_table_of_judgements_takes_its_first(dundee):
    folder = dundee.parent / "dundee"

    assert decide(load_case(dundee), "1.1", UNCERTAIN, *WHY) == "J01"
    assert (folder / "judgements.csv").read_text().splitlines()[0] == ",".join(COLUMNS["judgements"])
    assert [j.statement for j in judgements(load_case(dundee))] == ["1"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (("1.2", "some concern", *WHY), "one of these states was wanted: no significant concerns, areas of"),
        (("9.9", CONCERN, *WHY), "a heading of the framework was wanted, such as 1.3"),
        (("1.2", CONCERN, "  ", *WHY[1:]), "a state of a heading needs a rationale"),
        (("1.2", CONCERN, WHY[0], "", WHY[2]), "a state of a heading needs who decided it"),
        (("1.2", CONCERN, *WHY[:2], ""), "a state of a heading needs the day on which it was decided"),
        (("1.2", CONCERN, *WHY[:2], "7 September"), "a date like 2023-08-24 was wanted"),
    ],
)
def test_a_decision_without_its_state_or_its_grounds_is_refused(copy, cells, message):
    before = file(copy).read_bytes()

    with pytest.raises(InspectionError, match=f"^{message}"):
        decide(load_case(copy), *cells)

    assert file(copy).read_bytes() == before


def test_judgements_in_a_workbook_are_changed_there(copy):
    book = Workbook()
    book.active.title = "judgements"
    with file(copy).open(encoding="utf-8", newline="") as source:
        for cells in csv.reader(source):
            book.active.append(cells)
    book.save(file(copy).with_name("evidence.xlsx"))
    file(copy).unlink()

    with pytest.raises(InspectionError, match=r"^what people decided is in evidence.xlsx, sheet judgements, not in"):
        decide(load_case(copy), "1.2", CONCERN, *WHY)
    assert not file(copy).exists()


def test_columns_that_a_person_mapped_are_left_to_that_person(copy):
    case = load_case(copy)
    file(copy).write_text(file(copy).read_text(encoding="utf-8").replace("decided_by,", "who,", 1), encoding="utf-8")

    with pytest.raises(InspectionError, match=r"^judgements.csv has other columns than the layouts"):
        decide(case, "1.2", CONCERN, *WHY)


def test_a_decision_that_cannot_be_written_leaves_the_file_as_it_was(copy):
    case, before = load_case(copy), file(copy).read_bytes()
    file(copy).with_name(".judgements.csv.new").mkdir()

    with pytest.raises(InspectionError, match=r"^judgements.csv could not be written: "):
        decide(case, "1.2", CONCERN, *WHY)

    assert file(copy).read_bytes() == before


def test_more_records_settle_a_word_once_its_interval_is_narrow_enough(case):
    plan = estimates(case)["records.plan_quality.good_or_better"]  # 25 of 55, 45%; its word is not settled

    # 45.5% of n lies under half for certain once 1.96 * sqrt(0.248 / n) < 0.045: for n of 460 or so, 8.4 times as many
    assert [settled_by(case, plan, Fraction(times), Fraction(0)) for times in (1, 8, 9)] == [False, False, True]
    assert settled_by(case, plan, Fraction(1), Fraction(1))  # all records there are


def test_what_is_offered_is_no_more_than_there_is(case, copy):
    copy.write_text(copy.read_text().replace("records: 640", "records: 85"))
    offered = {(f.source, f.more) for f in most_useful(load_case(copy)).further}

    assert {more for source, more in offered if source == "record_reading"} == {10, 20}
    assert {f.more for f in most_useful(case).further if f.source == "record_reading"} == {10, 20, 40}


def test_more_of_a_source_never_settles_fewer_words(case):
    found = most_useful(case).further
    for source, kind in {(f.source, f.kind) for f in found}:
        settled = [set(f.settles) for f in found if (f.source, f.kind) == (source, kind)]
        assert all(fewer <= more for fewer, more in zip(settled, settled[1:], strict=False))


def test_more_records_of_the_kind_that_a_question_wants_settle_it_at_least_as_well(case):
    """Forty more records with a chronology add forty answers about chronologies, forty of any kind add fewer."""
    found = {(f.source, f.kind, f.more): f.settles for f in most_useful(case).further}
    kinds = [kind for source, kind, more in found if kind and more == 40]

    assert "records that held a chronology" in kinds
    for kind in kinds:
        asked = {i.item for i in case.framework.items.values() if i.asked_of == kind}
        of_any = {one for one in found["record_reading", "", 40] if estimates(case)[one].measure.item.item in asked}
        assert len(found["record_reading", kind, 40]) >= len(of_any) - 1  # any kind also reads more of those in scope


def test_a_group_is_met_where_it_is_uncertain_and_the_group_said_nothing(case):
    unheard = {one.group: one.headings for one in most_useful(case).unheard}
    states = {p.heading: p.state for p in board(case)}

    assert "3.1" not in unheard["children and young people"]  # their survey asks about it
    assert "3.2" in unheard["parents and carers"]
    assert all(states[heading] == UNCERTAIN for headings in unheard.values() for heading in headings)


def test_the_page_prints_the_rule_and_what_people_set(case):
    page = "".join(html(sections.board(case)))

    assert RULE in page
    assert "Confidence in assessing and planning was not matched" in page
    assert page.count("Nobody has set it yet") == 10
    shown = "".join(html(sections.next_evidence(case)))
    assert "Words settled" in shown
    assert "40 more of the staff survey" in shown.partition("No word would be settled by")[2]


def test_a_case_without_evidence_is_all_uncertainty(dundee):
    case = load_case(dundee)

    assert {p.proposed for p in board(case)} == {UNCERTAIN}
    assert not most_useful(case).further
    assert "No source has a word" in "".join(html(sections.next_evidence(case)))


def test_the_data_names_things_as_everywhere(case):
    data = place(case, "1.2").data

    assert (data["decided"]["id"], data["decided"]["state"], data["differs"]) == ("J35", UNCERTAIN, False)
    assert place(case, "4.1").data["decided"] is None
    assert {i for f in most_useful(case).data["further"] for i in f["settles"]} <= set(estimates(case))


def test_the_state_follows_the_evidence_and_not_the_other_way_round(case):
    silent = replace(case, evidence=replace(case.evidence, tables={
        **case.evidence.tables, "judgements": case.evidence["judgements"].iloc[:0]}), kept={})  # fmt: skip

    assert [p.proposed for p in board(silent)] == [p.proposed for p in board(case)]
    assert not any(p.differs for p in board(silent))
