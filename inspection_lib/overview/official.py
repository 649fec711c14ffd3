"""The Key facts side by side: each area's official figures, and how they compare with Scotland's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from ..charts import Chart
from ..charts.drawing import ACCENT
from ..charts.marks import Words, points, write
from ..context import comparison, rounded
from ..framework import OfficialMeasure
from ..tables import Table
from .drafts import Drafts
from .looks import key
from .multiples import finish, line, row_panels

SCOTLAND = "Scotland"
NOT_HELD = "not held"
BESIDE = 1.06  # how far beyond the largest value an axis reaches, so that no dot stands on its edge


@dataclass(frozen=True, eq=False)
class Official:
    """One official statistic over the areas, in the official order; a figure that is not held is None, never zero."""

    about: OfficialMeasure
    values: Mapping[str, float | None]
    scotland: float | None
    periods: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def title(self) -> str:
        """What is counted, and in what."""
        return f"{self.about.label} ({self.about.unit_words})"

    def printed(self, value: float | None) -> str:
        """A value as the drafts print it."""
        sign = "%" if self.about.kind in ("percent", "change") else ""
        return NOT_HELD if value is None else rounded(value, int(self.about.decimals)) + sign

    def cell(self, area: str) -> str:
        """An area's figure, and where it is no plain count how it compares with Scotland's."""
        value = self.values[area]
        if value is None or self.scotland is None or self.about.kind == "count":
            return self.printed(value)
        words = comparison(*(self.printed(v).rstrip("%") for v in (value, self.scotland)))
        return f"{self.printed(value)}, {words} {SCOTLAND}"


def officials(drafts: Drafts) -> list[Official]:
    """The official statistics that any draft gives, in the framework's order."""
    facts = {draft.area: {fact["id"]: fact for fact in draft.claims["facts"]} for draft in drafts.made}
    found = []
    for name, about in drafts.framework.official.items():
        given = [known[name] for known in facts.values() if name in known]
        if given:
            values = {area: known[name]["value"] if name in known else None for area, known in facts.items()}
            national = {fact["compared_with"].get(SCOTLAND) for fact in given} - {None}
            one = national.pop() if len(national) == 1 else None  # drafts of two releases: no one figure holds for all
            told = (tuple(dict.fromkeys(f[k] for f in given if f[k])) for k in ("period", "source"))
            found.append(Official(about, values, one, *told))
    return found


def official_chart(facts: Sequence[Official], caption: str) -> Chart:
    """A panel for each statistic on a scale of its own, a row for each area, Scotland as a dashed line."""
    areas = list(facts[0].values)
    rows = tuple((area, *(fact.cell(area) for fact in facts)) for area in areas)
    columns = ("Council area", *(fact.title for fact in facts))
    table = Table(caption, columns, rows, told=frozenset(range(1, len(columns))))
    return Chart(caption, " ".join(_described(facts)), table, lambda: _draw(facts, areas), "official")


def _described(facts: Sequence[Official]) -> Iterator[str]:
    yield "A panel for each official statistic, a row for each council area in the official order."
    for fact in facts:
        each = "; ".join(f"{area} {fact.cell(area)}" for area in fact.values)
        yield f"{fact.title}. {SCOTLAND} {fact.printed(fact.scotland)}. {each}."


def _draw(facts: Sequence[Official], areas: Sequence[str]) -> Figure:
    figure, panels = row_panels(len(facts), areas)
    for fact, axes in zip(facts, panels, strict=True):
        known = {row: v for row, area in enumerate(areas) if (v := fact.values[area]) is not None}
        beside = [] if fact.scotland is None or fact.about.kind == "count" else [fact.scotland]
        low, high = min(0.0, *known.values(), *beside, 0.0), max(0.0, *known.values(), *beside, 0.0) * BESIDE
        scale = 100 / ((high - low) or 1)
        points(axes, [((v - low) * scale, row) for row, v in known.items()], marker="o", markersize=5, color=ACCENT,
               clip_on=False, zorder=2.5)  # fmt: skip
        for value in beside:
            line(axes, (value - low) * scale, len(areas))
        lacking = [row for row in range(len(areas)) if row not in known]
        write(axes, [Words(3, row, NOT_HELD, 6.5, "left", shift=(0, -0.5)) for row in lacking])
        ends = {low, 0.0, max(known.values(), default=0.0)}
        ticks = {(end - low) * scale: fact.printed(end) for end in sorted(ends)}
        finish(axes, fact.title, ticks, len(facts))
    key(figure, (), "", SCOTLAND)
    return figure


def sources_table(facts: Sequence[Official]) -> Table:
    """Each official statistic with Scotland's figure, its period and its source."""
    rows = tuple((f.title, f.printed(f.scotland), "; ".join(f.periods), "; ".join(f.sources)) for f in facts)
    columns = ("Official statistic", SCOTLAND, "Period", "Source")
    return Table("Where the official statistics come from", columns, rows, frozenset({1}), frozenset({3}))
