"""The bytes of a Word file from the sections of a report: the same bytes for the same report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from ..errors import InspectionError
from ..sections.blocks import Section
from ..wording import listed
from .looks import fitted
from .notes import Notes
from .paper import Paper, described, emptied, fresh, printed, room
from .writing import Writer, headings

if TYPE_CHECKING:
    from docx.document import Document

INSTALL = 'a Word file wants python-docx, which is not installed: pip install -e ".[word]"'


@dataclass(frozen=True)
class Made:
    """A finished file, and what whoever asked for it should know about it, a sentence each."""

    content: bytes
    remarks: tuple[str, ...] = ()


def document(sections: Sequence[Section], paper: Paper, template: Path | None = None) -> Made:
    """The report as a Word file, in a house template's styles where one is given.

    What a sentence rests on is a footnote. Raises `InspectionError` without python-docx, and for a template that is no
    Word file.
    """
    made = _opened(template)
    styles, lacking = fitted(made, own=template is not None)
    if template is None:
        fresh(made)
    else:
        emptied(made)
    notes = Notes(styles)
    writer = Writer(made, styles, notes, room(made), headings(sections))
    for section in sections:
        writer.section(section)
    notes.attach(made)
    printed(made, styles, paper)
    described(made, paper)
    remarks: tuple[str, ...] = ()
    if template and lacking:
        remarks = (f"{template.name} has no style called {listed(lacking)}; the workbook's own stands in",)
    return Made(_packed(made), remarks)


def _opened(template: Path | None) -> Document:
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError:
        raise InspectionError(INSTALL) from None
    if template is None:
        return docx.Document()
    if not template.is_file():
        raise InspectionError(f"{template}: there is no such file; a Word file with the house's styles was wanted")
    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError):
        raise InspectionError(
            f"{template.name}: a Word file (.docx) with the house's styles was wanted, and this is none that can be "
            "read; in Word, save a template as a document"
        ) from None


def _packed(made: Document) -> bytes:
    """The file without the time at which it was packed."""
    written, settled = io.BytesIO(), io.BytesIO()
    made.save(written)
    with ZipFile(written) as old, ZipFile(settled, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return settled.getvalue()
