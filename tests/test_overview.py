"""All partnerships side by side: what is said of each beside the others, what is never shown, and the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from test_page import violations

from inspection_lib import overview
from inspection_lib.areas import areas
from inspection_lib.batch import FAILED, MADE, UNCHANGED, Outcome, index_is_due, write_index
from inspection_lib.errors import InspectionError
from inspection_lib.overview.compared import comparison, key_measures
from inspection_lib.overview.drafts import read
from inspection_lib.overview.limits import HIGHER, LOWER, UNCLEAR, Funnel, critical
from inspection_lib.overview.official import officials
from inspection_lib.overview.recurring import board, gaps, themes
from inspection_lib.proportions import wilson
from inspection_lib.suppression import Rule

ROOT = Path(__file__).parents[1]
OPEN = Rule(threshold=1, remainder=False, smallest_base=1)  # shows everything
RULE = Rule(threshold=5, remainder=True, smallest_base=10)
VALUED = "staff.valued"
AREAS = {area.name: area for area in areas()}
Cells = Mapping[str, tuple[int, int] | None]
Make = Callable[..., Path]


def estimate(name: str, cell: tuple[int, int] | None) -> dict[str, Any]:
    numerator, base = cell or (None, None)
    low, high = wilson(*cell) if cell else (None, None)
    return {"id": name, "group": None, "numerator": numerator, "base": base, "low": low, "high": high,
            "term": "most" if cell else None}  # fmt: skip


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes what an area's draft publishes, with some estimates; returns the folder of outputs."""

    def made(
        area: str, cells: Cells, *, threshold: int = 5, questions: str = "1", facts: Mapping = {}, **own: Any
    ) -> Path:
        about, folder = AREAS[area], tmp_path / "outputs" / AREAS[area].slug
        folder.mkdir(parents=True, exist_ok=True)
        params = {
            "framework": "2022",
            "small_numbers": {"threshold": threshold, "remainders": ["staff_survey"]},
            "groups": {"smallest_base": 10},
            "wording": {"terms": "this-report"},
            "report": {"edition": "internal", "marking": "OFFICIAL-SENSITIVE", "illustrative": True},
        }
        run = {"area": area, "params_file": "params/x.yaml", "library": "1", "settings": params, "caveats": [],
               "inputs": {"params/framework/2022/items.csv": questions}, "started": "2026-11-25T10:00:00Z"}  # fmt: skip
        told = [{"id": i, "label": i, "value": v, "unit": "", "period": "2021", "source": "a release",
                 "compared_with": {"Scotland": scotland}} for i, (v, scotland) in facts.items()]  # fmt: skip
        claims = {"partnership": {"name": area, "code": about.code}, "facts": told,
                  "estimates": [estimate(*one) for one in cells.items()],
                  "statements": [{"text": "zebedee quark"}]}  # fmt: skip
        findings = {"board": [], "gaps": [], "themes": [], **own}
        for name, value in (("run", run), ("claims", claims), ("findings", findings)):
            (folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
        return folder.parent

    return made


def words(outputs: Path, measure: str = VALUED) -> Mapping[str, str]:
    return next(one.words for one in comparison(read(outputs)).measures if one.measure.id == measure)


def text(outputs: Path) -> str:
    whole = "".join(section._repr_html_() for section in overview.sections(read(outputs)))
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", whole, flags=re.DOTALL))


class TestAFunnel:
    def test_gives_the_published_chance_of_the_tea_tasting(self):
        """Fisher's own table: three of four right, and one of four; Agresti (2002), section 3.5, has 0.486."""
        funnel = Funnel({"Fife": ((3, 4), OPEN), "Moray": ((1, 4), OPEN)})

        assert funnel.chances == pytest.approx({"Fife": 34 / 70, "Moray": 34 / 70})

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60)), min_size=2, max_size=8))
    def test_gives_the_chance_that_scipy_gives(self, drawn: list[tuple[int, int]]):
        cells = [(min(k, n), n) for k, n in drawn]
        funnel = Funnel({str(n): (cell, OPEN) for n, cell in enumerate(cells)})
        count, base = cells[0]
        rest = funnel.count - count, funnel.base - base
        theirs = fisher_exact([[count, base - count], [rest[0], rest[1] - rest[0]]]).pvalue

        assert funnel.chances["0"] == pytest.approx(theirs, abs=1e-9)

    def test_finds_the_spread_that_is_worked_out_by_hand(self):
        """Ten of 100, half with 40 and half with 60, each 2.108 errors off: (10 x 4.444 - 9) / 4000, 0.0941 squared."""
        cells = {str(n): ((40 if n % 2 else 60, 100), OPEN) for n in range(10)}

        assert Funnel(cells).spread == pytest.approx(0.0941, abs=0.00005)
        assert Funnel(dict(list(cells.items())[:9])).spread == 0  # nine are too few to tell
        assert Funnel({str(n): ((50, 100), OPEN) for n in range(10)}).spread == 0

    def test_one_outlier_does_not_widen_its_own_limits(self):
        alike = {str(n): ((50 + n % 3, 100), OPEN) for n in range(19)}

        assert Funnel({**alike, "out": ((90, 100), OPEN)}).spread == 0

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.floats(0, 1), st.integers(10, 90)), min_size=2, max_size=14))
    def test_says_a_word_exactly_of_what_lies_on_its_limits_or_beyond(self, drawn: list[tuple[float, int]]):
        cells = [(round(share * n), n) for share, n in drawn]
        funnel = Funnel({str(n): (cell, RULE) for n, cell in enumerate(cells) if not RULE.hides(*cell)})
        limit = critical([funnel]) if funnel.cells else 0
        for area, ((count, base), rule) in funnel.cells.items():
            if funnel.base == base:
                continue
            low, high = funnel.limits(base, rule, limit)
            beyond = count / base <= low + 1e-12 or count / base >= high - 1e-12
            assert (funnel.word(area, limit) != UNCLEAR) <= beyond
            inside = low + 1e-12 < count / base < high - 1e-12
            assert inside <= (funnel.word(area, limit) == UNCLEAR)

    def test_narrows_with_the_base(self):
        funnel = Funnel({str(n): ((7 * n, 10 * n), OPEN) for n in range(2, 9)})
        spans = [high - low for low, high in (funnel.limits(base, OPEN, 0.05) for base in (20, 40, 80))]

        assert spans == sorted(spans, reverse=True)


