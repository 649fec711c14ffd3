"""The standing text of a report: which sections it must have, and which names may stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter

from ..errors import InspectionError, Problem, nearest
from .rows import text_of

FILE = "standard_text.md"
HEADING = re.compile(r"^## +(\w+)\s*$", flags=re.MULTILINE)
#: The sections that a draft uses, in its order.
SECTIONS = (
    "illustrative", "remit", "four_statements_intro", "terms_children_at_risk", "terms_young_people",
    "terms_parents_and_carers", "terms_partners", "terms_staff", "terms_quantity_intro", "terms_fractions",
    "approach_teams", "approach_volunteers", "approach_framework", "conducted_intro", "conducted_children",
    "conducted_records", "conducted_documents", "conducted_staff_survey", "conducted_staff_met",
    "conducted_elected", "thanks", "cannot_assure", "key_facts_intro", "no_evidence", "evaluation_intro",
    "evaluation_considers", "conclusion_intro", "conclusion_missing", "what_happens_next",
    "appendix_framework", "appendix_scale", "appendix_terms", "annex_intro", "annex_uncited", "annex_all_cited",
    "annex_none_cited", "limits", "conducted_undated",
    "nothing_counted", "no_key_message", "no_summary", "no_evaluation", "waiting_nothing", "waiting_unsaid",
    "waiting_part", "waiting_messages", "waiting_summary", "waiting_evaluation", "waiting_conclusion",
    "waits_staff_survey", "waits_children_survey", "waits_parents_survey", "waits_record_reading", "waits_figures",
    "waits_documents", "waits_notes", "waits_key_message", "waits_messages", "waits_evaluation", "waits_headings",
    "waits_team", "waits_summary", "waits_panel", "evidence_use", "evidence_rows", "evidence_send", "evidence_whole",
    "synthesis",
)  # fmt: skip
#: The names in braces that a draft fills in.
NAMES = (
    "area", "partnership", "started", "ended", "led_by", "bodies", "graded", "edition_title", "children",
    "parents", "records", "staff_replies", "staff_met", "elected_members",
)  # fmt: skip

#: The names that only some sections have, beside those.
OWN: Mapping[str, tuple[str, ...]] = {
    "no_evaluation": ("indicator",),
    "conducted_children": ("ways",),
    "conducted_documents": ("documents", "position_statement"),
    "conducted_staff_met": ("leaders",),
    **{f"waiting_{what}": ("waits",) for what in ("nothing", "part", "messages", "summary", "conclusion")},
    "waiting_evaluation": ("waits", "indicator"),
    **{f"waits_{source}": ("questions",) for source in ("staff_survey", "children_survey", "parents_survey",
                                                        "record_reading")},
    "waits_messages": ("statements",),
    "waits_evaluation": ("indicator",),
    "waits_headings": ("headings",),
    "annex_uncited": ("names",),
}  # fmt: skip


def standing_text(folder: Path) -> dict[str, str]:
    """The sections of an edition's standing text by their names."""
    parts = HEADING.split(text_of(folder / FILE))
    texts: dict[str, str] = {}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        if name in texts:
            raise InspectionError(f"{FILE}: the section '## {name}' is there twice")
        texts[name] = text.strip()
    return texts


def standing_problems(texts: Mapping[str, str]) -> Iterator[Problem]:
    """A stopping problem for each section that is missing or has a brace that a draft cannot fill."""
    for name in SECTIONS:
        if name not in texts:
            message = (
                f"the section '## {name}' is missing{nearest(name, [key for key in texts if key not in SECTIONS])}"
            )
            yield Problem("F8", "stops", message, FILE, unit="line")
    for name, text in texts.items():
        wrong = unfilled(text, (*NAMES, *OWN.get(name, ())))
        if wrong:
            yield Problem("F8", "stops", f"the section '## {name}': {wrong}", FILE, unit="line")


def unfilled(text: str, names: Sequence[str]) -> str:
    """What is wrong with the braces of a text that some names are to fill, in a few words; nothing if all is well.

    >>> unfilled("{valeu} people", ["value"]), unfilled("{value", ["value"]), unfilled("{value}", ["value"])
    ("{valeu} is no name that is filled in; did you mean 'value'?", 'a brace is left open', '')
    """
    try:
        pieces = [piece for piece in Formatter().parse(text) if piece[1] is not None]
    except ValueError:
        return "a brace is left open"
    for _, name, form, conversion in pieces:
        if name not in names:
            return f"{{{name}}} is no name that is filled in{nearest(str(name), names)}"
        if form or conversion:
            return f"a name stands alone in its braces: {{{name}}}"
    return ""
