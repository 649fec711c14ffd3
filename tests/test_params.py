"""Params: what an analyst types is taken as typed, or refused in a sentence with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspection_lib import InspectionError, Problem
from inspection_lib.params import beside_or_project, find, read

ROOT = Path(__file__).parents[1]

WEIR = """\
framework: "2022"
partnership:
  name: Weir community planning partnership
  area: Weir
  code: S12000050
inspection:
  title: Joint inspection
  started: 2023-04-17
  ended: 2023-09-13
  led_by: Care Inspectorate
report:
  date: 2023-10-17
evidence:
  folder: weir
"""  # 14 lines; what a test adds at the end begins on line 15


@pytest.fixture
def weir(tmp_path):
    """Write weir.yaml with one thing changed or something added at its end; returns its path."""

    def write(old: str = "", new: str = "", end: str = "") -> Path:
        assert old in WEIR
        file = tmp_path / "weir.yaml"
        file.write_text(WEIR.replace(old, new, 1) + end if old else WEIR + end, encoding="utf-8")
        return file

    return write


def problems(file: Path) -> tuple[Problem, ...]:
    with pytest.raises(InspectionError) as refused:
        read(file)
    return refused.value.problems


def sentence(file: Path) -> str:
    with pytest.raises(InspectionError) as refused:
        read(file)
    return str(refused.value)


def stop(code: str, message: str, line: int) -> tuple[Problem, ...]:
    return (Problem(code, "stops", message, "weir.yaml", line),)


def test_the_smallest_params_are_five_keys(weir):
    params = read(weir())

    assert (params.framework, params.partnership.area, params.evidence.folder) == ("2022", "Weir", "weir")
    assert (params.inspection.started, params.report.date) == (date(2023, 4, 17), date(2023, 10, 17))
    assert (params.small_numbers.threshold, params.groups.smallest_base) == (5, 10)


def test_an_unknown_key_is_refused_with_the_nearest_known_key_and_its_line(weir):
    file = weir("  date: 2023-10-17\n", "  date: 2023-10-17\n  editon: internal\n")

    assert problems(file) == stop("P1", "unknown key 'report.editon'; did you mean 'edition'?", 13)


def test_an_unknown_key_like_no_other_is_refused_without_a_guess(weir):
    assert problems(weir(end="zzz: 1\n")) == stop("P1", "unknown key 'zzz'", 15)


def test_a_key_named_file_is_unknown_like_any_other(weir):
    assert problems(weir(end="file: weir.csv\n"))[0].code == "P1"


def test_several_problems_are_reported_together(weir):
    file = weir("  area: Weir\n", "", end="groups:\n  smallest_base: 9\nwordings: {}\n")

    assert [(p.code, p.row) for p in problems(file)] == [("P2", 2), ("P3", 15), ("P1", 16)]
    assert sentence(file).startswith("3 problems stop the work on weir.yaml:\n")


def test_a_missing_key_is_named_with_the_line_of_its_section(weir):
    assert problems(weir("  code: S12000050\n", "")) == stop("P2", "the key 'partnership.code' is missing", 2)


def test_an_inspection_that_ended_before_it_started_is_refused(weir):
    message = "'inspection' cannot end (16 April 2023) before it starts (17 April 2023)"

    assert problems(weir("ended: 2023-09-13", "ended: 2023-04-16")) == stop("P3", message, 6)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("report:", "report:\n  illustrative: maybe", "'report.illustrative' must be yes or no"),
        ("evidence:", "stated: {records: many}\nevidence:", "'stated.records' must be a whole number"),
        ("  led_by", "  engagement: 2023-06-08\n  led_by", "'inspection.engagement' wants two dates"),
        ("report:", "report:\n  edition: partner",
         "'report.edition' must be one of internal, partnership or publication"),
        ("  folder", "  files: {staff_survey: {encoding: latin}}\n  folder",
         "'evidence.files.staff_survey.encoding' must be one of utf-8, utf-16, cp1252 or mac_roman, or blank"),
        ("  folder", "  invited: {childrens_survey: 9}\n  folder",
         "unknown key 'evidence.invited.childrens_survey'; did you mean 'children_survey'?"),
        ("  folder", "  set_aside: [{fille: x}]\n  folder", "'evidence.set_aside.fille'; did you mean 'file'?"),
    ],
)  # fmt: skip
def test_a_slip_is_said_in_an_analysts_words(weir, old, new, message):
    assert message in sentence(weir(old, new))


def test_an_inspection_of_one_day_is_allowed(weir):
    assert read(weir("ended: 2023-09-13", "ended: 2023-04-17")).inspection.ended == date(2023, 4, 17)


@pytest.mark.parametrize("period", ["record_reading", "engagement"])
def test_a_period_that_ends_before_it_starts_is_refused(weir, period):
    file = weir("  led_by", f"  {period}: [2023-06-08, 2023-06-06]\n  led_by")

    assert [p.code for p in problems(file)] == ["P3"]


@pytest.mark.parametrize("threshold", ["4", "1", "0", "-5"])
def test_a_threshold_below_five_is_refused(weir, threshold):
    found = problems(weir(end=f"small_numbers:\n  threshold: {threshold}\n"))

    assert found == stop("P3", "'small_numbers.threshold' must be 5 or more", 16)


def test_a_threshold_may_be_raised(weir):
    assert read(weir(end="small_numbers:\n  threshold: 10\n")).small_numbers.threshold == 10


def test_a_smallest_base_below_ten_is_refused(weir):
    found = problems(weir(end="groups:\n  smallest_base: 9\n"))

    assert found == stop("P3", "'groups.smallest_base' must be 10 or more", 16)


@pytest.mark.parametrize("typed", ["[2.1, 5.10]", '["2.1", "5.10"]', "['2.1', '5.10']"])
def test_an_indicator_is_the_same_with_and_without_quotation_marks(weir, typed):
    file = weir("  led_by", f"  graded_indicators: {typed}\n  led_by")

    assert read(file).inspection.graded_indicators == ("2.1", "5.10")


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False), ("on", True), ("false", False)])
def test_yes_and_no_are_truth_values_where_one_is_wanted(weir, typed, meant):
    assert read(weir("report:\n", f"report:\n  illustrative: {typed}\n")).report.illustrative is meant


@pytest.mark.parametrize("typed", ["no", "yes", "off", "2.10", "007", "2023-05-09", "1e3"])
def test_what_looks_like_something_else_stays_text_where_text_is_wanted(weir, typed):
    assert read(weir("  area: Weir", f"  area: {typed}")).partnership.area == typed


def test_a_leading_zero_never_makes_a_number_octal(weir):
    assert read(weir(end="small_numbers:\n  threshold: 010\n")).small_numbers.threshold == 10


def test_a_date_without_hyphens_is_refused_in_an_analysts_words(weir):
    found = problems(weir("started: 2023-04-17", "started: 20230417"))

    assert (found[0].code, found[0].row, "datetime" in found[0].message) == ("P3", 8, False)


def test_a_number_is_never_taken_for_a_date(weir):
    assert problems(weir("started: 2023-04-17", "started: 86400"))[0].row == 8


def test_a_blank_setting_is_one_left_out(weir):
    assert read(weir(end="stated:\n  records:\n")).stated.records is None


def test_a_setting_that_is_needed_may_not_be_blank(weir):
    assert [p.code for p in problems(weir("  folder: weir", "  folder:"))] in (["P2"], ["P3"])


@pytest.mark.parametrize(
    ("text", "found"),
    [("- a\n- b\n", "a list"), ("north lanarkshire\n", "one value"), ("", "nothing"), ("# a remark\n", "nothing")],
)
def test_params_without_names_are_refused(tmp_path, text, found):
    file = tmp_path / "weir.yaml"
    file.write_text(text)

    assert sentence(file) == f"weir.yaml: settings with names were wanted (framework: ...), {found} was found"


def test_a_key_that_is_there_twice_is_refused_with_its_line(weir):
    file = weir("  area: Weir\n", "  area: Weir\n  area: Wear\n")

    assert sentence(file) == "weir.yaml, line 5: the key 'area' is there twice"


def test_an_alias_is_refused(weir):
    file = weir("  name: Weir community planning partnership\n  area: Weir", "  name: &weir Weir\n  area: *weir")

    assert sentence(file) == "weir.yaml, line 4: YAML aliases (*name) are not used here; write the value out"


def test_an_anchor_that_nothing_uses_does_no_harm(weir):
    assert read(weir("  area: Weir", "  area: &weir Weir")).partnership.area == "Weir"


def test_broken_yaml_is_refused_with_its_line(weir):
    file = weir("  area: Weir", "\tarea: Weir")

    assert sentence(file).startswith("weir.yaml, line 4: this is not YAML that can be read: ")


def test_params_that_are_not_utf8_are_refused(tmp_path):
    (tmp_path / "weir.yaml").write_bytes(WEIR.replace("Weir", "Wëir").encode("latin-1"))

    assert sentence(tmp_path / "weir.yaml") == "weir.yaml: a params file is UTF-8 text; this is something else"


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "weir.yaml").write_text(WEIR, encoding="utf-8-sig")

    assert read(tmp_path / "weir.yaml").framework == "2022"


def test_params_with_control_characters_are_refused(weir):
    file = weir("  area: Weir", "  area: We\x07ir")

    assert sentence(file) == "weir.yaml: a params file is YAML text; this has characters YAML refuses"


def test_brackets_a_thousand_deep_are_refused_in_a_sentence(weir):
    assert "weir.yaml" in sentence(weir("  area: Weir", f"  area: {'[' * 1000}{']' * 1000}"))


def test_a_folder_in_place_of_a_file_is_said(monkeypatch):
    monkeypatch.chdir(ROOT)
    message = "params/north-lanarkshire is a folder; a params file .YAML. was wanted, such as params/north-lanarkshire"

    with pytest.raises(InspectionError, match=f"^{message}.yaml$"):
        find("params/north-lanarkshire")


@pytest.mark.parametrize(("asked", "hint"), [("params/north-lanarkshire", "is a folder"), ("params/x.yaml", "has")])
def test_a_hint_is_the_same_from_the_notebooks_folder(monkeypatch, asked, hint):
    monkeypatch.chdir(ROOT / "notebooks")

    with pytest.raises(InspectionError, match=hint):
        find(asked)


def test_a_file_that_is_not_there_is_answered_with_the_nearest(weir, monkeypatch):
    monkeypatch.chdir(weir().parent)

    with pytest.raises(InspectionError, match=r"^there is no params file wier.yaml; did you mean 'weir.yaml'\?$"):
        find("wier.yaml")


@pytest.mark.parametrize("folder", [".", "notebooks", "params/framework/2022"])
def test_a_params_file_is_found_from_any_folder_of_the_project(monkeypatch, folder):
    monkeypatch.chdir(ROOT / folder)

    assert find("params/north-lanarkshire.yaml") == ROOT / "params" / "north-lanarkshire.yaml"


def test_a_search_ends_at_the_projects_root(weir, monkeypatch):
    below = weir().parent / "project" / "notebooks"
    below.mkdir(parents=True)
    (below.parent / "pyproject.toml").touch()
    monkeypatch.chdir(below)

    with pytest.raises(InspectionError, match="there is no params file weir.yaml"):
        find("weir.yaml")


def test_a_params_file_elsewhere_uses_the_projects_framework_and_statistics(weir):
    file = weir()

    assert read(file).framework_folder == ROOT / "params" / "framework" / "2022"
    assert beside_or_project(file, "official_statistics.csv") == ROOT / "params" / "official_statistics.csv"


def test_a_framework_and_statistics_beside_the_params_file_come_first(weir):
    file = weir()
    (file.parent / "framework" / "2022").mkdir(parents=True)
    (file.parent / "official_statistics.csv").touch()

    assert read(file).framework_folder == file.parent / "framework" / "2022"
    assert beside_or_project(file, "official_statistics.csv") == file.parent / "official_statistics.csv"


def test_a_partnerships_outputs_are_named_after_its_params_file(weir):
    assert read(weir()).slug == "weir"


def test_the_evidence_lies_beside_the_params_file_or_where_they_say(weir):
    assert read(weir()).folder == weir().parent / "weir"
    assert read(weir("folder: weir", "folder: /share/weir")).folder == Path("/share/weir")
