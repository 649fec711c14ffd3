"""One file into one table of the layouts: opened, shaped, one row a reply, columns and answers mapped, cells typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from .. import params as settings
from ..errors import Problem
from ..evidence import COLUMNS, GROUPABLE, INSTRUMENTS, AnswerUse, ColumnUse, Reading, Source
from ..framework import Framework
from ..params import FileSettings, Params, SetAside
from . import answers, cells, columns
from .columns import Assigned
from .delimited import ENCODINGS, OLDER
from .dictionary import Codes, codes
from .files import WORKBOOK, Place, opened
from .forms import Replies, replies
from .mapping import Entry, Mappings, targets
from .opened import Unreadable, replaced
from .shape import LONGEST_FOOT, shaped


@dataclass(frozen=True)
class Read:
    """A table as it came in, its source (None if the work stops there), and what waits for a person."""

    frame: pd.DataFrame
    file: str
    source: Source | None = None
    problems: tuple[Problem, ...] = ()
    offered: tuple[Entry, ...] = ()
    beside: tuple[str, ...] = ()
    reading: Reading | None = None


def nothing(table: str, params: Params, framework: Framework, file: str) -> Read:
    """An absent table: its columns, typed, and no row."""
    items = [item.column for item in framework.items_of(table)]
    frame = pd.DataFrame({column: pd.Series([], dtype=str) for column in (*COLUMNS[table], *items)})
    frame["row"] = pd.Series([], dtype=np.int64)
    cells.typed(frame, table, file, framework, _groups(table, params))
    return Read(frame, file)


@dataclass(frozen=True)
class _Came:
    """A file as one row a reply, with what its data dictionary says and what was decided on the way."""

    replies: Replies
    labels: Codes
    dictionary: str
    reading: Reading


def read(place: Place, table: str, params: Params, framework: Framework, confirmed: Mappings) -> Read:
    """The table that lies in a place, with every row accounted for and everything that is wrong with it."""
    own = params.evidence.files.get(table, FileSettings())
    none = partial(nothing, table, params, framework, place.file)
    try:
        if not params.holds(place.path):
            raise Unreadable("this leads out of the evidence folder; put the file itself there, or change the folder")
        came = _came(place, table, own, framework, confirmed)
    except Unreadable as error:
        code = "I1" if place.path.is_dir() else "I3"
        problem = Problem(code, "stops", str(error), error.file or place.file, error.row)
        return replace(none(), problems=(problem,), reading=Reading(unread=str(error)))
    use = columns.assigned(came.replies.table, table, place.file, framework, confirmed)
    found = [*_opened(came.reading, own, place.file), *use.problems]
    reading = replace(came.reading, columns=use.uses)
    if any(problem.severity == "stops" and problem.code != "I15" for problem in found):
        offered = _asked(table, use, [])
        return replace(none(), problems=tuple(found), offered=offered, beside=(came.dictionary,), reading=reading)
    frame = _renamed(came.replies, use, table, framework)
    frame, spelt, unknown, problems = _spelt(frame, came, use, table, place.file, framework, confirmed)
    found += problems
    offered, reading = _asked(table, use, unknown), replace(reading, answers=tuple(spelt))
    if any(problem.code == "I15" for problem in found):
        return replace(none(), problems=tuple(found), offered=offered, beside=(came.dictionary,), reading=reading)
    so_far = Read(frame, place.file, None, tuple(found), offered, (came.dictionary,), reading)
    return _used(so_far, came.replies, place, table, params, framework)


def _came(place: Place, table: str, own: FileSettings, framework: Framework, confirmed: Mappings) -> _Came:
    """A file opened, shaped, and one row a reply. Raises `Unreadable`."""
    file = opened(place, own)
    wordings = [item.wording for item in framework.items_of(table)]
    shape = shaped(file, own, [*targets(table, framework), *wordings])
    labels, dictionary = codes(place, own) if table in INSTRUMENTS else (Codes({}, {}), "")
    came = replies(labels.worded(shape), own, [*wordings, *confirmed.used(table)], labels.of)
    foot = sum("foot" in str(reason) for reason in shape.aside[-LONGEST_FOOT:])
    kind, encoding, delimiter, sheet = (file.said.get(name, "") for name in ("kind", "encoding", "delimiter", "sheet"))
    short = int(file.said.get("short") or 0)
    reading = Reading(kind, encoding, delimiter, sheet, shape.preamble, shape.header_rows, foot, short, came.form)
    reading = replace(reading, hidden=int(file.said.get("hidden") or 0))
    return _Came(came, labels, dictionary, reading)


def _used(so_far: Read, came: Replies, place: Place, table: str, params: Params, framework: Framework) -> Read:
    """The table with its rows counted, those set aside taken out, and its cells typed."""
    own = params.evidence.files.get(table, FileSettings())
    unmet = _unmet(params, place, table, so_far.frame[COLUMNS[table][0]])
    used, aside = _kept(so_far.frame, _reasons(so_far.frame, came, table, place, params), came.rows)
    wrong = list(cells.identified(used, table, place.file))
    more, dates = cells.typed(used, table, place.file, framework, _groups(table, params), own.dates)
    reading = replace(so_far.reading or Reading(), dates=dates)
    total, gone = int(came.rows.sum()), sum(aside.values())
    invited = params.evidence.invited.get(table)  # type: ignore[call-overload]
    digest = settings.digest(place.path)
    source = Source(table, place.file, digest, total, total - gone, aside, invited, reading)
    problems = (*so_far.problems, *unmet, *wrong, *more)
    return replace(so_far, frame=used, source=source, problems=problems, reading=reading)


def _groups(table: str, params: Params) -> list[str]:
    return [column for column in params.groups.of(table) if column in GROUPABLE[table]] if table in GROUPABLE else []


def _opened(reading: Reading, own: FileSettings, file: str) -> Iterable[Problem]:
    """A caveat for text whose encoding nothing in the file proves, and for rows that lack their last cells."""
    if reading.short:
        message = f"rows without their last cells, which were taken as blank: {reading.short:,}"
        yield Problem("I24", "caveat", message, file)
    if reading.hidden:
        message = f"rows that the workbook hides or filters out, which were read as all others: {reading.hidden:,}"
        yield Problem("I26", "caveat", message, file)
    if reading.encoding in OLDER and not own.encoding:
        words = ENCODINGS[reading.encoding]
        message = f"the file is not UTF-8; it was read as {words}: look at letters with accents"
        yield Problem("I17", "caveat", message, file)


def _renamed(came: Replies, use: Assigned, table: str, framework: Framework) -> pd.DataFrame:
    """The columns that are used, under the layouts' names and in their order; what is not there is blank."""
    frame = came.table.frame
    empty = pd.Series(pd.Categorical([""] * len(frame), categories=[""]), frame.index)
    named = {}
    for target in targets(table, framework):
        place = use.places.get(target)
        if place == -1:
            named[target] = pd.Series([f"row {line}" for line in came.table.lines], frame.index, dtype=str)
        elif place is not None:
            named[target] = frame[place]
        elif target != "weight":
            named[target] = empty
    return pd.DataFrame({**named, "row": came.table.lines})


