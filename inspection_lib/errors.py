"""What can be wrong, said in an analyst's words: one error type, and one problem with the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["stops", "caveat"]
#: Characters that nobody sees and that act on what shows them: controls of a terminal, turns of a line's direction,
#: halves of a character, which no file can hold.
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""A text as any terminal, page, log or JSON may show it: a character that would act is its code instead.

    >>> visible("Fife"), visible("\x1b[2J"), visible("\u202eefiF")
    ('Fife', '\\u001b[2J', '\\u202eefiF')
    """
    return text if text.isprintable() else ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with params, framework or evidence: where it is, never what a person wrote there.

    `stops` means that no draft is made until it is mended; a `caveat` is said in the draft. `unit` is what an
    analyst counts in the file: rows of evidence, lines of params and of the framework.

    >>> Problem("S3", "stops", "reply ids used twice: 1", "staff_survey.csv", 14, "reply_id").place
    'staff_survey.csv, row 14, column reply_id'
    """

    code: str
    severity: Severity
    message: str
    file: str = ""
    row: int | None = None
    column: str = ""
    unit: Literal["row", "line"] = field(default="row", compare=False)

    @property
    def place(self) -> str:
        """File, row (or line) and column in one phrase, as far as they are known."""
        row = f"{self.unit} {self.row}" if self.row is not None else ""
        return ", ".join(part for part in (self.file, row, self.column and f"column {self.column}") if part)


class InspectionError(Exception):
    """Work that cannot go on, with a sentence that says what was wanted, what was found and where.

    `problems` holds every problem that was collected before stopping.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()):
        super().__init__(message)
        self.problems = tuple(problems)


def stop_if_any(problems: Sequence[Problem], where: str) -> None:
    """Raise one `InspectionError` that lists every stopping problem; caveats pass.

    >>> stop_if_any([Problem("V1", "caveat", "no second coder")], "x.yaml")
    """
    stops = [problem for problem in problems if problem.severity == "stops"]
    if stops:
        lines = "\n".join(f"  {p.code}  {p.place}: {p.message}" for p in stops[:20])
        more = f"\n  and {len(stops) - 20} more" if len(stops) > 20 else ""
        count = f"{len(stops)} problems stop" if len(stops) > 1 else "One problem stops"
        raise InspectionError(f"{count} the work on {where}:\n{lines}{more}", problems)


def count_of(number: int, one: str, several: str) -> str:
    """A number with its noun, grammatical for one.

    >>> count_of(1, "reply", "replies"), count_of(1316, "reply", "replies")
    ('1 reply', '1,316 replies')
    """
    return f"{number:,} {one if number == 1 else several}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["police"]), listed(["police", "health"]), listed(["police", "health", "education"])
    ('police', 'police and health', 'police, health and education')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def nearest(word: str, known: Iterable[str]) -> str:
    """A tail for a message: the known word nearest to a mistyped one, or nothing. Between numbers it never guesses.

    >>> nearest("threshhold", ["threshold", "words"]), nearest("AGREE", ["agree", "disagree"]), nearest("9.9", ["4.9"])
    ("; did you mean 'threshold'?", "; did you mean 'agree'?", '')
    """
    names = {name.casefold(): name for name in known}
    worded = any(letter.isalpha() for letter in word)
    match = get_close_matches(word.casefold(), names, n=1, cutoff=0.65) if worded else []
    return f"; did you mean '{names[match[0]]}'?" if match else ""
