"""What people hand in can ask for nothing: narratives, params, names, links and files made to harm."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from inspection_lib import intake
from inspection_lib import params as settings
from inspection_lib.batch import run, run_all, write_evidence_page
from inspection_lib.batch.folders import scratch
from inspection_lib.batch.notebooks import Job
from inspection_lib.cli import main, reviewing
from inspection_lib.errors import InspectionError
from inspection_lib.evidence import Case
from inspection_lib.written import manuscripts
from inspection_lib.written.markup import formatted
from inspection_lib.written.rendering import rendered

ROOT = Path(__file__).parents[1]
SECONDS = 10  # on a busy computer; each takes a thousandth of that
ATTEMPTS = {
    "the class of a name": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the class of a measure": "{{ staff.valued.__class__ }}",
    "an attribute by a filter": "{{ staff.valued | attr('__class__') }}",
    "an attribute in brackets": "{{ staff['__class__'] }}",
    "the template itself": "{{ self.__init__.__globals__ }}",
    "Jinja's own names": "{{ lipsum.__globals__['os'].environ }}",
    "a cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "a joiner": "{{ joiner('x') }}",
    "a namespace": "{{ namespace(a=1) }}",
    "a dictionary": "{{ dict(a=1) }}",
    "the settings": "{{ config }} {{ request }} {{ environ }}",
    "a long range": "{{ range(10**9) }}",
    "a loop": "{% for x in range(10**9) %}x{% endfor %}",
    "a loop that calls itself": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "a loop without end": "{% while true %}x{% endwhile %}",
    "another file": "{% include '/etc/passwd' %}",
    "another file's names": "{% import '/etc/passwd' as x %}",
    "some of its names": "{% from '/etc/passwd' import x %}",
    "another file's frame": "{% extends '/etc/passwd' %}",
    "a block": "{% block x %}{{ super() }}{% endblock %}",
    "a macro that calls itself": "{% macro x() %}{{ x() }}{% endmacro %}{{ x() }}",
    "a call of a macro": "{% call x() %}{% endcall %}",
    "a filter over a text": "{% filter upper %}x{% endfilter %}",
    "a filter of a name": "{{ staff.valued | pprint }}",
    "a filter of many": "{{ [staff] | map('attr', '__class__') | list }}",
    "a format string": "{{ '{0.__class__}'.format(1) }}",
    "an old format string": "{{ '%999999999d' % 1 }}",
    "a long text": "{{ 'x' * 10**9 }}",
    "a large power": "{{ 9 ** 9 ** 9 }}",
    "a name set": "{% set x = 1 %}",
    "an expression done": "{% do x.y() %}",
    "the escaping turned off": "{% autoescape false %}x{% endautoescape %}",
    "raw text that never ends": "{% raw %}{{ x }}",
    "a debugger": "{% debug %}",
    "a deep nest of brackets": "{{ " + "(" * 40_000 + "1" + ")" * 40_000 + " }}",
    "a deep nest of ifs": "{% if staff.valued.shown %}" * 6_000,
    "a long chain of ors": "{% if " + " or ".join(["staff.valued.shown"] * 6_000) + " %}x",
    "a long chain of nots": "{% if " + "not " * 20_000 + "staff.valued.shown %}x{% endif %}",
    "a long name": "{{ " + "a" * 90_000 + " }}",
    "a long chain of names": "{{ a" + ".a" * 40_000 + " }}",
    "a long number": "{{ " + "9" * 90_000 + " }}",
    "many braces": "{{" * 45_000,
    "many kinds of braces": "{{{%" * 25_000,
    "a group of spaces": "{{ staff[" + " " * 90_000 + "}}",
    "a group of a long value": "{{ staff[a=" + " " * 90_000 + "}}",
}

watched: list[str] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    reading = event == "open" and not str(arguments[0]).startswith((sys.prefix, sys.base_prefix, str(ROOT)))
    if watched is not None and (reading or event.startswith(("subprocess.", "socket.", "os.system", "os.exec",
                                                              "os.putenv", "shutil."))):  # fmt: skip
        watched.append(event)


@contextmanager
def touching() -> Iterator[list[str]]:
    """What is opened, started or connected to meanwhile, but for the library's own files."""
    global watched
    if _watch not in touching.__dict__.setdefault("hooks", []):
        sys.addaudithook(_watch)
        touching.__dict__["hooks"].append(_watch)
    watched = []
    try:
        yield watched
    finally:
        watched = None


@pytest.mark.parametrize("name", ATTEMPTS)
def test_a_narrative_that_asks_for_more_than_evidence_is_refused_and_touches_nothing(case: Case, name: str):
    rendered(case, "{{ staff.valued }}")
    before, began = dict(os.environ), perf_counter()
    with touching() as touched:
        pieces, slips = rendered(case, ATTEMPTS[name])

    assert slips
    assert all(slip.message and "Traceback" not in slip.message for slip in slips)
    assert not re.search(r"root:|class '|uid=", "".join(piece.text for piece in pieces))
    assert touched == []
    assert dict(os.environ) == before
    assert perf_counter() - began < SECONDS


