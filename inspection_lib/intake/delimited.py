"""Delimited text: which encoding and delimiter a file has, and its rows, each with the line on which it begins."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from functools import cache
from pathlib import Path

from ..framework import OpenQuotation, csv_rows
from .opened import WIDEST, Opened, Row, Unreadable, legible, of_rows, short_rows

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
         codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}  # fmt: skip
OLDER = ("cp1252", "mac_roman")
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with a mark", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
             "utf-16-be": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows-1252", "mac_roman": "MacRoman"}  # fmt: skip
USUAL = frozenset("‘’“”–—…£€•©®\u00a0")
SAMPLE = 1 << 20


def opened(path: Path, encoding: str = "", delimiter: str = "") -> Opened:
    """A text file's cells; encoding and delimiter are found where they are not given.

    Raises `Unreadable` for a file that is empty, is no text, or leaves a quotation mark open.
    """
    content = path.read_bytes()
    encoding = encoding or encoding_of(content)
    text = decoded(content, encoding)
    delimiter = delimiter or delimiter_of(text)
    cleaned = cache(clean)  # a survey's cells are a few texts many times
    try:
        rows: list[Row] = [(line, [cleaned(cell) for cell in cells]) for line, cells in csv_rows(text, delimiter)]
    except OpenQuotation as error:
        raise Unreadable(str(error), error.line) from None
    if any(len(cells) > WIDEST for _, cells in rows):
        raise Unreadable(f"a row has more than {WIDEST:,} cells")
    return of_rows(rows, said(encoding, delimiter, short_rows(rows)))


def said(encoding: str, delimiter: str, short: int = 0) -> dict[str, str]:
    """What was decided about a text file, in words."""
    return {
        "kind": "delimited text",
        "encoding": encoding,
        "delimiter": DELIMITERS.get(delimiter, delimiter),
        "short": str(short or ""),
    }


def clean(cell: str) -> str:
    """A cell without spaces and stray marks at its ends; SmartSurvey writes @SQ@ for an apostrophe.

    >>> clean(" don@SQ@t know ")
    "don't know"
    """
    if "@SQ@" in cell:
        cell = cell.replace("@SQ@", "'")
    return legible(cell.strip().strip("\ufeff").strip())


def encoding_of(content: bytes) -> str:
    """The encoding of some text: by its mark, by its zeros, as UTF-8, or else the older one that reads better.

    >>> encoding_of("Seònaid’s".encode()), encoding_of("Seònaid’s".encode("mac_roman"))
    ('utf-8', 'mac_roman')
    """
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return encoding
    start = content[:SAMPLE]
    if start.count(0) > len(start) // 8:
        return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return max(OLDER, key=lambda encoding: _reads_well(content, encoding))
    return "utf-8"


def _reads_well(content: bytes, encoding: str) -> float:
    """How well the letters beyond ASCII fit their neighbours when read in an encoding; below 0 if they do not."""
    text = content.decode(encoding, errors="replace")
    score = 0.0
    for place, letter in enumerate(text):
        if letter < "\x80":
            continue
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        if letter == "\ufffd" or unicodedata.category(letter) == "Cc":
            score -= 10
        elif letter in USUAL or letter.isalpha() and letter.islower() and any(other.isalpha() for other in beside):
            score += 1
        else:
            score -= 0.5
    return score


def decoded(content: bytes, encoding: str) -> str:
    """The text of a file. Raises `Unreadable` if it is blank, or is not text in that encoding."""
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(f"this is not text in the encoding {ENCODINGS.get(encoding, encoding)}") from None
    if "\x00" in text[:SAMPLE]:
        raise Unreadable("this is no text; a CSV file, an Excel workbook or a Parquet file was wanted")
    if not text.strip("\ufeff \t\r\n"):
        raise Unreadable("the file is empty; a header row was wanted", 1)
    return text


def delimiter_of(text: str) -> str:
    r"""The delimiter that cuts the first rows into the most columns of one number.

    >>> delimiter_of('id;note\nA1;"one, two"\nA2;three'), delimiter_of("id\nA1")
    (';', ',')
    """
    start = text[:SAMPLE] if len(text) <= SAMPLE else text[: text.rfind("\n", 0, SAMPLE) + 1] or text[:SAMPLE]
    return max(DELIMITERS, key=lambda delimiter: _agreement(start, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[float, int]:
    """How many of the first rows have the usual width, times that width; nothing for a width of one."""
    widths = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            widths += [len(cells)] if cells else []
            if len(widths) == 100:
                break
    except csv.Error:
        pass
    if not widths:
        return 0, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (usual - 1) * widths.count(usual) / len(widths), usual
