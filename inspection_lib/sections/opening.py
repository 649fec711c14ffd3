"""The report up to its statements: cover, contents, introduction, key facts, approach, key messages."""

from __future__ import annotations

import pandas as pd

from .. import context
from ..charts import key_facts_chart
from ..checks import totals
from ..context import plain
from ..decisions import Judgement, of_kind
from ..estimates import answered
from ..evidence import INSTRUMENTS, Case
from ..narrative import Sentence
from ..register import band_of
from ..tables import Table, key_facts_table
from ..wording import ended, listed
from ..written import orphans
from .blocks import Bullets, Message, Pairs, Prose, Section, Text
from .sources import sourced
from .standard import day_or_unset, standard
from .waiting import summary_waits

EDITIONS = {
    "internal": "Internal draft",
    "partnership": "Draft for the partnership's comments on factual accuracy",
    "publication": "Publication edition",
}
WAYS = {
    "survey": "in a survey",
    "group meeting": "in group meetings",
    "focus group": "in focus groups",
    "interview": "in interviews",
    "telephone": "by telephone",
    "observation": "by observing practice",
}
TABLES = {
    "engagement": "meetings",
    "documents": "documents",
    "voices": "notes of what was heard, read and seen",
    "figures": "the partnership's figures",
    "practice_examples": "practice examples",
    "judgements": "what the team decided",
}


def marking(case: Case) -> str:
    """What every page is marked with until publication, and that its evidence is illustrative if it is."""
    report = case.params.report
    parts = [] if report.edition == "publication" else ["DRAFT", report.marking]
    return " · ".join([*parts, *(["ILLUSTRATIVE EVIDENCE"] if report.illustrative else [])])


def judged(found: list[Judgement], label: str) -> Bullets:
    """Judgements as a list, each with what it rests on."""
    return Bullets(tuple(Sentence(ended(j.text), (j.id, *j.rests_on)) for j in found), label)


def cover(case: Case) -> Section:
    """Title, who prepared it, date and edition; that it is a draft; and what is missing or illustrative."""
    about, report = case.params.inspection, case.params.report
    together = f", in partnership with {listed(about.with_)}" if about.with_ else ""
    pairs = [
        ("Prepared by", f"{about.led_by}{together}"),
        ("Date of report", day_or_unset(report.date, "still to be set")),
        ("Edition", EDITIONS[report.edition]),
    ]
    if marking(case):
        pairs.append(("Marking", marking(case)))
    messages = [Message(standard(case, "illustrative"))] if report.illustrative else []
    lacks: tuple[Section, ...] = ()
    missing = _missing(case)
    if missing and report.edition != "publication":
        lines = tuple(Sentence(line, ()) for line in missing)
        listing = Bullets(lines, "What is missing from this draft")
        lacks = (Section("incomplete", "", 7, (Text("This draft is incomplete:"), listing), kind="lacks"),)
    title = f"{about.title} in {case.params.partnership.name}"
    return Section("cover", title, 1, (Pairs(tuple(pairs)), *messages), lacks, kind="cover", marking=marking(case))


def _missing(case: Case) -> list[str]:
    """What a reader must know before the first page: evidence not in, headings without any, what is not decided."""
    titles = {name: case.framework.instruments[name].title.lower() for name in INSTRUMENTS}
    absent = [titles.get(t, TABLES.get(t, t)) for t in case.evidence.tables if not len(case.evidence[t])]
    full = set(case.evidence["voices"]["heading"]) | set(case.evidence["figures"]["heading"])
    full |= {measure.item.heading for measure in answered(case)}
    empty = [h.title for h in case.framework.headings.values() if h.heading not in full]
    decided = [ended(problem.message) for problem in case.problems if problem.code in ("J3", "J4", "J5", "J17", "P20")]
    return [
        *([f"Nothing has come in yet from: {listed(absent)}."] if absent else []),
        *([_bare(case, empty)] if empty else []),
        *decided,
        *_unbound(case),
    ]


def _unbound(case: Case) -> list[str]:
    """A line for figures and quantity words that people wrote and that rest on no evidence, by their files."""
    found = orphans(case)
    if not found:
        return []
    files = listed(list(dict.fromkeys(file for file, _ in found)))
    return [f"Figures or quantity words that people wrote and that rest on no evidence: {len(found)}, in {files}."]


def _bare(case: Case, empty: list[str]) -> str:
    """The headings without evidence by their titles, or all of them in a word."""
    every = len(empty) == len(case.framework.headings)
    return "No heading has any evidence yet." if every else f"Headings without evidence: {'; '.join(empty)}."


def contents(case: Case) -> Section:
    """Where the contents list goes; the page makes it from its own headings."""
    return Section("contents", "Contents", 2, kind="contents")


