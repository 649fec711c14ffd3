"""What the sources come to, side by side: where they agree, where they do not, and what is still uncertain."""

from .argument import argument
from .board import board
from .deciding import decide
from .fragility import fragility
from .gaps import Gap, NotesGap, gaps, notes_gaps
from .groups import Contrast, Contrasts, contrasts
from .indicators import Finding, findings
from .matrix import Matrix, matrix, uncited
from .useful import most_useful

__all__ = [
    "Contrast",
    "Contrasts",
    "Finding",
    "Gap",
    "Matrix",
    "NotesGap",
    "argument",
    "board",
    "contrasts",
    "decide",
    "findings",
    "fragility",
    "gaps",
    "matrix",
    "most_useful",
    "notes_gaps",
    "uncited",
]
