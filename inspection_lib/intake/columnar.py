"""Parquet, and delimited text too large to be read row by row: columns from pyarrow, most of them as categories.

Chosen by measurement: pyarrow reads a million rows of 45 columns in a third of the time of pandas' own reader, in under
a gigabyte, with repeated texts as categories. It is an extra, as every start of Python pays for it once it is there.
"""

from __future__ import annotations

import codecs
import csv
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .delimited import clean, delimiter_of, encoding_of, said
from .opened import HEAD, WIDEST, Opened, Row, Unreadable, legible, of_codes

#: `opened.legible` as pyarrow's expressions: controls become spaces, turns of direction go.
ACTING = {r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}]": " ", r"[\x{202a}-\x{202e}\x{2066}-\x{2069}]": ""}
LARGE = 64 << 20  # bytes; below it, text is read row by row
LARGEST = 4 << 30
SAMPLE = 1 << 20
FEW = 1_000  # distinct texts in a sample of rows, below which a column becomes categories
EXTRA = "needs the extra 'large' (pip install 'inspection-lib[large]'), which brings pyarrow"


def parquet(path: Path) -> Opened:
    """A Parquet file's cells as text. Raises `Unreadable` if it is damaged or pyarrow is not installed."""
    pa, _, compute = _arrow("a Parquet file")
    import pyarrow.parquet as files

    try:
        file = files.ParquetFile(path)
        if file.metadata.num_columns > WIDEST:
            raise Unreadable(f"it has more than {WIDEST:,} columns")
        size = sum(file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups))
        if size > LARGEST or file.metadata.num_rows > 50_000_000:
            raise Unreadable(f"it unpacks to more than {LARGEST >> 30} GB")
        table = file.read()
    except (pa.ArrowException, OSError, ValueError):
        raise Unreadable("this is no Parquet file that can be read") from None
    names = [legible(name.strip()) for name in table.column_names]

    def body(first: int, width: int) -> tuple[pd.DataFrame, np.ndarray]:
        """All rows as text, and their numbers; a Parquet file has no header row that could be elsewhere."""
        columns = {n: _texts(table.column(n), compute, pa) for n in range(width)}
        return pd.DataFrame(columns), np.arange(2, table.num_rows + 2, dtype=np.int64)

    return Opened([(1, names)], body, {"kind": "Parquet"})


def large(path: Path, encoding: str = "", delimiter: str = "") -> Opened:
    """A large text file's cells, read in bounded memory. Raises `Unreadable` as `delimited.opened` does."""
    pa, reader, compute = _arrow(f"a text file of more than {LARGE >> 20} MB")
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST >> 30} GB; split it")
    encoding = encoding or _encoding(path)
    with path.open("rb") as file:
        start = codecs.getincrementaldecoder(encoding)(errors="replace").decode(file.read(SAMPLE))
    delimiter = delimiter or delimiter_of(start)
    starts, broken = _starts(path, encoding)
    sample = _sample(path, encoding, delimiter)

    def body(first: int, width: int) -> tuple[pd.DataFrame, np.ndarray]:
        """The rows from a place in the sample on, as text, and the lines on which they begin."""
        rows = sample[first:]
        few = [len({row[n] for _, row in rows if n < len(row)}) * 2 < max(len(rows), FEW) for n in range(width)]
        kinds = {str(n): pa.dictionary(pa.int32(), pa.string()) if few[n] else pa.string() for n in range(width)}
        lines = starts[starts >= sample[first][0]] if first < len(sample) else starts[:0]
        if not len(lines):
            return pd.DataFrame(columns=range(width), dtype=str), lines
        table = _read(path, reader, pa, kinds, encoding, delimiter, int(lines[0]) - 1, broken)
        if table.num_rows != len(lines):
            raise Unreadable("a quotation mark is left open, or a row is cut off")
        frame = pd.DataFrame({n: _texts(table.column(n), compute, pa) for n in range(width)})
        return frame, lines

    return Opened(sample[:HEAD], body, said(encoding, delimiter))


def _arrow(what: str) -> tuple[Any, Any, Any]:
    try:
        import pyarrow
        from pyarrow import compute
        from pyarrow import csv as reader
    except ImportError:
        raise Unreadable(f"{what} {EXTRA}") from None
    return pyarrow, reader, compute


