"""A first draft of each heading in the published manner, every sentence bound to what it rests on."""

from .clauses import Clause, said
from .drafting import Bound, Paragraph, Sentence, draft

__all__ = ["Bound", "Clause", "Paragraph", "Sentence", "draft", "said"]
