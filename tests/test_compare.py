"""Two drafts: each sentence that differs is told with its causes, and no hidden number with it."""

from __future__ import annotations

import copy as copies
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_lib import compare, load_case
from inspection_lib.batch import drafting
from inspection_lib.cli import main
from inspection_lib.compare.telling import marked
from inspection_lib.errors import InspectionError
from inspection_lib.export import claims

ROOT = Path(__file__).parents[1]
FILES = {"staff_survey.csv": "s1", "voices.csv": "v1", "figures.csv": "f1"}


def estimate(name: str, numerator: int | None, base: int | None, term: str | None, fraction: str | None = None) -> dict:
    return {"id": name, "source": "staff_survey", "item": name.partition("[")[0], "group": None, "numerator": numerator,
            "base": base, "term": term, "fraction": fraction, "hidden": base is None}  # fmt: skip


def fact(name: str, value: float | None, unit: str = "referrals") -> dict:
    return {"id": name, "label": "Referrals", "value": value, "unit": unit, "period": "2022/23", "source": "D01",
            "compared_with": {}}  # fmt: skip


def record(**changes: Any) -> dict:
    """What a run records, with one thing changed."""
    found: dict[str, Any] = {
        "inputs": {f"params/dundee/{name}": digest for name, digest in FILES.items()}
        | {"params/framework/2022/scale.csv": "c1", "params/framework/2022/items.csv": "i1"},
        "evidence": {"staff_survey": {"file": "staff_survey.csv"}, "voices": {"file": "voices.csv"},
                     "figures": {"file": "figures.csv"}},
        "settings": {"small_numbers": {"threshold": 5}, "wording": {"sentences": "house", "terms": "this-report"},
                     "groups": {"smallest_base": 10}, "partnership": {"name": "Dundee", "area": "Dundee City"}},
        "rows": {"N0001": "a", "N0002": "a", "staff.valued": "a"},
        "library": "l1",
        "versions": {"pandas": "2.2"},
    }  # fmt: skip
    for path, value in changes.items():
        *way, last = path.split("__")
        inner = found
        for step in way:
            inner = inner[step]
        inner[last] = value
    return found


def changed(*files: str, **others: Any) -> dict:
    """A record in which some files are others than before."""
    found = record(**others)
    found["inputs"] = {n: "new" if Path(n).name in files else d for n, d in found["inputs"].items()}
    found["inputs"] |= {f"params/dundee/narrative/{f}": "new" for f in files if f.endswith(".md")}
    return found


def draft(*said: tuple[str, str], estimates: tuple = (), facts: tuple = (), made: Any = None, code: str = "S1") -> Any:
    """A draft of sentences under heading 1.1, one a paragraph: each its words and what it rests on."""
    statements = [
        {"id": f"heading-1-1.{n}.1", "heading": "1.1", "paragraph": n, "sentence": 1, "number": f"1.1.{n}",
         "text": text, "rests_on": rests_on.split()}
        for n, (text, rests_on) in enumerate(said, start=1)
    ]  # fmt: skip
    values = {"schema": "inspection-claims/1", "partnership": {"name": f"Partnership {code}", "code": code},
              "estimates": list(estimates), "facts": list(facts), "statements": statements}  # fmt: skip
    return compare.of_claims(values, record() if made is None else made)


VALUED = "staff.valued"
MOST = ("Most staff felt valued.", VALUED)
MAJORITY = ("The majority of staff felt valued.", VALUED)
BEFORE, NOW = estimate(VALUED, 90, 120, "most"), estimate(VALUED, 70, 120, "the majority")


def causes(old: Any, new: Any) -> list[tuple[str, str]]:
    (change,) = compare.difference(old, new).changes
    return [(cause.kind, cause.what) for cause in change.why.causes]


def test_a_draft_does_not_differ_from_itself(case):
    same = compare.of_claims(claims(case))
    found = compare.difference(same, same)

    assert found.changes == ()
    assert compare.text(found) == ""


def test_a_word_that_changed_with_the_replies_names_their_file_and_both_counts():
    old = draft(MOST, estimates=(BEFORE,))
    new = draft(MAJORITY, estimates=(NOW,), made=changed("staff_survey.csv"))

    change = "staff.valued was 90 of 120 (most), is 70 of 120 (the majority)"
    assert causes(old, new) == [("evidence", f"staff_survey.csv: {change}")]


