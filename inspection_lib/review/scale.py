"""The quantity scale that a report declares: found in its own words, or not there; none is ever supposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ..quantities import Band, Scale
from .lines import Paragraph

TERMS = ("almost all", "most", "the majority", "less than half", "few")
NAMED = re.compile(
    r"(?<![\w-])[\"']?(?P<term>almost all|nearly all|(?:the )?majority|less than half|fewer than "
    r"half|most|few)(?![\w-])[\"']?",
    re.IGNORECASE,
)
PER = r" ?(?:%|per ?cent)?"
RANGE = re.compile(
    rf"^[^%.;]{{0,30}}?(?:(?P<up>up to|less than|under|below|fewer than) (?P<top>\d{{1,3}}){PER}"
    rf"|(?:between )?(?P<low>\d{{1,3}}){PER} ?(?:to|up to|and|-|–) ?(?:up to )?(?P<high>\d{{1,3}}){PER}"
    rf"|(?:(?P<over>over|more than|above|at least) )?(?P<least>\d{{1,3}}){PER}(?P<more> (?:or|and) "
    rf"(?:more|over|above)|\+)?)",
    re.IGNORECASE,
)


def declared(paragraphs: Sequence[Paragraph]) -> Scale | None:
    """The scale that a report declares, or None: three of its terms at least, each beside its range of per cents.

    They may stand in one sentence, in a list or in the rows of a table, in either direction.
    """
    texts = [paragraph.text for paragraph in paragraphs]
    for place in range(len(texts)):
        first = _ranges(texts[place])
        if not first:
            continue
        found: dict[str, tuple[int, int, bool]] = {}
        for text in texts[place : place + 8]:
            found = {**_ranges(text), **found}
        if len(found) >= 3 and _apart(found):
            return _scale(found)
    return None


def _ranges(text: str) -> dict[str, tuple[int, int, bool]]:
    """Each term of a text with its lowest and highest per cent, and whether the lowest belongs to it."""
    found: dict[str, tuple[int, int, bool]] = {}
    for match in NAMED.finditer(text):
        after = RANGE.match(text[match.end() :])
        if after and "%" in after[0] + text[match.end() : match.end() + 60] and not NAMED.search(after[0]):
            term = _name(match["term"])
            found.setdefault(term, _ends(after, term))
    return found


def _name(word: str) -> str:
    word = word.lower()
    return {"nearly all": "almost all", "majority": "the majority", "fewer than half": "less than half"}.get(word, word)


def _ends(match: re.Match[str], term: str) -> tuple[int, int, bool]:
    if match["top"]:
        below = match["up"].lower() != "up to"
        return (15 if term == "less than half" and int(match["top"]) == 50 else 0), int(match["top"]) - below, True
    if match["low"]:
        return int(match["low"]), int(match["high"]), True
    return int(match["least"]), 100, (match["over"] or "at least").lower() == "at least"


def _apart(found: dict[str, tuple[int, int, bool]]) -> bool:
    """Whether the ranges follow each other from high to low, so that they can be one scale."""
    order = [found[term] for term in TERMS if term in found]
    return all(low > next_low for (low, *_), (next_low, *_) in zip(order, order[1:], strict=False))


def _scale(found: dict[str, tuple[int, int, bool]]) -> Scale:
    bands = tuple(
        Band(term, Fraction(found[term][0]), found[term][2], Fraction(found[term][1]), _words(*found[term]))
        for term in TERMS
        if term in found
    )
    return Scale("the report's own", bands, rounds=all(band.low_included for band in bands))


def _words(low: int, high: int, included: bool) -> str:
    if high == 100:
        return f"{low}% or more" if included else f"over {low}%"
    return f"up to {high}%" if low == 0 else f"{low}% to {high}%"
