"""A report read into lines: text, Markdown, HTML, Word and PDF, each refused in a sentence where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from ..errors import InspectionError
from .lines import Line, numbered
from .packed import docx_pages, pdf_pages

LONGEST = 20_000  # characters of a line, which is a paragraph
LARGEST = 200 * 2**20  # bytes: a report with pictures is far smaller
#: Elements that begin a line of their own, and those whose text is none of the report's.
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br caption dd details div dl dt figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section summary table tbody tfoot thead tr ul",
    )
)
SILENT = frozenset({"script", "style", "svg", "template", "head", "noscript", "math", "button"})
MARK = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|```.*$|[-*_]{3,}\s*$)")
EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")


class _Page(HTMLParser):
    """The words of a page, a line a block and a row of cells a line; not what opens only when it is asked for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.cells = 0
        self.opened: list[str] = []  # the tag of the popover that this is in, once for each of its kind inside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line, a cell after the first is set apart."""
        if tag in self.opened or (not self.opened and "popover" in dict(attrs)):
            self.opened.append(tag)
        if self.opened:
            return
        if tag in SILENT:
            self.silent += 1
        elif tag in ("td", "th"):
            self.parts.append(" | " if self.cells else "")
            self.cells += 1
        elif tag in BLOCKS:
            self.cells = 0
            self.parts.append("\n" if tag == "br" else "\n\n")
            self.parts.append("- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """A block's end ends its line."""
        if self.opened:
            self.opened = self.opened[:-1] if tag == self.opened[0] else self.opened
            return
        if tag in SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Text, with the line breaks of its source as spaces."""
        if not self.silent and not self.opened:
            self.parts.append(" ".join(f".{data}.".split())[1:-1])


def html_pages(path: Path) -> tuple[list[str], bool]:
    """A page's text. Its source has no pages."""
    page = _Page()
    page.feed(_text(path))
    page.close()
    return [re.sub(r"\n\s*\n+", "\n\n", "".join(page.parts)).strip()], False


def text_pages(path: Path) -> tuple[list[str], bool]:
    """Plain text; form feeds part its pages."""
    pages = _text(path).split("\f")
    return pages, len(pages) > 1


def markdown_pages(path: Path) -> tuple[list[str], bool]:
    """Markdown without its marks, line for line."""
    return ["\n".join(_unmarked(line) for line in _text(path).splitlines())], False


def _unmarked(line: str) -> str:
    """A line of Markdown as it is read.

    >>> _unmarked("## **Key** [messages](x.md)"), _unmarked("| a | b |")
    ('Key messages', 'a | b')
    """
    text = MARK.sub("", line)
    if text.lstrip().startswith("|"):
        text = "" if set(text) <= set("|-: ") else text.strip().strip("|").strip()
    return EMPHASIS.sub(r"\2", LINK.sub(r"\1", text))


def _text(path: Path) -> str:
    """A file's text in UTF-8, or in the encoding that its mark declares, or in Windows' own."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise InspectionError(f"{path.name}: text was wanted, and this is not text")
    if path.suffix.lower() in (".txt", ".md") and (number := _endless(text)):
        wanted = "a report with a line break after each paragraph was wanted"
        raise InspectionError(f"{path.name}, line {number}: this is longer than {LONGEST:,} characters; {wanted}")
    return text


def _endless(text: str) -> int:
    """The first line that is longer than any paragraph; 0 where none is."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST), 0)


READERS: dict[str, Callable[[Path], tuple[list[str], bool]]] = {
    ".txt": text_pages,
    ".md": markdown_pages,
    ".html": html_pages,
    ".htm": html_pages,
    ".docx": docx_pages,
    ".pdf": pdf_pages,
}


def read(path: Path) -> tuple[Line, ...]:
    """A report's lines, each with its number and, where there are pages, its page.

    Raises `InspectionError` for a file that is not there, of another kind, damaged, locked or without text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InspectionError(f"{path.name}: a report as {', '.join(READERS)} was wanted")
    if not path.is_file():
        raise InspectionError(f"{path.name}: there is no such file")
    if path.stat().st_size > LARGEST:
        raise InspectionError(f"{path.name}: this is larger than {LARGEST // 2**20} MB; a report was wanted")
    try:
        pages, known = reader(path)
    except OSError:
        raise InspectionError(f"{path.name}: this file could not be opened") from None
    if not any(page.strip() for page in pages):
        raise InspectionError(f"{path.name}: no text was found in it; a scan has to be made readable (OCR) first")
    return numbered(pages, known)
