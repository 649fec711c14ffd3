"""A run puts a draft in place whole or not at all, and the same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspection_lib import batch
from inspection_lib.batch.folders import scratch
from inspection_lib.errors import InspectionError

ROOT = Path(__file__).parents[1]


def spoiled_notebooks(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of notebooks/ with one text changed in the first of them."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(
            text.replace(old, new) if path.stem == "01_evidence" else text, encoding="utf-8"
        )
    return folder


def draft_in(folder: Path, text: str = "the previous draft") -> Path:
    target = folder / "north-lanarkshire"
    target.mkdir(parents=True)
    (target / "report.html").write_text(text, encoding="utf-8")
    return target


def test_a_run_leaves_the_draft_its_claims_its_record_and_the_notebooks(outputs: Path):
    names = {path.name for path in outputs.iterdir()}

    assert names == {
        "report.html",
        "evidence.html",
        "claims.json",
        "findings.json",
        "run.json",
        *(f"{name}.ipynb" for name in batch.NOTEBOOKS),
    }
    assert list(outputs.parent.iterdir()) == [outputs]


def test_the_record_says_what_made_the_draft(outputs: Path):
    record = json.loads((outputs / "run.json").read_text(encoding="utf-8"))
    params = next(name for name in record["inputs"] if name.endswith("params/north-lanarkshire.yaml"))

    assert record["inputs"][params] == hashlib.sha256((ROOT / "params/north-lanarkshire.yaml").read_bytes()).hexdigest()
    assert any(name.endswith("staff_survey.csv") for name in record["inputs"])
    assert any(name.endswith("items.csv") for name in record["inputs"])
    assert set(record["versions"]) >= {"python", "pandas", "papermill", "nbconvert"}
    assert record["settings"]["small_numbers"]["threshold"] == 5
    assert all(
        rows["rows_read"] == rows["rows_used"] + sum(rows["set_aside"].values()) for rows in record["evidence"].values()
    )


def test_two_runs_on_the_same_inputs_give_the_same_bytes(outputs: Path, tmp_path: Path):
    again = batch.run(ROOT / "params" / "north-lanarkshire.yaml", tmp_path, ROOT / "notebooks")

    for name in ("report.html", "claims.json", "findings.json"):
        assert (again / name).read_bytes() == (outputs / name).read_bytes(), name


def test_a_notebook_with_another_parameter_stops_the_run(copy: Path, tmp_path: Path):
    notebooks = spoiled_notebooks(tmp_path, "params_file: str", "param_file: str")
    target = draft_in(tmp_path / "outputs")

    with pytest.raises(InspectionError, match="01_evidence.ipynb: its parameters cell must set params_file"):
        batch.run(copy, tmp_path / "outputs", notebooks)
    assert (target / "report.html").read_text(encoding="utf-8") == "the previous draft"


def test_a_failing_cell_leaves_the_previous_draft_and_says_where(copy: Path, tmp_path: Path):
    notebooks = spoiled_notebooks(tmp_path, "sections.reach(case)", "sections.reach(nobody)")
    target = draft_in(tmp_path / "outputs")

    with pytest.raises(InspectionError, match=r"01_evidence.ipynb, cell \d+: NameError"):
        batch.run(copy, tmp_path / "outputs", notebooks)
    assert (target / "report.html").read_text(encoding="utf-8") == "the previous draft"
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == ["north-lanarkshire"]


def test_evidence_that_stops_the_work_never_reaches_a_notebook(copy: Path, tmp_path: Path):
    (copy.parent / "north-lanarkshire" / "staff_survey.csv").write_text("", encoding="utf-8")

    with pytest.raises(InspectionError, match="staff_survey.csv"):
        batch.run(copy, tmp_path / "outputs", ROOT / "notebooks")
    assert not (tmp_path / "outputs").exists()


def test_a_run_killed_between_its_two_moves_gives_the_previous_draft_back(tmp_path: Path):
    aside = tmp_path / ".north-lanarkshire.previous"
    aside.mkdir()
    (aside / "report.html").write_text("the previous draft", encoding="utf-8")

    with scratch(tmp_path / "north-lanarkshire"):
        pass

    assert (tmp_path / "north-lanarkshire" / "report.html").read_text(encoding="utf-8") == "the previous draft"


@pytest.mark.fault
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a Linux and macOS thing")
@pytest.mark.parametrize("files", [1, 4, 7])
def test_a_run_that_is_killed_leaves_the_previous_draft(copy: Path, tmp_path: Path, files: int):
    """Killed once so many files of the new draft are written, of the dozen that it has."""
    target = draft_in(tmp_path / "outputs")
    command = [sys.executable, "-m", "inspection_lib", "run", str(copy), "--outputs", str(tmp_path / "outputs")]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None and len(list(target.parent.glob(f".{target.name}.*/*.*"))) < files:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()

    assert (target / "report.html").read_text(encoding="utf-8") == "the previous draft"


@pytest.mark.fault
@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() != 0, reason="a full disk needs Linux and root")
def test_a_full_disk_leaves_the_previous_draft(copy: Path, tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine does not let tests mount a small disk")
    try:
        target = draft_in(disk)
        command = [sys.executable, "-m", "inspection_lib", "run", str(copy), "--outputs", str(disk)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
        assert done.returncode == 1
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr
        assert (target / "report.html").read_text(encoding="utf-8") == "the previous draft"
        assert {path.name for path in disk.iterdir()} <= {"north-lanarkshire", "logs", "index.html"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)
