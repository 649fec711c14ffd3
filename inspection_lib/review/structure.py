"""The report's frame: contents against headings, pages, statement titles, promised appendices, indicator numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from .lines import Line, plain
from .registry import Report, Said, Setting, rule
from .report import Entry, words_of

STATEMENT = re.compile(r"^statement (?P<number>\d{1,2}): (?P<title>.+)", re.I)
APPENDIX = re.compile(r"\b(?P<kind>appendix|annex) (?P<number>\d{1,2}|[A-H])\b(?!:)", re.I)
INDICATOR = re.compile(r"\b(?:quality )?indicators? (?P<number>\d{1,2}\.\d{1,2})\b", re.I)
NUMBERED = re.compile(r"^(?:statement|appendix|annex|chapter|section|part) \w+", re.I)


def _headings(report: Report) -> list[tuple[str, Line]]:
    """The words and first line of every heading, without those of the contents."""
    return [
        (text, report.paragraphs[place].lines[0])
        for place, text in report.headings.items()
        if place not in report.contents
    ]


def _own(entry: Entry, headings: list[tuple[str, Line]]) -> tuple[str, Line] | None:
    """The heading that an entry of the contents is for, if one is like it."""
    numbered = NUMBERED.match(entry.text)
    if numbered:
        same = [
            h
            for h in headings
            if words_of(h[0]).startswith(words_of(numbered[0]) + " ") or words_of(h[0]) == words_of(numbered[0])
        ]
        return same[0] if same else None
    exact = next((h for h in headings if words_of(h[0]) == words_of(entry.text)), None)
    if exact:
        return exact
    words = set(words_of(entry.text).split())
    like = [h for h in headings if 2 * len(words & set(words_of(h[0]).split())) >= len(words)]
    near = [(SequenceMatcher(None, words_of(entry.text), words_of(h[0])).ratio(), h) for h in like]
    best = max(near, default=(0.0, None), key=lambda one: one[0])
    return best[1] if best[0] > 0.8 else None


@rule("X1", "tidy")
def contents_have_the_words_of_their_headings(report: Report, _: Setting) -> Iterator[Said]:
    """An entry of the contents has the words of its heading, and every entry with a page has one."""
    headings = _headings(report)
    for entry in report.entries:
        own = _own(entry, headings) if headings else None
        if own and words_of(own[0]) != words_of(entry.text):
            if not entry.page and any(words_of(h) in words_of(entry.text) for h, _ in headings if len(h) > 8):
                continue  # two levels of the contents on one line
            yield Said(entry.line, entry.text, f"its heading on line {own[1].number} is “{own[0]}”")
        elif own is None and entry.page and headings and (NUMBERED.match(entry.text) or len(report.entries) > 2):
            yield Said(entry.line, entry.text, "no heading with these words was found", "possible")


@rule("X2", "tidy")
def contents_have_the_pages_of_their_headings(report: Report, _: Setting) -> Iterator[Said]:
    """The page that the contents give is that on which the heading stands; a constant difference is said once."""
    headings = _headings(report)
    found = []
    for entry in report.entries:
        own = _own(entry, headings)
        if own and own[1].page and entry.page:
            found.append((own[1].page - entry.page, entry, own[1].page))
    shift = {difference for difference, *_ in found}
    if len(found) > 2 and len(shift) == 1 and shift != {0} and all(line.page for line in report.lines):
        return  # printed numbers that leave the cover out
    for difference, entry, page in found:
        if difference:
            yield Said(entry.line, f"{entry.text} ... {entry.page}", f"its heading is on page {page}", "likely")


@rule("X3", "question to the author")
def statements_have_one_title(report: Report, setting: Setting) -> Iterator[Said]:
    """A statement has one title, that of the framework where it is known, wherever it is named."""
    official = setting.framework.statements if setting.framework else {}
    told: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for paragraph in report.paragraphs:
        match = STATEMENT.match(paragraph.text)
        if match and len(match["title"]) > 25:
            told[match["number"]].append((re.sub(r"\s+\d{1,3}$", "", match["title"]), paragraph.lines[0]))
        official_one = next(
            (n for n, s in official.items() if paragraph.bullet and _reworded(paragraph.text, s.title)), ""
        )
        if official_one:
            told[official_one].append((paragraph.text, paragraph.lines[0]))
    for statement, titles in told.items():
        if statement in official:
            wanted = official[statement].title
            first = words_of(wanted)
            others = [t for t in titles if not _same(words_of(t[0]), first)]
        else:
            wanted, first = titles[-1][0], words_of(titles[-1][0])
            others = [t for t in titles[:-1] if not _same(words_of(t[0]), first)]
        for title, line in others:
            yield Said(line, f"Statement {statement}: {title}", f"elsewhere it is “{wanted}”")


def _reworded(text: str, title: str) -> bool:
    """Whether an item of a list is a statement's title in nearly its words."""
    one, other = words_of(text), words_of(title)
    return one.split()[:1] == other.split()[:1] and SequenceMatcher(None, one, other).ratio() > 0.85


