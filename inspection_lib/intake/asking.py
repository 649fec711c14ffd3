"""What mapping.csv leaves open once it is written: what waits for a yes or no, and what has no meaning or use yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import count_of
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

    @property
    def said(self) -> str:
        """What mapping.csv leaves open, in a sentence.

        >>> Open(answers=8, columns=1).said, Open(waiting=1).said
        ('8 answers have no meaning yet and stop the work; 1 column is not used', '1 row waits for yes or no')
        """
        parts = (
            (self.waiting, "row waits for yes or no", "rows wait for yes or no"),
            (
                self.answers,
                "answer has no meaning yet and stops the work",
                "answers have no meaning yet and stop the work",
            ),
            (self.columns, "column is not used", "columns are not used"),
        )
        return "; ".join(count_of(*part) for part in parts if part[0]) or "nothing waits for a person"


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
