"""What a row of each framework table is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..errors import Severity

CONDITION = re.compile(r"^(?P<column>\w+) (?P<test>=|is not|in) (?P<value>.+)$")
BLANKNESS = re.compile(r"^(?P<column>\w+) (?P<test>is blank|is not blank)$")
Condition = tuple[str, str, str]  # column, test, value


@dataclass(frozen=True)
class Indicator:
    """One of the quality indicators; `confirmed` is yes when its name was checked with the official text."""

    indicator: str
    name: str
    confirmed: str


@dataclass(frozen=True)
class Statement:
    """One of the four statements that the report answers."""

    statement: str
    title: str


@dataclass(frozen=True)
class Heading:
    """A place in the report. Everything that is said carries one; the draft follows their order.

    `themes` are the paragraphs under it, in order; a theme that a coder adds comes after them.
    """

    heading: str
    statement: str
    order: str
    title: str
    indicators: str
    opens_with: str
    themes: str


@dataclass(frozen=True)
class Grade:
    """A point of the six-point scale; its official definition has a place, and may be blank."""

    grade: str
    name: str
    summary: str
    meaning: str
    official_definition: str


@dataclass(frozen=True)
class ScaleTest:
    """A question that people put to all the evidence before they settle on a point of the six-point scale.

    `speaks_for` is the side whose evidence speaks for a yes: strengths or areas for improvement. `looks_at` is what of
    the evidence can be counted for it: how many areas for improvement, how strengths balance them, how many headings
    strengths reach, what people themselves say, or nothing.
    """

    grade: str
    test: str
    asks: str
    speaks_for: str
    looks_at: str


@dataclass(frozen=True)
class KeyTerm:
    """A word that readers may not know."""

    term: str
    abbreviation: str
    meaning: str

    def used_in(self, text: str) -> bool:
        """Whether a text has the term, in the singular or plural and with or without hyphens, or its abbreviation.

        >>> chronology = KeyTerm("Chronology", "", "A dated list.")
        >>> chronology.used_in("Chronologies were clear."), chronology.used_in("A chronological list.")
        (True, False)
        >>> KeyTerm("The Inter-agency referral discussion", "IRD", "").used_in("IRDs were held.")
        True
        """
        folded = f" {_singular(text)} "
        parts = (_singular(part).removeprefix("the ") for part in self.term.split(" and the "))
        return any(f" {part} " in folded for part in parts) or bool(
            self.abbreviation and re.search(rf"\b{re.escape(self.abbreviation)}s?\b", text)
        )


@lru_cache(maxsize=64)
def _singular(text: str) -> str:
    """The words of a text, small, without signs and the endings of a plural."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text.lower()))
    return " ".join(re.sub(r"(?<=\w\w)ies$", "y", word) if word.endswith("ies") else _one(word) for word in words)


def _one(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True)
class Answer:
    """One allowed answer, and the joined category (`part`) that stands for it in a chart."""

    answers: str
    answer: str
    part: str
    order: str


@dataclass(frozen=True)
class Split:
    """One of the several measures that an answer scale yields, such as good or better of six grades.

    `direction` says whether more of it is as good as more of the item (same) or the opposite.
    """

    answers: str
    measure: str
    counts: str
    phrase: str
    direction: str


@dataclass(frozen=True)
class Route:
    """A named set of values that `asked_if` can use."""

    route: str
    instrument: str
    column: str
    values: str


@dataclass(frozen=True)
class GroupWords:
    """How a group is named in a sentence; a blank value stands for every value of the column."""

    instrument: str
    column: str
    value: str
    label: str
    phrase: str


@dataclass(frozen=True)
class Instrument:
    """A survey or the reading of records: how its ids begin and how the people behind it are named."""

    instrument: str
    prefix: str
    title: str
    respondents: str
    respondents_again: str
    short: str
    unit: str


@dataclass(frozen=True)
class ColumnWords:
    """What a column of the evidence holds, for those who fill it in; a blank column is about the table itself.

    `usual` are the answers that are offered where others may stand too, parted by semicolons.
    """

    table: str
    column: str
    meaning: str
    usual: str


@dataclass(frozen=True)
class OfficialMeasure:
    """An official statistic of the Key facts: how it is labelled, rounded and said."""

    measure: str
    label: str
    kind: str
    decimals: str
    unit_words: str
    sentence: str
    heading_words: str
    note: str


@dataclass(frozen=True)
class Item:
    """One question of an instrument: where it is reported, what is counted, of whom, and how it is said."""

    item: str
    instrument: str
    column: str
    heading: str
    indicator: str
    theme: str
    answers: str
    counts: str
    base: str
    asked_if: str
    asked_of: str
    better: str
    wording: str
    sentence: str
    sentence_negative: str
    published_lines: str

    @property
    def condition(self) -> Condition | None:
        """The column, test and value of `asked_if`, or None for a question put to everyone."""
        match = CONDITION.match(self.asked_if)
        return (match["column"], match["test"], match["value"]) if match else None


@dataclass(frozen=True)
class Rule:
    """A check that the edition adds: rows that meet `when` and not what is then `expected` are counted.

    A rule of a code and a severity alone makes a built-in check stricter. `line` is where it stands in checks.csv.
    """

    code: str
    severity: Severity
    table: str
    when: str
    expected: str
    message: str
    line: int

    @property
    def switches(self) -> bool:
        """Whether it does no more than to make a built-in check stricter."""
        return not (self.table or self.when or self.expected or self.message)

    @property
    def conditions(self) -> dict[str, Condition]:
        """Its `when` and `expected` as column, test and value, as far as they can be read."""
        found = {}
        for cell, text in (("when", self.when), ("expected", self.expected)):
            if match := BLANKNESS.match(text):
                found[cell] = (match["column"], match["test"], "")
            elif match := CONDITION.match(text):
                found[cell] = (match["column"], match["test"], match["value"])
        return found


@dataclass(frozen=True)
class Topic:
    """What several sources speak of, under whichever indicator: its questions, and the headings all about it."""

    topic: str
    title: str
    items: str
    headings: str
