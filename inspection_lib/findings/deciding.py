"""Write what people decided of a heading into judgements.csv: the one thing here that changes evidence."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from ..checks.judgements import STATES
from ..decisions import SUPERSEDED
from ..errors import InspectionError, nearest
from ..evidence import COLUMNS, Case
from ..framework import OpenQuotation, csv_rows

TABLE, FILE = "judgements", "judgements.csv"
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
AGREED = "agreed by team"
Row = dict[str, str]


def decide(case: Case, heading: str, state: str, rationale: str, by: str, on: str | date) -> str:
    """Write a heading's state into the evidence folder's judgements.csv; the id of the new row.

    The row is entered as agreed by team. The heading's earlier row stays, as superseded; every other line of the
    file keeps its bytes, and the file is replaced whole or not at all. `by` is a body or a designation, never a name.
    The case keeps what it was loaded with: load it again to see the change. Raises `InspectionError` for an unknown
    heading or state, a blank or impossible cell, and a file that is another form of the table or cannot be written.
    """
    new = _row(case, heading, state, rationale, by, on)
    path = _file(case)
    try:
        content = path.read_bytes() if path.exists() else ",".join(COLUMNS[TABLE]).encode() + b"\n"
        encoding = _encoding(case, content)
        text, new["judgement_id"] = _changed(content.decode(encoding), _delimiter(case), new)
        _replaced(path, text.encode(encoding))
    except OSError as error:
        raise InspectionError(f"{FILE} could not be written: {error.strerror or 'the disk gave an error'}") from None
    except UnicodeError:
        raise InspectionError(f"{FILE} could not be written in its own encoding; save it as UTF-8 first") from None
    return new["judgement_id"]


def _row(case: Case, heading: str, state: str, rationale: str, by: str, on: str | date) -> Row:
    """The new row without its id. Raises `InspectionError` for what cannot stand in it."""
    if heading not in case.framework.headings:
        raise InspectionError("a heading of the framework was wanted, such as 1.3")
    if state not in STATES:
        raise InspectionError(f"one of these states was wanted: {', '.join(STATES)}{nearest(state, STATES)}")
    cells = {"text": " ".join(rationale.split()), "decided_by": " ".join(by.split()), "decided_on": str(on).strip()}
    wanted = {"text": "a rationale", "decided_by": "who decided it", "decided_on": "the day on which it was decided"}
    blank = [wanted[column] for column, cell in cells.items() if not cell]
    if blank:
        raise InspectionError(f"a state of a heading needs {blank[0]}")
    try:
        date.fromisoformat(cells["decided_on"])
    except ValueError:
        raise InspectionError("a date like 2023-08-24 was wanted for the day on which it was decided") from None
    statement = case.framework.headings[heading].statement
    about = {"kind": "theme state", "statement": statement, "heading": heading, "value": state, "status": AGREED}
    return {**about, **cells}


def _file(case: Case) -> Path:
    """The file to write to. Raises `InspectionError` where the table is no plain judgements.csv."""
    there = "make the change there"
    source, named = case.evidence.sources.get(TABLE), case.params.evidence.files.get(TABLE)
    other = source.file if source else named.file if named else ""
    if other not in ("", FILE):
        raise InspectionError(f"what people decided is in {other}, not in {FILE}: {there}")
    reading = source.reading if source else None
    if reading and (reading.preamble or reading.foot or reading.header_rows != 1 or reading.form != "wide"):
        raise InspectionError(f"{FILE} has lines around its table, which only a person can tell apart: {there}")
    path = (case.params.folder / FILE).resolve()
    if path.exists() and not os.access(path, os.W_OK):
        raise InspectionError(f"{FILE} could not be written: it is marked as read-only")
    return path


def _delimiter(case: Case) -> str:
    source = case.evidence.sources.get(TABLE)
    return SIGNS.get(source.reading.delimiter, ",") if source else ","


def _encoding(case: Case, content: bytes) -> str:
    """The encoding that the file was read in; one that got a mark since, or lost it, is still UTF-8."""
    source = case.evidence.sources.get(TABLE)
    known = source.reading.encoding if source else ""
    if known in ("", "utf-8", "utf-8-sig"):
        return "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    return known


def _changed(text: str, delimiter: str, new: Row) -> tuple[str, str]:
    """The text of the file with one row more, the heading's earlier row superseded; and the id of the new row.

    Raises `InspectionError` where the header is not the layouts' own.
    """
    try:
        rows = [(line, cells) for line, cells in csv_rows(text, delimiter) if cells]
    except OpenQuotation as error:
        raise InspectionError(f"{FILE}, line {error.line}: {error}") from None
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if not {*new, "judgement_id"} <= set(header):
        raise InspectionError(f"{FILE} has other columns than the layouts: make the change there")
    pieces = _pieces(text, [line for line, _ in rows])
    ending = "\r\n" if pieces[1].endswith("\r\n") else "\n"
    ids = []
    for number, (_, cells) in enumerate(rows[1:], 2):
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        ids.append(row["judgement_id"])
        if (row.get("kind", "").casefold(), row.get("heading")) == ("theme state", new["heading"]):
            pieces[number] = _superseded(pieces[number], cells, header, delimiter)
    free = f"J{1 + max((int(one[1:]) for one in ids if re.fullmatch('J[0-9]+', one)), default=0):02d}"
    whole = "".join(pieces)
    cells = [{**new, "judgement_id": free}.get(name, "") for name in header]
    return whole + ("" if whole.endswith(("\n", "\r")) else ending) + _line(cells, delimiter) + ending, free


def _pieces(text: str, starts: Sequence[int]) -> list[str]:
    """A text cut where its rows begin, byte for byte: what is before the first row, then row by row."""
    lines = list(io.StringIO(text, newline=""))
    cuts = [0, *(start - 1 for start in starts), len(lines)]
    return ["".join(lines[first:last]) for first, last in pairwise(cuts)]


def _superseded(piece: str, cells: Sequence[str], header: Sequence[str], delimiter: str) -> str:
    """A row's text with another status, its line end kept."""
    changed = [*cells, *[""] * (len(header) - len(cells))]
    changed[header.index("status")] = SUPERSEDED
    return _line(changed, delimiter) + piece[len(piece.rstrip("\r\n")) :]


def _line(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(cells)
    return text.getvalue()


def _replaced(path: Path, content: bytes) -> None:
    """Put new bytes in the place of a file, whole or not at all."""
    scratch = path.with_name(f".{FILE}.new")
    try:
        scratch.write_bytes(content)
        if path.exists():
            shutil.copymode(path, scratch)
        scratch.replace(path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
