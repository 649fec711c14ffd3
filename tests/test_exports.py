"""Exports: whichever tool a survey was run with, the same replies come in as the same replies."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from conftest import PARAMS
from replies import ADDRESSES, EMAILS, GROUPS, ITEMS, NAMES, REPLIES, WRITTEN
from shapes import (
    DELIMITERS,
    ENCODINGS,
    ENDS,
    SHAPES,
    VARIANTS,
    Shape,
    as_delimited,
    as_encoding,
    as_lines,
    dates_both_ways,
)

from inspection_lib import intake
from inspection_lib.evidence import Case

WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "": ""}
COMPARED = (*GROUPS, *ITEMS, "comment")
TRUE_NAMES = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}


@dataclass(frozen=True)
class CameIn:
    """A case read from one export, and the mapping.csv that a person said yes to."""

    case: Case
    mapping: str


@pytest.fixture(scope="module")
def confirmed(tmp_path_factory):
    """Write an export into an empty staff survey, say yes to every offer, and read the case; each shape once."""
    kept: dict[str, CameIn] = {}

    def confirmed(shape: Shape) -> CameIn:
        if shape.name not in kept:
            kept[shape.name] = came_in(asked(tmp_path_factory.mktemp("export")), shape)
        return kept[shape.name]

    return confirmed


def asked(folder: Path) -> Path:
    """A copy of params/ whose staff survey asks only what the twelve were asked; no totals stated, no evidence yet."""
    shutil.copytree(PARAMS.parent, folder / "params")
    params = folder / "params" / PARAMS.name
    items = params.parent / "framework" / "2022" / "items.csv"
    rewritten(items, lambda row: row["instrument"] != "staff_survey" or row["column"] in ITEMS)
    rewritten(items.with_name("topics.csv"), lambda row: False)
    text = re.sub(r"^stated:.*?\n\n", "", params.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    params.write_text(text, encoding="utf-8")
    for table in (params.parent / "north-lanarkshire").glob("*.csv"):
        table.unlink()
    return params


def came_in(params: Path, shape: Shape) -> CameIn:
    shape.write(params.parent / "north-lanarkshire" / shape.file)
    offered, _ = intake.offers(params)
    rewritten(offered, lambda row: row.update(confirmed="yes" if row["maps_to"] else "") or True)
    return CameIn(intake.case(params), offered.read_text(encoding="utf-8-sig"))


def rewritten(file: Path, keep: Callable[[dict[str, str]], bool]) -> None:
    """Write the rows of a CSV file again that are to be kept."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        header, *rows = csv.reader(source)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, header)
        writer.writeheader()
        writer.writerows(row for row in told if keep(row))


def said(case: Case) -> list[dict[str, str]]:
    """The replies of a case as REPLIES tells them; an id is the tool's own."""
    frame = case.evidence["staff_survey"]
    rows = frame[[*COMPARED]].astype(object).where(frame[[*COMPARED]].notna(), "").to_dict("records")
    days = ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in frame["submitted_on"]]
    lines = [{**row, "comment": row["comment"].replace("\r\n", "\n").replace("\r", "\n")} for row in rows]
    return [{"submitted_on": day, **row} for day, row in zip(days, lines, strict=True)]


WANTED = [{column: reply[column] for column in ("submitted_on", *COMPARED)} for reply in REPLIES]


def stops(case: Case) -> list[str]:
    return [p.message for p in case.problems if p.severity == "stops" and p.file.startswith("staff_survey")]


@pytest.mark.parametrize("shape", [*SHAPES, *VARIANTS], ids=lambda shape: shape.name)
def test_the_same_replies_come_in_alike_from_every_tool(confirmed, shape):
    case = confirmed(shape).case
    source = case.evidence.sources["staff_survey"]

    assert (stops(case), said(case)) == ([], WANTED)
    assert case.evidence["staff_survey"]["reply_id"].nunique() == 12
    assert (source.rows_used, sum(source.set_aside.values())) == (shape.rows, shape.aside)
    assert source.rows_read == shape.rows + shape.aside


@pytest.mark.parametrize("shape", [*SHAPES, *VARIANTS], ids=lambda shape: shape.name)
def test_how_a_file_was_read_is_said(confirmed, shape):
    reading = confirmed(shape).case.evidence.sources["staff_survey"].reading

    assert (reading.header_rows, reading.preamble, reading.form) == (shape.header_rows, shape.preamble, shape.form)
    assert (reading.delimiter, reading.foot) == (WORDS[shape.delimiter], shape.foot)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_is_found(confirmed, encoding):
    case = confirmed(Shape(encoding, lambda path: as_encoding(path, encoding))).case
    found = case.evidence.sources["staff_survey"].reading.encoding

    assert said(case) == WANTED
    assert TRUE_NAMES.get(found, found) == TRUE_NAMES.get(encoding, encoding)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_every_delimiter_is_found(confirmed, delimiter):
    case = confirmed(Shape(WORDS[delimiter], lambda path: as_delimited(path, delimiter))).case

    assert said(case) == WANTED
    assert case.evidence.sources["staff_survey"].reading.delimiter == WORDS[delimiter]


@pytest.mark.parametrize("end", ENDS)
def test_every_end_of_line_is_found(confirmed, end):
    assert said(confirmed(Shape(end, lambda path: as_lines(path, ENDS[end]))).case) == WANTED


@pytest.mark.parametrize("shape", VARIANTS, ids=lambda shape: shape.name)
def test_what_stands_around_a_reply_is_no_part_of_its_id(confirmed, shape):
    ids = confirmed(shape).case.evidence["staff_survey"]["reply_id"]

    assert list(ids) == [reply["reply_id"] for reply in REPLIES]


def test_days_that_could_be_months_are_asked_about(confirmed):
    case = confirmed(Shape("both ways", dates_both_ways)).case

    assert any(p.column == "submitted_on" and p.file.startswith("staff_survey") for p in case.problems)


def test_a_totals_row_is_set_aside_and_said(confirmed):
    case = confirmed(next(shape for shape in VARIANTS if shape.name == "totals")).case
    source = case.evidence.sources["staff_survey"]

    assert (source.rows_used, sum(source.set_aside.values()), source.reading.foot) == (12, 3, 3)
    assert any("total" in reason for reason in source.set_aside)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.personal], ids=lambda shape: shape.name)
def test_names_addresses_and_ip_numbers_are_left_aside(confirmed, shape):
    case = confirmed(shape).case
    kept = case.evidence["staff_survey"].astype(object).to_csv()
    private = {*EMAILS, *ADDRESSES, *(name for pair in NAMES for name in pair), WRITTEN}
    words = {word for word in private if re.search(rf"\b{re.escape(word)}\b", kept)}

    assert len(case.evidence["staff_survey"]) == 12
    assert (words, set(shape.personal) & set(case.evidence["staff_survey"].columns)) == (set(), set())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_no_offer_and_no_problem_repeats_a_person(confirmed, shape):
    came = confirmed(shape)
    told = "\n".join([str(problem) for problem in came.case.problems]) + came.mapping
    private = {*EMAILS, *ADDRESSES, *(reply["comment"] for reply in REPLIES if len(reply["comment"]) > 3), WRITTEN}

    assert len(came.case.evidence["staff_survey"]) == 12
    assert {word for word in private if word in told} == set()
