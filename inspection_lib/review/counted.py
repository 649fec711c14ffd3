"""Shares beside the counts and bases that they are said to be of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..numerals import NUMBER, decimals, number, shown
from .fitting import CONTRAST
from .nouns import UNITS
from .phrases import HUNDRED, Share
from .registry import Report, Said, Setting, quoted, rule
from .report import Sentence

#: A count, its per cent and its base, apart: "144 (35%) of the 447 data zones", "Of the 60 records, 45 (80%) were".
APART = re.compile(
    rf"(?P<top>{NUMBER})(?: [a-z][a-z' -]{{0,40}}?)? \((?P<percent>\d+(?:\.\d+)?) ?(?:%|per "
    rf"?cent)\),?(?: [a-z][a-z' -]{{0,30}}?)? (?:out )?of (?:the |our |all |a total of |its "
    rf")?(?P<base>{NUMBER})(?! ?%)\b",
    re.I,
)
OF_ALL = re.compile(
    rf"\b(?:of|among|from|out of) (?:the |our |all |these |a total of )?(?P<base>{NUMBER})(?! ?%) "
    rf"(?P<unit>[a-z][\w' -]{{2,60}}?), (?:(?:only|just|almost|exactly) )?(?P<top>{NUMBER})(?! "
    rf"?%)(?: [a-z][a-z' -]{{0,60}}?)?,? ?\((?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)\)",
    re.I,
)
AGAIN = re.compile(
    rf"\b(?:of|among|from|out of) (?:the |our |all |these |a total of )?(?P<base>{NUMBER})(?! ?%) "
    rf"(?P<unit>[a-z][\w' -]{{2,60}}?), (?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)(?: "
    rf"[a-z][a-z' -]{{0,60}}?)?,? ?\((?P<top>{NUMBER})(?! ?%)(?: [a-z]+)?\)",
    re.I,
)
#: "Staff, 88 of whom replied, were content: 57 of them, which is 65%".
OF_WHOM = re.compile(
    rf"(?P<base>{NUMBER}) of (?:whom|which) [^;]{{0,120}}?(?P<top>{NUMBER}) of (?:them|these|those),? ?(?:\(|or |which "
    rf"(?:is|was) |that is,? )(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)",
    re.I,
)
#: "Sent to 2,400 staff, of whom 1,316 answered, a response rate of 55%".
SENT = re.compile(
    rf"\b(?:sent to|invited|put to|offered to|given to|asked) (?:all |the )?(?P<base>{NUMBER}) [^.;]{{0,60}}?"
    rf"(?P<top>{NUMBER})(?: of them)? (?:answered|replied|responded|took part|returned it|completed it|did so|accepted)"
    rf"[^.;]{{0,25}}?(?:rate|uptake|take-up|share) of (?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)",
    re.I,
)
#: "In 33 (55%) of them", after a sentence that tells how many there were.
OF_THEM = re.compile(
    rf"(?P<top>{NUMBER}) \((?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)\),? of (?:them|these|those)\b", re.I
)
#: "This is 75%.", of the count in the sentence before.
THIS_IS = re.compile(
    r"(?:This|That|It) (?:is|was|makes|comes to|amounts to|represents|means) "
    r"(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)(?=\.|,| of (?:them|those|all|the whole|the records|the replies))"
)
HOW_MANY = re.compile(rf"(?P<base>{NUMBER}) (?:[a-z-]+ )?{UNITS}\b", re.I)
ASKED = re.compile(
    rf"(?P<base>{NUMBER}) (?P<unit>(?:[a-z]+ )?{UNITS})\b[^.;]{{0,80}}?(?:, of whom|, and|;| and)(?: found| saw)? "
    rf"(?P<top>{NUMBER})(?:(?: of them)?,? \(| of them, )(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)[),]",
    re.I,
)


PERCENT = re.compile(r"\d ?(?:%|per ?cent)")
TOLD_APART = (APART, OF_ALL, AGAIN, ASKED, OF_WHOM, SENT)


def stated(report: Report) -> Iterator[tuple[Sentence, int, int, int, int, Fraction, int, bool]]:
    """Each count with its base and the per cent that is given for both.

    Sentence, from and to, count, base, per cent, its decimals, and whether the per cent is only about so.
    """
    for sentence in report.sentences:
        told = [share for share in sentence.shares if not share.change]
        for one, other in zip(told, told[1:], strict=False):
            count, percent = (one, other) if one.kind == "count" else (other, one)
            if count.kind == "count" and percent.kind == "percent" and _same(sentence.text, one, other):
                middle = (percent.low + percent.high) / 2
                yield (
                    sentence,
                    one.start,
                    other.end,
                    count.top,
                    count.base,
                    middle,
                    percent.places,
                    percent.loose or count.loose,
                )
        for pattern in TOLD_APART if PERCENT.search(sentence.text) else ():
            for match in pattern.finditer(sentence.text):
                top, base = number(match["top"]), number(match["base"])
                if base and top.denominator == base.denominator == 1:
                    value = number(match["percent"])
                    yield (
                        sentence,
                        match.start(),
                        match.end(),
                        int(top),
                        int(base),
                        value,
                        decimals(match["percent"]),
                        False,
                    )
        yield from _further_on(sentence)
        yield from _of_them(report, sentence)
        yield from _said_next(report, sentence, told)


#: A bare count with its per cent: "987, or 71%", "in 28, a share of 68%", "31 (52%)".
BARE = re.compile(
    rf"(?<![£\d.,])(?<!under )(?<!over )(?<!aged )(?<!age )(?<!than )(?P<top>{NUMBER})"
    rf"(?: of (?:them|these|those))?(?: \(|,? (?:or|that is,?|which is|"
    rf"an? (?:[\w-]+ ){{0,2}}(?:share|rate|proportion|percentage) of) )(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)",
    re.I,
)
#: People or papers that a sentence counts before.
WHOLE = re.compile(rf"(?<![£\d.,])(?P<base>{NUMBER}) (?:of (?:the|our) )?(?:[a-z-]+ ){{0,2}}?{UNITS}\b", re.I)


def _further_on(sentence: Sentence) -> Iterator[tuple[Sentence, int, int, int, int, Fraction, int, bool]]:
    """A bare count and its per cent, held to the one whole that the sentence counts before them."""
    for match in BARE.finditer(sentence.text) if PERCENT.search(sentence.text) else ():
        bases = {int(number(whole["base"])): whole.start() for whole in WHOLE.finditer(sentence.text, 0, match.start())}
        taken = any(
            one.kind == "count" and one.start < match.end() and match.start() < one.end for one in sentence.shares
        )
        top = number(match["top"])
        between = sentence.text[min(bases.values(), default=0) : match.start()]
        if len(bases) == 1 and not taken and top.denominator == 1 and not PERCENT.search(between):
            base, begin = next(iter(bases.items()))
            percent, places = number(match["percent"]), decimals(match["percent"])
            if base >= top:
                yield sentence, begin, match.end(), int(top), base, percent, places, False


def _said_next(
    report: Report, sentence: Sentence, told: list[Share]
) -> Iterator[tuple[Sentence, int, int, int, int, Fraction, int, bool]]:
    """The count of one sentence with the share that the next one says it is."""
    follows = report.after(sentence)
    match = THIS_IS.match(follows.text) if follows and len(told) == 1 and told[0].kind == "count" else None
    if follows and match:
        places = decimals(match["percent"])
        yield follows, 0, match.end(), told[0].top, told[0].base, number(match["percent"]), places, False


def _of_them(report: Report, sentence: Sentence) -> Iterator[tuple[Sentence, int, int, int, int, Fraction, int, bool]]:
    """A count and its share "of them", where the sentence before tells one number of people or papers."""
    match = OF_THEM.search(sentence.text) if sentence.number and "(" in sentence.text else None
    before = list(HOW_MANY.finditer(report.sentences[sentence.number - 1].text)) if match else []
    if match and len(before) == 1:
        top, base = int(number(match["top"])), int(number(before[0]["base"]))
        places = decimals(match["percent"])
        yield sentence, match.start(), match.end(), top, base, number(match["percent"]), places, False


#: What joins a count to a per cent that is given for it after the sentence's own words.
RATE = re.compile(
    r", (?:or|that is|i\.e\.|equivalent to|which is|representing|amounting to|equal to|making(?: up)?|"
    r"accounting for|namely) (?:a total of )?$"
    r"|[,–-] ?(?:which (?:is|was) )?an? (?:[\w-]+ ){0,3}(?:rate|share|proportion|percentage|uptake|take-up) of $",
    re.I,
)


def _same(text: str, one: Share, other: Share) -> bool:
    """Whether a count and a per cent beside each other are the same share."""
    between = text[one.end : other.start]
    if one.kind == "percent" and other.text.startswith("of ") and "(" in other.text:
        return between == " "
    if re.search(r"\([^()]*$", between):
        return not CONTRAST.search(between) and len(between) < 120
    if RATE.search(between):
        return not CONTRAST.search(between) and len(between) < 140
    return bool(
        re.fullmatch(
rf"(?: (?:{UNITS}|[a-z]+))?(?: [a-z]+){{0,3}}(?:,| [–-]|:| =)? ?(?:or|that is|i\.e\.|which is|"
rf"equivalent to|equal to|is|was|a total of|making|representing)? ?", between, re.I)
    ) and bool(re.search(r"[,:=–-] ?$|\b(?:or|is|that is|to|of|making|representing) $", between))  # fmt: skip


@rule("S1", "error")
def shares_are_their_counts_over_their_bases(report: Report, _: Setting) -> Iterator[Said]:
    """A per cent is the count beside it over its base, as far as rounding goes."""
    for sentence, start, end, top, base, percent, places, loose in stated(report):
        value = HUNDRED * top / base
        slack = Fraction(1, 2) / 10**places if not loose else Fraction(6)
        if top <= base and abs(value - percent) > slack:
            yield Said(
                sentence.line(start),
                quoted(sentence, start, end),
                f"{top:,} of {base:,} is {shown(value, places)}%",
            )


@rule("S2", "error")
def counts_are_no_larger_than_their_bases(report: Report, _: Setting) -> Iterator[Said]:
    """A count out of a base is not larger than the base."""
    for sentence in report.sentences:
        for share in sentence.shares:
            unit = re.match(rf"^ (?:[a-z]+ )?{UNITS}\b", sentence.text[share.end :], re.I)
            if share.kind == "count" and share.top > share.base and unit:
                yield Said(
                    sentence.line(share.start),
                    quoted(sentence, share.start, share.end),
                    f"{share.top:,} is more than {share.base:,}",
                )
