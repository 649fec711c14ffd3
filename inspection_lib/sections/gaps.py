"""Where sources do not say the same, as tables for the analyst: two counts, and a count and notes."""

from __future__ import annotations

from collections.abc import Iterator

from .. import findings as found
from ..estimates import Estimate
from ..evidence import Case
from ..findings import NotesGap
from ..narrative import said
from ..tables import Table
from ..wording import capital, count_of, listed
from .blocks import Message, Section, Text

MOST = 8  # rows of each kind that a page shows


def gaps(case: Case) -> Section:
    """The gaps between two counts, and between a count and notes, each kind ranked for itself; a few of each."""
    blocks: list[object] = [*_counts(case), *_notes(case)]
    return Section("gaps", "", 7, tuple(blocks))


def _counts(case: Case) -> Iterator[object]:
    known = found.gaps(case)
    if not known:
        yield Message("No two sources on one topic or indicator are clearly apart.")
        return
    rows = tuple(
        (capital(gap.title), _side(case, gap.higher), _side(case, gap.lower), f"{round(100 * gap.at_least)} points")
        for gap in known[:MOST]
    )
    columns = ("About", "One source says more", "Another says less", "At least apart")
    yield Table("Two sources that do not say the same", columns, rows, frozenset({3}), frozenset({1, 2}))
    yield from _more(len(known), "gaps between two counts")


def _notes(case: Case) -> Iterator[object]:
    known = found.notes_gaps(case)
    if not known:
        yield Message("No count has notes from two sessions or documents against it.")
        return
    rows = tuple(
        (capital(gap.title), _side(case, gap.estimate), _against(gap), str(gap.beside or "none"))
        for gap in known[:MOST]
    )
    columns = ("About", "What was counted", "What was heard, read or seen against it", "Others beside it")
    yield Table("A count, and notes that point the other way", columns, rows, frozenset({3}), frozenset({1, 2}))
    yield from _more(len(known), "gaps between a count and notes")


def _more(number: int, what: str) -> Iterator[object]:
    if number > MOST:
        yield Text(f"All {number} {what} are in findings.json.")


def _side(case: Case, side: Estimate) -> str:
    """A source, what it says with its count, and how many other answers would change the word."""
    title = case.framework.instruments[side.measure.item.instrument].short
    ways = [flips for flips in (side.flips_down, side.flips_up) if flips is not None]
    fragile = f"; {count_of(min(ways), 'other answer', 'other answers')} would change the word" if ways else ""
    return f"{capital(title)}: {said(case, side)}{fragile}"


def _against(gap: NotesGap) -> str:
    direction = "strengths" if gap.opposing[0].direction == "strength" else "areas for improvement"
    ids = ", ".join(note.id for note in gap.opposing)
    return f"{direction} from {listed(gap.sources)} (notes {ids})"
