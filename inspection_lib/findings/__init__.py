"""What the sources come to, side by side: where they agree, where they do not, and what is still uncertain."""

from .gaps import Gap, NotesGap, gaps, notes_gaps
from .groups import Contrast, Contrasts, contrasts
from .indicators import Finding, findings
from .matrix import Matrix, matrix, uncited

__all__ = [
    "Contrast",
    "Contrasts",
    "Finding",
    "Gap",
    "Matrix",
    "NotesGap",
    "contrasts",
    "findings",
    "gaps",
    "matrix",
    "notes_gaps",
    "uncited",
]
