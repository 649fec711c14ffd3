"""Forms in which tools write answers that are not one cell a question: one row an answer, "other", tick boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..params import FileSettings
from .boxes import Labels, listed, ticked
from .opened import WIDEST, Unreadable, blank, distinct, replaced, texts
from .shape import OWN_WORDS, Column, Table, named
from .spelling import OTHER, known_column, tidy

LONGEST_OTHER = 7  # words, as in "If other, please say what it was"
QUESTION = frozenset({"question", "question text", "question id", "questionid", "item", "variable", "statement"})
ANSWER = frozenset({"answer", "answer text", "response", "value", "answer value"})


@dataclass(frozen=True)
class Replies:
    """A table with one row a reply, and how many of the file's rows each reply came from (1, or its answers)."""

    table: Table
    rows: np.ndarray
    form: str


def replies(table: Table, own: FileSettings, known: Sequence[str], labels: Labels) -> Replies:
    """A table with one row a reply and one column a question, whatever the form in which the file has them.

    Options that are `known` wordings of questions of their own are no tick boxes; `labels` are a column's codes.

    Raises `Unreadable` for a long form in which a reply answers one question twice, or that has too many questions.
    """
    asked = frozenset(tidy(word) for word in known)
    used = table.aside == ""
    places = _long_places(table.columns)
    is_long = own.form == "long" or (not own.form and places is not None and _repeats(table.frame[places[0]], used))
    if not is_long:
        return Replies(_boxed(table, asked, labels, own), np.ones(len(table.frame), dtype=int), "wide")
    if places is None:
        raise Unreadable("one row an answer wants three columns: the reply's id, the question and the answer")
    wide, rows = _wide(table, places, used)
    return Replies(_boxed(wide, asked, labels, own), rows, "long")


def _boxed(table: Table, asked: frozenset[str], labels: Labels, own: FileSettings) -> Table:
    return ticked(listed(_others(table), asked), asked, labels, own.blank_boxes)


def _long_places(columns: Sequence[Column]) -> tuple[int, int, int] | None:
    """The places of id, question and answer, if there is one of each."""
    found = []
    for test in (lambda name: known_column(name) == "id", lambda n: tidy(n) in QUESTION, lambda n: tidy(n) in ANSWER):
        places = [place for place, column in enumerate(columns) if test(column.name)]
        if not places:
            return None
        found.append(places[0])
    return found[0], found[1], found[2]


def _repeats(ids: pd.Series, used: np.ndarray) -> bool:
    there = ids[used & ~blank(ids)]
    return there.nunique() < len(there)


def _wide(table: Table, places: tuple[int, int, int], used: np.ndarray) -> tuple[Table, np.ndarray]:
    """One row a reply from one row an answer. What is set aside stays a row of its own, with its reason."""
    id_, question, answer = places
    frame = table.frame.astype(str)
    rows = frame[used & ~blank(frame[id_])]
    twice = rows.duplicated([id_, question]) & (rows[question] != "")
    if twice.any():
        line = int(table.lines[rows.index[twice][0]])
        raise Unreadable("a reply answers one question twice", line)
    order = rows[id_].drop_duplicates()
    others = [place for place in frame.columns if place not in (question, answer)]
    own = rows[others].replace("", None).groupby(rows[id_].to_numpy(), sort=False).first().fillna("").loc[order]
    asked = [text for text in rows[question].drop_duplicates() if text]
    if len(asked) > WIDEST:
        raise Unreadable(f"the file has more than {WIDEST:,} questions")
    given = rows[rows[question] != ""].pivot(index=id_, columns=question, values=answer)
    given = given.reindex(index=order, columns=asked).fillna("")
    wide = pd.concat([own, given], axis=1).reset_index(drop=True)
    counts = rows.groupby(id_, sort=False).size().loc[order].to_numpy()
    rest = frame[~frame.index.isin(rows.index)][others].reset_index(drop=True)
    rest.columns = list(own.columns)
    wide = pd.concat([wide, rest], ignore_index=True).fillna("").astype(str).set_axis(range(wide.shape[1]), axis=1)
    aside = np.concatenate([np.full(len(order), "", dtype=object), _reasons(table, rows.index)])
    lines = np.concatenate([table.lines[order.index], np.delete(table.lines, rows.index)])
    columns = (*(table.columns[int(place)] for place in others), *named(asked))
    made = replace(table, columns=columns, frame=wide, lines=lines, aside=aside)
    return made, np.concatenate([counts, np.ones(len(rest), dtype=int)])


def _reasons(table: Table, used: pd.Index) -> np.ndarray:
    reasons = np.delete(table.aside, used)
    return np.where(reasons == "", "an answer without a reply's id", reasons).astype(object)


def _others(table: Table) -> Table:
    """What people wrote beside "other" made an answer of its question: the words stay aside, being there is "other".

    Only the column right after a question's own, with the same question above it, belongs to it for certain; any
    other column of such words is left aside and answers nothing.
    """
    frame, columns = table.frame.copy(), list(table.columns)
    for place, column in enumerate(columns):
        before = columns[place - 1] if place else Column("")
        follows = before.question == column.question and not before.option
        if not _specified(column, follows):
            continue
        columns[place] = replace(column, made=OWN_WORDS)
        if follows:
            said = {text: "other" for text in distinct(frame[place - 1]) if OTHER.search(text) or text == "-oth-"}
            cells = texts(replaced(frame[place - 1], said))
            frame[place - 1] = cells.mask(blank(cells) & ~blank(frame[place]), "other")
    return replace(table, frame=frame, columns=tuple(columns))


def _specified(column: Column, follows: bool) -> bool:
    """Whether a column holds what people wrote beside "other", and is no tick box of that name and no comment."""
    words = column.option or column.question.rsplit(" - ", 1)[-1]
    if follows or column.option:
        return bool(OTHER.search(words)) and (follows or tidy(words) != "other")
    short = len(words.split()) <= LONGEST_OTHER and "comment" not in tidy(words)
    return short and bool(OTHER.search(words)) and tidy(words) != "other"
