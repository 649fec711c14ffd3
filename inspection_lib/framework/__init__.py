"""What is inspected and how it is said: an edition's indicators, headings, scales and questions, as data."""

from .edition import Framework
from .reading import read
from .rows import OpenQuotation, csv_rows
from .standing import unfilled
from .tables import Condition, Heading, Instrument, Item, KeyTerm, OfficialMeasure, Rule, ScaleTest, Split, Topic

__all__ = [
    "Condition",
    "Framework",
    "Heading",
    "Instrument",
    "Item",
    "KeyTerm",
    "OfficialMeasure",
    "OpenQuotation",
    "Rule",
    "ScaleTest",
    "Split",
    "Topic",
    "csv_rows",
    "read",
    "unfilled",
]
