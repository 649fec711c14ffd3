"""Checks of params and of what was counted: totals, routing, dates, bases."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..evidence import DATES, GROUPABLE, INSTRUMENTS, Case
from ..measures import asked, measures, tallies
from ..wording import count_of, long_date
from .registry import Found, check


def met(case: Case, *groups: str) -> int:
    """How many people of some groups were met: people less those counted before."""
    rows = case.evidence["engagement"]
    rows = rows[rows["group"].isin(groups)]
    return int(rows["people"].fillna(0).sum() - rows["counted_before"].fillna(0).sum())


def totals(case: Case) -> dict[str, int]:
    """What the rows come to, under the names that params state: replies, people heard from and met, records."""
    readings = case.evidence["record_reading"]
    return {
        "children_and_young_people": len(case.evidence["children_survey"]),
        "parents_and_carers": len(case.evidence["parents_survey"]),
        "records": int((readings["reading"] == "first").sum()),
        "staff_replies": len(case.evidence["staff_survey"]),
        "staff_met": met(case, "staff", "senior leaders"),
        "elected_members_met": met(case, "elected members"),
    }


@check("P5", "stops", "params")
def graded_indicators_are_known(case: Case) -> Iterator[Found]:
    """Every graded indicator is one of the framework's."""
    for indicator in case.params.inspection.graded_indicators:
        if indicator not in case.framework.indicators:
            yield Found(f"inspection.graded_indicators: the framework has no indicator '{indicator}'")


@check("P6", "stops", "params")
def official_measures_are_known(case: Case) -> Iterator[Found]:
    """Every official statistic that params ask for is one of the framework's."""
    for name in case.params.official_statistics.measures:
        if name not in case.framework.official:
            yield Found(f"official_statistics.measures: '{name}' is not in official_measures.csv")


@check("P7", "caveat", "params")
def report_follows_the_inspection(case: Case) -> Iterator[Found]:
    """A report is dated after its inspection ended."""
    dated, ended = case.params.report.date, case.params.inspection.ended
    if dated and ended and dated < ended:
        yield Found("the report is dated before the inspection ended")


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


@check("P8", "stops", "params")
def stated_totals_are_the_rows(case: Case) -> Iterator[Found]:
    """The totals that params state are what the rows come to."""
    for name, rows in totals(case).items():
        stated = getattr(case.params.stated, name)
        if stated is not None and stated != rows:
            yield Found(f"stated.{name} is {stated:,}, but the rows come to {rows:,}")


@check("S1", "caveat", "staff_survey.csv")
def staff_routing_held(case: Case) -> Iterator[Found]:
    """Nobody answered a question that was not put to them."""
    yield from _routing(case, "staff_survey")


@check("S2", "caveat", "parents_survey.csv")
def parents_routing_held(case: Case) -> Iterator[Found]:
    """Nobody answered a follow-up question that was not put to them."""
    yield from _routing(case, "parents_survey")


@check("R1", "caveat", "record_reading.csv")
def record_routing_held(case: Case) -> Iterator[Found]:
    """No quality was graded where the document is absent, nor timing where nothing was held."""
    yield from _routing(case, "record_reading")


def _routing(case: Case, instrument: str) -> Iterator[Found]:
    frame = case.evidence[instrument]
    for item in case.framework.items_of(instrument):
        if item.asked_if:
            given = frame[item.column].notna().to_numpy() & ~asked(frame, item, case.framework)
            if given.any():
                rows = count_of(int(given.sum()), "answer is", "answers are")
                yield Found(f"{rows} left out: the question is only asked if {item.asked_if}", column=item.column)


@check("R2", "caveat", "record_reading.csv")
def second_readings_have_a_first(case: Case) -> Iterator[Found]:
    """Every second reading is of a record that was read a first time."""
    frame = case.evidence["record_reading"]
    first = set(frame.loc[frame["reading"] == "first", "record_id"])
    for row in frame.loc[(frame["reading"] == "second") & ~frame["record_id"].isin(first), "row"]:
        yield Found("a second reading of a record without a first", int(row), "record_id")


