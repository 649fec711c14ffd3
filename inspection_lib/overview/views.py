"""The sections of the overview: what the team sees when partnerships stand side by side, and how to read it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..errors import count_of, listed
from ..evidence import INSTRUMENTS
from ..sections.blocks import Message, Section, Text
from ..tables import ABSENT, Table
from ..wording import long_date
from .compared import Compared, comparison, key_measures
from .drafts import Draft, Drafts
from .funnels import drawable, funnels_chart
from .limits import ENOUGH, HIGHER, LOWER
from .looks import evenly, part_of
from .multiples import multiples_chart, together
from .official import official_chart, officials, sources_table
from .recurring import board, gaps, themes
from .settings import settings_said

INTERNAL = (
    "This page is for the inspection team alone. It is the one place where partnerships stand beside each other; no "
    "draft holds any of it."
)
ORDER = (
    "Partnerships stand in the official order of council areas. They are not ranked, and no table is sorted by value."
)
NOTHING = "No draft has been made yet, so there is nothing to set side by side."
ALONE = "One draft alone has nothing to be compared with; run a second partnership."
ACROSS = 3  # panels of a chart
LISTED = 12  # measures that a list names
METHOD = """**Key measures.** The framework chooses them, never the answers: of each heading the first question of the \
source that the heading opens with; and of each source that a statement would lack, its first question there.

**Higher, lower, no clear difference.** Each share is held against all other partnerships together that show the same \
question on the same scale, by Fisher's exact test, counting only such counts as a draft would show. These funnel \
limits (Spiegelhalter, Statistics in Medicine 2005) are the wider the fewer answers a share rests on.

**All comparisons are counted together.** {made} were made on this page. By Benjamini and Hochberg's procedure at most \
5% of the words are expected to be false; if no two partnerships truly differed, the chance of any such word would be \
at most 5%. Here the word is said for {said}.

**More spread than chance.** {spread}

**What a word does not say.** It does not say why, or which is the better practice. Surveys are open: those who \
answered are not a random sample, and who answers differs from place to place, as do the children whose records were \
read. A word is a question to ask, never a grade.

