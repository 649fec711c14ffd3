"""What mapping.csv leaves open once it is written: what waits for a yes or no, and what has no meaning or use yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .mapping import Entry


@dataclass(frozen=True)
class Open:
    """How many rows wait for yes or no, how many answers and columns have no target, and which files were not read.

    Each answer without a target stops the work; a column without one is left aside.
    """

    waiting: int = 0
    answers: int = 0
    columns: int = 0
    unread: tuple[str, ...] = ()


def left_open(asked: Sequence[Entry], unread: Sequence[str]) -> Open:
    """What is open of some rows of mapping.csv that the files give rise to, as they stand there now.

    >>> rows = [Entry("staff_survey", "valued", "Aye", to, "", "") for to in ("agree", "")]
    >>> left_open(rows, []).waiting, left_open(rows, []).answers
    (1, 1)
    """
    offered = [entry for entry in asked if entry.maps_to and not entry.confirmed]
    others = [entry for entry in asked if entry not in offered]
    answers = sum(1 for entry in others if entry.answer)
    columns = sum(1 for entry in others if not entry.answer and not entry.confirmed)
    return Open(len(offered), answers, columns, tuple(unread))
