"""Read the files of one partnership into a case, with every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .. import framework as frameworks
from .. import params as settings
from ..errors import InspectionError, Problem, nearest
from ..evidence import COLUMNS, Case, Evidence, Reading
from ..framework import Framework
from ..params import Params
from . import columns, files, mapping, shared
from .asking import Open, left_open
from .official import official_statistics
from .tables import Read, nothing, read


def case(params_file: str | Path) -> Case:
    """The case behind a params file, with all that is wrong in its files as `problems`, nothing raised for those.

    Raises `InspectionError` where there is nothing to read: no params, no framework, no evidence folder.
    """
    params, framework = _settled(params_file)
    tables, sources, readings = {}, {}, {}
    places = files.places(params)
    problems = [*columns.not_groups(params), *columns.not_asked(framework), *_unknown_files(params, places)]
    problems += files.unknown_settings(params)
    confirmed, found = mapping.read(params.folder, framework)
    problems += found
    used: set[str] = set()
    for table, lie in places.items():
        one = table_of(table, lie, params, framework, confirmed)
        tables[table] = one.frame
        problems += one.problems
        used |= {one.file.partition(",")[0], *one.beside}
        if one.source:
            sources[table] = one.source
        if one.reading:
            readings[table] = (one.file, one.reading)
    problems += files.others(params, used)
    drafts, found = shared.read(params)
    problems += found
    official, found = official_statistics(params)
    return Case(params, framework, Evidence(tables, sources, readings), official, tuple(problems + found), drafts)


def _settled(params_file: str | Path) -> tuple[Params, Framework]:
    params = settings.read(params_file)
    framework = frameworks.read(params.framework_folder)
    if params.wording.terms not in framework.scales:
        scales = " and ".join(framework.scales)
        raise InspectionError(f"wording.terms is '{params.wording.terms}'; the framework has {scales}")
    if not params.folder.is_dir():
        raise InspectionError(
            f"{params.file.name} says that the evidence lies in the folder {params.evidence.folder}; there is none"
        )
    return params, framework


def table_of(
    table: str, found: list[files.Place], params: Params, framework: Framework, confirmed: mapping.Mappings
) -> Read:
    """One table, from the place that has rows. Two places with rows are a problem: nobody knows which one counts."""
    reads = [read(place, table, params, framework, confirmed) for place in found]
    if not reads:
        file = params.evidence.files[table].file if table in params.evidence.files else ""
        message = "there is no such file, so the draft has nothing from it"
        problem = Problem("I2", "caveat", message, file or f"{table}.csv")
        return replace(nothing(table, params, framework, problem.file), problems=(problem,))
    full = [one for one in reads if len(one.frame) or any(p.severity == "stops" for p in one.problems)]
    if len(full) > 1:
        message = (
            f"this table is in {' and in '.join(one.file for one in full)}; say in evidence.files which one counts"
        )
        problem, reading = Problem("I20", "stops", message, full[0].file), Reading(unread=message)
        return replace(nothing(table, params, framework, full[0].file), problems=(problem,), reading=reading)
    return full[0] if full else reads[0]


def offers(params_file: str | Path) -> tuple[Path, Open]:
    """Write what waits for a person into mapping.csv, beside what it holds; its path and what is left open.

    A row with a close wording waits for yes or no; one without any is there for a person to fill in. Source files
    are not written to. Raises `InspectionError` where the file cannot be read or written.
    """
    params, framework = _settled(params_file)
    confirmed, found = mapping.read(params.folder, framework)
    if any(problem.severity == "stops" for problem in found):
        raise InspectionError(f"{mapping.FILE}: mend it first; `inspection check` says where", found)
    asked: dict[mapping.Key, mapping.Entry] = {}
    unread = []
    for table, lie in files.places(params).items():
        one = table_of(table, lie, params, framework, confirmed)
        unread += [one.file] if one.reading and one.reading.unread else []
        for entry in one.offered:
            asked.setdefault(entry.key, confirmed.by_key.get(entry.key, entry))
    more = [entry for key, entry in asked.items() if key not in confirmed.by_key]
    return mapping.written(params.folder, confirmed, more), left_open(list(asked.values()), unread)


def _unknown_files(params: Params, places: Mapping[str, list[files.Place]]) -> Iterator[Problem]:
    """A stopping problem for each rule that sets rows aside in a file that no evidence has."""
    names = [f"{table}.csv" for table in COLUMNS]
    names += [place.path.name for lie in places.values() for place in lie if place.path.name != files.WORKBOOK]
    for place, rule in enumerate(params.evidence.set_aside, start=1):
        if rule.file not in names:
            message = f"evidence.set_aside, rule {place}: the evidence has no file of that name"
            yield Problem("I14", "stops", message + nearest(rule.file, names), params.file.name, unit="line")
