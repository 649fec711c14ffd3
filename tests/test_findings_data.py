"""findings.json: whatever the page of findings says in numbers is there, or in claims.json, for others to work with."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from inspection_lib import sections
from inspection_lib.evidence import Case
from inspection_lib.export import claims, findings

NOTEBOOK = json.loads((Path(__file__).parents[1] / "notebooks" / "06_findings.ipynb").read_text(encoding="utf-8"))
CALLS = ["".join(c["source"]) for c in NOTEBOOK["cells"] if c["cell_type"] == "code" and not c["metadata"].get("tags")]
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?")
#: Numbers of the prose itself: how intervals are made, which limits are drawn, whose rule it is.
STANDING = {"95", "0.667", "0.800", "2004", "5"}


@pytest.fixture(scope="module")
def known(case: Case) -> set[str]:
    """Every number that the two files hold, as a page would print it, and how many things each of their lists has."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.add(str(len(value)))
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            found.add(str(len(value)))
            for one in value:
                walk(one)
        elif isinstance(value, str):
            found.update(NUMBER.findall(value))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.update({f"{value:,}", f"{round(value):,}"} if float(value).is_integer() else shapes(value))

    walk({**claims(case), **findings(case)})
    return found


def shapes(value: float) -> set[str]:
    """A share or an alpha as pages print it: as a whole per cent, with one decimal, or with two or three."""
    percent = 100 * value
    forms = {f"{percent:.0f}", f"{int(abs(percent) + 0.5)}", f"{percent:.1f}", f"{value:.2f}", f"{value:.3f}"}
    return forms | {f"{100 - percent:.0f}", f"{100 * (1 - value):.1f}", f"{abs(percent):.0f}"}


@pytest.mark.parametrize("call", CALLS)
def test_every_number_of_the_page_of_findings_is_in_its_data(case: Case, known: set[str], call: str):
    shown = eval(call, {"sections": sections, "case": case})._repr_html_()
    text = unescape(re.sub(r"<svg.*?</svg>|<style.*?</style>|<[^>]+>", " ", shown, flags=re.DOTALL))
    ids = re.sub(r"\b(?:[NDEFJXRCP]\d{2,4}|\d\.\d{1,2}|\d{4}-\d\d-\d\d)\b", " ", text)

    assert sorted(set(NUMBER.findall(ids)) - known - STANDING) == []


def test_the_findings_name_every_estimate_as_the_claims_do(case: Case):
    ids = {estimate["id"] for estimate in claims(case)["estimates"]}
    data = findings(case)
    named = {gap[side] for gap in data["gaps"] for side in ("higher", "lower", "estimate") if side in gap}
    named |= {row["id"] for row in data["groups"]["shown"]} | {
        i for f in data["further"]["further"] for i in f["settles"]
    }

    assert named <= ids
