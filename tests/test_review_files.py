"""A report is read whatever it was made with, and what cannot be read is refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from papers import docx, pdf, said

from inspection_lib.cli import main
from inspection_lib.errors import InspectionError
from inspection_lib.review import Report, Setting, found, read

WRONG = "We read that 45 of 60 (70%) had a plan."
ROOT = Path(__file__).parents[1]


def codes(path: Path, area: str = "") -> list[str]:
    return [finding.code for finding in found(Report(read(path)), Setting(area))]


def test_text_markdown_and_pages_of_a_browser_are_read(tmp_path: Path):
    for name, text in {
        "a.txt": WRONG.replace("(70%)", "\n(70%)"),
        "a.md": f"# Plans\n\n- **{WRONG}**\n",
        "a.html": f"<html><head><style>p {{}}</style></head><h2>Plans</h2><p>{WRONG.replace('of 60', 'of <b>60</b>')}</p>",
        "windows.txt": WRONG,
    }.items():
        path = tmp_path / name
        path.write_bytes(text.encode("utf-16" if name == "windows.txt" else "utf-8"))
        assert codes(path) == ["S1"], name


def test_cells_of_a_table_are_a_row(tmp_path: Path):
    page = tmp_path / "a.html"
    page.write_text("<table><tr><td>Plan</td><td>40</td><td>60</td><td>77%</td><td>54% to 77%</td></tr></table>")

    assert codes(page) == ["S3"]


def test_a_word_file_is_read_as_it_would_be_printed(tmp_path: Path):
    gone = "<w:p><w:del><w:r><w:delText>We read that 45 of 60 (80%) did.</w:delText></w:r></w:del></w:p>"
    path = docx(tmp_path / "a.docx", said(WRONG) + gone, head="Joint inspection in Dundee City")

    assert sorted(codes(path, "North Lanarkshire")) == ["A2", "S1"]


def test_a_pdf_gives_page_and_line_and_its_running_heads(tmp_path: Path):
    pages = [f"Joint inspection in {place} | {n}\nStaff met.\n{text}" for n, (place, text) in enumerate(
        [("Fife", "Help came early."), ("Fife", WRONG), ("Moray", "It went on.")], 1)]  # fmt: skip
    findings = found(Report(read(pdf(tmp_path / "a.pdf", pages))), Setting("Fife"))

    assert [(f.code, f.page) for f in findings] == [("S1", 2), ("A2", 3)]


def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "bad.docx").write_bytes(b"PK nothing")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "bad.txt").write_bytes(b"a\0b")
    (tmp_path / "blank.txt").write_text("  \n")
    (tmp_path / "a.odt").write_text("x")
    docx(tmp_path / "bomb.docx", "<w:p>" + " " * (65 * 2**20) + "</w:p>")
    docx(tmp_path / "laughs.docx", "").write_bytes(b"")
    pdf(tmp_path / "locked.pdf", ["Hello"], locked=True)
    pdf(tmp_path / "scan.pdf", ["", ""])
    for name, why in {
        "bad.docx": "no Word file",
        "bomb.docx": "over 64 MB",
        "laughs.docx": "no Word file",
        "bad.pdf": "could not be opened",
        "locked.pdf": "could not be opened",
        "scan.pdf": "no text was found",
        "bad.txt": "not text",
        "blank.txt": "no text was found",
        "a.odt": ".txt, .md",
        "none.txt": "no such file",
    }.items():
        with pytest.raises(InspectionError, match=why) as refused:
            read(tmp_path / name)
        assert "\n" not in str(refused.value)
        assert str(refused.value).startswith(name)


def test_the_command_prints_findings_and_json_and_ends_with_1_for_an_error(tmp_path: Path):
    wrong, fine = tmp_path / "wrong.txt", tmp_path / "fine.txt"
    wrong.write_text(WRONG)
    fine.write_text("Help came early.")
    run = CliRunner()

    plain = run.invoke(main, ["review", str(wrong)])
    assert plain.exit_code == 1
    assert "declares no scale" in plain.output
    assert "45 of 60 is 75%" in plain.output
    one = run.invoke(main, ["review", str(fine), "--json"])
    assert one.exit_code == 0
    assert json.loads(one.output) == {"file": str(fine), "scale": None, "findings": []}
    both = json.loads(run.invoke(main, ["review", str(wrong), str(fine), "--json"]).output)
    assert [len(each["findings"]) for each in both] == [1, 0]
    assert list(both[0]["findings"][0]) == ["code", "severity", "line", "page", "written", "comes_to", "sure"]


def test_params_give_the_area_and_the_scale(tmp_path: Path):
    report = tmp_path / "a.txt"
    report.write_text("Many staff in Falkirk agreed in the survey.")
    params = str(ROOT / "params" / "north-lanarkshire.yaml")

    told = json.loads(CliRunner().invoke(main, ["review", str(report), "--json", "--params", params]).output)

    assert told["scale"]["from"] == "params"
    assert [finding["code"] for finding in told["findings"]] == ["A1", "W1"]


def test_a_reference_that_is_no_table_is_refused_in_a_sentence(tmp_path: Path):
    report, table = tmp_path / "a.txt", tmp_path / "t.csv"
    report.write_text("144 of North Lanarkshire data zones. North Lanarkshire, North Lanarkshire.")
    table.write_text("a,b\n1,2\n")
    told = CliRunner().invoke(main, ["review", str(report), "--reference", str(table)])

    assert told.exit_code == 1
    assert "t.csv: these columns were wanted" in told.output