def drawn_alike(seed: int, shares: tuple[float, ...], bases: tuple[int, int], places: int = 30) -> bool:
    """Whether any word is said of partnerships that differ by chance alone, on some measures at once."""
    rng, funnels = np.random.default_rng(seed), []
    for share in shares:
        cells = [(int(rng.binomial(n, share)), int(n)) for n in rng.integers(*bases, places)]
        shown = {str(place): (cell, RULE) for place, cell in enumerate(cells) if not RULE.hides(*cell)}
        if 2 * len(shown) > places:
            funnels.append(Funnel(shown))
    limit = critical(funnels)
    return any(funnel.word(area, limit) != UNCLEAR for funnel in funnels for area in funnel.cells)


def test_no_true_difference_hardly_ever_gives_a_word():
    assert sum(drawn_alike(seed, (0.3, 0.7), (20, 60)) for seed in range(60)) <= 3


@pytest.mark.fuzz
@pytest.mark.parametrize(
    ("shares", "bases", "places"),
    [((0.5, 0.7, 0.3), (100, 1300), 30), ((0.93,) * 6, (48, 72), 30), ((0.85, 0.9, 0.95), (15, 60), 30),
     ((0.6,) * 10, (40, 70), 2), ((0.6, 0.8), (20, 300), 8)],
)  # fmt: skip
def test_the_words_keep_to_their_level_at_every_size(shares: tuple[float, ...], bases: tuple[int, int], places: int):
    said = sum(drawn_alike(seed, shares, bases, places) for seed in range(200))
    print(f"\n{shares} {bases} {places}: a word in {said} of 200")

    assert said <= 16  # more than 16 of 200 at 5% each has a chance of 2%


def test_a_share_far_off_is_named_and_no_other(make: Make):
    for area in ("Angus", "Falkirk", "Fife", "Moray"):
        make(area, {VALUED: (70, 100)})
    outputs = make("Stirling", {VALUED: (30, 100)})

    assert words(outputs) == {**dict.fromkeys(("Angus", "Falkirk", "Fife", "Moray"), UNCLEAR), "Stirling": LOWER}


