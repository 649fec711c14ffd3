"""All partnerships side by side, from what their drafts publish: the one place where they meet, for the team."""

from .compared import FEWEST
from .drafts import Drafts, read
from .views import key_facts, opening, others, reading, recurring, state, statement
from .whole import PAGE, page, sections

__all__ = ["FEWEST", "PAGE", "Drafts", "key_facts", "opening", "others", "page", "read", "reading", "recurring",
           "sections", "state", "statement"]  # fmt: skip
