"""The ground that charts of rows share: one bare axes, its scale, the rows' labels, and what a hidden row says."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.figure import Figure

from .drawing import INK, LABEL, LEFT, PAPER, RIGHT, WIDTH
from .marks import Words, write

PAD = 4  # points between the axes and what stands beside it


class Bare(Axes):
    """An axes whose scales have no ticks, not even hidden ones: making and clipping those takes most of its time.

    Matplotlib's way for axes of one's own: `_init_axis`, as in its example of a custom projection.
    """

    def _init_axis(self) -> None:
        self.xaxis, self.yaxis = BareX(self), BareY(self)


class Tickless(Axis):
    """What an axis does with ticks and grid, left out: it is never drawn."""

    def set_clip_path(self, *_: Any, **__: Any) -> None:
        """Nothing: there are no ticks to clip."""

    def set_tick_params(self, *_: Any, **__: Any) -> None:
        """Nothing: there are no ticks to set."""

    def grid(self, *_: Any, **__: Any) -> None:
        """Nothing: there is no grid."""


class BareX(Tickless, XAxis):
    """A scale from left to right, of which nothing is drawn."""


class BareY(Tickless, YAxis):
    """A scale from bottom to top, of which nothing is drawn."""


def panel(rows: int, height_of_row: float, top: float = 0.5, bottom: float = 0.3) -> tuple[Figure, Axes]:
    """A figure with one axes for so many rows, margins fixed in inches, the first row at the top."""
    height = top + bottom + rows * height_of_row
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    box = (LEFT / WIDTH, bottom / height, (WIDTH - LEFT - RIGHT) / WIDTH, rows * height_of_row / height)
    axes = bare(figure, box)
    axes.set_ylim(rows - 0.5, -0.5)
    return figure, axes


def bare(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """An axes without frame and ticks, from 0 to 1 until limits are set; making ticks would take most of the time."""
    axes = figure.add_axes(box, axes_class=Bare)
    axes.set_axis_off()
    return axes


def numbered(axes: Axes, ticks: Mapping[float, str], size: float = 8) -> None:
    """The numbers below an axes."""
    low = axes.get_ylim()[0]
    write(axes, [Words(x, low, text, size, upright="top", shift=(0, -PAD)) for x, text in ticks.items()])


def row_height(labels: Sequence[tuple[str, str]]) -> float:
    """The height in inches that lets the longest label of a chart stand free of its neighbours."""
    most = max(len(_lines(name)) + bool(below) for name, below in labels)
    return max(0.4, 0.15 * most + 0.11)


def row_labels(axes: Axes, labels: Sequence[tuple[str, str]]) -> None:
    """Each row's label, wrapped in the column to the left, with a second text (its base) below."""
    left = axes.get_xlim()[0]
    texts = ["\n".join([*_lines(name), *([below] if below else [])]) for name, below in labels]
    write(axes, [Words(left, row, t, 8, "right", spacing=1.25, shift=(-10, 0)) for row, t in enumerate(texts)])


def hidden(axes: Axes, x: float, row: int, text: str, size: float = 8) -> None:
    """What a row says instead of its numbers, with paper behind it so that no line crosses the words."""
    axes.text(x, row, text, va="center", fontsize=size, color=INK, zorder=5,
              bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _lines(name: str) -> list[str]:
    lines = textwrap.wrap(name, LABEL)
    return lines if len(lines) <= 3 else [*lines[:2], textwrap.shorten(" ".join(lines[2:]), LABEL, placeholder=" …")]
