"""A new inspection: nothing has come in, no date is set, and the draft says so heading by heading."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import nbformat
import pytest

from inspection_lib import load_case, sections
from inspection_lib.checks import checked
from inspection_lib.evidence import COLUMNS, Case
from inspection_lib.export.pages import page
from inspection_lib.sections.blocks import Section
from inspection_lib.sections.waiting import heading_waits, series

ROOT = Path(__file__).parents[1]
LINES = {"started": "  started: 2023-04-17\n", "ended": "  ended: 2023-09-13\n", "date": "  date: 2023-10-17\n"}


def headers(params: Path) -> Path:
    """Every table with its header row and no other, beside the params file of Dundee."""
    for table in COLUMNS:
        first = (params.parent / "north-lanarkshire" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        (params.parent / "dundee" / f"{table}.csv").write_text(f"{first}\n", encoding="utf-8")
    return params


@pytest.fixture(params=["no file", "header rows"])
def bare(request: pytest.FixtureRequest, dundee: Path) -> Case:
    return load_case(headers(dundee) if request.param == "header rows" else dundee)


def words(*shown: Section) -> str:
    """Sections as a reader sees them, drawings left out."""
    markup = "".join(section._repr_html_() for section in shown)
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>|<style.*?</style>", "", markup, flags=re.DOTALL)))
    return " ".join(text.split())


def calls(notebook: Path) -> list[str]:
    """The lines of a notebook that show a section."""
    cells = [cell.source for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    return [line for cell in cells for line in cell.splitlines() if line.startswith("sections.")]


def unset(copy: Path, *names: str) -> Case:
    """North Lanarkshire without some of its dates."""
    text = copy.read_text(encoding="utf-8")
    for name in names:
        assert LINES[name] in text
        text = text.replace(LINES[name], "")
    copy.write_text(text, encoding="utf-8")
    return load_case(copy)


def without(case: Case, *tables: str) -> Case:
    """A case some of whose tables have no row."""
    emptied = {table: case.evidence[table].iloc[:0] for table in tables}
    return replace(case, evidence=replace(case.evidence, tables={**case.evidence.tables, **emptied}), kept={})


def edition(case: Case, name: str) -> Case:
    report = case.params.report.model_copy(update={"edition": name})
    return replace(case, params=case.params.model_copy(update={"report": report}), kept={})


def test_a_new_partnership_gets_a_draft_that_says_what_is_missing(bare: Case):
    text = words(*sections.report(bare))

    assert text.count("Nothing has been entered for this heading yet. It waits for") == 21
    assert (
        "It waits for the staff survey (1 question), the record reading (1 question), notes of what was heard, "
        "read or seen, and a key message." in text
    )
    assert "No heading has any evidence yet." in text
    assert "No evaluation of quality indicator 2.1 has been agreed yet." in text
    assert "No view of the partnership's capacity to improve has been agreed yet." in text
    assert "No answer has been counted yet" in text


def test_nothing_odd_stands_in_any_notebook_of_a_new_partnership(bare: Case):
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for call in calls(path):
            shown = eval(call, {"sections": sections, "case": bare})._repr_html_()
            text = words(eval(call, {"sections": sections, "case": bare}))
            assert not re.search(r"\b(0 of|of 0|None|nan|NaT)\b", text), (path.name, call)
            assert "<tbody></tbody>" not in shown, (path.name, call)
            assert not re.search(r"<ul[^>]*></ul>|<p></p>", shown), (path.name, call)
            if "<svg" in shown:
                assert "key_facts" in call, (path.name, call)


def test_a_figure_that_is_not_held_is_said_and_never_shown_as_nought(bare: Case):
    text = words(sections.key_facts(bare))

    assert "Children on the child protection register: no figure for Dundee City is held here." in text
    assert re.search(r"Children on the child protection register \(.*?\) not held", text)


def test_nobody_is_thanked_before_anyone_was_met(bare: Case, case: Case):
    assert "We thank all those" not in words(sections.approach(bare))
    assert "We thank all those" in words(sections.approach(case))


def test_an_unset_date_is_said_and_never_taken_from_the_clock(bare: Case):
    text = words(*sections.report(bare))

    assert "Date of report still to be set" in text
    assert "The dates of this inspection are still to be set." in text
    assert "The date on which the inspection started is not set yet." in text
    assert not re.search(r"\b202[4-9]\b", text)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("started", "the date on which the inspection started is not set yet"),
        ("ended", "the date on which the inspection ended is not set yet"),
        ("date", "the date of the report is not set yet"),
    ],
)
def test_each_date_that_is_not_set_is_one_caveat(copy: Path, name: str, message: str):
    case = unset(copy, name)

    assert [(p.severity, p.message) for p in case.problems if p.code == "P20"] == [("caveat", message)]
    assert message.capitalize() in words(sections.cover(case))


def test_one_date_that_is_not_set_leaves_the_other_in_its_sentence(copy: Path):
    text = words(sections.approach(unset(copy, "ended")))

    assert "Between 17 April 2023 and a date that is still to be set we inspected" in text


def test_a_check_that_needs_a_date_is_silent_without_it(copy: Path):
    replies = copy.parent / "north-lanarkshire" / "staff_survey.csv"
    text = replies.read_text(encoding="utf-8")
    replies.write_text(re.sub(r"^(S0001),[0-9-]+", r"\1,2024-01-01", text, flags=re.MULTILINE), encoding="utf-8")
    known = {problem.code for problem in checked(copy).problems}

    assert "S3" in known
    assert "S3" not in {problem.code for problem in unset(copy, "ended", "date").problems}


def test_a_heading_with_part_of_its_evidence_says_what_is_still_to_come(unwritten: Case):
    text = words(sections.statement(without(unwritten, "record_reading"), "1"))

    assert "Still to come for this heading: the record reading (4 questions)." in text
    assert "Nothing has been entered" not in text


def test_a_heading_whose_notes_are_not_for_the_draft_is_not_called_empty(unwritten: Case):
    voices = unwritten.evidence["voices"].assign(use="background")
    tables = {**unwritten.evidence.tables, "voices": voices, "figures": unwritten.evidence["figures"].iloc[:0]}
    kept_back = replace(unwritten, evidence=replace(unwritten.evidence, tables=tables), kept={})
    text = words(sections.statement(kept_back, "1"))

    assert "What has been entered for this heading does not make a sentence yet" in text
    assert "Still to come for this heading: notes of what was heard, read or seen." in text


def test_where_all_is_there_nothing_is_said_to_be_missing(case: Case):
    text = words(*sections.report(case))

    assert all(heading_waits(case, about) == [] for about in case.framework.headings.values())
    assert not re.search(r"waits for|[Ss]till to come|still to be set", text)


@pytest.mark.parametrize("name", ["partnership", "publication"])
def test_the_teams_working_notes_leave_with_no_other_edition(dundee: Path, name: str):
    text = words(*sections.report(edition(load_case(dundee), name)))

    assert "waits for" not in text
    assert text.count("No evidence has been entered for this heading.") == 21


@pytest.mark.parametrize(
    ("things", "said"),
    [
        (["a"], "a"),
        (["a", "b"], "a, and b"),
        (["a", "b", "c"], "a, b, and c"),
    ],
)
def test_what_is_waited_for_is_a_list_in_a_sentence(things: list[str], said: str):
    assert series(things) == said


def test_the_page_of_a_new_partnership_is_whole(dundee: Path):
    shown = page("".join(section._repr_html_() for section in sections.report(load_case(dundee))))

    assert "Dundee community planning partnership" in shown
    assert "Lanark" not in shown


def test_a_name_after_a_single_letter_and_a_hyphen_is_not_broken(dundee: Path):
    """Na h-Eileanan Siar: its words stay what they are, to be found and copied."""
    dundee.write_text(
        re.sub(
            "partnership: .*",
            "partnership: {name: Na h-Eileanan Siar community planning partnership, area: Na h-Eileanan Siar, "
            "code: S12000013}",
            dundee.read_text(encoding="utf-8"),
        ),
        encoding="utf-8",
    )
    case = load_case(dundee)
    shown = page("".join(section._repr_html_() for section in sections.report(case)))
    body = re.sub(r"<svg.*?</svg>|<head>.*?</head>| data-label=\"[^\"]*\"", "", shown, flags=re.DOTALL)

    assert "<title>Joint inspection of services for children at risk of harm in Na h-Eileanan Siar" in shown
    assert body.count("h-Eileanan") == body.count('<span class="whole">Na h-Eileanan</span>') > 10
    assert "Na h-Eileanan Siar community planning partnership" in words(sections.cover(case))


def test_what_a_draft_lacks_stands_in_one_box_with_its_heading(bare: Case):
    (box,) = sections.cover(bare).parts

    assert box.kind == "lacks"
    assert words(box).startswith("This draft is incomplete: Nothing has come in yet from:")


def test_a_whole_draft_has_no_box_of_what_it_lacks(case: Case):
    assert sections.cover(case).parts == ()


def test_statements_without_a_key_message_are_one_line_on_the_cover(bare: Case):
    text = words(sections.cover(bare))

    assert "Statements 1, 2, 3 and 4 have no key message yet." in text
    assert "There is no view of the partnership's capacity to improve yet." in text
