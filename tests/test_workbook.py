"""Evidence in one Excel workbook: each sheet a table, and every message says where it is."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook

from inspection_lib.checks import checked
from inspection_lib.evidence import COLUMNS
from inspection_lib.sections.coordinator import for_partnership


def moved(params: Path) -> None:
    """All tables of North Lanarkshire moved into evidence.xlsx, as a person would paste them."""
    folder = params.parent / "north-lanarkshire"
    book = Workbook()
    book.active.title = "read me"
    for table in COLUMNS:
        sheet = book.create_sheet(table)
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                sheet.append(row)
        (folder / f"{table}.csv").unlink()
    book.save(folder / "evidence.xlsx")


def test_a_workbook_of_sheets_is_the_same_evidence(copy, case):
    moved(copy)
    same = checked(copy)

    assert [(p.code, p.message) for p in same.problems] == [(p.code, p.message) for p in case.problems]
    for table in COLUMNS:
        assert same.evidence[table].equals(case.evidence[table]), table


def test_a_problem_of_a_sheet_names_the_sheet_and_reaches_the_coordinator(copy):
    moved(copy)
    problems = checked(copy).problems

    assert "evidence.xlsx, sheet figures" in {problem.file for problem in problems if problem.code == "F4"}
    assert [p.file for p in problems if p.code == "F4" and for_partnership(p)]


def test_a_table_in_two_places_stops_the_work(copy):
    kept = (copy.parent / "north-lanarkshire" / "documents.csv").read_bytes()
    moved(copy)
    (copy.parent / "north-lanarkshire" / "documents.csv").write_bytes(kept)
    (problem,) = [problem for problem in checked(copy).problems if problem.code == "I20"]

    assert problem.severity == "stops"
    assert problem.message.startswith("this table is in documents.csv and in evidence.xlsx, sheet documents;")
