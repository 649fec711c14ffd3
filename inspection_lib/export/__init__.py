"""Drafts out: a notebook as one offline page, the claims that its sentences are bound to, the findings."""

from .claims import claims
from .findings import findings
from .pages import ReportExporter, evidence_page, page

__all__ = ["ReportExporter", "claims", "evidence_page", "findings", "page"]
