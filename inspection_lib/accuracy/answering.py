"""What a new draft must change: the accepted points with their sentences, what these rest on, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..compare import Change, Draft, Statement, difference
from ..evidence import Case
from ..wording import count_of
from .log import DECISIONS, Point
from .sources import place


@dataclass(frozen=True)
class Answer:
    """An accepted point with the sentences of its paragraph, and what has become of each since the draft was sent.

    `changes` has None for a sentence that stands as it was; `known` is whether there was a draft to compare with.
    """

    point: Point
    sentences: tuple[Statement, ...]
    changes: tuple[Change | None, ...]
    known: bool

    @property
    def changed(self) -> bool:
        """Whether any of its sentences is another one by now."""
        return any(self.changes)


def answers(points: Sequence[Point], current: Draft, sent: Draft | None) -> list[Answer]:
    """Every accepted point joined to the draft that was sent, or to the current one where that is not known.

    Raises `InspectionError` if the draft that was sent is another partnership's.
    """
    known = sent or current
    since = {c.old.id: c for c in difference(known, current).changes if c.old}
    found = []
    for point in points:
        if point.accepted:
            told = tuple(one for one in known.statements if one.number == point.paragraph)
            found.append(Answer(point, told, tuple(since.get(one.id) for one in told), sent is not None))
    return found


def told(case: Case, points: Sequence[Point], found: Sequence[Answer]) -> str:
    """The list of what a new draft must change, as text: a block a point, and how the log stands."""
    blocks = ["\n".join(_lines(case, answer)) for answer in found]
    counts = [(decision, sum(point.decision == decision for point in points)) for decision in (*DECISIONS, "")]
    parts = ", ".join(f"{number} {decision or 'not decided yet'}" for decision, number in counts if number)
    closing = [f"{count_of(len(points), 'point', 'points')}{f': {parts}' if parts else ''}."]
    if found and found[0].known:
        done = sum(answer.changed for answer in found)
        closing.append(f"Of the accepted points, {done} changed since the draft was sent; {len(found) - done} did not.")
    elif found:
        closing.append("To see what has changed since, name the folder of the draft that was sent with --draft.")
    return "\n\n".join([*blocks, "\n".join(closing)])


def _lines(case: Case, answer: Answer) -> Iterator[str]:
    state = ""
    if answer.known:
        state = "; the draft has changed since" if answer.changed else "; the draft stands as it was sent"
    point = answer.point
    yield f"Row {point.row}, paragraph {point.paragraph}, {point.kind}: {point.decision}{state}"
    for sentence, change in zip(answer.sentences, answer.changes, strict=True):
        yield f"  {change.was if change else sentence.text}"
        for name in sentence.rests_on:
            yield f"    rests on {name} ({place(case, name)})"
        if change:
            new = change.new.place if change.new else ""
            now = f", in paragraph {new}" if new and new != sentence.place else ""
            yield f"    since then {change.kind}{now}{f': {change.now}' if change.now not in ('', change.was) else ''}"
