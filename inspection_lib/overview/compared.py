"""Questions that several drafts asked alike: each partnership's share, hidden ones as hidden, and the word for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ..estimates import Estimate
from ..measures import Measure, of_item
from ..tables import label
from .drafts import Draft, Drafts
from .limits import UNCLEAR, Funnel, critical

FEWEST = 2  # partnerships that a comparison needs


@dataclass(frozen=True, eq=False)
class Compared:
    """One measure over the partnerships that can be compared, by area in the official order.

    An area without an estimate was not asked, or nobody answered. `limit` is the chance up to which a word is said.
    """

    measure: Measure
    estimates: Mapping[str, Estimate | None]
    funnel: Funnel
    limit: float

    @property
    def title(self) -> str:
        """What was asked, short enough for a heading."""
        return label(Estimate(self.measure))

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Higher, lower or no clear difference from all others together, by area; none where nothing is compared."""
        if not comparable(self.funnel, self.estimates):
            return {}
        return {area: self.funnel.word(area, self.limit) for area in self.funnel.cells}

    def areas(self, word: str) -> list[str]:
        """The areas with a word."""
        return [area for area, said in self.words.items() if said == word]

    @property
    def hidden(self) -> list[str]:
        """The areas that are not shown: too few, or answers by which too few could be worked out."""
        return [area for area, estimate in self.estimates.items() if estimate and estimate.hidden]

    @property
    def absent(self) -> list[str]:
        """The areas in which nobody was asked, or nobody answered."""
        return [area for area, estimate in self.estimates.items() if estimate is None]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Every leading measure over the partnerships, in the framework's order; `made` counts the shares compared."""

    measures: tuple[Compared, ...]
    made: int

    @property
    def said(self) -> int:
        """How many of the shares that were compared are called higher or lower."""
        return sum(word != UNCLEAR for measure in self.measures for word in measure.words.values())


@lru_cache(maxsize=1)
def comparison(drafts: Drafts) -> Comparison:
    """The leading measure of each question over all drafts that asked alike, with all comparisons counted together."""
    known = {draft.area: _estimates(draft) for draft in drafts.alike}
    items = drafts.framework.items.values() if drafts.alike else ()
    found: list[tuple[Measure, dict[str, Estimate | None], Funnel]] = []
    for measure in (of_item(item, drafts.framework)[0] for item in items):
        given = {draft.area: _estimate(known[draft.area].get(measure.id), measure) for draft in drafts.alike}
        if any(given.values()):
            found.append((measure, given, _funnel(measure, given, drafts.alike)))
    judged = [funnel for _, given, funnel in found if comparable(funnel, given)]
    limit = critical(judged)
    measures = tuple(Compared(measure, given, funnel, limit) for measure, given, funnel in found)
    return Comparison(measures, sum(len(funnel.cells) for funnel in judged))


def comparable(funnel: Funnel, given: Mapping[str, Estimate | None]) -> bool:
    """Whether shares can be held against each other: two or more, and more than half of those that were measured.

    Where most drafts hide a measure, those that show it are not like the rest: it is for their counts that they do.
    """
    measured = sum(estimate is not None for estimate in given.values())
    return len(funnel.cells) >= FEWEST and 2 * len(funnel.cells) > measured


def key_measures(drafts: Drafts) -> list[Compared]:
    """A few measures for every statement, in the report's order: chosen by the framework alone, never by the answers.

    Of each heading the first question of the source that the heading opens with, or its first; then, of each source
    that a statement would lack, its first question there.
    """
    if not drafts.alike:
        return []
    measures, framework = comparison(drafts).measures, drafts.framework
    chosen: dict[str, Compared] = {}
    for heading in framework.headings.values():
        here = [one for one in measures if one.measure.item.heading == heading.heading]
        first = sorted(here, key=lambda one: one.measure.item.instrument != heading.opens_with)[:1]
        chosen |= {one.measure.id: one for one in first}
    statement = {name: heading.statement for name, heading in framework.headings.items()}
    told = {(statement[one.measure.item.heading], one.measure.item.instrument) for one in chosen.values()}
    for one in measures:
        place = (statement[one.measure.item.heading], one.measure.item.instrument)
        if place not in told:
            chosen[one.measure.id] = one
            told.add(place)
    order = {name: place for place, name in enumerate(framework.headings)}
    return sorted(chosen.values(), key=lambda one: order[one.measure.item.heading])


def _estimates(draft: Draft) -> dict[str, Mapping[str, Any]]:
    """A draft's estimates of everyone, by id."""
    return {one["id"]: one for one in draft.claims["estimates"] if not one["group"]}


def _estimate(found: Mapping[str, Any] | None, measure: Measure) -> Estimate | None:
    if found is None:
        return None
    return Estimate(measure, *(found[name] for name in ("numerator", "base", "low", "high", "term")))


def _funnel(measure: Measure, given: Mapping[str, Estimate | None], drafts: Iterable[Draft]) -> Funnel:
    """The shares that are shown, each with the rule of its draft."""
    cells = {}
    for draft in drafts:
        estimate = given[draft.area]
        if estimate and estimate.numerator is not None and estimate.base:
            cells[draft.area] = (estimate.numerator, estimate.base), draft.rule(measure.item.instrument)
    return Funnel(cells)
