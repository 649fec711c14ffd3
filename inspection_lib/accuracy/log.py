"""The response log as it comes back: each point that was made and what was decided, or everything wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..errors import InspectionError, Problem, nearest
from ..formulas import plain
from ..intake.files import Place, opened
from ..intake.opened import Unreadable
from ..intake.workbooks import sheets
from ..params import FileSettings

COLUMNS = ("point", "paragraph", "kind", "evidence", "decision", "reason", "reviewer", "date")
KINDS = ("typographical or numerical", "fact behind a judgement", "missing evidence", "other")
ACCEPTED = ("accepted", "accepted in part")
DECISIONS = (*ACCEPTED, "not accepted", "more evidence asked")
SHEET = "response log"
DATES = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class Point:
    """One point of the log: the row where it stands, its paragraph, its kind and what was decided, blank if nothing.

    What people wrote in their own words stays in the file.
    """

    row: int
    paragraph: str
    kind: str
    decision: str

    @property
    def accepted(self) -> bool:
        """Whether a new draft must change for it, in full or in part."""
        return self.decision in ACCEPTED


def read(path: Path, paragraphs: Iterable[str]) -> list[Point]:
    """The points of a filled-in log, CSV or Excel, whose paragraphs are those of the draft.

    Raises `InspectionError` with every problem, each with its row and column; no message repeats what was written.
    """
    head, rows = _cells(path)
    absent = [name for name in COLUMNS if name not in head]
    if absent:
        problems = [
            Problem("L1", "stops", f"the column '{name}' is missing", path.name, column=name) for name in absent
        ]
        raise InspectionError(f"{path.name}: columns are missing: {', '.join(absent)}", problems)
    known = {_plain(number): number for number in paragraphs}
    points, problems = [], []
    for row, cells in rows:
        values = {name: cell for name, cell in zip(head, cells, strict=False) if name in COLUMNS}
        if not any(values.values()):
            continue
        wrong = list(_wrong(values, known, path.name, row))
        problems += wrong
        if not wrong:
            number = known[_plain(values["paragraph"])]
            points.append(Point(row, number, _choice(values["kind"]), _choice(values["decision"])))
    if problems:
        raise InspectionError(f"{path.name}: the log has problems", problems)
    return points


def _cells(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and every row with the line on which it begins."""
    try:
        among = sheets(path) if path.suffix.casefold() == ".xlsx" and path.is_file() else []
        file = opened(Place(path, SHEET if SHEET in among else ""), FileSettings())
        head = [cell.strip().casefold() for cell in file.head[0][1]]
        frame, lines = file.body(1, len(head))
    except Unreadable as error:
        raise InspectionError(f"{path.name}{f', row {error.row}' if error.row else ''}: {error}") from None
    rows = [[plain(cell.strip()) for cell in row] for row in frame.astype(str).to_numpy().tolist()]
    return head, list(zip(map(int, lines), rows, strict=True))


def _wrong(values: Mapping[str, str], known: Mapping[str, str], file: str, row: int) -> Iterator[Problem]:
    """What is wrong with one row of the log."""

    def problem(code: str, message: str, column: str) -> Problem:
        return Problem(code, "stops", message, file, row, column)

    for name in ("point", "paragraph", "kind"):
        if not values[name]:
            yield problem("L2", f"this is blank; every point has a {name}", name)
    if values["paragraph"] and _plain(values["paragraph"]) not in known:
        hint = nearest(_plain(values["paragraph"]), known.values())
        yield problem("L3", f"the draft has no paragraph of this number{hint}", "paragraph")
    for name, allowed in (("kind", KINDS), ("decision", DECISIONS)):
        if values[name] and _choice(values[name]) not in allowed:
            yield problem("L4", f"one of these was wanted: {', '.join(allowed)}", name)
    for name in ("reason", "reviewer"):
        if values["decision"] and not values[name]:
            yield problem("L5", f"this is blank; a point that is decided has a {name}", name)
    if values["date"] and not any(_is_date(values["date"], form) for form in DATES):
        yield problem("L6", "a date such as 2023-10-02 was wanted", "date")


def _plain(number: str) -> str:
    """A paragraph's number as it is compared: capitals, spaces, a dot at its end and "paragraph" before it aside.

    >>> _plain("Para. 1.3.2 "), _plain("key  facts 3")
    ('1.3.2', 'key facts 3')
    """
    return re.sub(r"^para(?:graph)?\b\.?", "", " ".join(number.casefold().split())).strip(" .")


def _choice(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_date(text: str, form: str) -> bool:
    try:
        return bool(datetime.strptime(text, form))
    except ValueError:
        return False
