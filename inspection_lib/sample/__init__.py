"""Synthetic evidence for any of Scotland's council areas, drawn by chance from a seed and marked as a sample."""

from .making import SEED, sample

__all__ = ["SEED", "sample"]