def _same(title: str, wanted: str) -> bool:
    """Whether a title is the wanted one, whatever follows it on its line."""
    return title == wanted or title.startswith(wanted + " ")


#: Parts that a table of contents lists, whatever its level.
MAJOR = re.compile(
    r"(?:introduction|key facts|executive summary|conclusions?|what happens next|key terms|glossary|references|"
    r"evaluation of the .+)[?:]?$",
    re.I,
)


@rule("X8", "tidy")
def parts_are_in_the_contents(report: Report, _: Setting) -> Iterator[Said]:
    """A numbered part, of a kind that the contents list, and a main part of the report are in the contents."""
    listed = [words_of(entry.text) for entry in report.entries]
    if len(listed) < 4:
        return
    kinds = {entry.split()[0] for entry in listed if NUMBERED.match(entry)}
    for text, line in _headings(report):
        numbered = NUMBERED.match(text)
        key = words_of(numbered[0]) if numbered else words_of(text)
        wanted = key.split()[0] in kinds if numbered else bool(MAJOR.match(text))
        if wanted and not any(entry == key or entry.startswith(f"{key} ") or f" {key}" in entry for entry in listed):
            yield Said(line, text, "the contents do not list it", "possible")


@rule("X5", "question to the author")
def promised_appendices_are_there(report: Report, _: Setting) -> Iterator[Said]:
    """An appendix that the text or the contents speak of is there."""
    if len(report.lines) < 30 and not report.headings:
        return
    there = {words_of(m[0]) for text, _ in _headings(report) if (m := re.match(r"(?:appendix|annex) \w+", text, re.I))}
    named = {m[0] for text, _ in _headings(report) if (m := re.match(r"(?:appendix|annex)\b", text, re.I))}
    seen = set()
    for sentence in report.sentences:
        for match in APPENDIX.finditer(sentence.text):
            key = words_of(match[0])
            foreign = re.match(r"^ (?:of|to) (?:the|that|their|its)\b", sentence.text[match.end() :])
            if key not in there and key not in seen and not foreign and (there or len(report.lines) >= 60 or not named):
                seen.add(key)
                yield Said(sentence.line(match.start()), match[0], "the report has no such heading", "likely")


@rule("X6", "question to the author")
def appendices_hold_what_their_titles_say(report: Report, _: Setting) -> Iterator[Said]:
    """An appendix whose title promises the quality indicator framework lists its indicators."""
    for place, text in report.headings.items():
        if place in report.contents or not re.match(r"(?:appendix|annex)\b.*\bquality indicators?\b", text, re.I):
            continue
        after = [
            n for n in report.headings if n > place and re.match(r"(?:appendix|annex)\b", report.headings[n], re.I)
        ]
        within = " ".join(p.text for p in report.paragraphs[place + 1 : min(after, default=len(report.paragraphs))])
        if len(set(re.findall(r"\b\d\.\d\b", within))) < 5:
            yield Said(report.paragraphs[place].lines[0], text, "no list of quality indicators follows it", "likely")


@rule("X7", "error")
def indicators_and_statements_exist(report: Report, setting: Setting) -> Iterator[Said]:
    """A quality indicator or statement that is cited is one of the framework's, where params give a framework."""
    if setting.framework is None:
        return
    for sentence in report.sentences:
        for match in INDICATOR.finditer(sentence.text):
            if match["number"] not in setting.framework.indicators:
                yield Said(
                    sentence.line(match.start()),
                    match[0],
                    f"the framework has indicators {', '.join(setting.framework.indicators)}",
                )
        for match in re.finditer(r"\bstatement (\d{1,2})\b", sentence.text, re.I):
            if match[1] not in setting.framework.statements:
                yield Said(
                    sentence.line(match.start()),
                    match[0],
                    f"the framework has statements {', '.join(setting.framework.statements)}",
                )


def title_of(report: Report) -> str:
    """The first words of a report, for messages."""
    return next((plain(line.text) for line in report.lines if line.text.strip()), "")
