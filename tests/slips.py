"""Slips as authors make them, put one at a time into a draft at places that a seed draws."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inspection_lib.review.report import parted

TERMS = ("almost all", "most", "the majority", "less than half", "few")
AREAS = ("Falkirk", "Dundee City", "Fife", "West Lothian", "Moray", "Argyll and Bute", "Highland", "East Renfrewshire")
GROUPS = {"staff": 1298, "children and young people": 52, "parents and carers": 33}
#: What inserted sentences tell: matters of no other sentence of the draft.
MATTERS = (
    "had been offered a copy of the minutes",
    "found the building easy to reach",
    "knew whom to telephone at a weekend",
    "would have liked meetings to be shorter",
    "had met the new coordinator",
    "thought that letters were written plainly",
)
#: A figure of the Key facts that is no year, no age and no "in every 1,000".
OFFICIAL = r"(?<![\d,./a-z-])(?<!under )(?<! to )(?!20\d\d|10,000|1,000)\d[\d,]*(?:\.\d+)?%?(?=[ ,).])(?! to \d)"
MEASURED = r"(?P<top>\d[\d,]*) \| (?P<base>\d[\d,]*) \| (?P<percent>\d+)% \| \d+% to \d+%"
OPENING = re.compile(
    r"(?P<share>almost all|most|the majority of|less than half of|(?:just over |just under |almost )?(?:half|a "
    r"third|a quarter|two-thirds|three-quarters) of) (?P<who>(?:the )?(?P<group>staff|children and young people|"
    r"parents and carers|records)\b(?: who (?:replied|answered)(?: to)?(?: our survey)?| we (?:read|surveyed))?,?) "
    r"(?P<told>.{15,}[.])$",
    re.I,
)


@dataclass(frozen=True)
class Slip:
    """A draft with one slip: what kind, the rules that should speak, the lines it stands on and its own words."""

    kind: str
    codes: tuple[str, ...]
    text: str
    lines: range
    words: str


class Draft:
    """A draft by its lines; `prose` are the places of its paragraphs of sentences under the statements."""

    def __init__(self, text: str):
        self.lines = text.split("\n")
        first = next(n for n, line in enumerate(self.lines) if line.startswith("Statement 1: "))
        last = max(n for n, line in enumerate(self.lines) if line == "Conclusion")
        named = range(first, last)
        told = [
            n for n in named if len(self.lines[n]) > 100 and self.lines[n].endswith(".") and self.lines[n][0] != "-"
        ]
        self.prose = [n for n in told if " | " not in self.lines[n]]
        self.messages = [n + 2 for n in named if self.lines[n] == "Key messages"]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence of the prose with its place."""
        for place in self.prose:
            yield from ((place, text) for _, text in parted(self.lines[place]))

    def openings(self) -> list[tuple[int, re.Match[str]]]:
        """The sentences that begin with a share of some group, each with its place."""
        return [(place, found) for place, text in self.sentences() if (found := OPENING.match(text))]

    def with_line(self, place: int, line: str) -> tuple[str, range, str]:
        """The draft with another line at a place."""
        return "\n".join([*self.lines[:place], line, *self.lines[place + 1 :]]), range(place + 1, place + 2), line

    def with_new(self, place: int, text: str) -> tuple[str, range, str]:
        """The draft with a paragraph of its own after a place."""
        lines = ["", *text.split("\n")]
        whole = [*self.lines[: place + 1], *lines, *self.lines[place + 1 :]]
        return "\n".join(whole), range(place + 2, place + 2 + len(lines)), text


Spoil = Callable[[random.Random, Draft], tuple[str, range, str]]
KINDS: dict[str, tuple[tuple[str, ...], Spoil]] = {}


def kind(name: str, *codes: str) -> Callable[[Spoil], Spoil]:
    """Enter a kind of slip with the codes of the rules that should speak of it."""

    def enter(spoil: Spoil) -> Spoil:
        KINDS[name] = (codes, spoil)
        return spoil

    return enter


def slip(name: str, seed: int, draft: Draft) -> Slip:
    """A slip of a kind; the same for the same seed and draft."""
    codes, spoil = KINDS[name]
    text, lines, words = spoil(random.Random(f"{name} {seed}"), draft)
    assert text != "\n".join(draft.lines), name
    return Slip(name, codes, text, lines, words)


def _drawn(
    chance: random.Random, draft: Draft, pattern: str, places: Iterator[int] | list[int]
) -> tuple[int, re.Match[str]]:
    return chance.choice([(n, found) for n in places for found in re.finditer(pattern, draft.lines[n])])


def _instead(draft: Draft, place: int, found: re.Match[str], words: str, part: int | str = 0) -> tuple[str, range, str]:
    line = draft.lines[place]
    text, lines, _ = draft.with_line(place, line[: found.start(part)] + words + line[found.end(part) :])
    return text, lines, words


