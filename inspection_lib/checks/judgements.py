"""Checks of what people decided: that it rests on something, on whose word, and is said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..decisions import of_kind, standing, standing_rows
from ..evidence import Case
from ..wording import listed
from .pointing import misplaced, places, said_id, unknown_references
from .registry import Found, check, each

CAPACITY = ("confident", "confident with conditions", "not yet confident")
STATES = ("no significant concerns", "areas of uncertainty", "areas of concern")
#: The judgements without which a draft is not complete.
DECISIVE = ("evaluation", "capacity")
AGREED_SO_FAR = {"agreed by team": "agreed by the team, and not yet by the panel"}
#: The column without which a judgement of a kind has no place in the draft.
NEEDS = {
    "key message": "statement",
    "evaluation": "indicator",
    "evaluation reason": "indicator",
    "theme state": "heading",
    "note to reader": "heading",
}
#: The kinds whose text is printed as a paragraph or bullet of its own.
PRINTED = ("key message", "evaluation reason", "capacity reason", "area for action", "note to reader")


@check("J1", "stops", "judgements.csv")
def judgements_rest_on_evidence(case: Case) -> Iterator[Found]:
    """What a judgement rests on is here."""
    yield from unknown_references(case, "judgements")


@check("J2", "stops", "judgements.csv")
def judgements_use_the_scales(case: Case) -> Iterator[Found]:
    """An evaluation, a view of capacity and a theme's state use the words that there are for them."""
    grades = [grade.name for grade in case.framework.grades.values()]
    allowed = {"evaluation": grades, "capacity": CAPACITY, "theme state": STATES}
    for row in standing_rows(case):
        words = allowed.get(row["kind"])
        if words and row["value"] not in words:
            yield Found(f"one of these was wanted: {', '.join(words)}", row["row"], "value")


@check("J3", "caveat", "judgements.csv")
def evaluations_are_agreed(case: Case) -> Iterator[Found]:
    """An evaluation or a view of capacity that the panel has not agreed is said on the cover."""
    for row in standing_rows(case):
        if row["kind"] in DECISIVE and row["status"] != "agreed by panel":
            by_team = row["status"] == "agreed by team"
            state = (
                "agreed by the team, and not yet by the panel"
                if by_team
                else "proposed, and not yet agreed by the panel"
            )
            yield Found(f"{_which(case, row)} is {state}", row["row"], "status")


def _which(case: Case, row: Mapping[str, Any]) -> str:
    """How a message speaks of an evaluation or of the view of capacity; of an indicator only if there is such a one."""
    if row["kind"] == "capacity":
        return "the view of capacity"
    known = row["indicator"] in case.framework.indicators
    return f"the evaluation of {row['indicator']}" if known else "an evaluation"


@check("J17", "caveat", "judgements.csv")
def evaluations_have_a_rationale(case: Case) -> Iterator[Found]:
    """An evaluation and a view of capacity say why, who decided and when; what lacks is said on the cover."""
    lacks = {"text": "has no rationale", "decided_by": "does not say who decided it", "decided_on": "has no date"}
    for row in standing_rows(case):
        for column, words in lacks.items():
            if row["kind"] in DECISIVE and (pd.isna(row[column]) or not str(row[column])):
                yield Found(f"{_which(case, row)} {words}", row["row"], column)


@check("J4", "caveat", "judgements.csv")
def graded_indicators_are_evaluated(case: Case) -> Iterator[Found]:
    """Every graded indicator has one evaluation, with its reasons."""
    for indicator in case.params.inspection.graded_indicators:
        found = of_kind(case, "evaluation", indicator=indicator)
        if len(found) != 1:
            number = f"{len(found)} evaluations" if found else "no evaluation yet"
            yield Found(f"quality indicator {indicator} has {number}")
        elif not of_kind(case, "evaluation reason", indicator=indicator):
            yield Found(f"the evaluation of quality indicator {indicator} has no reasons")


