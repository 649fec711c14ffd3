"""Commands that make a partnership to work on: a new one, or a sample with made-up evidence."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import InspectionError
from .command import main, say


@main.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--params", type=click.Path(path_type=Path), default=Path("params"), show_default=True,
              help="The folder that takes the params file, and beside it the evidence folder.")  # fmt: skip
def new(name: tuple[str, ...], params: Path) -> None:
    """Make the params file and the empty, explained evidence tables of a council area, by its name or code."""
    from ..templates import new as make

    made = make(" ".join(name), params)
    place = (
        f"{made.area.name} ({made.area.code}, {made.area.health_board}, police division {made.area.police_division})"
    )
    say(f"{place}: made {made.file} and the folder {made.folder}")
    say(f"Next: fill in the dates in {made.file.name}, and the tables as {made.folder / 'README.md'} explains")
    say(f"Then: inspection check {made.file}; when nothing stops, inspection run {made.file}")


@main.command()
@click.argument("areas", nargs=-1, metavar="[AREA]...")
@click.option("--all", "every", is_flag=True, help="A sample of each of the 32 council areas.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), default=Path("params-sample"),
              show_default=True, help="The folder that takes the params files and the evidence folders.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=2026, show_default=True,
              help="Another seed draws other evidence; the same one, the same bytes.")  # fmt: skip
def sample(areas: tuple[str, ...], every: bool, into: Path, seed: int) -> None:
    """Make synthetic evidence for council areas, each by its name or code; every draft says that it is drawn."""
    from ..sample import sample as make

    if bool(areas) == every:
        raise InspectionError('name the areas to draw evidence for, such as "Dundee City" Orkney, or say --all')
    made = make(areas, into, seed)
    for one in made:
        say(f"{one.area.name}: made {one.file} and the folder {one.folder}")
    say(f"Nothing in {'it' if len(made) == 1 else 'them'} is real. Next: inspection run {made[0].file}")
