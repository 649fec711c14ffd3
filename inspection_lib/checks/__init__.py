"""Hold the evidence against what it says of itself: totals, routing, dates, references, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

from .. import intake
from .. import params as settings_of
from ..errors import stop_if_any
from ..evidence import Case
from . import (  # noqa: F401  (each enters its checks into the registry)
    answers,
    claiming,
    dates,
    documents,
    examples,
    figures,
    identifying,
    judgements,
    meetings,
    narratives,
    notes,
    official,
    records,
    replies,
    settings,
    supplied,
)
from .editions import checks_of
from .registry import CHECKS, Check, Found, check
from .settings import totals

__all__ = ["CHECKS", "Check", "Found", "check", "checked", "checks_of", "load_case", "prepared", "totals"]


def checked(params_file: str | Path) -> Case:
    """The case behind a params file with every problem of its files and its evidence; nothing is raised for those.

    The evidence is only held against itself once every file could be read. Raises `InspectionError` where the
    edition's own checks do not hold together.
    """
    case = intake.case(params_file)
    entries = checks_of(case.framework)
    if any(problem.severity == "stops" for problem in case.problems):
        return case
    found = [problem for entry in entries.values() for problem in entry.problems(case)]
    return replace(case, problems=(*case.problems, *found))


def load_case(params_file: str | Path) -> Case:
    """The case behind a params file, fit to work with. Raises `InspectionError` that lists all that stops the work.

    >>> load_case("params/north-lanarkshire.yaml").area
    'North Lanarkshire'
    """
    ready = _PREPARED.get()
    if ready is not None and ready.params.file == settings_of.find(params_file):
        return ready
    case = checked(params_file)
    stop_if_any(case.problems, case.params.file.name)
    return case


_PREPARED: ContextVar[Case | None] = ContextVar("prepared", default=None)


@contextmanager
def prepared(case: Case) -> Iterator[None]:
    """Let `load_case` give this case for its own params file, here and in children forked here; no other file's.

    A run that has loaded a partnership's case need not load it again for each notebook, and all of them see the same.
    """
    token = _PREPARED.set(case)
    try:
        yield
    finally:
        _PREPARED.reset(token)
