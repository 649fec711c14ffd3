"""Put clauses in order and join them into sentences and paragraphs, one paragraph a theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..context import figures
from ..estimates import Estimate, leading
from ..evidence import Case, once
from ..framework import Heading
from ..voices import Note, notes
from ..wording import ended, listed, of_people
from .clauses import (
    Clause,
    Rotation,
    SharedWords,
    estimate_clauses,
    figure_clause,
    group_clause,
    note_clause,
)
from .withheld import withheld_clause

LONGEST = 44  # words in a joined sentence
SHARED = 4  # words that two sentences must end with to become one
DID = ("took", "gave", "held", "made")  # verbs at the head of such an ending that "so did" can stand for
AGAIN = ("they also ", "we also ", "it also ")


@dataclass(frozen=True)
class Bound:
    """Words of a sentence, from `start` to before `end`, that show what has this id."""

    start: int
    end: int
    id: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of the draft and the ids of the evidence that it rests on.

    `bound` says which of its words show what, where the sentence was written so.
    """

    text: str
    rests_on: tuple[str, ...]
    bound: tuple[Bound, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """The sentences about one theme, or, with no theme, about the whole heading."""

    theme: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return " ".join(sentence.text for sentence in self.sentences)


@once
def draft(case: Case, heading: str) -> tuple[Paragraph, ...]:
    """The automatic first draft of one heading, a paragraph a theme; nothing where there is no evidence.

    Every estimate, note, figure and example marked for the draft is said once; what must be withheld is said last,
    in a paragraph of its own. "However" and "while" appear only between evidence that points different ways; no
    cause is given that nobody gave.
    """
    about = case.framework.headings[heading]
    turn = Rotation(int(about.order))
    paragraphs = []
    for theme in _themes(case, about):
        clauses = _clauses(case, about, theme, turn)
        if clauses:
            paragraphs.append(Paragraph(theme, tuple(_sentences(clauses))))
    unsaid = withheld_clause(case, leading(case, heading))
    return (*paragraphs, Paragraph("", tuple(_sentences([unsaid])))) if unsaid else tuple(paragraphs)


def _themes(case: Case, about: Heading) -> list[str]:
    """The themes of a heading in the framework's order, then those that coders and figures add."""
    coded = [note.theme for note in notes(case) if note.heading == about.heading and note.in_draft]
    supplied = [figure.theme for figure in figures(case) if figure.heading == about.heading]
    return list(dict.fromkeys([*about.themes.split(";"), *coded, *supplied]))


def _clauses(case: Case, about: Heading, theme: str, turn: Rotation) -> list[Clause]:
    """Everything about one theme, in the order of telling.

    Description first unless the heading opens with what was asked; then each share with what qualifies it;
    then what else was heard and seen, the partnership's figures, and last what is to improve.
    """
    told = [n for n in notes(case) if n.in_draft and (n.heading, n.theme) == (about.heading, theme)]
    shares = [e for e in leading(case, about.heading) if e.measure.item.theme == theme]
    supplied = [f for f in figures(case) if (f.heading, f.theme) == (about.heading, theme) and f.text]
    anchors = {e.measure.item.item for e in shares} | {f.id for f in supplied} | {n.id for n in told}
    free = [n for n in told if not _anchored(n, anchors)]
    asked = _asked(case, shares, told, turn)
    given = [c for f in supplied for c in (figure_clause(f, turn), *_following(f.id, told, turn))]
    setting = _with_followers([n for n in free if n.kind == "read" and n.direction == "context"], told, turn)
    good = [
        n
        for n in free
        if n.direction in ("strength", "context") and not (n.kind == "read" and n.direction == "context")
    ]
    strengths = _with_followers(sorted(good, key=lambda n: (n.kind != "read", n.kind, n.told_by)), told, turn)
    rest = [n for n in free if n.direction in ("mixed", "area for improvement")]
    concerns = _with_followers(sorted(rest, key=lambda n: (n.kind != "read", n.told_by)), told, turn)
    opening = [asked, setting] if about.opens_with.endswith(("survey", "reading")) else [setting, asked]
    clauses = [clause for block in (*opening, strengths, given, concerns) for clause in block]
    reached = {ref for clause in clauses for ref in clause.rests_on}
    circling = [note_clause(n, turn) for n in told if n.id not in reached]  # notes that follow only one another
    return [*clauses, *circling]


def _asked(case: Case, shares: list[Estimate], told: list[Note], turn: Rotation) -> list[Clause]:
    """Each share with the notes that qualify it, and once a theme the group that stands out."""
    found: list[Clause] = []
    group = group_clause(case, shares, turn)
    for estimate in shares:
        found += estimate_clauses(case, estimate, turn) if estimate.term else []
        if group and group.rests_on[0].startswith(f"{estimate.id}["):
            found.append(group)
        found += _following(estimate.measure.item.item, told, turn)
    return found


def _anchored(note: Note, anchors: set[str]) -> bool:
    return any(
        note.qualifies == anchor or note.qualifies.startswith((f"{anchor}.", f"{anchor}[")) for anchor in anchors
    )


def _following(anchor: str, told: Iterable[Note], turn: Rotation) -> list[Clause]:
    found = [n for n in told if _anchored(n, {anchor})]
    return [c for n in found for c in (note_clause(n, turn), *_following(n.id, [m for m in told if m is not n], turn))]


def _with_followers(found: Iterable[Note], told: list[Note], turn: Rotation) -> list[Clause]:
    return [c for n in found for c in (note_clause(n, turn), *_following(n.id, told, turn))]


def _sentences(clauses: list[Clause]) -> list[Sentence]:
    """Clauses as sentences: pairs joined where they have one speaker, turns marked where the direction differs."""
    sentences: list[Sentence] = []
    previous: Clause | None = None
    turned = joined = False
    for clause in _merged(clauses):
        differs = previous is not None and None not in (previous.good, clause.good) and previous.good != clause.good
        same = previous is not None and clause.speaker != "" and clause.speaker == previous.speaker
        length = len((clause.short if same else clause.text).split())
        fits = bool(sentences) and len(sentences[-1].text.split()) + length <= LONGEST
        may = previous is not None and not previous.ends and not clause.ends and "“" not in clause.text
        if previous and fits and may and not joined and (same or (differs and clause.after)):
            sentences[-1] = _join(sentences[-1], previous, clause, same, differs)
            joined = True
        else:
            again = same and clause.short.startswith(AGAIN) and not sentences[-1].text.lower().startswith(AGAIN)
            text = clause.short if again else clause.text
            turned = differs and not turned and _turns(previous, clause)
            sentences.append(Sentence(ended(f"However, {text}" if turned else text), clause.rests_on))
            joined = False
        previous = clause
    return sentences


def _turns(previous: Clause | None, clause: Clause) -> bool:
    """Whether a difference in direction is a contrast: what qualifies, two shares, or two of what was told.

    A share after a note on something else merely comes next.
    """
    alike = previous is not None and bool(previous.share) == bool(clause.share)
    return bool(clause.after) or alike


def _join(sentence: Sentence, previous: Clause, clause: Clause, same: bool, differs: bool) -> Sentence:
    link, text = "while" if differs else "and", clause.short if same else clause.text
    if same and previous.share and clause.share and not differs:
        text = _so_did(previous.share, clause.share) or text
    if same and text.startswith(AGAIN):
        link, text = "but" if differs else "and", "that " + text.split(" that ", 1)[1]
    return Sentence(f"{sentence.text.removesuffix('.')}, {link} {text}.", (*sentence.rests_on, *clause.rests_on))


def _so_did(first: SharedWords, second: SharedWords) -> str:
    """The second of two shares that end alike, without saying the ending again: "in almost all, so did the police"."""
    subject, ending = _alike(first.sentence, second.sentence)
    if not first.records or not subject or ending.split()[0] not in DID:
        return ""
    return f"in {second.word}, so did {subject}"


def _alike(one: str, two: str) -> tuple[str, str]:
    """The second of two sentences, parted before the ending of `SHARED` words or more that both have; else blanks."""
    first, second, same = one.split(), two.split(), 0
    while same < min(len(first), len(second)) - 1 and first[-1 - same] == second[-1 - same]:
        same += 1
    return (" ".join(second[:-same]), " ".join(second[-same:])) if same >= SHARED else ("", "")


def _merged(clauses: list[Clause]) -> list[Clause]:
    """Neighbouring shares with one word, one base and one ending as one: the police, health and education took part."""
    found: list[Clause] = []
    for clause in clauses:
        last = found[-1] if found else None
        if (
            last
            and last.share
            and clause.share
            and last.speaker == clause.speaker
            and last.share.word == clause.share.word
        ):
            merged = _one(last, clause)
            if merged:
                found[-1] = merged
                continue
        found.append(clause)
    return found


def _one(first: Clause, second: Clause) -> Clause | None:
    if first.share is None or second.share is None:
        return None
    subject, ending = _alike(first.share.sentence, second.share.sentence)
    if not subject or len(subject.split()) > SHARED:
        return None
    before = first.share.sentence.removesuffix(ending).strip()
    merged = len(first.rests_on) > 1  # its subjects are a list already
    subjects = [*(before.replace(" and ", ", ").split(", ") if merged else [before]), subject]
    sentence = f"{listed(subjects)} {ending}"
    share = SharedWords(first.share.word, first.share.people, sentence, first.share.records)
    some = of_people(share.word, share.people)
    text = f"in {some}, {sentence}" if share.records else f"{some} {sentence}"
    short = f"in {share.word}, {sentence}" if share.records else f"{share.word} {sentence}"
    return Clause(text, (*first.rests_on, *second.rests_on), first.good, first.speaker, short, share=share)
