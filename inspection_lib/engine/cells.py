"""The cells of one notebook in IPython's shell, in this process, with what they show kept as a notebook keeps it."""

from __future__ import annotations

import builtins
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ipykernel.compiler import XCachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets.config import Config

PYPLOT = "figures left to pyplot are not kept by this engine: return a figure or a chart as the cell's last line"
OUTSIDE = (
    "a program that a cell started wrote to the terminal, which this engine does not keep: run it with papermill's own"
)


@dataclass(frozen=True)
class Ran:
    """One cell that ran: its place in the notebook, its number, what it showed, and whether it failed."""

    place: int
    number: int
    outputs: Sequence[NotebookNode]
    failed: bool = False


class _Shown:
    """What the cell now running has shown, in order; and the displays of the notebook that may still change."""

    def __init__(self) -> None:
        self.outputs: list[NotebookNode] = []
        self.displays: dict[str, list[NotebookNode]] = {}
        self.clears = False  # before the next output

    def add(self, output: NotebookNode) -> None:
        """One more output."""
        if self.clears:
            self.outputs.clear()
            self.clears = False
        self.outputs.append(output)

    def stream(self, name: str, text: str) -> None:
        """Some text written to a stream, joined to what stands before it if that is the same stream."""
        last = self.outputs[-1] if self.outputs and not self.clears else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        elif text:
            self.add(new_output("stream", name=name, text=text))


class _Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell."""

    encoding = "utf-8"

    def __init__(self, shown: _Shown, name: str):
        self.shown, self.name = shown, name

    def write(self, text: str) -> int:
        """Keep the text; how long it was."""
        self.shown.stream(self.name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    shown: _Shown

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **more: Any) -> None:
        """What `display` shows, or shows anew in place of what it showed under the same name."""
        name = (more.get("transient") or {}).get("display_id", "")
        if more.get("update"):
            for output in self.shown.displays.get(name, []):
                output.data, output.metadata = NotebookNode(data), NotebookNode(metadata or {})
            return
        output = new_output("display_data", data=data, metadata=metadata or {})
        self.shown.add(output)
        if name:
            self.shown.displays.setdefault(name, []).append(output)

    def clear_output(self, wait: bool = False) -> None:
        """Take away what the cell has shown; with `wait`, when it shows something else."""
        self.shown.clears = wait
        if not wait:
            self.shown.outputs.clear()


class _Hook(DisplayHook):
    shown: _Shown

    def write_output_prompt(self) -> None:
        """No prompt: a notebook's page has its own."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """The value of a cell's last line."""
        number = self.prompt_count
        result = new_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=number)
        self.shown.add(result)

    def finish_displayhook(self) -> None:
        """Nothing is left to write."""
        self._is_active = False


class Shell(InteractiveShell):
    """IPython's shell with what its cells show."""

    shown: _Shown

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        said = new_output("error", ename=str(etype.__name__), evalue=str(evalue), traceback=list(stb))
        self.shown.add(said)


def shell() -> Shell:
    """The process's one IPython shell, without history or files, which keeps what its cells show."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "linux"
    if InteractiveShell.initialized():  # the process that forked this child is a notebook itself
        type(InteractiveShell.instance()).clear_instance()
    builtins.__dict__.pop("_", None)  # the last answer of another prompt of this process, which a kernel has not
    made = Shell.instance(
        config=config, displayhook_class=_Hook, display_pub_class=_Publisher, compiler_class=XCachingCompiler
    )
    made.shown = made.displayhook.shown = made.display_pub.shown = _Shown()
    return made


def run(cells: Sequence[NotebookNode], user: Shell) -> Iterator[Ran]:
    """Each code cell of a notebook that holds anything, run in order in a shell; ends after one that fails.

    What this engine cannot keep as a kernel would fails with a sentence: pyplot's implicit figures, and what other
    programs write to the terminal.
    """
    shown = user.shown
    with _streams(shown), _terminal() as written:
        for place, cell in enumerate(cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            shown.outputs, shown.clears = [], False
            ran = user.run_cell(cell.source, store_history=True)
            sentence = PYPLOT if _figures() else OUTSIDE if written() else ""
            if sentence and ran.success:
                shown.outputs.append(new_output("error", ename="NotSupported", evalue=sentence, traceback=[sentence]))
            failed = bool(sentence) or not ran.success
            yield Ran(place, user.execution_count - 1, shown.outputs, failed)
            if failed:
                return


def _figures() -> bool:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return bool(pyplot and pyplot.get_fignums())


@contextmanager
def _streams(shown: _Shown) -> Iterator[None]:
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(shown, "stdout"), _Stream(shown, "stderr")
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@contextmanager
def _terminal() -> Iterator[Any]:
    """The process's own standard streams turned into a file without a name; whether anything was written to it."""
    with tempfile.TemporaryFile() as file:
        kept = [(number, os.dup(number)) for number in (1, 2)]
        for number, _ in kept:
            os.dup2(file.fileno(), number)
        try:
            yield lambda: os.fstat(file.fileno()).st_size > 0
        finally:
            for number, copy in kept:
                os.dup2(copy, number)
                os.close(copy)