def introduction(case: Case) -> Section:
    """Our remit, with the four statements, and the terms that the report uses, quantity terms included."""
    titles = "\n".join(f"{s.statement}. {s.title.rstrip('.')}." for s in case.framework.statements.values())
    remit = Section("our-remit", "Our remit", 3, (
        Text(standard(case, "remit")), Text(standard(case, "four_statements_intro")), Text(titles),
    ))  # fmt: skip
    names = ("children_at_risk", "young_people", "parents_and_carers", "partners", "staff", "quantity_intro")
    scale = case.framework.scales[case.params.wording.terms]
    bands = tuple((band.term.capitalize(), band.words) for band in reversed(scale.bands))
    words = Table("What each quantity word stands for", ("Word", "Share"), bands)
    terms = Section("our-terms", "The terms that we use in this report", 3, (
        *(Text(standard(case, f"terms_{name}")) for name in names), words, *_fractions(case),
    ))  # fmt: skip
    return Section("introduction", "Introduction", 2, parts=(remit, terms))


def _fractions(case: Case) -> list[Text | Table]:
    """The fractions that may stand for a share beside the quantity words, each with its range; none where none may."""
    if case.params.wording.fractions == "never":
        return []
    marks = case.framework.fractions.landmarks
    phrases = [words for m in marks for words in (m.under and m.under[0], m.exactly, m.over and m.over[0]) if words]
    said = tuple((phrase.capitalize(), band_of(case, phrase)) for phrase in phrases)
    return [Text(standard(case, "terms_fractions")), Table("What each fraction stands for", ("Words", "Share"), said)]


@sourced
def key_facts(case: Case) -> Section:
    """Official figures of the area, each sentence with its comparison, drawn among all council areas."""
    facts = context.key_facts(case)
    if not any(fact.fact.value is not None for fact in facts):
        return Section("key-facts", "Key facts", 2, (Message(f"No official figure for {case.area} is held here."),))
    sentences = []
    for fact in facts:
        text = f"{fact.sentence} {fact.comparison}".strip()
        sentences.append((Sentence(text, (fact.fact.id,)),))
    caption = f"Key facts: {case.area} among the council areas of Scotland"
    blocks = (
        Text(standard(case, "key_facts_intro")),
        Prose(tuple(sentences)),
        key_facts_chart(case, facts, caption),
        key_facts_table(case, facts),
    )
    return Section("key-facts", "Key facts", 2, blocks)


@sourced
def approach(case: Case) -> Section:
    """Who inspected, how, and how many people and records stand behind the report; what it cannot assure."""
    about = case.params.inspection
    numbers = {**totals(case), "documents": len(case.evidence["documents"])}
    heard = ("children_and_young_people", "parents_and_carers")
    rows = {
        "conducted_children": (("children_survey", "parents_survey"), heard),
        "conducted_records": (("record_reading",), ("records",)),
        "conducted_documents": (("documents",), ("documents",)),
        "conducted_staff_survey": (("staff_survey",), ("staff_replies",)),
        "conducted_staff_met": (("engagement",), ("staff_met",)),
        "conducted_elected": (("engagement",), ("elected_members_met",)),
    }
    done = [
        Sentence(standard(case, key, **_known(case)), tables)
        for key, (tables, names) in rows.items()
        if any(numbers[name] for name in names)
    ]
    when = "conducted_intro" if about.started or about.ended else "conducted_undated"
    after = [Text(standard(case, key)) for key in ("thanks", "cannot_assure")] if done else []
    conducted = Section("how-we-inspected", "How we conducted this inspection", 3, (
        Text(standard(case, when)),
        Bullets(tuple(done), "What we did") if done else Message("No evidence has come in yet."),
        *after,
    ))  # fmt: skip
    volunteers = ["approach_volunteers"] if case.params.inspection.young_inspection_volunteers else []
    teams = tuple(Text(standard(case, key)) for key in ("approach_teams", *volunteers, "approach_framework"))
    return Section("our-approach", "Our approach", 2, teams, (conducted,))


def _known(case: Case) -> dict[str, str]:
    """What the evidence itself says of how people were heard and what was read; blank where it does not."""
    heard = pd.concat([case.evidence[table]["heard_by"].astype(str) for table in ("children_survey", "parents_survey")])
    ways = [words for way, words in WAYS.items() if (heard == way).any()]
    number = len(case.evidence["documents"])
    position = case.evidence["documents"]["kind"].str.casefold().eq("position statement").any()
    leaders = (case.evidence["engagement"]["group"] == "senior leaders").any()
    return {
        "ways": f", {listed(ways)}" if ways else "",
        "documents": f"{plain(number)} {'document' if number == 1 else 'documents'}",
        "position_statement": ", its position statement among them" if position and number > 1 else "",
        "leaders": ", senior leaders among them" if leaders else "",
    }


@sourced
def key_messages(case: Case) -> Section:
    """The report's own page of key messages: those that people marked for the summary."""
    found = [judgement for judgement in of_kind(case, "key message") if judgement.in_summary]
    block = judged(found, "Key messages") if found else Message(summary_waits(case))
    return Section("key-messages", "Key messages", 2, (block,))
