"""Checks of what a supplied figure says of itself: shares, periods, comparisons, qualifiers, and who checked it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from ..context import counts_few, rounded
from ..evidence import Case, rows_of
from ..suppression import rule_of
from .official import period_start, value_of
from .registry import Found, check, each

FILE = "figures.csv"
NUMBER = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})"
SHARE = r"([0-9]{1,3}(?:\.[0-9]+)?) ?(?:%|per ?cent\b)"
COUNTS_FIRST = re.compile(rf"\b{NUMBER} (?:out )?of (?:the )?{NUMBER}\b[^0-9]{{0,20}}{SHARE}", re.IGNORECASE)
SHARE_FIRST = re.compile(rf"\b{SHARE}[^0-9]{{0,20}}\b{NUMBER} (?:out )?of (?:the )?{NUMBER}\b", re.IGNORECASE)
MOVED = re.compile(
    r"\b(?:up|down|ris(?:e|es|en|ing)|rose|increas\w*|gr[eo]w\w*|fall\w*|fell|decreas\w*|reduc\w*)\b", re.IGNORECASE
)
ROUGHLY = r"\b(?:about|around|approximately|almost|nearly|over|under|more than|less than|up to)"
ROUGH = re.compile(rf"{ROUGHLY}\b", re.IGNORECASE)
DOUBLED = re.compile(rf"{ROUGHLY} {{value}}", re.IGNORECASE)
#: "Over two years" and "over the last term" say how long, and of no number that it is rough.
TIME = r"(?:days?|weeks?|months?|quarters?|terms?|years?|decades?|period|time)\b"
DURING = re.compile(rf"\bover (?:the |a |an |that |this )?(?:last |past )?(?:[\w.]+[ -])?{TIME}", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
#: "For each year", "both years together", "2021/22 and 2022/23 together"; not "each child" or "Safe and Together".
SPREAD = re.compile(
    r"\beach (?:or together\b|(?:of )?(?:the )?(?:two |three |four |five )?(?:financial )?years?\b)"
    r"|(?:\byears|\bboth|[0-9]),? (?:taken )?together\b",
    re.IGNORECASE,
)


@check("F9", "caveat", FILE, audience="partnership")
def shares_are_no_more_than_all(case: Case) -> Iterator[Found]:
    """A share is no less than none and no more than all; only a change can be over 100 per cent."""
    frame = case.evidence["figures"]
    shares = (frame["unit"] == "percent") & ~(frame["label"] + " " + frame["stated"]).str.contains(MOVED)
    for column in ("value", "earlier_value", "compared_value"):
        yield from each(
            frame,
            shares & ((frame[column] > 100) | (frame[column] < 0)),
            "this share is under 0 or over 100 per cent",
            column,
        )


@check("F10", "caveat", FILE, audience="partnership")
def stated_shares_follow(case: Case) -> Iterator[Found]:
    """A share that the partnership stated beside its two counts is the one that they come to."""
    rule = rule_of(case, "figures")
    for row in rows_of(case, "figures"):
        for count, base, share in _shares(row["stated"]):
            comes_to = rounded(100 * count / base, len(share.partition(".")[2])) if base else ""
            if comes_to == share:
                continue
            small = counts_few(case, row) or rule.small(count) or rule.small(base - count)
            message = "the share stated is not the one that its two counts come to"
            said = f"stated {share}%, but {count:,} of {base:,} comes to {comes_to}%"
            yield Found(message if small or not base else said, row["row"], "stated")


def _shares(stated: str) -> Iterator[tuple[int, int, str]]:
    """Each count, base and share that stand together in some words.

    >>> list(_shares("48 of 78 children (65%)")), list(_shares("62% (48 of the 78)")), list(_shares("down 89%"))
    ([(48, 78, '65')], [(48, 78, '62')], [])
    """
    found = [match.groups() for match in COUNTS_FIRST.finditer(stated)]
    found = found or [(count, base, share) for share, count, base in SHARE_FIRST.findall(stated)]
    for count, base, share in found:
        yield int(count.replace(",", "")), int(base.replace(",", "")), share


@check("F11", "caveat", FILE, audience="partnership")
def values_have_a_unit_and_a_period(case: Case) -> Iterator[Found]:
    """A value says what it counts and when."""
    frame = case.evidence["figures"]
    for value, column in (("value", "unit"), ("value", "period"), ("earlier_value", "earlier_period")):
        lacking = frame[value].notna() & (frame[column] == "")
        there = "an earlier value" if value == "earlier_value" else "a value"
        yield from each(frame, lacking, f"there is {there}, but no {column.replace('_', ' ')}", column)


@check("F12", "caveat", FILE, audience="partnership")
def earlier_periods_are_earlier(case: Case) -> Iterator[Found]:
    """The earlier period of a change comes before the later one, as far as their years tell."""
    for row in rows_of(case, "figures"):
        earlier, later = period_start(row["earlier_period"]), period_start(row["period"])
        same = row["earlier_period"] != "" and row["earlier_period"] == row["period"]
        if same or (earlier and later and earlier > later):
            message = "the earlier period does not come before the period of the value"
            yield Found(message, row["row"], "earlier_period")


@check("F13", "caveat", FILE, audience="partnership")
def comparisons_have_two_values(case: Case) -> Iterator[Found]:
    """A comparison says with whom and with what value; those that cannot be checked for want of one are counted."""
    frame = case.evidence["figures"]
    nobody = frame["compared_value"].notna() & (frame["compared_with"] == "")
    yield from each(frame, nobody, "there is a value to compare with, but it does not say whose", "compared_with")
    unsaid = int((frame["compared_value"].isna() & (frame["compared_with"] != "")).sum())
    if unsaid:
        message = (
            f"comparisons that cannot be checked, as the other's value is not given: {unsaid} of {len(frame)} figures"
        )
        yield Found(message, column="compared_value")


@check("F14", "caveat", FILE)
def qualifiers_are_said_once(case: Case) -> Iterator[Found]:
    """A figure's sentence leaves the qualifier to its column, or the draft would say "over over 40%"."""
    frame = case.evidence["figures"]
    doubled = frame["sentence"].str.contains(DOUBLED) & ~frame["qualifier"].isin(("", "exactly"))
    yield from each(
        frame, doubled, "the qualifier is in the sentence and in its own column: it would be said twice", "sentence"
    )


