"""Drafts out: a notebook as one offline page, the claims that its sentences are bound to, the findings."""

from .claims import claims
from .editions import KINDS, exported, in_edition, whole_page
from .findings import findings
from .pages import ReportExporter, evidence_page, page

__all__ = [
    "KINDS",
    "ReportExporter",
    "claims",
    "evidence_page",
    "exported",
    "findings",
    "in_edition",
    "page",
    "whole_page",
]
