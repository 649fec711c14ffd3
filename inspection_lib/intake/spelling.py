"""When two spellings are one: capitals, spaces, marks and numbering aside; and which of some words is nearest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

CLOSE = 0.72  # likeness from which a wording is offered; below it, offers were mostly wrong when tried
LONGEST_NAME = 72  # letters of a column's name where it is said
MOST_COMPARED = 2_000  # pairs of wordings that are compared in full, a thousandth of a second each
#: Parts of a number are never given back (`*+`): a name of a hundred parts would be tried in all their combinations.
NUMBERING = re.compile(
    r"^\s*(?:[a-z]{0,20}\d+[a-z]?(?:[-_.][^\W_]{1,3})*+|\d++(?:\.\d+)*+)\s*(?:[.):]|\s[-–])\s+(?=\S)", re.I
)
CODE = re.compile(r"^\s*[\[(]?(-?\d{1,2})[\])]?\s*(?:[-–—=.:)]\s*|\s+)(?=[^\W\d])")
_PLAIN = re.compile(r"[a-z0-9][a-z0-9]*(?: [a-z0-9]+)*")
MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "_": " "})

#: What tools call the columns that are no questions, as tidied, and which of the layouts' columns each is.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "id": ("respondentid", "respondent id", "response id", "responseid", "reply id", "user id", "userid", "userno",
           "user no", "unique id", "submission id", "id"),
    "date": ("submitted on", "submitted", "date submitted", "submit date", "submitdate", "completion time", "end date",
             "enddate", "ended", "recorded date", "recordeddate", "completed", "finished on", "timestamp"),
    "comment": ("comment", "comments", "any other comments", "other comments", "further comments"),
    "weight": ("weight", "weights", "weighting", "wt"),
}  # fmt: skip
#: Columns that tools add about the person or the machine: never read further.
PERSONAL = frozenset({
    "name", "full name", "first name", "last name", "forename", "surname", "recipient first name", "recipientfirstname",
    "recipient last name", "recipientlastname", "email", "email address", "e-mail", "e-mail address", "recipientemail",
    "recipient email", "ip", "ip address", "ipaddress", "ip addr", "ipaddr", "phone", "phone number", "telephone",
    "mobile", "address", "postcode", "date of birth", "dob", "latitude", "longitude", "locationlatitude",
    "locationlongitude", "location latitude", "location longitude", "user agent", "external data reference",
    "externalreference", "externaldatareference", "referrer url", "refurl", "token", "custom data 1",
})  # fmt: skip
NEGATIVE = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot|dis\w+|un(?!i)\w+)\b|n't\b")
OTHER = re.compile(r"\bother\b.{0,200}\b(specify|state|describe|say|tell|give details)\b|^other$", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """A text without what does not make it another: capitals, spaces, markup, kinds of marks, marks at its end.

    >>> tidy(" Strongly  Agree. "), tidy("Don’t know"), tidy("reply_id")
    ('strongly agree', "don't know", 'reply id')
    """
    if _PLAIN.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", re.sub(r"<[^<>]{1,80}>", " ", text)).translate(MARKS)
    return " ".join(plain.casefold().split()).strip(" .:;,?!*")


def keys(question: str, option: str = "", code: str = "", alone: bool = True) -> list[str]:
    """The tidied forms by which a column may be known: its option, the whole, and each without its numbering.

    Without `alone` an option is only known together with its question, as that of a tick box is.

    >>> keys("Q3. I feel valued")
    ['q3. i feel valued', 'i feel valued']
    """
    whole = f"{question}: {option}" if option else question
    forms = [option, whole, NUMBERING.sub("", option), NUMBERING.sub("", whole)] if option else [whole]
    if option and not alone:
        forms = [whole, NUMBERING.sub("", whole)]
    forms += [] if option else [NUMBERING.sub("", whole), code]
    if " - " in question and not option:  # "stem - statement", as Qualtrics writes a matrix
        forms.append(question.rsplit(" - ", 1)[1])
    return list(dict.fromkeys(tidy(form) for form in forms if tidy(form)))


def known_column(text: str) -> str:
    """Which of the columns that are no questions a tool's name means; blank for none, "personal" for a person's.

    >>> known_column("Respondent ID"), known_column("IP Address"), known_column("I feel valued")
    ('id', 'personal', '')
    """
    tidied = tidy(NUMBERING.sub("", text))
    if tidied in PERSONAL or re.fullmatch(r"custom data( \d+)?", tidied):
        return "personal"
    return next((kind for kind, names in KNOWN.items() if tidied in names), "")


def shortened(name: str) -> str:
    """A name of a column at no more than 72 letters, its middle left out: what tells boxes apart stands at their end.

    >>> shortened("Which of the following kinds of help have you had? Please select all that apply.: Advice")
    'Which of the following kinds of he...ase select all that apply.: Advice'
    """
    half = (LONGEST_NAME - 3) // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}...{name[-half:]}"


def uncoded(answer: str) -> str:
    """An answer without the number in front of it.

    >>> uncoded("5 - Strongly agree"), uncoded("8 to 12")
    ('Strongly agree', '8 to 12')
    """
    rest = CODE.sub("", answer)
    return answer if tidy(rest).startswith(("to ", "or ", "and ")) else rest


def likeness(one: str, other: str) -> float:
    """How alike two tidied texts are, from 0 to 1: their letters in order, or their words in any order.

    A text that denies is never like one that does not: "agree" is not offered for "not agreed".

    >>> likeness("agree strongly", "strongly agree")
    0.95
    """
    if one == other:
        return 1.0
    shared = _shared(_words(one), _words(other))
    lengths = len(one) + len(other)
    if max(2 * min(len(one), len(other)) / max(lengths, 1), shared) < CLOSE or _denies(one) != _denies(other):
        return 0.0
    if sorted(one.split()) == sorted(other.split()):
        return 0.95
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return max(matcher.ratio() if matcher.quick_ratio() >= CLOSE else 0.0, shared)


@lru_cache(maxsize=50_000)
def _denies(text: str) -> bool:
    return bool(NEGATIVE.search(text))


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=50_000)
def _letter_pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _shared(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of some words, or letter pairs, of two texts that both have."""
    both = len(first & second)
    return both / max(len(first) + len(second) - both, 1)


