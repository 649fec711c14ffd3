"""Areas: every council area is found by its code and its names, and none by a part that two of them share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_lib import InspectionError, intake
from inspection_lib.areas import area, areas

AREAS = areas()
NAMES = [(name, place.name) for place in AREAS for name in (place.name, *place.also_known_as)]
BOARDS = {"Ayrshire and Arran", "Borders", "Dumfries and Galloway", "Fife", "Forth Valley", "Grampian",
          "Greater Glasgow and Clyde", "Highland", "Lanarkshire", "Lothian", "Orkney", "Shetland", "Tayside",
          "Western Isles"}  # fmt: skip
DIVISIONS = {"Argyll and West Dunbartonshire", "Ayrshire", "Dumfries and Galloway", "Edinburgh", "Fife",
             "Forth Valley", "Greater Glasgow", "Highland and Islands", "Lanarkshire", "North East",
             "Renfrewshire and Inverclyde", "Tayside", "The Lothians and Scottish Borders"}  # fmt: skip


def refused(name: str) -> str:
    with pytest.raises(InspectionError) as error:
        area(name)
    return str(error.value)


def test_areas_are_those_of_the_official_statistics(case):
    official = case.official[case.official["area"] != "Scotland"].drop_duplicates("area_code")

    assert len(AREAS) == 32
    assert {place.code: place.name for place in AREAS} == dict(
        zip(official["area_code"], official["area"], strict=True)
    )


def test_every_area_has_one_of_the_14_health_boards_and_13_police_divisions():
    assert {place.health_board for place in AREAS} == {f"NHS {board}" for board in BOARDS}
    assert {place.police_division for place in AREAS} == DIVISIONS


def test_north_lanarkshire_is_as_its_params_say(case):
    place, about = area("North Lanarkshire"), case.params.partnership

    assert (place.code, place.name) == (about.code, about.area)
    assert (place.health_board, place.police_division) == (about.health_board, about.police_division)


@pytest.mark.parametrize("place", AREAS, ids=lambda place: place.slug)
def test_every_area_is_found_by_its_code_and_by_its_file_name(place):
    assert area(place.code) == area(f" {place.code.lower()} ") == area(place.slug) == place


@pytest.mark.parametrize(("name", "official"), NAMES)
def test_every_area_is_found_by_every_name(name, official):
    assert area(name).name == area(f"{name} Council").name == area(f"The {name}").name == official


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("Aberdeen", "Aberdeen City"),
        ("City of Dundee", "Dundee City"),
        ("Glasgow, City of", "Glasgow City"),
        ("The City of Edinburgh Council", "City of Edinburgh"),
        ("Edinburgh City", "City of Edinburgh"),
        ("Argyll&Bute", "Argyll and Bute"),
        ("Perth  +  Kinross", "Perth and Kinross"),
        ("nà h-eileanan siar", "Na h-Eileanan Siar"),
        ("the borders", "Scottish Borders"),
        ("Renfrewshire", "Renfrewshire"),
    ],
)
def test_an_area_is_found_as_people_say_it(typed, official):
    assert area(typed).name == official


@given(st.sampled_from(NAMES), st.data())
def test_case_and_spaces_make_no_difference(names, data):
    name, official = names
    letters = [data.draw(st.sampled_from((letter.lower(), letter.upper()))) for letter in name]
    gap = data.draw(st.sampled_from((" ", "  ", "\t", "\u00a0")))

    assert area(gap + "".join(letters).replace(" ", gap) + gap).name == official


def test_a_part_of_several_names_is_none_of_them():
    said = "'{}' is not one council area; it could be {}"

    assert refused("Lanarkshire") == said.format("Lanarkshire", "North Lanarkshire or South Lanarkshire")
    assert refused("ayrshire") == said.format("ayrshire", "East Ayrshire, North Ayrshire or South Ayrshire")
    assert refused("Lothian") == said.format("Lothian", "East Lothian, Midlothian or West Lothian")


def test_an_unknown_name_is_told_the_nearest():
    assert refused("Kinross") == "no council area is called 'Kinross'; did you mean 'Perth and Kinross'?"
    assert refused("Edinborough") == "no council area is called 'Edinborough'; did you mean 'Edinburgh'?"
    assert refused("zzz") == "no council area is called 'zzz'; names and codes are in areas.csv"


def test_an_unknown_code_is_never_guessed_at():
    assert refused("S12000046") == "no council area has the code S12000046; codes and names are in areas.csv"


@pytest.mark.parametrize("name", ["", " ", "the council", "City of", "Scotland", "Fife and Angus"])
def test_what_names_no_single_area_is_refused(name):
    assert refused(name).startswith("no council area is called")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"code,area\nS12000047,Fife\n", b'code,"area\n'])
def test_a_spoilt_table_of_areas_is_one_sentence(tmp_path, content):
    (tmp_path / "areas.csv").write_bytes(content)

    with pytest.raises(InspectionError, match=r"^areas\.csv.* code, area, also_known_as, health_board, police_div"):
        areas(tmp_path / "fife.yaml")


def test_another_name_in_params_is_answered_with_the_official_one(copy: Path):
    text = copy.read_text(encoding="utf-8").replace("area: North Lanarkshire", "area: Dundee")
    copy.write_text(text.replace("S12000050", "S12000042"), encoding="utf-8")
    said = [problem.message for problem in intake.case(copy).problems if problem.code == "O1"]

    assert said == ["partnership.area is 'Dundee', which is another name of 'Dundee City'; write 'Dundee City'"]
