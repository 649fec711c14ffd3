"""Made-up partnerships to attack, and all that their drafts publish, rendered in this process."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd

from inspection_lib import framework as frameworks
from inspection_lib import load_case, sections
from inspection_lib.areas import area, areas
from inspection_lib.batch.drafting import recorded
from inspection_lib.batch.notebooks import DRAFT, NOTEBOOKS
from inspection_lib.charts.drawing import Chart, accessible
from inspection_lib.evidence import Case
from inspection_lib.export import claims, evidence_page, findings, in_edition
from inspection_lib.framework import Framework
from inspection_lib.params import beside_or_project
from inspection_lib.params.settings import Edition, Stated
from inspection_lib.sample import making
from inspection_lib.sample.place import Place, extremes, populations
from inspection_lib.templates import Made, put

ROOT = Path(__file__).parents[1]
EDITIONS: tuple[Edition, ...] = ("internal", "partnership", "publication")
CONTEXT = "02_context"  # official statistics alone
ISLANDS = ("Orkney Islands", "Shetland Islands", "Na h-Eileanan Siar")
OTHERS = ("Clackmannanshire", "East Renfrewshire", "Moray", "Inverclyde", "Midlothian")
#: Questions that are kept of each source, beside those that filter them: enough of each kind, few enough to attack.
KEPT = {"staff_survey": 3, "children_survey": 4, "parents_survey": 4, "record_reading": 5}
COLUMNS = 2  # that split the staff survey


@cache
def _framework() -> Framework:
    return frameworks.read(ROOT / "params" / "framework" / making.EDITION)


def partnership(seed: int, folder: Path) -> Case:
    """A sample's case: an island with next to no evidence for one seed in five, else an area of any size to 70,000."""
    folder.mkdir(parents=True, exist_ok=True)
    pick = random.Random(seed)
    known = areas(folder / "sample.yaml")
    one = area(pick.choice(ISLANDS) if seed % 5 == 0 else pick.choice(OTHERS), known)
    people = populations(beside_or_project(folder / "sample.yaml", making.OFFICIAL))[one.code]
    place = Place(
        one, seed, people if seed % 5 == 0 else pick.randrange(5_000, 70_000), extremes().get(one.code, frozenset())
    )
    made = Made(one, folder / f"{one.slug}.yaml", folder / one.slug)
    tables = making.drawn(place, _framework())
    put(made, making.settings(place, _framework(), tables).encode(), making._files(place, _framework(), tables))
    return reduced(load_case(made.file), pick)


def reduced(case: Case, pick: random.Random) -> Case:
    """A case in which a few questions of each source, and what filters them, were answered; split by a few columns."""
    items, tables = case.framework.items, dict(case.evidence.tables)
    for instrument, number in KEPT.items():
        known = {item.column: item for item in items.values() if item.instrument == instrument}
        wanted = pick.sample(list(known.values()), number)
        asks = {item.condition[0] for item in wanted if item.condition}
        gone = [name for name in known if name not in asks | {item.column for item in wanted}]
        frame = tables[instrument]
        blank = {name: pd.Categorical([None] * len(frame), categories=frame[name].cat.categories) for name in gone}
        tables[instrument] = frame.assign(**blank)
    columns = tuple(sorted(pick.sample(case.params.groups.staff_survey, COLUMNS)))
    hides = case.params.small_numbers
    if pick.random() < 0.25:
        hides = hides.model_copy(update={"remainders": ("children_survey", "parents_survey")})
    params = case.params.model_copy(update={
        "groups": case.params.groups.model_copy(update={"staff_survey": columns}), "small_numbers": hides,
    })  # fmt: skip
    return replace(case, params=params, evidence=replace(case.evidence, tables=tables), kept={})


def before_late(case: Case, source: str, number: int) -> tuple[Case, np.ndarray]:
    """The case as it was before the last people of a source replied; and which of its counted rows came late."""
    frame, about = case.evidence[source], case.evidence.sources[source]
    ids = frame.iloc[:, 0]
    late = ids.isin(ids.unique()[-number:]).to_numpy()
    tables = {**case.evidence.tables, source: frame[~late]}
    left = int((~late).sum())
    sources = {**case.evidence.sources, source: replace(about, rows_read=left, rows_used=left)}
    evidence = replace(case.evidence, tables=tables, sources=sources)
    params = case.params.model_copy(update={"stated": Stated()})
    counted = (frame["reading"] == "first").to_numpy() if source == "record_reading" else np.ones(len(frame), bool)
    return replace(case, params=params, evidence=evidence, kept={}), late[counted]


@cache
def _calls(notebook: str) -> tuple[str, ...]:
    """The lines of a notebook that show a section."""
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells
    lines = [node for cell in cells if cell.cell_type == "code" for node in ast.parse(cell.source).body]
    return tuple(ast.unparse(node.value) for node in lines if isinstance(node, ast.Expr))


def shown(case: Case, notebook: str) -> str:
    """What a notebook shows of a case, as markup."""
    return "".join(
        eval(call, {"case": case, "sections": sections})._repr_html_()  # noqa: S307 (our own notebooks)
        for call in _calls(notebook)
        if "groups(case" not in call or any(column in call for column in case.params.groups.staff_survey)
    )


@contextmanager
def undrawn() -> Iterator[None]:
    """Charts with their title and description and nothing drawn, which takes most of the time of a page.

    What is drawn is held against the description by a test of its own.
    """
    drawn = Chart._drawn
    plain = '<svg viewBox="0 0 1 1"></svg>'
    Chart._drawn = lambda chart: accessible(plain, "c", chart.caption, chart.description).encode()
    try:
        yield
    finally:
        Chart._drawn = drawn


def published(case: Case) -> dict[str, str]:
    """Every file of a case's drafts by name: the team's folder of outputs, and the report in the other editions."""
    with undrawn():
        files = {f"{name}.ipynb": shown(case, name) for name in NOTEBOOKS if name not in (CONTEXT, DRAFT)}
        files["evidence.html"] = evidence_page(case)
        for edition in EDITIONS:
            files[f"report-{edition}.html"] = shown(in_edition(case, edition), DRAFT)
    data: Mapping[str, object] = {"claims": claims(case), "findings": findings(case), "run": run_of(case)}
    return files | {f"{name}.json": json.dumps(found, ensure_ascii=False) for name, found in data.items()}


def run_of(case: Case) -> dict[str, object]:
    """What run.json says of the evidence, the settings and what to know."""
    return {**recorded(case), "caveats": [{"code": p.code, "message": p.message} for p in case.problems]}


def shared_files(case: Case, edition: str) -> dict[str, str]:
    """What leaves the team with one edition: the report, the numbers behind it, and the coordinator's page."""
    with undrawn():
        files = {"report.html": shown(in_edition(case, edition), DRAFT), "evidence.html": evidence_page(case)}
    return files | {"claims.json": json.dumps(claims(case), ensure_ascii=False)}
