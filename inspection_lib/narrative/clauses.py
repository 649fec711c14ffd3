"""One piece of evidence as a clause: an estimate, its groups, a note or a figure, in the words of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from ..context import Figure
from ..estimates import Estimate, clear_difference, estimates, groups
from ..evidence import Case
from ..measures import measures
from ..voices import VOLUNTEERS, Note
from ..wording import counted, inner, of_people, published, quantity, respondents

CLEAR = 15  # points that a group must be from all who answered to be worth a sentence

HEARD = {
    "staff": ("staff told us that", "we heard from staff that", "staff we met said that"),
    "children and young people": (
        "children and young people told us that",
        "children and young people we met said that",
        "we heard from children and young people that",
    ),
    "parents and carers": ("parents and carers told us that", "we heard from parents and carers that"),
    "senior leaders": ("senior leaders told us that", "leaders we met said that"),
    "elected members": ("elected members told us that", "elected members we met said that"),
    "comment": ("a comment on the staff survey said that", "a member of staff wrote that"),
}
OTHERS = ("we were told that", "we heard that")  # of a group that has no words of its own here
QUOTED = {
    "staff": "a member of staff put it this way",
    "children and young people": "a young person put it this way",
    "parents and carers": "a parent put it this way",
    "senior leaders": "a senior leader put it this way",
    "elected members": "an elected member put it this way",
}
FIGURES = (
    "the partnership told us that",
    "the partnership reported that",
    "the partnership informed us that",
)
READ = ("noted that", "said that")


@dataclass(frozen=True)
class SharedWords:
    """A share's clause in parts: the quantity word, the people or records, and what is so of them."""

    word: str
    people: str
    sentence: str
    records: bool


@dataclass(frozen=True)
class Clause:
    """A finite clause, lower case and without a stop, with what it rests on.

    `good` says whether it is good news (None: plain description). Clauses of the same `speaker` can be joined,
    the second then in its `short` form; `after` is the id that it follows on from.
    """

    text: str
    rests_on: tuple[str, ...]
    good: bool | None = None
    speaker: str = ""
    short: str = ""
    after: str = ""
    ends: bool = False
    share: SharedWords | None = None

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


Way = TypeVar("Way")


class Rotation:
    """Ways of saying the same thing, taken in turn so that a page does not repeat itself.

    >>> turn = Rotation(0)
    >>> turn.next("said", ("told us", "said")), turn.next("said", ("told us", "said"))
    ('told us', 'said')
    """

    def __init__(self, start: int):
        self.start, self.used = start, dict[str, int]()

    def next(self, kind: str, ways: Sequence[Way]) -> Way:
        """The next way of one kind."""
        turn = self.used.get(kind, self.start)
        self.used[kind] = turn + 1
        return ways[turn % len(ways)]

    def seen(self, kind: str) -> bool:
        """Whether this kind came up before; from now on it has."""
        before = kind in self.used
        self.used.setdefault(kind, self.start)
        return before


def estimate_clauses(case: Case, leading: Estimate, turn: Rotation) -> list[Clause]:
    """What an item found: its leading measure or, where that is the smaller side of a grade, its complement.

    An item in several parts (in full, in part) gives its second as well, and the other side of a share is told
    where the published report told it.
    """
    item = leading.measure.item
    known = estimates(case)
    other = known[leading.measure.negative().id]
    if item.answers == "grade" and leading.share is not None and 2 * leading.share < 1:
        return [_estimate_clause(case, other, turn)]
    clauses = [_estimate_clause(case, leading, turn)]
    second = known.get(measures(case)[item.item][1].id) if item.answers == "extent" else None
    if second and second.term:
        word, phrase = quantity(case, second), second.measure.phrase
        short = f"{phrase} in {word}{counted(case, second)}"
        full = _estimate_clause(case, second, turn).text
        clauses.append(Clause(full, (second.id,), None, clauses[0].speaker, short))
    elif other.id in published(case) and other.term:
        clauses.append(replace(_estimate_clause(case, other, turn), good=not clauses[0].good))
    return clauses


def said(case: Case, estimate: Estimate) -> str:
    """What one estimate says, as a clause with its count: "almost all staff who replied knew it (9 of 10)"."""
    count = "" if estimate.hidden else f" ({estimate.numerator:,} of {estimate.base:,})"
    clause = _estimate_clause(case, estimate, Rotation(0)).text
    return clause if clause.endswith(")") else f"{clause}{count}"


