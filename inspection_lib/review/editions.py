"""Editions, dates and years that ought to agree."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from .lines import Line, plain
from .registry import Report, Said, Setting, quoted, rule

YEAR = "january february march april may june july august september october november december"
MONTHS = {name: n for n, name in enumerate(re.findall(r"\w+", YEAR), 1)}
MONTH = "|".join(MONTHS)
DAY = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH}) (?P<year>(?:19|20)\d\d)\b", re.I)
SPAN = re.compile(
    rf"\b(?:between|from) (?P<begin>\d{{1,2}} (?:{MONTH})(?: \d{{4}})?) (?:and|to) "
    rf"(?P<end>\d{{1,2}} (?:{MONTH}) \d{{4}})",
    re.I,
)
FRAMEWORK = re.compile(r"\bquality (?:indicator )?framework for (?:children|joint)\b", re.I)
MADE = re.compile(
    rf"(?:published|edition|revised|version|issued|updated|\()[^.;]{{0,20}}?(?P<when>(?:(?:{MONTH}) )?20\d\d)\b", re.I
)
IN_LINK = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
PERIOD = re.compile(r"(?<![\d/–-])(?P<begin>20\d\d) ?(?P<sign>[/–-]) ?(?P<end>20\d\d|\d\d)(?![\d/–-])")
PLAN = re.compile(
    r"(?P<name>(?:[\w']+ ){0,4}(?:plan|strategy|programme|"
    r"framework))\b(?:[^.;]{0,25}?)\(?(?P<begin>20\d\d) ?[/–-] ?(?P<end>20\d\d|\d\d)",
    re.I,
)


def _day(match: re.Match[str]) -> date | None:
    """The day of a match, or None for one that is in no calendar."""
    year, month, day = int(match["year"]), MONTHS[match["month"].lower()], int(match["day"])
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


@rule("Y1", "error")
def dates_are_in_the_calendar(report: Report, _: Setting) -> Iterator[Said]:
    """Every date is one of the calendar, and a span of dates ends after it begins."""
    for sentence in report.sentences:
        for match in DAY.finditer(sentence.text):
            if _day(match) is None:
                yield Said(sentence.line(match.start()), match[0], "there is no such day")
        for match in SPAN.finditer(sentence.text):
            end = DAY.search(match["end"])
            begin = DAY.search(
                match["begin"] if re.search(r"\d{4}", match["begin"]) else f"{match['begin']} {match['end'][-4:]}"
            )
            days = (_day(begin) if begin else None, _day(end) if end else None)
            if days[0] and days[1] and days[0] > days[1]:
                yield Said(sentence.line(match.start()), match[0], "it ends before it begins")


@rule("Y2", "question to the author")
def the_inspection_has_one_span_of_dates(report: Report, _: Setting) -> Iterator[Said]:
    """The days on which the inspection began and ended are the same wherever they are given."""
    told = []
    for sentence in report.sentences:
        for match in SPAN.finditer(sentence.text):
            if re.search(r"\binspect(?:ion|ed)\b", sentence.text, re.I):
                told.append((words(match["begin"]), words(match["end"]), sentence, match))
    for begin, end, sentence, match in told[1:]:
        first = told[0]
        if end != first[1] or begin.split()[:2] != first[0].split()[:2]:
            line = first[2].line(first[3].start()).number
            yield Said(
                sentence.line(match.start()), match[0], f"line {line} has {first[3]['begin']} to {first[3]['end']}"
            )


def words(text: str) -> str:
    """A date as it is compared."""
    return " ".join(text.lower().split())


@rule("Y3", "question to the author")
def one_edition_of_the_framework_is_cited(report: Report, setting: Setting) -> Iterator[Said]:
    """The quality framework is cited in one edition, in the text and in links."""
    cited: dict[str, tuple[str, Line]] = {}
    if setting.framework and setting.framework.published:
        made = IN_LINK.search(setting.framework.published)
        if made:
            cited[made[1]] = (setting.framework.published, Line(0, None, ""))
    for place, text, line in _citations(report):
        for when in place:
            year = when[-4:]
            others = [known for known in cited if known != year]
            if others and year not in cited:
                said = cited[others[0]]
                where = (
                    f"line {said[1].number} cites {said[0]}"
                    if said[1].number
                    else f"the framework in use is that of {said[0]}"
                )
                yield Said(line, text, where, "likely")
            cited.setdefault(year, (when, line))


def _citations(report: Report) -> Iterator[tuple[list[str], str, Line]]:
    """Each citation of the quality framework: its dates, its words, its line."""
    for sentence in report.sentences:
        for match in FRAMEWORK.finditer(sentence.text):
            after = sentence.text[match.end() : match.end() + 130]
            made = MADE.search(after) or re.match(rf"^[\w ,]{{0,60}}?\(?(?P<when>(?:{MONTH}) 20\d\d)", after, re.I)
            if made:
                yield (
                    [made["when"]],
                    quoted(sentence, match.start(), match.end() + made.end()),
                    sentence.line(match.start()),
                )
    for line in report.lines:
        link = re.search(r"https?://\S+", line.text)
        if link and re.search(r"quality[ _-]?framework", unquote(link[0]), re.I):
            years = IN_LINK.findall(unquote(link[0]))
            yield years[-1:], f"a link to {unquote(link[0]).rsplit('/', 1)[-1]}", line


@rule("Y4", "question to the author")
def plans_have_one_period(report: Report, _: Setting) -> Iterator[Said]:
    """A plan or strategy that is named with its years has the same years everywhere, written in one way."""
    told: dict[str, dict[tuple[int, int], tuple[str, Line]]] = defaultdict(dict)
    for sentence in (one for one in report.sentences if PERIOD.search(one.text)):
        for match in PLAN.finditer(sentence.text):
            name = " ".join(
                w
                for w in words(match["name"]).split()[-4:]
                if w not in ("the", "a", "in", "of", "to", "its", "this", "develop", "with")
            )
            begin, end = int(match["begin"]), int(match["end"][-2:]) + int(match["begin"]) // 100 * 100
            written = match[0][match.start("begin") - match.start() :]
            same = next((key for key in told if key.endswith(name) or name.endswith(key)), name)
            for (other_begin, other_end), (other, line) in told[same].items():
                if (begin, end) != (other_begin, other_end) and abs(begin - other_begin) <= 1:
                    yield Said(
                        sentence.line(match.start()), f"{name} {written}", f"line {line.number} has {other}", "possible"
                    )
            told[same].setdefault((begin, end), (written, sentence.line(match.start())))


@rule("Y5", "tidy")
def years_are_written_in_one_way(report: Report, _: Setting) -> Iterator[Said]:
    """A span of years is written in one way: 2019/20 and 2019/2020 do not stand beside each other."""
    forms: dict[tuple[str, str], dict[int, tuple[str, Line]]] = defaultdict(dict)
    for sentence in report.sentences:
        for match in PERIOD.finditer(sentence.text):
            if sentence.is_row or "http" in sentence.text:
                continue
            sign = "/" if match["sign"] == "/" else "-"
            key = (f"{match['begin']}{sign}{match['end'][-2:]}", sign)
            other = forms[key].get(6 - len(match["end"]))
            if other and len(match["end"]) not in forms[key]:
                yield Said(sentence.line(match.start()), match[0], f"line {other[1].number} has {other[0]}")
            forms[key].setdefault(len(match["end"]), (match[0], sentence.line(match.start())))


@rule("Y6", "question to the author")
def events_are_before_the_report(report: Report, _: Setting) -> Iterator[Said]:
    """Nothing that is told in the past tense happened after the date on the cover."""
    cover = next((_day(m) for line in report.lines[:60] if (m := DAY.fullmatch(plain(line.text)))), None)
    if cover is None:
        return
    for sentence in report.sentences:
        for match in re.finditer(
            rf"\b(?:in|on) (?:(?P<day>\d{{1,2}}) )?(?P<month>{MONTH}) (?P<year>20\d\d)\b", sentence.text, re.I
        ):
            day = date(int(match["year"]), MONTHS[match["month"].lower()], 1)
            past = re.search(r"\b(?:was|were|had|took place|began|came)\b", sentence.text[: match.end() + 40], re.I)
            if (
                day > cover
                and past
                and not re.search(r"\b(?:will|due|plan\w*|by|until|next|expected)\b", sentence.text, re.I)
            ):
                yield Said(
                    sentence.line(match.start()),
                    quoted(sentence, match.start(), match.end()),
                    f"the report is of {cover.day} {cover:%B %Y}",
                )
