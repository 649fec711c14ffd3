"""Shares, their intervals and their differences, held against statsmodels and published worked examples."""

from __future__ import annotations

import warnings
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_lib.errors import InspectionError
from inspection_lib.proportions import Z95, newcombe, stand_out, stand_out_within, whole_percent, wilson

with warnings.catch_warnings():  # what others' imports warn of is not ours to mend
    warnings.simplefilter("ignore")
    from scipy.stats import norm
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

EXACT = 1e-12
STAFF = 1316  # replies to the staff survey of North Lanarkshire

#: Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10, without continuity correction.
PUBLISHED = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((10, 10), (0, 10), 0.6075, 1.0000),
]


@st.composite
def counts(draw, most=STAFF):
    base = draw(st.integers(1, most))
    return draw(st.integers(0, base)), base


def halves_up(numerator: int, base: int) -> int:
    """The whole per cent by the decimal module, which shares nothing with the library's way."""
    return int((Decimal(100 * numerator) / Decimal(base)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


# --- whole per cents -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "base", "percent"),
    [(44, 59, 75), (6, 42, 14), (1, 8, 13), (57, 200, 29), (0, 59, 0), (59, 59, 100), (1122, 1275, 88)],
)
def test_a_share_is_rounded_half_up_to_a_whole_per_cent(numerator, base, percent):
    assert whole_percent(numerator, base) == percent


def test_every_share_of_every_base_up_to_200_is_rounded_as_decimals_round_it():
    for base in range(1, 201):
        assert [whole_percent(k, base) for k in range(base + 1)] == [halves_up(k, base) for k in range(base + 1)]


@settings(deadline=None, max_examples=100)
@given(counts())
def test_a_whole_per_cent_is_never_more_than_half_a_point_from_the_share(count):
    error = whole_percent(*count) - Fraction(100 * count[0], count[1])

    assert Fraction(-1, 2) < error <= Fraction(1, 2)


# --- Wilson ----------------------------------------------------------------------------------------------------


def agrees_with_statsmodels(base: int, numerators) -> None:
    theirs = np.transpose(proportion_confint(np.array(numerators), base, method="wilson"))

    assert np.array([wilson(k, base) for k in numerators]) == pytest.approx(theirs, abs=EXACT)


def test_an_interval_is_wilsons_for_every_count_of_every_base_up_to_500():
    for base in range(1, 501):
        agrees_with_statsmodels(base, range(base + 1))


def test_an_interval_is_wilsons_for_bases_as_large_as_the_staff_survey():
    for base in (250, 640, 801, 1000, STAFF):
        agrees_with_statsmodels(base, [0, 1, base // 3, base // 2, base - 1, base])


def test_48_of_78_lies_between_50_and_72_per_cent():
    low, high = wilson(48, 78)

    assert (round(100 * low, 1), round(100 * high, 1)) == (50.4, 71.6)


@settings(deadline=None, max_examples=100)
@given(counts())
def test_an_interval_holds_its_share_and_never_leaves_0_to_1(count):
    low, high = wilson(*count)

    assert 0 <= low <= count[0] / count[1] <= high <= 1


def test_none_and_all_have_an_interval_that_ends_exactly_at_0_and_at_1():
    assert wilson(0, 60)[0] == 0
    assert wilson(60, 60)[1] == 1


# --- the part of all records that was read -----------------------------------------------------------------------


def test_half_of_60_records_out_of_640_is_worked_out_by_hand():
    """At one half Wilson's interval is 1/2 ± z / (2 √(n + z²)), and n counts 60 / (1 - 60/640) = 66.2 times."""
    half = Z95 / (2 * sqrt(60 * 640 / 580 + Z95**2))

    low, high = wilson(30, 60, sampled=Fraction(60, 640))

    assert (low, high) == pytest.approx((0.5 - half, 0.5 + half), abs=EXACT)
    assert (round(low, 4), round(high, 4)) == (0.3829, 0.6171)


def test_60_records_are_sure_to_about_12_points_each_way_before_the_correction():
    low, high = wilson(30, 60)

    assert (high - low) / 2 == pytest.approx(0.1226, abs=0.0001)  # domain.md: 12.7 by the textbook interval


@settings(deadline=None, max_examples=100)
@given(counts(most=200), st.floats(0.01, 0.95))
def test_reading_more_of_all_records_narrows_the_interval(count, part):
    low, high = wilson(*count)
    narrow_low, narrow_high = wilson(*count, sampled=part)

    assert narrow_high - narrow_low < high - low
    assert narrow_low <= count[0] / count[1] <= narrow_high


def test_reading_nearly_all_records_leaves_nearly_no_doubt():
    low, high = wilson(45, 60, sampled=Fraction(999_999, 1_000_000))

    assert high - low < 0.001


# --- differences -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second", "low", "high"), PUBLISHED)
def test_a_difference_is_as_newcombe_published_it(first, second, low, high):
    assert newcombe(first, second) == pytest.approx((low, high), abs=0.00005)


@settings(deadline=None, max_examples=100)
@given(counts(), counts())
def test_a_difference_is_that_of_statsmodels(first, second):
    theirs = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")

    assert newcombe(first, second) == pytest.approx(theirs, abs=1e-10)


@settings(deadline=None, max_examples=60)
@given(counts(most=200), counts(most=200))
def test_a_difference_turned_round_only_changes_its_sign(first, second):
    low, high = newcombe(first, second)

    assert newcombe(second, first) == pytest.approx((-high, -low), abs=EXACT)


@settings(deadline=None, max_examples=40)
@given(counts(most=200), counts(most=200), st.integers(2, 30))
def test_one_of_several_comparisons_is_as_sure_as_bonferroni_asks(first, second, comparisons):
    theirs = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff", alpha=0.05 / comparisons)

    assert newcombe(first, second, comparisons) == pytest.approx(theirs, abs=1e-9)


def test_one_of_ten_comparisons_is_wider_than_one_alone():
    alone, of_ten = newcombe((56, 70), (48, 80)), newcombe((56, 70), (48, 80), comparisons=10)

    assert alone[0] > 0  # clear by itself
    assert of_ten[0] < 0  # and not clear among ten


def test_95_per_cent_is_the_normal_quantile_to_double_precision():
    assert norm.ppf(0.975) == pytest.approx(Z95, abs=1e-15)


# --- refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("numerator", "base"), [(0, 0), (1, 0), (11, 10), (-1, 10), (0, -1)])
def test_a_share_of_nobody_and_a_count_above_its_base_are_refused(numerator, base):
    said = f"got {numerator} of {base}"

    with pytest.raises(InspectionError, match=said):
        whole_percent(numerator, base)
    with pytest.raises(InspectionError, match=said):
        wilson(numerator, base)
    with pytest.raises(InspectionError, match=said):
        newcombe((5, 10), (numerator, base))


@pytest.mark.parametrize("part", [-0.1, 1, 1.5])
def test_more_records_than_there_are_cannot_have_been_read(part):
    with pytest.raises(InspectionError, match="the part sampled must be from 0 to below 1"):
        wilson(30, 60, sampled=part)


def test_four_of_fifteen_comparisons_stand_out_as_benjamini_and_hochberg_found():
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
               0.7590, 1.0]  # fmt: skip

    assert stand_out(chances) == [True] * 4 + [False] * 11


def test_families_share_the_level_as_benjamini_and_bogomolov_found():
    """Two of four families stand out, so what is within them is held to half the level."""
    families = [[0.001, 0.024, 0.9], [0.002, 0.03], [0.5], [0.8, 0.9]]

    assert stand_out_within(families) == [[True, False, False], [True, False], [False], [False, False]]
