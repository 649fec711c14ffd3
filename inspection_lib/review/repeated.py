"""One finding told more than once: with different words, more strongly in a headline, or turned round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .claims import Claim, claims
from .content import kind_of, likeness, negative, stems, without
from .fitting import paired
from .registry import Report, Said, Setting, Severity, quoted, rule
from .report import Sentence

HEADLINES = ("key messages", "conclusion")
PARTS = re.compile(
    r",? which | and (?=(?:they |it |this |had |were |was |have |knew |felt |understood )|\w+ed )|;|, and |, with ",
    re.I,
)
TOO_EARLY = re.compile(
    r"\b(?:too (?:early|soon) to|not yet (?:possible|known|clear)|remain(?:s|ed) to be seen|no "
    r"evidence (?:yet|that))\b",
    re.I,
)
#: A headline that already says that not everyone is meant.
HEDGED = re.compile(
    r"\b(?:some|many|most|majority|few|half|third|quarter|generally|mostly|largely|often|"
    r"sometimes|mixed|inconsistent|uneven|varied|"
    r"not all|more|improvements? (?:was|were|is) needed|areas? (?:for|of) improvement|(?<!capacity )to improve|"
    r"need(?:s|ed)? to|could (?:be|have)|should|almost|usually|in part|partly|too|not yet|number of)\b|\d ?%|"
    r"\d of \d",
    re.I,
)
#: A headline that leaves nobody and nothing out.
ALWAYS = re.compile(r"\b(?:always|every|all|invariably|without exception|each|everyone)\b", re.I)


@lru_cache(maxsize=4)
def told(report: Report) -> tuple[Claim, ...]:
    """The claims of a report, worked out once."""
    return tuple(claims(report))


def alike(found: tuple[Claim, ...], least: float, across: bool = False) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims that tell the same, the earlier first; only those that share a rare word are compared.

    `across` also pairs what is told of records with what is told of the people whom they are about.
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, claim in enumerate(found):
        for word in claim.told:
            places["" if across else claim.kind, word].append(place)
    seen = set()
    for there in places.values():
        if len(there) > 40:
            continue
        for n, one in enumerate(there):
            for other in there[n + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    apart = found[one].sentence is not found[other].sentence
                    same = apart and _same(found[one], found[other], least, across)
                    if same and _nearest(found, one, other) and _nearest(found, other, one):
                        yield found[one].beside(found[other].told), found[other].beside(found[one].told)


def _nearest(found: tuple[Claim, ...], one: int, other: int) -> bool:
    """Whether no other claim of the second one's sentence is more like the first."""
    beside = [found[n] for n in (other - 2, other - 1, other + 1, other + 2) if 0 <= n < len(found)]
    least = likeness(found[one].told, found[other].told)
    return not any(
        claim.sentence is found[other].sentence and likeness(found[one].told, claim.told) > least for claim in beside
    )


def _same(one: Claim, other: Claim, least: float, across: bool) -> bool:
    if across and one.kind != other.kind:
        words = [frozenset(word for word in claim.told if not word.startswith("#")) for claim in (one, other)]
        return one.comparable(other) and not one.group | other.group and likeness(*words) >= 0.7
    return one.same_finding(other, least)


def _place(claim: Claim) -> str:
    return quoted(claim.sentence, 0, len(claim.sentence.text), 110)


def _word(claim: Claim) -> str:
    return " ".join(claim.share.text.lower().split())


@rule("D1", "would change the word")
def one_finding_has_one_share(report: Report, _: Setting) -> Iterator[Said]:
    """A finding that is told again is told with a share that can be the same."""
    for one, other in alike(told(report), 0.6):
        if (
            one.negative == other.negative
            and one.apart(other)
            and one.sentence.part not in HEADLINES
            and other.sentence.part not in HEADLINES
            and not _overall(one.sentence)
            and (one.sentence.number, other.sentence.number) not in paired(report)
        ):
            said = f"told as “{_word(one)}” on line {one.sentence.line(one.share.start).number}: “{_place(one)}”"
            yield Said(other.sentence.line(other.share.start), _place(other), said, "likely")


@rule("D2", "question to the author")
def one_finding_has_one_wording(report: Report, _: Setting) -> Iterator[Said]:
    """A finding is told once, and where it comes back, with the same words for its share."""
    for one, other in alike(told(report), 0.7):
        same_part = one.sentence.part == other.sentence.part == "body"
        if same_part and one.negative == other.negative and not one.apart(other) and _near(one, other):
            line = one.sentence.line(one.share.start).number
            again = _word(one) == _word(other)
            if again and likeness(one.told, other.told) < 0.85:
                continue
            said = f"told already on line {line}" + ("" if again else f", there as “{_word(one)}”")
            yield Said(
                other.sentence.line(other.share.start), _place(other), said, "possible", "tidy" if again else None
            )


def _near(one: Claim, other: Claim) -> bool:
    """Whether a repetition is one: the same kind of word, or a term and a figure that come in running text."""
    kinds = {one.share.kind, other.share.kind}
    return len(kinds) == 1 or kinds == {"term", "fraction"} and one.sentence.heading == other.sentence.heading


@rule("N1", "error")
def negatives_are_not_turned_round(report: Report, _: Setting) -> Iterator[Said]:
    """What most were not is never told as what most were."""
    for one, other in alike(told(report), 0.6, across=True):
        if one.negative != other.negative and one.apart(other):
            denied, said = (one, other) if one.negative else (other, one)
            line = denied.sentence.line(denied.share.start)
            yield Said(
                other.sentence.line(other.share.start),
                _place(other),
                f"line {line.number} says that “{_word(denied)}” were not; this says that “{_word(said)}” were",
                "likely",
            )


