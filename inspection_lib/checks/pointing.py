"""What a cell may point at, by id or by place; and how a message speaks of one that points at nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..decisions import references, standing
from ..estimates import answered
from ..evidence import Case, once
from .registry import Found

ID = re.compile(r"[A-Z][0-9]{1,5}")
NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
WANTED = {"statement": "a statement such as 1", "indicator": "an indicator such as 5.1"}
HEADING = "a heading such as 1.3"


@once
def known_ids(case: Case) -> frozenset[str]:
    """Every id that a `rests_on` or `qualifies` cell can point at."""
    tables = ("engagement", "documents", "voices", "figures", "practice_examples")
    ids = {str(value) for table in tables for value in case.evidence[table].iloc[:, 0]}
    measured = {measure.id for measure in answered(case)}
    return frozenset(ids | measured | set(case.framework.items) | set(case.framework.official))


def unknown_references(case: Case, table: str) -> Iterator[Found]:
    """Every id in a `rests_on` cell that is not here, each once a row."""
    known = known_ids(case)
    frame = standing(case) if table == "judgements" else case.evidence[table]
    for row, cell in zip(frame["row"], frame["rests_on"], strict=True):
        absent = [reference for reference in references(cell) if reference not in known]
        for named in dict.fromkeys(_named(case, reference) for reference in absent):
            yield Found(f"this rests on {named}", int(row), "rests_on")


def _named(case: Case, reference: str) -> str:
    """A reference as a message may say it: what has the form of an id or of a known question; no other word."""
    if said_id(reference):
        return f"'{reference}', which is not here"
    item = ".".join(reference.partition("[")[0].split(".")[:2])
    known = item in case.framework.items
    return f"a measure of '{item}', which is not here" if known else "something that has no known id"


def said_id(value: str) -> bool:
    """Whether a cell has the form of an id, so that a message may repeat it.

    >>> said_id("F01"), said_id("0101011234")
    (True, False)
    """
    return bool(ID.fullmatch(value))


def places(case: Case, table: str, columns: tuple[str, ...], blank: bool = False) -> Iterator[Found]:
    """Cells of statement, heading and indicator columns that the framework does not have; `blank` if one may be."""
    known = {"statement": case.framework.statements, "indicator": case.framework.indicators}
    frame = standing(case) if table == "judgements" else case.evidence[table]
    for column in columns:
        allowed = [*known.get(column, case.framework.headings), *([""] if blank else [])]
        wrong = frame[~frame[column].isin(allowed)]
        for row, value in zip(wrong["row"], wrong[column], strict=True):
            yield Found(misplaced(column, value), int(row), column)


def misplaced(column: str, value: str) -> str:
    """What is wrong with a cell that should hold a place of the framework.

    >>> misplaced("heading", ""), misplaced("indicator", "9.9"), misplaced("heading", "0101011234")
    ('this is blank; a heading was wanted', "'9.9' is not in the framework", 'a heading such as 1.3 was wanted')
    """
    wanted = WANTED.get(column, HEADING)
    if not value:
        return f"this is blank; {wanted.partition(' such')[0]} was wanted"
    return f"'{value}' is not in the framework" if NUMBER.fullmatch(value) else f"{wanted} was wanted"
