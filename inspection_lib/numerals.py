"""Numbers as people write them, in figures or in words."""

from __future__ import annotations

import re
from fractions import Fraction

UNDER_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: n for n, word in enumerate(re.findall(r"\w+", UNDER_TWENTY))}
TENS = {word: 10 * n for n, word in enumerate(re.findall(r"\w+y", FROM_TWENTY), 2)}
SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(ONES)[1:10])}))?|{'|'.join(sorted(ONES, key=len)[::-1])})"
#: A number in words up to 999, or in figures with separators, even one that a line break pulled apart ("1, 000").
WORDED = rf"(?:(?:a|{SMALL}) hundred(?: and {SMALL})?|{SMALL})"
FIGURES = r"(?<![\d.,/])(?:\d{1,3}(?:, ?\d{3})+|\d+)(?:\.\d+)?(?![\d/]|[.,]\d)"
NUMBER = rf"(?:{FIGURES}|\b{WORDED}\b)"


def number(text: str) -> Fraction:
    """The number that a text stands for.

    >>> number("1,316"), number("Eighty-eight"), number("a hundred and five"), number("0.1")
    (Fraction(1316, 1), Fraction(88, 1), Fraction(105, 1), Fraction(1, 10))
    """
    text = text.lower().strip()
    if text[0].isdigit():
        return Fraction(re.sub(r"[, ]", "", text))
    total = 0
    for word in re.split(r"[\s-]+", text):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word not in ("a", "and"):
            total += ONES.get(word, 0) + TENS.get(word, 0)
    return Fraction(total)


def decimals(text: str) -> int:
    """How many decimals a number is printed with.

    >>> decimals("24.1"), decimals("eighty-eight")
    (1, 0)
    """
    return len(text.partition(".")[2])


def shown(value: Fraction, places: int = 0) -> str:
    """A number as a finding gives it, halves rounded up, in as many decimals as the report used.

    >>> shown(Fraction(139, 158) * 100), shown(Fraction(14841, 61606) * 100, 1), shown(Fraction(1316))
    ('88', '24.1', '1,316')
    """
    scaled = (2 * value * 10**places + 1) // 2
    return f"{float(Fraction(scaled, 10**places)):,.{places}f}"
