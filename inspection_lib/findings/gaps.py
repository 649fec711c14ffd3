"""Say-do gaps: two sources that do not say the same, or a count and notes that point the other way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from ..estimates import Estimate, estimates, leading
from ..evidence import Case, once
from ..framework import Framework, Item
from ..proportions import newcombe, stand_out_within, wilson
from ..suppression import Rule, rule_of
from ..voices import Note, notes
from .comparing import Cell, chance_if_shown, widened

LEVEL = 0.05  # of drafts without any gap, at most so many name one
HALF = 0.5
OPPOSITE = {True: "area for improvement", False: "strength"}  # by whether the estimate is good news
SAME = {True: "strength", False: "area for improvement"}


@dataclass(frozen=True)
class Gap:
    """Two sources on one topic or indicator whose words differ and whose intervals do not meet.

    Both estimates are the share that is good news; `higher` is the source that says more of it. `at_least` is the near
    end of the difference's interval, from 0 to 1, wide enough for the gap having been picked among all comparisons: it
    falls with every answer that either side lacks. The other pairs of the two sources on the same thing are `others`.
    """

    about: str
    title: str
    higher: Estimate
    lower: Estimate
    at_least: float
    others: tuple[tuple[Estimate, Estimate], ...] = ()


@dataclass(frozen=True)
class NotesGap:
    """A count and notes of the opposite direction, from two or more sessions or documents, on one topic or indicator.

    `sources` are the sessions and documents of the opposing notes, `beside` how many others say the same as the count.
    `strength` is from 0 to 1: how far the share stands from the middle of its own source, at the nearest end of its
    interval, times how much of the sessions and documents oppose it, at the lower end of theirs.
    """

    about: str
    title: str
    estimate: Estimate
    opposing: tuple[Note, ...]
    sources: tuple[str, ...]
    beside: int
    strength: float
    others: tuple[Estimate, ...] = ()


@once
def gaps(case: Case) -> list[Gap]:
    """The gaps between two counts, the largest sure difference first."""
    return between(case, good_news_shares(case))


def good_news_shares(case: Case) -> list[Estimate]:
    """Each question's leading share, or its complement where a lower one is better; hidden ones are left out."""
    known = estimates(case)
    good = [e if e.measure.better == "higher" else known[e.measure.negative().id] for e in leading(case)]
    return [estimate for estimate in good if not estimate.hidden]


def between(case: Case, found: Sequence[Estimate]) -> list[Gap]:
    """The gaps among some shares of good news, one for two sources on one thing; the largest sure difference first.

    Every pair of different sources on one declared topic, or on one indicator where neither has a topic, is a
    comparison, by the exact test among what is shown. All of them are held to `LEVEL` together: first two sources on
    one thing, then their pairs (`stand_out_within`). A pair that stands out is a gap if its terms differ and its 95%
    intervals do not meet. How large the difference is at least allows for the pair having been picked.
    """
    pairs = families(case, found)
    rules = {name: rule_of(case, name) for name in case.framework.instruments}
    chances = [[_chance(one, other, rules) for one, other in same] for same in pairs.values()]
    clear = stand_out_within(chances, LEVEL)
    level = widened(sum(map(len, clear)), sum(map(sum, clear)))
    by_thing = []
    for (about, *_), same, out in zip(pairs, pairs.values(), clear, strict=True):
        apart = [pair for pair, stands in zip(same, out, strict=True) if stands and _apart(*pair)]
        if apart:
            by_thing.append(_joined([_gap(about, *pair, case.framework, level) for pair in apart]))
    return sorted(by_thing, key=_largest)


def families(case: Case, found: Sequence[Estimate]) -> dict[tuple[str, ...], list[tuple[Estimate, Estimate]]]:
    """All pairs that are compared, by what both are about and the two sources."""
    topics = {estimate.measure.item.item: topics_of(estimate.measure.item, case.framework) for estimate in found}
    pairs: dict[tuple[str, ...], list[tuple[Estimate, Estimate]]] = {}
    for one, other in combinations(found, 2):
        about = _shared(one, other, topics)
        if about:
            sources = sorted(side.measure.item.instrument for side in (one, other))
            pairs.setdefault((about, *sources), []).append((one, other))
    return pairs


def _chance(one: Estimate, other: Estimate, rules: Mapping[str, Rule]) -> float:
    first, second = (rules[side.measure.item.instrument] for side in (one, other))
    complements = one.measure.complement, other.measure.complement
    return chance_if_shown(cell(one), cell(other), first, second, complements)


def _gap(about: str, one: Estimate, other: Estimate, framework: Framework, comparisons: int) -> Gap:
    higher, lower = (one, other) if one.share > other.share else (other, one)  # type: ignore[operator]
    least = max(0.0, newcombe(cell(higher), cell(lower), comparisons)[0])
    return Gap(about, title_of(about, framework), higher, lower, least)


