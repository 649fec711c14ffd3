"""Weights: kept and not used until somebody asks; then a reply counts by its weight, and the draft stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspection_lib import sections
from inspection_lib.estimates import estimates
from inspection_lib.evidence import Evidence
from inspection_lib.weights import weighted, without


@pytest.fixture(scope="module")
def with_weights(case):
    """North Lanarkshire's case, its staff survey with a weight a reply: by role, or as a function of the table says."""

    def with_weights(of):
        frame = case.evidence["staff_survey"]
        tables = {**case.evidence.tables, "staff_survey": frame.assign(weight=of(frame))}
        return replace(case, evidence=Evidence(tables, case.evidence.sources), kept={})

    return with_weights


def one(case, item: str = "staff.valued"):
    return next(found for found in weighted(case, "staff_survey") if found.estimate.id == item)


def test_without_weights_there_is_nothing_to_show(case):
    assert weighted(case, "staff_survey") == []
    assert "No reply has a weight" in str(sections.weighted(case, "staff_survey"))


def test_equal_weights_change_nothing(with_weights, case):
    plain, found = estimates(case)["staff.valued"], one(with_weights(lambda frame: 2.5))

    assert found.share == pytest.approx(float(plain.share))
    assert (found.term, found.effective) == (plain.term, pytest.approx(plain.base))
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_a_reply_of_weight_three_counts_as_three(with_weights, case):
    agree = ("agree", "strongly agree")
    found = one(with_weights(lambda frame: frame["valued"].isin(agree).map({True: 3.0, False: 1.0})))
    plain = estimates(case)["staff.valued"]
    yes, no = plain.numerator, plain.base - plain.numerator

    assert found.share == pytest.approx(3 * yes / (3 * yes + no))
    assert found.effective == pytest.approx((3 * yes + no) ** 2 / (9 * yes + no))
    assert found.low < found.share < found.high


def test_a_reply_without_a_weight_counts_for_nothing(with_weights):
    half = with_weights(lambda frame: [1.0 if n % 2 else None for n in range(len(frame))])

    assert without(half, "staff_survey") == 658
    assert one(half).effective < 660


def test_weights_change_no_estimate_of_the_draft(with_weights, case):
    heavy = with_weights(lambda frame: range(1, len(frame) + 1))

    assert estimates(heavy)["staff.valued"] == estimates(case)["staff.valued"]


def test_what_is_hidden_has_no_weighted_share_either(with_weights, case):
    hidden = {e.id for e in estimates(case).values() if e.hidden}
    shown = {found.estimate.id for found in weighted(with_weights(lambda frame: 1.0), "staff_survey")}

    assert shown & hidden == set()


def test_another_word_is_said_so(with_weights):
    agree = ("agree", "strongly agree")
    heavy = with_weights(lambda frame: frame["valued"].isin(agree).map({True: 30.0, False: 1.0}))

    assert "(another word)" in str(sections.weighted(heavy, "staff_survey"))
