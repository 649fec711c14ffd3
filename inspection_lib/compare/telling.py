"""A difference as text for the terminal, and as one offline page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape as escaped
from itertools import groupby

from ..errors import visible
from ..export import page as whole_page
from ..wording import capital, count_of
from .difference import SAME_WORDS, Change, Difference
from .records import KINDS
from .shown import LEFT_OUT

#: Each kind of cause as the page names it, and as its list of what differs does.
TITLES = {
    "evidence": ("Evidence", "Evidence that differs"),
    "params": ("Params", "Settings that differ"),
    "narrative": ("Narrative", "Narratives that differ"),
    "framework": ("Framework", "Framework tables that differ"),
    "code": ("Code", "Code that differs"),
}
WORD = re.compile(r"[^\s.,;:()]+(?:[.,:][^\s.,;:()]+)*|[.,;:()]")
TEAM = "For the team alone"
NO_RECORD = "One of the drafts has no run.json: what it was made of is not known."
KEPT_BACK = f"{LEFT_OUT} stands where a number would tell one that a draft hides, or how a few people answered."


def escape(text: str) -> str:
    """Text as markup."""
    return escaped(visible(text))


def text(found: Difference) -> str:
    """Every change in turn with its causes, and how many there are; blank where nothing differs."""
    if not found.changes:
        return ""
    return "\n\n".join([*("\n".join(_lines(change)) for change in found.changes), "\n".join(_closing(found))])


def _lines(change: Change) -> Iterator[str]:
    yield f"{change.place}: {change.kind}"
    if change.was and change.was != change.now:
        yield f"  was: {change.was}"
    if change.now:
        yield f"  {'still' if change.kind == SAME_WORDS else 'now'}: {change.now}"
    for cause in change.why.causes:
        yield f"  {cause.kind}: {cause.what}"
    if change.why.unsure:
        yield f"  {change.why.unsure}"


def _closing(found: Difference) -> Iterator[str]:
    parts = ", ".join(f"{number} {kind}" for kind, number in found.counts())
    yield f"{count_of(len(found.changes), 'sentence differs', 'sentences differ')}: {parts}."
    if not found.inputs.known:
        yield NO_RECORD
    if any(LEFT_OUT in change.was + change.now for change in found.changes):
        yield KEPT_BACK


def page(found: Difference) -> str:
    """The whole page: what the drafts were made of, then every change under its heading, with its causes.

    Words that went are struck through and words that came are underlined; both sentences stand there whole.
    """
    body = [f'<section class="diff" data-marking="{escape(_marking(found))}">\n', *_opening(found)]
    number = 0
    for title, changes in groupby(found.changes, key=_chapter):
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
        body.append(f'<h2 id="{name}-{number + 1}">{escape(title)}</h2>\n')
        for change in changes:
            number += 1
            body += _article(change, number)
    return whole_page("".join([*body, "</section>\n"]))


def _marking(found: Difference) -> str:
    """What the page is marked with: as the more guarded of the two drafts, and as illustrative if either is."""
    reports = [draft.record.get("settings", {}).get("report", {}) for draft in (found.old, found.new)]
    guarded = [report for report in reports if report.get("edition") != "publication"]
    parts = list(dict.fromkeys(["DRAFT", *(report.get("marking", "OFFICIAL-SENSITIVE") for report in guarded)]))
    parts = parts if guarded else []
    return " · ".join([*parts, *(["ILLUSTRATIVE EVIDENCE"] if any(r.get("illustrative") for r in reports) else [])])


def _opening(found: Difference) -> Iterator[str]:
    yield f'<h1 id="diff">What changed between two drafts: {escape(found.new.partnership)}</h1>\n<dl>'
    for name, draft in (("Old draft", found.old), ("New draft", found.new)):
        started = str(draft.record.get("started", "")).replace("T", ", ").replace("Z", " UTC")
        yield f"<dt>{name}</dt><dd>{escape(f'run of {started}' if started else 'no record of its run')}</dd>"
    yield f"<dt>Sentences that differ</dt><dd>{escape('; '.join(f'{capital(k)}: {n}' for k, n in found.counts()))}</dd>"
    for kind in KINDS:
        if found.inputs.named(kind):
            yield f"<dt>{TITLES[kind][1]}</dt><dd>{escape('; '.join(found.inputs.named(kind)))}</dd>"
    yield "</dl>\n"
    for line in list(_closing(found))[1:]:
        yield f'<p class="message">{escape(line)}</p>\n'


def _chapter(change: Change) -> str:
    """The heading of the page under which a change stands."""
    one = change.new or change.old
    if not one or not one.number:
        return f"{TEAM}: {one.place if one else ''}"
    place = re.sub(r"[. ][0-9]+$", "", one.number)
    if place.endswith(".0"):
        return f"Statement {place[:-2]}: key messages"
    return f"Heading {place}" if place[:1].isdigit() else place


def _article(change: Change, number: int) -> Iterator[str]:
    title = escape(f"{change.place}: {change.kind}")
    yield f'<section class="change">\n<h3 class="where" id="change-{number}">{title}</h3>\n<dl>'
    was, now = marked(change.was, change.now) if change.was and change.now else (escape(change.was), escape(change.now))
    if change.kind == SAME_WORDS:
        was, now = "", escape(change.now)
    for name, words in (("Was", was), ("Still" if change.kind == SAME_WORDS else "Now", now)):
        if words:
            yield f"<dt>{name}</dt><dd>{words}</dd>"
    told = [f"<strong>{TITLES[cause.kind][0]}.</strong> {escape(cause.what)}" for cause in change.why.causes]
    told += [escape(change.why.unsure)] if change.why.unsure else []
    yield f"<dt>Why</dt>{''.join(f'<dd>{one}</dd>' for one in told)}</dl>\n</section>\n"


def marked(was: str, now: str) -> tuple[str, str]:
    """Two sentences as markup, with the words that went and those that came marked.

    >>> marked("Most staff felt valued.", "The majority of staff felt valued.")[1]
    '<ins>The majority of</ins> staff felt valued.'
    """
    old, new = list(WORD.finditer(was)), list(WORD.finditer(now))
    same = SequenceMatcher(None, [word[0] for word in old], [word[0] for word in new], autojunk=False).get_opcodes()
    before = _pieces(was, old, [(kind == "equal", a, b) for kind, a, b, _, _ in same], "del")
    return before, _pieces(now, new, [(kind == "equal", c, d) for kind, _, _, c, d in same], "ins")


def _pieces(text: str, words: list[re.Match[str]], runs: list[tuple[bool, int, int]], tag: str) -> str:
    """A sentence in runs of words, each marked unless it stayed; what stands between two words stays between them."""
    pieces, end = [], 0
    for stayed, first, last in runs:
        if first == last:
            continue
        start, stop = words[first].start(), words[last - 1].end()
        piece = escape(text[start:stop])
        pieces += [escape(text[end:start]), piece if stayed else f"<{tag}>{piece}</{tag}>"]
        end = stop
    return "".join([*pieces, escape(text[end:])])
