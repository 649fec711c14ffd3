"""Find what could identify a person in free text: numbers, addresses, dates, names. The place, never the value.

All texts are searched at once, joined, so that a million comments take no longer than one long page: each kind starts
from what is rare in prose (ten digits, an @, a digit before two letters) and only there looks closely.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from .errors import Problem

#: What is looked for, in the words of a message.
KINDS: Mapping[str, str] = {
    "chi": "a CHI number",
    "nhs": "an NHS number",
    "ni": "a National Insurance number",
    "postcode": "a postcode",
    "phone": "a phone number",
    "email": "an e-mail address",
    "birth": "a date of birth",
    "name": "one of the names to keep out",
}
NAMES_FILE = "names-to-keep-out.txt"

#: What an analyst's keyboard does to a plain letter or mark, beyond accents and the width of a character.
FOLDED: Mapping[str, str] = {
    **dict.fromkeys("‘’‛ʼʹ′", "'"), "−": "-", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o",
    "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
}  # fmt: skip
BEYOND = re.compile(r"[^\x00-\x7f]+")
END = "\0"  # between two texts: no pattern goes across it

#: Ten digits as people space them, from every digit on; a row of small numbers is none of these.
APART = r"[\s.\-/]{1,3}"
LONG = re.compile(r"[0-9][0-9\s().+\-/]{8,}")
TEN = re.compile(
    rf"(?<![0-9])(?=((?:[0-9]{{10}}|[0-9]{{6}}{APART}[0-9]{{4}}|[0-9]{{3}}{APART}[0-9]{{7}}"
    rf"|[0-9]{{3}}({APART})[0-9]{{3}}\2[0-9]{{4}}|[0-9]{{2}}({APART})[0-9]{{2}}\3[0-9]{{2}}\3[0-9]{{4}}"
    rf"|(?<![0-9][\s.\-/])[0-9]({APART})[0-9](?:\4[0-9]){{8}}(?!\4[0-9]))(?![0-9])))"
)
#: A first group of three digits or more tells a phone number from a date; some 01 numbers are a digit short.
GAP = r"[\s().\-]{0,3}"
PHONE = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])(?:(?:\+|00)\s?44{GAP}(?:0{GAP})?|44(?=[0-9]{{10}}(?![0-9]))|0(?=[1237][0-9]))"
    rf"(?:1(?:{GAP}[0-9]){{8,9}}|[237](?:{GAP}[0-9]){{9}})(?![0-9])"
)
#: HMRC's prefixes (NIM39110): letters that are never used, an O never second, seven pairs never given. "At 10 11 12 a
#: child" holds no such number: with a word in front, and a single "a" behind, it is prose.
SPACE = r"[\s.\-]{0,2}"
SUFFIX = re.compile(rf"[0-9]{SPACE}[a-d](?![a-z0-9])")
PROSE = r"(?:a[hmnstx]|b[ey]|e[hx]|h[aem]|la|m[aey]|o[nrx]|pa|re|[wy]e)[^a-z]+\sa\Z"
INSURED = re.compile(
    rf"(?<![a-z0-9])(?!bg|gb|kn|nk|nt|tn|zz|{PROSE})[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]"
    rf"{SPACE}[0-9]{{2}}({SPACE})[0-9]{{2}}\1[0-9]{{2}}{SPACE}[a-d]\Z"
)
#: Royal Mail's 124 postcode areas; those of inner London have districts that end in a letter.
AREAS = (
    "ab|al|b|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|e|ec|eh|en|ex|"
    "fk|fy|g|gl|gu|gy|ha|hd|hg|hp|hr|hs|hu|hx|ig|im|ip|iv|je|ka|kt|kw|ky|l|la|ld|le|ll|ln|ls|lu|m|me|mk|ml|n|ne|"
    "ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|s|sa|se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|"
    "tr|ts|tw|ub|w|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze"
)
INWARD = re.compile(r"[0-9][abd-hjlnp-uw-z]{2}(?![a-z0-9])")
OUTWARD = re.compile(
    rf"(?<![a-z0-9])(?:gir|(?:{AREAS})[1-9]?[0-9]|(?:ec?|nw?|s[ew]|wc?)[1-9][a-hjkmnp-y])[\s\-]{{0,2}}\Z"
)
#: "S1 2nd years" and "E3 5hr" hold no postcode: endings that belong to one in capitals only.
ENDINGS = frozenset({"st", "nd", "rd", "th", "hr", "yr", "ft", "lb"})
EMAIL = re.compile(r"@(?:(?<=[\w.%+\-']@)|(?<=\w @)) ?[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}")

BIRTH = re.compile(
    r"b(?:orn(?<![a-z]born)|irth(?:[\s-]?da(?:y|te)|(?<=date of birth)))|d\.?\s?o\.?\s?b(?<![a-z]dob)(?![a-z])"
)
MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
YEAR = "(?:[0-9]{4}|'?[0-9]{2})"
DATE = (
    rf"(?<![0-9])(?:[0-9]{{1,2}}\s?[\s./\-]\s?[0-9]{{1,2}}\s?[\s./\-]\s?{YEAR}"
    r"|[0-9]{4}[./\-][0-9]{1,2}[./\-][0-9]{1,2}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s,.\-]{{0,3}}{MONTH}[\s,.\-]{{0,3}}{YEAR}"
    rf"|{MONTH}[\s.]{{0,2}}[0-9]{{1,2}}(?:st|nd|rd|th)?[\s,]{{1,3}}{YEAR}"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?[0-9]{2}))(?![0-9])"
)
AFTER = re.compile(rf"\.?[^\0.;!?]{{0,40}}?{DATE}")
BEFORE = re.compile(rf"{DATE}[\s(),:=\-]*(?:(?:is|was|as|being|the|h(?:er|is)|s?he|their|they|were|my|date of)\s+)*\Z")
UNWORDED = {code: " " for code in range(128) if not chr(code).isalnum()}
BETWEEN = re.compile(r"[\s\-]+")  # the words of a name
BESIDE = r"(?<![^\W_]){}(?![^\W_])"


@dataclass(frozen=True)
class Names:
    """The names that must not leave the team, folded for the search. They are never shown: not by `repr`, nor said.

    >>> Names(("morag",))
    Names()
    """

    folded: tuple[str, ...] = field(default=(), repr=False)


def names_of(folder: Path) -> tuple[Names, list[Problem]]:
    """The names in the evidence folder's `names-to-keep-out.txt`, and what is wrong with that file; none without it.

    One name a line; blank lines and those that begin with # are passed over. A line of fewer than two letters would be
    found everywhere: it is left out and counted. A file that cannot be read stops the work, as nothing is kept out.
    """
    path = folder / NAMES_FILE
    if not path.exists():
        return Names(), []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (UnicodeDecodeError, OSError):
        return Names(), [Problem("D8", "stops", "this could not be read; a UTF-8 text file was wanted", NAMES_FILE)]
    given = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    folded = dict.fromkeys(" ".join(_plain(line).lower().split()) for line in given)
    kept = tuple(line for line in folded if sum(letter.isalpha() for letter in line) > 1)
    short = len(folded) - len(kept)
    message = f"lines of fewer than two letters, which are not looked for: {short}"
    return Names(kept), [Problem("D8", "caveat", message, NAMES_FILE)] if short else []


def identifiers(texts: Sequence[str], names: Names = Names()) -> list[tuple[int, str]]:  # noqa: B008
    """Where texts seem to hold something that identifies a person: their position and a key of `KINDS`, each pair once.

    A CHI or NHS number counts if its check digit is right, and is then no phone number. A net, not a proof: a nickname,
    or a street without its postcode, is not seen.

    >>> identifiers(["She was kind", "", "Ring 07700 900123", "CHI 010101 1237, ML1 1AA"])
    [(2, 'phone'), (3, 'chi'), (3, 'postcode')]
    """
    different = dict.fromkeys(filter(None, texts))
    order = [*filter(str.isascii, different), *(text for text in different if not text.isascii())]
    whole = _joined(order)
    starts = [0, *accumulate(len(text) + 1 for text in whole.split(END))]
    found: dict[str, set[str]] = {}
    for offset, kind in _hits(whole, names):
        found.setdefault(order[bisect_right(starts, offset) - 1], set()).add(kind)
    if not found:
        return []
    return sorted((place, kind) for place, text in enumerate(texts) if text in found for kind in found[text])


def _joined(order: Sequence[str]) -> str:
    """Texts as one, made plain."""
    whole = END.join(order)
    if whole.count(END) >= len(order) > 0:
        whole = END.join(text.replace(END, " ") for text in order)
    return _plain(whole)


def _plain(text: str) -> str:
    r"""A text without accents, widths and invisible characters, its digits, dashes and apostrophes the plain ones.

    Unicode's compatibility form (NFKC, here taken apart as NFKD: UAX 15), then a character at a time; ASCII is left.

    >>> _plain("Seònaid’s ７４\u200b٣")
    "Seonaid's 743"
    """
    known: dict[str, str] = {}

    def plain(run: re.Match[str]) -> str:
        """What a run of characters beyond ASCII becomes, worked out once."""
        if run[0] not in known:
            known[run[0]] = "".join(map(_letter, unicodedata.normalize("NFKD", run[0].replace("´", "'"))))
        return known[run[0]]

    return text if text.isascii() else BEYOND.sub(plain, text)


def _letter(letter: str) -> str:
    """One character made plain; marks of other scripts and signs become a space."""
    kind = unicodedata.category(letter)
    if letter in FOLDED or letter.isascii():
        return FOLDED.get(letter, letter)
    if kind in ("Mn", "Cf"):
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "-" if kind == "Pd" else letter if letter.isalnum() else " "


def _hits(whole: str, names: Names) -> Iterator[tuple[int, str]]:
    """The place of each find in the joined texts, and its kind."""
    low = whole.lower()
    yield from _numbers(whole)
    yield from ((place, "ni") for place in _insured(low))
    yield from ((place, "postcode") for place in _postcodes(whole, low))
    yield from ((match.start(), "email") for match in EMAIL.finditer(low))
    yield from ((place, "birth") for place in _births(low))
    yield from ((place, "name") for place in _named(low, names))


def _numbers(whole: str) -> Iterator[tuple[int, str]]:
    """CHI, NHS and phone numbers: what a check digit bears out is no phone number as well."""
    for run in LONG.finditer(whole):
        borne_out = [match for match in TEN.finditer(whole, run.start(), run.end()) if numbered(match[1])]
        yield from ((match.start(), numbered(match[1])) for match in borne_out)
        for phone in PHONE.finditer(whole, max(run.start() - 2, 0), run.end()):
            if not any(match.start() < phone.end() and phone.start() < match.end(1) for match in borne_out):
                yield phone.start(), "phone"


def numbered(digits: str) -> str:
    """What kind of number ten digits are by their check digit: "chi", "nhs", or blank for neither.

    NHS numbers: weights 10 to 2 and modulus 11 (NHS Data Model and Dictionary, "NHS Number"). CHI numbers begin with a
    date of birth and have the same check digit; where a day has run out of such numbers, a modulus 10 one (CHI
    Management Board, 2025).

    >>> numbered("943 476 5919"), numbered("010101 1237"), numbered("0101011230")
    ('nhs', 'chi', '')
    """
    number = [int(digit) for digit in digits if digit.isdigit()]
    eleven = sum(digit * weight for digit, weight in zip(number, range(10, 0, -1), strict=True)) % 11 == 0
    ten = sum(number[1::2]) + sum(digit * 2 - 9 * (digit > 4) for digit in number[::2])
    day, month, year = (number[n] * 10 + number[n + 1] for n in (0, 2, 4))
    dated = 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]
    if dated and (eleven or ten % 10 == 0):
        return "chi"
    return "nhs" if eleven else ""


def _insured(low: str) -> Iterator[int]:
    """Where National Insurance numbers end, in any case and spacing."""
    for match in SUFFIX.finditer(low):
        if INSURED.search(low, max(match.start() - 15, 0), match.end()):
            yield match.start()


def _postcodes(whole: str, low: str) -> Iterator[int]:
    """Where the second halves of full postcodes are."""
    for match in INWARD.finditer(low):
        outward = OUTWARD.search(low, max(match.start() - 6, 0), match.start())
        if outward and whole[match.start() + 1 : match.end()] not in ENDINGS:
            yield match.start()


def _births(low: str) -> Iterator[int]:
    """Full dates that a word for birth stands before or after, in the same sentence."""
    for match in BIRTH.finditer(low):
        if AFTER.match(low, match.end()) or BEFORE.search(low, max(match.start() - 60, 0), match.start()):
            yield match.start()


def _named(low: str, names: Names) -> Iterator[int]:
    """Where names stand as whole words; only those whose every word is somewhere in the texts are searched for."""
    there = set(low.translate(UNWORDED).split()) if names.folded else set()
    for name in names.folded:
        if not there.issuperset(name.translate(UNWORDED).split()):
            continue
        parts = [part for part in BETWEEN.split(name) if part]
        whole_name = re.compile(BESIDE.format(BETWEEN.pattern.join(map(re.escape, parts))))
        place = low.find(parts[0])
        while place >= 0:
            if whole_name.match(low, place):
                yield place
            place = low.find(parts[0], place + 1)
