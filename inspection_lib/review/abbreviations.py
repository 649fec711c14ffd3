"""Abbreviations that readers are not told of, and key terms that nothing uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..framework import KeyTerm
from .lines import Line
from .registry import Report, Said, Setting, rule

SHORT = re.compile(r"(?<![\w/@.&-])(?P<short>[A-Z]{3,6})(?:s|'s)?(?![\w/@&]|-\d)")
INTRODUCED = re.compile(r"\((?:the )?(?P<short>[A-Z][A-Za-z]{1,7}?)s?\)")
#: Known to every reader, or no abbreviation of the field: names of bodies, Roman numbers, the marks of a draft.
WELL_KNOWN = (
    "NHS BBC MSP PDF URL DVD HTML UTF CSV ISO III VII VIII XII OFFICIAL DRAFT NRS SIMD COVID ADHD HIV AIDS STEM FAQ "
    "SMS VAT AND THE NOT FOR"
)
KNOWN = frozenset(re.findall(r"\w+", WELL_KNOWN))
KEY_TERM = re.compile(
    r"^(?P<term>(?!Note\b)[A-Z][\w',\- ]{2,80}?)(?: \((?P<short>[A-Z]{2,8})s?\))?"
    r"(?::| (?:is|are|was|were|refers|means)\b| \| )"
)


def terms_section(report: Report) -> list[tuple[str, str, Line]]:
    """The key terms that a report explains at its end: each term, its abbreviation and its line."""
    found = []
    inside = False
    for place, paragraph in enumerate(report.paragraphs):
        if place in report.contents:
            continue
        if place in report.headings and re.match(
            r"(?:(?:appendix|annex) \w+:? ?)?(?:key terms|glossary)\b", report.headings[place], re.I
        ):
            inside = True
            continue
        if place in report.headings and re.match(r"(?:appendix|annex)\b", report.headings[place], re.I):
            inside = False
        heading = inside and place in report.headings
        match = KEY_TERM.match(f"{paragraph.text}:" if heading else paragraph.text) if inside else None
        if match:
            found.append((match["term"].strip(), match["short"] or "", paragraph.lines[0]))
    return found


@rule("K1", "tidy")
def abbreviations_are_explained(report: Report, setting: Setting) -> Iterator[Said]:
    """An abbreviation that is used again and again is spelt out, and is among the key terms if there are any."""
    listed = terms_section(report)
    known = {short for _, short, _ in listed if short} | KNOWN
    known |= {short for term, _, _ in listed for short in re.findall(r"\b[A-Z]{2,8}\b", term)}
    if setting.framework:
        known |= {term.abbreviation for term in setting.framework.key_terms}
    introduced = {
        match["short"].rstrip("s") for sentence in report.sentences for match in INTRODUCED.finditer(sentence.text)
    }
    introduced |= {
        match["short"].rstrip("s") for text in report.headings.values() for match in INTRODUCED.finditer(text)
    }
    used: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for sentence in report.sentences:
        if sentence.part == "appendix" or sentence.is_row or sentence.text.isupper() or "http" in sentence.text:
            continue
        for match in SHORT.finditer(_bracketless(sentence.text)):
            if not _shouted(sentence.text, match):
                used[match["short"]] += 1
                first.setdefault(match["short"], sentence.line(min(match.start(), len(sentence.text) - 1)))
    for short, times in used.items():
        if short in known:
            continue
        if short not in introduced and times >= 2:
            yield Said(first[short], short, f"used {times} times and never spelt out", "likely")
        elif listed and short in introduced and times >= 2:
            yield Said(first[short], short, f"used {times} times and not among the key terms", "likely")


def _bracketless(text: str) -> str:
    """A sentence with what stands in brackets blanked, character for character."""
    return re.sub(r"\([A-Z][A-Za-z]{1,8}\)", lambda m: " " * len(m[0]), text)


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands in a line of capitals."""
    around = text[max(match.start() - 15, 0) : match.start()] + text[match.end() : match.end() + 15]
    letters = [c for c in around if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)


@rule("K2", "tidy")
def key_terms_are_used(report: Report, _: Setting) -> Iterator[Said]:
    """A key term that is explained stands in the report, itself or its abbreviation."""
    listed = terms_section(report)
    if not listed:
        return
    explaining = {line.number for *_, line in listed}
    told = [s.text for s in report.sentences if s.part != "appendix" or "terms that we use" in s.heading]
    titles = [t for n, t in report.headings.items() if report.paragraphs[n].lines[0].number not in explaining]
    text = " ".join([*told, *titles])
    for term, short, line in listed:
        if not KeyTerm(term, short, "").used_in(text):
            yield Said(line, term, "explained, and used nowhere else", "likely")
