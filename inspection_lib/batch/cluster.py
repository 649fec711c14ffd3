"""A Dask cluster that a batch hands its work to: reached, held against this computer, and left as it was."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import params as settings
from ..errors import InspectionError
from .drafting import unwritable
from .folders import replace_file, scratch
from .notebooks import Job, notebooks_in
from .workers import PACKAGE, Place, away, runs, unfit

if TYPE_CHECKING:
    from distributed import Client

REACHED = 5  # seconds that a scheduler has to answer in
PATIENCE = 20  # seconds without any worker until what is left is given up; one that was killed is back sooner
LOOKED = 2  # seconds between two looks at how many workers there are
FAILURES = "distributed.scheduler.allowed-failures"


@contextmanager
def cluster(address: str, params_files: Sequence[Path], common: Job, tell: Callable[[str], None]) -> Iterator[Executor]:
    """An executor that makes drafts on the workers of the scheduler at an address, such as tcp://10.0.0.5:8786.

    `tell` hears what is to be known of the cluster. Raises `InspectionError`, before anything is made, where no
    scheduler answers or it has no worker, and for a worker that does not see the same files or runs other versions.
    """
    if not find_spec(PACKAGE):
        raise InspectionError(f"a scheduler needs the package {PACKAGE}, which is not here: pip install '.[cluster]'")
    import dask

    _quiet()
    with dask.config.set({"distributed.comm.timeouts.connect": f"{REACHED}s"}):
        asyncio.run(_answered(address))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ, which is told below
            client = _client(address)
        try:
            with unwritable(common.outputs), scratch(common.outputs / "workers") as folder:
                replace_file(folder / "seen", "")
                place = _place(params_files, common, folder / "seen")
                _held(client, address, place)
                if allowed := _allowed_failures(client):
                    tell(
                        f"The scheduler lets work that killed a worker kill {allowed} more: set {FAILURES} to 0 in it."
                    )
                with Cluster(client, place) as executor:
                    yield executor
        finally:
            client.close(timeout=REACHED)


def _quiet() -> None:
    """What the package logs is told in this library's own words."""
    import distributed  # noqa: F401  # sets levels of its own when it is imported

    for name in ("distributed", "distributed.client", "distributed.comm", "distributed.core", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


async def _answered(address: str) -> None:
    """Raises `InspectionError` unless a scheduler answers; a client for anything else takes long to end."""
    from distributed.core import rpc

    scheme, place = urlsplit(address).scheme, urlsplit(address).netloc
    if scheme not in ("tcp", "tls") or ":" not in place:
        raise InspectionError(f"{address}: a scheduler's address was wanted, such as tcp://10.0.0.5:8786")
    try:
        async with rpc(address, timeout=REACHED) as there:
            found = await asyncio.wait_for(there.identity(), REACHED)
        kind = found["type"]
    except Exception:
        raise InspectionError(f"no Dask scheduler answers at {address} within {REACHED} seconds") from None
    if kind != "Scheduler":
        raise InspectionError(f"a Dask {str(kind).lower()} answers at {address}; its scheduler was wanted")


def _client(address: str) -> Client:
    from distributed import Client

    try:
        return Client(address, timeout=REACHED, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InspectionError(f"the Dask scheduler at {address} could not be worked with: {error}") from None


def _place(params_files: Sequence[Path], common: Job, mark: Path) -> Place:
    """Where this batch runs and what on."""
    beside = notebooks_in(common.notebooks) if common.notebooks.is_dir() else []
    seen = [*(file for file in params_files if file.is_file()), *beside]
    files = {file.as_posix(): settings.digest(file) for file in seen}
    return Place(Path.cwd(), common.outputs, mark, runs(), files)


def _held(client: Client, address: str, place: Place) -> None:
    """Raises `InspectionError` where there is no worker, and for the first that is not fit for the batch."""
    found = client.run(unfit, place, on_error="return")
    if not found:
        raise InspectionError(f"the scheduler at {address} has no worker; start some with: dask worker {address}")
    for worker, said in found.items():
        if isinstance(said, ImportError):
            host = urlsplit(worker).hostname
            raise InspectionError(f"the worker on {host} lacks this library: {said}; install the same one there")
        if said:
            raise InspectionError(str(said) if isinstance(said, str) else f"{type(said).__name__}: {said}")


def _allowed_failures(client: Client) -> int:
    """How many workers more a task may lose that has lost one; 0 where that cannot be asked."""

    def asked(dask_scheduler: Any) -> int:
        """The scheduler's own setting, which it can have from its configuration or its command line."""
        return int(dask_scheduler.allowed_failures)

    with suppress(Exception):
        versions: Any = client.get_versions()
        if versions["scheduler"]["host"]["python"].startswith(runs()["python"]):
            return client.run_on_scheduler(asked)
    return 0


class Cluster(Executor):
    """The workers of a cluster as an executor, which tells of a killed worker as a pool of processes does."""

    def __init__(self, client: Client, place: Place):
        self._client, self._place = client, place
        self._there = client.get_executor(pure=False)
        self._waiting: dict[Future[Any], Future[Any]] = {}
        self._ended = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, work: Callable[..., Any], /, *due: Any, **_: Any) -> Future[Any]:
        """The future of what `work` returns for the partnership that is due."""
        told: Future[Any] = Future()
        there = self._there.submit(away, work, *due, self._place)
        self._waiting[told] = there
        there.add_done_callback(lambda done: self._tell(told, done))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; what was submitted is waited for, or cancelled."""
        self._ended.set()
        self._there.shutdown(wait=wait and not cancel_futures)

    def _tell(self, told: Future[Any], there: Future[Any]) -> None:
        """Hand on what became of a task, a lost worker as a process pool tells it."""
        from distributed import KilledWorker

        self._waiting.pop(told, None)
        error = _gone() if there.cancelled() else there.exception()
        with suppress(InvalidStateError):  # given up before
            if isinstance(error, KilledWorker):
                told.set_exception(BrokenExecutor("its worker was killed"))
            elif error:
                told.set_exception(error)
            else:
                told.set_result(there.result())

    def _watch(self) -> None:
        """Give up what is waiting once there was no worker for a while."""
        without = 0
        while not self._ended.wait(LOOKED):
            with suppress(Exception):  # no connection: tasks are cancelled then, which is told
                without = 0 if self._client.nthreads() else without + LOOKED
            if without >= PATIENCE:
                for told in list(self._waiting):
                    self._waiting.pop(told).cancel()


def _gone() -> InspectionError:
    return InspectionError("the cluster gave the work up: its scheduler or its last worker is gone")
