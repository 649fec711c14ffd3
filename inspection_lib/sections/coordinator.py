"""The page for the partnership's coordinator: what came in, what to mend, what is missing, what would help next.

Nothing of the team's own is on it: no notes, no judgements, no word on what was made of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..checks import CHECKS
from ..context import figures, plain
from ..errors import Problem
from ..evidence import Case, Source
from ..narrative import Sentence
from ..tables import ABSENT, Table, rows_of
from ..wording import capital, ended, listed
from .blocks import Bullets, Checklist, Message, Pairs, Prose, Section, Text
from .standard import day_or_unset, standard
from .waiting import series

#: What the partnership, or the people it works with, supplied: the kind of evidence in words, table by table.
SUPPLIED: Mapping[str, str] = {
    "staff_survey": "Staff survey: replies",
    "children_survey": "Survey of children and young people: those heard from",
    "parents_survey": "Survey of parents and carers: those heard from",
    "record_reading": "Records: readings",
    "engagement": "Meetings: who was met",
    "documents": "Documents",
    "figures": "The partnership's figures",
    "practice_examples": "Practice examples",
}
#: What to ask for where a table has not come in.
ASKED: Mapping[str, str] = {
    "staff_survey": "replies to the staff survey",
    "children_survey": "replies to the survey of children and young people",
    "parents_survey": "replies to the survey of parents and carers",
    "record_reading": "records for the inspection team to read",
    "engagement": "people for the inspection team to meet",
    "documents": "documents",
    "figures": "figures, each with its source",
    "practice_examples": "examples of practice that made a difference",
}
#: A file that could not be opened: what is wrong is its form, and whoever sent it can send it again.
CLOSED = frozenset({"I1", "I3"})
#: The files whose slips of form the partnership can mend.
FILES = re.compile(r"\b(?:documents|figures|practice_examples|engagement)\b")
INTAKE = re.compile(r"I(?:[1-9]|1[0-2])")
ABSENT_FILE = "I2"


def for_partnership(problem: Problem) -> bool:
    """Whether a problem is one that the partnership can mend, so that its coordinator may read it.

    >>> for_partnership(Problem("F4", "caveat", "x", "figures.csv")), for_partnership(Problem("J4", "caveat", "x"))
    (True, False)
    """
    check = CHECKS.get(problem.code)
    if check:
        return check.audience == "partnership"
    return problem.code == "O1" or bool(FILES.search(problem.file) and INTAKE.fullmatch(problem.code))


def coordinator(case: Case) -> Section:
    """The whole page as one section: it can be made of any case, also of one whose problems stop the draft."""
    about, report = case.params.inspection, case.params.report
    dates = f"{day_or_unset(about.started, 'still to be set')} to {day_or_unset(about.ended, 'still to be set')}"
    if not (about.started or about.ended):
        dates = "still to be set"
    pairs = [("Partnership", case.params.partnership.name), ("Inspection", about.title), ("Led by", about.led_by),
             ("Dates", dates), *([("Marking", report.marking)] if report.marking else [])]  # fmt: skip
    illustrative = [Message(standard(case, "illustrative"))] if report.illustrative else []
    parts = (_use(case), _came_in(case), _mend(case), _missing(case), _next(case))
    marking = " · ".join([report.marking] * bool(report.marking) + ["ILLUSTRATIVE EVIDENCE"] * report.illustrative)
    title = f"Evidence for the joint inspection in {case.area}"
    return Section("evidence", title, 1, (Pairs(tuple(pairs)), *illustrative), parts, "coordinator", marking)


def _use(case: Case) -> Section:
    return Section("how-to-use", "How to use this page", 2, (Text(standard(case, "evidence_use")),))


def _came_in(case: Case) -> Section:
    """Every kind of evidence that was supplied, with its rows."""
    rows = tuple(_row(case, table, kind) for table, kind in SUPPLIED.items())
    columns = ("Kind of evidence", "File", "Rows read", "Rows used", "Set aside, and why")
    table = Table("Files and their rows", columns, rows, frozenset({2, 3}), frozenset({len(columns) - 1}))
    return Section("what-has-come-in", "What has come in", 2, (Text(standard(case, "evidence_rows")), table))


def _row(case: Case, table: str, kind: str) -> tuple[str, ...]:
    source = case.evidence.sources.get(table)
    if not source:
        unread = table in _unread(case)
        file = case.evidence.readings[table][0] if unread else f"{table}.csv"
        return (kind, file, "could not be read" if unread else "not come in", ABSENT, ABSENT)
    if not source.rows_read:
        return (kind, f"{table}.csv", "no row yet", ABSENT, ABSENT)
    return (kind, source.file, *_counts(case, source))


def _counts(case: Case, source: Source) -> tuple[str, str, str]:
    """Rows read, rows used, rows set aside by reason; none small that counts people."""
    read, used, _, reasons = rows_of(case, source)
    why = "; ".join(f"{reason}: {number}" for reason, number in reasons.items())
    return read, "none" if used == "0" else used, why or "none"


def _unread(case: Case) -> set[str]:
    """The supplied tables whose file is there and could not be read."""
    return {table for table in SUPPLIED if table in case.evidence.readings and table not in case.evidence.sources}


def _to_mend(case: Case) -> list[Problem]:
    """What the partnership can mend, by file and row; a file that is not there is missing, not wrong."""
    files = {case.evidence.readings[table][0] for table in _unread(case)}
    found = [
        problem
        for problem in case.problems
        if problem.code != ABSENT_FILE
        and (for_partnership(problem) or problem.code in CLOSED and problem.file in files)
    ]
    return sorted(found, key=lambda p: (p.file, p.severity != "stops", p.row or 0, p.column))


def _mend(case: Case) -> Section:
    """What to mend as lists to tick, one a file."""
    found, parts, number = _to_mend(case), [], 0
    for file in dict.fromkeys(problem.file for problem in found):
        items = tuple(_items([problem for problem in found if problem.file == file]))
        name, number = re.sub(r"[^a-z0-9]+", "-", file.lower()), number + len(items)
        parts.append(Section(f"mend-{name}", file, 3, (Checklist(items, f"What to mend in {file}", f"tick-{name}"),)))
    blocks: tuple[object, ...] = (Text("Nothing that was found in the partnership's own files needs mending."),)
    if found:
        stops = any(problem.severity == "stops" for problem in found)
        held = " No draft can be made before those marked as needed are mended." if stops else ""
        blocks = (Text(f"{capital(plain(number))} {'thing' if number == 1 else 'things'} to mend.{held}"),)
    files = [case.evidence.readings[table][0] for table in SUPPLIED if table in _unread(case)]
    waiting = [file for file in files if file not in {problem.file for problem in found}]
    if waiting:
        said = "The inspection team still has to say what some of its columns or answers are, so it is not used yet"
        blocks = (
            *blocks,
            *(Prose(((Sentence(f"{file}: {said}. Nothing is wanted from you.", ()),),)) for file in waiting),
        )
    if any(problem.severity == "stops" for problem in case.problems):
        blocks = (*blocks, Message("Something stops the work, so not everything was looked at yet; more may be found."))
    return Section("what-to-mend", "What to mend", 2, blocks, tuple(parts))


def _items(found: list[Problem]) -> Iterator[tuple[str, str]]:
    """Where to look, and what is wrong there; one line for all the rows of a column with the same slip."""
    slips: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in found:
        slips.setdefault((problem.severity, problem.column, problem.message), []).append(problem)
    for (severity, column, message), same in slips.items():
        rows = sorted(problem.row for problem in same if problem.row is not None)
        place = ", ".join(part for part in (_rows(rows, same[0].unit), column and f"column {column}") if part)
        yield capital(place) or "The whole file", f"{'Needed: ' if severity == 'stops' else ''}{ended(message)}"


def _rows(rows: list[int], unit: str) -> str:
    """Rows in a phrase, neighbours joined.

    >>> _rows([2], "row"), _rows([3, 4, 5, 9], "row"), _rows([], "row")
    ('row 2', 'rows 3 to 5 and 9', '')
    """
    runs: list[list[int]] = []
    for row in rows:
        if runs and row - runs[-1][-1] <= 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    said = [str(run[0]) if run[0] == run[-1] else f"{run[0]} to {run[-1]}" for run in runs]
    return f"{unit if len(rows) == 1 else f'{unit}s'} {listed(said)}" if rows else ""


def _missing(case: Case) -> Section:
    """Files not come in, indicators that no document reaches, headings without any figure or document."""
    files, indicators, headings = _files(case), _indicators(case), _headings(case)
    parts = (
        _list("missing-files", "Files", files, "Every file has come in.", ""),
        _list("missing-indicators", "Quality indicators that no document reaches", indicators,
              "Every quality indicator is reached by a document.",
              "No document reaches any of the quality indicators yet."
              if len(indicators) == len(case.framework.indicators) else ""),
        _list("missing-headings", "Headings without any figure or document", headings,
              "Every heading of the report has a figure or a document.",
              "No heading of the report has a figure or a document yet."
              if len(headings) == len(case.framework.headings) - 1 else ""),
    )  # fmt: skip
    return Section("what-is-missing", "What is still missing", 2, parts=parts)


def _list(name: str, title: str, found: list[str], none: str, every: str) -> Section:
    """A heading with what is missing below it; or in a sentence, that nothing is or everything."""
    whole_said = none if not found else every
    listing = Bullets(tuple(Sentence(line, ()) for line in found), title)
    return Section(name, title, 3, (Text(whole_said),) if whole_said else (listing,))


def _absent(case: Case) -> list[str]:
    return [table for table in SUPPLIED if table not in _unread(case) and not len(case.evidence[table])]


def _files(case: Case) -> list[str]:
    return [f"{SUPPLIED[table].partition(':')[0]} ({table}.csv)" for table in _absent(case)]


def _reached(case: Case) -> set[str]:
    return {indicator for cell in case.evidence["documents"]["reaches"] for indicator in str(cell).split()}


def _indicators(case: Case) -> list[str]:
    known = case.framework.indicators
    return [f"{number} {known[number].name}" for number in known if number not in _reached(case)]


def _headings(case: Case) -> list[str]:
    """Headings with no figure of their own and no document for their indicators; the evaluation is the team's."""
    told, reached = {figure.heading for figure in figures(case)}, _reached(case)
    asked = [h for h in case.framework.headings.values() if h.opens_with != "judgements"]
    return [
        f"{h.heading} {h.title}" for h in asked if h.heading not in told and not reached & set(h.indicators.split())
    ]


def _next(case: Case) -> Section:
    """The next steps in the order of what they bring."""
    found = _to_mend(case)
    stops = [problem for problem in found if problem.severity == "stops"]
    absent = series([ASKED[table] for table in _absent(case)])
    indicators, headings = _indicators(case), _headings(case)
    steps = [
        "Mend what is marked as needed: no draft can be made before." if stops else "",
        f"Mend {'the rest of ' if stops else ''}what is listed above." if len(found) > len(stops) else "",
        f"Help with what has not come in: {absent}." if absent else "",
        f"Send documents for the quality indicators that none reaches yet ({len(indicators)})." if indicators else "",
        f"Send figures or documents for the headings that have neither ({len(headings)})." if headings else "",
    ]
    wanted = [step for step in steps if step]
    if not wanted:
        return Section("what-next", "What would help next", 2, (Text(standard(case, "evidence_whole")),))
    lines = "\n".join(f"{place}. {step}" for place, step in enumerate(wanted, 1))
    return Section("what-next", "What would help next", 2, (Text(lines), Text(standard(case, "evidence_send"))))