@check("F15", "caveat", FILE, audience="partnership")
def sums_over_years_say_which(case: Case) -> Iterator[Found]:
    """A sum of money for two years says in its label whether it is for each or for both together."""
    for row in rows_of(case, "figures"):
        years = len(YEAR.findall(row["period"]))
        if row["unit"] == "GBP" and years > 1 and not SPREAD.search(row["label"]):
            yield Found(
                "is this sum for each year, or for the years together? The label does not say", row["row"], "label"
            )


@check("F16", "caveat", FILE, audience="partnership")
def a_figure_has_one_value(case: Case) -> Iterator[Found]:
    """No two rows give the same thing, for the same people and period, two values."""
    frame = case.evidence["figures"]
    keys = ["label", "group", "period"]
    named = frame[frame["value"].notna() & (frame["label"] != "")]
    values = named.groupby(keys)["value"].transform("nunique")
    message = "another row has the same label, group and period, and a different value"
    yield from each(named, (values > 1) & named.duplicated(keys), message, "value")


@check("F17", "caveat", FILE)
def figures_are_checked(case: Case) -> Iterator[Found]:
    """The figures that nobody has checked against their document yet are counted."""
    frame = case.evidence["figures"]
    unchecked = int((frame["checked"] != "yes").sum())
    if unchecked:
        yield Found(
            f"figures that nobody has checked against their document: {unchecked} of {len(frame)}", column="checked"
        )


@check("F18", "caveat", FILE)
def rough_figures_stay_rough(case: Case) -> Iterator[Found]:
    """What the partnership stated roughly is not entered as exact; a blank qualifier is printed as exact too."""
    frame = case.evidence["figures"]
    timed = frame["unit"].str.contains(rf"\b{TIME}", flags=re.IGNORECASE)
    stated = frame["stated"].where(timed, frame["stated"].str.replace(DURING, " ", regex=True))
    rough = stated.str.contains(ROUGH) & frame["qualifier"].isin(("exactly", "")) & frame["value"].notna()
    yield from each(frame, rough, "this was stated roughly, but is entered as exact", "qualifier")


@check("F19", "caveat", FILE, audience="partnership")
def figures_agree_with_official_ones(case: Case) -> Iterator[Found]:
    """A figure with the label and period of an official statistic has its value."""
    names = {about.label.casefold(): name for name, about in case.framework.official.items()}
    for row in rows_of(case, "figures"):
        name = names.get(row["label"].casefold())
        official = value_of(case, name, row["period"]) if name else None
        if name and official is not None and pd.notna(row["value"]) and not _agrees(case, row, name, official):
            yield Found("the official statistic of this label and period has a different value", row["row"], "value")


def _agrees(case: Case, row: Mapping, name: str, official: float) -> bool:
    """Whether a supplied value is the official one, as the draft would print both."""
    decimals = int(case.framework.official[name].decimals)
    return rounded(row["value"], decimals) == rounded(official, decimals)
