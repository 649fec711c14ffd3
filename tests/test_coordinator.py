"""The coordinator's page: what the partnership can do next, and nothing that is the team's or a person's."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from inspection_lib import Problem
from inspection_lib.batch import write_evidence_page
from inspection_lib.checks import checked
from inspection_lib.cli import main
from inspection_lib.evidence import Case, Source
from inspection_lib.export import evidence_page
from inspection_lib.sections import for_partnership

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CANARY = "Zebrafinch"


def words(html: str) -> str:
    body = html.split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def changed(copy: Path, file: str, old: str, new: str) -> Path:
    """One text changed in a file of North Lanarkshire's evidence; returns the params file."""
    path = copy.parent / "north-lanarkshire" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def counted(case: Case, table: str, used: int, **aside: int) -> str:
    """The page's row of one table, had it so many rows."""
    read = used + sum(aside.values())
    source = Source(table, f"{table}.csv", "", read, used, aside)
    sources = {**case.evidence.sources, table: source}
    shown = evidence_page(replace(case, evidence=replace(case.evidence, sources=sources), kept={}))
    return re.search(rf"{table}\.csv (.*?) (?:Survey of|Records:|Meetings:)", words(shown))[1]


def test_what_came_in_is_named_in_words_with_its_rows(case: Case):
    text = words(evidence_page(case))

    assert "Staff survey: replies staff_survey.csv 1,316 1,316 none" in text
    assert "Documents documents.csv 55 55 none" in text


@pytest.mark.parametrize(
    ("used", "aside", "said"),
    [
        (3, {}, "fewer than 5 fewer than 5 none"),
        (3, {"twice": 6}, "hidden fewer than 5 twice: 6"),
        (50, {"twice": 2}, "hidden 50 twice: fewer than 5"),
        (50, {"twice": 2, "late": 7}, "hidden 50 twice: fewer than 5; late: 7"),
        (50, {"twice": 6}, "56 50 twice: 6"),
    ],
)
def test_a_few_children_are_said_as_fewer_than_five(case: Case, used: int, aside: dict[str, int], said: str):
    assert counted(case, "children_survey", used, **aside) == said


def test_what_is_the_teams_alone_never_reaches_the_page(copy: Path):
    for file in ("voices.csv", "judgements.csv"):
        path = copy.parent / "north-lanarkshire" / file
        rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([rows[0], *(row.replace(" the ", f" {CANARY} ") for row in rows[1:])]), "utf-8")
    case = checked(copy)
    html = evidence_page(case)

    assert case.evidence["voices"]["text"].str.contains(CANARY).any()
    assert CANARY not in html
    assert "voices.csv" not in html
    assert "judgements.csv" not in html
    assert "coded twice" not in html
    assert "nothing cites" not in html
    assert not {row for row in case.evidence["judgements"]["text"] if row and row in unescape(html)}
    assert not {n for n in case.evidence["voices"]["text"] if n in unescape(html)}


def test_no_id_of_a_child_or_a_record_and_no_word_of_anyones_is_on_the_page(copy: Path):
    changed(copy, "children_survey.csv", "C01,", f"C01{CANARY},")
    changed(copy, "record_reading.csv", "R01,", f"R01{CANARY},")
    case = checked(copy)
    html = evidence_page(case)

    ids = {str(i) for table in ("children_survey", "parents_survey", "record_reading", "staff_survey")
           for i in case.evidence[table].iloc[:, 0]}  # fmt: skip
    assert CANARY not in html
    assert not ids & set(re.findall(r"\w+", words(html)))


