"""Checks of the figures that the partnership supplied: their place, their source, and that they follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from ..context import change, counts_few, rounded
from ..evidence import Case, rows_of
from ..framework import unfilled
from ..wording import listed
from .pointing import places, said_id
from .registry import Found, check

#: The placeholders of a figure's sentence, and the columns that fill them.
FILLED_BY: Mapping[str, tuple[str, ...]] = {
    "change": ("value", "earlier_value"),
    "earlier_period": ("earlier_period",),
    "earlier_value": ("earlier_value",),
    "period": ("period",),
    "value": ("value",),
}
PLACEHOLDER = re.compile(r"{(\w+)}")
STATED = re.compile(r"\b(?:down|up|by|of)\s+(\d[\d,]*(?:\.\d+)?)\s*(?:%|per ?cent\b)", re.IGNORECASE)
RISE = re.compile(r"\b(?:up|ris(?:e|es|en|ing)|rose|increas\w*|gr[eo]w\w*)\b", re.IGNORECASE)
FALL = re.compile(r"\b(?:down|fall(?:s|en|ing)?|fell|decreas\w*|reduc\w*|dropp?\w*)\b", re.IGNORECASE)


@check("F3", "stops", "figures.csv")
def figures_have_a_place(case: Case) -> Iterator[Found]:
    """Every figure carries a heading and an indicator of the framework."""
    yield from places(case, "figures", ("heading", "indicator"))


@check("F4", "caveat", "figures.csv", audience="partnership")
def stated_changes_follow(case: Case) -> Iterator[Found]:
    """A change that the partnership stated is the one that its two values come to."""
    for row in rows_of(case, "figures"):
        if pd.isna(row["value"]) or pd.isna(row["earlier_value"]) or _follows(row):
            continue
        who = f"{row['figure_id']}: " if said_id(row["figure_id"]) else ""
        if counts_few(case, row):
            said = "the change stated is not the one that the two values come to"
        else:
            said = f"stated {_stated(row['stated'])}, comes to {change(row['earlier_value'], row['value'])}"
        yield Found(f"{who}{said}", row["row"], "stated")


def _direction(stated: str) -> str:
    """Whether words tell of a rise or a fall; blank for neither or both."""
    told = [word for word, pattern in (("rise", RISE), ("fall", FALL)) if pattern.search(stated)]
    return told[0] if len(told) == 1 else ""


def _stated(stated: str) -> str:
    """A stated change in the house's words, as far as it is a direction and a per cent."""
    direction, number = _direction(stated), STATED.search(stated)
    percent = f"{number[1]}%" if number else ""
    return " of ".join(part for part in (direction and f"a {direction}", percent) if part)


def _follows(row: Mapping) -> bool:
    """Whether a stated per cent is the change to as many decimals as it was stated, and its direction the same."""
    direction, number = _direction(row["stated"]), STATED.search(row["stated"])
    digits = number[1].replace(",", "") if number else ""
    decimals = len(digits.partition(".")[2])
    comes_to = change(row["earlier_value"], row["value"], decimals)
    if comes_to == "no change":
        return not direction and not float(digits or 0)
    told = direction in comes_to
    return told and (not number or comes_to.endswith(f" of {rounded(float(digits), decimals)}%"))


@check("F5", "stops", "figures.csv")
def figure_sentences_can_be_filled(case: Case) -> Iterator[Found]:
    """A figure's sentence uses only the placeholders that there are, and none without a value."""
    for row in rows_of(case, "figures"):
        if unfilled(row["sentence"], list(FILLED_BY)):
            *others, last = FILLED_BY
            wanted = f"one of {', '.join(others)} or {last} was wanted, alone in its braces"
            message = f"the sentence has a placeholder that is not known; {wanted}"
            yield Found(message, row["row"], "sentence")
            continue
        used = PLACEHOLDER.findall(row["sentence"])
        lacking = [column for name in used for column in FILLED_BY[name] if pd.isna(row[column]) or row[column] == ""]
        if lacking:
            columns = list(dict.fromkeys(lacking))
            yield Found(f"the sentence uses {listed(columns)}, but this row has none", row["row"], lacking[0])


@check("F6", "caveat", "figures.csv", audience="partnership")
def figures_have_a_source(case: Case) -> Iterator[Found]:
    """Every figure names the document that it comes from."""
    frame = case.evidence["figures"]
    for row in frame.loc[~frame["source_id"].isin(case.evidence["documents"]["document_id"]), "row"]:
        yield Found("the source is not a document that is here", int(row), "source_id")
