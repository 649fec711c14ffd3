"""What a clause leaves unsaid because the words before it said so: its people, its matter, what "it" and "so" mean."""

from __future__ import annotations

import re

from .content import PAST, content, stems
from .nouns import UNITS
from .report import Report, Sentence

#: A sentence that says "this" for what the one before told: "most of them knew this".
SAID_OF = re.compile(r"\b(?:this|it|that|so)[.]?$", re.I)
#: A sentence that begins with what the one before speaks of.
BEGINS_WITH_IT = re.compile(r"^(?:Its?|This|They|Their|These|That|Those)\b")
#: What follows a share that is said of people who were named before: "the majority were", "most, then, had".
ELLIPTIC = re.compile(
    r"^,? ?(?:(?:therefore|then|however|also|in turn),? )?(?:were|was|had|have|did|could|felt|said|knew|came|are|is|"
    r"got|received|agreed|thought)\b",
    re.I,
)
#: What follows a share whose clause says only that others did the same: "in most, so did the police".
SO_DID = re.compile(
    r"^,? ?(?:so|nor|neither) (?:did|do|does|was|were|is|are|had|has|have|could|would|can|will) (?P<who>[^.;(]+)", re.I
)
#: The first verb of a clause, where what is told of its subject begins.
VERB = re.compile(
    rf"\b(?:was|were|is|are|had|has|have|did|could|felt|said|came|gave|got|found|saw|went|drew|{'|'.join(PAST)}|"
    r"[a-z]{2,}ed)\b",
    re.I,
)
NAMED = re.compile(rf"\b{UNITS}\b", re.I)


def told_before(report: Report, sentence: Sentence, clause: str) -> str:
    """What the sentence before told, where a clause says "this" of "them"; or nothing."""
    if not sentence.number or not SAID_OF.search(clause) or not re.search(r"\b(?:them|those|these)\b", clause):
        return ""
    before = report.sentences[sentence.number - 1]
    last = [one for one in before.shares if not one.change][-1:] if before.heading == sentence.heading else []
    return before.text[last[0].start :] if last else ""


def people_before(report: Report, sentence: Sentence, begin: int, after: str) -> tuple[str, bool]:
    """Words that name those of whom a share without people is said, and whether the sentence before has them.

    The sentence itself has them if a clause before `begin` names any: "most staff felt valued, and the majority felt
    heard". Only where none does are they those whom the sentence before counted.
    """
    if not ELLIPTIC.match(after):
        return "", False
    if NAMED.search(sentence.text[:begin]):
        return sentence.text[:begin], False
    if not sentence.number:
        return "", False
    before = report.sentences[sentence.number - 1]
    near = before.heading == sentence.heading and any(not one.change for one in before.shares)
    last = [one for one in before.shares if not one.change][-1:] if near else []
    return (before.text[last[0].end :] or before.text, True) if last else ("", False)


def spoken_of(report: Report, sentence: Sentence) -> frozenset[str]:
    """What "it" and "this" stand for: the first thing that the sentence before speaks of."""
    if not sentence.number:
        return frozenset()
    before = report.sentences[sentence.number - 1]
    return stems(" ".join(content(before.text)[:1])) if before.heading == sentence.heading else frozenset()


def same_deed(before: str, after: str) -> frozenset[str]:
    """What is told by a clause that says only "so did" others: the others, and what the clause before says was done.

    >>> sorted(same_deed("In most records, social work took part in the meeting", ", so did the police."))
    ['meet', 'part', 'polic', 'take']
    """
    others = SO_DID.match(after)
    if not others or not before:
        return frozenset()
    verb = VERB.search(before)
    return stems(others["who"]) | stems(before[verb.start() if verb else 0 :])
