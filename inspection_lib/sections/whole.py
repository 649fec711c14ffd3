"""The whole report as one list of sections, in the published order."""

from __future__ import annotations

from ..evidence import Case
from .blocks import Section
from .closing import annex, appendix_framework, conclusion, evaluation, what_happens_next
from .opening import approach, contents, cover, introduction, key_facts, key_messages
from .statements import statement
from .team import for_the_team
from .terms import appendix_terms


def report(case: Case) -> list[Section]:
    """Every section of the draft in order: what notebook 07 shows one call at a time."""
    return [
        cover(case),
        contents(case),
        introduction(case),
        key_facts(case),
        approach(case),
        key_messages(case),
        *(statement(case, number) for number in case.framework.statements),
        evaluation(case),
        conclusion(case),
        what_happens_next(case),
        appendix_framework(case),
        appendix_terms(case),
        annex(case),
        for_the_team(case),
    ]
