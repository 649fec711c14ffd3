"""Three editions of one report: the team's own, one for the partnership to answer, one for everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from inspection_lib import sections
from inspection_lib.evidence import Case
from inspection_lib.export import claims
from inspection_lib.sections.blocks import Section, Sourced, ahead

EDITIONS = ("internal", "partnership", "publication")
#: What the team keeps to itself: how easily a word changes, where sources differ, the board, the argument for a grade.
TEAMS = re.compile(
    r"answers to another word|would change it|not settled|do not say the same|clearly apart|Where there is concern"
    r"|Set by people|The tests of|speaks? for|strongest against|for the team|What is uncertain|What to know about",
    re.IGNORECASE,
)


def in_edition(case: Case, name: str) -> Case:
    report = case.params.report.model_copy(update={"edition": name})
    return replace(case, params=case.params.model_copy(update={"report": report}), kept={})


@pytest.fixture(scope="module")
def editions(case: Case) -> dict[str, list[Section]]:
    return {name: sections.report(in_edition(case, name)) for name in EDITIONS}


@pytest.fixture(scope="module")
def pages(editions) -> dict[str, str]:
    return {name: "".join(s._repr_html_() for s in report) for name, report in editions.items()}


def sentences(report):
    return [found for whole in report for found in whole.sentences()]


def test_every_edition_makes_the_same_claims(editions):
    told = {
        name: [s.text for section, *_, s in sentences(report) if not section.id.endswith(("-synthesis", "cover"))]
        for name, report in editions.items()
    }

    assert told["internal"] == told["partnership"] == told["publication"]
    assert len(told["internal"]) > 300


def test_what_the_team_keeps_to_itself_is_in_its_own_draft_alone(pages):
    assert TEAMS.search(pages["internal"])
    for name in EDITIONS[1:]:
        assert TEAMS.findall(pages[name]) == []


def test_behind_each_sentence_the_partnership_finds_its_source_question_and_base(editions):
    told = [s for section, *_, s in sentences(editions["partnership"]) if section.id != "cover"]

    assert all(isinstance(s, Sourced) and s.rests for s in told)
    assert ("", "Record reading: “Was an inter-agency referral discussion held?” (60 records)") in {
        rests for s in told for rests in s.rests
    }
    assert not re.search(r"\[\w+\.\w+", " ".join(words for s in told for _, words in s.rests))  # no id of the team's


def test_a_partnerships_paragraphs_have_the_numbers_of_the_response_log(case, editions, pages):
    shown = [
        number
        for whole in editions["partnership"]
        for section, paragraph, place, _ in whole.sentences()
        if place == 1 and section.id != "cover"
        for number in [sections.paragraph_numbers(editions["partnership"])[section.id, paragraph]]
    ]
    printed = [unescape(n) for n in re.findall(r'<span class="paragraph">(.*?)</span>', pages["partnership"])]
    known = list(dict.fromkeys(s["number"] for s in claims(case)["statements"] if s["number"]))

    assert printed == [ahead(number) for number in shown] == [ahead(number) for number in known]
    assert not re.search(r'class="paragraph"', pages["internal"] + pages["publication"])


def test_publication_has_no_marks(editions, pages):
    assert not any(isinstance(s, Sourced) for *_, s in sentences(editions["publication"]))
    assert "popover" not in pages["publication"]
    assert "DRAFT" not in pages["publication"]


@pytest.mark.parametrize("name", EDITIONS)
def test_no_edition_shows_a_number_that_is_hidden(case, editions, name):
    """Wherever the annex of counts hides a count, the row has no number at all."""
    annex = next(whole for whole in editions[name] if whole.id == "annex")
    rows = [row for block in annex.blocks for row in getattr(block, "rows", ()) if "hidden" in row[1:5]]

    assert rows
    assert not [row for row in rows if any(char.isdigit() for cell in row[1:5] for char in cell)]


@pytest.mark.parametrize(("name", "said"), [("internal", "Internal draft"), ("publication", "Publication edition")])
def test_the_cover_says_which_edition_it_is(pages, name, said):
    assert f"<dt>Edition</dt><dd>{said}</dd>" in pages[name]
