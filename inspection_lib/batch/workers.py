"""What a worker of a cluster does: one partnership's draft in a child of it, where it sees what the batch sees."""

from __future__ import annotations

import os
import platform
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any

from .. import params as settings
from ..engine.forked import Failed, Gone, forked
from ..errors import InspectionError, listed
from .folders import cleared
from .making import stands_on

PACKAGE = "distributed"
LIBRARY = "inspection_lib"
WARMING = Lock()  # two tasks of one worker: no child begins in the middle of the other's imports


@dataclass(frozen=True)
class Place:
    """Where a batch runs and what on, as each of its workers has to find it: paths are as seen from the folder."""

    folder: Path
    outputs: Path
    mark: Path  # a file in the outputs, which says that they are this batch's own
    runs: Mapping[str, str]
    files: Mapping[str, str]  # the digests of what each worker has to see


@cache
def runs() -> dict[str, str]:
    """The digest of the library, and the versions of what a draft stands on, in this process."""
    found = stands_on()
    return {LIBRARY: found["library"], **found["versions"], PACKAGE: metadata.version(PACKAGE)}


def unfit(place: Place) -> str:
    """A sentence on why this process cannot work for a batch, with the name of its host; blank if it can.

    >>> here = Place(Path(), Path("outputs"), Path("outputs/mark"), runs() | {"pandas": "0.9"}, {})
    >>> unfit(here).partition(" has ")[2].startswith("pandas ")
    True
    """
    said = _runs_other(place.runs) or _sees_other(place)
    return f"the worker on {socket.gethostname()} {said}" if said else ""


def _runs_other(wanted: Mapping[str, str]) -> str:
    ours = runs()
    other = [name for name, version in wanted.items() if ours.get(name) != version and name != LIBRARY]
    if other:
        found = [f"{name} {ours.get(name, '(none)')} where this computer has {wanted[name]}" for name in other]
        return f"has {listed(found)}; install the same version on both"
    if ours[LIBRARY] != wanted[LIBRARY]:
        return f"has another {LIBRARY} than this computer; install the same one on both, and start the worker again"
    return "" if hasattr(os, "fork") else f"runs on {platform.system()}, which cannot fork; Linux or macOS was wanted"


def _sees_other(place: Place) -> str:
    for name, digest in place.files.items():
        try:
            found = settings.digest(place.folder / name)
        except OSError as error:
            return f"does not see {name} ({error.strerror}); every worker has to see this folder, under the same path"
        if found != digest:
            return f"sees another {name} than this computer; every worker has to see the same folder"
    if not os.access(place.folder / place.mark, os.R_OK | os.W_OK):
        return f"does not see, or may not change, what this computer writes into {place.outputs}; it has to do both"
    return ""


def away(work: Callable[[Any], Any], due: Any, place: Place) -> Any:
    """What `work` returns for a partnership that is due, done in a child of this worker, in the batch's folder.

    The worker may have other things to do: it keeps its working folder, and nothing of the evidence. A task that is
    cancelled, or whose batch is gone, ends within a second and leaves nothing in the outputs. Raises `InspectionError`.
    """
    from ..engine.light import warm

    if said := unfit(place):
        raise InspectionError(said)
    with WARMING:
        warm()

    def child() -> Iterator[Any]:
        """The work, in the batch's folder."""
        os.chdir(place.folder)
        yield work(due)

    try:
        with closing(forked(child, wanted=_wanted())) as outcomes:
            return next(outcomes)
    except Gone as error:
        raise InspectionError(f"the process that made the draft {error}") from None
    except Failed as error:
        raise InspectionError(f"{error.kind}: {error}") from None
    finally:
        cleared(place.folder / due.job.outputs / due.slug)


def _wanted() -> Callable[[], bool]:
    """Whether the task that this thread runs is still to be done, to be asked again and again."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def asked() -> bool:
        """Neither cancelled, nor is the worker being stopped."""
        task = worker.state.tasks.get(key)
        return task is not None and task.state == "executing" and not worker.status.name.startswith("clos")

    return asked
