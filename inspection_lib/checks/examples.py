"""Checks of practice examples: that each rests on something, has its place, is whole, and is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Case
from .pointing import places, unknown_references
from .registry import Found, check, each

FILE = "practice_examples.csv"
TOLD = {
    "need": "what was needed",
    "what_partners_did": "what partners did",
    "difference_made": "what difference it made",
}


@check("X1", "stops", FILE)
def examples_rest_on_evidence(case: Case) -> Iterator[Found]:
    """What a practice example rests on is here."""
    yield from unknown_references(case, "practice_examples")


@check("X2", "stops", FILE)
def examples_have_a_place(case: Case) -> Iterator[Found]:
    """Every practice example stands after a heading; its statement and indicator, where given, are known."""
    yield from places(case, "practice_examples", ("after_heading",))
    yield from places(case, "practice_examples", ("statement", "indicator"), blank=True)


@check("X3", "caveat", FILE, audience="partnership")
def examples_are_agreed(case: Case) -> Iterator[Found]:
    """A practice example was agreed with the partnership, whose work it tells of."""
    frame = case.evidence["practice_examples"]
    wrong = frame["agreed_with_partnership"] != "yes"
    yield from each(frame, wrong, "the example is not yet agreed with the partnership", "agreed_with_partnership")


@check("X4", "caveat", FILE, audience="partnership")
def examples_are_told_whole(case: Case) -> Iterator[Found]:
    """A practice example tells what was needed, what partners did and what difference it made."""
    frame = case.evidence["practice_examples"]
    for column, what in TOLD.items():
        yield from each(frame, frame[column] == "", f"the example does not say {what}", column)


@check("X5", "caveat", FILE)
def examples_stand_in_their_statement(case: Case) -> Iterator[Found]:
    """The statement of a practice example is that of the heading after which it stands."""
    frame = case.evidence["practice_examples"]
    of_heading = frame["after_heading"].map({name: row.statement for name, row in case.framework.headings.items()})
    wrong = (frame["statement"] != "") & of_heading.notna() & (frame["statement"] != of_heading)
    yield from each(
        frame, wrong, "this is not the statement of the heading after which the example stands", "statement"
    )
