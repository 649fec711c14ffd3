"""What the evidence comes to, in a few sentences for the team alone: for a whole partnership, and for a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import findings as found
from ..checks.judgements import STATES
from ..estimates import Estimate, leading
from ..evidence import Case
from ..findings import Gap, NotesGap
from ..findings.board import Place
from ..narrative import Sentence, said
from ..wording import capital, count_of, listed
from .blocks import Bullets, Message, Section, Text
from .standard import standard
from .waiting import working

TOLD = 3  # gaps of each kind
COUNTS, NOTES = "Two counts that are clearly apart", "A count, and notes that point the other way"


def look_next(case: Case) -> Section:
    """What to look into next, in one screen: the sharpest gaps, where people and evidence part, what is not heard."""
    places = found.board(case)
    unheard = [f"{one.group} ({listed(one.headings)})" for one in found.most_useful(case).unheard if one.headings]
    lines = {
        "Areas of concern": "; ".join(_named(place) for place in places if place.state == STATES[2]),
        "The state that people set is not the one proposed": "; ".join(_named(p) for p in places if p.differs),
        "Nobody of these was heard or counted where there is uncertainty": "; ".join(unheard),
        "Nothing is cited for": "; ".join(f"{one.indicator} {one.name}" for one in found.uncited(case)),
    }
    others = tuple(Sentence(f"{what}: {which}.", ()) for what, which in lines.items() if which)
    blocks = [*_differences(case, found.gaps(case), found.notes_gaps(case)), *_list("What else to look at", others)]
    if not blocks:
        blocks = [Message("Nothing has come in yet that could be looked into.")]
    return Section("look-next", "", 7, tuple(blocks))


def synthesis(case: Case, statement: str) -> tuple[Section, ...]:
    """What one statement comes to: where its sources differ, and what is uncertain; in the team's own draft alone."""
    if not working(case):
        return ()
    counts = [gap for gap in found.gaps(case) if statement in _statements(case, gap.higher, gap.lower)]
    notes = [gap for gap in found.notes_gaps(case) if statement in _statements(case, gap.estimate)]
    blocks = [*_differences(case, counts, notes), *_list("What is uncertain", tuple(_uncertain(case, statement)))]
    if not blocks:
        return ()
    return (
        Section(
            f"statement-{statement}-synthesis",
            "What this statement comes to",
            3,
            (Text(standard(case, "synthesis")), *blocks),
        ),
    )


def _differences(case: Case, counts: Sequence[Gap], notes: Sequence[NotesGap]) -> Iterator[object]:
    """The first gaps of each kind, each kind under its own name."""
    yield from _list(COUNTS, tuple(_told(case, gap) for gap in counts[:TOLD]))
    yield from _list(NOTES, tuple(_told_of_notes(case, gap) for gap in notes[:TOLD]))


def _list(name: str, sentences: tuple[Sentence, ...]) -> Iterator[object]:
    if sentences:
        yield Text(f"**{name}:**")
        yield Bullets(sentences, name)


def _uncertain(case: Case, statement: str) -> Iterator[Sentence]:
    """The headings of a statement in concern or uncertainty, and how many of its words are not settled."""
    places = [place for place in found.board(case) if case.framework.headings[place.heading].statement == statement]
    for state in (STATES[2], STATES[1]):
        several = "; ".join(_named(place) for place in places if place.state == state)
        if several:
            yield Sentence(f"{capital(state)}: {several}.", ())
    shown = [e for e in leading(case) if statement in _statements(case, e) and e.base]
    loose = tuple(e.id for e in shown if not e.settled)
    if loose:
        of_all = f"{len(loose)} of {count_of(len(shown), 'measure', 'measures')}"
        yield Sentence(f"The word is not settled for {of_all}: another word lies within the interval.", loose)


def _named(place: Place) -> str:
    return f"{place.heading} {place.title}"


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
