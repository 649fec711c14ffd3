"""Everything about one inspection that is not evidence: who, when, which files, which settings."""

from .plain import plain_values
from .reading import digest, find, library, read
from .settings import (
    Edition,
    EvidencePlace,
    FileSettings,
    Groups,
    Inspection,
    OfficialStatistics,
    Params,
    Partnership,
    Report,
    SetAside,
    SmallNumbers,
    Stated,
    SurveySource,
    Wording,
    beside_or_project,
)

__all__ = [
    "Edition",
    "EvidencePlace",
    "FileSettings",
    "Groups",
    "Inspection",
    "OfficialStatistics",
    "Params",
    "Partnership",
    "Report",
    "SetAside",
    "SmallNumbers",
    "Stated",
    "SurveySource",
    "Wording",
    "beside_or_project",
    "digest",
    "find",
    "library",
    "plain_values",
    "read",
]
