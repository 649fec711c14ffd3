"""The report after its statements: evaluation, conclusion, what happens next, appendices and annex."""

from __future__ import annotations

from .. import tables
from ..decisions import of_kind
from ..estimates import answered
from ..evidence import Case
from ..findings import findings, uncited
from ..framework import Heading
from ..narrative import Sentence
from ..suppression import hidden_counts
from ..tables import Table
from ..wording import ended
from .blocks import Message, Prose, Section, Text, literal
from .opening import judged
from .prose import prose
from .sources import sourced
from .standard import standard
from .statements import section_id
from .waiting import conclusion_waits, evaluation_waits

VIEWS = {
    "confident": "confident",
    "confident with conditions": "confident, on conditions,",
    "not yet confident": "not yet confident",
}


@sourced
def evaluation(case: Case) -> Section:
    """The evaluation of each graded indicator: people's words and grade, never computed, and its reasons."""
    about = _evaluated(case)
    blocks: list[object] = [Text(standard(case, "evaluation_intro")), Text(standard(case, "evaluation_considers"))]
    parts = []
    for number in case.params.inspection.graded_indicators:
        decided = of_kind(case, "evaluation", indicator=number)
        reasons = of_kind(case, "evaluation reason", indicator=number)
        if not decided:
            blocks.append(Message(evaluation_waits(case, number)))
            continue
        grade = decided[0]
        title = f"Evaluation of quality indicator {number}: {grade.value}"
        why = Prose(((Sentence(ended(grade.text), (grade.id, *grade.rests_on)),),))
        body: list[object] = [why if grade.text else Message("No rationale is recorded yet.")]
        if grade.status != "agreed by panel":
            body.insert(0, Message(f"This evaluation is {grade.status}; the panel has not agreed it."))
        body.append(
            judged(reasons, f"Reasons for the evaluation of {number}")
            if reasons
            else Message("No reasons are recorded yet.")
        )
        parts.append(
            Section(
                f"evaluation-{number.replace('.', '-')}", title, 3, tuple(body), kind="messages", heading=about.heading
            )
        )
    heard = tuple(prose(case, about.heading, about.title))
    if heard:
        parts.append(Section("evaluation-heard", "What we heard and saw", 3, heard, heading=about.heading))
    return Section(section_id(about), about.title, 2, tuple(blocks), tuple(parts), heading=about.heading)


def _evaluated(case: Case) -> Heading:
    return next(h for h in case.framework.headings.values() if h.opens_with == "judgements")


@sourced
def conclusion(case: Case) -> Section:
    """How confident inspectors are that the partnership can improve, and the factors that this rests on."""
    decided, reasons = of_kind(case, "capacity"), of_kind(case, "capacity reason")
    if not decided:
        return Section("conclusion", "Conclusion", 2, (Message(conclusion_waits(case)),))
    view = VIEWS[decided[0].value]
    bodies = f"The {case.params.inspection.led_by} and its partners in this inspection"
    said = f"{bodies} are {view} that the partnership in {case.area} can make the changes that are needed."
    stated = Prose(((Sentence(said, (decided[0].id, *decided[0].rests_on)),),))
    factors = judged(reasons, "Factors") if reasons else Message("No factor has been recorded yet.")
    return Section("conclusion", "Conclusion", 2, (stated, Text(standard(case, "conclusion_intro")), factors))


@sourced
def what_happens_next(case: Case) -> Section:
    """What the partnership is asked to do, and the areas for action that people named."""
    asked = case.params.what_happens_next
    text = standard(case, "what_happens_next") if asked == "standard" else asked
    found = of_kind(case, "area for action")
    if not found:
        missing = Message("No area for action has been recorded yet.")
        return Section("what-happens-next", "What happens next?", 2, (Text(text), missing))
    areas = judged(found, "Areas for action")
    return Section("what-happens-next", "What happens next?", 2, (Text(text), Text("The areas for action are:"), areas))


def appendix_framework(case: Case) -> Section:
    """Appendix 1: the quality indicators, and the six-point scale with its official or our own explanation."""
    rows = tuple(
        (i.indicator, i.name, "" if i.confirmed == "yes" else "to be confirmed")
        for i in case.framework.indicators.values()
    )
    indicators = Table("The quality indicators", ("Indicator", "Name", "Status"), rows)
    grades = tuple(
        (f"{g.grade} {g.name}", g.summary, g.official_definition or g.meaning) for g in case.framework.grades.values()
    )
    scale = Table("The six-point scale", ("Grade", "In short", "What it means"), grades)
    empty = [f"{finding.indicator} {finding.name}" for finding in findings(case) if finding.empty]
    which = "any of the quality indicators" if len(empty) == len(rows) else f"these indicators: {'; '.join(empty)}"
    reached = [Text(f"Nothing that came in bears on {which}.")] if empty else []
    title = "Appendix 1: The quality indicator framework and the six-point evaluation scale"
    about, explained = Text(standard(case, "appendix_framework")), Text(standard(case, "appendix_scale"))
    return Section("appendix-1", title, 2, (about, *reached, indicators, explained, scale))


def annex(case: Case) -> Section:
    """Every measure's count, base, share, interval and term; the limits of the method; what to know of the evidence."""
    found = [tables.responses(case), *_set_aside(case), *tables.annex(case)]
    caveats: tuple[object, ...] = ()
    if case.params.report.edition == "internal":
        caveats = (tables.problems(case),)
    opening = Text(standard(case, "annex_intro")) if answered(case) else Message(standard(case, "nothing_counted"))
    blocks = (opening, *_hidden(case), *found, _uncited(case), Text(standard(case, "limits")), *caveats)
    return Section("annex", "Annex: What was counted", 2, blocks)


def _hidden(case: Case) -> list[Text]:
    """How much was hidden: for its own size, and so that nothing small can be worked out."""
    about = hidden_counts(case)
    if not about.hidden:
        return []
    said = f"Counts of answers, by everyone and by group: {about.counts:,}. Hidden of these: {about.hidden:,}"
    if about.own is None or about.others is None:
        return [Text(f"{said}.")]
    why = f"for their own size {about.own:,}, so that none of those can be worked out {about.others:,}"
    return [Text(f"{said}; {why}.")]


def _uncited(case: Case) -> Text:
    """The indicators for which nothing is cited, by name: a reader is told that all of them were looked at."""
    bare = uncited(case)
    if len(bare) == len(case.framework.indicators):
        return Text(standard(case, "annex_none_cited"))
    names = "; ".join(f"{indicator.indicator} {indicator.name}" for indicator in bare)
    return Text(standard(case, "annex_uncited", names=names) if bare else standard(case, "annex_all_cited"))


def _set_aside(case: Case) -> list[Text]:
    """The rows of each table that were set aside, with the reason that people gave; of people never a small number."""
    said = [
        f"Rows of {source.table.replace('_', ' ')} set aside ({literal(reason)}): {count}."
        for source in case.evidence.sources.values()
        for reason, count in tables.rows_of(case, source)[-1].items()
    ]
    return [Text(" ".join(said))] if said else []
