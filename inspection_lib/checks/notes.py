"""Checks of what was heard and read: sources that exist, places in the report, codings that agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import pandas as pd

from ..estimates import answered
from ..evidence import SURVEYS, Case
from ..wording import count_of, listed
from .pointing import known_ids, places
from .registry import Found, check, each

ALIKE = 0.9  # two themes of one heading whose letters agree so far are one theme, spelt in two ways


@check("V1", "stops", "voices.csv")
def notes_have_a_source(case: Case) -> Iterator[Found]:
    """No source, no note: a session, a document or a survey comment that exists."""
    frame = case.evidence["voices"]
    known = {value for table in ("engagement", "documents") for value in case.evidence[table].iloc[:, 0]}
    for table in SURVEYS:  # a survey may have a million ids, of which a few are cited
        cited = [cell.partition(":")[2] for cell in frame["source_id"] if cell.startswith(f"{table}:")]
        ids = case.evidence[table].iloc[:, 0]
        known |= {f"{table}:{value}" for value in ids[ids.isin(cited)]}
    for row in frame.loc[~frame["source_id"].isin(known), "row"]:
        yield Found("the source is not a session, document or survey comment that is here", int(row), "source_id")


@check("V2", "stops", "voices.csv")
def notes_have_a_place(case: Case) -> Iterator[Found]:
    """Every note carries a heading and an indicator of the framework."""
    yield from places(case, "voices", ("heading", "indicator"))


@check("V3", "caveat", "voices.csv")
def coders_agree(case: Case) -> Iterator[Found]:
    """Where two people coded a note, they gave it the same direction."""
    frame = case.evidence["voices"]
    twice = frame[frame["second_direction"] != ""]
    differ = int((twice["second_direction"] != twice["direction"]).sum())
    if differ:
        number = count_of(differ, "was", "were")
        yield Found(f"of {count_of(len(twice), 'note', 'notes')} coded twice, {number} given two different directions")


@check("V4", "caveat", "voices.csv")
def qualified_evidence_exists(case: Case) -> Iterator[Found]:
    """What a note follows on from is a measure, figure or note that is here."""
    frame, known = case.evidence["voices"], known_ids(case)
    for row in frame.loc[(frame["qualifies"] != "") & ~frame["qualifies"].isin(known), "row"]:
        message = "this follows on from something that is not here, so this note is told by itself"
        yield Found(message, int(row), "qualifies")


@check("V5", "caveat", "voices.csv")
def quotations_are_marked(case: Case) -> Iterator[Found]:
    """A direct quotation has quotation marks, and only a quotation has them at both ends."""
    frame = case.evidence["voices"]
    marked, quote = frame["text"].str.fullmatch(r'(?s)["“].*["”]'), frame["use"] == "quote"
    yield from each(frame, marked & ~quote, "this stands in quotation marks, but `use` is not quote", "text")
    yield from each(frame, quote & ~marked, "`use` is quote, but there are no quotation marks at both ends", "text")


@check("V7", "caveat", "voices.csv")
def every_heading_has_evidence(case: Case) -> Iterator[Found]:
    """Headings with no note, figure or answered question are named, in one line: the draft says that they are empty."""
    full = set(case.evidence["voices"]["heading"]) | set(case.evidence["figures"]["heading"])
    full |= {measure.item.heading for measure in answered(case)}
    empty = [heading for heading in case.framework.headings.values() if heading.heading not in full]
    if len(empty) == len(case.framework.headings):
        yield Found("nothing has been entered for any heading", column="heading")
        return
    if empty:
        numbers = listed([heading.heading for heading in empty])
        what = f"{empty[0].heading} {empty[0].title}" if len(empty) == 1 else f"{len(empty)} headings: {numbers}"
        yield Found(f"nothing has been entered for {what}", column="heading")


@check("V8", "caveat", "voices.csv")
def notes_have_a_coder(case: Case) -> Iterator[Found]:
    """Every note was read and given its place by somebody."""
    frame = case.evidence["voices"]
    yield from each(frame, frame["coder"] == "", "nobody is named as having coded this note", "coder")


@check("V9", "caveat", "voices.csv")
def second_coders_are_others(case: Case) -> Iterator[Found]:
    """A note that was coded twice was coded by two people."""
    frame = case.evidence["voices"]
    same = (frame["coder"] != "") & (frame["coder"] == frame["second_coder"])
    yield from each(frame, same, "the second coder is the same as the first", "second_coder")


@check("V10", "caveat", "voices.csv")
def second_codings_are_whole(case: Case) -> Iterator[Found]:
    """A second coder gave a direction, and a second direction is somebody's."""
    frame = case.evidence["voices"]
    coder, direction = frame["second_coder"] != "", frame["second_direction"] != ""
    nobody, nothing = (
        "there is a second direction, but no second coder",
        "there is a second coder, but no second direction",
    )
    yield from each(frame, direction & ~coder, nobody, "second_coder")
    yield from each(frame, coder & ~direction, nothing, "second_direction")


