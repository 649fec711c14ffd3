"""Counts with their base, in whatever order a sentence gives the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..numerals import NUMBER, number
from .nouns import MODIFIER, PEOPLE, UNITS

THE = r"(?:the |our |these |those |all the |all |a total of |some |every )?(?:remaining |other )?"
NO_COUNT = r"(?! ?(?:%|per ?cent|weeks|days|months|years|hours))"
#: "18 of 40", "18 parents out of 40", "12 of them, out of the 59".
COUNT = re.compile(
    rf"(?<!£)(?:\b(?P<modifier>{MODIFIER}) )?(?<![£\d.,])(?P<top>{NUMBER})(?: (?!in\b|and\b|of\b|"
    rf"out\b|per\b)[a-z-]+(?: {PEOPLE})?| of (?:them|these|those))?,? (?:out )?of {THE}"
    rf"(?P<base>{NUMBER}){NO_COUNT}(?P<unit>(?: [a-z][a-z'-]*){{0,3}})",
    re.IGNORECASE,
)
#: "29 among the 48 carers", "17 from 46 parents": what is counted stands behind the base.
AMONG = re.compile(
    rf"(?<!£)(?:\b(?P<modifier>{MODIFIER}) )?(?<![£\d.,])(?<!\bto )(?<!\bat )(?P<top>{NUMBER})(?: {UNITS})? (?:among|from|from among) {THE}"
    rf"(?P<base>{NUMBER})(?= (?:[a-z-]+ )?{UNITS}\b)",
    re.IGNORECASE,
)
TOLD = (
    r"(?:had|were|was|did|said|felt|told|contained|held|showed|in which|where|who|that|could|came|went|lived|worked|"
    rf"agreed|knew|reported|thought|lacked|received|saw|met|wanted|{UNITS})"
)
#: The base first: "of the 60 records that we read, 33 had", "out of 60, there were 33".
TURNED = re.compile(
    rf"\b(?:out of|of|among|from) {THE}(?P<base>{NUMBER})"
    rf"(?: (?!%|per\b)[a-z][a-z'-]*){{0,9}}?, ?(?:there were |it was |only |just |we found |we saw |in )*(?P<top>{NUMBER})"
    rf"(?= (?:of (?:them|these|those)|{TOLD})\b| \()",
    re.IGNORECASE,
)
#: "40 parents, 18 of whom had".
WHOM = re.compile(
    rf"(?<![£\d.,])(?P<base>{NUMBER}) (?:[a-z-]+ ){{0,2}}?{UNITS}(?: (?!and\b)[a-z'-]+){{0,6}}?,? "
    rf"(?:(?P<top>{NUMBER}) of (?:whom|which)|of (?:whom|which) (?P<top2>{NUMBER}))\b",
    re.IGNORECASE,
)
#: "for a sample of 60 meant 39": a whole that is named as one.
SAMPLE = re.compile(
    rf"\b(?:sample|total|group|set) of (?P<base>{NUMBER})(?: {UNITS})?,? "
    rf"(?:meant|means|was|were|is|came to|made|makes) (?P<top>{NUMBER})(?![ -]?(?:%|per))",
    re.IGNORECASE,
)
#: What a sentence with a count whose base comes first has.
COUNTED = re.compile(rf"\b(?:of|among|from) (?:[a-z]+ ){{0,4}}{NUMBER}", re.IGNORECASE)
MONTHS = re.compile(
    r"^ (?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Tally:
    """A count and its base with their place in a sentence; `modifier` is a word such as "about" before the count."""

    start: int
    end: int
    top: int
    base: int
    modifier: str | None


def tallies(sentence: str) -> Iterator[Tally]:
    """Each count of a sentence that has its base beside it.

    >>> [(t.top, t.base) for t in tallies("Of the 60 records, 33 had one, as did 18 parents out of 40.")]
    [(18, 40), (33, 60)]
    >>> [(t.top, t.base) for t in tallies("We met 40 parents, 18 of whom agreed, and heard 29 among the 48 carers.")]
    [(29, 48), (18, 40)]
    """
    for match in _matches(sentence):
        words = match.groupdict()
        top, base = number(words["top"] or words["top2"]), number(match["base"])
        end = max(match.end("base"), match.end("top"), match.end("top2") if "top2" in words else 0)
        year = base < 2 or 1900 <= base <= 2100 and top <= 31
        whole = base and top.denominator == base.denominator == 1
        if whole and not year and not MONTHS.match(sentence[end:]):
            yield Tally(match.start(), end, int(top), int(base), words.get("modifier"))


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    """Every way of giving a count with its base, each looked for only where its words stand."""
    if " of " in sentence:
        yield from COUNT.finditer(sentence)
    if " among " in sentence or " from " in sentence:
        yield from AMONG.finditer(sentence)
    if "," in sentence and COUNTED.search(sentence):
        yield from TURNED.finditer(sentence)
    if "of whom" in sentence or "of which" in sentence:
        yield from WHOM.finditer(sentence)
    if re.search(r"\b(?:sample|total|group|set) of ", sentence):
        yield from SAMPLE.finditer(sentence)
