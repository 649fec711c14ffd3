"""Bullets and numbers for a house template that has no styles of lists, and a fresh count for each numbered list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .markup import element

if TYPE_CHECKING:
    from docx.document import Document

MARKS = {
    "List Bullet": '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>',
    "List Number": '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>',
}
LATER = ("w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def give_mark(document: Document, style: str) -> None:
    """Give a style of lists its bullet or its numbers."""
    from docx.oxml.ns import qn

    numbering = _numbering(document)
    known = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    own = max(known, default=-1) + 1
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{MARKS[style]}<w:lvlJc w:val="left"/><w:pPr>'
        '<w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    )
    abstract = f'<w:abstractNum w:abstractNumId="{own}"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
    numbering.insert(len(known), element(abstract))
    number = numbering.add_num(own).numId
    form = document.styles[style].element.get_or_add_pPr()
    form.insert_element_before(element(f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'), *LATER)


def counted_anew(document: Document) -> str:
    """The numbering of a list of its own, which begins with 1, as markup; blank where the style does not count."""
    from docx.oxml.ns import qn

    known = document.styles["List Number"].element.find(f".//{qn('w:numId')}")
    if known is None:
        return ""
    numbering = _numbering(document)
    model = numbering.num_having_numId(int(known.get(qn("w:val")))).abstractNumId.val
    own = numbering.add_num(model)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{own.numId}"/></w:numPr>'


def _numbering(document: Document) -> Any:
    """The document's numbering, made where a template has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    part: Any = document.part
    if not any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in part.rels.values()):
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element("<w:numbering/>"),
                             part.package)  # fmt: skip
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element
