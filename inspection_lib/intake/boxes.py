"""Tick boxes, one column an option or a list in one cell: as yes and no, and beside them the one that was ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import pandas as pd

from .opened import HEAD, blank, counted, distinct, replaced
from .shape import CHOSEN, CUT, LIST, OWN_WORDS, TICK_BOX, UNSURE, Column, Table
from .spelling import NUMBERING, OTHER, tidy

YES = frozenset({"yes", "y", "true"})
TICKED = YES | {"1", "x", "✓", "✔", "ticked", "checked", "selected"}
UNTICKED = frozenset({"0", "false", "unticked", "unchecked", "not selected", ""})
SEVERAL = "several"
SHARED = 5  # replies that give an option word for word; what fewer give may be their own words, and is hidden as few

Labels = Callable[[Column], Mapping[str, str]]


def listed(table: Table, asked: frozenset[str]) -> Table:
    """Cells such as "one;two;" cut into a tick box an option.

    What only a few replies have is taken for what somebody wrote, and becomes "other", unless it is `asked`: an option
    or a column (question and option) that the framework or a person knows.
    """
    frame, columns = table.frame.copy(), list(table.columns)
    for place, column in enumerate(table.columns):
        if any(text and not text.endswith(";") for text in frame[place].iloc[:HEAD]):
            continue
        cells = {text: n for text, n in counted(frame[place]).items() if text}
        if not cells or not all(text.endswith(";") for text in cells):
            continue
        parts = {text: [part.strip() for part in text.split(";") if part.strip()] for text in cells}
        often: Counter[str] = Counter()
        for text in sorted(cells):
            often.update({part: cells[text] for part in dict.fromkeys(parts[text])})
        known = {o for o in often if asked & {tidy(o), tidy(Column(column.question, o).name)}}
        options = [option for option, n in often.items() if n >= SHARED or option in known]
        own = set(often) - set(options)
        for option in [*options, *(["other"] if own - {"other"} else [])]:
            wanted = {option} if option in options else own
            has = {text: option if wanted & set(parts[text]) else "" for text in cells}
            frame[len(columns)] = replaced(frame[place], has)
            columns.append(Column(column.question, option, made=CUT))
        columns[place] = replace(column, question=f"{column.question} (list)", made=LIST)
    return replace(table, frame=frame, columns=tuple(columns))


def ticked(table: Table, asked: frozenset[str], labels: Labels, blank_boxes: str) -> Table:
    """Tick boxes as yes and no, and beside each group of them the one option that was ticked.

    A sign that says "not ticked" is no; a blank is, where another box of the question is ticked. Where nothing but
    "yes" and blanks stand, a blank may be no answer as well: `blank_boxes` says which, and without it the columns are
    marked as not sure.
    """
    frame, columns = table.frame.copy(), list(table.columns)
    names = {tidy(column.question) for column in columns if not column.option}
    for places in _groups(table, asked, labels):
        cells = {place: _labelled(table, place, labels) for place in places}
        ticks = {place: _ticks(cells[place]) for place in places}
        number = np.sum(list(ticks.values()), axis=0)
        boxes = [place for place in places if columns[place].made != OWN_WORDS]
        unsure = all({tidy(text) for text in distinct(cells[place])} <= YES | {""} for place in boxes)
        for place in boxes:
            if unsure and blank_boxes != "no":
                columns[place] = replace(columns[place], made=columns[place].made if blank_boxes else UNSURE)
                continue
            frame[place] = _answers(cells[place], ticks[place], number)
            columns[place] = replace(columns[place], made=TICK_BOX)
        if tidy(columns[places[0]].question) not in names:
            frame[len(columns)] = _chosen(ticks, columns, number)
            columns.append(Column(columns[places[0]].question, made=CHOSEN))
    return replace(table, frame=frame, columns=tuple(columns))


def _answers(cells: pd.Series, ticks: np.ndarray, number: np.ndarray) -> pd.Series:
    """One box as yes and no. Where the file says so of boxes that are not ticked, a blank is no answer."""
    explicit = any(tidy(text) in UNTICKED for text in distinct(cells) if text)
    no = ~blank(cells) if explicit else number > 0
    return pd.Series(np.where(ticks, "yes", np.where(no, "no", "")), dtype=str)


def _chosen(ticks: Mapping[int, np.ndarray], columns: Sequence[Column], number: np.ndarray) -> pd.Series:
    """The one option that each reply has ticked; blank for none."""
    chosen = np.full(len(number), "", dtype=object)
    for place, ticked_ in ticks.items():
        chosen[ticked_] = "other" if OTHER.search(columns[place].option) else columns[place].option
    chosen[number > 1] = SEVERAL
    return pd.Series(chosen, dtype=str)


def _groups(table: Table, asked: frozenset[str], labels: Labels) -> Iterator[list[int]]:
    """The places of columns that are the tick boxes of one question: two or more, in which only ticks stand.

    An option that is a question of its own is none, nor is one whose dictionary has other answers than a tick.
    """
    for _, run in groupby(enumerate(table.columns), key=lambda pair: pair[1].question):
        places = [place for place, column in run if column.option]
        boxes = [place for place in places if table.columns[place].made != OWN_WORDS]
        options = [table.columns[place].option for place in boxes]
        if len(boxes) < 2 or any({tidy(o), tidy(NUMBERING.sub("", o))} & asked for o in options):
            continue
        if not all(_signs(labels(table.columns[place]).values(), table.columns[place].option) for place in boxes):
            continue
        held = {place: set(distinct(_labelled(table, place, labels))) for place in boxes}
        if any(held[p] - {""} for p in boxes) and all(_is_box(held[p], table.columns[p].option) for p in boxes):
            yield places


def _labelled(table: Table, place: int, labels: Labels) -> pd.Series:
    return replaced(table.frame[place], labels(table.columns[place]))


def _signs(texts: Iterable[str], option: str) -> bool:
    """Whether some texts are ticks of an option, or say that it is not ticked."""
    return {tidy(text) for text in texts} <= {tidy(option), *TICKED, *UNTICKED}


def _is_box(held: set[str], option: str) -> bool:
    """Whether a column holds nothing but ticks of its option: its own text, or one sign, and what is not ticked."""
    marks = {tidy(text) for text in held}
    return len(marks - UNTICKED) <= 1 and _signs(held, option) and bool(marks & UNTICKED)


def _ticks(column: pd.Series) -> np.ndarray:
    """Which rows have a box ticked; words beside "other" tick it."""
    signs = {text: "" if tidy(text) in UNTICKED else "ticked" for text in distinct(column)}
    return ~blank(replaced(column, signs))
