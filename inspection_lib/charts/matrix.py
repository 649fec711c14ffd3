"""The evidence matrix: a symbol and a count for each source on each indicator or heading; empty ones plain to see."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..errors import InspectionError
from ..evidence import INSTRUMENTS, Case
from ..findings import Matrix
from ..findings.matrix import Cell, Row
from ..tables import Table
from ..wording import count_of
from .drawing import ACCENT, BAND, PAPER, RULE, WIDTH, Chart
from .marks import Words, boxes, lines, points, write
from .panels import bare

OTHERS = {"meetings": "Meetings", "documents": "Documents", "figures": "Figures", "official": "Official statistics"}
NONE, UNSURE = "none", "?"
SPLIT_KEY = "1 : 2 good to trouble, where not all point one way"
UNSURE_KEY = "? no settled word, and no second session or document"
STYLE: dict[str, Any] = {"color": ACCENT, "markerfacecoloralt": PAPER, "markersize": 8, "markeredgewidth": 1.2}
#: How each way of pointing is drawn: the marker and how much of it is filled.
MARKERS: dict[str, Any] = {
    "good news": {"marker": "o", "fillstyle": "full"},
    "both": {"marker": "o", "fillstyle": "bottom"},
    "trouble": {"marker": "o", "fillstyle": "none"},
    "neither": {"marker": "_", "fillstyle": "full"},
}
KEY = {
    "good news": "good news or strengths",
    "both": "some of each",
    "trouble": "trouble or areas for improvement",
    "neither": "points neither way",
}
LEFT, RIGHT, HEAD, FOOT, LINE = 2.75, 0.1, 0.95, 0.08, 0.4  # inches; LINE is the height of a row
LABEL, LINES = 41, 2  # characters a line of a label, and lines


def matrix_chart(case: Case, matrix: Matrix, caption: str) -> Chart:
    """Sources across, indicators or headings down: which way each cell points, of how many pieces, and where none is.

    A question mark stands by what points a way and yet rests on no settled word and no second session or document.
    Raises `InspectionError` for a matrix without rows.
    """
    if not matrix.rows:
        raise InspectionError("a matrix needs at least one row; there is none here")
    titles = source_titles(case)
    described = " ".join(_row_said(row, titles) for row in matrix.rows)
    return Chart(
        caption,
        f"Evidence by source for {count_of(len(matrix.rows), 'row', 'rows')}. {described}",
        matrix_table(case, matrix, caption),
        lambda: _draw(matrix, titles),
        "matrix",
    )


def matrix_table(case: Case, matrix: Matrix, caption: str) -> Table:
    """The matrix in words: for each source how many pieces, which way they point, and how sure that is."""
    titles = source_titles(case)
    first = "Quality indicator" if matrix.by == "indicators" else "Heading"
    rows = tuple((f"{row.id} {row.title}", *(cell_words(row.cells[name]) for name in titles)) for row in matrix.rows)
    return Table(caption, (first, *titles.values()), rows)


def source_titles(case: Case) -> dict[str, str]:
    """Each source of the matrix with its name, short enough to stand over a column."""
    return {name: case.framework.instruments[name].short for name in INSTRUMENTS} | OTHERS


def cell_words(cell: Cell) -> str:
    """A cell in words, or "none": the pieces, in brackets those that point a way, then what makes them sure.

    >>> cell_words(Cell("figures", figures=("F01", "F02"))), cell_words(Cell("meetings"))
    ('2', 'none')
    """
    if not cell.pieces:
        return NONE
    ways = [f"{number} {way}" for number, way in ((cell.good, "good news"), (cell.trouble, "trouble")) if number]
    pointing = f" ({', '.join(ways)})" if ways else ""
    return "; ".join([f"{cell.pieces}{pointing}", *_sure(cell)])


def _sure(cell: Cell) -> Iterator[str]:
    """How many words are settled, how many of the notes are comments, how many sessions or documents they cite."""
    comments = sum(":" in note.source_id for note in cell.notes)
    if cell.estimates:
        yield f"{cell.settled or 'none'} of {count_of(len(cell.estimates), 'word', 'words')} settled"
    if comments:
        yield count_of(comments, "comment", "comments")
    if cell.origins and cell.source == "documents":
        yield f"{len(cell.origins)} cited"
    elif cell.origins:
        yield count_of(len(cell.origins), "session", "sessions")


def _row_said(row: Row, titles: dict[str, str]) -> str:
    """One row as a sentence: every number that is drawn, and which sources have nothing."""
    if row.empty:
        return f"{row.id} {row.title}: nothing from any source."
    full = [f"{title} {cell_words(row.cells[name])}" for name, title in titles.items() if row.cells[name].pieces]
    return f"{row.id} {row.title}: {'. '.join(full)}."


def _draw(matrix: Matrix, titles: dict[str, str]) -> Figure:
    height = HEAD + len(matrix.rows) * LINE + FOOT
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    box = (LEFT / WIDTH, FOOT / height, (WIDTH - LEFT - RIGHT) / WIDTH, len(matrix.rows) * LINE / height)
    axes = bare(figure, box)
    axes.set_xlim(-0.5, len(titles) - 0.5)
    axes.set_ylim(len(matrix.rows) - 0.5, -0.5)
    lines(axes, [(-0.5, row - 0.5, len(titles) - 0.5, row - 0.5) for row in range(len(matrix.rows))], color=RULE,
          linewidth=0.6)  # fmt: skip
    cells = [(c, r, row.cells[name]) for r, row in enumerate(matrix.rows) for c, name in enumerate(titles)]
    empty = [(c - 0.47, r - 0.45, c + 0.47, r + 0.45) for c, r, cell in cells if not cell.pieces]
    boxes(axes, empty, facecolor=BAND, linewidth=0)
    names = [title.replace(" ", "\n") for title in titles.values()]
    write(axes, [Words(c, -0.6, name, 7.5, upright="bottom", spacing=1.15) for c, name in enumerate(names)])
    write(axes, [Words(-0.56, r, _label(row), 8, "right", spacing=1.2) for r, row in enumerate(matrix.rows)])
    write(axes, [words for cell in cells for words in _cell(*cell)])
    _points(axes, matrix, list(titles))
    _key(figure, height)
    return figure


def _label(row: Row) -> str:
    """A row's label on at most two lines; one that no source has anything for says so in its own line."""
    lines = textwrap.wrap(f"{row.id} {row.title}", LABEL)
    kept = LINES - 1 if row.empty else LINES
    if len(lines) > kept:
        lines = [*lines[: kept - 1], textwrap.shorten(" ".join(lines[kept - 1 :]), LABEL, placeholder=" …")]
    return "\n".join([*lines, "nothing from any source"] if row.empty else lines)


