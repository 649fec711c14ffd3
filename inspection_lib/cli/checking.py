"""Commands about a partnership's evidence: check it, map an export, list what a narrative can name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import InspectionError, stop_if_any
from ..errors import listed as in_words
from .command import OUTPUTS, main, say
from .problems import listed

if TYPE_CHECKING:
    from ..evidence import Case

ASK = ("I9", "I10", "I15", "I27", "I28")  # problems of which mapping.csv can say what was meant


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@OUTPUTS
@click.option("--explain", is_flag=True, help="Say how each file was read and what each of its columns is.")
def check(params_file: Path, outputs: Path, explain: bool) -> None:
    """Account for every row of one partnership's evidence, and list every problem; exit 1 if any stops the work.

    Writes the page for the partnership's coordinator, evidence.html, also when something stops the work.
    """
    from ..batch import write_evidence_page
    from ..checks import checked
    from ..intake import accounted, explained

    case = None
    try:
        case = checked(params_file)
        problems, rows = case.problems, accounted(case)
        if explain:
            say(f"{explained(case)}\n")
    except InspectionError as error:
        if not error.problems:
            raise
        problems, rows = error.problems, ""
    say("\n\n".join(part for part in (rows, listed(problems)) if part))
    if any(problem.code in ASK for problem in problems):
        say(f"\nNext: inspection map {params_file} lists in mapping.csv what is not known; say there what it is")
    if case:
        say(f"\nThe coordinator's page is {write_evidence_page(case, outputs)}")
    if any(problem.severity == "stops" for problem in problems):
        sys.exit(1)


@main.command(name="map")
@click.argument("params_file", type=click.Path(path_type=Path))
def map_(params_file: Path) -> None:
    """Write what a survey's export leaves open into mapping.csv, for a person to confirm: columns and answers."""
    from ..intake import offers

    path, left = offers(params_file)
    say(f"{path}: {left.said}")
    if left.waiting or left.answers or left.columns:
        say(
            "Say what is meant under 'maps_to' where that is blank, and type yes or no under 'confirmed'. Then\n"
            f"inspection check {params_file}, and map once more if it says so: answers are asked after columns"
        )
    if left.unread:
        say(f"Nothing was asked of {in_words(left.unread)}: inspection check {params_file} says why", err=True)
        sys.exit(1)


@main.command()
@click.argument("params_file", type=click.Path(path_type=Path))
@click.option("--heading", default="", help="Only what belongs under this heading, such as 2.2.")
@click.option("--indicator", default="", help="Only what is about this quality indicator, such as 5.2.")
@click.option("--search", default="", help="Only what has these words in its name, its value or its question.")
def measures(params_file: Path, heading: str, indicator: str, search: str) -> None:
    """List what a narrative can name, with what each name says today: measures, figures, notes, documents."""
    from ..written import entries, listing

    found = entries(case_of(params_file), heading, indicator, search)
    say(listing(found))
    say("\nTo type: {{ staff.valued }}; a group: {{ staff.valued[role=police] }}; the others: {{ staff.valued.not }}")


def case_of(params_file: Path) -> Case:
    """A case to look things up in: narratives may still be wrong, all else must be fit to work with."""
    from ..checks import checked

    case = checked(params_file)
    stop_if_any([problem for problem in case.problems if problem.code != "N2"], params_file.name)
    return case
