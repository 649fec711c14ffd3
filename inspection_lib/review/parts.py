"""Counts of the answers to one question, held to the base that they are out of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..numerals import NUMBER, number
from .registry import Report, Said, quoted

#: "31 were graded good, 20 adequate and 14 weak": a number with one of the answers that exclude each other.
GRADED = re.compile(
    rf"(?:, |,? and |; )(?P<rest>(?:the )?(?:other |remaining ))?(?P<number>{NUMBER})(?: of them)? "
    r"(?:were |was |had |did |said |held )*(?P<answer>not\b|"
    r"(?:graded |rated |judged |evaluated )?(?:as )?(?:of )?(?:excellent|very good|good|adequate|weak|"
    r"unsatisfactory|yes|no|agreed|disagreed|unsure|late|on time|missing))",
    re.I,
)


#: "Good in 44 of 90 cases, adequate in 38 and weak in 19".
GRADED_IN = re.compile(
    r"(?:, |,? and |; )(?P<rest>(?:and )?)(?P<answer>excellent|very good|good|adequate|weak|unsatisfactory|late|"
    rf"on time|missing|partial|absent) (?:in|for) (?P<number>{NUMBER})(?! ?(?:%|per ?cent| of \d))\b",
    re.I,
)
#: "The remaining 20 did not": what the count of the sentence before leaves of its base.
REMAINING = re.compile(
    rf"(?:And |But )?The (?:(?:remaining|other) (?P<number>{NUMBER})|(?P<others>{NUMBER}) others) "
    r"(?:(?:did|were|was|had|could|said) not|lacked|had no|were without|failed)\b",
    re.I,
)


def counted_parts(report: Report, denied: bool) -> Iterator[Said]:
    """Counts of answers that exclude each other, or of those who did and did not, that are no whole of their base."""
    for sentence in report.sentences:
        counts = [share for share in sentence.shares if share.kind == "count"]
        parts = list(GRADED.finditer(sentence.text, counts[0].end)) if len(counts) == 1 else []
        parts = parts or (list(GRADED_IN.finditer(sentence.text, counts[0].end)) if len(counts) == 1 else [])
        if len(counts) != 1 or sentence.is_row:
            continue
        base, total = counts[0].base, counts[0].top + sum(int(number(part["number"])) for part in parts)
        meant = bool(parts) and denied == any(part["answer"].lower() == "not" for part in parts)
        if meant and (total > base or (total < base and any(part["rest"] for part in parts))):
            written = quoted(sentence, counts[0].start, parts[-1].end())
            yield Said(sentence.line(counts[0].start), written, f"the parts come to {total} of {base}", "likely")
        follows = report.after(sentence)
        rest = REMAINING.match(follows.text) if denied and follows else None
        left = int(number(rest["number"] or rest["others"])) if rest else 0
        if follows and rest and counts[0].top + left != base:
            said = f"the two come to {counts[0].top + left} of {base}"
            yield Said(follows.line(), quoted(follows, 0, rest.end()), said, "likely")
