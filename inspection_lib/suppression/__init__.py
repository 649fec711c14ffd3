"""Hide counts small enough to point at a person, and those from which such a count could be worked out."""

from .holding import found_out, hidden_counts
from .plan import Plan, every_measure, plan, plan_of
from .rules import Rule, rule_of

__all__ = ["Plan", "Rule", "every_measure", "found_out", "hidden_counts", "plan", "plan_of", "rule_of"]
