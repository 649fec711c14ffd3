"""How far two readers of the same records agree on a question, and whether the second would have changed its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from ..estimates import Estimate, leading
from ..evidence import Case, once
from ..framework import Item
from ..measures import Tally, count, counted_rows
from ..proportions import whole_percent
from ..suppression import Rule, rule_of
from .alpha import FEWEST, Level, coincidences, defined, interval, of
from .pairs import by_two, level, places, values

RECORDS = "record_reading"
RELY, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), Content Analysis, 2nd edition, section 11.4
OPEN = 5  # answers in order from which an alpha does not tell how often each was given
ANOTHER = "another term"


class Reliance(Enum):
    """What an answer can carry by its alpha, worst first; the cut-offs are Krippendorff's own, .667 and .800."""

    LITTLE = "too little agreement to rest a conclusion on"
    TENTATIVE = "tentative conclusions only"
    AT_LEAST = "tentative conclusions at least"
    RELY = "conclusions can rest on it"
    ALIKE = "both readers gave all records one answer: agreement beyond chance cannot be told"
    FEW = "too few records with two answers to say"


@dataclass(frozen=True)
class Agreement:
    """How far readers agree on one question, or on all `questions` of one kind (`item` is then the answers' name).

    `pairs` are answers that two people gave about one record. They, `agreed` and `within_one` (ordinal only) are None
    where the number of pairs, or of those missing, is small: it may be of records to which a question does not apply.
    `share` and `near` are whole per cents of pairs, kept where they do not tell that number. `alpha` is None where it
    is undefined, of fewer pairs than a group is shown of, and where it would tell a small number of answers;
    `reliance` says which, as far as it can be said. `first_term` is the leading estimate's, None if that is hidden;
    `second_term` what it would be under the second readings, and `second` its count and base where it is another one
    and they can be shown.
    """

    item: str
    level: Level
    questions: int
    pairs: int | None
    agreed: int | None
    within_one: int | None
    share: int | None
    near: int | None
    alpha: float | None
    low: float | None
    high: float | None
    reliance: Reliance
    first_term: str | None = None
    second_term: str | None = None
    second: tuple[int, int] | None = None

    @property
    def changes(self) -> bool:
        """Whether another reader would have changed the word."""
        return self.second_term not in (None, self.first_term)


@once
def agreements(case: Case) -> dict[str, Agreement]:
    """The agreement on each question of the records, by item id; empty where fewer records were read than are shown.

    Records that one person read twice, or nobody is named for, do not count.
    """
    rows, rule = by_two(case), rule_of(case, RECORDS)
    if not len(rows) or rule.small(len(rows)):
        return {}
    second = _under_second_readings(case)
    shown = {e.measure.item.item: e for e in leading(case, source=RECORDS) if not e.hidden}
    found = {}
    for item in case.framework.items_of(RECORDS):
        agreement = _agreement(case, item.item, [item])
        if item.item in shown:
            agreement = _with_terms(case, agreement, shown[item.item], second[item.item])
        found[item.item] = agreement
    return found


@once
def kinds(case: Case) -> dict[str, Agreement]:
    """The agreement on all questions of each kind of answer together, by the answers' name; empty as `agreements`.

    A record stays whole: the interval draws records, with all that was answered about each.
    """
    if not agreements(case):
        return {}
    items: dict[str, list[Item]] = {}
    for item in case.framework.items_of(RECORDS):
        items.setdefault(item.answers, []).append(item)
    return {name: _agreement(case, name, several) for name, several in items.items()}


