"""Checks of free text: that nothing in it identifies a person, neither what the draft prints nor what stays behind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from ..errors import Problem
from ..evidence import Case, once
from ..identifiers import KINDS, identifiers, names_of
from .registry import Found, check

#: The columns of people's own words. What may reach a draft stops the work; what never leaves the team is a caveat.
PRINTED: Mapping[str, tuple[str, ...]] = {
    "documents": ("title", "kind", "owner", "dated", "covers", "received_on"),
    "voices": ("text", "theme", "group"),
    "figures": ("label", "theme", "group", "period", "earlier_period", "unit", "stated", "compared_with", "sentence",
                "checked"),
    "practice_examples": ("title", "need", "what_partners_did", "difference_made", "agreed_with_partnership"),
    "judgements": ("value", "text", "decided_by"),
}  # fmt: skip
KEPT: Mapping[str, tuple[str, ...]] = {
    "staff_survey": ("comment",),
    "children_survey": ("comment",),
    "parents_survey": ("comment",),
    "record_reading": ("reader", "note"),
    "engagement": ("designation", "agency", "by", "note"),
    "voices": ("coder", "second_coder"),
}
SEARCHED = tuple((table, column) for columns in (PRINTED, KEPT) for table in columns for column in columns[table])
REASONS = ("params", "evidence.set_aside")  # why rows are set aside is printed, and stands in the params file
SHOWN = 3  # rows of a column that never leaves the team are named up to here, then counted

Rows = dict[tuple[str, str], list[int]]  # (table, column) -> rows; for the reasons of params, their rules


@once
def _spotted(case: Case) -> tuple[dict[str, Rows], list[Problem]]:
    """The rows of each kind by table and column, from one search of all free text; and what is wrong with the names."""
    names, problems = names_of(case.params.folder)
    texts = [rule.reason for rule in case.params.evidence.set_aside]
    rows = list(range(1, len(texts) + 1))
    starts = [0]
    for table, column in SEARCHED:
        starts.append(len(texts))
        texts += case.evidence[table][column].tolist()
        rows += case.evidence[table]["row"].tolist()
    spotted: dict[str, Rows] = {kind: {} for kind in KINDS}
    for position, kind in identifiers(texts, names):
        place = (REASONS, *SEARCHED)[bisect_right(starts, position) - 1]
        spotted[kind].setdefault(place, []).append(int(rows[position]))
    return spotted, problems


def _holding(case: Case, kind: str) -> Iterator[Found]:
    """Every cell that the draft may print and that holds one kind; of the others up to three a column, and how many."""
    what = f"what looks like {KINDS[kind]}"
    held = f"{what}; take it out before anybody else reads it"
    for (table, column), rows in _spotted(case)[0][kind].items():
        if (table, column) == REASONS:
            for rule in rows:
                message = f"{column}, rule {rule}: the reason holds {held}"
                yield Found(message, file=case.params.file.name, severity="stops")
            continue
        file, printed = f"{table}.csv", column in PRINTED.get(table, ())
        named = rows if printed else rows[:SHOWN]
        for row in named:
            yield Found(f"this holds {held}", row, column, file, "stops" if printed else "caveat")
        more = len(rows) - len(named)
        if more == 1:
            yield Found(f"1 more row holds {held}", None, column, file, "caveat")
        elif more:
            message = f"{more:,} more rows hold {what}; take them out before anybody else reads them"
            yield Found(message, None, column, file, "caveat")


@check("D1", "stops", "")
def free_text_has_no_chi_number(case: Case) -> Iterator[Found]:
    """No free text holds a CHI number with a right check digit."""
    yield from _holding(case, "chi")


@check("D2", "stops", "")
def free_text_has_no_nhs_number(case: Case) -> Iterator[Found]:
    """No free text holds an NHS number with a right check digit."""
    yield from _holding(case, "nhs")


@check("D3", "stops", "")
def free_text_has_no_insurance_number(case: Case) -> Iterator[Found]:
    """No free text holds a National Insurance number."""
    yield from _holding(case, "ni")


@check("D4", "stops", "")
def free_text_has_no_postcode(case: Case) -> Iterator[Found]:
    """No free text holds a full postcode."""
    yield from _holding(case, "postcode")


@check("D5", "stops", "")
def free_text_has_no_phone_number(case: Case) -> Iterator[Found]:
    """No free text holds a phone number."""
    yield from _holding(case, "phone")


@check("D6", "stops", "")
def free_text_has_no_email_address(case: Case) -> Iterator[Found]:
    """No free text holds an e-mail address."""
    yield from _holding(case, "email")


@check("D7", "stops", "")
def free_text_has_no_date_of_birth(case: Case) -> Iterator[Found]:
    """No free text holds a full date beside a word for birth."""
    yield from _holding(case, "birth")


@check("D8", "stops", "")
def free_text_has_no_name_to_keep_out(case: Case) -> Iterator[Found]:
    """No free text holds a name of the evidence folder's own list of names to keep out."""
    for problem in _spotted(case)[1]:
        yield Found(problem.message, file=problem.file, severity=problem.severity)
    yield from _holding(case, "name")
