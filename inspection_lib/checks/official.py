"""Checks of the official statistics: names and codes that agree, figures that follow, and none out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from ..context import rounded
from ..errors import nearest
from ..evidence import Case
from ..wording import count_of, long_date
from .registry import Found, check

FILE = "official_statistics.csv"
PER = re.compile(r"\bper ([0-9][0-9,]*)\b")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@check("O2", "caveat", FILE)
def shares_follow_from_their_counts(case: Case) -> Iterator[Found]:
    """A per cent or rate is what its numerator and denominator come to, as the draft would print it."""
    for name, about in case.framework.official.items():
        rows = case.official[(case.official["measure"] == name) & (case.official["denominator"] > 0)]
        rows = rows[rows["numerator"].notna() & rows["value"].notna()]
        wrong = sum(not _follows(row, about.kind, int(about.decimals)) for row in rows.to_dict("records"))
        if wrong:
            one, several = "value is not what its", "values are not what their"
            message = f"{name}: {count_of(wrong, one, several)} numerator and denominator come to"
            yield Found(message, column="value")


def _follows(row: dict, kind: str, decimals: int) -> bool:
    """Whether a value is the share of its two counts, printed with as many decimals as the draft gives it."""
    per = PER.search(row["unit"])
    times = int(per[1].replace(",", "")) if per else 100 if kind in ("percent", "change") else 0
    printed = rounded(times * row["numerator"] / row["denominator"], decimals)
    return not times or printed == rounded(row["value"], decimals) or _close(times, row, decimals)


def _close(times: int, row: dict, decimals: int) -> bool:
    """Whether the two differ only because the value was itself rounded, to one decimal more than is printed."""
    return bool(abs(times * row["numerator"] / row["denominator"] - row["value"]) <= 0.05 * 10**-decimals)


@check("O3", "caveat", FILE)
def figures_are_the_newest(case: Case) -> Iterator[Found]:
    """No Key fact had a newer release due by the date of the report; silent where `next_release` is not given."""
    if "next_release" not in case.official:
        return
    rows = case.official[case.official["measure"].isin(case.params.official_statistics.measures)]
    for name, due in rows.loc[rows["next_release"] != "", ["measure", "next_release"]].drop_duplicates().to_numpy():
        day = _day(due)
        if day is None:
            yield Found(f"{name}: a date like 2023-05-09 was wanted", column="next_release")
        elif case.params.report.date and day <= case.params.report.date:
            message = f"{name}: a newer figure was due on {long_date(day)}, and the report is dated no earlier"
            yield Found(message, column="next_release")


def _day(text: str) -> date | None:
    """A day as it is typed, or None for what is none."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


@check("O4", "caveat", FILE)
def key_facts_have_a_figure(case: Case) -> Iterator[Found]:
    """Every statistic that params ask for has a figure for the partnership's area."""
    held = case.official[(case.official["area"] == case.area) & case.official["value"].notna()]
    absent = [name for name in case.params.official_statistics.measures if name not in set(held["measure"])]
    if absent and len(case.official):
        yield Found(f"there is no figure for {case.area} in: {', '.join(absent)}", column="value")


@check("O5", "caveat", "params")
def comparators_are_held(case: Case) -> Iterator[Found]:
    """Every area that the partnership is compared with has official statistics."""
    areas = [str(area) for area in case.official["area"].unique()]
    for name in case.params.official_statistics.compared_with:
        if areas and name not in areas:
            yield Found(f"official_statistics.compared_with: no area is called '{name}'{nearest(name, areas)}")


@check("O6", "caveat", FILE, audience="partnership")
def areas_have_one_name_and_one_code(case: Case) -> Iterator[Found]:
    """An area's official name and code go together throughout."""
    for column, other, said in (
        ("area_code", "area", "codes with more than one name"),
        ("area", "area_code", "names with more than one code"),
    ):
        number = int((case.official.groupby(column)[other].nunique() > 1).sum())
        if number:
            yield Found(f"{said}: {number}", column=other)


@check("O7", "stops", FILE)
def figures_are_there_once(case: Case) -> Iterator[Found]:
    """An area has one figure of each statistic; of two the draft would not know which to give."""
    twice = case.official[case.official.duplicated(["area", "measure"])]
    for name, rows in twice.groupby("measure", sort=False):
        known = str(name) if name in case.framework.official else "a statistic that the framework does not have"
        yield Found(f"{known}: areas with more than one figure: {rows['area'].nunique()}", column="measure")


def period_start(period: str) -> int | None:
    """The first year that a period names, or None.

    >>> period_start("2019/20"), period_start("mid-2021"), period_start("10 weeks")
    (2019, 2021, None)
    """
    year = re.search(r"(?:19|20)[0-9]{2}", period)
    return int(year[0]) if year else None


def value_of(case: Case, measure: str, period: str) -> float | None:
    """The official value of the partnership's own area for one period, or None."""
    rows = case.official
    rows = rows[(rows["measure"] == measure) & (rows["area"] == case.area) & (rows["period"] == period)]
    return None if rows.empty or pd.isna(rows["value"].iloc[0]) else float(rows["value"].iloc[0])
