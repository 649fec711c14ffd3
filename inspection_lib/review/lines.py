"""A report's lines with their pages, and where its running heads, its contents and its paragraphs are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

MARKS = {"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "−": "-", "\u00a0": " "}
PLAIN = str.maketrans(MARKS | dict.fromkeys("\u00ad\u200b\ufeff", ""))
BULLET = re.compile(r"^\s*(?:[-•▪●◦*o–—]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
#: "12 | Report of ...", "Report of ... | 12", "Page 12 of 40": a running head or foot that carries its page.
NUMBERED = re.compile(
r"^\s*(?:(?P<first>\d{1,3}) \| .+|.+ \| (?:page )?(?P<last>\d{1,3})|page (?P<page>\d{1,3})(?: "
r"of \d+)?)\s*$",
                      re.IGNORECASE)  # fmt: skip
LINK = re.compile(r"^\s*https?://\S+\s*$")
ENTRY = re.compile(r"^[A-Z].{2,}?[\s.…]\d{1,3}$")  # of contents: words and a page
OPEN_ENDED = re.compile(r"(?:[,;(–-]|\b(?:a|an|the|of|and|or|in|to|for|with|that|by|at|on|from|was|were|is|are|than))$")


ROW = re.compile(r"\d[\d,.]*%?\)? \(?\d[\d,.]*%?\)? \(?\d|\d%? \d+%? [a-z]|\bhidden hidden\b")


def row_like(text: str) -> bool:
    """Whether a text is the row of a table: cells, or three figures side by side.

    >>> row_like("Was a plan made? 54 60 90% 80% to 95% almost all"), row_like("In 2021, 48 of 60 (80%) were.")
    (True, False)
    """
    return " | " in text or bool(ROW.search(text))


@dataclass(frozen=True)
class Line:
    """One line of a report: its number, the page that it stands on where that is known, and its text."""

    number: int
    page: int | None
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, joined; `bullet` says whether it is an item of a list."""

    lines: tuple[Line, ...]
    bullet: bool = False

    @cached_property
    def text(self) -> str:
        """The whole paragraph on one line, with plain quotes and single spaces."""
        return "".join(_joined(plain(line.text)) for line in self.lines).rstrip(" ")

    def at(self, offset: int) -> Line:
        """The line on which a character of the joined text stands."""
        for line in self.lines:
            length = len(_joined(plain(line.text)))
            if offset < length:
                return line
            offset -= length
        return self.lines[-1]


def _joined(line: str) -> str:
    """A line as the next one is joined to it: a word that a hyphen parts at its end goes on without a space."""
    return line if re.search(r"[^\W\d_]-$", line) else f"{line} "


def plain(text: str) -> str:
    """A line with the marks of a plain keyboard, single spaces and no bullet; a word that was parted is left as it is.

    >>> plain("  • almost  all staff’s")
    "almost all staff's"
    """
    return " ".join(unicodedata.normalize("NFKC", BULLET.sub("", text)).translate(PLAIN).split())


def numbered(pages: Sequence[str], known: bool) -> tuple[Line, ...]:
    """The lines of a report's pages, numbered from 1; `known` says whether the pages are those of the document.

    Where they are not, running heads that carry a number tell the page.
    """
    lines: list[Line] = []
    for page, text in enumerate(pages, 1):
        for line in text.splitlines():
            lines.append(Line(len(lines) + 1, page if known else None, line.rstrip()))
    return tuple(lines) if known else _paged(lines)


def _paged(lines: list[Line]) -> tuple[Line, ...]:
    """Lines with the page that a numbered running head above (or foot below) them gives."""
    heads = _carrying(lines)
    marks = [(n, int(_page_of(line.text) or 0)) for n, line in enumerate(lines) if line.number in heads]
    if len(marks) < 2 or any(b < a for (_, a), (_, b) in zip(marks, marks[1:], strict=False)):
        return tuple(lines)
    foot = marks[0][1] == 1 and sum(bool(line.text.strip()) for line in lines[: marks[0][0]]) > 3
    paged = list(lines)
    for (place, page), (after, next_page) in zip(marks, [*marks[1:], (len(lines), 0)], strict=True):
        begin, end = (0 if place == marks[0][0] else place, place + 1) if foot else (place, after)
        if foot and place != marks[0][0]:
            begin = marks[[m[0] for m in marks].index(place) - 1][0] + 1
        whole = foot or next_page == page + 1 or after - place < 60
        for n in range(begin, end if whole else min(end, place + 40)):
            paged[n] = replace(lines[n], page=page)
    return tuple(paged)


