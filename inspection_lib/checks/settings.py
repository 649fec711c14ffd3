"""Checks of the params file: names that exist, totals that the rows come to, settings that fit one another."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import nearest
from ..evidence import INSTRUMENTS, Case, once
from .registry import Found, check


def met(case: Case, *groups: str) -> int:
    """How many people of some groups were met: people less those counted before."""
    rows = case.evidence["engagement"]
    rows = rows[rows["group"].isin(groups)]
    return int(rows["people"].fillna(0).sum() - rows["counted_before"].fillna(0).sum())


@once
def totals(case: Case) -> dict[str, int]:
    """What the rows come to, under the names that params state: replies, people heard from and met, records."""
    readings = case.evidence["record_reading"]
    return {
        "children_and_young_people": len(case.evidence["children_survey"]),
        "parents_and_carers": len(case.evidence["parents_survey"]),
        "records": int((readings["reading"] == "first").sum()),
        "staff_replies": len(case.evidence["staff_survey"]),
        "staff_met": met(case, "staff", "senior leaders"),
        "elected_members_met": met(case, "elected members"),
    }


@check("P5", "stops", "params")
def graded_indicators_are_known(case: Case) -> Iterator[Found]:
    """Every graded indicator is one of the framework's."""
    for indicator in case.params.inspection.graded_indicators:
        if indicator not in case.framework.indicators:
            yield Found(f"inspection.graded_indicators: the framework has no indicator '{indicator}'")


@check("P6", "stops", "params")
def official_measures_are_known(case: Case) -> Iterator[Found]:
    """Every official statistic that params ask for is one of the framework's."""
    for name in case.params.official_statistics.measures:
        if name not in case.framework.official:
            yield Found(f"official_statistics.measures: '{name}' is not in official_measures.csv")


@check("P8", "stops", "params")
def stated_totals_are_the_rows(case: Case) -> Iterator[Found]:
    """The totals that params state are what the rows come to."""
    for name, rows in totals(case).items():
        stated = getattr(case.params.stated, name)
        if stated is not None and stated != rows:
            yield Found(f"stated.{name} is {stated:,}, but the rows come to {rows:,}")


@check("P11", "caveat", "params", audience="partnership")
def areas_that_may_be_named_exist(case: Case) -> Iterator[Found]:
    """Every area that the text may name is spelt as the official statistics spell it."""
    areas = [str(area) for area in case.official["area"].unique()]
    for name in case.params.partnership.may_be_named:
        if areas and name not in areas:
            yield Found(f"partnership.may_be_named: no area is called '{name}'{nearest(name, areas)}")


@check("P12", "caveat", "params")
def groups_can_be_shown(case: Case) -> Iterator[Found]:
    """The smallest group that is shown is no smaller than the smallest count that is shown."""
    threshold, smallest = case.params.small_numbers.threshold, case.params.groups.smallest_base
    if threshold > smallest:
        yield Found(
            f"small_numbers.threshold is {threshold}, which is more than groups.smallest_base, {smallest}: "
            "of a group that small, only 'all' or 'none' could be shown"
        )


@check("P13", "caveat", "params")
def lists_name_nothing_twice(case: Case) -> Iterator[Found]:
    """No list of params names a group, indicator, statistic or area twice."""
    params = case.params
    lists = {f"groups.{source}": params.groups.of(source) for source in INSTRUMENTS} | {
        "inspection.graded_indicators": params.inspection.graded_indicators,
        "official_statistics.measures": params.official_statistics.measures,
        "official_statistics.compared_with": params.official_statistics.compared_with,
        "partnership.may_be_named": params.partnership.may_be_named,
    }
    for name, values in lists.items():
        for value in dict.fromkeys(value for value in values if values.count(value) > 1):
            yield Found(f"{name}: '{value}' is there more than once")


@check("P14", "caveat", "params")
def drafts_carry_a_marking(case: Case) -> Iterator[Found]:
    """A draft that is not yet for publication says on every page how sensitive it is."""
    report = case.params.report
    if report.edition != "publication" and not report.marking.strip():
        yield Found(
            f"report.marking is blank, and the edition is {report.edition}: no page would say how sensitive it is"
        )


@check("P15", "caveat", "params")
def records_come_from_those_in_scope(case: Case) -> Iterator[Found]:
    """No more records were read than there are children in scope: the intervals take the whole as the limit."""
    scope, read = case.params.evidence.in_scope.get("records"), totals(case)["records"]
    if scope is not None and read > scope:
        yield Found(f"evidence.in_scope.records is {scope:,}, but {read:,} records were read")
