"""Judgements as a sample has them: messages in line with the answers, and grades that are drawn, never computed.

All are proposed: nobody has agreed anything about an area from a sample, and the draft's cover says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..framework import Framework, Heading
from ..measures import in_base, of_item
from .place import Place, Row, read_words

TOO_FEW, SMALLEST = 5, 10  # counts and bases under which a message says nothing: they would be hidden
STRONG, WEAK = Fraction(3, 4), Fraction(1, 2)
GRADED = "2.1"
CAPACITY = ("confident", "confident with conditions", "not yet confident")
POINTED = {"strength": "strengths", "area for improvement": "areas for improvement"}
STATES = ("no significant concerns", "areas of uncertainty", "areas of concern")
BY_CHANCE = "This was drawn by chance for illustration, and nobody has judged it"
UNWEIGHED = "What was heard of {} was not weighed, as this is a sample"
LEADER, PANEL, DRAWN = "inspection lead", "Quality and Consistency Panel", "nobody, as it was drawn by chance"
Tables = Mapping[str, Sequence[Row]]


def judgements(place: Place, framework: Framework, tables: Tables) -> list[Row]:
    """Everything that people would decide, each resting on rows that are there."""
    rows = [*_measured(framework, tables), *_told(framework, tables)]
    for row in rows:
        row |= {"decided_by": LEADER, "decided_on": place.day(136)}
    rows += _drawn(place, framework, tables)
    rows += _actions(place, framework, tables)
    rows += _states(place, framework, tables)
    return [{"judgement_id": f"J{n:02}", "status": "proposed"} | row for n, row in enumerate(rows, start=1)]


def _measured(framework: Framework, tables: Tables) -> list[Row]:
    """A key message for each question that one of the sample's words is about and whose answers can be shown."""
    rows = []
    for words in read_words("messages"):
        counted, base = tally(words["measure"], framework, tables)
        left = base - counted
        if base < SMALLEST or 0 < counted < TOO_FEW or 0 < left < TOO_FEW:
            continue
        share = Fraction(counted, base)
        text = words["high"] if share >= STRONG else words["low"] if share < WEAK else words["middle"]
        rows.append({
            "kind": "key message", "statement": words["statement"], "indicator": words["indicator"], "text": text,
            "in_summary": "yes", "rests_on": words["measure"],
        })  # fmt: skip
    return rows


def tally(measure: str, framework: Framework, tables: Tables) -> tuple[int, int]:
    """How many of those in its base a measure counts, over rows as they were drawn."""
    item = framework.items[".".join(measure.split(".")[:2])]
    counts = next(one.counts for one in of_item(item, framework) if one.id == measure)
    first = [row for row in tables[item.instrument] if row.get("reading") != "second"]
    given = [row[item.column] for row in first if row.get(item.column)]
    based = [answer for answer, inside in zip(given, in_base(item, given), strict=True) if inside]
    return sum(answer in counts for answer in based), len(based)


def _told(framework: Framework, tables: Tables) -> list[Row]:
    """For each statement a key message on the heading of which most was heard, saying which way the notes point."""
    rows = []
    for statement in framework.statements:
        headings = [one for one in framework.headings_of(statement) if one.opens_with != "judgements"]
        heading = max(headings, key=lambda one: len(_notes(tables, one.heading)))
        notes = _notes(tables, heading.heading)
        if notes:
            ways = {note["direction"] for note in notes}
            pointed = POINTED.get("".join(ways), "strengths and to areas for improvement")
            text = f"What was heard and read about {_lower(heading)} pointed to {pointed}"
            rows.append({"kind": "key message", "statement": statement, "text": text, "rests_on": _ids(notes),
                         "indicator": heading.indicators.split()[0]})  # fmt: skip
    return rows


def _drawn(place: Place, framework: Framework, tables: Tables) -> list[Row]:
    """The grade and the view of capacity, by chance alone, with reasons that say so."""
    chance = place.chance("grade")
    impact = _ids([row for row in _spoken(tables) if row["indicator"] == GRADED][:3])
    leadership = _ids([row for row in _spoken(tables) if row["heading"].startswith("4")][:3])
    grade = chance.pick([grade.name for grade in framework.grades.values()])
    evaluated = {"heading": "4.9", "indicator": GRADED, "rests_on": impact}
    rows: list[Row] = [
        {"kind": "evaluation", "value": grade, "text": BY_CHANCE} | evaluated,
        {"kind": "evaluation reason", "text": UNWEIGHED.format("impact")} | evaluated,
        {"kind": "capacity", "value": chance.pick(CAPACITY), "text": BY_CHANCE, "rests_on": leadership},
        {"kind": "capacity reason", "text": UNWEIGHED.format("leadership"), "rests_on": leadership},
    ]
    return [row | {"decided_by": DRAWN, "decided_on": place.day(142)} for row in rows]


def _actions(place: Place, framework: Framework, tables: Tables) -> list[Row]:
    """A few areas for action, where notes point to an area for improvement."""
    weak = {row["heading"]: row for row in _spoken(tables) if row["direction"] == "area for improvement"}
    weak = {heading: row for heading, row in weak.items() if framework.headings[heading].opens_with != "judgements"}
    rows = []
    for heading, note in place.chance("actions").some([*weak.items()], 4):
        about = framework.headings[heading]
        rows.append({
            "kind": "area for action", "statement": about.statement, "heading": heading,
            "indicator": note["indicator"], "text": f"Act on what was heard and read about {_lower(about)}",
            "rests_on": note["note_id"], "decided_by": PANEL, "decided_on": place.day(142),
        })  # fmt: skip
    return rows


def _states(place: Place, framework: Framework, tables: Tables) -> list[Row]:
    """Some headings sorted, by chance."""
    chance = place.chance("states")
    rows = []
    for about in framework.headings.values():
        notes = _notes(tables, about.heading)
        if notes and chance.happens(0.4):
            rows.append({
                "kind": "theme state", "statement": about.statement, "heading": about.heading,
                "indicator": about.indicators.split()[0], "value": chance.pick(STATES), "text": BY_CHANCE,
                "rests_on": _ids(notes), "decided_by": LEADER, "decided_on": place.day(115),
            })  # fmt: skip
    return rows


def _spoken(tables: Tables) -> list[Row]:
    """The notes that are told in the draft."""
    return [row for row in tables["voices"] if row["use"] == "draft"]


def _notes(tables: Tables, heading: str) -> list[Row]:
    return [row for row in _spoken(tables) if row["heading"] == heading]


def _ids(notes: Sequence[Row]) -> str:
    return " ".join(note["note_id"] for note in notes)


def _lower(heading: Heading) -> str:
    """A heading's title within a sentence."""
    return heading.title[:1].lower() + heading.title[1:]
