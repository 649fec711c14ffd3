"""The words with a figure or quantity word in them that claim nothing: names of plans, key terms, titles."""

from __future__ import annotations

from ..evidence import Case, once

DECLARED = "narrative/declared.txt"


@once
def declared(case: Case) -> tuple[str, ...]:
    """The names that are no claim: key terms, titles of documents, and the evidence folder's `narrative/declared.txt`.

    That file has one name a line; blank lines and those that begin with # are passed over.
    """
    path = case.params.folder / DECLARED
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines() if path.is_file() else []
    own = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    titles = [title for title in case.evidence["documents"]["title"] if title]
    return (*own, *(term.term for term in case.framework.key_terms), *titles)
