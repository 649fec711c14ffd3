"""The framework: an edition counts up to what was published, and a slip in its tables is named with file and line."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import astuple, fields
from pathlib import Path

import pytest

from inspection_lib import InspectionError, Problem
from inspection_lib import framework as frameworks
from inspection_lib.checks import load_case
from inspection_lib.evidence import COLUMNS, INSTRUMENTS
from inspection_lib.framework.standing import SECTIONS
from inspection_lib.params import read as read_params

FOLDER = Path(__file__).parents[1] / "params" / "framework" / "2022"
PUBLISHED_ORDER = [
    "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3",
    "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9",
]  # fmt: skip
TABLES = {
    "indicators": lambda f: list(f.indicators.values()),
    "statements": lambda f: list(f.statements.values()),
    "headings": lambda f: list(f.headings.values()),
    "scale": lambda f: list(f.grades.values()),
    "scale_tests": lambda f: list(f.scale_tests),
    "key_terms": lambda f: list(f.key_terms),
    "answers": lambda f: [row for rows in f.answers.values() for row in rows],
    "measures": lambda f: [row for rows in f.splits.values() for row in rows],
    "routes": lambda f: list(f.routes.values()),
    "groups": lambda f: list(f.groups),
    "instruments": lambda f: list(f.instruments.values()),
    "official_measures": lambda f: list(f.official.values()),
    "items": lambda f: list(f.items.values()),
    "columns": lambda f: list(f.columns),
}


@pytest.fixture(scope="module")
def framework():
    return frameworks.read(FOLDER)


@pytest.fixture
def edition(tmp_path):
    """A copy of the edition with one thing changed in one file; returns its folder."""
    folder = shutil.copytree(FOLDER, tmp_path / "2022")

    def change(file: str, old: str, new: str) -> Path:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


def refusal(folder: Path) -> InspectionError:
    with pytest.raises(InspectionError) as refused:
        frameworks.read(folder)
    return refused.value


def test_the_edition_counts_up_to_what_was_published(framework):
    assert len(framework.indicators) == 22
    assert list(framework.headings) == PUBLISHED_ORDER
    assert list(framework.statements) == ["1", "2", "3", "4"]
    grades = "excellent, very good, good, adequate, weak, unsatisfactory"
    assert ", ".join(grade.name for grade in framework.grades.values()) == grades
    assert len(framework.items) == 71
    assert [len(framework.items_of(name)) for name in INSTRUMENTS] == [25, 7, 7, 32]


def test_headings_stand_in_the_order_of_their_statement(framework):
    assert [len(framework.headings_of(s)) for s in "1234"] == [5, 5, 3, 9]
    for heading in framework.headings.values():
        assert heading.heading == f"{heading.statement}.{heading.order}"


@pytest.mark.parametrize(
    ("scale", "count", "base", "term"),
    [
        ("this-report", 90, 100, "almost all"),
        ("this-report", 89, 100, "most"),
        ("this-report", 75, 100, "most"),
        ("this-report", 50, 100, "the majority"),
        ("this-report", 49, 100, "less than half"),
        ("this-report", 14, 100, "few"),
        ("education-scotland", 91, 100, "almost all"),
        ("education-scotland", 90, 100, "most"),
        ("education-scotland", 74, 100, "the majority"),
        ("education-scotland", 15, 100, "less than half"),
        ("education-scotland", 14, 100, "few"),
    ],
)
def test_both_scales_name_their_edges_as_published(framework, scale, count, base, term):
    assert framework.scales[scale].term(count, base) == term


def test_every_item_points_at_what_the_edition_has(framework):
    for item in framework.items.values():
        assert item.heading in framework.headings
        assert item.indicator in framework.indicators
        assert item.theme in framework.headings[item.heading].themes.split(";")


def test_every_heading_lists_themes_and_known_indicators(framework):
    for heading in framework.headings.values():
        assert all(heading.themes.split(";"))
        assert set(heading.indicators.split()) <= set(framework.indicators)


def test_every_column_of_the_evidence_is_explained_once_and_nothing_else_is(framework):
    explained = [(words.table, words.column) for words in framework.columns]

    assert explained == [(table, column) for table in COLUMNS for column in ("", *COLUMNS[table])]
    assert all(words.meaning.endswith(".") and len(words.meaning) < 200 for words in framework.columns)


def test_every_sentence_is_a_tail_without_a_full_stop(framework):
    for item in framework.items.values():
        for sentence in (item.sentence, item.sentence_negative):
            assert sentence
            assert "." not in sentence
            assert sentence == sentence.strip()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_survives_a_round_trip(framework, table, tmp_path):
    rows = TABLES[table](framework)
    folder = shutil.copytree(FOLDER, tmp_path / "2022")
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([[field.name for field in fields(rows[0])], *map(astuple, rows)])

    assert TABLES[table](frameworks.read(folder)) == rows


def test_a_line_break_in_a_cell_parts_words(edition):
    folder = edition("key_terms.csv", "Procedures used when", "Procedures used\nwhen")

    assert "Procedures used when" in " ".join(frameworks.read(folder).key_terms[0].meaning.split())


@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.iterdir() if path.name != "checks.csv"))
def test_a_missing_file_is_named(edition, file):
    folder = edition("edition.yaml", "2022", "2022")
    (folder / file).unlink()

    assert str(refusal(folder)) == f"the framework 2022 needs the file {file}, which is not there"


def test_a_missing_column_is_named_with_the_nearest(edition):
    folder = edition("items.csv", "sentence_negative", "sentence negative")

    assert str(refusal(folder)) == (
        "items.csv, line 1: the column 'sentence_negative' is missing; did you mean 'sentence negative'?"
    )


@pytest.mark.parametrize("cells", ["2,Impact,on,people", "2"])
def test_a_row_with_the_wrong_number_of_cells_is_named(edition, cells):
    folder = edition("statements.csv", "\n2,", f"\n{cells}\n2,")

    assert str(refusal(folder)) == "statements.csv, line 3: 2 cells were wanted"


def test_an_id_that_is_there_twice_is_named(edition):
    folder = edition("headings.csv", "\n1.2,", "\n1.1,")

    assert str(refusal(folder)) == "headings.csv, line 3: heading '1.1' is blank or there twice"


def test_a_table_that_is_not_utf8_is_named(edition):
    folder = edition("scale.csv", "excellent", "excellent")
    (folder / "scale.csv").write_bytes((folder / "scale.csv").read_bytes() + b"\xff")

    assert str(refusal(folder)) == "scale.csv: framework tables are UTF-8 text; this is something else"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message"),
    [
        ("girfec_positive,1.1,", "girfec_positive,one,", 2, "heading", "'one' is not known"),
        ("recognise_report,1.1,5.1", "recognise_report,1.1,x", 3, "indicator", "'x' is not known"),
        ("early help,agreement", "early help,agrement", 2, "answers",
         "'agrement' is not known; did you mean 'agreement'?"),
        ("staff.girfec_positive,staff_survey", "staff.girfec_positive,staff_surveys", 2, "instrument",
         "'staff_surveys' is not known; did you mean 'staff_survey'?"),
        ("strongly agree;agree,answered", "strongly agree;agree,replied", 2, "base", "'replied' is not known"),
        (",higher,GIRFEC", ",up,GIRFEC", 2, "better", "'up' is not known"),
        ("strongly agree;agree,", "strongly agree;agre,", 2, "counts", "'agre' is no answer of the scale agreement"),
        ("role in assessing", "role of assessing", 4, "asked_if",
         "'column = value', 'column is not value' or 'column in route' was wanted"),
        ("role in assessing", "role in planning", 4, "asked_if", "no route 'planning' in routes.csv"),
        ("listening to the child and including them was {}", "listening was good", 72, "counts",
         "an item of several measures has no counts and a {} in its sentence; others the reverse"),
        ("strongly agree;agree,answered", ",answered", 2, "counts",
         "an item of several measures has no counts and a {} in its sentence; others the reverse"),
    ],
)  # fmt: skip
def test_a_slip_in_items_is_named_with_line_and_column(edition, old, new, line, column, message):
    folder = edition("items.csv", old, new)

    assert Problem("F2", "stops", message, "items.csv", line, column) in refusal(folder).problems


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("1.1,1,1,", "1.1,5,1,", "statement", "no statement '5'"),
        ("5.1 2.1", "5.1 2.9", "indicators", "no indicator '2.9'"),
    ],
)
def test_a_slip_in_headings_is_named_with_line_and_column(edition, old, new, column, message):
    folder = edition("headings.csv", old, new)

    assert refusal(folder).problems == (Problem("F1", "stops", message, "headings.csv", 2, column),)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("terms.csv", "almost all,90", "almost all,ninety",
         "terms.csv, line 2: low and high are per cents, such as 75"),
        ("terms.csv", "most,75", "most,95", "terms.csv, line 3: bands go from the highest to the lowest"),
        ("terms.csv", "half up to a whole per cent,90", "half up,90",
         "terms.csv, line 2: rounding is 'half up to a whole per cent' or 'none'"),
        ("fractions.csv", "1/4", "a quarter", "fractions.csv, line 2: a landmark is like 1/3, a limit like 38"),
        ("fractions.csv", ",under,", ",below,", "fractions.csv, line 2: side is under, exact or over"),
    ],
)  # fmt: skip
def test_a_slip_in_the_scales_is_named_with_its_line(edition, file, old, new, message):
    assert str(refusal(edition(file, old, new))) == message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("edition.yaml", "title:", "titel:"),
        ("edition.yaml", 'edition: "2022"', "edition: ["),
        ("terms.csv", "almost all,90", "almost all,9/0"),
        ("fractions.csv", "1/4", "1/0"),
        ("fractions.csv", "a quarter,1/4,exact,,\n", ""),
    ],
)
def test_a_slip_elsewhere_is_named_with_its_file(edition, file, old, new):
    assert file in str(refusal(edition(file, old, new)))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("items.csv", "role in assessing", "rol in assessing"),  # KeyError: 'rol' when it is counted
        ("items.csv", "ird_held = yes", "ird = yes"),  # KeyError: 'ird' when it is counted
        ("items.csv", "ird_held = yes", "ird_held = yess"),  # nobody was asked: 62 answers leave the base
        ("measures.csv", "6;5;4", "6;5;44"),  # grade 4 is no longer good or better
        ("measures.csv", "grade,good_or_better", "grades,good_or_better"),  # no measure of that name
        ("official_measures.csv", ",count,0,", ",count,none,"),  # ValueError when it is rounded
    ],
)
def test_a_slip_between_tables_is_named_with_its_file(copy, file, old, new):
    table = copy.parent / "framework" / "2022" / file
    assert old in (text := table.read_text(encoding="utf-8"))
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InspectionError) as refused:
        load_case(copy)

    assert file in str(refused.value)


def test_a_missing_piece_of_standing_text_is_named(edition):
    message = "the section '## remit' is missing; did you mean 'remitt'?"

    assert refusal(edition("standard_text.md", "## remit", "## remitt")).problems == (
        Problem("F8", "stops", message, "standard_text.md"),
    )


@pytest.mark.parametrize("brace", ["{ledby}", "{led_by", "{led_by:d}", "{led_by!r}", "{}"])
def test_a_brace_that_a_draft_cannot_fill_is_named_with_its_section(edition, brace):
    assert "standard_text.md: the section '## remit': " in str(refusal(edition("standard_text.md", "{led_by}", brace)))


def test_every_section_of_standing_text_that_the_draft_uses_is_wanted():
    folder = Path(frameworks.__file__).parents[1] / "sections"
    used = re.findall(r'standard\(case, "(\w+)"\)', " ".join(p.read_text() for p in folder.glob("*.py")))

    assert used
    assert set(used) <= set(SECTIONS)


def test_an_unknown_edition_lists_those_there_are(edition):
    folder = edition("edition.yaml", "2022", "2022").parent / "2031"

    assert str(refusal(folder)) == "there is no framework edition '2031'; editions found: 2022"


def test_params_name_the_edition(case):
    assert frameworks.read(read_params(case.params.file).framework_folder).edition == "2022"


def test_a_group_without_words_of_its_own_is_still_named(framework):
    assert framework.group_words("staff_survey", "role", "police") == ("role", "police officers and staff")
    assert framework.group_words("staff_survey", "role", "third sector") == ("role", "third sector staff")
    assert framework.group_words("staff_survey", "grade", "7") == ("grade", "grade 7")
