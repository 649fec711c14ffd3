"""Working views of how far readers of the same records agree: by question, by reader, and in the words that follow."""

from __future__ import annotations

from collections.abc import Iterable

from ..evidence import Case
from ..readers import TENTATIVE, Agreement, Reliance, agreements, by_two, kinds, severities
from ..tables import ABSENT, HIDDEN, Table, whole
from ..wording import capital, count_of
from .blocks import Message, Section, Text

KINDS = {"yes_no": "Yes or no", "extent": "In full, in part, not at all", "grade": "Grades 1 to 6"}
UNSURE = (Reliance.LITTLE, Reliance.TENTATIVE, Reliance.AT_LEAST)
NOTE = (
    "Alpha is agreement beyond what chance would give: 1 if readers always agree, 0 if no more than by chance. From "
    "0.800 conclusions can rest on the answers, from 0.667 tentative ones, below that none (Krippendorff 2004). It is "
    "of the answers, and judges no reader. The interval says how far it hangs on which records were read twice; there "
    "is none where all agree. Alpha is withheld, and a number of records hidden, where a small number of records could "
    "be worked out from it."
)


def agreement(case: Case) -> Section:
    """How far two readers of the same record agreed: by kind of answer, and question by question, least agreed first.

    That one of twelve records was read in two ways is about readers, and is shown; what was answered is not.
    """
    if not agreements(case):
        return Section("agreement", "", 7, (_none(case),))
    twice = count_of(len(by_two(case)), "record", "records")
    rows = tuple(
        (KINDS.get(name, capital(name.replace("_", " "))), str(found.questions), *_numbers(found))
        for name, found in kinds(case).items()
    )
    columns = ("Kind of answer", "Questions", *COLUMNS)
    caption = f"{twice} read by two people: how far they agreed"
    by_kind = Table(caption, columns, rows, NUMBERS, told=frozenset({len(columns) - 1}))
    by_question = _questions(case, agreements(case).values(), f"How far two readers agreed on each question: {twice}")
    return Section("agreement", "", 7, (Text(NOTE), by_kind, by_question))


def severity(case: Case) -> Section:
    """Whether a reader, by letter, or a kind of reader answers higher or lower than others do of the same records."""
    rows = tuple(
        (
            f"Reader {found.who.upper()}" if found.column == "reader" else f"{capital(found.who)}s",
            str(found.records),
            str(found.questions),
            f"{found.steps:+.1f}" if abs(found.steps) >= 0.05 else "0.0",
        )
        for found in severities(case)
    )
    if not rows:
        none = "No reader shares enough records with another to say whether one answers higher."
        return Section("severity", "", 7, (_none(case) if not agreements(case) else Message(none),))
    columns = (
        "Who",
        "Records shared with another",
        "Questions with an order",
        "Steps above (+) or below (-) the other",
    )
    title = "Whether readers answer higher or lower than others do of the same records"
    return Section("severity", "", 7, (Table(title, columns, rows, frozenset({1, 2, 3})),))


def another_reader(case: Case) -> Section:
    """Which words would change if the second reading counted, and the questions that readers are not agreed on."""
    known = agreements(case)
    if not known:
        return Section("another-reader", "", 7, (_none(case),))
    rows = tuple(
        (
            case.framework.items[name].wording,
            found.first_term or "withheld",
            found.second_term or "withheld",
            f"{found.second[0]:,} of {found.second[1]:,}" if found.second else HIDDEN,
        )
        for name, found in known.items()
        if found.changes
    )
    columns = ("Question", "The word", "If the second reading counted", "Count then")
    changed = Table("Words that another reader would change", columns, rows, frozenset({3}))
    unsure = [found for found in known.values() if found.reliance in UNSURE]
    blocks: list[object] = [changed if rows else Message("No word would change if the second readings counted.")]
    if unsure:
        blocks += [_questions(case, unsure, "Questions on which alpha is below 0.800, or may be"), Text(NOTE)]
    return Section("another-reader", "", 7, tuple(blocks))


COLUMNS = ("The same", "Within one step", "Alpha", "95% interval", "What the answers can carry")
NUMBERS = frozenset(range(1, 6))


def _questions(case: Case, found: Iterable[Agreement], caption: str) -> Table:
    """Questions with how far readers agree on each, the least agreed first; those whose share is hidden last."""
    worst = list(Reliance)
    order = sorted(found, key=lambda f: (f.share is None, f.share or 0, worst.index(f.reliance)))
    rows = tuple((case.framework.items[f.item].wording, whole(f.pairs), *_numbers(f)) for f in order)
    columns = ("Question", "Answered twice", *COLUMNS)
    return Table(caption, columns, rows, NUMBERS, told=frozenset({len(columns) - 1}))


def _numbers(found: Agreement) -> tuple[str, ...]:
    """The shares, alpha, interval and meaning of one agreement.

    An interval's ends are given to one decimal: more would promise more than so few records hold, and tell more.
    """
    said = found.reliance not in (Reliance.ALIKE, Reliance.FEW)
    absent = ABSENT if found.alpha is not None or not said else "withheld"
    near = _percent(found.near) if found.level == "ordinal" else ABSENT
    alpha = absent if found.alpha is None else f"{found.alpha:.2f}"
    ends = absent if found.low is None or found.high is None else f"{found.low:.1f} to {found.high:.1f}"
    return _percent(found.share), near, alpha, ends, _meaning(found)


def _meaning(found: Agreement) -> str:
    """What the answers can carry, and whether the interval reaches to where they can carry nothing."""
    words = capital(found.reliance.value)
    doubt = found.low is not None and found.low < TENTATIVE and found.reliance is not Reliance.LITTLE
    return f"{words}, though the interval reaches below {TENTATIVE}" if doubt else words


def _percent(share: int | None) -> str:
    return HIDDEN if share is None else f"{share}%"


def _none(case: Case) -> Message:
    if not len(case.evidence["record_reading"]):
        return Message("No record has been read yet.")
    return Message("Too few records were read by two people to say how far readers agreed.")
