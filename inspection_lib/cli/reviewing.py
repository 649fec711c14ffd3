"""The command about anyone's report: held against itself."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import InspectionError
from .command import main, say

if TYPE_CHECKING:
    from ..review import Setting

SECONDS = 300.0  # a report of two hundred pages takes a few
Reviewed = tuple[dict[str, Any], str, bool]  # as data, in words, and whether anything is an error


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
    from ..review import setting_of

    setting = setting_of(params, reference)
    printed, wrong = [], False
    for file in files:
        known, told, errs = _bounded(file, setting)
        wrong = wrong or errs
        if as_json:
            printed.append(known)
        else:
            say(f"{told}\n")
    if as_json:
        say(json.dumps(printed if len(files) > 1 else printed[0], ensure_ascii=False, indent=1))
    if wrong:
        sys.exit(1)


def _bounded(file: Path, setting: Setting) -> Reviewed:
    """A review made in a child, where the system can fork: a hostile file can neither take for ever nor end this one.

    Raises `InspectionError` for a file that cannot be read, takes too long or ends the child.
    """
    if not hasattr(os, "fork"):
        return next(_reviewed(file, setting))
    from ..engine.forked import Failed, Gone, forked

    try:
        (reviewed,) = forked(lambda: _reviewed(file, setting), SECONDS)
    except Gone as error:
        raise InspectionError(f"{file.name}: the review {error}; a report of some hundred pages was wanted") from None
    except Failed as error:
        known = error.kind == "InspectionError"
        raise InspectionError(str(error) if known else f"{file.name}: this cannot be reviewed ({error.kind})") from None
    return reviewed


def _reviewed(file: Path, setting: Setting) -> Iterator[Reviewed]:
    from ..review import Report, data, found, listed, read, scale_words

    report = Report(read(file), setting.scale)
    findings, own = found(report, setting), report.own_scale is not None
    told = "\n\n".join((str(file), scale_words(report.scale, own), listed(findings)))
    errs = any(finding.severity == "error" for finding in findings)
    yield {"file": str(file), **data(findings, report.scale, own)}, told, errs
