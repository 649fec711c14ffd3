"""What strangers send is text: in every field of every file, in every output, and nothing that we write acts."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any

import holding
import hostile
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from inspection_lib import accuracy, compare, load_case, logbook, sections
from inspection_lib.accuracy.making import log_files
from inspection_lib.batch import run_all, write_index
from inspection_lib.batch.folders import write_json
from inspection_lib.batch.notebooks import Job
from inspection_lib.charts.drawing import STYLE
from inspection_lib.cli import main
from inspection_lib.errors import ACTING
from inspection_lib.evidence import Case
from inspection_lib.export import claims, evidence_page, findings, page
from inspection_lib.export.editions import exported, whole_page
from inspection_lib.formulas import inert, plain
from inspection_lib.intake.opened import legible

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """North Lanarkshire with one payload in every field, which names all that a page could take for more than text."""
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(ROOT / "params", folder / "params", ignore=shutil.ignore_patterns("narrative"))
    return load_case(hostile.planted(folder / "params" / "north-lanarkshire.yaml", hostile.ALL))


def words(markup: str) -> str:
    """What a page says, in single spaces."""
    return " ".join(BeautifulSoup(markup, "html.parser").get_text().split())


def written(case: Case, folder: Path) -> None:
    """Every kind of file that is made of a case without running a notebook."""
    data = claims(case)
    (folder / "report.html").write_text(whole_page(case), encoding="utf-8")
    (folder / "evidence.html").write_text(evidence_page(case), encoding="utf-8")
    (folder / "report.docx").write_bytes(exported(case, "internal", "docx").content)
    write_json(folder / "claims.json", data)
    write_json(folder / "findings.json", findings(case))
    draft = compare.of_claims(data)
    log_files(accuracy.paragraphs(case, draft), case.params.report.marking, folder / "accuracy")
    before = compare.of_claims(
        {**data, "statements": [{**s, "text": f"{s['text']} Once."} for s in data["statements"]]}
    )
    (folder / "diff.html").write_text(compare.page(compare.difference(before, draft)), encoding="utf-8")


@pytest.mark.attack
def test_what_people_wrote_is_text_in_every_kind_of_file(spoiled: Case, tmp_path: Path):
    written(spoiled, tmp_path)

    assert holding.held(tmp_path) == {".html", ".docx", ".json", ".csv", ".xlsx"}
    report = words((tmp_path / "report.html").read_text(encoding="utf-8"))
    for told in (f"Title {hostile.ALL}", f"Body {hostile.ALL}", f"MARKED {hostile.ALL}"):
        assert told.replace("*", "∗") in report.replace("*", "∗"), told
    assert report.replace("*", "∗").count(hostile.ALL.replace("*", "∗")) > 100
    assert hostile.ALL in words((tmp_path / "diff.html").read_text(encoding="utf-8"))


def test_the_holding_can_fail():
    for markup in ("<script>boom()</script>", "<p onclick=boom()>", '<a href="javascript:boom()">', "<p style='x'>",
                   "<iframe>", "a\u202eb"):  # fmt: skip
        with pytest.raises(AssertionError):
            holding.markup(BeautifulSoup(markup, "html.parser"))
    with pytest.raises(AssertionError):
        holding.table("a,=1+1\n")
    with pytest.raises(AssertionError):
        holding.page(page('<h1 id="a">A</h1>').replace("base-uri", "x"))


def test_what_people_wrote_is_text_in_a_notebook(spoiled: Case):
    for section in (sections.themes(spoiled, "1"), sections.problems(spoiled), sections.intake(spoiled)):
        shown = BeautifulSoup(section._repr_html_(), "html.parser")
        outer = [element for element in shown.find_all(True, recursive=False) if element.name != "style"]

        assert [element["class"] for element in outer] == [["mathjax_ignore"]]
        holding.markup(shown)


@given(st.text(alphabet="='+-@\t\r\n＝x ", max_size=6))
def test_no_cell_that_we_write_is_a_formula_and_each_reads_back_as_it_was(cell: str):
    assert not inert(cell).startswith((*holding.FORMULA, "＝"))
    assert plain(inert(cell)) == cell
    assert inert(plain(inert(cell))) == inert(cell)


def test_a_sheet_of_paragraphs_holds_formulas_as_text_and_csv_with_an_apostrophe(tmp_path: Path):
    payloads = [hostile.PAYLOADS[name] for name in ("a formula", "a sum", "a mention", "a dash")]
    rows = [accuracy.Row("1.1.1", payload, (payload,)) for payload in payloads]
    log, book, paragraphs = log_files(rows, "OFFICIAL", tmp_path)

    assert holding.held(tmp_path) == {".csv", ".xlsx"}
    read = list(csv.reader(io.StringIO(paragraphs.read_text(encoding="utf-8-sig"), newline="")))
    assert [plain(cells[1]) for cells in read[1:]] == payloads
    cells = [row[1] for row in load_workbook(book)["paragraphs and sources"].iter_rows(min_row=2, values_only=True)]
    assert cells == payloads


def test_no_text_of_a_chart_is_mathematics():
    assert STYLE["text.parse_math"] is False


def test_a_chart_keeps_what_looks_like_an_id_or_an_address_in_its_labels():
    from inspection_lib.charts.drawing import accessible

    drawn = '<svg viewBox="0"><g id="a"><text>x id="a" url(#a) href="#a"</text></g><use href="#a"/></svg>'
    shown = accessible(drawn, "c1", "<b>", "\x1b")

    assert '<g id="c1-a"><text>x id="a" url(#a) href="#a"</text></g><use href="#c1-a"/>' in shown
    assert '<title id="c1-title">&lt;b&gt;</title><desc id="c1-desc">\\u001b</desc>' in shown
    assert page(f'<h1 id="t">T</h1>{shown}{shown.replace("c1-", "c2-")}')


@pytest.mark.parametrize(
    "name", ["a terminal", *(pytest.param(n, marks=pytest.mark.attack) for n in ("a turn", "a bell"))]
)
def test_a_cell_has_no_character_that_acts(copy: Path, name: str):
    case = load_case(hostile.planted(copy, hostile.PAYLOADS[name]))
    report = whole_page(case)

    assert " ".join(legible(hostile.PAYLOADS[name]).split()) in words(report)
    assert not ACTING.search(report)


def test_names_of_files_and_columns_move_no_terminal(copy: Path):
    folder, acting = copy.with_suffix(""), hostile.PAYLOADS["a terminal"]
    (folder / f"{acting}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "a\udcffb.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    hostile.rewritten(folder / "staff_survey.csv", lambda rows: [row.update({f"{acting}?": "x"}) for row in rows])
    done = CliRunner().invoke(main, ["check", str(copy), "--explain", "--outputs", str(copy.parent)], color=True)

    assert "\\u001b[2J" in done.output
    assert "a\\udcffb.csv" in done.output
    assert not ACTING.search(done.output)


def test_a_workbook_to_fill_in_has_no_formula(tmp_path: Path):
    shutil.copytree(ROOT / "params" / "framework", tmp_path / "framework")
    items = tmp_path / "framework" / "2022" / "items.csv"
    hostile.rewritten(items, lambda rows: [row.update({"wording": f"=1+1 {row['wording']}"}) for row in rows])
    done = CliRunner().invoke(main, ["new", "Dundee City", "--params", str(tmp_path)])

    assert done.exit_code == 0, done.output
    holding.workbook((tmp_path / "dundee-city" / "evidence.xlsx").read_bytes())


def test_an_answer_read_back_from_a_mapping_is_the_one_that_was_asked_about(tmp_path: Path, case: Case):
    from inspection_lib.intake import mapping

    answers = ["=1+1", "-", "'=x", "@a", "+44"]
    more = [mapping.Entry("staff_survey", "agreement", answer, "", "unknown", "") for answer in answers]
    empty, _ = mapping.read(tmp_path, case.framework)
    mapping.written(tmp_path, empty, more)
    holding.table((tmp_path / "mapping.csv").read_text(encoding="utf-8-sig"))
    again, problems = mapping.read(tmp_path, case.framework)

    assert [entry.answer for entry in again.entries] == answers
    assert not problems
    once = (tmp_path / "mapping.csv").read_bytes()
    mapping.written(tmp_path, again, [])
    assert (tmp_path / "mapping.csv").read_bytes() == once


def test_a_decision_is_no_formula_and_reads_back_as_it_was_typed(tmp_path: Path):
    decided = logbook.Decision("1.2", "stopped", logbook.LET, "=1+1", "-AB", "2023-08-24")
    logbook.decide(tmp_path, decided)

    holding.table((tmp_path / "decisions.csv").read_text(encoding="utf-8"))
    assert logbook.decisions(tmp_path) == (decided,)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of one whole run for each payload: drafts, executed notebooks, records, logs, the page over all."""
    folder = tmp_path_factory.mktemp("runs")
    files = []
    for number, payload in enumerate(hostile.PAYLOADS.values()):
        shutil.copytree(ROOT / "params", folder / str(number), ignore=shutil.ignore_patterns("narrative"))
        file = hostile.planted(folder / str(number) / "north-lanarkshire.yaml", payload)
        settings = file.read_text(encoding="utf-8")
        files.append(file.with_name(f"area-{number}.yaml"))
        files[-1].write_text(settings, encoding="utf-8")
    outputs = folder / "outputs"
    outcomes = run_all(files, Job(Path(), outputs, ROOT / "notebooks"))
    write_index(outputs, outcomes)
    assert [outcome.story for outcome in outcomes if outcome.state == "failed"] == []
    return outputs


