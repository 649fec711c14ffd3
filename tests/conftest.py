"""What tests draw with: small cases whose counts can be checked by eye."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspection_lib import load_case
from inspection_lib.evidence import Case

ROOT = Path(__file__).parents[1]
PARAMS = ROOT / "params" / "north-lanarkshire.yaml"


@pytest.fixture(scope="session")
def case() -> Case:
    """North Lanarkshire, as committed."""
    return load_case(PARAMS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of params/ to spoil; returns its north-lanarkshire.yaml."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    return tmp_path / "params" / "north-lanarkshire.yaml"
