"""Every indicator, or every heading, by every source: what bears on it, which way, and what has nothing."""

from __future__ import annotations

from .. import findings as found
from ..charts import matrix_chart
from ..evidence import Case
from ..findings.matrix import By, Matrix
from ..wording import count_of
from .blocks import Message, Section, Text

TITLES = {
    "indicators": "What each source has on each quality indicator",
    "headings": "What each source has under each heading of the report",
}
HOW_TO_READ = (
    "A number counts questions, notes, documents and figures, never people. In brackets is how many of them are good "
    "news or strengths, and how many are trouble or areas for improvement. A word is settled if its whole interval "
    "lies within it; sessions and documents are those that the notes cite."
)
ROWS = {"indicators": ("quality indicator", "quality indicators"), "headings": ("heading", "headings")}


def matrix(case: Case, by: By = "indicators") -> Section:
    """The evidence matrix as a chart with its table, and what there is nothing for; a message alone without evidence.

    Its numbers count questions, notes, documents and figures, never people. Nothing is weighed against anything: how
    good the work is stays for people to say. Raises `InspectionError` for another `by`.
    """
    made = found.matrix(case, by)
    if len(made.empty) == len(made.rows):
        return Section(f"matrix-{by}", "", 7, (Message(f"No {ROWS[by][0]} has any evidence yet."),))
    chart = matrix_chart(case, made, TITLES[by])
    return Section(f"matrix-{by}", "", 7, (_empty(made), chart, Text(HOW_TO_READ), chart.table))


def _empty(made: Matrix) -> Message | Text:
    """Which rows have no evidence at all, as a message; the plain fact where each has some."""
    one, several = ROWS[made.by]
    if not made.empty:
        return Text(f"Each of the {count_of(len(made.rows), one, several)} has some evidence.")
    names = "; ".join(f"{row.id} {row.title}" for row in made.empty)
    return Message(f"No source has anything for {count_of(len(made.empty), one, several)}: {names}.")