@pytest.mark.attack
def test_no_payload_in_any_field_acts_in_any_output_of_a_run(runs: Path):
    assert holding.held(runs) == {".html", ".ipynb", ".json"}
    for number, payload in enumerate(hostile.PAYLOADS.values()):
        said = " ".join(legible(payload).split())
        assert said in words((runs / f"area-{number}" / "report.html").read_text(encoding="utf-8"))


@pytest.mark.attack
@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_no_page_of_a_run_runs_a_script_or_asks_for_anything_in_a_browser(runs: Path, browser: Any, policy: bool):
    for path in sorted(runs.rglob("*.html")):
        asked, ran = opened(browser, path, policy)

        assert asked == [path.as_uri()]
        assert not ran, path


@pytest.mark.attack
def test_the_browser_would_see_a_script_and_the_policy_stops_it(browser: Any, tmp_path: Path):
    body = '<h1 id="a">A</h1><img src="http://192.0.2.1/x.png" onerror=boom()><script>boom()</script>'
    path = tmp_path / "page.html"
    path.write_text(page(body), encoding="utf-8")

    assert opened(browser, path, policy=True) == ([path.as_uri()], False)
    asked, ran = opened(browser, path, policy=False)
    assert len(asked) > 1
    assert ran


def opened(browser: Any, path: Path, policy: bool) -> tuple[list[str], bool]:
    """What a page asks for when it is opened, all of it pressed and hovered over; whether anything ran."""
    tab = browser.new_page()
    asked: list[str] = []
    ran: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.abort()
            return
        text = path.read_text(encoding="utf-8")
        text = text if policy else re.sub(r"<meta http-equiv=[^>]*>", "", text)
        route.fulfill(body=text, content_type="text/html; charset=utf-8")

    tab.expose_function("boom", lambda *_: ran.append("boom"))
    tab.on("dialog", lambda dialog: (ran.append("dialog"), dialog.dismiss()))
    tab.route("**/*", answer)
    tab.goto(path.as_uri(), wait_until="load")
    tab.evaluate("for (const e of document.querySelectorAll('*')) for (const kind of ['mouseover', 'focus', 'click'])"
                 " if (e.localName !== 'a') e.dispatchEvent(new Event(kind))")  # fmt: skip
    tab.wait_for_timeout(200)
    tab.close()
    return asked, bool(ran)
