"""What a person is asked of a file's columns: close wordings, names in a question, ids; offered, never applied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ..evidence import COLUMNS
from ..framework import Framework
from . import spelling
from .mapping import LEFT_OUT, ROW_NUMBER, Mappings
from .opened import blank
from .shape import LIST, OWN_WORDS, Column, Table
from .spelling import tidy

Uses = Mapping[int, tuple[str, str]]  # column's place -> its target and how that is known
Offer = tuple[str, str, str]  # column, target, how


def names_of(column: Column) -> list[str]:
    """The forms in which a column may have a target's own name: never an option alone, which may be named like one."""
    return spelling.keys(column.question, column.option, column.code, alone=False)


def waiting(table: Table, name: str, mapping: Mappings, uses: Uses, lacking: Sequence[str]) -> Iterator[Offer]:
    """The columns that mapping.csv has a target for, and no yes or no: whoever wrote it must not think it was read."""
    for place, column in enumerate(table.columns):
        entry = mapping.column(name, column.name)
        if place not in uses and entry and not entry.confirmed and entry.maps_to in lacking:
            yield column.name, entry.maps_to, entry.how


def offers(
    table: Table, name: str, framework: Framework, mapping: Mappings, uses: Uses, lacking: Sequence[str]
) -> Iterator[Offer]:
    """The closest pairs of columns without a use and targets without a column, less those that a person refused."""
    free = [
        place
        for place, column in enumerate(table.columns)
        if place not in uses and column.made not in (OWN_WORDS, LIST) and not _said_no(mapping, name, column)
    ]
    wordings = {item.column: item.wording for item in framework.items_of(name)}
    rest, asked = list(free), list(lacking)
    for forms, known in ((_keys_of, wordings), (names_of, {target: target for target in lacking})):
        sought = [target for target in asked if target in known]
        left = [forms(table.columns[place]) for place in rest]
        near = spelling.pairs(left, [[tidy(known[target])] for target in sought])
        for one, two, like in near:
            yield table.columns[rest[one]].name, sought[two], f"close wording ({like:.2f})"
        rest = [place for n, place in enumerate(rest) if n not in {one for one, _, _ in near}]
        asked = [target for target in asked if target not in {sought[two] for _, two, _ in near}]
    for target in asked:
        named = [place for place in rest if target not in wordings and _names(table.columns[place], target)]
        if len(named) == 1:
            yield table.columns[named[0]].name, target, f"the question names '{tidy(target)}'"
            rest.remove(named[0])


def _keys_of(column: Column) -> list[str]:
    return column.keys


def _names(column: Column, target: str) -> bool:
    """Whether a short question has a target's name in it, as "What is your role?" has."""
    short = len(tidy(column.question).split()) <= 9
    return short and re.search(rf"\b{re.escape(tidy(target))}s?\b", tidy(column.question)) is not None


def _said_no(mapping: Mappings, name: str, column: Column) -> bool:
    entry = mapping.column(name, column.name)
    return entry is not None and (entry.confirmed == "no" or entry.maps_to == LEFT_OUT)


def id_offer(
    table: Table, name: str, mapping: Mappings, uses: Uses, places: dict[str, int], offered: set[str]
) -> Iterator[Offer]:
    """For a file without ids: a first column that is another in every row, or else the rows' numbers."""
    entry = mapping.column(name, ROW_NUMBER)
    if entry and entry.confirmed == "yes":
        places[COLUMNS[name][0]] = -1
        return
    rows = table.frame[table.aside == ""]
    for place, column in enumerate(table.columns[:3]):
        cells: pd.Series = rows[place]
        if (
            place not in uses
            and column.name not in offered
            and not blank(cells).any()
            and cells.nunique() == len(cells)
        ):
            yield column.name, COLUMNS[name][0], "another text in every row"
            return
    yield ROW_NUMBER, COLUMNS[name][0], "the file has no ids"
