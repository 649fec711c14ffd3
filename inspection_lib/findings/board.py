"""The board of uncertainty: for each heading a state that the evidence suggests, and the one that people set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ..checks.judgements import STATES
from ..context import figures
from ..decisions import Judgement, of_kind
from ..estimates import Estimate, leading
from ..evidence import INSTRUMENTS, Case
from ..voices import Note, notes
from ..wording import count_of, ended, listed

SOUND, UNCERTAIN, CONCERN = STATES
STRENGTH, IMPROVEMENT = "strength", "area for improvement"
ENOUGH = 2  # sources: so many must point to improvement for a concern, and anywhere at all for there to be none
#: How a sentence names each survey and the reading of records.
SOURCES = {
    "staff_survey": "the staff survey",
    "children_survey": "the children's survey",
    "parents_survey": "the parents' survey",
    "record_reading": "the records",
}
TOLD = ("meetings", "documents", "survey comments")  # where notes come from
RULE = (
    "A source points to a strength or to an area for improvement if more of what it says is that than the other. Of "
    "a survey or of the records, a measure counts if its whole interval is good news, or is none. "
    f"Areas of concern: {ENOUGH} sources or more point to areas for improvement, and more than point to strengths. "
    "Otherwise areas of uncertainty: sources, or parts of one source, point both ways; or in half or more of the "
    f"measures the interval does not tell which; or fewer than {ENOUGH} sources point anywhere. Otherwise no "
    "significant concerns."
)


@dataclass(frozen=True)
class Leaning:
    """What one source says under a heading: how much of it points which way, and how much cannot tell."""

    source: str
    strengths: int
    improvements: int
    unclear: int = 0  # measures whose interval holds good news and other news

    @property
    def way(self) -> str:
        """The way it points: "strength", "area for improvement", "both", or blank for neither.

        >>> Leaning("meetings", 2, 1).way, Leaning("meetings", 1, 1).way, Leaning("meetings", 0, 0).way
        ('strength', 'both', '')
        """
        if self.strengths == self.improvements:
            return "both" if self.strengths else ""
        return STRENGTH if self.strengths > self.improvements else IMPROVEMENT


@dataclass(frozen=True)
class Place:
    """One heading on the board. `decided` is what people set, None where they have not; it always goes before."""

    heading: str
    title: str
    sources: tuple[Leaning, ...]
    figures: int
    proposed: str
    reasons: tuple[str, ...]
    decided: Judgement | None

    @property
    def state(self) -> str:
        """The state that holds: the one that people set, or the proposed one until they do."""
        return self.decided.value if self.decided else self.proposed

    @property
    def differs(self) -> bool:
        """Whether people set another state than the rule proposes."""
        return self.state != self.proposed

    @property
    def data(self) -> dict[str, Any]:
        """The place as data; `decided` is null where nobody has."""
        told = self.decided
        return {
            "heading": self.heading,
            "proposed": self.proposed,
            "reasons": list(self.reasons),
            "sources": [
                {"source": s.source, "strengths": s.strengths, "improvements": s.improvements, "unclear": s.unclear}
                for s in self.sources
            ],
            "figures": self.figures,
            "decided": told
            and {
                "id": told.id,
                "state": told.value,
                "rationale": told.text,
                "by": told.decided_by,
                "on": told.decided_on,
                "status": told.status,
            },
            "differs": self.differs,
        }


def board(case: Case) -> list[Place]:
    """Every heading in the order of the report, with the state that `RULE` proposes and the one that people set.

    The rule is a first sorting, so that the remaining fieldwork goes where the uncertainty is; it says nothing of how
    good a service is. What is hidden does not count, and a figure points nowhere by itself.
    """
    found = []
    for about in case.framework.headings.values():
        sources = tuple(leanings(case, about.heading))
        proposed, reasons = proposal(sources)
        decided = of_kind(case, "theme state", heading=about.heading)
        number = sum(figure.heading == about.heading for figure in figures(case))
        place = Place(about.heading, about.title, sources, number, proposed, reasons, decided[0] if decided else None)
        found.append(place)
    return found


def proposal(sources: Sequence[Leaning]) -> tuple[str, tuple[str, ...]]:
    """The state that `RULE` proposes for what the sources of a heading say, and its reasons as sentences.

    >>> proposal([Leaning("the staff survey", 3, 0), Leaning("meetings", 0, 2)])
    ('areas of uncertainty', ('A strength in the staff survey, an area for improvement in meetings.',))
    """
    ways = {way: [s.source for s in sources if s.way == way] for way in (STRENGTH, IMPROVEMENT, "both")}
    strong, weak, both = ways.values()
    said = [f"a strength in {listed(strong)}"] if strong else []
    said += [f"an area for improvement in {listed(weak)}"] if weak else []
    said += [f"both alike in {listed(both)}"] if both else []
    told = ended(", ".join(said)) if said else "No source points either way."
    if len(weak) >= ENOUGH and len(weak) > len(strong):
        return CONCERN, (told,)
    reasons = [told] if both or (strong and weak) or not said else []
    asked = [s for s in sources if s.source not in TOLD]
    unclear, counted = sum(s.unclear for s in asked), sum(s.strengths + s.improvements + s.unclear for s in asked)
    if unclear and 2 * unclear >= counted:
        reasons.append(
            f"The interval does not tell which way it is for {unclear} of {count_of(counted, 'measure', 'measures')}."
        )
    if said and len(strong) + len(weak) + len(both) < ENOUGH:
        reasons.append(f"Only one source points anywhere: {(strong + weak + both)[0]}.")
    return (UNCERTAIN, tuple(reasons)) if reasons else (SOUND, (told,))


def leanings(case: Case, heading: str) -> list[Leaning]:
    """What each source that bears on a heading says: surveys and records first, then notes by where they come from."""
    found = []
    for name in INSTRUMENTS:
        ways = [way_of(case, estimate) for estimate in leading(case, heading, name)]
        if ways:
            found.append(Leaning(SOURCES[name], ways.count(STRENGTH), ways.count(IMPROVEMENT), ways.count("unclear")))
    told = [note for note in notes(case) if note.heading == heading]
    for source in TOLD:
        own = [note.direction for note in told if heard_in(note) == source]
        if own:
            found.append(Leaning(source, own.count(STRENGTH), own.count(IMPROVEMENT)))
    return found


def heard_in(note: Note) -> str:
    """Which kind of source a note comes from: what was heard or seen in meetings, documents, or survey comments."""
    if ":" in note.source_id:
        return "survey comments"
    return "documents" if note.kind == "read" else "meetings"


def way_of(case: Case, estimate: Estimate) -> str:
    """Which way a measure points over the whole of its interval: strength, area for improvement, or "unclear".

    Blank where it is hidden, or where its word is neither good news nor bad.
    """
    if estimate.low is None or estimate.high is None or estimate.good_news is None:
        return ""
    scale = case.framework.scales[case.params.wording.terms]
    ends = (Fraction(estimate.low), Fraction(estimate.high))
    words = [scale.band(end.numerator, end.denominator) for end in ends]
    if any(replace(estimate, term=word).good_news is not estimate.good_news for word in words):
        return "unclear"
    return STRENGTH if estimate.good_news else IMPROVEMENT
