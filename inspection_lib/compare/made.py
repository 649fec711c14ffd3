"""What a run records so that a later difference can be traced: the library, and every row that sentences rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ..evidence import Case, rows_of
from ..params import library
from ..voices import notes

#: What is told of a figure besides its numbers, which may be small: they have no digest that could be tried out.
FIGURE = ("label", "heading", "indicator", "theme", "group", "qualifier", "period", "earlier_period", "unit",
          "compared_with", "sentence", "source_id")  # fmt: skip
JUDGEMENT = ("kind", "statement", "heading", "indicator", "value", "text", "in_summary", "rests_on", "status")
DOCUMENT = ("title", "kind", "owner", "dated", "covers", "used")
LENGTH = 16  # letters of a digest


def made(case: Case) -> dict[str, Any]:
    """The digest of the library's own source, and of the words of each row and question, by id.

    No number is in a digest: a small count could be found by trying all that there are.
    """
    return {"library": library(), "rows": dict(_rows(case))}


def _rows(case: Case) -> Iterator[tuple[str, str]]:
    for note in notes(case):
        words = asdict(note)
        del words["people"]
        yield note.id, _digest(words.values())
    example = tuple(case.evidence["practice_examples"].columns.drop("row"))
    columns = {"figures": FIGURE, "judgements": JUDGEMENT, "documents": DOCUMENT, "practice_examples": example}
    for table, kept in columns.items():
        frame = case.evidence[table]
        for row in rows_of(case, table):
            yield str(row[frame.columns[0]]), _digest(row[name] for name in kept)
    for item in case.framework.items.values():
        yield item.item, _digest(asdict(item).values())
    for name, official in case.framework.official.items():
        yield name, _digest(asdict(official).values())


def _digest(words: Iterable[object]) -> str:
    text = json.dumps([str(word) for word in words], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
