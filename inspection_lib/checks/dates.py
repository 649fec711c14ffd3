"""Checks that everything happened when it can have happened: in the inspection's days, and before the report's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from ..decisions import standing
from ..evidence import DATES, SURVEYS, Case
from ..wording import long_date
from .registry import Found, check, each


@check("P7", "caveat", "params")
def report_follows_the_inspection(case: Case) -> Iterator[Found]:
    """A report is dated after its inspection ended."""
    dated, ended = case.params.report.date, case.params.inspection.ended
    if dated and ended and dated < ended:
        yield Found(f"report.date, {long_date(dated)}, is before inspection.ended, {long_date(ended)}")


@check("P20", "caveat", "params")
def dates_are_set(case: Case) -> Iterator[Found]:
    """The dates on which the inspection started and ended, and that of the report, are set."""
    about = case.params.inspection
    dates = {
        "the date on which the inspection started": about.started,
        "the date on which the inspection ended": about.ended,
        "the date of the report": case.params.report.date,
    }
    for name, day in dates.items():
        if day is None:
            yield Found(f"{name} is not set yet")


@check("P9", "caveat", "params")
def fieldwork_is_within_the_inspection(case: Case) -> Iterator[Found]:
    """The days of reading records and of meeting people lie within those of the inspection."""
    about = case.params.inspection
    for name, period in (("record_reading", about.record_reading), ("engagement", about.engagement)):
        if period and about.started and period[0] < about.started:
            begins, started = long_date(period[0]), long_date(about.started)
            yield Found(f"inspection.{name} begins on {begins}, before the inspection started on {started}")
        if period and about.ended and period[1] > about.ended:
            ends, ended = long_date(period[1]), long_date(about.ended)
            yield Found(f"inspection.{name} ends on {ends}, after the inspection ended on {ended}")


@check("P10", "caveat", "params")
def report_follows_within_a_year(case: Case) -> Iterator[Found]:
    """A report is dated within a year of the end of its inspection; a later one may have the wrong year."""
    dated, ended = case.params.report.date, case.params.inspection.ended
    if dated and ended and (dated - ended).days > 366:
        after = f"report.date, {long_date(dated)}, is more than a year after inspection.ended, {long_date(ended)}"
        yield Found(f"{after}; check the year")


@check("S3", "caveat", "staff_survey.csv")
def staff_replied_in_time(case: Case) -> Iterator[Found]:
    """Replies of staff outside the inspection's dates are counted, and said."""
    yield from _outside(case, "staff_survey", "replies dated")


@check("S4", "caveat", "children_survey.csv")
def children_heard_in_time(case: Case) -> Iterator[Found]:
    """Children heard outside the inspection's dates are counted, and said."""
    yield from _outside(case, "children_survey", "rows dated")


@check("S5", "caveat", "parents_survey.csv")
def parents_heard_in_time(case: Case) -> Iterator[Found]:
    """Parents and carers heard outside the inspection's dates are counted, and said."""
    yield from _outside(case, "parents_survey", "rows dated")


@check("R3", "caveat", "record_reading.csv")
def records_read_in_time(case: Case) -> Iterator[Found]:
    """Records read after fieldwork closed are counted, and said."""
    yield from _outside(case, "record_reading", "records read")


def _outside(case: Case, table: str, what: str) -> Iterator[Found]:
    dates = case.evidence[table][DATES[table]]
    started, ended = case.params.inspection.started, case.params.inspection.ended
    late = int((dates > pd.Timestamp(ended)).sum()) if ended else 0
    early = int((dates < pd.Timestamp(started)).sum()) if started else 0
    if ended and late:
        yield Found(f"{what} after the inspection ended on {long_date(ended)}: {late}", column=DATES[table])
    if started and early:
        yield Found(f"{what} before the inspection started on {long_date(started)}: {early}", column=DATES[table])


@check("S11", "caveat", "")
def nobody_replied_after_the_report(case: Case) -> Iterator[Found]:
    """No reply is dated after the report that tells of it: such a date cannot be right."""
    dated = case.params.report.date
    for table in SURVEYS:
        late = int((case.evidence[table][DATES[table]] > pd.Timestamp(dated)).sum()) if dated else 0
        if dated and late:
            message = f"replies dated after the report, which is dated {long_date(dated)}: {late:,}"
            yield Found(message, column=DATES[table], file=f"{table}.csv")


@check("R4", "caveat", "record_reading.csv")
def records_read_on_their_days(case: Case) -> Iterator[Found]:
    """Records were read on the days that params name for it."""
    yield from _off_days(case, "record_reading", "readings", case.params.inspection.record_reading)


@check("E2", "caveat", "engagement.csv")
def sessions_held_on_their_days(case: Case) -> Iterator[Found]:
    """People were met on the days that params name for it."""
    yield from _off_days(case, "engagement", "sessions", case.params.inspection.engagement)


def _off_days(case: Case, table: str, what: str, period: tuple[date, date] | None) -> Iterator[Found]:
    if period is None:
        return
    first, last = period
    dates = case.evidence[table][DATES[table]]
    off = int(((dates < pd.Timestamp(first)) | (dates > pd.Timestamp(last))).sum())
    if off:
        days = f"{long_date(first)} to {long_date(last)}"
        yield Found(f"{what} outside the days that params name for them, {days}: {off:,}", column=DATES[table])


@check("E3", "caveat", "engagement.csv")
def sessions_have_a_date(case: Case) -> Iterator[Found]:
    """Every session says when it was held."""
    frame = case.evidence["engagement"]
    yield from each(frame, frame["held_on"].isna(), "the session has no date", "held_on")


@check("J8", "caveat", "judgements.csv")
def decided_once_the_evidence_was_in(case: Case) -> Iterator[Found]:
    """Nothing but a theme's state, which is provisional, was decided before the last session or reading."""
    frame = standing(case)
    last = max((case.evidence[table][DATES[table]].max() for table in ("engagement", "record_reading")), key=_known)
    early = (frame["decided_on"] < last) & (frame["kind"] != "theme state")
    yield from each(frame, early, "this was decided before the last session or reading of records", "decided_on")


def _known(day: pd.Timestamp) -> pd.Timestamp:
    """A day to compare by; one that is not there comes before all others."""
    return pd.Timestamp.min if pd.isna(day) else day


@check("J9", "caveat", "judgements.csv")
def decided_before_the_report(case: Case) -> Iterator[Found]:
    """Nothing was decided after the date of the report that tells of it."""
    frame, dated = standing(case), case.params.report.date
    if dated:
        late = frame["decided_on"] > pd.Timestamp(dated)
        yield from each(frame, late, "this was decided after the date of the report", "decided_on")
