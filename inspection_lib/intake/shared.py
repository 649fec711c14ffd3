"""The numbers of drafts that were shared: `shared.json` in the evidence folder, which `inspection share` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import Problem
from ..params import Params

FILE, SCHEMA = "shared.json", "inspection-shared/1"
ESTIMATE, ANSWERS = ("id", "numerator", "base", "hidden"), ("item", "answers", "count")


def read(params: Params) -> tuple[tuple[Mapping[str, Any], ...], list[Problem]]:
    """The published numbers of each draft that was shared, oldest first; none where the folder has no such file.

    A file that is not as `inspection share` writes it, or is another partnership's, stops the work: without it a count
    could be found by subtraction.
    """
    path = params.folder / FILE
    if not path.is_file():
        return (), []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["schema"] != SCHEMA:
            raise ValueError
        drafts = tuple(numbers(draft) for draft in found["drafts"])
        code = str(found["partnership"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (), [
            Problem("I29", "stops", "this is not as `inspection share` writes it; put back the last copy", FILE)
        ]
    if code != params.partnership.code:
        return (), [Problem("I29", "stops", "this is what another partnership shared; each has its own", FILE)]
    return drafts, []


def numbers(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """The numbers alone that the claims of a draft give. Raises `KeyError` or `ValueError` where they are no claims."""
    return {"estimates": list(_rows(claims["estimates"], ESTIMATE)), "answers": list(_rows(claims["answers"], ANSWERS))}


def _rows(rows: list[Mapping[str, Any]], names: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        kept = {name: row[name] for name in names}
        counts = [kept[name] for name in ("numerator", "base", "count") if name in kept and not kept.get("hidden")]
        if not all(isinstance(count, int) for count in counts):
            raise ValueError
        yield kept


def written(params: Params, claims: Mapping[str, Any]) -> Path | None:
    """Add the numbers of a draft to `shared.json`, and return where that is; None where they are the last ones there.

    The file is written whole or not at all. Raises `OSError` where the folder cannot be written.
    """
    path = params.folder / FILE
    before, _ = read(params)
    now = numbers(claims)
    if before and before[-1] == now:
        return None
    found = {"schema": SCHEMA, "partnership": params.partnership.code, "drafts": [*before, now]}
    scratch = Path(f"{path}.new")
    scratch.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    scratch.replace(path)
    return path
