"""Forms in which tools write answers that are not one cell a question: tick boxes, lists, other, one row an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pandas as pd

from .opened import Unreadable, blank, distinct, replaced, texts
from .shape import LIST, OWN_WORDS, TICK_BOX, Column, Table, named
from .spelling import OTHER, known_column, tidy

TICKED = frozenset({"1", "yes", "y", "x", "✓", "✔", "true", "ticked", "checked", "selected"})
UNTICKED = frozenset({"0", "false", "unticked", "unchecked", "not selected", ""})
SEVERAL = "several"
QUESTION = frozenset({"question", "question text", "question id", "questionid", "item", "variable", "statement"})
ANSWER = frozenset({"answer", "answer text", "response", "value", "answer value"})


@dataclass(frozen=True)
class Replies:
    """A table with one row a reply, and how many of the file's rows each reply came from (1, or its answers)."""

    table: Table
    rows: np.ndarray
    form: str


def replies(table: Table, form: str, known: Sequence[str]) -> Replies:
    """A table with one row a reply and one column a question, whatever the form in which the file has them.

    Options that are `known` wordings of questions of their own are no tick boxes.

    Raises `Unreadable` for a long form in which a reply answers one question twice.
    """
    asked = frozenset(tidy(word) for word in known)
    used = table.aside == ""
    places = _long_places(table.columns)
    is_long = form == "long" or (not form and places is not None and _repeats(table.frame[places[0]], used))
    if not is_long:
        return Replies(_ticked(_listed(_others(table)), asked), np.ones(len(table.frame), dtype=int), "wide")
    if places is None:
        raise Unreadable("one row an answer wants three columns: the reply's id, the question and the answer")
    wide, rows = _wide(table, places, used)
    return Replies(_ticked(_listed(_others(wide)), asked), rows, "long")


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
    """What people wrote beside "other" made an answer of its question: the words stay aside, being there is "other"."""
    frame, columns = table.frame.copy(), list(table.columns)
    for place, column in enumerate(columns):
        before = columns[place - 1]
        follows = place > 0 and before.question == column.question and not before.option
        if not _specified(column, follows):
            continue
        columns[place] = replace(column, made=OWN_WORDS)
        if follows or not column.option:
            said = {text: "other" for text in distinct(frame[place - 1]) if OTHER.search(text) or text == "-oth-"}
            cells = texts(replaced(frame[place - 1], said))
            frame[place - 1] = cells.mask(blank(cells) & ~blank(frame[place]), "other")
    return replace(table, frame=frame, columns=tuple(columns))


def _specified(column: Column, follows: bool) -> bool:
    """Whether a column holds what people wrote beside "other", and is no tick box of that name."""
    words = column.option or column.question.rsplit(" - ", 1)[-1]
    return bool(OTHER.search(words)) and (follows or tidy(words) != "other")


def _listed(table: Table) -> Table:
    """Cells such as "one;two;" cut into a tick box an option."""
    frame, columns = table.frame.copy(), list(table.columns)
    for place, column in enumerate(table.columns):
        first = frame[place][~blank(frame[place])].head(20)
        if first.empty or not all(text.endswith(";") for text in first):
            continue
        cells = [text for text in distinct(frame[place]) if text]
        if not all(text.endswith(";") for text in cells):
            continue
        options = list(
            dict.fromkeys(part.strip() for text in sorted(cells) for part in text.split(";") if part.strip())
        )
        for option in options:
            has = {text: option if option in [part.strip() for part in text.split(";")] else "" for text in cells}
            frame[len(columns)] = replaced(frame[place], has)
            columns.append(Column(column.question, option, made="cut from a list"))
        columns[place] = replace(column, question=f"{column.question} (list)", made=LIST)
    return replace(table, frame=frame, columns=tuple(columns))


def _ticked(table: Table, asked: frozenset[str]) -> Table:
    """Tick boxes as yes and no, and beside each group of them the one option that was ticked."""
    frame, columns = table.frame.copy(), list(table.columns)
    names = {tidy(column.question) for column in columns if not column.option}
    for places in _groups(table, asked):
        ticks = {place: _ticks(frame[place], columns[place].option) for place in places}
        number = np.sum(list(ticks.values()), axis=0)
        chosen = np.full(len(frame), "", dtype=object)
        for place, ticked in ticks.items():
            words = np.where(ticked, "yes", np.where(number > 0, "no", ""))
            chosen[ticked] = "other" if OTHER.search(columns[place].option) else columns[place].option
            if columns[place].made != OWN_WORDS:
                frame[place] = pd.Series(words, dtype=str)
                columns[place] = replace(columns[place], made=TICK_BOX)
        chosen[number > 1] = SEVERAL
        question = columns[places[0]].question
        if tidy(question) not in names:
            frame[len(columns)] = pd.Series(chosen, dtype=str)
            columns.append(Column(question, made="the one box that was ticked"))
    return replace(table, frame=frame, columns=tuple(columns))


def _groups(table: Table, asked: frozenset[str]) -> Iterator[list[int]]:
    """The places of columns that are the tick boxes of one question: two or more, in which only ticks stand."""
    for _, run in groupby(enumerate(table.columns), key=lambda pair: pair[1].question):
        places = [place for place, column in run if column.option]
        boxes = [place for place in places if table.columns[place].made != OWN_WORDS]
        if any(tidy(table.columns[place].option) in asked for place in boxes):
            continue
        held = {place: set(distinct(table.frame[place])) for place in boxes}
        if (
            len(boxes) > 1
            and any(held[p] - {""} for p in boxes)
            and all(_is_box(held[place], table.columns[place].option) for place in boxes)
        ):
            yield places


def _is_box(held: set[str], option: str) -> bool:
    """Whether a column holds nothing but ticks of its option: its own text, or a sign, and blanks."""
    marks = {tidy(text) for text in held}
    return len(marks - UNTICKED) <= 1 and marks <= {tidy(option), *TICKED, *UNTICKED} and bool(marks & UNTICKED)


def _ticks(column: pd.Series, option: str) -> np.ndarray:
    """Which rows have a box ticked; words beside "other" tick it."""
    signs = {text: "" if tidy(text) in UNTICKED else "ticked" for text in distinct(column)}
    return ~blank(replaced(column, signs))
