"""Time the counting of a million replies against a plain groupby, and the import of the library.

`python tests/benchmarks/bench_counting.py` prints seconds and peak memory; the bar is one second and 1.5 GB. It exits
with 1 where a bar is missed or the two ways do not count the same. Not a test: no run of pytest times it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the library of this folder, whether or not it is installed

from inspection_lib.framework import Framework, Item, read  # noqa: E402
from inspection_lib.measures import count, of_item  # noqa: E402

REPLIES, ITEMS, RUNS = 1_000_000, 40, 5
GROUPS = {"role": 10, "agency": 5, "locality": 7, "level": 3}  # as many values as North Lanarkshire's
SECONDS, GIGABYTES = 1.0, 1.5
Cells = dict[tuple[str, str], tuple[int, int]]  # item and group -> numerator, base


def replies(framework: Framework) -> tuple[pd.DataFrame, list[Item]]:
    """A million replies to forty questions, one in ten blank, and the questions; the same at every run."""
    rng = np.random.default_rng(2023)
    valued = framework.items["staff.valued"]
    items = [replace(valued, item=f"staff.q{n:02}", column=f"q{n:02}") for n in range(ITEMS)]
    scale = [answer.answer for answer in framework.answers[valued.answers]]
    chances = [0.27, 0.36, 0.12, 0.05, 0.1, 0.1]  # the last is a blank

    def drawn(values: list[str], p: list[float] | None = None) -> pd.Categorical:
        codes = rng.choice(len(p) if p else len(values), size=REPLIES, p=p)
        return pd.Categorical.from_codes(np.where(codes < len(values), codes, -1), categories=values)

    columns = {group: drawn([f"{group} {n}" for n in range(size)]) for group, size in GROUPS.items()}
    return pd.DataFrame(columns | {item.column: drawn(scale, chances) for item in items}), items


def by_the_library(frame: pd.DataFrame, items: list[Item], framework: Framework) -> Cells:
    """Numerators and bases as the library counts them, in one pass a question."""
    tallies = count(frame, items, framework, list(GROUPS))
    return {
        (item.item, value): tallies[item.item].cell(replace(measure, group=(group, value)))
        for item in items
        for measure in [replace(of_item(framework.items["staff.valued"], framework)[0], item=item)]
        for group, value in tallies[item.item].groups
    }


def by_groupby(frame: pd.DataFrame, items: list[Item]) -> Cells:
    """The same by a groupby for each question and group, as an analyst would write it."""
    counts = items[0].counts.split(";")
    found: Cells = {}
    for item in items:
        answered = frame[item.column].notna()
        counted = frame[item.column].isin(counts)
        for group in GROUPS:
            sums = pd.DataFrame({"k": counted, "n": answered}).groupby(frame[group], observed=False).sum()
            found |= {(item.item, str(value)): (int(row.k), int(row.n)) for value, row in sums.iterrows()}
    return found


def timed(way: Callable[..., Cells], *given: object, runs: int = 1) -> tuple[float, Cells]:
    """The median seconds of some runs of a way of counting, and what it counted."""
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        found = way(*given)
        seconds.append(perf_counter() - start)
    return median(seconds), found


def gigabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # Linux counts in kilobytes


def import_milliseconds(statement: str, after: str = "pass") -> float:
    """How long an import takes in a fresh interpreter, after others: the median, once the disk is warm."""
    script = f"{after}; from time import perf_counter as t; s = t(); {statement}; print(1000 * (t() - s))"
    command = [sys.executable, "-c", script]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(RUNS + 1)]
    return median(float(run.stdout) for run in runs[1:])


def main() -> int:
    """Run it all and print it; 1 where a bar is missed or the two ways do not agree."""
    framework = read(ROOT / "params" / "framework" / "2022")
    frame, items = replies(framework)
    library, ours = timed(by_the_library, frame, items, framework, runs=RUNS)
    peak = gigabytes()
    groupby, theirs = timed(by_groupby, frame, items)
    print(f"{REPLIES:,} replies, {ITEMS} items, {len(GROUPS)} groups: {len(ours):,} cells")
    print(f"library  {library:6.2f} s   peak {peak:.2f} GB (bar {SECONDS:g} s, {GIGABYTES:g} GB)")
    print(f"groupby  {groupby:6.2f} s   {groupby / library:.1f} times as long")
    heavy = "import pandas, matplotlib.figure"
    print(f"import   {import_milliseconds(heavy):6.0f} ms for pandas and matplotlib.figure")
    print(f"         {import_milliseconds('import inspection_lib', heavy):6.0f} ms for inspection_lib beyond them")
    return int(ours != theirs or library > SECONDS or peak > GIGABYTES)


if __name__ == "__main__":
    sys.exit(main())
