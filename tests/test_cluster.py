"""Work handed to a cluster comes out as it does here; a worker that is killed or unfit costs no other its draft."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import dask
import pytest
from batches import ROOT, job, plain_notebooks, states
from click.testing import CliRunner
from distributed import LocalCluster

from inspection_lib import InspectionError
from inspection_lib.batch import FAILED, MADE, UNCHANGED, Job, cluster, run_all, workers
from inspection_lib.cli import main

PARAMS = ROOT / "params" / "north-lanarkshire.yaml"
ANY_PORT = "127.0.0.1:0"
NEVER = "import time; time.sleep(600)"
#: A cell kills the worker that it is run for: the notebook's child is in a draft's, which is in the task's.
KILL = (
    "import os, signal, subprocess\n    pid = os.getpid()\n    for _ in range(3):\n"
    "        pid = int(subprocess.run(['ps', '-o', 'ppid=', '-p', str(pid)], capture_output=True, text=True).stdout)\n"
    "    os.kill(pid, signal.SIGKILL)"
)


@contextmanager
def local(allowed_failures: int = 0, processes: int = 2) -> Iterator[LocalCluster]:
    """A cluster on loopback."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": allowed_failures}),
        LocalCluster(n_workers=processes, threads_per_worker=1, processes=True, dashboard_address=ANY_PORT) as started,
    ):
        yield started


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with local(processes=1) as started:
        yield started.scheduler_address


def made_on(address: str, files: list[Path], common: Job, **options: bool) -> list:
    with cluster.cluster(address, files, common, tell=print) as executor:
        return run_all(files, common, executor=executor, **options)


def once_there(path: Path, act: Callable[[], object]) -> Thread:
    """Do something as soon as a file is there."""

    def watch() -> None:
        while not path.exists():
            time.sleep(0.05)
        act()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    return thread


def left(outputs: Path) -> set[str]:
    """What is in the outputs, once the workers have had a moment to clear up."""
    for _ in range(50):
        if not (found := {path.name for path in outputs.iterdir()}) or not any(name[0] == "." for name in found):
            break
        time.sleep(0.1)
    return found


@pytest.mark.fault
def test_a_draft_made_on_a_cluster_is_the_one_made_here(outputs: Path, two: list[Path], tmp_path: Path, capsys):
    files, there = [PARAMS, *two], Job(Path(), tmp_path / "outputs", ROOT / "notebooks")
    with local() as started:
        assert states(made_on(started.scheduler_address, files, there)) == [MADE, MADE, MADE]
        assert states(made_on(started.scheduler_address, files, there)) == [UNCHANGED, UNCHANGED, UNCHANGED]
        assert made_on(started.scheduler_address, two[:1], there, force=True)[0].why == ("it was asked for",)

    for name in ("report.html", "claims.json", "findings.json", "evidence.html"):
        assert (there.outputs / "north-lanarkshire" / name).read_bytes() == (outputs / name).read_bytes()
    assert left(there.outputs) == {"north-lanarkshire", "dundee", "fife"}
    assert capsys.readouterr().out == ""  # nothing to know of this cluster


@pytest.mark.fault
def test_a_cluster_makes_a_draft_and_leaves_nothing_else(dundee: Path, tmp_path: Path, address: str):
    (outcome,) = made_on(address, [dundee], common := job(tmp_path))

    assert (outcome.state, outcome.cause) == (MADE, "")
    assert left(common.outputs) == {"dundee"}


@pytest.mark.fault
def test_a_cell_that_fails_on_a_cluster_is_told_as_here(two: list[Path], tmp_path: Path, address: str):
    common = job(tmp_path, n01="if 'dundee' in params_file: raise LookupError('no such table')")

    first, second = made_on(address, two, common)
    assert (first.state, second.state) == (FAILED, MADE)
    assert (first.notebook, first.cell, first.cause) == ("01_evidence.ipynb", 4, "LookupError: no such table")
    assert "raise LookupError" in Path(first.log).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"folder": Path("/nowhere")}, r"does not see .*dundee.yaml \(No such file or directory\); every worker has"),
        ({"mark": Path("outputs/.other")}, r"does not see, or may not change, what this computer writes into outputs"),
        ({"runs": {"pandas": "0.9"}}, r"has pandas [\d.]+ where this computer has 0.9; install the same"),
        ({"runs": {"inspection_lib": "x"}}, r"has another inspection_lib than this computer; install the same one"),
        ({"files": {str(ROOT / "README.md"): "x"}}, r"sees another .*README.md than this computer; every worker has"),
    ],
)  # fmt: skip
def test_a_worker_that_is_not_as_this_computer_is_refused_before_anything_is_made(
    two: list[Path], tmp_path: Path, address: str, monkeypatch, change: dict, sentence: str
):  # fmt: skip
    monkeypatch.chdir(tmp_path)
    place = cluster._place
    relative = [Path(os.path.relpath(file)) for file in two]

    def other(*given: object) -> workers.Place:
        found = place(*given)
        runs = {**found.runs, **change.get("runs", {})}
        return replace(found, **{**change, "runs": runs})

    monkeypatch.setattr(cluster, "_place", other)
    with pytest.raises(InspectionError, match=rf"^the worker on \S+ {sentence}"):
        made_on(address, relative, replace(job(tmp_path), outputs=Path("outputs")))
    assert left(tmp_path / "outputs") == set()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("tcp://127.0.0.1:1", "no Dask scheduler answers at tcp://127.0.0.1:1 within 1 seconds"),
        ("127.0.0.1", "127.0.0.1: a scheduler's address was wanted, such as tcp://10.0.0.5:8786"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80: a scheduler's address was wanted, such as tcp://10.0.0.5:8786"),
    ],
)
def test_an_address_where_no_scheduler_answers_is_one_sentence(dundee: Path, monkeypatch, asked: str, sentence: str):
    monkeypatch.setattr(cluster, "REACHED", 1)
    result = CliRunner().invoke(main, ["run", str(dundee), "--scheduler", asked])

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{sentence}\n")


