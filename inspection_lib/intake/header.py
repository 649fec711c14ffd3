"""Whether a row is a header though none of its names is known: the rows below it bear that out, or do not."""

from __future__ import annotations

from collections.abc import Sequence

from .aside import like_data
from .spelling import tidy

FEWEST_ROWS = 10  # rows below it, from which one can tell
FEWEST_CLOSED = 3  # columns whose answers repeat below it
UNNAMED = "none of the names in the first row is known, and the rows below do not show that it is a header"


def borne_out(headers: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> bool:
    """Whether some rows name what stands below them: where answers repeat, no cell of theirs is one of the answers.

    A reply would have in several columns what other replies have there as well. A column may lack a name only if it
    numbers the rows, as statistics programs write it, or is blank. Nothing is said of fewer than ten rows.

    >>> replies = [[str(n), "yes", "no", "often"] for n in range(10)]
    >>> borne_out([["", "Is it safe?", "Is it near?", "How often?"]], replies), borne_out([replies[0]], replies)
    (True, False)
    """
    rows = [row for row in below if any(row)]
    if len(rows) < FEWEST_ROWS:
        return False
    closed = 0
    for place in range(max(len(header) for header in headers)):
        names = [header[place] for header in headers if place < len(header) and header[place]]
        cells = [row[place] if place < len(row) else "" for row in rows]
        if any(like_data(name) for name in names) or not _names(names, cells):
            return False
        filled = [cell for cell in cells if cell]
        closed += len(filled) >= FEWEST_ROWS and 2 * len(set(filled)) <= len(filled) and bool(names)
    return closed >= FEWEST_CLOSED


def _names(names: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a column's names are no answers of it: a tick box alone has its own name below it, and nothing else."""
    if not names:
        return len(set(cells)) == len(cells) and all(cells) or not any(cells)
    given = {tidy(cell) for cell in cells if cell}
    return not given & {tidy(name) for name in names} or len(given) == 1
