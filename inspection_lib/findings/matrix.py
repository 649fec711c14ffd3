"""What bears on each indicator, or stands under each heading, source by source: how much, which way, how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..context import figures
from ..decisions import judgements
from ..errors import InspectionError
from ..estimates import Estimate, leading
from ..evidence import INSTRUMENTS, Case
from ..framework.tables import Indicator
from ..voices import Note, notes

By = Literal["indicators", "headings"]
SOURCES = (*INSTRUMENTS, "meetings", "documents", "figures", "official")
GOOD, TROUBLE = "strength", "area for improvement"


@dataclass(frozen=True)
class Cell:
    """What one source has for one row. Every number here counts questions, notes, documents or figures, never people.

    `documents` are those said to reach an indicator that none of its notes cites; `figures` are ids, of official
    statistics too. A comment in a survey is a note of that survey.
    """

    source: str
    estimates: tuple[Estimate, ...] = ()
    notes: tuple[Note, ...] = ()
    documents: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def pieces(self) -> int:
        """How many pieces of evidence there are."""
        return len(self.estimates) + len(self.notes) + len(self.documents) + len(self.figures)

    @property
    def good(self) -> int:
        """How many are good news: by their word for estimates, strengths among notes."""
        return sum(e.good_news is True for e in self.estimates) + sum(n.direction == GOOD for n in self.notes)

    @property
    def trouble(self) -> int:
        """How many are trouble: by their word for estimates, areas for improvement among notes."""
        return sum(e.good_news is False for e in self.estimates) + sum(n.direction == TROUBLE for n in self.notes)

    @property
    def neither(self) -> int:
        """How many point neither way: mixed and context among notes, words withheld, all figures and documents."""
        return self.pieces - self.good - self.trouble

    @property
    def settled(self) -> int:
        """How many estimates have a word that no other share within their interval would change."""
        return sum(e.settled is True for e in self.estimates)

    @property
    def origins(self) -> tuple[str, ...]:
        """The distinct sessions and documents that the notes cite. A comment in a survey is neither."""
        return tuple(dict.fromkeys(n.source_id for n in self.notes if ":" not in n.source_id))

    @property
    def lean(self) -> str:
        """Which way it points: "good news" or "trouble" where all that point do, "both", "neither", or nothing."""
        if not self.pieces:
            return ""
        if self.good and self.trouble:
            return "both"
        return "good news" if self.good else "trouble" if self.trouble else "neither"

    @property
    def thin(self) -> bool:
        """Whether what points a way rests on no settled word, and on fewer than two sessions or documents."""
        return bool(self.good + self.trouble) and not self.settled and len(self.origins) < 2


@dataclass(frozen=True)
class Row:
    """An indicator or a heading with a cell for each source, in the order of `SOURCES`."""

    id: str
    title: str
    cells: Mapping[str, Cell]

    @property
    def empty(self) -> bool:
        """Whether no source has anything."""
        return not any(cell.pieces for cell in self.cells.values())


@dataclass(frozen=True)
class Matrix:
    """Every indicator, or every heading, by every source. It organises evidence; it grades nothing."""

    by: By
    rows: tuple[Row, ...]

    @property
    def empty(self) -> tuple[Row, ...]:
        """The rows for which no source has anything."""
        return tuple(row for row in self.rows if row.empty)

    @property
    def data(self) -> list[dict[str, Any]]:
        """Each cell as plain data with the ids of what it holds, empty ones included; nothing of a person."""
        return [_cell_data(self.by, row, cell) for row in self.rows for cell in row.cells.values()]


def matrix(case: Case, by: By = "indicators") -> Matrix:
    """What each source has on every indicator of the framework, or under every heading of the report.

    Estimates are the leading ones of each question that was answered, hidden ones among them, which point neither
    way where their word is withheld. Notes are all that may be used, for the background too. A document reaches an
    indicator by its own list, a heading only through its notes. An official statistic bears on a row where a
    judgement on that row rests on it. Raises `InspectionError` for another `by`.
    """
    titles = {
        "indicators": {i.indicator: i.name for i in case.framework.indicators.values()},
        "headings": {h.heading: h.title for h in case.framework.headings.values()},
    }
    if by not in titles:
        raise InspectionError(f"the matrix is by indicators or by headings; '{by}' is neither")
    field = by.removesuffix("s")
    reaching = case.evidence["documents"] if by == "indicators" else case.evidence["documents"].iloc[:0]
    reaches = dict(zip(reaching["document_id"], reaching["reaches"].str.split(), strict=True))
    return Matrix(by, tuple(Row(n, title, _cells(case, field, n, reaches)) for n, title in titles[by].items()))


def uncited(case: Case) -> list[Indicator]:
    """The indicators for which a draft cites nothing: no estimate with a word, no note for the draft, no figure."""
    cited = {e.measure.item.indicator for e in leading(case) if e.term}
    cited |= {note.indicator for note in notes(case) if note.in_draft}
    cited |= {figure.indicator for figure in figures(case) if figure.text}
    return [indicator for number, indicator in case.framework.indicators.items() if number not in cited]


def _cells(case: Case, field: str, number: str, reaches: Mapping[str, list[str]]) -> dict[str, Cell]:
    """The cells of one row, by source."""
    told: dict[str, list[Note]] = {}
    for note in notes(case):
        if getattr(note, field) == number:
            told.setdefault(_source(note), []).append(note)
    shares = [e for e in leading(case) if getattr(e.measure.item, field) == number]
    found = {
        name: Cell(name, tuple(e for e in shares if e.measure.item.instrument == name), tuple(told.get(name, ())))
        for name in INSTRUMENTS
    }
    read = tuple(told.get("documents", ()))
    cited = {note.source_id for note in read}
    others = tuple(name for name, reached in reaches.items() if number in reached and name not in cited)
    supplied = tuple(f.id for f in figures(case) if getattr(f, field) == number)
    relied = (ref for j in judgements(case) if getattr(j, field) == number for ref in j.rests_on)
    official = tuple(dict.fromkeys(ref for ref in relied if ref in case.framework.official))
    return found | {
        "meetings": Cell("meetings", notes=tuple(told.get("meetings", ()))),
        "documents": Cell("documents", notes=read, documents=others),
        "figures": Cell("figures", figures=supplied),
        "official": Cell("official", figures=official),
    }


def _source(note: Note) -> str:
    """The column that a note stands in: its survey for a comment, else where it was read, heard or seen."""
    survey, colon, _ = note.source_id.partition(":")
    if colon and survey in INSTRUMENTS:
        return survey
    return "documents" if note.kind == "read" else "meetings"


def _cell_data(by: By, row: Row, cell: Cell) -> dict[str, Any]:
    return {
        "by": by,
        "id": row.id,
        "source": cell.source,
        "pieces": cell.pieces,
        "good_news": cell.good,
        "trouble": cell.trouble,
        "neither": cell.neither,
        "directions": dict(Counter(note.direction for note in cell.notes)),
        "settled": cell.settled,
        "sessions_or_documents": list(cell.origins),
        "estimates": [estimate.id for estimate in cell.estimates],
        "notes": [note.id for note in cell.notes],
        "documents": list(cell.documents),
        "figures": list(cell.figures),
    }
