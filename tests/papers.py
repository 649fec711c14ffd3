"""Small PDF and Word files, written by hand, for tests and benchmarks of the review."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(path: Path, pages: Sequence[str], locked: bool = False) -> Path:
    """A PDF with a text layer, a line a line."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T* " for line in text.splitlines())
        stream = f"BT /F1 10 Tf 12 TL 40 800 Td {shown}ET"
        page = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} /Contents {5 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    body, places = "%PDF-1.4\n", []
    for n, thing in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n{thing}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    key = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'x' * 32}) /U ({'y' * 32}) /P -4 >> /ID [(a) (a)]"
        if locked
        else ""
    )
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {key} >>\n"
    path.write_bytes(f"{body}{tail}startxref\n{len(body)}\n%%EOF\n".encode("latin-1"))
    return path


def _escaped(line: str) -> str:
    return (
        line.replace("\\", "\\\\")
        .replace("(", "\\(")
        .replace(")", "\\)")
        .encode("latin-1", "replace")
        .decode("latin-1")
    )


def docx(path: Path, body: str, head: str = "") -> Path:
    """A Word file of the given paragraphs in its own markup, with a running head."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        if head:
            packed.writestr("word/header1.xml", f'<w:hdr xmlns:w="{WORD}">{said(head)}</w:hdr>')
    return path


def said(text: str) -> str:
    """A Word paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
