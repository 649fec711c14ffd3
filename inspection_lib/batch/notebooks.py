"""A partnership's notebooks executed: by which engine, how many at once, and what a cell that fails says."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..errors import InspectionError
from .folders import short

if TYPE_CHECKING:  # imported when a draft is made: a batch with nothing to do needs no pandas
    from ..evidence import Case

NOTEBOOKS = (
    "01_evidence", "02_context", "03_surveys", "04_records", "05_voices", "06_findings", "07_report",
)  # fmt: skip
DRAFT = "07_report"
PARAMETER = "params_file"
WARM, PLAIN = ENGINES = "inspection", "papermill"


class CellFailed(InspectionError):
    """A cell that failed: in which notebook, its number there, and why in one line."""

    def __init__(self, notebook: str, cell: int | None, cause: str, traceback: str = ""):
        place = f", cell {cell}" if cell else ""
        super().__init__(f"{notebook}{place}: {cause}")
        self.notebook, self.cell, self.cause, self.traceback = notebook, cell, cause, traceback

    def __reduce__(self) -> tuple[type[CellFailed], tuple[str, int | None, str, str]]:
        """How it goes from a child to its parent."""
        return CellFailed, (self.notebook, self.cell, self.cause, self.traceback)

    def said(self, otherwise: Callable[[str], str]) -> CellFailed:
        """The same failure with its cause and its story told otherwise."""
        return CellFailed(self.notebook, self.cell, otherwise(self.cause), otherwise(self.traceback))


@dataclass(frozen=True)
class Job:
    """One partnership to draft: where from, where to, by which engine, and how long a notebook may take in seconds."""

    params_file: Path
    outputs: Path = Path("outputs")
    notebooks: Path = Path("notebooks")
    engine: str = WARM if hasattr(os, "fork") else PLAIN
    seconds: float | None = None
    canaries: tuple[str, ...] = field(default=(), repr=False)  # texts of others that must not be in this one's outputs
    at_once: int = 1  # notebooks: more than one where cores would be idle


def notebooks_in(folder: Path) -> list[Path]:
    """The notebooks of a partnership in order. Raises `InspectionError` for one that is not there."""
    root = folder if folder.is_dir() else Path(__file__).parents[2] / folder
    paths = [root / f"{name}.ipynb" for name in NOTEBOOKS]
    for path in paths:
        if not path.is_file():
            raise InspectionError(f"the notebook {path.name} is not in {root.name}/")
    return paths


def executed(case: Case, job: Job, paths: list[Path], folder: Path) -> dict[str, float]:
    """Every notebook executed into the folder, one at a time or, in children, as many as the job says; seconds each."""
    from ..checks import prepared

    _held_to_their_parameter(paths)
    charts = folder / ".charts"
    charts.mkdir()
    with (
        _environment(INSPECTION_CHARTS=str(charts.resolve())),
        TemporaryDirectory(prefix="inspection-") as sockets,
        prepared(case),
    ):
        one = partial(_timed, folder=folder, params_file=short(case.params.file), job=job, sockets=sockets)
        shared = job.at_once > 1 and job.engine == WARM
        times = dict(_shared(paths, one, job.at_once) if shared else map(one, paths))
    for chart in charts.iterdir():
        chart.unlink()
    charts.rmdir()
    return {path.stem: times[path.stem] for path in paths}


def _timed(path: Path, folder: Path, params_file: str, job: Job, sockets: str) -> tuple[str, float]:
    """A notebook executed into the folder: its name and how many seconds it took."""
    started = time.perf_counter()
    _notebook(path, folder / path.name, params_file, job, sockets)
    return path.stem, round(time.perf_counter() - started, 2)


def _shared(paths: list[Path], one: Callable[[Path], tuple[str, float]], at_once: int) -> Iterator[tuple[str, float]]:
    """What is made of each notebook by children that take the next one as they are free, the last notebook first.

    The last is the draft, which takes longest. Raises `CellFailed` for the first that a child could not make.
    """
    from ..engine.forked import Failed, Gone, side_by_side

    waiting, put = os.pipe()
    os.write(put, bytes(reversed(range(len(paths)))))
    os.close(put)

    def work() -> Iterator[tuple[str, float] | CellFailed]:
        """The notebooks that one child takes; a byte of the pipe is a place in the list, and goes to one child."""
        try:
            while taken := os.read(waiting, 1):
                yield one(paths[taken[0]])
        except CellFailed as error:
            yield error

    try:
        for made_or_failed in side_by_side([work] * min(at_once, len(paths))):
            if isinstance(made_or_failed, CellFailed):
                raise made_or_failed
            yield made_or_failed
    except (Gone, Failed) as error:
        raise InspectionError(f"a process that ran notebooks stopped: {error}") from None
    finally:
        os.close(waiting)


def _held_to_their_parameter(paths: list[Path]) -> None:
    """Raises `InspectionError` for a notebook with other parameters, before any of them runs."""
    from papermill import inspect_notebook

    for path in paths:
        declared = sorted(inspect_notebook(str(path)))
        if declared != [PARAMETER]:
            found = ", ".join(declared) or "none"
            raise CellFailed(
                path.name, None, f"its parameters cell must set {PARAMETER} and nothing else; it sets {found}"
            )


def _notebook(path: Path, out: Path, params_file: str, job: Job, sockets: str) -> None:
    """One notebook through papermill. Raises `CellFailed`.

    Under papermill's own engine the kernel talks over sockets in a folder that goes with the run, which need no port;
    Windows has none and keeps to loopback.
    """
    from papermill import execute_notebook
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillException, PapermillExecutionError
    from traitlets.config import Config

    from ..engine.entry import InspectionEngine

    papermill_engines.register(WARM, InspectionEngine)
    talk = {"transport": "ipc", "ip": f"{sockets}/{path.stem[:2]}"} if os.name == "posix" else {}
    plain = Config({"KernelManager": talk, "NotebookClient": {"shutdown_kernel": "immediate"}})
    try:
        execute_notebook(
            str(path),
            str(out),
            parameters={PARAMETER: params_file},
            engine_name=WARM if job.engine == WARM else None,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=job.seconds,
            **({} if job.engine == WARM else {"config": plain}),
        )
    except PapermillExecutionError as error:
        cause = f"{error.ename}: {error.evalue}".splitlines()[0] if error.ename else "the kernel died"
        raise CellFailed(path.name, error.exec_count, cause, "\n".join(error.traceback or [])) from None
    except PapermillException as error:
        raise CellFailed(path.name, None, str(error)) from None


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
