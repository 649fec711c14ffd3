"""Answers as bars: those that count to the right of the line, the others to its left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..errors import InspectionError
from ..estimates import parts
from ..evidence import Case
from ..measures import measures
from ..proportions import whole_percent
from ..tables import ABSENT, HIDDEN, Table
from .drawing import ACCENT, INK, MIDDLE, PAPER, RULE, Chart, panel, row_height, row_labels


def answers_chart(case: Case, items: Sequence[str], caption: str) -> Chart:
    """Diverging bars of the joined answers of some items with one scale, each with its base.

    Answers that count stand to the right of the line and the others to its left; where a count would be small,
    answers are joined further, and an item that must be hidden keeps its row and says so. Raises
    `InspectionError` without items, or with items of several scales.
    """
    scales = {case.framework.items[item].answers for item in items}
    if len(scales) != 1:
        raise InspectionError(f"a chart of answers needs items of one scale; these have {len(scales)}")
    shown = parts(case, items)
    named = [(case.framework.items[item].wording, shown.get(item, {})) for item in items]
    labels = _labels(case, items, [counts for _, counts in named])
    rows = tuple(
        (name, *(_cell(counts, label) for label in labels), f"{sum(counts.values()):,}" if counts else HIDDEN)
        for name, counts in named
    )
    table = Table(caption, ("Question", *labels, "Base"), rows, frozenset(range(1, len(labels) + 2)))
    right, unit = _counted(case, items[0]), case.framework.instruments[case.framework.items[items[0]].instrument].unit
    return Chart(caption, _described(named), table, lambda: _draw(named, labels, right, unit), "answers")


def _labels(case: Case, items: Sequence[str], shown: Sequence[Mapping[str, int]]) -> list[str]:
    """Every joined category with an answer, in the order of the scale; joined ones come last."""
    declared = [a.part for a in case.framework.answers[case.framework.items[items[0]].answers] if a.part]
    used = [label for counts in shown for label, count in counts.items() if count]
    order = dict.fromkeys(label for label in declared if label in used)
    return [*order, *dict.fromkeys(label for label in used if label not in order)]


def _counted(case: Case, item: str) -> frozenset[str]:
    found = case.framework.answers[case.framework.items[item].answers]
    counts = measures(case)[item][0].counts
    return frozenset(answer.part for answer in found if answer.answer in counts)


def _cell(counts: Mapping[str, int], label: str) -> str:
    if not counts:
        return HIDDEN
    if label not in counts:
        return ABSENT
    return f"{counts[label]:,} ({whole_percent(counts[label], sum(counts.values()))}%)"


def _described(named: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    said = []
    for name, counts in named:
        base = sum(counts.values())
        each = [f"{label} {whole_percent(n, base)}% ({n:,})" for label, n in counts.items() if n]
        said.append(f"{name}: {', '.join(each)}, of {base:,}." if counts else f"{name}: hidden.")
    return f"Bars for {len(named)} question{'s' if len(named) > 1 else ''}. " + " ".join(said)


def _draw(
    named: Sequence[tuple[str, Mapping[str, int]]], labels: Sequence[str], right: frozenset[str], unit: str
) -> Figure:
    rows = [(name, f"{sum(counts.values()):,} {unit}" if counts else "") for name, counts in named]
    figure, axes = panel(len(named), row_height(rows))
    left = max([sum(n for k, n in c.items() if k not in right) / sum(c.values()) for _, c in named if c], default=0)
    end = 50 if left <= 0.5 else 100
    axes.set_xlim(-end, 100)
    fills = _fills(labels, right)
    for row, (_, counts) in enumerate(named):
        base = sum(counts.values())
        ends = {True: 0.0, False: 0.0}
        for label, count in counts.items():
            share, side = 100 * count / base, label in right
            if not count:
                continue
            start = ends[side] if side else -ends[side] - share
            fill = fills[label]
            axes.barh(row, share, left=start, height=0.56, color=fill, edgecolor=MIDDLE if fill == PAPER else PAPER,
                      linewidth=0.8, hatch="////" if fill == PAPER else None)  # fmt: skip
            ends[side] += share
            if share >= 11:
                style = {"bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}} if fill == PAPER else {}
                color, text = PAPER if fill == ACCENT else INK, f"{whole_percent(count, base)}%"
                axes.text(start + share / 2, row, text, ha="center", va="center", fontsize=8, color=color, **style)
        if not counts:
            axes.text(0, row, " hidden: too few answers", ha="left", va="center", fontsize=8)
    axes.axvline(0, color=INK, linewidth=0.8)
    ticks = [tick for tick in (-100, -50, 0, 50, 100) if tick >= -end]
    axes.set_xticks(ticks, [f"{abs(tick)}%" if tick else "0" for tick in ticks], fontsize=8)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=RULE, linewidth=0.5)
    row_labels(axes, rows)
    _legend(figure, labels, fills)
    return figure


def _fills(labels: Sequence[str], right: frozenset[str]) -> dict[str, str]:
    others = [label for label in labels if label not in right]
    return {**dict.fromkeys(right & set(labels), ACCENT), **dict(zip(others, (MIDDLE, PAPER, MIDDLE), strict=False))}


def _legend(figure: Figure, labels: Sequence[str], fills: Mapping[str, str]) -> None:
    handles = [
        Patch(facecolor=fills[label], edgecolor=MIDDLE, hatch="////" if fills[label] == PAPER else None, label=label)
        for label in labels
    ]
    figure.legend(handles=handles, loc="upper right", ncols=len(labels), frameon=False, fontsize=8, handlelength=1.4,
                  borderaxespad=0.3, columnspacing=1.4)  # fmt: skip
