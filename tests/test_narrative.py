"""The draft's prose: grammatical, bound to evidence, and never more than the evidence says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from inspection_lib import load_case, sections
from inspection_lib.estimates import estimates
from inspection_lib.evidence import Case
from inspection_lib.narrative import draft
from inspection_lib.narrative.clauses import Clause, Rotation, SharedWords, note_clause
from inspection_lib.narrative.drafting import _sentences
from inspection_lib.sections.waiting import heading_waits
from inspection_lib.voices import Note, notes


def note(**fields: str) -> Note:
    told = {"kind": "heard", "group": "staff", "direction": "strength", "told_by": "staff", "use": "draft"} | fields
    return Note(id="N1", text=told.pop("text", "doors were open"), heading="1.1", indicator="5.1", theme="t",
                qualifies="", people=None, source_id="E01", **told)  # fmt: skip


def joined(*clauses: Clause) -> str:
    return " ".join(sentence.text for sentence in _sentences(list(clauses)))


def with_settings(case: Case, **changes: dict) -> Case:
    """The case with some settings of its params changed."""
    changed = {name: getattr(case.params, name).model_copy(update=values) for name, values in changes.items()}
    return replace(case, params=case.params.model_copy(update=changed), kept={})


def sentences(case: Case) -> list[str]:
    return [s.text for heading in case.framework.headings for p in draft(case, heading) for s in p.sentences]


def test_every_shown_estimate_and_every_draft_note_is_told_once(case: Case):
    told = [ref for h in case.framework.headings for p in draft(case, h) for s in p.sentences for ref in s.rests_on]

    missing_notes = [n.id for n in notes(case) if n.in_draft and told.count(n.id) != 1]
    items = {ref.split("[")[0].removesuffix(".not") for ref in told if "." in ref}
    missing_items = [i for i in case.framework.items if not any(ref == i or ref.startswith(f"{i}.") for ref in items)]
    assert missing_notes == []
    assert missing_items == []


def test_no_sentence_of_the_house_style_gives_a_count_or_an_interval(case: Case):
    for heading in case.framework.headings:
        for paragraph in draft(case, heading):
            for sentence in paragraph.sentences:
                if all("." in ref for ref in sentence.rests_on):  # rests on measures alone
                    assert not re.search(r"\d+ of \d+|\d%", sentence.text), sentence.text


def test_the_counted_style_adds_per_cent_count_and_base(case: Case):
    text = " ".join(sentences(with_settings(case, wording={"sentences": "counted"})))

    assert "felt valued for their work (72%, 934 of 1,298)" in text


def test_a_withheld_word_is_not_said_and_the_reader_is_told(case: Case):
    said = [s for p in draft(case, "3.1") for s in p.sentences if "parents.help_only_at_crisis" in s.rests_on]

    assert [s.text for s in said] == [
        "We do not report the answers to one question here, because so few people answered or stood on one side "
        "that someone might be recognised."
    ]


def test_however_and_while_stand_only_between_different_directions():
    good = Clause("staff told us that a worked", ("N1",), True, "heard staff", "they also told us that a worked")
    bad = Clause("staff told us that b failed", ("N2",), False, "heard staff", "they also told us that b failed")
    plain = Clause("c was in place", ("N3",), None)

    assert joined(good, bad) == "Staff told us that a worked, but that b failed."
    assert joined(good, plain, bad) == "Staff told us that a worked. C was in place. Staff told us that b failed."
    assert "However" not in joined(good, good, plain)


def test_two_shares_of_one_survey_become_one_sentence():
    first = Clause("most staff who replied felt valued", ("a",), True, "staff", "most felt valued")
    second = Clause("less than half of staff felt heard", ("b",), False, "staff", "less than half felt heard")

    assert joined(first, second) == "Most staff who replied felt valued, while less than half felt heard."


def test_shares_with_one_word_and_one_ending_are_told_as_one():
    def share(who: str) -> Clause:
        words = SharedWords("almost all", "the records we read", f"{who} took part in the meeting", records=True)
        return Clause(
            f"in almost all of the records we read, {who} took part in the meeting", (who,), True, "r", share=words
        )

    assert joined(share("the police"), share("health"), share("education")) == (
        "In almost all of the records we read, the police, health and education took part in the meeting."
    )


@pytest.mark.parametrize(
    ("fields", "starts"),
    [
        ({}, "staff told us that doors were open"),
        ({"group": "parents and carers", "told_by": "parents and carers"}, "parents and carers told us that"),
        ({"told_by": "comment"}, "a comment on the staff survey said that"),
        ({"kind": "seen", "told_by": "young inspection volunteers"}, "our young inspection volunteers found that"),
        ({"kind": "seen", "told_by": "inspectors"}, "we saw that"),
        ({"kind": "read", "direction": "context"}, "doors were open"),
        (
            {"kind": "read", "direction": "area for improvement", "told_by": "North Lanarkshire partnership's audit"},
            "the partnership's audit noted that",
        ),
        (
            {"kind": "read", "direction": "mixed", "told_by": "child protection committee's minutes"},
            "the child protection committee's minutes noted that",
        ),
        (
            {"kind": "read", "direction": "mixed", "told_by": "NHS Lanarkshire's plan"},
            "NHS Lanarkshire's plan noted that",
        ),
        ({"use": "quote", "text": '"It helped"'}, "a member of staff put it this way: “It helped”"),
    ],
)
def test_each_kind_of_note_is_told_by_those_it_comes_from(fields: dict[str, str], starts: str):
    assert note_clause(note(**fields), Rotation(0)).text.startswith(starts)


def test_how_many_said_something_is_never_some_or_many(case: Case):
    words = re.compile(
        r"\b(some|many|several|a number of|a few) (staff|children|parents|young people|people)\b", re.IGNORECASE
    )

    assert [s for s in sentences(case) if words.search(s)] == []


def test_no_sentence_gives_a_cause_that_nobody_gave(case: Case):
    estimates_only = [
        s.text
        for h in case.framework.headings
        for p in draft(case, h)
        for s in p.sentences
        if all(ref in estimates(case) for ref in s.rests_on)
    ]

    assert estimates_only
    assert not [text for text in estimates_only if re.search(r"\b(led to|caused|as a result|due to)\b", text)]


SETTINGS = {
    "as committed": {},
    "a threshold of ten": {"small_numbers": {"threshold": 10}},
    "remainders shown": {"small_numbers": {"remainders": ()}},
    "counted, always fractions": {"wording": {"sentences": "counted", "fractions": "always"}},
    "the other scale, no fractions": {"wording": {"terms": "education-scotland", "fractions": "never"}},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_sentence_is_one_under_every_setting(case: Case, name: str):
    for text in sentences(with_settings(case, **SETTINGS[name])):
        assert re.match(r"[A-Z0-9'“]", text), text
        assert re.search(r"[.!?]”?$|”\.$", text), text
        assert not re.search(r"\s{2}|\.\.|,,| ,| \.|\{|\}|\bnan\b|None", text), text
        assert not re.search(r"\b(\w+) \1\b", text.replace("had had", "")), text


def test_sentences_of_a_heading_do_not_all_begin_alike(case: Case):
    for heading in case.framework.headings:
        said = [s.text for p in draft(case, heading) for s in p.sentences]
        starts = [" ".join(text.split()[:3]) for text in said]
        most = max(starts.count(start) for start in starts)
        assert most <= max(2, len(said) // 3), (heading, most, len(said))


def test_a_heading_without_evidence_has_no_draft_and_says_so(unwritten: Case):
    tables = dict(unwritten.evidence.tables)
    tables["voices"] = tables["voices"].iloc[:0]
    tables["figures"] = tables["figures"].iloc[:0]
    empty = replace(unwritten, evidence=replace(unwritten.evidence, tables=tables), kept={})

    assert draft(empty, "1.5") == ()
    assert "Nothing has been entered for this heading yet" in sections.statement(empty, "1")._repr_html_()


def test_a_partnership_with_one_survey_gets_a_draft_that_says_what_is_missing(copy: Path):
    """Fife, with two hundred of the staff's replies and nothing else, and nothing of another area."""
    folder = copy.parent / "fife"
    folder.mkdir()
    rows = (copy.parent / "north-lanarkshire" / "staff_survey.csv").read_text(encoding="utf-8").splitlines()[:201]
    (folder / "staff_survey.csv").write_text("\n".join(rows), encoding="utf-8")
    text = copy.read_text(encoding="utf-8").replace(
        "may_be_named: [South Lanarkshire, Scotland]", "may_be_named: [Scotland]"
    )
    text = (
        text.replace("North Lanarkshire", "Fife").replace("S12000050", "S12000047").replace("north-lanarkshire", "fife")
    )
    text = re.sub(r"stated:.*?evidence:", "evidence:", text, flags=re.DOTALL)
    fife = copy.with_name("fife.yaml")
    fife.write_text(text.replace("NHS Lanarkshire", "NHS Fife").replace("division: Lanarkshire", "division: Fife"))

    page = "".join(section._repr_html_() for section in sections.report(load_case(fife)))

    assert "Nothing has come in yet from:" in page
    assert "Headings without evidence:" in page
    assert page.count("Nothing has been entered for this heading yet") > 5
    assert "Still to come for this heading: the record reading (1 question), notes of what was heard" in page
    assert "No view of the partnership" in page
    assert "Lanark" not in page


