"""Say in words what a claim rests on: the question with its count, who supplied a figure, in which session."""

from __future__ import annotations

from collections.abc import Iterator

from ..context import figures, key_facts
from ..decisions import judgements
from ..estimates import Estimate, estimates
from ..evidence import COLUMNS, Case, once, rows_of
from ..narrative import Sentence
from ..voices import notes
from ..wording import percent, respondents
from .binding import Claim, claims_of


def resting(case: Case, sentence: Sentence) -> list[tuple[str, str]]:
    """What a sentence with a figure or quantity word rests on, in words, each after the words that it bears out.

    Evidence that bears out no figure or quantity word comes last, after a blank. Nothing for a sentence without
    claims. What was said in a session, or stands in a record, is never repeated.
    """
    claims = claims_of(case, sentence)
    if not claims:
        return []
    told = dict.fromkeys((claim.words, claim.rests_on, claim.band) for claim in claims)
    by_evidence: dict[str, list[str]] = {}
    for words, name, band in told:
        by_evidence.setdefault(name, []).append(f"“{words}”{f' ({band})' if band else ''}")
    found = [(", ".join(words), in_words(case, name)) for name, words in by_evidence.items()]
    return [*found, *(("", in_words(case, name)) for name in sentence.rests_on if name not in by_evidence)]


def in_words(case: Case, name: str) -> str:
    """One piece of evidence in words, with its id; what it would be where an id is blank."""
    if not name:
        return "No evidence is named for this."
    estimate = estimates(case).get(name)
    return _counted(case, estimate) if estimate else _described(case).get(name, name)


def _counted(case: Case, estimate: Estimate) -> str:
    measure = estimate.measure
    asked = f"{case.framework.instruments[measure.item.instrument].title}, “{measure.item.wording}”"
    which = ", ".join(part for part in (measure.phrase, respondents(case, estimate) if measure.group else "") if part)
    other = ", the other answers" if measure.complement else ""
    about = f"{asked}{f' ({which})' if which else ''}{other} [{estimate.id}]"
    if estimate.hidden or estimate.low is None or estimate.high is None:
        return f"{about}: the count is hidden, as few answered one way."
    interval = f"95% interval {100 * estimate.low:.0f}% to {100 * estimate.high:.0f}%"
    share = f"{estimate.numerator:,} of {estimate.base:,}, {percent(estimate)}, {interval}"
    return f"{about}: {share}.{_flips(estimate)}"


def _flips(estimate: Estimate) -> str:
    """How many answers would change the term, on either side."""
    sides = [f"{number:,} {word}" for number, word in ((estimate.flips_down, "fewer"), (estimate.flips_up, "more"))
             if number is not None]  # fmt: skip
    return f" The term is “{estimate.term}”; {' or '.join(sides)} would change it." if sides else ""


@once
def _described(case: Case) -> dict[str, str]:
    """Figures, statistics, notes, examples, documents, decisions and tables in words, by id."""
    return {name: f"{text} [{name}]" for name, text in _all(case)}


def _all(case: Case) -> Iterator[tuple[str, str]]:
    documents = case.evidence["documents"].set_index("document_id")["title"].to_dict()
    sessions = case.evidence["engagement"].set_index("session_id").to_dict("index")
    for fact in key_facts(case):
        yield fact.fact.id, f"Official statistic, {fact.fact.label}, {fact.fact.period}: {fact.fact.source}"
    for figure in figures(case):
        of = documents.get(figure.source_id, figure.source_id)
        yield figure.id, f"Figure supplied by the partnership, {figure.fact.label}, {figure.fact.period}: {of}"
    for note in notes(case):
        if note.source_id in sessions:
            one = sessions[note.source_id]
            yield note.id, f"Note of what was {note.kind}: {one['method']}, {one['group']} [{note.source_id}]"
        else:
            of = documents.get(note.source_id, f"{note.told_by}" if ":" in note.source_id else note.source_id)
            yield note.id, f"Note of what was {note.kind}: {of}"
    for row in rows_of(case, "practice_examples"):
        yield row["example_id"], f"Practice example, {row['title']}"
    for name, title in documents.items():
        yield str(name), f"Document, {title}"
    for judgement in judgements(case):
        yield judgement.id, f"Decided by people: {judgement.kind}, {judgement.status}"
    for table in COLUMNS:
        yield table, f"Rows of the table {table.replace('_', ' ')}"


def as_data(claim: Claim) -> dict[str, object]:
    """A claim as `claims.json` has it."""
    return {name: getattr(claim, name) for name in ("words", "kind", "rests_on", "source", "item", "base", "band")}
