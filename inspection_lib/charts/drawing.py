"""A chart as a value, and the one way in which any chart becomes an SVG: the same bytes for the same numbers."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from ..errors import visible
from ..tables import Table

INK, ACCENT, MIDDLE, PAPER, RULE, BAND = "#1d2733", "#12436d", "#8a94a3", "#ffffff", "#c7cdd6", "#eef1f5"
FONT = "DejaVu Sans"  # carried by Matplotlib, which measures with it; a page without it falls back to Verdana
STYLE: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 9,
    "svg.fonttype": "none",
    "svg.hashsalt": "inspection",
    "text.color": INK,
    "text.parse_math": False,
    "lines.color": INK,  # as the next: a colour by name, since the default is looked up in a cycle at every artist
    "patch.facecolor": ACCENT,
    "hatch.color": MIDDLE,
    "hatch.linewidth": 0.6,
}
WIDTH, LEFT, RIGHT = 7.4, 3.2, 0.25  # inches: the whole, the labels' column, the margin
DOTS = 200  # an inch, of a picture
LABEL = 48  # characters a line of a label
#: What Matplotlib writes and a page has no use for; the last is a turn of text by nothing.
SUPERFLUOUS = re.compile(
    r'<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->| transform="rotate\(-?0 [^"]*"', flags=re.DOTALL
)
TAG = re.compile("<[^>]*>")
CACHE = "INSPECTION_CHARTS"  # a run's own folder of drawn charts; nothing else passes between notebooks


@dataclass(frozen=True)
class Chart:
    """One picture: `description` says every number that is plotted, `table` holds them for narrow screens."""

    caption: str
    description: str
    table: Table
    draw: Callable[[], Figure] = field(repr=False, compare=False)
    kind: str = "chart"

    @property
    def key(self) -> str:
        """A short hash of what the chart shows: the same numbers, the same chart."""
        shown = repr((self.kind, self.caption, self.description, self.table))
        return hashlib.sha256(shown.encode()).hexdigest()[:10]

    @property
    def svg(self) -> str:
        """The drawing as SVG with text as text, a title and a description; drawn once a run."""
        return self._once("svg", self._drawn).decode()

    @property
    def png(self) -> bytes:
        """The chart as a PNG picture, for where no drawing can stand: the same bytes for the same numbers."""
        return self._once("png", lambda: self._saved(format="png", dpi=DOTS, metadata={"Software": None}))

    def _once(self, ending: str, drawn: Callable[[], bytes]) -> bytes:
        """What is drawn, kept in the run's own folder of charts where there is one."""
        folder = os.environ.get(CACHE)
        kept = Path(folder, f"{self.key}.{ending}") if folder else None
        if kept and kept.is_file():
            return kept.read_bytes()
        content = drawn()
        if kept:
            scratch = kept.with_suffix(f".{os.getpid()}")
            scratch.write_bytes(content)
            scratch.replace(kept)
        return content

    def _drawn(self) -> bytes:
        svg = self._saved(format="svg", metadata={"Date": None, "Creator": None}).decode()
        return accessible(svg, f"c{self.key}", self.caption, self.description).encode()

    def _saved(self, **how: Any) -> bytes:
        with mpl.rc_context(STYLE):
            buffer = io.BytesIO()
            self.draw().savefig(buffer, **how)
        return buffer.getvalue()


def accessible(svg: str, prefix: str, title: str, description: str) -> str:
    """Matplotlib's SVG made fit for a page: no style of its own, ids its own, named and described."""
    body = svg[svg.index("<svg") :]
    body = SUPERFLUOUS.sub("", body)
    used = {name for tag in TAG.findall(body) for name in re.findall(r"(?:href=\"#|url\(#)([^\")]+)", tag)}

    def own(tag: re.Match[str]) -> str:
        """A tag with its ids this chart's own; what looks like an id in a text between tags stays as it is."""
        named = re.sub(r' id="([^"]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in used else "", tag[0])
        return re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", named)

    body = TAG.sub(own, body)
    body = re.sub(r"<defs>\s*</defs>|\n\s*", lambda m: "" if m[0].startswith("<") else "\n", body)
    body = body.replace(f"'{FONT}'", f"'{FONT}', Verdana, sans-serif")
    box = re.search(r'viewBox="[^"]+"', body)
    opening = (
        f'<svg {box[0] if box else ""} role="img" aria-labelledby="{prefix}-title {prefix}-desc" '
        f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<title id="{prefix}-title">{escape(visible(title))}</title>'
        f'<desc id="{prefix}-desc">{escape(visible(description))}</desc>'
    )
    return opening + body[body.index(">") + 1 :].strip()
