"""The argument for each graded indicator, as a working view: tests, evidence for and against, one source left out."""

from __future__ import annotations

from collections.abc import Sequence

from .. import findings as found
from ..estimates import estimates
from ..evidence import Case
from ..findings.argument import IMPROVEMENTS, STRENGTHS, Argument, Point
from ..tables import Table, label
from ..wording import capital, count_of, listed
from .blocks import Message, Section, Text

STRONGEST = 1  # of measures and of themes, named beside a test; all of them stand in the tables below
ABOUT = (
    "The tests are the scale's, and people answer them: no grade follows from what stands here. A measure is the "
    "stronger the further its whole interval is from one half, notes the more sessions and documents say the same; "
    "the strongest stands first. Beside each test are the strongest measure and theme against it and for it."
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
        supplied = listed(one.figures) if one.figures else "none"
        blocks += [Text(f"Figures from the partnership that bear on it, on neither side: {supplied}."), _left_out(one)]
        parts.append(Section(name, f"{one.indicator} {one.name}", 3, tuple(blocks)))
    if not parts:
        return Section("argument", "", 7, (Message("Params name no indicator that is graded."),))
    return Section("argument", "", 7, parts=tuple(parts))


def _tests(case: Case, one: Argument) -> Table:
    """Each test with its point of the scale, how much speaks for it and against it, and the strongest of both."""
    rows = tuple(
        (
            f"{capital(case.framework.grades[test.grade].name)}: {test.asks}",
            _strongest(case, one.speaking_against(test)),
            _strongest(case, one.speaking_for(test)),
        )
        for test in one.tests
    )
    return Table(
        f"The tests of {one.indicator}", ("Test", "Speaks against it", "Speaks for it"), rows, told=frozenset({1, 2})
    )


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
