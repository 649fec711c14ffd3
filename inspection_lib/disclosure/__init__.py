"""Whether rendered documents show what the plan of hiding hides: the last look before anything is published."""

from .looking import disclosed

__all__ = ["disclosed"]
