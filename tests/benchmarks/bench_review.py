"""How long a review takes: a 30-page text and a 500-page PDF, against the time of reading their words once.

Run it as `python tests/benchmarks/bench_review.py`. Seconds depend on the machine; the ratio says how the review's cost
compares with one pass of a plain regular expression over the same text, and how it grows with the pages.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from papers import pdf  # noqa: E402

from inspection_lib.review import Report, Setting, found, read  # noqa: E402

LINES = 45  # of a printed page


def timed(work: Callable[[], object]) -> float:
    """The seconds of processor time that some work takes."""
    begin = process_time()
    work()
    return process_time() - begin


def reviewed(path: Path) -> None:
    """A report read and reviewed."""
    found(Report(read(path)), Setting())


def main() -> None:
    """Print seconds and ratios."""
    lines = (ROOT / "tests" / "golden" / "north-lanarkshire.txt").read_text(encoding="utf-8").splitlines()
    prose = lines[80:900]
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "30.txt"
        text.write_text("\n".join((prose * 2)[: 30 * LINES]), encoding="utf-8")
        reviewed(text)  # so that what is compiled once is not counted
        short = timed(lambda: reviewed(text))
        once = timed(lambda: [re.findall(r"\w+", text.read_text(encoding="utf-8")) for _ in range(10)]) / 10
        pages = [
            "\n".join((prose * 28)[n * LINES : (n + 1) * LINES]).replace("2023", str(1990 + n % 30)) for n in range(500)
        ]
        long = timed(lambda: reviewed(pdf(Path(folder) / "500.pdf", pages)))
    print(f"30 pages: {short:.2f} s, {short / once:.0f} times one pass over its words (under 1 s wanted)")
    print(f"500 pages of PDF: {long:.2f} s, {long / short * 30 / 500:.1f} times as much a page (under 20 s wanted)")


if __name__ == "__main__":
    main()
