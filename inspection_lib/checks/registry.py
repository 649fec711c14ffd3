"""A check is one function with a code, a severity, the file that it is about and who can mend what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ..errors import Problem, Severity
from ..evidence import Case

Audience = Literal["team", "partnership"]


@dataclass(frozen=True)
class Found:
    """What a check found: the message, the row and column where there is one, and the file if the check has several.

    `severity` is given where a check is graver in one place than in another; else it is the check's own. Of a text
    `row` is the line.
    """

    message: str
    row: int | None = None
    column: str = ""
    file: str = ""
    severity: Severity | None = None
    unit: Literal["row", "line"] = "row"


Finder = Callable[[Case], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """One check of the registry. Its function's docstring says in a sentence what it holds evidence to.

    `file` is the evidence file that it is about, "params" for the params file, or blank if each finding names its own.
    `audience` is "partnership" where the partnership's coordinator can mend what is found; anything about notes,
    judgements or how people answered is for the team alone.
    """

    code: str
    severity: Severity
    file: str
    find: Finder
    audience: Audience = "team"

    def problems(self, case: Case) -> list[Problem]:
        """What this check finds in a case."""
        file = case.params.file.name if self.file == "params" else self.file
        named = {f"{table}.csv": source.file for table, source in case.evidence.sources.items()}
        return [
            Problem(
                self.code,
                f.severity or self.severity,
                f.message,
                named.get(f.file or file, f.file or file),
                f.row,
                f.column,
                f.unit,
            )
            for f in self.find(case)
        ]


#: The checks that every edition has; `editions.checks_of` adds those of one edition.
CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity, file: str, audience: Audience = "team") -> Callable[[Finder], Finder]:
    """Enter a function into the registry under a code of its own."""

    def enter(find: Finder) -> Finder:
        """The function itself, entered."""
        if code in CHECKS:
            raise ValueError(f"two checks have the code {code}")
        CHECKS[code] = Check(code, severity, file, find, audience)
        return find

    return enter


def each(frame: pd.DataFrame, wrong: pd.Series | np.ndarray, message: str, column: str) -> Iterator[Found]:
    """The same finding for each row of a small table that is wrong, in the order of its file."""
    for row in frame.loc[wrong, "row"]:
        yield Found(message, int(row), column)


def few(case: Case, number: int, of: int | None = None) -> str:
    """How a message says a number of people or records that tells how they answered: never a small one.

    With `of`, out of how many; where the others are a small number, neither is that said.

    >>> from inspection_lib import load_case
    >>> case = load_case("params/north-lanarkshire.yaml")
    >>> few(case, 3), few(case, 30), few(case, 30, 60), few(case, 59, 60), few(case, 60, 60)
    ('fewer than 5', '30', '30 of 60', 'more than 55 of 60', '60 of 60')
    """
    threshold = case.params.small_numbers.threshold
    said = f"fewer than {threshold}" if 0 < number < threshold else f"{number:,}"
    if of is None:
        return said
    if 0 < of - number < threshold <= number:
        said = f"more than {of - threshold:,}"
    return f"{said} of {of:,}"
