"""Make a draft again from what it says it was made of, and say whether it comes out the same."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .. import params as settings
from ..errors import InspectionError
from .drafting import last_record, run
from .folders import read_json
from .making import changes, made_of
from .notebooks import NOTEBOOKS, notebooks_in

SAME = ("report.html", "evidence.html", "claims.json", "findings.json")  # to the byte


def verify(folder: str | Path, notebooks: str | Path = "notebooks") -> list[str]:
    """What in a folder of outputs is not what its partnership's evidence gives today, in words; nothing if identical.

    First what it was made of that has changed since; then each file that comes out otherwise when the draft is made
    again, in a folder of its own. Of notebooks, times are no difference. Raises `InspectionError` where there is no
    whole draft, or where it cannot be made.
    """
    target = Path(folder)
    record = last_record(target)
    if record is None or "params_file" not in record:
        raise InspectionError(
            f"{target}: a folder of outputs with a whole draft was wanted; run.json and all notebooks"
        )
    params = settings.read(record["params_file"])
    since = [f"since it was made: {why}" for why in changes(record, made_of(params, notebooks_in(Path(notebooks))))]
    with TemporaryDirectory(prefix="inspection-") as aside:
        again = run(params.file, aside, notebooks)
        differ = [name for name in SAME if (again / name).read_bytes() != (target / name).read_bytes()]
        differ += [f"{name}.ipynb" for name in NOTEBOOKS if _shown(again, name) != _shown(target, name)]
    return [*since, *(f"{name} is not what comes out now" for name in differ)]


def _shown(folder: Path, name: str) -> Any:
    """A notebook's cells with what they show, without the times that papermill notes; None if it cannot be read."""
    stored = read_json(folder / f"{name}.ipynb")
    if not isinstance(stored, dict):
        return None
    cells = [{k: v for k, v in cell.items() if k not in ("metadata", "id")} for cell in stored.get("cells", [])]
    return json.dumps(cells, sort_keys=True)
