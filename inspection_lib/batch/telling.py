"""What a batch says at the terminal: a line for each partnership as it comes, and one table of what failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import count_of
from .many import FAILED, MADE, UNCHANGED, Outcome


def line(outcome: Outcome, outputs: Path) -> str:
    """One partnership's outcome in a line.

    >>> line(Outcome("fife", "made", ("staff_survey.csv changed",), seconds=3.2), Path("outputs"))
    'fife: made in 3.2 s, because staff_survey.csv changed; the draft is outputs/fife/report.html'
    """
    if outcome.state == MADE:
        why = "; ".join(outcome.why)
        page = (outputs / outcome.slug / "report.html").as_posix()
        return f"{outcome.slug}: made in {outcome.seconds:.1f} s, because {why}; the draft is {page}"
    if outcome.state == UNCHANGED:
        page = (outputs / outcome.slug / "report.html").as_posix()
        return f"{outcome.slug}: nothing has changed; the draft is {page}"
    return f"{outcome.slug}: failed"


def failures(outcomes: Sequence[Outcome]) -> str:
    """What failed as one table: partnership, notebook, cell, cause, and where the whole story is; blank if nothing did.

    >>> print(failures([Outcome("fife", "failed", cause="the disk is full", log="outputs/logs/fife.log")]))
    partnership  notebook  cell  cause             log
    fife         -         -     the disk is full  outputs/logs/fife.log
    """
    failed = [outcome for outcome in outcomes if outcome.state == FAILED]
    if not failed:
        return ""
    rows = [("partnership", "notebook", "cell", "cause", "log")]
    rows += [(o.slug, o.notebook or "-", str(o.cell or "-"), o.cause, o.log) for o in failed]
    widths = [max(len(row[n]) for row in rows) for n in range(5)]
    return "\n".join("  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def total(outcomes: Sequence[Outcome]) -> str:
    """How many drafts were made, are as they were, and could not be made.

    >>> total([Outcome("a", "made"), Outcome("b", "unchanged"), Outcome("c", "failed")])
    '3 partnerships: 1 draft made, 1 unchanged, 1 failed'
    """
    made, same, failed = (sum(o.state == state for o in outcomes) for state in (MADE, UNCHANGED, FAILED))
    whole = count_of(len(outcomes), "partnership", "partnerships")
    return f"{whole}: {count_of(made, 'draft', 'drafts')} made, {same} unchanged, {failed} failed"
