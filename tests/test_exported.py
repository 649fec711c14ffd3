"""A report as a Word file: the words and numbers of its page, every picture described, nothing hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import readback
from click.testing import CliRunner
from readback import Word, charts, numbers, page_text
from test_editions import TEAMS

from inspection_lib import load_case
from inspection_lib.batch import export
from inspection_lib.batch.leaks import leaks
from inspection_lib.cli import main
from inspection_lib.errors import InspectionError
from inspection_lib.evidence import Case
from inspection_lib.export import exported
from inspection_lib.narrative import Sentence
from inspection_lib.sections.blocks import Bullets, Checklist, Message, Pairs, Prose, Section, Sourced, Text
from inspection_lib.tables import Table
from inspection_lib.word import Paper, document
from inspection_lib.word.markup import element

docx = pytest.importorskip("docx", reason='Word files want python-docx: pip install -e ".[word]"')

ROOT = Path(__file__).parents[1]
PAPER = Paper("A report", "A partnership", "DRAFT · OFFICIAL", "Internal draft", True, "Care Inspectorate", None)
HEADINGS = {"Heading 1": 2, "Heading 2": 3, "Heading 3": 4, "heading 1": 2, "heading 2": 3, "heading 3": 4}


@pytest.fixture(scope="module", params=["internal", "partnership", "publication"])
def made(request, case: Case, tmp_path_factory) -> tuple[str, str, Word]:
    """An edition's name, its page, and its Word file read back; charts are drawn once for all three."""
    folder = tmp_path_factory.getbasetemp() / "charts"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTION_CHARTS", str(folder))
        page = exported(case, request.param, "html").content.decode()
        return request.param, page, Word.of(exported(case, request.param, "docx").content)


def word(*sections: Section, paper: Paper = PAPER, template: Path | None = None) -> Word:
    return Word.of(document(sections, paper, template).content)


def section(*blocks: object, title: str = "What we saw", level: int = 2, **more: object) -> Section:
    return Section("one", title, level, blocks, **more)


def test_every_description_of_a_picture_is_read_back(made):
    _, page, file = made

    assert file.pictures() == charts(page)
    assert len(file.pictures()) > 10
    assert all(len(description) > 40 for _, description in file.pictures())


def test_headings_stand_in_order_and_are_the_contents(made):
    _, page, file = made
    headings = [(HEADINGS[style], text) for style, text in file.paragraphs() if style in HEADINGS]
    contents = [(int(style[-1]) + 1, text) for style, text in file.paragraphs() if re.fullmatch(r"toc \d", style)]
    on_page = re.findall(r'<h([2-4]) id="(?!contents)[^"]*">(.*?)</h', page)

    assert headings == contents
    assert [text for _, text in headings] == [page_text(text) for _, text in on_page]
    assert all(later <= earlier + 1 for (earlier, _), (later, _) in zip(headings, headings[1:], strict=False))
    assert len([style for style, _ in file.paragraphs() if style == "Title"]) == 1


def test_the_word_file_and_the_page_tell_the_same_numbers(made):
    _, page, file = made
    described = " ".join(description for _, description in charts(page))
    told = f"{file.text()} {' '.join(description for _, description in file.pictures())}"

    assert numbers(told) - {"1"} == numbers(f"{page_text(page)} {described}") - {
        "1"
    }  # "Page 1 of 1" until it is laid out


def test_what_the_team_keeps_to_itself_is_in_its_own_word_file_alone(made):
    name, _, file = made

    assert bool(TEAMS.search(file.text())) == (name == "internal")
    assert ("word/footnotes.xml" in file.parts) == (name != "publication")


def test_every_page_says_whose_it_is_and_how_sensitive(made):
    name, _, file = made
    head = file.raw["word/header1.xml"].decode()

    assert "North Lanarkshire community planning partnership" in head
    assert ("OFFICIAL-SENSITIVE" in head) == ('string="DRAFT"' in head) == (name != "publication")
    assert "ILLUSTRATIVE EVIDENCE" in head


def test_nothing_is_hidden_in_the_file_and_nothing_of_this_computer(made):
    _, _, file = made
    everything = b"".join(file.raw.values())

    assert not re.search(rb"<w:(vanish|webHidden|ins|del|comment|moveFrom)\b", everything)
    assert "word/comments.xml" not in file.raw
    assert b"http://schemas" in everything
    assert not re.search(rb'TargetMode="External"|python-docx|/home/|/tmp/', everything)
    core = file.raw["docProps/core.xml"].decode()
    assert "<dc:creator>Care Inspectorate</dc:creator>" in core
    assert "2023-10-17T00:00:00Z" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert re.search(r"<dc:title>Joint inspection .* in North Lanarkshire", core)


