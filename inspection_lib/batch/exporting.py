"""One edition of a partnership's report as a file: made, held against leaks, and put in place whole or not at all."""

from __future__ import annotations

from pathlib import Path

from ..errors import InspectionError
from ..params import Edition
from .drafting import unwritable
from .folders import scratch
from .leaks import leaks

EXPORTS = "exports"


def export(params_file: str | Path, edition: Edition, kind: str, outputs: str | Path = "outputs",
           template: str | Path | None = None) -> tuple[Path, tuple[str, ...]]:  # fmt: skip
    """Make one file of an edition ("html", "docx", "pdf"); where it is, and what to know about it.

    It lies in `exports/` beside the folders of drafts, under its partnership's and its edition's name: a run replaces
    a draft's folder whole, and a file that was sent has to outlive that. A file of the same name is replaced when the
    new one is whole. Raises `InspectionError` for evidence that stops the work, for another area's name in the file,
    where it cannot be written, and for what `exported` raises.
    """
    from ..checks import load_case
    from ..export import exported, in_edition, whole_page

    case = load_case(params_file)
    made = exported(case, edition, kind, Path(template) if template else None)
    target = Path(outputs) / EXPORTS / f"{case.params.slug}-{edition}.{kind}"
    with unwritable(Path(outputs)), scratch(target) as folder:
        file = folder / target.name
        file.write_bytes(made.content)
        if kind == "pdf":  # the words that stand for its drawings are no text on its pages
            file.with_suffix(".html").write_text(whole_page(in_edition(case, edition)), encoding="utf-8")
        if found := leaks(case.params, folder):
            raise InspectionError("\n".join(found))
        file.replace(target)
    return target, made.remarks
