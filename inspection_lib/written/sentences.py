"""Pieces of a narrative as paragraphs and lists of sentences, each bound to the evidence that it names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..narrative import Bound, Sentence
from ..wording import capital, ended, stops
from .rendering import Piece


class Letter(NamedTuple):
    """One character with its line and the piece that it is of; without a character, the place of an `on(...)`."""

    text: str
    line: int
    piece: int


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a list of sentences. `lines` has, for each sentence, the line of the file of each character."""

    kind: str  # "paragraph" or "list"
    sentences: tuple[Sentence, ...]
    lines: tuple[tuple[int, ...], ...]


def passages(pieces: list[Piece]) -> list[Passage]:
    """The paragraphs and lists of a narrative. Blank lines part paragraphs, "- " begins a line of a list."""
    found: list[tuple[str, list[list[Letter]]]] = []
    blank = True
    for row in _rows(pieces):
        if not any(letter.text.strip() for letter in row):
            rested = [letter for letter in row if not letter.text]
            if found:
                found[-1][1][-1].extend(rested)
            blank = blank or not rested  # a line that has only an on(...) parts no paragraphs
            continue
        item = "".join(letter.text for letter in row[:40]).startswith("- ")
        kind = "list" if item else "paragraph"
        if item and found and found[-1][0] == "list":
            found[-1][1].append(_after_sign(row))
        elif item or blank or not found:
            found.append((kind, [_after_sign(row) if item else row]))
        else:
            found[-1][1][-1].extend([Letter(" ", row[0].line, -1), *row])
        blank = False
    return [_passage(kind, blocks, pieces) for kind, blocks in found]


def _rows(pieces: list[Piece]) -> Iterator[list[Letter]]:
    """The lines as typed: what evidence says holds no line break."""
    row: list[Letter] = []
    for number, piece in enumerate(pieces):
        if not piece.text:
            row.append(Letter("", piece.line, number))
        line = piece.line
        for character in piece.text:
            if character == "\n":
                yield row
                row, line = [], line + 1
            else:
                row.append(Letter(character, line, number if piece.id else -1))
    yield row


def _after_sign(row: list[Letter]) -> list[Letter]:
    """A line of a list without its "- "."""
    seen, rest = 0, []
    for letter in row:
        if letter.text and seen < 2:
            seen += 1
        else:
            rest.append(letter)
    return rest


def _passage(kind: str, blocks: list[list[Letter]], pieces: list[Piece]) -> Passage:
    told: list[tuple[Sentence, tuple[int, ...]]] = []
    for block in blocks:
        parted = [(_sentence(part, pieces), _lines(part)) for part in _parted(_folded(block))]
        parted = [(sentence, lines) for sentence, lines in parted if sentence.text]
        told += [_joined(parted)] if kind == "list" and parted else parted
    return Passage(kind, tuple(sentence for sentence, _ in told), tuple(lines for _, lines in told))


def _lines(row: list[Letter]) -> tuple[int, ...]:
    return tuple(letter.line for letter in row if letter.text)


def _joined(parted: list[tuple[Sentence, tuple[int, ...]]]) -> tuple[Sentence, tuple[int, ...]]:
    """The sentences of one line of a list as one, so that a list has one sentence a line."""
    text, rests_on, bound, places = "", list[str](), list[Bound](), list[int]()
    for sentence, lines in parted:
        text = f"{text} " if text else ""
        bound += [replace(each, start=len(text) + each.start, end=len(text) + each.end) for each in sentence.bound]
        places += [lines[0]] * (len(text) - len(places)) + list(lines)
        text += sentence.text
        rests_on += sentence.rests_on
    return Sentence(text, tuple(dict.fromkeys(rests_on)), tuple(bound)), tuple(places)


def _folded(block: list[Letter]) -> list[Letter]:
    """A block with single spaces inside and none around."""
    kept: list[Letter] = []
    space: Letter | None = None
    for letter in block:
        if letter.text.isspace():
            space = letter
            continue
        if letter.text and space and any(k.text for k in kept):
            kept.append(Letter(" ", space.line, space.piece))
        if letter.text:
            space = None
        kept.append(letter)
    return kept


def _parted(block: list[Letter]) -> Iterator[list[Letter]]:
    """A paragraph's sentences. A stop inside a name or title that evidence gave ends none."""
    letters = [letter for letter in block if letter.text]
    text = "".join(letter.text for letter in letters)
    given = {place for place, letter in enumerate(letters) if letter.piece >= 0}
    cuts = [stop.end() for stop in stops(text, given) if not _within(letters[stop.start()], letters[stop.end() + 1])]
    place, rows = 0, [list[Letter]() for _ in (0, *cuts)]
    for letter in block:
        sentence = bisect_right(cuts, place)
        if not letter.text and sentence and cuts[sentence - 1] == place:
            sentence -= 1  # an on(...) right behind a stop is of the sentence before it
        rows[sentence].append(letter)
        place += len(letter.text)
    for row in rows:
        while row and row[0].text == " ":
            row.pop(0)
        yield row


def _within(one: Letter, other: Letter) -> bool:
    """Whether two characters are of one name, title or figure that evidence gave."""
    return one.piece == other.piece >= 0


def _sentence(row: list[Letter], pieces: list[Piece]) -> Sentence:
    rests_on = tuple(dict.fromkeys(pieces[letter.piece].id for letter in row if letter.piece >= 0))
    letters = [letter for letter in row if letter.text]
    text = "".join(letter.text for letter in letters).rstrip()
    open_ended = text.endswith((":", ";", ",", "–", "-"))
    return Sentence(capital(text) if open_ended or not text else ended(text), rests_on, tuple(_bound(letters, pieces)))


def _bound(letters: Iterable[Letter], pieces: list[Piece]) -> Iterator[Bound]:
    """Each run of characters that shows one piece of evidence."""
    start, before = 0, -1
    for place, letter in enumerate([*letters, Letter("", 0, -1)]):
        if letter.piece != before:
            if before >= 0:
                yield Bound(start, place, pieces[before].id)
            start, before = place, letter.piece
