"""What tests draw with: small cases whose counts can be checked by eye, one whole run, one browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from inspection_lib import load_case
from inspection_lib.evidence import Case

ROOT = Path(__file__).parents[1]
PARAMS = ROOT / "params" / "north-lanarkshire.yaml"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--no-first-run"]  # fmt: skip

DUNDEE = """
framework: "2022"
partnership: {name: Dundee community planning partnership, area: Dundee City, code: S12000042}
inspection: {title: Joint inspection of services for children at risk of harm, led_by: Care Inspectorate}
report: {edition: internal}
evidence: {folder: dundee}
groups: {staff_survey: [role, agency, locality, level], children_survey: [age_band], record_reading: [age_band]}
official_statistics: {measures: [population, child_protection_register, child_protection_investigations]}
"""


@pytest.fixture(scope="session")
def case() -> Case:
    """North Lanarkshire, as committed."""
    return load_case(PARAMS)


@pytest.fixture(scope="session")
def unwritten(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """North Lanarkshire without its narratives, which cannot be said of evidence that a test has changed."""
    folder = tmp_path_factory.mktemp("unwritten") / "params"
    shutil.copytree(ROOT / "params", folder, ignore=shutil.ignore_patterns("narrative"))
    return load_case(folder / "north-lanarkshire.yaml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of params/ to spoil, without what people wrote about it; returns its north-lanarkshire.yaml."""
    shutil.copytree(ROOT / "params", tmp_path / "params", ignore=shutil.ignore_patterns("narrative"))
    return tmp_path / "params" / "north-lanarkshire.yaml"


@pytest.fixture
def dundee(copy: Path) -> Path:
    """The params file of a new inspection, in Dundee: no dates, and a folder in which no evidence lies yet."""
    (copy.parent / "dundee").mkdir()
    params = copy.with_name("dundee.yaml")
    params.write_text(DUNDEE, encoding="utf-8")
    return params


@pytest.fixture
def two(dundee: Path) -> list[Path]:
    """Two new inspections, in Dundee and in Fife, in whose folders no evidence lies yet."""
    other = dundee.with_name("fife.yaml")
    text = (
        dundee.read_text(encoding="utf-8").replace("S12000042", "S12000047").replace("folder: dundee", "folder: fife")
    )
    other.write_text(text.replace("Dundee City", "Fife").replace("Dundee", "Fife"), encoding="utf-8")
    (dundee.parent / "fife").mkdir()
    return [dundee, other]


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """North Lanarkshire's outputs, from one whole run of this session, which all its workers share."""
    from inspection_lib.batch import run

    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with FileLock(shared / "outputs.lock"):
        made = shared / "outputs" / "north-lanarkshire"
        return made if made.exists() else run(PARAMS, shared / "outputs", ROOT / "notebooks")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium that is already on the machine; without one the test is skipped."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        pytest.skip("no Chromium on this machine: install it (on Debian: apt-get install chromium) to run this test")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden` writes the golden draft anew; read the difference before you commit it."""
    parser.addoption("--golden", action="store_true", help="write the golden draft anew")
