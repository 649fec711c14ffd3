"""What a sentence claims: of whom, what, how many, and whether it is said to be so or not to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from .content import KINDS, content, degree, kind_of, likeness, negative, stems, without
from .implied import BEGINS_WITH_IT, people_before, same_deed, spoken_of, told_before
from .nouns import UNITS
from .phrases import Share
from .report import Report, Sentence

#: Where a sentence parts into clauses, if there is a share on both sides.
CLAUSES = re.compile(
    r"[,;:–]? (?:while|whereas|but|although|though|however|(?<!not )yet|compared (?:with|to))\b|;|,? and "
    r"(?=(?:in )?(?:the )?)|, |(?<=\w) - (?=\w)| – ",
    re.IGNORECASE,
)
#: The main verb after a clause that begins with "that": "That most plans said so was to the credit of managers".
VERDICT = re.compile(r" (?:was|is|speaks|spoke|reflects|reflected|shows|showed|does|did) (?!so\b)", re.I)
#: Shares that are set beside others: of Scotland, or of a group that the sentence before leaves open.
ELSEWHERE = re.compile(
    r"\.csv\b|\b(?:Scotland|Scottish average|national(?:ly)?|(?:share|proportion|figure) was "
    r"(?:higher|lower))\b",
    re.I,
)
LEADING = re.compile(r"(?:because|as|since|although|while|if|when|given that|with|that)\b", re.I)
#: A share of what another share leaves says nothing without it.
LEFT_OVER = re.compile(r"\b(?:remaining|remainder|the rest|the other)\b", re.I)
#: Where what is told begins: "leaders were not surprised that just over half of ...".
THAT = re.compile(r"\bthat (?:only |just |the )?$")
PAPER = re.compile(r"\b(chronolog|assess|plan|discuss|meet|interview|referral|hearing|review|decision)", re.I)
#: The first stems of professions and agencies.
ROLES = frozenset(
    {
        "social",
        "teacher",
        "nurs",
        "school",
        "polic",
        "health",
        "education",
        "midwiv",
        "doctor",
        "lawyer",
        "reporter",
        "foster",
    }
)
#: What names those who act: alone it tells nothing of what they did.
AGENTS = ROLES | {"work", "servic", "care", "agenc", "multi-agenc", "partner"}
#: A clause that says what a report leaves out tells nothing of what it left out.
WITHHELD = re.compile(
    r"\bwe (?:do|did|can|could|have|will) ?not (?:report|show|publish|give|print)|"
    r"\b(?:answers?|findings?|figures?|results?|shares?|numbers?|counts?)\b[\w' ]* "
    r"(?:(?:are|were|is|was|can|have|has) ?not (?:be |been )?(?:reported|shown|published|given|printed)|"
    r"(?:are|were|is|was) (?:withheld|left out))"
    r"(?= here\b|[,.;]| because\b| as\b| since\b| where\b|$)",
    re.I,
)
NOUN = re.compile(rf"\b{UNITS}\b", re.I)
TOO_FAR = re.compile(r"[.;]|\b(?:who|that|which|we|were|was|said|felt|had|did)\b", re.I)
ASKED = re.compile(
    r"\b(?:staff|parents?(?: and carers?)?|carers?|children(?: and young people)?(?:'s)?|young "
    r"people|children)(?:'s)? (?:\w+ )?surveys?\b|\bsurveys? (?:of|for) [\w ]+",
    re.I,
)
YEARS = re.compile(r"\b(?:19|20)\d\d\b|\b(?:previous|last|earlier|first|second) (?:inspection|survey|year)\b", re.I)


@dataclass(frozen=True)
class Claim:
    """A share with what it is said of: the kind of people or papers, words that narrow them, and what is told."""

    sentence: Sentence
    share: Share
    kind: str
    group: frozenset[str]
    told: frozenset[str]
    negative: bool
    years: frozenset[str]
    without: frozenset[str] = frozenset()  # what its "without" denies, if that is all that makes it negative
    degree: str = ""

    @property
    def range(self) -> tuple[Fraction, Fraction]:
        """The range of the share for what is told without its "not"."""
        low, high = self.share.low, self.share.high
        return (100 - high, 100 - low) if self.negative else (low, high)

    @property
    def papers(self) -> frozenset[str]:
        """The papers and meetings that the claim is about."""
        return frozenset(match.lower() for match in PAPER.findall(" ".join(self.told)))

    @property
    def roles(self) -> frozenset[str]:
        """The professions and agencies that the claim speaks of."""
        return self.told & ROLES

    @property
    def whose(self) -> frozenset[str]:
        """The people whom it speaks of besides those that are counted."""
        return frozenset(word for word in self.told if word.startswith("#"))

    def same_finding(self, other: Claim, least: float = 0.6) -> bool:
        """Whether two claims tell the same of the same people, as far as their words show."""
        if self.kind == "records" and (self.whose != other.whose or self.papers != other.papers):
            return False
        if self.roles and other.roles and not self.roles & other.roles:
            return False
        if self.kind != other.kind or self.group != other.group or not self.comparable(other):
            return False
        if self.told & other.told <= AGENTS:  # who acted is not what was done
            return False
        return likeness(self.told, other.told) >= least

    def one_time(self, other: Claim) -> bool:
        """Whether two claims can be of one time: they name the same years, or one of them names none."""
        return not (self.years and other.years) or self.years == other.years

    def comparable(self, other: Claim) -> bool:
        """Whether two claims can be of one time and one degree: "weighed in full" and "weighed in part" are two."""
        return self.one_time(other) and not (self.degree and other.degree and self.degree != other.degree)

    def beside(self, words: frozenset[str]) -> Claim:
        """The claim as it is compared with words: "without delay" denies nothing where they do not speak of delay."""
        return replace(self, negative=False) if self.without and not self.without & words else self

    def apart(self, other: Claim) -> bool:
        """Whether no share can be both."""
        (low, high), (other_low, other_high) = self.range, other.range
        wide = low < high and other_low < other_high
        return low > other_high or other_low > high or (wide and (low == other_high or other_low == high))


def claims(report: Report) -> list[Claim]:
    """Every claim of a report with a share in it, in order; rows of tables and the declared scale are none."""
    return [
        claim
        for sentence in report.sentences
        if sentence.part != "appendix" and sentence.shares and not ELSEWHERE.search(sentence.text)
        for claim in claims_of(report, sentence)
    ]


def claims_of(report: Report, sentence: Sentence) -> Iterator[Claim]:
    """The claims of one sentence, a clause at a time."""
    told = [share for share in sentence.shares if not share.change]
    for begin, end, lead, share in _clauses(sentence.text, told):
        if WITHHELD.search(sentence.text, begin, end):
            continue
        claim = _claim(report, sentence, (begin, end), lead, share)
        if claim.told and not LEFT_OVER.search(sentence.text[max(lead.start - 25, 0) : lead.end]):
            yield claim


def _clauses(text: str, told: list[Share]) -> Iterator[tuple[int, int, Share, Share]]:
    """Each share with its clause: from the last break before it to the first break before the next share.

    Of one that is told twice over, as a word and as figures, the first says of whom and the last how many.
    """
    begin, lead = 0, told[0] if told else None
    if told and (introduced := THAT.search(text[: told[0].start])):
        begin = introduced.end()
    for place, share in enumerate(told):
        lead = lead or share
        follows = told[place + 1] if place + 1 < len(told) else None
        if follows is None:
            yield begin, _end(text, begin, share), lead, share
            return
        between = text[share.end : follows.start]
        if _beside(between) or _apposed(text, share, follows):
            continue
        breaks = list(CLAUSES.finditer(text, share.end, follows.start))
        if breaks:
            strong = [m for m in breaks if m[0].strip(" ,").lower() not in ("", "and")]
            last = (strong or breaks)[-1]
            yield begin, last.start(), lead, share
            begin = last.end()
        lead = None


def _end(text: str, begin: int, share: Share) -> int:
    """Where the clause of a sentence's last share ends: a leading clause at its comma, a "that" at the main verb."""
    cut = text.find(",", share.end) if LEADING.match(text) and not begin else -1
    verb = VERDICT.search(text, share.end) if cut < 0 and text.startswith("That ") else None
    return verb.start() if verb else cut if cut > 0 else len(text)


