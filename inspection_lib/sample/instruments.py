"""The surveys and the reading of records: who answered, when, in which groups; and records that two people read."""

from __future__ import annotations

from ..framework import Framework
from .answers import Answers
from .chance import Chance
from .place import Place, Row, read_words

LOCALITIES = {"the north of the area": 3, "the middle of the area": 4, "the south of the area": 3, "across the area": 1}
LEVELS = {"frontline": 39, "first-line manager": 8, "senior manager": 3}
AGES = {"under 8": 2, "8 to 12": 4, "13 to 17": 5}
RELATIONS = {"parent": 15, "kinship carer": 3, "foster carer": 2}
INSPECTORS, LOCAL = "AB", "CDEFGH"
#: Questions that do not apply to a record whose child was too young for them.
FOR_OLDER = ("meeting_education", "child_involved", "child_views")
TOO_YOUNG = "Too young to give a view"
#: How often a second reader differs: by a point on a grade, and between yes and no.
GRADE_APART, WORD_APART = 0.25, 0.05
Tables = dict[str, list[Row]]


def instruments(place: Place, framework: Framework, comments: list[str]) -> Tables:
    """The four tables of answers of one area, each row with all its columns but those that stay blank."""
    answers = Answers(place, framework)
    tables = {
        "staff_survey": _staff(place, comments),
        "children_survey": _children(place),
        "parents_survey": _parents(place),
        "record_reading": _records(place),
    }
    for name, rows in tables.items():
        answers.answer([row for row in rows if row.get("heard_by", "survey") == "survey"], name)
    young = [row for row in tables["record_reading"] if row["note"]]
    for row in young:
        row.update(dict.fromkeys(FOR_OLDER, "not applicable"))
    tables["record_reading"] += _second_readings(place, framework, answers, tables["record_reading"])
    return tables


def _staff(place: Place, comments: list[str]) -> list[Row]:
    number, chance = place.size.staff, place.chance("staff")
    roles = read_words("roles")
    weights = [float(role["weight"]) for role in roles]
    rows = []
    for n, day in enumerate(place.days(14, 26, number, "staff"), start=1):
        role = chance.weighted(roles, weights)
        rows.append({
            "reply_id": f"S{n:04}", "submitted_on": day, "role": role["role"], "agency": role["agency"],
            "locality": _one_of(LOCALITIES, chance), "level": _one_of(LEVELS, chance),
        })  # fmt: skip
    for row, comment in zip(chance.some(rows, len(comments)), comments, strict=False):
        row["comment"] = comment[:1].upper() + comment[1:]
    return rows


def _children(place: Place) -> list[Row]:
    size, chance = place.size, place.chance("children")
    heard = [(day, "survey") for day in place.days(49, 14, size.children, "children")]
    heard += [(place.day(58), "group meeting")] * size.children_met
    return [
        {
            "child_id": f"C{n:02}", "heard_on": day, "heard_by": how,
            "age_band": _one_of(AGES, chance) if how == "survey" else "13 to 17",
            "looked_after": "yes" if chance.happens(0.5) else "no",
        }
        for n, (day, how) in enumerate(heard, start=1)
    ]  # fmt: skip


def _parents(place: Place) -> list[Row]:
    size, chance = place.size, place.chance("parents")
    heard = [(day, "survey") for day in place.days(49, 14, size.parents, "parents")]
    heard += [(place.day(57), "telephone")] * size.parents_met
    return [
        {"parent_id": f"P{n:02}", "heard_on": day, "heard_by": how, "relation": _one_of(RELATIONS, chance)}
        for n, (day, how) in enumerate(heard, start=1)
    ]


def _records(place: Place) -> list[Row]:
    """The first readings: over three days, by two inspectors and six local readers."""
    number, chance = place.size.records, place.chance("records")
    rows = []
    for n in range(number):
        reader, age = chance.pick(INSPECTORS + LOCAL), _one_of(AGES, chance)
        rows.append({
            "record_id": f"R{n + 1:02}", "reading": "first", "read_on": place.day(50 + 3 * n // number),
            "reader": reader, "reader_kind": "inspector" if reader in INSPECTORS else "local reader",
            "age_band": age, "looked_after": "yes" if chance.happens(0.45) else "no",
            "on_register": "yes" if chance.happens(0.55) else "no",
            "note": TOO_YOUNG if age == "under 8" and chance.happens(0.4) else "",
        })  # fmt: skip
    return rows


def _second_readings(place: Place, framework: Framework, answers: Answers, first: list[Row]) -> list[Row]:
    """Records read again by an inspector who did not read them before, with the differences that readers have."""
    chance = place.chance("second readings")
    rows = []
    for row in chance.some(first, place.size.read_twice):
        other = next(reader for reader in INSPECTORS if reader != row["reader"])
        again = row | {"reading": "second", "read_on": place.day(52), "reader": other, "reader_kind": "inspector"}
        for item in framework.items_of("record_reading"):
            scale = [answer.answer for answer in framework.answers[item.answers]]
            apart = GRADE_APART if item.answers == "grade" else WORD_APART
            may = not answers.agreed and item.column not in answers.filters and again[item.column] in scale
            if may and chance.happens(apart):
                again[item.column] = _next_to(again[item.column], scale, chance)
        rows.append(again)
    return rows


def _next_to(answer: str, scale: list[str], chance: Chance) -> str:
    """An answer one step from another on its scale; what does not apply, or is not known, stays so."""
    steps = [word for word in scale if word not in ("don't know", "not applicable")]
    if answer not in steps:
        return answer
    place = steps.index(answer)
    return chance.pick(steps[max(place - 1, 0) : place] + steps[place + 1 : place + 2])


def _one_of(weights: dict[str, int], chance: Chance) -> str:
    return chance.weighted(list(weights), list(weights.values()))
