"""What of two drafts' numbers may be set side by side; where a hidden one could be found, the words alone are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from ..context import PEOPLE, SMALL, plain
from ..suppression.rules import Rule, differs_by_few
from .drafts import Draft, Row, Statement, ids

NUMBER = re.compile(rf"£?[0-9][0-9,.]*[0-9]%?|[0-9]%?|\b(?:{'|'.join(SMALL[5:])})\b", re.IGNORECASE)
LEFT_OUT = "[…]"
FEWER = "fewer than"
WITHHELD = "withheld"


@dataclass(frozen=True)
class Shown:
    """Two drafts, and what of their numbers is kept back: questions and facts by id.

    `hidden` are those that one of the drafts hides; `few` those that both show, and whose difference would tell how
    a few people answered.
    """

    old: Draft
    new: Draft
    hidden: frozenset[str]
    few: frozenset[str]

    def kept_back(self, name: str) -> bool:
        """Whether no number of an estimate or fact is to be set beside its other one."""
        return question(name) in self.hidden | self.few

    def text(self, statement: Statement, other: Statement | None) -> str:
        """A sentence with what would tell a hidden number left out of it.

        What is the same in both drafts stays: each shows it, and what it hides is safe from all that it shows.
        """
        differing = {name for name in ids(statement, other) if self.kept_back(name) and self._differs(name)}
        fewer = other is not None and FEWER in other.text and FEWER not in statement.text
        if not differing and not fewer:
            return statement.text
        text = statement.text
        for phrase in _fractions(self, self.hidden & set(map(question, differing))):
            text = re.sub(rf"\b{re.escape(phrase)}\b", LEFT_OUT, text, flags=re.IGNORECASE)
        return NUMBER.sub(LEFT_OUT, text)

    def _differs(self, name: str) -> bool:
        return any(
            first.get(name) != second.get(name)
            for first, second in ((self.old.estimates, self.new.estimates), (self.old.facts, self.new.facts))
        )


def question(name: str) -> str:
    """The question behind an estimate's id, whatever its split, side or group; any other id as it is.

    >>> question("records.plan_quality.good_or_better"), question("staff.valued[role=police]"), question("F01")
    ('records.plan_quality', 'staff.valued', 'F01')
    """
    return ".".join(name.partition("[")[0].split(".")[:2])


def compared(old: Draft, new: Draft) -> Shown:
    """What is kept back of two drafts: a question whole, as one of its numbers is told by the others."""
    rule = _rule(old, new)
    hidden, few = set(), set()
    for name in old.estimates.keys() | new.estimates.keys():
        first, second = old.estimates.get(name), new.estimates.get(name)
        if bool(first and first["hidden"]) != bool(second and second["hidden"]):
            hidden.add(question(name))
        elif first and second and not first["hidden"]:
            before, now = (first["numerator"], first["base"]), (second["numerator"], second["base"])
            few |= {question(name)} if differs_by_few(now, before, rule) else set()
    for name in old.facts.keys() & new.facts.keys():
        before, now = old.facts[name]["value"], new.facts[name]["value"]
        units = f"{old.facts[name]['unit']} {new.facts[name]['unit']}"
        person = "per " not in units and any(word in units for word in PEOPLE)
        if (before is None) != (now is None):
            hidden.add(name)
        elif person and before is not None and 0 < abs(now - before) < rule.threshold:
            few.add(name)
    return Shown(old, new, frozenset(hidden), frozenset(few))


def _rule(old: Draft, new: Draft) -> Rule:
    """The stricter of the two drafts' rules; the house's least where neither has a record."""
    settings: list[Mapping[str, Any]] = [draft.record.get("settings", {}) for draft in (old, new)]
    threshold = max(int(one.get("small_numbers", {}).get("threshold", 5)) for one in settings)
    smallest = max(int(one.get("groups", {}).get("smallest_base", 10)) for one in settings)
    return Rule(threshold, True, smallest)


def _fractions(shown: Shown, questions: Set[str]) -> list[str]:
    """The fractions in words of some questions, the longest first."""
    rows = [*shown.old.estimates.items(), *shown.new.estimates.items()]
    found = {row["fraction"] for name, row in rows if row["fraction"] and question(name) in questions}
    return sorted(found, key=len, reverse=True)


def estimate_change(name: str, shown: Shown) -> str:
    """How an estimate differs: both counts and bases where they may be told, else the words alone.

    Blank if it does not differ. An estimate that one of the drafts does not have is said to be new or gone.
    """
    old, new = shown.old.estimates.get(name), shown.new.estimates.get(name)
    if not old or not new:
        return "" if old == new else f"{name} is {'new' if new else 'gone'}"
    if not estimate_differs(old, new):
        return ""
    words = [row["term"] or WITHHELD for row in (old, new)]
    same = words[0] == words[1]
    if shown.kept_back(name):
        told = f"the word stays {_word(words[0])}" if same else f"the word was {_word(words[0])}, is {_word(words[1])}"
        return f"{name}: {told}; its numbers are not set side by side"
    numbers = [row and f"{row['numerator']:,} of {row['base']:,}" if row["base"] is not None else "hidden"
               for row in (old, new)]  # fmt: skip
    if numbers[0] == numbers[1]:
        return f"{name}: {numbers[1]} as before; the words were {_said(old)}, are {_said(new)}"
    if same:
        return f"{name} was {numbers[0]}, is {numbers[1]}; still {_word(words[1])}"
    return f"{name} was {numbers[0]} ({words[0]}), is {numbers[1]} ({words[1]})"


def estimate_differs(old: Row, new: Row) -> bool:
    """Whether two drafts' estimates differ in what a sentence may say."""
    return any(old[name] != new[name] for name in ("numerator", "base", "term", "fraction", "hidden"))


def _word(term: str) -> str:
    return term if term == WITHHELD else f"“{term}”"


def _said(row: Row) -> str:
    return " and ".join(f"“{row[name]}”" for name in ("term", "fraction") if row[name]) or WITHHELD


def fact_change(name: str, shown: Shown) -> str:
    """How a figure or official statistic differs; its values where both are told, blank if it does not differ."""
    old, new = shown.old.facts.get(name), shown.new.facts.get(name)
    if not old or not new:
        return "" if old == new else f"{name} is {'new' if new else 'gone'}"
    if old == new:
        return ""
    if shown.kept_back(name):
        return f"{name}: its values are not set side by side"
    if old["value"] != new["value"] and old["value"] is not None:
        was, now = (plain(row["value"], row["unit"]) for row in (old, new))
        return f"{name} was {was} ({old['period']}), is {now} ({new['period']})"
    parts = [part for part in ("label", "unit", "period", "source", "compared_with") if old[part] != new[part]]
    return f"{name}: its {', '.join(parts).replace('compared_with', 'comparison')} changed"
