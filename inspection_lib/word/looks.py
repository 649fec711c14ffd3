"""The styles that a Word file is set in, by their names: a house template's own where it has them, else these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .lists import MARKS, give_mark

if TYPE_CHECKING:
    from docx.document import Document

FONT, INK, ACCENT, ALERT, SOFT, RULE = "Arial", "1D2733", "12436D", "8A1F11", "EEF1F5", "C7CDD6"
#: Those of a fresh file that stay: what Word itself stands on, and its lists, which carry their numbering.
KEPT = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "No List", "List Bullet", "List Number"})
TABLE = "Report Table"
NAMES = {"Header": "header", "Footer": "footer"}  # python-docx has its own names for two that Word writes small


@dataclass(frozen=True)
class Look:
    """How a style of paragraphs looks; lengths in points. `bar` is the colour of a line beside it, `soft` a ground."""

    size: float = 11
    bold: bool = False
    color: str = INK
    before: float = 0
    after: float = 8
    left: float = 0
    hanging: float = 0
    with_next: bool = False
    new_page: bool = False
    bar: str = ""
    soft: bool = False
    line: float = 1.15
    outline: int | None = None


LOOKS: Mapping[str, Look] = {
    "Normal": Look(),
    "Title": Look(26, True, ACCENT, before=110, after=24, line=1.05),
    "Heading 1": Look(19, True, ACCENT, after=12, with_next=True, new_page=True, line=1.05, outline=0),
    "Heading 2": Look(14, True, ACCENT, before=18, after=6, with_next=True, line=1.05, outline=1),
    "Heading 3": Look(12, True, ACCENT, before=14, after=5, with_next=True, line=1.05, outline=2),
    "TOC Heading": Look(19, True, ACCENT, after=12, with_next=True, new_page=True, line=1.05),
    "toc 1": Look(bold=True, before=5, after=2, line=1),
    "toc 2": Look(10, after=2, left=14, line=1),
    "toc 3": Look(10, after=2, left=28, line=1),
    "List Bullet": Look(after=5, left=18, hanging=18),
    "List Number": Look(after=5, left=18, hanging=18),
    "Caption": Look(10, True, INK, before=12, after=4, with_next=True, line=1.05),
    "header": Look(8.5, after=0, line=1),
    "footer": Look(8.5, after=0, line=1),
    "footnote text": Look(8.5, after=2, left=14, hanging=14, line=1),
    "Numbered Paragraph": Look(left=44, hanging=44),
    "Message": Look(before=4, bar=ALERT, soft=True, left=8),
    "Example": Look(bar=ACCENT, soft=True, left=8),
    "Term": Look(bold=True, before=4, after=0, with_next=True),
    "Meaning": Look(after=6),
    "Table Text": Look(9, after=0, line=1.05),
}
CHARACTERS = ("footnote reference", "Paragraph Number")


def fitted(document: Document, own: bool) -> tuple[Mapping[str, str], list[str]]:
    """Give a document every style that the report uses: the id of each by its name, and the names that it lacked.

    A fresh document gets all of them and loses what it has besides; in a template of the user's (`own`) what is there
    stays as it is.
    """
    if not own:
        for style in list(document.styles):
            if style.name not in KEPT:
                style.element.getparent().remove(style.element)
    there = {NAMES.get(style.name, style.name) for style in document.styles}
    lacking = [name for name in LOOKS if name not in there]
    for name, look in LOOKS.items():
        if not own or name in lacking:
            _paragraphs(document, name, look)
        if name in lacking and name in MARKS:
            give_mark(document, name)
    for name in CHARACTERS:
        if name not in there:
            _characters(document, name)
    if TABLE not in there:
        _table(document)
        lacking.append(TABLE)
    _throughout(document, own)
    return {NAMES.get(style.name, style.name): style.style_id for style in document.styles}, lacking


def _paragraphs(document: Document, name: str, look: Look) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    style: Any
    if name in {NAMES.get(style.name, style.name) for style in document.styles}:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
        style.base_style = document.styles["Normal"]
    style.quick_style, style.hidden = True, False
    style.font.size, style.font.bold = Pt(look.size), look.bold or None
    style.font.color.rgb = RGBColor.from_string(look.color)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), look.line
    form.left_indent, form.first_line_indent = Pt(look.left), Pt(-look.hanging)
    form.keep_with_next, form.page_break_before, form.widow_control = look.with_next, look.new_page, True
    if look.hanging and not name.startswith("List"):
        form.tab_stops.add_tab_stop(Pt(look.left))
    _beyond(style.element.get_or_add_pPr(), look)


#: Names that Word knows; a style of any other name is ours.
BUILT_IN = frozenset(LOOKS) - {"Numbered Paragraph", "Message", "Example", "Term", "Meaning", "Table Text"}


def _beyond(form: Any, look: Look) -> None:
    """What python-docx has no name for: the line beside a paragraph, its ground, its level in the outline."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    later = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if look.bar:
        border = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="6" w:color="{look.bar}"/></w:pBdr>'
        form.insert_element_before(parse_xml(border), "w:shd", *later)
    if look.soft:
        ground = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SOFT}"/>'
        form.insert_element_before(parse_xml(ground), *later)
    if look.outline is not None:
        form.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.outline}"/>'))


def _characters(document: Document, name: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name != CHARACTERS[1])
    style.font.color.rgb = RGBColor.from_string(ACCENT)
    if name == CHARACTERS[1]:
        style.font.bold = True
    else:
        style.font.superscript = True


def _table(document: Document) -> None:
    """The style of tables: lines below rows, a strong one below the header row."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(f'<w:{s} w:w="{w}" w:type="dxa"/>' for s, w in (("top", 50), ("left", 70), ("bottom", 50),
                                                                     ("right", 70)))  # fmt: skip
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    rules = line.format("bottom", 4, RULE) + line.format("insideH", 4, RULE)
    document.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE}"/>'
        f'<w:basedOn w:val="{document.styles["Normal Table"].style_id}"/><w:qFormat/><w:tblPr>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'{line.format("bottom", 12, ACCENT)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    ))  # fmt: skip


def _throughout(document: Document, own: bool) -> None:
    """British English throughout, and in a fresh file one font."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    if not own:
        for fonts in document.styles.element.iter(qn("w:rFonts")):
            fonts.attrib.clear()
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), FONT)
