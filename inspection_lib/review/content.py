"""The words that carry what a clause tells: cut to what their forms share, with whom it is of and whether it denies."""

from __future__ import annotations

import re
from functools import lru_cache

NOT = re.compile(
    r"\b(?:not|never|no|nor|neither|without|cannot|unable|"
    r"lack(?:ed|ing|s)?(?! of)|lack of|"
    r"fail(?:s|ed|ing)?(?= to\b)|failed|had yet to|disagreed|disagreeing|rarely|seldom|absence|neglected to|"
    r"(?:was|were|is|are|been) (?:often |usually )?(?:missing|absent))\b(?! from home)|n't\b",
    re.IGNORECASE,
)
BOTH = re.compile(
    r"\bnot (?:only|just|all)\b|\bwhether or not\b|\bno(?:t)? longer\b|"
    r"\bdid not know\b(?! (?:that|how|who|whom|what|when|where|why|about|"
    r"which|of|the|their|its|if|whether)\b)|\bnone the less\b",
    re.IGNORECASE,
)
#: What "without" denies: the words behind it, to where the clause goes on.
WITHOUT = re.compile(
    r"\bwithout (?P<what>[\w' -]+?)"
    r"(?=[,.;:()]|$| (?:in|on|at|for|from|to|by|of|until|when|while|and|as|that|which)\b)",
    re.I,
)
#: Answers to "how far" that exclude each other.
DEGREES = {
    "whole": re.compile(r"\b(?:in full|fully|completely|entirely|wholly|always|all of the time)\b", re.I),
    "part": re.compile(r"\b(?:in part|partly|partially|to some extent|sometimes|some of the time)\b", re.I),
}
KINDS = {
    "staff": re.compile(
r"\b(?:staff|practitioners?|workforce|professionals?|managers?|teachers?|nurses?|officers?|"
r"workers?|colleagues)\b", re.I),
    "children": re.compile(
r"\b(?:children|young (?:people|person|wom[ae]n|m[ae]n)|pupils?|child|girls?|boys?|teenagers?)\b", re.I),
    "parents": re.compile(r"\b(?:parents?|carers?|families|mothers|fathers)\b", re.I),
    "records": re.compile(r"\b(?:records?|cases?|files?|chronologies|assessments?|plans?)\b", re.I),
}  # fmt: skip
STOP = frozenset(
    re.findall(
        r"\w+",
        "a about also an and are as at be been being but by could did do does each either every for from had has have "
        "he her his how i in into is it its just may might more most much my no none nor not of on only or our out "
        "over own per she should so some such than that the their them then there these they this those through to "
        "too under up us very was we were what when where which while who whom whose will with would you your all "
        "almost few majority half third quarter less fewer yet either both per cent percent overall however still "
        "because therefore although since thus hence indeed meanwhile missing absent lacking presence absence "
        "unable able fail fails failed failing lack lacks lacked without neglected seldom",
    )
) | frozenset(
    re.findall(
        r"\w+",
        "survey surveyed surveys respond responded respondent respondents reply replied replies answer answered "
        "answers say said saying tell told report reported reporting feel felt feeling agree agreed agreeing think "
        "thought believe believed believing find found read reading record records sample case cases file files staff "
        "children child young people parents parent carers carer families family asked rated evaluated considered "
        "inspection inspectors overall strongly disagreed disagree pupils reviewed looked view views saw see seen "
        "area partnership key message messages january february march april june july august september october "
        "november december standard better consistently overall conclusion summary headline finding findings "
        "fieldwork total equivalent worker workers table annex appendix chart drawn gives given give gave giving "
        "reach reached reaches receive received receives get got gets left",
    )
)
WORD = re.compile(r"[a-z][a-z'-]+")
#: Words that the field always says together, and that tell no more than one of them.
STOCK = re.compile(
    r"\babuse,? (?:and/or|and|or)? ?neglect(?:,? (?:and |or )?exploitation)?|\babuse,? (?:and |or )?exploitation"
)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words have in common, from 0 to 1: their share of the smaller and of the larger, halved."""
    common = len(one & other)
    if not one or not other or (common < 2 and max(len(one), len(other)) > 1):
        return 0.0
    return 0.5 * common / min(len(one), len(other)) + 0.5 * common / max(len(one), len(other))


#: Past forms that share no stem with their verb.
PAST = {
    "knew": "know", "known": "know", "understood": "understand", "kept": "keep", "held": "hold", "made": "make",
    "taken": "take", "took": "take", "met": "meet", "wrote": "write", "written": "write", "sent": "send",
    "brought": "bring", "spoke": "speak", "spoken": "speak", "heard": "hear", "built": "build", "led": "lead",
    "sought": "seek", "taught": "teach", "lost": "lose", "chose": "choose", "chosen": "choose", "began": "begin",
}  # fmt: skip


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """The words of a text that carry what it tells, cut to what their forms share.

    >>> sorted(stems("Most staff felt that they were listened to and respected"))
    ['listen', 'respect']
    """
    words = (word.strip("'").removesuffix("'s") for word in WORD.findall(STOCK.sub("abuse", text.lower())))
    return frozenset(_stem(PAST.get(word, word)) for word in words if word not in STOP and len(word) > 2)


def _stem(word: str) -> str:
    for ending in ("fully", "ement", "ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            cut = word[: -len(ending)]
            return cut[:-1] if ending in ("ing", "ed") and re.search(r"([bdgmnprt])\1$", cut) else cut
    return word


def negative(text: str) -> bool:
    """Whether a clause says that something is not so; two negations are none."""
    return len(NOT.findall(BOTH.sub(" ", text))) % 2 == 1


def without(text: str) -> frozenset[str]:
    """What a "without" denies, where it alone makes a clause negative: the words that stand behind it.

    "Passed on without delay" denies the delay, not that it was passed on.

    >>> without("The concern was passed on without delay in most records"), without("It was not passed on")
    (frozenset({'dela'}), frozenset())
    """
    denied = NOT.findall(BOTH.sub(" ", text))
    found = WITHOUT.search(text)
    return stems(found["what"]) if found and len(denied) == 1 and denied[0].lower() == "without" else frozenset()


def degree(text: str) -> str:
    """How far a clause says that something was so, in whole or in part; or nothing, where it says neither or both.

    >>> degree("Risks were weighed in full"), degree("Risks were partly weighed"), degree("Risks were weighed")
    ('whole', 'part', '')
    """
    told = [name for name, pattern in DEGREES.items() if pattern.search(text)]
    return told[0] if len(told) == 1 else ""


def kind_of(text: str) -> str:
    """Whom a text is about: the kind that it names first, or nothing."""
    places = [(match.start(), kind) for kind, pattern in KINDS.items() if (match := pattern.search(text))]
    return min(places)[1] if places else ""


def content(text: str) -> list[str]:
    """The words of a text that carry what it tells, in their order."""
    return [word for word in WORD.findall(text.lower()) if word not in STOP and len(word) > 2]
