"""Find the figures and quantity words of a text: terms, fractions, per cents, counts, money, changes in words.

Every digit of our own sentences must be accounted for, so this finds each phrase to the letter, by the framework's
words, and says nothing of its size. The review's finder is another: it reads any report, without a framework, keeps
only what is a share, and gives each the range that its words leave open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..evidence import Case
from ..numerals import ONES, SMALL, TENS, number

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNITS = list(ONES)[2:10]
WORDED = rf"(?:(?:{'|'.join(TENS)})(?:-(?:one|{'|'.join(UNITS)}))?|{'|'.join(list(ONES)[10:])}|{'|'.join(UNITS)})"
PEOPLE = (
    r"(?:staff|children|young people|parents|carers|records|families|respondents|leaders|managers|agencies|"
    r"practitioners|professionals|of them)"
)

#: Words before a number of four digits that make it a number, not a year.
_NOT = "".join(rf"(?<!\b{word} )" for word in ["over", "almost", "nearly", "about", "around", "under", "than"])
#: What has a digit or a quantity word in it and is neither a figure nor a quantity.
OTHERWISE = (
    rf"\b(?:\d{{1,2}}\s+)?(?:{MONTHS})(?:\s+(?:19|20)\d\d)?\b",  # dates
    rf"{_NOT}\b(?:19|20)\d\d(?:v\d+)?(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b(?![,.]\d)",  # years, also of account
    r"\b(?:quality )?indicators? \d\.\d(?:(?:, | and )\d\.\d)*|\b(?:statement|appendix|step|phase|level|stage) \d+\b",
    r"\baged? (?:over |under )?\d+(?: (?:to|and|or) (?:over|under|\d+))?",
    r"\b\d+(?: (?:to|and|or) \d+)?[- ]year[- ]olds?\b",
    r"\b(?:over|under)[- ]\d+s\b",
    r"\b(?:people|children|pupils|those) (?:(?:over|under|above|below) (?:the age of )?)\d+\b",  # ages
    r"\b\d+(?:st|nd|rd|th)\b|\b24[-/ ](?:hours?|7)\b|\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b",
    r"\b(?:the|at|for the) most\b|\bmost or all of the time\b|\bmost of (?:all|the time)\b",
    r"\bmost (?:deprived|vulnerable|recent|recently|effective|effectively|important|importantly|likely|common|commonly|"
    r"often|appropriate|serious|significant|significantly|relevant|notable|notably|complex|challenging|pressing|urgent|"
    r"successful|useful|helpful|needed|affected)\b",
    r"\bfew and far\b|\b(?:so|too) few\b|\bthird (?:sector|year|party|parties|section)\b|\bquarterly\b",
    r"\bhalf[- ](?:day|hour|term|year)s?\b|\b(?:first|second|latter|other) half\b",
    rf"\b(?:the|these|those|both|all|other|next|last|first) {WORDED}\b",
    rf"\b{WORDED}-(?!one|{'|'.join(UNITS)}|half|halves|thirds?|quarters?|fifths?|tenths?)\w+",  # a two-day course
)  # fmt: skip
_AROUND = r"(?:(?:just|almost|nearly|well)\s+)?(?:(?:under|over|above|below|more\s+than|less\s+than|about|around)\s+)?"
_NUMBER = r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_GENERAL = "".join(
    rf"(?<!\b{word} )" for word in ["for", "to", "of", "with", "by", "from", "across"]
)  # for all children
#: Each kind of phrase, the longer and surer ones first: a phrase is not looked for within one that was found.
KINDS = {
    "share": rf"(?:{_NUMBER})\s?(?:%|per\s?cent\b)|\b{WORDED}\s+per\s?cent\b",
    "count": rf"\b(?:{_NUMBER})\s+(?:out\s+)?of\s+(?:the\s+)?(?:{_NUMBER})\b",
    "ratio": rf"(?:\b(?:one|{WORDED})|{_NUMBER})\s+(?:in|out\s+of)(?:\s+every)?\s+(?:\b{WORDED}\b|{_NUMBER})",
    "money": rf"£(?:{_NUMBER})(?:\s?(?:million|billion|m|bn|k)\b)?",
    "fraction": rf"\b{_AROUND}(?:(?:an?|one|two|three|four)[\s-])(?:half|halves|thirds?|quarters?|fifths?|tenths?)\b"
    rf"|\b{_AROUND}half\b",
    "change": r"\b(?:doubled|trebled|tripled|quadrupled|halved|(?:two|three|four|five|ten)-?fold)\b",
    "all": rf"{_GENERAL}\b(?:all|none)\b(?=\s+(?:of\s+)?(?:the\s+)?{PEOPLE}\b)",
    "number": rf"(?:{_NUMBER})(?:\s(?:million|billion)\b)?|\b(?:{WORDED})\b|\b(?:dozens?|hundreds?|thousands?)\b",
}  # fmt: skip


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _name(name: str) -> re.Pattern[str]:
    return _compiled(rf"(?<!\w){re.escape(name)}(?!\w)")


_OTHERWISE = tuple(map(_compiled, OTHERWISE))
_KINDS = tuple((kind, _compiled(pattern)) for kind, pattern in KINDS.items())


@dataclass(frozen=True)
class Phrase:
    """A figure or quantity word of a text: where it begins and ends, and of what kind it is."""

    start: int
    end: int
    words: str
    kind: str


def whole(words: str) -> int | None:
    """The whole number that a word or digits stand for; None for anything else.

    >>> whole("eighty-eight"), whole("1,316"), whole("twelve"), whole("most")
    (88, 1316, 12, None)
    """
    plain = words.casefold().replace(",", "")
    return int(number(plain)) if plain.isdecimal() or re.fullmatch(SMALL, plain) else None


@dataclass(frozen=True)
class _Words:
    """What one case's sentences are searched for: names that claim nothing, and each kind of phrase in order."""

    names: Sequence[tuple[str, str]]  # in small letters, and as it is
    pattern: Callable[[str], re.Pattern[str]]  # of a name: made when a sentence holds it, as most are in none
    kinds: Sequence[tuple[str, re.Pattern[str]]]