def _cell(column: int, place: int, cell: Cell) -> Iterator[Words]:
    """What one cell says: its count, and how many point each way unless all of them do alike."""
    if not cell.pieces:
        yield Words(column, place, NONE, 7)
        return
    yield Words(column, place - _raised(cell), f"{cell.pieces}{UNSURE if cell.thin else ''}", 8, "left")
    if _raised(cell):
        yield Words(column - 0.02, place + 0.22, f"{cell.good} : {cell.trouble}", 7)


def _raised(cell: Cell) -> float:
    """How far symbol and count stand above the middle of a row, to leave room for a second line."""
    return 0.17 if 0 < cell.good + cell.trouble < cell.pieces or cell.lean == "both" else 0


def _points(axes: Axes, matrix: Matrix, names: list[str]) -> None:
    """The symbols, all of one kind as one line of markers: separate ones would double the page."""
    for lean, marker in MARKERS.items():
        at = [
            (column - 0.2, place - _raised(row.cells[name]))
            for place, row in enumerate(matrix.rows)
            for column, name in enumerate(names)
            if row.cells[name].lean == lean
        ]
        points(axes, at, label=lean, **STYLE, **marker)


def _key(figure: Figure, height: float) -> None:
    handles = [Line2D([], [], linestyle="", label=KEY[lean], **STYLE, **marker) for lean, marker in MARKERS.items()]
    figure.legend(handles=handles, loc="upper left", ncols=4, frameon=False, fontsize=7.5, borderaxespad=0.2,
                  handletextpad=0.2, columnspacing=1.2)  # fmt: skip
    for left, text in ((0.02, SPLIT_KEY), (0.46, UNSURE_KEY)):
        figure.text(left, 1 - 0.4 / height, text, fontsize=7.5, va="center")
