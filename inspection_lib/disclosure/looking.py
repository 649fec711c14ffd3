"""Look through rendered documents for a number or a word that the plan of hiding hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import Problem
from ..estimates import Estimate, answered, estimates
from ..evidence import Case
from ..measures import Measure, tallies
from ..readers import Reliance
from ..suppression import found_out, plan_of
from ..tables import label
from ..wording import capital
from .lines import lines

Cell = tuple[int, int]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?(?: \(\d+%\))?")
PAIR = re.compile(r"(?<![\d,.])(\d[\d,]*) (?:out )?of (?:the |our |these )?(\d[\d,]*)(?![\d,]*%)(?: (\w+))?")
#: How the last cell begins of a row that says how far readers agreed: its numbers are readers' pairs, never answers.
OF_READERS = tuple(capital(reliance.value) for reliance in Reliance)
OF_PEOPLE = frozenset(
    "staff children young people parents carers records replies readers respondents pupils who".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class _Known:
    """What documents may name: measures by the name that a row has, hidden cells by name, and what is shown."""

    named: Mapping[str, list[Measure]]
    cells: Mapping[str, Cell]  # by measure id
    hidden: frozenset[str]
    withheld: frozenset[str]
    heads: frozenset[str]  # groups whose number of people is hidden wherever they are
    terms: frozenset[str]


def disclosed(case: Case, texts: Mapping[str, str]) -> list[Problem]:
    """What the plan of hiding hides and rendered documents show, or let be worked out; empty where they are safe.

    `texts` are documents by name: a page's markup, or the text of a Word file or a PDF. A problem says the document and
    its line, never the number. H1: a row of a hidden measure has a number. H2: a count with its base is a hidden one,
    beside its question or said of people. H3: a row has a word that is withheld. H4: a hidden count is a sum or a
    difference of shown ones, which would be a fault of the plan. H5: a row gives a group's hidden number of people.
    """
    known, shown = _known(case), [name for name, estimate in estimates(case).items() if not estimate.hidden]
    found = [
        Problem("H4", "stops", f"a small count of {name} follows from what is shown; nothing of it can be published")
        for name in found_out(case, {*shown})
    ]
    for document, text in texts.items():
        for number, cells in lines(text):
            for code, message in _line(known, cells):
                found.append(Problem(code, "stops", message, document, number, unit="line"))
    return list(dict.fromkeys(found))


def _known(case: Case) -> _Known:
    plan, counted = plan_of(case), tallies(case)
    named: dict[str, list[Measure]] = {}
    for measure in answered(case):
        name = label(Estimate(measure))
        names = [f"{name}: {capital(measure.group[1])}"] if measure.group else [name, f"{name}: All who answered"]
        for one in names if not measure.complement else []:
            named.setdefault(one.casefold(), []).append(measure)
    cells = {measure.id: counted[measure.item.item].cell(measure) for measure in answered(case)}
    people = [(value, n) for table in plan.people.values() for value, n in table.items()]
    heads = {value.casefold() for value, _ in people} - {value.casefold() for value, n in people if n is not None}
    scale = case.framework.scales[case.params.wording.terms]
    terms = frozenset({"all", "none", *(band.term for band in scale.bands)})
    hidden = frozenset(name for name in cells if name.removesuffix(".not") in plan.hidden)
    return _Known(named, cells, hidden, plan.withheld, frozenset(heads), terms)


def _line(known: _Known, cells: list[str]) -> Iterator[tuple[str, str]]:
    first, *others = cells
    of_answers = bool(others) and not others[-1].startswith(OF_READERS)
    about = known.named.get(first.casefold(), []) if of_answers else []
    if about:
        yield from _row(known, about, others)
    elif len(cells) == 2 and first.casefold() in known.heads and NUMBER.fullmatch(others[0]):
        yield "H5", "the number of people of a group is hidden, and stands here"
    line = " ".join(cells)
    pairs = list(PAIR.finditer(line))
    small = line.casefold() if pairs else ""
    named = [m for name, found in known.named.items() if name in small for m in found] if pairs else []
    for pair in pairs:
        cell = int(pair[1].replace(",", "")), int(pair[2].replace(",", ""))
        same = {m.id for m in named if known.cells[m.id] == cell} if named else set()
        if not named and (pair[3] or "").casefold() in OF_PEOPLE:
            same = {name for name, shown in known.cells.items() if shown == cell}
        if same and same <= known.hidden:
            yield "H2", f"a count with its base stands here, and {min(same)} is hidden"


def _row(known: _Known, about: list[Measure], others: list[str]) -> Iterator[tuple[str, str]]:
    """A row named after measures: its numbers are those of one that is shown, its word of one that may be said."""
    numbers = [int(cell.replace(",", "")) for cell in others if re.fullmatch(r"\d[\d,]*", cell)]
    gone = [measure for measure in about if measure.id in known.hidden]
    if len(gone) == len(about):
        if any(NUMBER.fullmatch(cell) for cell in others):
            yield "H1", f"a number stands in the row of {about[0].id}, which is hidden"
        if all(m.id in known.withheld for m in about) and known.terms & {cell.casefold() for cell in others}:
            yield "H3", f"a word stands in the row of {about[0].id}, of which it is withheld"
    elif gone and len(numbers) >= 2:
        here = tuple(numbers[:2])
        if here in {known.cells[m.id] for m in gone} - {known.cells[m.id] for m in about if m not in gone}:
            yield "H1", f"the numbers of {gone[0].id} stand here, and they are hidden"
