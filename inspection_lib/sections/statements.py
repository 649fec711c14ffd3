"""The four statements: key messages that people wrote, then heading by heading what the evidence says."""

from __future__ import annotations

import re

from ..charts import Chart, answers_chart, interval_chart
from ..decisions import of_kind, references
from ..estimates import Estimate, leading, parts
from ..evidence import Case, rows_of
from ..framework import Heading
from ..narrative import Sentence
from ..tables import label
from ..wording import ended
from .blocks import Message, Prose, Section
from .opening import judged
from .prose import own_prose, prose
from .sources import sourced
from .synthesis import synthesis
from .waiting import heading_messages, messages_wait


@sourced
def statement(case: Case, number: str) -> Section:
    """One statement: its title, key messages, and every heading in the published order, empty ones included."""
    title = f"Statement {number}: {case.framework.statements[number].title}"
    found = of_kind(case, "key message", statement=number)
    block = judged(found, f"Key messages of statement {number}") if found else Message(messages_wait(case, number))
    messages = Section(f"statement-{number}-key-messages", "Key messages", 3, (block,), kind="messages")
    told = [heading(case, h) for h in case.framework.headings_of(number) if h.opens_with != "judgements"]
    return Section(f"statement-{number}", title, 2, parts=(messages, *told, *synthesis(case, number)))


def heading(case: Case, about: Heading) -> Section:
    """One heading: its prose, what it still waits for, notes to the reader, charts, practice examples."""
    opening = prose(case, about.heading, about.title)
    lacks = [Message(line) for line in heading_messages(case, about)]
    notes = [Message(ended(note.text)) for note in of_kind(case, "note to reader", heading=about.heading)]
    blocks = (*opening, *lacks, *notes, *charts(case, about))
    return Section(section_id(about), about.title, 3, blocks, examples(case, about.heading), heading=about.heading)


def section_id(about: Heading) -> str:
    """The heading's id on the page, without a dot."""
    return f"heading-{about.heading.replace('.', '-')}"


def charts(case: Case, about: Heading) -> list[Chart]:
    """What was counted under a heading: several answers of staff or several grades as bars, all else as dots.

    One share alone needs no picture: its sentence says it. Nor is there one of hidden shares alone.
    """
    found = leading(case, about.heading)
    staff = [e for e in found if e.measure.item.instrument == "staff_survey" and e.measure.item.answers == "agreement"]
    grades = [e for e in found if e.measure.item.answers == "grade"]
    staff, grades = (kind if len(parts(case, _items(kind))) > 1 else [] for kind in (staff, grades))
    others = [e for e in found if e not in staff and e not in grades]
    made = []
    if staff:
        made.append(answers_chart(case, _items(staff), f"What staff said: {about.title}"))
    if any(not e.hidden for e in others) and sum(not e.hidden for e in found) > 1:
        who = case.framework.instruments
        names = [f"{who[e.measure.item.instrument].short}: {label(e)}" for e in others]
        made.append(interval_chart(case, others, f"What was found: {about.title}", names))
    if grades:
        made.append(answers_chart(case, _items(grades), f"Quality in the records we read: {about.title}"))
    return made


def _items(found: list[Estimate]) -> list[str]:
    return [estimate.measure.item.item for estimate in found]


def examples(case: Case, after: str) -> tuple[Section, ...]:
    """The practice examples that stand after a heading: the need, what partners did, the difference made."""
    found = []
    for row in rows_of(case, "practice_examples"):
        if row["after_heading"] != after:
            continue
        rests_on = (row["example_id"], *references(row["rests_on"]))
        told = [row[column] for column in ("need", "what_partners_did", "difference_made") if row[column]]
        drafted = Prose(tuple((Sentence(ended(text), rests_on),) for text in told))
        blocks: list[object] = [*(own_prose(case, row["example_id"], row["title"]) or [drafted])]
        if row["agreed_with_partnership"] != "yes":
            blocks.append(Message("This example has not been agreed with the partnership yet."))
        name = row["title"][:1].lower() + row["title"][1:] if row["title"][1:].islower() else row["title"]
        place = re.sub(r"[^\w.-]+", "-", f"example-{row['example_id'].lower()}")
        title = f"Practice example: {name}"
        found.append(Section(place, title, 4, tuple(blocks), kind="example", heading=after))
    return tuple(found)
