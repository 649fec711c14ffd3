"""Parts held to their whole: complements that make 100%, and parts that do not make more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..numerals import shown
from .content import kind_of, negative
from .lines import LABELLED
from .parts import counted_parts
from .phrases import Share
from .registry import Report, Said, Setting, quoted, rule
from .report import Sentence

#: What makes a share the other side of the one before it; "any other" children are no rest of those before.
REST = re.compile(
    r"(?<!\beach )(?<!\bany )(?<!\bevery )(?<!\bno )(?<!\bsome )\b"
    r"(?:the )?(?:remaining|remainder|rest|other(?! words| than))\b",
    re.I,
)
#: The same, right before a share: "the remaining staff (30 of 78)".
REST_NEXT = re.compile(REST.pattern + r"(?:,| \w+,?)?(?: \w+){0,2} ?\(?$", re.I)
LEFT = re.compile(r"\b(?:that|which|this) (?:left|leaves|meant|means)\b|\bleaving\b", re.I)
OPENS = re.compile(r"(?:(?:and|but|in|for|of|among|with) )?(?:the )?(?:remaining|remainder|rest|other)\b", re.I)
#: "Present in 65% and missing from 45%": the second share is said to be what the first leaves.
LACKING = re.compile(
    r"\b(?:missing|absent|lacking|late|overdue|delayed|unclear|incomplete|unmet|out of date|outstanding|"
    r"not (?:present|there|in place|recorded|held|met|done|so|included))"
    r"(?: (?:from|in|for))? $",
    re.I,
)
DID_NOT = re.compile(
    r"^(?: of (?:them|those|staff|the \w+|\w+)| (?:staff|parents|carers|children|people|records|"
    r"respondents|others))?,? (?:who |that |which |they |it |this |these |he |she |the \w+ )?"
    r"(?:(?:said|felt|told us) (?:that )?(?:they |it |this )?)?(?:(?:did|were|was|had|have|are|is|do|"
    r"does|could|would|are) not(?: yet)?|lacked|had no|were without|failed to|were unable to)\b"
    r"(?P<tail>[^,.;]*?)(?= (?:were|was|are|is|had|have)\b|[,.;]|$)|"
    r"^(?:[ \w]{0,20}) (?P<opposite>disagreed|said no|answered no)\b",
    re.I,
)
UNDECIDED = re.compile(
    r"\b(?:don't know|do not know|did not know|didn't know|unsure|not sure|not applicable|neither|"
    r"undecided|no opinion|disagree[ds]?|"
    r"did not answer|did not reply|not answer|no answer|skipped|prefer not|preferred not|not known|unknown)\b",
    re.I,
)
SEVERAL = re.compile(
    r"\b(?:more than one|multiple|several answers|tick all|all that appl(?:y|ied)|choose several|"
    r"could (?:choose|tick|select|give|name|pick)|"
    r"may add|add up to more|overlap|not exclusive|as many as)\b",
    re.I,
)
#: Answers of which a person gives only one, and groups in which a person is only once.
EXCLUSIVE = re.compile(
    r"\b(?:agree[ds]?|disagree[ds]?|said (?:yes|no)|answered (?:yes|no)|(?:don't|did not|didn't|"
    r"do not) know|in full|in part|partly|partially|fully|not at all|good or better|good|(?:all|most|"
    r"some|none|only some)(?: or (?:all|most|some|none))? of the time|always|sometimes|never|"
    r"rarely|"
    r"every (?:day|week|fortnight|month|year)|once an? \w+|(?:less|more) often|daily|weekly|fortnightly|monthly|yearly|"
    r"excellent|very good|adequate|weak|unsatisfactory|aged|under \d+|over \d+|boys|girls|male|"
    r"female|worked (?:in|for)|lived (?:at|with|in)|at home|with (?:foster|kinship|parents|relatives)|"
    r"in residential|came from|were from|"
    r"made up|were (?:police|health|education|social work)|from (?:police|health|education|social "
    r"work|the third sector)|met|neither|unsure|on time|late)\b",
    re.I,
)


@rule("P1", "error")
def complements_make_a_whole(report: Report, _: Setting) -> Iterator[Said]:
    """A share and its other side ("the remaining", "did not") make 100%, as far as words and rounding go."""
    yield from counted_parts(report, denied=True)
    for sentence in report.sentences:
        told = [share for share in sentence.shares if not share.change]
        for one, other in _neighbours(_once(told)):
            beside = _other_side(sentence.text, one, other) and not _two_wholes(sentence, one, other)
            if beside and not _makes_a_whole(report, sentence, other):
                yield from _sum(sentence, one, sentence, other, sentence.text)
        follows = report.after(sentence)
        if told and follows and follows.shares and not follows.shares[0].change:
            last, first = _last(told), follows.shares[0]
            opening = follows.text[: first.start] + _rest_of(first)
            opens = _opens_rest(opening, follows.text[first.end :], sentence.text[last.end :])
            if opens and not _makes_a_whole(report, follows, first):
                yield from _sum(sentence, last, follows, first, sentence.text + follows.text)


def _neighbours(told: list[Share]) -> Iterator[tuple[Share, Share]]:
    """Each share with the next; of a figure told twice over ("62%, 48 of 78") the first."""
    for place, one in enumerate(told[:-1]):
        yield one, told[place + 1]
        if place + 2 < len(told) and told[place + 1].start - one.end < 30:
            yield one, told[place + 2]


def _two_wholes(sentence: Sentence, one: Share, other: Share) -> bool:
    """Whether two shares with a semicolon between them are out of two bases, as in a line of a list."""
    bases = {share.base for share in sentence.shares if share.base and one.start <= share.start <= other.start}
    return ";" in sentence.text[one.end : other.start] and len(bases) > 1


def _makes_a_whole(report: Report, sentence: Sentence, rest: Share) -> bool:
    """Whether a share makes 100% with some of those told before it in its paragraph, the nearest first."""
    before: list[Share] = []
    for place in range(max(sentence.number - 3, 0), sentence.number + 1):
        told = report.sentences[place]
        if told.paragraph is sentence.paragraph:
            before += _once([s for s in told.shares if not s.change and (told is not sentence or s.end <= rest.start)])
    low, high = rest.low, rest.high
    for parts, share in enumerate(reversed(before), 1):
        low, high = low + share.low, high + share.high
        slack = 1 if "fraction" in (share.kind, rest.kind) else 0
        if parts > 1 and low - slack <= 100 <= high + slack:
            return True
    return False


def _once(told: list[Share]) -> list[Share]:
    """The shares of a sentence, of a figure that is told twice over ("62% (48 of 78)") only the first."""
    kept: list[Share] = []
    for share in told:
        if not kept or share.start - kept[-1].end > 3 or not share.meets(kept[-1]):
            kept.append(share)
        elif kept[-1].kind in ("term", "fraction"):
            kept[-1] = share
    return kept


def _last(told: list[Share]) -> Share:
    return told[-2] if len(told) > 1 and told[-1].start - told[-2].end < 4 else told[-1]


def _other_side(text: str, one: Share, other: Share) -> bool:
    """Whether the second of two shares in a sentence is said to be what the first leaves."""
    between, after = text[one.end : other.start] + _rest_of(other), text[other.end :]
    if len(between) > 220 or re.search(r"\([^)]*$", between) and not REST.search(between):
        return False
    if REST_NEXT.search(between) or LEFT.search(between[-40:]):
        return not re.match(r"^ of (?:the )?\w+ (?:areas|councils)", after)
    if re.match(r"^,? of (?:the |the other |other )", after) and not re.match(r"^,? of (?:them|those)", after):
        return False
    if LACKING.search(between) and not re.search(r"\b(?:missing|absent|lacking|not)\b", text[: one.start]):
        return True
    denied = DID_NOT.match(after)
    if not denied or not re.search(r",|;|\b(?:and|while|whereas|but|although)\b| [–-] ", between):
        return False
    return _same_matter(between, denied["tail"] or "")


#: Words after "did not" that tell nothing of their own.
NO_MATTER = frozenset({"this", "that", "them", "know", "agree", "time", "they", "with", "these", "feel"})
#: Answers of which only one can be given, in pairs.
OPPOSITES = ("agreed disagreed", "agree disagree", "said yes/said no", "boy girl", "male female", "on time/late")


def _rest_of(share: Share) -> str:
    """The "remaining" that a fraction itself begins with: "the remaining third"."""
    found = REST.match(share.text.removeprefix("the "))
    return found[0] if found else ""


def _same_matter(said: str, tail: str) -> bool:
    """Whether what a "did not" denies is what was said: nothing is added, or its words are those of before."""
    words = [w for w in re.findall(r"[a-z]{4,}", tail.lower()) if w not in NO_MATTER]
    known = said.lower()
    return sum(word[:5] in known for word in words) >= len(words) * 0.6


def _opens_rest(opening: str, after: str, before: str) -> bool:
    """Whether a sentence opens with what the one before leaves."""
    if len(opening) > 60 or re.match(r"^ of (?:them|these|those|whom)\b", after):
        return False  # a share of what is left is not what is left
    if OPENS.match(opening) or LEFT.search(opening):
        return True
    if LACKING.search(opening) and re.match(r"(?:it|this|they|these|one|those)\b", opening, re.I):
        return not negative(before)
    denied = DID_NOT.match(after)
    return bool(
        denied
        and not re.search(r"\b(?:of|among|for) \w+", opening)
        and _same_matter(before, denied["tail"] or "")
        and not kind_of(after[:25])
    )


def _sum(sentence: Sentence, one: Share, place: Sentence, other: Share, around: str) -> Iterator[Said]:
    """The finding, if two sides cannot make a whole."""
    low, high = one.low + other.low, one.high + other.high
    slack = Fraction(1) if {one.kind, other.kind} & {"fraction", "term"} else Fraction(0)
    between = sentence.text[one.end : other.start] if place is sentence else place.text[: other.end]
    rest = bool(REST.search(between + _rest_of(other)))
    undecided = not rest and bool(UNDECIDED.search(around) or REST.search(around))
    if low - slack > 100 or (high + slack < 100 and not undecided):
        numbers = one.kind in ("percent", "count") and other.kind in ("percent", "count")
        middle = (one.low + one.high + other.low + other.high) / 2
        total = f"{shown(middle)}%" if numbers else f"{shown(max(low, Fraction(0)))}% to {shown(high)}%"
        written = (
            quoted(sentence, one.start, other.end)
            if place is sentence
            else f"{quoted(sentence, one.start, one.end)} ... {quoted(place, 0, other.end)}"
        )
        yield Said(place.line(other.start), written, f"the two come to {total}", "certain" if numbers else "likely")


@rule("P2", "error")
def parts_come_to_no_more_than_a_whole(report: Report, _: Setting) -> Iterator[Said]:
    """Parts of one whole come to no more than 100%, unless people could give several answers."""
    yield from counted_parts(report, denied=False)
    for sentence in report.sentences:
        around = sentence.text + (report.sentences[sentence.number - 1].text if sentence.number else "")
        follows = report.after(sentence)
        if (
            sentence.is_row
            or (len(_parts(sentence)) < 3 and REST.search(sentence.text))
            or SEVERAL.search(around + (follows.text if follows else ""))
        ):
            continue
        parts = _parts(sentence)
        low = sum((part.low for part in parts), Fraction(0))
        if len(parts) >= 2 and low > 100 and _of_one_whole(sentence, parts, around):
            total = sum(((part.low + part.high) / 2 for part in parts), Fraction(0))
            yield Said(
                sentence.line(parts[0].start),
                quoted(sentence, parts[0].start, parts[-1].end),
                f"the parts come to {shown(total)}%",
                "likely" if len(parts) > 2 else "possible",
            )


@rule("P3", "error")
def lists_come_to_no_more_than_a_whole(report: Report, _: Setting) -> Iterator[Said]:
    """The answers of one question that stand in a list, an answer an item, come to no more than 100%."""
    items: list[tuple[Sentence, Share]] = []
    for sentence in [*report.sentences, None]:
        percents = (
            [share for share in sentence.shares if share.kind == "percent" and not share.change] if sentence else []
        )
        if (
            sentence
            and (sentence.paragraph.bullet or LABELLED.match(sentence.text))
            and len(percents) == 1
            and EXCLUSIVE.search(sentence.text)
            and len(sentence.text) < 90
        ):
            items.append((sentence, percents[0]))
            continue
        low = sum((share.low for _, share in items), Fraction(0))
        answers = {" ".join(EXCLUSIVE.findall(one.text)).lower() for one, _ in items}
        before = report.sentences[items[0][0].number - 1].text if items and items[0][0].number else ""
        if len(items) > 1 and low > 100 and len(answers) == len(items) and not SEVERAL.search(before):
            total = sum(((share.low + share.high) / 2 for _, share in items), Fraction(0))
            written = "; ".join(one.text for one, _ in items)
            yield Said(items[0][0].line(), written[:140], f"the parts come to {shown(total)}%", "likely")
        items = []


def _parts(sentence: Sentence) -> list[Share]:
    """The per cents of a sentence, or else its fractions and per cents, without a figure told twice over."""
    told = [share for share in sentence.shares if not share.change and share.kind != "term"]
    percents = [share for share in told if share.kind == "percent"]
    if len(percents) >= 2:
        return percents
    counts = [share for share in told if share.kind == "count"]
    if len(counts) >= 2 and len({share.base for share in counts}) == 1:
        return counts
    return [share for share in told if share.kind == "fraction"] if not percents and not counts else []


def _of_one_whole(sentence: Sentence, parts: list[Share], around: str) -> bool:
    """Whether shares are parts of one thing: answers that exclude each other, or a list of groups."""
    ends = [*(part.start for part in parts[1:]), len(sentence.text)]
    told = [sentence.text[part.end : end] for part, end in zip(parts, ends, strict=True)]
    marks = [EXCLUSIVE.findall(text) for text in told]
    if not all(marks):
        begins = [0, *(part.end for part in parts)]
        ahead = [sentence.text[begin : part.start][-40:] for begin, part in zip(begins, parts, strict=False)]
        marks = [EXCLUSIVE.findall(text) for text in ahead] if all(EXCLUSIVE.search(text) for text in ahead) else marks
    if len(parts) == 2:
        answers = {re.sub(r"s$", "", mark.lower()) for mark in sum(marks, [])}
        pairs = [set(pair.split("/") if "/" in pair else pair.split()) for pair in OPPOSITES]
        return any(pair <= answers for pair in pairs)
    short = all(len(text.split()) <= 10 for text in told)
    whole = re.search(
        r"\b(?:split|breakdown|made up of|consist\w+|compris\w+|distribut\w+|divided|of these|of "
        r"those|were as follows|where .* came from|proportions|(?:came|come|drawn) from|the one|only one|"
        r"one (?:answer|option|reason)|by (?:age|sex|gender|agency|service|area)(?=,)|"
        r"(?:main|single|chief) \w+|first heard|first choice|shared out|the whole of|"
        r"whole (?:budget|fund|group|sample)|one \w+ only|"
        r"(?:chose|choose|gave|give|picked|named|ticked|has|had|have|with) (?:only |just |exactly )?one)\b",
        around,
        re.I,
    )
    different = len({" ".join(mark).lower() for mark in marks}) == len(marks)
    unmarked = sum(not mark for mark in marks)
    return bool(short and whole) or (different and (not unmarked or (short and unmarked == 1)))
