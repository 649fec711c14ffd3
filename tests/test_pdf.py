"""A report as a PDF: tagged, described, with contents, bookmarks and running heads, the same words as its page."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from readback import charts, numbers, page_text, structure
from test_editions import TEAMS

from inspection_lib import load_case
from inspection_lib.errors import InspectionError
from inspection_lib.evidence import Case
from inspection_lib.export import exported
from inspection_lib.export.pages import page
from inspection_lib.export.pdf import Running, pdf
from inspection_lib.review.packed import pdf_pages
from inspection_lib.sections.blocks import Message, Pairs, Section, html

try:
    import weasyprint  # noqa: F401
except (ImportError, OSError):
    pytest.skip(
        "no WeasyPrint, or no Pango for it (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0): install them to run these tests",
        allow_module_level=True,
    )
pikepdf = pytest.importorskip("pikepdf")

ROOT = Path(__file__).parents[1]
RUNNING = Running("Fife & its partners", "DRAFT · OFFICIAL", "Internal draft", "Care Inspectorate", None)


def opened(content: bytes) -> Any:
    return pikepdf.open(io.BytesIO(content))


def text_of(content: bytes, folder: Path) -> list[str]:
    """The words of each page, as a reader copies them."""
    file = folder / "report.pdf"
    file.write_bytes(content)
    return [" ".join(text.split()) for text in pdf_pages(file)[0]]


@pytest.fixture(scope="module")
def small() -> bytes:
    """A page of two headings."""
    parts = (Section("one", "What we saw", 2, (Message("Much."),)), Section("two", "What we heard", 2))
    whole = Section("cover", "A report & more", 1, (Pairs((("Edition", "Internal draft"),)),), parts, kind="cover")
    return pdf(page("".join(html(whole))), RUNNING)


def test_a_pdf_is_tagged_titled_and_in_british_english(small: bytes):
    document = opened(small)

    assert document.Root.Lang == "en-GB"
    assert document.Root.MarkInfo.Marked
    assert document.docinfo["/Title"] == "A report & more"
    assert document.docinfo["/Author"] == "Care Inspectorate"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert b"pdfuaid" in document.Root.Metadata.read_bytes()
    assert [kind for kind, _ in structure(document) if kind in ("H1", "H2")] == ["H1", "H2", "H2"]


def test_a_pdf_has_no_date_but_the_reports_own(small: bytes):
    assert "/CreationDate" not in opened(small).docinfo
    assert small == pdf(
        page("".join(html(Section("cover", "A report & more", 1, (Pairs((("Edition", "Internal draft"),)),), (
            Section("one", "What we saw", 2, (Message("Much."),)), Section("two", "What we heard", 2)
        ), kind="cover")))), RUNNING
    )  # fmt: skip


def test_every_page_says_whose_it_is_how_sensitive_and_which_of_how_many(small: bytes, tmp_path: Path):
    pages = text_of(small, tmp_path)

    for number, text in enumerate(pages, 1):
        assert "Fife & its partners" in text
        assert "DRAFT · OFFICIAL" in text
        assert f"Page {number} of {len(pages)}" in text


def test_headings_are_bookmarks(small: bytes):
    with opened(small).open_outline() as outline:
        (title,) = outline.root

    assert title.title == "A report & more"
    assert [below.title for below in title.children] == ["What we saw", "What we heard"]


def test_a_system_without_pango_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch):
    def missing(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return real(name, *rest)

    import builtins

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InspectionError, match="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"):
        pdf("<p>", RUNNING)


@pytest.mark.browser
@pytest.mark.parametrize("edition", ["internal", "partnership", "publication"])
def test_a_pdf_tells_what_its_page_tells(case: Case, edition: str, tmp_path: Path):
    shown = exported(case, edition, "html").content.decode()
    content = exported(case, edition, "pdf").content
    document = opened(content)
    tags = structure(document)
    pages = text_of(content, tmp_path)
    text = re.sub(r"Page \d+ of \d+", "", " ".join(pages))

    assert [said for kind, said in tags if kind == "Figure"] == [" ".join(d.split()) for _, d in charts(shown)]
    assert [kind for kind, _ in tags if re.fullmatch("H[1-4]", kind)] == [
        f"H{level}" for level in re.findall(r"<h([1-4]) ", shown)
    ]
    assert bool(TEAMS.search(text)) == (edition == "internal")
    assert ("1.3.2" in text) == (edition == "partnership")
    table = r'<div class="instead">.*?</div>'
    missing = numbers(page_text(re.sub(table, "", shown, flags=re.DOTALL))) - numbers(text)
    assert {
        number for number in missing if number.replace(",", "") not in text.replace(",", "").replace(" ", "")
    } == set()
    assert str(document.docinfo["/CreationDate"]).startswith("D:20231017")
    if edition == "publication":
        assert exported(load_case(ROOT / "params" / "north-lanarkshire.yaml"), edition, "pdf").content == content
