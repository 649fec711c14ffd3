"""Official figures held to those that were published, with `--reference`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..errors import InspectionError
from ..numerals import decimals, number, shown
from .lines import row_like
from .places import own_area
from .registry import Report, Said, Setting, rule
from .report import Sentence

COLUMNS = ("area", "measure", "period", "numerator", "denominator", "value", "unit")
#: How each statistic is spoken of, and the kind of figure that is its own.
SPOKEN = {
    "population_change": "percent",
    "under_16": "percent",
    "most_deprived_fifth": "percent",
    "children_in_low_income_families": "percent",
    "domestic_abuse_incidents": "rate",
    "child_protection_investigations": "rate",
    "child_protection_register": "rate",
    "population": "count",
}
CHANGED = r"(?:increas|decreas|rose|fell|grew|change)"
WORDS = {
    "population_change": rf"\bpopulation\b.*\b{CHANGED}|\b{CHANGED}\w*.*\bpopulation\b",
    "under_16": r"\bunder (?:the age of )?16\b|\baged? (?:0-15|0 to 15|under 16)\b.*\bof the (?:population|people)\b",
    "most_deprived_fifth": r"\bdata ?zones?\b",
    "children_in_low_income_families": r"\blow[- ]?incomes?\b",
    "domestic_abuse_incidents": r"\bdomestic abuse\b.*\b10, ?000\b|\b10, ?000\b.*\bdomestic abuse\b",
    "child_protection_investigations": r"\binvestigations?\b.*\b1, ?000\b|\b1, ?000\b.*\binvestigations?\b",
    "child_protection_register": r"\bregist(?:er|rations?)\b.*\b1, ?000\b|\b1, ?000\b.*\bregist",
    "population": r"\b(?:total population|population of|people lived)\b",
}
PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in WORDS.items()}
PERCENT = re.compile(r"(?P<value>\d+(?:\.\d+)?) ?(?:%|per ?cent)(?! most deprived)", re.I)
RATE = re.compile(
    r"(?<![\d,.£/-])(?P<value>\d{1,3}(?:\.\d+)?)(?![\d%/]|, ?\d{3}|\.\d| ?(?:%|per ?cent|March|"
    r"June|-| ?yr|year))",
    re.I,
)
WHOLE = re.compile(r"(?<![\d,.£/])(?P<value>\d{1,3}(?:, ?\d{3})+|\d{2,})(?![\d%/]|,\d|\.\d| ?(?:%|per ?cent|-))")
GOES_ON = re.compile(r"(?:This|That|It|Over the same|In Scotland|The (?:Scottish|national))\b")
Told = tuple[re.Match[str], str]
YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True)
class Official:
    """An official statistic of one area."""

    area: str
    measure: str
    period: str
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None

    @property
    def exact(self) -> Fraction | None:
        """The value before it was rounded, where its counts are known."""
        if self.numerator is not None and self.denominator and self.measure not in ("population",):
            times = {"domestic_abuse_incidents": 10000}.get(self.measure, 100)
            return times * self.numerator / self.denominator
        return self.value


def figures(path: Path) -> list[Official]:
    """The official figures of a reference table.

    Raises `InspectionError` where the file is none.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError):
        raise InspectionError(f"{path.name}: a UTF-8 CSV table of official figures was wanted") from None
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise InspectionError(f"{path.name}: these columns were wanted and are not there: {', '.join(missing)}")
    return [
        Official(
            row["area"],
            row["measure"],
            row["period"],
            *map(_figure, (row["numerator"], row["denominator"], row["value"])),
        )
        for row in rows
    ]


