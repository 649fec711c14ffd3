"""The difference of two drafts: every sentence that changed, how, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import InspectionError
from .causes import Why, why
from .drafts import Draft, Statement
from .figures import figure_changes
from .matching import moved, pairs
from .records import Differences, differences
from .shown import Shown, compared

#: The sentence stands as it did; what it rests on, or the numbers of that, differ.
SAME_WORDS = "same words, other evidence"
#: What became of a sentence, in the order in which a summary counts them.
BECAME = ("added", "removed", "moved", "reworded", "moved and reworded", SAME_WORDS)


@dataclass(frozen=True)
class Change:
    """One sentence that differs: where it stood and stands, its words then and now as they may be told, and why.

    `kind` is one of `BECAME`.
    """

    kind: str
    old: Statement | None
    new: Statement | None
    was: str
    now: str
    why: Why

    @property
    def place(self) -> str:
        """The paragraph where it stands, with the one where it stood if that is another."""
        places = list(dict.fromkeys(one.place for one in (self.old, self.new) if one))
        return places[0] if len(places) == 1 else f"{places[0]}, now {places[1]}"


@dataclass(frozen=True)
class Difference:
    """All that differs between two drafts of one partnership, in the order of the new one."""

    old: Draft
    new: Draft
    changes: tuple[Change, ...]
    inputs: Differences

    def counts(self) -> list[tuple[str, int]]:
        """How many sentences became what, without what did not occur."""
        found = [(kind, sum(change.kind == kind for change in self.changes)) for kind in BECAME]
        return [(kind, number) for kind, number in found if number]


def difference(old: Draft, new: Draft) -> Difference:
    """Sentence by sentence what changed between two drafts, and why as far as their records show it.

    Raises `InspectionError` for drafts of two partnerships: what one has hidden, another's numbers do not explain.
    """
    if old.code != new.code:
        names = f"{old.partnership or old.code} and {new.partnership or new.code}"
        raise InspectionError(f"two drafts of one partnership were wanted; these are of {names}")
    shown, inputs = compared(old, new), differences(old.record, new.record)
    return Difference(old, new, tuple(_changes(shown, inputs)), inputs)


def _changes(shown: Shown, inputs: Differences) -> Iterator[Change]:
    found = pairs(shown.old.statements, shown.new.statements)
    elsewhere = moved(found)
    for one, other in found:
        kind = _became(one, other, elsewhere, shown)
        if kind:
            was = shown.text(one, other) if one else ""
            now = shown.text(other, one) if other else ""
            yield Change(kind, one, other, was, now, why(one, other, shown, inputs))


def _became(one: Statement | None, other: Statement | None, elsewhere: frozenset[str], shown: Shown) -> str:
    """What became of a sentence; blank if nothing did."""
    if not one or not other:
        return "added" if other else "removed"
    words = ["moved"] * (other.id in elsewhere) + ["reworded"] * (one.text != other.text)
    if words:
        return " and ".join(words)
    return SAME_WORDS if figure_changes(one, other, shown) or set(one.rests_on) != set(other.rests_on) else ""
