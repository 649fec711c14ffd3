"""Checks of what people wrote for a heading: that it can be said, rests on evidence, and leaves none out unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence import Case
from ..framework import unfilled
from ..identifiers import KINDS, identifiers, names_of
from ..wording import count_of, listed
from ..written import FOLDER, Written, formatted, left_out, manuscripts, orphans, strangers, written
from .figures import FILLED_BY
from .registry import Found, check


def _said(case: Case) -> list[Written]:
    """What people wrote, once all that it can name can be said: a figure's sentence has a check of its own."""
    broken = any(unfilled(sentence, list(FILLED_BY)) for sentence in case.evidence["figures"]["sentence"])
    return [] if broken else list(written(case).values())


@check("N1", "caveat", "")
def narrative_files_have_a_place(case: Case) -> Iterator[Found]:
    """Every file of the narrative folder is for a heading or a practice example that there is."""
    for file in strangers(case):
        wanted = f"a heading's or practice example's id was wanted, such as {FOLDER}/1.1.md"
        yield Found(f"there is no such place in the report, so this is not printed; {wanted}", file=file)


@check("N2", "stops", "")
def narratives_can_be_said(case: Case) -> Iterator[Found]:
    """Everything that a narrative names is there and may be said."""
    for narrative in _said(case):
        for slip in narrative.slips:
            yield Found(slip.message, slip.line, file=narrative.file, unit="line")


@check("N3", "caveat", "")
def narratives_have_no_orphan(case: Case) -> Iterator[Found]:
    """Every figure and quantity word of a narrative rests on evidence or is declared to be none."""
    for file, line in orphans(case) if _said(case) else ():
        mend = f"name its evidence in braces or with on(...), or enter a name that holds it in {FOLDER}/declared.txt"
        yield Found(f"a figure or quantity word here rests on no evidence; {mend}", line, file=file, unit="line")


@check("N4", "caveat", "")
def narratives_are_plain_text(case: Case) -> Iterator[Found]:
    """A narrative has paragraphs and lists of plain text and no other formatting."""
    for narrative in manuscripts(case).values():
        for slip in formatted(narrative.text):
            yield Found(slip.message, slip.line, file=narrative.file, unit="line")


@check("N5", "caveat", "")
def narratives_name_what_is_for_the_draft(case: Case) -> Iterator[Found]:
    """A narrative names every note, figure and question that is there for its heading's draft."""
    for narrative in _said(case):
        if narrative.slips:
            continue
        nouns = (("note", "notes"), ("figure", "figures"), ("question", "questions"))
        missed = [
            f"{count_of(len(names), *noun)} ({', '.join(names[:3])}{' and more' if len(names) > 3 else ''})"
            for names, noun in zip(left_out(case, narrative), nouns, strict=True)
            if names
        ]
        if missed:
            yield Found(f"of what is there for this heading it does not name {listed(missed)}", file=narrative.file)


@check("N6", "stops", "")
def narratives_identify_nobody(case: Case) -> Iterator[Found]:
    """No narrative holds a number, address, date of birth or listed name that identifies a person."""
    names, _ = names_of(case.params.folder)
    for narrative in manuscripts(case).values():
        blocks = [(m.start(), m[0]) for m in re.finditer(r"(?:[^\n]+\n?)+", narrative.text)]
        for place, kind in identifiers([" ".join(text.split()) for _, text in blocks], names):
            line = narrative.text.count("\n", 0, blocks[place][0]) + 1
            message = f"the paragraph that begins here holds what looks like {KINDS[kind]}; take it out"
            yield Found(f"{message} before anybody else reads it", line, file=narrative.file, unit="line")
