"""Any report held against itself: what it counts, claims, repeats and promises, and what it should not show."""

from __future__ import annotations

from pathlib import Path

from ..framework import read as read_framework
from ..params import read as read_params
from . import (  # noqa: F401  the modules enter their rules
    abbreviations,
    bases,
    counted,
    disclosure,
    editions,
    fitting,
    moving,
    official,
    places,
    recounted,
    repeated,
    rows,
    spelling,
    structure,
    wholes,
    words,
)
from .lines import Line, numbered
from .printing import data, listed, scale_words
from .reading import read
from .registry import RULES, SEVERITIES, Finding, Rule, Setting, found
from .report import Report

__all__ = ["RULES", "SEVERITIES", "Finding", "Line", "Report", "Rule", "Setting", "data", "found", "listed", "numbered",
           "read", "review", "scale_words", "setting_of"]  # fmt: skip


def review(text: str, setting: Setting | None = None) -> list[Finding]:
    """What the rules find in a text.

    >>> [(f.code, f.comes_to) for f in review("In the survey, 45 of 60 staff (70%) felt valued.")]
    [('S1', '45 of 60 is 75%')]
    """
    setting = setting or Setting()
    pages = text.split("\f")
    return found(Report(numbered(pages, len(pages) > 1), setting.scale), setting)


def setting_of(params_file: Path | None, reference: Path | None = None) -> Setting:
    """What a params file says of a report: its area, the areas it may name, its scale and framework."""
    if params_file is None:
        return Setting(reference=reference)
    params = read_params(params_file)
    framework = read_framework(params.framework_folder)
    return Setting(
        params.partnership.area,
        params.partnership.may_be_named,
        framework.scales[params.wording.terms],
        framework,
        reference,
    )
