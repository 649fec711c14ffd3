"""What people wrote for North Lanarkshire's headings: whole, in the published words, and honest about who said what."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from inspection_lib import sections
from inspection_lib.context import figures
from inspection_lib.estimates import estimates, leading
from inspection_lib.evidence import Case
from inspection_lib.narrative import Sentence, draft
from inspection_lib.register import claims_of
from inspection_lib.voices import Note, notes
from inspection_lib.wording import percent
from inspection_lib.written import told

PARAMS = Path(__file__).parents[1] / "params"
JUDGED = "4.9"  # what people decided, told by the report itself
WITHHELD = "parents.help_only_at_crisis"

#: How a sentence gives what was heard, and whom it names for each group.
SAID = re.compile(r"\b(told us|said|spoke|heard from|put it|wrote|account of|according to)\b", re.IGNORECASE)
WHO = {
    "staff": r"\b(staff|they)\b",
    "children and young people": r"\b(children|young (people|person)|they)\b",
    "parents and carers": r"\b(parents?|carers?|they)\b",
    "senior leaders": r"\b(leaders?|they)\b",
    "elected members": r"\b(elected members?|they)\b",
    "comment": r"\b(comments?|wrote|written)\b",
}
THEIRS = re.compile(r"\b(partnership|account|told us|reported|informed us)\b")  # how a supplied figure is given
PEOPLE = r"(staff|children|parents|carers|families|young people|people|leaders|managers|members)"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HEADINGS = [row["heading"] for row in rows(PARAMS / "framework" / "2022" / "headings.csv")]
WRITTEN = [heading for heading in HEADINGS if heading != JUDGED]
CLAIMS = [row for row in rows(PARAMS / "north-lanarkshire" / "published.csv") if row["expect"] == "inside"]


def sentences(case: Case, heading: str) -> list[Sentence]:
    """The sentences of a heading's narrative in their order."""
    return [sentence for passage in told(case, heading) for sentence in passage.sentences]


def everywhere(case: Case) -> list[Sentence]:
    return [sentence for heading in HEADINGS for sentence in sentences(case, heading)]


def places(case: Case, name: str) -> list[tuple[str, int]]:
    """The headings and paragraphs with a sentence that rests on some evidence."""
    return [
        (heading, number)
        for heading in HEADINGS
        for number, passage in enumerate(told(case, heading))
        if any(name in sentence.rests_on for sentence in passage.sentences)
    ]


def shown(sentence: Sentence, name: str) -> str:
    """The words of a sentence that show one piece of evidence."""
    return " / ".join(sentence.text[b.start : b.end] for b in sentence.bound if b.id == name)