def test_notes_that_follow_only_one_another_are_told_all_the_same(case: Case):
    voices = case.evidence["voices"].copy()
    pair = voices.index[voices["heading"] == "1.5"][:2]
    voices.loc[pair, "theme"] = voices.loc[pair[0], "theme"]
    voices.loc[pair, "qualifies"] = list(voices.loc[pair[::-1], "note_id"])
    tables = {**case.evidence.tables, "voices": voices}
    circling = replace(case, evidence=replace(case.evidence, tables=tables), kept={})

    told = [ref for p in draft(circling, "1.5") for s in p.sentences for ref in s.rests_on]

    assert all(told.count(note_id) == 1 for note_id in voices.loc[pair, "note_id"])


def test_young_inspection_volunteers_are_named_only_where_they_took_part(case: Case):
    alone = with_settings(case, inspection={"young_inspection_volunteers": False, "with_": ()})

    assert "oung inspection volunteers" in sections.approach(case)._repr_html_()
    assert "oung inspection volunteers" not in sections.approach(alone)._repr_html_()
    assert "inspectors of the Care Inspectorate.</p>" in sections.approach(alone)._repr_html_()
    assert "in partnership with" not in sections.cover(alone)._repr_html_()


def cut(case: Case, **rows: int) -> Case:
    """The case with only the first few rows of some tables."""
    tables = {**case.evidence.tables, **{name: case.evidence[name].iloc[:n] for name, n in rows.items()}}
    return replace(case, evidence=replace(case.evidence, tables=tables), kept={})


