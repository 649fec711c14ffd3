"""Terms beside their figures, and shares beside their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ..numerals import shown
from .content import negative, stems
from .phrases import HUNDRED, Share
from .registry import Report, Said, Setting, Severity, quoted, rule
from .report import Sentence

CONTRAST = re.compile(
    r"\b(?:while|whereas|but|although|though|however|compared|than|against|rather|rest|remaining|"
    r"other(?! words)|others|respectively|rose|fell|from)\b|;",
    re.I,
)
#: How the text between a word and its figure ends, where the figure is that of the word.
LEADS = re.compile(
    r"(?:\((?:n ?= ?|a total of |that is,? |i\.e\.,? |or |at |about |just )?|(?:,| [–-]|:) ?(?:or|"
    r"that is,?|i\.e\.,?|namely|in all|at|with|some|exactly|precisely)? ?(?:a total of )?|"
    r"\b(?:equal to|at|namely|precisely|that is,?|which is|meaning|representing|amounting to) |"
    r"[,(–-] ?which (?:\w+ ){1,3})$",
    re.I,
)
#: What may follow a figure that stands between commas, or ends the sentence, and is that of the word.
TRAILS = re.compile(
    r"^(?:\)|,|\.|;| [–-]|$| (?:who|that|whom|which) (?:we )?\w+[^,;]{0,40},|"
    r" (?:agree(?:d|ing)|said so|saying so|doing so|did so|in agreement|in "
    r"all|in total|overall|reporting this|of (?:the )?(?:those|them|total|whole|staff|respondents|"
    r"records|parents|children)))",
    re.I,
)
#: A sentence that goes on to give the figure of the one before it.
GOES_ON = re.compile(
    r"^(?:\(|(?:this|that|it|these|the (?:figure|tally|share|proportion|percentage|number|total|actual "
    r"figure)|in all|in total|in numbers|the count|specifically|"
    r"in figures)\b[^.]{0,40}?(?:was|were|is|are|represents?|amount(?:s|ed)|came|comes|equates|"
    r"equal|means|meant|,|:|being|stood)\b|in all|in total)",
    re.I,
)
#: "...; this was the majority", "..., which makes most".
IN_A_WORD = re.compile(
    r"[;:,–-] (?:(?:this|that|it|these|they|which) )?(?:was|is|were|are|makes?|made|amounts? to|comes? to) $", re.I
)
#: Those or that of which the sentence before told.
ANAPHOR = re.compile(r"^(?:they|these|those|it|this|that|there (?:was|were))\b", re.I)
#: A term said in the next sentence of those who "did so".
DID_SO = re.compile(
    r"^ (?:of (?:them|these|those) )?(?:did|do|said|thought|felt|were|was|had done|answered|agreed) so\b"
)
#: Words of a sentence that only gives a figure.
NO_MORE = stems(
    "there number numbered count tally share figure case part took true actual sum put question yes exactly precisely"
)
SAID_SO = re.compile(
    r"\b(?:agreed|(?:said|saying|thought|felt) (?:so|yes|this|the same|that they did)|(?:did|do|doing|done) so|did|"
    r"were|told us so|answered yes|had|(?:to|of) (?:that|this) (?:effect|view|mind)|(?:this|that|it) (?:was|had been) "
    r"(?:so|done|the case)|was the case)\.?$",
    re.I,
)


def fits(word: Share, figure: Share) -> bool:
    """Whether a word can be said of a figure, allowing for the figure's own rounding."""
    return word.meets(figure)


Pair = tuple[Sentence, Share, Sentence, Share]


@lru_cache(maxsize=4)
def pairs(report: Report) -> tuple[Pair, ...]:
    """Each term or fraction with each figure that is given for it."""
    return tuple(_pairs(report))


def _pairs(report: Report) -> Iterator[Pair]:
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
        if len(told) == 1 and told[0].kind in ("term", "fraction") and follows:
            figures = [share for share in follows.shares if not share.change]
            if _goes_on(sentence.text, follows.text, figures, 0):
                yield from ((sentence, told[0], follows, figure) for figure in figures)
        yield from _after_a_stop(sentence, told)
        if follows and told and all(share.kind in ("percent", "count") for share in told):
            words = [share for share in follows.shares if share.kind in ("term", "fraction")]
            if len(words) == len(follows.shares) == 1 and DID_SO.match(follows.text[words[0].end :]):
                yield follows, words[0], sentence, told[-1]


