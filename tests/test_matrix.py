"""The evidence matrix: what bears on each indicator and heading, by source, with empty cells plain to see."""

from __future__ import annotations

import json
from dataclasses import replace

from inspection_lib import sections
from inspection_lib.estimates import leading
from inspection_lib.findings import matrix, uncited


def test_every_indicator_and_every_heading_has_a_row(case):
    assert len(matrix(case).rows) == 22
    assert len(matrix(case, by="headings").rows) == len(case.framework.headings)


def test_each_counted_question_is_in_one_cell_of_its_indicator(case):
    counted = [item for cell in json.loads(json.dumps(matrix(case).data)) for item in cell["estimates"]]

    assert sorted(counted) == sorted(estimate.id for estimate in leading(case))


def test_an_empty_partnership_has_empty_cells_alone_and_every_indicator_named(case):
    bare = {name: table.iloc[:0] for name, table in case.evidence.tables.items()}
    empty = replace(case, evidence=replace(case.evidence, tables=bare), kept={})

    assert len(uncited(empty)) == 22
    assert not any(cell["pieces"] for cell in matrix(empty).data)


def test_an_indicator_with_a_note_is_cited(case):
    named = {indicator.indicator for indicator in uncited(case)}

    assert not named & set(case.evidence["voices"]["indicator"])


def test_the_matrix_is_a_chart_with_its_table(case):
    shown = str(sections.matrix(case))

    assert "5.2" in shown
    assert "Assessing risk and need" in shown
