"""Whether the columns that a table, its questions and its groups need are there."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..errors import Problem, nearest
from ..evidence import COLUMNS, GROUPABLE
from ..framework import Framework
from ..params import Params


def missing_columns(frame: pd.DataFrame, table: str, file: str, framework: Framework) -> list[Problem]:
    """A stopping problem for each column that the table needs and does not have; a caveat for those unknown."""
    have = [str(column) for column in frame.columns if column != "row"]
    items = {item.column: item.item for item in framework.items_of(table)}
    spare = [column for column in have if column not in COLUMNS[table] and column not in items]
    found = []
    for column in (*COLUMNS[table], *items):
        if column not in have:
            who = f"item {items[column]}" if column in items else "the table"
            message = f"{who} needs the column '{column}', which is not there{nearest(column, spare)}"
            found.append(Problem("I4", "stops", message, file, 1, column))
    if spare and not found:
        found.append(Problem("I5", "caveat", f"columns that no item uses were left aside: {len(spare)}", file, 1))
    return found


def not_groups(params: Params) -> Iterator[Problem]:
    """A stopping problem for each column of `groups` in params that may not split its source."""
    for table, allowed in GROUPABLE.items():
        for column in params.groups.of(table):
            if column not in allowed:
                message = f"groups.{table}: '{column}' is none of {', '.join(allowed)}{nearest(column, allowed)}"
                yield Problem("P4", "stops", message, params.file.name)


def not_asked(framework: Framework) -> Iterator[Problem]:
    """A stopping problem for each item whose `asked_if` leans on a column that is no question and no group."""
    for item in framework.items.values():
        columns = [*(other.column for other in framework.items_of(item.instrument)), *GROUPABLE[item.instrument]]
        if item.condition and item.condition[0] not in columns:
            message = f"{item.item}: '{item.condition[0]}' is no question or group{nearest(item.condition[0], columns)}"
            yield Problem("F2", "stops", message, "items.csv", column="asked_if", unit="line")