@check("J5", "caveat", "judgements.csv")
def statements_have_key_messages(case: Case) -> Iterator[Found]:
    """Every statement has its key messages, and the report its view of capacity and areas for action."""
    bare = [number for number in case.framework.statements if not of_kind(case, "key message", statement=number)]
    if bare:
        which = f"statement {bare[0]} has" if len(bare) == 1 else f"statements {listed(bare)} have"
        yield Found(f"{which} no key message yet")
    wanted = {"capacity": "view of the partnership's capacity to improve", "area for action": "area for action"}
    for kind, words in wanted.items():
        if not of_kind(case, kind):
            yield Found(f"there is no {words} yet")


@check("J6", "caveat", "judgements.csv")
def judgements_give_their_grounds(case: Case) -> Iterator[Found]:
    """A key message or an evaluation that rests on nothing is named by its id."""
    kinds = ("key message", "evaluation", "evaluation reason", "capacity reason")
    for row in standing_rows(case):
        if row["kind"] in kinds and not row["rests_on"]:
            what = f"{'an' if row['kind'][0] == 'e' else 'a'} {row['kind']}"
            who = f"{row['judgement_id']}, {what}," if said_id(row["judgement_id"]) else what
            yield Found(f"{who} rests on nothing yet", row["row"], "rests_on")


@check("J7", "stops", "judgements.csv")
def judgements_have_a_place(case: Case) -> Iterator[Found]:
    """A judgement's statement, heading and indicator are known, and the one that its kind needs is given."""
    yield from places(case, "judgements", ("statement", "heading", "indicator"), blank=True)
    for row in standing_rows(case):
        column = NEEDS.get(row["kind"])
        if column and not row[column]:
            yield Found(misplaced(column, ""), row["row"], column)


@check("J10", "caveat", "judgements.csv")
def judgements_are_somebodys(case: Case) -> Iterator[Found]:
    """What is agreed was decided by somebody, on a day."""
    frame = standing(case)
    agreed = (frame["status"] != "proposed") & ~frame["kind"].isin(DECISIVE)  # of which J17 speaks
    yield from each(
        frame, agreed & (frame["decided_by"] == ""), "this is agreed, but does not say who decided it", "decided_by"
    )
    yield from each(frame, agreed & frame["decided_on"].isna(), "this is agreed, but has no date", "decided_on")


@check("J11", "stops", "judgements.csv")
def capacity_is_said_once(case: Case) -> Iterator[Found]:
    """There is one view of the partnership's capacity: the conclusion opens with it."""
    frame = standing(case)
    views = frame["kind"] == "capacity"
    yield from each(frame, views & (views.cumsum() > 1), "there is a view of capacity already", "kind")


@check("J12", "caveat", "judgements.csv")
def nothing_is_said_twice(case: Case) -> Iterator[Found]:
    """No key message, reason or area for action has the words of another."""
    frame = standing(case)
    words = frame["text"].str.casefold().str.split().str.join(" ").str.rstrip(".")
    twice = frame.assign(words=words).duplicated(["kind", "words"]) & (words != "") & frame["kind"].isin(PRINTED)
    yield from each(frame, twice, "another of this kind has the same words", "text")


@check("J13", "caveat", "judgements.csv")
def only_graded_indicators_are_evaluated(case: Case) -> Iterator[Found]:
    """An evaluation is of an indicator that this inspection grades."""
    frame = standing(case)
    graded = frame["indicator"].isin(case.params.inspection.graded_indicators)
    wrong = (frame["kind"] == "evaluation") & ~graded & (frame["indicator"] != "")
    yield from each(frame, wrong, "this evaluates an indicator that params do not grade", "indicator")


@check("J14", "caveat", "judgements.csv")
def themes_have_one_state(case: Case) -> Iterator[Found]:
    """A heading is sorted once: of two states nobody knows where the remaining fieldwork goes."""
    frame = standing(case)
    states = frame["kind"] == "theme state"
    twice = states & (frame["heading"] != "") & frame.duplicated(["kind", "heading"])
    yield from each(frame, twice, "this heading has a state already", "heading")


@check("J15", "stops", "judgements.csv")
def judgements_have_words(case: Case) -> Iterator[Found]:
    """What is printed as it was typed has words."""
    frame = standing(case)
    wrong = frame["kind"].isin(PRINTED) & (frame["text"] == "")
    yield from each(frame, wrong, "this would be printed, and has no words", "text")
