"""Hold a partnership's outputs against what is not its own: other areas' names, and texts of others' evidence."""

from __future__ import annotations

import csv
import heapq
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from ..areas import areas
from ..params import Params

if TYPE_CHECKING:  # imported when a draft is made
    from ..evidence import Case

WORD = re.compile(r"[^\W_]+")
RUN = 6  # words of a text that are looked for: fewer are anybody's, more could be cut off
SHORTEST, SHORTEST_TEXT, BEGINNING = 3, 8, 20  # letters: of an id and a text left out of a story; looked for of it
TELLING = 12  # texts of one partnership's evidence that are looked for, the longest first
KEPT_OUT = "names-to-keep-out.txt"


def leaks(params: Params, folder: Path, canaries: Sequence[str] = ()) -> list[str]:
    """What in a folder of outputs is not the partnership's own, as sentences that repeat no text of the evidence.

    Looked for are the names of other council areas, but those that params let it name, and `canaries`: texts of other
    partnerships, but those that its own evidence holds too. Every file is read as it is stored, so that what a page
    hides or a notebook keeps is seen too; but for the cell with a notebook's default, which is the same for everyone.
    """
    own = params.partnership
    others = [area for area in areas(params.file) if area.code != own.code and area.name not in own.may_be_named]
    names = {area.name: _run(area.name) for area in others}
    foreign = {tuple(run) for run in map(_run, canaries) if run}
    wanted = {*filter(None, names.values()), *foreign}
    longer = _longer((own.area, *own.may_be_named), names)
    said = {path: _runs(longer.sub("-", _text(path)), wanted) for path in sorted(folder.rglob("*")) if path.is_file()}
    if any(foreign & runs for runs in said.values()):
        foreign -= _runs(_evidence(params), foreign)
    found = []
    for path, runs in said.items():
        found += [f"{path.name} names {name}, which is another area" for name, run in names.items() if run in runs]
        if foreign & runs:
            found.append(f"{path.name} holds a text of another partnership's evidence")
    return found


def _longer(named: Iterable[str], others: Iterable[str]) -> re.Pattern[str]:
    """Those of the names that may stand here in which another area's stands, such as East Renfrewshire.

    >>> _longer(["East Renfrewshire", "Fife"], ["Renfrewshire"]).sub("-", "in East Renfrewshire and Renfrewshire")
    'in - and Renfrewshire'
    """
    whole = [_run(name) for name in named]
    within = [run for run in whole for other in map(_run, others) if f" {' '.join(other)} " in f" {' '.join(run)} "]
    names = "|".join(r"[\W_]+".join(map(re.escape, run)) for run in within)
    return re.compile(rf"\b(?:{names})\b" if names else r"(?!)", re.IGNORECASE)


def _text(path: Path) -> str:
    """A file of outputs as it is stored; a notebook without its parameters cell, whose default names an example.

    Of a Word file all parts are read, heads, notes and descriptions too; of a PDF what stands on its pages.
    """
    if path.suffix == ".docx":
        with ZipFile(path) as packed:
            parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))]
        return "\n".join(map(_unpacked, parts))
    if path.suffix == ".pdf":
        from ..review.packed import pdf_pages

        return "\n".join(pdf_pages(path)[0])
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".ipynb":
        return text
    stored = json.loads(text)
    stored["cells"] = [cell for cell in stored["cells"] if "parameters" not in cell["metadata"].get("tags", [])]
    return json.dumps(stored, ensure_ascii=False)


def _unpacked(part: str) -> str:
    """A part of a Word file as words: of its paragraphs, and of what is said in attributes.

    >>> _unpacked('<w:p><w:r><w:t>East </w:t></w:r><w:r><w:t>Fife</w:t></w:r></w:p><wp:docPr descr="A &amp; B"/>')
    'East Fife A & B'
    """
    said = re.findall(r'="([^"]*)"', part)
    words = re.sub(r"<[^>]+>", " ", re.sub(r"</?w:(?:r|t|rPr)\b[^>]*>", "", part))
    return " ".join(unescape(" ".join([words, *said])).split())


def _evidence(params: Params) -> str:
    """The text of a partnership's own evidence: its tables and what people wrote."""
    files = [path for path in sorted(params.folder.rglob("*")) if path.suffix in (".csv", ".md") and path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


def without_texts(case: Case, story: str) -> str:
    """A story of what failed without people's words and the ids of replies and records, which an error may repeat.

    Of a long text its beginning is enough, as errors cut texts off.
    """
    from ..evidence import INSTRUMENTS

    texts: set[str] = set()
    for table in (*INSTRUMENTS, "engagement", "voices"):
        frame = case.evidence[table]
        own = [(frame.columns[0], SHORTEST)] if table in INSTRUMENTS else []
        own += [(name, SHORTEST_TEXT) for name in ("comment", "note", "text") if name in frame]
        texts.update(text for name, least in own for text in frame[name].astype(str) if len(text) >= least)
    for text in sorted(texts, key=lambda text: (-len(text), text)):
        if text[:BEGINNING] in story:
            rest = r"[^'\"\n]*" if len(text) > BEGINNING else r"(?!\w)"
            story = re.sub(rf"(?<!\w){re.escape(text[:BEGINNING])}{rest}", "(left out)", story)
    return story


def canaries_of(params: Params) -> tuple[str, ...]:
    """Texts of a partnership's evidence that no other's outputs may hold: its longest cells, its names to keep out."""
    texts: set[str] = set()
    for path in sorted(params.folder.glob("*.csv")):
        texts.update(_cells(path))
    kept_out = params.folder / KEPT_OUT
    names = kept_out.read_text(encoding="utf-8", errors="replace").splitlines() if kept_out.is_file() else []
    longest = heapq.nlargest(TELLING, (text for text in texts if len(_run(text)) == RUN), key=lambda t: (len(t), t))
    return tuple([*longest, *(name for name in names if len(_run(name)) > 1)])


def _cells(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        try:
            for row in csv.reader(file):
                yield from row
        except csv.Error:
            return


def _run(text: str) -> tuple[str, ...]:
    """The first words of a text, in small letters."""
    return tuple(word.casefold() for word in WORD.findall(text)[:RUN])


def _runs(text: str, wanted: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Those of some runs of words that a text holds."""
    starts: dict[str, list[tuple[str, ...]]] = {}
    for run in wanted:
        starts.setdefault(run[0], []).append(run)
    words = WORD.findall(text.casefold())
    places = [place for place, word in enumerate(words) if word in starts]
    return {run for p in places for run in starts[words[p]] if tuple(words[p : p + len(run)]) == run}