def test_two_partnerships_are_held_against_each_other(make: Make):
    make("Fife", {VALUED: (90, 100)})

    assert words(make("Angus", {VALUED: (50, 100)})) == {"Angus": LOWER, "Fife": HIGHER}


def test_every_other_measure_counts_against_a_word(make: Make):
    """Alone 35 of 50 against 24 of 50 is a difference at 5%; beside twelve other questions it is none."""
    others = [f"staff.{name}" for name in ("capacity", "supervision", "know_expected", "leaders_visible",
              "strategy_improved", "evaluation_improved", "taking_part", "understand_vision", "advocacy_available",
              "learning_knowledge", "learning_confidence", "listened_respected")]  # fmt: skip
    make("Fife", {VALUED: (35, 50)})
    alone = words(make("Angus", {VALUED: (24, 50)}))
    make("Fife", {VALUED: (35, 50), **dict.fromkeys(others, (25, 50))})
    beside = words(make("Angus", {VALUED: (24, 50), **dict.fromkeys(others, (25, 50))}))

    assert set(alone.values()) == {HIGHER, LOWER}
    assert set(beside.values()) == {UNCLEAR}


def test_what_a_draft_hides_is_said_to_be_hidden_and_has_no_part_in_any_sum(make: Make):
    make("Fife", {VALUED: (60, 100)})
    make("Moray", {VALUED: (62, 100)})
    outputs = make("Angus", {VALUED: None})
    one = comparison(read(outputs)).measures[0]

    assert (one.hidden, one.funnel.count, one.funnel.base) == (["Angus"], 122, 200)
    assert "Angus not shown: too few; Fife 60% (60 of 100), no clear difference" in text(outputs)


def test_nothing_is_compared_where_half_of_the_drafts_hide_it(make: Make):
    make("Fife", {VALUED: (100, 100)})
    make("Moray", {VALUED: (40, 100)})
    make("Falkirk", {VALUED: None})
    outputs = make("Angus", {VALUED: None})

    assert words(outputs) == {}
    assert comparison(read(outputs)).made == 0


def test_partnerships_stand_in_the_official_order_whatever_their_shares(make: Make):
    for area, count in (("West Lothian", 90), ("City of Edinburgh", 10), ("Angus", 50), ("Dundee City", 70)):
        outputs = make(area, {VALUED: (count, 100)})

    assert list(words(outputs)) == ["Angus", "City of Edinburgh", "Dundee City", "West Lothian"]


def test_a_draft_with_other_questions_is_named_and_not_compared(make: Make):
    make("Fife", {VALUED: (60, 100)})
    make("Moray", {VALUED: (60, 100)}, threshold=8)
    outputs = make("Angus", {VALUED: (6, 100)}, questions="2")

    assert list(words(outputs)) == ["Fife", "Moray"]
    assert "Angus: made with other questions" in text(outputs)
    assert "Counts hidden, not alike. Moray: below 8; all others: below 5" in " ".join(text(outputs).split())


def test_key_measures_are_chosen_by_the_framework(make: Make):
    ids = [VALUED, "staff.know_expected", "staff.girfec_positive", "staff.recognise_report", "children.safe_where_live"]
    cells = dict.fromkeys(ids, (60, 100))
    make("Fife", cells)
    drafts = read(make("Angus", dict(reversed(cells.items()))))

    assert [one.measure.id for one in key_measures(drafts)] == [ids[2], ids[4], ids[1]]


def test_no_sentence_of_a_draft_is_on_the_page(make: Make):
    make("Fife", {VALUED: (60, 100)})

    assert "zebedee" not in text(make("Angus", {VALUED: (60, 100)}))


def test_themes_are_counted_by_partnership_and_by_the_way_their_notes_point(make: Make):
    good, bad = {"strength": 3, "mixed": 1}, {"strength": 1, "area for improvement": 2}
    early, late = ({"heading": "1.1", "theme": theme} for theme in ("early help", "domestic abuse"))
    make("Fife", {}, themes=[{**early, "directions": good}, {**late, "directions": bad}])
    make("Moray", {}, themes=[{**early, "directions": bad}])
    [chart] = themes(read(make("Angus", {VALUED: (60, 100)}, themes=[{**early, "directions": {"mixed": 1}}])))

    assert chart.table.rows == (("1.1 Early help", "1: Moray", "1: Angus", "1: Fife"),)