def _anywhere(chance: random.Random, draft: Draft, text: str) -> tuple[str, range, str]:
    return draft.with_new(chance.choice(draft.prose), text)


def _off(chance: random.Random, number: int, least: int, most: int) -> int:
    """Another number, as far away as may be told, and below the largest that can be."""
    by = chance.randrange(least, most)
    return number - by if number > 50 else number + by


def _rows(draft: Draft) -> list[int]:
    return [n for n, line in enumerate(draft.lines) if " | " in line]


# --- figures in tables -------------------------------------------------------------------------------------------


@kind("a share in a row", "S3")
def _(chance: random.Random, draft: Draft):
    place, found = _drawn(chance, draft, MEASURED, _rows(draft))
    return _instead(draft, place, found, str(_off(chance, int(found["percent"]), 3, 20)), "percent")


@kind("a count in a row", "S3", "T3")
def _(chance: random.Random, draft: Draft):
    place, found = _drawn(chance, draft, MEASURED, _rows(draft))
    top, base = (int(found[name].replace(",", "")) for name in ("top", "base"))
    return _instead(
        draft, place, found, f"{max(top - max(base // 20, 2), 1) if top > 3 else top + base // 10:,}", "top"
    )


@kind("a term in a row", "T3")
def _(chance: random.Random, draft: Draft):
    place, found = _drawn(chance, draft, rf"% to \d+% \| (?P<term>{'|'.join(TERMS)})$", _rows(draft))
    return _instead(draft, place, found, chance.choice([term for term in TERMS if term != found["term"]]), "term")


@kind("a share of an answer", "S3")
def _(chance: random.Random, draft: Draft):
    answers = [
        n for n in _rows(draft) if re.search(r"\) \| \d[\d,]* \(\d+%\) \| \d[\d,]*$|\) \| \d[\d,]*$", draft.lines[n])
    ]
    place, found = _drawn(chance, draft, r"\d \((?P<percent>\d\d)%\) \| \d", answers)
    return _instead(draft, place, found, str(_off(chance, int(found["percent"]), 3, 20)), "percent")


# --- figures in sentences ----------------------------------------------------------------------------------------


