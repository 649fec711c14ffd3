"""The command that makes one file of an edition, to be sent, commented on or published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import OUTPUTS, main

if TYPE_CHECKING:
    from ..params import Edition


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--edition", type=click.Choice(["internal", "partnership", "publication"]), default="internal",
              show_default=True, help="The team's own draft, the partnership's, or the public one.")  # fmt: skip
@click.option("--to", "kind", type=click.Choice(["html", "docx", "pdf"]), default="html", show_default=True,
              help="A page, a Word file or a PDF.")  # fmt: skip
@click.option(
    "--template", type=click.Path(path_type=Path, dir_okay=False), help="A Word file with your house's styles."
)
@OUTPUTS
def export(params_file: Path, edition: Edition, kind: str, template: Path | None, outputs: Path) -> None:
    """Make one edition of a report as a page, a Word file or a PDF, into the folder exports of the outputs."""
    from .. import batch

    if template and kind != "docx":
        raise click.UsageError("--template is a Word file's: it goes with --to docx")
    file, remarks = batch.export(params_file, edition, kind, outputs, template)
    click.echo(f"{file}: {file.stat().st_size / 2**20:.1f} MB")
    for remark in remarks:
        click.echo(remark, err=True)
