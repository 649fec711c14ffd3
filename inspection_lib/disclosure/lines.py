"""A rendered document as lines: a row of a table one line, its cells set apart, a chart's own words among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

CELL = re.compile(r"</t[hd]>\s*(?=<t[hd])", re.IGNORECASE)
BLOCK = re.compile(
    r"</?(?:p|li|tr|caption|h[1-6]|desc|title|text|figcaption|div|dt|dd|br|section)\b[^>]*>", re.IGNORECASE
)
SILENT = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]+>")
NAMED = re.compile(r'\b(?:alt|aria-label|title|content|data-marking)="([^"]*)"')


def lines(text: str) -> Iterator[tuple[int, list[str]]]:
    r"""The number of each line that says something, and its cells: one for a sentence, several for a table's row.

    A page's markup is taken off; what its attributes say to those who cannot see it are lines of their own. In text,
    such as that of a Word file or a PDF, cells are set apart by " | ", by tabs or by several spaces.

    >>> list(lines("<p>Most <b>staff</b>.</p><table><tr><th>Valued</th><td>48</td></tr></table>"))
    [(1, ['Most staff.']), (2, ['Valued', '48'])]
    >>> list(lines("Valued  48\t78"))
    [(1, ['Valued', '48', '78'])]
    """
    if re.search(r"</\w+>", text):
        text = SILENT.sub("", text)
        said = NAMED.findall(text)
        text = "\n".join([re.sub(r"\s*\n\s*", " ", text), *said])
        text = unescape(TAG.sub("", BLOCK.sub("\n", CELL.sub(" | ", text))))
    number = 0
    for line in text.split("\n"):
        cells = [" ".join(cell.split()) for cell in re.split(r" \| |\t|\s{2,}", line.strip())]
        if any(cells):
            number += 1
            yield number, cells
