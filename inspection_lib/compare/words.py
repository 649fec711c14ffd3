"""The causes that lie in the words that a sentence is made from: rows of evidence, questions, narratives, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..wording import long_date
from .drafts import Statement, ids
from .figures import figure_changes
from .records import Cause, Differences
from .shown import FEWER, Shown, question

#: The tables that say what stands in a row, by the letter of its id: a note's words with whose they are.
TABLES = {
    "N": ("voices", "engagement", "documents"),
    "J": ("judgements",),
    "F": ("figures",),
    "X": ("practice_examples",),
    "D": ("documents",),
}
ROW_ID = re.compile(r"[A-Z][0-9]{1,5}")
MANNER = ("wording.sentences", "wording.fractions", "wording.tense")
NAMES = ("partnership.", "inspection.", "report.", "what_happens_next")


def word_causes(old: Statement | None, new: Statement | None, shown: Shown, differ: Differences) -> Iterator[Cause]:
    """What changed the words; nothing where only the figures and quantity words of a sentence differ."""
    if old and new and old.heading == new.heading and _same_but_figures(old, new, shown):
        return
    for name in dict.fromkeys(map(question, ids(old, new))):
        yield from _of_row(name, shown, differ)
    for heading in dict.fromkeys(one.heading for one in (old, new) if one):
        if heading in differ.narratives:
            yield Cause("narrative", f"narrative/{heading}.md")
    yield from _of_settings(old, new, shown, differ)


def _of_row(name: str, shown: Shown, differ: Differences) -> Iterator[Cause]:
    """The file that a row or question stands in, if its words changed; of a whole table, that its file did."""
    if name in differ.tables:
        yield Cause("evidence", f"{differ.files[name]}")
    if name not in differ.rows:
        return
    before, now = (name in draft.record.get("rows", {}) for draft in (shown.old, shown.new))
    became = "changed" if before and now else "is new" if now else "is gone"
    if ROW_ID.fullmatch(name):
        table = next((table for table in TABLES.get(name[0], ()) if table in differ.tables), "")
        if table:
            yield Cause("evidence", f"{differ.files[table]}: {name} {became}")
    else:
        official = name in shown.old.facts or name in shown.new.facts
        file = "official_measures.csv" if official else "items.csv"
        if file in differ.framework:
            yield Cause("framework", f"{file}: the words of {name} {became.replace('is', 'are')}")


def _of_settings(old: Statement | None, new: Statement | None, shown: Shown, differ: Differences) -> Iterator[Cause]:
    """The settings that decide the manner of a sentence, when a number is small, who reads it, or a name in it."""
    counted = any(name in draft.estimates for name in ids(old, new) for draft in (shown.old, shown.new))
    alone = [one for one in (old, new) if one]
    for setting, values in differ.settings.items():
        team = setting == "report.edition" and len(alone) == 1 and not alone[0].number
        named = len(alone) == 2 and setting.startswith(NAMES) and _went_with(alone[0].text, alone[1].text, *values)
        manner = counted and len(alone) == 2 and setting in MANNER
        few = setting == "small_numbers.threshold" and len({FEWER in one.text for one in alone}) == 2
        if manner or few or team or named:
            yield Cause("params", differ.setting(setting))


def _went_with(old: str, new: str, before: object, now: object) -> bool:
    """Whether a setting's old value stands in the old sentence, and its new one instead in the new."""
    if not (before and now and isinstance(before, str) and isinstance(now, str)):
        return False
    forms = ((before, now), (_day(before), _day(now)))
    return any(
        bool(first and second) and first in old and second in new and (first not in new or second not in old)
        for first, second in forms
    )


def _day(value: str) -> str:
    """A setting's date as sentences write it; blank for any other value."""
    return long_date(date.fromisoformat(value)) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else ""


def _same_but_figures(old: Statement, new: Statement, shown: Shown) -> bool:
    """Whether what two sentences rest on changed, and they are the same but for figures and quantity words."""
    return bool(figure_changes(old, new, shown)) and _bare(old.text, shown) == _bare(new.text, shown)


def _bare(text: str, shown: Shown) -> str:
    """A sentence without its figures and quantity words."""
    rows = [*shown.old.estimates.values(), *shown.new.estimates.values()]
    phrases = {row[name] for row in rows for name in ("term", "fraction") if row[name]}
    either = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    bare = re.sub(rf"\b(?:{either})\b( of)?( the)?", "•", text, flags=re.IGNORECASE) if either else text
    return re.sub(r"£?[0-9][0-9,.]*%?", "•", bare).lower()
