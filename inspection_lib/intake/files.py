"""The text of an evidence file, and its rows as a table of texts; what cannot be read becomes a problem."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..errors import Problem
from ..framework import OpenQuotation, csv_rows


def text_of(path: Path, lacking: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None and why there is none; `lacking` is what the draft then does without."""
    file = path.name
    if path.is_dir():
        return None, [Problem("I1", "stops", "this is a folder; a CSV file was wanted", file)]
    if not path.exists():
        return None, [Problem("I2", "caveat", f"there is no such file, so the draft has {lacking}", file)]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None, [Problem("I3", "stops", "this is not UTF-8 text; save it as CSV UTF-8", file)]
    if not text.strip():
        return None, [Problem("I3", "stops", "the file is empty; a header row was wanted", file, 1)]
    return text, []


def parsed(text: str, file: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Every cell as stripped text, with the line on which its row begins; a short row ends in blanks.

    The table is empty where there is a problem, as then nobody knows which cell belongs to which column.
    """
    try:
        (_, first), *rows = csv_rows(text)
    except OpenQuotation as error:
        return pd.DataFrame(), [Problem("I3", "stops", str(error), file, error.line)]
    header = [column.strip() for column in first]
    found = _header(header, file) or _too_wide(rows, len(header), file)
    if found:
        return pd.DataFrame(), found
    blank = [""] * len(header)
    cells = [[cell.strip() for cell in row] + blank[len(row) :] for _, row in rows]
    frame = pd.DataFrame(cells, columns=[name or f"column {n}" for n, name in enumerate(header, 1)], dtype=str)
    spare = [f"column {n}" for n, name in enumerate(header, 1) if not name]
    frame = frame.drop(columns=[column for column in spare if (frame[column] == "").all()])
    frame["row"] = [line for line, _ in rows]
    return frame, []


def _header(header: list[str], file: str) -> list[Problem]:
    names = [name for name in header if name]
    if not names:
        return [Problem("I3", "stops", "the first row is blank; a header row was wanted", file, 1)]
    if len(set(names)) < len(names):
        return [Problem("I6", "stops", "two columns have the same name", file, 1)]
    if "row" in names:
        return [
            Problem("I6", "stops", "'row' is the workbook's own name for a row's number; rename it", file, 1, "row")
        ]
    return []


def _too_wide(rows: list[tuple[int, list[str]]], width: int, file: str) -> list[Problem]:
    message = "a row has more cells than the header row"
    return [Problem("I3", "stops", message, file, line) for line, cells in rows if len(cells) > width]
