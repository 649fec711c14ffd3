"""The paper of a Word file: its size, what every page is headed and footed with, the watermark, its properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from .looks import ALERT
from .markup import element, field, plain, run, safe
from .notes import AFTER_NOTES

if TYPE_CHECKING:
    from docx.document import Document

#: No clock: a report without a date has this one in its properties.
UNDATED = datetime(2000, 1, 1)
#: What belongs to the former text of a template, and goes with it.
FORMER = (
    "comments",
    "commentsExtended",
    "commentsIds",
    "people",
    "footnotes",
    "endnotes",
    "attachedTemplate",
    "glossaryDocument",
)
#: What a template's settings say of that, of the file that it was made from, and of changes and their authors.
SETTLED = ("footnotePr", "endnotePr", "attachedTemplate", "mailMerge", "updateFields", "trackRevisions")


@dataclass(frozen=True)
class Paper:
    """What stands on every page: the partnership, the marking, the edition; a watermark where it is a draft."""

    title: str
    partnership: str
    marking: str
    edition: str
    draft: bool
    author: str
    day: date | None


def emptied(document: Document) -> None:
    """Take what a template has as text out of it, with its comments and notes; its pages' heads and feet stay."""
    body = document.element.body
    last = body.sectPr
    for child in list(body):
        if child is not last:
            body.remove(child)
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in FORMER:
            del document.part.rels[name]
    settings: Any = document.part._settings_part
    settings.rels.clear()
    for name in SETTLED:
        for old in settings.element.findall(element(f"<w:{name}/>").tag):
            settings.element.remove(old)


def fresh(document: Document) -> None:
    """Lay out a new file for A4, and take from it what the library's own template brings and nobody needs."""
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(23)
    page.top_margin, page.bottom_margin = Mm(27), Mm(22)
    page.header_distance, page.footer_distance = Mm(11), Mm(10)
    package: Any = document.part.package
    for holder, ends in ((package, ("thumbnail",)), (document.part, ("stylesWithEffects", "customXml", "webSettings"))):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in ends:
                del holder.rels[name]


def room(document: Document) -> int:
    """How wide the text is, in twentieths of a point."""
    page = document.sections[0]
    wide = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    return int(wide / 635)


def printed(document: Document, styles: Mapping[str, str], paper: Paper) -> None:
    """Head, foot and watermark on every page, those of a template kept beside them."""
    page = document.sections[0]
    kinds = [(page.header, page.footer)]
    if page.different_first_page_header_footer:
        kinds.append((page.first_page_header, page.first_page_footer))
    if document.settings.odd_and_even_pages_header_footer:
        kinds.append((page.even_page_header, page.even_page_footer))
    for number, (head, foot) in enumerate(kinds):
        _added(head, styles["header"], _head(paper) + (_watermark(number) if paper.draft else ""))
        tab = f'<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="right" w:pos="{room(document)}"/></w:tabs>'
        pages = f"<w:r><w:tab/></w:r>{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"
        _added(foot, styles["footer"], run(paper.edition) + pages, tab)


def _head(paper: Paper) -> str:
    look = f'<w:b/><w:color w:val="{ALERT}"/>'
    return (f"{run(paper.marking, look)}<w:r><w:br/></w:r>" if paper.marking else "") + run(paper.partnership)


def _added(part: Any, style: str, content: str, form: str = "") -> None:
    """A paragraph at the end of a head or foot, in place of the empty one that a new one has."""
    part.is_linked_to_previous = False
    for paragraph in part.paragraphs:
        if not len(paragraph._p.xpath(".//w:r")):
            paragraph._p.getparent().remove(paragraph._p)
    part._element.append(element(f'<w:p><w:pPr><w:pStyle w:val="{safe(style)}"/>{form}</w:pPr>{content}</w:p>'))


def _watermark(number: int) -> str:
    """DRAFT across the page, behind the text, as Word makes it itself."""
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:420pt;height:168pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number + 1}" o:spid="_x0000_s{2049 + number}" type="#_x0000_t136" '
        f'alt="Watermark: draft" style="{place}" o:allowincell="f" fillcolor="#d5dae1" stroked="f">'
        '<v:fill opacity=".4"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="DRAFT"/>'
        "</v:shape></w:pict></w:r>"
    )


def described(document: Document, paper: Paper) -> None:
    """The file's properties: title, who inspected, the report's own date, its language; nothing of this computer."""
    about = document.core_properties
    moment = datetime(paper.day.year, paper.day.month, paper.day.day) if paper.day else UNDATED
    about.title, about.author, about.last_modified_by = plain(paper.title)[:255], plain(paper.author)[:255], ""
    about.subject, about.keywords, about.comments, about.category = plain(paper.edition), "", "", ""
    about.created = about.modified = about.last_printed = moment
    about.language, about.revision = "en-GB", 1
    settings = document.settings.element
    settings.insert_element_before(element('<w:updateFields w:val="true"/>'), "w:footnotePr", *AFTER_NOTES)
    for language in settings.iter(element("<w:themeFontLang/>").tag):
        language.set(element('<w:x w:val=""/>').keys()[0], "en-GB")
