"""What a section is made of, and how each piece becomes markup: plain text inside, escaped once, here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from ..charts import Chart
from ..errors import visible
from ..narrative import Sentence
from ..tables import Table
from .marked import pieces, spans

#: A section in JupyterLab: its drawings as wide as a page, and no table where there is a drawing.
LAB = (
    "<style>.jp-OutputArea-output .instead{display:none}"
    ".jp-OutputArea-output svg[role=img]{max-width:56rem;background:#fff}</style>"
)

#: JupyterLab typesets what stands between two dollar signs of an output, but in elements of this class.
UNSET = "mathjax_ignore"


@dataclass(frozen=True)
class Sourced(Sentence):
    """A sentence that opens to what it rests on: its number on the page, its id, and words with their evidence."""

    number: int = 0
    id: str = ""
    rests: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Prose:
    """Paragraphs of sentences that are bound to evidence; `numbers` has that of each, where an edition shows them."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    numbers: tuple[str, ...] = ()

    def told(self) -> list[tuple[str, tuple[Sentence, ...]]]:
        """Each paragraph after its number, which is blank in an edition without them."""
        return list(zip(self.numbers or ("",) * len(self.paragraphs), self.paragraphs, strict=True))


@dataclass(frozen=True)
class Text:
    """Standing text: paragraphs, `**bold**`, `*slanted*` and lists whose lines begin with "- " or "1. "."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of sentences, each bound to evidence; `label` names the list for those who cannot see it.

    `numbers` has the paragraph number of each, where an edition shows them.
    """

    sentences: tuple[Sentence, ...]
    label: str
    numbers: tuple[str, ...] = ()

    def told(self) -> list[tuple[str, Sentence]]:
        """Each sentence after its paragraph's number, which is blank in an edition without them."""
        return list(zip(self.numbers or ("",) * len(self.sentences), self.sentences, strict=True))


@dataclass(frozen=True)
class Checklist:
    """Things to do, each with a square to tick: where to look, and what is wrong there. `name` begins their ids."""

    items: tuple[tuple[str, str], ...]
    label: str
    name: str


@dataclass(frozen=True)
class Message:
    """A line that must not be overlooked: what is missing, illustrative or still to be decided."""

    text: str


@dataclass(frozen=True)
class Pairs:
    """Names with what belongs to them: terms and meanings, facts and figures."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A heading and its blocks, with the sections below it. `level` 1 is the page's own title.

    Without a title only its blocks show. `marking` is what every page around it must be marked with,
    `heading` the framework's heading that it stands under, if it does.
    """

    id: str
    title: str
    level: int
    blocks: tuple[object, ...] = ()
    parts: tuple[Section, ...] = field(default=())
    kind: str = ""
    marking: str = ""
    heading: str = ""

    def _repr_html_(self) -> str:
        return (LAB if self.marking else "") + f'<div class="{UNSET}">{"".join(html(self))}</div>'

    def sentences(self) -> Iterator[tuple[Section, int, int, Sentence]]:
        """Every bound sentence with its section, its paragraph and its place in the paragraph, from 1."""
        number = 0
        for block in self.blocks:
            if isinstance(block, Prose):
                paragraphs: Iterable[tuple[Sentence, ...]] = block.paragraphs
            elif isinstance(block, Bullets):
                paragraphs = [(sentence,) for sentence in block.sentences]
            else:
                continue
            for sentences in paragraphs:
                number += 1
                yield from ((self, number, place, sentence) for place, sentence in enumerate(sentences, 1))
        for part in self.parts:
            yield from part.sentences()


def shown(text: str) -> str:
    """Text as markup. A single letter, the name after its hyphen and a short word before it stay on one line.

    A character that does not break would change the words, which a reader wants to find and to copy.

    >>> shown("R&D in Na h-Eileanan Siar")
    'R&amp;D in <span class="whole">Na h-Eileanan</span> Siar'
    """
    return re.sub(r"\b(?:\w{1,2} )?[A-Za-z]-[A-Z]\w*", r'<span class="whole">\g<0></span>', escape(visible(text)))


def literal(text: str) -> str:
    """People's words inside standing text: one line, and their stars are no marks for bold or slanted words.

    >>> literal("Fife *community* partnership")
    'Fife ∗community∗ partnership'
    """
    return " ".join(text.split()).replace("*", "∗")


def html(section: Section) -> Iterator[str]:
    """A section as markup, piece by piece; nothing of one that has nothing to show."""
    if not (section.title or section.blocks or section.parts):
        return
    kind = f' class="{section.kind}"' if section.kind else ""
    marking = f' data-marking="{escape(visible(section.marking))}"' if section.marking else ""
    yield f"<section{kind}{marking}>\n"
    if section.title:
        yield f'<h{section.level} id="{escape(section.id)}">{shown(section.title)}</h{section.level}>\n'
    for block in section.blocks:
        if isinstance(block, Chart):
            yield from _figure(block, alone=block.table not in section.blocks)
        else:
            yield from _block(block)
    for part in section.parts:
        yield from html(part)
    yield "</section>\n"