def test_only_what_the_partnership_can_mend_is_for_it():
    team = [Problem("V1", "stops", "x", "voices.csv"), Problem("J4", "caveat", "x", "judgements.csv"),
            Problem("V6", "caveat", "x", "documents.csv"), Problem("I10", "stops", "x", "children_survey.csv"),
            Problem("I13", "caveat", "x", "documents.csv")]  # fmt: skip
    partners = [Problem("F6", "caveat", "x", "figures.csv"), Problem("F4", "caveat", "x", "figures.csv"),
                Problem("I4", "stops", "x", "documents.csv"), Problem("I12", "stops", "x", "engagement.csv"),
                ]  # fmt: skip

    assert [for_partnership(problem) for problem in team] == [False] * 5
    assert [for_partnership(problem) for problem in partners] == [True] * 4


def test_each_slip_is_a_square_to_tick_with_its_label(case: Case):
    html = evidence_page(case)
    squares = re.findall(r'<input type="checkbox" id="([^"]+)"><label for="([^"]+)">(.*?)</label>', html)

    assert all(one == other for one, other, _ in squares)
    assert [re.sub("<.*?>", "", label) for _, _, label in squares][1:] == [
        "Row 2, column stated F01: stated a fall of 89%, comes to a fall of 88%."
    ]


def test_rows_with_the_same_slip_are_one_line_to_tick(copy: Path):
    (copy.parent / "north-lanarkshire" / "documents.csv").unlink()
    text = words(evidence_page(checked(copy)))

    assert text.count("The source is not a document that is here.") == 1
    assert "Documents (documents.csv)" in text
    assert "No document reaches any of the quality indicators yet." in text


def test_problems_that_stop_the_draft_still_give_a_page(copy: Path):
    text = words(evidence_page(checked(changed(copy, "documents.csv", "document_id", "number"))))

    assert "documents.csv could not be read" in text
    assert "No draft can be made before those marked as needed are mended." in text
    assert "Needed: The table needs the column 'document_id', which is not there." in text
    assert "Something stops the work, so not everything was looked at yet; more may be found." in text


def test_a_new_partnership_is_told_what_would_help(dundee: Path):
    text = words(evidence_page(checked(dundee)))

    assert "Dates still to be set" in text
    assert "Staff survey: replies staff_survey.csv not come in" in text
    assert "Nothing that was found in the partnership's own files needs mending." in text
    assert "Help with what has not come in: replies to the staff survey," in text
    assert "Lanark" not in text


def test_a_check_writes_the_page_and_leaves_the_other_files(copy: Path, tmp_path: Path):
    folder = tmp_path / "out" / "north-lanarkshire"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("the previous draft", encoding="utf-8")
    changed(copy, "figures.csv", "F01,", "F01,,")  # too many cells: the file cannot be read

    done = CliRunner().invoke(main, ["check", str(copy), "--outputs", str(tmp_path / "out")])

    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == f"The coordinator's page is {folder / 'evidence.html'}"
    assert sorted(path.name for path in folder.iterdir()) == ["evidence.html", "report.html"]
    assert (folder / "report.html").read_text(encoding="utf-8") == "the previous draft"


def test_a_run_and_a_check_write_the_same_page(case: Case, outputs: Path, tmp_path: Path):
    assert write_evidence_page(case, tmp_path).read_bytes() == (outputs / "evidence.html").read_bytes()


def test_the_page_is_one_offline_file_with_its_marking(case: Case):
    html = evidence_page(case)

    assert set(re.findall(r'(?:src|href|action)="([^"#][^"]*)"', html)) == set()
    assert not re.search(r"<script|@import|url\((?!#)|<link|<img|<form", html)
    assert '<header class="marking"><p>OFFICIAL-SENSITIVE · ILLUSTRATIVE EVIDENCE</p>' in html
    assert "made up for illustration" in html


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_can_be_worked_through_by_keyboard_and_screen_reader(browser: Any, case: Case, tmp_path: Path, width):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(write_evidence_page(case, tmp_path).as_uri())
    found = Axe().run(tab, options=RULES).response["violations"]
    tab.focus("input[type=checkbox]")
    tab.keyboard.press("Space")

    assert [v["id"] for v in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.is_checked("input[type=checkbox]")
    tab.close()
