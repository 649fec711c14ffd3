"""One count told more than once, with another number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..numerals import FIGURES
from .content import likeness, stems
from .nouns import MODIFIER, UNITS
from .places import named
from .registry import Report, Said, Setting, quoted, rule
from .report import Sentence

COUNTED = re.compile(
    rf"(?<![£\d.,])(?<!per )(?<!every )(?:(?P<modifier>{MODIFIER}) )?(?P<number>{FIGURES}) (?P<unit>(?:[a-z-]+ "
    rf"){{0,2}}?(?:{UNITS}|(?!years|weeks|days|months|hours|minutes|times|points|pounds|miles)[a-z]{{3,}}s))\b",
    re.I,
)


@rule("D3", "question to the author")
def one_count_has_one_number(report: Report, _: Setting) -> Iterator[Said]:
    """A count that is told again, of the same time and in the same words, has the same number."""
    counts: dict[str, list[tuple[Sentence, re.Match[str]]]] = defaultdict(list)
    for sentence in report.sentences:
        if sentence.is_row or sentence.part == "appendix" or any(share.kind == "count" for share in sentence.shares):
            continue
        for match in COUNTED.finditer(sentence.text):
            if len(match["number"]) > 1 and not re.match(r"(?:19|20)\d\d$", match["number"]) and not match["modifier"]:
                unit = match["unit"].split()[-1].lower()
                for before, other in counts[unit][-12:]:
                    if (
                        before is not sentence
                        and other["number"] != match["number"]
                        and (_one_fact(before, sentence) or _one_deed(before, other, sentence, match))
                    ):
                        said = f"line {before.line(other.start()).number} has {other[0]}"
                        yield Said(
                            sentence.line(match.start()),
                            quoted(sentence, match.start(), len(sentence.text)),
                            said,
                            "possible",
                        )
                counts[unit].append((sentence, match))


def _one_fact(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences tell one fact: nearly the same words, of the same years and places."""
    years = [frozenset(re.findall(r"(?:19|20)\d\d", sentence.text)) for sentence in (one, other)]
    names = [frozenset(re.findall(r"(?<=\w )[A-Z][a-z]+", sentence.text)) for sentence in (one, other)]
    if years[0] != years[1]:
        return False
    words = stems(one.text), stems(other.text)
    named_alike = bool(years[0] or names[0] & names[1])
    least = 0.7 if named_alike else 0.9
    return min(map(len, words)) > 2 and likeness(*words) >= least


MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"


def _one_deed(one: Sentence, match: re.Match[str], other: Sentence, again: re.Match[str]) -> bool:
    """Whether two counts are of one deed: of one time, for one thing with a name, with the same verb beside them."""
    times = [re.findall(rf"\b(?:{MONTHS})\b|\b(?:19|20)\d\d\b", sentence.text) for sentence in (one, other)]
    names = [set(re.findall(rf"(?<=[\w,] )(?!{MONTHS})[A-Z][a-z]+", sentence.text)) for sentence in (one, other)]
    beside = [
        stems(" ".join(sentence.text[: m.start()].split()[-3:] + sentence.text[m.end() :].split()[:4]))
        for sentence, m in ((one, match), (other, again))
    ]
    places = {word for sentence in (one, other) for found, _ in named(sentence.text) for word in found[0].split()}
    common = (names[0] & names[1]) - places
    return bool(times[0]) and times[0] == times[1] and len(common) > 1 and bool(beside[0] & beside[1])
