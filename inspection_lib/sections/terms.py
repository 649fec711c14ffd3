"""The key terms that the report explains at its end: those that stand in it, in our own words."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Case
from ..tables import Table
from .blocks import Bullets, Message, Pairs, Prose, Section, Text
from .closing import conclusion, evaluation, what_happens_next
from .opening import approach, introduction, key_facts, key_messages
from .standard import standard
from .statements import statement


def appendix_terms(case: Case) -> Section:
    """Appendix 2: the key terms that the report uses, in our own words; one that it never uses is not explained."""
    text = " ".join(word for section in _body(case) for word in _words(section))
    pairs = tuple(
        (f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term, term.meaning)
        for term in case.framework.key_terms
        if term.used_in(text)
    )
    blocks = (Text(standard(case, "appendix_terms")), *([Pairs(pairs)] if pairs else []))
    return Section("appendix-2", "Appendix 2: Key terms", 2, blocks)


def _body(case: Case) -> Iterator[Section]:
    """The report from its introduction to what happens next."""
    for show in (introduction, key_facts, approach, key_messages, evaluation, conclusion, what_happens_next):
        yield show(case)
    for number in case.framework.statements:
        yield statement(case, number)


def _words(section: Section) -> Iterator[str]:
    """The texts of a section and its parts. A chart's are those of its questions, and none of the report's own."""
    yield section.title
    for block in section.blocks:
        if isinstance(block, Prose):
            yield from (sentence.text for sentences in block.paragraphs for sentence in sentences)
        elif isinstance(block, Bullets):
            yield from (sentence.text for sentence in block.sentences)
        elif isinstance(block, Text | Message):
            yield block.text
        elif isinstance(block, Pairs):
            yield from (text for pair in block.pairs for text in pair)
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
    for part in section.parts:
        yield from _words(part)
