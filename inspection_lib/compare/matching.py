"""Which sentence of the new draft is which of the old: stayed, reworded, moved, added or removed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from .drafts import Statement

Pair = tuple[Statement | None, Statement | None]
ALIKE = 0.6  # of two sentences that rest on something in common
NEARLY_THE_SAME = 0.8  # of two that do not


def pairs(old: Sequence[Statement], new: Sequence[Statement]) -> list[Pair]:
    """Every sentence of both drafts once, with its other self if it has one: in the new order, removed ones in place.

    Sentences that are the same word for word are paired first, under one heading before elsewhere. The others are
    paired by what they rest on, their heading and how alike their words are, the likest first.
    """
    match: dict[str, Statement] = {}  # new id -> old
    for same in (_under_heading, _by_words):
        waiting = defaultdict(list)
        taken = {one.id for one in match.values()}
        for one in old:
            if one.id not in taken:
                waiting[same(one)].append(one)
        for other in new:
            if other.id not in match and waiting[same(other)]:
                match[other.id] = waiting[same(other)].pop(0)
    taken = {one.id for one in match.values()}
    likely = [
        (likeness, one, other)
        for one, other in _candidates([o for o in old if o.id not in taken], [n for n in new if n.id not in match])
        if (likeness := _likeness(one, other))
    ]
    for _, one, other in sorted(likely, key=lambda found: -found[0]):
        if one.id not in taken and other.id not in match:
            taken.add(one.id)
            match[other.id] = one
    return _in_order(old, new, match, taken)


def _under_heading(statement: Statement) -> tuple[str, ...]:
    return (statement.heading, statement.id.rsplit(".", 2)[0], statement.text)


def _by_words(statement: Statement) -> tuple[str, ...]:
    return (statement.text,)


def _candidates(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """The pairs that could be one sentence: they share a heading, or something that they rest on."""
    by_place: dict[str, dict[str, Statement]] = defaultdict(dict)
    for other in new:
        for name in (other.heading, *other.rests_on):
            by_place[name][other.id] = other
    for one in old:
        found = {i: other for name in (one.heading, *one.rests_on) for i, other in by_place[name].items()}
        yield from ((one, other) for other in found.values())


def _likeness(one: Statement, other: Statement) -> float:
    """How surely two sentences are one, from 0 to 2; 0 where they are two."""
    first, second = set(one.rests_on), set(other.rests_on)
    shared = len(first & second) / len(first | second) if first | second else 0.0
    alike = SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
    if not (alike >= NEARLY_THE_SAME or (shared and (alike >= ALIKE or shared == 1.0))):
        return 0.0
    return shared + alike / 2 + (0.5 if one.heading == other.heading else 0.0)


def _in_order(
    old: Sequence[Statement], new: Sequence[Statement], match: dict[str, Statement], taken: set[str]
) -> list[Pair]:
    """The new sentences in order; each removed one stands after the sentence that it stood after."""
    follows: dict[str, list[Statement]] = defaultdict(list)
    before = ""
    for one in old:
        if one.id in taken:
            before = one.id
        else:
            follows[before].append(one)
    found: list[Pair] = [(one, None) for one in follows[""]]
    for other in new:
        self_before = match.get(other.id)
        found.append((self_before, other))
        found += [(gone, None) for gone in follows[self_before.id]] if self_before else []
    return found


def moved(found: Sequence[Pair]) -> frozenset[str]:
    """The new ids of sentences that stand elsewhere: under another heading, or before others that they followed.

    A sentence that has only more or fewer before it has not moved. Of those whose order changed, the fewest count.
    """
    elsewhere: set[str] = set()
    headings: dict[str, list[tuple[tuple[int, ...], str]]] = defaultdict(list)
    for one, other in found:
        if one and other and one.heading != other.heading:
            elsewhere.add(other.id)
        elif one and other:
            headings[other.id.rsplit(".", 2)[0]].append((_order(one), other.id))
    for places in headings.values():
        kept = _longest_rising([place for place, _ in places])
        elsewhere |= {name for n, (_, name) in enumerate(places) if n not in kept}
    return frozenset(elsewhere)


def _order(statement: Statement) -> tuple[int, ...]:
    return tuple(int(part) for part in statement.id.rsplit(".", 2)[1:])


def _longest_rising(values: Sequence[tuple[int, ...]]) -> set[int]:
    """The places of a longest rising run within some values, not necessarily neighbours.

    >>> sorted(_longest_rising([(1,), (4,), (2,), (3,)]))
    [0, 2, 3]
    """
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
        before.append(ends[at - 1] if at else None)
    kept: set[int] = set()
    place_now = ends[-1] if ends else None
    while place_now is not None:
        kept.add(place_now)
        place_now = before[place_now]
    return kept
