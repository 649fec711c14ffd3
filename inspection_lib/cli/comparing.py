"""Commands about drafts that exist: two side by side, and the partnership's points of factual accuracy."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InspectionError
from ..owner import owners_alone
from .command import main, say
from .problems import listed


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="Also write the difference as a page.")
def diff(old: Path, new: Path, page: Path | None) -> None:
    """Say sentence by sentence what changed between two drafts of one partnership, and why; no change, no output.

    OLD and NEW are folders of outputs, or claims files with the run.json beside them.
    """
    from .. import compare

    found = compare.difference(compare.read(old), compare.read(new))
    if not found.changes:
        return
    say(compare.text(found))
    if page:
        try:
            with owners_alone():
                page.write_text(compare.page(found), encoding="utf-8", newline="\n")
        except OSError as error:
            raise InspectionError(f"{page} could not be written: {error.strerror}") from None


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--draft", type=click.Path(path_type=Path), help="The folder of the draft that was shared.  "
              "[default: outputs/<partnership>]")  # fmt: skip
def share(params_file: Path, draft: Path | None) -> None:
    """Note that a draft was shared outside the team, so that no later one tells a few new answers beside it."""
    from .. import params as settings
    from ..batch.sharing import share as noted

    params = settings.read(params_file)
    path = noted(params, draft or Path("outputs") / params.slug)
    kept = f"its numbers are in {path}, and every later draft is held against them"
    click.echo(f"Noted as shared: {kept}" if path else "This draft was noted as shared already")


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--draft", type=click.Path(path_type=Path), help="The folder of the draft that is, or was, sent.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder that takes the log.  "
              "[default: outputs/<partnership>-accuracy]")  # fmt: skip
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="A filled-in log, CSV or Excel.")
def accuracy(params_file: Path, draft: Path | None, out: Path | None, log: Path | None) -> None:
    """Make the response log for factual accuracy; of a filled-in one, list what a new draft must change."""
    from .. import accuracy as room
    from .. import compare
    from ..checks import load_case
    from ..export import claims
    from ..sections.opening import marking

    case = load_case(params_file)
    sent = compare.read(draft) if draft else None
    current = sent if sent and not log else compare.of_claims(claims(case))
    if sent and sent.code != case.params.partnership.code:
        raise InspectionError(f"{draft}: this draft is another partnership's than {case.params.file.name}")
    if log:
        try:
            points = room.read(log, [one.number for one in room.numbered(sent or current)])
        except InspectionError as error:
            if not error.problems:
                raise
            say(listed(error.problems))
            sys.exit(1)
        say(room.told(case, points, room.answers(points, current, sent)))
        return
    folder = out or Path("outputs") / f"{case.params.slug}-accuracy"
    made = room.log_files(room.paragraphs(case, current), marking(case), folder)
    say(f"The log is {made[1]}, also as {made[0].name}; {made[2].name} says where each sentence comes from")
