"""What can be said of a figure that the partnership supplied, and of an official statistic of the area."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ..context import Figure, KeyFact, change, comparison, counts_few, plain
from ..evidence import Case, rows_of
from ..wording import inner
from .things import Cannot, Said, Thing, words_of


def supplied(case: Case, figure: Figure) -> Thing:
    """A figure as a thing that a narrative can name; alone, its value with its qualifier."""
    row = next(row for row in rows_of(case, "figures") if row["figure_id"] == figure.id)

    def value(column: str) -> float:
        """One of its numbers, where it has it and may show it."""
        if counts_few(case, row):
            raise Cannot(f"{figure.id} counts so few people that its numbers are hidden; leave them out")
        if pd.isna(row[column]):
            what = "a value" if column == "value" else "an earlier value"
            raise Cannot(f"{figure.id} has no {what}; it has {', '.join(_has(row))}")
        return float(row[column])

    def now() -> str:
        """Its value with its qualifier."""
        qualifier = f"{row['qualifier']} " if row["qualifier"] not in ("", "exactly") else ""
        return qualifier + plain(value("value"), row["unit"])

    def moved() -> str:
        """The change as a noun phrase, worked out."""
        return change(value("earlier_value"), value("value"))

    forms: dict[str, Callable[[], Said | str | bool]] = {
        "value": now,
        "earlier": lambda: plain(value("earlier_value"), row["unit"]),
        "change": moved,
        "change_percent": lambda: _percent(figure.id, moved()),
        "period": lambda: _cell(figure.id, row, "period"),
        "earlier_period": lambda: _cell(figure.id, row, "earlier_period"),
        "sentence": lambda: figure.text or _nothing(figure.id),
        "shown": lambda: not counts_few(case, row),
    }

    def with_noun(one: object, several: object) -> str:
        """Its value with the noun in the right number."""
        return f"{now()} {words_of(one) if value('value') == 1 else words_of(several)}"

    return Thing(figure.id, lambda: Said.one(now(), figure.id), forms, {"of": with_noun})


def _has(row: Mapping[str, Any]) -> list[str]:
    there = [name for name, column in {"its value": "value", "an earlier value": "earlier_value"}.items()
             if not pd.isna(row[column])]  # fmt: skip
    return [*there, ".sentence"]


def _percent(name: str, moved: str) -> str:
    number = moved.rpartition(" of ")[2]
    if not number.endswith("%"):
        raise Cannot(f"the change of {name} is no per cent; .change can be said")
    return number


def _cell(name: str, row: Mapping[str, Any], column: str) -> str:
    if not row[column]:
        raise Cannot(f"{name} has nothing in the column {column}")
    return str(row[column])


def _nothing(name: str) -> str:
    raise Cannot(f"{name} counts so few people that its numbers are hidden; leave them out")


def official(fact: KeyFact, area: str) -> Thing:
    """An official statistic as a thing that a narrative can name; alone, the area's figure as the draft prints it."""
    name = fact.fact.id

    def printed(where: str) -> str:
        """The figure of one area."""
        if where not in fact.printed:
            raise Cannot(f"no figure of official.{name} for that area is held here")
        return fact.printed[where]

    def compared(other: object) -> str:
        """How the area's figure stands to that of another area."""
        where = words_of(other)
        words = comparison(printed(area).rstrip("%"), printed(where).rstrip("%"))
        return f"{words} the figure for {where} ({printed(where)})"

    forms: dict[str, Callable[[], Said | str | bool]] = {
        "value": lambda: printed(area),
        "period": lambda: fact.fact.period,
        "sentence": lambda: inner(fact.sentence),
        "shown": lambda: area in fact.printed,
    }
    return Thing(name, lambda: Said.one(printed(area), name), forms, {"compared": compared})
