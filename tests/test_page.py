"""The draft's page: one offline file that a person, a printer and a screen reader can use."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from inspection_lib.charts import answers_chart
from inspection_lib.errors import InspectionError
from inspection_lib.export import ReportExporter, exported
from inspection_lib.export.pages import page

GOLDEN = Path(__file__).parent / "golden" / "north-lanarkshire.txt"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEADINGS = re.compile(r'<h([1-6]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)


@pytest.fixture(scope="session")
def html(outputs: Path) -> str:
    return (outputs / "report.html").read_text(encoding="utf-8")


def folded(html: str) -> str:
    """The page's text without drawings, styles and what opens on demand, a paragraph a line, folded."""
    aside = r"<svg.*?</svg>|<style.*?</style>|<head>.*?</head>|<button.*?</button>|<div popover.*?</div>"
    body = re.sub(aside, "", html, flags=re.DOTALL)
    body = re.sub(r"</(p|li|h\d|tr|caption|figcaption|dt|dd)>", "\n", body)
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", body)))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return (
        "\n".join(textwrap.fill(line, 110, break_on_hyphens=False, break_long_words=False) for line in lines if line)
        + "\n"
    )


def test_the_draft_reads_as_the_golden_draft(html: str, request: pytest.FixtureRequest):
    """When a sentence is meant to change, write the new text there and read it: `pytest --golden`."""
    if request.config.getoption("--golden"):
        GOLDEN.write_text(folded(html), encoding="utf-8")

    assert folded(html) == GOLDEN.read_text(encoding="utf-8")


def test_an_exported_page_is_the_runs_page(html: str, case: Any):
    assert exported(case, "internal", "html").content.decode() == html


def test_the_page_is_one_small_offline_file(html: str):
    addresses = set(re.findall(r'(?:src|href|action)="([^"#][^"]*)"', html))
    assert addresses == set()
    assert not re.search(r"<script|@import|url\((?!#)|<link|<img", html)
    assert len(html.encode()) < 800_000
    assert "No description has been provided" not in html


@pytest.mark.browser
def test_a_sentence_opens_to_its_evidence_by_keyboard_and_print_leaves_it_out(browser: Any, outputs: Path):
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.goto((outputs / "report.html").as_uri())
    mark = tab.locator("button.source").nth(20)
    opened = tab.locator(f"[id='{mark.get_attribute('popovertarget')}']")

    mark.focus()
    tab.keyboard.press("Enter")
    assert opened.is_visible()
    assert violations(tab) == []
    tab.keyboard.press("Escape")
    assert not opened.is_visible()
    tab.emulate_media(media="print")
    assert not mark.is_visible()
    tab.close()


def test_the_page_has_one_title_headings_in_order_and_each_in_the_contents(html: str):
    headings = [(int(level), name, text) for level, name, text in HEADINGS.findall(html)]
    levels = [level for level, _, _ in headings]
    contents = re.search(r'<nav aria-label="Contents">(.*?)</nav>', html, re.DOTALL)[1]
    listed = re.findall(r'<a href="#([^"]+)">(.*?)</a>', contents)

    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert listed == [(name, text) for level, name, text in headings if level > 1 and name != "contents"]


def test_the_published_order_is_kept(html: str, case: Any):
    titles = [unescape(text) for _, _, text in HEADINGS.findall(html)]
    chapters = ["Contents", "Introduction", "Key facts", "Our approach", "Key messages", "Statement 1", "Statement 2",
                "Statement 3", "Statement 4", "Evaluation of the impact", "Conclusion", "What happens next?",
                "Appendix 1", "Appendix 2", "Annex"]  # fmt: skip
    places = [next(i for i, title in enumerate(titles) if title.startswith(chapter)) for chapter in chapters]
    headings = [titles.index(heading.title) for heading in case.framework.headings.values()]

    assert places == sorted(places)
    assert headings == sorted(headings)


def test_no_input_and_no_working_cell_is_in_the_draft(html: str):
    assert "load_case" not in html
    assert "params_file" not in html
    assert "What would change this view" not in html


