"""Checks of what was heard and read: sources that exist, places in the report, codings that agree."""

from __future__ import annotations

from collections.abc import Iterator

from ..estimates import estimates
from ..evidence import SURVEYS, Case
from ..wording import count_of
from .pointing import known_ids, places
from .registry import Found, check


@check("V1", "stops", "voices.csv")
def notes_have_a_source(case: Case) -> Iterator[Found]:
    """No source, no note: a session, a document or a survey comment that exists."""
    ids = {str(v) for table in ("engagement", "documents") for v in case.evidence[table].iloc[:, 0]}
    ids |= {f"{table}:{value}" for table in SURVEYS for value in case.evidence[table].iloc[:, 0]}
    frame = case.evidence["voices"]
    for row in frame.loc[~frame["source_id"].isin(ids), "row"]:
        yield Found("the source is no session, document or survey comment that is here", int(row), "source_id")


@check("V2", "stops", "voices.csv")
def notes_have_a_place(case: Case) -> Iterator[Found]:
    """Every note carries a heading and an indicator of the framework."""
    yield from places(case, "voices", ("heading", "indicator"))


@check("V3", "caveat", "voices.csv")
def coders_agree(case: Case) -> Iterator[Found]:
    """Where two people coded a note, they gave it the same direction."""
    frame = case.evidence["voices"]
    twice = frame[frame["second_direction"] != ""]
    differ = int((twice["second_direction"] != twice["direction"]).sum())
    if differ:
        yield Found(f"of {count_of(len(twice), 'note', 'notes')} coded twice, {differ} got two directions")


@check("V4", "caveat", "voices.csv")
def qualified_evidence_exists(case: Case) -> Iterator[Found]:
    """What a note follows on from is a measure, figure or note that is here."""
    frame, known = case.evidence["voices"], known_ids(case)
    for row in frame.loc[(frame["qualifies"] != "") & ~frame["qualifies"].isin(known), "row"]:
        yield Found("this follows on from something that is not here; it is told by itself", int(row), "qualifies")


@check("V5", "caveat", "voices.csv")
def quotations_are_marked(case: Case) -> Iterator[Found]:
    """A direct quotation has quotation marks, and only a quotation has them at both ends."""
    frame = case.evidence["voices"]
    quoted = frame["text"].str.match(r'^["“].*["”]$')
    for row in frame.loc[(frame["use"] == "quote") != quoted, "row"]:
        yield Found("quotation marks and `use: quote` go together", int(row), "text")


@check("V6", "caveat", "documents.csv")
def documents_are_used(case: Case) -> Iterator[Found]:
    """A document that no note, figure or example cites is counted; `used` is not trusted."""
    frame = case.evidence["documents"]
    cited = set(case.evidence["voices"]["source_id"]) | set(case.evidence["figures"]["source_id"])
    cited |= {ref for cell in case.evidence["practice_examples"]["rests_on"] for ref in cell.split()}
    unused = int((~frame["document_id"].isin(cited)).sum())
    if unused:
        yield Found(f"documents that nothing cites: {unused} of {len(frame)}", column="used")


@check("V7", "caveat", "voices.csv")
def every_heading_has_evidence(case: Case) -> Iterator[Found]:
    """A heading with no note, figure or answered question is named: the draft says that it is empty."""
    full = set(case.evidence["voices"]["heading"]) | set(case.evidence["figures"]["heading"])
    full |= {estimate.measure.item.heading for estimate in estimates(case).values()}
    empty = [heading for heading in case.framework.headings.values() if heading.heading not in full]
    if len(empty) == len(case.framework.headings):
        yield Found("nothing has been entered for any heading", column="heading")
        return
    for heading in empty:
        yield Found(f"nothing has been entered for {heading.heading} {heading.title}", column="heading")
