"""A file as cells, whatever its format: the rows at its head, and the rest of it a column at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import ACTING

HEAD = 60  # rows in which preamble and header rows are looked for
WIDEST = 2_000  # columns; a survey of 400 tick boxes stays well below

Row = tuple[int, list[str]]  # the line (or sheet row) on which it begins, and its cells


def legible(cell: str) -> str:
    r"""A cell's text without characters that nobody sees and that act on what shows them; a control is a space.

    >>> legible("two\x0blines"), legible("\u202edesrever")
    ('two lines', 'desrever')
    """
    return cell if cell.isprintable() else ACTING.sub(lambda found: " " if found[0] < "\u2000" else "", cell).strip()


class Unreadable(Exception):
    """Why a file cannot be read, as a sentence; `row` is where, if that is known, `file` which if not the table's."""

    def __init__(self, message: str, row: int | None = None, file: str = ""):
        super().__init__(message)
        self.row = row
        self.file = file


@dataclass(frozen=True)
class Opened:
    """A file's cells, not yet interpreted. All of them are text without spaces at the ends.

    A line with nothing on it is no row. `head` holds the first rows; `body(n, width)` gives those from the n-th on as a
    table of `width` columns named 0, 1, ..., with the line of each: few distinct texts may come as categories.
    `said` is what was decided on the way: format, encoding, delimiter, sheet.
    """

    head: Sequence[Row]
    body: Callable[[int, int], tuple[pd.DataFrame, np.ndarray]]
    said: Mapping[str, str]


def of_rows(lines: Iterable[Row], said: Mapping[str, str]) -> Opened:
    """A file that was read row by row. Raises `Unreadable` from `body` for a row that is too wide.

    >>> of_rows([(1, ["id", "note"]), (2, ["A1"])], {}).body(1, 2)[0].to_numpy().tolist()
    [['A1', '']]
    """
    rows = [(line, cells) for line, cells in lines if len(cells) > 1 or any(cells)]

    def body(first: int, width: int) -> tuple[pd.DataFrame, np.ndarray]:
        """The rows from a place on, filled up with blanks to a width, and the lines on which they stand."""
        cells = []
        for line, row in rows[first:]:
            if len(row) > width and any(row[width:]):
                raise Unreadable("a row has more cells than the header row", line)
            cells.append(row[:width] + [""] * (width - len(row)))
        frame = pd.DataFrame({place: _column([row[place] for row in cells]) for place in range(width)})
        return frame, np.array([line for line, _ in rows[first:]], dtype=np.int64)

    return Opened(rows[:HEAD], body, said)


def _column(cells: Sequence[str]) -> pd.Series:
    """Some texts as a column: as categories where each stands there twice or more on average."""
    places = {text: place for place, text in enumerate(dict.fromkeys(cells))}
    if len(places) * 2 > len(cells):
        return pd.Series(cells, dtype=str)
    return of_codes(np.array([places[text] for text in cells], dtype=np.int64), list(places))


def short_rows(rows: Sequence[Row]) -> int:
    """How many rows lack cells at their end, as spreadsheets save them where the last columns are mostly blank.

    Raises `Unreadable` for one that lacks any other: a cell is missing, or a line break has no quotation marks.

    >>> short_rows([(1, ["id", "note"]), (2, ["A1", ""]), (3, ["A2"]), (4, ["A3", ""])])
    1
    """
    widths = [len(cells) for _, cells in rows if len(cells) > 1 or any(cells)]
    told = [(line, cells) for line, cells in rows if len(cells) > 1 or any(cells)]
    width = Counter(widths).most_common(1)[0][0] if widths else 0
    full = [place for place, n in enumerate(widths) if n == width]
    short = [told[place] for place in range(full[0], full[-1]) if widths[place] < width] if full else []
    for line, cells in short:
        sparse = [
            sum(not told[place][1][lacks] for place in full) * 2 >= len(full) for lacks in range(len(cells), width)
        ]
        if len(cells) == 1 < width - 1 or not all(sparse):
            raise Unreadable(f"this row has {len(cells)} of {width} cells, and it is not known which are missing", line)
    return len(short)


def distinct(column: pd.Series) -> list[str]:
    """The texts that a column holds, each once, in no order to rely on.

    >>> distinct(pd.Series(["a", "b", "a"]))
    ['a', 'b']
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        used = np.bincount(column.cat.codes.to_numpy(), minlength=len(column.cat.categories)) > 0
        return [str(text) for text in column.cat.categories[used]]
    return [str(text) for text in column.unique()]


def counted(column: pd.Series) -> dict[str, int]:
    """How often a column holds each of its texts.

    >>> counted(pd.Series(["a", "b", "a"], dtype="category"))
    {'a': 2, 'b': 1}
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        cells = np.bincount(column.cat.codes.to_numpy(), minlength=len(column.cat.categories))
        return {str(text): int(n) for text, n in zip(column.cat.categories, cells, strict=True) if n}
    return {str(text): int(n) for text, n in column.value_counts(sort=False).items()}


def replaced(column: pd.Series, new: Mapping[str, str]) -> pd.Series:
    """A column with some of its texts replaced; the others stay.

    >>> replaced(pd.Series(["a", "b", "a"], dtype="category"), {"a": "b"}).tolist()
    ['b', 'b', 'b']
    """
    changes = {old: text for old, text in new.items() if old != text}
    if not changes:
        return column
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.map(lambda text: changes.get(text, text)).astype(str)
    texts = [changes.get(text, text) for text in column.cat.categories]
    order = list(dict.fromkeys(texts))
    places = np.array([order.index(text) for text in texts], dtype=np.int32)
    return of_codes(places[column.cat.codes.to_numpy()], order, column.index)


def of_codes(codes: np.ndarray, categories: Sequence[str], index: pd.Index | None = None) -> pd.Series:
    """A column of categories from their places, in as few bytes a cell as there are categories.

    >>> of_codes(np.array([1, 0]), ["no", "yes"]).tolist()
    ['yes', 'no']
    """
    small = codes.astype(np.int8 if len(categories) < 127 else np.int32)
    held = pd.Index(categories, dtype=str)
    return pd.Series(pd.Categorical.from_codes(small, categories=held, validate=False), index)  # type: ignore[arg-type]


def texts(column: pd.Series) -> pd.Series:
    """A column as plain text, one string a row."""
    return column.astype(str)


def blank(column: pd.Series) -> np.ndarray:
    """Which cells of a column are blank, as truth values."""
    return (column == "").to_numpy(dtype=bool)