def test_tables_have_captions_and_header_rows_that_come_again(made):
    _, page, file = made
    W = readback.W
    tables = list(file.body.iter(f"{W}tbl"))
    captions = [table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for table in tables]

    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    assert set(captions) <= {text for style, text in file.paragraphs() if style in ("Caption", "caption")}
    assert len(tables) >= 8
    for table in tables:
        wide = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert min(wide) > 300
        assert 9000 < sum(wide) < 9700


def test_a_partnerships_paragraphs_begin_with_their_numbers_and_end_in_notes(made):
    name, page, file = made
    shown = [text.split(" ")[0] for style, text in file.paragraphs() if style in ("Numbered Paragraph", "Example")]

    assert ("1.3.2" in shown) == (name == "partnership")
    if name == "partnership":
        assert "Record reading: “Was an inter-agency referral discussion held?” (60 records)" in file.text()


@pytest.mark.browser
@pytest.mark.parametrize("edition", ["internal", "partnership", "publication"])
def test_the_same_evidence_gives_the_same_bytes(edition: str):
    first, second = (
        exported(load_case(ROOT / "params" / "north-lanarkshire.yaml"), edition, "docx").content for _ in range(2)
    )

    assert first == second


# --- what a section can hold -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1", "{{ staff.valued }}", "R&D \"x\" 'y'", "a\x00b\x0bc"]
)
def test_text_stays_text_wherever_it_stands(text: str):
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    file = word(
        Section("cover", text, 1, (Pairs(((text, text),)), Message(text))),
        section(Text(text), Prose(((Sentence(text, ()),),)), Table(text, (text, "b"), ((text, "c"),)), title=text),
        paper=Paper(text, text, text, text, True, text, None),
    )
    texts = [words for _, words in file.paragraphs()]

    assert len([words for words in texts if words == plain]) == 10
    assert plain in file.parts["docProps/core.xml"].find("{http://purl.org/dc/elements/1.1/}title").text


def test_lists_of_one_document_each_begin_with_1():
    file = word(section(Text("1. a\n2. b"), Text("then"), Text("1. c\n2. d")))
    numbers = [n.get(f"{readback.W}val") for n in file.body.iter(f"{readback.W}numId")]

    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_things_to_do_have_a_square_and_bold_and_slanted_words_are_so():
    file = word(section(Checklist((("figures.csv", "say the period"),), "to do", "mend"), Text("the **base** is *it*")))
    marked = [
        readback.words(r)
        for r in file.body.iter(f"{readback.W}r")
        if r.find(f"{readback.W}rPr/{readback.W}b") is not None
    ]

    assert ("Normal", "☐ figures.csv say the period") in file.paragraphs()
    assert marked == ["figures.csv", "base"]


def test_a_block_that_no_word_file_knows_is_refused():
    with pytest.raises(TypeError, match="no Word markup for a int"):
        word(section(3))


# --- a house's own template --------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house's template: green headings, text and a comment of its own, a first page of its own, a logo's line."""
    own = docx.Document()
    own.styles["Heading 1"].font.color.rgb = docx.shared.RGBColor(0, 128, 0)
    own.styles["Normal"].font.name = "Georgia"
    own.add_heading("How to use this template", 1)
    run = own.add_paragraph("Lorem ipsum").runs[0]
    own.add_comment([run], text="remove me", author="A. Person")
    own.sections[0].different_first_page_header_footer = True
    own.sections[0].header.paragraphs[0].text = "House of Reports"
    own.core_properties.author = "A. Person"
    path = tmp_path / "house.docx"
    own.save(path)
    return path


def test_a_houses_template_keeps_its_styles_and_its_heads_and_loses_its_text(house: Path):
    made = document([section(Bullets((Sentence("said", ()),), "x"))], PAPER, house)
    file = Word.of(made.content)
    styles = file.raw["word/styles.xml"].decode()

    assert "008000" in styles
    assert "Georgia" in styles
    assert [text for _, text in file.paragraphs()] == ["What we saw", "said"]
    heads = {name: file.raw[name].decode() for name in file.raw if name.startswith("word/header")}
    assert len(heads) == 2
    assert all("DRAFT · OFFICIAL" in head for head in heads.values())
    assert any("House of Reports" in head for head in heads.values())
    assert b"A. Person" not in b"".join(file.raw.values())


def test_what_a_template_lacks_is_said_in_a_sentence(house: Path):
    (said,) = document([section()], PAPER, house).remarks

    assert said.startswith("house.docx has no style called ")
    assert "Numbered Paragraph" in said
    assert "Heading 1" not in said
    assert said.endswith("; the workbook's own stands in")


def test_lists_of_a_template_without_any_have_their_marks(house: Path):
    own = docx.Document(str(house))
    for style in ("List Bullet", "List Number"):
        own.styles[style].element.getparent().remove(own.styles[style].element)
    own.part.rels.pop(next(name for name, r in own.part.rels.items() if r.reltype.endswith("/numbering")))
    own.save(house)
    blocks = Bullets((Sentence("said", ()),), "x"), Text("1. a\n2. b"), Text("1. c")
    file = Word.of(document([section(*blocks)], PAPER, house).content)
    marks = [mark.get(f"{readback.W}val") for mark in file.parts["word/numbering.xml"].iter(f"{readback.W}lvlText")]

    assert marks == ["•", "%1."]
    assert [style for style, _ in file.paragraphs()][1:] == ["List Bullet", *["List Number"] * 3]


