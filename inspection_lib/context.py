"""Figures from outside the inspection: official statistics of the area, and what the partnership supplied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

from .evidence import Case, once, rows_of
from .suppression import rule_of

SLIGHTLY = Fraction(1, 10)  # a difference under a tenth of the comparator is "slightly"
THIRDS = {33.3: "a third", 66.7: "two-thirds"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PEOPLE = ("child", "young people", "pupil", "parent", "carer", "famil", "care leaver", "people")
#: The last words of units that count neither people nor what happened to one; of any other word a few are hidden.
THINGS = (
    " gbp pound pounds percent % cent point points rate ratio hour hours day days week weeks month months year years "
    "group groups area areas element elements cluster clusters school schools service services event events "
    "organisation organisations policy policies strategy strategies project projects course courses "
)


@dataclass(frozen=True)
class Fact:
    """An official or partnership figure: value, unit, period and source. An absent value is None, never zero."""

    id: str
    label: str
    value: float | None
    unit: str
    period: str
    source: str
    compared_with: Mapping[str, float | None]


@dataclass(frozen=True)
class KeyFact:
    """An official statistic of the area as the draft prints it, with its comparators.

    `others` holds every council area's value, for the chart; `rank` is the place from the highest, of `areas`.
    """

    fact: Fact
    sentence: str
    comparison: str
    printed: Mapping[str, str]
    others: Mapping[str, float]
    rank: int | None
    areas: int


@dataclass(frozen=True)
class Figure:
    """A figure that the partnership supplied, with the sentence that says so. Its change is computed."""

    fact: Fact
    heading: str
    indicator: str
    theme: str
    text: str
    change: str
    stated: str
    source_id: str

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.fact.id


def rounded(value: float | Decimal, decimals: int) -> str:
    """A number as the draft prints it: halves away from zero, thousands with commas.

    >>> rounded(24.09, 1), rounded(341400, 0), rounded(0.5, 0)
    ('24.1', '341,400', '1')
    """
    step = Decimal(1).scaleb(-decimals)
    return f"{Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP) + 0:,}"  # + 0: never -0.0


def comparison(value: str, other: str) -> str:
    """How one printed number compares with another: higher, lower, or about the same; "slightly" under a tenth.

    Printed numbers are compared, so that a reader never sees "higher" between two equal ones.

    >>> comparison("18", "17"), comparison("24.1", "20.8"), comparison("1.4", "1.4")
    ('slightly higher than', 'higher than', 'about the same as')
    """
    first, second = (Fraction(text.replace(",", "")) for text in (value, other))
    if first == second:
        return "about the same as"
    slightly = "slightly " if second and abs(first - second) < SLIGHTLY * abs(second) else ""
    return f"{slightly}{'higher' if first > second else 'lower'} than"


def change(earlier: float, later: float, decimals: int = 0) -> str:
    """The change between two values as a noun phrase, worked out and rounded to a whole per cent or finer.

    >>> change(158, 19), change(158, 19, 1), change(40, 60), change(7, 7)
    ('a fall of 88%', 'a fall of 88.0%', 'a rise of 50%', 'no change')
    """
    if earlier == later:
        return "no change"
    if earlier == 0:
        return f"a rise from nought to {plain(later)}"
    before, after = Decimal(str(earlier)), Decimal(str(later))
    percent = rounded(abs(after - before) * 100 / abs(before), decimals)
    little = "less than 1" if percent == "0" else percent
    return f"a {'fall' if after < before else 'rise'} of {little}%"


def plain(value: float, unit: str = "") -> str:
    """A number with its unit as a sentence says it; below ten in words, thirds as such.

    >>> plain(2351000, "GBP"), plain(40, "percent"), plain(33.3, "percent"), plain(2000), plain(8, "groups")
    ('£2.351 million', '40%', 'a third', '2,000', 'eight')
    """
    if unit == "percent" and value in THIRDS:
        return THIRDS[value]
    if unit not in ("GBP", "percent") and value in range(10):
        return SMALL[int(value)]
    if unit == "GBP" and value >= 1_000_000:
        return f"£{Decimal(str(value)) / 1_000_000:f} million".replace(".0 million", " million")
    text = f"{value:,.0f}" if float(value).is_integer() else f"{Decimal(str(value)):,f}"
    return f"£{text}" if unit == "GBP" else f"{text}%" if unit == "percent" else text


@once
def key_facts(case: Case) -> list[KeyFact]:
    """The Key facts that params ask for, in that order, each against its comparators."""
    return [
        _key_fact(case, name) for name in case.params.official_statistics.measures if name in case.framework.official
    ]


def _key_fact(case: Case, name: str) -> KeyFact:
    about, area = case.framework.official[name], case.area
    rows = case.official[case.official["measure"] == name].set_index("area")
    decimals, sign = int(about.decimals), "%" if about.kind in ("percent", "change") else ""
    values = {str(a): float(v) for a, v in rows["value"].dropna().items()}
    compared = {other: values.get(other) for other in case.params.official_statistics.compared_with}
    one = rows.iloc[0] if len(rows) else pd.Series(dtype=object)
    fact = Fact(name, about.label, values.get(area), about.unit_words, str(one.get("period", "")),
                str(one.get("source", "")), compared)  # fmt: skip
    printed = {a: rounded(values[a], decimals) + sign for a in (area, *compared) if a in values}
    councils = {a: v for a, v in values.items() if a != "Scotland"}
    rank = 1 + sum(v > councils[area] for v in councils.values()) if area in councils and len(councils) > 2 else None
    return KeyFact(fact, _said(case, name, printed, rows), _compared(about.kind, area, printed, fact), printed,
                   councils, rank, len(councils))  # fmt: skip


def _said(case: Case, name: str, printed: Mapping[str, str], rows: pd.DataFrame) -> str:
    about, area = case.framework.official[name], case.area
    if area not in printed:
        return f"{about.label}: no figure for {area} is held here."
    row: dict = rows.loc[[area]].to_dict("records")[0]
    whole = {k: rounded(row[k], 0) if pd.notna(row[k]) else "" for k in ("numerator", "denominator")}
    value = printed[area] if about.kind != "change" else _growth(printed[area])
    sentence = about.sentence
    if whole["numerator"] == "0":  # "None of the 36", and no share of it
        sentence = sentence.replace(" ({value})", "").replace("{numerator} of the", "None of the")
    return sentence.format(area=area, value=value, period=row["period"], **whole)


def _growth(printed: str) -> str:
    number = Fraction(printed.rstrip("%").replace(",", ""))
    return "no change" if number == 0 else f"{'an increase' if number > 0 else 'a decrease'} of {printed.lstrip('-')}"


def _compared(kind: str, area: str, printed: Mapping[str, str], fact: Fact) -> str:
    """One sentence against each comparator with a figure; absent ones are said."""
    if area not in printed or kind == "count":
        return ""
    parts = []
    for other in fact.compared_with:
        if other not in printed:
            parts.append(f"No figure for {other} is held here.")
        elif kind == "change":
            parts.append(f"In {other} there was {_growth(printed[other])}.")
        else:
            words = comparison(printed[area].rstrip("%"), printed[other].rstrip("%"))
            parts.append(f"This was {words} the figure for {other} ({printed[other]}).")
    return " ".join(parts)


@once
def figures(case: Case) -> list[Figure]:
    """What the partnership supplied, in the order of the file."""
    return [_figure(case, row) for row in rows_of(case, "figures")]


def counts_few(case: Case, row: Mapping) -> bool:
    """Whether a row of figures counts so few people that its numbers, and their change, are hidden.

    A unit that is not known to be of things is taken to be of people: three learners are hidden as three pupils are.
    """
    rule, values = rule_of(case, "figures"), (row["value"], row["earlier_value"])
    return about_people(row["unit"]) and any(rule.small(int(value)) for value in values if pd.notna(value))


def about_people(unit: str) -> bool:
    """Whether a figure's unit counts people, or what happened to them, as far as its words tell.

    >>> [about_people(unit) for unit in ("learners", "exclusions", "young people's groups", "")]
    [True, True, True, True]
    >>> [about_people(unit) for unit in ("GBP", "percent", "per 1,000", "task groups")]
    [False, False, False, False]
    """
    words = unit.casefold().split()
    thing = bool(words) and (f" {words[-1]} " in THINGS or "per" in words)
    return not thing or any(word in unit.casefold() for word in PEOPLE)


def _figure(case: Case, row: Mapping) -> Figure:
    now, then, other = (
        None if pd.isna(row[k]) else float(row[k]) for k in ("value", "earlier_value", "compared_value")
    )
    few = counts_few(case, row)
    if few:
        now, then = None, None
    compared = {str(row["compared_with"]): other} if row["compared_with"] else {}
    fact = Fact(row["figure_id"], row["label"], now, row["unit"], row["period"], row["source_id"], compared)
    moved = change(then, now) if then is not None and now is not None else ""
    text = "" if few else _figure_text(row, now, then, moved)
    return Figure(fact, row["heading"], row["indicator"], row["theme"], text, moved, row["stated"], row["source_id"])


def _figure_text(row: Mapping, now: float | None, then: float | None, moved: str) -> str:
    """The words after "the partnership told us that"; the house form where the row has no sentence of its own."""
    qualifier = f"{row['qualifier']} " if row["qualifier"] not in ("", "exactly") else ""
    value = qualifier + plain(now, row["unit"]) if now is not None else ""
    earlier = plain(then, row["unit"]) if then is not None else ""
    if row["sentence"]:
        return row["sentence"].format(
            value=value,
            earlier_value=earlier,
            change=moved,
            period=row["period"],
            earlier_period=row["earlier_period"],
        )
    group = f" for {row['group']}" if row["group"] else ""
    if now is None:
        return f"{row['label'][:1].lower()}{row['label'][1:]}{group}: {row['stated']}"
    from_nought = f", {moved} since {row['earlier_period']}"
    since = from_nought if then == 0 else f", {moved} from {earlier} in {row['earlier_period']}" if moved else ""
    return f"the figure for {row['label'][:1].lower()}{row['label'][1:]}{group} was {value} in {row['period']}{since}"
