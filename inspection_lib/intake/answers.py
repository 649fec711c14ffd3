"""Answers in a tool's spelling read as the scale's: exactly, without a code in front, by a dictionary, as confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import Problem, nearest
from ..evidence import CHOICES, AnswerUse
from ..framework import Framework
from .mapping import LEFT_OUT, NOT_ANSWERED, Mappings
from .opened import counted, replaced
from .spelling import OTHER, closest, tidy, uncoded

UNASKED = frozenset({"not answered", "no answer", "no response", "missing", "system missing", "skipped", "not asked"})
#: What tools write where nothing was answered; offered, as each may also be a code or an answer.
OFTEN_BLANK = frozenset({"n/a", "na", "#n/a", "-", "--", "null", "none", "-1", "-99", "-999", "99", "999", "not shown"})
NO_ANSWER = "an answer that is not known; one of these was wanted"
NO_WORD = "this is not one of these"


@dataclass(frozen=True)
class Scale:
    """The texts that a column may hold, and the names under which mapping.csv may speak of its answers."""

    column: str
    allowed: tuple[str, ...]
    about: tuple[str, ...]
    closed: bool


def scales(table: str, framework: Framework) -> list[Scale]:
    """The scale of every column of a table that has one: its questions, its closed lists, its named groups."""
    found = []
    for column, allowed in CHOICES.get(table, {}).items():
        found.append(Scale(column, tuple(allowed), (column,), True))
    for item in framework.items_of(table):
        words = tuple(answer.answer for answer in framework.answers[item.answers])
        found.append(Scale(item.column, (*words, ""), (item.column, item.answers), True))
    done = {scale.column for scale in found}
    for column in dict.fromkeys(group.column for group in framework.groups if group.instrument == table):
        named = [g.value for g in framework.groups if (g.instrument, g.column) == (table, column) and g.value]
        routed = [v for r in framework.routes.values() if (r.instrument, r.column) == (table, column)
                  for v in r.values.split(";")]  # fmt: skip
        if column not in done:
            found.append(Scale(column, tuple(dict.fromkeys([*named, *routed, ""])), (column,), False))
    return found


def read_as(
    column: pd.Series, used: np.ndarray, scale: Scale, table: str, mapping: Mappings, labels: Mapping[str, str]
) -> tuple[pd.Series, list[AnswerUse], list[str]]:
    """A column in the scale's own spelling; what was read as what in the rows to use, and what is none of it there."""
    known = {tidy(word): word for word in scale.allowed}
    changes: dict[str, str] = {}
    uses, unknown = [], []
    for text, cells in counted(column if used.all() else column[used]).items():
        if text in scale.allowed and text not in labels:
            continue
        read, how = _read(text, scale, table, mapping, labels, known)
        if how:
            changes[text] = read
            uses.append(AnswerUse(scale.column, text, read, how, cells))
        elif text:
            unknown.append(text)
    return replaced(column, changes), uses, sorted(unknown)


def _read(
    text: str, scale: Scale, table: str, mapping: Mappings, labels: Mapping[str, str], known: Mapping[str, str]
) -> tuple[str, str]:
    """What a text is read as, and how that is known; ("", "") where it is not."""
    entry = mapping.answer(table, scale.about, text)
    if entry and entry.confirmed == "yes" and entry.maps_to:
        return ("" if entry.maps_to in (NOT_ANSWERED, LEFT_OUT) else entry.maps_to), "as confirmed"
    if text in labels:
        label = labels[text]
        if not label or tidy(label) in UNASKED:
            return "", "by the data dictionary"
        read = known.get(tidy(label)) or known.get(tidy(uncoded(label)))
        if not read and not scale.closed:
            return ("other" if OTHER.search(label) else label), "by the data dictionary"
        return (read, "by the data dictionary") if read else ("", "")
    if tidy(text) in known:
        return known[tidy(text)], "capitals, spaces and marks aside"
    if not scale.closed and (OTHER.search(text) or tidy(text) == "other"):
        return "other", "words for other"
    plain = tidy(uncoded(text))
    return (known[plain], "without the code in front") if plain in known and plain else ("", "")


def unknown_answers(
    column: pd.Series, rows: pd.Series, scale: Scale, unknown: Sequence[str], file: str, code: str
) -> list[Problem]:
    """One problem for each nearest answer of the texts that are none of a scale: the first row, and how often."""
    listed = ", ".join(answer or "blank" for answer in scale.allowed)
    said = NO_WORD if code == "I9" else NO_ANSWER
    kinds: dict[str, list[str]] = {}
    for text in unknown:
        kinds.setdefault(f"{said}: {listed}{nearest(text, scale.allowed)}", []).append(text)
    if "" not in scale.allowed and (column == "").any():
        kinds[f"this is blank; one of these was wanted: {listed}"] = [""]
    return [_unknown(message, rows[column.isin(texts).to_numpy()], len(texts), file, code, scale.column)
            for message, texts in kinds.items()]  # fmt: skip


def _unknown(message: str, rows: pd.Series, kinds: int, file: str, code: str, column: str) -> Problem:
    several = f"{kinds:,} such answers in " if kinds > 1 else ""
    more = f" ({several}{len(rows):,} rows, this is the first)" if len(rows) > 1 else ""
    return Problem(code, "stops", f"{message}{more}", file, int(rows.iloc[0]), column)


def taken_out(uses: Sequence[AnswerUse]) -> int:
    """How many answers in words a person has confirmed as no answer; what tools write for a blank is none.

    >>> taken_out([AnswerUse("valued", "Neither", "", "as confirmed", 79), AnswerUse("valued", "n/a", "", "", 3)])
    79
    """
    return sum(use.cells for use in uses if not use.read_as and use.spelt and not _blank(use.spelt))


def _blank(text: str) -> bool:
    """Whether a text is one that tools write where nothing was answered."""
    return tidy(text) in UNASKED or text.casefold().strip() in OFTEN_BLANK or tidy(text) in OFTEN_BLANK


def offer(text: str, scale: Scale) -> tuple[str, str]:
    """The scale's answer that a person might mean by a text, and how near it is; blanks where none is near."""
    if tidy(text) in OFTEN_BLANK:
        return NOT_ANSWERED, "often stands for no answer"
    word, like = closest(uncoded(text), [answer for answer in scale.allowed if answer])
    return (word, f"close wording ({like:.2f})") if word else ("", "nothing near")
