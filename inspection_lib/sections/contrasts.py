"""Where a group answered otherwise than everyone else: a few rows, with all the comparisons that were made said."""

from __future__ import annotations

from .. import findings as found
from ..estimates import Estimate
from ..evidence import Case
from ..findings import Contrast, Contrasts
from ..findings.groups import OF_A_QUESTION, Cell
from ..measures import Measure
from ..tables import Table, label
from ..wording import capital, count_of, percent, respondents
from .blocks import Message, Section, Text

TITLE = "Groups that answered otherwise than everyone else who answered"
COLUMNS = ("Question", "Group", "Group's share", "Everyone else", "Difference, with its interval")


def contrasts(case: Case) -> Section:
    """The groups that differ most from everyone else who answered, ranked by how large the difference is at least.

    All comparisons that were made are counted in what stands out, and said. No cause is given: why a group differs is
    for people to find out.
    """
    known = found.contrasts(case)
    if not known.made:
        return Section("contrasts", "", 7, (Message("No group can be held against everyone else yet."),))
    rows = tuple(_row(case, contrast) for contrast in known.shown)
    table = (Table(TITLE, COLUMNS, rows, frozenset({2, 3, 4})),) if rows else ()
    return Section("contrasts", "", 7, (Text(_said(known)), *table))


def _said(known: Contrasts) -> str:
    """How many comparisons were made, how many of them stand out, and which of those are shown."""
    made = f"{count_of(known.made, 'comparison', 'comparisons')} of a group with everyone else who answered"
    if not known.out:
        return f"Made: {made}. None stands out once all of them are counted."
    if known.out == 1:
        return f"Made: {made}. 1 stands out once all of them are counted."
    most = f"the {len(known.shown)} that differ most even at the near end of their interval"
    return (
        f"Made: {made}. {known.out:,} stand out once all of them are counted. Shown are {most}, at most "
        f"{OF_A_QUESTION} of one question."
    )


def _row(case: Case, contrast: Contrast) -> tuple[str, ...]:
    one = contrast.compared
    return (
        label(one.group),
        capital(respondents(case, one.group)),
        _share(one.group.measure, one.cell),
        _share(one.group.measure, one.rest),
        points(float(contrast.difference), contrast.low, contrast.high),
    )


def _share(measure: Measure, cell: Cell) -> str:
    return f"{percent(Estimate(measure, *cell))} ({cell[0]:,} of {cell[1]:,})"


def points(difference: float, low: float, high: float) -> str:
    """A difference of two shares in percentage points, with its interval, smaller end first.

    >>> points(0.57, 0.502, 0.62), points(-0.3, -0.38, -0.2), points(0.01, -0.002, 0.022)
    ('57 points higher (50 to 62)', '30 points lower (20 to 38)', '1 point higher (0 to 2)')
    """
    way, ends = ("higher", (low, high)) if difference >= 0 else ("lower", (-high, -low))
    size = count_of(round(100 * abs(difference)), "point", "points")
    return f"{size} {way} ({' to '.join(str(round(100 * end)) for end in ends)})"
