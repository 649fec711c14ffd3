"""What a heading cannot report, as one sentence that says why and gives nothing away."""

from __future__ import annotations

from collections.abc import Sequence

from ..context import plain
from ..estimates import Estimate
from ..evidence import Case
from ..measures import counted_rows
from .clauses import Clause


def withheld_clause(case: Case, found: Sequence[Estimate]) -> Clause | None:
    """What a heading cannot report, in one sentence: how many findings of records and answers of surveys, and why.

    That too few were read or answered is said where a whole source is that small, which its total tells anyway. Of
    a question that only some were asked it is not said: the size of its base could give a hidden count away.
    """
    gone = [e for e in found if not e.term]
    if not gone:
        return None
    read = [e for e in gone if e.measure.item.instrument == "record_reading"]
    asked = [e for e in gone if e not in read]
    what = [
        *([f"{_in_words(len(read), 'finding')} from the records"] if read else []),
        *([f"the answers to {_in_words(len(asked), 'question')}"] if asked else []),
    ]
    text = f"we do not report {' or '.join(what)} here, because {_why_withheld(case, read, asked)}"
    return Clause(text, tuple(e.id for e in (*read, *asked)), ends=True)


def _why_withheld(case: Case, read: Sequence[Estimate], asked: Sequence[Estimate]) -> str:
    few = [bool(some) and all(_tiny(case, e.measure.item.instrument) for e in some) for some in (read, asked)]
    plainly = [why for why, so in zip(("too few records were read", "too few people answered"), few, strict=True) if so]
    pointing = "that someone might be recognised"
    if read and asked and not any(few):
        return f"so few records or people stood behind them, or on one side, {pointing}"
    if read and not few[0]:
        plainly.append(f"so few records held an answer or stood on one side {pointing}")
    if asked and not few[1]:
        plainly.append(f"so few people answered or stood on one side {pointing}")
    return (" and " if all(few) else ", and ").join(plainly)


def _tiny(case: Case, instrument: str) -> bool:
    """Whether a source has too few people or records for any share to be shown."""
    return len(counted_rows(case, instrument)) < case.params.groups.smallest_base


def _in_words(number: int, one: str) -> str:
    """A small number of things in words.

    >>> _in_words(1, "question"), _in_words(3, "question"), _in_words(12, "question")
    ('one question', 'three questions', '12 questions')
    """
    return f"{plain(number)} {one if number == 1 else f'{one}s'}"
