"""What a command writes from evidence can be read by its owner alone, whatever the user's umask is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import plain_notebooks
from click.testing import CliRunner

from inspection_lib.cli import main

#: `map` writes into the evidence folder, which is the user's own; the others write nothing that stays.
WRITE_NO_OUTPUTS = {"map", "measures", "review", "verify"}


@pytest.fixture
def open_to_all(tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """A working folder of a user whose files everyone may read and change."""
    if os.name != "posix":
        pytest.skip("this system's files have no such rights")
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    yield tmp_path
    os.umask(before)


def ran(*words: str | Path, code: int = 0) -> None:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.output


def readable_by_others(*places: Path) -> list[str]:
    found = [path for place in places for path in (place, *place.rglob("*"))]
    assert len(found) > len(places) or all(place.is_file() for place in places)
    return sorted(str(path) for path in found if path.stat().st_mode & 0o077)


def test_what_any_command_writes_is_its_owners_alone_to_read(two: list[Path], open_to_all: Path):
    dundee, fife = two
    outputs = open_to_all / "outputs"
    done = {"run", "check", "diff", "accuracy", "export", "new", "sample", "share"}
    assert set(main.commands) == done | WRITE_NO_OUTPUTS  # a new command is run below, or is one of those

    plain_notebooks(open_to_all, n03="if 'dundee' in params_file: raise LookupError('no such table')")
    ran("run", dundee, fife, code=1)
    ran("check", dundee)
    ran("accuracy", fife)
    ran("export", fife)
    made = {"dundee", "exports", "fife", "fife-accuracy", "index.html", "logs"}
    assert {path.name for path in outputs.iterdir()} == made
    assert (outputs / "dundee" / "evidence.html").exists()
    assert readable_by_others(outputs) == []

    shutil.copytree(outputs / "fife", "before")
    claims = Path("before", "claims.json")
    claims.write_text(claims.read_text(encoding="utf-8").replace("has come in yet", "is here yet"), encoding="utf-8")
    ran("diff", "before", outputs / "fife", "--page", "diff.html")
    assert readable_by_others(Path("diff.html")) == []

    params = dundee.parent
    ran("share", fife)
    assert readable_by_others(params / "fife" / "shared.json") == []
    ran("new", "Angus", "--params", params)
    ran("sample", "Moray", "--into", params)
    assert readable_by_others(params / "angus", params / "angus.yaml", params / "moray", params / "moray.yaml") == []


def test_a_draft_made_again_over_one_that_others_could_read_is_its_owners_alone(dundee: Path, open_to_all: Path):
    plain_notebooks(open_to_all)
    ran("run", dundee)
    for path in (place := open_to_all / "outputs").rglob("*"):
        path.chmod(0o777)
    ran("run", dundee, "--force")

    assert readable_by_others(place / "dundee") == []
    assert readable_by_others(place / "index.html") == []
