"""Which column of a file is which column of the layouts: by id, by wording, by a tool's usual name, or as confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..errors import Problem, nearest
from ..evidence import COLUMNS, DATES, GROUPABLE, INSTRUMENTS, SURVEYS, ColumnUse
from ..framework import Framework
from ..params import Params
from . import spelling
from .mapping import FILE, LEFT_OUT, Mappings, targets
from .offering import id_offer, names_of, offers, waiting
from .opened import blank
from .shape import CHOSEN, CUT, OWN_WORDS, UNSURE, Table
from .spelling import tidy

SECOND = re.compile(r" \(\d+\)$")
NEEDED = {"record_reading": ("reading",)}  # beside the id; without it one cannot tell what to count


@dataclass(frozen=True)
class Assigned:
    """A file's columns with their use, where each target stands in the file, and what waits for a person."""

    uses: tuple[ColumnUse, ...]
    places: dict[str, int]
    offered: tuple[tuple[str, str, str], ...]  # column, target, how
    problems: tuple[Problem, ...]


def assigned(table: Table, name: str, file: str, framework: Framework, mapping: Mappings) -> Assigned:
    """Every column's use. A close wording is offered and never applied; it stops the work until a person has said."""
    uses: dict[int, tuple[str, str]] = {}
    found = list(_confirmed(table, name, file, mapping, uses))
    _by_id(table, name, framework, uses)
    _by_usual_name(table, name, uses)
    found += _doubled(table, name, file, framework, uses)
    places = {target: place for place, (target, _) in uses.items() if target}
    if any(problem.code == "I6" for problem in found):
        return Assigned(_listed(table, uses), places, (), tuple(found))
    lacking = [target for target in targets(name, framework) if target not in places and target != "weight"]
    offered = list(waiting(table, name, mapping, uses, lacking))
    held = {target for _, target, _ in offered}
    offered += offers(table, name, framework, mapping, uses, [target for target in lacking if target not in held])
    if COLUMNS[name][0] in lacking and name in INSTRUMENTS:
        offered += id_offer(table, name, mapping, uses, places, {column for column, _, _ in offered})
    if offered:
        waits = "columns that wait for a person to say what they are"
        message = f"{waits}: {len(offered)}; `inspection map` lists them in {FILE}"
        found.append(Problem("I15", "stops", message, file, table.preamble + 1))
    asked = {target for _, target, _ in offered}
    found += _lacking(name, file, [t for t in lacking if t not in places and t not in asked], framework, table)
    found += _personal(table, file, uses)
    found += _unsure(table, name, file, uses)
    listed = _listed(table, uses)
    number = _left_aside(table, uses)
    if number and not any(p.severity == "stops" for p in found):
        found.append(Problem("I5", "caveat", f"columns that answer no question were left aside: {number}", file, 1))
    return Assigned(listed, places, tuple(offered), tuple(found))


def _left_aside(table: Table, uses: dict[int, tuple[str, str]]) -> int:
    """How many columns of the file itself have no use, neither as they are nor in one that was made from them."""
    used = {place for place, (target, _) in uses.items() if target}
    read = {table.columns[place].question for place in used if table.columns[place].made in (CUT, CHOSEN)}
    return sum(
        1
        for place, column in enumerate(table.columns)
        if place not in used
        and column.made not in (CUT, CHOSEN)
        and column.question.removesuffix(" (list)") not in read
    )


def _listed(table: Table, uses: dict[int, tuple[str, str]]) -> tuple[ColumnUse, ...]:
    """Every column of the file with its use."""
    return tuple(
        ColumnUse(column.name, *uses.get(place, ("", column.made or "not used")))
        for place, column in enumerate(table.columns)
    )


def _confirmed(
    table: Table, name: str, file: str, mapping: Mappings, uses: dict[int, tuple[str, str]]
) -> Iterator[Problem]:
    """Columns that a person has said something of; two that were both given one target are a problem."""
    taken: dict[str, int] = {}
    for place, column in enumerate(table.columns):
        entry = mapping.column(name, column.name)
        if not entry or entry.confirmed != "yes" or not entry.maps_to:
            continue
        if entry.maps_to == LEFT_OUT:
            uses[place] = ("", "left out, as confirmed")
        elif entry.maps_to in taken:
            message = f"two columns of {file} are both confirmed as '{entry.maps_to}'"
            yield Problem("I6", "stops", message, FILE, entry.row, "maps_to")
        else:
            taken[entry.maps_to] = place
            uses[place] = (entry.maps_to, "as confirmed")


def _by_id(table: Table, name: str, framework: Framework, uses: dict[int, tuple[str, str]]) -> None:
    """Columns that have a target's name, an item's id or its exact wording, capitals and marks aside."""
    ids, wordings = _known(name, framework)
    for way, known in (("by id", ids), ("by exact wording", wordings)):
        taken = {target for target, _ in uses.values() if target}
        for place, column in enumerate(table.columns):
            if place in uses or column.made == OWN_WORDS:
                continue
            forms = names_of(column) if way == "by id" else column.keys
            found = next((known[form] for form in forms if form in known and known[form] not in taken), "")
            if found:
                uses[place] = (found, way)
                taken.add(found)


def _known(name: str, framework: Framework) -> tuple[dict[str, str], dict[str, str]]:
    """A table's targets by their ids and names, and its questions by their wordings, all of them tidied."""
    ids = {tidy(item.item): item.column for item in framework.items_of(name)}
    ids |= {tidy(target): target for target in targets(name, framework)}
    return ids, {tidy(item.wording): item.column for item in framework.items_of(name)}


