"""Word files and PDFs read back: their words, headings, descriptions and properties."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(frozen=True)
class Word:
    """A Word file by its parts."""

    parts: dict[str, Element]
    raw: dict[str, bytes]

    @classmethod
    def of(cls, content: bytes) -> Word:
        with ZipFile(io.BytesIO(content)) as packed:
            raw = {name: packed.read(name) for name in packed.namelist()}
        return cls({n: fromstring(b) for n, b in raw.items() if n.endswith((".xml", ".rels"))}, raw)

    @property
    def body(self) -> Element:
        return self.parts["word/document.xml"]

    def styles(self) -> dict[str, str]:
        """The name of each style by its id."""
        found = self.parts["word/styles.xml"].iter(f"{W}style")
        return {s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val") for s in found}

    def paragraphs(self, part: str = "word/document.xml") -> list[tuple[str, str]]:
        """Every paragraph as the name of its style and its words."""
        names = self.styles()
        found = []
        for p in self.parts[part].iter(f"{W}p"):
            style = p.find(f"{W}pPr/{W}pStyle")
            found.append((names[style.get(f"{W}val")] if style is not None else "Normal", words(p)))
        return found

    def text(self) -> str:
        """All words of the file, its heads, feet and notes among them."""
        parts = [n for n in self.parts if re.match(r"word/(document|header|footer|footnotes)\d*\.xml", n)]
        return "\n".join(text for part in parts for _, text in self.paragraphs(part))

    def pictures(self) -> list[tuple[str, str]]:
        """The title and the description of each picture."""
        return [(d.get("title", ""), d.get("descr", "")) for d in self.body.iter(f"{DRAWING}docPr")]


def words(paragraph: Element) -> str:
    return "".join(
        e.text or "" if e.tag == f"{W}t" else " " if e.tag in (f"{W}tab", f"{W}br") else "" for e in paragraph.iter()
    ).strip()


def page_text(page: str) -> str:
    """The words of a page, with what its sentences open to; not what only buttons and drawings say."""
    page = re.sub(r"<style.*?</style>|<svg.*?</svg>|<button.*?</button>", " ", page, flags=re.DOTALL)
    page = re.sub(r'<a class="skip".*?</a>|<nav.*?</nav>|<title>.*?</title>', " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?(?:strong|em|span)[^>]*>", "", page))).split())


def charts(page: str) -> list[tuple[str, str]]:
    """The title and the description of each drawing of a page."""
    found = re.findall(r"<title id=[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", page, re.DOTALL)
    return [(unescape(title), unescape(description)) for title, description in found]


def structure(document: Any) -> list[tuple[str, str]]:
    """The elements of a PDF's tag tree in its order, each with the words that stand for it."""
    import pikepdf

    found: list[tuple[str, str]] = []

    def below(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                below(kid)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append((str(element.S)[1:], str(element.get("/Alt", ""))))
            below(element.get("/K"))

    below(document.Root.StructTreeRoot)
    return found


def numbers(text: str) -> set[str]:
    """Every number of a text as it is written."""
    return set(re.findall(r"\d[\d,]*(?:\.\d+)*", text.replace("\u00a0", " ")))
