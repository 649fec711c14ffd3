"""A report as a Word file, made from its sections: headings, contents, captions, described pictures, notes."""

from .making import Made, document

__all__ = ["Made", "document"]
