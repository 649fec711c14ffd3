"""Hold the evidence against what it says of itself: totals, routing, dates, references, decisions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .. import intake
from ..errors import stop_if_any
from ..evidence import Case
from . import decided, identifying, supplied, told, tried  # noqa: F401  (each enters its checks into the registry)
from .registry import CHECKS, Check, Found, check
from .tried import totals

__all__ = ["CHECKS", "Check", "Found", "check", "checked", "load_case", "totals"]


def checked(params_file: str | Path) -> Case:
    """The case behind a params file with every problem of its files and its evidence; nothing is raised for those.

    The evidence is only held against itself once every file could be read.
    """
    case = intake.case(params_file)
    if any(problem.severity == "stops" for problem in case.problems):
        return case
    found = [problem for entry in CHECKS.values() for problem in entry.problems(case)]
    return replace(case, problems=(*case.problems, *found))


def load_case(params_file: str | Path) -> Case:
    """The case behind a params file, fit to work with. Raises `InspectionError` that lists all that stops the work.

    >>> load_case("params/north-lanarkshire.yaml").area
    'North Lanarkshire'
    """
    case = checked(params_file)
    stop_if_any(case.problems, case.params.file.name)
    return case
