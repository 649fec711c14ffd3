"""What recurs over partnerships: themes by the way their notes point, sources that disagree, what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..charts import Chart
from ..errors import listed
from ..framework import Framework
from ..tables import Table
from ..wording import capital
from .drafts import Draft, Drafts
from .grids import EMPTY, FULL, HALF, Grid, grid_chart, sheets
from .looks import part_of

RECURS, TENTH = 2, 10  # in how many partnerships a thing recurs, and in which part of them at least
STRENGTH, IMPROVEMENT = "strength", "area for improvement"
MORE_BAD, MORE_GOOD, NEITHER = "more areas for improvement", "more strengths", "neither more than the other"
CONCERN, UNSURE, CALM = "areas of concern", "areas of uncertainty", "no significant concerns"
FOUND = "found"


def named(areas: Sequence[str], every: Sequence[str]) -> str:
    """How many of all areas these are, and which; those that are not, where they are fewer.

    >>> every = ["Angus", "Fife", "Moray", "Stirling"]
    >>> named(["Fife"], every), named(every[:3], every), named(every, every), named([], every)
    ('1: Fife', '3: all but Stirling', '4: all', 'none')
    """
    if not areas:
        return "none"
    others = [area for area in every if area not in areas]
    if not others:
        return f"{len(areas)}: all"
    shorter = len(areas) > 2 and len(others) < len(areas)
    return f"{len(areas)}: {f'all but {listed(others)}' if shorter else listed(areas)}"


def themes(drafts: Drafts) -> list[Chart]:
    """Each theme that notes of two or more partnerships speak of, in the report's order, and which way they point."""
    told = [draft for draft in drafts.made if "themes" in draft.findings]
    known: dict[tuple[str, str], dict[str, str]] = {}
    for draft in told:
        for theme in draft.findings["themes"]:
            known.setdefault((theme["heading"], theme["theme"]), {})[draft.area] = _leaning(theme["directions"])
    places = {place: number for number, place in enumerate(_declared(drafts.framework))}
    order = sorted(known, key=lambda place: places.get(place, len(places)))
    grid = {f"{place[0]} {capital(place[1])}": known[place] for place in order}
    looks = {MORE_BAD: FULL, NEITHER: HALF, MORE_GOOD: EMPTY}
    return _charts(grid, told, looks, "Theme", "Themes of what was heard and read, by the way the notes of each point")


def _leaning(directions: Mapping[str, int]) -> str:
    """Which way the notes of a theme point more often."""
    good, bad = directions.get(STRENGTH, 0), directions.get(IMPROVEMENT, 0)
    return MORE_GOOD if good > bad else MORE_BAD if bad > good else NEITHER


def _declared(framework: Framework) -> Iterator[tuple[str, str]]:
    """Every theme that the framework names, in the report's order."""
    for heading in framework.headings.values():
        yield from ((heading.heading, theme.strip()) for theme in heading.themes.split(";"))


def gaps(drafts: Drafts) -> list[Chart]:
    """Where sources disagree in the same way in two or more partnerships: on what, and which is the better news."""
    known: dict[tuple[str, str], dict[str, str]] = {}
    for draft in drafts.alike:
        for gap in draft.findings["gaps"]:
            known.setdefault((gap["title"], _apart(gap, drafts.framework)), {})[draft.area] = FOUND
    titles = [topic.title for topic in drafts.framework.topics.values()]
    order = sorted(known, key=lambda pair: (titles.index(pair[0]) if pair[0] in titles else len(titles), pair))
    grid = {f"{capital(title)}: {apart}": known[title, apart] for title, apart in order}
    return _charts(grid, drafts.alike, {FOUND: FULL}, "What it is about", "Where sources disagree")


def _apart(gap: Mapping[str, Any], framework: Framework) -> str:
    """Which two sources a gap lies between."""

    def source(name: str) -> str:
        return next(i.short for i in framework.instruments.values() if i.prefix == name.split(".")[0]).lower()

    if gap["kind"] == "counts":
        return f"{source(gap['higher'])} more favourable than {source(gap['lower'])}"
    return f"notes otherwise than {source(gap['estimate'])}"


def board(drafts: Drafts) -> list[Chart]:
    """For each heading in which partnerships people set it to concern, to uncertainty or to neither."""
    states = {draft.area: dict(_states(draft)) for draft in drafts.made}
    grid = {
        f"{heading.heading} {heading.title}": {
            area: known[heading.heading] for area, known in states.items() if heading.heading in known
        }
        for heading in drafts.framework.headings.values()
    }
    return _charts(grid, drafts.made, {CONCERN: FULL, UNSURE: HALF, CALM: EMPTY}, "Heading",
                  "What people decided, by heading")  # fmt: skip


def _states(draft: Draft) -> Iterator[tuple[str, str]]:
    """The state of each heading that people set."""
    for place in draft.findings["board"]:
        if place["decided"]:
            yield place["heading"], place["decided"]["state"]


def _charts(grid: Grid, drafts: Sequence[Draft], looks: Mapping[str, Any], first: str, caption: str) -> list[Chart]:
    """The rows that recur as grids that fit on a sheet each, with tables that name them; none where none does."""
    every = [draft.area for draft in drafts]
    least = max(RECURS, -(-len(every) // TENTH))
    parts = sheets({row: marks for row, marks in grid.items() if len(marks) >= least})
    found = []
    for number, sheet in enumerate(parts):
        rows = tuple(
            (row, *(named([area for area in every if marks.get(area) == kind], every) for kind in looks))
            for row, marks in sheet.items()
        )
        columns = (first, *map(capital, looks))
        table = Table(part_of(caption, number, len(parts)), columns, rows, told=frozenset(range(1, len(columns))))
        found.append(grid_chart(sheet, every, looks, table))
    return found
