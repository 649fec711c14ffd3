"""List what a narrative can name, with what each name says today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..context import figures, key_facts
from ..errors import InspectionError, nearest
from ..estimates import Estimate, estimates
from ..evidence import Case
from ..voices import notes
from ..wording import percent, quantity
from .heard import known_documents
from .naming import OFFICIAL
from .supplied import supplied
from .things import Cannot


@dataclass(frozen=True)
class Entry:
    """A name to type, what it says today, and what it is about."""

    name: str
    says: str
    about: str
    heading: str = ""
    indicator: str = ""


def entries(case: Case, heading: str = "", indicator: str = "", search: str = "") -> list[Entry]:
    """The names that a narrative can use, those of one heading or indicator if named, and with some words in them.

    Measures are listed for everyone; `[role=police]` behind one names a group. Raises `InspectionError` for a heading
    or indicator that the framework does not have.
    """
    for what, asked, known in (
        ("heading", heading, case.framework.headings),
        ("indicator", indicator, case.framework.indicators),
    ):
        if asked and asked not in known:
            raise InspectionError(f"the framework has no {what} of that number{nearest(asked, known)}")
    words = search.casefold().split()
    return [
        entry
        for entry in _all(case)
        if heading in ("", entry.heading)
        and indicator in ("", entry.indicator)
        and all(word in f"{entry.name} {entry.says} {entry.about}".casefold() for word in words)
    ]


def _all(case: Case) -> Iterator[Entry]:
    for estimate in estimates(case).values():
        item = estimate.measure.item
        if not estimate.measure.group:
            about = f"{item.wording} ({estimate.measure.phrase})" if estimate.measure.phrase else item.wording
            about = f"{about}: the other answers" if estimate.measure.complement else about
            yield Entry(estimate.id, today(case, estimate), about, item.heading, item.indicator)
    for figure in figures(case):
        try:
            says = supplied(case, figure).alone().text
        except Cannot:
            says = figure.change or "no value to show"
        yield Entry(figure.id, says, figure.fact.label, figure.heading, figure.indicator)
    for note in notes(case):
        use = "for the draft" if note.in_draft else "for the background"
        about = f"what was {note.kind}, {note.told_by or note.group} ({note.source_id}): {note.theme}, {note.direction}"
        yield Entry(note.id, f"a note, {use}", about, note.heading, note.indicator)
    for fact in key_facts(case):
        yield Entry(f"{OFFICIAL}{fact.fact.id}", fact.printed.get(case.area, "no figure"), fact.fact.label)
    for name, row in known_documents(case).items():
        yield Entry(name, "a document", str(row["title"]))


def today(case: Case, estimate: Estimate) -> str:
    """What a measure says: its word, per cent and count; or that they are hidden, or the word withheld."""
    if estimate.term is None:
        return "withheld"
    word = quantity(case, estimate)
    return f"{word}; numbers hidden" if estimate.hidden else (
        f"{word}; {percent(estimate)}; {estimate.numerator:,} of {estimate.base:,}"
    )  # fmt: skip


def listing(found: list[Entry]) -> str:
    """Names as a table for the terminal.

    >>> print(listing([Entry("F01", "19", "Exclusions"), Entry("staff.valued", "most", "I feel valued")]))
    F01           19    Exclusions
    staff.valued  most  I feel valued
    """
    if not found:
        return "Nothing has such a name or such words in it."
    widths = [max(len(getattr(entry, part)) for entry in found) for part in ("name", "says")]
    return "\n".join(f"{e.name.ljust(widths[0])}  {e.says.ljust(widths[1])}  {e.about}" for e in found)