def test_every_chart_is_named_and_described_with_its_numbers(html: str):
    charts = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    described = [unescape(re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.DOTALL)[1]) for svg in charts]

    assert len(charts) > 10
    assert all('role="img"' in svg and "<style" not in svg for svg in charts)
    assert len(set(described)) == len(charts)
    for svg, words in zip(charts, described, strict=True):
        shown = {text for text in re.findall(r"<text[^>]*>(\d+%)</text>", svg)} - {"0%", "25%", "50%", "75%", "100%"}
        assert shown <= set(re.findall(r"\d+%", words))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_evidence_is_called_illustrative_on_the_cover_and_every_page(html: str, outputs: Path):
    assert "made up for illustration" in html
    for path in sorted(outputs.glob("*.ipynb")):
        shown, _ = ReportExporter().from_notebook_node(nbformat.read(path, as_version=4))
        assert "made up for illustration" in shown, path.name
        assert "DRAFT · OFFICIAL-SENSITIVE · ILLUSTRATIVE EVIDENCE" in shown, path.name


def test_every_number_of_the_draft_is_in_its_claims(html: str, outputs: Path):
    claims = json.loads((outputs / "claims.json").read_text(encoding="utf-8"))
    text = " ".join(folded(html).split())

    assert all(" ".join(statement["text"].split()) in text for statement in claims["statements"])
    known = {e["id"] for e in claims["estimates"]} | {f["id"] for f in claims["facts"]}
    rested = {ref for s in claims["statements"] for ref in s["rests_on"] if "." in ref}
    assert rested <= known


def test_a_hidden_estimate_carries_no_number_at_all(outputs: Path):
    claims = json.loads((outputs / "claims.json").read_text(encoding="utf-8"))
    hidden = [e for e in claims["estimates"] if e["hidden"]]
    numbers = ("numerator", "base", "share", "low", "high", "flips_down", "flips_up", "fraction")

    assert hidden
    assert all(e[name] is None for e in hidden for name in numbers)


def test_a_picture_without_a_description_is_refused():
    cell = nbformat.v4.new_code_cell("plot()")
    cell.outputs = [nbformat.v4.new_output("display_data", data={"image/png": "iVBORw0KGgo="})]
    title = nbformat.v4.new_markdown_cell("# A page")

    with pytest.raises(InspectionError, match="cell 2 shows a picture without a description"):
        ReportExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[title, cell]))


def test_a_section_shown_twice_is_refused():
    with pytest.raises(InspectionError, match="same id twice"):
        page('<h1 id="a">A</h1><h2 id="b">B</h2><h2 id="b">B</h2>')


def test_markup_in_evidence_stays_text(case: Any):
    from inspection_lib.sections.blocks import Message, Section

    shown = Section("x", "<b>Title</b>", 2, (Message("<script>alert(1)</script>"),))._repr_html_()

    assert "<script>" not in shown
    assert "&lt;b&gt;Title" in shown


def test_the_same_numbers_give_the_same_drawing(case: Any):
    items = ["staff.valued", "staff.supervision"]

    assert answers_chart(case, items, "A").svg == answers_chart(case, items, "A").svg


def test_nbconvert_knows_the_exporter(outputs: Path, tmp_path: Path):
    command = [sys.executable, "-m", "nbconvert", "--to", "inspection_report", "--output-dir", str(tmp_path)]
    done = subprocess.run([*command, str(outputs / "07_report.ipynb")], capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "07_report.html").read_bytes() == (outputs / "report.html").read_bytes()


def violations(tab: Any) -> list[str]:
    found = Axe().run(tab, options=RULES).response
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


def test_axe_has_nothing_to_report_on_the_draft(browser: Any, outputs: Path):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((outputs / "report.html").as_uri())

    assert violations(tab) == []
    assert [url for url in asked if not url.startswith("file:")] == []
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_the_draft_without_sideways_scrolling(browser: Any, outputs: Path, width: int):
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto((outputs / "report.html").as_uri())

    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(tab) == []
    tab.close()


@pytest.mark.browser
def test_axe_has_nothing_to_report_on_the_notebooks_pages(browser: Any, outputs: Path, tmp_path: Path):
    for path in sorted(outputs.glob("0[1-6]*.ipynb")):
        shown, _ = ReportExporter().from_notebook_node(nbformat.read(path, as_version=4))
        (tmp_path / "page.html").write_text(shown, encoding="utf-8")
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto((tmp_path / "page.html").as_uri())
        assert violations(tab) == [], path.name
        tab.close()
