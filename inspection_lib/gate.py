"""What stands between a report and its publication, and what a person has let through with a reason and a name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .errors import InspectionError, count_of, listed
from .evidence import Case
from .identifiers import KINDS, identifiers, names_of
from .logbook import LET, Decision, decide, let_through
from .register import claims_of
from .review import Line, Report, found, read, setting_of
from .sections.blocks import Section
from .sections.whole import report

#: Checks of judgements whose problem is that a decision lacks its reasons, its grounds, or the panel's word.
IDENTIFIERS = "I1"  # the review's rule whose findings are never repeated
RATIONALE = ("J3", "J4", "J6", "J17")


@dataclass(frozen=True)
class Standing:
    """One thing that keeps a report from being published, as a sentence that repeats nothing that identifies a person.

    `key` names it: the same for the same thing in the same words, and another as soon as those change.
    """

    kind: str
    message: str
    words: str = field(default="", repr=False)  # where it stands, which tells it from others like it

    @property
    def key(self) -> str:
        """Its kind and a few letters of what it is, such as `review-3f9a1c02`."""
        return f"{self.kind}-{hashlib.sha256(f'{self.message}|{self.words}'.encode()).hexdigest()[:8]}"


def standing(case: Case, page: Path) -> list[Standing]:
    """Everything that keeps a case's report from being published, in the words of its page in that edition.

    Identifiers, figures and quantity words that rest on nothing, evaluations and key messages without their reasons
    and grounds, and what `inspection review` calls an error; not what a person has let through.
    """
    through = {decision.what for decision in let_through(case.params.folder)}
    lines = list(read(page))
    heads = _heads(case, lines)
    every = [*_named(case, lines, heads), *_orphans(case), *_unreasoned(case), *_wrong(case, lines, heads)]
    return [one for one in dict.fromkeys(every) if one.key not in through]


def passed(case: Case, page: Path) -> None:
    """Raises `InspectionError` with the list of what keeps a report from being published, if anything does."""
    left = standing(case, page)
    if left:
        head = f"{count_of(len(left), 'thing keeps', 'things keep')} this report from being published:"
        way = "Mend each; or let one through, with a reason and your name: --let-through KEY --why TEXT --by NAME"
        raise InspectionError("\n".join([head, *(f"  {one.key}  {one.message}" for one in left), way]))


def let(case: Case, page: Path, key: str, why: str, who: str, when: str) -> None:
    """Let one thing through: a line in decisions.csv, which the team's own edition prints.

    Raises `InspectionError` for a key that nothing has which stands, and for a decision without a reason or a name.
    """
    left = {one.key: one for one in standing(case, page)}
    if key not in left:
        there = f"what stands is {listed(list(left))}" if left else "nothing stands"
        raise InspectionError(f"nothing that keeps this report from being published is called {key}; {there}")
    decide(case.params.folder, Decision(key, left[key].message, LET, why, who, when))


def _named(case: Case, lines: list[Line], heads: Mapping[int, str]) -> Iterator[Standing]:
    """Names to keep out; of numbers and addresses `inspection review` speaks, which knows those of an office."""
    names, _ = names_of(case.params.folder)
    for place, kind in identifiers([line.text for line in lines], names):
        if kind == "name":
            said = f"this looks like {KINDS[kind]}, under “{heads[lines[place].number]}”"
            yield Standing("identifier", said, lines[place].text)


def _heads(case: Case, lines: list[Line]) -> dict[int, str]:
    """The heading of the report that each line stands under, by the line's number; blank ahead of the first."""
    titles = {section.title for one in report(case) for section in _all(one)}
    heads, under = {}, ""
    for line in lines:
        under = line.text.strip() if line.text.strip() in titles else under
        heads[line.number] = under
    return heads


def _orphans(case: Case) -> Iterator[Standing]:
    for whole in report(case):
        for section, _, _, sentence in whole.sentences():
            for claim in claims_of(case, sentence):
                if not claim.rests_on:
                    said = f"“{claim.words}” rests on no evidence, under “{section.title}”"
                    yield Standing("orphan", said, sentence.text)


def _unreasoned(case: Case) -> Iterator[Standing]:
    for problem in case.problems:
        if problem.code in RATIONALE:
            yield Standing("rationale", f"{problem.place}: {problem.message}")


def _wrong(case: Case, lines: list[Line], heads: Mapping[int, str]) -> Iterator[Standing]:
    """What the review calls an error, by words and heading: a line's number would change with what stands above it."""
    setting, texts = setting_of(case.params.file), {line.number: line.text for line in lines}
    for one in found(Report(lines, setting.scale), setting):
        if one.severity == "error":
            kind, written = ("identifier", "") if one.code == IDENTIFIERS else ("review", f"“{one.written}”: ")
            said = f"{one.code}: {written}{one.comes_to}, under “{heads[one.line]}”"
            yield Standing(kind, said, texts[one.line])


def _all(section: Section) -> Iterator[Section]:
    yield section
    for part in section.parts:
        yield from _all(part)
