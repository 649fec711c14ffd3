"""Checks of the documents: that each can be placed in time and with an owner, and reaches what it is read for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Case, rows_of
from .pointing import misplaced
from .registry import Found, check, each

DAY = r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
#: 2023-05-12, 2023-05, 2023 or the year 2022/23.
DATED = rf"{DAY}|(?:19|20)[0-9]{{2}}(?:-(?:0[1-9]|1[0-2])|/[0-9]{{2}})?"


@check("V6", "caveat", "documents.csv")
def documents_are_used(case: Case) -> Iterator[Found]:
    """A document that no note, figure or example cites is counted; `used` is not trusted."""
    frame = case.evidence["documents"]
    cited = set(case.evidence["voices"]["source_id"]) | set(case.evidence["figures"]["source_id"])
    cited |= {ref for cell in case.evidence["practice_examples"]["rests_on"] for ref in cell.split()}
    unused = int((~frame["document_id"].isin(cited)).sum())
    if unused:
        yield Found(f"documents that nothing cites: {unused} of {len(frame)}", column="used")


@check("K1", "caveat", "documents.csv", audience="partnership")
def documents_are_dated(case: Case) -> Iterator[Found]:
    """Every document has a date, without which nobody knows whether it still holds."""
    frame = case.evidence["documents"]
    yield from each(frame, frame["dated"] == "", "the document has no date", "dated")


@check("K2", "caveat", "documents.csv", audience="partnership")
def documents_have_an_owner(case: Case) -> Iterator[Found]:
    """Every document says whose it is."""
    frame = case.evidence["documents"]
    yield from each(frame, frame["owner"] == "", "the document has no owner", "owner")


@check("K3", "caveat", "documents.csv", audience="partnership")
def dates_of_documents_can_be_read(case: Case) -> Iterator[Found]:
    """A document's date is a day, a month or a year, written as a date is written here."""
    frame = case.evidence["documents"]
    wrong = (frame["dated"] != "") & ~frame["dated"].str.fullmatch(DATED)
    yield from each(frame, wrong, "a date like 2023-05-12, 2023-05, 2023 or 2022/23 was wanted", "dated")
    wrong = (frame["received_on"] != "") & ~frame["received_on"].str.fullmatch(DAY)
    yield from each(frame, wrong, "a date like 2023-05-12 was wanted", "received_on")


@check("K4", "caveat", "documents.csv", audience="partnership")
def documents_come_after_they_are_dated(case: Case) -> Iterator[Found]:
    """No document was received before it was written."""
    message = "the document is dated after it was received"
    for row in rows_of(case, "documents"):
        dated, received = row["dated"], row["received_on"]
        if re.fullmatch(DATED, dated) and "/" not in dated and re.fullmatch(DAY, received) and _after(dated, received):
            yield Found(message, row["row"], "dated")


def _after(dated: str, received: str) -> bool:
    """Whether a day, month or year lies wholly after a day."""
    return dated > received[: len(dated)]


@check("K5", "caveat", "documents.csv")
def documents_came_in_time(case: Case) -> Iterator[Found]:
    """A document that came after the inspection ended is named: what it says was not held against practice."""
    frame, ended = case.evidence["documents"], case.params.inspection.ended
    if ended is None:
        return
    late = frame["received_on"].str.fullmatch(DAY) & (frame["received_on"] > ended.isoformat())
    yield from each(frame, late, "this was received after the inspection ended", "received_on")


@check("K6", "caveat", "documents.csv", audience="partnership")
def documents_reach_known_indicators(case: Case) -> Iterator[Found]:
    """The indicators that a document reaches are the framework's."""
    for row in rows_of(case, "documents"):
        if "," in row["reaches"]:
            yield Found("a space was wanted between indicators, and no comma", row["row"], "reaches")
            continue
        for indicator in dict.fromkeys(row["reaches"].split()):
            if indicator not in case.framework.indicators:
                yield Found(misplaced("indicator", indicator), row["row"], "reaches")


@check("K7", "caveat", "documents.csv", audience="partnership")
def every_indicator_is_reached(case: Case) -> Iterator[Found]:
    """An indicator that no document reaches is named, so that the partnership can send one."""
    frame = case.evidence["documents"]
    reached = {indicator for cell in frame["reaches"] for indicator in cell.split()}
    absent = [indicator for indicator in case.framework.indicators if indicator not in reached]
    if absent and len(frame):
        number = f"quality indicator{'' if len(absent) == 1 else 's'}"
        yield Found(f"no document reaches {number} {', '.join(absent)}", column="reaches")


@check("K8", "caveat", "documents.csv", audience="partnership")
def documents_came_once(case: Case) -> Iterator[Found]:
    """No two documents have the same title, owner and date."""
    frame = case.evidence["documents"]
    known = frame[["title", "owner", "dated"]].apply(lambda column: column.str.casefold())
    twice = known.duplicated() & (frame["title"] != "")
    yield from each(frame, twice, "a document of the same title, owner and date is there already", "title")
