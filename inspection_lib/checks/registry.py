"""A check is one function with a code, a severity and the file that it is about; all of them stand in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..errors import Problem, Severity
from ..evidence import Case


@dataclass(frozen=True)
class Found:
    """What a check found: the message, the row and column where there is one, and the file if the check has several.

    `severity` is given where a check is graver in one place than in another; else it is the check's own.
    """

    message: str
    row: int | None = None
    column: str = ""
    file: str = ""
    severity: Severity | None = None


Finder = Callable[[Case], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """One check of the registry. Its function's docstring says in a sentence what it holds evidence to.

    `file` is the evidence file that it is about, "params" for the params file, or blank if each finding names its own.
    """

    code: str
    severity: Severity
    file: str
    find: Finder

    def problems(self, case: Case) -> list[Problem]:
        """What this check finds in a case."""
        file = case.params.file.name if self.file == "params" else self.file
        return [
            Problem(self.code, f.severity or self.severity, f.message, f.file or file, f.row, f.column)
            for f in self.find(case)
        ]


CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity, file: str) -> Callable[[Finder], Finder]:
    """Enter a function into the registry under a code of its own."""

    def enter(find: Finder) -> Finder:
        """The function itself, entered."""
        if code in CHECKS:
            raise ValueError(f"two checks have the code {code}")
        CHECKS[code] = Check(code, severity, file, find)
        return find

    return enter
