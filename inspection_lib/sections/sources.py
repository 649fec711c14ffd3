"""Sentences that open to what they rest on: all of it for the team; for a partnership source, question and base."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from itertools import count
from typing import Concatenate, ParamSpec

from ..evidence import Case, once
from ..narrative import Sentence
from ..register import origins, resting
from ..wording import capital
from .blocks import Bullets, Prose, Section, Sourced
from .numbering import paragraph_numbers
from .waiting import working

Rest = ParamSpec("Rest")
Shown = Callable[Concatenate[Case, Rest], Section]
Numbers = Mapping[tuple[str, int], str]


def sourced(show: Shown[Rest]) -> Shown[Rest]:
    """A part of the report whose sentences open to their evidence, as the edition wants it.

    In the team's own draft a sentence with a figure or quantity word opens to all that it rests on. For the
    partnership every sentence opens to its source, its question and its base, and every paragraph has its number. In
    publication there is neither.
    """

    @once
    @wraps(show)
    def shown(case: Case, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Section:
        """The section as its edition shows it."""
        section = show(case, *args, **kwargs)
        if case.params.report.edition == "publication":
            return section
        numbers = {} if working(case) else paragraph_numbers([section])
        return _marked(case, section, numbers, count(1))

    return shown


def _marked(case: Case, section: Section, numbers: Numbers, marks: Iterator[int]) -> Section:
    """A section and its parts with every sentence that rests on something marked, the marks numbered through."""
    paragraph = 0
    blocks: list[object] = []
    for block in section.blocks:
        if isinstance(block, Prose | Bullets):
            several = block.paragraphs if isinstance(block, Prose) else [(s,) for s in block.sentences]
            places = range(paragraph + 1, paragraph + len(several) + 1)
            told = [
                _sentences(case, sentences, f"{section.id}-{place}", marks)
                for place, sentences in zip(places, several, strict=True)
            ]
            own = tuple(numbers[section.id, place] for place in places if (section.id, place) in numbers)
            paragraph += len(several)
            blocks.append(
                Prose(tuple(told), own)
                if isinstance(block, Prose)
                else replace(block, sentences=tuple(sentence for (sentence,) in told), numbers=own)
            )
        else:
            blocks.append(block)
    parts = tuple(_marked(case, part, numbers, marks) for part in section.parts)
    return replace(section, blocks=tuple(blocks), parts=parts)


def _sentences(case: Case, sentences: tuple[Sentence, ...], place: str, marks: Iterator[int]) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, those that rest on something with what that is."""
    found: list[Sentence] = []
    for number, sentence in enumerate(sentences, 1):
        rests = _rests(case, sentence)
        found.append(
            Sourced(sentence.text, sentence.rests_on, sentence.bound, next(marks), f"source-{place}-{number}", rests)
            if rests
            else sentence
        )
    return tuple(found)


def _rests(case: Case, sentence: Sentence) -> tuple[tuple[str, str], ...]:
    """What a sentence opens to: words and their evidence for the team, for a partnership where it comes from."""
    if working(case):
        return tuple(resting(case, sentence))
    return tuple(("", capital(origin)) for origin in origins(case, sentence.rests_on))
