"""The workbook's own drafts pass the review, spoilt drafts do not, and other inspectorates' prose stays quiet."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspection_lib import sections
from inspection_lib.evidence import Case
from inspection_lib.review import Report, found, numbered, read, review, setting_of
from inspection_lib.review.reading import html_pages

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
SETTING = setting_of(ROOT / "params" / "north-lanarkshire.yaml", ROOT / "params" / "official_statistics.csv")
GRAVE = ("error", "would change the word")
TERMS = ("almost all", "most", "the majority", "less than half", "few")
Spoil = Callable[[random.Random, str], str]


def drafted(case: Case, edition: str, folder: Path) -> Report:
    """The whole draft of an edition, as a page and read again."""
    report = case.params.report.model_copy(update={"edition": edition})
    other = replace(case, params=case.params.model_copy(update={"report": report}), kept={})
    page = folder / f"{edition}.html"
    page.write_text("".join(section._repr_html_() for section in sections.report(other)), encoding="utf-8")
    return Report(numbered(*html_pages(page)))


@pytest.mark.parametrize("edition", ["internal", "partnership", "publication"])
def test_the_workbooks_own_drafts_pass(case: Case, edition: str, tmp_path: Path):
    report = drafted(case, edition, tmp_path)

    assert report.own_scale is not None
    assert len(report.own_scale.bands) == 5
    assert found(report, SETTING) == []


# --- spoilt drafts -----------------------------------------------------------------------------------------------


def _first(draft: str) -> str:
    """The draft without the annex's notes on evidence, which are about files."""
    return draft.split("What to know about the evidence")[0]


def _swap(pattern: str, change: Callable[[random.Random, re.Match[str]], str]) -> Spoil:
    def spoil(chance: random.Random, draft: str) -> str:
        match = chance.choice(list(re.finditer(pattern, draft)))
        return draft[: match.start()] + change(chance, match) + draft[match.end() :]

    return spoil


def _after(place: str, said: Callable[[random.Random], str]) -> Spoil:
    return lambda chance, draft: draft.replace(place, f"{place}\n\n{said(chance)}\n", 1)


def _other(chance: random.Random, number: str, by: int = 12) -> str:
    return str(int(number) - by - chance.randrange(8) if int(number) > 40 else int(number) + by + chance.randrange(8))


def _term(chance: random.Random, match: re.Match[str]) -> str:
    return match[0].replace(match["term"], chance.choice([term for term in TERMS if term != match["term"]]))


