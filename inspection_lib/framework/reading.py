"""Read an edition's tables, and say with file and line what in them does not hold together."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import yaml

from ..errors import InspectionError, Problem, nearest, stop_if_any
from ..quantities import Band, FractionWords, Landmark, Scale
from .tables import (
    Answer,
    Framework,
    Grade,
    GroupWords,
    Heading,
    Indicator,
    Instrument,
    Item,
    KeyTerm,
    OfficialMeasure,
    Route,
    Split,
    Statement,
)

ROUNDS = "half up to a whole per cent"


def read(folder: Path) -> Framework:
    """The framework of one edition from its folder.

    Raises `InspectionError` with file and line of everything that does not hold together.
    """
    if not folder.is_dir():
        there = ", ".join(sorted(p.name for p in folder.parent.glob("*") if p.is_dir())) or "none"
        raise InspectionError(f"there is no framework edition '{folder.name}'; editions found: {there}")
    about = yaml.safe_load(_text(folder / "edition.yaml"))
    answers, splits = _table(folder, "answers", Answer), _table(folder, "measures", Split)
    framework = Framework(
        edition=str(about["edition"]),
        title=about["title"],
        published=str(about["published"]),
        indicators={row.indicator: row for row in _table(folder, "indicators", Indicator)},
        statements={row.statement: row for row in _table(folder, "statements", Statement)},
        headings={row.heading: row for row in _table(folder, "headings", Heading)},
        grades={row.grade: row for row in _table(folder, "scale", Grade)},
        scales=_scales(folder),
        fractions=_fractions(folder),
        key_terms=_table(folder, "key_terms", KeyTerm),
        answers={kind: [a for a in answers if a.answers == kind] for kind in dict.fromkeys(a.answers for a in answers)},
        splits={kind: [s for s in splits if s.answers == kind] for kind in dict.fromkeys(s.answers for s in splits)},
        routes={row.route: row for row in _table(folder, "routes", Route)},
        groups=_table(folder, "groups", GroupWords),
        instruments={row.instrument: row for row in _table(folder, "instruments", Instrument)},
        official={row.measure: row for row in _table(folder, "official_measures", OfficialMeasure)},
        items={row.item: row for row in _table(folder, "items", Item)},
        standard_text=_standard_text(folder),
    )
    stop_if_any(_problems(folder, framework), f"framework {folder.name}")
    return framework


def _text(path: Path) -> str:
    if not path.is_file():
        raise InspectionError(f"the framework {path.parent.name} needs the file {path.name}, which is not there")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InspectionError(f"{path.name}: framework tables are UTF-8 text; this is something else") from None


def _rows(folder: Path, name: str, wanted: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(_text(folder / f"{name}.csv").splitlines())
    missing = [column for column in wanted if column not in (reader.fieldnames or [])]
    if missing:
        raise InspectionError(
            f"{name}.csv, line 1: the column '{missing[0]}' is missing{nearest(missing[0], reader.fieldnames or [])}"
        )
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise InspectionError(
                f"{name}.csv, line {reader.line_num}: {len(reader.fieldnames or [])} cells were wanted"
            )
        rows.append((reader.line_num, {column: row[column].strip() for column in wanted}))
    return rows


def _table(folder: Path, name: str, kind: type) -> list:
    wanted = [field.name for field in fields(kind)]
    rows, seen = [], set()
    keyed = name not in ("answers", "measures", "groups", "key_terms")
    for line, row in _rows(folder, name, wanted):
        if keyed and (row[wanted[0]] in seen or not row[wanted[0]]):
            raise InspectionError(f"{name}.csv, line {line}: {wanted[0]} '{row[wanted[0]]}' is blank or there twice")
        seen.add(row[wanted[0]])
        rows.append(kind(**row))
    return rows


def _scales(folder: Path) -> dict[str, Scale]:
    columns = ["scale", "term", "low", "low_included", "high", "rounding", "words"]
    bands: dict[str, list[Band]] = {}
    rounds: dict[str, bool] = {}
    for line, row in _rows(folder, "terms", columns):
        try:
            low, high = Fraction(row["low"]), Fraction(row["high"])
        except ValueError:
            raise InspectionError(f"terms.csv, line {line}: low and high are per cents, such as 75") from None
        if row["rounding"] not in (ROUNDS, "none"):
            raise InspectionError(f"terms.csv, line {line}: rounding is '{ROUNDS}' or 'none'")
        rounds[row["scale"]] = row["rounding"] == ROUNDS
        bands.setdefault(row["scale"], []).append(
            Band(row["term"], low, row["low_included"] == "yes", high, row["words"])
        )
        if [b.low for b in bands[row["scale"]]] != sorted((b.low for b in bands[row["scale"]]), reverse=True):
            raise InspectionError(f"terms.csv, line {line}: bands go from the highest to the lowest")
    return {name: Scale(name, tuple(rows), rounds[name]) for name, rows in bands.items()}


def _fractions(folder: Path) -> FractionWords:
    marks: dict[Fraction, dict[str, tuple[str, int]]] = {}
    for line, row in _rows(folder, "fractions", ["phrase", "landmark", "side", "low", "high"]):
        try:
            limit = int(row["low"] or row["high"] or 0)
            marks.setdefault(Fraction(row["landmark"]), {})[row["side"]] = (row["phrase"], limit)
        except ValueError:
            raise InspectionError(f"fractions.csv, line {line}: a landmark is like 1/3, a limit like 38") from None
        if row["side"] not in ("under", "exact", "over"):
            raise InspectionError(f"fractions.csv, line {line}: side is under, exact or over")
    return FractionWords(
        tuple(
            Landmark(value, sides.get("under"), sides["exact"][0], sides.get("over"))
            for value, sides in sorted(marks.items())
        )
    )


def _standard_text(folder: Path) -> dict[str, str]:
    parts = re.split(r"^## +(\w+)\s*$", _text(folder / "standard_text.md"), flags=re.MULTILINE)
    return {key: text.strip() for key, text in zip(parts[1::2], parts[2::2], strict=True)}


def _problems(folder: Path, framework: Framework) -> list[Problem]:
    """Every cell of items and headings that points at something the edition does not have."""
    found = []
    for line, row in _rows(folder, "headings", ["statement", "indicators"]):
        if row["statement"] not in framework.statements:
            found.append(
                Problem("F1", "stops", f"no statement '{row['statement']}'", "headings.csv", line, "statement")
            )
        for indicator in row["indicators"].split():
            if indicator not in framework.indicators:
                found.append(Problem("F1", "stops", f"no indicator '{indicator}'", "headings.csv", line, "indicators"))
    lines = [line for line, _ in _rows(folder, "items", ["item"])]
    for line, item in zip(lines, framework.items.values(), strict=True):
        for column, message in _item_problems(item, framework):
            found.append(Problem("F2", "stops", message, "items.csv", line, column))
    return found


def _item_problems(item: Item, framework: Framework) -> list[tuple[str, str]]:
    known = {
        "instrument": framework.instruments,
        "heading": framework.headings,
        "indicator": framework.indicators,
        "answers": framework.answers,
        "base": ("answered", "decided", "applicable"),
        "better": ("higher", "lower"),
    }
    found = [
        (column, f"'{getattr(item, column)}' is not known{nearest(getattr(item, column), allowed)}")
        for column, allowed in known.items()
        if getattr(item, column) not in allowed
    ]
    scale = {answer.answer for answer in framework.answers.get(item.answers, ())}
    found += [
        ("counts", f"'{a}' is no answer of the scale {item.answers}")
        for a in item.counts.split(";")
        if a and a not in scale
    ]
    several = item.answers in framework.splits
    if several == bool(item.counts) or several != ("{}" in item.sentence):
        found.append(
            (
                "counts",
                "an item of several measures has no counts and a {} in its sentence; others the reverse",
            )
        )
    if item.asked_if and not item.condition:
        found.append(("asked_if", "'column = value', 'column is not value' or 'column in route' was wanted"))
    if item.condition and item.condition[1] == "in" and item.condition[2] not in framework.routes:
        found.append(("asked_if", f"no route '{item.condition[2]}' in routes.csv"))
    return found
