"""Two drafts of one partnership side by side: what changed, sentence by sentence, and why as the records show it."""

from .difference import Change, Difference, difference
from .drafts import Draft, Statement, of_claims, read
from .made import made
from .matching import pairs
from .telling import page, text

__all__ = ["Change", "Difference", "Draft", "Statement", "difference", "made", "of_claims", "page", "pairs", "read",
           "text"]  # fmt: skip
