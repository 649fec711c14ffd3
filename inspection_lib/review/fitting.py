"""Terms beside their figures, and shares beside their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from .claims import stems
from .numbers import NUMBER, decimals, number, shown
from .phrases import HUNDRED, UNITS, Share
from .registry import Report, Said, Setting, Severity, quoted, rule
from .report import Sentence

CONTRAST = re.compile(
    r"\b(?:while|whereas|but|although|though|however|compared|than|against|rather|rest|remaining|"
    r"other|others|respectively|rose|fell|from)\b|;",
    re.I,
)
#: How the text between a word and its figure ends, where the figure is that of the word.
LEADS = re.compile(
    r"(?:\((?:n ?= ?|a total of |that is,? |i\.e\.,? |or |at |about |just )?|(?:,| [–-]|:) ?(?:or|"
    r"that is,?|i\.e\.,?|namely|in all|at|with|some|exactly|precisely)? ?(?:a total of )?|"
    r"\b(?:equal to|at|namely|precisely|that is,?|which is|meaning|representing|amounting to) )$",
    re.I,
)
#: What may follow a figure that stands between commas, or ends the sentence, and is that of the word.
TRAILS = re.compile(
    r"^(?:\)|,|\.|;| [–-]|$| (?:agree(?:d|ing)|said so|saying so|doing so|did so|in agreement|in "
    r"all|in total|overall|reporting this|of (?:the )?(?:those|them|total|whole|staff|respondents|"
    r"records|parents|children)))",
    re.I,
)
#: A sentence that goes on to give the figure of the one before it.
GOES_ON = re.compile(
    r"^(?:\(|(?:this|that|it|these|the (?:figure|share|proportion|percentage|number|total|actual "
    r"figure)|in all|in total|in numbers|the count|specifically|"
    r"in figures)\b[^.]{0,40}?(?:was|were|is|are|represents?|amount(?:s|ed)|came|comes|equates|"
    r"equal|means|meant|,|:|being|stood)\b|in all|in total)",
    re.I,
)
SAID_SO = re.compile(
    r"\b(?:agreed|said (?:so|yes|this|that they did)|did so|did|were|told us so|answered yes|had)\.?$", re.I
)


def fits(word: Share, figure: Share) -> bool:
    """Whether a word can be said of a figure, allowing for the figure's own rounding."""
    return word.meets(figure)


def pairs(report: Report) -> Iterator[tuple[Sentence, Share, Sentence, Share]]:
    """Each term or fraction with each figure that is given for it."""
    for sentence in report.sentences:
        told = [share for share in sentence.shares if not share.change]
        for one, other in zip(told, told[1:], strict=False):
            if (one.kind in ("term", "fraction")) != (other.kind in ("term", "fraction")) and linked(
                sentence.text, one, other
            ):
                word, figure = (one, other) if one.kind in ("term", "fraction") else (other, one)
                yield sentence, word, sentence, figure
        for one, two, three in zip(told, told[1:], told[2:], strict=False):
            if (
                one.kind in ("term", "fraction")
                and {two.kind, three.kind} == {"percent", "count"}
                and linked(sentence.text, one, two)
                and linked(sentence.text, two, three)
            ):
                yield sentence, one, sentence, three
        follows = report.after(sentence)
        if len(told) == 1 and told[0].kind in ("term", "fraction") and follows and _goes_on(sentence, follows):
            for figure in follows.shares:
                if figure.kind in ("percent", "count") and not figure.change:
                    yield sentence, told[0], follows, figure


def linked(text: str, one: Share, other: Share) -> bool:
    """Whether of two neighbours in a sentence one gives the other's figure."""
    between = text[one.end : other.start]
    if CONTRAST.search(between) or len(between) > 160 or between.count(",") > 2:
        return False
    after = text[other.end :]
    if re.search(r"\((?:[^()]*)$", between):
        return bool(re.match(r"^[^(]*\)", after)) and " per " not in after[:12]
    if one.kind in ("percent", "count") and other.kind in ("term", "fraction"):
        apposed = re.search(
            r"(?:,|\(| [–-])(?: or| that is| in other words| which is| i\.e\.| meaning| so)?,? $", between
        )
        return bool(
            apposed and re.match(r"^(?: of (?:them|those|staff|the \w+|\w+))?(?:[,.;)]| [–-]|$)", after)
        ) or bool(
            re.search(
                r"\b(?:which (?:is|was)|that is|equivalent to|meaning|making(?: up)?|represent(?:s|ed|ing)|a "
                r"total of|or) $",
                between,
            )
        )
    return bool(LEADS.search(between) and TRAILS.match(after) and not re.match(r"^ of (?:whom|which)\b", after))


