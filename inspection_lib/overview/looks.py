"""How the charts of several partnerships look alike: a mark for each word, headings of panels, the key above them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..charts.drawing import ACCENT, INK, MIDDLE, PAPER
from ..charts.marks import Words, points, write
from .limits import HIGHER, LOWER, UNCLEAR

Place = tuple[float, float]
Thing = TypeVar("Thing")
#: How a share is drawn by its word; one that is not compared has no word. Shape and size tell, never colour alone.
MARKS: dict[str, dict[str, Any]] = {
    HIGHER: {"marker": "^", "markersize": 7},
    LOWER: {"marker": "v", "markersize": 7},
    UNCLEAR: {"marker": "o", "markersize": 4.5, "markerfacecolor": PAPER},
    "": {"marker": "d", "markersize": 4.5, "markerfacecolor": PAPER},
}
TOGETHER: dict[str, Any] = {"color": INK, "linewidth": 0.9, "linestyle": (0, (3, 2))}
QUIET: dict[str, Any] = {"color": MIDDLE, "linewidth": 1.4}
GAP, HEAD, TOP = 0.24, 0.62, 0.3  # inches: between panels, above one for its heading, above all for the key
LETTERS, LINES = 19.5, 4  # of a panel's heading: letters to the inch, and lines


def evenly(things: Sequence[Thing], most: int) -> list[Sequence[Thing]]:
    """Things in their order in as few groups as hold at most so many, as even as can be.

    >>> evenly("abcd", 3), evenly("", 3)
    (['ab', 'cd'], [])
    """
    number = -(-len(things) // most)
    return [things[n * len(things) // number : (n + 1) * len(things) // number] for n in range(number)]


def part_of(caption: str, place: int, number: int) -> str:
    """The caption of one of several charts that belong together.

    >>> part_of("Shares", 0, 2), part_of("Shares", 0, 1)
    ('Shares, part 1 of 2', 'Shares')
    """
    return f"{caption}, part {place + 1} of {number}" if number > 1 else caption


def mark(axes: Axes, places: Mapping[Place, str]) -> None:
    """A mark at each place by its word, those that say something on top."""
    for word, look in reversed(MARKS.items()):
        at = [place for place, said in places.items() if said == word]
        points(axes, at, color=ACCENT, markeredgecolor=ACCENT, clip_on=False, zorder=2.5, **look)


def head(axes: Axes, title: str, width: float, above: float = 7) -> None:
    """A panel's heading some points above it, on as many lines as there is room for; a longer one is cut off."""
    letters = int(width * LETTERS)
    found = textwrap.wrap(title, letters)
    if len(found) > LINES:
        found = [*found[: LINES - 1], textwrap.shorten(" ".join(found[LINES - 1 :]), letters, placeholder=" …")]
    place = axes.get_xlim()[0], axes.get_ylim()[1]
    write(axes, [Words(*place, "\n".join(found), 7.5, "left", "baseline", spacing=1.2, shift=(0, above))])


def key(figure: Figure, words: Iterable[str], quiet: str, middle: str = "all together") -> None:
    """What the marks and lines mean, above all panels: `middle` the dashed line, `quiet` the grey ones, if any."""
    used = set(words)
    handles = [
        Line2D([], [], linestyle="", color=ACCENT, label=word or "not compared", **look)
        for word, look in MARKS.items()
        if word in used
    ]
    handles += [Line2D([], [], label=middle, **TOGETHER)]
    handles += [Line2D([], [], label=quiet, **QUIET)] if quiet else []
    figure.legend(handles=handles, loc="upper left", ncols=len(handles), frameon=False, fontsize=7.5,
                  borderaxespad=0.2, handletextpad=0.4, columnspacing=1.4, handlelength=1.6)  # fmt: skip
