"""The `inspection` command: begin a partnership, check its evidence, run its notebooks, review any report.

A command is one function under `@main.command()` in the module that its matter belongs to. It imports what it needs
when it is asked for: help, and a run with nothing to do, need no pandas.
"""

from . import beginning, checking, comparing, exporting, reviewing, running
from .command import main

__all__ = ["beginning", "checking", "comparing", "exporting", "main", "reviewing", "running"]
