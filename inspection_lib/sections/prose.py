"""The prose under a heading: what people wrote where they did, and the automatic draft everywhere else."""

from __future__ import annotations

from ..evidence import Case
from ..narrative import draft
from ..written import told, written
from .blocks import Bullets, Prose


def prose(case: Case, heading: str, title: str) -> list[Prose | Bullets]:
    """The paragraphs and lists under one heading, in order; nothing where nobody wrote and there is no evidence."""
    if own := own_prose(case, heading, title):
        return own
    paragraphs = tuple(paragraph.sentences for paragraph in draft(case, heading))
    return [Prose(paragraphs)] if paragraphs else []


def own_prose(case: Case, place: str, title: str) -> list[Prose | Bullets]:
    """What people wrote for a heading or practice example; nothing where they left it to the draft."""
    blocks: list[Prose | Bullets] = []
    for passage in told(case, place):
        if passage.kind == "list":
            blocks.append(Bullets(passage.sentences, title))
        elif blocks and isinstance(blocks[-1], Prose):
            blocks[-1] = Prose((*blocks[-1].paragraphs, passage.sentences))
        else:
            blocks.append(Prose((passage.sentences,)))
    return blocks


def has_prose(case: Case, heading: str) -> bool:
    """Whether anything is said under a heading."""
    return heading in written(case) or bool(draft(case, heading))
