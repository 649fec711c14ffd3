"""Quantity terms and fractions: one share, said in words that are never false."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest

from inspection_lib.framework import read
from inspection_lib.proportions import wilson

FRAMEWORK = read(Path(__file__).parents[1] / "params" / "framework" / "2022")
SCALES = FRAMEWORK.scales
HERE, SCHOOLS = SCALES["this-report"], SCALES["education-scotland"]
FRACTIONS = FRAMEWORK.fractions
LANDMARKS = {
    "a quarter": Fraction(1, 4),
    "a third": Fraction(1, 3),
    "half": Fraction(1, 2),
    "two-thirds": Fraction(2, 3),
    "three-quarters": Fraction(3, 4),
}
both_scales = pytest.mark.parametrize("scale", SCALES.values(), ids=list(SCALES))


def term_by_hand(name: str, k: int, n: int) -> str:
    """The published table of terms, read by a person: shares rounded here, but not for Education Scotland."""
    if k in (0, n):
        return "all" if k else "none"
    percent = Fraction(100 * k, n)
    if name == "this-report":
        percent = Fraction(floor(percent + Fraction(1, 2)))
    if percent >= 90 if name == "this-report" else percent > 90:
        return "almost all"
    if percent >= 75 or percent < 15:
        return "most" if percent >= 75 else "few"
    return "the majority" if 2 * k >= n else "less than half"


def words(scale, n: int) -> list[str]:
    return [scale.term(k, n) for k in range(n + 1)]


def same_word(scale, k: int, n: int) -> list[int]:
    return [j for j, word in enumerate(words(scale, n)) if word == scale.term(k, n)]


# --- terms -----------------------------------------------------------------------------------------------------


def test_both_scales_of_the_edition_are_there():
    assert list(SCALES) == ["this-report", "education-scotland"]
    assert [b.term for b in HERE.bands] == ["almost all", "most", "the majority", "less than half", "few"]


@pytest.mark.parametrize("name", SCALES)
def test_every_count_of_every_base_up_to_500_has_the_term_of_the_published_table(name):
    for n in range(1, 501):
        assert words(SCALES[name], n) == [term_by_hand(name, k, n) for k in range(n + 1)], f"of {n}"


@both_scales
def test_less_than_one_half_is_never_the_majority(scale):
    for n in range(1, 301):
        said = words(scale, n)
        assert not {"the majority", "most", "almost all"} & set(said[1 : (n + 1) // 2]), f"of {n}"


@pytest.mark.parametrize(
    ("k", "n", "here", "schools"),
    [
        (44, 59, "most", "the majority"),  # 74.6%: between the bands of whole numbers
        (6, 42, "few", "few"),  # 14.3%
        (99, 200, "less than half", "less than half"),  # 49.5%: would round to half
        (1, 2, "the majority", "the majority"),
        (9, 10, "almost all", "most"),  # 90% exactly
        (3, 20, "less than half", "less than half"),  # 15% exactly
        (3, 4, "most", "most"),  # 75% exactly
        (179, 200, "almost all", "most"),  # 89.5%
    ],
)
def test_a_share_between_two_bands_is_said_by_the_rule_of_its_scale(k, n, here, schools):
    assert (HERE.term(k, n), SCHOOLS.term(k, n)) == (here, schools)


@both_scales
@pytest.mark.parametrize("n", [1, 7, 60, 1316])
def test_none_and_all_are_said_as_such(scale, n):
    assert (scale.term(0, n), scale.term(n, n)) == ("none", "all")


@both_scales
def test_one_short_of_all_is_never_all(scale):
    for n in range(2, 1317):
        assert scale.term(n - 1, n) != "all"
        assert scale.term(1, n) != "none"


# --- how far a word reaches ------------------------------------------------------------------------------------


@both_scales
def test_the_counts_of_a_term_are_those_that_are_said_with_it(scale):
    for n in range(1, 121):
        said = words(scale, n)
        for term in ("none", "all", *(band.term for band in scale.bands)):
            assert list(scale.counts(term, n)) == [k for k in range(n + 1) if said[k] == term], f"{term} of {n}"


@both_scales
def test_flips_are_the_fewest_answers_that_change_the_word(scale):
    for n in range(1, 121):
        said = words(scale, n)
        for k, word in enumerate(said):
            below = [k - j for j in range(k) if said[j] != word]
            above = [j - k for j in range(k + 1, n + 1) if said[j] != word]
            assert scale.flips(k, n) == (min(below, default=None), min(above, default=None)), f"{k} of {n}"


def test_one_other_answer_turns_45_of_60_into_the_majority():
    assert HERE.flips(45, 60) == (1, 9)
    assert HERE.term(44, 60) == "the majority"
    assert HERE.term(54, 60) == "almost all"


@pytest.mark.parametrize(("n", "percent"), [(60, 75), (42, 84), (1316, 17)])
def test_the_word_is_as_unsettled_as_the_domain_says(n, percent):
    """domain.md: of all counts, those whose 95% Wilson interval begins and ends in different bands."""

    def band(share: float) -> str:
        return next(band.term for band in HERE.bands if band.holds(Fraction(share) * 100))

    spanning = [k for k in range(n + 1) if len({band(end) for end in wilson(k, n)}) > 1]

    assert round(100 * len(spanning) / (n + 1)) == percent


# --- fractions ---------------------------------------------------------------------------------------------------


def is_true(phrase: str, share: Fraction) -> bool:
    """Whether a phrase holds of a share: under is under, over is over, and a bare landmark is met exactly."""
    value = next(value for name, value in LANDMARKS.items() if phrase.endswith(name))
    if phrase.startswith(("just under", "almost")):
        return share < value
    return share > value if phrase.startswith("just over") else share == value


def test_a_fraction_is_true_of_its_share_for_every_count_of_every_base_up_to_200():
    for n in range(1, 201):
        for k in range(n + 1):
            phrase = FRACTIONS.phrase(k, n)
            assert phrase is None or is_true(phrase, Fraction(k, n)), f"{phrase}: {k} of {n}"


def test_an_exact_landmark_is_always_said_exactly():
    for n in range(1, 201):
        for name, value in LANDMARKS.items():
            if (value * n).denominator == 1:
                assert FRACTIONS.phrase(int(value * n), n) == name


def test_a_count_has_one_fraction_at_most():
    for n in (7, 33, 60, 100, 200):
        told = Counter(k for phrase in FRACTIONS.phrases() for k in FRACTIONS.counts(phrase, n))
        assert set(told.values()) <= {1}


def test_a_fraction_is_only_said_near_its_landmark():
    for phrase in FRACTIONS.phrases():
        value = next(value for name, value in LANDMARKS.items() if phrase.endswith(name))
        assert all(abs(Fraction(k, 1000) - value) <= Fraction(51, 1000) for k in FRACTIONS.counts(phrase, 1000))


@pytest.mark.parametrize(
    ("k", "n", "phrase"),
    [
        (13, 42, "just under a third"),  # 31.0%
        (458, 1271, "just over a third"),  # 36.0%
        (43, 60, "almost three-quarters"),  # 71.7%
        (12, 51, "just under a quarter"),  # 23.5%
        (26, 33, "just over three-quarters"),  # 78.8%
        (30, 60, "half"),
        (36, 60, None),  # 60.0%: no landmark near
        (6, 60, None),
    ],
)
def test_a_share_is_said_with_the_fraction_of_the_house(k, n, phrase):
    assert FRACTIONS.phrase(k, n) == phrase


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("just under a quarter", 21, 24),
        ("just over a quarter", 26, 29),
        ("just under a third", 30, 33),
        ("just over a third", 34, 38),
        ("just under half", 45, 49),
        ("just over half", 51, 55),
        ("almost two-thirds", 62, 66),
        ("just over two-thirds", 67, 70),
        ("almost three-quarters", 71, 74),
        ("just over three-quarters", 76, 80),
    ],
)
def test_a_fraction_reaches_from_its_first_to_its_last_whole_per_cent(phrase, first, last):
    assert FRACTIONS.counts(phrase, 100) == list(range(first, last + 1))


def test_none_and_all_are_no_fraction():
    assert FRACTIONS.phrase(0, 60) is None
    assert FRACTIONS.phrase(60, 60) is None


def test_every_published_landmark_has_a_side_below_and_above():
    assert len(list(FRACTIONS.phrases())) == 3 * len(LANDMARKS)
