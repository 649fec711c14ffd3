"""The register of claims: which words of a sentence are figures or quantity words, and what each rests on."""

from .binding import Claim, band_of, claims_of
from .declared import DECLARED, declared
from .origins import official, origin, origins, question
from .phrases import Phrase, phrases
from .resting import as_data, in_words, resting

__all__ = [
    "DECLARED",
    "Claim",
    "Phrase",
    "as_data",
    "band_of",
    "claims_of",
    "declared",
    "in_words",
    "official",
    "origin",
    "origins",
    "phrases",
    "question",
    "resting",
]
