"""Working views for the notebooks: what came in, each source, groups, records, themes, findings."""

from __future__ import annotations

from collections.abc import Sequence

from .. import findings as found
from .. import tables, weights
from ..charts import answers_chart, interval_chart, multiples_chart
from ..decisions import of_kind
from ..estimates import Estimate, leading
from ..estimates import groups as split
from ..estimates import parts as joined
from ..evidence import Case
from ..narrative import Sentence
from ..suppression import rule_of
from ..tables import Table, label
from ..voices import notes
from ..voices import themes as themed
from ..wording import capital, count_of
from .blocks import Message, Prose, Section, Text
from .opening import EDITIONS, marking
from .standard import standard


def banner(case: Case) -> Section:
    """Whose evidence a page shows, its marking, and that it is illustrative if it is."""
    report = case.params.report
    lines = [f"{case.params.partnership.name} · {EDITIONS[report.edition]} · {marking(case)}"]
    if report.illustrative:
        lines.append(standard(case, "illustrative"))
    return Section("banner", "", 7, tuple(Message(line) for line in lines), kind="banner", marking=marking(case))


def intake(case: Case) -> Section:
    """Every file: rows read, used and set aside; and who answered."""
    return _view("intake", tables.intake(case), tables.responses(case))


def problems(case: Case) -> Section:
    """What is wrong with the evidence, or the plain fact that nothing was found."""
    table = tables.problems(case)
    return _view("problems", table if table.rows else Message("No problem was found."))


def reach(case: Case) -> Section:
    """How much evidence reaches each quality indicator; empty ones are plain to see."""
    return _view("reach", tables.reach(case))


def response(case: Case, source: str) -> Section:
    """Who answered one source, by each group that params name. Hidden numbers are named as hidden."""
    names = [*case.params.groups.of(source), *(["heard_by"] if "heard_by" in case.evidence[source] else [])]
    titles = {name: case.framework.group_words(source, name, "")[0].replace("_", " ") for name in names}
    title = case.framework.instruments[source].title
    shown = [tables.people(case, f"{source}.{name}", f"{title}: by {titles[name]}") for name in names]
    if not len(case.evidence[source]):
        return _view(f"response-{source}", Message(f"Nothing has come in yet ({title})."))
    return _view(f"response-{source}", *shown)


def source(case: Case, name: str, heading: str | None = None) -> Section:
    """All that one source measured (under one heading if named): a chart of shares and their table."""
    shares = leading(case, heading, name)
    title = case.framework.instruments[name].title
    where = f": {case.framework.headings[heading].title}" if heading else ""
    return _shares(case, shares, f"{title}{where}", f"source-{name}-{heading or 'all'}")


def indicator(case: Case, number: str, source: str | None = None) -> Section:
    """What bears on one quality indicator (from one source if named), as shares over the quantity bands."""
    shares = [e for e in leading(case, source=source) if e.measure.item.indicator == number]
    title = f"{number} {case.framework.indicators[number].name}"
    if source:
        title = f"{title}, {case.framework.instruments[source].title.lower()}"
    return _shares(case, shares, title, f"indicator-{number}-{source or 'all'}")


def weighted(case: Case, survey: str) -> Section:
    """A survey's shares with its replies weighted beside the plain ones; the draft itself never weights."""
    name, title = f"weighted-{survey}", case.framework.instruments[survey].title
    found = weights.weighted(case, survey)
    if not found:
        return _view(name, Message(f"No reply has a weight ({title})."))
    lacking = weights.without(case, survey)
    some = f" {_lacking(case, survey, lacking)} none above 0, and do not count here." if lacking else ""
    note = Text(f"The draft does not use weights.{some}")
    return _view(name, note, tables.weighted(found, f"{title}: weighted beside plain shares"))


def _lacking(case: Case, survey: str, lacking: int) -> str:
    few = rule_of(case, survey).small(lacking)
    return "A few replies have" if few else count_of(lacking, "reply has", "replies have")