ROW = r"(?<![\w,.])(?P<top>\d{2}) (?P<base>\d{2}) (?P<percent>\d{2})%(?= \d+% to)"
AREAS = ("Falkirk", "Dundee City", "Fife", "West Lothian", "Moray", "Argyll and Bute")
PLACE = "We thank all those who gave us their time and told us about their experience."
SPOILS: dict[str, tuple[str, Spoil]] = {
    "a share in a table": ("S3", _swap(ROW, lambda c, m: f"{m['top']} {m['base']} {_other(c, m['percent'])}%")),
    "a count in a table": (
        "S3",
        _swap(ROW, lambda c, m: f"{int(m['top']) - 3 - c.randrange(5)} {m['base']} {m['percent']}%"),
    ),
    "a term in a table": ("T3", _swap(r"\d+ \d+ \d+% \d+% to \d+% (?P<term>almost all|most|few)(?=\n)", _term)),
    "a share of an answer": (
        "S3",
        _swap(r"(?<=\d \()(?P<percent>[2-9]\d)(?=%\) \d+ \(\d+%\) \d+ \()", lambda c, m: _other(c, m[0])),
    ),
    "the area of a sentence": (
        "A1",
        _swap(r"(?<=at risk of harm in )North Lanarkshire(?= received)", lambda c, m: c.choice(AREAS)),
    ),
    "the area of the title": (
        "A2",
        _swap(r"(?<=at risk of harm in )North Lanarkshire(?= community\n)", lambda c, m: c.choice(AREAS)),
    ),
    "an official figure": (
        "R1",
        _swap(r"(?<=made up )18%|(?<=an increase of )0\.1%", lambda c, m: f"{c.randrange(40, 60)}%"),
    ),
    "an official count": ("R1", _swap(r"14,841|153 of the 447", lambda c, m: m[0].replace("1", "2", 1))),
    "a rate": (
        "R1",
        _swap(r"(?<=In 2021/22, )1\.4|(?<=there were )11\.0", lambda c, m: f"{float(m[0]) + 1 + c.randrange(5):.1f}"),
    ),
    "a term beside its count": (
        "T1",
        _after(
            PLACE,
            lambda c: (
                f"{c.choice(['Almost all', 'Few'])} parents and carers we surveyed ({c.randrange(18, 24)} of 33) felt heard."
            ),
        ),
    ),
    "a complement": (
        "P1",
        _after(
            PLACE,
            lambda c: (
                f"Of the staff we surveyed, {c.randrange(60, 70)}% agreed and the remaining {c.randrange(45, 60)}% did not."
            ),
        ),
    ),
    "a change": (
        "C1",
        _after(
            PLACE,
            lambda c: f"The number of exclusions fell from 158 to 19, a reduction of {c.choice([79, 84, 91, 94])}%.",
        ),
    ),
    "a headline": (
        "H1",
        _swap(
            r"(?<=Key messages\n)(?=Agencies worked well together)",
            lambda c, m: "Almost all staff saw GIRFEC making a positive difference to children at risk of harm.\n",
        ),
    ),
    "a finding told again": (
        "D1",
        _after(
            PLACE,
            lambda c: (
                f"{c.choice(['Less than half of', 'Few'])} staff who replied knew what was expected of them in their work."
            ),
        ),
    ),
    "a loose word": (
        "W1",
        _swap(r"\bMost parents and carers who answered", lambda c, m: c.choice(["Many", "Some", "Several"]) + m[0][4:]),
    ),
    "a small count": (
        "I2",
        _after(PLACE, lambda c: f"A few of the {c.randrange(8, 30)} parents whom we met had waited too long."),
    ),
    "an identifier": (
        "I1",
        _after(PLACE, lambda c: f"The child (CHI {c.choice(['0101011237', '010101 1237'])}) had moved."),
    ),
    "a statement's title": (
        "X3",
        _swap(
            r"(?<=Statement 1: Children and young people are )safer(?= because risks have been identified early and responded to\neffectively\nKey)",
            lambda c, m: c.choice(["safe", "protected"]),
        ),
    ),
    "an appendix": ("X5", _after(PLACE, lambda c: f"More is said in Appendix {c.randrange(5, 9)}.")),
    "a date": ("Y1", _swap(r"13 September 2023", lambda c, m: c.choice(["31 September 2023", "13 March 2023"]))),
}


def test_spoilt_drafts_are_found_out_and_the_draft_itself_is_not():
    """Each seed spoils the draft in all twenty ways at once, and each way has to add a finding of its own rule."""
    draft = _first((ROOT / "tests" / "golden" / "north-lanarkshire.txt").read_text(encoding="utf-8"))
    clean = review(draft, SETTING)
    assert [f for f in clean if f.severity != "tidy"] == []

    missed = []
    for seed in range(4):
        spoilt = draft
        for name, (_, spoil) in SPOILS.items():
            before, spoilt = spoilt, spoil(random.Random(f"{name} {seed}"), spoilt)
            assert spoilt != before, name
        new = Counter(f.code for f in review(spoilt, SETTING)) - Counter(f.code for f in clean)
        wanted = Counter(code for code, _ in SPOILS.values())
        missed += [f"{code} {seed}" for code in (wanted - new).elements()]
    seen = 4 * len(SPOILS)
    print(f"{seen - len(missed)} of {seen} found; missed: {', '.join(missed) or 'none'}")

    assert seen >= 60
    assert len(missed) <= 0.05 * seen


# --- prose of others ---------------------------------------------------------------------------------------------


def test_reports_that_declare_no_scale_stay_quiet():
    report = Report(read(DATA / "review_prose.md"))
    findings = found(report, setting_of(None))

    assert report.scale is None
    assert [f for f in findings if f.severity in GRAVE] == []
    assert len(findings) <= 1


def test_the_slips_of_a_published_report_are_found_in_a_passage_that_has_their_like():
    findings = {finding.code for finding in found(Report(read(DATA / "review_slips.txt")), SETTING)}

    assert findings == {
        "A2",
        "X1",
        "X2",
        "X6",
        "R1",
        "R2",
        "C1",
        "D1",
        "D2",
        "H1",
        "W1",
        "B1",
        "I3",
        "Y3",
        "Y5",
        "K1",
        "K2",
        "W2",
    }
