"""Work done in a child of this process: it starts warm, gives back only what it sends, and is gone afterwards."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, Pipe
from typing import NoReturn, TypeVar

Sent = TypeVar("Sent")
ASKED = 0.5  # seconds between two questions whether the work is still wanted
PARENT_DIED = 1  # PR_SET_PDEATHSIG of prctl(2)


class Gone(Exception):
    """A child that ended before its work did; says how, in words that follow "the work"."""


class Failed(Exception):
    """What a child raised, in words: its type's name and what it said."""

    def __init__(self, kind: str, said: str):
        super().__init__(said)
        self.kind = kind


def forked(
    work: Callable[[], Iterator[Sent]], seconds: float | None = None, wanted: Callable[[], bool] | None = None
) -> Generator[Sent, None, None]:
    """What `work` yields, yielded in a child process and sent back as it comes.

    The child has this process's imports and values as they are now; what it changes is its own. Whatever it started
    is killed with it. `wanted` is asked twice a second; once it says no, the child is killed too. Raises `Gone` where
    it was killed, ran out of memory or took more than `seconds` seconds, and `Failed` for what it raised. Windows
    cannot fork.

    >>> list(forked(lambda: iter([1, 2])))
    [1, 2]
    """
    reader, writer = Pipe(duplex=False)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    ours = os.getpid()
    child = os.fork()
    if not child:
        _child(work, reader, writer, ours)
    writer.close()
    ends = None if seconds is None else time.monotonic() + seconds
    try:
        yield from _received(reader, child, ends, seconds, wanted)
    finally:
        reader.close()
        _end(child)


def side_by_side(works: Sequence[Callable[[], Iterator[Sent]]]) -> Iterator[Sent]:
    """What several works yield, each in a child of its own, all at once; sent back one work after the other.

    Where one ends before its time the others are ended too. Raises as `forked` does.

    >>> list(side_by_side([lambda: iter([1, 2]), lambda: iter([3])]))
    [1, 2, 3]
    """
    children = [forked(partial(_begun, work)) for work in works]
    try:
        for child in children:
            next(child)
        for child in children:
            yield from child  # type: ignore[misc]  # what is left is what the work yields
    finally:
        for child in children:
            child.close()


def _begun(work: Callable[[], Iterator[Sent]]) -> Iterator[Sent | None]:
    """That the child is there, then what its work yields."""
    yield None
    yield from work()


def _received(
    reader: Connection, child: int, ends: float | None, seconds: float | None, wanted: Callable[[], bool] | None
) -> Iterator[Sent]:
    while True:
        if not _sent(reader, ends, wanted):
            raise Gone(f"took longer than {seconds:g} seconds and was stopped")
        try:
            kind, value = reader.recv()
        except (EOFError, ConnectionResetError):
            raise Gone(_how(child)) from None
        if kind == "done":
            return
        if kind == "failed":
            raise Failed(*value)
        yield value


def _sent(reader: Connection, ends: float | None, wanted: Callable[[], bool] | None) -> bool:
    """Whether something was sent before the time `ends`. Raises `Gone` once it is not wanted any more."""
    while True:
        left = None if ends is None else max(0.0, ends - time.monotonic())
        if reader.poll(left if wanted is None else min(ASKED, ASKED if left is None else left)):
            return True
        if wanted is not None and not wanted():
            raise Gone("was not wanted any more")
        if left is not None and (wanted is None or left <= ASKED):
            return False


def _child(work: Callable[[], Iterator[Sent]], reader: Connection, writer: Connection, parent: int) -> NoReturn:
    """The child's whole life. It leaves by `_exit`, so nothing that its parent registered runs twice."""
    code = 1
    try:
        reader.close()
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _die_with(parent)
        gc.freeze()  # what was there before is left alone, so that its pages stay shared
        for value in work():
            writer.send(("sent", value))
        writer.send(("done", None))
        code = 0
    except BaseException as error:  # the parent tells it; nothing may go on in this process
        with suppress(BaseException):
            writer.send(("failed", (type(error).__name__, str(error))))
    finally:
        os._exit(code)


def _die_with(parent: int) -> None:
    """Be killed when the parent is, however it ends. Only Linux can; elsewhere the next thing sent ends the child."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _end(child: int) -> None:
    """The child and all that it started, killed and waited for."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def _how(child: int) -> str:
    """How a child ended that sent nothing more; it is left for `_end` to wait for."""
    info = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    if info is None or info.si_code == os.CLD_EXITED:
        return "ended before its time"
    name = signal.Signals(info.si_status).name
    memory = "; it may have run out of memory" if name == "SIGKILL" else ""
    return f"was killed ({name}{memory})"
