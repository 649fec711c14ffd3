"""What people wrote for a heading, as sentences bound to evidence; what in it cannot be said, or is unbound."""

from __future__ import annotations

from dataclasses import dataclass

from ..context import figures
from ..errors import InspectionError
from ..estimates import leading
from ..evidence import Case, once
from ..register import claims_of
from ..voices import notes
from .files import Manuscript, manuscripts
from .rendering import Slip, rendered
from .sentences import Passage, passages


@dataclass(frozen=True)
class Written:
    """A narrative file with what it says, and all that cannot be said in it."""

    place: str
    file: str
    text: str
    passages: tuple[Passage, ...]
    slips: tuple[Slip, ...]

    @property
    def rests_on(self) -> frozenset[str]:
        """Every id that it names."""
        return frozenset(name for p in self.passages for sentence in p.sentences for name in sentence.rests_on)


@once
def written(case: Case) -> dict[str, Written]:
    """What people wrote, by heading or practice example, in the order of the files. Without files nothing is loaded."""
    return {place: _written(case, manuscript) for place, manuscript in manuscripts(case).items()}


def _written(case: Case, manuscript: Manuscript) -> Written:
    if manuscript.slips:
        return Written(manuscript.place, manuscript.file, manuscript.text, (), manuscript.slips)
    pieces, slips = rendered(case, manuscript.text)
    told = tuple(passages(pieces))
    if not told and not slips:
        slips = [Slip(1, "this file says nothing; take it away, and the automatic draft stands here again")]
    return Written(manuscript.place, manuscript.file, manuscript.text, told, tuple(slips))


def told(case: Case, place: str) -> tuple[Passage, ...]:
    """What people wrote for a heading or practice example, nothing where there is no file.

    Raises `InspectionError` where it cannot be said: a narrative is printed whole or not at all.
    """
    found = written(case).get(place)
    if found is None:
        return ()
    if found.slips:
        first = found.slips[0]
        raise InspectionError(f"{found.file}, line {first.line}: {first.message}")
    return found.passages


def orphans(case: Case) -> list[tuple[str, int]]:
    """The file and line of each figure or quantity word in a narrative that is bound to nothing and not declared."""
    found = []
    for narrative in written(case).values():
        for passage in narrative.passages:
            for sentence, lines in zip(passage.sentences, passage.lines, strict=True):
                loose = [claim for claim in claims_of(case, sentence) if not claim.rests_on]
                found += [(narrative.file, lines[min(claim.start, len(lines) - 1)]) for claim in loose]
    return found


def left_out(case: Case, narrative: Written) -> tuple[list[str], list[str], list[str]]:
    """The notes, figures and questions for a heading's draft that its narrative does not name, by id."""
    named, place = narrative.rests_on, narrative.place
    items = {name.split("[")[0].removesuffix(".not") for name in named}
    unheard = [n.id for n in notes(case) if n.heading == place and n.in_draft and n.id not in named]
    unsaid = [f.id for f in figures(case) if f.heading == place and f.text and f.id not in named]
    unasked = [
        e.id
        for e in leading(case, place)
        if e.term and not any(i == e.measure.item.item or i.startswith(f"{e.measure.item.item}.") for i in items)
    ]
    return unheard, unsaid, unasked
