"""Time a survey of a million rows and 45 columns from its file to its tallies, against a plain `pandas.read_csv`.

`python tests/benchmarks/bench_intake.py` prints seconds and peak memory of each, in processes of their own; the bar is
eight seconds and 2 GB. It exits with 1 where a bar is missed or a row is lost. Not a test: no run of pytest times it.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
REPLIES, COLUMNS = 1_000_000, 45
SECONDS, GIGABYTES = 8.0, 2.0
READ = """
import pandas
from time import perf_counter
start = perf_counter()
rows = len(pandas.read_csv("{survey}"))
print(rows, perf_counter() - start)
"""
CHECKED = """
from inspection_lib.checks import checked
from inspection_lib.measures import tallies
from time import perf_counter
start = perf_counter()
case = checked("{params}")
tallies(case)
print(case.evidence.sources["staff_survey"].rows_used, perf_counter() - start)
"""
MEMORY = "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)"


def written(folder: Path) -> tuple[Path, Path]:
    """A copy of the params with a million replies: North Lanarkshire's over and over, each with an id of its own."""
    shutil.copytree(ROOT / "params", folder / "params")
    params = folder / "params" / "north-lanarkshire.yaml"
    params.write_text(re.sub(r"^stated:.*?\n\n", "", params.read_text(), flags=re.DOTALL | re.MULTILINE))
    survey = folder / "params" / "north-lanarkshire" / "staff_survey.csv"
    header, *replies = csv.reader(survey.read_text(encoding="utf-8").splitlines())
    spare = [f"not asked {n}" for n in range(COLUMNS - len(header))]
    with survey.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, *spare])
        for n in range(REPLIES):
            writer.writerow([f"S{n:07}", *replies[n % len(replies)][1:], *["agree"] * len(spare)])
    return params, survey


def measured(code: str) -> tuple[int, float, float]:
    """Rows, seconds and gigabytes at the peak of some code in a process of its own."""
    run = subprocess.run([sys.executable, "-c", code + MEMORY], capture_output=True, text=True, check=True, cwd=ROOT)
    rows, seconds, memory = run.stdout.split()
    return int(rows), float(seconds), float(memory)


def main() -> int:
    """Print both, side by side; 1 where a bar is missed."""
    with TemporaryDirectory() as folder:
        params, survey = written(Path(folder))
        size = survey.stat().st_size / 1024**2
        plain = measured(READ.format(survey=survey))
        ours = measured(CHECKED.format(params=params))
    print(f"{REPLIES:,} rows, {COLUMNS} columns, {size:.0f} MB")
    print(f"pandas.read_csv alone:           {plain[1]:5.1f} s  {plain[2]:.2f} GB")
    print(
        f"read, mapped, checked, counted:  {ours[1]:5.1f} s  {ours[2]:.2f} GB  ({ours[1] / plain[1]:.1f} times as long)"
    )
    return int(ours[1] > SECONDS or ours[2] > GIGABYTES or ours[0] != REPLIES)


if __name__ == "__main__":
    sys.exit(main())
