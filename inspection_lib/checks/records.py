"""Checks of the reading of records: who read what, and whether two readings are of one record and fit together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..evidence import Case
from ..readers import twice
from .registry import Found, check, each, few

APART = 2  # points of the six-point scale between two readings that are more than a difference of nuance


@check("R2", "caveat", "record_reading.csv")
def second_readings_have_a_first(case: Case) -> Iterator[Found]:
    """Every second reading is of a record that was read a first time."""
    frame = case.evidence["record_reading"]
    first = set(frame.loc[frame["reading"] == "first", "record_id"])
    alone = (frame["reading"] == "second") & ~frame["record_id"].isin(first)
    yield from each(frame, alone, "this is a second reading, but the record has no first", "record_id")


@check("R5", "caveat", "record_reading.csv")
def second_readings_are_by_another(case: Case) -> Iterator[Found]:
    """A second reading is by somebody else: the same reader would agree with himself."""
    both = twice(case)
    same = both[(both["reader_first"] == both["reader_second"]) & (both["reader_first"] != "")]
    for row in same["row_second"]:
        yield Found("both readings are by the same reader", int(row), "reader")


@check("R6", "caveat", "record_reading.csv")
def second_readings_moderate(case: Case) -> Iterator[Found]:
    """Of two readings of a record one is an inspector's: two local readers do not moderate each other."""
    both = twice(case)
    local = int(((both["reader_kind_first"] == "local reader") & (both["reader_kind_second"] == "local reader")).sum())
    if local:
        yield Found(f"records read twice, and never by an inspector: {local:,}", column="reader_kind")


@check("R7", "caveat", "record_reading.csv")
def readings_grade_alike(case: Case) -> Iterator[Found]:
    """Two readings of a record that differ by two points or more of the scale are counted: one reading misses much."""
    both = twice(case)
    apart = pd.Series(False, index=both.index)
    for item in case.framework.items_of("record_reading"):
        if item.answers == "grade":
            first, second = (both[f"{item.column}_{reading}"].astype(float) for reading in ("first", "second"))
            apart |= (first - second).abs() >= APART
    if apart.any():
        number = few(case, int(apart.sum()), len(both))
        yield Found(f"records whose two readings differ by two points or more on a grade: {number}")


@check("R8", "caveat", "record_reading.csv")
def readings_are_of_one_child(case: Case) -> Iterator[Found]:
    """Two readings of a record agree on the child's age band, and on being looked after and on the register."""
    both = twice(case)
    for column in ("age_band", "looked_after", "on_register"):
        first, second = (both[f"{column}_{reading}"].astype(object) for reading in ("first", "second"))
        differ = int(((first != second) & first.notna() & second.notna() & (first != "") & (second != "")).sum())
        if differ:
            message = f"records whose two readings differ on {column}: {few(case, differ)}; are they of one child?"
            yield Found(message, column=column)


@check("R9", "caveat", "record_reading.csv")
def readings_have_a_reader(case: Case) -> Iterator[Found]:
    """Every reading is somebody's, by letter or designation."""
    frame = case.evidence["record_reading"]
    yield from each(
        frame, frame["reader"] == "", "no reader is given, so agreement between readers leaves it out", "reader"
    )


@check("R10", "caveat", "record_reading.csv")
def readers_are_of_one_kind(case: Case) -> Iterator[Found]:
    """A reader is an inspector or a local reader throughout, and not both."""
    frame = case.evidence["record_reading"]
    kinds = frame[frame["reader"] != ""].groupby("reader")["reader_kind"].nunique()
    both = int((kinds > 1).sum())
    if both:
        yield Found(f"readers who are entered both as inspector and as local reader: {both}", column="reader_kind")
