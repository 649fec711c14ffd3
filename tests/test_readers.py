"""Readers of the same records: how far they agree beyond chance, who reads higher, which words hang on the reader."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_lib import sections
from inspection_lib.evidence import Case, Evidence
from inspection_lib.readers import Reliance, agreements, alpha, kinds, severities
from inspection_lib.readers.alpha import coincidences, interval
from inspection_lib.suppression import Rule

Answers = list[str | None]
TOLD, PLAN = "records.named_person_told", "records.plan"  # yes or no, put to all records
GOOD, RISKS = "records.meeting_quality", "records.risks_considered"  # grades; in full, in part, not at all


def units(*readers: str) -> list[list[int | str | None]]:
    """The units of a published table, one row an observer; a full stop is no reading."""
    return [[None if value == "." else value for value in unit] for unit in zip(*map(str.split, readers), strict=True)]


FOUR = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NAMED = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
WIDE = [[1, 1], [2, 2], [3, 3], [1, 3]]


def said(*shown) -> str:
    """Sections as a reader sees them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", "".join(s._repr_html_() for s in shown))).split())


@pytest.fixture
def read(case):
    """A case in which each column was answered as given: by A, and by B in the second list, of the first records."""

    def read(once: int = 0, by: tuple[str, str] = ("A", "B"), **columns: tuple[Answers, Answers]) -> Case:
        old = case.evidence["record_reading"]
        blank = old[old["reading"] == "first"].copy()
        for item in case.framework.items_of("record_reading"):
            blank[item.column] = pd.Categorical([None] * len(blank), categories=old[item.column].cat.categories)
        both = len(next(iter(columns.values()))[1])
        first, second = blank.head(both + once).copy(), blank.head(both).copy()
        first["reader"], second["reader"] = by
        first["reader_kind"], second["reader_kind"], second["reading"] = "local reader", "inspector", "second"
        for column, answers in columns.items():
            for frame, given_ in zip((first, second), answers, strict=True):
                frame[column] = pd.Categorical(given_, categories=old[column].cat.categories)
        frame = pd.concat([first, second], ignore_index=True)
        for column in old.columns:
            frame[column] = frame[column].astype(old[column].dtype)
        return replace(
            case, evidence=Evidence({**case.evidence.tables, "record_reading": frame}, case.evidence.sources), kept={}
        )

    return read


class TestAlpha:
    @pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815)])
    def test_the_example_of_four_observers_has_its_published_alpha(self, level, published):
        """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections C and D."""
        assert alpha(FOUR, level) == pytest.approx(published, abs=0.0005)

    @pytest.mark.parametrize(("table", "published"), [(BINARY, 0.095), (NAMED, 0.692)])
    def test_two_observers_have_their_published_alpha(self, table, published):
        """Krippendorff (2011), sections A and B."""
        assert alpha(table, "nominal") == pytest.approx(published, abs=0.0005)

    def test_four_records_worked_out_by_hand(self):
        # 3, 2 and 3 readings of each value; middles 1.5, 4, 6.5, so differences squared 6.25, 6.25, 25
        assert alpha(WIDE, "nominal") == pytest.approx(1 - 7 * 2 / (2 * (6 + 6 + 9)))
        assert alpha(WIDE, "ordinal") == pytest.approx(1 - 7 * 50 / (2 * (6 * 6.25 + 6 * 6.25 + 9 * 25)))

    @pytest.mark.parametrize("undefined", [[], [[1], [2, None]], [[1, 1], [1, 1]], [[1, 1], [2]]])
    def test_without_pairs_or_variation_there_is_no_alpha(self, undefined):
        assert alpha(undefined, "nominal") is None
        assert alpha(undefined, "ordinal") is None

    def test_full_agreement_is_one_and_full_disagreement_below_chance(self):
        assert alpha([[1, 1], [2, 2]], "ordinal") == 1
        assert alpha([[1, 2], [2, 1]], "nominal") == pytest.approx(-0.5)

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=3, max_size=3), min_size=2, max_size=12))
    def test_alpha_is_that_of_the_package(self, readings):
        paired = [value for unit in readings if sum(v is not None for v in unit) > 1 for value in unit if value]
        table = np.array(readings, dtype=float).T
        for level in ("nominal", "ordinal"):
            if len(set(paired)) < 2:
                assert alpha(readings, level) is None
            else:
                theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=level)
                assert alpha(readings, level) == pytest.approx(theirs)

    @given(st.lists(st.tuples(st.sampled_from([1, 2]), st.sampled_from([1, 2])), max_size=12))
    def test_of_two_answers_the_order_does_not_matter(self, readings):
        assert alpha(readings, "nominal") == pytest.approx(alpha(readings, "ordinal"))


