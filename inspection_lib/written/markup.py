"""Find what is formatted in a narrative: only paragraphs of plain text and lists with "- " are printed as meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rendering import Slip

#: What each kind of formatting looks like at the head of a line, and anywhere in it.
HEADS = {
    "a heading": r"\s{0,3}#{1,6}\s|\s*(?:={3,}|-{3,}|\*{3,}|_{3,})\s*$",
    "a list with another sign": r"\s*[*+•]\s",
    "a numbered list": r"\s*\d{1,3}[.)]\s+\S",
    "a list inside a list": r"[ \t]+-\s",
    "a quotation block": r"\s*>",
    "a table": r"\s*\|.*\|",
    "a block of code": r"\s*(?:```|~~~)",
}
ANYWHERE = {
    "a link or picture": r"!?\[[^\[\]\n]*\]\s?[(\[]",
    "HTML": r"</?[a-zA-Z][^<>\n]*>|<!--|&(?:#\d+|[a-z]{2,8});",
    "bold or slanted text": r"\*\*|__|(?<![\w*])\*[^\s*][^*\n]*\*(?!\w)|(?<![\w_])_[^\s_][^_\n]*_(?!\w)",
    "code": r"`",
}
BRACES = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL)


def formatted(text: str) -> Iterator[Slip]:
    r"""A slip for each line with formatting, which would be printed as it was typed.

    >>> [slip.line for slip in formatted("Plain.\n\n- a list\n\n## A heading\n\nA *slanted* word, and 3 * 4.")]
    [5, 7]
    """
    bare = BRACES.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), text)
    for number, line in enumerate(bare.split("\n"), 1):
        found = [kind for kind, sign in HEADS.items() if re.match(sign, line)]
        found += [kind for kind, sign in ANYWHERE.items() if re.search(sign, line)]
        if found:
            wanted = 'paragraphs of plain text and lists whose lines begin with "- " were wanted'
            yield Slip(number, f"this looks like {found[0]}, which would be printed as it was typed; {wanted}")
