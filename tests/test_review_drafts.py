"""The workbook's own drafts pass the review, spoilt drafts do not, and other inspectorates' prose stays quiet."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from slips import KINDS, Draft, Slip, slip

from inspection_lib import load_case, sections
from inspection_lib.evidence import Case
from inspection_lib.review import Finding, Report, found, numbered, read, review, setting_of
from inspection_lib.review.reading import html_pages
from inspection_lib.sample import sample

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
SETTING = setting_of(ROOT / "params" / "north-lanarkshire.yaml", ROOT / "params" / "official_statistics.csv")
GRAVE = ("error", "would change the word")


def text_of(case: Case, edition: str, folder: Path) -> str:
    """The whole draft of an edition, as a page and read again."""
    report = case.params.report.model_copy(update={"edition": edition})
    other = replace(case, params=case.params.model_copy(update={"report": report}), kept={})
    page = folder / f"{edition}.html"
    page.write_text("".join(section._repr_html_() for section in sections.report(other)), encoding="utf-8")
    return "\n".join(html_pages(page)[0])


@pytest.mark.parametrize("edition", ["internal", "partnership", "publication"])
def test_the_workbooks_own_drafts_pass(case: Case, edition: str, tmp_path: Path):
    report = Report(numbered([text_of(case, edition, tmp_path)], False))

    assert report.own_scale is not None
    assert len(report.own_scale.bands) == 5
    assert found(report, SETTING) == []


# --- drafts of samples ---------------------------------------------------------------------------------------------


def found_in_drafts(params: Path, folder: Path) -> list[tuple[str, str, str, str]]:
    """What the review finds in the three editions of one area's draft."""
    one, setting = load_case(params), setting_of(params)
    return [
        (edition, finding.code, finding.written, finding.comes_to)
        for edition in ("internal", "partnership", "publication")
        for finding in found(Report(numbered([text_of(one, edition, folder)], False)), setting)
    ]


@pytest.mark.parametrize("name", ["Orkney", pytest.param("East Lothian", marks=pytest.mark.fuzz)])
def test_a_draft_of_a_smallest_area_and_of_a_middling_one_pass(name: str, tmp_path: Path):
    (made,) = sample([name], tmp_path / "params")

    assert found_in_drafts(made.file, tmp_path) == []


@pytest.mark.fuzz
def test_a_draft_of_every_area_passes_in_every_edition(tmp_path: Path):
    made = sample([], tmp_path / "params")

    assert len(made) == 32
    assert {one.file.stem: alarms for one in made if (alarms := found_in_drafts(one.file, tmp_path))} == {}


# --- spoilt drafts -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def draft(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """The text of the team's own draft."""
    return Draft(text_of(case, "internal", tmp_path_factory.mktemp("draft")))


def told(findings: list[Finding]) -> Counter[tuple[str, ...]]:
    """Findings as they are compared, without the numbers of lines, which move when a sentence is put in."""
    return Counter((f.code, f.written, re.sub(r"\bline \d+", "line", f.comes_to)) for f in findings)


def new(findings: list[Finding], before: Counter[tuple[str, ...]]) -> list[Finding]:
    """The findings that were not there before."""
    left, fresh = before.copy(), []
    for finding in findings:
        (key,) = told([finding])
        if left[key]:
            left[key] -= 1
        else:
            fresh.append(finding)
    return fresh


def stands_at(finding: Finding, slip: Slip) -> bool:
    """Whether a finding stands at a slip, or quotes it, or points to its line."""
    words = " ".join(slip.words.lstrip("- ").split())[:50]
    quotes = len(words) > 20 and words in f"{finding.written} {finding.comes_to}"
    points = {int(n) for n in re.findall(r"\bline (\d+)", finding.comes_to)} & set(slip.lines)
    return finding.line in slip.lines or quotes or bool(points)


def held(draft: Draft, slips: list[Slip]) -> tuple[float, float]:
    """Precision and recall of the review on drafts with one slip each; the confusion table is printed."""
    clean = told(review("\n".join(draft.lines), SETTING))
    table: Counter[tuple[str, str]] = Counter()
    hits = extra = 0
    for one in slips:
        fresh = new(review(one.text, SETTING), clean)
        right = [f for f in fresh if f.code in one.codes and stands_at(f, one)]
        wrong = [f for f in fresh if f.severity in GRAVE and f not in right]
        hits += bool(right)
        extra += len(wrong)
        table.update({(one.kind, code) for code in {f.code for f in right} or {"missed"}})
        table.update((one.kind, f"{f.code} besides") for f in wrong)
        for finding in wrong:
            print(f"besides: {one.kind}: {finding.code} {finding.written} ... {finding.comes_to}")
        if not right:
            print(f"missed: {one.kind}: {one.words[:160]}")
    for (kind, code), times in sorted(table.items()):
        print(f"{kind:36} found as {code:12} {times:4}")
    precision, recall = hits / max(hits + extra, 1), hits / len(slips)
    print(f"{len(slips)} drafts with one slip each: precision {precision:.3f}, recall {recall:.3f}")
    return precision, recall


@pytest.mark.fuzz
def test_a_dozen_slips_are_found_where_they_stand(draft: Draft):
    precision, recall = held(draft, [slip(kind, 0, draft) for kind in random.Random(12).sample(sorted(KINDS), 12)])

    assert precision >= 0.9
    assert recall >= 0.95


@pytest.mark.fuzz
def test_slips_drawn_all_over_the_draft_are_found_where_they_stand(draft: Draft):
    """Eight of each kind, each alone in the draft: `pytest -m fuzz tests/test_review_drafts.py -s` prints the table."""
    precision, recall = held(draft, [slip(kind, seed, draft) for kind in KINDS for seed in range(1, 9)])

    assert len(KINDS) >= 14

    assert precision >= 0.9
    assert recall >= 0.95


# --- prose of others ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prose", ["review_prose.md", "review_prose_blind.md"])
def test_reports_that_declare_no_scale_stay_quiet(prose: str):
    report = Report(read(DATA / prose))
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
