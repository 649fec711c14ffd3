"""An executed notebook as one offline page: no code, no outside address, contents made from its headings."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any

import mistune
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.exporter import Exporter
from traitlets import default

from ..errors import InspectionError
from ..evidence import Case
from ..sections import coordinator
from ..sections.blocks import UNSET, html

PAGE = Path(__file__).parent / "page"
TAG = re.compile("<[^>]*>")
HEADING = re.compile(r'<h([1-4]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)


class ReportExporter(Exporter):
    """`jupyter nbconvert --to inspection_report`: a notebook's prose and sections as a page of the report.

    Input never shows, nor cells tagged `working`. An output is markup or text; a picture without a description
    is refused with an `InspectionError`.
    """

    export_from_notebook = "Inspection report (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
        """The page of a notebook, and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        shown = [cell for cell in nb.cells if "working" not in cell.metadata.get("tags", [])]
        return page("".join(_cell(number, cell) for number, cell in enumerate(shown, 1))), resources


def page(body: str) -> str:
    """A whole page around some markup: title from its first heading, contents from all, marking from its cover.

    Raises `InspectionError` without a heading of level 1, or with an id used twice.
    """
    headings = [(int(level), name, text) for level, name, text in HEADING.findall(body)]
    titles = [text for level, _, text in headings if level == 1]
    if len(titles) != 1:
        raise InspectionError(f"a page has one title (a heading of level 1); this one has {len(titles)}")
    ids = [name for tag in TAG.findall(body) for name in re.findall(r'\sid="([^"]+)"', tag)]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise InspectionError(f"a page cannot have the same id twice: {twice[0]}; is a section shown in two cells?")
    marking = re.search(r'<section[^>]* data-marking="([^"]*)"', body)
    listed = _contents([entry for entry in headings if entry[0] > 1 and entry[1] != "contents"])
    place = re.compile(r'(<section class="contents">\s*<h2 id="contents">Contents</h2>)')
    if place.search(body):
        body = place.sub(lambda found: f'{found[1]}\n<nav aria-label="Contents">{listed}</nav>', body, count=1)
    elif len(headings) > 3:
        body = body.replace("<h2", f'<nav aria-label="Contents">{listed}</nav>\n<h2', 1)
    style = (PAGE / "page.css").read_text(encoding="utf-8")
    return template("page.html.j2").render(
        title=unescape(re.sub("<[^>]+>", "", titles[0])),
        marking=unescape(marking[1]) if marking else "",
        body=body,
        style=style,
    )


def evidence_page(case: Case) -> str:
    """The whole page for the partnership's coordinator, of any case that could be made."""
    return page("".join(html(coordinator(case))))


@lru_cache
def template(name: str) -> Any:
    """A template of the page's folder; its filter `css` is text fit for a string of a style sheet."""
    environment = Environment(loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined)
    environment.filters["css"] = lambda text: Markup(
        "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x} " for c in text)
    )
    return environment.get_template(name)


def _contents(headings: list[tuple[int, str, str]]) -> str:
    """A nested list: headings of level 2, and below each those of levels 3 and 4 (practice examples)."""
    chapters: list[tuple[str, list[str]]] = []
    for level, name, text in headings:
        link = f'<a href="#{name}">{text}</a>'
        if level == 2 or not chapters:
            chapters.append((link, []))
        else:
            chapters[-1][1].append(f"<li>{link}</li>")
    return "<ul>" + "".join(f"<li>{link}{_inner(below)}</li>" for link, below in chapters) + "</ul>"


def _inner(items: list[str]) -> str:
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _cell(number: int, cell: Any) -> str:
    if cell.cell_type == "markdown":
        return _headed(str(mistune.create_markdown(escape=True)(cell.source)))
    if cell.cell_type != "code":
        return ""
    return "".join(_output(number, output) for output in cell.outputs)


def _headed(markup: str) -> str:
    """Headings of a markdown cell with ids made from their words."""

    def named(found: re.Match[str]) -> str:
        name = "about-" + re.sub(r"[^a-z0-9]+", "-", unescape(found[2]).lower()).strip("-")
        return f'<h{found[1]} id="{escape(name)}">{found[2]}</h{found[1]}>'

    return re.sub(r"<h([1-4])>(.*?)</h\1>", named, markup)


def _output(number: int, output: Any) -> str:
    if output.output_type not in ("execute_result", "display_data"):
        return ""
    if "text/html" in output.data:
        return _for_a_page(output.data["text/html"])
    if any(kind.startswith("image/") for kind in output.data):
        raise InspectionError(
            f"cell {number} shows a picture without a description; charts for a draft come from inspection_lib.charts"
        )
    return f"<pre>{escape(output.data.get('text/plain', ''))}</pre>\n"


def _for_a_page(markup: str) -> str:
    """What a section shows in JupyterLab without what is for JupyterLab alone: its style, and the word to MathJax."""
    plain = re.sub(r"<style>.*?</style>", "", markup, flags=re.DOTALL)
    around = f'<div class="{UNSET}">'
    return plain.removeprefix(around).removesuffix("</div>") if plain.startswith(around) else plain