def closest(text: str, known: Iterable[str]) -> tuple[str, float]:
    """The known text that is most like another, and how like; ("", 0.0) where nothing is close.

    >>> closest("Agree strongly", ["agree", "strongly agree"])
    ('strongly agree', 0.95)
    """
    tidied = tidy(text)
    scored = [(likeness(tidied, tidy(word)), word) for word in known]
    best = max(scored, default=(0.0, ""))
    return (best[1], round(best[0], 2)) if best[0] >= CLOSE else ("", 0.0)


def pairs(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> list[tuple[int, int, float]]:
    """The closest pairs of some names and some others, each used once, the most alike first; each has several forms.

    No more than `MOST_COMPARED` are compared in full, those that share the most letter pairs: two thousand columns,
    each with every question of a survey, would take half a minute.

    >>> pairs([["age"], ["i feel valued at my work"]], [["i feel valued for my work"]])
    [(1, 0, 0.9)]
    """
    one_side, other_side = ([[_letter_pairs(form) for form in forms] for forms in side] for side in (left, right))
    likely = sorted(
        (-max((_shared(a, b) for a in mine for b in others), default=0.0), one, two)
        for one, mine in enumerate(one_side)
        for two, others in enumerate(other_side)
    )
    scored = []
    for _, one, two in likely[:MOST_COMPARED]:
        best = max((likeness(a, b) for a in left[one] for b in right[two]), default=0.0)
        if best >= CLOSE:
            scored.append((best, one, two))
    found: list[tuple[int, int, float]] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    for best, one, two in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in lefts and two not in rights:
            found.append((one, two, round(best, 2)))
            lefts.add(one)
            rights.add(two)
    return found
