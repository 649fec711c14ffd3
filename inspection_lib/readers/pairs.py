"""The records that were read twice, and what two people answered to one question about each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..evidence import Case, once
from ..framework import Framework, Item
from ..measures import LEAVES
from .alpha import Level

READINGS = ("first", "second")


@once
def twice(case: Case) -> pd.DataFrame:
    """The records that were read twice, by whomever, one row a record; columns end in `_first` and `_second`."""
    frame = case.evidence["record_reading"].set_index("record_id")
    first, second = (frame[frame["reading"] == reading] for reading in READINGS)
    return first.join(second, how="inner", lsuffix="_first", rsuffix="_second")


@once
def by_two(case: Case) -> pd.DataFrame:
    """Those of `twice` that two people read. A reading without a reader, or by the first one again, tells nothing."""
    both = twice(case)
    first, second = both["reader_first"], both["reader_second"]
    return both[(first != "") & (second != "") & (first != second)]


def values(item: Item, framework: Framework) -> list[str]:
    """The answers of a question between which readers can agree, in the order of their scale.

    "Don't know" and "not applicable" have no place in an order, and are no reading of an ordinal scale. Of a nominal
    one they are values like others: whether a question applies to a record is read in it, and moves a base.
    """
    answers = [answer.answer for answer in framework.answers[item.answers]]
    ordered = [answer for answer in answers if answer not in LEAVES["decided"]]
    return ordered if len(ordered) > 2 else answers


def level(item: Item, framework: Framework) -> Level:
    """Ordinal for a scale of three answers or more beside don't know and not applicable; two have no order to speak of.

    Between two values the ordinal alpha and the nominal one are the same.
    """
    ordered = [a for a in framework.answers[item.answers] if a.answer not in LEAVES["decided"]]
    return "ordinal" if len(ordered) > 2 else "nominal"


def places(frame: pd.DataFrame, item: Item, framework: Framework) -> np.ndarray:
    """The answers to one question about records read twice: (records, 2) places in `values`, -1 for no reading."""
    known = values(item, framework)
    columns = [frame[f"{item.column}_{reading}"].cat.set_categories(known).cat.codes for reading in READINGS]
    return np.column_stack(columns).astype(int)