def withheld(case: Case, heading: str) -> list[str]:
    return [s.text for p in draft(case, heading) for s in p.sentences if "We do not report" in s.text]


def test_what_a_heading_cannot_report_is_said_once_and_last(case: Case):
    few = cut(case, record_reading=5, staff_survey=12)
    headings = [h for h in few.framework.headings if withheld(few, h)]

    assert len(headings) > 5
    for heading in headings:
        assert len(withheld(few, heading)) == 1
        assert [s.text for s in draft(few, heading)[-1].sentences] == withheld(few, heading)


@pytest.mark.parametrize(
    ("rows", "heading", "why"),
    [
        ({"record_reading": 5}, "1.3", "We do not report five findings from the records here, because too few records "
         "were read."),
        ({"staff_survey": 8}, "4.5", "We do not report the answers to one question here, because too few people "
         "answered."),
        ({"record_reading": 5, "staff_survey": 8}, "1.2", "We do not report one finding from the records or the "
         "answers to one question here, because too few records were read and too few people answered."),
    ],
)  # fmt: skip
def test_too_few_is_said_as_too_few(case: Case, rows: dict[str, int], heading: str, why: str):
    assert withheld(cut(case, **rows), heading) == [why]


def test_a_question_that_few_were_asked_is_not_said_to_have_had_few_answers(case: Case):
    """How many replied is known, but how many of them were asked could give a hidden answer away."""
    few = cut(case, staff_survey=12)

    assert "staff.assess_analyse" in {ref for p in draft(few, "1.1") for s in p.sentences for ref in s.rests_on}
    assert withheld(few, "1.1") == [
        "We do not report the answers to three questions here, because so few people answered or stood on one side "
        "that someone might be recognised."
    ]


def test_a_heading_is_said_to_lack_a_key_message_whatever_else_it_has(case: Case):
    judged = case.evidence["judgements"]
    tables = {**case.evidence.tables, "judgements": judged[judged["kind"] != "key message"]}
    undecided = replace(case, evidence=replace(case.evidence, tables=tables), kept={})
    told = [h for h in case.framework.headings.values() if h.opens_with != "judgements"]

    assert {tuple(heading_waits(undecided, about)) for about in told} == {("a key message",)}


def test_two_reasons_stand_apart_in_their_sentence(case: Case):
    assert withheld(cut(case, record_reading=5, staff_survey=12), "2.1") == [
        "We do not report two findings from the records or the answers to one question here, because too few records "
        "were read, and so few people answered or stood on one side that someone might be recognised."
    ]
