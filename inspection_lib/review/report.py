"""A report as rules see it: its sentences with their place, part and heading, its contents and its running heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from ..quantities import Scale
from ..wording import stops
from .lines import Line, Paragraph, heads, paragraphs, row_like
from .phrases import Share, shares
from .scale import declared

Part = Literal["key messages", "conclusion", "body", "appendix"]
#: Lines that head a part of a report, whatever its wording.
HEADING = re.compile(
    r"^\s*(?:key messages?|contents|introduction|our remit|key facts|our approach|how we conducted this inspection|"
    r"the terms that we use in this report|conclusions?|what happens next\??|executive summary|summary|key findings|"
    r"main findings|headline findings|(?:appendix|annex) \w{1,2}(?:(?: ?[:.–-]| "
    r"{1,3}(?=(?-i:[A-Z]))) ?.*)?|annex: .*|(?:appendix|annex)|key terms|glossary|"
    r"(?:statement|section|chapter|part) \d{1,2}: .*|practice example: .*|evaluation of .*|references|"
    r"what this statement comes to)\s*:?\s*$",
    re.IGNORECASE,
)
PARTS: Sequence[tuple[re.Pattern[str], Part]] = (
    (re.compile(r"(?:key messages?|executive summary|summary|(?:key|main|headline) findings)\b", re.I), "key messages"),
    (re.compile(r"conclusions?\b", re.I), "conclusion"),
    (
        re.compile(
            r"(?:appendix|annex)\b|key terms|glossary|the terms that we use|what this statement comes to|what "
            r"to know about the evidence",
            re.I,
        ),
        "appendix",
    ),
)
INLINE = re.compile(
    r"^(?P<head>key messages?|key findings?|headline(?: finding)?s?|conclusions?|summary|overall "
    r"conclusion)\s*[:–-] ?(?=\S)",
    re.I,
)
#: How prose that tells the evidence begins: after a list of key messages it is none of them.
EVIDENCE = re.compile(
    r"(?:what )?we (?:found|read|saw|heard)\b|(?:in|of|from|among) (?:our|the) (?:survey|records|sample|\d)", re.I
)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place: the offset in its paragraph, the part of the report and the heading over it."""

    text: str
    paragraph: Paragraph
    offset: int
    part: Part
    heading: str
    number: int
    shares: tuple[Share, ...] = field(compare=False, repr=False)

    def line(self, offset: int = 0) -> Line:
        """The line on which a character of the sentence stands."""
        return self.paragraph.at(self.offset + offset)

    @cached_property
    def is_row(self) -> bool:
        """Whether this is the row of a table, or a row that lost its columns: figures side by side."""
        return row_like(self.text)


@dataclass(frozen=True)
class Entry:
    """An entry of the contents: its words, its page if one is given, and its line."""

    text: str
    page: int | None
    line: Line