def test_gaps_and_decisions_recur_by_name(make: Make):
    gap = {
        "kind": "counts",
        "title": "independent advocacy",
        "higher": "staff.valued",
        "lower": "children.staff_listen",
    }
    place = {"heading": "1.2", "decided": {"state": "areas of concern"}}
    for area in ("Fife", "Moray"):
        make(area, {VALUED: (60, 100)}, gaps=[gap], board=[place, {"heading": "1.3", "decided": None}])
    drafts = read(make("Angus", {VALUED: (60, 100)}))
    [found], [decided] = gaps(drafts), board(drafts)

    assert found.table.rows == (("Independent advocacy: staff more favourable than children", "2: Fife and Moray"),)
    assert decided.table.rows == (("1.2 Staff competence and confidence", "2: Fife and Moray", "none", "none"),)


def test_official_figures_stand_beside_scotlands(make: Make):
    make("Fife", {}, facts={"under_16": (17.5, 16.6), "population": (374730, 5479900)})
    make("Moray", {}, facts={"under_16": (None, 16.6)})
    share, people = sorted(officials(read(make("Angus", {}, facts={"under_16": (12.0, 16.6)}))),
                           key=lambda one: one.about.measure, reverse=True)  # fmt: skip

    assert [share.cell(area) for area in share.values] == [
        "12%, lower than Scotland", "18%, slightly higher than Scotland", "not held"]  # fmt: skip
    assert people.cell("Fife") == "374,730"


def test_two_releases_of_scotlands_figure_are_not_taken_for_one(make: Make):
    make("Fife", {}, facts={"under_16": (17.5, 16.6)})
    [share] = officials(read(make("Angus", {}, facts={"under_16": (12.0, 16.1)})))

    assert [share.cell(area) for area in share.values] == ["12%", "18%"]


class TestThePage:
    def test_is_made_again_only_if_a_draft_has_changed(self, make: Make):
        make("Fife", {VALUED: (60, 100)})
        outputs = make("Angus", {VALUED: (60, 100)})
        write_index(outputs, [])
        first = (outputs / overview.PAGE).stat().st_mtime_ns
        write_index(outputs, [])
        again = (outputs / overview.PAGE).stat().st_mtime_ns
        make("Moray", {VALUED: (60, 100)})
        write_index(outputs, [])

        assert first == again
        assert "Moray" in (outputs / overview.PAGE).read_text(encoding="utf-8")
        assert (outputs / overview.PAGE).stat().st_mode & 0o077 == 0
        assert '<a href="overview.html">' in (outputs / "index.html").read_text(encoding="utf-8")

    def test_leads_to_every_draft_and_says_first_what_failed(self, make: Make):
        make("Fife", {VALUED: (60, 100)})
        outputs = make("Angus", {VALUED: (60, 100)})
        (outputs / "logs").mkdir()
        (outputs / "logs" / "moray.log").write_text("2 problems stop the work:\n  I2  a.csv: gone\n", encoding="utf-8")
        page = overview.page(outputs)

        assert page is not None
        assert '<a href="logs/moray.log">moray</a>' in page
        assert "2 problems stop the work: I2 a.csv: gone" in page
        assert page.index("logs/moray.log") < page.index('<a href="angus/report.html">Angus</a>')

    def test_is_not_made_of_one_draft_alone(self, make: Make):
        outputs = make("Fife", {VALUED: (60, 100)})
        write_index(outputs, [])

        assert not (outputs / overview.PAGE).exists()
        assert index_is_due(outputs, []) is False
        assert overview.PAGE not in (outputs / "index.html").read_text(encoding="utf-8")

    def test_a_run_of_one_partnership_leaves_none_that_is_no_longer_true(self, make: Make):
        make("Fife", {VALUED: (60, 100)})
        outputs = make("Angus", {VALUED: (60, 100)})
        same = [Outcome("angus", UNCHANGED), Outcome("fife", UNCHANGED)]
        write_index(outputs, same)
        there = (outputs / overview.PAGE).is_file(), index_is_due(outputs, same)
        write_index(outputs, [Outcome("angus", MADE)])

        assert there == (True, False)
        assert not (outputs / overview.PAGE).exists()
        assert "A run of several partnerships sets them side by side" in (outputs / "index.html").read_text(
            encoding="utf-8"
        )
        assert index_is_due(outputs, same)

    def test_a_draft_of_another_version_costs_the_overview_and_not_the_index(self, make: Make):
        make("Fife", {VALUED: (60, 100)})
        outputs = make("Angus", {VALUED: (60, 100)})
        record = json.loads((outputs / "angus" / "run.json").read_text(encoding="utf-8"))
        del record["settings"]["small_numbers"]
        (outputs / "angus" / "run.json").write_text(json.dumps(record), encoding="utf-8")
        write_index(outputs, [Outcome("moray", FAILED, cause="gone"), Outcome("fife", UNCHANGED)])
        index = (outputs / "index.html").read_text(encoding="utf-8")

        assert "The overview could not be made" in index
        assert "What could not be made" in index

    def test_a_draft_that_cannot_be_read_is_named(self, make: Make):
        make("Fife", {VALUED: (60, 100)})
        outputs = make("Angus", {VALUED: (60, 100)})
        (outputs / "angus" / "claims.json").write_text("{", encoding="utf-8")

        assert "Folders without a whole draft: angus." in text(outputs)

    def test_is_marked_as_the_teams_own(self, make: Make):
        make("Fife", {VALUED: (60, 100)})
        outputs = make("Angus", {VALUED: (60, 100)})

        assert "INTERNAL · OFFICIAL-SENSITIVE · ILLUSTRATIVE EVIDENCE" in (overview.page(outputs) or "")
        assert "They are not ranked" in text(outputs)


