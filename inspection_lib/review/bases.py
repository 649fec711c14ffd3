"""Figures with nobody behind them: no base, no period, no source; and bases that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..numerals import NUMBER, number
from .changes import values
from .content import KINDS, kind_of
from .nouns import UNITS
from .phrases import Share
from .registry import Report, Said, Setting, quoted, rule
from .report import Sentence

#: What says where a figure comes from, whom it is out of, or when.
SOURCE = re.compile(
    r"\b(?:survey\w*|respon\w+|repl(?:y|ied|ies)|(?:records?|cases|files|plans|assessments|"
    r"chronologies) (?:that )?(?:we )?(?:had )?(?:read|reviewed|sampled)|we (?:read|heard|"
    r"reviewed|met|spoke|saw|surveyed|asked|looked|found)|"
    r"sampled?|audit\w*|official statistics|census|data (?:from|for|supplied|provided)|figures "
    r"(?:from|for|supplied)|source|according to|told us|reported|stated|informed us|noted that|"
    r"dashboard|\w+'s (?:own )?(?:figures|count|data|returns?|statistics|records)|"
    r"police scotland|scottish government|nrs|simd|index|national|the (?:partnership|"
    r"council|board|committee)'s (?:own )?\w+|those who|who (?:answered|took part|completed|"
    r"returned)|record reading|inspectors read|questionnaire)\b|\bn ?= ?\d",
    re.I,
)
PERIOD = re.compile(
    r"\b(?:(?:19|20)\d\d(?:[/–-]\d{2,4})?|since (?:the|its|\d)|over (?:the )?(?:last|past)|"
    r"(?:last|past|previous|this|each|per|every|a|one|two|three) "
    r"(?:full |school |financial )?(?:year|month|week|quarter)s?|"
    r"between \d|from \d|"
    r"in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.I,
)
ABOUT = re.compile(
    rf"\b(?:{UNITS}|exclusions|foodbanks?|attendance|attainment|advocacy|incidents|families|"
    rf"referrals|care leavers|vacanc\w+|register|hearings?)\b|"
    r"(?:%|per ?cent) (?:were|felt|agreed|said|thought|knew|had|told|wanted|trusted) ",
    re.I,
)
BASED = re.compile(
    rf"\b(?:of|among|from|out of) (?:the |our |all |these |a total of )?{NUMBER} (?:[a-z-]+ "
    rf"){{0,3}}?{UNITS}\b|\(?\bn ?= ?\d|\bbase\b|\d [a-z]+ \(\d",
    re.I,
)
#: "24 (80%)": the count stands beside it, so that the base can be worked out.
COUNT_BESIDE = re.compile(r"(?<![£\d.,])\d[\d,]* ?\($")
GENERAL = re.compile(
    r"\b(?:intervals?|confidence levels?|thresholds?|targets?|aim(?:ed|s)? (?:to|for)|response "
    r"rate|funding|budget|inflation|vat|pay award|salary)\b",
    re.I,
)


@rule("B1", "question to the author")
def figures_say_of_whom_and_when(report: Report, _: Setting) -> Iterator[Said]:
    """A per cent says of whom it is a share, or when or where it was counted: there, or in the sentence before."""
    for sentence in report.sentences:
        if (
            sentence.part == "appendix"
            or sentence.is_row
            or sentence.heading.lower().startswith("key facts")
            or GENERAL.search(sentence.text)
        ):
            continue
        told = [
            share
            for share in sentence.shares
            if share.kind == "percent" and not (share.change and values(sentence.text))
            if not COUNT_BESIDE.search(sentence.text[: share.start])
        ]
        lead = _lead(report, sentence)
        whom = ABOUT.search(sentence.text) or (lead and lead.number == sentence.number - 1 and ABOUT.search(lead.text))
        if told and whom and not _known(report, sentence) and not (lead and _known(report, lead)):
            share = told[0]
            yield Said(
                sentence.line(share.start),
                quoted(sentence, max(share.start - 50, 0), min(share.end + 50, len(sentence.text))),
                "no base, period or source is given with it",
                "possible",
            )


def _lead(report: Report, sentence: Sentence) -> Sentence | None:
    """The sentence that leads into the list of which this one is an item."""
    if not sentence.paragraph.bullet:
        return None
    before = (one for one in reversed(report.sentences[: sentence.number]) if not one.paragraph.bullet)
    return next((one for one in before if one.heading == sentence.heading), None)


def _known(report: Report, sentence: Sentence) -> bool:
    """Whether the sentence, or another of its paragraph beside it, says where its figure comes from."""
    around = [sentence]
    for step in (-2, -1, 1):
        place = sentence.number + step
        if 0 <= place < len(report.sentences) and report.sentences[place].paragraph is sentence.paragraph:
            around.append(report.sentences[place])
    if PERIOD.search(sentence.text) or any(SOURCE.search(one.text) or BASED.search(one.text) for one in around):
        return True
    return any(share.kind == "count" for one in around[:1] for share in one.shares)


HEARD = re.compile(
    rf"(?P<number>{NUMBER}) (?P<unit>children and young people|children|young people|parents and "
    rf"carers|parents|carers|records|responses from staff|staff replies|staff|(?:members|replies|"
    rf"responses) (?:of|from) staff|responses)\b",
    re.I,
)
#: "The records that services kept about 60 children": as many records as children.
KEPT = re.compile(rf"\brecords? [^.;\d]{{0,60}}?(?:about|of|for|on) (?P<number>{NUMBER}) (?:children|young)", re.I)
TOOK_PART = re.compile(
    r"\b(?:we (?:listened|heard|read|reviewed|surveyed|received|met|spoke)|took part|replied|"
    r"responded|responses|completed|sample of records|heard from)\b",
    re.I,
)


@rule("B2", "error")
def bases_are_no_larger_than_who_was_heard(report: Report, _: Setting) -> Iterator[Said]:
    """A survey's or the records' base is no larger than the number that the report says was heard or read."""
    heard = _heard(report)
    for sentence in report.sentences:
        for share in sentence.shares:
            kind = _counted(sentence, share)
            if (
                share.kind == "count"
                and kind in heard
                and share.base > heard[kind][0]
                and sentence.number != heard[kind][1].number
            ):
                number_heard, place = heard[kind]
                said = f"line {place.line().number} has {number_heard:,} {kind} heard or read in all"
                yield Said(sentence.line(share.start), quoted(sentence, share.start, share.end), said, "likely")


def _heard(report: Report) -> dict[str, tuple[int, Sentence]]:
    """How many were heard or read, by the report's own account of how it was made; the largest number of each kind."""
    found: dict[str, tuple[int, Sentence]] = {}
    for sentence in report.sentences:
        if not TOOK_PART.search(sentence.text) or any(not share.change for share in sentence.shares):
            continue
        kept = KEPT.search(sentence.text)
        if kept and int(number(kept["number"])) > found.get("records", (0, sentence))[0]:
            found["records"] = (int(number(kept["number"])), sentence)
        for match in () if kept else HEARD.finditer(sentence.text):
            kind = (
                "staff"
                if "staff" in match["unit"].lower() or match["unit"].lower() == "responses"
                else kind_of(match["unit"])
            )
            value = int(number(match["number"]))
            if kind and value > found.get(kind, (0, sentence))[0]:
                found[kind] = (value, sentence)
    return found


def _counted(sentence: Sentence, share: Share) -> str:
    """Whom a count's base is of, if it is said of people or papers that the inspection itself counted."""
    after = sentence.text[share.end : share.end + 30]
    unit = re.match(rf"^ (?:[a-z-]+ )?{UNITS}\b", after, re.I)
    return next((kind for kind, pattern in KINDS.items() if unit and pattern.search(unit[0])), "")
