"""Rows of tables, whole or turned to text: shares, counts, bases and terms that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..numerals import decimals, number, shown
from .lines import Line, plain, row_like
from .registry import Report, Said, Setting, rule

CELL = r"(?: \| | )"
WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
TERM = r"almost all|most|the majority|less than half|few|all|none"
#: "Was a plan made? 54 60 90% 80% to 95% almost all": count, base, share, interval, term.
MEASURE = re.compile(
    rf"(?<![\w,.%])(?P<top>{WHOLE}){CELL}(?P<base>{WHOLE}){CELL}(?P<percent>\d+(?:\.\d+)?)%"
    rf"{CELL}\d+% to \d+%(?:{CELL}(?P<term>{TERM})\b)?"
)
#: "I feel valued 934 (72%) 330 (25%) 34 (3%) 1,298": answers with their shares, and the base last.
ANSWERS = re.compile(rf"(?P<cells>(?:(?:{WHOLE}) \(\d+(?:\.\d+)?%\){CELL}){{2,}})(?P<base>{WHOLE})(?![\w,%]| \()")
ANSWER = re.compile(rf"(?P<top>{WHOLE}) \((?P<percent>\d+(?:\.\d+)?)%\)")


@rule("S3", "error")
def rows_of_tables_add_up(report: Report, _: Setting) -> Iterator[Said]:
    """In the row of a table, and in a list under its base, a share is its count over its base."""
    yield from _of_lists(report)
    for paragraph in report.paragraphs:
        if not row_like(paragraph.text):
            continue
        for match in MEASURE.finditer(paragraph.text):
            top, base = number(match["top"]), number(match["base"])
            if _wrong(top, base, match["percent"]):
                yield Said(paragraph.at(match.start()), match[0], _share(top, base, match["percent"]))
        for row in ANSWERS.finditer(paragraph.text):
            base = number(row["base"])
            for match in ANSWER.finditer(row["cells"]):
                if _wrong(number(match["top"]), base, match["percent"]):
                    place = paragraph.at(row.start() + match.start())
                    yield Said(
                        place, f"{match[0]} of {row['base']}", _share(number(match["top"]), base, match["percent"])
                    )


#: "Health: 31 (50%)": a line of a list that has no column for its base.
ENTRY = re.compile(rf"^[^\d%|]{{2,60}}[:|] ?(?P<top>{WHOLE}) \((?P<percent>\d+(?:\.\d+)?)%\)$")
BASE = re.compile(rf"(?:\(|\b(?:n ?= ?|base:? ?(?:of )?|of (?:the |all )?|, |^)(?=\d))(?P<base>{WHOLE})\b(?! ?%)", re.I)


def _lists(report: Report) -> Iterator[tuple[str, list[tuple[Line, re.Match[str]]]]]:
    """Each list of counts with their shares, a line each, with the line before it."""
    before, found = "", []
    for line in [*report.lines, Line(0, None, "end")]:
        match = ENTRY.match(plain(line.text))
        if match:
            found.append((line, match))
        elif line.text.strip():
            if len(found) > 1:
                yield before, found
            before, found = plain(line.text), []


def _of_lists(report: Report) -> Iterator[Said]:
    """The lines of a list that are no share of the base that is given over it, where the others are."""
    for title, entries in _lists(report):
        for base in (number(match["base"]) for match in BASE.finditer(title)):
            wrong = [(line, m) for line, m in entries if _wrong(number(m["top"]), base, m["percent"])]
            if 2 * len(wrong) <= len(entries):
                for line, match in wrong:
                    yield Said(line, match[0], _share(number(match["top"]), base, match["percent"]), "likely")
                break


@rule("T3", "would change the word")
def rows_of_tables_have_their_term(report: Report, _: Setting) -> Iterator[Said]:
    """In the row of a table the term is the declared scale's for its count and base."""
    if report.scale is None:
        return
    for paragraph in report.paragraphs:
        for match in MEASURE.finditer(paragraph.text) if row_like(paragraph.text) else ():
            top, base = int(number(match["top"])), int(number(match["base"]))
            if match["term"] and top <= base and report.scale.term(top, base) != match["term"]:
                yield Said(
                    paragraph.at(match.start()), match[0], f"{top:,} of {base:,}: “{report.scale.term(top, base)}”"
                )


def _wrong(top: Fraction, base: Fraction, percent: str) -> bool:
    """Whether a printed share is not what its counts come to."""
    slack = Fraction(1, 2) / 10 ** decimals(percent)
    return bool(base and top <= base and abs(100 * top / base - number(percent)) > slack)


def _share(top: Fraction, base: Fraction, percent: str) -> str:
    return f"{shown(top)} of {shown(base)} is {shown(100 * top / base, decimals(percent))}%"
