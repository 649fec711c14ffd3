"""A run speaks to nobody: nothing is connected to under the warm engine, and under a kernel this computer alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Put before all else in every Python process of a run, kernels too: what reaches for a network is told and refused.
#: A socket alone is none: urllib3, which papermill imports, asks by one that is bound here whether there is IPv6.
DENIED = """
import os, sys
def deny(event, arguments):
    if event.startswith(("socket.", "http.", "urllib.", "ftplib.", "smtplib.")):
        if event in ("socket.gethostname", "socket.sethostname"):
            return
        if event == "socket.__new__" or event == "socket.bind" and near(arguments[1]):
            return
        if event == "socket.connect" and LOOPBACK and near(arguments[1]):
            return
        with open(os.environ["DENIED"], "a") as file:
            print(event, arguments[1:], file=file)
        raise PermissionError(f"{event} was denied")
def near(address):
    return isinstance(address, (str, bytes)) or address[0] in ("127.0.0.1", "::1", "localhost", "")
LOOPBACK = os.environ["LOOPBACK"] == "yes"
sys.addaudithook(deny)
"""


def alone() -> list[str]:
    """The command that gives a process a network of its own in which there is nothing, where the system allows it."""
    if not (found := shutil.which("unshare")):
        return []
    command = [found, "--user", "--map-root-user", "--net"]
    return command if subprocess.run([*command, "true"], capture_output=True).returncode == 0 else []


def python(folder: Path, program: str, loopback: bool) -> tuple[subprocess.CompletedProcess[str], str]:
    """A program run where networks are denied, and what it was denied."""
    (folder / "sitecustomize.py").write_text(DENIED, encoding="utf-8")
    denied = folder / "denied"
    denied.touch()
    path = os.pathsep.join([str(folder), str(ROOT)])
    own = {"PYTHONPATH": path, "DENIED": str(denied), "LOOPBACK": "yes" if loopback else "no"}
    command = [*alone(), sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=900)
    return done, denied.read_text(encoding="utf-8")


def test_the_denial_can_be_felt(tmp_path: Path):
    for number, reach in enumerate(("socket.socket().connect(('127.0.0.1', 9))", "socket.socket().bind(('0.0.0.0', 0))",
                                    "socket.getaddrinfo('example.org', 80)",
                                    "__import__('urllib.request').request.urlopen('http://192.0.2.1/')")):  # fmt: skip
        folder = tmp_path / str(number)
        folder.mkdir()
        done, denied = python(folder, f"import socket; {reach}", loopback=False)
        assert done.returncode == 1
        assert denied


@pytest.mark.attack
def test_a_warm_run_connects_to_nothing(tmp_path: Path):
    """The whole of a partnership's draft: its child, its notebooks' children, pages, claims and findings."""
    program = f"""
from pathlib import Path
from inspection_lib.batch import Job, run_all, write_index
outputs = Path({str(tmp_path / "outputs")!r})
outcomes = run_all(["params/north-lanarkshire.yaml"], Job(Path(), outputs, engine="inspection"))
write_index(outputs, outcomes)
print(outcomes[0].state, outcomes[0].story)
"""
    done, denied = python(tmp_path, program, loopback=False)

    assert denied == ""
    assert done.stdout.startswith("made"), done.stdout + done.stderr
    assert (tmp_path / "outputs" / "north-lanarkshire" / "report.html").is_file()


@pytest.mark.fault
def test_a_kernels_run_keeps_to_this_computer(tmp_path: Path):
    """A kernel talks over sockets in a folder; where the system allows it, in a network in which there is nothing."""
    program = f"""
from pathlib import Path
from inspection_lib.batch.notebooks import Job, _notebook
_notebook(Path("notebooks/02_context.ipynb"), Path({str(tmp_path / "out.ipynb")!r}), "params/north-lanarkshire.yaml",
          Job(Path(), engine="papermill"), {str(tmp_path)!r})
print("made")
"""
    done, denied = python(tmp_path, program, loopback=True)

    assert done.stdout.strip().endswith("made"), done.stderr
    assert denied == ""
