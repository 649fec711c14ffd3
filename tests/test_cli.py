"""The command line: a table of problems, an exit code that a script can rely on, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from inspection_lib import Problem
from inspection_lib.cli import main
from inspection_lib.cli.problems import listed

ROOT = Path(__file__).parents[1]
PARAMS = ROOT / "params" / "north-lanarkshire.yaml"


def inspection(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A check writes into `outputs/` of the working folder: here, one that goes with the test."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def changed(copy):
    """Change one thing in the copy of the params file, or in one file beside it; returns the params file."""

    def change(old: str, new: str, file: str = "north-lanarkshire.yaml") -> Path:
        path = copy.parent / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return change


def test_caveats_are_a_table_and_do_not_stop_the_work():
    result = inspection("check", PARAMS)

    assert (result.exit_code, result.stderr) == (0, "")
    rows, table, page = result.stdout.split("\n\n")
    assert rows.splitlines()[0] == "staff_survey.csv: 1,316 rows read = 1,316 used + 0 set aside"
    assert len(rows.splitlines()) == 10  # one a table
    lines = table.splitlines()
    assert " ".join(lines[0].split()) == "code severity file row column message"
    codes = ["F13", "F17", "F4", *["J16"] * 9, "R21", "S12", "V3", "V6"]  # nine messages say more than their evidence
    assert [line.split()[0] for line in lines[1:-1]] == codes
    assert (
        " ".join(lines[3].split()) == "F4 caveat figures.csv 2 stated F01: stated a fall of 89%, comes to a fall of 88%"
    )
    assert len({line.index(line.split()[2]) for line in lines[1:-1]}) == 1  # files stand under one another
    assert lines[-1] == "Nothing stops the work; 16 to know about."
    assert page == f"The coordinator's page is {Path('outputs', 'north-lanarkshire', 'evidence.html')}\n"


def test_what_stops_the_work_comes_first_and_the_exit_code_is_one(changed):
    result = inspection("check", changed("  records: 60", "  records: 61"))
    _, first, *_, last = result.stdout.split("\n\n")[1].splitlines()

    assert (result.exit_code, result.stderr) == (1, "")
    assert " ".join(first.split()) == "P8 stops north-lanarkshire.yaml stated.records is 61, but the rows come to 60"
    assert last == "1 that stops the work, 16 to know about."


def test_every_row_set_aside_is_accounted_for_with_its_reason(changed):
    aside = "  set_aside: [{file: staff_survey.csv, rows: [S0412], reason: sent twice}]"
    changed("  staff_replies: 1316", "  staff_replies: 1315")
    result = inspection("check", changed("  set_aside: []", aside))

    assert result.exit_code == 0
    said = "staff_survey.csv: 1,316 rows read = 1,315 used + 1 set aside (1 sent twice)"
    assert said in result.stdout.splitlines()


def test_every_problem_of_a_broken_params_file_is_in_the_table(changed):
    changed("threshold: 5 ", "threshold: 4 ")
    result = inspection("check", changed("  edition: internal", "  editon: internal"))

    assert result.exit_code == 1
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        "code severity file row column message",
        "P1 stops north-lanarkshire.yaml 29 unknown key 'report.editon'; did you mean 'edition'?",
        "P3 stops north-lanarkshire.yaml 63 'small_numbers.threshold' must be 5 or more",
        "2 that stop the work, 0 to know about.",
    ]


def test_a_problem_of_the_framework_is_in_the_table(changed):
    result = inspection("check", changed("role in assessing", "role in planning", "framework/2022/items.csv"))

    assert result.exit_code == 1
    assert "F2    stops     items.csv  4    asked_if  no route 'planning' in routes.csv" in result.stdout


def test_a_file_that_is_not_there_is_one_sentence():
    asked = PARAMS.with_name("north-lanakshire.yaml")
    result = inspection("check", asked)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"there is no params file {asked}; did you mean 'north-lanarkshire.yaml'?\n"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('framework: "2022"', "framework: 2031", "there is no framework edition '2031'; editions found: 2022\n"),
        ("folder: north-lanarkshire", "folder: south",
         "north-lanarkshire.yaml says that the evidence lies in the folder south; there is none\n"),
        ("partnership:", "partnership: [", "north-lanarkshire.yaml, line 6: this is not YAML that can be read: "),
        ("terms: this-report", "terms: mine",
         "wording.terms is 'mine'; the framework has this-report and education-scotland\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_one_sentence_on_the_error_stream(changed, old, new, sentence):
    result = inspection("check", changed(old, new))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


def test_a_command_without_a_file_says_how_it_is_used():
    result = inspection("check")

    assert result.exit_code == 2
    assert "Missing argument 'PARAMS_FILE'" in result.stderr


def test_problems_are_ordered_by_severity_code_and_row():
    two, ten = (Problem("V1", "stops", "x", "voices.csv", row) for row in (2, 10))
    table = listed((Problem("F4", "caveat", "x", "figures.csv"), ten, two))

    assert [line.split()[:4] for line in table.splitlines()[1:-1]] == [
        ["V1", "stops", "voices.csv", "2"],
        ["V1", "stops", "voices.csv", "10"],
        ["F4", "caveat", "figures.csv", "x"],
    ]


@pytest.mark.parametrize("name", [None, *main.commands])
def test_every_command_and_option_has_help(name):
    command = main.commands[name] if name else main
    shown = inspection(*([name] if name else []), "--help")

    assert shown.exit_code == 0
    assert command.help
    assert " ".join(command.help.split(";")[0].split()) in " ".join(shown.stdout.split())
    assert all(option.help for option in command.params if isinstance(option, click.Option))


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_the_library_is_run_as_a_module(flag):
    shown = subprocess.run(
        [sys.executable, "-m", "inspection_lib", flag], capture_output=True, text=True, cwd=ROOT, timeout=60
    )

    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Usage: inspection [OPTIONS] COMMAND [ARGS]...")
    assert all(f"  {name} " in shown.stdout for name in main.commands)


def test_help_needs_none_of_the_heavy_libraries():
    asked = (
        "import sys; sys.modules.update(dict.fromkeys(('pandas', 'numpy', 'matplotlib', 'pydantic')))\n"
        "from inspection_lib.cli import main; main(['run', '--help'])"
    )
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT, timeout=60)

    assert (shown.returncode, shown.stderr) == (0, "")


def test_the_version_is_the_packages():
    assert inspection("--version").stdout == f"inspection, version {version('inspection-lib')}\n"


def test_how_each_file_was_read_is_explained(changed):
    said = inspection("check", "--explain", changed("R01,", "R01,", "north-lanarkshire/record_reading.csv")).stdout

    assert "record_reading.csv: delimited text, UTF-8, cells parted by a comma, 1 header row, one row a reply" in said
    assert "41 columns known by their own name" in said


def test_a_mapping_that_was_confirmed_once_holds_for_the_next_export(changed):
    params = changed("acted_quickly", "acted_quickly_enough", "north-lanarkshire/parents_survey.csv")
    mapping = params.parent / "north-lanarkshire" / "mapping.csv"

    assert "I15" in inspection("check", params).stdout
    assert "1 row waits for yes or no" in inspection("map", params).stdout
    lines = mapping.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "parents_survey,acted_quickly_enough,,acted_quickly,close wording (0.79),"
    mapping.write_text("\n".join([lines[0], f"{lines[1]}yes", *lines[2:]]), encoding="utf-8")
    result = inspection("check", params)
    assert ("I15" in result.stdout, result.exit_code) == (False, 0)
