"""A table as a Word table: its header row again on every page, its columns as wide as what stands in them."""

from __future__ import annotations

from ..tables import Table
from .markup import run, safe

LETTER = 95  # twentieths of a point: about the width of a letter at the size of a table's text
MARGIN = 160  # of a cell, both sides
SHORT = 800  # letters: a table of fewer stands on one page
LONGEST = 20  # letters: a longer word, or a longer cell of a column of numbers, is parted
WIDEST = 60  # letters: a column of longer texts asks for no more room, as they run over lines


def widths(table: Table, room: int) -> list[int]:
    """The width of each column in twentieths of a point; together they fill the room.

    Every column has room for its longest word, a column of numbers for a whole cell. What is left goes to those whose
    texts run over most lines.

    >>> widths(Table("x", ("Measure", "Count"), (("a question of some length", "12"),), frozenset({1})), 6000)
    [5270, 730]
    """
    least, wish = [], []
    for n, (head, *cells) in enumerate(zip(table.columns, *table.rows, strict=True)):
        words = [*head.split(), *(cells if n in table.numbers else " ".join(cells).split())]
        letters = min(max(map(len, words), default=0) + 1, LONGEST)
        least.append(LETTER * letters + MARGIN)
        more = max(0, min(max(map(len, (head, *cells))), WIDEST) - letters)
        wish.append(0 if n in table.numbers else 2 * more if n in table.told else more)
    spare = room - sum(least)
    if spare <= 0:
        return _shared(least, room)
    wish = wish if any(wish) else [1] * len(wish)
    found = [base + spare * want // sum(wish) for base, want in zip(least, wish, strict=True)]
    return [room - sum(found[1:]), *found[1:]]


def _shared(parts: list[int], room: int) -> list[int]:
    found = [room * part // sum(parts) for part in parts]
    return [room - sum(found[1:]), *found[1:]]


def grid(table: Table, room: int, style: str, text: str) -> str:
    """The table as markup; `style` and `text` are the ids of the styles of tables and of the text in them."""
    wide = widths(table, room)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    short = sum(len(cell) for row in table.rows for cell in row) < SHORT
    last = len(table.rows) - 1
    rows = [_row(table.columns, table, wide, text, head=True, follow=True)]
    rows += [_row(row, table, wide, text, follow=short and n < last) for n, row in enumerate(table.rows)]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{room}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{safe(table.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: tuple[str, ...], table: Table, wide: list[int], style: str, head: bool = False,
         follow: bool = False) -> str:  # fmt: skip
    """A row, never parted by the end of a page; the header row is repeated, and `follow` keeps a row with the next."""
    kind = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    stays = "<w:keepNext/>" if follow else ""
    found = []
    for n, cell in enumerate(cells):
        side = '<w:jc w:val="right"/>' if n in table.numbers else ""
        words = run(cell, "<w:b/>" if head else "")
        paragraph = f'<w:pPr><w:pStyle w:val="{style}"/>{stays}{side}</w:pPr>{words}'
        found.append(f'<w:tc><w:tcPr><w:tcW w:w="{wide[n]}" w:type="dxa"/></w:tcPr><w:p>{paragraph}</w:p></w:tc>')
    return f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(found)}</w:tr>"