def _goes_on(sentence: Sentence, follows: Sentence) -> bool:
    """Whether the next sentence only gives the figure of this one."""
    figures = [share for share in follows.shares if share.kind in ("percent", "count") and not share.change]
    if (
        not figures
        or len(figures) != len(follows.shares)
        or len(figures) > 2
        or CONTRAST.search(follows.text[: figures[-1].end])
    ):
        return False
    if GOES_ON.match(follows.text) and len(follows.text) < 160:
        return len(stems(follows.text)) <= 5
    bare = stems(follows.text[: figures[0].start] + follows.text[figures[-1].end :])
    known = stems(sentence.text)
    return bool(SAID_SO.search(follows.text.rstrip(" )"))) and len(bare - known) <= 1 or bool(bare and bare <= known)


def comes_to(figure: Share) -> str:
    """A figure as a finding gives it: a count with its per cent."""
    if figure.kind == "count":
        return (
            f"{figure.top:,} of {figure.base:,} is {shown(HUNDRED * figure.top / figure.base, 1).removesuffix('.0')}%"
        )
    return " ".join(figure.text.split())


def term_of(report: Report, figure: Share) -> str:
    """The term of the declared scale for a figure, or nothing where no scale is declared."""
    scale = report.scale
    if scale is None or not 0 <= figure.low <= 100:
        return ""
    middle = (figure.low + min(figure.high, HUNDRED)) / 2
    top, base = (figure.top, figure.base) if figure.kind == "count" else (middle.numerator, middle.denominator * 100)
    return scale.term(top, base) if 0 <= top <= base else ""


@rule("T1", "would change the word")
def terms_fit_their_figures(report: Report, _: Setting) -> Iterator[Said]:
    """A term stands beside a per cent or count that it fits, by the report's scale or else by plain English."""
    for sentence, word, place, figure in pairs(report):
        if word.kind != "term" or fits(word, figure) or _rounds_to(report, word, figure):
            continue
        term = term_of(report, figure)
        said = f"{comes_to(figure)}: {f'“{term}”' if term else 'not ' + f'“{word.text.lower()}”'}"
        yield Said(sentence.line(word.start), _both(sentence, word, place, figure), said, severity=_grave(word, figure))


def _rounds_to(report: Report, word: Share, figure: Share) -> bool:
    """Whether the scale itself gives a count this term."""
    name = word.text.lower().replace("nearly", "almost").replace("fewer", "less")
    return term_of(report, figure) == name and figure.kind == "count"


def _grave(word: Share, figure: Share) -> Severity | None:
    """An error where no scale could make the word true: most that is under half, less than half that is over."""
    name = word.text.lower()
    over_half = "most" in name or "majority" in name or "almost all" in name
    wrong = (over_half and figure.high < 50) or (not over_half and figure.low > 50) or name in ("all", "none")
    return "error" if wrong else None


def _both(sentence: Sentence, word: Share, place: Sentence, figure: Share) -> str:
    if place is sentence:
        return quoted(sentence, min(word.start, figure.start), max(word.end, figure.end))
    return f"{quoted(sentence, word.start, len(sentence.text), 80)} {quoted(place, 0, figure.end, 80)}"


@rule("T2", "error")
def fractions_fit_their_figures(report: Report, _: Setting) -> Iterator[Said]:
    """A fraction stands beside a per cent or count that it is true of."""
    for sentence, word, place, figure in pairs(report):
        if word.kind == "fraction" and not fits(word, figure):
            yield Said(
                sentence.line(word.start),
                _both(sentence, word, place, figure),
                f"{comes_to(figure)}, which is not “{' '.join(word.text.lower().split())}”",
            )


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
ASKED = re.compile(
    rf"(?P<base>{NUMBER}) (?P<unit>(?:[a-z]+ )?{UNITS})\b[^.;]{{0,80}}?(?:, of whom|, and|;| and) "
    rf"(?P<top>{NUMBER})(?: of them)?,? \((?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)\)",
    re.I,
)


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
        for pattern in () if not re.search(r"\(.*\d", sentence.text) else (APART, OF_ALL, AGAIN, ASKED):
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


#: What joins a count to a per cent that is given for it after the sentence's own words.
RATE = re.compile(
    r", (?:or|that is|i\.e\.|equivalent to|which is|representing|amounting to|equal to|making|"
    r"namely) (?:a total of )?$"
    r"|[,–-] ?(?:which (?:is|was) )?an? (?:[\w-]+ ){0,3}(?:rate|share|proportion|percentage|uptake|take-up) of $",
    re.I,
)


def _same(text: str, one: Share, other: Share) -> bool:
    """Whether a count and a per cent beside each other are the same share."""
    between = text[one.end : other.start]
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
