"""The command that makes one file of an edition, to be sent, commented on or published."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import OUTPUTS, main, say

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
@click.option("--let-through", "key", metavar="KEY", help="One of the things that keep a report from being published, "
              "to be let through; it is kept in decisions.csv.")  # fmt: skip
@click.option("--why", default="", metavar="TEXT", help="Why it is let through.")
@click.option("--by", "who", default="", metavar="NAME", help="Who lets it through.")
def export(params_file: Path, edition: Edition, kind: str, template: Path | None, outputs: Path,
           key: str | None, why: str, who: str) -> None:  # fmt: skip
    """Make one edition of a report as a page, a Word file or a PDF, into the folder exports of the outputs.

    The publication edition is made only where nothing stands in its way: identifiers, figures that rest on nothing,
    decisions without their reasons, and what `inspection review` calls an error are listed, and it ends with exit 1.
    """
    from .. import batch

    if template and kind != "docx":
        raise click.UsageError("--template is a Word file's: it goes with --to docx")
    if (key or why or who) and not (key and edition == "publication"):
        raise click.UsageError("--let-through KEY, --why and --by go together, with --edition publication")
    let = batch.Let(key, why, who, f"{date.today():%Y-%m-%d}") if key else None
    file, remarks = batch.export(params_file, edition, kind, outputs, template, let)
    say(f"{file}: {file.stat().st_size / 2**20:.1f} MB")
    for remark in remarks:
        say(remark, err=True)