class TestInterval:
    def spread(self, pairs: list[tuple[int, int]]):
        return interval(coincidences(np.array(pairs), 3), "ordinal")

    def test_two_runs_give_the_same_interval_around_alpha(self):
        pairs = [(0, 0), (1, 1), (2, 2), (0, 1)] * 3
        low, high = self.spread(pairs)

        assert self.spread(pairs) == (low, high)
        assert -1 <= low < alpha(pairs, "ordinal") < high <= 1

    def test_more_records_make_it_narrower(self):
        pairs = [(0, 0), (1, 1), (2, 2), (0, 1)]
        widths = [high - low for low, high in (self.spread(pairs * 3), self.spread(pairs * 12))]

        assert widths[1] < 0.6 * widths[0]

    def test_records_without_a_pair_do_not_move_it(self):
        pairs = [(0, 0), (1, 1), (2, 2), (0, 1)] * 3

        assert self.spread([*pairs, (0, -1), (-1, -1)]) == self.spread(pairs)

    def test_five_pairs_have_none_and_six_have_one(self):
        pairs = [(0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (2, 0)]

        assert self.spread(pairs) is not None
        assert self.spread(pairs[:5]) is None

    def test_readers_who_never_differed_are_not_thereby_certain(self):
        assert self.spread([(0, 0), (1, 1), (2, 2)] * 4) is None

    def test_there_is_none_where_resamples_often_hold_one_answer_only(self):
        assert self.spread([(0, 0)] * 11 + [(0, 1)]) is None


class TestAgreement:
    def test_pairs_and_those_within_a_step_are_counted_exactly(self, read):
        first = ["5", "5", "5", "4", "4", "4", "3", "3", "3", "2", "2", "6"]
        second = ["5", "5", "5", "4", "4", "4", "3", "3", "3", "3", "3", "4"]  # two a step apart, one two steps
        found = agreements(read(meeting_quality=(first, second)))[GOOD]

        assert (found.level, found.pairs, found.agreed, found.within_one) == ("ordinal", 12, 9, 11)
        assert (found.share, found.near) == (75, 92)
        assert found.alpha == pytest.approx(
            alpha([(-int(a), -int(b)) for a, b in zip(first, second, strict=True)], "ordinal")
        )
        assert found.low < found.alpha < found.high

    def test_not_applicable_is_an_answer_to_yes_or_no_and_none_to_a_scale_in_order(self, read):
        yes, full = ["yes"] * 5 + ["no"] * 5, ["in full"] * 5 + ["in part"] * 5
        case = read(
            named_person_told=(yes + ["yes"] * 5, yes + ["not applicable"] * 5),
            risks_considered=(full + ["in full"] * 5, full + ["not applicable"] * 5),
        )

        assert (agreements(case)[TOLD].pairs, agreements(case)[TOLD].agreed) == (15, 10)
        assert (agreements(case)[RISKS].pairs, agreements(case)[RISKS].agreed) == (10, 10)

    @pytest.mark.parametrize("by", [("A", "A"), ("", "B"), ("A", "")])
    def test_one_reader_twice_or_one_who_is_not_named_tells_nothing(self, read, by):
        case = read(by=by, plan=(["yes"] * 12, ["no"] * 12))

        assert agreements(case) == {}
        assert severities(case) == []
        assert "Too few records were read by two people" in said(sections.agreement(case))

    def test_fewer_than_five_records_read_twice_are_not_shown(self, read):
        assert agreements(read(plan=(["yes", "no"] * 2, ["yes", "no"] * 2))) == {}
        assert agreements(read(plan=(["yes", "no"] * 3, ["yes", "no"] * 3))) != {}

    def test_all_questions_of_a_kind_are_taken_together_record_by_record(self, read):
        mixed = ["yes", "no"] * 6
        case = read(plan=(mixed, mixed), named_person_told=(mixed, ["no", "no"] + mixed[2:]))

        assert (kinds(case)["yes_no"].share, kinds(case)["yes_no"].questions) == (96, 24)  # 23 of 24 answers
        assert kinds(case)["yes_no"].alpha == pytest.approx(1 - 47 * 2 / (2 * 23 * 25))

    def test_readers_who_gave_one_answer_throughout_are_said_to_have(self, read):
        found = agreements(read(plan=(["yes"] * 12, ["yes"] * 12)))[PLAN]

        assert (found.share, found.alpha, found.low) == (100, None, None)
        assert found.reliance is Reliance.ALIKE

    @pytest.mark.parametrize(
        ("differ", "word"),
        [(1, Reliance.RELY), (4, Reliance.TENTATIVE), (8, Reliance.LITTLE)],
    )
    def test_what_answers_can_carry_follows_krippendorffs_cut_offs(self, read, differ, word):
        yes, no = ["yes"] * 10 + ["no"] * (10 + differ), ["yes"] * (10 + differ) + ["no"] * 10
        # of N = 2 (20 + differ) readings half are each: alpha = 1 - (N - 1) differ / (N / 2)^2, about .91, .67, .44
        assert agreements(read(plan=(yes, no)))[PLAN].reliance is word


class TestSmallNumbers:
    def test_the_number_of_pairs_is_hidden_where_few_records_lack_one(self, read):
        eleven = ["4", "5", "3"] * 3 + ["4", "5", None]
        found = agreements(read(meeting_quality=(eleven, ["5", *eleven[1:]])))[GOOD]

        assert (found.pairs, found.agreed, found.within_one, found.share, found.near) == (None,) * 5

    def test_alpha_of_yes_or_no_is_withheld_where_it_gives_a_small_count(self, read):
        few = agreements(read(plan=(["yes"] * 10 + ["no"] * 2, ["yes"] * 9 + ["no"] * 3)))[PLAN]
        enough = agreements(read(plan=(["yes"] * 6 + ["no"] * 6, ["yes"] * 7 + ["no"] * 5)))[PLAN]

        assert (few.agreed, few.alpha, few.low, few.high) == (11, None, None, None)
        assert enough.alpha == pytest.approx(1 - 23 * 2 / (2 * 13 * 11))

    def test_what_is_said_without_alpha_leaves_it_open_how_few_they_were(self):
        """Of two answers: under every number of pairs, of those that agree and word, some count is not small."""
        rule = Rule(threshold=5, remainder=True, smallest_base=10)
        for pairs in range(10, 31):
            for differ in range(1, pairs):
                found: dict[bool, set[int]] = {}
                for both_no in range(pairs - differ + 1):
                    of_no = 2 * both_no + differ
                    value = 1 - (2 * pairs - 1) * differ / (of_no * (2 * pairs - of_no))
                    found.setdefault(value < 0.667, set()).update(range(both_no, both_no + differ + 1))
                for word, counts in found.items():
                    assert not all(rule.hides(count, pairs) for count in counts), (pairs, differ, word)

    def test_fewer_pairs_than_a_group_is_shown_of_have_no_alpha(self, read):
        nine = ["4", "5", "3"] * 3
        found = agreements(read(meeting_quality=(nine, ["5", *nine[1:]])))[GOOD]

        assert (found.pairs, found.agreed, found.alpha, found.reliance) == (9, 8, None, Reliance.FEW)

    def test_no_view_says_how_often_an_answer_was_given(self, read):
        case = read(plan=(["yes"] * 11 + ["no"], ["yes"] * 11 + ["no"]))

        assert "yes" not in said(sections.agreement(case)).split()


class TestAnotherReader:
    def test_the_word_is_counted_anew_with_the_second_answers(self, read):
        # 30 of 40 are most; with one yes read as no, 29 of 40 are 73%, the majority
        first = ["yes"] * 30 + ["no"] * 10
        case = read(once=28, plan=(first, ["no"] + ["yes"] * 11))
        found = agreements(case)[PLAN]

        assert (found.first_term, found.second_term, found.second) == ("most", "the majority", (29, 40))
        assert found.changes
        assert "most the majority 29 of 40" in said(sections.another_reader(case))

    def test_a_blank_of_the_second_reader_leaves_the_first_answer(self, read):
        first = ["yes"] * 30 + ["no"] * 10
        found = agreements(read(once=28, plan=(first, [None] * 6 + ["yes"] * 6)))[PLAN]

        assert (found.first_term, found.second_term, found.changes) == ("most", "most", False)

    def test_a_filter_follows_the_second_reader(self, read):
        # 21 of 28 discussions in time are most; the second reader finds that one of those was none: 20 of 27
        held, late = ["yes"] * 28 + ["no"] * 12, ["yes"] * 21 + ["no"] * 7 + [None] * 12
        case = read(once=28, ird_held=(held, ["no"] + ["yes"] * 11), ird_in_time=(late, [None] + ["yes"] * 11))

        assert agreements(case)["records.ird_in_time"].second == (20, 27)

    def test_a_small_count_under_the_second_readings_never_leaves(self, read):
        # 35 of 40 are most; with one no read as yes, 36 of 40 are almost all, and 4 are too few to show
        first = ["no"] * 5 + ["yes"] * 35
        case = read(once=28, plan=(first, ["yes"] + ["no"] * 4 + ["yes"] * 7))
        found = agreements(case)[PLAN]

        assert (found.first_term, found.second_term, found.second) == ("most", "another term", None)
        assert "36" not in said(sections.another_reader(case))

    def test_what_is_hidden_has_no_word_under_another_reader(self, read):
        case = read(once=28, plan=(["no"] * 2 + ["yes"] * 38, ["no"] * 12))
        found = agreements(case)[PLAN]

        assert (found.first_term, found.second_term, found.second) == (None, None, None)
        assert not found.changes
        assert "No word would change" in said(sections.another_reader(case))


class TestSeverity:
    def test_a_readers_steps_are_the_mean_over_shared_answers(self, read):
        # steps of A above B: 1, 1, 0 and -1 on one question, 1, 1, 1 and none on the other: 4 of 7
        case = read(
            meeting_quality=(["5", "5", "4", "4"], ["4", "4", "4", "5"]),
            risks_considered=(["in full"] * 4, ["in part"] * 3 + ["not applicable"]),
        )
        found = {(s.column, s.who): (s.records, s.steps) for s in severities(case)}

        assert found["reader", "A"] == (4, pytest.approx(4 / 7))
        assert found["reader", "B"] == (4, pytest.approx(-4 / 7))
        assert found["reader_kind", "local reader"] == (4, pytest.approx(4 / 7))
        assert found["reader_kind", "inspector"] == (4, pytest.approx(-4 / 7))

    def test_two_shared_records_say_nothing_of_a_reader(self, read):
        assert severities(read(meeting_quality=(["5", "5"], ["4", "4"]))) == []

    def test_a_reader_who_is_entered_by_name_is_never_shown(self, read):
        case = read(by=("Zebedee", "B"), meeting_quality=(["5"] * 12, ["4"] * 12))

        assert [s.who for s in severities(case) if s.column == "reader"] == ["B"]
        assert "Zebedee" not in said(sections.severity(case), sections.agreement(case), sections.another_reader(case))


class TestNorthLanarkshire:
    def test_twelve_records_were_read_by_two_people(self, case):
        known = agreements(case)
        chronology = known["records.chronology_quality"]

        assert (chronology.pairs, chronology.agreed, chronology.within_one) == (12, 7, 12)
        assert chronology.alpha == pytest.approx(0.595, abs=0.0005)
        assert known[TOLD].reliance is Reliance.ALIKE
        assert known["records.plan_quality"].pairs is None

    def test_one_word_hangs_on_who_read(self, case):
        changed = {name: (f.first_term, f.second_term) for name, f in agreements(case).items() if f.changes}

        assert changed == {"records.parent_views": ("almost all", "most")}

    def test_the_least_agreed_question_comes_first(self, case):
        shown = sections.agreement(case).blocks[2].rows

        assert shown[0][:4] == ("How good was the chronology?", "12", "58%", "100%")
        assert [row[2] for row in shown if row[2] != "hidden"] == sorted(
            (row[2] for row in shown if row[2] != "hidden"), key=lambda share: int(share.strip("%"))
        )

    def test_only_readers_who_share_three_records_are_compared(self, case):
        assert [(s.who, s.records) for s in severities(case)] == [
            ("A", 5),
            ("B", 9),
            ("C", 3),
            ("inspector", 10),
            ("local reader", 10),
        ]
