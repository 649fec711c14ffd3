"""What can be said of a measure: its word with its people, its share in each form, its groups, a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from ..estimates import Estimate, clear_difference, estimates, groups
from ..evidence import Case
from ..wording import counted, listed, of_people, percent, quantity, respondents
from .things import Cannot, Said, Telling, Thing, words_of

CLEARLY = {
    "higher": "clearly higher than",
    "lower": "clearly lower than",
    "no clear difference": "not clearly different from",
}

#: The forms that show a number.
NUMBERS: Mapping[str, Callable[[Estimate], str]] = {
    "percent": percent,
    "count": lambda estimate: f"{estimate.numerator:,} of {estimate.base:,}",
    "numerator": lambda estimate: f"{estimate.numerator:,}",
    "base": lambda estimate: f"{estimate.base:,}",
}


def share(case: Case, estimate: Estimate, telling: Telling) -> Thing:
    """A measure, or one group of it, as a thing that a narrative can name; alone, its word with its people.

    Numbers that are hidden, and words that are withheld, are refused; each refusal says what can be said instead.
    """

    def some() -> str:
        """The word with its people: in full at first, in short from then on."""
        word = _word(case, estimate)
        return of_people(word, respondents(case, estimate, telling.again(estimate.measure.item.instrument)))

    forms: dict[str, Callable[[], Said | str | bool]] = {
        "word": lambda: _word(case, estimate),
        "term": lambda: _worded(estimate).term or "",
        "fraction": lambda: _fraction(estimate),
        **{name: partial(_number, estimate, say) for name, say in NUMBERS.items()},
        "sentence": lambda: _sentence(estimate, some()) + counted(case, estimate),
        "shown": lambda: not estimate.hidden,
        "has_word": lambda: estimate.term is not None,
    }
    calls: dict[str, Callable[..., Said | str]] = {
        "of": lambda whose: of_people(_word(case, estimate), words_of(whose)),
        "groups": lambda column: _groups(case, estimate, words_of(column)),
        "compared": lambda other: _compared(case, estimate, other),
    }
    return Thing(estimate.id, lambda: Said.one(some() + counted(case, estimate), estimate.id), forms, calls)


def _number(estimate: Estimate, say: Callable[[Estimate], str]) -> str:
    return say(_shown(estimate))


def _worded(estimate: Estimate) -> Estimate:
    """The estimate, where its word may be said."""
    if estimate.term is None:
        raise Cannot(f"the word for {estimate.id} is withheld, as it would tell how few answered one way; leave it out,"
                     " or say that it is not reported here")  # fmt: skip
    return estimate


def _shown(estimate: Estimate) -> Estimate:
    """The estimate, where its numbers may be shown."""
    if _worded(estimate).hidden:
        raise Cannot(f"the numbers of {estimate.id} are hidden, as few answered one way; its word can be said:"
                     f" {{{{ {estimate.id} }}}}")  # fmt: skip
    return estimate


def _word(case: Case, estimate: Estimate) -> str:
    return quantity(case, _worded(estimate))


def _fraction(estimate: Estimate) -> str:
    """The fraction, which a hidden share has not, nor one that is near none."""
    if not _shown(estimate).fraction:
        raise Cannot(f"no fraction is near the share of {estimate.id}; .term and .percent can be said")
    return estimate.fraction or ""


def _sentence(estimate: Estimate, some: str) -> str:
    records = estimate.measure.item.instrument == "record_reading"
    return f"in {some}, {estimate.measure.sentence}" if records else f"{some} {estimate.measure.sentence}"


def _groups(case: Case, estimate: Estimate, column: str) -> Said:
    """Every group of a column whose numbers are shown, with its term: "most of the police and few of the teachers"."""
    columns = case.params.groups.of(estimate.measure.item.instrument)
    if column not in columns:
        raise Cannot(f"there are no such groups of {estimate.id}; there are {listed(columns) or 'none'}")
    shown = [cell for cell in groups(case, estimate, column) if not cell.hidden and cell.term]
    if not shown:
        raise Cannot(f"no group of {estimate.id} by {column} is large enough to be shown; leave the groups out")
    parts: list[tuple[str, str]] = []
    for place, cell in enumerate(shown):
        join = "" if place == 0 else " and " if place == len(shown) - 1 else ", "
        parts += [(join, ""), (of_people(cell.term or "", respondents(case, cell)), cell.id)]
    return Said(tuple(part for part in parts if part[0]))


def _compared(case: Case, first: Estimate, other: object) -> Said:
    """How one share stands to another, by the interval of their difference; only what is independent is compared."""
    second = estimates(case).get(other.id) if isinstance(other, Thing) else None
    if second is None:
        raise Cannot(".compared wants the name of another measure or group in its brackets, without quotation marks")
    for estimate in (first, second):
        _shown(estimate)
    one, two = first.measure, second.measure
    same = (one.item, one.counts, one.complement) == (two.item, two.counts, two.complement)
    if one.group and not two.group and same:
        against, comparisons = _rest(second, first), _cells(case, second, one.group[0])
    elif one.group and two.group and same and one.group[0] == two.group[0] and one.group != two.group:
        against, comparisons = second, _cells(case, first, one.group[0])
    elif one.item.instrument != two.item.instrument:
        against, comparisons = second, 1
    else:
        raise Cannot(
            "only what different people answered is compared: two groups of one question, a group and everyone, or two"
            " sources"
        )
    words = CLEARLY[clear_difference(first, against, comparisons)]
    return Said.one(words, first.id)


def _cells(case: Case, estimate: Estimate, column: str) -> int:
    """How many groups of a column are shown: a reader of one comparison knows that others were looked at."""
    name = estimate.id.split("[")[0] + (".not" if estimate.measure.complement and estimate.measure.group else "")
    everyone = estimates(case).get(name, estimate)
    return max(1, sum(not cell.hidden for cell in groups(case, everyone, column)))


def _rest(everyone: Estimate, cell: Estimate) -> Estimate:
    """All who answered but for one group: both are shown, so this gives nothing away."""
    if everyone.numerator is None or everyone.base is None or cell.numerator is None or cell.base is None:
        return Estimate(everyone.measure)
    if everyone.base == cell.base:
        raise Cannot("this group is everyone who answered; there is nobody to compare it with")
    return Estimate(everyone.measure, everyone.numerator - cell.numerator, everyone.base - cell.base)
