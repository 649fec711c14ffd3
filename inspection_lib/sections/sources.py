"""In the team's own draft each sentence with a figure or quantity word opens to what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from itertools import count
from typing import Concatenate, ParamSpec

from ..evidence import Case, once
from ..narrative import Sentence
from ..register import resting
from .blocks import Bullets, Prose, Section, Sourced
from .waiting import working

Rest = ParamSpec("Rest")
Shown = Callable[Concatenate[Case, Rest], Section]


def sourced(show: Shown[Rest]) -> Shown[Rest]:
    """A part of the report whose sentences open to their evidence, in the internal edition alone."""

    @once
    @wraps(show)
    def shown(case: Case, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Section:
        """The section, marked where the edition is the team's own."""
        section = show(case, *args, **kwargs)
        return _marked(case, section, count(1)) if working(case) else section

    return shown


def _marked(case: Case, section: Section, numbers: Iterator[int]) -> Section:
    """A section and its parts with every sentence that has a claim marked, numbered through."""
    paragraph = 0
    blocks: list[object] = []
    for block in section.blocks:
        if isinstance(block, Prose):
            paragraphs = []
            for sentences in block.paragraphs:
                paragraph += 1
                paragraphs.append(_sentences(case, sentences, f"{section.id}-{paragraph}", numbers))
            blocks.append(Prose(tuple(paragraphs)))
        elif isinstance(block, Bullets):
            items: list[Sentence] = []
            for sentence in block.sentences:
                paragraph += 1
                items += _sentences(case, (sentence,), f"{section.id}-{paragraph}", numbers)
            blocks.append(replace(block, sentences=tuple(items)))
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks), parts=tuple(_marked(case, part, numbers) for part in section.parts))


def _sentences(case: Case, sentences: tuple[Sentence, ...], place: str, numbers: Iterator[int]) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, those with a claim with what it rests on."""
    found: list[Sentence] = []
    for number, sentence in enumerate(sentences, 1):
        rests = tuple(resting(case, sentence))
        found.append(
            Sourced(sentence.text, sentence.rests_on, sentence.bound, next(numbers), f"source-{place}-{number}", rests)
            if rests
            else sentence
        )
    return tuple(found)
