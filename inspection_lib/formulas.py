"""Cells of what we write, which no spreadsheet may take for a formula, and what they were."""

from __future__ import annotations

import re

#: What a spreadsheet takes for a formula's first character, with the apostrophes that stand before it.
BEGINS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def inert(cell: str) -> str:
    """A cell with an apostrophe in front where a spreadsheet would take it for a formula, or where it has one already.

    `plain` gives back what it was, whatever that is.

    >>> inert("=1+1"), inert("'-2"), inert("it's 5")
    ("'=1+1", "''-2", "it's 5")
    """
    return f"'{cell}" if BEGINS.match(cell) else cell


def plain(cell: str) -> str:
    """What a cell was before `inert`; one that was typed without an apostrophe is as it is.

    >>> plain("'=1+1"), plain("=1+1"), plain(inert("'-2")), plain("'twas")
    ('=1+1', '=1+1', "'-2", "'twas")
    """
    return cell[1:] if cell.startswith("'") and BEGINS.match(cell) else cell
