"""A first draft of each heading in the published manner, every sentence bound to what it rests on."""

from .clauses import Clause, said
from .drafting import Paragraph, Sentence, draft

__all__ = ["Clause", "Paragraph", "Sentence", "draft", "said"]
