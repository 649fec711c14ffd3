"""A new partnership: its files explain themselves, take what the reader takes, and are written over nothing."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from inspection_lib import InspectionError, intake, templates
from inspection_lib.areas import areas
from inspection_lib.checks import checked
from inspection_lib.cli import main
from inspection_lib.evidence import CHOICES, COLUMNS, DATES, INSTRUMENTS, NUMBERS
from inspection_lib.params import read as read_params
from inspection_lib.templates.columns import columns_of
from inspection_lib.templates.words import params_text

ROOT = Path(__file__).parents[1]
NORTH = ROOT / "params" / "north-lanarkshire"
DATED = {"  started:": "  started: 2026-04-13", "  ended:": "  ended: 2026-09-11", "  date:": "  date: 2026-10-20"}
PAGES = ["read me", *COLUMNS, "record form", "data dictionary", "lists"]


@pytest.fixture
def params(tmp_path) -> Path:
    """An empty folder for params files, in a folder of its own."""
    (tmp_path / "params").mkdir()
    return tmp_path / "params"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> templates.Made:
    """Dundee City as it is made, only to be looked at."""
    return templates.new("Dundee City", tmp_path_factory.mktemp("params"))


@pytest.fixture(scope="module")
def book(made) -> Workbook:
    return load_workbook(made.folder / "evidence.xlsx")


def inspection(*arguments: str | Path):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def there(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def dated(file: Path, text: str) -> Path:
    """A params file of this text with its dates filled in."""
    for blank, filled in DATED.items():
        assert text.count(f"{blank} ") == 1
        text = text.replace(f"{blank} ", f"{filled} ")
    file.write_text(text, encoding="utf-8")
    return file


def answers(book: Workbook, table: str) -> dict[str, list[str]]:
    """The drop-down of each column of a sheet that has one."""
    sheet, found = book[table], {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            cells = book["lists"][rule.formula1.split("!")[1].replace("$", "")]
            found[sheet[str(rule.sqref).split(":")[0]].column] = [cell.value for (cell,) in cells]
    return {sheet.cell(1, place).value: listed for place, listed in found.items()}


def rules(book: Workbook, table: str, kind: str) -> set[str]:
    """The columns of a sheet that a kind of rule stands over."""
    sheet = book[table]
    found = [rule for rule in sheet.data_validations.dataValidation if rule.type == kind]
    return {sheet.cell(1, sheet[str(rule.sqref).split(":")[0]].column).value for rule in found}


def test_a_new_partnership_is_a_params_file_and_a_folder(made):
    params = made.file.parent
    tables = [f"dundee-city/{table}.csv" for table in COLUMNS]
    others = ["dundee-city/README.md", "dundee-city/evidence.xlsx", "dundee-city/names-to-keep-out.txt"]

    assert sorted(there(params)) == sorted(["dundee-city.yaml", *tables, *others])
    assert sorted(path.name for path in params.iterdir()) == ["dundee-city", "dundee-city.yaml"]


@pytest.mark.parametrize("place", areas(), ids=lambda place: place.slug)
def test_every_areas_params_file_can_be_read_and_names_the_area(case, params, place):
    text = params_text(place, "2022", case.framework)
    about = read_params(dated(params / f"{place.slug}.yaml", text))

    assert (about.partnership.area, about.partnership.code) == (place.name, place.code)
    assert (about.partnership.health_board, about.partnership.police_division) == (
        place.health_board, place.police_division)  # fmt: skip
    assert (about.slug, about.folder.name, about.slug.isascii()) == (place.slug, place.slug, True)
    assert about.official_statistics.measures == read_params(f"{NORTH}.yaml").official_statistics.measures


def test_a_params_file_has_the_keys_of_the_first_one_and_fits_its_screen(made):
    old = (ROOT / "params" / "north-lanarkshire.yaml").read_text(encoding="utf-8").splitlines()
    new = made.file.read_text(encoding="utf-8").splitlines()
    key = {line.split(":")[0] for line in old if ":" in line and not line.startswith("#")}

    assert key <= {line.split(":")[0] for line in new}
    assert len(new) <= len(old) + 2
    assert max(map(len, new)) <= 120


def test_the_reader_finds_every_column_and_nothing_that_stops(made, params):
    shutil.copytree(made.folder, params / made.folder.name)
    file = dated(params / made.file.name, made.file.read_text(encoding="utf-8"))
    case = intake.case(file)

    assert case.problems == ()
    assert [source.rows_read for source in case.evidence.sources.values()] == [0] * len(COLUMNS)
    assert all(problem.severity == "caveat" for problem in checked(file).problems)


@pytest.mark.parametrize("table", COLUMNS)
def test_a_template_has_the_columns_of_the_first_partnership_in_their_order(made, book, table):
    header = (NORTH / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    template = (made.folder / f"{table}.csv").read_bytes()

    assert template == f"\ufeff{header}\n".encode()
    assert [[cell.value for cell in row] for row in book[table].iter_rows()] == [header.split(",")]


def test_the_workbook_has_a_sheet_a_table_and_pages_that_explain(book):
    assert book.sheetnames == PAGES
    assert all(book[table].freeze_panes == "B2" for table in COLUMNS)
    assert all(cell.font.bold and cell.comment for table in COLUMNS for cell in book[table][1])


@pytest.mark.parametrize("table", COLUMNS)
def test_a_drop_down_holds_exactly_the_answers_that_the_reader_knows(case, book, table):
    scales = case.framework.answers
    wanted = {item.column: [a.answer for a in scales[item.answers]] for item in case.framework.items_of(table)}
    wanted |= {name: [word for word in words if word] for name, words in CHOICES.get(table, {}).items()}
    wanted |= {name: list(usual) for name in COLUMNS[table] if (usual := case.framework.usual(table, name))}
    wanted |= {name: list(known) for name, known in (
        ("statement", case.framework.statements), ("indicator", case.framework.indicators),
        ("heading", case.framework.headings), ("after_heading", case.framework.headings),
    ) if name in COLUMNS[table]}  # fmt: skip

    assert answers(book, table) == wanted


@pytest.mark.parametrize("table", COLUMNS)
def test_dates_and_numbers_are_held_to_be_such(book, table):
    people = {"people", "counted_before"} & set(NUMBERS.get(table, ()))

    assert rules(book, table, "date") == {DATES[table]} if table in DATES else not rules(book, table, "date")
    assert rules(book, table, "whole") == people
    assert rules(book, table, "decimal") == set(NUMBERS.get(table, ())) - people
    for cell in book[table][1]:
        form = book[table].column_dimensions[cell.column_letter].number_format
        assert (form == "yyyy-mm-dd") == (cell.value == DATES.get(table))


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_has_its_explanation_in_the_workbook_the_dictionary_and_the_readme(case, made, book, table):
    columns = columns_of(table, case.framework)
    said = {rule.promptTitle: rule.prompt for rule in book[table].data_validations.dataValidation}
    dictionary = [row for row in book["data dictionary"].iter_rows(values_only=True) if row[0] == table]
    readme = (made.folder / "README.md").read_text(encoding="utf-8")

    assert said == {column.name: column.explained for column in columns}
    assert [(row[1], row[2], row[3] or "") for row in dictionary] == [(c.name, c.meaning, c.question) for c in columns]
    assert all(f"| {column.name} | {column.question or column.meaning} |" in readme for column in columns)
    assert all(column.meaning and len(column.explained) <= 255 and len(column.name) <= 32 for column in columns)


def test_the_record_form_asks_every_question_in_the_order_of_its_table(case, book):
    columns = columns_of("record_reading", case.framework)
    rows = [row for row in book["record form"].iter_rows(values_only=True) if str(row[0]).isdigit()]
    routed = {row[4]: row[1] for row in rows}

    assert [(row[1], row[2], row[4]) for row in rows] == [(c.explained, None, c.name) for c in columns]
    assert routed["ird_in_time"].endswith("? Only for records in which a discussion was held.")
    assert len(book["record form"].data_validations.dataValidation) == len(columns)
    assert book["record form"].page_setup.paperSize == 9  # A4


def test_a_template_holds_no_formula_and_nothing_that_a_spreadsheet_takes_for_one(made, book):
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    cells += [cell for path in made.folder.glob("*.csv") for cell in path.read_text("utf-8-sig").strip().split(",")]

    assert all(isinstance(cell, str) and cell[0] not in "=+-@\t\r" for cell in cells)


def test_two_workbooks_of_an_area_are_the_same_bytes(params, tmp_path, monkeypatch):
    first = there(templates.new("Fife", params).folder)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    (tmp_path / "later").mkdir()

    assert there(templates.new("Fife", tmp_path / "later").folder) == first
    parts = ZipFile(io.BytesIO(first["evidence.xlsx"])).infolist()
    assert {part.date_time for part in parts} == {(2000, 1, 1, 0, 0, 0)}


def test_the_names_to_keep_out_are_an_explained_blank(made):
    (line,) = (made.folder / "names-to-keep-out.txt").read_text(encoding="utf-8").splitlines()

    assert line.startswith("# Names that must never appear")


def test_the_command_says_what_it_made_and_what_comes_next(params):
    result = inspection("new", "dundee", "--params", params)
    first, second, third = result.stdout.splitlines()

    assert result.exit_code == 0
    assert first == (
        "Dundee City (S12000042, NHS Tayside, police division Tayside): "
        f"made {params / 'dundee-city.yaml'} and the folder {params / 'dundee-city'}"
    )
    assert (second[:6], third[:6]) == ("Next: ", "Then: ")


def test_a_name_of_two_words_needs_no_quotation_marks(params):
    assert inspection("new", "Perth", "and", "Kinross", "--params", params).exit_code == 0
    assert (params / "perth-and-kinross.yaml").is_file()


@pytest.mark.parametrize("gone", ["dundee-city.yaml", "dundee-city"])
def test_nothing_is_written_over_what_is_there(params, gone):
    made = templates.new("Dundee City", params)
    (made.folder / "voices.csv").write_text("my own work", encoding="utf-8")
    shutil.rmtree(params / gone) if (params / gone).is_dir() else (params / gone).unlink()
    before = there(params)
    result = inspection("new", "Dundee", "--params", params)

    assert (result.exit_code, result.stdout, there(params)) == (1, "", before)
    assert result.stderr.endswith(" is there already, and nothing is written over it; nothing was made\n")


def test_a_second_run_leaves_the_first_as_it_was(params):
    made = templates.new("Dundee City", params)
    before = there(params)
    result = inspection("new", "S12000042", "--params", params)

    assert (result.exit_code, there(params)) == (1, before)
    assert result.stderr.startswith(str(made.file))


def test_a_link_to_nowhere_is_not_written_through(params):
    (params / "fife.yaml").symlink_to(params.parent / "elsewhere.yaml")

    assert inspection("new", "Fife", "--params", params).exit_code == 1
    assert not (params.parent / "elsewhere.yaml").exists()


@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "touch", "rename"])
def test_a_folder_that_cannot_be_written_is_a_sentence_and_leaves_nothing(params, monkeypatch, step):
    def refuse(*_args, **_kwargs):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, step, refuse)
    result = inspection("new", "Fife", "--params", params)
    monkeypatch.undo()

    assert (result.exit_code, list(params.iterdir())) == (1, [])
    assert result.stderr == f"{params} could not be written: Read-only file system; nothing was made\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_folder_is_a_sentence(params):
    params.chmod(0o500)
    result = inspection("new", "Fife", "--params", params)
    params.chmod(0o700)

    assert result.stderr == f"{params} could not be written: Permission denied; nothing was made\n"


def test_a_run_that_is_stopped_half_way_leaves_nothing(params, monkeypatch):
    def stop(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", stop)
    with pytest.raises(KeyboardInterrupt):
        templates.new("Fife", params)

    assert list(params.iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "Fife/../../etc", "/etc/passwd", "..", "fife\x00", "../Fife", "$(Fife)"])
def test_a_name_that_is_a_path_never_leads_outside(params, name):
    inspection("new", name, "--params", params)

    assert {path.name for path in params.iterdir()} <= {"fife", "fife.yaml"}
    assert [path.name for path in params.parent.iterdir()] == ["params"]


def test_a_folder_that_is_not_there_is_said(params):
    with pytest.raises(InspectionError, match="^there is no folder .*parms; --params names the folder"):
        templates.new("Fife", params.parent / "parms")


def test_every_instrument_has_its_questions_before_the_last_comment(case):
    for instrument in INSTRUMENTS:
        names = [column.name for column in columns_of(instrument, case.framework)]
        assert (names[0], names[-1]) == (COLUMNS[instrument][0], COLUMNS[instrument][-1])
        assert len(names) == len(COLUMNS[instrument]) + len(case.framework.items_of(instrument))
