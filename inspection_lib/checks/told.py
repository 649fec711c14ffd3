"""Checks of what was heard, read and supplied: sources that exist, figures that agree with themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pandas as pd

from ..context import change
from ..errors import nearest
from ..estimates import estimates
from ..evidence import SURVEYS, Case
from ..wording import count_of
from .registry import Found, check

PLACEHOLDERS = {"value", "earlier_value", "change", "period", "earlier_period"}
STATED = re.compile(r"\b(?:down|up|by|of)\s+(\d+(?:\.\d+)?)\s*%")


def known_ids(case: Case) -> set[str]:
    """Every id that a `rests_on` or `qualifies` cell can point at."""
    tables = ("engagement", "documents", "voices", "figures", "practice_examples")
    ids = {str(value) for table in tables for value in case.evidence[table].iloc[:, 0]}
    return ids | set(estimates(case)) | set(case.framework.items) | set(case.framework.official)


def places(case: Case, table: str, columns: tuple[str, ...]) -> Iterator[Found]:
    """Cells of heading and indicator columns that the framework does not have; blank is nowhere allowed."""
    known = {"heading": case.framework.headings, "after_heading": case.framework.headings}
    for column in columns:
        allowed = known.get(column, case.framework.indicators)
        frame = case.evidence[table]
        wrong = frame[~frame[column].isin(list(allowed))]
        for row, value in zip(wrong["row"], wrong[column], strict=True):
            what = f"'{value}' is not in the framework" if re.fullmatch(r"[\d.]*", value) else "this is no number"
            yield Found(f"{what}{nearest(value, allowed)}" if value else "blank", int(row), column)


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
    for heading in case.framework.headings.values():
        if heading.heading not in full:
            yield Found(f"nothing has been entered for {heading.heading} {heading.title}", column="heading")


@check("F3", "stops", "figures.csv")
def figures_have_a_place(case: Case) -> Iterator[Found]:
    """Every figure carries a heading and an indicator of the framework."""
    yield from places(case, "figures", ("heading", "indicator"))


@check("F4", "caveat", "figures.csv")
def stated_changes_follow(case: Case) -> Iterator[Found]:
    """A change that the partnership stated is the one that its two values come to."""
    for row in case.evidence["figures"].to_dict("records"):
        stated = STATED.search(row["stated"])
        if stated and pd.notna(row["value"]) and pd.notna(row["earlier_value"]):
            comes_to = change(row["earlier_value"], row["value"])
            if f" {stated[1]}%" not in comes_to:
                percent = comes_to.rsplit(" ", 1)[-1]
                yield Found(f"{row['figure_id']}: stated {stated[1]}%, comes to {percent}", row["row"], "stated")


@check("F5", "stops", "figures.csv")
def figure_sentences_can_be_filled(case: Case) -> Iterator[Found]:
    """A figure's sentence uses only the placeholders that there are, and none without a value."""
    for row in case.evidence["figures"].to_dict("records"):
        try:
            used = {name for _, name, _, _ in Formatter().parse(row["sentence"]) if name is not None}
        except ValueError:
            yield Found("a brace is left open", row["row"], "sentence")
            continue
        if used - PLACEHOLDERS:
            yield Found(f"a placeholder is one of {', '.join(sorted(PLACEHOLDERS))}", row["row"], "sentence")
        elif "value" in used and pd.isna(row["value"]):
            yield Found("the sentence wants a value, and there is none", row["row"], "value")


@check("F6", "caveat", "figures.csv")
def figures_have_a_source(case: Case) -> Iterator[Found]:
    """Every figure names the document that it comes from."""
    frame = case.evidence["figures"]
    for row in frame.loc[~frame["source_id"].isin(case.evidence["documents"]["document_id"]), "row"]:
        yield Found("the source is no document that is here", int(row), "source_id")
