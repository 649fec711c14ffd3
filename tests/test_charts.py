"""Charts: nothing to show is no chart, and an answer looks the same on every one."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from inspection_lib import sections
from inspection_lib.charts import Chart, answers_chart, interval_chart
from inspection_lib.charts.drawing import ACCENT, MIDDLE, PAPER
from inspection_lib.charts.marks import Words
from inspection_lib.estimates import leading
from inspection_lib.evidence import Case
from inspection_lib.sections.blocks import Section
from inspection_lib.sections.statements import charts
from inspection_lib.tables import HIDDEN

STAFF = ("staff.valued", "staff.supervision")


def with_rows(case: Case, table: str, rows: object) -> Case:
    tables = {**case.evidence.tables, table: rows}
    return replace(case, evidence=replace(case.evidence, tables=tables), kept={})


def answered(case: Case, *answers: str) -> Case:
    """The case with a few dozen replies, the same answers to every one of `STAFF`."""
    replies = case.evidence["staff_survey"].iloc[: len(answers)]
    said = {name.split(".")[1]: pd.Categorical(answers) for name in STAFF}
    return with_rows(case, "staff_survey", replies.assign(**said))


def legend(chart: Chart) -> dict[str, tuple[str, str | None]]:
    """Each answer of a chart with its colour and its hatching."""
    (key,) = chart.draw().legends
    return {
        text.get_text(): (to_hex(patch.get_facecolor()), patch.get_hatch())
        for text, patch in zip(key.get_texts(), key.get_patches(), strict=True)
    }


def drawn(section: Section) -> list[Chart]:
    return [block for block in section.blocks if isinstance(block, Chart)]


def test_an_answer_looks_the_same_whichever_others_were_given(case: Case):
    all_three = answered(case, *["agree"] * 20, *["disagree"] * 10, *["don't know"] * 10)
    nobody_disagreed = answered(case, *["agree"] * 20, *["don't know"] * 10)
    known, fewer = (legend(answers_chart(c, STAFF, "A")) for c in (all_three, nobody_disagreed))

    assert known == {"agree": (ACCENT, None), "do not agree": (MIDDLE, None), "don't know": (PAPER, "////")}
    assert fewer == {"agree": (ACCENT, None), "don't know": (PAPER, "////")}


def test_answers_that_were_joined_look_like_none_of_their_parts(case: Case):
    joined = legend(answers_chart(answered(case, *["agree"] * 20, *["disagree"] * 10, *["don't know"] * 2), STAFF, "A"))

    assert joined["do not agree or don't know"] not in [(ACCENT, None), (MIDDLE, None), (PAPER, "////")]


def test_what_is_weak_does_not_look_like_what_is_not_known(case: Case):
    grades = [e.measure.item.item for e in leading(case, "1.1") if e.measure.item.answers == "grade"]

    assert legend(answers_chart(case, grades, "A"))["weak or unsatisfactory"] != (PAPER, "////")


@pytest.mark.parametrize("table", ["record_reading", "staff_survey"])
def test_a_chart_of_hidden_shares_alone_is_left_out(case: Case, table: str):
    few = with_rows(case, table, case.evidence[table].iloc[:5])

    for about in few.framework.headings.values():
        for chart in charts(few, about):
            assert any(HIDDEN not in row for row in chart.table.rows), chart.caption
    assert drawn(sections.source(few, table)) == []
    assert drawn(sections.source(case, table)) != []


def test_five_records_have_no_chart_of_quality(case: Case):
    few = with_rows(case, "record_reading", case.evidence["record_reading"].iloc[:5])

    assert drawn(sections.quality(few)) == []
    assert not [c for about in few.framework.headings.values() for c in charts(few, about) if "Quality" in c.caption]


def test_one_share_beside_hidden_ones_needs_no_picture(case: Case):
    """Of two questions under 2.3 twelve replies show the answers to one."""
    few = with_rows(case, "staff_survey", case.evidence["staff_survey"].iloc[:12])

    assert [e.hidden for e in leading(few, "2.3", "staff_survey")] == [True, False]
    assert charts(few, few.framework.headings["2.3"]) == []


def test_no_line_crosses_the_words_of_a_hidden_row(case: Case):
    few = with_rows(case, "record_reading", case.evidence["record_reading"].iloc[:5])
    figure = interval_chart(few, leading(few, "1.3"), "A").draw()
    said = [text for text in figure.axes[0].texts if text.get_text().startswith("hidden")]

    assert said
    assert all(to_hex(text.get_bbox_patch().get_facecolor()) == PAPER for text in said)


def test_no_hatching_makes_a_drawing_heavy(case: Case):
    """Dots as hatching would be a quarter of a megabyte a chart."""
    grades = [e.measure.item.item for e in leading(case, "1.1") if e.measure.item.answers == "grade"]
    joined = answered(case, *["agree"] * 20, *["disagree"] * 10, *["don't know"] * 2)

    assert max(len(answers_chart(case, grades, "A").svg), len(answers_chart(joined, STAFF, "A").svg)) < 20_000


def test_the_lines_of_a_label_end_at_one_edge_and_stand_evenly(case: Case):
    svg = interval_chart(case, leading(case, "1.3"), "A").svg
    lines = re.findall(r'text-anchor: end[^>]* x="([\d.]+)" y="([\d.]+)">([^<]+)<', svg)
    first = [text for _, _, text in lines[:3]]

    assert first == ["Did the discussion reach clear decisions about", "what should happen next?", "90% of 51"]
    assert len({x for x, _, _ in lines}) == 1
    assert [round(float(low) - float(high), 3) for (_, high, _), (_, low, _) in pairwise(lines[:3])] == [10, 10]


def test_words_stand_where_they_are_asked_to():
    """Letters of DejaVu Sans stand 0.76 of their size below the top of a line, and lines here twice a size apart."""
    placed = {edge: Words(0, 0, "few\nmost", 10, upright=edge, spacing=2) for edge in ("top", "center", "bottom")}
    baselines = {edge: [above for _, above in words.lines()] for edge, words in placed.items()}

    assert baselines == {"top": [-12.6, -32.6], "center": [7.4, -12.6], "bottom": [27.4, 7.4]}
    assert [above for _, above in Words(0, 0, "few\nmost", 10, upright="baseline", spacing=2).lines()] == [20, 0]


def test_twenty_rows_take_no_more_artists_than_two(case: Case):
    """Matplotlib takes a millisecond for each, a tick among them, whether or not it shows."""
    shares = leading(case, source="staff_survey")
    two, twenty = (interval_chart(case, shares[:rows], "A").draw().axes[0] for rows in (2, 20))

    assert len(two.get_children()) == len(twenty.get_children())
    assert not twenty.axison


def test_a_dollar_in_a_question_is_a_dollar(case: Case):
    cost = interval_chart(case, leading(case, "1.3")[:1], "A", names=["Was $5 or $10 spent?"])

    assert ">Was $5 or $10 spent?<" in cost.svg
