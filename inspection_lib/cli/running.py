"""Commands that make drafts: run the notebooks of partnerships, and make a draft again to verify it."""

from __future__ import annotations

import sys
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import OUTPUTS, main, say

if TYPE_CHECKING:
    from ..batch import Job


@main.command()
@click.argument("params_files", nargs=-1, type=click.Path(path_type=Path), metavar="[PARAMS_FILE]...")
@click.option("--all", "every", is_flag=True, help="Every params file in the folder params/.")
@OUTPUTS
@click.option("--jobs", type=click.IntRange(1), help="How many partnerships to work on at once.  [default: all cores]")
@click.option("--scheduler", metavar="ADDRESS", help="Hand the work to the workers of a Dask cluster, such as "
              "tcp://10.0.0.5:8786; all of them see this folder.")  # fmt: skip
@click.option("--force", is_flag=True, help="Make drafts again of which nothing has changed.")
@click.option("--engine", type=click.Choice(["inspection", "papermill"]), help="What runs notebooks: this library's "
              "engine, or papermill's with kernels.  [default: inspection; on Windows papermill]")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(1), help="The seconds that one notebook may take.")
def run(params_files: tuple[Path, ...], every: bool, outputs: Path, jobs: int | None, scheduler: str | None,
        force: bool, engine: str | None, timeout: float | None) -> None:  # fmt: skip
    """Run the notebooks of partnerships and write their drafts; one of which nothing has changed is left alone.

    What fails is one table at the end, and exit 1; it costs no other partnership its draft, nor its own last one.
    """
    from .. import batch

    files = list(dict.fromkeys([*params_files, *(sorted(Path("params").glob("*.yaml")) if every else [])]))
    if not files:
        raise click.UsageError("name a params file, such as params/north-lanarkshire.yaml, or give --all")
    if scheduler and jobs:
        raise click.UsageError(
            "--jobs is about the cores of this computer; a scheduler's workers are as many as it has"
        )
    common = batch.Job(Path(), outputs, engine=engine or batch.Job.engine, seconds=timeout)
    elsewhere = _cluster(scheduler, files, common) if scheduler else nullcontext()
    with elsewhere as executor:
        outcomes = batch.run_all(files, common, jobs, force, executor, lambda one: say(batch.line(one, outputs)))
    if batch.index_is_due(outputs, outcomes):
        batch.write_index(outputs, outcomes)
    if len(files) > 1:
        say(f"{batch.total(outcomes)}; all are on {outputs / 'index.html'}")
    if said := batch.failures(outcomes):
        say(said if len(files) > 1 else outcomes[0].story, err=True)
        sys.exit(1)


def _cluster(address: str, files: list[Path], common: Job) -> AbstractContextManager[Executor]:
    from ..batch.cluster import cluster

    return cluster(address, files, common, tell=lambda said: say(said, err=True))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def verify(folder: Path) -> None:
    """Make a draft again from what its run.json names, and say that it is identical, or what differs and exit 1."""
    from ..batch import verify as differences

    found = differences(folder)
    say("\n".join(found) or f"{folder}: identical; made again from the same inputs, every file is the same")
    if found:
        sys.exit(1)
