"""A report is published only when nothing stands in its way, or a person has said why it may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspection_lib import InspectionError, load_case, sections
from inspection_lib.cli import main
from inspection_lib.export import in_edition, whole_page
from inspection_lib.gate import standing
from inspection_lib.logbook import HEAD, LET, Decision, decide, decisions

PHONE = "Ring 07700 900123 to ask."


def published(params: Path, tmp_path: Path, *more: str) -> tuple[int, str]:
    command = ["export", str(params), "--edition", "publication", "--outputs", str(tmp_path / "outputs"), *more]
    result = CliRunner().invoke(main, command)
    return result.exit_code, result.output


def amended(params: Path, table: str, old: str, new: str) -> None:
    path = params.parent / "north-lanarkshire" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def stands(copy: Path) -> Path:
    """North Lanarkshire with a name to keep out in its title, a figure that rests on nothing, and no panel's word."""
    (copy.parent / "north-lanarkshire" / "names-to-keep-out.txt").write_text("Trusty Mountain\n", encoding="utf-8")
    amended(copy, "judgements", "Agencies worked well together", "Partners worked well with 17 agencies")
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace("led_by: Care Inspectorate", "led_by: Trusty Mountain"), encoding="utf-8")
    assert text != copy.read_text(encoding="utf-8")
    return copy


def test_what_stands_is_listed_and_let_through_one_by_one(stands: Path, tmp_path: Path):
    code, said = published(stands, tmp_path)
    keys = re.findall(r"(?m)^  ([a-z]+-[0-9a-f]{8})  ", said)

    assert code == 1
    assert {"identifier", "orphan"} <= {key.partition("-")[0] for key in keys}
    assert "Mountain" not in said
    assert not list((tmp_path / "outputs" / "exports").glob("*.html"))

    *others, last = keys
    for key in others:
        one = Decision(key, "was", LET, "the panel saw it", "A. Lead", "2023-08-24")
        decide(stands.parent / "north-lanarkshire", one)
    code, said = published(stands, tmp_path, "--let-through", last, "--why", "the panel saw it", "--by", "A. Lead")
    assert code == 0, said
    assert (tmp_path / "outputs" / "exports" / "north-lanarkshire-publication.html").is_file()
    kept = decisions(stands.parent / "north-lanarkshire")
    assert [one.what for one in kept] == keys
    page = "".join(sections.for_the_team(load_case(stands))._repr_html_())
    assert page.count("the panel saw it") == len(kept)


def keys(params: Path, page: Path, more: str = "") -> set[str]:
    """The keys of what stands, after one more line ahead of the report if there is one."""
    case = in_edition(load_case(params), "publication")
    page.write_text(whole_page(case).replace("</h1>", f"</h1>{more}", 1), encoding="utf-8")
    return {one.key for one in standing(case, page)}


def test_what_a_person_let_through_holds_for_those_words_alone(stands: Path, tmp_path: Path):
    before = keys(stands, tmp_path / "page.html")
    orphan = next(key for key in before if key.startswith("orphan-"))
    decide(stands.parent / "north-lanarkshire", Decision(orphan, "was", LET, "counted", "A. Lead", "2023-08-24"))
    assert keys(stands, tmp_path / "page.html") == before - {orphan}

    amended(stands, "judgements", "with 17 agencies", "with 17 agencies and charities")
    assert any(key.startswith("orphan-") and key not in before for key in keys(stands, tmp_path / "page.html"))


def test_what_the_review_finds_keeps_its_key_when_a_line_is_added_above(copy: Path, tmp_path: Path):
    amended(copy, "judgements", "Agencies worked well together", "In 45 of 60 records (60%) agencies worked well")
    before = keys(copy, tmp_path / "page.html")

    assert any(key.startswith("review-") for key in before)
    assert keys(copy, tmp_path / "page.html", "<p>A line that says nothing.</p>") == before


def test_north_lanarkshire_as_committed_passes(tmp_path: Path):
    code, said = published(Path(__file__).parents[1] / "params" / "north-lanarkshire.yaml", tmp_path)

    assert code == 0, said


def test_a_phone_number_in_the_words_of_a_decision_keeps_the_report_back(copy: Path, tmp_path: Path):
    amended(copy, "judgements", "Agencies worked well together", f"{PHONE} Agencies worked well together")
    code, said = published(copy, tmp_path)

    assert code == 1
    assert "07700" not in said


def test_a_key_that_nothing_has_is_refused(stands: Path, tmp_path: Path):
    code, said = published(stands, tmp_path, "--let-through", "orphan-00000000", "--why", "so", "--by", "A. Lead")

    assert code == 1
    assert "called orphan-00000000" in said
    assert not decisions(stands.parent / "north-lanarkshire")


@pytest.mark.parametrize(("why", "who"), [("", "A. Lead"), ("it is so", " ")])
def test_a_decision_without_a_reason_or_a_name_is_not_kept(tmp_path: Path, why: str, who: str):
    with pytest.raises(InspectionError, match="a reason and a name"):
        decide(tmp_path, Decision("x", "was", LET, why, who, "2023-08-24"))
    assert not list(tmp_path.iterdir())


def test_decisions_are_added_to_and_never_changed(tmp_path: Path):
    first, second = (Decision(what, "a, b", "c", "why\nso", "who", "2023-08-24") for what in ("one", "two"))
    decide(tmp_path, first)
    before = (tmp_path / "decisions.csv").read_bytes()
    decide(tmp_path, second)

    assert (tmp_path / "decisions.csv").read_bytes().startswith(before)
    assert [one.what for one in decisions(tmp_path)] == ["one", "two"]
    assert decisions(tmp_path)[0].why == "why so"


@pytest.mark.parametrize("text", ["what,was\n", f"{','.join(HEAD)}\na,b\n", f'{",".join(HEAD)}\n"a'])
def test_a_log_that_was_spoiled_is_refused_and_left_as_it_is(tmp_path: Path, text: str):
    (tmp_path / "decisions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InspectionError, match="decisions.csv"):
        decide(tmp_path, Decision("x", "was", LET, "why", "who", "2023-08-24"))
    assert (tmp_path / "decisions.csv").read_text(encoding="utf-8") == text
