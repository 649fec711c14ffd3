"""The engine shows what a kernel shows, shares nothing between notebooks, and leaves nothing behind."""

from __future__ import annotations

import builtins
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillException, PapermillExecutionError

from inspection_lib.engine.entry import InspectionEngine
from inspection_lib.engine.forked import Failed, Gone, forked

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
papermill_engines.register("inspection", InspectionEngine)


def notebook(*cells: str) -> Any:
    """A notebook of some code cells, after one that declares a parameter."""
    first = new_code_cell('name: str = "x"')
    first.metadata["tags"] = ["parameters"]
    made = new_notebook(cells=[first, *map(new_code_cell, cells)])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def executed(tmp_path: Path, *cells: str, engine: str | None = "inspection", **given: Any) -> Any:
    """The notebook after it ran."""
    path = tmp_path / "notebook.ipynb"
    nbformat.write(notebook(*cells), path)
    return papermill.execute_notebook(str(path), None, engine_name=engine, progress_bar=False, **given)


def shown(made: Any) -> list[tuple[Any, list[Any]]]:
    """Each code cell's number and outputs, without widgets' ids and the numbers of processes in paths."""
    text = [(c.execution_count, json.dumps(c.outputs, sort_keys=True)) for c in made.cells if c.cell_type == "code"]
    loose = [(n, re.sub(r"ipykernel_\d+[/\\]+\d+\.py|\b[0-9a-f]{32}\b", "", said)) for n, said in text]
    return [(n, json.loads(said)) for n, said in loose]


CELLS = (
    "print('one'); print('two')\n3",
    "import sys; print('a'); print('b', file=sys.stderr)",
    "from IPython.display import HTML, Markdown, clear_output, display\ndisplay(HTML('<b>1</b>')); HTML('<i>3</i>')",
    "display(Markdown('*2*'), metadata={'k': 1})",
    "shown = display('first', display_id=True); print('between'); shown.update('second')",
    "print('gone'); clear_output(wait=True); print('stays')",
    "x = 1",
    "_",
    "import ipywidgets; ipywidgets.IntSlider()",
    "a = 5\na;",
)


def test_cells_show_what_a_kernel_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(builtins, "_", "what a prompt of this process said last", raising=False)
    assert shown(executed(tmp_path, *CELLS)) == shown(executed(tmp_path, *CELLS, engine=None))


def test_a_cell_that_fails_ends_the_notebook_as_under_a_kernel(tmp_path: Path):
    said = []
    for engine in ("inspection", None):
        with pytest.raises(PapermillExecutionError) as raised:
            executed(tmp_path, "x = 1", "print('before')\n1 / 0", "print('never')", engine=engine)
        said.append((raised.value.ename, raised.value.evalue, raised.value.exec_count, raised.value.cell_index))
    assert said[0] == said[1] == ("ZeroDivisionError", "division by zero", 3, 2)


@pytest.mark.fault
@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("0*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_shows_the_same_under_both_engines(path: Path, outputs: Path):
    about_all = path.stem.startswith("08")
    params = str(ROOT / "params" / "north-lanarkshire.yaml")
    given = {"outputs": str(outputs.parent)} if about_all else {"params_file": params}
    warm, plain = (
        papermill.execute_notebook(str(path), None, given, engine_name=engine, progress_bar=False)
        for engine in ("inspection", None)
    )

    assert shown(warm) == shown(plain)
    assert [cell.source for cell in warm.cells] == [cell.source for cell in plain.cells]
    assert warm.metadata.language_info == plain.metadata.language_info


def test_what_one_notebook_does_no_other_sees(tmp_path: Path):
    executed(tmp_path, "import inspection_lib; inspection_lib.CACHE = 'Fife'; import os; os.environ['SEEN'] = 'Fife'")
    made = executed(tmp_path, "import inspection_lib, os\nhasattr(inspection_lib, 'CACHE'), 'SEEN' in os.environ")

    assert made.cells[-1].outputs[0].data["text/plain"] == "(False, False)"


def test_a_mistyped_parameter_is_refused_before_any_cell_runs(tmp_path: Path):
    with pytest.raises(PapermillException, match="no parameter nam; did you mean 'name'"):
        executed(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')", parameters={"nam": "y"})
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("import matplotlib.pyplot as plt; plt.plot([1, 2])", "figures left to pyplot are not kept"),
        ("import subprocess; subprocess.run(['echo', 'hello'])", "wrote to the terminal"),
        ("import os; os.write(1, b'hello')", "wrote to the terminal"),
    ],
)
def test_what_the_engine_cannot_keep_stops_with_a_sentence(tmp_path: Path, cell: str, sentence: str):
    with pytest.raises(PapermillExecutionError, match=sentence):
        executed(tmp_path, cell)