@check("R3", "caveat", "record_reading.csv")
def records_read_in_time(case: Case) -> Iterator[Found]:
    """Records read after fieldwork closed are counted, and said."""
    yield from _outside(case, "record_reading", "records read")


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


def _outside(case: Case, table: str, what: str) -> Iterator[Found]:
    dates = case.evidence[table][DATES[table]]
    started, ended = case.params.inspection.started, case.params.inspection.ended
    late = int((dates > pd.Timestamp(ended)).sum()) if ended else 0
    early = int((dates < pd.Timestamp(started)).sum()) if started else 0
    if ended and late:
        yield Found(f"{what} after the inspection ended on {long_date(ended)}: {late}", column=DATES[table])
    if started and early:
        yield Found(f"{what} before the inspection started on {long_date(started)}: {early}", column=DATES[table])


@check("S6", "caveat", "")
def bases_are_large_enough(case: Case) -> Iterator[Found]:
    """A question with an answer or two, but fewer than can be shown, is named."""
    smallest = case.params.groups.smallest_base
    for item_id, tally in tallies(case).items():
        base = tally.cell(measures(case.framework)[item_id][0])[1]
        if 0 < base < smallest:
            message = f"{item_id}: its base is under {smallest}, so nothing of it is shown"
            yield Found(message, column=tally.item.column, file=f"{tally.item.instrument}.csv")


@check("S7", "caveat", "")
def every_question_was_answered(case: Case) -> Iterator[Found]:
    """A question that nobody answered, in a survey that came in, is named."""
    for instrument in INSTRUMENTS:
        items = [item.item for item in case.framework.items_of(instrument)]
        silent = [item for item in items if not tallies(case)[item].total.sum()]
        if silent and len(case.evidence[instrument]):
            number = count_of(len(silent), "question has", "questions have")
            yield Found(f"{number} no answer at all: {', '.join(silent)}", file=f"{instrument}.csv")


@check("S10", "caveat", "")
def questions_are_answered_by_half(case: Case) -> Iterator[Found]:
    """A question that fewer than half of those it was put to answered is named: its word speaks of them alone."""
    for item_id, tally in tallies(case).items():
        base = tally.cell(measures(case.framework)[item_id][0])[1]
        put_to = tally.blank + int(tally.total.sum())
        if case.params.groups.smallest_base <= base and 2 * base < put_to:
            message = f"{item_id}: answered by {base:,} of the {put_to:,} it was put to"
            yield Found(message, column=tally.item.column, file=f"{tally.item.instrument}.csv")


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
        held = case.evidence[table][column].replace("", pd.NA).dropna().astype(str).value_counts()
        rare = int((held < threshold).sum())
        if rare:
            values = count_of(rare, "value is", "values are")
            message = f"{column}: {values} given by fewer than {threshold} replies; check the spelling"
            yield Found(message, column=column)


@check("E1", "caveat", "engagement.csv")
def meetings_agree_with_the_rows(case: Case) -> Iterator[Found]:
    """People met by a method are as many here as the surveys' `heard_by` says."""
    rows = case.evidence["engagement"]
    tables = {"children_survey": "children and young people", "parents_survey": "parents and carers"}
    for table, group in tables.items():
        for method in ("group meeting", "telephone", "interview"):
            here = rows[(rows["group"] == group) & (rows["method"] == method)]
            people = int(here["people"].fillna(0).sum() - here["counted_before"].fillna(0).sum())
            heard = int((case.evidence[table]["heard_by"] == method).sum())
            if len(rows) and heard != people:
                yield Found(f"{group} met by {method}: the sessions and {table}.csv do not come to the same number")


@check("I13", "caveat", "")
def instruments_came_in(case: Case) -> Iterator[Found]:
    """An instrument without a single row is named, as the draft can say nothing from it."""
    empty = [name for name in INSTRUMENTS if name in case.evidence.sources and not len(case.evidence[name])]
    for name in empty:
        yield Found("there is a header and no row", file=f"{name}.csv")
