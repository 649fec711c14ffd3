"""The `inspection` command: begin a partnership, check its evidence, run its notebooks, review any report."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import InspectionError, Problem, stop_if_any
from .errors import listed as in_words

if TYPE_CHECKING:  # a command imports what it needs when it is asked for: a run with nothing to do needs no pandas
    from .evidence import Case


class _Group(click.Group):
    """Every command's `InspectionError` becomes its sentence on the error stream, and exit code 1."""

    def invoke(self, context: click.Context) -> object:
        """What the command returns; an `InspectionError` ends it."""
        try:
            return super().invoke(context)
        except InspectionError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


ASK = ("I9", "I10", "I15", "I27", "I28")  # problems of which mapping.csv can say what was meant

OUTPUTS = click.option("--outputs", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
                       help="The folder that takes one folder a partnership.")  # fmt: skip


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inspection-lib", prog_name="inspection")
def main() -> None:
    """From one partnership's evidence to a report draft that is bound to it."""


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
    from . import batch

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
    from .batch import verify as differences

    found = differences(folder)
    click.echo("\n".join(found) or f"{folder}: identical; made again from the same inputs, every file is the same")
    if found:
        sys.exit(1)


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@OUTPUTS
@click.option("--explain", is_flag=True, help="Say how each file was read and what each of its columns is.")
def check(params_file: Path, outputs: Path, explain: bool) -> None:
    """Account for every row of one partnership's evidence, and list every problem; exit 1 if any stops the work.

    Writes the page for the partnership's coordinator, evidence.html, also when something stops the work.
    """
    from .batch import write_evidence_page
    from .checks import checked
    from .intake import accounted, explained

    case = None
    try:
        case = checked(params_file)
        problems, rows = case.problems, accounted(case)
        if explain:
            click.echo(f"{explained(case)}\n")
    except InspectionError as error:
        if not error.problems:
            raise
        problems, rows = error.problems, ""
    click.echo("\n\n".join(part for part in (rows, listed(problems)) if part))
    if any(problem.code in ASK for problem in problems):
        click.echo(f"\nNext: inspection map {params_file} lists in mapping.csv what is not known; say there what it is")
    if case:
        click.echo(f"\nThe coordinator's page is {write_evidence_page(case, outputs)}")
    if any(problem.severity == "stops" for problem in problems):
        sys.exit(1)


@main.command(name="map")
@click.argument("params_file", type=click.Path(path_type=Path))
def map_(params_file: Path) -> None:
    """Write what a survey's export leaves open into mapping.csv, for a person to confirm: columns and answers."""
    from .intake import offers

    path, left = offers(params_file)
    click.echo(f"{path}: {left.said}")
    if left.waiting or left.answers or left.columns:
        click.echo(
            "Say what is meant under 'maps_to' where that is blank, and type yes or no under 'confirmed'. Then\n"
            f"inspection check {params_file}, and map once more if it says so: answers are asked after columns"
        )
    if left.unread:
        click.echo(f"Nothing was asked of {in_words(left.unread)}: inspection check {params_file} says why", err=True)
        sys.exit(1)


@main.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--params", type=click.Path(path_type=Path), default=Path("params"), show_default=True,
              help="The folder that takes the params file, and beside it the evidence folder.")  # fmt: skip
def new(name: tuple[str, ...], params: Path) -> None:
    """Make the params file and the empty, explained evidence tables of a council area, by its name or code."""
    from .templates import new as make

    made = make(" ".join(name), params)
    place = (
        f"{made.area.name} ({made.area.code}, {made.area.health_board}, police division {made.area.police_division})"
    )
    click.echo(f"{place}: made {made.file} and the folder {made.folder}")
    click.echo(f"Next: fill in the dates in {made.file.name}, and the tables as {made.folder / 'README.md'} explains")
    click.echo(f"Then: inspection check {made.file}; when nothing stops, inspection run {made.file}")


