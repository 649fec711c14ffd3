"""Changes held to the two values that they are between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..numerals import FIGURES, SMALL, WORDED, decimals, number
from .nouns import MODIFIER
from .phrases import part, span

VALUE = (
    rf"(?<!every )(?<!per )(?P<{{0}}>£?(?:{FIGURES}|\b{WORDED}\b)(?: ?(?:%|per ?cent|million|m\b|bn\b|billion|k\b))?)"
)
OLD, NEW = VALUE.replace("{0}", "old"), VALUE.replace("{0}", "new")
WHEN = (
    r"(?:,? ?\(?\b(?:in|at|during|for|by|of)? ?(?:the )?(?:session |year |financial year "
    r")?(?:(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december) )?(?:mid-)?(?:19|20)\d\d(?:[/–-]\d{2,4})?\)?)"
)
WORDS = r"(?: [a-z][\w'-]*){0,5}?"
BETWEEN = rf"(?:{WORDS}{WHEN}?{WORDS},?)"
#: Ways of giving an earlier and a later value.
VALUES = [
    re.compile(rf"\bfrom {OLD}{BETWEEN} to {NEW}", re.I),
    re.compile(rf"\bto {NEW}{BETWEEN},? (?:up |down )?from {OLD}", re.I),
    re.compile(
        rf"{NEW}{BETWEEN},? ?\(?(?:compared (?:with|to)|in comparison (?:with|to)|against|as opposed "
        rf"to|(?:up|down|higher|lower)(?: by)?(?: (?:{FIGURES}) ?(?:%|per ?cent))? from){WORDS} {OLD}(?={BETWEEN})",
        re.I,
    ),
    re.compile(
        rf"\b(?:stood at|was|were|been|at) {OLD}{BETWEEN},? (?:and|but|then|before)(?: then| had| has| later)? "
        rf"(?:reach\w+|rising to|falling to|is now|are now|stood at|stands at|came to|went to) {NEW}",
        re.I,
    ),
    re.compile(
        rf"{NEW}{WORDS},? (?:{FIGURES} ?(?:%|per ?cent)|an? (?:third|quarter|half|fifth)) "
        rf"(?:more|fewer|less|higher|lower) than (?:the |in )?{OLD}",
        re.I,
    ),
]
YEARED = re.compile(
    rf"{VALUE.replace('{0}', 'value')}(?:{WORDS}) (?:in|by) (?:the )?(?:session |year )?(?P<year>(?:19|"
    rf"20)\d\d)(?:[/–-]\d{{2,4}})?|(?:in|by) (?P<year2>(?:19|20)\d\d)(?:[/–-]\d{{2,4}})?,?{WORDS} "
    rf"{VALUE.replace('{0}', 'value2')}",
    re.I,
)
MONTHED = re.compile(
    rf"{VALUE.replace('{0}', 'value')}{WORDS} (?:in|by|at the end of) (?P<month>january|february|march|"
    r"april|may|june|july|august|september|october|november|december)\b(?! (?:19|20)\d\d)",
    re.I,
)
#: What a sentence with two values has.
TWO = re.compile(
    r"\b(?:to|from|compared|comparison|against|opposed|(?:in|by) (?-i:[JFMASOND])[a-z]+|reach\w+|"
    r"rising|falling|now|stood|stands|came)\b|(?:19|20)\d\d.*(?:19|20)\d\d",
    re.I,
)
UP = re.compile(
    r"\b(?:rise|rises|rose|risen|rising|increas\w+|grew|grow\w*|up|higher|climb\w*|went up|gone "
    r"up|improv\w+|more than before|gain\w*)\b",
    re.I,
)
DOWN = re.compile(
    r"\b(?:fall|falls|fell|fallen|falling|decreas\w+|reduc\w+|drop\w*|declin\w+|down|lower\w*|cut|"
    r"went down|shrank|shrunk|fewer)\b",
    re.I,
)
BY = re.compile(
    rf"\b(?:by|of|down|up|was|an?|been)? ?(?:an? )?(?:(?P<modifier>{MODIFIER}) )?(?:an? "
    rf")?(?P<percent>(?:{FIGURES}|\b{SMALL}))(?P<unit> ?(?:%|per "
    rf"?cent\b)(?P<points>[ -](?:percentage )?points?)?|[ -]percentage points?)",
    re.I,
)
BY_PART = re.compile(
    rf"\b(?:by|of|an?)? ?(?:(?P<modifier>{MODIFIER}) )?(?:(?P<half>half)|(?P<top>an?|one|two|"
    rf"three)[- ](?P<bottom>third|quarter|fifth|tenth)s?)\b(?= |[.,;)])",
    re.I,
)
TIMES = {"halved": Fraction(-50), "doubled": Fraction(100), "trebled": Fraction(200), "tripled": Fraction(200),
         "quadrupled": Fraction(300)}  # fmt: skip
MULTIPLE = re.compile(rf"\b(?:(?P<modifier>{MODIFIER}|more than) )?(?P<word>{'|'.join(TIMES)})\b", re.I)
STEADY = re.compile(r"\b(?:unchanged|did not change|no change|stayed the same|remained the same)\b", re.I)


#: A value without a noun of its own: "there were 50, compared with 137".
BARE = re.compile(
    rf"\b(?:there (?:were|was)|it was|they were|to) (?:{FIGURES})(?:,| \(|,? in (?:19|20)\d\d[/\d-]*,?)? ?(?:compared|"
    r"against|down|up|as opposed|in comparison)\b",
    re.I,
)


#: A change in what is counted itself: "by £200,000", "by 40 children".
BY_SO_MUCH = re.compile(
    rf"\bby (?P<amount>£?{FIGURES}(?: ?(?:million|m\b|bn\b|billion|k\b))?)"
    r"(?! ?(?:%|per ?cent)|[ -](?:percentage )?points?| (?:times|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|-)(?!(?<=(?:19|20)\d\d)(?!,))",
    re.I,
)


@dataclass(frozen=True)
class Values:
    """An earlier and a later value in a sentence, in the same unit."""

    old: Fraction
    new: Fraction
    start: int
    end: int
    percents: bool

    @property
    def change(self) -> Fraction:
        """The change in per cent of the earlier value."""
        return 100 * (self.new - self.old) / self.old


def _value(text: str) -> Fraction:
    bare = re.sub(r"£|%|per ?cent|million|billion|\b(?:m|bn|k)\b|(?<=\d)(?:m|bn|k)\b", "", text, flags=re.I)
    return number(bare)


def amount(text: str) -> Fraction:
    """What a value comes to in whole units.

    >>> amount("£1.1 million"), amount("£200,000")
    (Fraction(1100000, 1), Fraction(200000, 1))
    """
    times = next((10**size for word, size in SIZES.items() if re.search(rf"[\d ]{word}\b", text, re.I)), 1)
    return _value(text) * times


SIZES = {"million": 6, "m": 6, "billion": 9, "bn": 9, "k": 3}


@lru_cache(maxsize=1024)
def values(text: str) -> tuple[Values, ...]:
    """Each pair of an earlier and a later value that a sentence gives.

    >>> [(int(v.old), int(v.new)) for v in values("There were 19 exclusions in comparison to 158 in 2019/20.")]
    [(158, 19)]
    """
    return tuple(_values(text)) if TWO.search(text) else ()


def _values(text: str) -> Iterator[Values]:
    taken: list[tuple[int, int]] = []
    for pattern in VALUES:
        for match in pattern.finditer(text):
            years = [part for part in (match["old"], match["new"]) if re.fullmatch(r"(?:19|20)\d\d", part)]
            if years or any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if _unit(match["old"]) != _unit(match["new"]) and "" not in (_unit(match["old"]), _unit(match["new"])):
                continue
            old, new = _value(match["old"]), _value(match["new"])
            if old:
                taken.append(match.span())
                yield Values(old, new, match.start(), match.end(), "%" in _unit(match["new"] + match["old"]))
    if not taken:
        yield from _by_year(text)


def _by_year(text: str) -> Iterator[Values]:
    """Two values that each carry a year, the earlier year's first."""
    told = []
    if len(re.findall(r"(?<!\d)(?:19|20)\d\d", text)) < 2:
        yield from _by_month(text)
        return
    for match in YEARED.finditer(text):
        value, year = match["value"] or match["value2"], match["year"] or match["year2"]
        if not re.fullmatch(r"(?:19|20)\d\d", value):
            told.append((int(year), _value(value), match, "%" in _unit(value)))
    if len(told) == 2 and told[0][0] != told[1][0] and told[0][3] == told[1][3]:
        (_, old, *_), (_, new, *_) = sorted(told, key=lambda one: one[0])
        if old:
            yield Values(old, new, told[0][2].start(), told[1][2].end(), told[0][3])


