"""What people decided about a draft beyond its judgements: a line each in decisions.csv, which is only added to."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import astuple, dataclass
from pathlib import Path

from .errors import InspectionError
from .formulas import inert, plain
from .owner import owners_alone

FILE = "decisions.csv"
HEAD = ("what", "was", "is", "why", "who", "when")
LET = "let through to publication"  # how something stands that a person has let pass the gate


@dataclass(frozen=True)
class Decision:
    """One decision: about what, how that stood and stands now, why, who decided it, and on which day (2023-08-24)."""

    what: str
    was: str
    now: str
    why: str
    who: str
    when: str


def decisions(folder: Path) -> tuple[Decision, ...]:
    """Every decision in a partnership's folder, the oldest first; none where there is no file.

    Raises `InspectionError` where the file cannot be read, or a line has not the six cells that are wanted.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise InspectionError(f"{FILE} could not be read; a UTF-8 CSV file was wanted") from None
    if not rows or tuple(rows[0]) != HEAD:
        raise InspectionError(f"{FILE} has another first row than {','.join(HEAD)}")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(HEAD):
            raise InspectionError(f"{FILE}, row {number}: {len(HEAD)} cells were wanted, and there are {len(row)}")
    return tuple(Decision(*map(plain, row)) for row in rows[1:])


def decide(folder: Path, decision: Decision) -> None:
    """Add one decision at the end of the file; what stands there stays as it is.

    Raises `InspectionError` for a decision without a reason or a name, and where the file cannot be read or written.
    """
    lacks = [words for words, cell in (("a reason", decision.why), ("a name", decision.who)) if not cell.strip()]
    if lacks:
        raise InspectionError(f"a decision is kept with a reason and a name; this one lacks {' and '.join(lacks)}")
    decisions(folder)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    path = folder / FILE
    if not path.is_file():
        writer.writerow(HEAD)
    elif path.stat().st_size and not path.read_bytes().endswith(b"\n"):
        text.write("\n")
    writer.writerow(inert(" ".join(cell.split())) for cell in astuple(decision))
    try:
        with owners_alone(), open(path, "ab") as file:  # one write at the end: two that decide at once keep both lines
            file.write(text.getvalue().encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InspectionError(f"{FILE} could not be written: {error.strerror}") from None


def let_through(folder: Path) -> tuple[Decision, ...]:
    """What people have let through to publication, the oldest first. Raises as `decisions` does."""
    return tuple(decision for decision in decisions(folder) if decision.now == LET)
