"""Checks of the answers to each question: who was asked, how many answered, and what they mostly said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..evidence import INSTRUMENTS, SURVEYS, Case
from ..intake import reworded, taken_out
from ..measures import asked, measures, tallies
from ..suppression import plan_of, rule_of
from ..wording import count_of
from .registry import Found, check, few

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
        if item.condition:
            given = frame[item.column].notna().to_numpy() & ~asked(frame, item, case.framework)
            if given.any():
                left = f"answers that are left out: {few(case, int(given.sum()))}"
                condition = case.framework.condition_words(item.condition)
                yield Found(f"{left}; the question is only asked if {condition}", column=item.column)


@check("S6", "caveat", "")
def bases_are_large_enough(case: Case) -> Iterator[Found]:
    """Questions with an answer or two, but fewer than can be shown, are named, in one sentence a survey."""
    smallest = case.params.groups.smallest_base
    for instrument in INSTRUMENTS:
        items = [item.item for item in case.framework.items_of(instrument)]
        under = [item for item in items if 0 < tallies(case)[item].cell(measures(case)[item][0])[1] < smallest]
        if under:
            why = count_of(len(under), "question, as its base is", "questions, as their bases are")
            message = f"nothing is shown of {why} under {smallest}: {_some(under)}"
            yield Found(message, file=f"{instrument}.csv")


def _some(items: Sequence[str], most: int = 5) -> str:
    """The first few of some questions, and how many more there are."""
    return ", ".join(items[:most]) + (f" and {len(items) - most} more" if len(items) > most else "")


@check("S25", "caveat", "")
def answers_are_taken_out_knowingly(case: Case) -> Iterator[Found]:
    """An answer in words that mapping.csv has as no answer leaves the base of its question, and that is said."""
    for table, source in case.evidence.sources.items():
        for column in dict.fromkeys(use.column for use in source.reading.answers):
            gone = taken_out([use for use in source.reading.answers if use.column == column])
            if gone:
                what = "answers in words that mapping.csv reads as not answered, so that they are counted nowhere"
                message = f"{what}: {few(case, gone)}"
                yield Found(message, column=column, file=f"{table}.csv")


@check("S26", "caveat", "")
def answers_are_put_into_other_words_knowingly(case: Case) -> Iterator[Found]:
    """An answer that mapping.csv reads as one of quite other words is said: how often may have become how far."""
    for table, source in case.evidence.sources.items():
        other = [use for use in source.reading.answers if reworded(use)]
        asked = {item.column for item in case.framework.items_of(table)} & {use.column for use in other}
        if asked:
            number = sum(use.cells for use in other if use.column in asked)
            what = "answers that mapping.csv reads as answers of quite other words, which may not mean the same"
            to = count_of(len(asked), "question", "questions")
            yield Found(f"{what}: {few(case, number)}, to {to}", file=f"{table}.csv")


@check("S7", "caveat", "")
def every_question_was_answered(case: Case) -> Iterator[Found]:
    """A question that nobody answered, in a survey that came in, is named."""
    for instrument in INSTRUMENTS:
        items = [item.item for item in case.framework.items_of(instrument)]
        silent = [item for item in items if not tallies(case)[item].total.sum()]
        if silent and len(case.evidence[instrument]):
            number = count_of(len(silent), "question has", "questions have")
            yield Found(f"{number} no answer at all: {_some(silent)}", file=f"{instrument}.csv")


@check("S10", "caveat", "")
def questions_are_answered_by_half(case: Case) -> Iterator[Found]:
    """A question that fewer than half of those it was put to answered is named: its word speaks of them alone.

    Don't know and not applicable are answers, and leave the base all the same.
    """
    for item_id, tally in tallies(case).items():
        base = tally.cell(measures(case)[item_id][0])[1]
        answered = int(tally.total.sum())
        put_to = tally.blank + answered
        if case.params.groups.smallest_base <= base and 2 * answered < put_to:
            rule = rule_of(case, tally.item.instrument)
            told = measures(case)[item_id][0].id not in plan_of(case).hidden and not rule.small(answered - base)
            of = f"{answered:,} of the {put_to:,}" if told else "fewer than half of the"
            message = f"{item_id} is answered in {of} rows in which it was asked"
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
