"""What a draft still waits for: heading by heading, and before people can decide. Working notes of the team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..context import figures
from ..decisions import of_kind
from ..evidence import INSTRUMENTS, Case
from ..framework import Heading, Item
from ..measures import tallies
from ..voices import notes
from ..wording import count_of, listed
from .prose import has_prose
from .standard import standard


def working(case: Case) -> bool:
    """Whether a draft is the team's own, so that it may say what it waits for.

    Not so for the partnership and for publication: what is waited for is the team's work too, and the partnership's
    part of it stands on the coordinator's page.
    """
    return case.params.report.edition == "internal"


def series(things: Sequence[str]) -> str:
    """Things as a list in a sentence, with a comma before "and", as a thing may hold commas or an "or" of its own.

    >>> series(["the staff survey"]), series(["the survey", "notes of what was heard, read or seen"])
    ('the staff survey', 'the survey, and notes of what was heard, read or seen')
    """
    return ", and ".join([", ".join(things[:-1]), things[-1]] if len(things) > 1 else things)


def heading_waits(case: Case, about: Heading) -> list[str]:
    """The sources that feed a heading and have given nothing yet, in the words of the standing text.

    Surveys and records by their questions in `items.csv`, notes for every heading, figures and documents where
    the heading opens with them; a key message of its statement.
    """
    found = _unanswered(case, [item for item in case.framework.items.values() if item.heading == about.heading])
    if about.opens_with == "figures" and not any(f.heading == about.heading for f in figures(case)):
        found.append(standard(case, "waits_figures"))
    if about.opens_with == "documents" and not len(case.evidence["documents"]):
        found.append(standard(case, "waits_documents"))
    if not any(note.heading == about.heading and note.in_draft for note in notes(case)):
        found.append(standard(case, "waits_notes"))
    if about.opens_with != "judgements" and not of_kind(case, "key message", statement=about.statement):
        found.append(standard(case, "waits_key_message"))
    return found


def heading_messages(case: Case, about: Heading) -> list[str]:
    """What a heading lacks, as lines for the draft: nothing yet, or what is still to come. Often none."""
    told = has_prose(case, about.heading)
    if not working(case):
        return [] if told else [standard(case, "no_evidence")]
    waits = series(heading_waits(case, about))
    if not told and not entered(case, about):
        return [standard(case, "waiting_nothing", waits=waits)]
    unsaid = [] if told else [standard(case, "waiting_unsaid")]
    return [*unsaid, *([standard(case, "waiting_part", waits=waits)] if waits else [])]


def entered(case: Case, about: Heading) -> bool:
    """Whether anything at all has been entered for a heading: an answer, a note or a figure, told or not."""
    asked = [item for item in case.framework.items.values() if item.heading == about.heading]
    rows = (case.evidence["voices"], case.evidence["figures"])
    return any(_answered(case, item) for item in asked) or any((r["heading"] == about.heading).any() for r in rows)


def messages_wait(case: Case, number: str) -> str:
    """Why a statement has no key message yet."""
    if not working(case):
        return standard(case, "no_key_message")
    headings = [about for about in case.framework.headings_of(number) if about.opens_with != "judgements"]
    bare = [about for about in headings if not entered(case, about)]
    which = "its headings" if len(bare) == len(headings) else f"{len(bare)} of its {len(headings)} headings"
    waits = [standard(case, "waits_headings", headings=which)] if bare else []
    return _decided(case, "waiting_messages", [*waits, standard(case, "waits_team")])


def summary_waits(case: Case) -> str:
    """Why the report's own page of key messages is empty."""
    if not working(case):
        return standard(case, "no_summary")
    return _decided(case, "waiting_summary", [*_unwritten(case), standard(case, "waits_summary")])


def evaluation_waits(case: Case, number: str) -> str:
    """Why a graded indicator has no evaluation yet: the sources that bear on it, and the decision."""
    if not working(case):
        return standard(case, "no_evaluation", indicator=number)
    waits = _unanswered(case, [item for item in case.framework.items.values() if item.indicator == number])
    if not any(note.indicator == number for note in notes(case)):
        waits.append(standard(case, "waits_notes"))
    return _decided(case, "waiting_evaluation", [*waits, standard(case, "waits_panel")], indicator=number)


def conclusion_waits(case: Case) -> str:
    """Why there is no view of the partnership's capacity to improve yet."""
    if not working(case):
        return standard(case, "conclusion_missing")
    graded = case.params.inspection.graded_indicators
    lacking = [number for number in graded if not of_kind(case, "evaluation", indicator=number)]
    grades = [standard(case, "waits_evaluation", indicator=listed(lacking))] if lacking else []
    return _decided(case, "waiting_conclusion", [*_unwritten(case), *grades, standard(case, "waits_panel")])


def _decided(case: Case, key: str, waits: Iterable[str], **own: str) -> str:
    return standard(case, key, waits=series(list(waits)), **own)


def _unwritten(case: Case) -> list[str]:
    """The key messages of statements that have none."""
    bare = [number for number in case.framework.statements if not of_kind(case, "key message", statement=number)]
    which = f"statement{'s' if len(bare) > 1 else ''} {listed(bare)}"
    return [standard(case, "waits_messages", statements=which)] if bare else []


def _unanswered(case: Case, items: Sequence[Item]) -> list[str]:
    """The instruments that none of some questions has an answer from, each with how many questions it puts."""
    found = []
    for name in INSTRUMENTS:
        asked = [item for item in items if item.instrument == name]
        if asked and not any(_answered(case, item) for item in asked):
            number = count_of(len(asked), "question", "questions")
            found.append(standard(case, f"waits_{name}", questions=number))
    return found


def _answered(case: Case, item: Item) -> bool:
    return bool(tallies(case)[item.item].total.sum())