def _beside(between: str) -> bool:
    """Whether two shares are one figure told twice over: "62% (48 of 78)", "most staff who replied (62%)"."""
    told = r"[\s(,:–-]*(?:or|that is|i\.e\.|which is)?[\s(,]*(?:of [\w\s]{0,20})?"
    return bool(re.fullmatch(told, between) or re.fullmatch(r"[^()]{0,120}\((?:[^()\d]{0,25})", between))


def _apposed(text: str, share: Share, figure: Share) -> bool:
    """Whether a word's figure stands after it between commas: "two in three children in care, 188 of 282, lived"."""
    between = text[share.end : figure.start]
    words = share.kind in ("term", "fraction") and figure.kind in ("percent", "count")
    return words and len(between) < 80 and between.endswith(", ") and text[figure.end : figure.end + 1] in (",", ".")


def _claim(report: Report, sentence: Sentence, place: tuple[int, int], lead: Share, share: Share) -> Claim:
    (begin, end), clause = place, sentence.text[slice(*place)]
    after = re.split(r" \(", sentence.text[lead.end : end])[0] or sentence.text[share.end : end]
    inside = NOUN.search(lead.text)
    subject = NOUN.search(after[:80]) if not inside else None
    subject = None if subject and TOO_FAR.search(after[: subject.start()]) else subject
    whom = inside[0] if inside else subject[0] if subject else ""
    others, again = ("", False) if whom else people_before(report, sentence, begin, sentence.text[share.end :])
    asked = ASKED.search(sentence.text) if re.match(r"(?:respond|repl|respons|particip|people)", whom, re.I) else None
    kind = (
        kind_of(others or whom)
        or (kind_of(asked[0]) if asked else "")
        or kind_of(after[:80])
        or kind_of(clause)
        or kind_of(sentence.text)
    )
    clause = WHO_ANSWERED.sub(lambda match: " " * len(match[0]), clause)
    told = stems(clause[: max(lead.start - begin, 0)] + " " + _without(clause, lead, share, begin))
    deed = same_deed(sentence.text[:begin], sentence.text[share.end : end])
    narrowed = _narrowed(lead, after, subject)
    told -= narrowed
    told |= {
        f"#{other}"
        for other, pattern in KINDS.items()
        if other != kind and other != "records" and pattern.search(clause)
    }
    if deed:
        told |= deed
    elif begin and (not subject or re.match(r"^ ?(?:the quality|it|they|these|this|those)\b", clause, re.I)):
        told |= stems(" ".join(content(sentence.text[:begin])[:2]))
    if not subject and not kind and sentence.number:
        kind = kind_of(report.sentences[sentence.number - 1].text)
    if before := told_before(report, sentence, clause):
        kind, told = kind_of(before), told | stems(before)
    if len(told) == 1 or again or BEGINS_WITH_IT.match(sentence.text):
        told |= spoken_of(report, sentence)
    years = frozenset(YEARS.findall(clause.lower()))
    return Claim(sentence, share, kind, narrowed, told, negative(clause), years, without(clause), degree(clause))