def test_a_word_that_changed_under_the_same_count_is_never_put_down_to_evidence():
    old = draft(MOST, estimates=(BEFORE,))
    files = changed("staff_survey.csv", "scale.csv", settings__wording={"sentences": "house", "terms": "other"})
    new = draft(MAJORITY, estimates=(estimate(VALUED, 90, 120, "the majority"),), made=files)

    same = "staff.valued: 90 of 120 as before; the words were “most”, are “the majority”"
    assert causes(old, new) == [
        ("params", f"wording.terms (was this-report, is other): {same}"),
        ("framework", f"scale.csv: {same}"),
    ]


def test_a_count_that_changed_without_a_file_that_did_has_no_cause_on_record():
    found = compare.difference(draft(MOST, estimates=(BEFORE,)), draft(MAJORITY, estimates=(NOW,)))

    assert found.changes[0].why.causes == ()
    assert found.changes[0].why.unsure.endswith("The cause is not recorded.")


def test_drafts_without_records_are_compared_and_the_cause_is_not_guessed():
    old, new = draft(MOST, estimates=(BEFORE,), made={}), draft(MAJORITY, estimates=(NOW,), made={})
    text = compare.text(compare.difference(old, new))

    assert "was 90 of 120 (most), is 70 of 120 (the majority)" in text
    assert "The cause is not recorded." in text
    assert "One of the drafts has no run.json" in text


def test_a_note_that_was_reworded_is_found_by_its_row():
    old = draft(("Staff met each week.", "N0001"))
    new = draft(("Staff met every week.", "N0001"), made=changed("voices.csv", rows__N0001="b"))

    assert causes(old, new) == [("evidence", "voices.csv: N0001 changed")]


def test_a_sentence_may_have_several_causes():
    old = draft(MOST, estimates=(BEFORE,))
    new = draft(
        ("In our survey, the majority of staff said that they felt valued.", VALUED),
        estimates=(NOW,),
        made=changed("staff_survey.csv", "1.1.md"),
    )

    assert [kind for kind, _ in causes(old, new)] == ["evidence", "narrative"]


def test_a_narrative_is_no_cause_where_only_the_figure_in_it_changed():
    old = draft(("In all, 90 of 120 staff felt valued.", VALUED), estimates=(BEFORE,))
    new = draft(("In all, 70 of 120 staff felt valued.", VALUED), estimates=(NOW,),
                made=changed("staff_survey.csv", "1.1.md"))  # fmt: skip

    assert [kind for kind, _ in causes(old, new)] == ["evidence"]


def test_a_narrative_of_another_heading_is_no_cause():
    old, new = draft(("Staff met.", "N0001")), draft(("Staff met often.", "N0001"), made=changed("2.3.md"))

    assert compare.difference(old, new).changes[0].why.unsure == "The cause is not recorded."


def test_code_is_the_cause_where_nothing_else_changed():
    old = draft(("Staff met each week.", "N0001"))
    new = draft(("Each week, staff met.", "N0001"), made=record(library="l2"))

    ((kind, what),) = causes(old, new)
    assert kind == "code"
    assert what.endswith("All that changed is the library")


def test_where_several_things_could_have_done_it_all_are_named_and_none_is_a_cause():
    old = draft(("Staff met each week.", "N0001"))
    new = draft(("Each week, staff met.", "N0001"), made=changed("figures.csv", library="l2"))
    why = compare.difference(old, new).changes[0].why

    assert why.causes == ()
    assert why.unsure == ("The records do not tell which of these it was: evidence (figures.csv); code (the library).")


def test_a_question_that_was_reworded_is_framework():
    old = draft(MOST, estimates=(BEFORE,))
    new = draft(("Most staff felt that they were valued.", VALUED), estimates=(BEFORE,),
                made=changed("items.csv", rows={"N0001": "a", "N0002": "a", "staff.valued": "b"}))  # fmt: skip

    assert causes(old, new) == [("framework", "items.csv: the words of staff.valued changed")]


def test_a_name_in_params_is_a_cause_where_it_stands_in_the_sentence():
    old = draft(("Staff of Dundee City met.", "N0001"), ("Staff met.", "N0002"))
    new = draft(("Staff of Dundee met.", "N0001"), ("Staff met.", "N0002"),
                made=changed("figures.csv", settings__partnership={"name": "Dundee", "area": "Dundee"}))  # fmt: skip

    assert causes(old, new) == [("params", "partnership.area")]


