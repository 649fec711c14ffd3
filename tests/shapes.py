"""What a reader must find in each export, and the same plain file in other encodings and with rows around it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import exports
from exports import write
from replies import REPLIES


@dataclass(frozen=True)
class Shape:
    """One export: who writes it, under which name, and what a reader must find."""

    name: str
    write: Callable[[Path], None]
    file: str = "staff_survey.csv"
    header_rows: int = 1
    preamble: int = 0
    encoding: str = "utf-8"
    delimiter: str = ","
    form: str = "wide"
    foot: int = 0
    rows: int = 12  # used
    aside: int = 0  # set aside, each with a reason
    personal: tuple[str, ...] = field(default=())  # columns that must not be used
    also: tuple[str, ...] = field(default=())  # files that it writes beside


MONKEY = ("IP Address", "Email Address", "First Name", "Last Name")
QUALTRICS = ("IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "LocationLatitude",
             "LocationLongitude")  # fmt: skip
SMART = ("Name", "Email", "IP Address")
CODES = (exports.CODES,)
SHAPES = [
    Shape("plain", exports.plain),
    Shape("coded", exports.coded, also=CODES),
    Shape("surveymonkey", exports.surveymonkey, header_rows=2, encoding="utf-8-sig", personal=MONKEY),
    Shape("qualtrics", exports.qualtrics, header_rows=3, aside=1, personal=QUALTRICS),
    Shape("qualtrics_numeric", exports.qualtrics_numeric, header_rows=3, aside=1, personal=QUALTRICS, also=CODES),
    Shape("limesurvey", exports.limesurvey, encoding="utf-8-sig", delimiter=";", personal=("IP address",)),
    Shape("limesurvey_codes", exports.limesurvey_codes, encoding="utf-8-sig", delimiter=";", personal=("ipaddr",),
          also=CODES),
    Shape("smartsurvey", exports.smartsurvey, header_rows=3, encoding="utf-8-sig", personal=SMART),
    Shape("microsoft_forms", exports.microsoft_forms, "staff_survey.xlsx", encoding="", delimiter="",
          personal=("Email", "Name")),
    Shape("google_forms", exports.google_forms, personal=("Email Address",)),
    Shape("long_form", exports.long_form, form="long", rows=126),
    Shape("parquet", exports.parquet, "staff_survey.parquet", encoding="", delimiter=""),
]  # fmt: skip

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
DELIMITERS = (",", ";", "\t", "|")
ENDS = {"CRLF": "\r\n", "LF": "\n", "CR": "\r"}


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a plain file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_encoding(path: Path, encoding: str) -> None:
    """The plain file in an encoding, UTF-16 with its byte order mark."""
    exports.plain(path)
    text = path.read_bytes().decode()
    path.write_bytes(MARKS.get(encoding, b"") + text.encode(encoding))


def as_delimited(path: Path, delimiter: str) -> None:
    exports.plain(path)
    write(path, rows_of(path), delimiter=delimiter)


def as_lines(path: Path, end: str) -> None:
    """The plain file with another end of line; the line break in a comment stays as it is."""
    exports.plain(path)
    write(path, rows_of(path), end=end)


def _changed(change: Callable[[list[list[str]]], list[list[str]]]) -> Callable[[Path], None]:
    def changed(path: Path) -> None:
        exports.plain(path)
        write(path, change(rows_of(path)))

    return changed


def _preamble(rows: list[list[str]]) -> list[list[str]]:
    return [["Staff survey, summer"], [], ["Exported on 24/05/2023 09:00"], *rows]


def _totals(rows: list[list[str]]) -> list[list[str]]:
    """A row of counts, a row of means, a blank line and a note, as people add them in a spreadsheet."""
    width = len(rows[0])
    counts = [str(sum(1 for row in rows[1:] if row[n])) for n in range(2, width)]
    return [*rows, ["Total", "", *counts], ["Mean", "", *["3.2"] * (width - 2)], [], ["Note: one reply came by post"]]


def _weights(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, "weight" if n == 0 else f"{0.75 + n / 20:.2f}"] for n, row in enumerate(rows)]


def _mark_inside(rows: list[list[str]]) -> list[list[str]]:
    """Two files joined: a byte order mark stands before the seventh reply."""
    return [*rows[:7], ["\ufeff" + rows[7][0], *rows[7][1:]], *rows[8:]]


def _joined(rows: list[list[str]]) -> list[list[str]]:
    """Two files joined with the header row of the second in between."""
    return [*rows[:7], rows[0], *rows[7:]]


#: The plain file with something around or inside it; each says what a reader must find.
VARIANTS = [
    Shape("preamble", _changed(_preamble), preamble=3),
    Shape("totals", _changed(_totals), foot=3, aside=3),
    Shape("weights", _changed(_weights)),
    Shape("blank column", _changed(lambda rows: [[*row, ""] for row in rows])),
    Shape("blank column with a name", _changed(lambda rows: [[*row, "" if n else "Q9"] for n, row in enumerate(rows)])),
    Shape("trailing commas", _changed(lambda rows: [[*row, "", "", ""] for row in rows])),
    Shape("blank lines between", _changed(lambda rows: [line for row in rows for line in (row, [])])),
    Shape("mark inside", _changed(_mark_inside)),
    Shape("second header row inside", _changed(_joined), aside=1),
]


def dates_both_ways(path: Path) -> None:
    """Five replies whose days are all below 13: nothing in the file says whether the day comes first."""
    exports.plain(path)
    header, *rows = rows_of(path)[:6]
    days = [f"{int(reply['submitted_on'][8:]):02}/05/2023" for reply in REPLIES]
    write(path, [header, *([row[0], day, *row[2:]] for row, day in zip(rows, days, strict=False))])
