"""The `inspection` command itself, which every other module here adds its own commands to."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InspectionError, visible


class _Group(click.Group):
    """Every command's `InspectionError` becomes its sentence on the error stream, and exit code 1."""

    def invoke(self, context: click.Context) -> object:
        """What the command returns; an `InspectionError` ends it."""
        try:
            return super().invoke(context)
        except InspectionError as error:
            say(str(error), err=True)
            sys.exit(1)


def say(text: str, err: bool = False) -> None:
    """Print for a person: names of files and words of evidence cannot move, colour or clear the terminal."""
    click.echo(visible(text), err=err)


OUTPUTS = click.option("--outputs", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
                       help="The folder that takes one folder a partnership.")  # fmt: skip


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inspection-lib", prog_name="inspection")
def main() -> None:
    """From one partnership's evidence to a report draft that is bound to it."""
