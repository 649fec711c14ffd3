"""The plan of hiding: what one case hides, decided once over every cell that it can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..evidence import Case, once
from ..framework import Item
from ..measures import Measure, Tally, asked, counted_rows, measures, tallies
from .before import Shared, differs, shared, still_hidden, tells_since, word_tells
from .groups import hidden_groups, layout, people
from .rules import Parts, Rule, base_vector, gives_away, rule_of, vector


@dataclass(frozen=True)
class Plan:
    """What one case hides, decided once. Every view, chart, export and word reads this and none decides.

    `hidden` and `withheld` are measure ids: no number is shown for the first, no word either for the second.
    `parts` gives each item's answers as a chart may show them, joined until no count is hidden, or nothing.
    `people` gives the number of people in each group of each table, None where it is hidden.
    """

    hidden: frozenset[str]
    withheld: frozenset[str]
    parts: Mapping[str, Parts]
    people: Mapping[str, Mapping[str, int | None]]


def plan(case: Case, previous: Mapping[str, Any] | None = None) -> Plan:
    """Look at every cell that the case can show, and mark what is hidden.

    A count from 1 to threshold - 1 is hidden with its share; where the source's setting says so, a remainder
    too; none and all are shown from a base of ten. Then whatever would give a hidden count away by
    subtraction: other measures of the item, its base, the other groups, the groups of a column that this one
    refines, and the same cell in a draft that was shared before a few replies came in (`previous`, claims of one beside
    those that the case knows of).
    The pattern of complementary suppression follows Hundepool et al. (2012), Statistical Disclosure Control,
    chapter 4. Which group is hidden with
    another is the one with the smallest base: a rule that can be explained, not an optimum.
    """
    by_item, counted = measures(case), tallies(case)
    drafts = [shared(one, by_item, counted) for one in (*case.shared, *([previous] if previous else []))]
    hidden: set[str] = set()
    parts: dict[str, Parts] = {}
    for item_id, tally in counted.items():
        rule, found = rule_of(case, tally.item.instrument), by_item[item_id]
        hidden |= _hidden_measures(found, tally, rule, drafts)
        parts[item_id] = {} if found[0].id in hidden else _parts(case, tally, found, hidden, drafts)
    open_ = [(m, counted[i]) for i, found in by_item.items() for m in found if m.id not in hidden]
    filters, number = _filters(case, by_item), people(case, open_)
    for item_id, tally in counted.items():
        item, asks = tally.item, filters.get(item_id)
        filtered = asks and (asks.id in hidden or _tells(case, item, asks, hidden, parts))
        if filtered or (item.condition and not asks and _tells_of_routing(case, item, number)):
            hidden |= {measure.id for measure in by_item[item_id]}
            parts[item_id] = {}
    placed = {instrument: layout(case, instrument) for instrument in case.framework.instruments}
    for item_id, tally in counted.items():
        leading, instrument = by_item[item_id][0], tally.item.instrument
        if leading.id in hidden:
            hidden |= {leading.of(column, value).id for column, value in tally.groups}
        else:
            also = {g for g in tally.groups if item_id in filters and filters[item_id].of(*g).id in hidden}
            also |= {(c, v) for c, v in tally.groups if number[f"{instrument}.{c}"].get(v, 0) is None}
            hidden |= hidden_groups(leading, tally, rule_of(case, instrument), drafts, placed[instrument], also)
    gone = [measure for measure in every_measure(case) if _positive(measure) in hidden]
    withheld = {measure.id for measure in gone if _pinned(case, measure) or _told(case, measure, drafts)}
    return Plan(frozenset(hidden), frozenset(withheld), parts, number)


@once
def plan_of(case: Case) -> Plan:
    """The plan of a case beside the drafts of it that were shared, made once."""
    return plan(case)


@once
def every_measure(case: Case) -> list[Measure]:
    """Every measure that the case can show: each item's, the leading one's complement and groups."""
    every: list[Measure] = []
    for item_id, found in measures(case).items():
        every += [*found, found[0].negative(), *(found[0].of(*group) for group in tallies(case)[item_id].groups)]
    return every


def _positive(measure: Measure) -> str:
    return measure.id.removesuffix(".not")


def _hidden_measures(found: Sequence[Measure], tally: Tally, rule: Rule, drafts: Sequence[Shared]) -> set[str]:
    """The measures of one item to hide, taking them in order so that the leading one is kept the longest."""
    known = [base_vector(tally)]
    hidden = set()
    for measure in found:
        cell = tally.cell(measure)
        counted = vector(measure.counts, tally)
        if (
            found[0].id in hidden
            or rule.hides(*cell)
            or differs(cell, measure.id, drafts, rule)
            or still_hidden(cell, measure.id, drafts, rule)
            or gives_away(tally, [*known, counted], found[0], rule)
            or tells_since(tally, [*known, counted * known[0]], found[0], rule, drafts)
        ):
            hidden.add(measure.id)
        else:
            known.append(counted)
    return hidden


def _parts(case: Case, tally: Tally, found: Sequence[Measure], hidden: set[str], drafts: Sequence[Shared]) -> Parts:
    """The answers of an item joined for a chart: as declared if that is safe, else counted and not counted."""
    rule = rule_of(case, tally.item.instrument)
    known = [base_vector(tally)]
    known += [vector(m.counts, tally) for m in found if m.id not in hidden]
    inside = {answer for answer, in_base in zip(tally.answers, known[0], strict=True) if in_base}
    declared: dict[str, tuple[str, ...]] = {}
    for answer in case.framework.answers[tally.item.answers]:
        if answer.part and answer.answer in inside:
            declared[answer.part] = (*declared.get(answer.part, ()), answer.answer)
    counted = [label for label, answers in declared.items() if set(answers) <= set(found[0].counts)]
    others = [label for label in declared if label not in counted]
    joined = {
        _joined(labels): tuple(a for label in labels for a in declared[label]) for labels in (counted, others) if labels
    }
    for choice in (declared, joined):
        vectors = [vector(answers, tally) for answers in choice.values()]
        seen = [*known, *(counts * known[0] for counts in vectors)]
        if not gives_away(tally, seen, found[0], rule) and not tells_since(tally, seen, found[0], rule, drafts):
            return choice
    return {}


def _joined(labels: Sequence[str]) -> str:
    """Joined categories named: "adequate, weak or unsatisfactory", "do not agree or don't know"."""
    return ", ".join(labels) if " or " in labels[-1] else " or ".join(labels)


def _filters(case: Case, by_item: Mapping[str, list[Measure]]) -> dict[str, Measure]:
    """For each question that another one filters, the leading measure of that one: its count is a base.

    Filter questions stand before what they filter, in the table and here.
    """
    found = {}
    for instrument in case.framework.instruments:
        columns = {item.column: item for item in case.framework.items_of(instrument)}
        for item in columns.values():
            asks = columns.get(item.condition[0]) if item.condition else None
            if asks:
                found[item.item] = by_item[asks.item][0]
    return found


def _tells(case: Case, item: Item, asks: Measure, hidden: set[str], parts: Mapping[str, Parts]) -> bool:
    """Whether a filtered question's base, with what is shown of its filter, gives a small answer of that away."""
    tally = tallies(case)[asks.item.item]
    _, test, value = item.condition or ("", "=", "")
    put_to = vector([answer for answer in tally.answers if (answer == value) == (test == "=")], tally)
    shown = [measure for measure in measures(case)[asks.item.item] if measure.id not in hidden]
    known = [base_vector(tally), *(vector(measure.counts, tally) for measure in shown)]
    known += [vector(answers, tally) for answers in parts[asks.item.item].values()]
    return gives_away(tally, [*known, put_to * known[0]], asks, rule_of(case, item.instrument))