def _by_usual_name(table: Table, name: str, uses: dict[int, tuple[str, str]]) -> None:
    """The columns that tools add: the reply's id, its date, a comment, a weight; names and addresses are left aside."""
    if name not in INSTRUMENTS:
        return
    kinds = {"id": COLUMNS[name][0], "weight": "weight"}
    if name in SURVEYS:
        kinds |= {"date": DATES[name], "comment": "comment"}
    for place, column in enumerate(table.columns):
        if place not in uses and spelling.known_column(column.name) == "personal":
            uses[place] = ("", "about a person or a machine, left aside")
    for kind, target in kinds.items():
        if target in {use for use, _ in uses.values()}:
            continue
        order = {word: rank for rank, word in enumerate(spelling.KNOWN[kind])}
        named = [
            (order[tidied], place)
            for place, column in enumerate(table.columns)
            if place not in uses and (tidied := tidy(spelling.NUMBERING.sub("", column.name))) in order
        ]
        if named:
            uses[min(named)[1]] = (target, "by its usual name")


def _doubled(
    table: Table, name: str, file: str, framework: Framework, uses: dict[int, tuple[str, str]]
) -> Iterator[Problem]:
    """A column that would be used, there twice: nobody knows which of the two was meant."""
    used = {key for place, (target, how) in uses.items() if target and how != "as confirmed"
            for key in table.columns[place].keys}  # fmt: skip
    ids, wordings = _known(name, framework)
    taken = {target for target, how in uses.values() if how != "as confirmed"}
    for place, column in enumerate(table.columns):
        meant = [ids.get(form) for form in names_of(column)] + [wordings.get(form) for form in column.keys]
        if place not in uses and not column.made and taken & set(meant) - {None}:
            message = f"two columns are the same question; say '{LEFT_OUT}' of one of them in {FILE}"
            yield Problem("I6", "stops", message, file, table.preamble + 1)
            continue
        plain = tidy(SECOND.sub("", column.question))
        exact = any(key in used for key in spelling.keys(SECOND.sub("", column.question), column.option))
        if place not in uses and SECOND.search(column.question) and plain and exact and not column.made:
            yield Problem("I6", "stops", "two columns have the same name", file, table.preamble + 1)


def _lacking(name: str, file: str, lacking: Sequence[str], framework: Framework, table: Table) -> Iterator[Problem]:
    """Columns that are not there. A survey may lack a question or a group, and that is said; others need them all."""
    items = {item.column: item.item for item in framework.items_of(name)}
    if name in INSTRUMENTS:
        needed = [target for target in lacking if target in (COLUMNS[name][0], *NEEDED.get(name, ()))]
        silent = ("comment", "note")
        groups = [target for target in lacking if target not in items and target not in (*needed, *silent)]
        if groups:
            yield Problem("I4", "caveat", f"columns that the file does not have: {', '.join(groups)}", file, 1)
        silent_items = [items[target] for target in lacking if target in items]
        if silent_items:
            more = f" and {len(silent_items) - 5} more" if len(silent_items) > 5 else ""
            message = (
                f"questions that the file does not have, so nothing is said from them: {', '.join(silent_items[:5])}"
            )
            yield Problem("I19", "caveat", message + more, file, 1)
    else:
        needed = list(lacking)
    names = [column.name for column in table.columns]
    for target in needed:
        message = f"the table needs the column '{target}', which is not there{nearest(target, names)}"
        yield Problem("I4", "stops", message, file, 1, target)


def _personal(table: Table, file: str, uses: dict[int, tuple[str, str]]) -> Iterator[Problem]:
    number = sum(
        1 for place, (_, how) in uses.items() if "person or a machine" in how and not blank(table.frame[place]).all()
    )
    if number:
        message = (
            f"columns about a person or a machine (names, addresses) were left aside: {number}; export without them"
        )
        yield Problem("I18", "caveat", message, file, table.preamble + 1)


def _unsure(table: Table, name: str, file: str, uses: dict[int, tuple[str, str]]) -> Iterator[Problem]:
    number = sum(1 for place, (target, _) in uses.items() if target and table.columns[place].made == UNSURE)
    if number:
        message = (
            f"questions of one grid with only 'yes' and blanks: {number}; set evidence.files.{name}.blank_boxes to"
            " 'no' (tick boxes) or 'not answered'"
        )
        yield Problem("I25", "stops", message, file, table.preamble + 1)


def not_groups(params: Params) -> Iterator[Problem]:
    """A stopping problem for each column of `groups` in params that may not split its source."""
    for table, allowed in GROUPABLE.items():
        for column in params.groups.of(table):
            if column not in allowed:
                message = f"groups.{table}: '{column}' is not one of {', '.join(allowed)}{nearest(column, allowed)}"
                yield Problem("P4", "stops", message, params.file.name)


def not_asked(framework: Framework) -> Iterator[Problem]:
    """A stopping problem for each item whose `asked_if` leans on a column that is no question and no group."""
    for item in framework.items.values():
        columns = [*(other.column for other in framework.items_of(item.instrument)), *GROUPABLE[item.instrument]]
        if item.condition and item.condition[0] not in columns:
            message = (
                f"{item.item}: '{item.condition[0]}' is not a question or group{nearest(item.condition[0], columns)}"
            )
            yield Problem("F2", "stops", message, "items.csv", column="asked_if", unit="line")
