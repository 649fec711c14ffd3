"""Drafts out: a notebook as one offline page, and the claims that every figure and sentence is bound to."""

from .claims import claims
from .pages import ReportExporter, evidence_page

__all__ = ["ReportExporter", "claims", "evidence_page"]
