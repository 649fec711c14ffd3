"""The command about anyone's report: held against itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .command import main, say


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print the scale and the findings as JSON.")
@click.option(
    "--params", type=click.Path(path_type=Path), help="The params file of the inspection: area, scale, framework."
)
@click.option(
    "--reference", type=click.Path(path_type=Path), help="A CSV table of official figures to hold the Key facts to."
)
def review(files: tuple[Path, ...], as_json: bool, params: Path | None, reference: Path | None) -> None:
    """Hold any report against itself (.txt, .md, .html, .docx, .pdf); exit 1 if anything in it is an error."""
    from ..review import Report, data, found, listed, read, scale_words, setting_of

    setting = setting_of(params, reference)
    printed, wrong = [], False
    for file in files:
        report = Report(read(file), setting.scale)
        findings, own = found(report, setting), report.own_scale is not None
        wrong = wrong or any(finding.severity == "error" for finding in findings)
        if as_json:
            printed.append({"file": str(file), **data(findings, report.scale, own)})
        else:
            say("\n\n".join((str(file), scale_words(report.scale, own), listed(findings))) + "\n")
    if as_json:
        say(json.dumps(printed if len(files) > 1 else printed[0], ensure_ascii=False, indent=1))
    if wrong:
        sys.exit(1)
