"""What the sources come to, side by side: where they agree, where they do not, and what is still uncertain."""

from .gaps import Gap, NotesGap, gaps, notes_gaps
from .indicators import Finding, findings

__all__ = ["Finding", "Gap", "NotesGap", "findings", "gaps", "notes_gaps"]
