"""In a real JupyterLab a notebook opens and runs top to bottom as it stands."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from inspection_lib.batch import NOTEBOOKS

ROOT = Path(__file__).parents[1]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """A JupyterLab server over a copy of the project's notebooks and params; its address."""
    for name in ("notebooks", "params"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1",
               "--IdentityProvider.token=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
               "--LabApp.news_url="]  # fmt: skip
    server = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, **home}, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:  # a busy machine
            server.kill()
            server.wait()


def run_all(browser: Any, lab: str, name: str) -> Any:
    """A tab in which a notebook was opened, every cell of it run, and the notebook saved with its outputs."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{lab}/lab/workspaces/{name[:2]}/tree/notebooks/{name}.ipynb?reset")
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    tab.get_by_text("| Idle").wait_for(timeout=60_000)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    for _ in range(60):
        tab.keyboard.press("Control+s")
        time.sleep(1)
        cells = [cell for cell in saved(lab, name) if cell["cell_type"] == "code"]
        if all(cell["execution_count"] for cell in cells):
            break
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert all(cell["execution_count"] for cell in cells), name
    assert {output["output_type"] for output in outputs} == {"execute_result"}, name  # no error, nothing on stderr
    return tab


def saved(lab: str, name: str) -> list[dict[str, Any]]:
    """The cells of a notebook as JupyterLab last saved it."""
    with urllib.request.urlopen(f"{lab}/api/contents/notebooks/{name}.ipynb") as answer:
        return json.load(answer)["content"]["cells"]


def test_a_notebook_opens_and_runs_in_jupyterlab(browser: Any, lab: str):
    tab = run_all(browser, lab, "02_context")
    tab.wait_for_selector(".jp-OutputArea-output svg[role=img]", timeout=60_000)
    shown = tab.locator(".jp-OutputArea-output").all_inner_texts()

    assert any("made up for illustration" in text for text in shown)
    assert any("341,400 people lived in North Lanarkshire" in text for text in shown)
    if folder := os.environ.get("INSPECTION_SCREENSHOTS"):
        tab.screenshot(path=f"{folder}/lab.png", full_page=True)
    tab.close()


@pytest.mark.browser
def test_every_notebook_opens_and_runs_in_jupyterlab(browser: Any, lab: str):
    for name in NOTEBOOKS:
        run_all(browser, lab, name).close()


@pytest.mark.browser
def test_what_stands_between_dollar_signs_is_set_as_it_was_typed(browser: Any, lab: str, tmp_path: Path):
    """JupyterLab makes mathematics of a page's `$x$`; of a section of ours it does not."""
    notebook = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_code_cell("from IPython.display import HTML\nHTML('<p>any: $x^2$</p>')"),
        nbformat.v4.new_code_cell(
            "from inspection_lib.sections.blocks import Message, Section\n"
            "Section('a', 'A $y^2$', 2, (Message('ours: $z^2$ and \\\\(w\\\\)'),))"
        ),
    ])  # fmt: skip
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "notebooks" / "99_dollars.ipynb")
    tab = run_all(browser, lab, "99_dollars")
    tab.wait_for_selector(".jp-OutputArea-output mjx-container", timeout=60_000)
    time.sleep(2)
    outputs = tab.locator(".jp-OutputArea-output")

    assert outputs.nth(0).locator("mjx-container").count() == 1
    assert outputs.nth(1).locator("mjx-container").count() == 0
    assert "ours: $z^2$ and \\(w\\)" in outputs.nth(1).inner_text()
    tab.close()
