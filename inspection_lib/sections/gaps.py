"""Where sources do not say the same: for the analyst as tables, for the team's own draft as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from .. import findings as found
from ..estimates import Estimate
from ..evidence import Case
from ..findings import Gap, NotesGap
from ..narrative import Sentence, said
from ..tables import Table
from ..wording import capital, count_of, listed
from .blocks import Bullets, Message, Section, Text
from .standard import standard
from .waiting import working

MOST = 8  # rows of each kind that a page shows
TOLD = 3  # of each kind that a statement of the draft tells


def gaps(case: Case) -> Section:
    """The gaps between two counts, and between a count and notes, each kind ranked for itself; a few of each."""
    blocks: list[object] = [*_counts(case), *_notes(case)]
    return Section("gaps", "", 7, tuple(blocks))


def look_next(case: Case) -> Section:
    """What to look into next, in one screen: the sharpest gaps, where people and evidence part, what is not heard."""
    told = [_told(case, gap) for gap in found.gaps(case)[:TOLD]]
    told += [_told_of_notes(case, gap) for gap in found.notes_gaps(case)[:TOLD]]
    places = found.board(case)
    apart = [f"{place.heading} {place.title}" for place in places if place.differs]
    concern = [f"{place.heading} {place.title}" for place in places if place.state == "areas of concern"]
    unheard = [f"{one.group} ({listed(one.headings)})" for one in found.most_useful(case).unheard]
    lines = {
        "Areas of concern": "; ".join(concern),
        "The state that people set is not the one proposed": "; ".join(apart),
        "Nobody of these was heard or counted where there is uncertainty": "; ".join(unheard),
        "Nothing is cited for": "; ".join(f"{one.indicator} {one.name}" for one in found.uncited(case)),
    }
    told += [Sentence(f"{what}: {which}.", ()) for what, which in lines.items() if which]
    if not told:
        return Section("look-next", "", 7, (Message("Nothing has come in yet that could be looked into."),))
    return Section("look-next", "", 7, (Bullets(tuple(told), "What to look into next"),))


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


def synthesis(case: Case, statement: str) -> tuple[Section, ...]:
    """What the sources of one statement come to where they do not say the same; in the team's own draft alone."""
    if not working(case):
        return ()
    counts = [gap for gap in found.gaps(case) if statement in _statements(case, gap.higher, gap.lower)][:TOLD]
    notes = [gap for gap in found.notes_gaps(case) if statement in _statements(case, gap.estimate)][:TOLD]
    sentences = (*(_told(case, gap) for gap in counts), *(_told_of_notes(case, gap) for gap in notes))
    if not sentences:
        return ()
    blocks = (Text(standard(case, "synthesis")), Bullets(sentences, f"Where sources differ in statement {statement}"))
    return (Section(f"statement-{statement}-synthesis", "Where sources do not say the same", 3, blocks),)


def _statements(case: Case, *sides: Estimate) -> set[str]:
    return {case.framework.headings[side.measure.item.heading].statement for side in sides}


def _told(case: Case, gap: Gap) -> Sentence:
    text = f"{capital(gap.title)}: {said(case, gap.higher)}; {said(case, gap.lower)}."
    return Sentence(text, (gap.higher.id, gap.lower.id))


def _told_of_notes(case: Case, gap: NotesGap) -> Sentence:
    what = "strengths" if gap.opposing[0].direction == "strength" else "areas for improvement"
    sources = count_of(len(gap.sources), "session or document", "sessions or documents")
    text = f"{capital(gap.title)}: {said(case, gap.estimate)}; {sources} told of {what}."
    return Sentence(text, (gap.estimate.id, *(note.id for note in gap.opposing)))
