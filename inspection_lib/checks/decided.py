"""Checks of practice examples and of what people decided: that it rests on something, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from ..decisions import judgements, of_kind, references
from ..evidence import Case
from .registry import Found, check
from .told import known_ids, places

CAPACITY = ("confident", "confident with conditions", "not yet confident")
STATES = ("no significant concerns", "areas of uncertainty", "areas of concern")


def _unknown_references(case: Case, table: str) -> Iterator[Found]:
    known = known_ids(case)
    frame = case.evidence[table]
    for row, cell in zip(frame["row"], frame["rests_on"], strict=True):
        for reference in references(cell):
            if reference not in known:
                yield Found(f"this rests on '{reference}', which is not here", int(row), "rests_on")


@check("X1", "stops", "practice_examples.csv")
def examples_rest_on_evidence(case: Case) -> Iterator[Found]:
    """What a practice example rests on is here."""
    yield from _unknown_references(case, "practice_examples")


@check("X2", "stops", "practice_examples.csv")
def examples_have_a_place(case: Case) -> Iterator[Found]:
    """Every practice example stands after a heading of the framework."""
    yield from places(case, "practice_examples", ("after_heading",))


@check("J1", "stops", "judgements.csv")
def judgements_rest_on_evidence(case: Case) -> Iterator[Found]:
    """What a judgement rests on is here."""
    yield from _unknown_references(case, "judgements")


@check("J2", "stops", "judgements.csv")
def judgements_use_the_scales(case: Case) -> Iterator[Found]:
    """An evaluation, a view of capacity and a theme's state use the words that there are for them."""
    grades = [grade.name for grade in case.framework.grades.values()]
    allowed = {"evaluation": grades, "capacity": CAPACITY, "theme state": STATES}
    for row in case.evidence["judgements"].to_dict("records"):
        words = allowed.get(row["kind"])
        if words and row["value"] not in words:
            yield Found(f"one of these was wanted: {', '.join(words)}", row["row"], "value")


@check("J3", "caveat", "judgements.csv")
def evaluations_are_agreed(case: Case) -> Iterator[Found]:
    """An evaluation that the panel has not agreed is said on the cover."""
    for judgement in of_kind(case, "evaluation"):
        if judgement.status != "agreed by panel":
            yield Found(f"the evaluation of {judgement.indicator} is {judgement.status}, not agreed by panel")


@check("J4", "caveat", "judgements.csv")
def graded_indicators_are_evaluated(case: Case) -> Iterator[Found]:
    """Every graded indicator has one evaluation, with its reasons."""
    for indicator in case.params.inspection.graded_indicators:
        found = of_kind(case, "evaluation", indicator=indicator)
        if len(found) != 1:
            yield Found(f"quality indicator {indicator} has {'no evaluation yet' if not found else 'two evaluations'}")
        elif not of_kind(case, "evaluation reason", indicator=indicator):
            yield Found(f"the evaluation of quality indicator {indicator} has no reasons")


@check("J5", "caveat", "judgements.csv")
def statements_have_key_messages(case: Case) -> Iterator[Found]:
    """Every statement has its key messages, and the report its view of capacity and areas for action."""
    for statement in case.framework.statements:
        if not of_kind(case, "key message", statement=statement):
            yield Found(f"statement {statement} has no key message yet")
    for kind in ("capacity", "area for action"):
        if not of_kind(case, kind):
            yield Found(f"there is no {kind} yet")


@check("J6", "caveat", "judgements.csv")
def judgements_give_their_grounds(case: Case) -> Iterator[Found]:
    """A key message or an evaluation that rests on nothing is named by its id."""
    kinds = ("key message", "evaluation", "evaluation reason", "capacity reason")
    for judgement in judgements(case):
        if judgement.kind in kinds and not judgement.rests_on:
            yield Found(f"{judgement.id}, a {judgement.kind}, rests on nothing yet", column="rests_on")
