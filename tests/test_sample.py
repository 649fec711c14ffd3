"""Samples: drawn by chance from a seed, said to be drawn, fit to run, and extreme where somebody has to be."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from inspection_lib import InspectionError, load_case
from inspection_lib.areas import area, areas
from inspection_lib.checks import checked
from inspection_lib.cli import main
from inspection_lib.decisions import standing
from inspection_lib.estimates import estimates, leading
from inspection_lib.evidence import COLUMNS, INSTRUMENTS, Case
from inspection_lib.framework import Framework, read
from inspection_lib.sample import sample
from inspection_lib.sample.judged import STRONG, judgements, tally
from inspection_lib.sample.making import drawn
from inspection_lib.sample.place import WORDS, Place, populations, read_words
from inspection_lib.sections.opening import cover

ROOT = Path(__file__).parents[1]
ROUTING = {"S1", "S2", "R1", *(f"R{n}" for n in range(21, 29)), "S21", "S22", "S23"}


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read(ROOT / "params" / "framework" / "2022")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Samples of four areas: a smallest island, one without children's answers, one that agrees, the longest name."""
    folder = tmp_path_factory.mktemp("samples")
    sample(["Orkney", "Clackmannanshire", "East Renfrewshire", "Dumfries & Galloway"], folder)
    return folder


@pytest.fixture(scope="module")
def orkney(made: Path) -> Case:
    return load_case(made / "orkney-islands.yaml")


@pytest.fixture(scope="module")
def clackmannanshire(made: Path) -> Case:
    return load_case(made / "clackmannanshire.yaml")


@pytest.fixture(scope="module")
def dumfries(made: Path) -> Case:
    return load_case(made / "dumfries-and-galloway.yaml")


def there(folder: Path, slug: str) -> dict[str, bytes]:
    """Every file of one area's sample and its bytes."""
    files = [folder / f"{slug}.yaml", *(folder / slug).iterdir()]
    return {path.name: path.read_bytes() for path in files}


