"""A table as a value: a caption, columns and rows of text. What is hidden says so; nothing is blank by accident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .context import KeyFact
from .errors import Problem
from .estimates import Estimate, estimates
from .evidence import INSTRUMENTS, Case, Source
from .measures import counted_rows, measures, tallies
from .proportions import whole_percent
from .suppression import plan_of, rule_of
from .weights import FINE, Weighted
from .wording import capital, listed, percent

HIDDEN = "hidden"
ABSENT = "–"


@dataclass(frozen=True)
class Table:
    """A captioned table. The first column names each row; `numbers` are the columns set to the right.

    `told` are the columns that hold sentences, and want the room that the first has otherwise. `links` has an address
    for each row's name, if names lead somewhere; a blank one leads nowhere.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()
    links: tuple[str, ...] = field(default=(), repr=False)


def whole(number: int | None) -> str:
    """A count as a table shows it.

    >>> whole(1316), whole(None)
    ('1,316', 'hidden')
    """
    return HIDDEN if number is None else f"{number:,}"


def interval(estimate: Estimate | Weighted) -> str:
    """The 95% interval in whole per cents, or "hidden"."""
    if estimate.low is None or estimate.high is None:
        return HIDDEN
    return f"{100 * estimate.low:.0f}% to {100 * estimate.high:.0f}%"


def estimate_row(estimate: Estimate, name: str) -> tuple[str, ...]:
    """Name, count, base, share, interval and term of one estimate."""
    share = HIDDEN if estimate.hidden else percent(estimate)
    return (
        name,
        whole(estimate.numerator),
        whole(estimate.base),
        share,
        interval(estimate),
        estimate.term or "withheld",
    )


def estimates_table(found: Iterable[Estimate], caption: str, names: Sequence[str] | None = None) -> Table:
    """Some estimates with their numbers, a row each."""
    listed = list(found)
    labels = names or [label(estimate) for estimate in listed]
    rows = tuple(estimate_row(estimate, name) for estimate, name in zip(listed, labels, strict=True))
    columns = ("Measure", "Count", "Base", "Share", "95% interval", "Term")
    return Table(caption, columns, rows, frozenset({1, 2, 3, 4}))


def fragile(found: Sequence[Estimate], caption: str) -> Table:
    """Some estimates with how many answers would have to change for another word: the fewest, up or down."""
    table = estimates_table(found, caption)
    ways = [[flips for flips in (e.flips_down, e.flips_up) if flips is not None] for e in found]
    rows = tuple((*row, str(min(way)) if way else HIDDEN) for row, way in zip(table.rows, ways, strict=True))
    return Table(caption, (*table.columns, "Answers to another word"), rows, table.numbers | {len(table.columns)})


def label(estimate: Estimate) -> str:
    """What an estimate measures, short enough for a row: its wording, and its part of the scale.

    Where a higher share is bad news, the answers that count are named: the question alone would read as its opposite.
    """
    item, phrase = estimate.measure.item, estimate.measure.phrase
    if not phrase and item.better == "lower":
        phrase = listed(estimate.measure.counts).replace(" and ", " or ")
    return f"{item.wording.rstrip('.')} ({phrase})" if phrase else item.wording


def annex(case: Case) -> list[Table]:
    """Every measure's count, base, share, interval and term: one table an instrument."""
    tables, known = [], estimates(case)
    for name, instrument in case.framework.instruments.items():
        ids = [measure.id for item in case.framework.items_of(name) for measure in measures(case)[item.item]]
        found = [known[i] for i in ids if i in known]
        if found:
            tables.append(estimates_table(found, f"{instrument.title}: every measure"))
    return tables


def weighted(found: Sequence[Weighted], title: str) -> Table:
    """Plain and weighted shares side by side, each with its word; where the words differ the weighted one says so."""
    rows = []
    for one in found:
        plain, share = one.estimate, whole_percent(round(one.share * FINE), FINE)
        word = one.term if one.term == plain.term else f"{one.term} (another word)"
        sure = f"{one.effective:,.0f}"
        rows.append((label(plain), percent(plain), plain.term or ABSENT, f"{share}%", interval(one), word, sure))
    columns = ("Measure", "Share", "Term", "Weighted share", "95% interval", "Weighted term", "Effective base")
    return Table(title, columns, tuple(rows), frozenset({1, 3, 4, 6}))


def responses(case: Case) -> Table:
    """How many people and records stand behind each instrument, and the response where the number invited is known.

    Only answers to the survey itself count as a response; people met in a group or called were not invited to it.
    """
    rows = []
    for name in INSTRUMENTS:
        frame, source, rule = counted_rows(case, name), case.evidence.sources.get(name), rule_of(case, name)
        title = case.framework.instruments[name].title
        if not source or not source.rows_read:
            rows.append((title, "none received", ABSENT, ABSENT))
            continue
        used = len(frame)
        answered = int((frame["heard_by"] == "survey").sum()) if "heard_by" in frame else used
        unknown = ABSENT if name == "record_reading" else "not known"
        invited = whole(source.invited) if source.invited else unknown
        few = rule.small(used) or rule.small(answered) or rule.small(used - answered)
        known = source.invited if source.invited and answered <= source.invited and not few else None
        rate = f"{whole_percent(answered, known)}%" if known else ABSENT
        rows.append((title, f"fewer than {rule.threshold}" if rule.small(used) else whole(used), invited, rate))
    columns = ("Source", "Heard from or read", "Invited to the survey", "Response to the survey")
    return Table("Who answered, and how many were asked", columns, tuple(rows), frozenset({1, 2, 3}))