def _figure(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


@rule("R1", "error")
def official_figures_are_the_official_ones(report: Report, setting: Setting) -> Iterator[Said]:
    """With a reference, each official figure of the area and Scotland is the published one, allowing for rounding."""
    for sentence, measure, held, told in _told(report, setting):
        wrong = [
            match for match, kind in told if not _official(number(match["value"]), decimals(match["value"]), kind, held)
        ]
        if wrong:
            written = ", ".join(" ".join(match[0].split()) for match in sorted(wrong, key=lambda match: match.start()))
            yield Said(sentence.line(wrong[0].start()), written, _published(measure, held), "likely")


def _told(report: Report, setting: Setting) -> Iterator[tuple[Sentence, str, list[Official], list[Told]]]:
    """Each sentence that speaks of a statistic, with the official figures for it and the figures that it gives.

    One that begins "This was ..." speaks of what the sentence before it spoke of.
    """
    if setting.reference is None:
        return
    own = own_area(report, setting)
    table = [row for row in figures(setting.reference) if row.area in (own, "Scotland")]
    measure, before = "", None
    for sentence in report.sentences:
        named = next((name for name, pattern in PATTERNS.items() if pattern.search(sentence.text)), "")
        again = before is sentence.paragraph and GOES_ON.match(sentence.text)
        measure, before = named or (measure if again else ""), sentence.paragraph
        held = [row for row in table if row.measure == measure and row.value is not None]
        known = any(row.area == own for row in held) and not row_like(sentence.text)
        if known and not _other_period(sentence.text, held):
            yield sentence, measure, held, _figures_of(sentence.text, SPOKEN[measure], measure)


def _other_period(text: str, held: list[Official]) -> bool:
    """Whether a text names years, and none of them is one of the official figures' own."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    own = set(re.findall(r"(?:19|20)\d\d", " ".join(row.period for row in held)))
    return bool(years and own and not years & own)


def _figures_of(text: str, kind: str, measure: str) -> list[tuple[re.Match[str], str]]:
    """The figures of a text that are of a statistic's own kind."""
    if kind == "percent":
        found = [(match, "percent") for match in PERCENT.finditer(text)]
        counts = [(match, "count") for match in WHOLE.finditer(text) if not YEAR.match(match["value"])]
        return found + [
            one
            for one in counts
            if measure != "population_change" and measure != "under_16" and number(one[0]["value"]) > 20
        ]
    if kind == "rate":
        return [(match, "rate") for match in RATE.finditer(text) if not _is_frame(text, match)]
    return [(match, "count") for match in WHOLE.finditer(text) if number(match["value"]) > 10_000]


def _is_frame(text: str, match: re.Match[str]) -> bool:
    """Whether a number belongs to an age, a denominator or a count of children and is no rate."""
    before, after = text[: match.start()], text[match.end() :]
    return bool(
        re.search(r"(?:per|every|aged|age|under|to|of) $|0-$", before)
        and not re.search(r"(?:rate of|average of|figure of|was|is) $", before)
    ) or bool(re.match(r"^(?:-| to \d| ?years?)", after))


def _official(value: Fraction, places: int, kind: str, held: list[Official]) -> bool:
    """Whether a figure is one of the official ones."""
    slack = Fraction(1, 2) / 10**places
    for row in held:
        exact = row.exact
        known = (
            [exact, row.value]
            if kind != "count"
            else [row.numerator, row.denominator, row.value if row.measure == "population" else None]
        )
        room = slack if kind != "count" else Fraction(0)
        if any(one is not None and abs(abs(one) - value) <= room for one in known):
            return True
    return False


def _published(measure: str, held: list[Official]) -> str:
    """The official figure as a finding gives it."""
    row = next((one for one in held if one.area != "Scotland"), held[0])
    parts = []
    if row.numerator is not None and row.denominator and measure != "population":
        parts.append(f"{shown(row.numerator)} of {shown(row.denominator)}")
    if row.exact is not None:
        parts.append(
            f"{shown(row.exact, 0 if measure == 'population' else 1)}{'%' if SPOKEN[measure] == 'percent' else ''}"
        )
    return f"the official figure for {row.area} ({row.period}) is {', '.join(parts)}"


@rule("R2", "error")
def counts_agree_with_official_denominators(report: Report, setting: Setting) -> Iterator[Said]:
    """With a reference, a count and the per cent beside it agree over the official denominator."""
    for sentence, _, held, told in _told(report, setting):
        counts = [match for match, kind in told if kind == "count"]
        percents = [match for match, kind in told if kind == "percent"]
        row = next((one for one in held if one.area != "Scotland"), None)
        if not (counts and percents and row and row.denominator):
            continue
        top, percent = number(counts[0]["value"]), number(percents[0]["value"])
        value = 100 * top / row.denominator
        beside = percents[0].start() - counts[0].end() < 30
        if (
            beside
            and top < row.denominator
            and abs(value - percent) > Fraction(1, 2) / 10 ** decimals(percents[0]["value"])
        ):
            written = sentence.text[counts[0].start() : percents[0].end()]
            yield Said(
                sentence.line(counts[0].start()),
                written,
                f"{shown(top)} of {shown(row.denominator)} is {shown(value, 1)}%",
            )