def rows(folder: Path, slug: str, table: str) -> list[dict[str, str]]:
    with (folder / slug / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_area_has_the_same_bytes_alone_and_among_others(made: Path, tmp_path: Path):
    sample(["S12000023"], tmp_path)

    assert there(tmp_path, "orkney-islands") == there(made, "orkney-islands")


def test_another_seed_draws_other_answers_notes_and_days(made: Path, tmp_path: Path):
    sample(["Orkney"], tmp_path, seed=2027)
    first, other = there(made, "orkney-islands"), there(tmp_path, "orkney-islands")

    assert all(first[f"{table}.csv"] != other[f"{table}.csv"] for table in COLUMNS)


def test_every_draft_from_a_sample_says_on_its_cover_and_every_page_that_its_evidence_is_drawn(dumfries: Case):
    page = cover(dumfries)

    assert page.title.startswith("Sample of a joint inspection")
    assert page.marking == "DRAFT · SAMPLE, NOT AN INSPECTION · ILLUSTRATIVE EVIDENCE"
    assert "made up for illustration" in str(page)
    assert "no inspection took place" in dumfries.params.what_happens_next


def test_answers_obey_the_routes_and_the_checks_of_the_edition(orkney: Case, dumfries: Case):
    assert not {problem.code for case in (orkney, dumfries) for problem in case.problems} & ROUTING


def test_evidence_is_sized_by_population(made: Path):
    replies = {slug: len(rows(made, slug, "staff_survey")) for slug in ("orkney-islands", "dumfries-and-galloway")}

    assert replies["orkney-islands"] < 10
    assert 440 <= replies["dumfries-and-galloway"] <= 630  # of 148,790 people
    assert 30 <= len(rows(made, "orkney-islands", "voices")) <= 60


def test_about_twelve_of_sixty_records_are_read_twice_by_two_readers(made: Path):
    readings = rows(made, "dumfries-and-galloway", "record_reading")
    first = {row["record_id"]: row["reader"] for row in readings if row["reading"] == "first"}
    second = {row["record_id"]: row["reader"] for row in readings if row["reading"] == "second"}

    assert (len(first), len(second)) == (60, 12)
    assert all(first[record] != reader for record, reader in second.items())


def test_nothing_at_all_is_shown_of_the_smallest_island(orkney: Case):
    first = leading(orkney)

    assert {e.measure.item.instrument for e in first} == {*INSTRUMENTS}
    assert all(e.hidden and e.term is None for e in first)


def test_a_partnership_without_a_childrens_survey_says_so(clackmannanshire: Case):
    assert len(clackmannanshire.evidence["children_survey"]) == 0
    assert "children and young people's survey" in str(cover(clackmannanshire))
    assert not (clackmannanshire.evidence["voices"]["group"] == "children and young people").any()


def test_in_one_area_everyone_agrees(made: Path, framework: Framework):
    tables = {table: rows(made, "east-renfrewshire", table) for table in COLUMNS}

    for item in framework.items_of("staff_survey"):
        counted, base = tally(item.item, framework, tables)
        assert counted == base > 0


def test_messages_are_in_line_with_the_counts_that_the_draft_shows(dumfries: Case, framework: Framework, made: Path):
    known = estimates(dumfries)
    messages = standing(dumfries)[standing(dumfries)["kind"] == "key message"]
    strong = {row["measure"]: row["high"] for row in read_words("messages")}
    measured = [(row["rests_on"], row["text"]) for row in messages.to_dict("records") if row["rests_on"] in known]

    assert measured
    for measure, words in measured:
        assert (words == strong[measure]) == (known[measure].share >= STRONG)
    assert not [problem for problem in dumfries.problems if problem.code == "J16"]


def test_a_grade_is_drawn_and_never_computed_from_the_evidence(framework: Framework):
    place = Place(area("Fife"), 2026, 374_000)
    nothing = {table: [] for table in COLUMNS}
    graded = [[row["value"] for row in judgements(place, framework, tables) if row["kind"] == "evaluation"]
              for tables in (nothing, drawn(place, framework))]  # fmt: skip

    assert graded[0] == graded[1] != []


def test_what_is_judged_is_proposed_and_says_that_it_was_drawn(dumfries: Case):
    frame = standing(dumfries)

    assert set(frame["status"]) == {"proposed"}
    assert frame.loc[frame["kind"].isin(("evaluation", "capacity")), "text"].str.contains("drawn by chance").all()


def test_no_text_of_a_sample_names_an_area_or_identifies_anybody(dumfries: Case):
    texts = {path.name: path.read_text(encoding="utf-8") for path in WORDS.iterdir() if path.name != "extremes.csv"}
    names = [name for place in areas() for name in (place.name, *place.also_known_as)]

    for file, words in texts.items():
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", words, flags=re.IGNORECASE)], file
    assert not [problem for problem in dumfries.problems if problem.code.startswith("D")]


def test_every_note_and_figure_of_the_words_has_its_place_in_the_framework(framework: Framework):
    for row in (*read_words("notes"), *read_words("figures")):
        assert row["theme"] in framework.headings[row["heading"]].themes.split(";")
        assert row["indicator"] in framework.indicators


def test_nothing_is_written_over(tmp_path: Path):
    (tmp_path / "fife.yaml").write_text("kept", encoding="utf-8")

    with pytest.raises(InspectionError, match="is there already"):
        sample(["Orkney", "Fife"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["fife.yaml"]
    assert (tmp_path / "fife.yaml").read_text(encoding="utf-8") == "kept"


def test_the_command_wants_areas_or_all_and_says_what_it_made(tmp_path: Path):
    neither = CliRunner().invoke(main, ["sample", "--into", str(tmp_path)])
    unknown = CliRunner().invoke(main, ["sample", "Dundea", "--into", str(tmp_path)])
    one = CliRunner().invoke(main, ["sample", "Western Isles", "--into", str(tmp_path / "new")])

    assert (neither.exit_code, unknown.exit_code, one.exit_code) == (1, 1, 0)
    assert "or say --all" in neither.output
    assert "did you mean 'Dundee'" in unknown.output
    assert one.output.startswith("Na h-Eileanan Siar: made")
    assert list(tmp_path.iterdir()) == [tmp_path / "new"]


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", [1, 2026])
def test_all_32_are_made_in_ten_seconds_and_nothing_stops_in_any(seed: int, tmp_path: Path):
    began = process_time()
    made = sample([], tmp_path, seed)

    assert len(made) == 32
    assert process_time() - began < 10
    for one in made:
        problems = checked(one.file).problems
        assert not [problem.message for problem in problems if problem.severity == "stops" or problem.code == "J16"]


@pytest.mark.fuzz
def test_areas_differ_in_a_few_questions_and_not_in_most(framework: Framework):
    """How many shares of an area lie further from all areas' share than chance has one in twenty."""
    people = populations(ROOT / "params" / "official_statistics.csv")
    found = {one.code: drawn(Place(one, 2026, people[one.code]), framework) for one in areas()}
    apart = compared = 0
    for item in framework.items_of("staff_survey"):
        tallies = [tally(item.item, framework, tables) for tables in found.values()]
        whole = sum(counted for counted, _ in tallies) / sum(base for _, base in tallies)
        for counted, base in tallies:
            if base >= 100:
                compared += 1
                apart += abs(counted / base - whole) > 1.96 * (whole * (1 - whole) / base) ** 0.5
    assert 0.1 < apart / compared < 0.6
