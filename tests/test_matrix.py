"""The evidence matrix: what bears on each indicator and heading, which way, how sure, and what has nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from inspection_lib import InspectionError, sections
from inspection_lib.charts import matrix_chart
from inspection_lib.charts.matrix import cell_words
from inspection_lib.estimates import estimates
from inspection_lib.evidence import Case
from inspection_lib.findings import matrix, uncited
from inspection_lib.findings.matrix import SOURCES, Cell

Note = tuple[str, str, str, str]  # source, kind, direction, indicator


@pytest.fixture
def bare(case: Case):
    """North Lanarkshire without evidence, but for the tables given."""

    def bare(**tables: pd.DataFrame) -> Case:
        emptied = {name: table.iloc[:0] for name, table in case.evidence.tables.items()}
        return replace(case, evidence=replace(case.evidence, tables=emptied | tables), kept={})

    return bare


@pytest.fixture
def noted(case: Case):
    """A table of notes under heading 4.7, with their use."""

    def noted(*notes: Note, use: str = "draft") -> pd.DataFrame:
        rows = case.evidence["voices"].head(len(notes)).copy()
        for column, values in zip(
            ("source_id", "kind", "direction", "indicator"), zip(*notes, strict=True), strict=True
        ):
            rows[column] = list(values)
        return rows.assign(heading="4.7", use=use)

    return noted


@pytest.fixture
def staff(case: Case):
    """A staff survey of 50 replies, with the answers given to some questions and none to the others."""

    def staff(**answers: dict[str, int]) -> pd.DataFrame:
        frame = case.evidence["staff_survey"].head(50).copy()
        for item in case.framework.items_of("staff_survey"):
            given = [answer for answer, n in answers.get(item.column, {}).items() for _ in range(n)]
            values = given + [None] * (50 - len(given))
            frame[item.column] = pd.Categorical(values, categories=frame[item.column].cat.categories)
        return frame

    return staff


def cell(case: Case, row: str, source: str, by: str = "indicators") -> Cell:
    return next(r for r in matrix(case, by).rows if r.id == row).cells[source]


def test_a_note_points_the_way_it_was_coded_and_sessions_are_counted_once(bare, noted):
    case = bare(voices=noted(
        ("E04", "heard", "strength", "8.2"), ("E04", "heard", "strength", "8.2"), ("E07", "seen", "mixed", "8.2"),
        ("E07", "heard", "area for improvement", "8.2"), ("E09", "heard", "context", "8.1"),
    ))  # fmt: skip
    met = cell(case, "8.2", "meetings")

    assert (met.pieces, met.good, met.trouble, met.neither) == (4, 2, 1, 1)
    assert met.origins == ("E04", "E07")
    assert (met.lean, met.thin) == ("both", False)
    assert cell_words(met) == "4 (2 good news, 1 trouble); 2 sessions"
    assert cell(case, "4.7", "meetings", "headings").pieces == 5


def test_what_one_session_said_is_unsure_however_often_it_was_noted(bare, noted):
    case = bare(voices=noted(*[("E04", "heard", "strength", "8.2")] * 3))

    assert (cell(case, "8.2", "meetings").lean, cell(case, "8.2", "meetings").thin) == ("good news", True)


def test_a_comment_stands_with_its_survey_and_its_reply_is_nowhere(bare, noted):
    case = bare(voices=noted(("staff_survey:S0017", "read", "area for improvement", "8.2")))
    data = json.dumps(matrix(case).data)

    assert cell_words(cell(case, "8.2", "staff_survey")) == "1 (1 trouble); 1 comment"
    assert not cell(case, "8.2", "documents").pieces
    assert "S0017" not in data


def test_a_question_is_good_news_or_trouble_by_its_word(bare, staff):
    case = bare(staff_survey=staff(
        valued={"agree": 42, "disagree": 8},  # 84%, most; the interval from 71% is wider
        supervision={"agree": 32, "disagree": 18},  # 64%, the majority; to 76% is wider
        listened_respected={"agree": 15, "disagree": 35},  # 30%, less than half: 19% to 44%, settled
        know_expected={"agree": 1, "disagree": 11},  # hidden, and its word with it
    ))  # fmt: skip
    by_item = {e.id: e for r in matrix(case).rows for e in r.cells["staff_survey"].estimates}
    seen = [
        cell(case, row, "staff_survey") for row in dict.fromkeys(e.measure.item.indicator for e in by_item.values())
    ]

    assert by_item["staff.know_expected"].hidden
    assert sum(c.pieces for c in seen) == 4
    assert (sum(c.good for c in seen), sum(c.trouble for c in seen), sum(c.neither for c in seen)) == (2, 1, 1)
    assert sum(c.settled for c in seen) == 1


def test_a_document_that_nobody_noted_reaches_its_indicator_and_no_heading(bare, case, noted):
    documents = case.evidence["documents"].head(2).assign(document_id=["D01", "D02"], reaches=["8.2 8.1", "8.2"])
    drawn = bare(documents=documents, voices=noted(("D02", "read", "strength", "8.2")))
    read = cell(drawn, "8.2", "documents")

    assert (read.documents, read.origins) == (("D01",), ("D02",))  # D02 is noted, and counts once
    assert (read.pieces, read.good, read.neither) == (2, 1, 1)
    assert cell(drawn, "8.1", "documents").documents == ("D01",)
    assert cell(drawn, "4.7", "documents", "headings").pieces == 1


def test_an_official_statistic_bears_on_what_a_judgement_rests_on_it_for(bare, case):
    judged = case.evidence["judgements"].head(1).assign(indicator="5.1", rests_on="child_protection_register N0001")

    assert cell(bare(judgements=judged), "5.1", "official").figures == ("child_protection_register",)
    assert not any(row.cells["official"].pieces for row in matrix(case).rows)


def test_every_indicator_and_heading_has_a_cell_for_every_source(case):
    for by, number in (("indicators", 22), ("headings", 22)):
        rows = matrix(case, by).rows
        assert len(rows) == number
        assert all(tuple(row.cells) == SOURCES for row in rows)
        assert len(matrix(case, by).data) == number * 8


def test_a_piece_of_evidence_stands_in_one_cell(case):
    for by in ("indicators", "headings"):
        held = Counter(
            i for row in matrix(case, by).data for kind in ("estimates", "notes", "figures") for i in row[kind]
        )
        assert set(held.values()) == {1}
        assert set(held) >= {f"F{n:02d}" for n in range(1, 41)}
        assert {i for i in held if "." in i} <= set(estimates(case))


def test_the_matrix_is_by_indicators_or_by_headings(case):
    with pytest.raises(InspectionError, match="by indicators or by headings; 'themes' is neither"):
        sections.matrix(case, by="themes")


# --- what has nothing --------------------------------------------------------------------------------------------


def emptied(case: Case, *, documents: bool, use: str = "") -> Case:
    """North Lanarkshire with its notes on 8.2 taken out (or marked so), and if wanted what its documents reach."""
    voices, read = case.evidence["voices"], case.evidence["documents"]
    on = voices["indicator"] == "8.2"
    kept = voices.assign(use=voices["use"].mask(on, use)) if use else voices[~on]
    reaches = read["reaches"].str.replace("8.2", "", regex=False) if documents else read["reaches"]
    tables = {**case.evidence.tables, "voices": kept, "documents": read.assign(reaches=reaches)}
    return replace(case, evidence=replace(case.evidence, tables=tables), kept={})


def edition(case: Case, name: str) -> Case:
    report = case.params.report.model_copy(update={"edition": name})
    return replace(case, params=case.params.model_copy(update={"report": report}), kept={})


def text_of(section: sections.Section) -> str:
    return re.sub(r"<svg.*?</svg>|<[^>]+>", " ", section._repr_html_(), flags=re.DOTALL)


def test_an_indicator_without_evidence_is_named(case):
    message = sections.matrix(emptied(case, documents=True)).blocks[0]

    assert message.text == "No source has anything for 1 quality indicator: 8.2 Commissioning arrangements."
    assert sections.matrix(case).blocks[0].text == "Each of the 22 quality indicators has some evidence."


def test_a_document_that_reaches_an_indicator_is_evidence_and_is_not_cited(case):
    drawn = emptied(case, documents=False)

    assert not matrix(drawn).empty
    assert [indicator.indicator for indicator in uncited(drawn)] == ["8.2"]


def test_a_note_for_the_background_is_not_cited(case):
    assert [i.indicator for i in uncited(emptied(case, documents=False, use="background"))] == ["8.2"]
    assert uncited(case) == []


def test_a_question_whose_word_is_withheld_is_not_cited(bare, staff):
    said, withheld = {"valued": {"agree": 40, "disagree": 10}}, {"valued": {"agree": 1, "disagree": 11}}

    assert len(uncited(bare(staff_survey=staff(**said)))) == 21
    assert len(uncited(bare(staff_survey=staff(**withheld)))) == 22


@pytest.mark.parametrize("name", ["internal", "partnership", "publication"])
def test_every_edition_names_in_its_annex_what_nothing_is_cited_for(case, name):
    said = "For these quality indicators nothing is cited in this report: 8.2 Commissioning arrangements."

    assert said in text_of(sections.annex(edition(emptied(case, documents=True), name)))
    assert "For each of the quality indicators something is cited in this report." in text_of(
        sections.annex(edition(case, name))
    )


def test_a_draft_of_no_evidence_says_so_once(bare):
    drawn = bare()

    assert "Nothing is cited in this report for any of the quality indicators." in text_of(sections.annex(drawn))
    assert sections.matrix(drawn).blocks[0].text == "No quality indicator has any evidence yet."
    assert sections.matrix(drawn, by="headings").blocks[0].text == "No heading has any evidence yet."


# --- the chart ---------------------------------------------------------------------------------------------------


def drawn_texts(case: Case, by: str = "indicators") -> list[str]:
    axes = matrix_chart(case, matrix(case, by), "A").draw().axes[0]
    return [words.text for artist in axes.artists for words in artist.words]


def test_an_empty_cell_says_none_and_a_full_one_its_count(case):
    cells = [c for row in matrix(case).rows for c in row.cells.values()]
    texts = Counter(drawn_texts(case))

    assert texts["none"] == sum(not c.pieces for c in cells) > 50
    assert texts["16?"] == 1  # the records on 5.1: no word of 60 records is settled
    for c in cells:
        assert not c.pieces or f"{c.pieces}{'?' if c.thin else ''}" in texts
        assert c.lean != "both" or f"{c.good} : {c.trouble}" in texts


def test_each_way_of_pointing_has_a_symbol_of_its_own_at_its_cells(case):
    made = matrix(case)
    lines = matrix_chart(case, made, "A").draw().axes[0].get_lines()
    marked = {line.get_label(): line for line in lines if line.get_marker() not in (None, "None")}

    for lean in ("good news", "both", "trouble", "neither"):
        at = [(c, r) for r, row in enumerate(made.rows) for c, n in enumerate(SOURCES) if row.cells[n].lean == lean]
        assert [(round(x + 0.2), round(y + 0.1)) for x, y in marked[lean].get_xydata()] == at
    assert len({(line.get_marker(), line.get_fillstyle()) for line in marked.values()}) == 4


@pytest.mark.parametrize("by", ["indicators", "headings"])
def test_the_chart_describes_every_number_and_its_table_every_cell(case, by):
    made = matrix(case, by)
    chart = matrix_chart(case, made, "A")

    assert len(chart.table.rows) == len(made.rows)
    for row, shown in zip(made.rows, chart.table.rows, strict=True):
        assert shown == (f"{row.id} {row.title}", *(cell_words(c) for c in row.cells.values()))
        assert all(cell_words(c) in chart.description for c in row.cells.values() if c.pieces)
    assert chart.svg == matrix_chart(case, made, "A").svg


def test_a_row_with_nothing_says_so_in_chart_and_description(case):
    drawn = emptied(case, documents=True)

    assert any(text.startswith("8.2") and text.endswith("nothing from any source") for text in drawn_texts(drawn))
    assert (
        "8.2 Commissioning arrangements: nothing from any source."
        in matrix_chart(drawn, matrix(drawn), "A").description
    )


def test_the_matrix_shows_no_count_of_people(bare, staff):
    case = bare(staff_survey=staff(know_expected={"agree": 3, "disagree": 40}))
    words = [cell_words(c) for row in matrix(case).rows for c in row.cells.values() if c.pieces]

    assert len(words) == 1
    assert words[0].startswith("1")
    assert "3" not in words[0]