def test_a_notebook_that_takes_too_long_is_stopped_at_the_cell_that_ran(tmp_path: Path):
    with pytest.raises(PapermillExecutionError, match="took longer than 1 seconds and was stopped") as raised:
        executed(tmp_path, "1", "import time; time.sleep(60)", execution_timeout=1)
    assert raised.value.cell_index == 2


def test_a_notebook_that_is_killed_says_so_at_the_cell_that_ran(tmp_path: Path):
    with pytest.raises(
        PapermillExecutionError, match=r"was killed \(SIGKILL; it may have run out of memory\)"
    ) as raised:
        executed(tmp_path, "1", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert raised.value.cell_index == 2


def test_what_a_notebook_started_is_gone_with_it(tmp_path: Path):
    cell = "import subprocess; child = subprocess.Popen(['sleep', '300']); child.pid"
    made = executed(tmp_path, cell)

    pid = int(made.cells[-1].outputs[0].data["text/plain"])
    for _ in range(50):
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
        if not state or state.startswith("Z"):
            break
        time.sleep(0.1)
    assert not state or state.startswith("Z")


def test_no_history_is_kept(tmp_path: Path):
    made = executed(tmp_path, "get_ipython().history_manager.enabled, get_ipython().history_manager.hist_file")

    assert made.cells[-1].outputs[0].data["text/plain"].startswith("(False,")


def test_what_a_child_raises_comes_back_in_words():
    def work() -> Iterator[int]:
        yield 1
        raise LookupError("no such table")

    with pytest.raises(Failed, match="no such table") as raised:
        list(forked(work))
    assert raised.value.kind == "LookupError"


def test_a_child_dies_with_the_process_that_made_it():
    program = (
        "import os, sys, time\nfrom inspection_lib.engine.forked import forked\n"
        "def work():\n    yield os.getpid()\n    time.sleep(300)\n"
        "for pid in forked(work):\n    print(pid, flush=True)"
    )
    if sys.platform != "linux":
        pytest.skip("only Linux kills a child with its parent")
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    child = int(process.stdout.readline())  # type: ignore[union-attr]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()  # type: ignore[union-attr]
    time.sleep(0.3)

    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True).stdout.strip()
    assert not state or state.startswith("Z")


def test_a_child_that_takes_too_long_is_stopped():
    with pytest.raises(Gone, match=r"took longer than 0.2 seconds"):
        list(forked(lambda: iter([time.sleep(60)]), seconds=0.2))


def test_a_child_that_is_not_wanted_any_more_is_stopped():
    asked = iter([True, False])
    with pytest.raises(Gone, match=r"was not wanted any more"):
        list(forked(lambda: iter([time.sleep(60)]), wanted=lambda: next(asked)))
    with pytest.raises(Gone, match=r"took longer than 0.7 seconds"):
        list(forked(lambda: iter([time.sleep(60)]), seconds=0.7, wanted=lambda: True))


@pytest.mark.fault
def test_a_broken_library_does_not_break_papermill(tmp_path: Path):
    """Papermill loads every entry point when it is imported: ours may not need anything but papermill itself."""
    import shutil

    library = tmp_path / "inspection_lib"
    shutil.copytree(ROOT / "inspection_lib", library, ignore=shutil.ignore_patterns("__pycache__"))
    for room in ("checks", "sections", "intake", "params"):
        (library / room / "__init__.py").write_text("this is no Python", encoding="utf-8")
    (library / "engine" / "executing.py").write_text("this is no Python", encoding="utf-8")
    nbformat.write(notebook("1 + 1"), tmp_path / "in.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "--no-progress-bar"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs[0].data["text/plain"] == "2"


def test_papermill_finds_the_engine_by_its_name():
    from importlib.metadata import entry_points

    (found,) = entry_points(group="papermill.engine", name="inspection")
    assert found.load() is InspectionEngine


def test_a_batch_does_not_build_the_grammar_of_web_addresses_that_no_notebook_asks_for():
    code = (
        "import sys; from inspection_lib.engine.light import warm; warm(); import nbformat\n"
        "assert 'jsonschema' in sys.modules and 'rfc3987_syntax' not in sys.modules\n"
        "nbformat.validate(nbformat.v4.new_notebook())"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
