"""Find and read the narrative files beside the evidence: one a heading or practice example, plain text of sane size."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..evidence import Case, once
from ..register import DECLARED
from .rendering import Slip

FOLDER = "narrative"
LARGEST = 100_000  # characters of one heading: some 15,000 words
TURNED = ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI")  # what makes text read other than it is


@dataclass(frozen=True)
class Manuscript:
    """What a person wrote for one heading or practice example. `file` is as an analyst knows it: narrative/1.3.md."""

    place: str
    file: str
    text: str
    slips: tuple[Slip, ...] = ()


@once
def manuscripts(case: Case) -> dict[str, Manuscript]:
    """What people wrote, by heading or practice example; a file that cannot be read has no text and says why."""
    found = {}
    for path in _files(case.params.folder):
        place = path.stem
        if path.suffix == ".md" and place in places(case):
            out = () if case.params.holds(path) else (Slip(1, "this is a link that leads out of the evidence folder"),)
            found[place] = Manuscript(place, f"{FOLDER}/{path.name}", "", out) if out else _read(path, place)
    return found


def strangers(case: Case) -> list[str]:
    """The files of the folder that are for no heading and no practice example."""
    known = {*(f"{FOLDER}/{place}.md" for place in places(case)), DECLARED}
    return [name for path in _files(case.params.folder) if (name := f"{FOLDER}/{path.name}") not in known]


def places(case: Case) -> tuple[str, ...]:
    """What a narrative file can be for: the framework's headings and the partnership's practice examples."""
    return (*case.framework.headings, *case.evidence["practice_examples"]["example_id"])


def _files(folder: Path) -> Iterator[Path]:
    """The files of the narrative folder in their order; those that programs leave beside their own are none."""
    there = folder / FOLDER
    for path in sorted(there.iterdir()) if there.is_dir() else ():
        if path.is_file() and not path.name.startswith((".", "~")) and not path.name.endswith("~"):
            yield path


def _read(path: Path, place: str) -> Manuscript:
    file = f"{FOLDER}/{path.name}"
    try:
        if path.stat().st_size > 4 * LARGEST:
            return Manuscript(place, file, "", (Slip(1, _too_long()),))
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return Manuscript(place, file, "", (Slip(1, "this could not be read; a UTF-8 text file was wanted"),))
    if len(text) > LARGEST:
        return Manuscript(place, file, "", (Slip(1, _too_long()),))
    if not text.strip():
        lacks = "this file has no text; take it away, and the automatic draft stands here again"
        return Manuscript(place, file, "", (Slip(1, lacks),))
    return Manuscript(place, file, text, tuple(_strange(text)))


def _too_long() -> str:
    return f"this is longer than {LARGEST:,} characters, which is more than one heading holds"


def _strange(text: str) -> Iterator[Slip]:
    """A slip for each line with a character that is no text: of no script, a control, or one that turns the text."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        wrong = (unicodedata.category(c) in ("Cc", "Co", "Cs", "Cn") and c != "\t" for c in line)
        if any(wrong) or any(unicodedata.bidirectional(c) in TURNED for c in line):
            yield Slip(number, "this line holds a character that is no letter, mark or space; type the line again")
