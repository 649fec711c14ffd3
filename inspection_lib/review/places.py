"""Council areas: a report names its own, and no other where its own should stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ..areas import Area, areas
from .lines import Line, plain
from .registry import Report, Said, Setting, rule

#: Words in which another area is named for a reason.
BESIDE = re.compile(
    r"\b(?:compar\w+|neighbour\w*|other (?:areas|councils|local authorities|partnerships|"
    r"authorities)|authorities such as|unlike|alongside|similar to|"
    r"jointly|shared with|first (?:areas|in scotland)|pilot\w*|learn(?:ed|ing|t) (?:from|visit)|"
    r"visit\w*|"
    r"out of area|outside|cross-boundary|than (?:in|that|the)|travel\w*|researchers?|hosted by|"
    r"based in|regional|collaborative|developed (?:in|by)|worked with|"
    r"working with|between|together with|along with|commission\w* from|shared (?:a|an|its|their) [\w ]{2,40} with|"
    r"previous(?:ly)? (?:in|inspected)|report on|both|average|elsewhere|same as|adopted from)\b",
    re.I,
)
BEFORE = re.compile(
    r"\b(?:university of|nhs|college|royal|infirmary|hospital|football|port|new|lord|duke of|from|"
    r"mr|ms|mrs|dr)(?: the)? $",
    re.I,
)
AFTER = re.compile(
    r"^(?: (?:university|college|hospital|infirmary|sheriff court|royal|road|street|house|castle|"
    r"airport|declaration|division|review)|(?:'s)? (?:\w+ ){0,2}(?:university|college|hospital)|"
    r"shire)\b",
    re.I,
)
#: Words right before an area that somebody came from, moved to or lived in.
STAYED = re.compile(
    r"\b(?:moved (?:to|from|there|into)|lived? in|living in|born in|placed in|placements? in|moving to)\b[^.;]{0,40}$",
    re.I,
)
#: What is said of the one area that a report is about, so that even a neighbour that may be named does not fit.
SUBJECT = re.compile(
    r"\b(?:subject of (?:this|our)|(?:this|our) (?:report|inspection) (?:is|was|concerns|covers|covered|looks|looked)|"
    r"(?:inspected|inspection of|report on) services (?:for|in)|we (?:inspected|evaluated))\b",
    re.I,
)


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, Area]]:
    """Every name of every area in one pattern, the longest first."""
    names = {name: place for place in areas() for name in (place.name, *place.also_known_as)}
    tails = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{tails})(?=\d*(?!\w|-))", re.I), {
        name.casefold(): place for name, place in names.items()
    }


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[tuple[re.Match[str], Area], ...]:
    """Each council area that a text names, with its place."""
    pattern, known = _pattern()
    if not any(word in _firsts() for word in re.findall(r"[A-Z][^\W\d]+", text)):
        return ()
    return tuple(
        (match, known[match[0].casefold()]) for match in pattern.finditer(text) if match[0] != match[0].lower()
    )


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    """The words that names of areas begin with, as written and in capitals."""
    firsts = {re.split(r"\W", name)[0] for place in areas() for name in (place.name, *place.also_known_as)}
    return frozenset(firsts | {word.upper() for word in firsts})


def own_area(report: Report, setting: Setting) -> str:
    """The area that a report is about: what params say, or else the one that it names far more than any other.

    Nothing where no area stands out.
    """
    if setting.area:
        return setting.area
    counts = Counter(place.name for line in report.lines for _, place in named(plain(line.text)))
    most = counts.most_common(2)
    clear = most and most[0][1] >= 3 and (len(most) == 1 or most[0][1] >= 3 * most[1][1])
    return most[0][0] if clear else ""


@rule("A1", "error")
def the_text_names_its_own_area(report: Report, setting: Setting) -> Iterator[Said]:
    """No other council area stands in the text where the report's own should."""
    own = own_area(report, setting)
    if not own:
        return
    allowed = {own, *setting.may_be_named}
    for sentence in report.sentences:
        there = list(named(sentence.text))
        if any(place.name == own for _, place in there) or len({place.name for _, place in there}) > 1:
            continue
        for match, place in there:
            other = place.name not in allowed or SUBJECT.search(sentence.text)
            if other and not _for_a_reason(sentence.text, match):
                yield _said(sentence.line(match.start()), match[0], own)


def _for_a_reason(text: str, match: re.Match[str]) -> bool:
    """Whether an area is named beside the report's own, or its name belongs to something else."""
    before, after = text[: match.start()], text[match.end() :]
    if BEFORE.search(before) or AFTER.match(after):
        return True
    return bool(STAYED.search(before) or BESIDE.search(before[-90:]) or BESIDE.search(after[:70]))


@rule("A2", "error")
def headings_and_running_heads_name_the_area(report: Report, setting: Setting) -> Iterator[Said]:
    """No running head, heading or title names another council area."""
    own = own_area(report, setting)
    if not own:
        return
    seen = set()
    heads = [line for line in report.lines if line.number in report.running]
    titles = [line for place in report.headings for line in report.paragraphs[place].lines]
    for line in [*heads, *titles]:
        text = plain(line.text)
        there = list(named(text))
        for match, place in there:
            alone = not any(other.name == own for _, other in there)
            if (
                alone
                and place.name not in {own, *setting.may_be_named}
                and not BEFORE.search(text[: match.start()])
                and not AFTER.match(text[match.end() :])
                and (place.name, text) not in seen
            ):
                seen.add((place.name, text))
                yield _said(line, match[0], own)


def _said(line: Line, name: str, own: str) -> Said:
    return Said(line, name, f"this report is about {own}", "likely")
