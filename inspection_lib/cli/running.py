"""Commands that make drafts: run the notebooks of partnerships, and make a draft again to verify it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .command import OUTPUTS, main


@main.command()
@click.argument("params_files", nargs=-1, type=click.Path(path_type=Path), metavar="[PARAMS_FILE]...")
@click.option("--all", "every", is_flag=True, help="Every params file in the folder params/.")
@OUTPUTS
@click.option("--jobs", type=click.IntRange(1), help="How many partnerships to work on at once.  [default: all cores]")
@click.option("--force", is_flag=True, help="Make drafts again of which nothing has changed.")
@click.option("--engine", type=click.Choice(["inspection", "papermill"]), help="What runs notebooks: this library's "
              "engine, or papermill's with kernels.  [default: inspection; on Windows papermill]")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(1), help="The seconds that one notebook may take.")
def run(params_files: tuple[Path, ...], every: bool, outputs: Path, jobs: int | None, force: bool,
        engine: str | None, timeout: float | None) -> None:  # fmt: skip
    """Run the notebooks of partnerships and write their drafts; one of which nothing has changed is left alone.

    What fails is one table at the end, and exit 1; it costs no other partnership its draft, nor its own last one.
    """
    from .. import batch

    files = list(dict.fromkeys([*params_files, *(sorted(Path("params").glob("*.yaml")) if every else [])]))
    if not files:
        raise click.UsageError("name a params file, such as params/north-lanarkshire.yaml, or give --all")
    common = batch.Job(Path(), outputs, engine=engine or batch.Job.engine, seconds=timeout)
    outcomes = batch.run_all(files, common, jobs, force, tell=lambda outcome: click.echo(batch.line(outcome, outputs)))
    if any(outcome.state != batch.UNCHANGED for outcome in outcomes):
        batch.write_index(outputs, outcomes)
    if len(files) > 1:
        click.echo(f"{batch.total(outcomes)}; all are on {outputs / 'index.html'}")
    if said := batch.failures(outcomes):
        click.echo(said if len(files) > 1 else outcomes[0].story, err=True)
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def verify(folder: Path) -> None:
    """Make a draft again from what its run.json names, and say that it is identical, or what differs and exit 1."""
    from ..batch import verify as differences

    found = differences(folder)
    click.echo("\n".join(found) or f"{folder}: identical; made again from the same inputs, every file is the same")
    if found:
        sys.exit(1)
