"""A report as a Word file, made from its sections: headings, contents, captions, described pictures, notes."""

from .making import Made, document
from .paper import Paper

__all__ = ["Made", "Paper", "document"]
