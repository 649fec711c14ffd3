"""The page over all drafts in a folder of outputs: what became of each partnership, each name a link to its draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from html import escape as escaped
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..errors import InspectionError, count_of, visible
from .drafting import last_record
from .folders import replace_file
from .many import FAILED, MADE, UNCHANGED, Outcome

PAGE, OVERVIEW = "index.html", "overview.html"
STATES: Mapping[str, str] = {MADE: "made", UNCHANGED: "unchanged", "": "made by an earlier run"}
HEAD = ("Partnership", "State", "Made on", "To know of its evidence", "For its coordinator")


def index_is_due(outputs: Path, outcomes: Sequence[Outcome]) -> bool:
    """Whether the pages over all drafts are to be written: something was made or failed, or the overview is not there.

    >>> index_is_due(Path("nowhere"), [Outcome("fife", UNCHANGED)])
    False
    """
    changed = any(outcome.state != UNCHANGED for outcome in outcomes)
    return changed or (len(outcomes) > 1 and not (outputs / OVERVIEW).is_file())


def write_index(outputs: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the page over every draft in a folder of outputs, with what the last run made of it; whole or not at all.

    What failed comes first, with its cause and its log. Earlier failures of partnerships that were not part of this
    run are no longer told: their drafts are as they were. The overview of all drafts lies beside it, so that this page
    stays light and is there whatever happens. A run of several partnerships makes it, if a draft has changed; a run of
    one takes it away, as it would no longer be true, and does not pay for a new one.
    """
    from ..export import page

    side_by_side = _overview(outputs, several=len(outcomes) != 1)
    by_slug = {outcome.slug: outcome for outcome in outcomes}
    slugs = sorted({*by_slug, *(path.parent.name for path in outputs.glob("*/run.json"))})
    rows = [_row(outputs, slug, by_slug.get(slug)) for slug in slugs]
    failed = [outcome for outcome in outcomes if outcome.state == FAILED]
    text = page("".join(_body(rows, failed, len(slugs), side_by_side)))
    with suppress(OSError):  # a full disk: the table at the terminal says the same
        replace_file(outputs / PAGE, text)


def _overview(outputs: Path, several: bool) -> str:
    """Bring the overview of all drafts up to date; what the index says of it, blank where there is nothing to compare.

    A draft that cannot be read as this version writes it costs the overview, and nothing else.
    """
    there = outputs / OVERVIEW
    alone = sum(1 for _ in outputs.glob("*/run.json")) < 2
    if alone or not several:
        with suppress(OSError):
            there.unlink(missing_ok=True)
        return "" if alone else "A run of several partnerships sets them side by side: inspection run --all."
    from ..overview import page

    try:
        made = page(outputs)
    except (InspectionError, LookupError, TypeError, ValueError):
        with suppress(OSError):
            there.unlink(missing_ok=True)
        return "The overview could not be made: a draft is not as this version writes it. Run all of them with --force."
    with suppress(OSError):  # a full disk: the index still lists the drafts
        if made:
            replace_file(there, made)
    link = f'<a href="{OVERVIEW}">All partnerships side by side</a>'
    return f"{link}: shares, themes and official figures, for the team alone." if there.is_file() else ""


def _body(rows: Sequence[Sequence[str]], failed: Sequence[Outcome], number: int, side_by_side: str) -> Iterator[str]:
    yield f'<h1 id="drafts">{count_of(number, "partnership", "partnerships")} and their drafts</h1>\n'
    if side_by_side:
        yield f"<p>{side_by_side}</p>\n"
    if failed:
        yield '<h2 id="failed">What could not be made</h2>\n'
        yield "<p>Where one of these had a draft, it is as it was.</p>\n"
        head = ("Partnership", "Notebook", "Cell", "Cause", "Log")
        yield _table("What failed in the last run", head, [_failed(outcome) for outcome in failed])
    yield '<h2 id="all">All drafts</h2>\n'
    yield _table("Drafts by partnership", HEAD, rows)


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are markup already; on a narrow page each is told by its column's name."""
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = ""
    for first, *others in rows:
        cells = "".join(f'<td data-label="{name}">{cell}</td>' for name, cell in zip(head[1:], others, strict=True))
        body += f'<tr><th scope="row">{first}</th>{cells}</tr>\n'
    inside = f"<caption>{caption}</caption><thead><tr>{columns}</tr></thead><tbody>{body}</tbody>"
    return f'<table class="told">{inside}</table>\n'


def _failed(outcome: Outcome) -> tuple[str, ...]:
    cells = (outcome.slug, outcome.notebook or "none", str(outcome.cell or "none"), outcome.cause)
    log = f'<a href="logs/{_address(outcome.slug)}.log">log of {escape(outcome.slug)}</a>'
    return (*map(escape, cells), log)


def escape(text: str) -> str:
    """Text as markup."""
    return escaped(visible(text))


def _address(slug: str) -> str:
    """A folder's name as part of an address: never an address of another kind, such as one that runs something."""
    return escaped(quote(slug, safe="", errors="surrogateescape"))


def _row(outputs: Path, slug: str, outcome: Outcome | None) -> tuple[str, ...]:
    """One partnership: a link where it has a whole draft, and what its record says of it."""
    from ..wording import long_date

    record: Mapping[str, Any] = last_record(outputs / slug) or {}
    name = escape(str(record.get("area", slug)))
    draft = f'<a href="{_address(slug)}/report.html">{name}</a>' if record else name
    state = "failed" if outcome and outcome.state == FAILED else STATES[outcome.state if outcome else ""]
    state += "; an earlier draft is here" if state == "failed" and record else ""
    made = long_date(date.fromisoformat(record["started"][:10])) if record else "no draft yet"
    caveats = count_of(len(record["caveats"]), "caveat", "caveats") if record else "none known"
    there = (outputs / slug / "evidence.html").is_file()
    page = f'<a href="{_address(slug)}/evidence.html">evidence of {name}</a>' if there else "none"
    return draft, state, made, caveats, page