**Not shown.** What a draft hides is hidden here. It has no part in the share of all together. Where half of the \
drafts or more hide a measure, nothing is compared: those that show it do so for their counts, and are not like the \
rest."""
SPREAD = (
    "Partnerships differ among themselves, and limits that allow for chance alone would single out too many. From "
    f"{ENOUGH} partnerships on, how far they differ is estimated for each measure, with the outermost tenth at either "
    "end drawn in, and added to the limits."
)
NO_SPREAD = f"With fewer than {ENOUGH} partnerships the limits allow for chance alone."


def opening(drafts: Drafts) -> Section:
    """The title, whose page this is and how it is marked, and that nobody is ranked."""
    title = f"{count_of(len(drafts.made), 'partnership', 'partnerships')} side by side"
    reports = [draft.settings["report"] for draft in drafts.made]
    markings = list(dict.fromkeys(report["marking"] for report in reports))
    some = any(report["illustrative"] for report in reports)
    marking = " · ".join(["INTERNAL", *markings, *(["ILLUSTRATIVE EVIDENCE"] if some else [])])
    blocks: list[object] = [Message(INTERNAL), Text(ORDER)]
    made_up = [draft.area for draft in drafts.made if draft.settings["report"]["illustrative"]]
    if made_up:
        every = [draft.area for draft in drafts.made]
        blocks.append(Message(f"Evidence that is made up for illustration is behind {_drafts(made_up, every)}."))
    if not drafts.made:
        blocks.append(Message(NOTHING))
    return Section("overview", title, 1, tuple(blocks), kind="overview", marking=marking)


def _drafts(areas: Sequence[str], every: Sequence[str]) -> str:
    return "every draft here" if len(areas) == len(every) else f"the drafts of {listed(areas)}"


def state(drafts: Drafts, beside: Path | None = None) -> Section:
    """The state of each run: its draft as a link, when it was made, what to know of it, how much it hides.

    Addresses lead from the folder `beside`, by default the one worked in. What failed comes first, with its cause.
    """
    if not (drafts.made or drafts.failed or drafts.without):
        return _section("state", "State of each run", Message(NOTHING))
    areas = {draft.slug: draft.area for draft in drafts.made}
    blocks: list[object] = []
    if drafts.failed:
        failed = tuple(
            (areas.get(slug, slug), cause, "an earlier draft" if slug in areas else "no draft")
            for slug, cause in drafts.failed.items()
        )
        links = tuple(_address(drafts, f"logs/{slug}.log", beside) for slug in drafts.failed)
        head = ("Partnership", "Cause", "There is")
        caption = "What failed when it was last run; each name leads to its log"
        blocks.append(Table(caption, head, failed, told=frozenset({1}), links=links))
    measures = comparison(drafts).measures
    rows = tuple((draft.area, *_state(drafts, draft, measures)) for draft in drafts.made)
    links = tuple(_address(drafts, f"{draft.slug}/report.html", beside) for draft in drafts.made)
    columns = ("Partnership", "Made on", "Caveats", "Measures shown", "Not shown: too few", "No answers")
    if rows:
        numbers = frozenset({1, 2, 3, 4, 5})
        blocks.append(Table("Drafts; each name leads to its draft", columns, rows, numbers, links=links))
    if drafts.without:
        blocks.append(Message(f"Folders without a whole draft: {listed(drafts.without)}."))
    return _section("state", "State of each run", *blocks, *map(Text, settings_said(drafts)))


def _address(drafts: Drafts, place: str, beside: Path | None) -> str:
    return Path(os.path.relpath(drafts.folder / place, beside or Path.cwd())).as_posix()


def _state(drafts: Drafts, draft: Draft, measures: Sequence[Compared]) -> Iterator[str]:
    """When a draft was made, its caveats, and how many of the measures that others have it shows."""
    yield long_date(date.fromisoformat(draft.record["started"][:10]))
    yield str(len(draft.record["caveats"]) or "none")
    if draft not in drafts.alike:
        yield from (ABSENT, ABSENT, ABSENT)
        return
    hidden = sum(draft.area in one.hidden for one in measures)
    absent = sum(draft.area in one.absent for one in measures)
    yield from (f"{len(measures) - hidden - absent} of {len(measures)}", str(hidden or "none"), str(absent or "none"))


def reading(drafts: Drafts) -> Section:
    """How the words higher and lower come about, and what they do not say."""
    if len(drafts.alike) < 2:
        return _section("reading", "How to read it", Message(ALONE if drafts.alike else NOTHING))
    found = comparison(drafts)
    spread = SPREAD if len(drafts.alike) >= ENOUGH else NO_SPREAD
    return _section("reading", "How to read it", Text(METHOD.format(made=f"{found.made:,}", said=found.said or "none",
                                                                    spread=spread)))  # fmt: skip


def statement(drafts: Drafts, number: str) -> Section:
    """The key measures of one statement, side by side and as funnels."""
    name = f"statement-{number}"
    if not drafts.alike:
        return _section(name, f"Statement {number}", Message(NOTHING))
    framework = drafts.framework
    here = [one for one in key_measures(drafts) if framework.headings[one.measure.item.heading].statement == number]
    title = f"Statement {number}: {framework.statements[number].title.split('. ')[0]}"
    if not here:
        return _section(name, title, Message("No draft has a measure under this statement yet."))
    scale = framework.scales[drafts.alike[0].settings["wording"]["terms"]]
    groups, caption = evenly(here, ACROSS), f"Statement {number}: key measures by partnership"
    blocks: list[object] = [
        multiples_chart(group, scale, part_of(caption, place, len(groups))) for place, group in enumerate(groups)
    ]
    if wide := [one for one in here if drawable(one)]:
        blocks.append(funnels_chart(wide, f"Statement {number}: shares over their bases, with limits"))
    return _section(name, title, *blocks)


def others(drafts: Drafts) -> Section:
    """Every other measure on which some partnership is higher or lower; what was compared and came to nothing."""
    title = "Every other measure"
    key = key_measures(drafts)
    rest = [one for one in comparison(drafts).measures if one not in key]
    if len(drafts.alike) < 2 or not rest:
        return _section("others", title, Message(ALONE if drafts.alike else NOTHING))
    short = {name: drafts.framework.instruments[name].short for name in INSTRUMENTS}
    rows = tuple(
        (f"{short[one.measure.item.instrument]}: {one.title}", together(one), *(listed(one.areas(w)) or "none" for w in
         (HIGHER, LOWER)), f"{len(one.hidden)} of {len(one.estimates)}" if one.hidden else "none")
        for one in rest if one.areas(HIGHER) or one.areas(LOWER)
    )  # fmt: skip
    columns = ("Measure", "All together", "Higher", "Lower", "Not shown: too few")
    told = Table("Other measures on which a partnership is higher or lower", columns, rows, frozenset({4}))
    quiet = [one for one in rest if one.words and not (one.areas(HIGHER) or one.areas(LOWER))]
    lacking = [one for one in rest if not one.words]
    leads = ("No clear difference anywhere", "Not compared, as half of the drafts or more hide it")
    notes = [text for pair in zip(leads, (quiet, lacking), strict=True) for text in _measures(*pair)]
    return _section("others", title, *([told] if rows else []), *notes)


def _measures(lead: str, some: Sequence[Compared]) -> Iterator[Text]:
    """A list of measures under a lead; of many their number."""
    if some:
        many = len(some) > LISTED
        yield Text(f"**{lead}: {count_of(len(some), 'measure', 'measures')}.**")
        yield from () if many else [Text("\n".join(f"- {one.title}" for one in some))]


def recurring(drafts: Drafts) -> Section:
    """Themes, disagreements between sources and decisions that recur over partnerships. No note is quoted."""
    title = "What recurs"
    if len(drafts.made) < 2:
        return _section("recurring", title, Message(ALONE if drafts.made else NOTHING))
    note = Text(
        "Told is what two or more partnerships have, and at least a tenth of them. A theme says what notes are "
        "about, not how many people spoke of it."
    )
    older = [draft.area for draft in drafts.made if "themes" not in draft.findings]
    late = (
        [Message(f"An earlier version made the drafts of {listed(older)}; their themes are not here.")] if older else []
    )
    return _section("recurring", title, note, *late, *themes(drafts), *gaps(drafts), *board(drafts))


def key_facts(drafts: Drafts) -> Section:
    """Official figures of each area beside Scotland's."""
    title = "Key facts"
    facts = officials(drafts) if drafts.made else []
    if not facts:
        return _section("key-facts", title, Message("No draft gives an official figure." if drafts.made else NOTHING))
    note = Text(
        "Official statistics count everyone, so nothing here rests on chance or limits. Printed numbers are compared; "
        "a difference under a tenth is “slightly”. They say what kind of area it is, not how well it is served."
    )
    groups, caption = evenly(facts, ACROSS), "Official statistics by council area"
    charts = [official_chart(group, part_of(caption, place, len(groups))) for place, group in enumerate(groups)]
    return _section("key-facts", title, note, *charts, sources_table(facts))


def _section(name: str, title: str, *blocks: object) -> Section:
    return Section(f"overview-{name}", title, 2, blocks, kind="overview")
