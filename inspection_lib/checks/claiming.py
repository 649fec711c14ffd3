"""Checks of key messages and reasons against what they rest on: they say no more than it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..decisions import references, standing_rows
from ..estimates import Estimate, estimates, leading
from ..evidence import Case
from ..quantities import ALL
from ..register import phrases
from ..wording import listed
from .registry import Found, check

HALF_POINT = Fraction(1, 2)
SAID = ("key message", "evaluation reason", "capacity reason")
#: The words that speak of those behind each source as a whole.
WHOLE = {
    "staff_survey": ("staff", r"\b(?:staff|practitioners|professionals|the workforce)\b"),
    "children_survey": ("children and young people", r"\b(?:children|young people)\b"),
    "parents_survey": ("parents and carers", r"\b(?:parents|carers)\b"),
    "record_reading": ("records", r"\brecords\b"),
}


@check("J16", "caveat", "judgements.csv")
def messages_say_no_more_than_their_evidence(case: Case) -> Iterator[Found]:
    """A key message or a reason says of people or records no more than the leading measures that it rests on."""
    scale = case.framework.scales[case.params.wording.terms]
    known, first = estimates(case), {estimate.id for estimate in leading(case)}
    for row in standing_rows(case):
        if row["kind"] not in SAID:
            continue
        found = [known[one] for one in references(row["rests_on"]) if one in first and known[one].term]
        words = quantity_words(case, row["text"])
        if words:
            yield from _stronger(case, row, words, [e for e in found if not e.hidden])
            continue
        enough = (ALL, scale.bands[0].term)
        for source, (who, pattern) in WHOLE.items():
            less = [e for e in found if e.measure.item.instrument == source and e.term not in enough]
            if less and re.search(pattern, row["text"], flags=re.IGNORECASE):
                named = listed([f"{e.id} is '{e.term}'" for e in less])
                yield Found(f"this speaks of {who} as a whole, but {named}", row["row"], "text")


def _stronger(case: Case, row: Mapping[str, Any], words: Sequence[str], found: Sequence[Estimate]) -> Iterator[Found]:
    """A finding for each quantity word that none of the measures behind a message comes up to, or down to."""
    for word in words:
        if found and not any(_reaches(case, word, e) for e in found):
            *others, last = (e.id for e in found)
            named = " or ".join(part for part in (", ".join(others), last) if part)
            way = "less" if _low(case, word) else "more"
            yield Found(f"this says '{word}', which is {way} than {named} comes to", row["row"], "text")


def quantity_words(case: Case, text: str) -> list[str]:
    """The quantity terms and fractions of the framework that a text uses of people or things, the longest of each.

    "All" counts where it stands before those whom a source is about; "most deprived" and the like are no quantities.
    """
    scale = case.framework.scales[case.params.wording.terms]
    known = sorted([band.term for band in scale.bands] + list(case.framework.fractions.phrases()), key=len)[::-1]
    found = []
    for phrase in phrases(case, text):
        words = " ".join(phrase.words.casefold().split())
        if phrase.kind == "term":
            found += [next(one for one in known if re.search(rf"\b{re.escape(one)}\b", words))]
        elif words == ALL:
            found.append(ALL)
    return list(dict.fromkeys(found))


def _reaches(case: Case, word: str, estimate: Estimate) -> bool:
    """Whether an estimate's share is at least what a quantity word stands for; at most, for a word of few.

    A word of few may be about the other side of a share, such as those who were not content.
    """
    share = estimate.share
    if share is None or estimate.term is None:
        return True
    if _low(case, word):
        return min(share, 1 - share) * 100 <= _range(case, word)[1]
    return share * 100 >= _range(case, word)[0]


def _low(case: Case, word: str) -> bool:
    """Whether a quantity word stands for less than half."""
    return word != ALL and _range(case, word)[1] <= 50 and word != "half"


def _range(case: Case, word: str) -> tuple[Fraction, Fraction]:
    """The per cents from and to which a quantity word is true, as a term rounds to a whole per cent."""
    for band in case.framework.scales[case.params.wording.terms].bands:
        if band.term == word:
            return band.low - HALF_POINT, band.high + HALF_POINT
    for mark in case.framework.fractions.landmarks:
        value = 100 * mark.value
        if mark.under and mark.under[0] == word:
            return Fraction(mark.under[1]), value
        if mark.over and mark.over[0] == word:
            return value, Fraction(mark.over[1])
        if word == mark.exactly:
            return value, value
    return (Fraction(100), Fraction(100)) if word == ALL else (Fraction(0), Fraction(0))
