"""One edition of a partnership's report as a file: made, held against leaks, and put in place whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InspectionError
from ..params import Edition
from .drafting import unwritable
from .folders import scratch
from .leaks import leaks

if TYPE_CHECKING:  # imported when a file is made
    from ..evidence import Case

EXPORTS = "exports"


@dataclass(frozen=True)
class Let:
    """One thing that a person lets through the gate: its key, why, who that is, and the day."""

    key: str
    why: str
    who: str
    when: str


def export(params_file: str | Path, edition: Edition, kind: str, outputs: str | Path = "outputs",
           template: str | Path | None = None, let: Let | None = None) -> tuple[Path, tuple[str, ...]]:  # fmt: skip
    """Make one file of an edition ("html", "docx", "pdf"); where it is, and what to know about it.

    It lies in `exports/` beside the folders of drafts, under its partnership's and its edition's name: a run replaces
    a draft's folder whole, and a file that was sent has to outlive that. A file of the same name is replaced when the
    new one is whole. The publication edition passes the gate first, where `let` lets one thing through. Raises
    `InspectionError` for evidence that stops the work, for what the gate finds, for another area's name or a hidden
    count in the file, where it cannot be written, and for what `exported` raises.
    """
    from .. import gate
    from ..checks import load_case
    from ..export import exported, in_edition, whole_page

    case = in_edition(load_case(params_file), edition)
    made = exported(case, edition, kind, Path(template) if template else None)
    target = Path(outputs) / EXPORTS / f"{case.params.slug}-{edition}.{kind}"
    with unwritable(Path(outputs)), scratch(target) as folder:
        file = folder / target.name
        file.write_bytes(made.content)
        page = file.with_suffix(".html")
        if kind != "html":  # the words of a PDF's drawings are no text on its pages
            page.write_text(whole_page(case), encoding="utf-8")
        if let:
            gate.let(case, page, let.key, let.why, let.who, let.when)
        if edition == "publication":
            gate.passed(case, page)
        if found := [*leaks(case.params, folder), *_disclosed(case, file, page)]:
            raise InspectionError("\n".join(found))
        file.replace(target)
    return target, made.remarks


def _disclosed(case: Case, file: Path, page: Path) -> list[str]:
    """What a file, or the page of the same words, shows that is hidden, as sentences; nobody can let it through."""
    from ..disclosure import disclosed
    from ..review import read

    texts = {page.name: page.read_text(encoding="utf-8")}
    if file != page:
        texts[file.name] = "\n".join(line.text for line in read(file))
    return [f"{problem.place}: {problem.message}" for problem in disclosed(case, texts)]
