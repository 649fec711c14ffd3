"""Findings for the terminal and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from ..quantities import Scale
from .registry import SEVERITIES, Finding


def scale_words(scale: Scale | None, own: bool) -> str:
    """What the report is held to, in a sentence.

    >>> scale_words(None, False)
    'The report declares no scale of quantity terms; only what is false in plain English is called so.'
    """
    if scale is None:
        return "The report declares no scale of quantity terms; only what is false in plain English is called so."
    bands = "; ".join(f"{band.term} {band.words}" for band in scale.bands)
    if own:
        return f"The report declares its quantity terms: {bands}."
    return f"The report declares no scale of quantity terms; it is held to that of its params: {bands}."


def listed(findings: Sequence[Finding]) -> str:
    """Findings for the terminal, the gravest first, and how many there are of each severity.

    >>> print(listed([]))
    Nothing was found.
    """
    if not findings:
        return "Nothing was found."
    blocks = []
    for severity in SEVERITIES:
        these = [finding for finding in findings if finding.severity == severity]
        if these:
            blocks.append("\n".join([severity, *(_block(finding) for finding in these)]))
    counts = Counter(finding.severity for finding in findings)
    total = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES if counts[severity])
    return "\n\n".join([*blocks, f"{len(findings)} found: {total}."])


def _block(finding: Finding) -> str:
    page = f", page {finding.page}" if finding.page else ""
    head = f"  {finding.code}  line {finding.line}{page}  ({finding.sure})"
    written = fill(f"written: {finding.written}", 116, initial_indent="      ", subsequent_indent="        ")
    return "\n".join(
        [
            head,
            written,
            fill(f"comes to: {finding.comes_to}", 116, initial_indent="      ", subsequent_indent="        "),
        ]
    )


def data(findings: Sequence[Finding], scale: Scale | None, own: bool) -> dict[str, Any]:
    """The scale and the findings as plain values."""
    declared: Mapping[str, Any] | None = None
    if scale is not None:
        declared = {"from": "report" if own else "params", "terms": {band.term: band.words for band in scale.bands}}
    rows = [{"code": f.code, "severity": f.severity, "line": f.line, "page": f.page, "written": f.written,
             "comes_to": f.comes_to, "sure": f.sure} for f in findings]  # fmt: skip
    return {"scale": declared, "findings": rows}
