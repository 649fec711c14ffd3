"""Answers as bars: those that count to the right of the line, the others to its left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..errors import InspectionError
from ..estimates import parts
from ..evidence import Case
from ..measures import measures
from ..proportions import whole_percent
from ..tables import ABSENT, HIDDEN, Table
from .drawing import ACCENT, INK, MIDDLE, PAPER, RULE, Chart
from .marks import Words, boxes, lines, write
from .panels import hidden, numbered, panel, row_height, row_labels

Look = tuple[str, str | None]  # a fill and what it is hatched with
HALF = 0.28  # of a row: half of a bar's height
UNSURE, OTHERS, JOINED = (PAPER, "////"), ((MIDDLE, None), (PAPER, "----")), (RULE, "xx")


class Piece(NamedTuple):
    """A part of a bar: its answer, where it starts and how wide it is on the scale, and the percentage it says."""

    row: int
    label: str
    start: float
    share: float
    percent: int


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
    looks = _looks(_declared(case, items), right, labels)
    return Chart(caption, _described(named), table, lambda: _draw(named, looks, right, unit), "answers")


def _labels(case: Case, items: Sequence[str], shown: Sequence[Mapping[str, int]]) -> list[str]:
    """Every joined category with an answer, in the order of the scale; joined ones come last."""
    used = [label for counts in shown for label, count in counts.items() if count]
    order = dict.fromkeys(label for label in _declared(case, items) if label in used)
    return [*order, *dict.fromkeys(label for label in used if label not in order)]


def _declared(case: Case, items: Sequence[str]) -> list[str]:
    """The categories of the scale of some items, in its order, whether anybody chose them or not."""
    scale = case.framework.answers[case.framework.items[items[0]].answers]
    return list(dict.fromkeys(answer.part for answer in scale if answer.part))


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
    named: Sequence[tuple[str, Mapping[str, int]]], looks: Mapping[str, Look], right: frozenset[str], unit: str
) -> Figure:
    rows = [(name, f"{sum(counts.values()):,} {unit}" if counts else "") for name, counts in named]
    figure, axes = panel(len(named), row_height(rows))
    left = max([sum(n for k, n in c.items() if k not in right) / sum(c.values()) for _, c in named if c], default=0)
    end = 50 if left <= 0.5 else 100
    axes.set_xlim(-end, 100)
    ticks = [tick for tick in (-100, -50, 0, 50, 100) if tick >= -end]
    lines(axes, [(tick, len(named) - 0.5, tick, -0.5) for tick in ticks], color=RULE, linewidth=0.5, zorder=0.5)
    pieces = [piece for row, (_, counts) in enumerate(named) for piece in _pieces(row, counts, right)]
    for label, (fill, hatch) in looks.items():
        at = [(p.start, p.row - HALF, p.start + p.share, p.row + HALF) for p in pieces if p.label == label]
        boxes(axes, at, facecolor=fill, edgecolor=MIDDLE if hatch else PAPER, linewidth=0.8, hatch=hatch)
    _percentages(axes, [piece for piece in pieces if piece.share >= 11], looks)
    for row, (_, counts) in enumerate(named):
        if not counts:
            hidden(axes, 2, row, "hidden: too few answers")
    lines(axes, [(0, len(named) - 0.5, 0, -0.5)], color=INK, linewidth=0.8)
    numbered(axes, {tick: f"{abs(tick)}%" if tick else "0" for tick in ticks})
    row_labels(axes, rows)
    _legend(figure, looks)
    return figure


def _pieces(row: int, counts: Mapping[str, int], right: frozenset[str]) -> Iterator[Piece]:
    """The pieces of one row's bar, laid outwards from the line on either side."""
    base = sum(counts.values())
    ends = {True: 0.0, False: 0.0}
    for label, count in counts.items():
        share, side = 100 * count / base, label in right
        if count:
            yield Piece(row, label, ends[side] if side else -ends[side] - share, share, whole_percent(count, base))
            ends[side] += share


def _percentages(axes: Axes, pieces: Sequence[Piece], looks: Mapping[str, Look]) -> None:
    """Each piece's percentage in its middle, on paper where it is hatched."""
    plain = []
    for piece in pieces:
        fill, hatch = looks[piece.label]
        color, text, middle = PAPER if fill == ACCENT else INK, f"{piece.percent}%", piece.start + piece.share / 2
        if hatch:
            box = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}
            axes.text(middle, piece.row, text, ha="center", va="center", fontsize=8, color=color, bbox=box)
        else:
            plain.append(Words(middle, piece.row, text, 8, color=color))
    write(axes, plain)


def _looks(declared: Sequence[str], right: frozenset[str], labels: Sequence[str]) -> dict[str, Look]:
    """How each answer looks. That hangs on the scale alone, never on which other answers were given.

    An answer that counts is dark, the first that does not is grey, the next lined; "don't know" is hatched on
    every chart; joined answers look like none of their parts.

    >>> looks = _looks(["agree", "do not agree", "don't know"], frozenset({"agree"}), ["agree", "don't know"])
    >>> looks["don't know"] == UNSURE
    True
    """
    others = [label for label in declared if label not in right and label != "don't know"]
    known: dict[str, Look] = dict(zip(others, OTHERS, strict=False))
    known |= {"don't know": UNSURE, **dict.fromkeys(right, (ACCENT, None))}
    return {label: known.get(label, JOINED) for label in labels}


def _legend(figure: Figure, looks: Mapping[str, Look]) -> None:
    handles = [
        Patch(facecolor=fill, edgecolor=MIDDLE, hatch=hatch, label=label) for label, (fill, hatch) in looks.items()
    ]
    figure.legend(handles=handles, loc="upper right", ncols=len(looks), frameon=False, fontsize=8, handlelength=1.4,
                  borderaxespad=0.3, columnspacing=1.4)  # fmt: skip
