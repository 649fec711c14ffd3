"""Word and PDF files opened with care: their text by page, never more of it than a report can hold."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InspectionError

UNPACKED = 64 * 2**20  # bytes of text that a Word file may unpack to
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def docx_pages(path: Path) -> tuple[list[str], bool]:
    """A Word file's text as it would be printed: insertions in, deletions out, heads and feet first.

    Pages are those that Word last made; without such marks they are not known.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(path) as packed:
            parts = [info for info in packed.infolist() if PART.fullmatch(info.filename)]
            if sum(info.file_size for info in parts) > UNPACKED:
                raise InspectionError(
                    f"{path.name}: its text unpacks to over {UNPACKED // 2**20} MB; a report was wanted"
                )
            read = {info.filename: fromstring(packed.read(info)) for info in parts}
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, RuntimeError, NotImplementedError, EOFError):
        raise InspectionError(f"{path.name}: this is no Word file that can be read (damaged, or locked)") from None
    if "word/document.xml" not in read:
        raise InspectionError(f"{path.name}: this is no Word file; it holds no document")
    try:
        body = re.sub(r"\f\s*\f", "\f", "".join(_words(read.pop("word/document.xml"))))
        others = ["".join(_words(read[name])).strip("\n\f") for name in sorted(read)]
    except RecursionError:
        raise InspectionError(f"{path.name}: this Word file is nested deeper than a report can be") from None
    pages = body.split("\f")
    return ["\n\n".join([*filter(None, others), pages[0]]), *pages[1:]], len(pages) > 1


def _words(element: Any) -> Iterator[str]:
    """The text of a Word element: a line a paragraph, a row of cells a line, a form feed where a page begins."""
    tag = element.tag
    if tag == f"{W}t":
        yield element.text or ""
    elif tag in (f"{W}tab", f"{W}cr"):
        yield " "
    elif tag == f"{W}noBreakHyphen":
        yield "-"
    elif tag == f"{W}br":
        yield "\f" if element.get(f"{W}type") == "page" else "\n"
    elif tag == f"{W}lastRenderedPageBreak":
        yield "\f"
    elif tag == f"{W}tr":
        cells = ("".join(_words(cell)) for cell in element.iter(f"{W}tc"))
        yield " | ".join(" ".join(cell.split()) for cell in cells) + "\n\n"
    elif tag not in (f"{W}del", f"{W}instrText", f"{W}moveFrom"):
        listed = tag == f"{W}p" and element.find(f"{W}pPr/{W}numPr") is not None
        yield "- " if listed else ""
        for child in element:
            yield from _words(child)
        yield "\n\n" if tag == f"{W}p" else ""


def pdf_pages(path: Path) -> tuple[list[str], bool]:
    """A PDF's text layer, page by page.

    Raises `InspectionError` for a PDF that wants a password or is damaged.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        why = "it wants a password" if "password" in str(error).lower() else "it is damaged or is no PDF"
        raise InspectionError(f"{path.name}: this PDF could not be opened: {why}") from None
    try:
        return [_page_text(page) for page in document], True
    except pypdfium2.PdfiumError:
        raise InspectionError(f"{path.name}: this PDF could not be read to its end; it is damaged") from None
    finally:
        document.close()


def _page_text(page: Any) -> str:
    text = page.get_textpage()
    words = text.get_text_range()
    text.close()
    page.close()
    # pdfium marks a hyphen at a line's end; "inter-\nagency" keeps it, as compounds are commoner here than parted words
    return re.sub("[\ufffe\uffff\x02](?:\r?\n)?", "-", words).replace("\r\n", "\n").replace("\f", "\n")
