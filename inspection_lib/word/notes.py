"""What sentences rest on as Word's own footnotes: in sight at the foot of the page, never hidden text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .markup import element, run

if TYPE_CHECKING:
    from docx.document import Document

#: What of a file's settings has to stand after what they say of notes.
AFTER_NOTES = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping",
               "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")  # fmt: skip


@dataclass
class Notes:
    """The footnotes of one document in order; Word numbers them itself. `styles` are ids by name."""

    styles: Mapping[str, str]
    found: list[str] = field(default_factory=list)

    def mark(self, lines: Sequence[tuple[str, str]]) -> str:
        """Keep a note, a line for each piece of evidence after the words that it bears out; the markup of its mark."""
        look = f'<w:rStyle w:val="{self.styles["footnote reference"]}"/>'
        form = f'<w:pPr><w:pStyle w:val="{self.styles["footnote text"]}"/></w:pPr>'
        own = f"<w:r><w:rPr>{look}</w:rPr><w:footnoteRef/></w:r>"
        paragraphs = ""
        for n, (words, evidence) in enumerate(lines):
            told = (run(f"{words}: ", "<w:b/>") if words else "") + run(evidence)
            paragraphs += f"<w:p>{form}{'' if n else own}<w:r><w:tab/></w:r>{told}</w:p>"
        number = len(self.found) + 1
        self.found.append(f'<w:footnote w:id="{number}">{paragraphs}</w:footnote>')
        return f'<w:r><w:rPr>{look}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def attach(self, document: Document) -> None:
        """Put the notes into the document, as a part of its own; nothing where there is none."""
        if not self.found:
            return
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.oxml import serialize_part_xml
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        whole = element(f"<w:footnotes>{lines}{''.join(self.found)}</w:footnotes>")
        part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, serialize_part_xml(whole), document.part.package
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        kinds = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        document.settings.element.insert_element_before(element(kinds), *AFTER_NOTES)