def _block(block: object) -> Iterator[str]:
    if isinstance(block, Prose):
        for number, sentences in block.told():
            yield f"<p>{_numbered(number)}{' '.join(map(_marked_sentence, sentences))}</p>\n"
            yield from map(_opened, sentences)
    elif isinstance(block, Text):
        yield _marked(block.text)
    elif isinstance(block, Bullets):
        items = "".join(f"<li>{_numbered(n)}{_marked_sentence(s)}{_opened(s)}</li>" for n, s in block.told())
        kind = ' class="numbered"' if block.numbers else ""
        yield f'<ul{kind} aria-label="{escape(visible(block.label))}">{items}</ul>\n'
    elif isinstance(block, Checklist):
        yield _ticks(block)
    elif isinstance(block, Message):
        yield f'<p class="message">{shown(block.text)}</p>\n'
    elif isinstance(block, Pairs):
        yield "<dl>" + "".join(f"<dt>{shown(k)}</dt><dd>{shown(v)}</dd>" for k, v in block.pairs) + "</dl>\n"
    elif isinstance(block, Table):
        yield _table(block)
    else:
        raise TypeError(f"no markup for a {type(block).__name__}")


def ahead(number: str) -> str:
    """The number of a paragraph as it stands ahead of its words; a name with a number ends in a stop.

    >>> ahead("1.3.2"), ahead("Key facts 6")
    ('1.3.2', 'Key facts 6.')
    """
    return number if number[:1].isdigit() else f"{number}."


def _numbered(number: str) -> str:
    return f'<span class="paragraph">{escape(ahead(number))}</span> ' if number else ""


def _marked_sentence(sentence: Sentence) -> str:
    """A sentence, where it has such with the button that opens its evidence; no script is needed.

    The button stands in an inline frame that has no text of its own, so that it never begins a line.
    """
    if not isinstance(sentence, Sourced):
        return shown(sentence.text)
    label, name = f'aria-label="Source {sentence.number}"', escape(sentence.id)
    mark = f'<button type="button" class="source" popovertarget="{name}" {label}>{sentence.number}</button>'
    return f'{shown(sentence.text)}<span class="mark">{mark}</span>'


def _opened(sentence: Sentence) -> str:
    """What a sentence rests on, out of sight until its button is pressed."""
    if not isinstance(sentence, Sourced):
        return ""
    lines = "".join(
        f"<li>{f'<strong>{shown(words)}</strong>: ' if words else ''}{shown(evidence)}</li>"
        for words, evidence in sentence.rests
    )
    name = escape(sentence.id)
    close = f'<button type="button" popovertarget="{name}">Close</button>'
    label = f'aria-label="What sentence {sentence.number} rests on" data-number="{sentence.number}"'
    return f'<div popover id="{name}" role="dialog" {label}><ul>{lines}</ul>{close}</div>\n'


def _ticks(block: Checklist) -> str:
    """A list of checkboxes with their labels: ticked by mouse, by keyboard or with a pen."""
    name = escape(block.name)
    items = "".join(
        f'<li><input type="checkbox" id="{name}-{n}"><label for="{name}-{n}">'
        f"<strong>{shown(place)}</strong> {shown(text)}</label></li>"
        for n, (place, text) in enumerate(block.items, 1)
    )
    return f'<ul class="ticks" aria-label="{escape(visible(block.label))}">{items}</ul>\n'


def _marked(text: str) -> str:
    """Paragraphs and lists with bold and slanted words; everything else is text."""
    tags = {"bullets": "ul", "numbers": "ol"}
    found = []
    for kind, lines in pieces(text):
        if kind == "paragraph":
            found.append(f"<p>{_inline(lines[0])}</p>")
        else:
            items = "".join(f"<li>{_inline(line)}</li>" for line in lines)
            found.append(f"<{tags[kind]}>{items}</{tags[kind]}>")
    return "\n".join(found) + "\n"


def _inline(text: str) -> str:
    tags = {"plain": "{}", "bold": "<strong>{}</strong>", "slanted": "<em>{}</em>"}
    return "".join(tags[look].format(shown(words)) for look, words in spans(text))


def _figure(chart: Chart, alone: bool) -> Iterator[str]:
    """A chart; its table takes its place on narrow screens, unless the section shows that table anyway."""
    if not alone:
        yield f'<figure class="chart doubled"><figcaption>{shown(chart.caption)}</figcaption>\n{chart.svg}</figure>\n'
        return
    caption = f"<figcaption>{shown(chart.caption)}</figcaption>"
    yield f'<figure class="chart">{caption}\n<div class="drawing">{chart.svg}</div>\n'
    yield f'<div class="instead">{_table(chart.table)}</div></figure>\n'


def _table(table: Table) -> str:
    """A captioned table with scoped headers. Its frame scrolls by keyboard where the page is too narrow."""
    head = "".join(f'<th scope="col"{_set(n, table)}>{shown(name)}</th>' for n, name in enumerate(table.columns))
    rows = []
    for place, row in enumerate(table.rows):
        cells = "".join(
            f'<td{_set(n, table)} data-label="{escape(visible(table.columns[n]))}">{shown(cell)}</td>'
            for n, cell in enumerate(row[1:], 1)
        )
        link = table.links[place] if table.links else ""
        name = f'<a href="{escape(link)}">{shown(row[0])}</a>' if link else shown(row[0])
        rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    caption = f"<caption>{shown(table.caption)}</caption>"
    kind = ' class="told"' if table.told else ""
    return f"<table{kind}>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>\n"


def _set(column: int, table: Table) -> str:
    kinds = ("number", column in table.numbers), ("sentence", column in table.told)
    found = " ".join(kind for kind, so in kinds if so)
    return f' class="{found}"' if found else ""
