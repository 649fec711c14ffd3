"""Funnel charts: how far each partnership's share lies from all together, beside how many it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, log10

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..charts import Chart
from ..charts.drawing import PAPER, RULE, WIDTH
from ..charts.marks import Words, lines, write
from ..charts.panels import PAD, bare, numbered
from ..errors import listed
from ..suppression import Rule
from ..tables import Table
from .compared import Compared
from .limits import HIGHER, LOWER, UNCLEAR
from .looks import GAP, HEAD, QUIET, TOGETHER, TOP, head, key, mark
from .multiples import together

FROM = 5  # partnerships from which a funnel shows more than the panels do
STEPS = 20  # bases at which limits are worked out
LEFT, RIGHT, FOOT, HEIGHT = 0.45, 0.2, 0.48, 1.9  # inches
ACROSS = 3
TICKS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
MANY = 4  # ticks; of more every second one is kept
LEAST, STEP = 40, 10  # per cents: what an axis spans at least, and where it may end
APART = 0.06  # of an axis: how far names stand apart at least


def drawable(one: Compared) -> bool:
    """Whether a funnel of a measure shows more than the panels do."""
    return len(one.words) >= FROM


def funnels_chart(measures: Sequence[Compared], caption: str) -> Chart:
    """A funnel for each of some measures: shares over their bases, and the limits beyond which a word is said.

    Partnerships with a word are named. Measures that are not `drawable` are to be left out.
    """
    columns = ("Measure", "All together", "Spread beyond chance", "No clear difference between", "Higher", "Lower")
    rows = tuple((one.title, *_told(one)) for one in measures)
    table = Table(caption, columns, rows, told=frozenset({3, 4, 5}))
    opening = "Shares over their bases, with limits that are the wider the fewer a share rests on."
    described = " ".join([opening, *map(_said, rows)])
    return Chart(caption, described, table, lambda: _draw(measures), "funnels")


def _told(one: Compared) -> tuple[str, ...]:
    """What a funnel shows in words: the centre, the spread, the limits at its ends, and who is beyond them."""
    bases = _bases(one)
    ends = []
    for base in dict.fromkeys((min(bases), max(bases))):
        low, high = one.funnel.limits(base, _rule(one), one.limit)
        ends.append(f"{100 * low:.0f}% and {100 * high:.0f}% of {base:,}")
    spread = f"{100 * one.funnel.spread:.0f} points" if one.funnel.spread >= 0.005 else "none found"
    beyond = (listed(one.areas(word)) or "none" for word in (HIGHER, LOWER))
    return together(one), spread, "; ".join(ends), *beyond


def _said(row: Sequence[str]) -> str:
    title, centre, spread, limits, higher, lower = row
    about = f"all together {centre}; spread beyond chance {spread}; no clear difference between {limits}"
    return f"{title}: {about}; higher: {higher}; lower: {lower}."


def _bases(one: Compared) -> list[int]:
    return [cell[1] for cell, _ in one.funnel.cells.values()]


def _rule(one: Compared) -> Rule:
    """The rule of most of the drafts, by which the limits are drawn."""
    rules = [rule for _, rule in one.funnel.cells.values()]
    return max(dict.fromkeys(rules), key=rules.count)


def _draw(measures: Sequence[Compared]) -> Figure:
    across = min(ACROSS, len(measures))
    down = -(-len(measures) // across)
    height = TOP + down * (HEAD + HEIGHT + FOOT)
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    width = (WIDTH - RIGHT - (LEFT + GAP) * across + GAP) / across
    for place, one in enumerate(measures):
        left = LEFT + place % across * (width + LEFT + GAP)
        low = height - TOP - (place // across + 1) * (HEAD + HEIGHT) - place // across * FOOT
        axes = bare(figure, (left / WIDTH, low / height, width / WIDTH, HEIGHT / height))
        _panel(axes, one)
        head(axes, one.title, width, above=9)
    key(figure, (HIGHER, LOWER, UNCLEAR), "limits")
    return figure


def _panel(axes: Axes, one: Compared) -> None:
    """One funnel: its limits, all together as a dashed line, every partnership that shows it."""
    bases = _bases(one)
    first, last = log10(min(bases)), log10(max(bases))
    pad = max(0.06 * (last - first), 0.04)
    steps = [first - pad + (last - first + 2 * pad) * n / STEPS for n in range(STEPS + 1)]
    fan = [(x, *one.funnel.limits(_base(x, one), _rule(one), one.limit)) for x in steps]
    shares = [cell[0] / cell[1] for cell, _ in one.funnel.cells.values()]
    low, high = _ends([100 * v for v in (*shares, *fan[0][1:], *fan[-1][1:])])
    axes.set_xlim(steps[0], steps[-1])
    axes.set_ylim(low, high)
    marks = [tick for tick in range(low, high + 1) if tick % 20 == 0]
    lines(axes, [(steps[0], y, steps[-1], y) for y in marks], color=RULE, linewidth=0.5, zorder=0.5)
    middle = 100 * one.funnel.centre
    lines(axes, [(steps[0], middle, steps[-1], middle)], zorder=1, **TOGETHER)
    for side in (1, 2):
        lines(axes, [(a[0], 100 * a[side], b[0], 100 * b[side]) for a, b in pairwise(fan)], zorder=2, **QUIET)
    places = {area: (log10(n), 100 * k / n) for area, ((k, n), _) in one.funnel.cells.items()}
    mark(axes, {place: one.words[area] for area, place in places.items()})
    write(axes, _names({area: places[area] for area in places if one.words[area] != UNCLEAR}, axes))
    write(axes, [Words(steps[0], y, f"{y}%", 7, "right", shift=(-PAD, -0.5)) for y in marks])
    ticks = [tick for tick in TICKS if steps[0] <= log10(tick) <= steps[-1]] or [round(sum(bases) / len(bases))]
    ticks = ticks if len(ticks) <= MANY else ticks[::2]
    numbered(axes, {log10(tick): f"{tick:,}" for tick in ticks}, 7)
    write(axes, [Words((steps[0] + steps[-1]) / 2, low, "base", 7, upright="top", shift=(0, -PAD - 9))])


def _base(x: float, one: Compared) -> int:
    """The base at a place of the axis, which is never more than all together."""
    return max(1, min(round(10**x), one.funnel.base - 1))


def _ends(values: Sequence[float]) -> tuple[int, int]:
    """Where an axis of per cents begins and ends, so that all of some values are on it."""
    low, high = STEP * floor(min(values) / STEP), STEP * ceil(max(values) / STEP)
    short = max(0, LEAST - (high - low))
    low = max(0, low - short // 2)
    return low, min(100, max(high, low + LEAST))


def _names(places: dict[str, tuple[float, float]], axes: Axes) -> Iterator[Words]:
    """The names of some places beside them, towards the middle, none upon another."""
    left, right = axes.get_xlim()
    low, high = axes.get_ylim()
    above = low
    for area, (x, y) in sorted(places.items(), key=lambda item: item[1][1]):
        above = max(y, above)
        inwards = x > (left + right) / 2
        yield Words(x, above, area, 7, "right" if inwards else "left", shift=(-6 if inwards else 6, -0.5))
        above += APART * (high - low)
