"""In what the drafts differ that makes them harder to compare: thresholds, scales, editions, questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..errors import listed
from .drafts import Drafts

SETTINGS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "Counts hidden": lambda s: f"below {s['small_numbers']['threshold']}",
    "Bases hidden": lambda s: f"below {s['groups']['smallest_base']}",
    "Small remainders hidden in": lambda s: _sources(s["small_numbers"]["remainders"]),
    "Scale of quantity terms": lambda s: s["wording"]["terms"],
    "Framework": lambda s: f"the edition of {s['framework']}",
    "Edition of the draft": lambda s: s["report"]["edition"],
}


def settings_said(drafts: Drafts) -> Iterator[str]:
    """What all drafts were made with in one paragraph, then one for each setting in which some differ."""
    if not drafts.made:
        return
    alike, apart = [], []
    for title, said in SETTINGS.items():
        found: dict[str, list[str]] = {}
        for draft in drafts.made:
            found.setdefault(said(draft.settings), []).append(draft.area)
        if len(found) == 1:
            alike.append(f"{title}: {next(iter(found))}")
        else:
            apart.append(f"**{title}, not alike.** {_said(found)}")
    yield f"**In all drafts.** {'. '.join(alike)}."
    yield from apart
    if drafts.apart:
        yield (
            f"**Other questions.** {listed([draft.area for draft in drafts.apart])}: made with other questions, scales "
            "or bases than most, and so not compared with them."
        )
    libraries = {draft.record.get("library") for draft in drafts.made}
    if len(libraries) > 1:
        yield "**Versions.** These drafts were not all made by the same version of this workbook; run them again."


def _sources(names: list[str]) -> str:
    return listed([name.replace("_", " ") for name in names]) or "no source"


def _said(found: Mapping[str, list[str]]) -> str:
    """Each setting with those that have it, the most common last."""
    most = max(found, key=lambda words: len(found[words]))
    some = [f"{listed(areas)}: {words}" for words, areas in found.items() if words != most]
    return f"{'; '.join(some)}; all others: {most}."
