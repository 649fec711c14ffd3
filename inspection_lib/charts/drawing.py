"""A chart as a value, and the one way in which any chart becomes an SVG: the same bytes for the same numbers."""

from __future__ import annotations

import hashlib
import io
import os
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..tables import Table

INK, ACCENT, MIDDLE, PAPER, RULE, BAND = "#1d2733", "#12436d", "#8a94a3", "#ffffff", "#c7cdd6", "#eef1f5"
FONT = "DejaVu Sans"  # carried by Matplotlib, which measures with it; a page without it falls back to Verdana
STYLE: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 9,
    "svg.fonttype": "none",
    "svg.hashsalt": "inspection",
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": MIDDLE,
    "hatch.linewidth": 0.6,
}
WIDTH, LEFT, RIGHT = 7.4, 3.2, 0.25  # inches: the whole, the labels' column, the margin
LABEL = 48  # characters a line of a label
CACHE = "INSPECTION_CHARTS"  # a run's own folder of drawn charts; nothing else passes between notebooks


@dataclass(frozen=True)
class Chart:
    """One picture: `description` says every number that is plotted, `table` holds them for narrow screens."""

    caption: str
    description: str
    table: Table
    draw: Callable[[], Figure] = field(repr=False, compare=False)
    kind: str = "chart"

    @property
    def key(self) -> str:
        """A short hash of what the chart shows: the same numbers, the same chart."""
        shown = repr((self.kind, self.caption, self.description, self.table))
        return hashlib.sha256(shown.encode()).hexdigest()[:10]

    @property
    def svg(self) -> str:
        """The drawing as SVG with text as text, a title and a description; drawn once a run."""
        folder = os.environ.get(CACHE)
        kept = Path(folder, f"{self.key}.svg") if folder else None
        if kept and kept.is_file():
            return kept.read_text(encoding="utf-8")
        drawn = self._drawn()
        if kept:
            scratch = kept.with_suffix(f".{os.getpid()}")
            scratch.write_text(drawn, encoding="utf-8")
            scratch.replace(kept)
        return drawn

    def _drawn(self) -> str:
        with mpl.rc_context(STYLE):
            buffer = io.StringIO()
            self.draw().savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return accessible(buffer.getvalue(), f"c{self.key}", self.caption, self.description)


def accessible(svg: str, prefix: str, title: str, description: str) -> str:
    """Matplotlib's SVG made fit for a page: no style of its own, ids its own, named and described."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", body, flags=re.DOTALL)
    used = set(re.findall(r"(?:href=\"#|url\(#)([^\")]+)", body))
    body = re.sub(r' id="([^"]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in used else "", body)
    body = re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", body)
    body = re.sub(r"<defs>\s*</defs>|\n\s*", lambda m: "" if m[0].startswith("<") else "\n", body)
    body = body.replace(f"'{FONT}'", f"'{FONT}', Verdana, sans-serif")
    box = re.search(r'viewBox="[^"]+"', body)
    opening = (
        f'<svg {box[0] if box else ""} role="img" aria-labelledby="{prefix}-title {prefix}-desc" '
        f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<title id="{prefix}-title">{escape(title)}</title><desc id="{prefix}-desc">{escape(description)}</desc>'
    )
    return opening + body[body.index(">") + 1 :].strip()


def panel(rows: int, height_of_row: float, top: float = 0.5, bottom: float = 0.3) -> tuple[Figure, Axes]:
    """A figure with one axes for so many rows, margins fixed in inches, the first row at the top."""
    height = top + bottom + rows * height_of_row
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    box = (LEFT / WIDTH, bottom / height, (WIDTH - LEFT - RIGHT) / WIDTH, rows * height_of_row / height)
    axes = figure.add_axes(box)
    axes.set_ylim(rows - 0.5, -0.5)
    return bare(figure, axes)


def bare(figure: Figure, axes: Axes) -> tuple[Figure, Axes]:
    """The axes without frame and ticks."""
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, pad=4)
    axes.set_yticks([])
    return figure, axes


def row_height(labels: Sequence[tuple[str, str]]) -> float:
    """The height in inches that lets the longest label of a chart stand free of its neighbours."""
    most = max(len(_lines(name)) + bool(below) for name, below in labels)
    return max(0.4, 0.15 * most + 0.11)


def row_labels(axes: Axes, labels: Sequence[tuple[str, str]]) -> None:
    """Each row's label, wrapped in the column to the left, with a second text (its base) below."""
    for row, (name, below) in enumerate(labels):
        text = "\n".join([*_lines(name), *([below] if below else [])])
        axes.annotate(
            text, (0, row), (-10, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            ha="right", va="center", fontsize=8, linespacing=1.25, annotation_clip=False,
        )  # fmt: skip


def hidden(axes: Axes, x: float, row: int, text: str, size: float = 8) -> None:
    """What a row says instead of its numbers, with paper behind it so that no line crosses the words."""
    axes.text(x, row, text, va="center", fontsize=size, color=INK, zorder=5,
              bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _lines(name: str) -> list[str]:
    lines = textwrap.wrap(name, LABEL)
    return lines if len(lines) <= 3 else [*lines[:2], textwrap.shorten(" ".join(lines[2:]), LABEL, placeholder=" …")]