def intake(case: Case) -> Table:
    """Every file: rows read = rows used + rows set aside, by reason; and those that have not come in.

    Where a row is a person or a record, a small number of rows is not said, nor what it could be worked out from.
    """
    rows = []
    for table in case.evidence.tables:
        source = case.evidence.sources.get(table)
        if not source:
            rows.append((f"{table}.csv", "not come in", ABSENT, ABSENT, ABSENT))
            continue
        read, used, aside, reasons = rows_of(case, source)
        why = "; ".join(f"{reason}: {number}" for reason, number in reasons.items()) or "none"
        rows.append((source.file, read, used, aside, why))
    return Table(
        "What came in", ("File", "Rows read", "Rows used", "Set aside", "Why"), tuple(rows), frozenset({1, 2, 3})
    )


def rows_of(case: Case, source: Source) -> tuple[str, str, str, dict[str, str]]:
    """Rows read, used and set aside of one source, and those set aside by reason, as every page may say them.

    Where rows are people or records, a small count is "fewer than five". Rows read are then hidden, as the small count
    could be worked out from them; so are those used where few records were read twice, beside how many were read once.
    """
    rule, people = rule_of(case, source.table), source.table in INSTRUMENTS

    def said(count: int) -> str:
        return f"fewer than {rule.threshold}" if people and rule.small(count) else whole(count)

    again = source.rows_used - len(counted_rows(case, source.table)) if people else 0
    gone = source.rows_read - source.rows_used
    few = people and any(rule.small(n) for n in (source.rows_used, *source.set_aside.values()))
    read = HIDDEN if (few and gone) or rule.small(again) else said(source.rows_read)
    used = HIDDEN if rule.small(again) else said(source.rows_used)
    aside = HIDDEN if few and len(source.set_aside) > 1 else said(gone)
    return read, used, aside, {reason: said(n) for reason, n in source.set_aside.items()}


def problems(case: Case) -> Table:
    """What is wrong with params and evidence, worst first."""
    order = sorted(case.problems, key=lambda p: (p.severity != "stops", p.code, p.file, p.row or 0))
    return problem_table(order, "What to know about the evidence" if order else "No problem was found")


def problem_table(found: Iterable[Problem], caption: str) -> Table:
    """Problems with their place, a row each."""
    rows = tuple((p.code, p.severity, p.file, str(p.row or ""), p.column, capital(p.message)) for p in found)
    return Table(
        caption, ("Code", "Severity", "File", "Row", "Column", "Message"), rows, frozenset({3}), frozenset({5})
    )


def people(case: Case, table: str, caption: str) -> Table:
    """How many people a table has in each group, hidden ones named as hidden."""
    counts = plan_of(case).people.get(table, {})
    rows = tuple((capital(name), whole(n)) for name, n in counts.items())
    return Table(caption, ("Group", "Number"), rows, frozenset({1}))


def key_facts_table(case: Case, facts: Iterable[KeyFact]) -> Table:
    """The Key facts with their comparators, period and source. A figure that is not held says so."""
    others = list(case.params.official_statistics.compared_with)
    rows = tuple(
        (
            f"{f.fact.label} ({f.fact.unit})",
            f.printed.get(case.area, "not held"),
            *(f.printed.get(other, "not held") for other in others),
            f.fact.period,
            f.fact.source,
        )
        for f in facts
    )
    columns = ("Measure", case.area, *others, "Period", "Source")
    caption, numbers = f"Key facts: {case.area} and {listed(others)}", frozenset(range(1, 2 + len(others)))
    return Table(caption, columns, rows, numbers, told=frozenset({len(columns) - 1}))


def reach(case: Case) -> Table:
    """How much evidence bears on each indicator: items answered, notes, figures. Empty indicators are plain to see."""
    notes, figures = case.evidence["voices"], case.evidence["figures"]
    answered = [t.item.indicator for i, t in tallies(case).items() if t.total.sum() and measures(case)[i]]
    rows = []
    for indicator in case.framework.indicators.values():
        counts = (
            answered.count(indicator.indicator),
            int((notes["indicator"] == indicator.indicator).sum()),
            int((figures["indicator"] == indicator.indicator).sum()),
        )
        shown = [str(n) if n else "none" for n in counts]
        rows.append((f"{indicator.indicator} {indicator.name}", *shown))
    columns = ("Quality indicator", "Questions", "Notes", "Figures")
    return Table("What reaches each quality indicator", columns, tuple(rows), frozenset({1, 2, 3}))
