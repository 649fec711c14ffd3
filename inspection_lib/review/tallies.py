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
    rf"(?<!£)(?:\b(?P<modifier>{MODIFIER}) )?(?<![£\d.,])(?<!\bto )(?<!\bat )"
    rf"(?P<top>{NUMBER})(?: {UNITS})? (?:among|from|from among) "
    rf"(?:{THE}(?P<base>{NUMBER})(?= (?:[a-z-]+ )?{UNITS}\b)|a total of (?P<base2>{NUMBER})\b)",
    re.IGNORECASE,
)
#: What no count has behind it.
FROM = re.compile(
    r" (?:among|from) (?:(?:the|our|these|those|all|a total of) )*(?:\d|[tfsneo][a-z]+[- ])", re.IGNORECASE
)
OTHER = r"(?:of|and|or|to|per|in(?! which)|days|weeks|months|years|hours|minutes|times|more|fewer|out|percentage)"
#: The base first: "of the 60 records that we read, 33 had", "out of 60, there were 33".
TURNED = re.compile(
    rf"\b(?:out of|of|among|from) {THE}(?P<base>{NUMBER})"
    rf"(?: (?!%|per\b)[a-z][a-z'-]*){{0,9}}?, ?(?:there were |it was |only |just |we found |we "
    rf"saw |in )*(?P<top>{NUMBER})"
    rf"(?= (?:of (?:them|these|those)|in (?:number|all|total)|(?!{OTHER}\b)[a-z]+)\b| \()",
    re.IGNORECASE,
)
#: "63% of the 80 plans (44 plans)".
BRACKETED = re.compile(
    rf"\bof {THE}(?P<base>{NUMBER}) (?:[a-z-]+ ){{0,2}}?{UNITS}(?: (?:that |whom )?(?:we|inspectors) \w+)? "
    rf"\((?P<top>{NUMBER})(?: {UNITS}| of (?:them|these|those))?\)",
    re.IGNORECASE,
)
#: "12 of them", of those whom the words before count.
THEM = re.compile(
    rf"(?<![£\d.,])(?P<top>{NUMBER}) of (?:them|these|those)\b(?! (?:who|that|we|{UNITS})\b)", re.IGNORECASE
)
#: "Of these, 921 worked".
OF_THEM = re.compile(
    rf"\bof (?:them|these|those), (?:only |just )?(?P<top>{NUMBER})(?! ?(?:%|per ?cent))", re.IGNORECASE
)
WHOLE = re.compile(
    rf"(?<![£\d.,%])(?P<base>{NUMBER}) (?:(?!of|and|or|in|to|per|weeks|days|months|years)[a-z-]+ ){{0,2}}?{UNITS}\b",
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


def tallies(sentence: str, before: str = "") -> Iterator[Tally]:
    """Each count of a sentence that has its base beside it, or before it in the same sentence or the one before.

    >>> [(t.top, t.base) for t in tallies("Of the 60 records, 33 had one, as did 18 parents out of 40.")]
    [(18, 40), (33, 60)]
    >>> [(t.top, t.base) for t in tallies("We met 40 parents, 18 of whom agreed, and heard 29 among the 48 carers.")]
    [(29, 48), (18, 40)]
    """
    for match in _matches(sentence):
        words = match.groupdict()
        top, base = number(words["top"] or words["top2"]), number(words["base"] or words["base2"])
        end = max(match.end("base"), match.end("top"), match.end("top2") if "top2" in words else 0)
        end = max(end, match.end("base2") if "base2" in words else 0)
        year = base < 2 or 1900 <= base <= 2100 and top <= 31
        whole = base and top.denominator == base.denominator == 1
        if whole and not year and not MONTHS.match(sentence[end:]):
            yield Tally(match.start(), end, int(top), int(base), words.get("modifier"))

    yield from _of_them(sentence, before)


def _of_them(sentence: str, before: str) -> Iterator[Tally]:
    """Counts "of them": of the number that was told last, where only one can be meant."""
    of_them = re.search(r"\b[Oo]f th[eo]", sentence)
    for match in [*THEM.finditer(sentence), *OF_THEM.finditer(sentence)] if of_them else ():
        here = [int(number(whole["base"])) for whole in WHOLE.finditer(sentence, 0, match.start())]
        bases = here or [int(number(whole["base"])) for whole in WHOLE.finditer(before)]
        top = number(match["top"])
        if len(bases) == 1 and top.denominator == 1 and 1 < bases[0] >= top:
            yield Tally(match.start(), match.end(), int(top), bases[0], None)


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    """Every way of giving a count with its base, each looked for only where its words stand."""
    if " of " in sentence:
        yield from COUNT.finditer(sentence)
    if FROM.search(sentence):
        yield from AMONG.finditer(sentence)
    if "," in sentence and COUNTED.search(sentence):
        yield from TURNED.finditer(sentence)
    if "(" in sentence and " of " in sentence:
        yield from BRACKETED.finditer(sentence)
    if "of whom" in sentence or "of which" in sentence:
        yield from WHOM.finditer(sentence)
    if re.search(r"\b(?:sample|total|group|set) of ", sentence):
        yield from SAMPLE.finditer(sentence)
