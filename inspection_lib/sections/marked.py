"""The few marks of standing text: paragraphs, lists whose lines begin with "- " or "1. ", `**bold**`, `*slanted*`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "bullets", "numbers"]
Look = Literal["plain", "bold", "slanted"]
MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<slanted>.+?)\*")


class Piece(NamedTuple):
    """A paragraph, which has one line, or a list with its items."""

    kind: Kind
    lines: tuple[str, ...]


def pieces(text: str) -> list[Piece]:
    r"""Standing text in its paragraphs and lists; blank lines part them.

    >>> pieces("We asked:\n\n- staff\n- parents")
    [Piece(kind='paragraph', lines=('We asked:',)), Piece(kind='bullets', lines=('staff', 'parents'))]
    """
    return [_piece(part.split("\n")) for part in re.split(r"\n\s*\n", text.strip())]


def _piece(lines: list[str]) -> Piece:
    if all(line.startswith("- ") for line in lines):
        return Piece("bullets", tuple(line[2:] for line in lines))
    if all(re.match(r"\d+\. ", line) for line in lines):
        return Piece("numbers", tuple(line.split(". ", 1)[1] for line in lines))
    return Piece("paragraph", (" ".join(lines),))


def spans(text: str) -> list[tuple[Look, str]]:
    """A line in its plain, bold and slanted parts.

    >>> spans("the **base** of it")
    [('plain', 'the '), ('bold', 'base'), ('plain', ' of it')]
    """
    found: list[tuple[Look, str]] = []
    end = 0
    for mark in MARK.finditer(text):
        found.append(("plain", text[end : mark.start()]))
        found.append(("bold", mark["bold"]) if mark["bold"] else ("slanted", mark["slanted"]))
        end = mark.end()
    found.append(("plain", text[end:]))
    return [(look, words) for look, words in found if words]
