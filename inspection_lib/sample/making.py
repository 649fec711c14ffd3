"""Make samples: for each area a params file and an evidence folder, and never over anything that is there."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from .. import framework as frameworks
from ..areas import Area, area, areas
from ..errors import InspectionError
from ..evidence import COLUMNS
from ..framework import Framework
from ..params import beside_or_project
from ..templates import Made, put
from ..templates.columns import columns_of
from ..templates.making import EDITION
from ..templates.words import params_text
from . import heard, supplied
from .instruments import instruments
from .judged import judgements
from .place import OFFICIAL, Place, Row, extremes, populations

SEED = 2026
SAID = "# A sample, made by `inspection sample`: its evidence was drawn by chance, and no inspection took place.\n"
TITLE = "Sample of a joint inspection of services for children and young people at risk of harm"
MARKING = "SAMPLE, NOT AN INSPECTION"
NEXT = (
    "Nothing happens next. This draft is a sample: its answers, records, notes, figures and judgements were drawn by "
    "chance, and no inspection took place."
)
README = """# {area}: a sample

**Nothing in this folder is real.** `inspection sample` drew it by chance, with the seed {seed}: answers, records,
meetings, documents, notes, figures, examples of practice and judgements. Grades were drawn too, from no evidence.
Nobody was asked, no record was read, and {area} was not inspected. The official statistics in a draft are real.
"""


def sample(names: Sequence[str], into: str | Path, seed: int = SEED) -> list[Made]:
    """A params file and a folder of evidence for each of some areas, or for all where none is named.

    The same seed gives an area the same bytes, whichever others are made. The folder `into` is made if it is not
    there. Raises `InspectionError` for a name that is not one area's and for anything that is there already, before
    anything is made; and for a folder that cannot be written.
    """
    folder = Path(into)
    beside = folder / "sample.yaml"
    known = areas(beside)
    wanted = list(dict.fromkeys(area(name, known) for name in names)) or list(known)
    made = [Made(one, folder / f"{one.slug}.yaml", folder / one.slug) for one in wanted]
    for path in (path for one in made for path in (one.file, one.folder)):
        if os.path.lexists(path):
            raise InspectionError(f"{path} is there already, and nothing is written over it; nothing was made")
    framework = frameworks.read(beside_or_project(beside, f"framework/{EDITION}"))
    people, extreme = populations(beside_or_project(beside, OFFICIAL)), extremes()
    places = [Place(one, seed, _population(one, people), extreme.get(one.code, frozenset())) for one in wanted]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one, place in zip(made, places, strict=True):
            tables = drawn(place, framework)
            put(one, settings(place, framework, tables).encode(), _files(place, framework, tables))
    except OSError as error:
        raise InspectionError(f"{folder} could not be written: {error.strerror}") from None
    return made


def _population(one: Area, people: dict[str, int]) -> int:
    if one.code not in people:
        raise InspectionError(f"{OFFICIAL} has no population for {one.name}, by which its sample would be sized")
    return people[one.code]


def drawn(place: Place, framework: Framework) -> dict[str, list[Row]]:
    """Every table of an area's evidence."""
    notes = heard.chosen(place)
    tables = instruments(place, framework, heard.comments(notes))
    tables |= {"engagement": heard.sessions(place), "documents": heard.documents(place)}
    tables["voices"] = heard.voices(place, notes, tables)
    tables["figures"] = supplied.figures(place, tables["documents"])
    tables["practice_examples"] = supplied.examples(place, tables)
    tables["judgements"] = judgements(place, framework, tables)
    return tables


def settings(place: Place, framework: Framework, tables: dict[str, list[Row]]) -> str:
    """The params file that a new partnership has, with its dates, and said to be a sample wherever a draft shows it."""
    values: dict[str, Any] = yaml.safe_load(params_text(place.area, EDITION, framework))
    values["inspection"] |= {
        "title": TITLE, "programme": None, "started": place.day(0), "ended": place.day(149),
        "record_reading": [place.day(50), place.day(52)], "engagement": [place.day(56), place.day(64)],
        "young_inspection_volunteers": True,
    }  # fmt: skip
    values["report"] |= {"date": place.day(183), "marking": MARKING, "illustrative": True}
    values["stated"] = {
        "children_and_young_people": len(tables["children_survey"]),
        "parents_and_carers": len(tables["parents_survey"]),
        "records": place.size.records,
        "staff_replies": place.size.staff,
        "staff_met": _met(tables, "staff", "senior leaders"),
        "elected_members_met": _met(tables, "elected members"),
    }
    asked = {"children_survey": 3 * place.size.children, "parents_survey": 3 * place.size.parents}
    values["evidence"] |= {
        "invited": {table: people for table, people in asked.items() if people},
        "in_scope": {"records": place.size.in_scope},
    }
    values["what_happens_next"] = NEXT
    return SAID + yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=100)


def _met(tables: dict[str, list[Row]], *groups: str) -> int:
    return sum(
        int(row["people"]) - int(row["counted_before"]) for row in tables["engagement"] if row["group"] in groups
    )


def _files(place: Place, framework: Framework, tables: dict[str, list[Row]]) -> dict[str, bytes]:
    """Every file of the evidence folder by its name."""
    files = {f"{table}.csv": _table(table, framework, tables[table]).encode() for table in COLUMNS}
    return files | {"README.md": README.format(area=place.area.name, seed=place.seed).encode()}


def _table(table: str, framework: Framework, rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in columns_of(table, framework)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
