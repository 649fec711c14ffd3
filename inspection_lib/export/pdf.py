"""The page as a PDF that a screen reader can follow: tagged, with bookmarks, running heads and described charts."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from ..errors import InspectionError
from .pages import template

INSTALL = 'a PDF wants WeasyPrint, which is not installed: pip install -e ".[pdf]"'
LIBRARIES = (
    "a PDF wants the library Pango, which this computer lacks: on Debian or Ubuntu apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0, on macOS brew install pango; for Windows see WeasyPrint's documentation"
)
#: A drawing's title and description; of the two, a PDF takes the first for the words that stand for the drawing.
NAMED = re.compile(r"<title id=[^>]*>.*?</title>(?:<desc id=[^>]*>)(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True)
class Running:
    """What stands on every page of a PDF, and the file's author and date, which is the report's own."""

    partnership: str
    marking: str
    edition: str
    author: str
    day: date | None


def pdf(page: str, running: Running) -> bytes:
    """A page of ours as PDF/UA-1, the same bytes for the same page; nothing is fetched for it.

    What a sentence rests on stands below its paragraph. Raises `InspectionError` without WeasyPrint, and without the
    system's libraries that it wants.
    """
    weasyprint = _printer()
    style = template("pdf.css").render(
        partnership=running.partnership, marking=running.marking, edition=running.edition
    )
    offline = weasyprint.urls.URLFetcher(allowed_protocols=())
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # styles for screens that paper knows nothing of
    named = NAMED.sub(r"<title>\1</title>", page).replace("</style>", f"{style}</style>", 1)
    document: Any = weasyprint.HTML(string=named, url_fetcher=offline).render(pdf_variant="pdf/ua-1", pdf_tags=True)
    about = document.metadata
    about.authors, about.generator = [running.author], "inspection"
    about.created = about.modified = running.day.isoformat() if running.day else None
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def _printer() -> ModuleType:
    try:
        import weasyprint
    except ImportError:
        raise InspectionError(INSTALL) from None
    except OSError:
        raise InspectionError(LIBRARIES) from None
    return weasyprint
