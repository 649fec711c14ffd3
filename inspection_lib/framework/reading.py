"""Read an edition's tables, and say with file and line what in them does not hold together."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from pathlib import Path

from ..errors import InspectionError, nearest, stop_if_any
from ..params import plain_values
from ..quantities import Band, FractionWords, Landmark, Scale
from .edition import Framework
from .holding import problems
from .rows import named_rows, text_of
from .rules import rules_of
from .standing import standing_text
from .tables import (
    Answer,
    ColumnWords,
    Grade,
    GroupWords,
    Heading,
    Indicator,
    Instrument,
    Item,
    KeyTerm,
    OfficialMeasure,
    Route,
    ScaleTest,
    Split,
    Statement,
    Topic,
)

ROUNDS = "half up to a whole per cent"


def read(folder: Path) -> Framework:
    """The framework of one edition from its folder.

    Raises `InspectionError` with file and line of everything that does not hold together.
    """
    if not folder.is_dir():
        there = ", ".join(sorted(p.name for p in folder.parent.glob("*") if p.is_dir())) or "none"
        raise InspectionError(f"there is no framework edition '{folder.name}'; editions found: {there}")
    about = _about(folder)
    answers, splits = _table(folder, "answers", Answer), _table(folder, "measures", Split)
    framework = Framework(
        edition=about["edition"],
        title=about["title"],
        published=about["published"],
        indicators={row.indicator: row for row in _table(folder, "indicators", Indicator)},
        statements={row.statement: row for row in _table(folder, "statements", Statement)},
        headings={row.heading: row for row in _table(folder, "headings", Heading)},
        grades={row.grade: row for row in _table(folder, "scale", Grade)},
        scale_tests=_table(folder, "scale_tests", ScaleTest),
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
        topics={row.topic: row for row in _table(folder, "topics", Topic)},
        columns=_table(folder, "columns", ColumnWords),
        checks=rules_of(folder),
        standard_text=standing_text(folder),
    )
    stop_if_any(problems(folder, framework), f"framework {folder.name}")
    return framework


def _about(folder: Path) -> dict[str, str]:
    """The edition's number, its title and when it was published, as texts."""
    values, _ = plain_values(text_of(folder / "edition.yaml"), "edition.yaml", "edition")
    for key in ("edition", "title", "published"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            hint = nearest(key, values) if key not in values else ""
            raise InspectionError(f"edition.yaml: the key '{key}' is missing or blank{hint}")
    return values


def _table(folder: Path, name: str, kind: type) -> list:
    wanted = [field.name for field in fields(kind)]
    rows, seen = [], set()
    keyed = name not in ("answers", "measures", "groups", "key_terms", "columns", "scale_tests")
    for line, row in named_rows(folder, name, wanted):
        if keyed and (row[wanted[0]] in seen or not row[wanted[0]]):
            raise InspectionError(f"{name}.csv, line {line}: {wanted[0]} '{row[wanted[0]]}' is blank or there twice")
        seen.add(row[wanted[0]])
        rows.append(kind(**row))
    return rows


def _scales(folder: Path) -> dict[str, Scale]:
    columns = ["scale", "term", "low", "low_included", "high", "rounding", "words"]
    bands: dict[str, list[Band]] = {}
    rounds: dict[str, bool] = {}
    for line, row in named_rows(folder, "terms", columns):
        try:
            low, high = Fraction(row["low"]), Fraction(row["high"])
        except (ValueError, ZeroDivisionError):
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
    lines: dict[Fraction, int] = {}
    for line, row in named_rows(folder, "fractions", ["phrase", "landmark", "side", "low", "high"]):
        try:
            value, limit = Fraction(row["landmark"]), int(row["low"] or row["high"] or 0)
        except (ValueError, ZeroDivisionError):
            raise InspectionError(f"fractions.csv, line {line}: a landmark is like 1/3, a limit like 38") from None
        if row["side"] not in ("under", "exact", "over"):
            raise InspectionError(f"fractions.csv, line {line}: side is under, exact or over")
        marks.setdefault(value, {})[row["side"]] = (row["phrase"], limit)
        lines.setdefault(value, line)
    for value, sides in marks.items():
        if "exact" not in sides:
            raise InspectionError(
                f"fractions.csv, line {lines[value]}: the landmark {value} has no row whose side is exact"
            )
    return FractionWords(
        tuple(
            Landmark(value, sides.get("under"), sides["exact"][0], sides.get("over"))
            for value, sides in sorted(marks.items())
        )
    )
