"""Twelve replies to a small staff survey, all made up, and the questions that drew them."""

from __future__ import annotations

import csv
from pathlib import Path

FRAMEWORK = Path(__file__).parents[1] / "params" / "framework" / "2022"

#: The questions that the small survey asks: real ones, so that their wording is the framework's.
ITEMS = ("girfec_positive", "assess_analyse", "local_arrangements", "valued", "supervision", "multiagency_training")
GROUPS = ("role", "agency", "locality", "level")
LEAD = "How far do you agree with these statements?"
TICK = "Which of these did you have in the last year? Please tick all that apply."
#: What could be ticked. The first is named like an item, which it is not.
TICKS = ("Supervision", "Multi-agency training", "A visit to another service")
OTHER = "Other (please specify)"
ANSWERS = {
    "SA": "strongly agree",
    "A": "agree",
    "D": "disagree",
    "SD": "strongly disagree",
    "DK": "don't know",
    "-": "",
}

with (FRAMEWORK / "items.csv").open(encoding="utf-8", newline="") as _items:
    WORDING = {row["column"]: row["wording"] for row in csv.DictReader(_items) if row["instrument"] == "staff_survey"}
ASKED = {
    "role": "Which of these best describes your role?",
    "agency": "Which agency do you work for?",
    "locality": "In which locality do you mainly work?",
    "level": "At what level do you work?",
    **{item: WORDING[item] for item in ITEMS},
    "comment": "Do you have any other comment?",
}

# id, submitted at, role, agency, locality, level, answers to ITEMS, what was ticked, comment
_ROWS = (
    ("S0001", "2023-05-08T09:02", "social work or social care", "council", "Bellshill", "frontline",
     "A SA A D A SA", "12", ""),
    ("S0002", "2023-05-09T16:45", "health visiting", "NHS", "Tobar na M\u00e0thar", "frontline",
     "SA A DK A SA A", "1", "Supervision is \u201cgood enough\u201d, most weeks"),
    ("S0003", "2023-05-10T08:30", "education", "council", "Airdrie", "first-line manager",
     "A A D SD D DK", "", "\u00a3250 for training,\nand no cover for it"),
    ("S0004", "2023-05-11T12:15", "police", "Police Scotland", "across the area", "frontline",
     "DK - A SA A A", "2", 'They said "wait", so we waited, and waited'),
    ("S0005", "2023-05-12T23:59", "school nursing", "NHS", "Wishaw", "frontline", "A D SA A - SA", "123", ""),
    ("S0006", "2023-05-15T10:05", "early years", "third sector", "Coatbridge", "senior manager",
     "SD - DK D A D", "3", ""),
    ("S0007", "2023-05-16T14:20", "other", "other", "Motherwell", "frontline", "A - A A A A", "1", ""),
    ("S0008", "2023-05-17T11:11", "early years", "council", "Bellshill", "frontline",
     "SA - A A SD A", "2", "It's the people that make it work"),
    ("S0009", "2023-05-18T07:58", "children's hearings and justice", "other", "across the area", "frontline",
     "A SA D D A DK", "13", "Total waiting time is what matters"),
    ("S0010", "2023-05-19T13:00", "housing or other council", "council", "Cumbernauld and the north",
     "first-line manager", "- - - - - -", "", ""),
    ("S0011", "2023-05-22T15:37", "other NHS", "NHS", "Tobar na M\u00e0thar", "senior manager",
     "A - SA A A SD", "2", ""),
    ("S0012", "2023-05-23T09:02", "social work or social care", "council", "Airdrie", "frontline",
     "SD D SD SD SD -", "", "N/A"),
)  # fmt: skip


def _reply(row: tuple[str, ...]) -> dict[str, str]:
    name, at, *groups, answers, ticked, comment = row
    given = [ANSWERS[answer] for answer in answers.split()]
    about = {"reply_id": name, "submitted_on": at[:10], "submitted_at": at.replace("T", " ")}
    ticks = {option: "yes" if str(n) in ticked else "" for n, option in enumerate(TICKS, start=1)}
    return {
        **about,
        **dict(zip(GROUPS, groups, strict=True)),
        **dict(zip(ITEMS, given, strict=True)),
        **ticks,
        "comment": comment,
    }


#: The canonical replies, with the columns of the layouts' staff_survey, `submitted_at` and what was ticked.
REPLIES = [_reply(row) for row in _ROWS]
#: What the seventh person wrote behind "Other (please specify)": words of their own, so never a group.
WRITTEN = "Bereavement counsellor"
#: A name, an address and an IP number for each reply, as a tool adds them; none may be found in a case.
NAMES = [("Ada", "Specimen"), ("Bo", "Sample"), ("Cy", "Example")] * 4
EMAILS = [f"person{n}@example.org" for n in range(1, 13)]
ADDRESSES = [f"192.0.2.{n}" for n in range(1, 13)]
