"""The framework's standing text, with this inspection's names, dates and numbers in its braces."""

from __future__ import annotations

from datetime import date

from ..checks import totals
from ..evidence import Case
from ..suppression import rule_of
from ..wording import listed, long_date
from .blocks import literal


def standard(case: Case, key: str, **own: str) -> str:
    """A piece of the framework's standing text with this inspection's names, dates and numbers filled in.

    `own` are the names that this piece alone has, such as what a heading still waits for.
    """
    about, numbers = case.params.inspection, totals(case)
    rule = rule_of(case, "engagement")

    def number(name: str) -> str:
        count = numbers[name]
        return f"fewer than {rule.threshold}" if rule.small(count) else f"{count:,}" if count else "no"

    names = dict(
        area=case.area,
        partnership=case.params.partnership.name,
        started=day_or_unset(about.started),
        ended=day_or_unset(about.ended),
        led_by=about.led_by,
        bodies=listed((about.led_by, *about.with_)),
        graded=listed(about.graded_indicators),
        edition_title=f"{case.framework.title} ({case.framework.published})",
        children=number("children_and_young_people"),
        parents=number("parents_and_carers"),
        records=number("records"),
        staff_replies=number("staff_replies"),
        staff_met=number("staff_met"),
        elected_members=number("elected_members_met"),
        **own,
    )
    return case.framework.standard_text[key].format(**{name: literal(text) for name, text in names.items()})


def day_or_unset(day: date | None, unset: str = "a date that is still to be set") -> str:
    """A date as the report writes it, or that it is still to be set; today's date never stands in for it.

    >>> day_or_unset(date(2023, 10, 17)), day_or_unset(None)
    ('17 October 2023', 'a date that is still to be set')
    """
    return long_date(day) if day else unset
