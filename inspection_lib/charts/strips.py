"""The Key facts as strips: every council area a tick, this one a dot, Scotland a line."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..context import KeyFact
from ..errors import InspectionError
from ..evidence import Case
from ..tables import key_facts_table
from .drawing import ACCENT, INK, MIDDLE, PAPER, RULE, Chart
from .marks import lines, points
from .panels import panel, row_height, row_labels

Place = tuple[float, float]


def key_facts_chart(case: Case, facts: Sequence[KeyFact], caption: str) -> Chart:
    """Each Key fact on its own scale: the area among all council areas, with its comparators named.

    A measure that is held for the area but not for the other councils shows only the numbers that there are; one
    that is not held for the area is left to the table. Raises `InspectionError` without facts.
    """
    shown = [fact for fact in facts if fact.fact.value is not None and (fact.comparison or len(fact.others) > 2)]
    if not shown:
        raise InspectionError(f"no Key fact of {case.area} is held, so there is nothing to draw")
    return Chart(
        caption, _described(case, shown), key_facts_table(case, facts), lambda: _draw(case.area, shown), "strips"
    )


def _described(case: Case, facts: Sequence[KeyFact]) -> str:
    said = []
    for fact in facts:
        numbers = ", ".join(f"{area} {value}" for area, value in fact.printed.items())
        rank = f"; {case.area} has the {_ordinal(fact.rank)} highest of {fact.areas} council areas" if fact.rank else ""
        said.append(f"{fact.fact.label} ({fact.fact.unit}): {numbers}{rank}.")
    return f"Strips for {len(facts)} official statistics. " + " ".join(said)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _draw(area: str, facts: Sequence[KeyFact]) -> Figure:
    numbers = [", ".join(f"{name} {value}" for name, value in fact.printed.items()) for fact in facts]
    rows = [(fact.fact.label, text) for fact, text in zip(facts, numbers, strict=True)]
    figure, axes = panel(len(facts), row_height(rows), top=0.35, bottom=0.12)
    axes.set_xlim(-0.04, 1.04)
    others, compared, own = _places(facts)
    lines(axes, [(0, row, 1, row) for row in range(len(facts))], color=RULE, linewidth=0.8, zorder=1)
    lines(axes, [(x, row - 0.16, x, row + 0.16) for x, row in others], color=MIDDLE, linewidth=1, zorder=2)
    lines(axes, [(x, row - 0.3, x, row + 0.3) for x, row in compared], color=INK, linewidth=2, zorder=3)
    points(axes, own, marker="o", color=ACCENT, markersize=9, markeredgecolor=PAPER, zorder=4)
    row_labels(axes, rows)
    _key(figure, area, list(facts[0].fact.compared_with))
    return figure


def _places(facts: Sequence[KeyFact]) -> tuple[list[Place], list[Place], list[Place]]:
    """Where the other council areas, the comparators and the area itself stand, each row on its own scale."""
    others: list[Place] = []
    compared: list[Place] = []
    own: list[Place] = []
    for row, fact in enumerate(facts):
        value = float(fact.fact.value or 0)
        beside = [v for v in fact.fact.compared_with.values() if v is not None] if fact.comparison else []
        values = [*fact.others.values(), *beside, value]
        low, high = (min(values), max(values)) if len(fact.others) > 2 else (0.0, max(values) * 1.15)
        for places, found in ((others, fact.others.values()), (compared, beside), (own, [value])):
            places += [((v - low) / ((high - low) or 1), row) for v in found]
    return others, compared, own


def _key(figure: Figure, area: str, compared: Sequence[str]) -> None:
    handles = [
        Line2D([], [], marker="o", color=ACCENT, linestyle="", markersize=8, label=area),
        Line2D(
            [], [], marker="|", color=INK, linestyle="", markersize=12, markeredgewidth=2, label=", ".join(compared)
        ),
        Line2D([], [], marker="|", color=MIDDLE, linestyle="", markersize=8, label="other council areas"),
    ]
    figure.legend(handles=handles, loc="upper right", ncols=3, frameon=False, fontsize=8, borderaxespad=0.2,
                  handletextpad=0.3, columnspacing=1.4)  # fmt: skip
