"""What could identify a person: numbers and addresses, and words or figures that give a small count away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from ..identifiers import KINDS, identifiers
from ..numerals import NUMBER, number
from .content import kind_of
from .nouns import PEOPLE, UNITS
from .registry import Report, Said, Setting, quoted, rule
from .report import Sentence

HALF = Fraction(1, 2)
SMALL = 5  # counts from 1 to one below this are small, as the workbook's own threshold has it
#: Addresses and numbers of an office, printed for readers.
OFFICE = re.compile(
    r"\b(?:enquir\w+|helpline|headquarters|head office|contact (?:us|centre)|www\.|website|press "
    r"office|telephone us|freephone|"
    r"childline|switchboard|isbn|licen[cs]ing|copyright|published by|(?:info|contact|help|comms|"
    r"communications|enquiries)@)",
    re.I,
)
FEW = (
    r"(?:(?:a |very |only a |just a )?few|a (?:very )?small number|a small minority|a handful|a couple|one or two|"
    r"a tiny (?:number|minority))"
)
SMALL_WORD = re.compile(FEW, re.I)
FEW_OF = re.compile(
    rf"\b(?P<word>{FEW}) (?:of )?(?:the |our |these |those )?(?P<base>{NUMBER}) "
    rf"(?P<unit>(?:[a-z-]+ ){{0,2}}{PEOPLE}\b|[a-z]+ records\b|records\b|(?:had|were|was|did|said|"
    rf"felt|told|could|who|have|are)\b)",
    re.I,
)
OF_FEW = re.compile(
    rf"\b(?:of|among|from) (?:the |our |these )?(?P<base>{NUMBER}) (?P<unit>(?:[a-z-]+ "
    rf"){{0,2}}{PEOPLE}|records)\b[^.;]{{0,70}}?,? (?P<word>{FEW})\b(?! (?:weeks|months|days|"
    rf"years))",
    re.I,
)
EXCEPT = r"(?:but|bar|save(?: for)?|except(?: for)?|apart from|other than)"
#: "Almost all of the 16 parents": what it leaves is one or two.
ALMOST_OF = re.compile(
    rf"\b(?:almost|nearly|virtually) all (?:of )?(?:the |our |these |those )?(?P<base>{NUMBER}) "
    rf"(?P<unit>(?:[a-z-]+ ){{0,2}}?{PEOPLE})\b",
    re.I,
)
#: "All of them bar three": the people are those of the sentence before.
ALL_OF_THEM = re.compile(
    rf"\ball (?:of (?:them|these|those),? )?{EXCEPT} (?:one|two|three|four|[1-4])"
    r"(?= (?:felt|had|was|were|said|did|told|agreed|knew|could|have|are|is)\b|[,.;])",
    re.I,
)
#: Some number of people or papers, of whom a share may be told.
SOME = re.compile(rf"(?P<number>{NUMBER}) (?:of (?:the|our) )?(?:[a-z-]+ ){{0,2}}?(?:{UNITS})\b", re.I)
OF_THOSE = re.compile(r"^,? of (?:them|these|those|whom)\b", re.I)
#: Ten digits that are said to be a CHI or NHS number, whatever their check digit.
SAID_NUMBER = re.compile(
    r"\b(?:chi|nhs)(?: (?:number|no\.?))?(?: (?:is|was|of)|:)? ?\d{3,6}[ -]?\d{3,4}[ -]?\d{0,4}\b", re.I
)
FEW_OF_THOSE = re.compile(rf"\b(?P<word>{FEW}) of (?:those|them|these)\b", re.I)
#: "All but two of the 20 parents", "all 20 parents except three": what is left is the small count.
ALL_BUT = re.compile(
    rf"\ball {EXCEPT} (?P<left>one|two|three|four|[1-4]) (?:of )?(?:the |our |these )?"
    rf"(?:{NUMBER} )?(?P<unit>(?:[a-z-]+ ){{0,2}}{PEOPLE})\b"
    rf"|\ball (?:of )?(?:the |our |these )?(?:{NUMBER} )?(?P<unit2>(?:[a-z-]+ ){{0,2}}?{PEOPLE})\b[^.;]{{0,40}}? "
    rf"{EXCEPT} (?P<left2>one|two|three|four|[1-4])\b"
    r"(?! (?:week|month|day|year|hour|occasion))",
    re.I,
)
SPOKEN = re.compile(
    rf"(?P<number>{NUMBER}) (?P<unit>children and young people|children|young people|parents and "
    rf"carers|parents|carers|families)",
    re.I,
)


@rule("I1", "error")
def no_identifier_stands_in_the_text(report: Report, _: Setting) -> Iterator[Said]:
    """No CHI, NHS or National Insurance number, postcode, phone number, e-mail address or date of birth of a person."""
    yield from _called_a_number(report)
    texts = [paragraph.text for paragraph in report.paragraphs]
    for place, kind in identifiers(texts):
        paragraph = report.paragraphs[place]
        beside = [text for text in texts[max(place - 2, 0) : place + 3] if len(text) < 120]
        around = " ".join([*beside, paragraph.text])
        if kind in ("phone", "postcode", "email") and OFFICE.search(around):
            continue
        lines = [line for line in paragraph.lines if any(found == kind for _, found in identifiers([line.text]))]
        yield Said((lines or list(paragraph.lines))[0], "not shown", f"this looks like {KINDS[kind]}", "likely")


def _called_a_number(report: Report) -> Iterator[Said]:
    """What is called a CHI or NHS number, even if it cannot be right."""
    for paragraph in report.paragraphs:
        said = SAID_NUMBER.search(paragraph.text)
        if said and not any(kind in ("chi", "nhs") for _, kind in identifiers([paragraph.text])):
            yield Said(paragraph.at(said.start()), "not shown", "this is called a CHI or NHS number", "likely")


def _most(word: str, base: int) -> int:
    """The largest count that a small-sounding word can mean of a base, by up to 14%."""
    fixed = {"a couple": 2, "one or two": 2, "a handful": min(5, base // 2)}.get(word.lower())
    return fixed if fixed else floor(base * 0.145)


@rule("I2", "error")
def small_words_of_a_small_base_are_not_used(report: Report, _: Setting) -> Iterator[Said]:
    """No word says a share of so small a base that it could only mean fewer than five people."""
    for sentence in report.sentences:
        for pattern in (FEW_OF, OF_FEW) if SMALL_WORD.search(sentence.text) else ():
            for match in pattern.finditer(sentence.text):
                base = int(number(match["base"]))
                if base > 1 and _most(match["word"], base) < SMALL:
                    yield Said(
                        sentence.line(match.start()),
                        quoted(sentence, match.start(), match.end()),
                        _means(match["word"], base),
                    )
        yield from _leaving_few(report, sentence)
        for share in sentence.shares:
            if share.kind == "term" and share.text.lower() in ("few", "very few") or share.kind != "count":
                continue
            if _is_small(sentence, share.top, share.base, share.end, share.text):
                yield Said(
                    sentence.line(share.start),
                    quoted(sentence, share.start, share.end),
                    "a count of fewer than five people",
                    "likely",
                    "question to the author",
                )


def _leaving_few(report: Report, sentence: Sentence) -> Iterator[Said]:
    """Words that say of how few people something is not so: "all but two of the parents", "almost all of the 16"."""
    before = report.sentences[sentence.number - 1].text if sentence.number else ""
    found = [(match, match["unit"] or match["unit2"]) for match in ALL_BUT.finditer(sentence.text)]
    found += [(match, before) for match in ALL_OF_THEM.finditer(sentence.text)]
    for match in ALMOST_OF.finditer(sentence.text):
        if number(match["base"]) > 1 and _most("few", int(number(match["base"]))) < SMALL:
            found.append((match, match["unit"]))
    for match, whom in found:
        if kind_of(whom) in ("children", "parents"):
            written = quoted(sentence, match.start(), match.end())
            said = "this leaves a count of fewer than five people"
            yield Said(sentence.line(match.start()), written, said, "likely", "question to the author")


def _is_small(sentence: Sentence, top: int, base: int, end: int, text: str) -> bool:
    """Whether a count tells how many people, and fewer than five; "two out of three" in words is only a proportion."""
    named = re.search(rf"\b(?:{PEOPLE})\b", text, re.I)
    unit = named or re.match(rf"^ (?:[a-z-]+ ){{0,2}}(?:{PEOPLE})\b", sentence.text[end:], re.I)
    whom = kind_of(unit[0]) if unit else ""
    if text.lower().endswith((" them", " these", " those")):  # of those whom the sentence counts
        whom = whom or kind_of(sentence.text.partition(text)[0])
    proportion = re.search(r"\b(?:out of|in)\b", text) and base <= 10
    return bool(
        (unit or whom)
        and 0 < top < SMALL
        and base > 5
        and not proportion
        and (whom or kind_of(text)) in ("children", "parents")
    )


def _means(word: str, base: int) -> str:
    most = _most(word, base)
    return f"“{word.lower()}” of {base} can only mean {'one' if most <= 1 else f'1 to {most}'}"


@rule("I3", "question to the author")
def small_words_of_a_part_are_not_used(report: Report, _: Setting) -> Iterator[Said]:
    """Of a part of people that could only mean fewer than five, "a few of those" is not said."""
    yield from _shares_of_few(report)
    if not any(FEW_OF_THOSE.search(sentence.text) for sentence in report.sentences):
        return
    heard: dict[str, int] = {}
    for sentence in report.sentences:
        for match in SPOKEN.finditer(sentence.text):
            heard.setdefault(kind_of(match["unit"]), int(number(match["number"])))
        few = FEW_OF_THOSE.search(sentence.text)
        before = report.sentences[sentence.number - 1] if sentence.number else None
        part = _part(before, heard) if before and few else 0
        if few and part and _most(few["word"], part) < SMALL:
            whole = before and any(share.kind == "count" for share in before.shares)
            said = _means(few["word"], part) if whole else f"of at most {part}: {_means(few['word'], part)}"
            yield Said(sentence.line(few.start()), quoted(sentence, few.start(), few.end()), said, "likely")


def _shares_of_few(report: Report) -> Iterator[Said]:
    """Shares "of these" that come to fewer than five of the number that the sentence has just told."""
    for sentence in report.sentences:
        for share in sentence.shares:
            if share.kind not in ("fraction", "percent") or not OF_THOSE.match(sentence.text[share.end :]):
                continue
            text, place = sentence.text, share.start
            before = report.sentences[sentence.number - 1] if sentence.number else None
            some = list(SOME.finditer(text, 0, place))
            if not some and before and before.paragraph is sentence.paragraph:
                text, place = before.text, len(before.text)
                some = list(SOME.finditer(text))
                some = some if len(some) == 1 else []
            if not some or share.change:
                continue
            few = number(some[-1]["number"]) * share.high / 100
            people = re.search(
                r"\b(?:child|young|parent|carer|famil|mother|father)", text[some[-1].start() : place], re.I
            )
            if people and HALF <= few < SMALL:
                written = quoted(sentence, 0, share.end)
                said = "this comes to fewer than five people"
                yield Said(sentence.line(share.start), written, said, "likely")


def _part(before: Sentence, heard: dict[str, int]) -> int:
    """The largest number that "those" of the next sentence can be: what a sentence counts, or whom it names; or 0."""
    told = [share for share in before.shares if not share.change]
    if told and told[-1].kind == "count":
        return told[-1].top
    if told:
        return floor(heard.get(kind_of(before.text), 0) * told[-1].high / 100)
    spoken = list(SPOKEN.finditer(before.text))
    return int(number(spoken[0]["number"])) if len(spoken) == 1 else 0
