"""The register of claims: which words are figures or quantity words, what is none, and what each rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_lib import sections
from inspection_lib.evidence import Case
from inspection_lib.narrative import Bound, Sentence
from inspection_lib.register import claims_of, in_words, phrases, resting

#: Sentences with the figures and quantity words in them, labelled by hand.
LABELLED = {
    "Most staff felt valued.": ["Most"],
    "Almost all of the records had a plan, and few were late.": ["Almost all", "few"],
    "Just over half of parents agreed; less than half did not.": ["Just over half", "less than half"],
    "72% of staff, 934 of 1,298, felt valued.": ["72%", "934 of 1,298"],
    "Eighty-eight percent were in time, 12 per cent were not.": ["Eighty-eight percent", "12 per cent"],
    "Exclusions fell from 158 to 19.": ["158", "19"],
    "The fund was £2.351 million, and £40,000 more came.": ["£2.351 million", "£40,000"],
    "One in five children waited; 1.4 in every 1,000 were registered.": ["One in five", "1.4 in every 1,000"],
    "The number doubled.": ["doubled"],
    "All the records had one, and none of the parents said so.": ["All", "none"],
    "There were almost 30 groups and over 2000 pupils.": ["30", "2000"],
    "Six local\nreaders and twenty-one staff.": ["Six", "twenty-one"],
    "The majority of plans were not of a good standard.": ["The majority"],
    "Just under\nthree-quarters of staff agreed.": ["Just under\nthree-quarters"],
    # what only looks like one
    "Children in the most deprived areas were helped most of all.": [],
    "They felt safe most or all of the time.": [],
    "The third sector led in the third year, and met quarterly.": [],
    "A two-day course for 12-year-olds began on 3 May 2022.": [],
    "Between 2019/20 and 2022/23, and in the spring of 2021, plans changed.": [],
    "The most deprived areas are those of SIMD 2020v2.": [],
    "Help for over-12s, for young people over 12 and for those aged 16 to 18.": [],
    "5.1 Recognition and response to initial concerns is an indicator; so is quality indicator 2.1.": [],
    "So few people answered that we say nothing.": [],
    "Leaders wanted better lives for all children and worked with all agencies.": [],
    "Support was there 24/7, from 9am, and at the most often in half-term.": [],
    "The first two meetings, the last three and both groups.": [],
    "In document D07 and note N0031 of statement 4, appendix 2.": [],
    "At the 1st and the 22nd review, in the first half of the year.": [],
}


def sentence(text: str, *rests_on: str, bound: tuple[Bound, ...] = ()) -> Sentence:
    return Sentence(text, rests_on, bound)


@pytest.mark.parametrize("text", LABELLED)
def test_a_figure_or_quantity_word_is_found_and_what_looks_like_one_is_not(case: Case, text: str):
    assert [phrase.words for phrase in phrases(case, text)] == LABELLED[text]


def test_a_declared_name_claims_nothing(case: Case):
    assert phrases(case, "The Plan for 12 Weeks began.", ["Plan for 12 Weeks"]) == []
    assert len(phrases(case, "The Plan for 12 Weeks took 12 weeks.", ["Plan for 12 Weeks"])) == 1


@given(st.text(alphabet="aA 1.,%£-of in half most\n", max_size=60))
def test_phrases_lie_apart_and_are_words_of_the_text(case: Case, text: str):
    found = phrases(case, text)

    assert all(text[phrase.start : phrase.end] == phrase.words for phrase in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "rests_on", "bound_to"),
    [
        ("Almost three-quarters felt valued.", ("staff.valued",), ["staff.valued"]),
        ("The majority felt valued (72%, 934 of 1,298).", ("staff.valued",), ["staff.valued"] * 3),
        ("Seventy-two percent felt valued.", ("staff.valued",), ["staff.valued"]),
        ("Most felt valued.", ("staff.valued",), [""]),  # the majority did: this word is of nothing
        ("Exclusions fell from 158 to 19.", ("F01",), ["F01", "F01"]),
        ("Exclusions fell to 18.", ("F01",), [""]),
        ("There were 19 of them.", (), [""]),
        ("They heard 59 children.", ("children_survey",), ["children_survey"]),
        ("3 sessions or documents told of it.", ("N0036", "N0039", "N0041"), ["N0036"]),
        ("4 sessions or documents told of it.", ("N0036", "N0039", "N0041"), [""]),
    ],
)
def test_a_word_is_bound_to_evidence_that_says_it_and_to_no_other(
    case: Case, text: str, rests_on: tuple[str, ...], bound_to: list[str]
):
    assert [claim.rests_on for claim in claims_of(case, sentence(text, *rests_on))] == bound_to


def test_what_a_writer_bound_holds(case: Case):
    text = "Most felt valued, and most felt heard."
    bound = (Bound(0, 4, "staff.valued"), Bound(22, 26, "staff.listened_respected"))

    assert [c.rests_on for c in claims_of(case, sentence(text, bound=bound))] == [b.id for b in bound]


def test_no_figure_or_quantity_word_of_north_lanarkshires_draft_is_an_orphan(case: Case):
    loose = [
        (section.id, claim.words)
        for whole in sections.report(case)
        for section, _, _, told in whole.sentences()
        for claim in claims_of(case, told)
        if not claim.rests_on and section.id != "cover"
    ]

    assert loose == []


def test_a_claim_says_its_source_question_base_and_band(case: Case):
    (claim,) = claims_of(case, sentence("Almost three-quarters felt valued.", "staff.valued"))

    assert (claim.source, claim.item, claim.base, claim.band) == (
        "staff_survey",
        "staff.valued",
        1298,
        "70% to below 75%",
    )


def test_evidence_in_words_gives_count_interval_and_what_would_change_the_term(case: Case):
    assert in_words(case, "staff.valued").endswith(
        "[staff.valued]: 934 of 1,298, 72%, 95% interval 69% to 74%."
        " The term is “the majority”; 286 fewer or 34 more would change it."
    )
    assert in_words(case, "parents.help_only_at_crisis").endswith("the count is hidden, as few answered one way.")


def test_evidence_in_words_never_repeats_a_note(case: Case):
    texts = [text for text in case.evidence["voices"]["text"] if len(text) > 20]
    told = " ".join(in_words(case, name) for name in case.evidence["voices"]["note_id"])

    assert not [text for text in texts if text in told]


def test_a_sentence_without_a_claim_opens_to_nothing(case: Case):
    assert resting(case, sentence("Leaders were seen.", "N0001")) == []
    assert resting(case, sentence("Most were.", "N0001"))[0] == ("“Most”", "No evidence is named for this.")
