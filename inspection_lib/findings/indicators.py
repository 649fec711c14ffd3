"""Indicator by indicator: all that bears on it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..context import Figure, figures
from ..estimates import Estimate, leading
from ..evidence import Case
from ..voices import Note, notes


@dataclass(frozen=True)
class Finding:
    """An indicator with all that bears on it. It organises evidence; it grades nothing."""

    indicator: str
    name: str
    estimates: tuple[Estimate, ...]
    notes: tuple[Note, ...]
    figures: tuple[Figure, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all bears on the indicator."""
        return not (self.estimates or self.notes or self.figures)

    @property
    def directions(self) -> Mapping[str, int]:
        """How many notes point which way, always in one order."""
        order = ("strength", "area for improvement", "mixed", "context")
        counts = {kind: sum(note.direction == kind for note in self.notes) for kind in order}
        return {kind: count for kind, count in counts.items() if count}

    @property
    def unsettled(self) -> tuple[Estimate, ...]:
        """The estimates whose interval reaches beyond their term: a few other answers would change the word."""
        return tuple(e for e in self.estimates if e.base and not e.settled)


def findings(case: Case) -> list[Finding]:
    """A finding for each quality indicator, in the order of the framework, empty ones included."""
    found = []
    for indicator in case.framework.indicators.values():
        shares = [e for e in leading(case) if e.measure.item.indicator == indicator.indicator]
        found.append(
            Finding(
                indicator.indicator,
                indicator.name,
                tuple(shares),
                tuple(note for note in notes(case) if note.indicator == indicator.indicator),
                tuple(figure for figure in figures(case) if figure.indicator == indicator.indicator),
            )
        )
    return found
