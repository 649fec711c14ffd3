"""What each kind of file that we write is held to: no evidence in it acts as anything but text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from inspection_lib.errors import ACTING
from inspection_lib.export import ReportExporter

#: The elements and attributes that a page of ours is made of. None of them runs anything or asks for anything.
ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "a body button caption clippath code dd defs del desc div dl dt em figcaption figure g h1 h2 h3 h4 head header "
        "html input ins label li main meta nav ol p path pattern pre rect section span strong style svg table tbody "
        "td text th thead title tr ul use",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        "aria-label aria-labelledby charset class clip-path content d data-label data-made-of data-marking data-number "
        "fill for height href http-equiv id lang name patternunits popover popovertarget role scope style type viewbox "
        "width x xlink:href xmlns xmlns:xlink y",
    )
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
ADDRESS = re.compile(r"(?:[\w%.~-]+/)?[\w%.~-]+\.(?:html|log)|#.+")  # a page or log of ours, or a place on the page
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def page(text: str) -> None:
    """A page has its policy before all else, and no element, handler or address that is not ours."""
    soup = BeautifulSoup(text, "html.parser")
    policies = soup.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert [policy["content"] for policy in policies] == [POLICY]
    assert text.index("Content-Security-Policy") < text.index("<title>")
    markup(soup)


def markup(soup: BeautifulSoup) -> None:
    """Markup has no element, handler or address that is not ours, and nothing that moves a line's direction."""
    for element in soup.find_all(True):
        assert element.name in ELEMENTS, element.name
        assert set(element.attrs) <= ATTRIBUTES, element.attrs
        assert ADDRESS.fullmatch(element.get("href", "#x")), element["href"]
        assert element.get("xlink:href", "#").startswith("#")
        assert "style" not in element.attrs or element.find_parent("svg"), element.attrs["style"]
    assert not ACTING.search(str(soup))


def notebook(text: str) -> None:
    """A notebook's outputs are pages' markup, set aside from JupyterLab's typesetting, or plain text; no Markdown."""
    for cell in nbformat.reads(text, as_version=4).cells:
        for output in cell.get("outputs", []):
            assert output.output_type in ("execute_result", "display_data"), output.output_type
            assert set(output.data) <= {"text/html", "text/plain"}, set(output.data)
            if shown := output.data.get("text/html"):
                soup = BeautifulSoup(shown, "html.parser")
                outer = [element for element in soup.find_all(True, recursive=False) if element.name != "style"]
                assert [element["class"] for element in outer] == [["mathjax_ignore"]]
                markup(soup)
    page(ReportExporter().from_notebook_node(nbformat.reads(text, as_version=4))[0])


def data(text: str) -> None:
    """A JSON file is JSON, and moves no terminal that shows it."""
    json.loads(text)
    plain(text)


def plain(text: str) -> None:
    """Nothing that a terminal obeys."""
    assert not ACTING.search(text)


def table(text: str) -> None:
    """No cell that a spreadsheet would take for a formula."""
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    plain(text)


def workbook(content: bytes) -> None:
    """No cell of a workbook is a formula."""
    for sheet in load_workbook(io.BytesIO(content)):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], sheet.title


def word(content: bytes) -> None:
    """A Word file has no field that runs, no macro, nothing that it fetches; its parts are whole XML."""
    import zipfile

    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if not name.endswith((".xml", ".rels")):
                assert name.endswith((".png", ".jpeg")), name
                continue
            root = fromstring(packed.read(name))
            assert all(element.get("TargetMode") != "External" for element in root.iter()), name
            fields = [element.text or "" for element in root.iter() if element.tag.endswith("}instrText")]
            assert all(re.match(r"\s*(?:PAGE|NUMPAGES|TOC|REF|PAGEREF|SEQ|STYLEREF)\b", field) for field in fields)


def paper(content: bytes) -> None:
    """A PDF runs nothing and opens nothing: what it does, it would have to name."""
    assert not re.search(rb"/(?:JavaScript|JS|Launch|OpenAction|AA|SubmitForm|EmbeddedFile|URI)\b", content)


#: How a file of each kind is held. Another kind of output is one line more.
TEXTS: Mapping[str, Callable[[str], None]] = {".html": page, ".ipynb": notebook, ".json": data, ".csv": table,
                                              ".log": plain, ".txt": plain}  # fmt: skip
BYTES: Mapping[str, Callable[[bytes], None]] = {".xlsx": workbook, ".docx": word, ".pdf": paper}


def held(folder: Path) -> set[str]:
    """Hold every file below a folder to what its kind is held to; the kinds that were there."""
    kinds = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            kinds.add(path.suffix)
            if path.suffix in BYTES:
                BYTES[path.suffix](path.read_bytes())
            else:
                TEXTS[path.suffix](path.read_bytes().decode())
    return kinds