def test_added_removed_moved_and_reworded_are_told_apart():
    one, two, three, four = (("One spoke.", "N0001"), ("Two wrote.", "N0002"), ("Three sang.", ""), ("Four ran.", ""))
    kinds = [
        (change.kind, (change.new or change.old).text)
        for change in compare.difference(draft(one, two, three), draft(three, one, ("Two wrote it.", "N0002"))).changes
    ]

    assert kinds == [("moved", "Three sang."), ("reworded", "Two wrote it.")]
    kinds = [c.kind for c in compare.difference(draft(one, two), draft(two, four)).changes]
    assert kinds == ["removed", "added"]


def test_the_same_words_on_other_numbers_are_told():
    old = draft(MOST, estimates=(BEFORE,))
    new = draft(MOST, estimates=(estimate(VALUED, 100, 130, "most"),), made=changed("staff_survey.csv"))

    (change,) = compare.difference(old, new).changes
    assert change.kind == "same words, other evidence"
    assert change.why.causes[0].what == "staff_survey.csv: staff.valued was 90 of 120, is 100 of 130; still “most”"


def test_two_partnerships_are_refused():
    with pytest.raises(InspectionError, match="one partnership were wanted; these are of Partnership S1 and Part"):
        compare.difference(draft(MOST, estimates=(BEFORE,)), draft(MOST, estimates=(BEFORE,), code="S2"))


def test_a_number_that_one_draft_hides_is_not_told_by_the_other():
    counted = ("Almost three-quarters of staff felt valued (74%, 89 of 120).", VALUED)
    old = draft(counted, estimates=(estimate(VALUED, 89, 120, "the majority", "almost three-quarters"),))
    new = draft(("Most staff felt valued.", VALUED), estimates=(estimate(VALUED, None, None, "most"),),
                made=changed("staff_survey.csv"))  # fmt: skip
    found = compare.difference(old, new)

    assert found.changes[0].was == "[…] of staff felt valued ([…], […] of […])."
    assert causes(old, new) == [
        ("evidence", "staff_survey.csv: staff.valued: the word was “the majority”, is “most”; its numbers are not set "
         "side by side")
    ]  # fmt: skip
    assert not re.search(r"\b(89|74|120)\b", compare.text(found) + compare.page(found).split("<body>")[1])


def test_where_a_group_is_hidden_in_one_draft_no_number_of_its_question_is_compared():
    police = "staff.valued[role=police]"
    old = draft(MOST, estimates=(BEFORE, estimate(police, 12, 20, "the majority")))
    new = draft(MAJORITY, estimates=(NOW, estimate(police, None, None, None)), made=changed("staff_survey.csv"))

    assert "numbers are not set side by side" in causes(old, new)[0][1]


@pytest.mark.parametrize(("numerator", "base"), [(91, 120), (88, 120), (91, 121), (94, 126), (90, 123)])
def test_a_few_new_answers_are_not_told_by_subtraction(numerator: int, base: int):
    old = draft((f"Most staff felt valued ({90} of 120).", VALUED), estimates=(BEFORE,))
    new = draft((f"Most staff felt valued ({numerator} of {base}).", VALUED),
                estimates=(estimate(VALUED, numerator, base, "most"),), made=changed("staff_survey.csv"))  # fmt: skip
    text = compare.text(compare.difference(old, new))

    assert "the word stays “most”" in text
    assert str(base) not in text


def test_a_figure_that_one_draft_hides_is_not_told_by_the_other():
    old = draft(("There were nine pupils, 12 before.", "F01"), facts=(fact("F01", 9, "pupils"),))
    new = draft(("There were few pupils.", "F01"), facts=(fact("F01", None, "pupils"),), made=changed("figures.csv"))
    text = compare.text(compare.difference(old, new))

    assert "There were […] pupils, […] before." in text
    assert "F01: its values are not set side by side" in text


def test_fewer_than_five_is_not_set_beside_the_number_that_was():
    old, new = draft(("We met 6 children.", "engagement")), draft(("We met fewer than 5 children.", "engagement"))
    (change,) = compare.difference(old, new).changes

    assert (change.was, change.now) == ("We met […] children.", "We met fewer than 5 children.")


def test_a_count_in_params_is_named_without_its_value():
    new = draft(("Staff met often.", "N0001"), made=record(settings__stated={"staff_met": 3}))
    text = compare.text(compare.difference(draft(("Staff met.", "N0001"), made=record(settings__stated={})), new))

    assert "stated.staff_met" in text
    assert "3" not in text


