"""Find a partnership's params file, read it, and say in an analyst's words what in it does not fit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from ..errors import ACTING, InspectionError, Problem, nearest, stop_if_any
from .plain import Place, plain_values
from .settings import Params

LARGEST = 1 << 20  # bytes of a params file
LONGEST = 100  # letters of a partnership's short name
FORBIDDEN = re.compile(r"[/\\:*?\"<>|\n\t]")
KEPT = frozenset(
    {
        "logs",
        "exports",
        "index",
        "overview",
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{d}{n}" for d in ("com", "lpt") for n in range(10)),
    }
)
#: What a setting is, by the kind of error that pydantic finds; its own limits fill the braces.
WANTED: Mapping[str, str] = {
    "bool_parsing": "must be yes or no",
    "bool_type": "must be yes or no",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "string_type": "must be one text, not a list and not settings",
    "string_too_short": "is blank",
    "string_pattern_mismatch": "must be a name of its own, without a path, such as 2022",
    "tuple_type": "must be a list, such as [one, another]",
    "model_type": "must hold settings of its own, each with a name",
    "model_attributes_type": "must hold settings of its own, each with a name",
    "dict_type": "must hold settings of its own, each with a name",
}


def find(path: str | Path) -> Path:
    """Where a relative params path really is: below the working folder, or a parent up to the project's root.

    Papermill runs notebooks in the shell's folder, JupyterLab in the notebook's; both name the same file.
    The root is the first folder with a pyproject.toml. Raises `InspectionError` if it is nowhere.
    """
    asked, tried = Path(path), []
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / asked).is_file():
            return (folder / asked).resolve()
        tried.append(folder / asked)
        if (folder / "pyproject.toml").exists():
            break
    if any(place.is_dir() for place in tried):
        raise InspectionError(f"{asked} is a folder; a params file (YAML) was wanted, such as {asked}.yaml")
    there = next((names for place in tried if (names := _params_files(place.parent))), [])
    hint = nearest(asked.name, there) or (f"; that folder has {', '.join(there)}" if there else "")
    raise InspectionError(f"there is no params file {asked}{hint}")


def _params_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.yaml")) if folder.is_dir() else []


def read(path: str | Path) -> Params:
    """The checked params of one partnership.

    Raises `InspectionError` that lists every problem with its line: unknown keys with the nearest known one,
    missing keys, values of the wrong kind.
    """
    file = find(path)
    _named(file)
    try:
        if file.stat().st_size > LARGEST:
            raise InspectionError(
                f"{file.name}: this is larger than {LARGEST >> 20} MB; a params file is a page of text"
            )
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InspectionError(f"{file.name}: a params file is UTF-8 text; this is something else") from None
    values, lines = plain_values(text, file.name)
    try:
        return Params.of_file(file, values)
    except ValidationError as error:
        problems = [_problem(file.name, entry, lines) for entry in error.errors()]
        stop_if_any(problems, file.name)
        raise


def _named(file: Path) -> None:
    """Hold a params file's name to what can name a folder of drafts on any system.

    Raises `InspectionError` for any other: no draft is written beside the folder of outputs, or over all of it.
    """
    slug = file.stem
    wrong = (
        "begins or ends with a dot or a space" if slug != slug.strip(". ") or not slug else
        "holds a sign that no folder's name should" if FORBIDDEN.search(slug) or ACTING.search(slug) else
        "is a name that the workbook or Windows keeps for itself" if slug.partition(".")[0].casefold() in KEPT else
        f"is longer than {LONGEST} letters" if len(slug) > LONGEST else ""
    )  # fmt: skip
    if wrong:
        wanted = "drafts go into a folder of that name, such as dundee-city"
        raise InspectionError(f"{file.name}: the name of this params file {wrong}; {wanted}")


def _problem(file: str, entry: Mapping[str, Any], lines: Mapping[Place, int]) -> Problem:
    place: Place = tuple(part for part in entry["loc"] if part != "[key]")
    name = ".".join(part for part in place if isinstance(part, str))
    line = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), None)
    code, message = _said(entry, place, name)
    return Problem(code, "stops", message, file, line, unit="line")


def _said(entry: Mapping[str, Any], place: Place, name: str) -> tuple[str, str]:
    """The code and the sentence for one of pydantic's errors."""
    kind, limits = entry["type"], entry.get("ctx", {})
    allowed = re.findall(r"'([^']*)'", limits.get("expected", ""))
    if kind == "extra_forbidden":
        return "P1", f"unknown key '{name}'{nearest(str(place[-1]), _known_keys(place[:-1]))}"
    if kind == "literal_error" and entry["loc"][-1] == "[key]":
        return "P1", f"unknown key '{name}'{nearest(str(place[-1]), allowed)}"
    if kind == "missing":
        return "P2", f"the key '{name}' is missing"
    if kind == "literal_error":
        return "P3", f"'{name}' must be {_one_of(allowed)}{nearest(str(entry['input']), allowed)}"
    if kind == "value_error":
        return "P3", f"'{name}' {limits['error']}"
    return "P3", f"'{name}' {WANTED.get(kind, 'does not fit').format(**limits)}"


def _one_of(allowed: Sequence[str]) -> str:
    """The texts that a setting may have, as the end of a sentence.

    >>> _one_of(["past"]), _one_of(["", "wide", "long"]), _one_of(["never", "always", "where published"])
    ('past', 'one of wide or long, or blank', 'one of never, always or where published')
    """
    *others, last = (word for word in allowed if word)
    listed = f"one of {', '.join(others)} or {last}" if others else last
    return f"{listed}, or blank" if "" in allowed else listed


def _known_keys(place: Place) -> list[str]:
    """The keys that there are at a place of the params."""
    inner: Any = Params
    for part in place:
        if isinstance(part, int):
            inner = get_args(inner)[0]
        else:
            inner = next(f.annotation for key, f in inner.model_fields.items() if part in (key, f.alias))
    return [field.alias or key for key, field in inner.model_fields.items()]


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def library() -> str:
    """One digest of all files of the library that can change a draft, in whatever folder it is installed."""
    found, folder = hashlib.sha256(), Path(__file__).parents[1]
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".css", ".j2") and path.is_file():
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:16]
