"""Checks of who was met: sessions that count people as they should, and that notes make use of."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import CHOICES, Case
from .registry import Found, check, each

#: The ways in which people are met; in an observation nobody is.
MET = tuple(method for method in CHOICES["engagement"]["method"] if method != "observation")


@check("E1", "caveat", "engagement.csv")
def meetings_agree_with_the_rows(case: Case) -> Iterator[Found]:
    """People met by a method are as many here as the surveys' `heard_by` says."""
    rows = case.evidence["engagement"]
    tables = {"children_survey": "children and young people", "parents_survey": "parents and carers"}
    for table, group in tables.items():
        for method in MET:
            here = rows[(rows["group"] == group) & (rows["method"] == method)]
            people = int(here["people"].fillna(0).sum() - here["counted_before"].fillna(0).sum())
            heard = int((case.evidence[table]["heard_by"] == method).sum())
            if len(rows) and heard != people:
                yield Found(f"{group} met by {method}: the sessions and {table}.csv do not come to the same number")


@check("E4", "caveat", "engagement.csv")
def sessions_count_people(case: Case) -> Iterator[Found]:
    """Somebody was met in every session but an observation."""
    frame = case.evidence["engagement"]
    nobody = (frame["people"].fillna(0) == 0) & (frame["method"] != "observation")
    yield from each(frame, nobody, "nobody was met in this session, and it was not an observation", "people")


@check("E5", "stops", "engagement.csv")
def nobody_was_counted_before_being_met(case: Case) -> Iterator[Found]:
    """Of the people in a session no more were counted before than were there; totals would go down."""
    frame = case.evidence["engagement"]
    more = frame["counted_before"].fillna(0) > frame["people"].fillna(0)
    yield from each(frame, more, "more people were counted before than were in the session", "counted_before")


@check("E6", "caveat", "engagement.csv")
def sessions_are_used(case: Case) -> Iterator[Found]:
    """A session that no note cites is counted: what was said in it reaches no page."""
    frame = case.evidence["engagement"]
    unused = int((~frame["session_id"].isin(case.evidence["voices"]["source_id"])).sum())
    if unused:
        yield Found(f"sessions that no note cites: {unused} of {len(frame)}")
