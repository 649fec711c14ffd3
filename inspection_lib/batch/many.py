"""Many partnerships over the machine's cores: each in a process of its own, what has not changed left alone."""

from __future__ import annotations

import re
import signal
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from .. import params as settings
from ..errors import InspectionError, listed, visible
from ..params import Params
from .drafting import last_record, made, unwritable
from .folders import cleared, move, replace_file, scratch
from .leaks import canaries_of
from .making import changes, made_of
from .notebooks import PLAIN, CellFailed, Job, cores, notebooks_in

LOGS = "logs"
LONGEST = 160  # letters of a cause in a table
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # of a terminal, in a traceback
MADE, UNCHANGED, FAILED = "made", "unchanged", "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one partnership in a batch, and why: what made it run, or where and why it failed."""

    slug: str
    state: str
    why: tuple[str, ...] = ()
    notebook: str = ""
    cell: int | None = None
    cause: str = ""
    log: str = ""
    seconds: float = 0.0
    story: str = ""  # the whole of what was said of it, which the log holds too


@dataclass(frozen=True)
class Due:
    """A partnership whose draft is to be made, and why."""

    job: Job
    slug: str
    why: tuple[str, ...]


def run_all(
    params_files: Sequence[str | Path],
    settings_of: Job,
    jobs: int | None = None,
    force: bool = False,
    executor: Executor | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Make the drafts of some partnerships that are not up to date; one outcome each, in their order.

    `settings_of` is what all have in common. One that fails costs no other its draft, nor its own last good one.
    `jobs` processes work at once, by default one a core; or an executor of another kind does the work. `tell` hears of
    each outcome as it comes. Raises `InspectionError` where two files would share a folder of outputs.
    """
    outcomes: dict[str, Outcome] = {}
    due = list(_due(params_files, settings_of, force, outcomes))
    for outcome in outcomes.values():
        tell(outcome)
    for outcome in _worked(due, jobs, executor):
        outcomes[outcome.slug] = outcome
        tell(outcome)
    return [outcomes[Path(file).stem] for file in params_files]


def _due(params_files: Sequence[str | Path], common: Job, force: bool, outcomes: dict[str, Outcome]) -> Iterator[Due]:
    """Those whose draft is to be made; the outcome of all others is put into `outcomes`."""
    slugs = [Path(file).stem for file in params_files]
    if twice := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        raise InspectionError(f"several params files are called {listed(twice)}: their drafts would share a folder")
    notebooks, read = notebooks_in(common.notebooks), {}
    for slug, file in zip(slugs, params_files, strict=True):
        try:
            read[slug] = settings.read(file)
        except InspectionError as error:
            outcomes[slug] = _failed(slug, common.outputs, str(error))
    why = {slug: _why(params, common.outputs / slug, notebooks, force) for slug, params in read.items()}
    texts = {slug: canaries_of(params) for slug, params in read.items()} if any(why.values()) else {}
    for slug, params in read.items():
        if not why[slug]:
            outcomes[slug] = Outcome(slug, UNCHANGED)
            continue
        others = tuple(text for other, found in texts.items() if other != slug for text in found)
        foreign = tuple(text for text in others if text not in texts[slug])
        yield Due(replace(common, params_file=params.file, canaries=foreign), slug, tuple(why[slug]))


def _why(params: Params, target: Path, notebooks: Sequence[Path], force: bool) -> list[str]:
    found = changes(last_record(target), made_of(params, notebooks))
    return found or (["it was asked for"] if force else [])


def _worked(due: Sequence[Due], jobs: int | None, executor: Executor | None) -> Iterator[Outcome]:
    """The outcome of each as it comes. What was lost with a process that was killed is tried once more, by itself."""
    if not due:
        return

    def pool(number: int) -> AbstractContextManager[Executor]:
        """The executor that was given, or a pool of processes for this work alone."""
        return _pool(number) if executor is None else nullcontext(executor)

    number = min(jobs or cores(), len(due))
    if executor is None:
        from ..engine.light import warm

        warm()
        due = [replace(one, job=replace(one.job, at_once=max(1, (jobs or cores()) // number))) for one in due]
    lost: list[Due] = []
    with pool(number) as shared:
        yield from _submitted(shared, due, lost)
    for one in lost:
        killed: list[Due] = []
        with pool(1) as alone:
            yield from _submitted(alone, [one], killed)
        if killed:
            cleared(one.job.outputs / one.slug)
            yield _failed(one.slug, one.job.outputs, "the process that made it was killed", one.why)


def _submitted(pool: Executor, due: Sequence[Due], lost: list[Due]) -> Iterator[Outcome]:
    futures: Mapping[Future[Outcome], Due] = {pool.submit(work, one): one for one in due}
    try:
        for future in as_completed(futures):
            one = futures[future]
            try:
                yield future.result()
            except BrokenExecutor:
                lost.append(one)
            except InspectionError as error:  # of a cluster: a worker that sees something else, or none that is left
                yield _failed(one.slug, one.job.outputs, str(error), one.why)
            except Exception as error:
                yield _failed(one.slug, one.job.outputs, f"{type(error).__name__}: {error}", one.why)
    except (KeyboardInterrupt, GeneratorExit):
        _stop(pool)
        raise


def _stop(pool: Executor) -> None:
    """End what is being made, without waiting for it; drafts in place are as they were."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        with suppress(ProcessLookupError, AttributeError):
            worker.terminate()
    for worker in workers:
        worker.join(10)


def work(due: Due) -> Outcome:
    """Make one partnership's draft in a child of this process, and put it in place; what became of it.

    The child holds the evidence, this process never does: nothing of it is there when the next one comes.
    """
    began = time.monotonic()
    target = due.job.outputs / due.slug
    log = due.job.outputs / LOGS / f"{due.slug}.log"
    try:
        with unwritable(due.job.outputs), scratch(target) as folder:
            _isolated(due.job, folder)
            move(folder, target)
    except CellFailed as error:
        found = _failed(due.slug, due.job.outputs, error.cause, due.why, error.traceback)
        took = time.monotonic() - began
        return replace(found, notebook=error.notebook, cell=error.cell, seconds=took, story=str(error))
    except InspectionError as error:
        return replace(_failed(due.slug, due.job.outputs, str(error), due.why), seconds=time.monotonic() - began)
    log.unlink(missing_ok=True)
    return Outcome(due.slug, MADE, due.why, seconds=time.monotonic() - began)


def _isolated(job: Job, folder: Path) -> None:
    """The draft's files written by a child; in this process where the system cannot fork. Raises `InspectionError`."""
    if job.engine == PLAIN and sys.platform == "win32":
        _written(job, folder)
        return
    from ..engine.forked import Failed, Gone, forked

    def child() -> Iterator[CellFailed]:
        """Nothing, once the files are written; else the cell that failed."""
        try:
            _written(job, folder)
        except CellFailed as error:
            yield error

    try:
        for failed in forked(child):
            raise failed
    except Gone as error:
        raise InspectionError(f"the process that made the draft {error}") from None
    except Failed as error:
        raise InspectionError(str(error) if error.kind == "InspectionError" else f"{error.kind}: {error}") from None


def _written(job: Job, folder: Path) -> None:
    from ..checks import load_case

    with unwritable(job.outputs):
        made(load_case(job.params_file), job, notebooks_in(job.notebooks), folder)


def _failed(slug: str, outputs: Path, cause: str, why: tuple[str, ...] = (), traceback: str = "") -> Outcome:
    """A failure with its whole story in a log; the cause is the first line of it."""
    log = outputs / LOGS / f"{slug}.log"
    with suppress(OSError):  # a full disk: the table still says what happened
        story = visible(f"{cause}\n\n{COLOURS.sub('', traceback)}".rstrip())
        replace_file(log, f"{story}\n")
    return Outcome(slug, FAILED, why, cause=_in_a_line(cause), log=log.as_posix(), story=cause)


def _in_a_line(cause: str) -> str:
    r"""A cause as a table can hold it: its first line, and of a list the first that stands in it.

    >>> _in_a_line("2 problems stop the work:\n  I3  staff_survey.csv, row 1: no header\n  I2  b.csv: gone")
    '2 problems stop the work: I3 staff_survey.csv, row 1: no header'
    """
    first, *others = cause.splitlines()
    return textwrap.shorten(
        f"{first} {others[0]}" if first.endswith(":") and others else first, LONGEST, placeholder=" …"
    )


def _pool(processes: int) -> ProcessPoolExecutor:
    import multiprocessing

    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return ProcessPoolExecutor(processes, multiprocessing.get_context("fork" if can_fork else None), _begun)


def _begun() -> None:
    """A worker leaves Ctrl-C to the batch that it works for, and ends with its scratch folder cleared."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
