"""What makes a draft: every file that it is made of by its digest, the library, the versions; and what has changed."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path, PurePath
from typing import Any

from .. import params as settings
from ..errors import count_of, listed
from ..params import Params
from .folders import short

LIBRARIES = ("inspection-lib", "pandas", "numpy", "matplotlib", "papermill", "nbconvert", "ipython", "pydantic")
NAMED = 3  # files that a reason names; of more it gives the number


def made_of(params: Params, notebooks: Sequence[Path]) -> dict[str, Any]:
    """The digests of a draft's inputs by path, of the library, and the versions of what it stands on."""
    beside = [settings.beside_or_project(params.file, name) for name in ("official_statistics.csv", "areas.csv")]
    evidence, framework = sorted(params.folder.rglob("*")), sorted(params.framework_folder.iterdir())
    files = [params.file, *beside, *framework, *evidence, *notebooks]
    return {
        "inputs": {short(file): _digest(file) for file in files if file.is_file()},
        **stands_on(),
    }


def stands_on() -> dict[str, Any]:
    """The digest of the library, and the versions of what a draft stands on, in this process."""
    return {"library": _library(), "versions": dict(_versions())}


def changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[str]:
    """Why a draft is to be made again, in words, by what made the last one and what would make this one.

    >>> old = {"inputs": {"x/a.csv": "1", "x/b.csv": "2"}, "library": "x", "versions": {"pandas": "3.0"}}
    >>> new = {"inputs": {"x/a.csv": "9", "x/c.csv": "3"}, "library": "x", "versions": {"pandas": "3.1"}}
    >>> changes(old, new), changes(new, new), changes(None, new)
    (['a.csv changed, c.csv is new and b.csv is gone', 'pandas was 3.0 and is 3.1'], [], ['there is no draft yet'])
    """
    if not before:
        return ["there is no draft yet"]
    was, there = before["inputs"], now["inputs"]
    told = [f"{PurePath(name).name} changed" for name in there if name in was and was[name] != there[name]]
    told += [f"{PurePath(name).name} is new" for name in there if name not in was]
    told += [f"{PurePath(name).name} is gone" for name in was if name not in there]
    more = [count_of(len(told) - NAMED, "more file", "more files")] if len(told) > NAMED else []
    found = [listed([*told[:NAMED], *more])] if told else []
    if before["library"] != now["library"]:
        found.append("the library changed")
    old = before["versions"]
    found += [f"{n} was {old.get(n, 'not there')} and is {v}" for n, v in now["versions"].items() if old.get(n) != v]
    return found


@cache
def _library() -> str:
    return settings.library()


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return ("python", platform.python_version()), *((name, metadata.version(name)) for name in LIBRARIES)


def _digest(file: Path) -> str:
    stat = file.stat()
    return _digest_of(file, stat.st_mtime_ns, stat.st_size)


@cache
def _digest_of(file: Path, changed: int, size: int) -> str:
    """A file's digest, asked once for what many partnerships share: the framework, the notebooks."""
    return settings.digest(file)
