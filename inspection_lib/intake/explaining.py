"""What was decided about each file when it was read, said so that a person can see whether it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..errors import count_of
from ..evidence import Case, Reading
from .delimited import ENCODINGS
from .spelling import shortened

MOST = 12
MOST_COLUMNS = 60
OWN = ("as confirmed", "words for other")  # these may hold a person's words


def explained(case: Case) -> str:
    """A paragraph a file: how it was read, what each column is and how that is known, and which spellings were read.

    Columns that are known by their own name are counted; answers are said only where they are known spellings of one
    of a scale's, so no words of a person.
    """
    return "\n\n".join("\n".join(_file(file, reading)) for file, reading in case.evidence.readings.values())


def accounted(case: Case) -> str:
    """A line a file: rows read = rows used + rows set aside, with each reason; for files that could be read."""
    lines = []
    for source in case.evidence.sources.values():
        aside = "".join(f" ({n:,} {reason})" for reason, n in source.set_aside.items())
        gone = sum(source.set_aside.values())
        rows = f"{source.rows_read:,} rows read = {source.rows_used:,} used + {gone:,} set aside"
        lines.append(f"{source.file}: {rows}{aside}")
    return "\n".join(lines)


def _file(file: str, reading: Reading) -> Iterator[str]:
    if reading.unread:
        yield f"{file}: could not be read: {reading.unread}"
        return
    yield f"{file}: {', '.join(_opened(reading))}"
    if reading.dates:
        yield f"  dates were read {reading.dates}"
    if reading.columns and not any(use.target or use.how != "not used" for use in reading.columns):
        last = _letters(len(reading.columns))
        yield f"  columns A to {last}: none has a name that is known; is their first row a header?"
        yield "  if it is, `inspection map` lists them in mapping.csv, to be said there what they are"
        return
    plain = sum(1 for use in reading.columns if use.how == "by id")
    if plain:
        yield f"  {count_of(plain, 'column known by its', 'columns known by their')} own name"
    others = [use for use in reading.columns if use.how != "by id"]
    for use in others[:MOST_COLUMNS]:
        yield f"  {shortened(use.column)}: {f'{use.target}, {use.how}' if use.target else use.how}"
    if len(others) > MOST_COLUMNS:
        yield f"  and {count_of(len(others) - MOST_COLUMNS, 'column', 'columns')} more"
    told = [use for use in reading.answers if use.how not in OWN]
    spelt = Counter((use.spelt, use.read_as or "not answered", use.how) for use in told)
    for (text, read_as, how), number in sorted(spelt.items())[:MOST]:
        yield f"  '{text}' was read as '{read_as}' in {number} column{'s' if number > 1 else ''}, {how}"
    if len(spelt) > MOST:
        yield f"  and {count_of(len(spelt) - MOST, 'spelling', 'spellings')} more"
    owned = Counter((use.read_as or "not answered", use.how) for use in reading.answers if use.how in OWN)
    for (read_as, how), number in sorted(owned.items()):
        was = "spelling was" if number == 1 else "spellings were"
        yield f"  {number} {was} read as '{read_as}', {how}{' in mapping.csv' if how == 'as confirmed' else ''}"


def _letters(number: int) -> str:
    """A column's letters in a spreadsheet, by which it is said where its first cell may be a person's words."""
    return (_letters((number - 1) // 26) if number > 26 else "") + chr(ord("A") + (number - 1) % 26)


def _opened(reading: Reading) -> Iterator[str]:
    """How a file was opened, in words."""
    yield reading.kind
    if reading.encoding:
        yield ENCODINGS.get(reading.encoding, reading.encoding)
    if reading.delimiter:
        yield f"cells parted by a {reading.delimiter}"
    if reading.sheet:
        yield f"sheet '{reading.sheet}'"
    if reading.preamble:
        yield f"{count_of(reading.preamble, 'line', 'lines')} before the header"
    yield f"{reading.header_rows} header row{'s' if reading.header_rows > 1 else ''}"
    yield "one row an answer" if reading.form == "long" else "one row a reply"
    if reading.foot:
        yield f"{count_of(reading.foot, 'row', 'rows')} at the foot, not counted as replies"