def test_a_workers_address_is_not_its_schedulers(dundee: Path, tmp_path: Path, address: str):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        worker = next(iter(client.nthreads()))
    with pytest.raises(InspectionError, match=r"a Dask worker answers at tcp://[\d.:]+; its scheduler was wanted"):
        made_on(worker, [dundee], job(tmp_path))


def test_without_the_package_it_is_said_what_to_install(dundee: Path, monkeypatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["run", str(dundee), "--scheduler", "tcp://127.0.0.1:8786"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "a scheduler needs the package distributed, which is not here: pip install '.[cluster]'\n"


def test_how_many_jobs_is_not_asked_of_a_scheduler(dundee: Path):
    result = CliRunner().invoke(main, ["run", str(dundee), "--scheduler", "tcp://127.0.0.1:8786", "--jobs", "2"])

    assert result.exit_code == 2
    assert "--jobs is about the cores of this computer; a scheduler's workers are as many as it has" in result.stderr


@pytest.mark.fault
@pytest.mark.parametrize(("allowed", "told"), [(0, ""), (1, "kill 1 more")])
def test_work_that_kills_its_worker_costs_only_its_own_partnership(
    two: list[Path], tmp_path: Path, allowed: int, told: str, capsys
):  # fmt: skip
    with local(allowed) as started:
        first, second = made_on(
            started.scheduler_address, two, job(tmp_path, n02=f"if 'dundee' in params_file:\n    {KILL}")
        )

    assert (first.state, second.state, first.cause) == (FAILED, MADE, "the process that made it was killed")
    assert left(tmp_path / "outputs") == {"fife", "logs"}
    assert told in capsys.readouterr().out


@pytest.mark.fault
def test_a_worker_that_is_killed_from_outside_costs_nothing(two: list[Path], tmp_path: Path):
    begun, killed = tmp_path / "begun", tmp_path / "killed"
    wait = (
        f"from pathlib import Path\nimport time\nif 'dundee' in params_file:\n    Path({str(begun)!r}).touch()\n"
        f"    while not Path({str(killed)!r}).exists(): time.sleep(0.1)"
    )
    with local() as started:
        pid = next(iter(started.workers.values())).pid
        once_there(begun, lambda: (os.kill(pid, signal.SIGKILL), killed.touch()))
        outcomes = made_on(started.scheduler_address, two, job(tmp_path, n02=wait))

    assert states(outcomes) == [MADE, MADE]
    assert left(tmp_path / "outputs") == {"dundee", "fife"}


@pytest.mark.fault
def test_a_cluster_that_is_stopped_fails_what_was_left_and_nothing_waits_for_ever(dundee: Path, tmp_path: Path):
    begun = tmp_path / "begun"
    with local() as started:
        once_there(begun, started.close)
        (outcome,) = made_on(
            started.scheduler_address, [dundee], job(tmp_path, n02=f"open({str(begun)!r}, 'w'); {NEVER}")
        )

    assert outcome.cause == "the cluster gave the work up: its scheduler or its last worker is gone"
    assert left(tmp_path / "outputs") == {"logs"}


@pytest.mark.fault
def test_without_any_worker_what_is_left_is_given_up(dundee: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 2)
    begun = tmp_path / "begun"
    with local() as started:
        once_there(begun, lambda: started.scale(0))
        (outcome,) = made_on(
            started.scheduler_address, [dundee], job(tmp_path, n02=f"open({str(begun)!r}, 'w'); {NEVER}")
        )
        with pytest.raises(InspectionError, match="has no worker; start some with: dask worker tcp://"):
            made_on(started.scheduler_address, [dundee], job(tmp_path))

    assert outcome.cause == "the cluster gave the work up: its scheduler or its last worker is gone"


@pytest.mark.fault
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_batch_that_is_interrupted_leaves_its_workers_idle_and_no_half_draft(
    two: list[Path], tmp_path: Path, sent: signal.Signals
):  # fmt: skip
    notebooks = plain_notebooks(tmp_path, n06=f"if 'dundee' in params_file: {NEVER}")
    outputs = tmp_path / "outputs"
    program = (
        "import sys\nfrom pathlib import Path\nfrom inspection_lib.batch import Job, run_all\n"
        "from inspection_lib.batch.cluster import cluster\n"
        "job, files = Job(Path(), Path(sys.argv[2]), Path(sys.argv[3])), [Path(name) for name in sys.argv[4:]]\n"
        "with cluster(sys.argv[1], files, job, print) as there:\n"
        "    run_all(files, job, executor=there, tell=lambda o: print(o.state, flush=True))"
    )
    with local() as started:
        command = [
            sys.executable,
            "-c",
            program,
            started.scheduler_address,
            str(outputs),
            str(notebooks),
            *map(str, two),
        ]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "made\n"
        process.send_signal(sent)
        process.communicate(timeout=30)
        assert process.returncode != 0
        plain_notebooks(tmp_path)
        assert states(made_on(started.scheduler_address, two, Job(Path(), outputs, notebooks))) == [MADE, MADE]
        assert left(outputs) == {"dundee", "fife"}
        running = [len(tasks) for tasks in started.scheduler.workers.values() for tasks in [tasks.processing]]
    assert sum(running) == 0
