"""Files and folders of outputs, put in place whole or not at all, and read by their owner alone."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Any

from ..errors import InspectionError, visible
from ..owner import owners_alone


@contextmanager
def scratch(target: Path) -> Iterator[Path]:
    """A folder beside the target to write in, gone afterwards unless it was moved into place.

    What a killed run left there is cleared first. All that is written meanwhile is its owner's alone to read.
    """
    no_link(target)
    with owners_alone():
        target.parent.mkdir(parents=True, exist_ok=True)
        clear(target)
        folder = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear(target: Path) -> bool:
    """Clear what a killed run left beside a target, its folder or a draft between its two moves; is nothing left?"""
    aside = target.with_name(f".{target.name}.previous")
    if aside.exists() and not target.exists():
        aside.rename(target)
    left = [path for path in target.parent.glob(f".{escape(target.name)}.*") if path.suffix[1:].isdigit()]
    for path in left:
        if not _alive(int(path.suffix[1:])):
            shutil.rmtree(path, ignore_errors=True)
    return not any(path.exists() for path in left)


def cleared(target: Path) -> None:
    """Clear what was left by a process that was killed just now: what it started may write for a moment longer."""
    with suppress(OSError):
        for _ in range(20):
            if clear(target):
                return
            time.sleep(0.1)


def no_link(target: Path) -> None:
    """Raises `InspectionError` where a link stands in a draft's place: what is written must not land elsewhere."""
    if target.is_symlink():
        raise InspectionError(f"{target} is a link to another folder, and drafts are written into their own; remove it")


def _alive(process: int) -> bool:
    """Whether a process still runs; one that has ended and that its parent has not asked about does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    with suppress(OSError):  # only Linux tells it here
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def move(folder: Path, target: Path) -> None:
    """A finished folder in place of the old one, which comes back if the move fails."""
    aside = target.with_name(f".{target.name}.previous")
    shutil.rmtree(aside, ignore_errors=True)
    if target.exists():
        target.rename(aside)
    try:
        folder.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """A JSON file with a line for each entry, or for each part of an entry that is a list or holds others by name."""
    text = ",\n".join(f"{_json(name)}: {_lines(entry)}" for name, entry in value.items())
    path.write_text(f"{{\n{text}\n}}\n", encoding="utf-8", newline="\n")


def _lines(entry: Any) -> str:
    """An entry as JSON, a line a part; without an indent json's quick encoder does it."""
    if isinstance(entry, list) and entry:
        return "[\n" + ",\n".join(f" {_json(part)}" for part in entry) + "\n]"
    if isinstance(entry, Mapping) and entry:
        return "{\n" + ",\n".join(f" {_json(name)}: {_json(part)}" for name, part in entry.items()) + "\n}"
    return _json(entry)


def _json(value: Any) -> str:
    return visible(json.dumps(value, ensure_ascii=False))


def read_json(path: Path) -> Any:
    """What a JSON file holds; None where there is none that can be read."""
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    return None


def replace_file(path: Path, text: str) -> None:
    """A text file written whole or not at all, for its owner alone to read."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with owners_alone():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_text(text, encoding="utf-8", newline="\n")
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)


def short(path: Path) -> str:
    """A path as seen from the working folder if it lies below it, else whole."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()