def _by_month(text: str) -> Iterator[Values]:
    """Two values that each carry a month, in the order of the sentence."""
    told = list(MONTHED.finditer(text))
    if len(told) == 2 and told[0]["month"].lower() != told[1]["month"].lower():
        old, new = _value(told[0]["value"]), _value(told[1]["value"])
        percents = "%" in _unit(told[0]["value"])
        if old and percents == ("%" in _unit(told[1]["value"])):
            yield Values(old, new, told[0].start(), told[1].end(), percents)


def _unit(text: str) -> str:
    return "%" if re.search(r"%|per ?cent", text, re.I) else "£" if "£" in text else ""


@dataclass(frozen=True)
class Change:
    """A change that a sentence states: from and to in per cent, or in points."""

    low: Fraction
    high: Fraction
    places: int
    points: bool
    start: int
    end: int


def changes(text: str) -> Iterator[Change]:
    """Each change that a sentence states in per cent, in points, as a part or as a multiple; downwards is below 0."""
    for match in BY.finditer(text):
        sign = sign_of(text, match.start(), match.end())
        value, places = number(match["percent"]), decimals(match["percent"])
        if sign:
            half = Fraction(1, 2) / 10**places
            low, high = span(value - half, value + half, match["modifier"], 6)
            points = bool(match["points"]) or "point" in match["unit"]
            low, high = (low, high) if sign > 0 else (-high, -low)
            yield Change(low, high, places, points, match.start(), match.end())
    for match in BY_PART.finditer(text):
        sign = sign_of(text, match.start(), match.end())
        if sign:
            value = Fraction(50) if match["half"] else 100 * part(match["top"], match["bottom"])
            low, high = span(value, value, match["modifier"], 6) if match["modifier"] else (value - 3, value + 3)
            low, high = (low, high) if sign > 0 else (-high, -low)
            yield Change(low, high, 0, False, match.start(), match.end())
    for match in MULTIPLE.finditer(text):
        value = TIMES[match["word"].lower()]
        near = {"almost": (-10, 0), "nearly": (-10, 0), "more than": (0, 60), "over": (0, 60)}.get(
            (match["modifier"] or "").lower(), (-5, 5)
        )
        low, high = (value + near[0], value + near[1]) if value > 0 else (value - near[1], value - near[0])
        yield Change(Fraction(low), Fraction(high), 0, False, match.start(), match.end())


def sign_of(text: str, start: int, end: int) -> int:
    """1 if the words around say that something rose, -1 if that it fell, 0 if they say neither or are not beside."""
    joined = re.match(r"^(?:by|of|down|up)\b", text[start:end].strip(), re.I)
    before, after = text[max(start - (140 if joined else 60), 0) : start + 5], text[end : end + 25]
    before = re.split(r"[;:]|, (?!an? |up |down |or )", before)[-1]
    near = re.match(
        r"^[ -](?:\w+ )?(increase|rise|growth|decrease|reduction|fall|drop|decline|cut|higher|lower|more|fewer|less)\b",
        after,
        re.I,
    )
    if near:
        return 1 if near[1].lower() == "more" or UP.search(near[1]) else -1
    verbs = sorted([(m.end(), 1) for m in UP.finditer(before)] + [(m.end(), -1) for m in DOWN.finditer(before)])
    return verbs[-1][1] if verbs and _next_to(before[verbs[-1][0] :], 18 if joined else 8) else 0


def _next_to(words: str, most: int) -> bool:
    return len(words.split()) <= most and not re.search(r"\bto (?=£?\d)|\bfrom (?=£?\d)", words)
