"""Words, lines and boxes of many rows as one artist each: Matplotlib's time goes by artists, not by what they draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import nan
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from .drawing import FONT, INK

Segment = tuple[float, float, float, float]  # from x, y to x, y; of a box, two corners opposite each other
ASCENT = 0.76  # of the em in `FONT`, whose lines are one em high: how far below a line's top its letters stand
CORNERS = (Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY)


@dataclass(frozen=True, slots=True)
class Words:
    """Some lines of text at a place in the data: which of their edges stands there, and how many points beside it."""

    x: float
    y: float
    text: str
    size: float
    across: Literal["left", "center", "right"] = "center"
    upright: Literal["top", "center", "bottom", "baseline"] = "center"  # baseline: that of the last line
    spacing: float = 1.0  # from line to line, in ems
    shift: tuple[float, float] = (0, 0)  # points to the right and up
    color: str = INK

    def lines(self) -> Iterator[tuple[str, float]]:
        r"""Each line, and how many points its baseline stands above the place.

        >>> list(Words(0, 0, "almost\nall", 10, spacing=1.2).lines())
        [('almost', 3.4), ('all', -8.6)]
        """
        lines = self.text.split("\n")
        pitch = self.spacing * self.size
        first = self.size * ASCENT + (pitch - self.size) / 2  # from the top of all lines to the first baseline
        whole = pitch * len(lines)
        top = {"top": 0, "center": whole / 2, "bottom": whole, "baseline": first + pitch * (len(lines) - 1)}
        for number, line in enumerate(lines):
            yield line, round(top[self.upright] - first - number * pitch + self.shift[1], 6)


class Writing(Artist):
    """Many words as one artist, placed by the height of the font and anchored by the page, so that none is measured."""

    zorder = 3

    def __init__(self, words: Sequence[Words]) -> None:
        super().__init__()
        self.words = words

    def draw(self, renderer: RendererBase) -> None:
        """Write every line into the drawing."""
        point: Any = renderer.points_to_pixels(1)
        height = renderer.get_canvas_width_height()[1]
        anchor = Text(transform=IdentityTransform())
        places = self.get_transform().transform([(words.x, words.y) for words in self.words])
        for words, place in zip(self.words, places, strict=True):
            gc = renderer.new_gc()
            gc.set_foreground(words.color)
            anchor.set_horizontalalignment(words.across)
            x = float(place[0]) + words.shift[0] * point
            for line, above in words.lines():
                y = float(place[1]) + above * point
                anchor.set_position((x, y))
                renderer.draw_text(gc, x - _before(renderer, words, line), height - y, line, _font(words.size), 0,
                                   mtext=anchor)  # fmt: skip
            gc.restore()


def _before(renderer: RendererBase, words: Words, line: str) -> float:
    """How far to the left of its place a line begins, in pixels: a picture has to know, a drawing is anchored there."""
    if words.across == "left" or not isinstance(renderer, RendererAgg):
        return 0
    wide = renderer.get_text_width_height_descent(line, _font(words.size), False)[0]
    return wide / 2 if words.across == "center" else wide


@lru_cache(None)
def _font(size: float) -> FontProperties:
    return FontProperties(family=FONT, size=size)


def write(axes: Axes, words: Iterable[Words]) -> None:
    """Words above everything else that is drawn."""
    given = list(words)
    if given:
        axes.add_artist(Writing(given))


def lines(axes: Axes, segments: Iterable[Segment], **look: Any) -> None:
    """Straight lines of one look as one broken line."""
    given = list(segments)
    xs = [x for x0, _, x1, _ in given for x in (x0, x1, nan)]
    ys = [y for _, y0, _, y1 in given for y in (y0, y1, nan)]
    axes.add_artist(Line2D(xs, ys, **look))


def points(axes: Axes, places: Iterable[tuple[float, float]], **look: Any) -> None:
    """Markers of one look at some places."""
    given = list(places)
    axes.add_artist(Line2D([x for x, _ in given], [y for _, y in given], linestyle="", **look))


def boxes(axes: Axes, corners: Iterable[Segment], **look: Any) -> None:
    """Upright boxes of one look as one shape."""
    given = list(corners)
    if given:
        outline = [p for x0, y0, x1, y1 in given for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
        axes.add_artist(PathPatch(Path(outline, CORNERS * len(given)), **look))