def _spelt(
    frame: pd.DataFrame, came: _Came, use: Assigned, table: str, file: str, framework: Framework, confirmed: Mappings,
) -> tuple[pd.DataFrame, list[AnswerUse], list[tuple[answers.Scale, str]], list[Problem]]:  # fmt: skip
    """Every column with a scale in that scale's spelling, what was read as what, and what is none of it."""
    used = came.replies.table.aside == ""
    uses, unknown, problems = [], [], []
    scaled = {scale.column for scale in answers.scales(table, framework)}
    for target, place in list(use.places.items()):
        if target not in scaled and place >= 0 and target in frame:
            frame[target] = replaced(frame[target], came.labels.of(came.replies.table.columns[place]))
    for scale in answers.scales(table, framework):
        if use.places.get(scale.column, -1) < 0:
            continue
        column = came.replies.table.columns[use.places[scale.column]]
        own = came.labels.of(column)
        cells_, read_as, wrong = answers.read_as(frame[scale.column], used, scale, table, confirmed, own)
        frame[scale.column] = cells_
        uses += read_as
        if scale.closed:
            code = "I10" if scale.column in [item.column for item in framework.items_of(table)] else "I9"
            if wrong or "" not in scale.allowed:
                there = frame.loc[used, scale.column].astype(str)
                rows = frame.loc[used, "row"]
                problems += answers.unknown_answers(there, rows, scale, wrong, file, code, column.name)
            unknown += [(scale, text) for text in wrong]
        elif meant := {text: word for text in wrong if (word := answers.meant(text, scale.usual))}:
            problems += answers.unusual(frame.loc[used], scale, meant, file)
            unknown += [(scale, text) for text in meant]
    return frame, uses, unknown, problems


def _asked(table: str, use: Assigned, unknown: Iterable[tuple[answers.Scale, str]]) -> tuple[Entry, ...]:
    """What mapping.csv should ask a person: columns that are offered or have no use, answers that are not known."""
    offered = {column: (target, how) for column, target, how in use.offered}
    entries = [Entry(table, column, "", target, how, "") for column, (target, how) in offered.items()]
    if table in INSTRUMENTS:
        entries += [_unused(table, one) for one in use.uses if one.how == "not used" and one.column not in offered]
    for scale, text in unknown:
        word, how = answers.offer(text, scale)
        entries.append(Entry(table, scale.about[-1], text, word, how, ""))
    return tuple({entry.key: entry for entry in entries}.values())


def _unused(table: str, use: ColumnUse) -> Entry:
    return Entry(table, use.column, "", "", "nothing near", "")


def _reasons(frame: pd.DataFrame, came: Replies, table: str, place: Place, params: Params) -> np.ndarray:
    """Why each row is not used, blank where it is: its shape's reason, or a rule of params."""
    reasons = came.table.aside.copy()
    for rule in params.evidence.set_aside:
        if _meant(rule, place, table):
            reasons[frame[COLUMNS[table][0]].isin(rule.rows).to_numpy()] = rule.reason
    return reasons


def _kept(frame: pd.DataFrame, reasons: np.ndarray, rows: np.ndarray) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows to use, and how many of the file's rows were set aside for which reason."""
    aside: dict[str, int] = {}
    for place in np.flatnonzero(reasons != ""):
        aside[str(reasons[place])] = aside.get(str(reasons[place]), 0) + int(rows[place])
    return (frame[reasons == ""].reset_index(drop=True) if aside else frame), aside


def _meant(rule: SetAside, place: Place, table: str) -> bool:
    """Whether a rule of params is about the table that lies in a place; a shared workbook's name says of none."""
    return rule.file == f"{table}.csv" or (rule.file == place.path.name != WORKBOOK)


def _unmet(params: Params, place: Place, table: str, ids: pd.Series) -> list[Problem]:
    """A stopping problem for each rule that sets aside rows which its file does not have; their ids stay unsaid."""
    found = []
    for number, rule in enumerate(params.evidence.set_aside, start=1):
        if _meant(rule, place, table):
            absent = len(set(rule.rows)) - ids[ids.isin(rule.rows)].nunique()
            if absent:
                message = f"evidence.set_aside, rule {number}: ids that {place.file} does not have: {absent}"
                found.append(Problem("I14", "stops", message, params.file.name, unit="line"))
    return found
