"""What was heard, seen and read: sessions and documents, and the notes that were made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from .place import Place, Row, read_words

CODERS = ("AB", "CD", "EF")
#: How often a theme has a note, and how often a second one; next to nothing is heard in the smallest islands.
NOTED, NOTED_IF_TINY, TWICE = 0.8, 0.66, 0.14
USES, HOW_OFTEN = ("draft", "background", "do not use"), (30, 3, 1)
COMMENT, SEEN, READ = "comment", "seen ", "documents"


def chosen(place: Place) -> list[Row]:
    """The notes that were made in an area: of a theme mostly one, on a strength or on an area for improvement."""
    chance = place.chance("notes")
    tone = 1.0 if "agreed" in place.extremes else chance.between(0.45, 0.75)
    often = NOTED_IF_TINY if "tiny" in place.extremes else NOTED
    unheard = {"children and young people"} if not place.size.children_met else set()
    rows = [row for row in read_words("notes") if row["group"] not in unheard]
    found = []
    for _, group in groupby(sorted(rows, key=_theme), key=_theme):
        theme = list(group)
        if not chance.happens(often):
            continue
        weights = [tone if row["direction"] == "strength" else 1.01 - tone for row in theme]
        first = chance.weighted(theme, weights)
        second = chance.pick(theme) if chance.happens(TWICE) else first
        found += [row for row in theme if row is first or row is second]
    return found


def _theme(row: Row) -> tuple[str, str]:
    return row["heading"], row["theme"]


def comments(notes: Sequence[Row]) -> list[str]:
    """The notes that are comments on the staff survey, as they stand in it."""
    return [row["text"] for row in notes if row["group"] == COMMENT]


def documents(place: Place) -> list[Row]:
    """What the partnership sent in, each with its own age in months; `used` is left to the checks."""
    chance = place.chance("documents")
    rows = []
    for n, row in enumerate(read_words("documents"), start=1):
        months = place.started.year * 12 + place.started.month - int(row["age"]) - chance.below(3)
        rows.append({
            "document_id": f"D{n:02}", "title": row["title"], "kind": row["kind"], "owner": row["owner"],
            "dated": f"{(months - 1) // 12}-{(months - 1) % 12 + 1:02}", "covers": place.year(),
            "received_on": place.day(28 + chance.below(10)), "reaches": row["reaches"],
        })  # fmt: skip
    return rows


def sessions(place: Place) -> list[Row]:
    """Who was met, by the day: as many children and parents as their surveys have rows for."""
    size, chance = place.size, place.chance("sessions")
    words = read_words("sessions")
    staff = [row for row in words if row["group"] == "staff" and row["most"] != "0"]
    kept = chance.some(staff, size.sessions) + [row for row in words if row not in staff]
    rows = [_met(row, place.day(chance.pick((56, 57, 58, 59, 60, 63, 64))), chance.below(4)) for row in kept]
    if "tiny" in place.extremes:
        for row in rows:
            row["people"] = str(min(int(row["people"]), 1 + chance.below(3)))
    young = "young people with experience of care or child protection"
    met = [("children and young people", "group meeting", young, 58, size.children_met),
           ("parents and carers", "telephone", "parents and kinship carers", 57, size.parents_met)]  # fmt: skip
    for group, method, who, day, people in met:
        if people:
            row = {"group": group, "method": method, "designation": who, "agency": "not applicable"}
            rows.append(_met(row | {"by": "Care Inspectorate", "most": str(people)}, place.day(day), 0))
    rows.sort(key=lambda row: row["held_on"])
    return [{"session_id": f"E{n:02}"} | row for n, row in enumerate(rows, start=1)]


def _met(row: Mapping[str, str], day: str, fewer: int) -> Row:
    columns = ("method", "group", "designation", "agency", "by")
    people = max(int(row["most"]) - fewer, 0)
    return {"held_on": day, "people": str(people), "counted_before": "0"} | {column: row[column] for column in columns}


def voices(place: Place, notes: Sequence[Row], tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The notes with their sources; one of a group that was not met is left out."""
    chance = place.chance("voices")
    found: list[Row] = []
    replies = [row["reply_id"] for row in tables["staff_survey"] if row.get("comment")]
    for note in notes:
        kind, group = _kind(note["group"])
        source = _source(note, kind, group, tables)
        if note["group"] == COMMENT and replies:
            where = f"staff_survey:{replies.pop(0)}"
        elif source:
            where = next(iter(chance.pick(source).values()))
        else:
            continue
        row = {column: note[column] for column in ("heading", "indicator", "theme", "direction", "text")}
        row |= {"note_id": f"N{len(found) + 1:04}", "source_id": where, "kind": kind, "group": group}
        row |= {"coder": chance.pick(CODERS), "use": chance.weighted(USES, HOW_OFTEN)}
        if chance.happens(0.25):
            other = chance.pick([coder for coder in CODERS if coder != row["coder"]])
            second = row["direction"] if chance.happens(0.9) else "mixed"
            row |= {"second_coder": other, "second_direction": second}
        found.append(row)
    return found


def _kind(group: str) -> tuple[str, str]:
    """How a note came about, and whose it is."""
    if group == COMMENT:
        return "read", "staff"
    if group == READ:
        return "read", READ
    return ("seen", group.removeprefix(SEEN)) if group.startswith(SEEN) else ("heard", group)


def _source(note: Row, kind: str, group: str, tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The sessions or documents that a note can come from."""
    if kind == "read":
        return [row for row in tables["documents"] if note["indicator"] in row["reaches"].split()]
    met = [row for row in tables["engagement"] if row["group"] == group]
    return [row for row in met if (row["method"] == "observation") == (kind == "seen")]
