"""Small multiples: a panel for each measure, a row for each partnership in the official order, none ever ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..charts import Chart
from ..charts.dots import bands
from ..charts.drawing import PAPER, RULE, WIDTH
from ..charts.marks import Segment, Words, lines, write
from ..charts.panels import PAD, bare, numbered
from ..estimates import Estimate
from ..quantities import Scale
from ..tables import Table
from ..wording import percent
from .compared import FEWEST, Compared
from .looks import GAP, HEAD, QUIET, TOGETHER, TOP, head, key, mark

HIDDEN, ABSENT = "not shown: too few", "no answers"
LEFT, RIGHT, FOOT, ROW = 1.45, 0.22, 0.26, 0.17  # inches


def multiples_chart(measures: Sequence[Compared], scale: Scale, caption: str) -> Chart:
    """The shares of some measures side by side, with 95% intervals over the quantity bands, and the words for them.

    The dashed line is all partnerships together. A hidden share keeps its row and says so.
    """
    areas = list(measures[0].estimates)
    rows = tuple((area, *(cell(one, area) for one in measures)) for area in areas)
    told = frozenset(range(1, len(measures) + 1))
    table = Table(caption, ("Partnership", *(one.title for one in measures)), rows, told=told)
    return Chart(caption, _described(measures), table, lambda: _draw(measures, areas, scale), "side by side")


def cell(one: Compared, area: str) -> str:
    """A partnership's share with its count and base and the word for it, or why there is none."""
    estimate = one.estimates[area]
    if estimate is None:
        return ABSENT
    word = one.words.get(area, "")
    return f"{share(estimate)}, {word}" if word else share(estimate)


def share(estimate: Estimate) -> str:
    """A share with its count and base; or that it is not shown."""
    return HIDDEN if estimate.hidden else f"{percent(estimate)} ({estimate.numerator:,} of {estimate.base:,})"


def together(one: Compared) -> str:
    """The share of all that show it together."""
    return share(Estimate(one.measure, one.funnel.count, one.funnel.base))


def _described(measures: Sequence[Compared]) -> str:
    said = []
    for one in measures:
        each = "; ".join(f"{area} {cell(one, area)}" for area in one.estimates)
        said.append(
            f"{one.title}. {f'All together {together(one)}. ' if len(one.funnel.cells) >= FEWEST else ''}{each}."
        )
    return f"A panel for each measure, a row for each partnership in the official order. {' '.join(said)}"


def _draw(measures: Sequence[Compared], areas: Sequence[str], scale: Scale) -> Figure:
    figure, panels = row_panels(len(measures), areas)
    for one, axes in zip(measures, panels, strict=True):
        bands(axes, scale, named=False)
        if len(one.funnel.cells) >= FEWEST:
            line(axes, 100 * one.funnel.centre, len(areas))
        _shares(axes, one, areas)
        finish(axes, one.title, {0: "0", 50: "50%", 100: "100%"}, len(measures))
    key(figure, (one.words.get(area, "") for one in measures for area in one.funnel.cells), "95% interval")
    return figure


def row_panels(number: int, areas: Sequence[str]) -> tuple[Figure, list[Axes]]:
    """A figure with so many panels side by side, a row of each for every partnership, named at the left."""
    inner = ROW * len(areas)
    height = TOP + HEAD + inner + FOOT
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    width, panels = _width(number), []
    for place in range(number):
        left = LEFT + place * (width + GAP)
        axes = bare(figure, (left / WIDTH, FOOT / height, width / WIDTH, inner / height))
        axes.set_xlim(0, 100)
        axes.set_ylim(len(areas) - 0.5, -0.5)
        lines(axes, [(0, row, 100, row) for row in range(len(areas))], color=RULE, linewidth=0.4, zorder=0.5)
        panels.append(axes)
    names = [Words(0, row, area, 7.5, "right", shift=(-PAD - 2, -0.5)) for row, area in enumerate(areas)]
    write(panels[0], names)
    return figure, panels


def line(axes: Axes, place: float, rows: int) -> None:
    """The dashed line of what partnerships are held against."""
    lines(axes, [(place, rows - 0.5, place, -0.5)], zorder=1, **TOGETHER)


def finish(axes: Axes, title: str, ticks: Mapping[float, str], number: int) -> None:
    """A panel's heading, and the numbers below it."""
    head(axes, title, _width(number))
    numbered(axes, ticks, 7)


def _width(number: int) -> float:
    return (WIDTH - LEFT - RIGHT - GAP * (number - 1)) / number


def _shares(axes: Axes, one: Compared, areas: Sequence[str]) -> None:
    """Intervals, marks by word, and what stands in a row that has none."""
    shown = list(_shown(one, areas))
    intervals: list[Segment] = [(100 * e.low, row, 100 * e.high, row) for row, e in shown if e.low is not None
                                and e.high is not None]  # fmt: skip
    lines(axes, intervals, solid_capstyle="butt", zorder=2, **QUIET)
    mark(axes, {(100 * float(e.share or 0), row): one.words.get(areas[row], "") for row, e in shown})
    rows = {row for row, _ in shown}
    write(axes, [
        Words(3, row, HIDDEN if one.estimates[area] else ABSENT, 6.5, "left", shift=(0, -0.5))
        for row, area in enumerate(areas) if row not in rows
    ])  # fmt: skip


def _shown(one: Compared, areas: Sequence[str]) -> Iterator[tuple[int, Estimate]]:
    for row, area in enumerate(areas):
        estimate = one.estimates[area]
        if estimate and not estimate.hidden:
            yield row, estimate
