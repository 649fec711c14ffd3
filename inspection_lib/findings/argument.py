"""For an indicator that people grade: the scale's own tests, and the evidence for and against each. Nothing grades."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..context import figures
from ..decisions import of_kind
from ..estimates import Estimate, leading
from ..evidence import Case
from ..framework import ScaleTest
from ..voices import Note, notes
from .board import IMPROVEMENT, SOURCES, STRENGTH, TOLD, heard_in

STRENGTHS, IMPROVEMENTS = "strengths", "areas for improvement"
SIDE = {STRENGTH: STRENGTHS, IMPROVEMENT: IMPROVEMENTS}
THEIRS, PEOPLE = ("children_survey", "parents_survey"), ("children and young people", "parents and carers")


@dataclass(frozen=True)
class Point:
    """One strength or area for improvement: a measure, or the notes of one theme that say so.

    How strong it is: for a measure, how far the nearest end of its interval is from one half, 0 where the interval
    holds one half, None where it is hidden; for notes, how many different sessions, documents and surveys say so.
    Measures and notes have no measure in common, so measures stand first, then notes, each the strongest first.
    """

    side: str
    heading: str
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    theme: str = ""
    distance: float | None = None
    said_in: int = 0
    of_people: bool = False  # children, young people, parents or carers say so themselves

    @property
    def measured(self) -> bool:
        """Whether it is a measure; otherwise it is notes."""
        return not self.said_in

    @property
    def data(self) -> dict[str, Any]:
        """The point as data; a hidden measure has null as its distance."""
        far = None if self.distance is None else round(self.distance, 4)
        return {
            "ids": list(self.ids),
            "heading": self.heading,
            "sources": list(self.sources),
            "distance": far,
            "said_in": self.said_in or None,
            "of_people": self.of_people,
        }


@dataclass(frozen=True)
class Balance:
    """How many strengths and areas for improvement there are with one source left out; blank for none left out."""

    without: str
    strengths: int
    improvements: int

    @property
    def leads(self) -> str:
        """The side with more points, blank where neither has. It counts points; it does not weigh them.

        >>> Balance("the records", 4, 6).leads, Balance("", 5, 5).leads
        ('areas for improvement', '')
        """
        if self.strengths == self.improvements:
            return ""
        return STRENGTHS if self.strengths > self.improvements else IMPROVEMENTS

    @property
    def data(self) -> dict[str, Any]:
        """The balance as data; `without` is null where nothing is left out."""
        return {
            "without": self.without or None,
            "strengths": self.strengths,
            "improvements": self.improvements,
            "leads": self.leads or None,
        }


@dataclass(frozen=True)
class Argument:
    """All that bears on one graded indicator, laid beside the tests of some points of the scale.

    The tests are those of the grade that people typed and of its neighbours, or all where none is typed. They are
    questions to people: no answer to one is given here, and no grade follows.
    """

    indicator: str
    name: str
    tests: tuple[ScaleTest, ...]
    points: tuple[Point, ...]
    figures: tuple[str, ...]
    balances: tuple[Balance, ...]

    def speaking_for(self, test: ScaleTest) -> list[Point]:
        """The points that a test looks at and that speak for a yes to it, the strongest first."""
        return [point for point in self.looked_at(test) if point.side == test.speaks_for]

    def speaking_against(self, test: ScaleTest) -> list[Point]:
        """The points that a test looks at and that speak against a yes to it, the strongest first."""
        return [point for point in self.looked_at(test) if point.side != test.speaks_for]

    def looked_at(self, test: ScaleTest) -> list[Point]:
        """The points that a test looks at: those of people themselves where it asks about people, all others else."""
        return [point for point in self.points if point.of_people or test.looks_at != "people"]

    @property
    def data(self) -> dict[str, Any]:
        """The argument as data, each point by the ids that it has everywhere."""
        return {
            "indicator": self.indicator,
            "tests": [self._test(test) for test in self.tests],
            "strengths": [point.data for point in self.points if point.side == STRENGTHS],
            "improvements": [point.data for point in self.points if point.side == IMPROVEMENTS],
            "figures": list(self.figures),
            "balances": [balance.data for balance in self.balances],
        }

    def _test(self, test: ScaleTest) -> dict[str, Any]:
        """One test with how many points speak for and against a yes, of those that it looks at."""
        return {
            "grade": test.grade,
            "test": test.test,
            "speaks_for": test.speaks_for,
            "looks_at": test.looks_at,
            "for": len(self.speaking_for(test)),
            "against": len(self.speaking_against(test)),
        }


def argument(case: Case) -> list[Argument]:
    """An argument for each indicator that params grade, in their order.

    What bears on an indicator is what was coded to it, and everything under a heading that leads to it. Figures are
    listed, and speak for neither side by themselves. The grade that people typed chooses which tests are laid out,
    and nothing else.
    """
    found = []
    for number in case.params.inspection.graded_indicators:
        if number not in case.framework.indicators:
            continue
        measured, told = _bearing(case, number)
        headings = _leading_to(case, number)
        supplied = [f.id for f in figures(case) if f.indicator == number or f.heading in headings]
        found.append(
            Argument(
                number,
                case.framework.indicators[number].name,
                tests_near(case, number),
                tuple(points(measured, told)),
                tuple(supplied),
                tuple(_balances(measured, told)),
            )
        )
    return found


def tests_near(case: Case, indicator: str) -> tuple[ScaleTest, ...]:
    """The tests of the grade that people typed for an indicator and of its neighbours; all where none is typed."""
    names = {grade.name: number for number, grade in case.framework.grades.items()}
    order = list(case.framework.grades)
    typed = [order.index(names[j.value]) for j in of_kind(case, "evaluation", indicator=indicator) if j.value in names]
    near = {number for place, number in enumerate(order) if not typed or abs(place - typed[0]) <= 1}
    return tuple(test for test in case.framework.scale_tests if test.grade in near)


def points(measured: Iterable[Estimate], told: Iterable[Note]) -> list[Point]:
    """The strengths and areas for improvement that some measures and notes come to, the strongest of each kind first.

    A measure whose word is neither good news nor bad, and a note that is mixed or context, is no point.
    """
    found = [
        Point(
            STRENGTHS if e.good_news else IMPROVEMENTS,
            e.measure.item.heading,
            (e.id,),
            (SOURCES[e.measure.item.instrument],),
            distance=from_half(e.low, e.high),
            of_people=e.measure.item.instrument in THEIRS,
        )
        for e in measured
        if e.good_news is not None
    ]
    themes: dict[tuple[str, str, str], list[Note]] = {}
    for note in told:
        if note.direction in SIDE:
            themes.setdefault((SIDE[note.direction], note.heading, note.theme), []).append(note)
    for (side, heading, theme), own in themes.items():
        sources = tuple(dict.fromkeys(heard_in(note) for note in own))
        said_in = len({note.source_id.partition(":")[0] for note in own})
        people = any(note.group in PEOPLE for note in own)
        found.append(Point(side, heading, tuple(note.id for note in own), sources, theme, None, said_in, people))
    return sorted(found, key=lambda p: (not p.measured, p.distance is None, -(p.distance or 0), -p.said_in))


def from_half(low: float | None, high: float | None) -> float | None:
    """How far the nearest end of an interval is from one half, 0 where the interval holds it; None where hidden.

    >>> from_half(0.75, 0.9), from_half(0.4, 0.6), from_half(0.1, 0.25)
    (0.25, 0.0, 0.25)
    """
    return None if low is None or high is None else max(0.0, low - 0.5, 0.5 - high)


def _leading_to(case: Case, indicator: str) -> set[str]:
    return {h.heading for h in case.framework.headings.values() if indicator in h.indicators.split()}


def _bearing(case: Case, indicator: str) -> tuple[list[Estimate], list[Note]]:
    """The leading measures and the notes of an indicator, and of the headings that lead to it."""
    headings = _leading_to(case, indicator)
    measured = [e for e in leading(case) if e.measure.item.indicator == indicator or e.measure.item.heading in headings]
    return measured, [note for note in notes(case) if note.indicator == indicator or note.heading in headings]


def _balances(measured: list[Estimate], told: list[Note]) -> list[Balance]:
    """The balance of all sources, then with each of those that say anything left out."""
    used = {source for point in points(measured, told) for source in point.sources}
    found = []
    for without in ("", *(source for source in (*SOURCES.values(), *TOLD) if source in used)):
        kept = points(
            [e for e in measured if SOURCES[e.measure.item.instrument] != without],
            [note for note in told if heard_in(note) != without],
        )
        strengths = sum(point.side == STRENGTHS for point in kept)
        found.append(Balance(without, strengths, len(kept) - strengths))
    return found