def _page_of(text: str) -> str | None:
    match = NUMBERED.match(text)
    return next((group for group in match.groups() if group), None) if match else None


def heads(lines: Sequence[Line]) -> set[int]:
    r"""The numbers of the lines that are running heads or feet: those that carry a page, or come back page after page.

    >>> sorted(heads(numbered(["Report on X 1\nOne.", "Report on X 2\nTwo.", "Report on X 3\nThree."], True)))
    [1, 3, 5]
    """
    edges = _edges(lines)
    kinds = Counter(key for _, key in {(line.page, _key(line.text)) for line in lines if line.number in edges} if key)
    pages = {line.page for line in lines if line.page}
    often = {key for key, times in kinds.items() if len(pages) > 2 and times >= max(3, len(pages) // 2)}
    carrying = _carrying(lines)
    return {
        line.number
        for line in lines
        if line.number in carrying or (line.number in edges and (NUMBERED.match(line.text) or _key(line.text) in often))
    }


def _carrying(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that carry a page and come back; the row of a table may end in a number too."""
    found = [line for line in lines if NUMBERED.match(line.text)]
    times = Counter(_key(line.text) for line in found)
    return {line.number for line in found if times[_key(line.text)] > 1 and not ROW.search(line.text)}


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())) if len(text) < 200 else ""


def _edges(lines: Sequence[Line]) -> set[int]:
    """The first and last three filled lines of every page."""
    pages: dict[int, list[int]] = {}
    for line in lines:
        if line.page and line.text.strip():
            pages.setdefault(line.page, []).append(line.number)
    return {number for numbers in pages.values() for number in (*numbers[:3], *numbers[-3:])}


def paragraphs(lines: Sequence[Line], ends: re.Pattern[str]) -> Iterator[Paragraph]:
    """Lines joined into paragraphs: a blank line, a bullet, a heading or a break made on purpose parts them.

    A break was made on purpose where the next line's first word would have fitted. `ends` knows headings; a short line
    without a full stop that comes back word for word is one too.
    """
    times = Counter(line.text.strip() for line in lines)
    going_on = {before.text.strip() for before, line in pairwise(lines) if line.text.strip()[:1].islower()}
    alone = {
        text
        for text, often in times.items()
        if often > 1 and len(text) < 100 and text[-1:].isalpha() and text[0].isupper() and text not in going_on
    }
    block: list[Line] = []
    for line in [*lines, Line(0, None, "")]:
        if LINK.match(line.text):
            continue
        if line.text.strip():
            block.append(line)
        elif block:
            yield from _parted(block, ends, alone)
            block = []


def _parted(block: list[Line], ends: re.Pattern[str], alone: set[str]) -> Iterator[Paragraph]:
    width = max(len(line.text) for line in block)
    current = [block[0]]
    for before, line in zip(block, block[1:], strict=False):
        last, this = before.text.strip(), line.text.strip()
        ended = last[-1] in ".!?:)"
        titled = (last in alone and len(current) == 1) or (this in alone and (ended or row_like(last) or last in alone))
        if titled or (ended and before.page != line.page) or _break(last, line.text, width, ends):
            yield Paragraph(tuple(current), bool(BULLET.match(current[0].text)))
            current = []
        current.append(line)
    yield Paragraph(tuple(current), bool(BULLET.match(current[0].text)))


#: A small word with a capital that a small letter follows: a sentence begins here, and nothing goes on.
BEGINS = re.compile(
    r"(?:The|A|An|In|Of|Most|Almost|Less|Few|Just|Over|We|Some|Many|All|It|This|These|There|When|Our|As|At|For|Although|"
    r"However|Where|While|After|By|To|They|More|Nearly) [a-z]"
)


#: "Every week: 41%", on a line of its own.
LABELLED = re.compile(r"[A-Z][\w' -]{1,40}: ?\d+(?:\.\d+)? ?(?:%|per ?cent)$")


def _break(before: str, line: str, width: int, ends: re.Pattern[str]) -> bool:
    """Whether a line begins a new paragraph after the one before it."""
    after = line.strip()
    if BULLET.match(line) or LABELLED.match(after) or " | " in before or " | " in after:
        return True
    if OPEN_ENDED.search(before) or after[0].islower():
        return False
    if ENTRY.match(before) and ENTRY.match(after):
        return True
    if (ends.match(before) and len(before) < 100) or (ends.match(after) and len(after) < 130):
        return True
    if after[0] in "(%&),.;":
        return False
    if before[-1].isalnum() and BEGINS.match(after):
        return True
    fitted = len(before) + 1 + len(after.split()[0]) <= width - 8
    return fitted and (before[-1] in '.!?:"' or len(before) < 0.8 * width)
