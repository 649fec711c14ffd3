"""The official statistics that all partnerships share."""

from __future__ import annotations

import pandas as pd

from ..areas import areas
from ..errors import Problem
from ..params import FileSettings, Params, beside_or_project
from .cells import numbered
from .files import Place, opened
from .opened import Unreadable
from .shape import shaped

AS_IT_IS = FileSettings(encoding="utf-8", delimiter="comma", preamble=0, header_rows=1, foot=0)
FILE = "official_statistics.csv"
NUMBERS = ("numerator", "denominator", "value")
COLUMNS = ("area_code", "area", "measure", "period", *NUMBERS, "unit", "source")


def official_statistics(params: Params) -> tuple[pd.DataFrame, list[Problem]]:
    """One row an area and measure, its numbers as numbers; empty, with the reason, where it cannot be read."""
    nothing = pd.DataFrame(columns=list(COLUMNS))
    path = beside_or_project(params.file, FILE)
    if not path.exists():
        return nothing, [Problem("I2", "caveat", "there is no such file, so the draft has no Key facts", FILE)]
    try:
        table = shaped(opened(Place(path), AS_IT_IS), AS_IT_IS, COLUMNS)
    except Unreadable as error:
        return nothing, [Problem("I3", "stops", str(error), FILE, error.row)]
    names = [column.name for column in table.columns]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        return nothing, [Problem("I4", "stops", f"the column '{missing[0]}' is not there", FILE, 1, missing[0])]
    frame = pd.DataFrame({name: table.frame[names.index(name)].astype(str) for name in names})
    frame = frame.assign(row=table.lines)[table.aside == ""].reset_index(drop=True)
    found = [problem for column in NUMBERS for problem in numbered(frame, column, FILE)]
    return frame.drop(columns="row"), [*found, *_named(frame, params)]


def _named(frame: pd.DataFrame, params: Params) -> list[Problem]:
    """A stopping problem if the partnership's code is unknown or belongs to another area than params say.

    Another name of the same area stops too: sentences and Key facts go by the official one.
    """
    about, file = params.partnership, params.file.name
    named = frame.loc[frame["area_code"] == about.code, "area"]
    if named.empty:
        return [Problem("O1", "stops", f"partnership.code {about.code} is not in {FILE}", file, unit="line")]
    if named.iloc[0] != about.area:
        official = named.iloc[0]
        same = any(place.code == about.code and place.is_called(about.area) for place in areas(params.file))
        which = f"which is another name of '{official}'; write '{official}'"
        other = f"but that code belongs to '{official}'"
        message = f"partnership.area is '{about.area}', {which if same else other}"
        return [Problem("O1", "stops", message, file, unit="line")]
    return []