@main.command()
@click.argument("areas", nargs=-1, metavar="[AREA]...")
@click.option("--all", "every", is_flag=True, help="A sample of each of the 32 council areas.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), default=Path("params-sample"),
              show_default=True, help="The folder that takes the params files and the evidence folders.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=2026, show_default=True,
              help="Another seed draws other evidence; the same one, the same bytes.")  # fmt: skip
def sample(areas: tuple[str, ...], every: bool, into: Path, seed: int) -> None:
    """Make synthetic evidence for council areas, each by its name or code; every draft says that it is drawn."""
    from .sample import sample as make

    if bool(areas) == every:
        raise InspectionError('name the areas to draw evidence for, such as "Dundee City" Orkney, or say --all')
    made = make(areas, into, seed)
    for one in made:
        click.echo(f"{one.area.name}: made {one.file} and the folder {one.folder}")
    click.echo(f"Nothing in {'it' if len(made) == 1 else 'them'} is real. Next: inspection run {made[0].file}")


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--heading", default="", help="Only what belongs under this heading, such as 2.2.")
@click.option("--indicator", default="", help="Only what is about this quality indicator, such as 5.2.")
@click.option("--search", default="", help="Only what has these words in its name, its value or its question.")
def measures(params_file: Path, heading: str, indicator: str, search: str) -> None:
    """List what a narrative can name, with what each name says today: measures, figures, notes, documents."""
    from .written import entries, listing

    found = entries(case_of(params_file), heading, indicator, search)
    click.echo(listing(found))
    click.echo(
        "\nTo type: {{ staff.valued }}; a group: {{ staff.valued[role=police] }}; the others: {{ staff.valued.not }}"
    )


def case_of(params_file: Path) -> Case:
    """A case to look things up in: narratives may still be wrong, all else must be fit to work with."""
    from .checks import checked

    case = checked(params_file)
    stop_if_any([problem for problem in case.problems if problem.code != "N2"], params_file.name)
    return case


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="Also write the difference as a page.")
def diff(old: Path, new: Path, page: Path | None) -> None:
    """Say sentence by sentence what changed between two drafts of one partnership, and why; no change, no output.

    OLD and NEW are folders of outputs, or claims files with the run.json beside them.
    """
    from . import compare

    found = compare.difference(compare.read(old), compare.read(new))
    if not found.changes:
        return
    click.echo(compare.text(found))
    if page:
        try:
            page.write_text(compare.page(found), encoding="utf-8", newline="\n")
        except OSError as error:
            raise InspectionError(f"{page} could not be written: {error.strerror}") from None


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--draft", type=click.Path(path_type=Path), help="The folder of the draft that is, or was, sent.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder that takes the log.  "
              "[default: outputs/<partnership>-accuracy]")  # fmt: skip
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="A filled-in log, CSV or Excel.")
def accuracy(params_file: Path, draft: Path | None, out: Path | None, log: Path | None) -> None:
    """Make the response log for factual accuracy; of a filled-in one, list what a new draft must change."""
    from . import accuracy as room
    from . import compare
    from .checks import load_case
    from .export import claims
    from .sections.opening import marking

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
            click.echo(listed(error.problems))
            sys.exit(1)
        click.echo(room.told(case, points, room.answers(points, current, sent)))
        return
    folder = out or Path("outputs") / f"{case.params.slug}-accuracy"
    made = room.log_files(room.paragraphs(case, current), marking(case), folder)
    click.echo(f"The log is {made[1]}, also as {made[0].name}; {made[2].name} says where each sentence comes from")


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
    from .review import Report, data, found, listed, read, scale_words, setting_of

    setting = setting_of(params, reference)
    printed, wrong = [], False
    for file in files:
        report = Report(read(file), setting.scale)
        findings, own = found(report, setting), report.own_scale is not None
        wrong = wrong or any(finding.severity == "error" for finding in findings)
        if as_json:
            printed.append({"file": str(file), **data(findings, report.scale, own)})
        else:
            click.echo("\n\n".join((str(file), scale_words(report.scale, own), listed(findings))) + "\n")
    if as_json:
        click.echo(json.dumps(printed if len(files) > 1 else printed[0], ensure_ascii=False, indent=1))
    if wrong:
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
