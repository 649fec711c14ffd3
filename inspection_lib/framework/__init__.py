"""What is inspected and how it is said: an edition's indicators, headings, scales and questions, as data."""

from .reading import read
from .rows import OpenQuotation, csv_rows
from .standing import unfilled
from .tables import Framework, Heading, Instrument, Item, OfficialMeasure, Split

__all__ = [
    "Framework",
    "Heading",
    "Instrument",
    "Item",
    "OfficialMeasure",
    "OpenQuotation",
    "Split",
    "csv_rows",
    "read",
    "unfilled",
]
