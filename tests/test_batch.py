"""A batch makes what is due and no more; one that fails costs no other its draft; nothing of one is in another's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from batches import ROOT, job, plain_notebooks, states
from nbformat.v4 import new_code_cell, new_notebook

from inspection_lib import InspectionError
from inspection_lib.batch import FAILED, MADE, NOTEBOOKS, UNCHANGED, Job, failures, run_all, verify, write_index
from inspection_lib.batch.leaks import canaries_of, leaks
from inspection_lib.evidence import COLUMNS
from inspection_lib.params import read


def test_only_what_has_changed_is_made_again_and_it_is_said_why(two: list[Path], tmp_path: Path):
    common = job(tmp_path)
    assert states(run_all(two, common)) == [MADE, MADE]
    assert states(run_all(two, common)) == [UNCHANGED, UNCHANGED]

    documents = two[1].parent / "fife" / "documents.csv"
    documents.write_text(",".join(COLUMNS["documents"]) + "\n", encoding="utf-8")
    first, second = run_all(two, common)
    assert (first.state, second.state, second.why) == (UNCHANGED, MADE, ("documents.csv is new",))

    (tmp_path / "outputs" / "fife" / "claims.json").unlink()
    assert run_all(two, common)[1].why == ("there is no draft yet",)
    assert run_all(two[:1], common, force=True)[0].why == ("it was asked for",)


def test_one_that_fails_costs_no_other_its_draft_nor_its_own_last_one(two: list[Path], tmp_path: Path):
    common = job(tmp_path, n03="if 'dundee' in params_file: raise LookupError('no such table')")
    kept = tmp_path / "outputs" / "dundee"
    kept.mkdir(parents=True)
    (kept / "report.html").write_text("the previous draft", encoding="utf-8")

    first, second = run_all(two, common)
    assert (first.state, second.state) == (FAILED, MADE)
    assert (first.notebook, first.cell, first.cause) == ("03_surveys.ipynb", 4, "LookupError: no such table")
    assert (kept / "report.html").read_text(encoding="utf-8") == "the previous draft"
    log = Path(first.log).read_text(encoding="utf-8")
    assert "raise LookupError" in log
    assert "\x1b" not in log  # no colours of a terminal
    assert Path(first.log).stat().st_mode & 0o077 == 0
    assert failures([first, second]).splitlines()[1].split()[:3] == ["dundee", "03_surveys.ipynb", "4"]


def test_evidence_that_stops_one_is_told_and_the_others_go_on(two: list[Path], tmp_path: Path):
    (two[0].parent / "dundee" / "staff_survey.csv").write_text("", encoding="utf-8")

    first, second = run_all(two, job(tmp_path))
    assert (first.state, second.state) == (FAILED, MADE)
    assert first.cause.startswith("One problem stops the work on dundee.yaml: I3 staff_survey.csv")
    assert "staff_survey.csv" in Path(first.log).read_text(encoding="utf-8")


@pytest.mark.fault
@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import os, signal; os.kill(os.getppid(), signal.SIGKILL)", "the process that made the draft was killed"),
        ("bytearray(2**45)", "MemoryError"),
        ("import time; time.sleep(600)", "took longer than 3 seconds"),
    ],
)
def test_one_that_is_killed_runs_out_of_memory_or_never_ends_costs_no_other(
    two: list[Path], tmp_path: Path, cell: str, cause: str
):
    common = replace(job(tmp_path, n02=f"if 'dundee' in params_file:\n    {cell}"), seconds=3)

    first, second = run_all(two, common)
    assert (first.state, second.state) == (FAILED, MADE)
    assert cause in first.cause
    assert {path.name for path in (tmp_path / "outputs").iterdir()} == {"fife", "logs"}


@pytest.mark.fault
def test_a_worker_that_is_killed_costs_only_the_one_that_kills_it(two: list[Path], tmp_path: Path):
    kill = (
        "import os, signal, subprocess\n    "
        "worker = subprocess.run(['ps', '-o', 'ppid=', '-p', str(os.getppid())], capture_output=True, text=True).stdout"
        "\n    os.kill(int(worker), signal.SIGKILL)"
    )

    first, second = run_all(two, job(tmp_path, n02=f"if 'dundee' in params_file:\n    {kill}"), jobs=2)
    assert (first.state, second.state, first.cause) == (FAILED, MADE, "the process that made it was killed")


def test_two_files_that_would_share_a_folder_are_refused(two: list[Path], tmp_path: Path):
    with pytest.raises(InspectionError, match="several params files are called fife"):
        run_all([two[1], tmp_path / "other" / "fife.yaml"], job(tmp_path))


def test_a_text_of_another_partnership_in_an_output_fails_the_batch(two: list[Path], tmp_path: Path):
    """A cache that outlives its notebook, here in a file, carries a name from one partnership to the next."""
    (two[0].parent / "dundee" / "names-to-keep-out.txt").write_text("Morag Tulloch\n", encoding="utf-8")
    cache = tmp_path / "cache.txt"
    keep = f"'dundee' in params_file and open({str(cache)!r}, 'w').write('MORAG ' + 'Tulloch')"
    leak = f"{keep}\n'fife' not in params_file or print(open({str(cache)!r}).read())".replace("'fife'", "'fi' + 'fe'")

    first, second = run_all(two, job(tmp_path, n02=leak), jobs=1)
    assert (first.state, second.state) == (MADE, FAILED)
    assert second.cause == "02_context.ipynb holds a text of another partnership's evidence"
    assert "tulloch" not in second.story.casefold()
    assert not (tmp_path / "outputs" / "fife").exists()


def test_a_cache_at_module_level_does_not_reach_the_next_partnership(two: list[Path], tmp_path: Path):
    leak = "import inspection_lib\nseen = getattr(inspection_lib, 'CACHE', '')\ninspection_lib.CACHE = 'x'\nseen"

    assert states(run_all(two, job(tmp_path, n02=leak), jobs=1)) == [MADE, MADE]
    made = nbformat.read(tmp_path / "outputs" / "fife" / "02_context.ipynb", 4)
    assert made.cells[-1].outputs[0].data["text/plain"] == "''"


def test_another_areas_name_in_an_output_is_found_wherever_it_stands(copy: Path, tmp_path: Path):
    params = read(copy)
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    (outputs / "report.html").write_text("<p>Services in North Lanarkshire</p><!-- West Lothian -->", encoding="utf-8")
    (outputs / "run.json").write_text('{"x": "Fifer, Moraye"}', encoding="utf-8")

    assert leaks(params, outputs) == ["report.html names West Lothian, which is another area"]
    named = params.partnership.model_copy(update={"may_be_named": ("West Lothian",)})
    assert leaks(params.model_copy(update={"partnership": named}), outputs) == []


def test_what_is_everyones_or_a_partnerships_own_is_no_leak(dundee: Path, tmp_path: Path):
    """A notebook's default parameter names an example; two partnerships can have a plan of the same title."""
    params, outputs = read(dundee), tmp_path / "outputs"
    outputs.mkdir()
    default = new_code_cell('params_file: str = "params/north-lanarkshire.yaml"')
    default.metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=[default]), outputs / "02_context.ipynb")
    shared, foreign = "A plan for every child and every family here", "A plan that nobody but one partnership has"
    (params.folder / "documents.csv").write_text(f"document_id,title\nD01,{shared}\n", encoding="utf-8")
    (outputs / "report.html").write_text(f"<p>{shared}</p>", encoding="utf-8")

    assert leaks(params, outputs, [shared, foreign]) == []
    nbformat.write(new_notebook(cells=[default, new_code_cell(foreign)]), outputs / "02_context.ipynb")
    assert leaks(params, outputs, [shared, foreign]) == [
        "02_context.ipynb holds a text of another partnership's evidence"
    ]