def phrases(case: Case, text: str, declared: Iterable[str] = ()) -> list[Phrase]:
    """The figures and quantity words of a text in their order; dates, ages, names and the like are none.

    Quantity words are those of the scale and the fractions of the framework, and fractions as people say them.
    `declared` are further words that are none, such as the names of plans.
    """
    words = _words_of(case, tuple(declared))
    covered, small = [False] * len(text), text.lower()
    for pattern in (*(words.pattern(name) for low, name in words.names if low in small), *_OTHERWISE):
        for found in pattern.finditer(text):
            _cover(covered, *found.span())
    made = [phrase for kind, pattern in words.kinds for phrase in _found(text, kind, pattern, covered)]
    return sorted(made, key=lambda phrase: phrase.start)


def _words_of(case: Case, declared: tuple[str, ...]) -> _Words:
    """The words of a case, with some declared names: made once and kept with the case."""
    key = (__name__, declared)
    if key not in case.kept:
        titles = [f"{i.indicator} {i.name}" for i in case.framework.indicators.values()]
        titles += [f"{h.heading} {h.title}" for h in case.framework.headings.values()]
        names = [name for name in (*titles, *declared) if name.strip()]
        scale = case.framework.scales[case.params.wording.terms]
        spoken = {*(band.term for band in scale.bands), *case.framework.fractions.phrases()}
        told = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(spoken, key=len, reverse=True))
        told += rf"|{_AROUND}(?:{'|'.join(re.escape(mark.exactly) for mark in case.framework.fractions.landmarks)})"
        term = _compiled(rf"\b(?<!\ba )(?:{told})\b")
        share, *others = _KINDS
        case.kept[key] = _Words(
            [(name.lower(), name) for name in names],
            cache(_name),
            [share, ("term", term), *others],
        )
    return case.kept[key]


def _found(text: str, kind: str, pattern: re.Pattern[str], covered: list[bool]) -> Iterator[Phrase]:
    for match in pattern.finditer(text):
        words = match.group().rstrip()
        start, end = match.start(), match.start() + len(words)
        if not any(covered[start:end]):
            _cover(covered, start, end)
            yield Phrase(start, end, words, kind)


def _cover(covered: list[bool], start: int, end: int) -> None:
    covered[start:end] = [True] * (end - start)