def _agreement(case: Case, name: str, items: Sequence[Item]) -> Agreement:
    """The agreement over some questions with the same answers."""
    rows, rule, metric = by_two(case), rule_of(case, RECORDS), level(items[0], case.framework)
    each = [places(rows, item, case.framework) for item in items]
    several = len(values(items[0], case.framework))
    matrices = sum((coincidences(codes, several) for codes in each), np.zeros((len(rows), several, several)))
    answers = np.concatenate(each)
    both = answers[(answers >= 0).all(axis=1)]
    apart = np.abs(both[:, 0] - both[:, 1])
    pairs, agreed, near = len(both), int((apart == 0).sum()), int((apart <= 1).sum())
    told = pairs > 0 and not rule.small(pairs) and not rule.small(len(answers) - pairs)
    shared = pairs > 0 and (told or len(items) > 1 or agreed == pairs)
    ordinal = metric == "ordinal"
    few = pairs < max(FEWEST, rule.smallest_base)
    value = None if few else defined(of(matrices.sum(axis=0), metric))
    open_ = agreed == pairs or not _tells(both, several, metric, rule)
    low, high = interval(matrices, metric) or (None, None) if value is not None and open_ else (None, None)
    return Agreement(
        item=name,
        level=metric,
        questions=len(items),
        pairs=pairs if told else None,
        agreed=agreed if told else None,
        within_one=near if told and ordinal else None,
        share=whole_percent(agreed, pairs) if shared else None,
        near=whole_percent(near, pairs) if shared and ordinal else None,
        alpha=value if open_ else None,
        low=low,
        high=high,
        reliance=Reliance.FEW if few else _reliance(value, open_),
    )


def _tells(both: np.ndarray, several: int, metric: Level, rule: Rule) -> bool:
    """Whether an alpha, with the pairs that agree, would tell how few records had an answer.

    Of two answers, the pairs, those that agree and alpha give both counts exactly. With five grades or more a
    disagreement weighs by all that lies between, and nearly every alpha leaves each count open: of the ways in which 12
    pairs can be given six grades with up to three disagreements, about one in a thousand does not.
    """
    if metric == "ordinal" and several >= OPEN:
        return False
    counted = [*both.T, both[both[:, 0] == both[:, 1], 0]]
    return any(rule.hides(int(n), len(both)) for codes in counted for n in np.bincount(codes, minlength=several))


def _reliance(value: float | None, open_: bool) -> Reliance:
    """What an answer can carry. One whose alpha is withheld is told on which side of .667 it lies, and no more."""
    if value is None:
        return Reliance.ALIKE
    if value < TENTATIVE:
        return Reliance.LITTLE
    if not open_:
        return Reliance.AT_LEAST
    return Reliance.RELY if value >= RELY else Reliance.TENTATIVE


def _under_second_readings(case: Case) -> dict[str, Tally]:
    """Every question's tally with the second reader's answer in place of the first's, where the second gave one.

    A blank of the second reader says nothing, and leaves the first answer; a filter follows the second reader.
    """
    frame, rows = counted_rows(case, RECORDS).set_index("record_id"), by_two(case)
    items = case.framework.items_of(RECORDS)
    for item in items:
        given = rows[f"{item.column}_second"].dropna()
        column = frame[item.column].copy()
        column[given.index] = given
        frame[item.column] = column
    return count(frame, items, case.framework, [])


def _with_terms(case: Case, agreement: Agreement, first: Estimate, tally: Tally) -> Agreement:
    """An agreement with the word of a shown estimate, and the word under the second readings.

    A count or base under the second readings that is too small to show leaves the fact of another term, if it is one.
    """
    numerator, base = tally.cell(first.measure)
    if not base:
        return replace(agreement, first_term=first.term)
    rule = rule_of(case, RECORDS)
    term = case.framework.scales[case.params.wording.terms].term(numerator, base)
    asked = int(tally.total.sum()) + tally.blank
    left_out = len(counted_rows(case, RECORDS)) - asked
    if term == first.term:
        return replace(agreement, first_term=term, second_term=term)
    if rule.hides(numerator, base) or rule.small(left_out):
        return replace(agreement, first_term=first.term, second_term=ANOTHER)
    return replace(agreement, first_term=first.term, second_term=term, second=(numerator, base))
