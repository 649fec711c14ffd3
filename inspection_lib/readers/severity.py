"""Whether a reader, or a kind of reader, answers higher or lower than others do of the same records."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..evidence import Case, once
from .pairs import READINGS, by_two, level, places

SHARED = 3  # records that a reader must share with others
LETTER = re.compile(r"[A-Z]{1,2}", re.IGNORECASE)  # what stands for a reader; anything longer could be a name


@dataclass(frozen=True)
class Severity:
    """How many steps of the scale, on average, a reader's answers lie above (+) or below (-) the other reader's.

    Above is nearer to the answer that is best. `column` says whether `who` is a reader's letter or a kind of reader.
    Of `records` that two people read, each was compared on up to `questions`. How many answers that made is not kept:
    what lacks would tell to how few records a question did not apply.
    """

    column: str
    who: str
    records: int
    questions: int
    steps: float


@once
def severities(case: Case) -> list[Severity]:
    """Each reader, then each kind of reader, with at least three records shared with another (of another kind).

    The mean is over all answers to ordinal questions that both gave. A difference is no fault of either: it says where
    to talk. Readers who are entered by anything but a letter or two are left out.
    """
    rows = by_two(case)
    apart = _apart(case, rows)
    found = []
    for column in ("reader", "reader_kind"):
        first, second = (rows[f"{column}_{reading}"].astype(object).fillna("") for reading in READINGS)
        for who in sorted({*first, *second} - {""}):
            sign = ((first == who).astype(int) - (second == who)) * (first != "") * (second != "")
            shared = (sign != 0).to_numpy()
            if column == "reader_kind" or LETTER.fullmatch(who):
                found += _severity(column, who, (apart * sign.to_numpy()[:, None])[shared])
    return found


def _severity(column: str, who: str, apart: np.ndarray) -> list[Severity]:
    given = ~np.isnan(apart)
    records = int(given.any(axis=1).sum())
    return [Severity(column, who, records, apart.shape[1], float(apart[given].mean()))] if records >= SHARED else []


def _apart(case: Case, rows: pd.DataFrame) -> np.ndarray:
    """How many steps the first reader's answer is better than the second's: (records, ordinal questions)."""
    found = []
    for item in case.framework.items_of("record_reading"):
        if level(item, case.framework) == "ordinal":
            codes = places(rows, item, case.framework)
            better = (codes[:, 1] - codes[:, 0]) * (1.0 if item.better == "higher" else -1.0)
            found.append(np.where((codes >= 0).all(axis=1), better, np.nan))
    return np.array(found).reshape(len(found), len(rows)).T
