"""The drafts of a folder of outputs in the official order of areas: what they publish, and never a row of evidence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from .. import framework, params
from ..areas import areas
from ..errors import InspectionError
from ..framework import Framework
from ..suppression import Rule

LOGS = "logs"
ASKED = ("answers.csv", "items.csv", "measures.csv", "routes.csv")  # what makes a question, its scale and its base


@dataclass(frozen=True, eq=False)
class Draft:
    """One partnership's draft: its `run.json`, `claims.json` and `findings.json` as they are."""

    slug: str
    record: Mapping[str, Any]
    claims: Mapping[str, Any]
    findings: Mapping[str, Any]

    @property
    def area(self) -> str:
        """The council area's name."""
        return self.record["area"]

    @property
    def settings(self) -> Mapping[str, Any]:
        """The params that it was made with."""
        return self.record["settings"]

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What tells whether two drafts asked the same: the edition, and the digests of its tables of questions."""
        edition = self.settings["framework"]
        files = {PurePath(name): digest for name, digest in self.record["inputs"].items()}
        return edition, *(
            digest for file, digest in sorted(files.items()) if file.name in ASKED and file.parent.name == edition
        )

    def rule(self, source: str) -> Rule:
        """When a count of a source was too small to show."""
        small = self.settings["small_numbers"]
        return Rule(small["threshold"], source in small["remainders"], self.settings["groups"]["smallest_base"])


@dataclass(frozen=True, eq=False)
class Drafts:
    """Every draft below a folder of outputs, in the official order; and why others are not there.

    `failed` has the cause of each last run that failed, `without` the folders in which no whole draft is.
    """

    folder: Path
    made: tuple[Draft, ...]
    failed: Mapping[str, str]
    without: tuple[str, ...]

    @cached_property
    def alike(self) -> tuple[Draft, ...]:
        """The drafts that can be compared: those that asked the questions that most of them asked."""
        if not self.made:
            return ()
        most = Counter(draft.questions for draft in self.made).most_common(1)[0][0]
        return tuple(draft for draft in self.made if draft.questions == most)

    @cached_property
    def apart(self) -> tuple[Draft, ...]:
        """The drafts that asked other questions, or by another edition of the framework."""
        return tuple(draft for draft in self.made if draft not in self.alike)

    @cached_property
    def framework(self) -> Framework:
        """The edition that the compared drafts were made with: beside their params files, or else the project's."""
        first = self.alike[0]
        where = Path(first.record.get("params_file", ""))
        return framework.read(params.beside_or_project(where, f"framework/{first.settings['framework']}"))


def read(outputs: str | Path = "outputs") -> Drafts:
    """The drafts of a folder of outputs; a relative one is looked for from here and its parents to the project's root.

    A folder without a draft that can be read is named, and costs no other its place. Raises `InspectionError` where
    there is no such folder.
    """
    folder = _folder(Path(outputs))
    order = {area.code: place for place, area in enumerate(areas())}
    found = {path.parent.name: _draft(path.parent) for path in sorted(folder.glob("*/run.json"))}
    made = [draft for draft in found.values() if draft]
    made.sort(key=lambda draft: (order.get(draft.claims["partnership"]["code"], len(order)), draft.area))
    logs = sorted((folder / LOGS).glob("*.log"))
    failed = {log.stem: _cause(log.read_text(encoding="utf-8", errors="replace")) for log in logs}
    pages = {path.parent.name for path in folder.glob("*/evidence.html")}
    without = sorted({*pages, *found, *failed} - {draft.slug for draft in made})
    return Drafts(folder, tuple(made), failed, tuple(without))


def _folder(asked: Path) -> Path:
    for place in (Path.cwd(), *Path.cwd().parents):
        if (place / asked).is_dir():
            return (place / asked).resolve()
        if (place / "pyproject.toml").exists():
            break
    raise InspectionError(f"there is no folder {asked}; the folder of outputs was wanted, with a folder a partnership")


def _cause(log: str) -> str:
    r"""The first line of a log; of a list the first that stands in it, too.

    >>> _cause("2 problems stop the work:\n  I3  staff_survey.csv, row 1: no header\n  I2  b.csv: gone")
    '2 problems stop the work: I3 staff_survey.csv, row 1: no header'
    """
    lines = log.strip().splitlines() or [""]
    return " ".join(" ".join(lines[: 2 if lines[0].endswith(":") else 1]).split())


def _draft(folder: Path) -> Draft | None:
    """What a draft's folder publishes, or None where part of it is not there or was made by an older library."""
    try:
        read = [json.loads((folder / f"{n}.json").read_text(encoding="utf-8")) for n in ("run", "claims", "findings")]
    except (OSError, ValueError):
        return None
    record, claims, findings = read
    wanted = {"area", "inputs", "settings", "caveats", "started"}
    whole = wanted <= set(record) and {"estimates", "facts", "partnership"} <= set(claims)
    return Draft(folder.name, record, claims, findings) if whole and "board" in findings else None