@check("V11", "caveat", "voices.csv")
def kinds_fit_their_source(case: Case) -> Iterator[Found]:
    """What was heard or seen comes from a session, what was read from a document or a comment."""
    frame = case.evidence["voices"]
    source, read = frame["source_id"], frame["kind"] == "read"
    written = {
        "document": source.isin(case.evidence["documents"]["document_id"]),
        "survey comment": source.str.startswith(tuple(f"{table}:" for table in SURVEYS)),
    }
    for what, rows in written.items():
        yield from each(frame, rows & ~read, f"the source is a {what}, so the kind 'read' was wanted", "kind")
    met = source.isin(case.evidence["engagement"]["session_id"])
    yield from each(frame, met & read, "the source is a session, so the kind 'heard' or 'seen' was wanted", "kind")


@check("V12", "caveat", "voices.csv")
def themes_are_spelt_one_way(case: Case) -> Iterator[Found]:
    """A theme is spelt as its heading or an earlier note spells it: one theme in two spellings is two paragraphs."""
    known = {heading.heading: heading.themes.split(";") for heading in case.framework.headings.values()}
    for heading, theme, row in zip(*(case.evidence["voices"][c] for c in ("heading", "theme", "row")), strict=True):
        spelt = known.setdefault(heading, [])
        if theme not in spelt:
            if any(_alike(theme, other) for other in spelt):
                yield Found("another theme of this heading is spelt almost the same", int(row), "theme")
            spelt.append(theme)


def _alike(one: str, other: str) -> bool:
    """Whether two themes are one but for a slip, a capital or a hyphen; another number is no slip."""
    if re.findall(r"[0-9]+", one) != re.findall(r"[0-9]+", other):
        return False
    one, other = (" ".join(theme.casefold().replace("-", " ").split()) for theme in (one, other))
    matched = SequenceMatcher(None, one, other, autojunk=False)
    return matched.real_quick_ratio() >= ALIKE and matched.quick_ratio() >= ALIKE and matched.ratio() >= ALIKE


@check("V13", "caveat", "voices.csv")
def no_more_spoke_than_were_there(case: Case) -> Iterator[Found]:
    """No more people said a thing than were in the session."""
    frame = case.evidence["voices"]
    people = case.evidence["engagement"].set_index("session_id")["people"]
    there = pd.to_numeric(frame["source_id"].map(people))
    message = "more people are said to have spoken than were in the session"
    yield from each(frame, frame["people"] > there, message, "people")


@check("V14", "caveat", "voices.csv")
def notes_are_entered_once(case: Case) -> Iterator[Found]:
    """No note has the words and the source of another: a thing told twice would be counted twice."""
    frame = case.evidence["voices"]
    words = frame["text"].str.casefold().str.split().str.join(" ").str.rstrip(".")
    twice = frame.assign(words=words).duplicated(["words", "source_id"]) & (words != "")
    yield from each(frame, twice, "another note of this source has the same words", "text")


@check("V15", "stops", "voices.csv")
def notes_for_the_draft_have_words(case: Case) -> Iterator[Found]:
    """A note that is marked for the draft, or fit to quote, has words."""
    frame = case.evidence["voices"]
    empty = frame["use"].isin(("draft", "quote")) & (frame["text"].str.strip(' "“”.') == "")
    yield from each(frame, empty, "this note is marked for the draft, and has no words", "text")


@check("V16", "caveat", "voices.csv")
def every_indicator_has_evidence(case: Case) -> Iterator[Found]:
    """An indicator with no note, figure or answered question is named, once notes have come in."""
    full = set(case.evidence["voices"]["indicator"]) | set(case.evidence["figures"]["indicator"])
    full |= {measure.item.indicator for measure in answered(case)}
    absent = [indicator for indicator in case.framework.indicators if indicator not in full]
    if absent and len(case.evidence["voices"]):
        number = f"quality indicator{'' if len(absent) == 1 else 's'}"
        yield Found(f"no note, figure or answer is about {number} {', '.join(absent)}", column="indicator")


@check("V17", "caveat", "voices.csv")
def notes_count_only_who_was_met(case: Case) -> Iterator[Found]:
    """A number of people who said a thing goes with a session: a document or one comment has none."""
    frame = case.evidence["voices"]
    met = frame["source_id"].isin(case.evidence["engagement"]["session_id"])
    yield from each(
        frame, frame["people"].notna() & ~met, "people are counted here, but the source is not a session", "people"
    )
