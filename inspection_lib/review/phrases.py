"""Quantities in a sentence of any report: terms, fractions, per cents and counts, each as a range of shares.

The register's finder is another: it marks every figure of our own sentences to the letter, and none of them has a size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from ..numerals import FIGURES, NUMBER, SMALL, decimals, number
from ..quantities import Scale
from .nouns import MODIFIER, UNITS
from .tallies import tallies

Kind = Literal["term", "fraction", "percent", "count"]
HUNDRED = Fraction(100)
HALF = Fraction(1, 2)

UNDER, OVER = (
    ("under", "below", "less than", "fewer than", "almost", "nearly", "close to"),
    ("over", "above", "more than"),
)
LOOSE = ("around", "about", "approximately", "roughly", "some")

TIME = r"(?: of)?(?: the)? (?:time|year|day|week|month|period|morning|evening)s?\b"
#: "most" that is no quantity: a superlative, or one of time.
SUPERLATIVE = (
    r"(?:deprived|disadvantaged|recent(?:ly)?|vulnerable|important(?:ly)?|likely|common(?:ly)?|effective(?:ly)?|"
    r"appropriate(?:ly)?|relevant|significant(?:ly)?|notabl[ey]|suitable|needy|complex|"
    r"serious(?:ly)?|frequent(?:ly)?|often|"
    r"at risk|affected|urgent(?:ly)?|senior|valued|experienced|pressing|challenging|isolated|marginalised|useful|"
    r"helpful|positive(?:ly)?|successful|popular|difficult|severe(?:ly)?|able|widely|highly|closely|of all|in need|"
    r"up-to-date|striking|cited|used|mentioned|visible|trusted|obvious(?:ly)?|critical(?:ly)?)\b"
)
TERM = re.compile(
    r"\b(?:(?P<almost>(?:almost|nearly|virtually) all)\b|(?P<less>(?:less|fewer) than half)\b"
    rf"|(?<!\bthe )(?<!\bat )(?<!\bour )(?<!\btheir )(?<!\bits )(?<!\bwhose "
    rf")(?<!-)(?P<most>most)(?! {SUPERLATIVE})(?!{TIME})(?! or all)(?!-)\b"
    r"|(?P<majority>(?:the|a|an)(?: vast| overwhelming| great| large| clear| small| slight| "
    r"slim)? majority)\b(?! (?:vote|view|decision|group|party))"
    r"|(?<!\ba )(?<!\bso )(?<!\btoo )(?<!\bfirst )(?<!\blast )(?<!\bnext )(?<!\bpast )(?<!\bthe )(?<!\bthose "
    r")(?P<few>(?:very )?few)(?! (?:days|weeks|months|years|hours|minutes|times)\b)\b(?!-)"
    rf"|(?<!\bnot )(?<!\balmost )(?<!\bnearly )(?<!\bat )(?<!\bof )(?P<all>all)(?= (?:of )?(?:the |"
    rf"our |these )?(?:{FIGURES} )?(?:[\w-]+ )?{UNITS}\b)"
    rf"|(?P<none>none)(?= of (?:the |our )?(?:[\w-]+ )?{UNITS}\b))",
    re.IGNORECASE,
)
WHAT_FOLLOWS = (
    r"(?=$| of\b(?! (?:an?|the) (?:hour|day|year|week|century|mile|way)\b)|[,.;:)\]?!–]| (?:were|"
    r"was|did|said|felt|had|have|has|are|is|agreed|disagreed|told|thought|knew|in|who|could|would|"
    r"reported|received|needed|attended|without|with|lacked|lacking|not|never|at|on|still|held|knew|believed|saw|met|being|do|does|responded|respondents|"
    r"staff|parents|children|an? (?!year|day|week|month)|and|or|but|while|whereas|from|for|by|went|went to|came|to "
    r"(?!\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b)|\())"
)
FRACTION = re.compile(
    rf"\b(?:(?P<modifier>{MODIFIER}) )?(?:a |the )?(?:"
    r"(?P<half>half)(?! (?:a|an|past|term|day|hour|year|time|of the year)\b)(?!-)(?<!second "
    r"half)(?<!first half)"
    r"|(?P<top>a|one|two|three|four|five|six|seven|eight|nine|remaining|"
    r"other)[- ](?P<bottom>third|quarter|fifth|sixth|eighth|tenth)(?:s\b|\b" + WHAT_FOLLOWS + "))",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:ris\w+|rose|increas\w+|decreas\w+|reduc\w+|f[ae]ll\w*|drop\w*|gr[eo]w\w*|declin\w+|"
    r"cut\w*|improv\w+|went|gone|chang\w+|"
    r"exceed\w*|shr[aiu]nk\w*|lower\w*|higher|down|up|expand\w*|strengthen\w*)\b[^.;]{0,140}$",
    re.IGNORECASE,
)
IN_WORDS = re.compile(
    rf"\b(?:(?P<modifier>{MODIFIER}) )?(?P<top>one|two|three|four|five|six|seven|eight|nine)(?: "
    rf"out of(?: every)?| in(?: every)?) (?P<bottom>two|three|four|five|six|seven|eight|nine|"
    rf"ten)\b(?! (?:to|or|and) {NUMBER})(?!-| (?:hours|days|weeks|months|terms|years|minutes|areas|schools|"
    r"towns|countries|places|sites)\b)",
    re.IGNORECASE,
)
AND_A_HALF = re.compile(rf"(?:(?:\b{SMALL}|\d) and(?: a)?|\b(?:first|second|top|bottom))$")
#: Before a fraction by which something changed: "a fall of over a third".
PART_OF_CHANGE = re.compile(r"\b(?:increase|decrease|reduction|rise|fall|drop|growth|decline|cut) of(?: an?)?$")
#: What a sentence with a fraction or a term has: looked for first, as most sentences have neither.
PARTED = re.compile(r"half|third|quarter|fifth|sixth|eighth|tenth| in (?:every )?\w+| out of ", re.IGNORECASE)
TERMED = re.compile(r"all|most|half|majority|few|none", re.IGNORECASE)
BOTTOMS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
PERCENT = re.compile(
    rf"(?P<change>\b(?:by|(?:increase|decrease|reduction|rise|fall|drop|growth|decline|improvement|"
    rf"up|down|cut) of|(?<!making )up|down) )?"
    rf"(?:\b(?P<modifier>{MODIFIER}) )?(?<![\d.])(?P<low>{NUMBER})(?: ?(?:%|per ?cent)? ?(?:to|-|"
    rf"–) ?(?P<high>{NUMBER}))? ?(?:%|per ?cent\b)"
    r"(?P<tail>[- ](?:most deprived|(?:confidence |credible )?intervals?|points?|percentage "
    r"points?|increase|decrease|reduction|rise|fall|drop|growth|decline)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Share:
    """A share that a sentence tells, with the range of per cents that its words leave open.

    `change` marks a per cent by which something changed: no share of anything. `top` and `base` are a count's own.
    """

    start: int
    end: int
    kind: Kind
    text: str
    low: Fraction
    high: Fraction
    change: bool = False
    top: int = 0
    base: int = 0
    places: int = 0
    loose: bool = False

    def meets(self, other: Share) -> bool:
        """Whether one share can be both."""
        return self.low <= other.high and other.low <= self.high


def _clear(text: str) -> str:
    return " ".join(text.lower().split())


def shares(sentence: str, scale: Scale | None = None, before: str = "") -> tuple[Share, ...]:
    """The shares of a sentence in their order, without what only looks like one.

    >>> [(s.kind, s.text) for s in shares("Eighty-eight percent of staff, and most parents, most or all of the time")]
    [('percent', 'Eighty-eight percent'), ('term', 'most')]
    >>> shares("In the 20% most deprived areas, third sector staff met quarterly")
    ()
    """
    found = [*_percents(sentence), *_terms(sentence, scale), *_fractions(sentence), *_counts(sentence, before)]
    kept: list[Share] = []
    for share in sorted(found, key=lambda s: (s.start, s.start - s.end)):
        if not kept or share.start >= kept[-1].end:
            kept.append(share)
    return tuple(kept)


def span(low: Fraction, high: Fraction, modifier: str | None, reach: int) -> tuple[Fraction, Fraction]:
    """A stated share with what its modifier leaves open: "almost" reaches down, "over" up, "about" both ways."""
    word = _clear(modifier or "")
    bare = word.removeprefix("just ").removeprefix("slightly ").removeprefix("well ").removeprefix("a little ")
    if bare in UNDER:
        return max(low - reach, Fraction(0)), high
    if bare in OVER:
        return low, min(high + (reach if word.startswith("just") else 3 * reach), HUNDRED)
    if bare in LOOSE:
        return max(low - reach, Fraction(0)), min(high + reach, HUNDRED)
    if bare == "at least":
        return low, HUNDRED
    return (Fraction(0), high) if bare in ("up to", "at most", "no more than") else (low, high)


def _percents(sentence: str) -> list[Share]:
    found = []
    for match in PERCENT.finditer(sentence) if ("%" in sentence or "cent" in sentence) else ():
        tail = (match["tail"] or "").strip(" -").lower()
        if "deprived" in tail or "interval" in tail:
            continue
        low, high = number(match["low"]), number(match["high"] or match["low"])
        places = decimals(match["low"])
        half = HALF / 10**places
        low, high = span(low - half, high + half, match["modifier"], 5)
        begin = match.start("modifier") if match["modifier"] else match.start("low")
        share = Share(begin, match.end(), "percent", sentence[begin : match.end()], low, high, places=places)
        change = bool(
            match["change"]
            and (match["change"].strip().lower() != "by" or CHANGED.search(sentence[: match.start() + 3]))
        ) or tail not in ("",)
        found.append(replace(share, change=change, loose=bool(match["modifier"] or match["high"])))
    return found


def _counts(sentence: str, before: str) -> list[Share]:
    found = []
    for tally in tallies(sentence, before):
        value = HUNDRED * tally.top / tally.base
        low, high = span(value, value, tally.modifier, 5)
        text = sentence[tally.start : tally.end]
        share = Share(tally.start, tally.end, "count", text, low, high, top=tally.top, base=tally.base)
        found.append(replace(share, loose=bool(tally.modifier)))
    return found


def _fractions(sentence: str) -> list[Share]:
    found: list[Share] = []
    if not PARTED.search(sentence):
        return found
    for match in [*FRACTION.finditer(sentence), *IN_WORDS.finditer(sentence)]:
        words = match.groupdict()
        before = sentence[: match.start()].lower().rstrip()
        if words.get("half") and AND_A_HALF.search(before):
            continue
        value = HUNDRED / 2 if words.get("half") else HUNDRED * part(words["top"], words["bottom"])
        modifier = match["modifier"]
        low, high = (value, value) if modifier else (max(value - 2, Fraction(0)), min(value + 2, HUNDRED))
        if modifier and _clear(modifier) in ("less than", "fewer than", "under", "below"):
            low, high = max(value - 15, Fraction(0)), value
        else:
            low, high = span(low, high, modifier, 5)
        moved = bool(PART_OF_CHANGE.search(before))
        found.append(Share(match.start(), match.end(), "fraction", match[0], low, high, change=moved))
    return found


def part(top: str, bottom: str) -> Fraction:
    """The fraction that words say.

    >>> part("two", "third"), part("an", "eighth")
    (Fraction(2, 3), Fraction(1, 8))
    """
    below = BOTTOMS.get(bottom.lower()) or int(number(bottom))
    return Fraction(1 if top.lower() in ("a", "an", "remaining", "other") else int(number(top)), below)


#: What a term cannot be in plain English, where no scale is declared.
PLAIN = {"almost": (75, 100), "most": (50, 100), "majority": (50, 100), "less": (0, 50), "few": (0, 50),
         "all": (100, 100), "none": (0, 0)}  # fmt: skip


def _terms(sentence: str, scale: Scale | None) -> list[Share]:
    found: list[Share] = []
    if not TERMED.search(sentence):
        return found
    for match in TERM.finditer(sentence):
        name = match.lastgroup or ""
        low, high = _band(name, scale) or (Fraction(PLAIN[name][0]), Fraction(PLAIN[name][1]))
        found.append(Share(match.start(), match.end(), "term", match[0], low, high))
    return found


def _band(name: str, scale: Scale | None) -> tuple[Fraction, Fraction] | None:
    """From where to where a declared term reaches, with the shares that round to its ends."""
    if scale is None or name in ("all", "none"):
        return None
    words = {"almost": "almost all", "majority": "the majority", "less": "less than half"}.get(name, name)
    for place, band in enumerate(scale.bands):
        if band.term == words:
            above = scale.bands[place - 1].low if place else HUNDRED
            low = band.low - (HALF if scale.rounds and band.low not in (0, 50) else 0)
            return low, (above - (HALF if scale.rounds and above != 50 else 0) if place else HUNDRED)
    return None


def percent_of(word: str) -> re.Pattern[str]:
    """A pattern of a number in words or figures before a word."""
    return re.compile(rf"(?P<number>{FIGURES}|{SMALL}) {word}", re.IGNORECASE)
