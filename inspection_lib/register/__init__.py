"""The register of claims: which words of a sentence are figures or quantity words, and what each rests on."""

from .binding import Claim, claims_of
from .phrases import Phrase, phrases

__all__ = ["Claim", "Phrase", "claims_of", "phrases"]
