"""The checks that an edition adds as data: read from checks.csv, if there is one, and held to what the edition has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import get_args

from ..errors import Problem, Severity, nearest
from .edition import Framework
from .rows import named_rows
from .tables import Condition, Rule

NAME, FILE = "checks", "checks.csv"
COLUMNS = ("code", "severity", "table", "when", "expected", "message")
CODE = re.compile(r"[A-Z][0-9]{1,3}")
GRAMMAR = "'column = value', 'column is not value', 'column in route', 'column is blank' or 'column is not blank'"
Slip = tuple[str, str]  # column, message


def rules_of(folder: Path) -> list[Rule]:
    """The rules of an edition in their order; none where it has no checks.csv."""
    rows = named_rows(folder, NAME, COLUMNS) if (folder / FILE).is_file() else []
    return [Rule(line=line, **row) for line, row in rows]  # type: ignore[arg-type]  # held by `rule_problems`


def rule_problems(framework: Framework) -> Iterator[Problem]:
    """A stopping problem, with its line, for each cell of the rules that points at what the edition does not have."""
    seen: set[str] = set()
    for rule in framework.checks:
        slip = partial(Problem, "F1", "stops", file=FILE, row=rule.line, unit="line")
        if rule.code in seen:
            yield slip(message=f"the code {rule.code} is there twice", column="code")
        seen.add(rule.code)
        for column, message in _slips(rule, framework):
            yield slip(message=message, column=column)


def _slips(rule: Rule, framework: Framework) -> Iterator[Slip]:
    if not CODE.fullmatch(rule.code):
        yield "code", "a code such as R21 was wanted"
    if rule.severity not in get_args(Severity):
        yield "severity", f"'{rule.severity}' is not known{nearest(rule.severity, get_args(Severity))}"
    if rule.switches:
        return
    if rule.table not in framework.instruments:
        yield "table", f"'{rule.table}' is not known{nearest(rule.table, framework.instruments)}"
        return
    if not rule.message:
        yield "message", "this is blank; what is wrong with the rows that it counts was wanted"
    for cell in ("when", "expected"):
        if cell in rule.conditions:
            yield from ((cell, message) for message in _condition(rule.conditions[cell], rule.table, framework))
        else:
            yield cell, f"{GRAMMAR} was wanted"


def _condition(condition: Condition, table: str, framework: Framework) -> Iterator[str]:
    """What is wrong with one condition: a column, answer or route that the edition does not have."""
    column, test, value = condition
    scales = {item.column: item.answers for item in framework.items_of(table)}
    columns = [*scales, *dict.fromkeys(g.column for g in framework.groups if g.instrument == table)]
    if column not in columns:
        yield f"'{column}' is no question of {table}, nor a group of groups.csv{nearest(column, columns)}"
    elif test == "in" and value not in framework.routes:
        yield f"no route '{value}' in routes.csv{nearest(value, framework.routes)}"
    elif test == "in" and (route := framework.routes[value]) and (route.instrument, route.column) != (table, column):
        yield f"the route '{value}' is about the column '{route.column}' of {route.instrument}"
    elif test in ("=", "is not") and column in scales:
        answers = [answer.answer for answer in framework.answers[scales[column]]]
        if value not in answers:
            yield f"'{value}' is no answer of the scale {scales[column]}{nearest(value, answers)}"
