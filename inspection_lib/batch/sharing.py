"""Note in the evidence folder that a draft was shared, by its numbers alone."""

from __future__ import annotations

from pathlib import Path

from ..errors import InspectionError, stop_if_any
from ..owner import owners_alone
from ..params import Params
from .folders import read_json


def share(params: Params, draft: Path) -> Path | None:
    """Add the numbers of a draft's folder to the partnership's `shared.json`; None where they are there already.

    Raises `InspectionError` for a folder without a draft, another partnership's, and one that cannot be written.
    """
    from ..intake import shared

    claims = read_json(draft / "claims.json")
    try:
        shared.numbers(claims)
        code = claims["partnership"]["code"]
    except (KeyError, TypeError, ValueError):
        wanted = "a draft's folder with its claims.json was wanted; of an older draft, run it again first"
        raise InspectionError(f"{draft}: {wanted}") from None
    if code != params.partnership.code:
        raise InspectionError(f"{draft}: this draft is another partnership's than {params.file.name}")
    _, found = shared.read(params)
    stop_if_any(found, params.file.name)
    try:
        with owners_alone():
            return shared.written(params, claims)
    except OSError as error:
        raise InspectionError(f"{params.folder} could not be written: {error.strerror}") from None
