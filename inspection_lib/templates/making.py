"""Make the files of a new partnership: all of them or none, and never over anything that is there."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import framework as frameworks
from ..areas import Area, area, areas
from ..errors import InspectionError
from ..evidence import COLUMNS
from ..formulas import inert
from ..framework import Framework
from ..owner import owners_alone
from ..params import beside_or_project
from .book import workbook
from .columns import columns_of
from .words import KEEP_OUT, params_text, readme

EDITION = "2022"


@dataclass(frozen=True)
class Made:
    """What was made for an area: its params file and its evidence folder."""

    area: Area
    file: Path
    folder: Path


def new(name_or_code: str, params: str | Path = "params") -> Made:
    """A params file and an evidence folder of empty tables for one council area, in the folder `params`.

    Files are named after the official name, never after what was typed. Raises `InspectionError` for a name that is
    not one area's, for anything that is there already, and for a folder that cannot be written; then nothing is made.
    """
    place = Path(params)
    if not place.is_dir():
        raise InspectionError(f"there is no folder {place}; --params names the folder that is to hold the params file")
    found = area(name_or_code, areas(place / "new.yaml"))
    made = Made(found, place / f"{found.slug}.yaml", place / found.slug)
    for path in (made.file, made.folder):
        if os.path.lexists(path):
            raise InspectionError(f"{path} is there already, and nothing is written over it; nothing was made")
    framework = frameworks.read(beside_or_project(made.file, f"framework/{EDITION}"))
    settings, evidence = params_text(found, EDITION, framework), _evidence(found, framework)
    try:
        put(made, settings.encode(), evidence)
    except OSError as error:
        raise InspectionError(f"{place} could not be written: {error.strerror}; nothing was made") from None
    return made


def _evidence(place: Area, framework: Framework) -> dict[str, bytes]:
    """Every file of the evidence folder. Excel reads a CSV file as UTF-8 only if it begins with a byte order mark."""
    files = {f"{table}.csv": _header(table, framework).encode("utf-8-sig") for table in COLUMNS}
    return {
        **files,
        "evidence.xlsx": workbook(place, framework),
        "README.md": readme(place, framework).encode(),
        "names-to-keep-out.txt": KEEP_OUT.encode(),
    }


def _header(table: str, framework: Framework) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([inert(column.name) for column in columns_of(table, framework)])
    return text.getvalue()


def put(made: Made, settings: bytes, evidence: Mapping[str, bytes]) -> None:
    """All files written beside their place, then moved; what was begun is taken away again if that fails.

    Their owner alone can read them: what will be filled in is evidence of people.
    """
    place = made.file.parent
    with owners_alone(), TemporaryDirectory(prefix=f".{made.folder.name}.", dir=place) as scratch:
        ready = Path(scratch) / made.folder.name
        ready.mkdir()
        for name, content in evidence.items():
            (ready / name).write_bytes(content)
        made.file.touch(exist_ok=False)
        try:
            made.file.write_bytes(settings)
            ready.rename(made.folder)
        except BaseException:
            made.file.unlink()
            raise