def _joined(same: list[Gap]) -> Gap:
    first, *rest = sorted(same, key=_largest)
    others = tuple((gap.higher, gap.lower) for gap in rest)
    return Gap(first.about, first.title, first.higher, first.lower, first.at_least, others)


def _largest(gap: Gap) -> tuple[float, str, str]:
    return -gap.at_least, gap.higher.id, gap.lower.id


def _apart(one: Estimate, other: Estimate) -> bool:
    """Whether two estimates are said with different terms and their intervals do not meet."""
    meet = one.low <= other.high and other.low <= one.high  # type: ignore[operator]
    return one.term != other.term and not meet


def cell(estimate: Estimate) -> Cell:
    """The numerator and base of an estimate that is shown."""
    return estimate.numerator or 0, estimate.base or 0


def _shared(one: Estimate, other: Estimate, topics: Mapping[str, Sequence[str]]) -> str:
    """What two estimates of different sources are both about; blank if nothing.

    A declared topic of both; their indicator where neither has a topic: what has one is compared within it alone.
    """
    first, second = one.measure.item, other.measure.item
    if first.instrument == second.instrument:
        return ""
    here, there = topics[first.item], topics[second.item]
    if here or there:
        return next((topic for topic in here if topic in there), "")
    return first.indicator if first.indicator == second.indicator else ""


def topics_of(item: Item, framework: Framework) -> list[str]:
    """The declared topics that an item belongs to."""
    return [topic.topic for topic in framework.topics.values() if item.item in topic.items.split()]


def title_of(about: str, framework: Framework) -> str:
    """A topic or indicator in words."""
    if about in framework.topics:
        return framework.topics[about].title
    return f"{about} {framework.indicators[about].name}"


@once
def notes_gaps(case: Case) -> list[NotesGap]:
    """The gaps between a count and what was heard, read and seen, the strongest first; one for each topic or indicator.

    A share counts as good news or trouble by its own word, and only where its interval stays on one side of a half.
    How far it stands out is measured from the median share of its own source, as people who answer a survey tend to
    agree. Notes that somebody wrote beside an answer are no session: they come from the survey itself.
    """
    shares = good_news_shares(case)
    middle = {source: _middle(shares, source) for source in case.framework.instruments}
    found: dict[str, list[NotesGap]] = {}
    for estimate in shares:
        topics = topics_of(estimate.measure.item, case.framework)
        for about in topics or [estimate.measure.item.indicator]:
            gap = _against(estimate, about, _near(case, estimate, about), middle, case.framework)
            if gap:
                found.setdefault(about, []).append(gap)
    firsts = []
    for same in found.values():
        first, *rest = sorted(same, key=_strongest)
        others = tuple(gap.estimate for gap in rest)
        firsts.append(NotesGap(first.about, first.title, first.estimate, first.opposing, first.sources, first.beside,
                               first.strength, others))  # fmt: skip
    return sorted(firsts, key=_strongest)


def _strongest(gap: NotesGap) -> tuple[float, str]:
    return -gap.strength, gap.estimate.id


def _middle(shares: Iterable[Estimate], source: str) -> float:
    return float(median([float(e.share) for e in shares if e.measure.item.instrument == source and e.share] or [HALF]))


def _near(case: Case, estimate: Estimate, about: str) -> list[Note]:
    """The notes from sessions and documents that are about the same thing as an estimate."""
    item = estimate.measure.item
    heard = [note for note in notes(case) if ":" not in note.source_id]
    if about not in case.framework.topics:
        return [note for note in heard if note.indicator == item.indicator]
    headings = case.framework.topics[about].headings.split()
    places = {(other.heading, other.theme) for name in case.framework.topics[about].items.split()
              if (other := case.framework.items[name])}  # fmt: skip
    return [note for note in heard if note.heading in headings or (note.heading, note.theme) in places]


def _against(
    estimate: Estimate, about: str, near: Sequence[Note], middle: Mapping[str, float], framework: Framework
) -> NotesGap | None:
    """The gap between an estimate and the notes near it; None where its word or the notes do not carry one."""
    low, high = estimate.low or 0.0, estimate.high or 0.0
    if low <= HALF <= high:
        return None
    good = low > HALF
    opposing = tuple(note for note in near if note.direction == OPPOSITE[good])
    sources = {note.source_id for note in opposing}
    beside = {note.source_id for note in near if note.direction == SAME[good]} - sources
    if len(sources) < 2:
        return None
    usual = middle[estimate.measure.item.instrument]
    out = max(0.0, low - usual if good else usual - high)
    weight, _ = wilson(len(sources), len(sources) + len(beside))
    order = tuple(sorted(sources))
    return NotesGap(about, title_of(about, framework), estimate, opposing, order, len(beside), out * weight)