@rule("H1", "question to the author")
def headlines_are_no_stronger_than_the_body(report: Report, _: Setting) -> Iterator[Said]:
    """A key message or conclusion says no more than the share under it bears out."""
    body = _Body([claim for claim in told(report) if claim.sentence.part == "body" and not _overall(claim.sentence)])
    early = [one for one in report.sentences if one.part == "body" and TOO_EARLY.search(one.text)]
    own: dict[int, list[Claim]] = defaultdict(list)
    for claim in told(report):
        own[claim.sentence.number].append(claim)
    for sentence in report.sentences:
        if (sentence.part not in HEADLINES and not _overall(sentence)) or sentence.is_row:
            continue
        if sentence.shares:
            yield from _worded(own[sentence.number], sentence, body)
        elif not HEDGED.search(sentence.text):
            yield from _universal(sentence, body)
            yield from _too_early(report, sentence, early)


class _Body:
    """The claims of the body, found by the words that they tell; words that stand everywhere find nothing."""

    def __init__(self, claims: Sequence[Claim]):
        self.by_word: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            for word in claim.told:
                self.by_word[word].append(claim)

    def near(self, words: frozenset[str]) -> list[Claim]:
        """The claims that share a word, in the order of the report."""
        there = (self.by_word[word] for word in words if 0 < len(self.by_word.get(word, ())) <= 60)
        return sorted({id(c): c for found in there for c in found}.values(), key=lambda c: c.sentence.number)


def _overall(sentence: Sentence) -> bool:
    return bool(re.match(r"^(?:Overall|In conclusion|In summary|To conclude|We conclude[d]? that)\b", sentence.text))


def _worded(own: list[Claim], sentence: Sentence, body: _Body) -> Iterator[Said]:
    """A headline with a share of its own, higher than the body's."""
    for headline in own:
        for under in body.near(headline.told):
            claim, below = headline.beside(under.told), under.beside(headline.told)
            if (
                claim.kind == below.kind
                and claim.comparable(below)
                and claim.group == below.group
                and likeness(claim.told, below.told) >= 0.55
                and claim.apart(below)
            ):
                grave: Severity | None = "would change the word" if claim.range[0] > below.range[1] else None
                yield Said(sentence.line(), quoted(sentence, 0, len(sentence.text)), _said(below), "likely", grave)


def _universal(sentence: Sentence, body: _Body) -> Iterator[Said]:
    """A headline that speaks of everyone, where the body says that less than three-quarters are meant."""
    whole = kind_of(sentence.text)
    before = ""
    praised = [
        stems(match["what"] or match["whose"])
        for match in PRAISED.finditer(sentence.text)
        if not negative(sentence.text)
    ]
    for below in body.near(frozenset().union(*praised)):
        if GRADED.search(below.sentence.text) and below.range[1] <= 75 and any(w & below.told for w in praised):
            yield Said(sentence.line(), quoted(sentence, 0, len(sentence.text)), _said(below), "possible")
            return
    for clause in PARTS.split(sentence.text):
        kind = kind_of(clause) or whole
        words = stems(clause) | stems(" ".join(re.findall(r"[\w'-]+", before)[-1:]))
        most = 90 if ALWAYS.search(clause) else 75
        for below in body.near(words):
            low, high = below.beside(words).range
            denied = negative(clause) and not (without(clause) and not without(clause) & below.told)
            enough = likeness(words, below.told) >= 0.6 and len(words & below.told) >= min(2, len(words)) > 0
            meant = kind == below.kind or (below.kind == "staff" and f"#{kind}" in below.told)
            meant = meant or (not kind and below.kind == "records" and bool(below.papers))
            if meant and not below.group and enough and (low > 25 if denied else high <= most):
                yield Said(sentence.line(), quoted(sentence, 0, len(sentence.text)), _said(below), "possible")
                return
        before = clause


def _too_early(report: Report, sentence: Sentence, early: list[Sentence]) -> Iterator[Said]:
    """A headline that tells as reached what the body says is too early to tell."""
    words = stems(sentence.text)
    for below in early:
        if not TOO_EARLY.search(sentence.text):
            before = report.sentences[below.number - 1].text if below.number else ""
            common = words & (stems(below.text) | stems(before))
            if len(words & stems(below.text)) >= 2 and len(common) >= max(3, 0.6 * len(words)):
                said = f"line {below.line().number} says “{quoted(below, 0, len(below.text))}”"
                yield Said(sentence.line(), quoted(sentence, 0, len(sentence.text)), said, "possible")
                return


def _said(claim: Claim) -> str:
    return f"line {claim.sentence.line(claim.share.start).number} has “{_word(claim)}”: “{_place(claim)}”"


#: A headline that praises the quality of something, and a body that grades it.
PRAISED = re.compile(
    r"(?:^|[.;,] )(?P<whose>[\w' ]{3,40}?) (?:was|were|is|are) (?:of )?(?:an? )?(?:consistently |generally )?"
    r"(?:high|good|strong|excellent)(?: quality| standard)"
    r"|\b(?:high|good|strong|excellent|consistent(?:ly good)?) (?:quality|standards?) (?:of |in )?"
    r"(?P<what>[\w ]{3,40}?)"
    r"(?=[.,;]| (?:was|were|is|are|gives?|gave|and|in|across|that|which|helped|ensured)\b|$)",
    re.I,
)
GRADED = re.compile(
    r"\b(?:good or better|of a good standard|(?:good|high) quality|well written|evaluated as good)\b", re.I
)
