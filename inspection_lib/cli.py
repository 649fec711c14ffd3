"""The `inspection` command: check a partnership's evidence, run its notebooks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .checks import checked
from .errors import InspectionError, Problem


class _Group(click.Group):
    """Every command's `InspectionError` becomes its sentence on the error stream, and exit code 1."""

    def invoke(self, context: click.Context) -> object:
        """What the command returns; an `InspectionError` ends it."""
        try:
            return super().invoke(context)
        except InspectionError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inspection-lib", prog_name="inspection")
def main() -> None:
    """From one partnership's evidence to a report draft that is bound to it."""


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--outputs", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
              help="The folder that takes one folder a partnership.")  # fmt: skip
def run(params_file: Path, outputs: Path) -> None:
    """Run the notebooks of one partnership and write its draft."""
    from .batch import run as run_notebooks

    folder = run_notebooks(params_file, outputs)
    click.echo(f"The draft is {folder / 'report.html'}")


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
def check(params_file: Path) -> None:
    """List every problem with one partnership's params and evidence; exit 1 if any stops the work."""
    try:
        problems = checked(params_file).problems
    except InspectionError as error:
        if not error.problems:
            raise
        problems = error.problems
    click.echo(listed(problems))
    if any(problem.severity == "stops" for problem in problems):
        sys.exit(1)


def listed(problems: tuple[Problem, ...]) -> str:
    """Problems as a table for the terminal, those that stop the work first, and how many there are.

    >>> print(listed(()))
    No problem was found.
    """
    if not problems:
        return "No problem was found."
    order = sorted(problems, key=lambda p: (p.severity != "stops", p.code, p.file, p.row or 0))
    head = ("code", "severity", "file", "row", "column", "message")
    rows = [head, *((p.code, p.severity, p.file, str(p.row or ""), p.column, p.message) for p in order)]
    widths = [max(len(row[n]) for row in rows) for n in range(5)]
    lines = ["  ".join([*(row[n].ljust(widths[n]) for n in range(5)), row[5]]).rstrip() for row in rows]
    stops = sum(problem.severity == "stops" for problem in problems)
    others = f"{len(problems) - stops} to know about."
    lines.append(f"{stops} that stop{'s' if stops == 1 else ''} the work, {others}" if stops else
                 f"Nothing stops the work; {others}")  # fmt: skip
    return "\n".join(lines)
