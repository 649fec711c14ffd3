"""Checks of the answers to each question: who was asked, how many answered, and what they mostly said."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import INSTRUMENTS, SURVEYS, Case
from ..measures import asked, measures, tallies
from ..wording import count_of
from .registry import Found, check

DONT_KNOW = "don't know"


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


@check("S6", "caveat", "")
def bases_are_large_enough(case: Case) -> Iterator[Found]:
    """A question with an answer or two, but fewer than can be shown, is named."""
    smallest = case.params.groups.smallest_base
    for item_id, tally in tallies(case).items():
        base = tally.cell(measures(case)[item_id][0])[1]
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
        base = tally.cell(measures(case)[item_id][0])[1]
        put_to = tally.blank + int(tally.total.sum())
        if case.params.groups.smallest_base <= base and 2 * base < put_to:
            message = f"{item_id}: answered by {base:,} of the {put_to:,} it was put to"
            yield Found(message, column=tally.item.column, file=f"{tally.item.instrument}.csv")


@check("S12", "caveat", "")
def people_mostly_know(case: Case) -> Iterator[Found]:
    """A question to which don't know was the answer most often given may not have been understood, and is named."""
    for item_id, tally in tallies(case).items():
        if tally.item.instrument not in SURVEYS or DONT_KNOW not in tally.answers:
            continue
        unknown = int(tally.total[tally.answers.index(DONT_KNOW)])
        others = sorted(int(n) for answer, n in zip(tally.answers, tally.total, strict=True) if answer != DONT_KNOW)
        if unknown >= max(case.params.groups.smallest_base, others[-1] + 1):
            message = f"don't know was the answer most often given to {item_id}"
            yield Found(message, column=tally.item.column, file=f"{tally.item.instrument}.csv")
