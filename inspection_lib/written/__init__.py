"""What people wrote for a heading, every figure and quantity word in it said by the evidence that it names."""

from .files import FOLDER, manuscripts, strangers
from .listing import entries, listing
from .markup import formatted
from .sentences import Passage
from .telling import Written, left_out, orphans, told, written

__all__ = [
    "FOLDER",
    "Passage",
    "Written",
    "entries",
    "formatted",
    "left_out",
    "listing",
    "manuscripts",
    "orphans",
    "strangers",
    "told",
    "written",
]