@pytest.mark.parametrize(
    "text", ["[" * 99_000, "<a" * 49_000, "{{" * 49_000, "{#" * 49_000, "*a " * 33_000, "- " * 49_000]
)
def test_a_long_narrative_is_looked_through_for_formatting_in_time(text: str):
    began = perf_counter()
    list(formatted(text))

    assert perf_counter() - began < SECONDS


def test_the_watch_sees_a_file_that_is_opened(tmp_path: Path):
    (tmp_path / "x").write_text("x")
    with touching() as touched:
        (tmp_path / "x").read_text()

    assert touched == ["open"]


def refused(file: Path) -> str:
    with pytest.raises(InspectionError) as raised:
        settings.read(file)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("framework: !!python/object/apply:os.system [id]", "line 1: YAML tags (!name) are not used here"),
        ("framework: !!python/name:os.environ ''", "line 1: YAML tags (!name) are not used here"),
        ("a: 1\nframework: !!str 2022", "line 2: YAML tags (!name) are not used here"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "line 2: YAML aliases (*name) are not used here"),
        ("<<: {framework: 1}\nframework: 2", "unknown key '<<'"),
        ("framework: 1\nframework: 2", "line 2: the key 'framework' is there twice"),
        ("framework: 1\n---\nframework: 2", "this is not YAML that can be read"),
        ('framework: "\\e[2J"', "line 1: a value holds a character that is no letter, mark or space"),
        ('framework: "\\0"', "line 1: a value holds a character that is no letter, mark or space"),
        ('framework: "\\ud800"', "line 1: a value holds a character that is no letter, mark or space"),
        ("framework: ../../elsewhere", "'framework' must be a name of its own, without a path"),
        ("framework: ..", "'framework' must be a name of its own, without a path"),
        ("framework: /etc", "'framework' must be a name of its own, without a path"),
        ("framework: " + "[" * 50_000, "brackets stand in brackets too deep to be settings"),
        ("framework: " + "x" * (1 << 20), "this is larger than 1 MB"),
    ],
    ids=range(15),
)
def test_params_that_are_more_than_settings_are_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str):
    file = tmp_path / "weir.yaml"
    file.write_text(text, encoding="utf-8")
    began = perf_counter()

    assert sentence in refused(file)
    assert perf_counter() - began < SECONDS


