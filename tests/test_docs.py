"""README, the environment and the house say what the code does."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import yaml

from inspection_lib.cli import main
from inspection_lib.estimates import estimates
from inspection_lib.narrative import draft

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def rooms() -> list[str]:
    """README's map of rooms, in order."""
    table = README.split("in the order in which they may import", 1)[1]
    return re.findall(r"^\| `(\w+)` \|", table.split("## How to", 1)[0], flags=re.MULTILINE)


def imported(path: Path, room: str) -> set[str]:
    """The rooms that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            inside = path.parent.name == room
            if node.level == (2 if inside else 1):
                found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("inspection_lib"):
            found.add(node.module.split(".")[1])
    return found


def test_the_map_of_rooms_is_the_house():
    library = ROOT / "inspection_lib"
    there = {p.stem for p in library.glob("*.py")} | {p.parent.name for p in library.glob("*/__init__.py")}

    assert set(rooms()) == there - {"__init__", "__main__"}


def test_imports_point_one_way():
    order = rooms()
    for place, room in enumerate(order):
        package = ROOT / "inspection_lib" / room
        for path in package.glob("*.py") if package.is_dir() else [package.with_suffix(".py")]:
            later = imported(path, room) & set(order[place + 1 :])
            assert not later, f"{path.name} in {room} imports {later}"


def test_modules_fit_on_a_screen_or_three_and_functions_on_one():
    for path in (ROOT / "inspection_lib").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{path.name}: {node.name}"


def test_every_command_that_readme_shows_exists():
    shown = set(re.findall(r"^inspection (\w+)", README, flags=re.MULTILINE))
    targets = set(re.findall(r"^make (\w+)", README, flags=re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert shown == set(main.commands)
    assert all(command.help for command in main.commands.values())
    assert all(re.search(rf"^{target}:", makefile, flags=re.MULTILINE) for target in targets)


def test_the_picture_of_an_answers_way_shows_todays_numbers(case):
    picture = (ROOT / "outputs" / "README-way.svg").read_text(encoding="utf-8")
    estimate = estimates(case)["staff.local_arrangements"]
    rows = case.evidence["staff_survey"].set_index("reply_id")
    said = [s for p in draft(case, "1.2") for s in p.sentences if estimate.id in s.rests_on]

    assert f"{estimate.numerator:,} of {estimate.base:,}" in picture
    assert f"local_arrangements: {rows.at['S0001', 'local_arrangements']}" in picture
    assert said[0].text.startswith("Almost three-quarters of staff")
    assert estimate.fraction in picture


def test_conda_and_pip_install_the_same_packages():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = {line for line in environment["dependencies"] if isinstance(line, str)}
    pip = next(line["pip"] for line in environment["dependencies"] if isinstance(line, dict))
    tests = set(PROJECT["optional-dependencies"]["test"])

    assert set(PROJECT["dependencies"]) <= conda
    assert f"python{PROJECT['requires-python']}" in conda
    assert conda - set(PROJECT["dependencies"]) - {"pip", f"python{PROJECT['requires-python']}"} <= tests
    assert {"pytest>=8.2"} <= conda
    assert pip == ["-e .[test]"]


def test_the_changelog_is_dated_and_newest_first():
    dates = re.findall(
        r"^## (\d{4}-\d{2}-\d{2})$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )

    assert dates
    assert dates == sorted(dates, reverse=True)


def test_every_test_that_the_security_page_names_exists():
    promised = (ROOT / "SECURITY.md").read_text(encoding="utf-8").split("## What is not promised", 1)[0]
    named = set(re.findall(r"`(test_\w+)`", promised))
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py")]
    there = {name for text in texts for name in re.findall(r"^def (test_\w+)", text, flags=re.MULTILINE)}
    rows = [
        line for line in promised.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "| ---"))
    ]

    assert named <= there
    assert all(re.search(r"`test_\w+`", row.rsplit(" | ", 1)[1]) for row in rows)
    assert len(rows) > 10
