"""Problems of evidence as the terminal shows them."""

from __future__ import annotations

from ..errors import Problem


def listed(problems: tuple[Problem, ...]) -> str:
    """Problems as a table for the terminal, those that stop the work first, and how many there are.

    >>> print(listed(()))
    No problem was found.
    """
    if not problems:
        return "No problem was found."
    order = sorted(problems, key=lambda p: (p.severity != "stops", p.code, p.file, p.row or 0))
    head = ("code", "severity", "file", "row", "column", "message")
    rows = [head, *((p.code, p.severity, p.file, str(p.row or ""), p.column, p.message) for p in order)]
    widths = [max(len(row[n]) for row in rows) for n in range(5)]
    lines = ["  ".join([*(row[n].ljust(widths[n]) for n in range(5)), row[5]]).rstrip() for row in rows]
    stops = sum(problem.severity == "stops" for problem in problems)
    others = f"{len(problems) - stops} to know about."
    lines.append(f"{stops} that stop{'s' if stops == 1 else ''} the work, {others}" if stops else
                 f"Nothing stops the work; {others}")  # fmt: skip
    return "\n".join(lines)
