"""Rules that a report is held to: each has a code, a severity, and a function whose docstring says what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..framework import Framework
from ..quantities import Scale
from .lines import Line
from .report import Report, Sentence

Severity = Literal["error", "would change the word", "question to the author", "tidy"]
Sure = Literal["certain", "likely", "possible"]
SEVERITIES: tuple[Severity, ...] = ("error", "would change the word", "question to the author", "tidy")


@dataclass(frozen=True)
class Setting:
    """What is known of a report from elsewhere: its params, if given, and the official figures to hold it to.

    `area` is the council area that it is about; where params do not say, the one that the report itself names most.
    """

    area: str = ""
    may_be_named: tuple[str, ...] = ()
    scale: Scale | None = None
    framework: Framework | None = None
    reference: Path | None = None


@dataclass(frozen=True)
class Said:
    """What a rule found: the line, what is written there, what it comes to, and how sure that is.

    `severity` is given where a rule is graver in one place than in another; else it is the rule's own.
    """

    line: Line
    written: str
    comes_to: str
    sure: Sure = "certain"
    severity: Severity | None = None


@dataclass(frozen=True)
class Finding:
    """One thing to look at in a report, with its place."""

    code: str
    severity: Severity
    line: int
    page: int | None
    written: str
    comes_to: str
    sure: Sure = field(default="certain")


Finder = Callable[[Report, Setting], Iterator[Said]]


@dataclass(frozen=True)
class Rule:
    """One rule of the registry."""

    code: str
    severity: Severity
    find: Finder

    @property
    def asks(self) -> str:
        """What the rule asks for, in a sentence."""
        return (self.find.__doc__ or "").split("\n")[0]


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity) -> Callable[[Finder], Finder]:
    """Enter a function into the registry under a code of its own."""

    def enter(find: Finder) -> Finder:
        """The function itself, entered."""
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        RULES[code] = Rule(code, severity, find)
        return find

    return enter


def found(report: Report, setting: Setting) -> list[Finding]:
    """What every rule finds in a report, in the order of its lines; nothing twice."""
    said: dict[tuple[str, int, str], Finding] = {}
    for each in RULES.values():
        for one in each.find(report, setting):
            finding = Finding(
                each.code,
                one.severity or each.severity,
                one.line.number,
                one.line.page,
                one.written,
                one.comes_to,
                one.sure,
            )
            said.setdefault((finding.code, finding.line, finding.written), finding)
    return sorted(said.values(), key=lambda f: (f.line, SEVERITIES.index(f.severity), f.code))


def quoted(sentence: Sentence, start: int, end: int, most: int = 140) -> str:
    """The words of a sentence from one place to another, cut in the middle where they are long."""
    text = sentence.text[start:end].strip()
    return text if len(text) <= most else f"{text[: most // 2].rstrip()} ... {text[-most // 2 :].lstrip()}"


def terms(scale: Scale | None, low: float, high: float) -> Sequence[str]:
    """The terms of a scale that a range of per cents can be."""
    if scale is None:
        return ()
    return [band.term for band in scale.bands if band.holds(round(high)) and (low <= band.high)]
