"""Checks of whole replies: that each is one person's, given with thought, and could have been given at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from ..evidence import CHOICES, COLUMNS, DATES, GROUPABLE, INSTRUMENTS, SURVEYS, Case
from ..framework import Item
from ..wording import count_of, listed, long_date
from .answers import DONT_KNOW
from .registry import Found, check, few

STRAIGHT = 10  # as many questions with one and the same answer may not have been read
RARE = 100  # one such reply in so many, or fewer, changes no word of a draft
FORMS = {"staff_survey": "S0001", "children_survey": "C01", "parents_survey": "P01", "record_reading": "R01"}
MIXER = np.uint64(0x9E3779B97F4A7C15)  # an odd number of 64 bits, so that answers mix into keys that differ


@check("I13", "caveat", "")
def instruments_came_in(case: Case) -> Iterator[Found]:
    """An instrument without a single row is named, as the draft can say nothing from it."""
    empty = [name for name in INSTRUMENTS if name in case.evidence.sources and not len(case.evidence[name])]
    for name in empty:
        yield Found("there is a header row, but no row below it", file=f"{name}.csv")


@check("I27", "stops", "")
def instruments_have_a_known_question(case: Case) -> Iterator[Found]:
    """A survey or a reading of records has a question that is known, or it would count as evidence and say nothing."""
    for name in INSTRUMENTS:
        source = case.evidence.sources.get(name)
        asked = {item.column for item in case.framework.items_of(name)}
        if source and source.rows_used and not asked & {use.target for use in source.reading.columns}:
            message = "no column of this file is a question that is known; `inspection map` lists them in mapping.csv"
            yield Found(f"{message}: say there which questions they are", file=f"{name}.csv")


@check("S8", "caveat", "staff_survey.csv")
def staff_groups_are_spelt_alike(case: Case) -> Iterator[Found]:
    """A group of staff too small to be shown may be a slip of spelling, and is counted without its name."""
    yield from _rare(case, "staff_survey")


@check("S9", "caveat", "parents_survey.csv")
def parents_groups_are_spelt_alike(case: Case) -> Iterator[Found]:
    """A group of parents too small to be shown may be a slip of spelling, and is counted without its name."""
    yield from _rare(case, "parents_survey")


def _rare(case: Case, table: str) -> Iterator[Found]:
    threshold = case.params.small_numbers.threshold
    for column in GROUPABLE[table]:
        held = case.evidence[table][column].value_counts()
        rare = int(((held > 0) & (held < threshold) & (held.index != "")).sum())
        if rare:
            values = count_of(rare, "value is", "values are each")
            message = f"{column}: {values} given by fewer than {threshold} replies; check the spelling"
            yield Found(message + _usual(case, table, column), column=column)


def _usual(case: Case, table: str, column: str) -> str:
    """The values of a group that the framework names, as the tail of a message."""
    named = [g.value for g in case.framework.groups if (g.instrument, g.column) == (table, column) and g.value]
    quoted = [f"'{value}'" for value in named]
    return f" (the framework names {listed(quoted)})" if quoted else ""


@check("S13", "caveat", "")
def nobody_replied_twice(case: Case) -> Iterator[Found]:
    """No two replies of the same minute have the same groups and the same answer to every question.

    They may be one reply that was sent twice; silent where a survey does not say at what time replies came.
    """
    for table in SURVEYS:
        number = _repeated(case.evidence[table], case.framework.items_of(table), GROUPABLE[table])
        if number:
            message = f"replies with the same answers as another sent in the same minute: {few(case, number)}"
            yield Found(message, file=f"{table}.csv")


def _repeated(frame: pd.DataFrame, items: Sequence[Item], groups: Sequence[str]) -> int:
    """How many replies repeat another of the same minute.

    Answers are mixed into one number a row; only rows whose number is there twice are then compared cell by cell.
    """
    if "submitted_at" not in frame or not is_datetime64_any_dtype(frame["submitted_at"]):
        return 0
    minute = frame["submitted_at"].dt.floor("min")
    key = minute.astype("int64").to_numpy().view(np.uint64).copy()
    answered = np.zeros(len(frame), dtype=bool)
    for item in items:
        codes = frame[item.column].cat.codes.to_numpy()
        answered |= codes >= 0
        key *= MIXER
        key += codes.astype(np.uint64)
    alike = answered & minute.notna().to_numpy() & pd.Series(key).duplicated(keep=False).to_numpy()
    columns = [*groups, *(item.column for item in items)]
    return int(frame.loc[alike, columns].assign(minute=minute[alike]).duplicated().sum())


@check("S14", "caveat", "")
def people_answered_with_thought(case: Case) -> Iterator[Found]:
    """Replies with one and the same answer to all of ten questions or more are counted, from one in a hundred on.

    Don't know throughout is left out: it can be true of somebody who is new.
    """
    for table in SURVEYS:
        number = int(_straight(case.evidence[table], case.framework.items_of(table)).sum())
        if RARE * number > len(case.evidence[table]):
            what = f"replies that give the same answer to every one of {STRAIGHT} questions or more"
            message = f"{what}: {few(case, number)}"
            yield Found(message, file=f"{table}.csv")


def _straight(frame: pd.DataFrame, items: Sequence[Item]) -> np.ndarray:
    """Which replies gave one answer to every question that they answered, as truth values."""
    scales = [frame[item.column].cat.categories for item in items]
    known = {word: code for code, word in enumerate(dict.fromkeys(word for scale in scales for word in scale))}
    most = len(known)
    low, high = np.full(len(frame), most, dtype=np.int16), np.full(len(frame), -1, dtype=np.int16)
    number = np.zeros(len(frame), dtype=np.int16)
    for item, scale in zip(items, scales, strict=True):
        lookup = np.array([*(known[word] for word in scale), -1], dtype=np.int16)  # a blank answer has the code -1
        codes = lookup[frame[item.column].cat.codes.to_numpy()]
        given = codes >= 0
        np.maximum(high, codes, out=high)
        np.minimum(low, np.where(given, codes, np.int16(most)), out=low)
        number += given
    return (low == high) & (number >= STRAIGHT) & (high != known.get(DONT_KNOW, -1))


@check("S15", "caveat", "")
def replies_hold_an_answer(case: Case) -> Iterator[Found]:
    """Every reply answers a question; people who were met, and so have a row, need not."""
    for table in SURVEYS:
        frame = _sent(case, table)
        empty = np.ones(len(frame), dtype=bool)
        for item in case.framework.items_of(table):
            empty &= frame[item.column].isna().to_numpy()
        if empty.any():
            yield Found(
                f"replies without an answer to any question: {few(case, int(empty.sum()))}", file=f"{table}.csv"
            )


def _sent(case: Case, table: str) -> pd.DataFrame:
    """The rows that answered the survey itself: not those of people who were met or called."""
    frame = case.evidence[table]
    return frame[frame["heard_by"] == "survey"] if "heard_by" in frame else frame


@check("S16", "caveat", "")
def no_more_replied_than_were_invited(case: Case) -> Iterator[Found]:
    """A survey has no more replies than people who were invited to it."""
    for table in SURVEYS:
        source, replies = case.evidence.sources.get(table), len(_sent(case, table))
        if source and source.invited is not None and replies > source.invited:
            invited = f"evidence.invited says that {count_of(source.invited, 'person was', 'people were')} invited"
            message = f"{count_of(replies, 'reply', 'replies')} came in, but {invited}; no response rate is given"
            yield Found(message, file=f"{table}.csv")


@check("S17", "caveat", "")
def ways_of_hearing_are_known(case: Case) -> Iterator[Found]:
    """A person was heard by the survey or by a way in which people are met; a slip would leave them out of both."""
    for table in ("children_survey", "parents_survey"):
        heard_by = case.evidence[table]["heard_by"]
        unknown = int((~heard_by.isin(("survey", *CHOICES["engagement"]["method"]))).sum())
        if unknown:
            message = f"rows that say neither survey nor a way of meeting people: {few(case, unknown)}"
            yield Found(message, column="heard_by", file=f"{table}.csv")


@check("S18", "caveat", "")
def ids_are_running_numbers(case: Case) -> Iterator[Found]:
    """A reply's or record's id is a letter and a running number, and no number that it has anywhere else."""
    for table, form in FORMS.items():
        frame, column = case.evidence[table], COLUMNS[table][0]
        other = ~frame[column].str.fullmatch(f"{form[0]}[0-9]{{1,7}}").to_numpy(dtype=bool)
        if other.any():
            wanted = f"ids such as {form} were wanted; others may be numbers by which people are known elsewhere"
            message = f"{wanted}: {int(other.sum()):,}, of which this is the first"
            yield Found(message, int(frame["row"].to_numpy()[other][0]), column, f"{table}.csv")


@check("S19", "caveat", "")
def replies_came_over_several_days(case: Case) -> Iterator[Found]:
    """No more than half of a survey's replies came on one day: many at once may have been asked for, or copied."""
    for table in SURVEYS:
        dates = _sent(case, table)[DATES[table]].dropna()
        if len(dates) < case.params.groups.smallest_base:
            continue
        days = dates.value_counts()
        if 2 * int(days.iloc[0]) > len(dates):
            day = long_date(days.index[0].date())
            number = few(case, int(days.iloc[0]), len(dates))
            message = f"more than half of the replies came on one day, {day}: {number}"
            yield Found(message, column=DATES[table], file=f"{table}.csv")


@check("S20", "caveat", "")
def replies_say_their_group(case: Case) -> Iterator[Found]:
    """A column that splits a survey into groups is filled in for nine replies in ten, or its groups speak for few."""
    for table in SURVEYS:
        frame = case.evidence[table]
        for column in case.params.groups.of(table):
            blank = int(frame[column].isna().sum())
            if len(frame) >= case.params.groups.smallest_base and 10 * blank > len(frame):
                message = f"{column} is blank in {few(case, blank, len(frame))} rows, which belong to no group"
                yield Found(message, column=column, file=f"{table}.csv")