@lru_cache(maxsize=4)
def paired(report: Report) -> frozenset[tuple[int, int]]:
    """The numbers of the sentences of which one gives the figure for the other's word."""
    return frozenset((min(one.number, two.number), max(one.number, two.number)) for one, _, two, _ in pairs(report))


def _after_a_stop(sentence: Sentence, told: list[Share]) -> Iterator[tuple[Sentence, Share, Sentence, Share]]:
    """A word with the figure that the same sentence gives for it behind a stop, or the other way round."""
    stop = re.search(r"[;:] ", sentence.text)
    for figure, word in pairwise(told):
        named = word.kind == "term" and figure.kind in ("percent", "count")
        if named and IN_A_WORD.search(sentence.text[figure.end : word.start]):
            yield sentence, word, sentence, figure
    if stop and told and told[0].kind in ("term", "fraction") and told[0].end < stop.start():
        figures = [share for share in told[1:] if share.start >= stop.start()]
        behind = sentence.text[stop.end() :]
        if len(figures) == len(told) - 1 and _goes_on(sentence.text[: stop.start()], behind, figures, stop.end()):
            yield from ((sentence, told[0], sentence, figure) for figure in figures)


def linked(text: str, one: Share, other: Share) -> bool:
    """Whether of two neighbours in a sentence one gives the other's figure."""
    between = text[one.end : other.start]
    if other.kind == "count" and other.text.lower().startswith("of ") and between == " ":
        return bool(re.match(r"^ in (?:number|all|total)\b|^\)|^,", text[other.end :]))
    if CONTRAST.search(between) or len(between) > 160 or between.count(",") > 2:
        return False
    after = text[other.end :]
    if re.search(r"\((?:[^()]*)$", between):
        return bool(re.match(r"^[^(]*\)", after)) and " per " not in after[:12]
    if one.kind in ("percent", "count") and other.kind in ("term", "fraction"):
        apposed = re.search(
            r"(?:,|\(| [–-])(?: or| that is| in other words| that is to say| which is|"
            r" i\.e\.| meaning| so)?,?(?: in| of)? $",
            between,
        )
        return bool(
            apposed
            and re.match(
                r"^(?: of (?:them|those|these|staff|the \w+|\w+)(?: who \w+| (?:that|whom) we \w+)?)?"
                r"(?:[,.;)]| [–-]|$)(?! ?\(?\d)",
                after,
            )
        ) or bool(
            re.search(
                r"\b(?:which (?:is|was)|that is|equivalent to|meaning|making(?: up)?|represent(?:s|ed|ing)|a "
                r"total of|or) $",
                between,
            )
        )
    return bool(LEADS.search(between) and TRAILS.match(after) and not re.match(r"^ of (?:whom|which)\b", after))


def _goes_on(said: str, follows: str, figures: list[Share], begin: int) -> bool:
    """Whether the words that follow only give the figure of what was said; `begin` is their place in the sentence."""
    plain = all(share.kind in ("percent", "count") for share in figures)
    ahead = follows[: figures[0].start - begin] if figures else ""
    if (
        not figures
        or not plain
        or len(figures) > 2
        or CONTRAST.search(ahead + follows[figures[0].end - begin : figures[-1].start - begin])
    ):
        return False
    if negative(said) != negative(follows):
        return False
    if GOES_ON.match(follows) and len(follows) < 160 and len(stems(follows)) <= 5:
        return True
    bare = stems(follows[: figures[0].start - begin] + follows[figures[-1].end - begin :])
    known = stems(said)
    so = SAID_SO.search(follows.rstrip(" )"))
    short = bool(begin) and len(follows) < 60
    if ANAPHOR.match(follows) and len(follows) < 120 and bare <= known | NO_MORE:
        return True
    return bool(so) and len(bare - known - NO_MORE) <= 2 or bool((bare or short) and bare <= known)


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
