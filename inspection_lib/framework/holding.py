"""Whether the tables of an edition hold together: every cell that points at something the edition does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..errors import Problem, nearest
from .edition import Framework
from .rows import named_rows
from .rules import rule_problems
from .standing import standing_problems, unfilled
from .tables import Heading, Item, OfficialMeasure, Route, ScaleTest, Split, Topic

OFFICIAL_NAMES = ("area", "value", "period", "numerator", "denominator")
SIDES = ("strengths", "areas for improvement")
LOOKS_AT = ("improvements", "balance", "reach", "people", "nothing")
KINDS = ("count", "percent", "rate", "change")
Slip = tuple[str, str]  # column, message


def problems(folder: Path, framework: Framework) -> list[Problem]:
    """Every stopping problem of an edition, with file and line."""
    found = []
    for name, (code, kind, slips) in TABLES.items():
        for line, row in named_rows(folder, name, [field.name for field in fields(kind)]):
            found += [
                Problem(code, "stops", message, f"{name}.csv", line, column, "line")
                for column, message in slips(kind(**row), framework)
            ]
    return [*found, *rule_problems(framework), *standing_problems(framework.standard_text)]


def _unknown(row: object, column: str, allowed: Iterable[str]) -> Iterator[Slip]:
    value = getattr(row, column)
    if value not in allowed:
        yield column, f"'{value}' is not known{nearest(value, allowed)}"


def _off_scale(column: str, values: str, scale: str, framework: Framework) -> Iterator[Slip]:
    answers = [answer.answer for answer in framework.answers.get(scale, ())]
    for value in values.split(";"):
        if value and value not in answers:
            yield column, f"'{value}' is no answer of the scale {scale}"


def _heading(heading: Heading, framework: Framework) -> Iterator[Slip]:
    if heading.statement not in framework.statements:
        yield "statement", f"no statement '{heading.statement}'"
    for indicator in heading.indicators.split():
        if indicator not in framework.indicators:
            yield "indicators", f"no indicator '{indicator}'"


def _item(item: Item, framework: Framework) -> Iterator[Slip]:
    known: dict[str, Iterable[str]] = {
        "instrument": framework.instruments,
        "heading": framework.headings,
        "indicator": framework.indicators,
        "answers": framework.answers,
        "base": ("answered", "decided", "applicable"),
        "better": ("higher", "lower"),
    }
    for column, allowed in known.items():
        yield from _unknown(item, column, allowed)
    yield from _off_scale("counts", item.counts, item.answers, framework)
    several = item.answers in framework.splits
    if several == bool(item.counts) or several != ("{}" in item.sentence):
        yield "counts", "an item of several measures has no counts and a {} in its sentence; others the reverse"
    if item.asked_if:
        yield from _condition(item, framework)


def _topic(topic: Topic, framework: Framework) -> Iterator[Slip]:
    for column, allowed in (("items", framework.items), ("headings", framework.headings)):
        for value in getattr(topic, column).split():
            if value not in allowed:
                yield column, f"'{value}' is not known{nearest(value, allowed)}"


def _scale_test(test: ScaleTest, framework: Framework) -> Iterator[Slip]:
    yield from _unknown(test, "grade", framework.grades)
    yield from _unknown(test, "speaks_for", SIDES)
    yield from _unknown(test, "looks_at", LOOKS_AT)
    if not test.asks.endswith("?"):
        yield "asks", "a question was wanted"


def _condition(item: Item, framework: Framework) -> Iterator[Slip]:
    """What is wrong with `asked_if`; whether a column that is no question exists is the evidence's to say."""
    if not item.condition:
        yield "asked_if", "'column = value', 'column is not value' or 'column in route' was wanted"
        return
    column, test, value = item.condition
    if test != "in":
        scale = _scale(item.instrument, column, framework)
        yield from _off_scale("asked_if", value, scale, framework) if scale else ()
    elif value not in framework.routes:
        yield "asked_if", f"no route '{value}' in routes.csv"
    elif (route := framework.routes[value]) and (route.instrument, route.column) != (item.instrument, column):
        yield "asked_if", f"the route '{value}' is about the column '{route.column}' of {route.instrument}"


def _scale(instrument: str, column: str, framework: Framework) -> str:
    """The answer scale of a column that is a question; nothing for another column."""
    return next((item.answers for item in framework.items_of(instrument) if item.column == column), "")


def _measure(split: Split, framework: Framework) -> Iterator[Slip]:
    yield from _unknown(split, "answers", framework.answers)
    yield from _unknown(split, "direction", ("same", "opposite"))
    if split.answers in framework.answers:
        yield from _off_scale("counts", split.counts, split.answers, framework)


def _route(route: Route, framework: Framework) -> Iterator[Slip]:
    yield from _unknown(route, "instrument", framework.instruments)
    scale = _scale(route.instrument, route.column, framework)
    yield from _off_scale("values", route.values, scale, framework) if scale else ()


def _official(measure: OfficialMeasure, framework: Framework) -> Iterator[Slip]:
    yield from _unknown(measure, "kind", KINDS)
    if not re.fullmatch(r"[0-9]", measure.decimals):
        yield "decimals", "a number of decimals such as 0 or 1 was wanted"
    wrong = unfilled(measure.sentence, OFFICIAL_NAMES)
    if wrong:
        yield "sentence", wrong


TABLES: dict[str, tuple[str, type, Callable[[Any, Framework], Iterator[Slip]]]] = {
    "headings": ("F1", Heading, _heading),
    "measures": ("F1", Split, _measure),
    "routes": ("F1", Route, _route),
    "items": ("F2", Item, _item),
    "official_measures": ("F7", OfficialMeasure, _official),
    "scale_tests": ("F20", ScaleTest, _scale_test),
    "topics": ("F8", Topic, _topic),
}
