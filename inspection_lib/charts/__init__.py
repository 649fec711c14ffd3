"""Charts as values: each knows its caption, a description from the same numbers, and its data table."""

from .bars import answers_chart
from .dots import interval_chart, multiples_chart
from .drawing import Chart
from .matrix import matrix_chart
from .strips import key_facts_chart

__all__ = ["Chart", "answers_chart", "interval_chart", "key_facts_chart", "matrix_chart", "multiples_chart"]
