"""Fragility: how few answers change a word, and what those who did not answer could do to it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_lib import InspectionError, load_case, sections
from inspection_lib.estimates import estimates, leading
from inspection_lib.findings import fragility
from inspection_lib.findings.fragility import Fragile, bounds, bounds_of, unsettled
from inspection_lib.quantities import Band, Scale
from inspection_lib.sections.blocks import html

EDGES = ((90, "almost all"), (75, "most"), (50, "the majority"), (15, "less than half"), (0, "few"))
SCALE = Scale("this-report", tuple(Band(term, Fraction(low), True, Fraction(100), "") for low, term in EDGES), True)


def case_with(case, **invited: int):
    """The case with other numbers of people invited."""
    evidence = case.params.evidence.model_copy(update={"invited": invited})
    return replace(case, params=case.params.model_copy(update={"evidence": evidence}), kept={})


def test_the_bounds_of_a_survey_are_those_counted_by_hand():
    found = bounds(SCALE, 47, 52, 88)  # 47 of 52 said yes, "almost all", of 140 who were invited

    assert (found.invited, found.low, found.high) == (140, Fraction(47, 140), Fraction(135, 140))
    # almost all of 140 are 126 to 139 (125 are 89.3%, said as 89%): 79 of the 88 others at the least
    assert found.stays == (Fraction(79, 88), 1)


def test_a_word_in_the_middle_has_a_least_and_a_most():
    found = bounds(SCALE, 6, 10, 10)  # "the majority"; of 20 that is 10 to 14

    assert found.stays == (Fraction(4, 10), Fraction(8, 10))
    assert (found.low, found.high) == (Fraction(6, 20), Fraction(16, 20))


def test_a_word_at_an_edge_stays_only_if_the_others_all_answer_one_way():
    # 8 of 11 are 72.7%, "the majority"; with one more it is 8 or 9 of 12, of which 9 are 75%, "most", and 8 are 67%
    assert bounds(SCALE, 8, 11, 1).stays == (0, 0)
    # 1 of 7 is 14%, "few"; of 8, one is 13% and two are 25%: only with no further yes
    assert bounds(SCALE, 1, 7, 1).stays == (0, 0)
    # 2 of 2 are "all"; nothing but all of the others keeps that
    assert bounds(SCALE, 2, 2, 5).stays == (1, 1)


def test_some_words_cannot_be_kept_at_all():
    thirds = Scale("odd", (Band("high", Fraction(60), True, Fraction(100), ""), Band("half", Fraction(48), True,
                   Fraction(60), ""), Band("low", Fraction(0), True, Fraction(48), "")), True)  # fmt: skip

    # 1 of 2 is "half"; of 3 nothing is: 1 is 33%, 2 are 67%
    assert bounds(thirds, 1, 2, 1).stays is None


@given(st.integers(1, 25), st.integers(1, 25), st.data())
def test_the_bounds_are_what_counting_every_answer_of_the_others_gives(base, unheard, data):
    numerator = data.draw(st.integers(0, base))
    word, invited = SCALE.term(numerator, base), base + unheard

    found = bounds(SCALE, numerator, base, unheard)

    every = [Fraction(numerator + others, invited) for others in range(unheard + 1)]
    keep = [others for others in range(unheard + 1) if SCALE.term(numerator + others, invited) == word]
    assert (found.low, found.high) == (min(every), max(every))
    assert found.stays == ((Fraction(keep[0], unheard), Fraction(keep[-1], unheard)) if keep else None)
    assert not keep or keep == list(range(keep[0], keep[-1] + 1))


def test_bounds_are_only_given_where_it_is_known_who_was_asked(case):
    known = estimates(case)

    assert bounds_of(case, known["children.someone_helps_say_views"]).unheard == 140 - 52
    assert bounds_of(case, known["staff.valued"]) is None  # nobody said how many staff were invited
    assert bounds_of(case, known["records.plan"]) is None  # no survey
    assert bounds_of(case, known["parents.withdrawn_too_soon"]) is None  # put to some parents alone
    assert bounds_of(case, known["parents.help_only_at_crisis"]) is None  # hidden
    assert bounds_of(case, known["parents.fully_included"]) is None  # answered on the telephone too
    assert bounds_of(case, known["parents.acted_quickly"]).unheard == 120 - 33


@pytest.mark.parametrize(("invited", "known"), [(51, False), (52, False), (53, False), (56, False), (57, True)])
def test_all_but_a_few_who_answered_give_no_bounds(case, invited, known):
    fewer = case_with(case, children_survey=invited)

    assert bool(bounds_of(fewer, estimates(case)["children.someone_helps_say_views"])) is known


def test_nobody_unheard_leaves_nothing_to_bound():
    with pytest.raises(InspectionError, match="^bounds need somebody who did not answer, not 0$"):
        bounds(SCALE, 3, 5, 0)


def test_the_word_that_one_answer_changes_comes_before_all_others(case):
    found = fragility(case)
    shown = [one.answers for one in found if one.answers is not None]

    assert {one.estimate.id for one in found} == {e.id for e in leading(case)}
    assert shown == sorted(shown)
    assert found[0].answers == 1
    assert [one.estimate.hidden for one in found[len(shown) :]] == [True]


def test_the_count_stands_ready_in_place_of_the_word(case):
    one = next(one for one in fragility(case) if one.estimate.id == "records.follow_up_quality.good_or_better")

    # 44 of 60 are 73.3%; one more is 45 of 60, 75%, which is "most"
    assert (one.estimate.term, one.estimate.flips_up, one.answers, one.count) == ("the majority", 1, 1, "44 of 60")
    assert one in unsettled(fragility(case))


def test_what_is_hidden_has_no_number_here_either(case):
    hidden = Fragile(estimates(case)["parents.help_only_at_crisis"], None)
    data = hidden.data

    assert hidden in fragility(case)
    assert hidden not in unsettled(fragility(case))
    assert {key for key, value in data.items() if value is not None} == {"id"}


def test_the_table_offers_twelve_counts_at_most_and_none_of_a_settled_word(case):
    table = sections.fragile(case).blocks[1]
    known = {sections.views.label(e): e for e in leading(case)}

    assert len(table.rows) == 12
    assert all(known[row[0]].settled is False for row in table.rows)
    assert table.rows[0][4] == "1"
    assert any(row[3] == "44 of 60" for row in table.rows)
    assert "the 12 words that change most easily, of 53" in table.caption


def test_the_table_says_how_far_the_others_would_have_to_agree(case):
    table = next(b for b in sections.fragile(case).blocks if hasattr(b, "rows"))
    row = next(row for row in table.rows if row[3] == "47 of 52")

    assert row[5:] == ("34% to 96%", "79 to 88 of the other 88")


def test_without_evidence_no_word_is_unsettled(dundee):
    assert "No word that is shown is unsettled." in "".join(html(sections.fragile(load_case(dundee))))
