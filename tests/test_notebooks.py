"""Notebooks hold prose and one-line calls, and run wherever people run them."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inspection_lib import overview, sections
from inspection_lib.batch import NOTEBOOKS

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OVERVIEW = "08_overview"  # of all partnerships; each of the others is of one
OF_ONE = [path for path in PATHS if path.stem != OVERVIEW]
TAGS = {"parameters", "setup", "working"}
FORBIDDEN = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.Lambda, ast.AsyncFunctionDef)


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def code(path: Path) -> list[tuple[list[str], str]]:
    return [(c["metadata"].get("tags", []), "".join(c["source"])) for c in cells(path) if c["cell_type"] == "code"]


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
class TestEveryNotebook:
    def test_is_committed_without_outputs(self, path: Path):
        for cell in cells(path):
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None

    def test_has_only_known_tags_and_its_parameters_and_setup_first(self, path: Path):
        tags = [cell["metadata"].get("tags", []) for cell in cells(path)]
        assert {tag for found in tags for tag in found} <= TAGS
        assert tags[1:3] == [["parameters"], ["setup"]]
        assert cells(path)[0]["cell_type"] == "markdown"

    def test_has_one_parameter(self, path: Path):
        source = next(text for tags, text in code(path) if "parameters" in tags)
        assert [node.target.id for node in ast.parse(source).body] == [
            "outputs" if path.stem == OVERVIEW else "params_file"
        ]

    def test_holds_one_line_calls(self, path: Path):
        sources = [text for tags, text in code(path) if not tags or tags == ["working"]]
        assert sources
        for source in sources:
            tree = ast.parse(source)
            assert len(source.splitlines()) <= 12
            assert not [node for node in ast.walk(tree) if isinstance(node, FORBIDDEN)], source
            assert len(tree.body) == 1, source
            assert isinstance(tree.body[0], ast.Expr), source

    def test_has_no_figure_typed_into_its_prose(self, path: Path):
        text = " ".join("".join(c["source"]) for c in cells(path) if c["cell_type"] == "markdown")
        assert "%" not in text
        assert not [word for word in text.split() if word.strip("().,").isdigit() and len(word.strip("().,")) > 2]


def test_the_run_knows_every_notebook():
    assert [path.stem for path in OF_ONE] == list(NOTEBOOKS)


def test_the_overviews_notebook_shows_the_whole_overview_in_its_order():
    drafts = overview.read(ROOT / "outputs")
    calls = [text for tags, text in code(ROOT / "notebooks" / f"{OVERVIEW}.ipynb") if not tags]
    shown = [eval(call, {"overview": overview, "drafts": drafts}) for call in calls]
    known = [section.id for section in overview.sections(drafts)]

    assert [section.id for section in shown if section.id in known] == known
    assert all(section._repr_html_() for section in shown)


def test_the_draft_shows_the_whole_report_in_the_published_order(case):
    calls = [text for tags, text in code(ROOT / "notebooks" / "07_report.ipynb") if not tags]
    shown = [eval(call, {"sections": sections, "case": case}).id for call in calls]

    assert shown == [section.id for section in sections.report(case)]


def test_no_view_shows_a_row_of_evidence(case):
    """A canary in every free-text cell comes out in no view but where a person marked it fit to quote."""
    from dataclasses import replace

    canary = "zebedee quark"
    tables = dict(case.evidence.tables)
    for name, column in (("staff_survey", "comment"), ("children_survey", "comment"), ("record_reading", "note")):
        tables[name] = tables[name].assign(**{column: canary})
    voices = tables["voices"]
    tables["voices"] = voices.assign(
        text=[canary if use != "quote" else text for text, use in zip(voices["text"], voices["use"], strict=True)]
    )  # noqa: E501
    spoiled = replace(case, evidence=replace(case.evidence, tables=tables), kept={})
    working = [p for p in OF_ONE if p.stem != "07_report"]
    calls = [text for path in working for tags, text in code(path) if not tags]

    for call in calls:
        assert canary not in eval(call, {"sections": sections, "case": spoiled})._repr_html_(), call


@pytest.mark.parametrize("path", OF_ONE, ids=lambda p: p.stem)
def test_every_cell_runs_from_the_notebooks_own_folder(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(path.parent)
    names: dict[str, object] = {}
    for _, text in code(path):
        exec(text, names)

    assert "made up for illustration" in sections.banner(names["case"])._repr_html_()


@pytest.mark.browser
def test_nbconvert_executes_a_notebook_in_its_own_folder(tmp_path: Path):
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output", str(out), PATHS[0].name]
    done = subprocess.run(command, cwd=PATHS[0].parent, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr[-2000:]
    assert "made up for illustration" in out.read_text(encoding="utf-8")


def test_plain_papermill_takes_the_parameter(tmp_path: Path):
    shutil.copy(ROOT / "params" / "north-lanarkshire.yaml", tmp_path / "elsewhere.yaml")
    params = tmp_path / "elsewhere.yaml"
    params.write_text(
        params.read_text(encoding="utf-8").replace(
            "folder: north-lanarkshire", f"folder: {ROOT}/params/north-lanarkshire"
        ),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "papermill", "notebooks/01_evidence.ipynb", str(tmp_path / "out.ipynb")]
    done = subprocess.run(
        [*command, "-p", "params_file", str(params)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr[-2000:]
