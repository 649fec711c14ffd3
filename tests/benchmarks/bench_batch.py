"""Time a batch of all 32 areas against a shell loop of papermill and nbconvert, and against papermill's own engine.

Run with `make benchmark`, on a quiet machine: all figures are of one run, each with its bar and whether it is met. The
exit code holds to the bars that are ratios; the others depend on the machine and are set for two cores. The shell loop
and papermill's engine are timed on four partnerships and scaled to 32. How the cost grows is measured on 64
partnerships against 32, and with --long, as `make benchmark` does it, on 320: ten samples of each area.
"""

from __future__ import annotations

import argparse
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


def samples(folder: Path, number: int) -> list[Path]:
    """The params files of as many partnerships: a sample of each area, then another one of each, and so on.

    Each seed has a folder of its own, in which evidence lies under the area's name; the params files are numbered, as
    no two drafts can share a folder.
    """
    files: list[Path] = []
    for seed in range((number + ALL - 1) // ALL):
        into = folder / str(seed)
        called(BIN / "inspection", "sample", "--all", "--into", into, "--seed", 2026 + seed)
        files += [file.rename(file.with_stem(f"{file.stem}-{seed}")) for file in sorted(into.glob("*.yaml"))]
    return files[:number]


def growth(folder: Path, few: int, many: int) -> tuple[float, float]:
    """How long a batch of a few and one of many take, each from nothing."""
    params = samples(folder / "params", many)
    return (seconds(lambda: batch(params[:few], folder / "few")), seconds(lambda: batch(params, folder / "many")))


def barred(figure: str, bar: str, met: bool) -> bool:
    """Print a figure with its bar; whether it is met."""
    print(f"{figure}; {bar}: {'met' if met else 'missed'}", flush=True)
    return met


def thirty_two(folder: Path) -> bool:
    """Print the figures of all 32 areas; whether the ratios meet their bars."""
    called(BIN / "inspection", "sample", "--all", "--into", folder / "params")
    params = sorted((folder / "params").glob("*.yaml"))
    few = [folder / "params" / f"{slug}.yaml" for slug in FEW]
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    took, peak = with_peak(lambda: batch(params, folder / "all"))
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    each = (now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime) / ALL
    barred(f"32 partnerships: {took:.1f} s", "under 60 s", took < 60)
    barred(f"processor time of each: {each:.2f} s", "under 3.5 s", each < 3.5)
    barred(f"peak memory of all processes: {peak:.2f} GB", "under 2 GB", peak < 2)
    same = seconds(lambda: batch(params, folder / "all"))
    barred(f"nothing changed: {same:.2f} s", "under 2 s", same < 2)
    answers = folder / "params" / "fife" / "staff_survey.csv"
    answers.write_text(answers.read_text(encoding="utf-8").replace("strongly agree", "agree", 1), encoding="utf-8")
    changed = seconds(lambda: batch(params, folder / "all"))
    barred(f"one answer changed: {changed:.1f} s", "under 4 s", changed < 4)
    plain = seconds(lambda: batch(few, folder / "plain", "--engine", "papermill")) * ALL / len(few)
    loop = seconds(lambda: shell_loop(few, folder / "loop")) * ALL / len(few)
    said = "papermill's engine, as many workers, scaled from four"
    held = barred(f"{said}: {plain:.0f} s, {plain / took:.1f} times as long", "3 times or more", plain / took >= 3)
    said = "papermill's and nbconvert's commands in a loop, scaled from four"
    return barred(f"{said}: {loop:.0f} s, {loop / took:.1f} times", "10 times or more", loop / took >= 10) and held


def grown(folder: Path, few: int, many: int) -> bool:
    """Print how the cost of a batch grows with its partnerships; whether it stays within 15% of in proportion."""
    short, long = growth(folder, few, many)
    ratio, even = long / short, many / few
    said = f"{many} partnerships: {long:.1f} s, {ratio:.2f} times the {short:.1f} s of {few}"
    return barred(said, f"{even:g} times, and no more than 15% above", ratio <= 1.15 * even)


def main() -> int:
    """Print the figures; 1 if a ratio misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="320 partnerships against 32, in place of 64")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        held = thirty_two(Path(name))
    with TemporaryDirectory() as name:
        held = grown(Path(name), ALL, 10 * ALL if asked.long else 2 * ALL) and held
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
