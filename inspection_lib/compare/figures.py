"""The causes that lie in what a sentence rests on: its estimates, figures and official statistics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .drafts import Statement, ids
from .records import MAPPING, OFFICIAL, Cause, Differences
from .shown import Shown, estimate_change, fact_change, question

#: What of the framework decides which answers count, and which word a share has.
COUNTING = frozenset({"answers.csv", "measures.csv", "routes.csv", "items.csv"})
WORDS = frozenset({"terms.csv", "scale.csv", "fractions.csv"})


def figure_changes(old: Statement | None, new: Statement | None, shown: Shown) -> list[str]:
    """What differs in the estimates and facts that a sentence rests on, in words."""
    told = [estimate_change(name, shown) or fact_change(name, shown) for name in ids(old, new)]
    return [one for one in told if one]


def figure_causes(old: Statement | None, new: Statement | None, shown: Shown, differ: Differences) -> Iterator[Cause]:
    """Each change of an estimate or fact with whatever the records show to bear on it."""
    for name in ids(old, new):
        if change := estimate_change(name, shown):
            yield from _of_estimate(name, change, shown, differ)
        elif change := fact_change(name, shown):
            yield from _of_fact(name, change, shown, differ)


def _of_estimate(name: str, change: str, shown: Shown, differ: Differences) -> Iterator[Cause]:
    """The causes of one estimate's difference: of its count and base, or of its word alone."""
    first, second = shown.old.estimates.get(name), shown.new.estimates.get(name)
    table = (second or first or {})["source"]
    counts = not first or not second or any(first[part] != second[part] for part in ("numerator", "base", "hidden"))
    hiding = not first or not second or first["hidden"] != second["hidden"]
    if counts:
        beside = [f for f in differ.evidence if f == MAPPING or re.match(rf"{table}_(codes|dictionary)\b", f)]
        own = [differ.files[table]] if table in differ.tables else []
        yield from (Cause("evidence", f"{file}: {change}") for file in (*own, *beside))
    for setting in differ.settings:
        of_counts = setting == "evidence.set_aside" or setting.startswith(f"evidence.files.{table}")
        of_hiding = setting.startswith("small_numbers.") or setting == "groups.smallest_base"
        of_groups = setting == f"groups.{table}" and "[" in name
        of_words = not counts and setting in ("wording.terms", "wording.fractions")
        if (counts and of_counts) or (hiding and (of_hiding or of_groups)) or of_words:
            yield Cause("params", f"{differ.setting(setting)}: {change}")
    for file in differ.framework:
        asked = file != "items.csv" or question(name) in differ.rows
        if file in (COUNTING if counts else WORDS) and asked:
            yield Cause("framework", f"{file}: {change}")


def _of_fact(name: str, change: str, shown: Shown, differ: Differences) -> Iterator[Cause]:
    """The causes of a fact's difference: the partnership's figures, or the official statistics and whom they are of."""
    supplied = re.fullmatch(r"F[0-9]{1,5}", name) is not None
    if supplied and "figures" in differ.tables:
        yield Cause("evidence", f"{differ.files['figures']}: {change}")
    elif not supplied and OFFICIAL in differ.evidence:
        yield Cause("evidence", f"{OFFICIAL}: {change}")
    for setting in differ.settings:
        if not supplied and setting.startswith("official_statistics."):
            yield Cause("params", f"{differ.setting(setting)}: {change}")
    if "official_measures.csv" in differ.framework and name in differ.rows and not supplied:
        yield Cause("framework", f"official_measures.csv: {change}")