def test_the_longest_texts_and_the_names_to_keep_out_are_looked_for(copy: Path):
    folder = copy.parent / "north-lanarkshire"
    (folder / "names-to-keep-out.txt").write_text("Morag Tulloch\nAda\n", encoding="utf-8")

    found = canaries_of(read(copy))
    assert found[-1] == "Morag Tulloch"
    assert len(found) == 13
    assert all(len(text) > 60 for text in found[:-1])


@pytest.mark.fault
def test_ctrl_c_leaves_drafts_as_they_were_and_the_next_run_finishes_the_rest(two: list[Path], tmp_path: Path):
    notebooks = plain_notebooks(tmp_path, n06="import time\nif 'dundee' in params_file: time.sleep(60)")
    outputs = tmp_path / "outputs"
    program = (
        "import sys\nfrom pathlib import Path\nfrom inspection_lib.batch import Job, run_all\n"
        "job = Job(Path(), Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "run_all(sys.argv[3:], job, jobs=2, tell=lambda o: print(o.state, flush=True))"
    )
    command = [sys.executable, "-c", program, str(outputs), str(notebooks), *map(str, two)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               start_new_session=True)  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "made\n"
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)

    assert process.returncode != 0
    assert [path.name for path in outputs.iterdir()] == ["fife"]
    left = subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, text=True).stdout
    assert left == ""
    plain_notebooks(tmp_path)
    assert states(run_all(two[:1], Job(Path(), outputs, notebooks))) == [MADE]


