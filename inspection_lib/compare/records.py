"""What differs between the records of two runs: files of evidence, settings, narratives, framework, code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal

from ..evidence import COLUMNS
from .drafts import Row

Kind = Literal["evidence", "params", "narrative", "framework", "code"]
KINDS: tuple[Kind, ...] = ("evidence", "params", "narrative", "framework", "code")
OFFICIAL, MAPPING = "official_statistics.csv", "mapping.csv"
#: Files of the evidence folder that no draft is made from.
BESIDE = frozenset({"published.csv", "names-to-keep-out.txt"})
NO_EVIDENCE = (".md", ".py", ".html")
#: Settings whose values are the manner of the draft: they may be said. Others may hold counts, or people's words.
TOLD = ("wording.", "small_numbers.threshold", "groups.smallest_base", "report.edition", "framework")
PLACE_ONLY = ("evidence.folder",)


@dataclass(frozen=True)
class Cause:
    """One thing that the records show to have changed a sentence: its kind, and what it was."""

    kind: Kind
    what: str


@dataclass(frozen=True)
class Differences:
    """What differs between two runs' records, each by the name that a person knows; `known` if both have one.

    `settings` gives each setting that differs with its old and new value, `tables` the tables whose file differs,
    `files` the file of each table, `rows` the ids whose words differ; `traced` says that both runs recorded rows.
    """

    known: bool
    evidence: tuple[str, ...] = ()
    tables: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    narratives: tuple[str, ...] = ()
    framework: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    rows: frozenset[str] = frozenset()
    traced: bool = False

    def named(self, kind: Kind) -> tuple[str, ...]:
        """What of one kind differs, as names; a setting with its values if they may be said."""
        return {
            "evidence": self.evidence,
            "params": tuple(map(self.setting, self.settings)),
            "narrative": tuple(f"narrative/{heading}.md" for heading in self.narratives),
            "framework": self.framework,
            "code": self.code,
        }[kind]

    def setting(self, name: str) -> str:
        """A setting that differs, as a cause says it."""
        return told(name, *self.settings[name])


def differences(old: Row, new: Row) -> Differences:
    """What differs between the records of two runs; nothing is known where one of them is empty."""
    if not old or not new:
        return Differences(known=False)
    before, now, traced = _inputs(old), _inputs(new), "rows" in old and "rows" in new
    differ = {kind: _differing(before[kind], now[kind]) for kind in KINDS}
    files = {table: _file(new, table) or _file(old, table) for table in COLUMNS}
    changed = frozenset(t for t, file in files.items() if file.partition(",")[0] in differ["evidence"])
    return Differences(
        True,
        tuple(differ["evidence"]),
        changed,
        files,
        dict(_settings(old.get("settings", {}), new.get("settings", {}))),
        tuple(differ["narrative"]),
        tuple(differ["framework"]),
        (*differ["code"], *_versions(old, new)),
        frozenset(_differing(old["rows"], new["rows"])) if traced else frozenset(),
        traced,
    )


def told(name: str, old: Any, new: Any) -> str:
    """A setting that differs, with its values if they may be said.

    >>> told("wording.terms", "a", "b"), told("stated.staff_met", 3, 7)
    ('wording.terms (was a, is b)', 'stated.staff_met')
    """
    return f"{name} (was {old}, is {new})" if name.startswith(TOLD) else name


def _inputs(record: Row) -> dict[Kind, dict[str, str]]:
    """The files that made a draft with their digests, by kind and by name; the params file is known by its settings."""
    found: dict[Kind, dict[str, str]] = {kind: {} for kind in KINDS}
    for name, digest in record.get("inputs", {}).items():
        path = PurePosixPath(name)
        if path.suffix == ".ipynb":
            found["code"][path.name] = digest
        elif path.parent.parent.name == "framework":
            found["framework"][path.name] = digest
        elif path.parent.name == "narrative":
            found["narrative"][path.stem] = digest
        elif path.suffix not in (*NO_EVIDENCE, ".yaml", ".yml") and path.name not in BESIDE:
            found["evidence"][path.name] = digest
    return found


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _file(record: Row, table: str) -> str:
    """The file that a table came from; runs that did not record it had one under the table's name."""
    about = record.get("evidence", {}).get(table)
    return str(about.get("file", f"{table}.csv")) if about else ""


def _settings(old: Any, new: Any, name: str = "") -> Iterator[tuple[str, tuple[Any, Any]]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from _settings(old.get(key), new.get(key), f"{name}.{key}" if name else str(key))
    elif old != new and name not in PLACE_ONLY:
        yield name, (old, new)


def _versions(old: Row, new: Row) -> Iterator[str]:
    if "library" in old and "library" in new and old["library"] != new["library"]:
        yield "the library"
    before, now = old.get("versions", {}), new.get("versions", {})
    for name in _differing(before, now):
        yield f"{name} (was {before.get(name, 'not there')}, is {now.get(name, 'not there')})"
