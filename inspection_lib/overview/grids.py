"""A grid with a column for each partnership: in which of them a thing is found, at a glance and by name."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..charts import Chart
from ..charts.drawing import ACCENT, PAPER, RULE, WIDTH
from ..charts.marks import Words, lines, points, write
from ..charts.panels import bare
from ..tables import Table
from .looks import TOP, evenly

LEFT, RIGHT, NAMES, FOOT, ROW = 2.75, 0.1, 1.45, 0.06, 0.19  # inches
LINE, NEXT = 44, 0.13  # letters of a label's line, and inches for each further line
WIDEST = 0.3  # inches of a column, where there are few
SHEET = 6.0  # inches of rows on a sheet
#: The looks that a grid's marks may have, from the gravest to the slightest: how full each is, never a colour alone.
FULL: dict[str, Any] = {"marker": "o", "fillstyle": "full"}
HALF: dict[str, Any] = {"marker": "o", "fillstyle": "bottom"}
EMPTY: dict[str, Any] = {"marker": "o", "fillstyle": "none"}
STYLE: dict[str, Any] = {"color": ACCENT, "markerfacecoloralt": PAPER, "markersize": 6, "markeredgewidth": 1}
Grid = Mapping[str, Mapping[str, str]]  # by row, the mark of each area that has one


def grid_chart(grid: Grid, areas: Sequence[str], looks: Mapping[str, Mapping[str, Any]], table: Table) -> Chart:
    """A row for each thing, a column for each partnership in the official order, a mark where it is found.

    `looks` has how each kind of mark is drawn. The table names the same partnerships in words.
    """
    kinds = [kind.lower() for kind in table.columns[1:]]
    told = " ".join(
        f"{row[0]}: {'; '.join(f'{kind} {text}' for kind, text in zip(kinds, row[1:], strict=True))}."
        for row in table.rows
    )
    return Chart(
        table.caption,
        f"A column for each partnership in the official order, a mark where it is found. {told}",
        table,
        lambda: _draw(grid, areas, looks),
        "grid",
    )


def sheets(grid: Grid) -> list[Grid]:
    """A grid in as few parts as fit on a printed sheet each, as even as can be."""
    number = -(-int(10 * sum(_heights(grid))) // int(10 * SHEET))
    return [dict(part) for part in evenly(list(grid.items()), -(-len(grid) // max(number, 1)))] if grid else []


def _heights(grid: Grid) -> list[float]:
    """How high each row is, in inches: as many lines as its name takes."""
    return [ROW + NEXT * (len(textwrap.wrap(name, LINE)) - 1) for name in grid]


def _draw(grid: Grid, areas: Sequence[str], looks: Mapping[str, Mapping[str, Any]]) -> Figure:
    labels = [textwrap.wrap(name, LINE) for name in grid]
    heights = _heights(grid)
    middles = [sum(heights[:n]) + heights[n] / 2 for n in range(len(heights))]
    height = TOP + NAMES + sum(heights) + FOOT
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    across = min(WIDTH - LEFT - RIGHT, WIDEST * len(areas))
    axes = bare(figure, (LEFT / WIDTH, FOOT / height, across / WIDTH, sum(heights) / height))
    axes.set_xlim(-0.5, len(areas) - 0.5)
    axes.set_ylim(sum(heights), 0)
    edges = [sum(heights[:n]) for n in range(len(heights) + 1)]
    lines(axes, [(-0.5, y, len(areas) - 0.5, y) for y in edges], color=RULE, linewidth=0.4, zorder=0.5)
    lines(
        axes, [(x - 0.5, 0, x - 0.5, edges[-1]) for x in range(len(areas) + 1)], color=RULE, linewidth=0.4, zorder=0.5
    )
    for kind, look in looks.items():
        at = [
            (x, middles[y])
            for y, marks in enumerate(grid.values())
            for x, area in enumerate(areas)
            if marks.get(area) == kind
        ]
        points(axes, at, **STYLE, **look)
    write(axes, [
        Words(-0.5, y, "\n".join(label), 7.5, "right", spacing=1.2, shift=(-5, -0.5))
        for y, label in zip(middles, labels, strict=True)
    ])  # fmt: skip
    for x, area in enumerate(areas):
        axes.text(x, -0.06, area, rotation=90, ha="center", va="bottom", fontsize=7)
    handles = [Line2D([], [], linestyle="", label=kind, **STYLE, **look) for kind, look in looks.items()]
    figure.legend(handles=handles, loc="upper left", ncols=len(handles), frameon=False, fontsize=7.5,
                  borderaxespad=0.2, handletextpad=0.2, columnspacing=1.4)  # fmt: skip
    return figure
