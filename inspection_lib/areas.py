"""Scotland's 32 council areas, each found by its code or by any name that it goes by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import InspectionError, nearest
from .framework import csv_rows
from .params import beside_or_project

FILE = "areas.csv"
COLUMNS = ("code", "area", "also_known_as", "health_board", "police_division")
#: Words that tell no area from another.
LOOSE = frozenset({"and", "city", "council", "of", "the"})
CODE = re.compile(r"S\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Area:
    """A council area under its official name, with its other names, its health board and its police division."""

    code: str
    name: str
    also_known_as: tuple[str, ...]
    health_board: str
    police_division: str

    def is_called(self, name: str) -> bool:
        """Whether this is one of the area's names, however it is typed.

        >>> area("S12000036").is_called("the City of EDINBURGH council")
        True
        """
        return _key(name) in map(_key, (self.name, *self.also_known_as))

    @property
    def slug(self) -> str:
        """The name as files carry it: plain lower-case letters and hyphens.

        >>> area("Western Isles").slug
        'na-h-eileanan-siar'
        """
        return "-".join(_words(self.name))


def areas(params_file: Path | None = None) -> tuple[Area, ...]:
    """Every council area, from the areas.csv beside a params file or else the project's own.

    Raises `InspectionError` where that is not a table of areas.
    """
    path = beside_or_project(params_file, FILE) if params_file else Path(__file__).parents[1] / "params" / FILE
    try:
        rows = [tuple(cells) for _, cells in csv_rows(path.read_text(encoding="utf-8-sig")) if cells]
    except (OSError, ValueError):
        raise InspectionError(f"{FILE} cannot be read; it is a UTF-8 table of {', '.join(COLUMNS)}") from None
    if not rows or any(len(row) != len(COLUMNS) for row in rows) or rows[0] != COLUMNS:
        raise InspectionError(f"{FILE}: these columns were wanted, and a cell in each: {', '.join(COLUMNS)}")
    return tuple(
        Area(code, name, tuple(other.strip() for other in others.split(";") if other.strip()), board, division)
        for code, name, others, board, division in rows[1:]
    )


def area(name_or_code: str, known: Sequence[Area] | None = None) -> Area:
    """The council area of a code, of an official name, or of another name that it goes by.

    Case, accents, commas, "&", "the", "council" and "City of" make no difference. A part of several names is never
    taken for one of them. Raises `InspectionError` that lists those it could be, or the nearest.

    >>> area("edinburgh").name, area("S12000042").name, area("Perth & Kinross Council").code
    ('City of Edinburgh', 'Dundee City', 'S12000048')
    """
    known = areas() if known is None else known
    asked = name_or_code.strip()
    for place in known:
        if place.code.casefold() == asked.casefold() or place.is_called(asked):
            return place
    if CODE.fullmatch(asked):
        raise InspectionError(f"no council area has the code {asked}; codes and names are in {FILE}")
    could_be = [place.name for place in known if _part(asked, place)]
    if len(could_be) > 1:
        listed = f"{', '.join(could_be[:-1])} or {could_be[-1]}"
        raise InspectionError(f"'{asked}' is not one council area; it could be {listed}")
    names = [name for place in known for name in (place.name, *place.also_known_as)]
    hint = f"; did you mean '{could_be[0]}'?" if could_be else nearest(asked, names)
    raise InspectionError(f"no council area is called '{asked}'{hint or f'; names and codes are in {FILE}'}")


def _words(name: str) -> list[str]:
    """The words of a name in plain lower-case letters; an accent is dropped, any sign parts two words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", plain)


def _key(name: str) -> str:
    """What two ways of typing one name have in common; nothing for a name that has only loose words."""
    return "".join(word for word in _words(name) if word not in LOOSE)


def _part(asked: str, place: Area) -> bool:
    part = _key(asked)
    return len(part) > 2 and any(part in _key(name) for name in (place.name, *place.also_known_as))