def _without(clause: str, lead: Share, share: Share, begin: int) -> str:
    """What a clause says after its first share, without the words of the shares themselves."""
    between = clause[max(lead.end - begin, 0) : max(share.start - begin, 0)] if share is not lead else ""
    return between + " " + clause[max(share.end - begin, 0) :]


#: Those who took part in a survey are its people, and no group of them.
WHO_ANSWERED = re.compile(
    r"\bwho (?:completed|answered|returned|filled in|took part in|replied to) (?:our|the) \w+", re.I
)


def _narrowed(lead: Share, after: str, subject: re.Match[str] | None) -> frozenset[str]:
    """The words that narrow those who are counted to a group of them, before their name and behind it."""
    closer = (CLOSER.match(after, subject.end()) or WHOSE.match(after, subject.end())) if subject else None
    narrowed = stems(after[: subject.start()] + " " + (closer[0] if closer else "")) if subject else frozenset()
    first = re.match(r"(?:of|out of|among)\b", lead.text, re.I)  # "of the 28 that had been delayed, 14 were"
    return narrowed | stems(lead.text) if first else narrowed


#: What narrows people after their name: "children in foster care", "staff with a caseload".
CLOSER = re.compile(
    r" (?:in|with|on|under|living in|from|of|aged) (?!our\b|the (?:survey|sample|area)\b)(?:[\w'-]+ ?){1,5}?"
    r"(?=$|,| (?:\(|who|were|was|had|have|did|could|felt|said|knew|agreed|lived|got|received|are|told|"
    r"thought|reported|believed)\b)",
    re.I,
)
#: What narrows people by their part in the work: "staff who replied and whose role was to plan".
WHOSE = re.compile(
    r"(?: who \w+(?: to our survey)?,?(?: and)?)?,? whose [\w' -]{2,40}? "
    r"(?:is|was|are|were|includes?|included|involves?|involved) "
    r"(?:[\w'-]+ ){1,8}?(?=(?:were|was|had|have|did|could|felt|said|knew|agreed|are|told|thought|reported|believed)\b)",
    re.I,
)
