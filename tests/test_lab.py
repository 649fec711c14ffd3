"""In a real JupyterLab a notebook opens and runs top to bottom as it stands."""

from __future__ import annotations

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

import pytest

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
        server.wait(20)


def test_a_notebook_opens_and_runs_in_jupyterlab(browser: Any, lab: str):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{lab}/lab/tree/notebooks/02_context.ipynb")
    tab.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    tab.get_by_text("| Idle").wait_for(timeout=60_000)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    tab.wait_for_selector(".jp-OutputArea-output svg[role=img]", timeout=60_000)

    shown = tab.locator(".jp-OutputArea-output").all_inner_texts()
    assert any("made up for illustration" in text for text in shown)
    assert any("341,400 people lived in North Lanarkshire" in text for text in shown)
    assert tab.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    if folder := os.environ.get("INSPECTION_SCREENSHOTS"):
        tab.screenshot(path=f"{folder}/lab.png", full_page=True)
    tab.close()
