"""What an area's sample is like before anything is drawn: how large, how extreme, and on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from ..areas import Area
from ..errors import InspectionError
from ..framework import csv_rows
from .chance import Chance

WORDS = Path(__file__).parent / "words"
FIRST = date(2023, 2, 6)  # a Monday: the first day on which the inspection of a sample may start
WEEKS = 40  # within so many weeks of it
OFFICIAL = "official_statistics.csv"
Row = dict[str, str]


@dataclass(frozen=True)
class Size:
    """How many people answered, were met and were asked, and how many records were read, once and twice."""

    staff: int
    children: int
    children_met: int
    parents: int
    parents_met: int
    records: int
    read_twice: int
    sessions: int  # with staff
    in_scope: int


@dataclass(frozen=True)
class Place:
    """An area, its seed, its population and its extremes; all that is drawn for it is drawn through it."""

    area: Area
    seed: int
    population: int
    extremes: frozenset[str] = field(default=frozenset())

    def chance(self, *about: str) -> Chance:
        """The draws of one table, question or purpose of this area."""
        return Chance(self.seed, self.area.code, *about)

    @cached_property
    def size(self) -> Size:
        """How much evidence there is: by population, and next to none in the smallest islands."""
        people, chance = self.population, self.chance("size")
        read = round(people * 0.0019)
        if "tiny" in self.extremes:
            staff = round(people / (3000 if "hidden" in self.extremes else 1600))
            return Size(staff, 4, 2, 3, 1, 9, 2, 3, read)
        children = 0 if "no children" in self.extremes else round(14 + people / 9000)
        return Size(
            staff=round(people * chance.between(0.0030, 0.0042)),
            children=children,
            children_met=children and 3 + people // 90_000,
            parents=round(10 + people / 15_000),
            parents_met=4 + people // 70_000,
            records=60,
            read_twice=12,
            sessions=10 if people > 100_000 else 7,
            in_scope=max(read, 75),
        )

    @cached_property
    def started(self) -> date:
        """The Monday on which the inspection started."""
        return FIRST + timedelta(weeks=self.chance("started").below(WEEKS))

    def day(self, number: int) -> str:
        """A day of the inspection as the tables write it, counted from its start."""
        return (self.started + timedelta(days=number)).isoformat()

    def year(self, before: int = 0) -> str:
        """The last whole financial year before the inspection, such as 2022/23, or one so many years earlier."""
        ended = self.started.year - (self.started.month < 4) - before
        return f"{ended - 1}/{ended % 100:02}"

    def days(self, first: int, length: int, number: int, *about: str) -> list[str]:
        """The days on which so many things came in, in order: mostly weekdays, as the inspection starts on a Monday."""
        bag = [day for day in range(first, first + length) for _ in range(1 if day % 7 > 4 else 8)]
        chance = self.chance("days", *about)
        return [self.day(day) for day in sorted(chance.pick(bag) for _ in range(number))]


def read_words(name: str) -> list[Row]:
    """The rows of one of the sample's own tables of words."""
    return _rows(WORDS / f"{name}.csv")


def extremes() -> Mapping[str, frozenset[str]]:
    """What is extreme about an area, by its code; nothing is about most."""
    found: dict[str, frozenset[str]] = {}
    for row in read_words("extremes"):
        found[row["code"]] = found.get(row["code"], frozenset()) | {row["extreme"]}
    return found


def populations(official: Path) -> dict[str, int]:
    """The population of each area by its code, from the official statistics; raises `InspectionError` without any."""
    try:
        rows = _rows(official)
        return {row["area_code"]: round(float(row["value"])) for row in rows if row["measure"] == "population"}
    except (OSError, ValueError, KeyError):
        raise InspectionError(f"{OFFICIAL}: a UTF-8 table with area_code, measure and value was wanted") from None


def _rows(path: Path) -> list[Row]:
    (_, head), *rows = ((line, cells) for line, cells in csv_rows(path.read_text(encoding="utf-8-sig")) if cells)
    return [dict(zip(head, cells, strict=True)) for _, cells in rows]
