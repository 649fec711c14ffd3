"""Which further evidence would settle most: more records, more replies, and people who were not heard yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..estimates import Estimate, leading, sampled
from ..evidence import INSTRUMENTS, Case
from ..measures import counted_rows
from ..proportions import wilson
from ..suppression import rule_of
from ..voices import notes
from .board import UNCERTAIN, board

MORE = (10, 20, 40)
#: The groups that can be met, and the survey that is theirs, if any.
GROUPS = {
    "children and young people": "children_survey",
    "parents and carers": "parents_survey",
    "staff": "staff_survey",
    "senior leaders": "",
}


@dataclass(frozen=True)
class Further:
    """So many more records or answers of one source, and the measures whose word they would settle.

    That is so if the shares stayed as they are; `unsettled` is how many words of the source are not settled now. `kind`
    is which records are meant, such as those in which a discussion was held; blank for any.
    """

    source: str
    more: int
    unsettled: int
    settles: tuple[str, ...]
    kind: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """The offer as data."""
        return {
            "source": self.source,
            "more": self.more,
            "unsettled": self.unsettled,
            "settles": list(self.settles),
            "kind": self.kind or None,
        }


@dataclass(frozen=True)
class Unheard:
    """A group of people, and the headings in uncertainty under which nothing is from them."""

    group: str
    headings: tuple[str, ...]

    @property
    def data(self) -> dict[str, Any]:
        """The group and its headings as data."""
        return {"group": self.group, "headings": list(self.headings)}


@dataclass(frozen=True)
class Useful:
    """What further evidence would do: for each source and number more, and for each group not heard."""

    further: tuple[Further, ...]
    unheard: tuple[Unheard, ...]

    @property
    def data(self) -> dict[str, Any]:
        """All of it as data."""
        return {"further": [f.data for f in self.further], "unheard": [u.data for u in self.unheard]}


def most_useful(case: Case) -> Useful:
    """How many words that are not settled 10, 20 and 40 more records or answers would settle, and who was not heard.

    A word is settled where its whole 95% interval lies within its band, with the finite-population correction where
    params say how many records are in scope. A number that is more than the records in scope that are left, or the
    invited people who have not answered, is not offered. What is hidden does not count.
    """
    return Useful(tuple(_further(case)), tuple(_unheard(case)))


def settled_by(case: Case, estimate: Estimate, grown: Fraction, sampled: Fraction) -> bool:
    """Whether an estimate's word would be settled with its base grown so many times, its share as it is.

    `sampled` is the part of its population that would then have been read; a whole population settles every word.
    """
    if estimate.term is None or estimate.numerator is None or estimate.base is None:
        return False
    if sampled >= 1:
        return True
    low, high = wilson(float(estimate.numerator * grown), float(estimate.base * grown), sampled)
    return case.framework.scales[case.params.wording.terms].settled(estimate.term, low, high)


def _further(case: Case) -> Iterator[Further]:
    for name in INSTRUMENTS:
        waiting = [e for e in leading(case, source=name) if e.base and not e.settled]
        rows, most = len(counted_rows(case, name)), _known(case, name)
        if not waiting or rule_of(case, name).small(rows):
            continue
        for more in MORE:
            if most is not None and rows + more > most:
                continue
            settles = tuple(e.id for e in waiting if settled_by(case, e, *_grown(case, e, rows, more)))
            yield Further(name, more, len(waiting), settles)
            yield from _of_kinds(case, waiting, more) if name == "record_reading" else ()


def _of_kinds(case: Case, waiting: Sequence[Estimate], more: int) -> Iterator[Further]:
    """What more records of one kind would settle among the questions that only records of that kind answer."""
    read = sampled(case, "record_reading")
    for kind in dict.fromkeys(e.measure.item.asked_of for e in waiting if e.measure.item.asked_of):
        asked = [e for e in waiting if e.measure.item.asked_of == kind]
        settles = [e.id for e in asked if settled_by(case, e, Fraction((e.base or 1) + more, e.base or 1), read)]
        yield Further("record_reading", more, len(asked), tuple(settles), kind)


def _known(case: Case, instrument: str) -> int | None:
    """How many records are in scope, or people were invited, where params say so."""
    settings = case.params.evidence
    if instrument == "record_reading":
        return settings.in_scope.get("records")
    return settings.invited.get(instrument)  # type: ignore[call-overload]


def _grown(case: Case, estimate: Estimate, rows: int, more: int) -> tuple[Fraction, Fraction]:
    """How many times larger a base gets, and the part of the population that is then read.

    Records bring their answers in the proportion of those that were read; of people, the answers counted are those
    of the ones whom the question was put to.
    """
    if estimate.measure.item.instrument == "record_reading":
        scope = _known(case, "record_reading")
        return Fraction(rows + more, rows), Fraction(rows + more, scope) if scope else Fraction(0)
    return Fraction((estimate.base or 1) + more, estimate.base or 1), Fraction(0)


def _unheard(case: Case) -> Iterator[Unheard]:
    waiting = [place.heading for place in board(case) if place.state == UNCERTAIN]
    for group, survey in GROUPS.items():
        heard = {note.heading for note in notes(case) if note.group == group}
        asked = {e.measure.item.heading for e in leading(case, source=survey)} if survey else set()
        yield Unheard(group, tuple(heading for heading in waiting if heading not in heard | asked))
