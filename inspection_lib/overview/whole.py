"""The overview as one page beside the drafts, made again only when one of them has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .. import params
from ..export import page as whole_page
from ..sections.blocks import Section, html
from .drafts import LOGS, Drafts, read
from .views import key_facts, opening, others, reading, recurring, state, statement

PAGE = "overview.html"


def sections(drafts: Drafts, beside: Path | None = None) -> list[Section]:
    """Every section of the overview in its order; addresses lead from the folder `beside`."""
    numbers = drafts.framework.statements if drafts.alike else ()
    told = (statement(drafts, number) for number in numbers)
    return [opening(drafts), state(drafts, beside), reading(drafts), *told, others(drafts), recurring(drafts),
            key_facts(drafts)]  # fmt: skip


def page(outputs: Path) -> str | None:
    """The whole page over the drafts of a folder; None where the one that lies there shows them as they are.

    Raises `InspectionError` for a framework that does not hold together, and Python's own errors for a draft that is
    not as this version writes it.
    """
    mark = f'<div data-made-of="{_made_of(outputs)}">'
    there = outputs / PAGE
    if there.is_file() and mark in there.read_text(encoding="utf-8"):
        return None
    drafts = read(outputs.absolute())
    body = "".join(piece for section in sections(drafts, outputs.absolute()) for piece in html(section))
    return whole_page(f"{mark}{body}</div>")


def _made_of(outputs: Path) -> str:
    """A digest of every draft's record, of every log and of the library: the same drafts, the same page."""
    files = [*sorted(outputs.glob("*/run.json")), *sorted((outputs / LOGS).glob("*.log"))]
    told = "".join(f"{file.parent.name}/{file.name} {params.digest(file)}\n" for file in files)
    return hashlib.sha256(f"{told}{params.library()}".encode()).hexdigest()[:16]