class Report:
    r"""One report, read and parted. Everything is worked out once, when it is first asked for.

    >>> from .lines import numbered
    >>> report = Report(numbered(["Key messages\n\nStaff were kind.\n\nHelp\n\nMost staff were kind."], False))
    >>> [(s.part, s.heading, s.text) for s in report.sentences]
    [('key messages', 'Key messages', 'Staff were kind.'), ('body', 'Help', 'Most staff were kind.')]
    """

    def __init__(self, lines: Sequence[Line], scale: Scale | None = None):
        self.lines = tuple(lines)
        self.running = heads(self.lines)
        self._given = scale

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs without running heads; one that a page's end parted is joined again."""
        kept = [line for line in self.lines if line.number not in self.running]
        found = list(paragraphs(_closed(kept, self.running), HEADING))
        return tuple(found)

    @cached_property
    def own_scale(self) -> Scale | None:
        """The quantity scale that the report declares, or None."""
        return declared(self.paragraphs)

    @property
    def scale(self) -> Scale | None:
        """The scale that the report is held to: its own, or else the one that was given."""
        return self.own_scale or self._given

    @cached_property
    def headings(self) -> dict[int, str]:
        """The places among the paragraphs that are headings, with their words."""
        return {place: p.text for place, p in enumerate(self.paragraphs) if _is_heading(p, self, place)}

    @cached_property
    def contents(self) -> range:
        """The places of the paragraphs that are the table of contents; empty where there is none."""
        named = (n for n, p in enumerate(self.paragraphs) if re.fullmatch(r"(?:table of )?contents:?", p.text, re.I))
        first = next(named, None)
        if first is None:
            return range(0)
        last = min(first + 200, len(self.paragraphs))
        prose = next((n for n in range(first + 1, last) if _is_prose(self.paragraphs[n].text)), last)
        listed = [words_of(self.paragraphs[n].text) for n in range(first + 1, prose)]
        for place in range(max(prose - 4, first + 2), prose):
            if any(
                key.startswith(listed[place - first - 1])
                for key in listed[: place - first - 1]
                if listed[place - first - 1]
            ):
                return range(first, place)
        return range(first, prose)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the contents; page numbers that stand in a column of their own go to them in order."""
        found, alone = [], []
        for place in self.contents[1:]:
            paragraph = self.paragraphs[place]
            text = re.sub(r"(?:\s*\.){3,}|…+|_{3,}", " ", paragraph.text).strip()
            if text.isdigit():
                alone.append(int(text))
            elif text.lower() != "page" and len(text) > 3:
                match = re.match(r"(.+?)\s+(?:\| )?(\d{1,3})$", text)
                found.append(Entry(match[1] if match else text, int(match[2]) if match else None, paragraph.lines[0]))
        if len(alone) == len(found) and all(entry.page is None for entry in found):
            return tuple(Entry(e.text, page, e.line) for e, page in zip(found, alone, strict=True))
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in its order, without headings and contents."""
        found: list[Sentence] = []
        part: Part = "body"
        heading = ""
        listed = False  # whether key messages are a list, which the first prose after it ends
        for place, paragraph in enumerate(self.paragraphs):
            if place in self.contents:
                continue
            if place in self.headings:
                heading = self.headings[place]
                part = next((name for pattern, name in PARTS if pattern.match(heading)), "body")
                listed = False
                continue
            if part == "key messages" and listed and not paragraph.bullet and EVIDENCE.match(paragraph.text):
                part = "body"
            listed = paragraph.bullet
            inline = INLINE.match(paragraph.text)
            here: Part = part
            if inline:
                here = (
                    "conclusion" if inline["head"].lower().endswith(("conclusion", "conclusions")) else "key messages"
                )
            before = ""
            for offset, text in parted(paragraph.text):
                found.append(
                    Sentence(
                        text,
                        paragraph,
                        offset,
                        here,
                        heading,
                        len(found),
                        () if row_like(text) else shares(text, self.scale, before),
                    )
                )
                before = text
        return tuple(found)

    def after(self, sentence: Sentence) -> Sentence | None:
        """The sentence after one, if it stands under the same heading."""
        place = sentence.number + 1
        follows = self.sentences[place] if place < len(self.sentences) else None
        return follows if follows and follows.heading == sentence.heading else None


def parted(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph, each with its offset.

    >>> [sentence for _, sentence in parted("Staff, e.g. nurses, agreed. 62% (48 of 78) did. Why?")]
    ['Staff, e.g. nurses, agreed.', '62% (48 of 78) did.', 'Why?']
    """
    begin = 0
    for stop in stops(text):
        yield begin, text[begin : stop.end()]
        begin = stop.end() + 1
    if text[begin:].strip():
        yield begin, text[begin:]


def words_of(text: str) -> str:
    """A heading as it is compared: its letters and figures, small and without signs.

    >>> words_of("What happens next?") == words_of("What happens  next")
    True
    """
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "")))


def _is_prose(text: str) -> bool:
    return (
        len(text) > 60
        and text.rstrip().endswith((".", "!", "?"))
        and not re.match(r"(?:statement|chapter|part) \d", text, re.I)
    )


def _closed(lines: list[Line], running: set[int]) -> list[Line]:
    """Lines in which a sentence that a page's end parted goes on: the blank lines between its halves are left out."""
    if not running:
        return lines
    kept: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        if not line.text.strip():
            waiting.append(line)
            continue
        before = kept[-1] if kept else None
        goes_on = before and waiting and before.text.strip() and line.text.strip()[0].islower()
        crossed = before and any(number in running for number in range(before.number, line.number))
        if not (goes_on and crossed):
            kept.extend(waiting)
        waiting = []
        kept.append(line)
    return kept


def _is_heading(paragraph: Paragraph, report: Report, place: int) -> bool:
    """Whether a paragraph heads what follows: a known heading, or a few words alone that are no sentence."""
    text = paragraph.text
    if paragraph.bullet and not re.match(r"^\d", paragraph.lines[0].text.strip()):
        return False
    if HEADING.match(text):
        return len(text) < 300
    short = len(text) < 120 and len(paragraph.lines) <= 3 and text[0].isupper() and text[-1] not in ".!?;,:"
    follows = report.paragraphs[place + 1] if place + 1 < len(report.paragraphs) else None
    return bool(short and follows and not paragraph.bullet and " | " not in text and not shares(text))