def _shares(case: Case, shares: Sequence[Estimate], title: str, name: str) -> Section:
    name = name.replace(".", "-")
    if not shares:
        return _view(name, Message(f"Nothing has been measured yet ({title})."))
    if all(share.hidden for share in shares):
        return _view(name, tables.estimates_table(shares, f"{title}: every number is hidden"))
    return _view(name, interval_chart(case, shares, f"{title}: shares with 95% intervals"))


def groups(case: Case, heading: str, column: str, source: str = "staff_survey") -> Section:
    """How groups of one source answered the questions under a heading; hidden groups are named as hidden."""
    panels = {label(e): [e, *split(case, e, column)] for e in leading(case, heading, source) if not e.hidden}
    words = case.framework.group_words(source, column, "")[0]
    title = f"{case.framework.headings[heading].title}, by {words}"
    name = f"groups-{heading.replace('.', '-')}-{column}"
    if not panels:
        return _view(name, Message(f"Nothing can be shown yet ({title})."))
    return _view(name, multiples_chart(case, panels, title))


def quality(case: Case) -> Section:
    """The graded qualities of the records: good or better, adequate, weak or unsatisfactory."""
    items = [e.measure.item.item for e in leading(case, source="record_reading") if e.measure.item.answers == "grade"]
    if not items:
        return _view("quality", Message("No record has been read yet."))
    if not joined(case, items):
        return _view("quality", Message("Too few records were read for any of their qualities to be shown."))
    return _view("quality", answers_chart(case, items, "Quality in the records we read"))


def themes(case: Case, statement: str) -> Section:
    """What was heard, read and seen under each heading of a statement: notes by theme and direction, never excerpts.

    Only what a person marked fit to quote is shown in words.
    """
    kinds = ("strength", "area for improvement", "mixed", "context")
    parts = []
    for about in case.framework.headings_of(statement):
        rows = tuple(
            (capital(t.theme), *(str(t.directions.get(kind, 0) or "none") for kind in kinds))
            for t in themed(case, about.heading)
        )
        title = f"{about.heading} {about.title}"
        quoted = [n for n in notes(case) if n.heading == about.heading and n.use == "quote"]
        blocks: list[object] = [
            Table(f"Notes by theme: {title}", ("Theme", *map(capital, kinds)), rows, frozenset({1, 2, 3, 4}))
        ]
        if not rows:
            blocks = [Message("No note has been entered for this heading yet.")]
        blocks += [_words(f"Fit to quote: {n.text}") for n in quoted]
        states = [f"{s.value.capitalize()}: {s.text}." for s in of_kind(case, "theme state", heading=about.heading)]
        blocks += [_words(state) for state in states]
        parts.append(Section(f"themes-{about.heading.replace('.', '-')}", title, 3, tuple(blocks)))
    return Section(f"themes-{statement}", "", 7, parts=tuple(parts))


def findings(case: Case) -> Section:
    """Indicator by indicator: what each source says, which words are not settled, how the notes point."""
    parts = []
    known = found.findings(case)
    if all(finding.empty for finding in known):
        return _view("findings", Message("Nothing that came in bears on any of the quality indicators yet."))
    for finding in known:
        title = f"{finding.indicator} {finding.name}"
        blocks: list[object] = []
        if finding.empty:
            blocks.append(Message("Nothing that came in bears on this indicator."))
        if finding.estimates:
            blocks.append(tables.fragile(finding.estimates, f"What was counted: {title}"))
        if finding.unsettled:
            names = "; ".join(label(e) for e in finding.unsettled)
            blocks.append(
                Text(f"The interval reaches into another quantity word, so the word is not settled: {names}.")
            )
        if finding.notes:
            said = ", ".join(f"{direction} {count}" for direction, count in finding.directions.items())
            blocks.append(Text(f"Notes: {said}. Figures from the partnership: {len(finding.figures) or 'none'}."))
        parts.append(Section(f"finding-{finding.indicator.replace('.', '-')}", title, 3, tuple(blocks)))
    return Section("findings", "", 7, parts=tuple(parts))


def _words(text: str) -> Prose:
    """A paragraph that is no standing text: its marks are people's, and print as they are."""
    return Prose(((Sentence(text, ()),),))


def _view(name: str, *blocks: object) -> Section:
    return Section(name, "", 7, blocks)
