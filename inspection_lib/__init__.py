"""The inspection workbook's library: evidence of one partnership in, a bound report draft out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import InspectionError, Problem

if TYPE_CHECKING:
    from .checks import load_case

__all__ = ["InspectionError", "Problem", "load_case"]


def __getattr__(name: str) -> Any:
    """`load_case` when it is asked for: a run with nothing to do, and papermill's list of engines, need no pandas."""
    if name != "load_case":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .checks import load_case

    return load_case
