"""Where a sentence comes from, in words that a partnership may read: source, question and base; never whose words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..context import key_facts
from ..estimates import estimates
from ..evidence import Case, once
from ..voices import VOLUNTEERS, Note, notes

#: What a sentence about how the inspection was made rests on, table by table.
WHOLE = {
    "engagement": "the record of the people whom the inspection team met",
    "documents": "the list of documents that the partnership gave the inspection team",
}
GONE = "evidence that is no longer held"


def origins(case: Case, rests_on: Iterable[str]) -> list[str]:
    """Where each piece of evidence of a sentence comes from, in words, each said once.

    >>> from inspection_lib import load_case
    >>> origins(load_case("params/north-lanarkshire.yaml"), ["staff.valued"])
    ['Staff survey: “I feel valued for the work I do” (1,298 replies)']
    """
    return list(dict.fromkeys(origin(case, name) for name in rests_on))


def origin(case: Case, name: str) -> str:
    """Where one piece of evidence comes from, by its id; that it is no longer held where nothing has the id."""
    estimate = estimates(case).get(name)
    if estimate:
        item = estimate.measure.item
        return question(case, item.instrument, item.item, estimate.measure.group, estimate.base)
    return _others(case).get(name, GONE)


def question(case: Case, source: str, name: str, group: tuple[str, str] | None, base: int | None) -> str:
    """A question in the words in which it was asked, of whom, and how many are in its base if that is shown."""
    item, about = case.framework.items.get(name), case.framework.instruments[source]
    if not item:
        return about.title
    among = f", among {case.framework.group_words(source, *group)[1]}" if group else ""
    told = f"{base:,} {about.unit}" if base is not None else "the numbers are too small to be shown"
    return f"{about.title}: “{item.wording.rstrip('.')}”{among} ({told})"


def official(label: str, period: str, source: str) -> str:
    """An official statistic with its period and its source.

    >>> official("Population", "30 June 2022", "National Records of Scotland")
    'official statistic: Population, 30 June 2022 (National Records of Scotland)'
    """
    return f"official statistic: {label}, {period} ({source})"


@once
def _others(case: Case) -> dict[str, str]:
    """What is no count in words, by id: tables, official statistics, notes, figures, documents, decisions."""
    return dict(_all(case))


def _all(case: Case) -> Iterator[tuple[str, str]]:
    for name, about in case.framework.instruments.items():
        yield name, about.title
    yield from WHOLE.items()
    for name in case.evidence["judgements"].iloc[:, 0]:
        yield str(name), "a judgement of the inspection team"
    for table, said, kind in (
        ("documents", "title", "document"),
        ("practice_examples", "title", "practice example"),
        ("figures", "label", "the partnership's figure"),
    ):
        for row in case.evidence[table].to_dict("records"):
            period = f", {row['period']}" if table == "figures" and row["period"] else ""
            yield str(next(iter(row.values()))), f"{kind}: {row[said]}{period}"
    for note in notes(case):
        yield note.id, _note(case, note)
    for known in key_facts(case):
        yield known.fact.id, official(known.fact.label, known.fact.period, known.fact.source)


def _note(case: Case, note: Note) -> str:
    documents = case.evidence["documents"].set_index("document_id")["title"]
    if note.told_by == "comment":
        table = note.source_id.partition(":")[0]
        about = case.framework.instruments.get(table)
        return f"{about.title}: comments" if about else "comments in a survey"
    if note.source_id in documents.index:
        return f"document: {documents[note.source_id]}"
    if note.kind == "seen":
        return f"what {VOLUNTEERS if note.told_by == VOLUNTEERS else 'the inspection team'} saw"
    return f"what {note.group} told the inspection team"
