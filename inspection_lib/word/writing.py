"""Sections into a Word document, block by block: the same headings, words, pictures and tables as on the page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..charts import Chart
from ..narrative import Sentence
from ..sections.blocks import (
    Bullets,
    Checklist,
    Message,
    Pairs,
    Prose,
    Section,
    Sourced,
    Text,
    ahead,
)
from ..sections.marked import pieces, spans
from ..tables import Table
from .grid import grid
from .lists import counted_anew
from .looks import TABLE
from .markup import element, plain, run, safe

if TYPE_CHECKING:
    from docx.document import Document

    from .notes import Notes

STYLES = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}
LOOKS = {"plain": "", "bold": "<w:b/>", "slanted": "<w:i/>"}
SQUARE = "☐ "
#: Room for a paragraph's number that begins with a name, "Key messages 10."
NAMED = '<w:tabs><w:tab w:val="left" w:pos="1700"/></w:tabs><w:ind w:left="1700" w:hanging="1700"/>'


@dataclass
class Writer:
    """Writes sections at the end of a document. `room` is the width of its text in twentieths of a point.

    `styles` are ids by name, `headings` those of the contents, each with the name of its bookmark.
    """

    document: Document
    styles: Mapping[str, str]
    notes: Notes
    room: int
    headings: Sequence[tuple[str, Section]]

    def section(self, section: Section) -> None:
        """A section: its heading, its blocks and its parts."""
        if section.kind == "contents":
            self._contents(section.title)
        elif section.title:
            self._heading(section)
        for block in section.blocks:
            self._block(block, "Example" if section.kind == "example" else "Normal")
        for part in section.parts:
            self.section(part)

    def _heading(self, section: Section) -> None:
        """A heading; those of the contents under the bookmark that these point to."""
        number = next((n for n, (_, one) in enumerate(self.headings) if one is section), None)
        title = run(section.title)
        if number is not None:
            name = self.headings[number][0]
            title = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{title}<w:bookmarkEnd w:id="{number}"/>'
        self._paragraph(STYLES[section.level], title)

    def _contents(self, title: str) -> None:
        """The contents as Word's own field, filled in from the headings; Word adds the pages when it opens the file."""
        self._paragraph("TOC Heading", run(title))
        start = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for name, section in self.headings:
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(section.title)}</w:hyperlink>'
            self._paragraph(f"toc {section.level - 1}", start + link)
            start = ""
        self._paragraph("Table Text", '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if not start else "")

    def _block(self, block: object, style: str) -> None:
        if isinstance(block, Prose):
            for number, sentences in block.told():
                self._sentences(sentences, number, style)
        elif isinstance(block, Bullets):
            for number, sentence in block.told():
                self._sentences((sentence,), number, "List Bullet")
        elif isinstance(block, Text):
            self._standing(block.text)
        elif isinstance(block, Message):
            self._paragraph("Message", run(block.text))
        elif isinstance(block, Pairs):
            for name, meaning in block.pairs:
                self._paragraph("Term", run(name))
                self._paragraph("Meaning", run(meaning))
        elif isinstance(block, Checklist):
            for place, text in block.items:
                self._paragraph("Normal", run(SQUARE) + run(place, "<w:b/>") + run(f" {text}"))
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Chart):
            self._chart(block)
        else:
            raise TypeError(f"no Word markup for a {type(block).__name__}")

    def _sentences(self, sentences: Iterable[Sentence], number: str, style: str) -> None:
        """A paragraph of sentences, each with the mark of its note; a number of its own stands ahead of it."""
        own = form = ""
        if number:
            style = "Numbered Paragraph" if style != "Example" else style
            form = "" if number[:1].isdigit() else NAMED
            look = f'<w:rStyle w:val="{self.styles["Paragraph Number"]}"/>'
            own = f"{run(ahead(number), look)}<w:r><w:tab/></w:r>"
        told = [
            run(sentence.text) + (self.notes.mark(sentence.rests) if isinstance(sentence, Sourced) else "")
            for sentence in sentences
        ]
        self._paragraph(style, own + run(" ").join(told), form)

    def _standing(self, text: str) -> None:
        for kind, lines in pieces(text):
            style = {"paragraph": "Normal", "bullets": "List Bullet", "numbers": "List Number"}[kind]
            form = counted_anew(self.document) if kind == "numbers" else ""
            for line in lines:
                if kind == "paragraph" and line.rstrip("*").endswith(":"):
                    form = "<w:keepNext/>"  # it opens what comes next
                self._paragraph(style, "".join(run(words, LOOKS[look]) for look, words in spans(line)), form)

    def _table(self, table: Table) -> None:
        self._paragraph("Caption", run(table.caption), "<w:keepNext/>")
        styles = self.styles[TABLE], self.styles["Table Text"]
        self._last(grid(table, self.room, *styles))
        self._paragraph("Table Text", "")

    def _chart(self, chart: Chart) -> None:
        """A picture under its caption, with its description as the text that stands for it."""
        from docx.shared import Twips

        self._paragraph("Caption", run(chart.caption), "<w:keepNext/>")
        paragraph = self.document.add_paragraph()
        picture = paragraph.add_run().add_picture(io.BytesIO(chart.png), width=Twips(self.room))
        about: Any = picture._inline.docPr
        about.set("descr", plain(chart.description))
        about.set("title", plain(chart.caption))
        about.set("name", f"Chart {about.id}")

    def _paragraph(self, style: str, content: str, form: str = "") -> None:
        name = safe(self.styles[style])
        self._last(f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{form}</w:pPr>{content}</w:p>')

    def _last(self, markup: str) -> None:
        """A paragraph or table as the last of the document, ahead of what describes its pages."""
        self.document.element.body.sectPr.addprevious(element(markup))


def headings(sections: Iterable[Section]) -> list[tuple[str, Section]]:
    """Every heading of the contents with the name of its bookmark: all but the title and the contents' own."""
    found: list[Section] = []

    def below(section: Section) -> None:
        """Keep a section that the contents name, then the parts of it."""
        if section.title and 1 < section.level <= 4 and section.kind != "contents":
            found.append(section)
        for part in section.parts:
            below(part)

    for section in sections:
        below(section)
    return [(f"_Toc{number:06}", section) for number, section in enumerate(found, 1)]
