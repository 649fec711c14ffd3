"""The argument for each graded indicator, as a working view: tests, evidence for and against, one source left out."""

from __future__ import annotations

from collections.abc import Sequence

from .. import findings as found
from ..estimates import estimates
from ..evidence import Case
from ..findings.argument import IMPROVEMENTS, STRENGTHS, Argument, Point
from ..framework import ScaleTest
from ..tables import Table, label
from ..wording import capital, count_of, listed
from .blocks import Message, Section, Text, literal

NO_COUNT = "nothing here can be counted for it"
STRONGEST = 1  # of measures and of themes, named beside a test; all of them stand in the tables below
ABOUT = (
    "The tests are the scale's, and people answer them: no grade follows from what stands here. A measure is the "
    "stronger the further its whole interval is from one half, notes the more sessions and documents say the same; "
    "the strongest stands first. What is counted beside a test is no answer to it either."
)


def argument(case: Case) -> Section:
    """For each graded indicator the tests of the typed grade and its neighbours, and what speaks for and against."""
    parts = []
    for one in found.argument(case):
        name = f"argument-{one.indicator.replace('.', '-')}"
        blocks: list[object] = [Text(ABOUT), _tests(case, one)]
        if not one.points:
            blocks = [Message("Nothing that came in speaks for a strength or for an area for improvement yet.")]
            blocks.append(_tests(case, one))
        blocks += [
            _points(case, one, side) for side in (IMPROVEMENTS, STRENGTHS) if any(p.side == side for p in one.points)
        ]
        supplied = literal(listed(one.figures)) if one.figures else "none"
        blocks += [
            Text(f"Figures from the partnership that bear on it, on neither side: {supplied}."),
            _left_out(one),
        ]
        parts.append(Section(name, f"{one.indicator} {one.name}", 3, tuple(blocks)))
    if not parts:
        return Section("argument", "", 7, (Message("Params name no indicator that is graded."),))
    return Section("argument", "", 7, parts=tuple(parts))


def _tests(case: Case, one: Argument) -> Table:
    """Each test with its point of the scale, what of the evidence can be counted for it, and the strongest against."""
    rows = tuple(
        (
            f"{capital(case.framework.grades[test.grade].name)}: {test.asks}",
            _counted(one, test),
            _strongest(case, one.speaking_against(test)) if test.looks_at != "nothing" else NO_COUNT,
        )
        for test in one.tests
    )
    columns = ("Test", "What can be counted", "The strongest against a yes")
    return Table(f"The tests of {one.indicator}", columns, rows, told=frozenset({1, 2}))


def _counted(one: Argument, test: ScaleTest) -> str:
    """What of the evidence a test looks at, as numbers: no answer to it, as numbers weigh nothing."""
    if not one.points:
        return "nothing has come in yet"
    strengths, weak = ([p for p in one.looked_at(test) if p.side == side] for side in (STRENGTHS, IMPROVEMENTS))
    both = f"{_number(strengths, STRENGTHS)} and {_number(weak, IMPROVEMENTS)}"
    if test.looks_at == "improvements":
        return f"{_number(weak, IMPROVEMENTS)}, under {_headings(weak)} of {_headings(one.points)} headings"
    if test.looks_at == "reach":
        return f"{_number(strengths, STRENGTHS)}, under {_headings(strengths)} of {_headings(one.points)} headings"
    if test.looks_at == "people":
        return f"children, young people, parents and carers themselves: {both}"
    if test.looks_at == "balance":
        nearest = min(one.balances[1:], key=lambda b: b.strengths - b.improvements, default=None)
        without = f"; without {nearest.without}, {nearest.strengths} and {nearest.improvements}" if nearest else ""
        return f"{both}{without}"
    return NO_COUNT


def _number(points: Sequence[Point], side: str) -> str:
    one = {STRENGTHS: "strength", IMPROVEMENTS: "area for improvement"}[side]
    return count_of(len(points), one, side)


def _headings(points: Sequence[Point]) -> int:
    return len({point.heading for point in points})


def _strongest(case: Case, points: Sequence[Point]) -> str:
    """How many points there are, and the strongest by name: measures and notes in their own order."""
    if not points:
        return "nothing"
    measures, said = ([p for p in points if p.measured is kind] for kind in (True, False))
    counts = [count_of(len(measures), "measure", "measures")] if measures else []
    counts += [count_of(len(said), "theme of notes", "themes of notes")] if said else []
    named = [_name(case, point) for kind in (measures, said) for point in kind[:STRONGEST]]
    return f"{listed(counts)}: {'; '.join(named)}"


def _name(case: Case, point: Point) -> str:
    if not point.measured:
        return f"{point.heading} {point.theme}"
    estimate = estimates(case)[point.ids[0]]
    told = "" if estimate.hidden else f", {estimate.numerator:,} of {estimate.base:,}"
    return f"{label(estimate)} ({estimate.term}{told})"


def _points(case: Case, one: Argument, side: str) -> Table:
    """Every point of one side with its source and how strong it is, the strongest first."""
    rows = tuple((_name(case, p), listed(p.sources), _strength(p)) for p in one.points if p.side == side)
    return Table(f"{capital(side)} that bear on {one.indicator}", ("What", "Source", "How strong"), rows)


def _strength(point: Point) -> str:
    if not point.measured:
        return f"said in {count_of(point.said_in, 'session, document or survey', 'sessions, documents or surveys')}"
    if point.distance is None:
        return "hidden"
    far = count_of(round(100 * point.distance), "point", "points")
    return f"its interval is {far} from one half" if point.distance else "its interval holds one half"


def _left_out(one: Argument) -> Table:
    """How many strengths and areas for improvement are left without each source, and which are more."""
    rows = tuple(
        (
            f"Without {b.without}" if b.without else "With all sources",
            str(b.strengths),
            str(b.improvements),
            b.leads or "neither",
        )
        for b in one.balances
    )
    columns = ("Sources", capital(STRENGTHS), capital(IMPROVEMENTS), "Which are more")
    return Table(f"What changes for {one.indicator} if one source is left out", columns, rows, frozenset({1, 2}))