def test_a_batch_with_nothing_to_do_imports_nothing_of_what_makes_drafts(dundee: Path, tmp_path: Path):
    common = replace(job(tmp_path), notebooks=plain_notebooks(tmp_path))
    assert states(run_all([dundee], common)) == [MADE]
    program = (
        "import sys\nfrom pathlib import Path\nfrom inspection_lib.batch import Job, run_all\n"
        f"common = Job(Path(), Path({str(common.outputs)!r}), Path({str(common.notebooks)!r}))\n"
        f"print([one.state for one in run_all([{str(dundee)!r}], common)])\n"
        "print(sorted({'pandas', 'matplotlib', 'papermill', 'nbconvert', 'nbformat'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said.splitlines() == ["['unchanged']", "[]"]


@pytest.mark.fault
def test_a_hundred_notebooks_leave_no_process_socket_or_file(
    dundee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    scratch = tmp_path / "scratch"  # of its own: other runs on this machine leave theirs alone
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    def left() -> tuple[list[str], int, int]:
        children = subprocess.run(["ps", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, text=True)
        ours = [line for line in children.stdout.splitlines() if not line.startswith("ps ")]
        return ours, len(os.listdir("/proc/self/fd")), len(list(scratch.iterdir()))

    if not Path("/proc").is_dir():
        pytest.skip("this system has no /proc to count in")
    common = job(tmp_path)
    run_all([dundee], common, jobs=1)
    before = left()
    for _ in range(15):  # of seven notebooks each
        assert states(run_all([dundee], common, jobs=1, force=True)) == [MADE]

    assert left() == before
    assert sorted(path.name for path in (tmp_path / "outputs").iterdir()) == ["dundee"]


def test_the_record_says_how_long_each_notebook_took(dundee: Path, tmp_path: Path):
    run_all([dundee], job(tmp_path))
    record = json.loads((tmp_path / "outputs" / "dundee" / "run.json").read_text(encoding="utf-8"))

    assert set(record["seconds"]) == {*NOTEBOOKS, "whole run"}
    assert time.strptime(record["started"], "%Y-%m-%dT%H:%M:%SZ")


def test_notebooks_side_by_side_make_the_same_draft_as_one_after_the_other(dundee: Path, tmp_path: Path):
    made = {}
    for jobs in (1, 2):
        common = replace(job(tmp_path), outputs=tmp_path / str(jobs))
        assert states(run_all([dundee], common, jobs=jobs)) == [MADE]
        made[jobs] = common.outputs / "dundee"
    kept = [path.name for path in made[1].iterdir() if path.suffix in (".html", ".json") and path.name != "run.json"]

    assert {name for name in kept if (made[1] / name).read_bytes() != (made[2] / name).read_bytes()} == set()
    for name in NOTEBOOKS:
        one, other = (nbformat.read(made[jobs] / f"{name}.ipynb", as_version=4) for jobs in (1, 2))
        assert [cell.get("outputs") for cell in one.cells] == [cell.get("outputs") for cell in other.cells], name


@pytest.mark.fault
def test_a_notebook_that_fails_beside_another_is_named_and_the_other_is_ended(dundee: Path, tmp_path: Path):
    notebooks = plain_notebooks(tmp_path, n06="raise OSError('gone')", n07="import time\ntime.sleep(2)")
    outcome = run_all([dundee], Job(Path(), tmp_path / "outputs", notebooks), jobs=2)[0]

    assert (outcome.state, outcome.notebook, outcome.cause) == (FAILED, "06_findings.ipynb", "OSError: gone")


def test_a_draft_is_identical_when_made_again_and_what_differs_is_named(dundee: Path, tmp_path: Path):
    common = job(tmp_path)
    run_all([dundee], common)
    target = tmp_path / "outputs" / "dundee"
    assert verify(target, common.notebooks) == []

    report = target / "report.html"
    report.write_text(report.read_text(encoding="utf-8") + " ", encoding="utf-8")
    documents = dundee.parent / "dundee" / "documents.csv"
    documents.write_text(",".join(COLUMNS["documents"]) + "\n", encoding="utf-8")
    said = verify(target, common.notebooks)
    assert said[0] == "since it was made: documents.csv is new"
    assert "report.html is not what comes out now" in said
    assert sorted(path.name for path in (tmp_path / "outputs").iterdir()) == ["dundee"]

    (target / "claims.json").unlink()
    with pytest.raises(InspectionError, match="a folder of outputs with a whole draft was wanted"):
        verify(target, common.notebooks)


def test_the_index_links_every_draft_and_says_first_what_failed(two: list[Path], tmp_path: Path):
    common = job(tmp_path, n03="if 'dundee' in params_file: raise LookupError('no <table>')")
    write_index(common.outputs, run_all(two, common))
    text = (common.outputs / "index.html").read_text(encoding="utf-8")

    assert '<th scope="row"><a href="fife/report.html">Fife</a></th><td data-label="State">made</td>' in text
    assert '<th scope="row">dundee</th><td data-label="State">failed</td>' in text
    assert "LookupError: no &lt;table&gt;" in text
    assert text.index("What could not be made") < text.index("All drafts")
    assert (common.outputs / "index.html").stat().st_mode & 0o077 == 0

    write_index(common.outputs, run_all(two[1:], common))
    assert ">unchanged</td>" in (common.outputs / "index.html").read_text(encoding="utf-8")
