"""Shares as dots with their intervals, over the five quantity bands."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..errors import InspectionError
from ..estimates import Estimate
from ..evidence import Case
from ..quantities import Scale
from ..tables import estimates_table, interval, label
from ..wording import capital, percent
from .drawing import ACCENT, BAND, INK, PAPER, WIDTH, Chart
from .marks import Words, boxes, lines, points, write
from .panels import PAD, bare, hidden, numbered, panel, row_height, row_labels


def interval_chart(
    case: Case, estimates: Sequence[Estimate], caption: str, names: Sequence[str] | None = None
) -> Chart:
    """One dot and its 95% interval for each estimate, over the quantity bands, largest share first.

    A hidden one keeps its row, at the end, and says so. Raises `InspectionError` without estimates.
    """
    if not estimates:
        raise InspectionError("a chart needs at least one estimate; there is none here")
    labelled = list(zip(estimates, names or [label(e) for e in estimates], strict=True))
    labelled.sort(key=lambda pair: (pair[0].share is None, -(pair[0].share or 0)))
    found, labels = [e for e, _ in labelled], [name for _, name in labelled]
    scale = case.framework.scales[case.params.wording.terms]
    table = estimates_table(found, caption, labels)
    return Chart(caption, _described(found, labels), table, lambda: _draw(found, labels, scale), "intervals")


def _said(estimate: Estimate, name: str) -> str:
    if estimate.share is None:
        return f"{name}: hidden."
    return f"{name}: {percent(estimate)} ({estimate.numerator:,} of {estimate.base:,}), plausibly {interval(estimate)}."


def _described(found: Sequence[Estimate], labels: Sequence[str]) -> str:
    each = " ".join(_said(estimate, name) for estimate, name in zip(found, labels, strict=True))
    return f"Dots with 95% intervals for {len(found)} share{'s' if len(found) > 1 else ''}. {each}"


def bands(axes: Axes, scale: Scale, named: bool) -> None:
    """The five quantity bands as stripes, named above the first row."""
    axes.set_xlim(0, 100)
    low_end, high_end = axes.get_ylim()
    edge, stripes, names = 100.0, [], []
    for place, band in enumerate(scale.bands):
        low = float(band.low) - (0.5 if scale.rounds and band.low else 0)
        if place % 2 == 0:
            stripes.append((low, low_end, edge, high_end))
        text = band.term.replace("less than half", "less than\nhalf").replace("the majority", "the\nmajority")
        text = text.replace("almost all", "almost\nall")
        names.append(Words((low + edge) / 2, -0.62, text, 7, upright="bottom", spacing=1.1))
        edge = low
    boxes(axes, stripes, color=BAND, linewidth=0, zorder=0)
    if named:
        write(axes, names)


def _dots(axes: Axes, rows: Mapping[int, Estimate | None], text: str, size: float) -> None:
    """The share and the interval of each row; a row without says `text`."""
    known: list[tuple[int, float, float, float]] = []
    for row, e in rows.items():
        if e is None or e.share is None or e.low is None or e.high is None:
            hidden(axes, 2, row, text, size)
        else:
            known.append((row, float(e.share), e.low, e.high))
    lines(axes, [(100 * low, row, 100 * high, row) for row, _, low, high in known], color=ACCENT, linewidth=2,
          solid_capstyle="butt")  # fmt: skip
    points(axes, [(100 * share, row) for row, share, _, _ in known], marker="o", color=ACCENT, markersize=6,
           markeredgecolor=PAPER)  # fmt: skip


def _draw(found: Sequence[Estimate], labels: Sequence[str], scale: Scale) -> Figure:
    rows = [(name, "" if e.hidden else f"{percent(e)} of {e.base:,}") for e, name in zip(found, labels, strict=True)]
    figure, axes = panel(len(found), row_height(rows), top=0.42)
    bands(axes, scale, named=True)
    _dots(axes, dict(enumerate(found)), "hidden: too few answers", 8)
    numbered(axes, {0: "0", 25: "25%", 50: "50%", 75: "75%", 100: "100%"})
    row_labels(axes, rows)
    return figure


def multiples_chart(case: Case, panels: Mapping[str, Sequence[Estimate]], caption: str) -> Chart:
    """Small multiples by group: a panel for each question, a row for each group, everyone as a line.

    Every panel lists the same groups in the same order: the first estimate of each is everyone, the others its
    groups. Hidden groups keep their row. Raises `InspectionError` without a panel.
    """
    if not panels:
        raise InspectionError("small multiples need at least one question; there is none here")
    names = list(dict.fromkeys(_group(e) for found in panels.values() for e in found[1:]))
    said, rows = [], []
    for title, found in panels.items():
        said.append(f"{title}. " + " ".join(_said(e, _group(e)) for e in found))
        rows += [(e, f"{title}: {_group(e)}") for e in found]
    table = estimates_table([e for e, _ in rows], caption, [name for _, name in rows])
    scale = case.framework.scales[case.params.wording.terms]
    return Chart(caption, f"Small multiples by group. {' '.join(said)}", table,
                 lambda: _draw_multiples(panels, names, scale), "multiples")  # fmt: skip


def _group(estimate: Estimate) -> str:
    return capital(estimate.measure.group[1]) if estimate.measure.group else "All who answered"


def _draw_multiples(panels: Mapping[str, Sequence[Estimate]], names: Sequence[str], scale: Scale) -> Figure:
    across = min(2, len(panels))
    down = -(-len(panels) // across)
    left, gap, top, bottom, head = 2.1, 0.25, 0.1, 0.3, 0.55
    inner = 0.24 * len(names) + 0.1
    height = top + down * (head + inner + bottom)
    figure = Figure(figsize=(WIDTH, height), facecolor=PAPER)
    width = (WIDTH - left - 0.2 - gap * (across - 1)) / across
    for place, (title, found) in enumerate(panels.items()):
        column, line = place % across, place // across
        low = height - top - (line + 1) * (head + inner) - line * bottom
        box = ((left + column * (width + gap)) / WIDTH, low / height, width / WIDTH, inner / height)
        axes = bare(figure, box)
        axes.set_ylim(len(names) - 0.4, -0.6)
        bands(axes, scale, named=False)
        everyone, by_name = found[0], {_group(e): e for e in found[1:]}
        if everyone.share is not None:
            share = 100 * float(everyone.share)
            lines(axes, [(share, len(names) - 0.4, share, -0.6)], color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
        _dots(axes, {row: by_name.get(name) for row, name in enumerate(names)}, "hidden", 7)
        heading = "\n".join(textwrap.wrap(title, 42)[:3])
        write(axes, [Words(0, -0.6, heading, 8, "left", "baseline", spacing=1.2, shift=(0, 6))])
        numbered(axes, {0: "0", 50: "50%", 100: "100%"}, 7)
        if column == 0:
            write(axes, [Words(0, row, name, 7.5, "right", shift=(-PAD, -0.9)) for row, name in enumerate(names)])
    return figure