NAMES = ["..yaml", "...yaml", ".hidden.yaml", "a..yaml", "a .yaml", " .yaml", "con.yaml", "NUL.yaml", "com1.x.yaml",
         "logs.yaml", "exports.yaml", "index.html.yaml", "a\\b.yaml", "a:b.yaml", "javascript:boom().yaml", "a*.yaml",
         "a\nb.yaml", "a\x1b[2J.yaml", "a\u202eb.yaml", "<b>.yaml", 'a"b.yaml', "a" * 101 + ".yaml"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_draft_is_written_outside_its_own_folder_of_outputs(copy: Path, name: str):
    outputs = copy.parent / "outputs"
    (outputs / "fife").mkdir(parents=True)
    (outputs / "fife" / "report.html").write_text("the draft of Fife")
    file = copy.with_name(name)
    copy.rename(file)
    before = sorted(copy.parents[1].rglob("*"))

    with pytest.raises(InspectionError, match="the name of this params file"):
        run(file, outputs, ROOT / "notebooks")
    assert sorted(copy.parents[1].rglob("*")) == before
    (outcome,) = run_all([file], Job(Path(), outputs, ROOT / "notebooks"))
    assert outcome.state == "failed"
    assert "the name of this params file" in outcome.story
    assert set(copy.parents[1].rglob("*")) - set(before) <= {outputs / "logs", outputs / "logs" / f"{file.stem}.log"}


@pytest.mark.parametrize("name", ["dundee-city", "Na h-Eileanan Siar", "fife_2", "a.b", "Dùn Dè", "a&b'c"])
def test_a_plain_name_is_one_that_a_draft_can_have(copy: Path, name: str):
    assert settings.read(copy.rename(copy.with_name(f"{name}.yaml"))).slug == name


def test_nothing_is_written_through_a_link_in_a_drafts_place(unwritten: Case, tmp_path: Path):
    elsewhere, outputs = tmp_path / "elsewhere", tmp_path / "outputs"
    elsewhere.mkdir()
    outputs.mkdir()
    (outputs / unwritten.params.slug).symlink_to(elsewhere)

    with pytest.raises(InspectionError, match="is a link to another folder"):
        write_evidence_page(unwritten, outputs)
    with pytest.raises(InspectionError, match="is a link to another folder"), scratch(outputs / unwritten.params.slug):
        pass
    assert list(elsewhere.iterdir()) == []


def test_a_name_with_a_pattern_in_it_clears_no_other_partnerships_work(tmp_path: Path):
    left = tmp_path / ".fife.999999999"
    left.mkdir()
    with scratch(tmp_path / "[f]ife"):
        assert left.exists()


def test_the_evidence_may_lie_where_params_say_but_no_file_of_it_elsewhere(copy: Path, tmp_path: Path):
    folder, secret = copy.with_suffix(""), tmp_path / "secret.csv"
    secret.write_text("document_id,title\nD01,the secret\n", encoding="utf-8")
    (folder / "documents.csv").unlink()
    (folder / "documents.csv").symlink_to(secret)
    (folder / "narrative").mkdir()
    (folder / "narrative" / "1.3.md").symlink_to(secret)
    from inspection_lib.checks import checked

    found = {(problem.file, problem.message.partition(";")[0]) for problem in checked(copy).problems}
    assert ("documents.csv", "this leads out of the evidence folder") in found
    (written,) = manuscripts(intake.case(copy)).values()
    assert (written.text, written.slips[0].message) == ("", "this is a link that leads out of the evidence folder")

    moved = folder.rename(tmp_path / "share")
    (moved / "documents.csv").unlink()
    copy.write_text(copy.read_text().replace("folder: north-lanarkshire", f"folder: {moved}"), encoding="utf-8")
    assert len(intake.case(copy).evidence["staff_survey"])


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", ".."])
def test_a_file_that_params_name_lies_in_the_evidence_folder(copy: Path, name: str):
    named = f"folder: north-lanarkshire\n  files: {{documents: {{file: {name}}}}}"
    copy.write_text(copy.read_text().replace("folder: north-lanarkshire", named, 1), encoding="utf-8")
    (copy.parent / "secret.csv").write_text("document_id,title\nD01,the secret\n", encoding="utf-8")
    case = intake.case(copy)

    assert not len(case.evidence["documents"])
    assert any("leads out of the evidence folder" in p.message or p.code == "I23" for p in case.problems)


def packed(change: dict[str, bytes]) -> bytes:
    """A workbook of one survey reply, with bytes of its sheet replaced."""
    book, plain, made = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["reply_id", "submitted_on", "role"], ["S1", "2023-05-09", "police"]):
        book.active.append(row)
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for was, now in change.items() if name.endswith("sheet1.xml") else ():
                content = content.replace(was.encode(), now, 1)
            new.writestr(name, content)
    return made.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOOKS = {
    "an entity": {"<worksheet": ENTITY + b"<worksheet", "police": b"&a;"},
    "an entity far down": {"<worksheet": b"<!--" + b"x" * 9000 + b"-->" + ENTITY + b"<worksheet", "police": b"&a;"},
    "a cell without end": {"police": b"x" * (8 << 20)},
    "a bomb": {"</sheetData>": b"<row/>" * (70 << 20) + b"</sheetData>"},
}


@pytest.mark.parametrize("kind", BOOKS)
def test_a_hostile_workbook_is_refused_in_a_sentence(dundee: Path, kind: str):
    (dundee.parent / "dundee" / "staff_survey.xlsx").write_bytes(packed(BOOKS[kind]))
    began = perf_counter()
    (problem,) = [p for p in intake.case(dundee).problems if p.severity == "stops"]

    assert problem.code == "I3"
    assert re.search("unpacks to more than|more than Excel's can|XML document type|no Excel workbook", problem.message)
    assert perf_counter() - began < 2 * SECONDS


def word(body: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        head = ENTITY if b"&a;" in body else b""
        new.writestr("word/document.xml", head + b"<w:document " + space + b">" + body + b"</w:document>")
    return made.getvalue()


REPORTS = {
    "a.docx": (word(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"), "this is no Word file that can be read"),
    "b.docx": (word(b"<w:p>" * 50_000 + b"</w:p>" * 50_000), "nested deeper than a report can be"),
    "c.docx": (word(b"<w:t>" + b" " * (65 << 20) + b"</w:t>"), "its text unpacks to over 64 MB"),
    "a.pdf": (b"%PDF-1.7\n" + b"<<" * 10_000, "this PDF could not be opened"),
    "a.md": (b"**a " * 50_000, "line 1: this is longer than 20,000 characters"),
    "a.txt": (b"1," * 100_000, "line 1: this is longer than 20,000 characters"),
    "b.txt": (b"text\0text", "text was wanted"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_hostile_report_is_refused_in_a_sentence(tmp_path: Path, name: str):
    content, sentence = REPORTS[name]
    (tmp_path / name).write_bytes(content)
    began = perf_counter()
    done = CliRunner().invoke(main, ["review", str(tmp_path / name)])

    assert done.exit_code == 1
    assert sentence in done.output
    assert "Traceback" not in done.output
    assert perf_counter() - began < 2 * SECONDS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that cannot fork has no limit on a review's time")
def test_a_review_ends_in_time_whatever_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reviewing, "SECONDS", 1.0)
    (tmp_path / "a.html").write_bytes(b"<!--" * 100_000)
    done = CliRunner().invoke(main, ["review", str(tmp_path / "a.html")])

    assert done.exit_code == 1
    assert "a.html: the review took longer than 1 seconds and was stopped" in done.output
