"""Which file holds which table: a file of the table's name, a sheet of it in one workbook, or the one params name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem, nearest
from ..evidence import COLUMNS
from ..params import FileSettings, Params
from . import columnar, delimited, workbooks
from .opened import Opened, Unreadable

WORKBOOK = "evidence.xlsx"
TEXT = (".csv", ".tsv", ".txt")
ENDINGS = (*TEXT, ".xlsx", ".parquet")
OLD = (".xls", ".xlsb", ".ods", ".sav", ".numbers")
DELIMITERS = {word: sign for sign, word in delimited.DELIMITERS.items()}
EXCEL_LARGEST = 100 << 20
TEMPLATE_LARGEST = 64 << 10


@dataclass(frozen=True)
class Place:
    """Where a table's rows lie: a file, and the sheet if that is a workbook of several tables."""

    path: Path
    sheet: str = ""

    @property
    def file(self) -> str:
        """How the place is named in a message."""
        return f"{self.path.name}, sheet {self.sheet}" if self.sheet else self.path.name


def places(params: Params) -> dict[str, list[Place]]:
    """Every place in which each table may lie, those named by params alone if they name one."""
    book = params.folder / WORKBOOK
    sheets: dict[str, str] | None = {}
    if book.is_file():
        try:
            sheets = {name.strip().casefold(): name for name in workbooks.sheets(book)}
        except Unreadable:
            sheets = None  # each table then says that it cannot be read
    return {table: list(_places(table, params, book, sheets)) for table in COLUMNS}


def _places(table: str, params: Params, book: Path, sheets: dict[str, str] | None) -> Iterator[Place]:
    settings = params.evidence.files.get(table, FileSettings())
    if settings.file:
        yield Place(params.folder / settings.file, settings.sheet)
        return
    for end in ENDINGS:
        if (path := params.folder / f"{table}{end}").exists():
            yield Place(path, settings.sheet)
    if sheets is None or table in sheets:
        yield Place(book, table if sheets is None else sheets[table])


def opened(place: Place, settings: FileSettings) -> Opened:
    """The cells of a file, read as its ending says. Raises `Unreadable` for one that cannot be read."""
    path, ending = place.path, place.path.suffix.casefold()
    if path.is_dir():
        raise Unreadable("this is a folder; a file was wanted")
    if not path.is_file():
        raise Unreadable("this is no ordinary file" if path.exists() else "there is no such file")
    try:
        size = path.stat().st_size
        if ending == ".xlsx":
            if size > EXCEL_LARGEST:
                raise Unreadable(f"this workbook is larger than {EXCEL_LARGEST >> 20} MB; save the sheet as CSV")
            return workbooks.opened(path, place.sheet)
        if ending == ".parquet":
            return columnar.parquet(path)
        if ending not in TEXT:
            raise Unreadable(f"files of this kind are not read; save it as one of {', '.join(ENDINGS)}")
        read = columnar.large if size > columnar.LARGE else delimited.opened
        return read(path, settings.encoding, DELIMITERS.get(settings.delimiter, ""))
    except OSError as error:
        raise Unreadable(f"this could not be read: {error.strerror or 'the disk gave an error'}") from None


def unknown_settings(params: Params) -> Iterator[Problem]:
    """A stopping problem for each table of `evidence.files` that there is none of, and for a path out of the folder."""
    for table, settings in params.evidence.files.items():
        if table not in COLUMNS:
            message = f"evidence.files.{table}: there is no such table{nearest(table, COLUMNS)}"
            yield Problem("I23", "stops", message, params.file.name, unit="line")
        for name in (settings.file, settings.dictionary):
            if name and Path(name).name != name:
                message = f"evidence.files.{table}: a file of the evidence folder was wanted, without a path"
                yield Problem("I23", "stops", message, params.file.name, unit="line")


def others(params: Params, used: set[str]) -> Iterator[Problem]:
    """A caveat for each file of the evidence folder that looks like evidence and belongs to no table."""
    known = used | {WORKBOOK, "mapping.csv", "published.csv"}
    for path in sorted(params.folder.iterdir()):
        ending = path.suffix.casefold()
        if path.name in known or path.name.startswith((".", "~$")) or ending not in (*ENDINGS, *OLD):
            continue
        if _template(path) or ending == ".txt" or path.stem.endswith(("_dictionary", "_codes")):
            continue
        named = params.evidence.files.get(path.stem)
        message = (
            f"no table was read from this file{nearest(path.stem, COLUMNS)}; say in evidence.files which table it is"
        )
        if named and named.file:
            message = f"no table was read from this file, as evidence.files.{path.stem} names another"
        yield Problem("I20", "caveat", message, path.name)


def _template(path: Path) -> bool:
    """Whether a file is a table's own empty CSV file, as `inspection new` makes it: its header, and no row below."""
    if path.suffix != ".csv" or path.stem not in COLUMNS or not path.is_file():
        return False
    try:
        if path.stat().st_size > TEMPLATE_LARGEST:
            return False
        first, *rest = path.read_text(encoding="utf-8-sig", errors="replace").splitlines() or [""]
    except OSError:
        return False
    return first.split(",")[0].strip() == COLUMNS[path.stem][0] and not any(line.strip(" ,") for line in rest)