def test_nothing_of_the_file_that_a_template_was_made_from_stays(house: Path):
    own = docx.Document(str(house))
    settings = own.part._settings_part
    path = "file:///C:/Users/A.%20Person/house.dotx"
    name = settings.rels.get_or_add_ext_rel(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", path
    )
    settings.element.insert(0, element(f'<w:attachedTemplate r:id="{name}"/>'))
    settings.element.insert(0, element('<w:footnotePr><w:footnote w:id="7"/></w:footnotePr>'))
    own.save(house)
    made = Sourced("said", (), (), 1, "source-1", (("", "Staff survey"),))
    file = Word.of(document([section(Prose(((made,),)))], PAPER, house).content)

    assert b"Person" not in b"".join(file.raw.values())
    assert file.raw["word/settings.xml"].count(b"<w:footnotePr") == 1
    assert file.paragraphs("word/footnotes.xml")[-1] == ("footnote text", "Staff survey")


@pytest.mark.parametrize("content", [b"no zip", b"", None])
def test_a_template_that_is_none_is_refused_in_a_sentence(tmp_path: Path, content: bytes | None):
    path = tmp_path / "house.docx"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InspectionError, match="house.docx: .* with the house's styles was wanted"):
        document([section()], PAPER, path)


# --- the command -------------------------------------------------------------------------------------------------


def inspection(*arguments: object):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_an_export_lies_beside_the_drafts_and_is_read_by_its_owner_alone(dundee: Path, tmp_path: Path):
    result = inspection(dundee, "--edition", "partnership", "--to", "docx", "--outputs", tmp_path / "out")
    made = tmp_path / "out" / "exports" / "dundee-partnership.docx"

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{made}: ")
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert made.stat().st_mode & 0o077 == 0
    assert "Dundee community planning partnership" in Word.of(made.read_bytes()).text()


def test_an_export_with_another_areas_name_is_not_put_in_place(dundee: Path, tmp_path: Path):
    text = dundee.read_text(encoding="utf-8")
    dundee.write_text(text.replace("led_by: Care Inspectorate", "led_by: Care Inspectorate in Fife"), encoding="utf-8")

    for kind in ("html", "docx"):
        result = inspection(dundee, "--to", kind, "--outputs", tmp_path / "out")
        assert result.exit_code == 1
        assert "names Fife, which is another area" in result.stderr
        assert not list((tmp_path / "out" / "exports").iterdir())


def test_a_leak_is_found_in_every_part_of_a_word_file(case: Case, tmp_path: Path):
    leaking = [
        word(section(Text("in Fife"))),
        word(section(), paper=Paper("x", "x", "Fife", "x", True, "x", None)),
        word(section(), paper=Paper("Fife", "x", "", "x", True, "x", None)),
        word(section(Table("Fife", ("a",), (("b",),)))),
    ]
    for number, file in enumerate(leaking):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = folder / "report.docx"
        with readback.ZipFile(made, "w") as packed:
            for name, content in file.raw.items():
                packed.writestr(name, content)

        assert leaks(case.params, folder) == ["report.docx names Fife, which is another area"]


def test_a_failed_export_leaves_the_last_one(dundee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made, _ = export(dundee, "internal", "html", tmp_path / "out")
    before = made.read_bytes()
    monkeypatch.setattr("inspection_lib.batch.exporting.leaks", lambda *_: ["it names Fife"])

    with pytest.raises(InspectionError, match="it names Fife"):
        export(dundee, "internal", "html", tmp_path / "out")
    assert made.read_bytes() == before


def test_a_template_goes_with_word_alone(dundee: Path, tmp_path: Path):
    result = inspection(dundee, "--to", "html", "--template", tmp_path / "house.docx")

    assert result.exit_code == 2
    assert "--template is a Word file's" in result.stderr


@pytest.mark.parametrize(("kind", "module", "extra"), [("docx", "docx", "word"), ("pdf", "weasyprint", "pdf")])
def test_what_is_not_installed_is_said_in_a_sentence(dundee, tmp_path, monkeypatch, kind, module, extra):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    result = inspection(dundee, "--to", kind, "--outputs", tmp_path / "out")

    assert result.exit_code == 1
    assert f'pip install -e ".[{extra}]"' in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_blank_marking_is_said(dundee: Path, tmp_path: Path):
    text = dundee.read_text(encoding="utf-8")
    dundee.write_text(text.replace("edition: internal", 'edition: publication, marking: ""'), encoding="utf-8")
    result = inspection(dundee, "--outputs", tmp_path / "out")

    assert result.exit_code == 0
    assert "no page says how sensitive it is" in result.stderr