def _count(chance: random.Random) -> tuple[str, int, int, int]:
    group = chance.choice(list(GROUPS))
    base = GROUPS[group]
    top = chance.randrange(base // 3, base - base // 12)
    return group, top, base, round(100 * top / base)


def _term(percent: int) -> str:
    return next(t for t, least in zip(TERMS, (90, 75, 50, 15, 0), strict=True) if percent >= least)


@kind("a term beside its count", "T1")
def _(chance: random.Random, draft: Draft):
    group, top, base, percent = _count(chance)
    wrong = chance.choice([term for term in TERMS[:3] if term != _term(percent)])
    said = wrong.capitalize() + (" of" if "majority" in wrong else "")
    return _anywhere(chance, draft, f"{said} {group} ({top} of {base:,}) {chance.choice(MATTERS)}.")


@kind("a fraction beside its share", "T2")
def _(chance: random.Random, draft: Draft):
    words, low, high = chance.choice((("Two-thirds", 72, 95), ("Just under half", 54, 80), ("A quarter", 33, 60)))
    group, _, _, _ = _count(chance)
    return _anywhere(chance, draft, f"{words} of {group}, {chance.randrange(low, high)}%, {chance.choice(MATTERS)}.")


@kind("a share of its count", "S1")
def _(chance: random.Random, draft: Draft):
    group, top, base, percent = _count(chance)
    said = _off(chance, percent, 3, 15)
    forms = (
        f"Of the {group} who answered, {top} of {base:,} ({said}%) {chance.choice(MATTERS)}.",
        f"We found that {said}% of {group} ({top} of {base:,}) {chance.choice(MATTERS)}.",
    )
    return _anywhere(chance, draft, chance.choice(forms))


@kind("a complement", "P1")
def _(chance: random.Random, draft: Draft):
    share = chance.randrange(52, 75)
    rest = 100 - share + chance.choice((-11, -6, 7, 12))
    forms = (
        f"Of the staff who answered, {share}% {chance.choice(MATTERS)} and the remaining {rest}% did not.",
        f"Among parents and carers {share}% agreed with this. The other {rest}% did not.",
    )
    return _anywhere(chance, draft, chance.choice(forms))


@kind("parts over their whole", "P2", "P3")
def _(chance: random.Random, draft: Draft):
    one, two = chance.randrange(48, 60), chance.randrange(30, 40)
    rest = 100 - one - two + chance.randrange(4, 12)
    return _anywhere(
        chance, draft, f"Asked about letters, {one}% of staff agreed, {two}% disagreed and {rest}% did not know."
    )


@kind("a change", "C1")
def _(chance: random.Random, draft: Draft):
    old, new = chance.randrange(120, 200), chance.randrange(40, 90)
    said = round(100 - 100 * new / old) + chance.choice((-9, -4, 3, 8))
    forms = (
        f"Complaints about letters fell from {old} to {new}, a reduction of {said}%.",
        f"There were {new} complaints about letters in 2022/23, down {said}% from {old} in 2019/20.",
        f"Complaints about letters had fallen by {said}%. In 2022/23 there were {new}, compared with {old} in 2019/20.",
    )
    return _anywhere(chance, draft, chance.choice(forms))


@kind("a direction", "C2")
def _(chance: random.Random, draft: Draft):
    old, new = chance.randrange(120, 200), chance.randrange(40, 90)
    return _anywhere(chance, draft, chance.choice((
        f"Complaints about letters rose from {old} in 2021 to {new} in 2022.",
        f"Complaints about letters decreased from {new} in 2021 to {old} in 2022.",
    )))  # fmt: skip


@kind("a base", "B2")
def _(chance: random.Random, draft: Draft):
    group, heard = chance.choice((("parents and carers", 42), ("children and young people", 59), ("records", 60)))
    base = heard + chance.randrange(4, 40)
    told = "had a copy of the minutes" if group == "records" else chance.choice(MATTERS)
    return _anywhere(chance, draft, f"In all, {base * 2 // 3} of {base} {group} {told}.")


@kind("an official figure", "R1", "R2", "S1")
def _(chance: random.Random, draft: Draft):
    begin = draft.lines.index("Key facts")
    facts = [
        n
        for n in range(begin, draft.lines.index("Our approach"))
        if draft.lines[n].endswith(".") and " | " not in draft.lines[n]
    ]
    place, found = _drawn(chance, draft, OFFICIAL, facts)
    number = found[0].rstrip("%").replace(",", "")
    other = f"{float(number) + 1.3:.1f}" if "." in number else f"{int(number) * 6 // 5 + 2:,}"
    return _instead(draft, place, found, other + "%" * found[0].endswith("%"))


# --- words -------------------------------------------------------------------------------------------------------


def _otherwise(chance: random.Random, share: str) -> str:
    """An opening with another share, which cannot be the same one."""
    plain = share.lower().removesuffix(" of")
    fraction = next(
        (
            high
            for part, high in (("quarters", 0), ("two-thirds", 0), ("third", 1), ("quarter", 1), ("half", 1))
            if part in plain
        ),
        None,
    )
    if fraction is not None:
        return "Almost all" if fraction else "Few"
    others = [term for term in TERMS if term != plain]
    term = chance.choice(others).capitalize()
    return term + (" of" if term in ("The majority", "Less than half") else "")


@kind("a finding told with another share", "D1")
def _(chance: random.Random, draft: Draft):
    place, found = chance.choice(draft.openings())
    elsewhere = chance.choice([n for n in draft.prose if n != place])
    return draft.with_new(elsewhere, f"{_otherwise(chance, found['share'])} {found['who']} {found['told']}")


@kind("a finding told twice", "D2")
def _(chance: random.Random, draft: Draft):
    place, found = chance.choice(draft.openings())
    return draft.with_new(chance.choice([n for n in draft.prose if n != place]), found[0])


@kind("a finding turned round", "N1", "D1")
def _(chance: random.Random, draft: Draft):
    denied = {
        " were ": " were not ",
        " could ": " could not ",
        " felt ": " did not feel ",
        " knew ": " did not know ",
        " agreed ": " did not agree ",
    }
    told = [
        (place, found, verb)
        for place, found in draft.openings()
        for verb in denied
        if 0 <= found["told"].find(verb.lstrip()) < 2  # the sentence's own verb
        and re.match(r"most|almost all|the majority|.*(?:thirds|quarters)", found["share"], re.I)
    ]
    place, found, verb = chance.choice(told)
    said = f"{found['share']} {found['who']} {found['told'].replace(verb.lstrip(), denied[verb].lstrip(), 1)}"
    return draft.with_new(chance.choice([n for n in draft.prose if n != place]), said)


@kind("a headline above its figure", "H1")
def _(chance: random.Random, draft: Draft):
    weaker = (
        r"the majority|less than half|(?!.*over three-|three-).*(?:half|third|quarter|two-thirds|almost three-quarters)"
    )
    place, found = chance.choice([one for one in draft.openings() if re.match(weaker, one[1]["share"], re.I)])
    messages = max(n for n in draft.messages if n < place)
    group = re.sub(r",? (?:who|we) .*", "", found["who"].removeprefix("the "))
    said = chance.choice((f"- Almost all {found['who']} {found['told']}", f"- {group.capitalize()} {found['told']}"))
    return draft.with_new(messages, said)


@kind("a loose word", "W1")
def _(chance: random.Random, draft: Draft):
    place, found = chance.choice(draft.openings())
    loose = chance.choice(
        ("Many", "Some", "Several", "A number of", "A large number of", "A significant proportion of")
    )
    said = f"{loose} {found['who'].removeprefix('the ')} {found['told']}"
    text, lines, _ = draft.with_line(place, draft.lines[place].replace(found[0], said, 1))
    return text, lines, loose


@kind("a small count in words", "I2")
def _(chance: random.Random, draft: Draft):
    word = chance.choice(("A few of", "Few of", "A small number of"))
    group = chance.choice(("parents", "young people", "carers"))
    return _anywhere(chance, draft, f"{word} the {chance.randrange(8, 30)} {group} whom we met had waited too long.")


@kind("an identifier", "I1")
def _(chance: random.Random, draft: Draft):
    return _anywhere(chance, draft, chance.choice((
        "The child (CHI 0101011237) had moved.",
        "The worker could be reached on 07700 900123.",
        "The family had moved to ML1 9XX.",
        "Letters went to someone.else@example.org.",
        "The oldest child (date of birth 03/04/2011) had moved.",
    )))  # fmt: skip


@kind("a figure of nobody", "B1")
def _(chance: random.Random, draft: Draft):
    percent, group = chance.randrange(20, 90), chance.choice(("children", "families", "pupils", "care leavers"))
    return _anywhere(chance, draft, f"Help of this kind had reached {percent}% of {group}.")


# --- names, dates and the frame ----------------------------------------------------------------------------------


def _own(draft: Draft, places: list[int]) -> list[tuple[int, re.Match[str]]]:
    """Where the own area stands, in sentences that name it once."""
    return [
        (n, found)
        for n in places
        for found in re.finditer(r"North Lanarkshire(?!'s| Council)", draft.lines[n])
        if draft.lines[n].count("Lanarkshire") == 1
    ]


@kind("the area of a sentence", "A1")
def _(chance: random.Random, draft: Draft):
    told = [n for n, line in enumerate(draft.lines) if line.endswith((".", ". "))]
    place, found = chance.choice(_own(draft, told))
    return _instead(draft, place, found, chance.choice(AREAS))


@kind("the area of a title", "A2")
def _(chance: random.Random, draft: Draft):
    titles = [n for n, line in enumerate(draft.lines) if line[-1:].isalpha() and " | " not in line and line[:1] != "-"]
    place, found = chance.choice(_own(draft, titles))
    return _instead(draft, place, found, chance.choice(AREAS))


@kind("the title of a statement", "X3")
def _(chance: random.Random, draft: Draft):
    titles = [n for n, line in enumerate(draft.lines) if re.match(r"Statement \d: ", line)]
    place, found = _drawn(chance, draft, r"(?<= )[a-z]{5,}\b", titles)
    text, lines, _ = draft.with_line(
        place, re.sub(r" +", " ", draft.lines[place][: found.start()] + draft.lines[place][found.end() :])
    )
    return text, lines, draft.lines[place]


@kind("an appendix", "X5")
def _(chance: random.Random, draft: Draft):
    return _anywhere(
        chance, draft, f"More is said {chance.choice(('in', 'by'))} Appendix {chance.randrange(3, 9)} of this report."
    )


@kind("an indicator", "X7")
def _(chance: random.Random, draft: Draft):
    return _anywhere(
        chance, draft, f"This bears on quality indicator {chance.choice(('1.4', '2.5', '3.3', '7.4', '10.1'))}."
    )


@kind("a day", "Y1")
def _(chance: random.Random, draft: Draft):
    day = chance.choice(("31 April 2023", "31 June 2022", "30 February 2023", "31 November 2022"))
    return _anywhere(chance, draft, f"The group met for the first time on {day}.")


@kind("an edition", "Y3")
def _(chance: random.Random, draft: Draft):
    places = [n for n, line in enumerate(draft.lines) if "(November 2022)" in line]
    place, found = _drawn(chance, draft, r"November 2022", places)
    return _instead(draft, place, found, chance.choice(("August 2019", "May 2017", "October 2024")))


@kind("an abbreviation", "K1")
def _(chance: random.Random, draft: Draft):
    short = "".join(chance.choice("BDFGKLPRTW") for _ in range(4))
    return _anywhere(chance, draft, f"The {short} met every month. Staff found the {short} useful.")


@kind("a span of years", "Y5")
def _(chance: random.Random, draft: Draft):
    year = chance.randrange(2011, 2017)
    return _anywhere(
        chance, draft, f"It began in {year}/{year + 1 - 2000} and was looked at again after {year}/{year + 1}."
    )
