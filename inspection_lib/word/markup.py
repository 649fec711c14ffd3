"""Text and pieces of WordprocessingML: escaped once, here, and never a character that XML cannot hold."""

from __future__ import annotations

import re
from html import escape
from typing import Any

#: What XML 1.0 cannot hold, lone halves of a pair among it.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""Text as a run holds it: on one line, without characters that no XML file may have.

    >>> plain("one\n two\x00")
    'one two'
    """
    return re.sub(r"[ \t\r\n\f\v]+", " ", ILLEGAL.sub("", text))


def safe(text: str) -> str:
    """Text as markup, fit for an attribute too.

    >>> safe("R&D <b>")
    'R&amp;D &lt;b&gt;'
    """
    return escape(plain(text))


def element(markup: str) -> Any:
    """Markup with the prefixes that Word uses as an element."""
    from docx.oxml import parse_xml

    start = re.match(r"<[\w:]+", markup)
    if start is None:
        raise ValueError("markup begins with an element")
    return parse_xml(f"{start[0]} {NAMES}{markup[start.end() :]}")


NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
    )
)


def run(text: str, properties: str = "") -> str:
    """Some words as markup of a run."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{safe(text)}</w:t></w:r>'


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field of Word's as markup, with what it shows until Word works it out."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{about}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{about}<w:instrText xml:space="preserve"> {safe(instruction)} </w:instrText></w:r>'
        f'<w:r>{about}<w:fldChar w:fldCharType="separate"/></w:r>{run(shown, properties)}'
        f'<w:r>{about}<w:fldChar w:fldCharType="end"/></w:r>'
    )