def _tells_of_routing(case: Case, item: Item, number: Mapping[str, Mapping[str, int | None]]) -> bool:
    """Whether the base of a question put only to some groups gives a small number of people away.

    It would where few people were asked or few were not, and where some of the groups whose number of people is
    hidden were asked and others were not: their sum is known, so each part of it would be.
    """
    rows, rule = counted_rows(case, item.instrument), rule_of(case, item.instrument)
    put_to = asked(rows, item, case.framework)
    if rule.small(int(put_to.sum())) or rule.small(len(rows) - int(put_to.sum())):
        return True
    column = item.condition[0] if item.condition else ""
    gone = {value for value, n in number.get(f"{item.instrument}.{column}", {}).items() if n is None}
    asked_of = gone & set(rows[column][put_to])
    return bool(asked_of) and asked_of != gone


def _told(case: Case, measure: Measure, drafts: Sequence[Shared]) -> bool:
    """Whether a hidden measure's word would tell of the few answers that came in since a draft was shared."""
    scale = case.framework.scales[case.params.wording.terms]
    return bool(drafts) and word_tells(tallies(case)[measure.item.item].cell(measure), measure.id, drafts, scale)


def _pinned(case: Case, measure: Measure) -> bool:
    """Whether a hidden measure's word must go too: with the words beside it, it could only mean hidden counts.

    A hidden group's word always goes: the others' numbers and the group's people would narrow what it means. So
    does that of a further measure of an item. A complement's word is held against the counts of what it is the
    complement of, and against the word of that where it is said.
    """
    rule, tally = rule_of(case, measure.item.instrument), tallies(case)[measure.item.item]
    leading = measures(case)[measure.item.item][0]
    numerator, base = tally.cell(measure)
    if base == 0 or measure.id not in (leading.id, leading.negative().id):
        return True
    scale = case.framework.scales[case.params.wording.terms]
    if not measure.complement:
        return rule.pins(scale, scale.term(numerator, base), base)
    said = {base - count for count in scale.counts(scale.term(numerator, base), base)}
    if not _pinned(case, leading):
        said &= set(scale.counts(scale.term(base - numerator, base), base))
    return all(rule.hides(count, base) for count in said)
