"""The labelled sentences: most written from the field alone, before the rules or without seeing them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from inspection_lib.framework import read as read_framework
from inspection_lib.review import Setting, review

ROOT = Path(__file__).parents[1]
ROWS = list(
    csv.DictReader((ROOT / "tests" / "data" / "review_sentences.csv").read_text(encoding="utf-8").splitlines(True))
)
SCALE = read_framework(ROOT / "params" / "framework" / "2022").scales["this-report"]
HELD = Setting("North Lanarkshire", ("South Lanarkshire",), SCALE)
KINDS: Mapping[str, str] = {
    "term_figure": "T1 T2 T3",
    "share_count": "S1 S2 S3",
    "change": "C1 C2",
    "complement": "P1",
    "over_100": "P2 P3",
    "told_twice": "D1 D2 D3",
    "headline": "H1",
    "negative": "N1",
    "other_area": "A1 A2",
    "small_count": "I2 I3",
    "off_scale": "W1",
    "no_base": "B1",
    "identifier": "I1",
}
OF = {code: kind for kind, codes in KINDS.items() for code in codes.split()}


def kinds_found(text: str) -> set[str]:
    """The kinds of what the review finds in a passage."""
    return {OF.get(finding.code, finding.code) for finding in review(text.replace("\\n", "\n"), HELD)}


#: The least share of what is wrong that is found, by who wrote the passages: 37 of 39 in each half of blind2, and 78
#: of 86 of the last ones of our own, of which it had found 47 before it was mended for them. No rule was mended for what is
#: held out, by another writer: it says what to expect of text that nobody here has seen (39 of 52, precision 0.91).
LEAST: Mapping[str, float] = {
    "blind": 0.95, "own": 0.95, "blind2": 0.94, "blind2b": 0.94, "own2": 0.9, "held out": 0.74,
}  # fmt: skip


@pytest.mark.parametrize("author", LEAST)
def test_what_is_wrong_is_found_and_what_is_right_is_left_alone(author: str):
    table: Counter[tuple[str, str]] = Counter()
    wrong = found = cases = extra = 0
    part = [row for row in ROWS if row["author"] == author]
    for row in part:
        kinds = kinds_found(row["text"])
        for kind in kinds or {"nothing"}:
            table[row["kind"], kind] += 1
        wrong += row["kind"] != "right"
        found += row["kind"] in kinds
        extra += len(kinds - {row["kind"]})
        cases += bool(kinds) and row["kind"] == "right"
    for (labelled, kind), times in sorted(table.items()):
        print(f"{labelled:12} found as {kind:12} {times:4}")
    precision, recall = found / (found + extra), found / wrong
    print(f"precision {precision:.3f} (right ones flagged: {cases}), recall {recall:.3f}, of {len(part)} passages")

    assert precision >= 0.9
    assert recall >= LEAST[author]


def test_every_kind_is_in_the_sentences_of_each_author():
    for author, least in {"blind": 75, "own": 75, "blind2": 60, "blind2b": 60, "held out": 90}.items():
        part = [row["kind"] for row in ROWS if row["author"] == author]
        assert len(part) >= least
        assert set(part) == {"right", *KINDS}