def _encoding(path: Path) -> str:
    """The encoding of a large file, its bytes looked at a piece at a time."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
        first = encoding_of(start[: start.rfind(b"\n") + 1] or start)
        if first != "utf-8":
            return first
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while chunk := file.read(16 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            at = error.start
            return encoding_of(chunk[max(0, at - SAMPLE) : at + SAMPLE])
    return "utf-8"


def _starts(path: Path, encoding: str) -> tuple[np.ndarray, bool]:
    """The line on which each row begins that is not blank, and whether a quoted cell runs over several lines."""
    if encoding.startswith(("utf-16", "utf-32")):
        raise Unreadable(f"a text file of more than {LARGE >> 20} MB has to be UTF-8; save it as CSV UTF-8")
    data = np.memmap(path, dtype=np.uint8, mode="r")
    ends, quotes = _places(data, ord("\n")), _places(data, ord('"'))
    if not len(ends) or ends[-1] != len(data) - 1:
        ends = np.append(ends, len(data))
    begins = np.concatenate([[0], ends[:-1] + 1])
    if (ends - begins).max() > 8 * SAMPLE:
        raise Unreadable(f"a line has more than {8 * SAMPLE:,} bytes; are its line ends those of an old Mac?")
    outside = np.searchsorted(quotes, begins) % 2 == 0
    length = ends - begins - (data[np.maximum(ends - 1, 0)] == ord("\r"))
    return np.flatnonzero(outside & (length > 0)) + 1, not outside.all()


def _places(data: np.ndarray, sign: int) -> np.ndarray:
    """Where a byte stands, looked for a piece at a time."""
    size = 32 << 20
    pieces = [np.flatnonzero(data[at : at + size] == sign) + at for at in range(0, len(data), size)]
    return np.concatenate([np.array([], dtype=np.int64), *pieces])


def _sample(path: Path, encoding: str, delimiter: str) -> list[Row]:
    """The first rows, by which a column is judged to have few texts or many."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        reader = csv.reader(file, delimiter=delimiter)
        rows: list[Row] = []
        line = 1
        try:
            for cells in islice(reader, 2 * FEW):
                cells = [clean(cell) for cell in cells]
                if len(cells) > 1 or any(cells):
                    rows.append((line, cells))
                line = reader.line_num + 1
        except csv.Error:
            raise Unreadable("a quotation mark is left open, or a cell is too long", line) from None
    return rows


def _read(
    path: Path, reader: Any, pa: Any, kinds: dict, encoding: str, delimiter: str, skipped: int, broken: bool
) -> Any:
    """The table that pyarrow reads; a row of another width stops it."""
    wrong: list[int] = []

    def refused(row: Any) -> str:
        wrong.append(row.actual_columns)
        return "error"

    try:
        return reader.read_csv(
            path,
            reader.ReadOptions(column_names=list(kinds), skip_rows=skipped, encoding=encoding.removesuffix("-sig")),
            reader.ParseOptions(delimiter=delimiter, newlines_in_values=broken, invalid_row_handler=refused),
            reader.ConvertOptions(column_types=kinds, strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        if wrong:
            raise Unreadable(f"a row has {wrong[0]:,} cells where the header row has {len(kinds):,}") from None
        raise Unreadable("this is not text that can be read to its end") from None


def _texts(column: Any, compute: Any, pa: Any) -> pd.Series:
    """A column of pyarrow's as text or categories of text, without spaces at the ends; nothing is a blank."""
    if pa.types.is_dictionary(column.type):
        joined = column.unify_dictionaries().combine_chunks()
        joined = joined if isinstance(joined, pa.DictionaryArray) else joined.chunk(0)
        texts = _strings(pa.chunked_array([joined.dictionary]), compute, pa).tolist()
        order = list(dict.fromkeys([*texts, ""]))
        places = {text: place for place, text in enumerate(order)}
        codes = np.array([places[text] for text in texts] or [0], dtype=np.int32)
        found = joined.indices.fill_null(0).to_numpy(zero_copy_only=False)
        kept = np.where(joined.is_null().to_numpy(zero_copy_only=False), places[""], codes[found])
        return of_codes(kept, order)
    return _strings(column, compute, pa)


def _strings(column: Any, compute: Any, pa: Any) -> pd.Series:
    kind = column.type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        raise Unreadable("a column holds lists or bytes; one text, number or date a cell was wanted")
    if pa.types.is_boolean(kind):
        column = compute.if_else(column, "yes", "no")
    elif pa.types.is_timestamp(kind):
        column = compute.strftime(column, format="%Y-%m-%d %H:%M:%S")
    elif pa.types.is_floating(kind):
        whole = compute.equal(column, compute.floor(column))
        texts = compute.cast(column, pa.string())
        told = compute.if_else(whole, compute.replace_substring_regex(texts, r"\.0+$", ""), texts)
        column = compute.if_else(compute.is_nan(column), None, told)
    plain = compute.replace_substring(compute.fill_null(compute.cast(column, pa.string()), ""), "@SQ@", "'")
    for acting, instead in ACTING.items():
        plain = compute.replace_substring_regex(plain, acting, instead)
    bare = compute.utf8_trim(compute.utf8_trim_whitespace(plain), "\ufeff")
    return compute.utf8_trim_whitespace(bare).to_pandas().astype(str)
