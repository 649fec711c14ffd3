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
from .spelling import OTHER, closest, shortened, tidy, uncoded

UNASKED = frozenset({"not answered", "no answer", "no response", "missing", "system missing", "skipped", "not asked"})
#: What tools write where nothing was answered; offered, as each may also be a code or an answer.
OFTEN_BLANK = frozenset({"n/a", "na", "#n/a", "-", "--", "null", "none", "-1", "-99", "-999", "99", "999", "not shown"})
NO_ANSWER = "that is not known, which `inspection map` lists in mapping.csv; one of these was wanted"
NO_WORD = "this is not one of these"


@dataclass(frozen=True)
class Scale:
    """The texts that a column may hold, and the names under which mapping.csv may speak of its answers."""

    column: str
    allowed: tuple[str, ...]
    about: tuple[str, ...]
    closed: bool
    usual: tuple[str, ...] = ()


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
            usual = framework.usual(table, column)
            found.append(Scale(column, tuple(dict.fromkeys([*named, *routed, *usual, ""])), (column,), False, usual))
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
    column: pd.Series, rows: pd.Series, scale: Scale, unknown: Sequence[str], file: str, code: str, asked: str = ""
) -> list[Problem]:
    """One problem for each nearest answer of the texts that are none of a scale: the first row, and how often.

    An answer may be a person's words, so it is not said; `asked` is its column in the file, said if that is another.
    """
    listed = ", ".join(answer or "blank" for answer in scale.allowed)
    to = f" to '{shortened(asked)}'" if tidy(asked) not in ("", tidy(scale.column)) else ""
    said = NO_WORD if code == "I9" else f"an answer{to} {NO_ANSWER}"
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


def meant(text: str, usual: Sequence[str]) -> str:
    """The one usual answer that a group's name is close to, or has some of the words of; blank where there is none.

    >>> meant("Social work", ["social work or social care", "police"]), meant("Bellshill", ["other NHS"])
    ('social work or social care', '')
    """
    near, words = closest(text, usual)[0], set(tidy(text).split())
    within = [word for word in usual if words and words < set(tidy(word).split())]
    return near or (within[0] if len(within) == 1 else "")


def unusual(frame: pd.DataFrame, scale: Scale, meant: Mapping[str, str], file: str) -> list[Problem]:
    """A caveat for each usual answer of a group that another is close to: routing and groups go by the usual one."""
    found = []
    for word in sorted(set(meant.values())):
        there = frame[scale.column].astype(str).isin([text for text, one in meant.items() if one == word])
        message = f"an answer that is not one of the usual; did you mean '{word}'? `inspection map` offers it"
        found.append(Problem("I28", "caveat", message, file, int(frame.loc[there, "row"].iloc[0]), scale.column))
    return found


def taken_out(uses: Sequence[AnswerUse]) -> int:
    """How many answers in words a person has confirmed as no answer; what tools write for a blank is none.

    >>> taken_out([AnswerUse("valued", "Neither", "", "as confirmed", 79), AnswerUse("valued", "n/a", "", "", 3)])
    79
    """
    return sum(use.cells for use in uses if not use.read_as and use.spelt and not _blank(use.spelt))


def reworded(use: AnswerUse) -> bool:
    """Whether a person has confirmed an answer as one that is not close to it, such as how often as how far.

    >>> told = [AnswerUse("valued", *one, "as confirmed") for one in (("Sometimes", "disagree"), ("agreed", "agree"))]
    >>> [reworded(use) for use in told]
    [True, False]
    """
    confirmed = use.how == "as confirmed" and bool(use.read_as)
    return confirmed and not closest(uncoded(use.spelt), [use.read_as])[0]


def _blank(text: str) -> bool:
    """Whether a text is one that tools write where nothing was answered."""
    return tidy(text) in UNASKED or text.casefold().strip() in OFTEN_BLANK or tidy(text) in OFTEN_BLANK


def offer(text: str, scale: Scale) -> tuple[str, str]:
    """The scale's answer that a person might mean by a text, and how near it is; blanks where none is near."""
    if not scale.closed:
        return meant(text, scale.usual), "one of the usual answers"
    if tidy(text) in OFTEN_BLANK:
        return NOT_ANSWERED, "often stands for no answer"
    word, like = closest(uncoded(text), [answer for answer in scale.allowed if answer])
    return (word, f"close wording ({like:.2f})") if word else ("", "nothing near")
