"""Time a batch of all 32 areas against a shell loop of papermill and nbconvert, and against papermill's own engine.

Run with `make benchmark`, on a quiet machine: all figures are of one run, and the bars that are ratios are held to in
it. The shell loop and papermill's engine are timed on four partnerships and scaled to 32.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
FEW = ("fife", "moray", "orkney-islands", "glasgow-city")
ALL = 32


def called(*words: object) -> None:
    """A command that must do its work."""
    subprocess.run([str(word) for word in words], cwd=ROOT, check=True, capture_output=True)


def seconds(work: Callable[[], None]) -> float:
    """How long some work takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def batch(params: list[Path], outputs: Path, *more: str) -> None:
    """`inspection run` over some partnerships."""
    called(BIN / "inspection", "run", *params, "--outputs", outputs, *more)


def shell_loop(params: list[Path], outputs: Path) -> None:
    """What a shell script would do: each notebook by papermill's command, each page by nbconvert's."""
    for file in params:
        folder = outputs / file.stem
        folder.mkdir(parents=True)
        for notebook in sorted((ROOT / "notebooks").glob("0[1-7]*.ipynb")):
            called(BIN / "papermill", notebook, folder / notebook.name, "-p", "params_file", file, "--no-progress-bar")
        called(BIN / "jupyter", "nbconvert", "--to", "inspection_report", folder / "07_report.ipynb")


def with_peak(work: Callable[[], None]) -> tuple[float, float]:
    """How long some work takes, and the most memory that its whole tree of processes holds, in GB.

    What processes share is counted once (PSS), every fifth of a second.
    """
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        """Look until the work is done."""
        while not done.wait(0.2):
            held = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    held += process.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            peak[0] = max(peak[0], held / 1e9)

    watcher = threading.Thread(target=watch)
    watcher.start()
    took = seconds(work)
    done.set()
    watcher.join()
    return took, peak[0]


def main() -> int:
    """Print the figures; 1 if a ratio misses its bar."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        called(BIN / "inspection", "sample", "--all", "--into", folder / "params")
        params = sorted((folder / "params").glob("*.yaml"))
        few = [folder / "params" / f"{slug}.yaml" for slug in FEW]
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        took, peak = with_peak(lambda: batch(params, folder / "all"))
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        each = (now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime) / ALL
        same = seconds(lambda: batch(params, folder / "all"))
        answers = folder / "params" / "fife" / "staff_survey.csv"
        answers.write_text(answers.read_text(encoding="utf-8").replace("strongly agree", "agree", 1), encoding="utf-8")
        changed = seconds(lambda: batch(params, folder / "all"))
        plain = seconds(lambda: batch(few, folder / "plain", "--engine", "papermill")) * ALL / len(few)
        loop = seconds(lambda: shell_loop(few, folder / "loop")) * ALL / len(few)
    print(f"32 partnerships: {took:.1f} s, {each:.2f} s of processor time each, peak {peak:.2f} GB")
    print(f"unchanged: {same:.2f} s; one answer changed: {changed:.1f} s")
    print(f"papermill's engine, as many workers, scaled from four: {plain:.0f} s, {plain / took:.1f} times as long")
    print(f"papermill's and nbconvert's commands in a loop, scaled from four: {loop:.0f} s, {loop / took:.1f} times")
    return int(loop / took < 10 or plain / took < 3)


if __name__ == "__main__":
    sys.exit(main())
