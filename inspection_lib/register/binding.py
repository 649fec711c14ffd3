"""Bind each figure and quantity word of a sentence to the evidence among what the sentence rests on that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..context import figures, key_facts
from ..estimates import Estimate, estimates
from ..evidence import COLUMNS, Case, once, rows_of
from ..narrative import Sentence
from ..quantities import FractionWords
from ..voices import notes
from ..wording import percent
from .declared import declared
from .phrases import Phrase, phrases, whole

EXACT = ("share", "term", "count", "fraction", "all")  # kinds that an estimate has in one form each
SOURCES = re.compile(r"\s(?:sessions?|documents?|sources?|meetings?)\b")
UNREPORTED = re.compile(r"\s(?:(?P<read>findings?)|questions?)\b")  # what a sentence says is not reported


@dataclass(frozen=True)
class Claim:
    """A figure or quantity word of a sentence and the id that it rests on; blank for an orphan, which rests on nothing.

    `start` and `end` are places in the sentence's text. `band` says which shares the word stands for, blank where it is
    no quantity word; `base` is None where there is none or it is hidden.
    """

    start: int
    end: int
    words: str
    kind: str
    rests_on: str = ""
    source: str = ""
    item: str = ""
    base: int | None = None
    band: str = ""


def claims_of(case: Case, sentence: Sentence) -> list[Claim]:
    """The figures and quantity words of a sentence in their order, each with what it rests on.

    Where the sentence itself says which words show what, that holds. Otherwise a word is bound to the first evidence
    among what the sentence rests on that it is a form of: an estimate's term, fraction, per cent or count, or words of
    a figure, a note, an example or a document's title. What people decided binds nothing: its words are held to the
    evidence that it rests on. Names that are declared are no claim.
    """
    known = _known(case)
    told = (sentence.text, sentence.rests_on, sentence.bound)
    if told not in known:
        known[told] = _claims_of(case, sentence)
    return known[told]


@once
def _known(case: Case) -> dict[tuple, list[Claim]]:
    """The claims of each sentence that was asked for: a sentence is shown, registered and checked."""
    return {}


def _claims_of(case: Case, sentence: Sentence) -> list[Claim]:
    found = []
    for phrase in phrases(case, sentence.text, declared(case)):
        shown = next((b.id for b in sentence.bound if b.start < phrase.end and phrase.start < b.end), None)
        name = shown if shown is not None else _evidence(case, sentence, phrase)
        found.append(
            Claim(phrase.start, phrase.end, phrase.words, phrase.kind, name, *_about(case, name, phrase.words))
        )
    return found


def _about(case: Case, name: str, words: str) -> tuple[str, str, int | None, str]:
    """The source, item, base and band behind an id; blanks for what is no estimate."""
    estimate = estimates(case).get(name)
    if estimate is None:
        return (name.partition(".")[0] if name in COLUMNS else ""), "", None, ""
    item = estimate.measure.item
    return item.instrument, item.item, estimate.base, band_of(case, words)


def band_of(case: Case, words: str) -> str:
    """The shares that a quantity word stands for, as words; blank for a figure.

    >>> from inspection_lib import load_case
    >>> case = load_case("params/north-lanarkshire.yaml")
    >>> band_of(case, "most"), band_of(case, "Just over half"), band_of(case, "72%")
    ('75% to 89%', 'above 50%, to 55%', '')
    """
    plain = _plain(words)
    for band in case.framework.scales[case.params.wording.terms].bands:
        if band.term == plain:
            return band.words
    return {"all": "100%", "none": "0%"}.get(plain, "") or _fraction_band(case.framework.fractions, plain)


def _fraction_band(fractions: FractionWords, words: str) -> str:
    for mark in fractions.landmarks:
        value = f"{100 * float(mark.value):.3g}%"
        if words == mark.exactly:
            return value
        if mark.under and words == mark.under[0]:
            return f"{mark.under[1]}% to below {value}"
        if mark.over and words == mark.over[0]:
            return f"above {value}, to {mark.over[1]}%"
    return ""


def _evidence(case: Case, sentence: Sentence, phrase: Phrase) -> str:
    """The first id that a sentence rests on of which some words are a form; blank for none."""
    plain, known, texts = _plain(phrase.words), estimates(case), _texts(case)
    said = re.compile(rf"(?<![\w.,]){re.escape(plain)}(?![\w%]|[.,]\d)")
    for name in sentence.rests_on:
        if name in known and plain in forms(case, known[name]):
            return name
        if name in texts and said.search(texts[name]):
            return name
        if name in COLUMNS and phrase.kind not in EXACT:
            return name  # a number of rows, which the library itself counted
    return _counted(case, sentence, phrase)


def _counted(case: Case, sentence: Sentence, phrase: Phrase) -> str:
    """The first id of a sentence that counts what it rests on: so many sessions, questions, of so many measures."""
    number = whole(phrase.words.split()[0])
    if phrase.kind == "number" and SOURCES.match(sentence.text, phrase.end):
        rested = [note for note in notes(case) if note.id in sentence.rests_on]
        return rested[0].id if rested and len({note.source_id for note in rested}) == number else ""
    if phrase.kind == "number" and (said := UNREPORTED.match(sentence.text, phrase.end)):
        return _unreported(case, sentence, number, bool(said["read"]))
    if phrase.kind == "count" and sentence.text.startswith(" measures", phrase.end):
        measured = [name for name in sentence.rests_on if name in estimates(case)]
        return measured[0] if measured and len(measured) == number else ""
    return ""


def _unreported(case: Case, sentence: Sentence, number: int | None, read: bool) -> str:
    """The first of so many findings from records, or answers to questions, that a sentence says are not reported."""
    known = estimates(case)
    without = [name for name in sentence.rests_on if name in known and known[name].term is None]
    meant = [name for name in without if (known[name].measure.item.instrument == "record_reading") is read]
    return meant[0] if meant and len(meant) == number else ""


def forms(case: Case, estimate: Estimate) -> set[str]:
    """All that an estimate may be said as: its term, fraction, per cent, count, and the all or none of people."""
    said = {estimate.term, estimate.fraction}
    if not estimate.hidden:
        said |= {percent(estimate), f"{estimate.numerator:,} of {estimate.base:,}", f"{estimate.numerator:,}"}
        said |= {f"{estimate.base:,}"}
    return {_plain(form) for form in said if form}


@once
def _texts(case: Case) -> dict[str, str]:
    """What figures, official facts, notes, examples and documents say, by id, in plain form."""
    return {name: _plain(text) for name, text in _told(case)}


def _told(case: Case) -> Iterator[tuple[str, str]]:
    for fact in key_facts(case):
        yield fact.fact.id, " ".join([fact.sentence, fact.comparison, *fact.printed.values()])
    for figure in figures(case):
        yield figure.id, f"{figure.text} {figure.stated}"
    for note in notes(case):
        yield note.id, note.text
    for row in rows_of(case, "practice_examples"):
        yield row["example_id"], " ".join(row[c] for c in ("title", "need", "what_partners_did", "difference_made"))
    for row in rows_of(case, "documents"):
        yield row["document_id"], row["title"]


def _plain(words: str) -> str:
    """Words in one form, so that spaces, capitals and "per cent" make no difference."""
    plain = (
        re.sub(r"\s?per\s?cent\b", "%", " ".join(words.casefold().split())).replace(" %", "%").replace("out of", "of")
    )
    number = whole(plain.removesuffix("%")) if plain.endswith("%") else None
    return plain if number is None else f"{number}%"
