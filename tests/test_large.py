"""Large files and Parquet: read by another engine, and exactly alike."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from exports import plain
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_lib.intake import columnar, delimited
from inspection_lib.intake.opened import Opened, Unreadable

CELLS = st.text(st.sampled_from("ab ,;\"\n\u00e9'="), max_size=6)


def cells(file: Opened, width: int) -> tuple[list[list[str]], list[int]]:
    frame, lines = file.body(1, width)
    return pd.DataFrame({n: frame[n].astype(str) for n in frame}).to_numpy().tolist(), list(lines)


def test_both_readers_find_the_same_replies(tmp_path: Path):
    plain(tmp_path / "survey.csv")
    small, large = delimited.opened(tmp_path / "survey.csv"), columnar.large(tmp_path / "survey.csv")
    width = len(small.head[0][1])

    assert (dict(small.said), small.head) == (dict(large.said), large.head)
    assert cells(small, width) == cells(large, width)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_both_readers_agree_on_any_cells_that_are_well_quoted(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("both") / "survey.csv"
    lines = ["id,one,two,three", *(",".join([f"S{n}", *(_quoted(cell) for cell in row)]) for n, row in enumerate(rows))]
    path.write_bytes("\n".join(lines).encode())

    try:
        small = cells(delimited.opened(path, "utf-8", ","), 4)
    except Unreadable:
        return  # a cell that looks like a row taken in by an open quotation mark is refused below 64 MB
    assert cells(columnar.large(path, "utf-8", ","), 4) == small


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


@pytest.mark.parametrize("line", ["S1,a,b,c,d", "S1,a", '"S1,a,b,c'])
def test_a_row_of_another_width_stops_a_large_file(tmp_path: Path, line: str):
    (tmp_path / "survey.csv").write_text(f"id,one,two,three\nS0,a,b,c\n{line}\n")

    with pytest.raises(Unreadable, match="cells|quotation|end"):
        columnar.large(tmp_path / "survey.csv").body(1, 4)


def test_a_large_file_of_two_bytes_a_letter_is_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "survey.csv").write_text("id,one\nS0,a\n", encoding="utf-16")

    with pytest.raises(Unreadable, match="save it as CSV UTF-8"):
        columnar.large(tmp_path / "survey.csv")


def test_without_the_extra_a_parquet_file_says_what_it_needs(tmp_path: Path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(Unreadable, match="a Parquet file needs the extra 'large'"):
        columnar.parquet(tmp_path / "survey.parquet")
