"""The inspection workbook's library: evidence of one partnership in, a bound report draft out."""

from .checks import load_case
from .errors import InspectionError, Problem

__all__ = ["InspectionError", "Problem", "load_case"]
