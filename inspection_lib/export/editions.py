"""One report in three editions, as a page, a Word file or a PDF: the same claims in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from .. import sections
from ..evidence import Case
from ..params import Edition
from ..sections.blocks import html
from ..sections.opening import EDITIONS, marking
from ..word import Made, Paper, document
from .pages import page
from .pdf import Running, pdf

UNMARKED = "report.marking is blank in params, so that no page says how sensitive it is"


def in_edition(case: Case, edition: Edition) -> Case:
    """The same case as it is shown in an edition, whichever its params name.

    What was computed of the other edition is left behind, as some of it hangs on who reads it.
    """
    if case.params.report.edition == edition:
        return case
    report = case.params.report.model_copy(update={"edition": edition})
    return replace(case, params=case.params.model_copy(update={"report": report}), kept={})


def exported(case: Case, edition: Edition, kind: str, template: Path | None = None) -> Made:
    """The report in an edition as a file of a kind: "html", "docx" or "pdf"; the same bytes for the same case.

    `template` is a Word file with a house's own styles, and for "docx" alone. Raises `InspectionError` where what the
    kind wants is not installed, or the template is none.
    """
    shown = in_edition(case, edition)
    made = KINDS[kind](shown, template)
    unmarked = edition != "publication" and not shown.params.report.marking.strip()
    return replace(made, remarks=(*made.remarks, *([UNMARKED] if unmarked else [])))


def _page(case: Case, _: Path | None) -> Made:
    return Made(whole_page(case).encode())


def whole_page(case: Case) -> str:
    """The report's page, as a run makes it from its notebook."""
    return page("".join(piece for section in sections.report(case) for piece in html(section)))


def _word(case: Case, template: Path | None) -> Made:
    report, about = sections.report(case), case.params.report
    paper = Paper(
        title=report[0].title,
        partnership=case.params.partnership.name,
        marking=marking(case),
        edition=EDITIONS[about.edition],
        draft=about.edition != "publication",
        author=case.params.inspection.led_by,
        day=about.date,
    )
    return document(report, paper, template)


def _pdf(case: Case, _: Path | None) -> Made:
    about = case.params.report
    running = Running(case.params.partnership.name, marking(case), EDITIONS[about.edition],
                      case.params.inspection.led_by, about.date)  # fmt: skip
    return Made(pdf(whole_page(case), running))


KINDS: Mapping[str, Callable[[Case, Path | None], Made]] = {"html": _page, "docx": _word, "pdf": _pdf}
