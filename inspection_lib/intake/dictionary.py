"""Data dictionaries: what the codes of an export stand for, from a file or sheet that came with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..params import FileSettings
from . import delimited, workbooks
from .files import Place
from .opened import Opened, Unreadable
from .shape import Column, Table, named
from .spelling import tidy

NAMES = ("variable", "column", "name", "field", "item", "question")
WORDINGS = ("question", "question text", "wording", "variable label")
CODES = ("code", "value", "values", "number")
LABELS = ("label", "answer", "value label", "labels", "meaning", "text", "description")
SHEETS = ("dictionary", "data dictionary", "codes", "codebook", "code book", "value labels")
ENDINGS = ("_dictionary.csv", "_codes.csv")


@dataclass(frozen=True)
class Codes:
    """A data dictionary, by the tidied name of the column: what each code stands for, and what was asked.

    Codes under "" hold for every column.
    """

    labels: Mapping[str, Mapping[str, str]]
    wordings: Mapping[str, str]

    def of(self, column: Column) -> Mapping[str, str]:
        """What the codes of a column stand for."""
        names = (column.code, column.name, column.question, column.option)
        own = next((self.labels[tidy(name)] for name in names if name and tidy(name) in self.labels), {})
        return {**self.labels.get("", {}), **own}

    def worded(self, table: Table) -> Table:
        """A table whose columns are called by what was asked, where the dictionary says it of their codes."""
        names = [self.wordings.get(tidy(column.code or column.name), "") for column in table.columns]
        worded = named(names)
        columns = tuple(
            replace(new, code=old.code or old.name) if name else old
            for name, new, old in zip(names, worded, table.columns, strict=True)
        )
        return replace(table, columns=columns)


def codes(place: Place, settings: FileSettings) -> tuple[Codes, str]:
    """The dictionary of a table's file and the name of the file that it is in; nothing where there is none.

    Raises `Unreadable` for a dictionary that params name and that is none.
    """
    if settings.dictionary:
        path = place.path.parent / settings.dictionary
        if not path.is_file():
            raise Unreadable("the data dictionary that params name is not there")
        found = _read(path)
        if found is None:
            raise Unreadable("a data dictionary wants the columns 'column', 'code' and 'answer'", file=path.name)
        return found, path.name
    paths = [path for ending in ENDINGS if (path := place.path.with_name(place.path.stem + ending)).is_file()]
    beside = [(found, path.name) for path in paths if (found := _read(path))]
    if len(beside) > 1:
        raise Unreadable(f"there are two data dictionaries, {' and '.join(name for _, name in beside)}; keep one")
    if beside:
        return beside[0]
    if place.path.suffix.casefold() == ".xlsx":
        for sheet in workbooks.sheets(place.path):
            if tidy(sheet) in SHEETS and (found := _read(place.path, sheet)):
                return found, f"{place.path.name}, sheet {sheet}"
    return Codes({}, {}), ""


def _opened(path: Path, sheet: str) -> Opened:
    return workbooks.opened(path, sheet) if path.suffix.casefold() == ".xlsx" else delimited.opened(path)


def _read(path: Path, sheet: str = "") -> Codes | None:
    """The codes in a file or one sheet of it; what is wrong there is that file's own, not the table's."""
    try:
        return _codes(_opened(path, sheet))
    except Unreadable as error:
        raise Unreadable(str(error), error.row, Place(path, sheet).file) from None


def _codes(file: Opened) -> Codes | None:
    """The codes by column; None where the header has no code and label. A blank column goes on from the row above.

    Raises `Unreadable` where one code of a column has two answers; a code without an answer stands for nothing.
    """
    header = [tidy(cell) for cell in file.head[0][1]]
    place = {kind: next((header.index(word) for word in words if word in header), -1)
             for kind, words in (("name", NAMES), ("code", CODES), ("label", LABELS), ("asked", WORDINGS))}  # fmt: skip
    if place["code"] < 0 or place["label"] < 0:
        return None
    frame, lines = file.body(1, len(header))
    labels: dict[str, dict[str, str]] = {}
    wordings: dict[str, str] = {}
    name = ""
    for number, cells in enumerate(frame.to_numpy().tolist()):
        name = (cells[place["name"]] or name) if place["name"] >= 0 else ""
        if place["asked"] >= 0 and place["asked"] != place["name"] and cells[place["asked"]]:
            wordings.setdefault(tidy(name), cells[place["asked"]])
        code, label = cells[place["code"]], cells[place["label"]]
        if code and label and labels.setdefault(tidy(name), {}).setdefault(code, label) != label:
            raise Unreadable("the data dictionary gives one code two answers", int(lines[number]))
    return Codes(labels, wordings)
