"""Draw the synthetic survey answers and record readings of the North Lanarkshire example.

No real person's answer is here. Every question has a target: how many of those who answered are counted. It
bears out the published share, and leaves no count from 1 to 4 on either side (917.1 apart). Who gives which
answer is drawn, with `random()` alone, so that the tables are the same on every computer.
`python params/north-lanarkshire/draw.py` writes them beside this file.
"""

import csv
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

Row = dict[str, str]
Columns = dict[str, list[str]]
Route = dict[str, tuple[str, ...]]  # column -> the values for which the question is asked

SOCIAL_WORK = "social work or social care"
UNSURE = "don't know"


class Target(NamedTuple):
    """One question: the claims it bears out, and how many of those asked give each answer, the best first."""

    column: str
    claims: str  # claim, wording and the end of the measure's id; or `shared` where a neighbour stands for it
    answers: dict[str, int]
    asked: Route = {}


def four_answers(scale: tuple[str, str, str, str], counted: int, of: int, unsure: int = 0) -> dict[str, int]:
    """`counted` of those who answered chose one of the first two answers, the others one of the rest."""
    against = of - counted - unsure
    counts = (counted * 2 // 5, counted - counted * 2 // 5, against - against // 4, against // 4)
    return dict(zip(scale, counts, strict=True)) | {UNSURE: unsure}


def yes(counted: int, of: int, unsure: int = 0) -> dict[str, int]:
    """`counted` of those who answered said yes."""
    return {"yes": counted, "no": of - counted - unsure, UNSURE: unsure}


def grades(*counts: int) -> dict[str, int]:
    """How many were given each grade, from 6 to 1; good or better is the sum of the first three."""
    return dict(zip("654321", counts, strict=True))


# fmt: off
agreement = partial(four_answers, ("strongly agree", "agree", "disagree", "strongly disagree"))
frequency = partial(four_answers, ("all of the time", "most of the time", "some of the time",
                                   "none of the time"))
ROLES = {  # role: agency, replies; the first five roles assess and plan
    SOCIAL_WORK: ("council", 290), "health visiting": ("NHS", 120), "school nursing": ("NHS", 45),
    "education": ("council", 330), "children's hearings and justice": ("other", 26),
    "other NHS": ("NHS", 190), "early years": ("council", 100), "police": ("Police Scotland", 70),
    "third sector": ("third sector", 75), "housing or other council": ("council", 70)}
LOCALITIES = {"Airdrie": 190, "Bellshill": 160, "Coatbridge": 185, "Cumbernauld and the north": 270,
              "Motherwell": 270, "Wishaw": 141, "across the area": 100}

SOCIAL: Route = {"role": tuple(ROLES)[:1]}
OTHERS: Route = {"role": tuple(ROLES)[1:]}
ASSESSING: Route = {"role": tuple(ROLES)[:5]}
STAFF = (  # 1,316 replied, 811 of them in a role that assesses; a question left out is blank
    Target("girfec_positive", "424.1 fraction", agreement(922, 1275, 153)),
    Target("recognise_report", "443.1 term", agreement(1213, 1301, 21)),
    Target("assess_analyse", "446.1 term", agreement(741, 802, 17), ASSESSING),
    Target("local_arrangements", "474.1 fraction, 477.1 fraction .not", agreement(945, 1289, 155)),
    Target("thriving_relationships", "659.1 term", agreement(791, 1268, 241)),
    Target("assess_skills", "685.1 term", agreement(729, 799, 14), ASSESSING),
    Target("outcome_plan", "692.1 term", agreement(541, 796, 71), ASSESSING),
    Target("plans_timely", "692.1 shared", agreement(483, 793, 110), ASSESSING),
    Target("supported_to_recover", "722.1 term", agreement(848, 1270, 221)),
    Target("prevent_signs", "724.1 term", agreement(992, 1279, 124)),
    Target("mental_health_outcomes", "839.1 fraction", agreement(458, 1271, 368)),
    Target("taking_part", "898.1 fraction", agreement(823, 1272, 229)),
    Target("advocacy_available", f"938.1 term [role={SOCIAL_WORK}]", agreement(262, 284, 8), SOCIAL),
    Target("advocacy_available", "936.1 fraction", agreement(349, 993, 359), OTHERS),  # in all 611 of 1,277
    Target("understand_vision", "1081.1 fraction", agreement(933, 1286, 124)),
    Target("know_expected", "1125.1 term", agreement(1202, 1303, 18)),
    Target("valued", "1126.1 fraction", agreement(934, 1298, 34)),
    Target("listened_respected", "1127.1 term", agreement(1011, 1296, 31)),
    Target("supervision", "1128.1 term", agreement(1043, 1291, 22)),
    Target("leaders_visible", "1129.1 unquantified", agreement(796, 1284, 127)),
    Target("evaluation_improved", "1182.1 fraction", agreement(663, 1265, 381)),
    Target("strategy_improved", "1183.1 fraction", agreement(799, 1262, 301)),
    Target("capacity", "1200.1 fraction", agreement(671, 1283, 196)),
    Target("learning_knowledge", "1221.1 number", agreement(1122, 1275, 43)),  # exactly 88%
    Target("learning_confidence", "1223.1 term", agreement(1161, 1276, 32)),
    Target("multiagency_training", "1225.1 term", agreement(899, 1262, 172)))
SURVEY: Route = {"heard_by": ("survey",)}
CHILDREN = (  # 59 heard from, 52 of them in the survey
    Target("safe_where_live", "433.1 term", frequency(44, 52), SURVEY),
    Target("know_why_involved", "661.1 term", agreement(42, 52, 5), SURVEY),
    Target("help_with_relationships", "663.1 term", frequency(33, 47, 5), SURVEY),
    Target("someone_helps_say_views", "905.1 term", yes(47, 52), SURVEY),
    Target("staff_listen", "906.1 fraction", agreement(36, 52, 6), SURVEY),
    Target("trusted_adult", "907.1 term", yes(45, 52), SURVEY),
    Target("rights_explained", "1007.1 term", yes(36, 52, 7), SURVEY))
NOT_FULLY: Route = {"fully_included": ("mostly", "partly")}
PARENTS = (  # 42 heard from, 33 of them in the survey
    Target("acted_quickly", "431.1 term, 452.1 term", agreement(27, 33), SURVEY),
    Target("help_with_relationships", "666.1 term", agreement(25, 33), SURVEY),
    Target("communicated_well", "911.1 term", agreement(28, 33), SURVEY),
    Target("listened_seriously", "913.1 fraction", agreement(26, 33), SURVEY),
    Target("fully_included", "915.1 fraction", {"fully": 29, "mostly": 5, "partly": 8}),  # not fully 13 of 42
    Target("help_only_at_crisis", "917.1 term", yes(1, 13), NOT_FULLY),  # one person: to be withheld
    Target("withdrawn_too_soon", "920.1 unquantified", yes(6, 13), NOT_FULLY))
DISCUSSED: Route = {"ird_held": ("yes",)}
ASSESSED: Route = {"assessment": ("yes",)}
PLANNED: Route = {"plan": ("yes",)}
OLD_ENOUGH: Route = {"note": ("",)}
VIEWS = (  # age band, looked after, records of those old enough, child involved, child's views included
    ("under 8", "yes", 5, 3, 3), ("8 to 12", "yes", 9, 7, 7), ("13 to 17", "yes", 12, 10, 10),
    ("under 8", "no", 8, 4, 3), ("8 to 12", "no", 10, 6, 6), ("13 to 17", "no", 11, 8, 8))
RECORDS = (  # 60 records; in five of them the child was too young for three of the questions
    Target("named_person_told", "449.1 unquantified", yes(53, 60)),
    Target("information_shared", "451.1 term", yes(50, 60)),
    Target("initial_response_quality", "454.1 fraction .good_or_better", grades(0, 12, 31, 12, 5, 0)),
    Target("follow_up_quality", "454.1 shared", grades(0, 10, 34, 11, 5, 0)),
    Target("shared_without_delay", "478.1 term", yes(55, 60)),
    Target("ird_held", "504.1 term", yes(51, 60)),
    Target("ird_in_time", "505.1 term, 505.2 fraction .not", yes(39, 51), DISCUSSED),
    Target("ird_clear_decisions", "522.1 term", yes(46, 51), DISCUSSED),
    Target("ird_immediate_action", "522.2 term", yes(46, 51), DISCUSSED),
    Target("interim_safety_plan", "525.1 term", yes(46, 51), DISCUSSED),
    Target("meeting_social_work", "552.1 term", yes(60, 60)),
    Target("meeting_police", "553.1 term", yes(55, 60)),
    Target("meeting_health", "553.1 shared", yes(54, 60)),
    Target("meeting_education", "553.1 shared", yes(50, 55), OLD_ENOUGH),
    Target("risks_considered", "554.1 term .in_full, 554.2 fraction .in_part",
           {"in full": 37, "in part": 16, "not at all": 7}),
    Target("meeting_in_time", "556.1 term", yes(49, 60)),
    Target("meeting_clear_decisions", "556.2 term", yes(55, 60)),
    Target("meeting_quality", "558.1 term .good_or_better", grades(0, 14, 33, 8, 5, 0)),
    Target("child_relationship", "662.1 term", yes(51, 60)),
    Target("parent_relationship", "706.1 term", yes(54, 60)),
    Target("chronology", "679.1 term", yes(60, 60)),
    Target("chronology_multiagency", "679.2 term", yes(37, 60)),
    Target("chronology_quality", "681.1 term .good_or_better.not", grades(0, 5, 19, 25, 11, 0)),
    Target("assessment", "683.1 term", yes(54, 60)),
    Target("assessment_multiagency", "684.1 term", yes(45, 54), ASSESSED),
    Target("assessment_quality", "687.1 term .good_or_better, 688.1 fraction .good_or_better.not",
           grades(0, 9, 27, 12, 6, 0), ASSESSED),
    Target("plan", "690.1 term", yes(55, 60)),
    Target("plan_quality", "694.1 fraction .adequate_or_weak", grades(0, 6, 19, 19, 11, 0), PLANNED),
    Target("parent_views", "874.1 term", yes(55, 60)),
    *(Target(column, claims, yes(k, of), {"age_band": (age,), "looked_after": (looked_after,)} | OLD_ENOUGH)
      for age, looked_after, of, involved, included in VIEWS  # by group claim 877.1; in all 38 and 37 of 55
      for column, claims, k in (("child_involved", "876.1 term", involved),
                                ("child_views", "880.1 fraction", included))),
    Target("child_heard_quality", "880.2 fraction .good_or_better, 886.1 fraction .good_or_better",
           grades(0, 13, 28, 14, 5, 0)))  # 888.1, a small number weak or unsatisfactory, is 5
SOURCES = {"staff": STAFF, "children": CHILDREN, "parents": PARENTS, "records": RECORDS}
JUDGED = ["information_shared", "risks_considered", "parent_views"]  # where two readers may differ
JUDGED += [target.column for target in RECORDS if target.column.endswith("_quality")]
LEANS = {  # item, or don't know to any item: group or other answer -> how much likelier, in tenths
    "valued": {"level=frontline": -3}, "leaders_visible": {"level=frontline": -4},
    "evaluation_improved": {"level=frontline": -3}, "understand_vision": {"level=senior manager": 6},
    "capacity": {"locality=Coatbridge": -3}, "mental_health_outcomes": {"role=school nursing": 4},
    "supervision": {f"role={SOCIAL_WORK}": 4}, "taking_part": {f"role={SOCIAL_WORK}": 4},
    "chronology_quality": {"chronology_multiagency=yes": 4}, "child_views": {"child_involved=yes": 8},
    "assessment_quality": {"assessment_multiagency=yes": 4}, "child_heard_quality": {"child_views=yes": 6},
    UNSURE: {f"role={SOCIAL_WORK}": -4, "role=education": 2, "role=early years": 3, "role=other NHS": 5,
             "role=housing or other council": 5, "level=first-line manager": -3, "level=senior manager": -7}}
COMMENTS = {
    "S0002": "Would value more training in person, alongside other services",
    "S0017": "Colleagues are easy to reach when I have a concern to talk over",
    "S0043": "It is not always clear to me who is leading the plan for a child",
    "S0101": "Feedback after a referral would help me to do better next time",
    "S0215": "The shared guidance is clear, and I go back to it often",
    "S0377": "Waiting times for specialist help are hard for families",
    "S0512": "My manager makes time to talk things through",
    "S0640": "Different recording systems make it slow to put a chronology together",
    "S0803": "Children should be asked sooner what matters to them",
    "S0999": "I would like to know how well the new approaches are working",
    "S1102": "Vacancies in the team make it harder to plan ahead",
    "S1250": "Working side by side with the school has made a difference"}


def dealt(rng: Random, counts: dict[str, int]) -> list[str]:
    """Each value as often as its count says, shuffled."""
    return sorted((v for v, count in counts.items() for _ in range(count)), key=lambda _: rng.random())


def ranked(rng: Random, rows: list[Row], item: str, warmth: dict[int, float]) -> list[Row]:
    """The rows by how likely the answer is: chance, the row's warmth, its groups and its other answers."""
    score = {}
    for row in rows:
        lean = sum(LEANS.get(item, {}).get(f"{column}={answer}", 0) for column, answer in row.items())
        score[id(row)] = rng.random() + rng.random() + warmth.get(id(row), 0) + lean / 10
    return sorted(rows, key=lambda row: score[id(row)], reverse=True)


def answered(rng: Random, given: Columns, targets: tuple[Target, ...], last: Columns) -> list[Row]:
    """A table with the given columns, the last one and, between them, every question answered in turn."""
    columns = given | {target.column: [""] * len(next(iter(given.values()))) for target in targets} | last
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    warmth = {id(row): rng.random() + rng.random() for row in rows}
    for column, _, answers, asked in targets:
        routed = [row for row in rows if all(row[name] in values for name, values in asked.items())]
        answering = sorted(routed, key=lambda _: rng.random())[: sum(answers.values())]
        unsure = answers.get(UNSURE, 0)
        doubtful = ranked(rng, answering, UNSURE, {})
        people = doubtful[:unsure] + ranked(rng, doubtful[unsure:], column, warmth)
        sure = [answer for answer, count in answers.items() if answer != UNSURE for _ in range(count)]
        for row, answer in zip(people, [UNSURE] * unsure + sure, strict=True):
            row[column] = answer
    return rows


def days(rng: Random, first: date, length: int, size: int) -> list[str]:
    """Dates on which answers came in, in order; fewer at weekends."""
    calendar = [first + timedelta(days=n) for n in range(length)]
    bag = [day for day in calendar for _ in range(8 if day.weekday() < 5 else 1)]
    return [str(day) for day in sorted(bag[int(rng.random() * len(bag))] for _ in range(size))]


def staff_survey(rng: Random) -> list[Row]:
    """One row a reply."""
    ids = [f"S{n:04}" for n in range(1, 1317)]
    roles = dealt(rng, {role: replies for role, (_, replies) in ROLES.items()})
    given = {"reply_id": ids, "submitted_on": days(rng, date(2023, 5, 8), 26, 1316), "role": roles,
             "agency": [ROLES[role][0] for role in roles], "locality": dealt(rng, LOCALITIES),
             "level": dealt(rng, {"frontline": 1026, "first-line manager": 211, "senior manager": 79})}
    return answered(rng, given, STAFF, {"comment": [COMMENTS.get(reply, "") for reply in ids]})


def children_survey(rng: Random) -> list[Row]:
    """One row a child or young person heard from: 52 in the survey, then 7 in a group, all 13 or older."""
    given = {"child_id": [f"C{n:02}" for n in range(1, 60)],
             "heard_on": days(rng, date(2023, 6, 5), 12, 52) + ["2023-06-21"] * 7,
             "heard_by": ["survey"] * 52 + ["group meeting"] * 7,
             "age_band": dealt(rng, {"under 8": 10, "8 to 12": 19, "13 to 17": 23}) + ["13 to 17"] * 7,
             "looked_after": dealt(rng, {"yes": 29, "no": 30})}
    return answered(rng, given, CHILDREN, {"comment": [""] * 59})


def parents_survey(rng: Random) -> list[Row]:
    """One row a parent or carer heard from: 33 in the survey, 5 by telephone, 4 in an interview."""
    given = {"parent_id": [f"P{n:02}" for n in range(1, 43)],
             "heard_on": days(rng, date(2023, 6, 5), 12, 33) + ["2023-06-20"] * 5 + ["2023-06-22"] * 4,
             "heard_by": ["survey"] * 33 + ["telephone"] * 5 + ["interview"] * 4,
             "relation": dealt(rng, {"parent": 30, "kinship carer": 7, "foster carer": 5})}
    return answered(rng, given, PARENTS, {"comment": [""] * 42})


def second_reading(rng: Random, first: Row, differences: int) -> Row:
    """The record as an inspector read it again: yes for no, in full for in part, or a grade one step away."""
    other = {"yes": "no", "no": "yes", "in full": "in part", "in part": "in full", "not at all": "in part",
             "5": "4", "4": "3", "3": "4", "2": "3"}
    reader = {"reading": "second", "read_on": "2023-06-08", "reader": "AB"[first["reader"] in "ACDE"],
              "reader_kind": "inspector"}
    changed = sorted((column for column in JUDGED if first[column] in other), key=lambda _: rng.random())
    return first | reader | {column: other[first[column]] for column in changed[:differences]}


def record_reading(rng: Random) -> list[Row]:
    """The first readings of 60 records, then the second of every fifth; A and B are inspectors."""
    children = [(age, looked_after, "") for age, looked_after, of, *_ in VIEWS for _ in range(of)]
    children += [("under 8", "no", "Too young to give a view, and not yet at nursery")] * 5
    ages, looked_after, notes = map(list, zip(*sorted(children, key=lambda _: rng.random()), strict=True))
    readers = dealt(rng, {"A": 6, "B": 6} | dict.fromkeys("CDEFGH", 8))
    given = {"record_id": [f"R{n:02}" for n in range(1, 61)], "reading": ["first"] * 60,
             "read_on": [f"2023-06-0{day}" for day in (6, 7, 8) for _ in range(20)], "reader": readers,
             "reader_kind": ["inspector" if reader in "AB" else "local reader" for reader in readers],
             "age_band": ages, "looked_after": looked_after,
             "on_register": dealt(rng, {"yes": 34, "no": 26})}
    first = answered(rng, given, RECORDS, {"note": notes})
    for row in (row for row in first if row["note"]):
        row |= dict.fromkeys(("meeting_education", "child_involved", "child_views"), "not applicable")
    return first + [second_reading(rng, row, 1 + n % 3) for n, row in enumerate(first[4::5])]


def published() -> list[Row]:
    """Which measure bears out each published claim, in the order of the report."""
    rows = {}
    for source, targets in SOURCES.items():
        for column, claims, *_ in targets:
            for claim, wording, *behind in (part.split(maxsplit=2) for part in claims.split(", ")):
                expect = "withheld" if claim == "917.1" else "inside"
                if wording in ("fraction", "term", "number"):
                    measure = "".join((source, ".", column, *behind))
                    rows[claim] = {"claim": claim, "measure": measure, "expect": expect, "wording": wording}
    return sorted(rows.values(), key=lambda row: [int(number) for number in row["claim"].split(".")])


def draw() -> dict[str, list[Row]]:
    """Every table, by the name of its file."""
    drawn = enumerate((staff_survey, children_survey, parents_survey, record_reading), 2023)
    return {table.__name__: table(Random(seed)) for seed, table in drawn} | {"published": published()}


if __name__ == "__main__":
    for name, rows in draw().items():
        with Path(__file__).with_name(f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
