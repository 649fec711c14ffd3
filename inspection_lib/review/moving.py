"""What is said to have risen or fallen, and by how much, held to the two values that it is between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..numerals import shown
from .changes import BARE, BY_SO_MUCH, DOWN, STEADY, UP, Change, Values, amount, changes, sign_of, values
from .content import stems
from .registry import Report, Said, Setting, quoted, rule
from .report import Sentence


@rule("C1", "error")
def changes_are_what_their_values_come_to(report: Report, _: Setting) -> Iterator[Said]:
    """A change stated in per cent, points, parts or multiples is that between the two values beside it."""
    for sentence in report.sentences:
        for pair in values(sentence.text):
            for place, change in _stated(report, sentence, pair):
                if not _holds(pair, change, place is sentence):
                    written = _written(place, change, sentence, pair)
                    yield Said(place.line(change.start), written, _comes_to(pair, change))
        yield from _by_so_much(sentence)
        for pair, change in _across(report, sentence):
            if not _holds(pair, change, True):
                yield Said(
                    sentence.line(change.start), quoted(sentence, 0, change.end), _comes_to(pair, change), "likely"
                )


def _by_so_much(sentence: Sentence) -> Iterator[Said]:
    """A change by an amount ("by £200,000") that is not the difference of the two values beside it."""
    pairs = values(sentence.text)
    stated = list(BY_SO_MUCH.finditer(sentence.text)) if len(pairs) == 1 else []
    if len(stated) != 1 or pairs[0].percents or list(changes(sentence.text)):
        return
    pair, match = pairs[0], stated[0]
    sign = sign_of(sentence.text, match.start(), match.end())
    inside = sentence.text[pair.start : pair.end]
    unit = re.search(r"\d ?(?:million|m|billion|bn|k)\b", inside, re.I)
    size = amount(f"1 {unit[0].split()[-1].lstrip('0123456789')}") if unit else 1
    if ("£" in match[0]) != ("£" in inside):
        return
    places = max(len(part) for part in re.findall(r"\d+(?:\.(\d+))?", inside)) if unit else 0
    slack = size / (10**places) if unit else 0
    difference = (pair.new - pair.old) * size
    if sign and abs(sign * amount(match["amount"]) - difference) > slack:
        word = "a rise" if difference > 0 else "a fall" if difference < 0 else "no change"
        said = f"the two values are {word} of {shown(abs(Fraction(difference)))}"
        yield Said(
            sentence.line(match.start()),
            quoted(sentence, min(match.start(), pair.start), max(match.end(), pair.end)),
            said,
        )


def _across(report: Report, sentence: Sentence) -> Iterator[tuple[Values, Change]]:
    """A change with its two values, of which the sentence before gives the first, each with its year."""
    before = report.sentences[sentence.number - 1] if sentence.number else None
    text = _dated(before.text, sentence.text) if before else ""
    dated = before and before.heading == sentence.heading and YEAR.search(before.text) and YEAR.search(text)
    stated = list(changes(sentence.text)) if dated and AGAIN.search(sentence.text) else []
    if before and len(stated) == 1 and not values(sentence.text) and not values(before.text):
        pairs = values(f"{before.text} {text}")
        if len(pairs) == 1 and not list(changes(before.text)):
            yield pairs[0], stated[0]


def _dated(before: str, text: str) -> str:
    """A sentence with "a year later" as the year that it is."""
    years = YEAR.findall(before)
    return YEAR_LATER.sub(f"in {int(years[-1]) + 1}", text) if years else text


YEAR_LATER = re.compile(
    r"\b(?:(?:a|one) year later|(?:in )?the (?:following|next) year|(?:in )?the year after)\b", re.I
)
YEAR = re.compile(r"(?:19|20)\d\d")
#: The second value is of what the sentence before spoke of.
AGAIN = re.compile(
    r"\b(?:they|it|there|the (?:number|figure|rate|share|total)) (?:were|was|stood|had|came|reached|is|are)\b", re.I
)


def _stated(report: Report, sentence: Sentence, pair: Values) -> Iterator[tuple[Sentence, Change]]:
    """The changes stated of a pair of values: in its sentence, or else in the one before or after about the same."""
    own = [
        change
        for change in changes(sentence.text)
        if not (pair.start <= change.start < pair.end and change.end <= pair.end)
        or re.match(
            r"(?:(?:down|up|by)\b.*\d.* from|.*\d.* (?:more|fewer|less|higher|lower) than)\b",
            sentence.text[change.start : change.end + 12].strip(),
            re.I,
        )
    ]
    if own:
        if len(values(sentence.text)) == 1 and len(own) == 1:
            yield sentence, own[0]
        return
    for step in (-1, 1):
        place = sentence.number + step
        if not 0 <= place < len(report.sentences):
            continue
        beside = report.sentences[place]
        stated = list(changes(beside.text))
        if beside.heading == sentence.heading and len(stated) == 1 and not values(beside.text):
            about = (
                stems(beside.text) & stems(sentence.text)
                or re.match(r"^(?:this|that|it|an?|the)\b", beside.text, re.I)
                or BARE.search(sentence.text)
            )
            if about and (step > 0 or BARE.search(sentence.text) or stems(beside.text) & stems(sentence.text)):
                yield beside, stated[0]
                return


def _holds(pair: Values, change: Change, same: bool) -> bool:
    difference = pair.new - pair.old
    if change.points:
        return change.low <= difference <= change.high
    if pair.percents and change.low <= difference <= change.high and same:
        return True
    return change.low <= pair.change <= change.high


def _written(place: Sentence, change: Change, sentence: Sentence, pair: Values) -> str:
    if place is sentence:
        return quoted(sentence, min(change.start, pair.start), max(change.end, pair.end))
    return f"{quoted(place, max(change.start - 40, 0), change.end)} ... {quoted(sentence, pair.start, pair.end)}"


def _comes_to(pair: Values, change: Change) -> str:
    places = 1 if max(pair.old, pair.new) < 10 and pair.old.denominator > 1 else 0
    ends = f"from {shown(pair.old, places)} to {shown(pair.new, places)}"
    difference = pair.new - pair.old
    word = "a rise" if difference > 0 else "a fall" if difference < 0 else "no change"
    if change.points:
        return f"{ends} is {word} of {shown(abs(difference), change.places)} percentage points"
    return f"{ends} is {word} of {shown(abs(pair.change), max(change.places, 0))}%"


@rule("C2", "error")
def directions_are_those_of_the_values(report: Report, _: Setting) -> Iterator[Said]:
    """What is said to have risen has a later value that is higher, and what is said to have fallen a lower one."""
    for sentence in report.sentences:
        for pair in values(sentence.text):
            around = sentence.text[max(pair.start - 70, 0) : pair.end + 50]
            before = re.split(r"[;:]", sentence.text[: pair.start + 12])[-1][-80:] + " " + _verb(sentence.text, pair)
            if not UP.search(before) and not DOWN.search(before):
                before = re.split(r"[;:]", sentence.text[: pair.start])[0] + _so(sentence.text[pair.end :])
            if not UP.search(before) and not DOWN.search(before):
                before = _lead(report, sentence)
            up, down = UP.search(before), DOWN.search(before)
            better = BETTER.search(before)
            if better and UNWANTED.search(f"{before} {sentence.text}"):
                up, down = (None, better) if up and up[0].lower().startswith("improv") or not up else (up, down)
            steady = STEADY.search(around)
            if bool(up) == bool(down) and not steady:
                continue
            wrong = pair.new != pair.old if steady else pair.new <= pair.old if up else pair.new >= pair.old
            if wrong and not re.search(
                r"\b(?:not|no) (?:\w+ )?(?:rise|risen|fall|fallen|increase|reduce)", around, re.I
            ):
                word = "higher" if pair.new > pair.old else "lower" if pair.new < pair.old else "the same"
                yield Said(
                    sentence.line(pair.start),
                    quoted(sentence, max(pair.start - 40, 0), pair.end),
                    f"the later value is {word}",
                )


#: What is better when there is less of it.
UNWANTED = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|delays?|vacanc\w+|absences?|backlogs?|turnover|exclusions?|overdue|incidents|time taken|"
    r"reoffending|late)\b",
    re.I,
)
BETTER = re.compile(r"\b(?:improv\w+|better|shorter|quicker|faster|shortened|eased)\b", re.I)


def _so(after: str) -> str:
    """What a sentence concludes from its two values."""
    found = re.match(r"^[^.;]{0,15}?, (?:and )?(?:so|meaning|which meant|which means)\b([^.;]*)", after)
    return found[0] if found else ""


def _lead(report: Report, sentence: Sentence) -> str:
    """The sentence before, where it is short, has no values of its own and is of the same paragraph."""
    before = report.sentences[sentence.number - 1] if sentence.number else None
    near = before and before.paragraph is sentence.paragraph and len(before.text) < 90
    if not before or not near or values(before.text) or before.shares or not stems(before.text) & stems(sentence.text):
        return ""
    return before.text


def _verb(text: str, pair: Values) -> str:
    """The words within and right after a pair of values that can carry its direction."""
    inside = text[pair.start : pair.end]
    after = re.match(
        r"^[^.;]{0,12}?, (?:an? |representing an? |which (?:is|was) an? )?(?:overall |slight |small |"
        r"marked |significant )?(\w+)",
        text[pair.end :],
    )
    return f"{' '.join(re.findall(r'(?:up|down)(?= from)', inside, re.I))} {after[1] if after else ''}"
