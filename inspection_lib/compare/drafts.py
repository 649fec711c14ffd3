"""A draft as it was put out: its sentences, what they rest on, and the record of what made it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import InspectionError
from ..export.claims import SCHEMA

CLAIMS, RECORD = "claims.json", "run.json"
Row = Mapping[str, Any]
ESTIMATE = frozenset({"id", "source", "item", "group", "numerator", "base", "term", "fraction", "hidden"})
FACT = frozenset({"id", "label", "value", "unit", "period", "source", "compared_with"})
#: The parts of a record that are read here, each a map.
PARTS = ("inputs", "evidence", "settings", "rows", "versions")


@dataclass(frozen=True)
class Statement:
    """One sentence of a draft, where it stands and the ids that it rests on. `number` is its paragraph's."""

    id: str
    heading: str
    paragraph: int
    number: str
    text: str
    rests_on: tuple[str, ...]

    @property
    def place(self) -> str:
        """Its paragraph's number, or the section that it stands in where only the team reads it."""
        return self.number or self.heading.replace("-", " ").capitalize()


@dataclass(frozen=True)
class Draft:
    """A draft's claims by id and its record, `run.json`, which is empty where there is none.

    `code` is the council area's, by which two drafts are known to be of one partnership.
    """

    partnership: str
    code: str
    statements: tuple[Statement, ...]
    estimates: Mapping[str, Row]
    facts: Mapping[str, Row]
    record: Row = field(default_factory=dict)


def of_claims(claims: Mapping[str, Any], record: Row | None = None) -> Draft:
    """The draft behind claims, and the record of the run that made them if there is one.

    Raises `InspectionError` for claims of another kind, or that do not say which partnership they are about.
    """
    known = record or {}
    if claims.get("schema") != SCHEMA:
        raise InspectionError(f"claims of the kind {SCHEMA} were wanted, as `inspection run` writes them")
    about = claims.get("partnership") or known.get("settings", {}).get("partnership", {})
    if not about.get("code"):
        raise InspectionError(f"{CLAIMS} does not say which partnership it is about, and has no {RECORD} beside it")
    statements = tuple(
        Statement(row["id"], row["heading"], int(row["paragraph"]), row.get("number", ""), row["text"],
                  tuple(row["rests_on"]))
        for row in claims["statements"]
    )  # fmt: skip
    estimates, facts = _by_id(claims["estimates"], ESTIMATE), _by_id(claims["facts"], FACT)
    return Draft(str(about.get("name", "")), str(about["code"]), statements, estimates, facts, known)


def _by_id(rows: Iterable[Row], wanted: Set[str]) -> dict[str, Row]:
    for row in rows:
        if absent := wanted - row.keys():
            raise KeyError(*sorted(absent))
    return {row["id"]: row for row in rows}


def read(place: str | Path) -> Draft:
    """The draft in a folder of outputs, or that of a claims file with the `run.json` beside it.

    Raises `InspectionError` where there is no such draft, or its files are not as a run writes them.
    """
    path = Path(place)
    file = path / CLAIMS if path.is_dir() else path
    if not file.is_file():
        raise InspectionError(f"{path}: a draft's folder with its {CLAIMS}, or that file, was wanted; there is none")
    beside = file.parent / RECORD
    try:
        record = _loaded(beside) if beside.is_file() else {}
        if not all(isinstance(record.get(part, {}), Mapping) for part in PARTS):
            raise ValueError
        return of_claims(_loaded(file), record)
    except InspectionError as error:
        raise InspectionError(f"{path}: {error}") from None
    except (AttributeError, KeyError, TypeError, ValueError):
        raise InspectionError(f"{path}: {CLAIMS} or {RECORD} is not as `inspection run` writes it") from None


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InspectionError(f"{path.name} could not be read: {error.strerror}") from None


def ids(*statements: Statement | None) -> list[str]:
    """Everything that some sentences rest on, each once, in order."""
    return list(dict.fromkeys(name for one in statements if one for name in one.rests_on))
