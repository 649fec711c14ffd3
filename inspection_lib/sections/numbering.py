"""The number of every paragraph of the draft: statement, heading, paragraph; the page and the response log agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .blocks import Section

#: How a paragraph is named where no heading of the framework has a number: the section's title is too long for that.
SHORT: Mapping[str, str] = {"how-we-inspected": "Approach", "what-happens-next": "Next steps"}
MESSAGES = "-key-messages"
#: What only the team reads, and the cover, have no numbered paragraphs.
UNNUMBERED = ("-synthesis", "cover")


def paragraph_numbers(sections: Iterable[Section]) -> dict[tuple[str, int], str]:
    """The number of each paragraph of bound sentences, by its section's id and its place in that section.

    Paragraph 2 under heading 1.3 is 1.3.2, and the key messages that open statement 1 are 1.0.1, 1.0.2 and so on. A
    practice example goes on counting under its heading. Where no heading has a number the paragraph goes by the
    section's title: Key facts 3, Conclusion 1. The same evidence has the same numbers in every edition, as what is the
    team's alone has none.

    >>> from inspection_lib.narrative import Sentence
    >>> from inspection_lib.sections.blocks import Prose
    >>> said = Prose(((Sentence("Staff were sure.", ()),), (Sentence("Parents were not.", ()),)))
    >>> paragraph_numbers([Section("heading-1-3", "Discussion", 3, (said,), heading="1.3")])
    {('heading-1-3', 1): '1.3.1', ('heading-1-3', 2): '1.3.2'}
    """
    counted: Counter[str] = Counter()
    numbers: dict[tuple[str, int], str] = {}
    for whole in sections:
        for section, paragraph, _, _ in whole.sentences():
            if (section.id, paragraph) in numbers or section.id.endswith(UNNUMBERED):
                continue
            place = _place(section)
            counted[place] += 1
            numbers[section.id, paragraph] = f"{place}{counted[place]}"
    return numbers


def _place(section: Section) -> str:
    """What stands before a paragraph's own number, with its dot or space."""
    if section.heading:
        return f"{section.heading}."
    if section.id.startswith("statement-") and section.id.endswith(MESSAGES):
        return f"{section.id.removeprefix('statement-').removesuffix(MESSAGES)}.0."
    return f"{SHORT.get(section.id, section.title.rstrip('?'))} "
