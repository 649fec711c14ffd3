"""What notebooks call: each function returns one section of the report, or one working view of the evidence."""

from .argument import argument
from .board import board, next_evidence
from .closing import annex, appendix_framework, conclusion, evaluation, what_happens_next
from .contrasts import contrasts
from .coordinator import coordinator, for_partnership
from .fragile import fragile
from .gaps import gaps
from .matrix import matrix
from .numbering import paragraph_numbers
from .opening import approach, contents, cover, introduction, key_facts, key_messages
from .rereading import agreement, another_reader, severity
from .statements import statement
from .synthesis import look_next
from .team import for_the_team
from .terms import appendix_terms
from .views import (
    banner,
    findings,
    groups,
    indicator,
    intake,
    problems,
    quality,
    reach,
    response,
    source,
    themes,
    weighted,
)
from .whole import report

__all__ = [
    "agreement",
    "annex",
    "another_reader",
    "appendix_framework",
    "appendix_terms",
    "approach",
    "argument",
    "banner",
    "board",
    "conclusion",
    "contents",
    "contrasts",
    "coordinator",
    "cover",
    "evaluation",
    "findings",
    "for_partnership",
    "for_the_team",
    "gaps",
    "fragile",
    "groups",
    "indicator",
    "intake",
    "introduction",
    "key_facts",
    "key_messages",
    "look_next",
    "matrix",
    "next_evidence",
    "paragraph_numbers",
    "problems",
    "quality",
    "reach",
    "report",
    "response",
    "severity",
    "source",
    "statement",
    "themes",
    "weighted",
    "what_happens_next",
]