@settings(max_examples=60, deadline=None)
@given(
    old=st.tuples(st.integers(0, 400), st.integers(10, 400), st.booleans()),
    new=st.tuples(st.integers(0, 400), st.integers(10, 400), st.booleans()),
)
def test_no_number_is_told_of_an_estimate_that_either_draft_hides(old, new):
    def of(numerator: int, rest: int, hidden: bool) -> Any:
        base = numerator + rest
        row = estimate(VALUED, None, None, None) if hidden else estimate(VALUED, numerator, base, "most")
        said = "Staff felt valued." if hidden else f"Most staff ({numerator:,} of {base:,}) felt valued."
        return draft((said, VALUED), estimates=(row,), made=changed("staff_survey.csv"))

    text = compare.text(compare.difference(of(*old), of(*new)))
    if old[2] != new[2]:
        assert not re.search(r"[0-9]", text.replace("1.1.1", "").replace("1 sentence differs: 1", ""))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abcdef"), max_size=7), st.lists(st.sampled_from("abcdef"), max_size=7))
def test_every_sentence_of_both_drafts_is_told_once(old, new):
    first = draft(*((f"Sentence {letter} was said.", "N0001") for letter in old))
    second = draft(*((f"Sentence {letter} was said.", "N0001") for letter in new))
    found = compare.pairs(first.statements, second.statements)

    assert sorted(one.id for one, _ in found if one) == sorted(one.id for one in first.statements)
    assert [other.id for _, other in found if other] == [other.id for other in second.statements]


def test_words_that_went_and_came_are_marked_and_the_rest_stays():
    was, now = marked("A fall of 88% <b>.", "A fall of 82% <b>.")

    assert was == "A fall of <del>88%</del> &lt;b&gt;."
    assert now == "A fall of <ins>82%</ins> &lt;b&gt;."


def folder_of(path: Path, case: Any) -> Path:
    path.mkdir()
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    (path / "claims.json").write_text(json.dumps(claims(case)), encoding="utf-8")
    (path / "run.json").write_text(json.dumps(drafting._record(case, notebooks, {}, 0.0)), encoding="utf-8")
    return path


def test_inspection_diff_says_of_two_runs_what_changed_and_writes_a_page(copy, tmp_path):
    old = folder_of(tmp_path / "old", load_case(copy))
    for file, was, now in (("voices.csv", "escalation process", "escalation procedure"),
                           ("figures.csv", "exactly,19,2022/23", "exactly,29,2022/23")):  # fmt: skip
        path = copy.parent / "north-lanarkshire" / file
        path.write_text(path.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    folders = [old, folder_of(tmp_path / "new", load_case(copy))]
    page = tmp_path / "diff.html"
    result = CliRunner().invoke(main, ["diff", *map(str, folders), "--page", str(page)])

    assert (result.exit_code, result.stderr) == (0, "")
    blocks = {block.split(":")[0]: block for block in reversed(result.stdout.split("\n\n"))}
    assert blocks["1.3.1"].splitlines()[-1] == "  evidence: voices.csv: N0021 changed"
    assert blocks["2.3.1"].splitlines()[-1] == "  evidence: figures.csv: F01 was 19 (2022/23), is 29 (2022/23)"
    assert result.stdout.splitlines()[-1] == "6 sentences differ: 2 reworded, 4 same words, other evidence."
    assert "An escalation <del>process</del> picked out" in page.read_text(encoding="utf-8")
    assert "data-marking" in page.read_text(encoding="utf-8")

    nothing = CliRunner().invoke(main, ["diff", str(folders[0]), str(folders[0] / "claims.json")])
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "inspection-claims/1"}', "\x00"])
def test_what_is_no_draft_is_refused_in_a_sentence(tmp_path, content):
    (tmp_path / "claims.json").write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["diff", str(tmp_path), str(tmp_path)])

    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    (tmp_path / "run.json").write_text('{"inputs": []}', encoding="utf-8")
    assert CliRunner().invoke(main, ["diff", str(tmp_path), str(tmp_path)]).exit_code == 1
    gone = CliRunner().invoke(main, ["diff", str(tmp_path / "none"), str(tmp_path)])
    assert "a draft's folder with its claims.json, or that file, was wanted; there is none" in gone.stderr


def test_no_number_of_a_figure_and_no_count_of_people_is_in_a_digest(case):
    other = copies.copy(case)
    tables = {name: frame.copy() for name, frame in case.evidence.tables.items()}
    tables["figures"].loc[:, ["value", "earlier_value", "compared_value"]] = 3.0
    tables["voices"]["people"] = 2
    object.__setattr__(other, "evidence", copies.copy(case.evidence))
    object.__setattr__(other.evidence, "tables", tables)
    object.__setattr__(other, "kept", {})

    assert compare.made(other) == compare.made(case)
