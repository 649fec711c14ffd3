"""Run a partnership's notebooks through papermill, export its draft, and put it in place whole or not at all."""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from . import params as settings
from .checks import load_case
from .errors import InspectionError
from .evidence import Case

NOTEBOOKS = (
    "01_evidence", "02_context", "03_surveys", "04_records", "05_voices", "06_findings", "07_report",
)  # fmt: skip
DRAFT = "07_report"
PARAMETER = "params_file"
COORDINATOR = "evidence.html"
LIBRARIES = ("inspection-lib", "pandas", "matplotlib", "papermill", "nbconvert", "pydantic")


def run(params_file: str | Path, outputs: str | Path = "outputs", notebooks: str | Path = "notebooks") -> Path:
    """Make one partnership's outputs and return their folder.

    The folder holds `report.html`, `evidence.html`, `claims.json`, `findings.json`, `run.json` and the executed
    notebooks. Everything is written beside it and moved into place at the end: a run that fails leaves the previous
    draft as it was. Raises `InspectionError` for evidence that stops the work, a notebook without its one
    parameter, a cell that fails, or a folder that cannot be written.
    """
    began = time.time()
    case = load_case(params_file)
    paths = _notebooks(Path(notebooks))
    target = Path(outputs) / case.params.slug
    try:
        with _scratch(target) as scratch:
            times = _execute(paths, case, scratch)
            _export(case, scratch)
            _write(scratch / "run.json", _record(case, paths, times, began))
            _move(scratch, target)
    except OSError as error:
        raise InspectionError(
            f"{outputs} could not be written: {error.strerror}; an earlier draft is as it was"
        ) from None
    return target


def write_evidence_page(case: Case, outputs: str | Path = "outputs") -> Path:
    """Write the page for the partnership's coordinator into its folder of outputs, and return where it is.

    Whole or not at all, and no other file there is touched; a case whose problems stop the draft has a page too.
    Raises `InspectionError` if the folder cannot be written.
    """
    from .export import evidence_page

    target = Path(outputs) / case.params.slug / COORDINATOR
    aside = target.with_name(f".{COORDINATOR}.{os.getpid()}")
    page = evidence_page(case)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_text(page, encoding="utf-8", newline="\n")
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise InspectionError(
            f"{outputs} could not be written: {error.strerror}; an earlier page is as it was"
        ) from None
    return target


def _notebooks(folder: Path) -> list[Path]:
    """The notebooks in order, each held to its one parameter before any kernel starts."""
    from papermill import inspect_notebook

    root = folder if folder.is_dir() else Path(__file__).parents[1] / folder
    paths = [root / f"{name}.ipynb" for name in NOTEBOOKS]
    for path in paths:
        if not path.is_file():
            raise InspectionError(f"the notebook {path.name} is not in {root.name}/")
        declared = sorted(inspect_notebook(str(path)))
        if declared != [PARAMETER]:
            found = ", ".join(declared) or "none"
            raise InspectionError(
                f"{path.name}: its parameters cell must set {PARAMETER} and nothing else; it sets {found}"
            )
    return paths


def _execute(paths: list[Path], case: Case, scratch: Path) -> dict[str, float]:
    """Every notebook executed into the scratch folder, one at a time; seconds by notebook."""
    charts = scratch / ".charts"
    charts.mkdir()
    times = {}
    bar = tqdm(paths, desc=case.area, unit="notebook", bar_format="{desc}  {n_fmt}/{total_fmt} |{bar:20}| {postfix}")
    with _environment(INSPECTION_CHARTS=str(charts.resolve())), TemporaryDirectory(prefix="inspection-") as sockets:
        for path in bar:
            bar.set_postfix_str(path.stem)
            started = time.perf_counter()
            _notebook(path, scratch / path.name, _short(case.params.file), sockets)
            times[path.stem] = round(time.perf_counter() - started, 2)
    shutil.rmtree(charts)
    return times


def _notebook(path: Path, out: Path, params_file: str, sockets: str) -> None:
    """One notebook through papermill, in a kernel of its own.

    The kernel talks over sockets in a folder that goes with the run, which need no port; Windows has none and keeps
    to loopback. Raises `InspectionError` that names the cell that failed.
    """
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    talk = {"transport": "ipc", "ip": f"{sockets}/{path.stem[:2]}"} if os.name == "posix" else {}
    try:
        execute_notebook(
            str(path),
            str(out),
            parameters={PARAMETER: params_file},
            progress_bar=False,
            config=Config({"KernelManager": talk, "NotebookClient": {"shutdown_kernel": "immediate"}}),
        )
    except PapermillExecutionError as error:
        cause = f"{error.ename}: {error.evalue}".splitlines()[0] if error.ename else "the kernel died"
        raise InspectionError(f"{path.name}, cell {error.exec_count}: {cause}") from None


def _export(case: Case, scratch: Path) -> None:
    """The draft's page through nbconvert, the claims behind it, and the page for the partnership's coordinator."""
    import nbformat

    from .export import ReportExporter, claims, evidence_page, findings

    notebook = nbformat.read(scratch / f"{DRAFT}.ipynb", as_version=4)
    page, _ = ReportExporter().from_notebook_node(notebook)
    (scratch / "report.html").write_text(page, encoding="utf-8", newline="\n")
    _write(scratch / "claims.json", claims(case))
    _write(scratch / "findings.json", findings(case))
    (scratch / COORDINATOR).write_text(evidence_page(case), encoding="utf-8", newline="\n")


def _record(case: Case, paths: list[Path], times: dict[str, float], began: float) -> dict[str, Any]:
    """What made this draft: inputs with their hashes, versions, settings, times, and what `inspection diff` asks."""
    from .compare import made

    framework = case.params.framework_folder
    official = settings.beside_or_project(case.params.file, "official_statistics.csv")
    files = [case.params.file, official, *sorted(framework.iterdir()), *sorted(case.params.folder.rglob("*")), *paths]
    return {
        "partnership": case.params.partnership.name,
        "inputs": {_short(file): settings.digest(file) for file in files if file.is_file()},
        "evidence": {
            name: {"file": s.file, "rows_read": s.rows_read, "rows_used": s.rows_used, "set_aside": dict(s.set_aside)}
            for name, s in case.evidence.sources.items()
        },
        "settings": case.params.model_dump(mode="json", by_alias=True),
        **made(case),
        "caveats": [{"code": p.code, "place": p.place, "message": p.message} for p in case.problems],
        "versions": {"python": platform.python_version(), **{name: metadata.version(name) for name in LIBRARIES}},
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began)),
        "seconds": {**times, "whole run": round(time.time() - began, 2)},
    }


def _short(path: Path) -> str:
    """A path as seen from the working folder if it lies below it, else whole."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """A folder beside the target to write in, gone afterwards unless it was moved into place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.previous")
    if aside.exists() and not target.exists():
        aside.rename(target)  # a run was killed between its two moves
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _move(scratch: Path, target: Path) -> None:
    """The new folder in place of the old one, which comes back if the move fails."""
    aside = target.with_name(f".{target.name}.previous")
    shutil.rmtree(aside, ignore_errors=True)
    if target.exists():
        target.rename(aside)
    try:
        scratch.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