def has(words: str, phrase: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", words, re.IGNORECASE))


def question(case: Case, name: str) -> object:
    """The question and group that a measure is of, whichever of its answers it counts; other evidence as it is."""
    estimate = estimates(case).get(name)
    return (estimate.measure.item.item, estimate.measure.group) if estimate else name


# --- whole ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", WRITTEN)
def test_every_heading_but_the_judged_one_is_told_by_people(case: Case, heading: str):
    assert sentences(case, heading)
    assert told(case, JUDGED) == ()


@pytest.mark.parametrize("heading", WRITTEN)
def test_nothing_that_the_automatic_draft_tells_is_lost(case: Case, heading: str):
    automatic = {question(case, name) for p in draft(case, heading) for s in p.sentences for name in s.rests_on}
    own = {question(case, name) for sentence in sentences(case, heading) for name in sentence.rests_on}

    assert automatic - own == set()


@pytest.mark.parametrize("heading", WRITTEN)
def test_every_note_of_a_heading_is_told_in_one_paragraph_of_it(case: Case, heading: str):
    found = {n.id: places(case, n.id) for n in notes(case) if n.heading == heading and n.in_draft}

    assert {name: there for name, there in found.items() if [at for at, _ in there] != [heading]} == {}


@pytest.mark.parametrize("heading", WRITTEN)
def test_every_question_of_a_heading_is_told_in_it_and_no_answer_in_two_paragraphs(case: Case, heading: str):
    for item in (estimate.measure.item.item for estimate in leading(case, heading)):
        answers = [name for name in estimates(case) if question(case, name) == (item, None)]
        found = [places(case, name) for name in answers]

        assert {at for there in found for at, _ in there} == {heading}, item
        assert [len(there) for there in found if len(there) > 1] == [], item


@pytest.mark.parametrize("heading", WRITTEN)
def test_every_sentence_rests_on_evidence(case: Case, heading: str):
    assert [sentence.text for sentence in sentences(case, heading) if not sentence.rests_on] == []


# --- in the published words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("claim", CLAIMS, ids=[row["claim"] for row in CLAIMS])
def test_a_published_claim_is_told_in_words_of_its_published_kind(case: Case, claim: dict[str, str]):
    estimate = estimates(case)[claim["measure"]]
    word = {"fraction": estimate.fraction, "term": estimate.term, "number": percent(estimate)}[claim["wording"]]

    said = [shown(s, estimate.id) for s in sentences(case, estimate.measure.item.heading)]

    assert word
    assert any(has(words, word) for words in said), said


def test_the_withheld_claim_has_no_word_anywhere_and_the_reader_is_told(case: Case):
    ids = {WITHHELD, f"{WITHHELD}.not"}
    about = [s for s in everywhere(case) if ids & set(s.rests_on)]
    report = [s for whole in sections.report(case) for *_, s in whole.sentences() if ids & set(s.rests_on)]

    assert about
    assert all("not report" in sentence.text for sentence in about)
    assert not [shown(s, name) for s in (*about, *report) for name in ids if shown(s, name)]
    assert not [claim for s in (*about, *report) for claim in claims_of(case, s) if claim.rests_on in ids]


# --- honest --------------------------------------------------------------------------------------------------------


def unattributed(note: Note, sentence: Sentence) -> bool:
    """Whether a sentence gives what was heard, or what a comment said, as though it had been found."""
    if note.kind != "heard" and note.told_by != "comment":
        return False
    who = WHO["comment" if note.told_by == "comment" else note.group]
    return not (SAID.search(sentence.text) and re.search(who, sentence.text, re.IGNORECASE))


@pytest.mark.parametrize("heading", WRITTEN)
def test_what_was_heard_is_told_as_said_by_those_who_said_it(case: Case, heading: str):
    known = {note.id: note for note in notes(case)}
    as_fact = [
        (name, sentence.text)
        for sentence in sentences(case, heading)
        for name in sentence.rests_on
        if name in known and unattributed(known[name], sentence)
    ]

    assert as_fact == []


@pytest.mark.parametrize("heading", WRITTEN)
def test_a_figure_that_the_partnership_supplied_is_told_as_its_own(case: Case, heading: str):
    supplied = {figure.id for figure in figures(case)}

    assert [s.text for s in sentences(case, heading) if supplied & set(s.rests_on) and not THEIRS.search(s.text)] == []


@pytest.mark.parametrize("heading", WRITTEN)
def test_however_turns_from_one_direction_to_another(case: Case, heading: str):
    known = {note.id: {"strength": True, "area for improvement": False}.get(note.direction) for note in notes(case)}

    def ways(sentence: Sentence) -> set[bool]:
        found = (estimates(case)[n].good_news if n in estimates(case) else known.get(n) for n in sentence.rests_on)
        return {way for way in found if way is not None}

    said = sentences(case, heading)
    turns = [(before, after) for before, after in zip(said, said[1:], strict=False) if has(after.text, "however")]

    assert [after.text for before, after in turns if len(ways(before)) == 1 and ways(before) == ways(after)] == []


def test_how_many_said_something_is_never_some_or_many(case: Case):
    words = re.compile(rf"\b(some|many|several|a number of|a few|a handful of) {PEOPLE}\b", re.IGNORECASE)

    assert [s.text for s in everywhere(case) if words.search(s.text)] == []


def test_no_sentence_on_shares_alone_gives_a_cause(case: Case):
    alone = [s for s in everywhere(case) if s.rests_on and all(name in estimates(case) for name in s.rests_on)]

    assert alone
    assert [s.text for s in alone if re.search(r"\b(led to|caused|as a result|due to|thanks to)\b", s.text)] == []


@pytest.mark.parametrize("heading", WRITTEN)
def test_sentences_of_a_narrative_do_not_all_begin_alike(case: Case, heading: str):
    starts = [" ".join(sentence.text.split()[:3]) for sentence in sentences(case, heading)]

    assert [start for start in set(starts) if starts.count(start) > max(2, len(starts) // 3)] == []
