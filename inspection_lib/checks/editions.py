"""The rules that an edition of the framework adds as data: each becomes a check; a built-in one may become stricter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ..errors import Problem, nearest, stop_if_any
from ..evidence import CHOICES, Case
from ..framework import Framework, Rule
from ..measures import counted_rows, holds
from .registry import CHECKS, Check, Found, few

FILE = "checks.csv"


def checks_of(framework: Framework) -> dict[str, Check]:
    """The registry of one edition, by code: the built-in checks, some of them stricter, and the edition's own.

    Raises `InspectionError` with file and line of each rule that takes another check's code, is laxer than the
    built-in check, or compares with what no cell of a closed list can hold.

    >>> from inspection_lib import load_case
    >>> checks_of(load_case("params/north-lanarkshire.yaml").framework)["R21"].file
    'record_reading.csv'
    """
    slips = [slip for rule in framework.checks for slip in _slips(rule)]
    stop_if_any(slips, f"framework {framework.edition}")
    found = dict(CHECKS)
    for rule in framework.checks:
        if rule.switches:
            found[rule.code] = replace(CHECKS[rule.code], severity=rule.severity)
        else:
            found[rule.code] = Check(rule.code, rule.severity, f"{rule.table}.csv", _finder(rule))
    return found


def _slips(rule: Rule) -> Iterator[Problem]:
    """What of a rule does not fit the built-in checks and the closed lists of the evidence."""
    slip = partial(Problem, "F1", "stops", file=FILE, row=rule.line, unit="line")
    known = CHECKS.get(rule.code)
    if rule.switches and not known:
        yield slip(message=f"no check has the code '{rule.code}'{nearest(rule.code, CHECKS)}", column="code")
    elif rule.switches and known and known.severity == "stops" and rule.severity != "stops":
        yield slip(message=f"{rule.code} stops the work; an edition can be stricter, never laxer", column="severity")
    elif not rule.switches and known:
        yield slip(message=f"a built-in check has the code {rule.code}; a new one was wanted", column="code")
    for cell, condition in rule.conditions.items():
        column, test, value = condition
        allowed = CHOICES.get(rule.table, {}).get(column, ())
        if allowed and test in ("=", "is not") and value not in allowed:
            yield slip(message=f"'{value}' is no value of {column}{nearest(value, allowed)}", column=cell)


def _finder(rule: Rule) -> Callable[[Case], Iterator[Found]]:
    """What a rule finds: how many rows meet its `when` and not what is then expected, in one finding.

    A blank cell contradicts nothing unless an answer is what was expected. Of records, first readings count.
    """

    def find(case: Case) -> Iterator[Found]:
        """The number of rows that cannot be as they are."""
        frame = counted_rows(case, rule.table)
        when, expected = rule.conditions["when"], rule.conditions["expected"]
        wrong = holds(frame, when, case.framework) & ~holds(frame, expected, case.framework)
        if expected[1] != "is not blank":
            wrong &= ~holds(frame, (expected[0], "is blank", ""), case.framework)
        if wrong.any():
            yield Found(f"{rule.message}: {few(case, int(wrong.sum()))}", column=expected[0])

    return find
