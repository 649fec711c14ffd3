"""How long a chart takes: North Lanarkshire's, each drawn to SVG, against an empty figure saved in the same run.

`python tests/benchmarks/bench_charts.py` prints milliseconds of processor time, the best of several; the bars are 40 ms
a chart on average and 300 ms for small multiples. It exits with 1 where a bar is missed. Not a test: no run of pytest
times it.
"""

from __future__ import annotations

import io
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from matplotlib.figure import Figure

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the library of this folder, whether or not it is installed

from inspection_lib import load_case, sections  # noqa: E402
from inspection_lib.charts import Chart  # noqa: E402
from inspection_lib.charts.drawing import CACHE, WIDTH  # noqa: E402
from inspection_lib.evidence import INSTRUMENTS, Case  # noqa: E402
from inspection_lib.sections.blocks import Section  # noqa: E402

RUNS = 7
CHART, MULTIPLES = 40, 300  # milliseconds


def charts(section: Section) -> Iterator[Chart]:
    """Every chart of a section and of those below it."""
    yield from (block for block in section.blocks if isinstance(block, Chart))
    for part in section.parts:
        yield from charts(part)


def drawn(case: Case) -> list[Chart]:
    """The charts of the report and of the notebooks, each once."""
    views = [sections.source(case, name) for name in INSTRUMENTS]
    views += [sections.groups(case, "4.3", column) for column in ("role", "level")]
    views += [sections.quality(case), sections.matrix(case), sections.indicator(case, "5.4", "children_survey")]
    found = [chart for section in [*sections.report(case), *views] for chart in charts(section)]
    return list({chart.key: chart for chart in found}.values())


def milliseconds(work: Callable[[], object]) -> float:
    """The least processor time that some work takes in several runs."""
    times = []
    for _ in range(RUNS):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return 1000 * min(times)


def main() -> int:
    """Print milliseconds and ratios; 1 where a bar is missed."""
    os.environ.pop(CACHE, None)  # so that every chart is drawn
    times: dict[str, list[float]] = defaultdict(list)
    for chart in drawn(load_case(ROOT / "params" / "north-lanarkshire.yaml")):
        times[chart.kind].append(milliseconds(lambda chart=chart: chart.svg))
    empty = milliseconds(lambda: Figure(figsize=(WIDTH, 3)).savefig(io.StringIO(), format="svg"))
    for kind, each in times.items():
        mean = sum(each) / len(each)
        print(
            f"{kind:10} {len(each):3}  mean {mean:5.1f} ms  most {max(each):5.1f} ms  {mean / empty:3.0f} empty figures"
        )
    every = [time for each in times.values() for time in each]
    mean = sum(every) / len(every)
    print(f"{'all':10} {len(every):3}  mean {mean:5.1f} ms (bar {CHART} ms)  {mean / empty:3.0f} empty figures")
    print(f"an empty figure takes {empty:.1f} ms")
    return int(mean > CHART or max(times["multiples"]) > MULTIPLES)


if __name__ == "__main__":
    sys.exit(main())