def _estimate_clause(case: Case, estimate: Estimate, turn: Rotation) -> Clause:
    item, sentence = estimate.measure.item, estimate.measure.sentence
    word, tail = quantity(case, estimate), counted(case, estimate)
    records = item.instrument == "record_reading"
    people = respondents(case, estimate, turn.seen(f"respondents {item.instrument}"))
    share = None if tail else SharedWords(word, people, sentence, records)
    some = of_people(word, people)
    if not records:
        text, short = f"{some} {sentence}{tail}", f"{word} {sentence}{tail}"
    else:
        short_enough = len(sentence.split()) <= 14 and not sentence.startswith("it ")
        last = turn.next("records", (False, False, True)) and short_enough
        text = f"{sentence} in {some}{tail}" if last else f"in {some}, {sentence}{tail}"
        short = f"in {word}, {sentence}{tail}"
    speaker = f"{item.instrument} {item.asked_of}"
    return Clause(text, (estimate.id,), estimate.good_news, speaker, short, share=share)


def group_clause(case: Case, found: Sequence[Estimate], turn: Rotation) -> Clause | None:
    """The group that stands out most from all who answered on any of some measures, if one does.

    It must differ clearly (every group of the measure counted as a comparison), be said with another term, and
    lie `CLEAR` points or more away.
    """
    apart: list[tuple[Fraction, Estimate, Estimate]] = []
    for estimate in found:
        columns = case.params.groups.of(estimate.measure.item.instrument)
        cells = [g for column in columns for g in groups(case, estimate, column) if g.share is not None]
        for cell in cells:
            if cell.share is None or estimate.share is None or cell.term == estimate.term:
                continue
            gap = abs(cell.share - estimate.share)
            clear = clear_difference(cell, _rest(estimate, cell), len(cells)) != "no clear difference"
            if 100 * gap >= CLEAR and clear:
                apart.append((gap, estimate, cell))
    if not apart:
        return None
    everyone, cell = max(apart, key=lambda pair: pair[0])[1:]
    place = "in " if cell.measure.item.instrument == "record_reading" else "for "
    which = "higher" if (cell.share or 0) > (everyone.share or 0) else "lower"
    who, term = respondents(case, cell), f"{cell.term}{counted(case, cell)}"
    ways = (f"the share was {which} {place}{who}: {term}", f"{place}{who} the share was {which}: {term}")
    return Clause(turn.next("groups", ways), (cell.id, everyone.id), None, "group", ends=True)


def _rest(everyone: Estimate, cell: Estimate) -> Estimate:
    """All who answered but for one group: both are shown, so this gives nothing away."""
    if None in (everyone.numerator, everyone.base, cell.numerator, cell.base) or everyone.base == cell.base:
        return Estimate(everyone.measure)
    numerator, base = everyone.numerator - cell.numerator, everyone.base - cell.base  # type: ignore[operator]
    return Estimate(everyone.measure, numerator, base)


def note_clause(note: Note, turn: Rotation) -> Clause:
    """What a note says, told by those who said, wrote or saw it."""
    good = {"strength": True, "area for improvement": False}.get(note.direction)
    said, speaker = inner(note.text), f"{note.kind} {note.told_by}"
    if note.use == "quote":
        quoted = note.text.strip().strip('"“”')
        lead = QUOTED.get(note.group, "it was put this way")
        return Clause(f"{lead}: “{quoted}”", (note.id,), good, "quote", after=note.qualifies)
    if note.kind == "heard" or note.told_by == "comment":
        leads = HEARD.get("comment" if note.told_by == "comment" else note.group, OTHERS)
        lead = turn.next(speaker, leads)
        short = f"{'another comment said' if note.told_by == 'comment' else 'they also told us'} that {said}"
        return Clause(f"{lead} {said}", (note.id,), good, speaker, short, note.qualifies)
    if note.kind == "seen":
        who = "our young inspection volunteers found that" if note.told_by == VOLUNTEERS else "we saw that"
        again = "they also found" if note.told_by == VOLUNTEERS else "we also saw"
        short = f"{again} that {said}"
        return Clause(f"{who} {said}", (note.id,), good, speaker, short, note.qualifies)
    if note.direction in ("context", "strength"):
        return Clause(said, (note.id,), good, "", after=note.qualifies)
    return Clause(
        f"{_document(note.told_by)} {turn.next('read', READ)} {said}",
        (note.id,),
        good,
        "",
        after=note.qualifies,
    )


def _document(told_by: str) -> str:
    """A document by its owner: the partnership's plan, NHS Lanarkshire's plan, the Voice task group's plan."""
    owner, _, kind = told_by.rpartition("'s ")
    if not owner.strip():
        return kind
    if "partnership" in owner and "children's services" not in owner:
        return f"the partnership's {kind}"
    common = owner.split()[-1].islower() or owner.startswith(("Scottish", "University"))
    return f"{'the ' if common else ''}{owner}'s {kind}"


def figure_clause(figure: Figure, turn: Rotation) -> Clause:
    """What the partnership supplied, said as theirs."""
    lead = turn.next("figures", FIGURES)
    return Clause(f"{lead} {figure.text}", (figure.id,), None, "figures", f"it also told us that {figure.text}")