def test_without_a_draft_every_cell_says_so(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    drafts = read(tmp_path / "empty")
    calls = [overview.state, overview.reading, overview.others, overview.recurring, overview.key_facts]

    assert all("No draft has been made yet" in call(drafts)._repr_html_() for call in calls)
    assert "No draft has been made yet" in overview.statement(drafts, "1")._repr_html_()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InspectionError, match="there is no folder never-made; the folder of outputs was wanted"):
        read("never-made")


def test_the_notebook_runs_from_its_own_folder(monkeypatch: pytest.MonkeyPatch):
    path = ROOT / "notebooks" / "08_overview.ipynb"
    monkeypatch.chdir(path.parent)
    names: dict[str, Any] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)

    assert names["drafts"].folder == ROOT / "outputs"


@pytest.fixture
def many(make: Make) -> Path:
    """Twelve drafts with hidden shares, a share far off, themes, gaps, decisions and official figures."""
    ids = [VALUED, "staff.girfec_positive", "staff.recognise_report", "children.safe_where_live",
           "parents.acted_quickly", "records.ird_held", "records.chronology", "staff.capacity"]  # fmt: skip
    for place, area in enumerate(list(AREAS)[:12]):
        cells: dict[str, tuple[int, int] | None] = {
            name: (50 + place + n, 90 + 20 * place) for n, name in enumerate(ids)
        }
        if place in (0, 7):
            cells = {**cells, VALUED: None, "records.ird_held": None} if place else {**cells, VALUED: (90, 90)}
        own = [
            {"heading": "1.1", "theme": "early help", "directions": {"strength": place % 3, "area for improvement": 1}}
        ]
        outputs = make(area, cells, themes=own, board=[{"heading": "1.2", "decided": {"state": "areas of concern"}}],
                       facts={"under_16": (15 + place / 5, 16.6), "population": (9000.0 * place, 5479900)})  # fmt: skip
    (outputs / "logs").mkdir()
    (outputs / "logs" / "moray.log").write_text("the disk is full\n", encoding="utf-8")
    failed = Outcome("moray", FAILED, cause="the disk is full", log="outputs/logs/moray.log")
    write_index(outputs, [failed, Outcome("fife", UNCHANGED)])
    return outputs


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ["index.html", "overview.html"])
def test_axe_has_nothing_to_report_and_no_page_scrolls_sideways(browser: Any, many: Path, name: str, width: int):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((many / name).as_uri())

    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith("file:")] == []
    tab.close()
