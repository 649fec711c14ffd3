"""What the sources come to, side by side: where they agree, where they do not, and what is still uncertain."""

from .indicators import Difference, Finding, findings

__all__ = ["Difference", "Finding", "findings"]
