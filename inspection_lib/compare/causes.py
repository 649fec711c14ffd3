"""Why a sentence differs between two drafts: a cause is named only if the records show it."""

from __future__ import annotations

from dataclasses import dataclass

from .drafts import Statement
from .figures import figure_causes, figure_changes
from .records import KINDS, Cause, Differences
from .shown import Shown
from .words import word_causes

UNRECORDED = "The cause is not recorded."


@dataclass(frozen=True)
class Why:
    """The causes of one change; `unsure` says what could have been and what the records do not tell."""

    causes: tuple[Cause, ...]
    unsure: str = ""


def why(old: Statement | None, new: Statement | None, shown: Shown, differ: Differences) -> Why:
    """The causes of one sentence's difference, those that bear on it directly first.

    What it rests on comes first, with the file, setting or framework table that changed it; then what changed its
    words; and where none of these did, the one kind of input that changed at all: a draft is made of its inputs alone.
    """
    found = [*figure_causes(old, new, shown, differ), *word_causes(old, new, shown, differ)] if differ.known else []
    if found:
        return Why(tuple(dict.fromkeys(found)))
    changes = "; ".join(figure_changes(old, new, shown))
    opening = f"What it rests on changed ({changes}). " if changes else ""
    one = new or old
    heading = one.heading if one else ""
    possible = [k for k in KINDS if (heading in differ.narratives if k == "narrative" else differ.named(k))]
    if len(possible) == 1:
        only = ", ".join(differ.named(possible[0]))
        if differ.traced and not opening:
            opening = "What it rests on did not change, only what stands around it or how it is told. "
        return Why((Cause(possible[0], f"{opening}All that changed is {only}"),))
    if not possible:
        return Why((), opening + UNRECORDED)
    kinds = "; ".join(f"{kind} ({', '.join(differ.named(kind))})" for kind in possible)
    return Why((), f"{opening}The records do not tell which of these it was: {kinds}.")
