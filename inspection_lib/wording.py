"""Say a share, a date, a list or a group in the words of the report; no sentence is built here, only its parts."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from datetime import date

from .errors import count_of as count_of  # parts of a sentence that problems are said with, too
from .errors import listed as listed
from .estimates import Estimate
from .evidence import Case, once
from .measures import measures
from .proportions import whole_percent

# Words that begin a clause and are no name: these always, those below unless a name follows (Children 1st).
FUNCTION = (
    " a all also although an and any as at before both by each for from if in it its more no not of on one other our "
    "several since some that the their there these they this those to two until when where while with "
)
COMMON = (
    " arrangements carers change children early effective families frontline good help information joint leaders local "
    "managers many meetings new older parents partners people plans practice professionals services social staff "
    "support teams training work workers young "
)


#: Where a sentence may end: a stop and the marks that close behind it, before a space.
STOP = re.compile(r"[.!?][”’\"')\]]*(?=\s)")
#: What begins a sentence.
BEGINS = re.compile(r"\s+[\"'“‘(\[]?[A-Z0-9£•-]")
#: Words that a stop shortens.
SHORT = re.compile(r"\b(?:[Ee]\.g|[Ii]\.e|etc|approx|vs|cf|[Nn]os?|fig|para|Mr|Mrs|Ms|Dr|Prof|Rev|St|Hon|[A-Z])\.$")


def long_date(day: date) -> str:
    """A date as the report writes it.

    >>> long_date(date(2023, 10, 17))
    '17 October 2023'
    """
    return f"{day.day} {day:%B} {day.year}"


def capital(text: str) -> str:
    """A clause with its first letter made a capital, nothing else touched.

    >>> capital("the plan was clear")
    'The plan was clear'
    """
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A clause as a sentence: capital first, full stop last unless it ends its own way.

    >>> ended("the plan was clear"), ended("“Why now?”")
    ('The plan was clear.', '“Why now?”')
    """
    text = capital(text.strip())
    return text if re.search(r"[.!?][”\"']?$", text) else f"{text}."


def stops(text: str, starts: Collection[int] = ()) -> Iterator[re.Match[str]]:
    """The stops of a text that end a sentence and are followed by another; an abbreviation's ends none.

    `starts` are places where a sentence may begin with a small letter.

    >>> [stop.end() for stop in stops("Staff, e.g. nurses, agreed. 62% did. Why?")]
    [27, 36]
    """
    for stop in STOP.finditer(text):
        begins = BEGINS.match(text, stop.end()) or stop.end() + 1 in starts
        if begins and not SHORT.search(text[: stop.start() + 1]):
            yield stop


def inner(text: str) -> str:
    """A clause to stand inside a sentence: a common first word loses its capital, a name keeps it.

    >>> inner("The plan was clear."), inner("NHS staff were involved")
    ('the plan was clear', 'NHS staff were involved')
    """
    text = text.strip().removesuffix(".")
    first, _, after = text.partition(" ")
    word = re.sub(r"['’]s?$", "", first.rstrip(",")).lower()
    name_follows = after[:1].isupper() or after[:1].isdigit()
    common = f" {word} " in FUNCTION or (f" {word} " in COMMON and not name_follows)
    initials = len(first) > 1 and first.isupper()
    return text[:1].lower() + text[1:] if common and not initials else text


@once
def published(case: Case) -> dict[str, str]:
    """The measures that the published report told and in which words (fraction, term, number).

    From the evidence folder's published.csv, if there is one. A question that shares a published line with a
    measure told as a fraction, and has no row of its own, is told as one too.
    """
    path = case.params.folder / "published.csv"
    if not path.is_file():
        return {}
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    told = {row["measure"]: row["wording"] for row in rows}
    lines = {row["claim"].split(".")[0] for row in rows if row["wording"] == "fraction"}
    for item_id, found in measures(case).items():
        if lines & set(case.framework.items[item_id].published_lines.split(";")):
            told.setdefault(found[0].id, "fraction")
    return told


def quantity(case: Case, estimate: Estimate) -> str:
    """The quantity word of an estimate by the case's settings: its term, or its fraction where that is wanted.

    Raises `ValueError` for one whose word is withheld: there is nothing to say.
    """
    if estimate.term is None:
        raise ValueError(f"the word for {estimate.id} is withheld")
    setting = case.params.wording.fractions
    wanted = setting == "always" or (setting == "where published" and published(case).get(estimate.id) == "fraction")
    return estimate.fraction if wanted and estimate.fraction else estimate.term


def of_people(word: str, people: str) -> str:
    """A quantity word with the people (or records) that it is about.

    >>> of_people("most", "staff who replied"), of_people("the majority", "staff who replied")
    ('most staff who replied', 'the majority of staff who replied')
    >>> of_people("half", "staff"), of_people("none", "the records we read"), of_people("all", "the records we read")
    ('half of staff', 'none of the records we read', 'all the records we read')
    """
    if word == "all" or (word in ("almost all", "most", "few") and not people.startswith("the ")):
        return f"{word} {people}"
    return f"none of the {people.removeprefix('the ')}" if word == "none" else f"{word} of {people}"


def respondents(case: Case, estimate: Estimate, again: bool = False) -> str:
    """The people or records behind an estimate: its group, those it was asked of, or all who replied."""
    item = estimate.measure.item
    if estimate.measure.group:
        return case.framework.group_words(item.instrument, *estimate.measure.group)[1]
    if item.asked_of:
        return item.asked_of
    instrument = case.framework.instruments[item.instrument]
    return instrument.respondents_again if again else instrument.respondents


def counted(case: Case, estimate: Estimate) -> str:
    """The tail of the counted style, " (62%, 48 of 78)"; nothing in the house style or for a hidden estimate."""
    if case.params.wording.sentences == "house" or estimate.hidden:
        return ""
    return f" ({percent(estimate)}, {estimate.numerator:,} of {estimate.base:,})"


def percent(estimate: Estimate) -> str:
    """The share as a whole per cent, or a dash where it is hidden.

    One decimal is kept where the whole number would read as all, none or half of people and it is not.
    """
    share = estimate.share
    if share is None or estimate.numerator is None or estimate.base is None:
        return "–"
    whole = whole_percent(estimate.numerator, estimate.base)
    if whole in (0, 50, 100) and share * 100 != whole:
        return f"{100 * float(share):.1f}%"
    return f"{whole}%"
