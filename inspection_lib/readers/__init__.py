"""How far people who read the same records agree, and which words would change under another reader."""

from .agreement import TENTATIVE, Agreement, Reliance, agreements, kinds
from .alpha import alpha
from .pairs import by_two, twice
from .severity import Severity, severities

__all__ = [
    "TENTATIVE",
    "Agreement",
    "Reliance",
    "Severity",
    "agreements",
    "alpha",
    "by_two",
    "kinds",
    "severities",
    "twice",
]
