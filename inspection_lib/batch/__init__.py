"""Drafts of one partnership or of all: made by notebooks, put in place whole, never one's evidence in another's."""

from .drafting import run, write_evidence_page
from .exporting import Let, export
from .index import index_is_due, write_index
from .many import FAILED, MADE, UNCHANGED, Outcome, run_all
from .notebooks import ENGINES, NOTEBOOKS, Job
from .telling import failures, line, total
from .verifying import verify

__all__ = ["ENGINES", "FAILED", "MADE", "NOTEBOOKS", "UNCHANGED", "Job", "Let", "Outcome", "export", "failures",
           "index_is_due", "line", "run", "run_all", "total", "verify", "write_evidence_page",
           "write_index"]  # fmt: skip
