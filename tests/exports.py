"""The same twelve replies as survey tools export them: a file a tool, and what a reader must find in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from replies import ADDRESSES, ASKED, EMAILS, GROUPS, ITEMS, LEAD, NAMES, OTHER, REPLIES, TICK, TICKS, WRITTEN

MONKEY = {"strongly agree": "Strongly Agree", "strongly disagree": "Strongly Disagree", "don't know": "Don\u2019t know"}
SMART = {"don't know": "Don@SQ@t know"}
RATED = {"strongly agree": "5 - Strongly agree", "agree": "4 - Agree", "disagree": "2 - Disagree",
         "strongly disagree": "1 - Strongly disagree"}  # fmt: skip
SCALE = ("strongly disagree", "disagree", "agree", "strongly agree", "don't know")  # Qualtrics' order: low to high
LIME = ("strongly agree", "agree", "disagree", "strongly disagree", "don't know")  # A1 to A5
CODES = "staff_survey_codes.csv"  # a dictionary of codes, beside the file that needs it


def write(path: Path, rows: Iterable[Sequence[object]], delimiter: str = ",", end: str = "\r\n",
          encoding: str = "utf-8", quoted: bool = False) -> None:  # fmt: skip
    """One CSV file; every cell in quotation marks where a tool does that."""
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def shown(text: str, words: dict[str, str] | None = None) -> str:
    """An option as a survey prints it: its first letter large, its words the tool's own."""
    return (words or {}).get(text, text[:1].upper() + text[1:])


def option(reply: dict[str, str], column: str, words: dict[str, str] | None = None) -> str:
    """The option of a group that was chosen; names and agencies keep their spelling."""
    return reply[column] if column in ("agency", "locality") else shown(reply[column], words)


def at(reply: dict[str, str], form: str) -> str:
    return datetime.fromisoformat(reply["submitted_at"]).strftime(form)


def plain(path: Path) -> None:
    """The workbook's own layout."""
    columns = ["reply_id", "submitted_on", *GROUPS, *ITEMS, "comment"]
    write(path, [columns, *([reply[column] for column in columns] for reply in REPLIES)])


def coded(path: Path) -> None:
    """The workbook's own layout with answers as codes, -1 where there is none, and the dictionary beside it."""
    columns = ["reply_id", "submitted_on", *GROUPS, *ITEMS, "comment"]
    codes = {"": "-1", **{answer: str(n) for n, answer in enumerate(SCALE, start=1)}}
    rows = [[codes[r[c]] if c in ITEMS else r[c] for c in columns] for r in REPLIES]
    write(path, [columns, *rows])
    entries = [[item, code, shown(answer) or "Not answered"] for item in ITEMS for answer, code in codes.items()]
    write(path.with_name(CODES), [["column", "code", "answer"], *entries])


def surveymonkey(path: Path) -> None:
    """Two header rows: the question, then "Response", the option or "Open-Ended Response"; months before days."""
    about = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
             "First Name", "Last Name", "Custom Data 1"]  # fmt: skip
    first = [
        *about,
        ASKED["role"],
        "",
        *(ASKED[g] for g in GROUPS[1:]),
        LEAD,
        *[""] * 5,
        TICK,
        "",
        "",
        ASKED["comment"],
    ]
    second = [*[""] * 9, "Response", OTHER, *["Response"] * 3, *(ASKED[i] for i in ITEMS), *TICKS,
              "Open-Ended Response"]  # fmt: skip
    rows = [first, second]
    for n, reply in enumerate(REPLIES):
        other = reply["role"] == "other"
        when = at(reply, "%m/%d/%Y %I:%M:%S %p")
        rows.append([
            str(114200000001 + 37 * n), "431000001", when, when, ADDRESSES[n], EMAILS[n], *NAMES[n], "",
            "" if other else option(reply, "role"), WRITTEN if other else "",
            *(option(reply, g) for g in GROUPS[1:]), *(shown(reply[i], MONKEY) for i in ITEMS),
            *(tick if reply[tick] else "" for tick in TICKS), reply["comment"],
        ])  # fmt: skip
    write(path, rows, end="\n", encoding="utf-8-sig")


QUALTRICS = {
    "StartDate": "Start Date", "EndDate": "End Date", "Status": "Response Type", "IPAddress": "IP Address",
    "Progress": "Progress", "Duration (in seconds)": "Duration (in seconds)", "Finished": "Finished",
    "RecordedDate": "Recorded Date", "ResponseId": "Response ID", "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name", "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference", "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude", "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}  # fmt: skip


def _qualtrics(path: Path, numbers: bool) -> dict[str, dict[str, str]]:
    """Write Qualtrics' three header rows, a preview row and the replies; returns the codes of each column."""
    names = {"Q1": f"{ASKED['role']} - Selected Choice", "Q1_8_TEXT": f"{ASKED['role']} - {OTHER} - Text",
             **{f"Q{n}": ASKED[g] for n, g in enumerate(GROUPS[1:], start=2)},
             **{f"Q5_{n}": f"{LEAD} - {ASKED[i]}" for n, i in enumerate(ITEMS, start=1)},
             **{f"Q6_{n}": f"{TICK} - Selected Choice - {t}" for n, t in enumerate(TICKS, start=1)},
             "Q7": ASKED["comment"]}  # fmt: skip
    rows = [[*QUALTRICS, *names], [*QUALTRICS.values(), *names.values()],
            [json.dumps({"ImportId": name}, separators=(",", ":")) for name in [*QUALTRICS, *names]]]  # fmt: skip
    options = {g: list(dict.fromkeys(option(r, g, {"other": OTHER}) for r in REPLIES)) for g in GROUPS}
    scale = [shown(answer) for answer in SCALE]
    codes = {**{f"Q{n}": options[g] for n, g in enumerate(GROUPS, start=1)},
             **{f"Q5_{n}": scale for n in range(1, 7)}}  # fmt: skip
    for n, reply in enumerate([REPLIES[0], *REPLIES]):
        preview, who = n == 0, max(n - 1, 0)
        when = at(reply, "%Y-%m-%d %H:%M:%S")
        kind = ("1" if preview else "0") if numbers else ("Survey Preview" if preview else "IP Address")
        about = [
            when,
            when,
            kind,
            ADDRESSES[who],
            "100",
            "240",
            "1" if numbers else "True",
            when,
            f"R_{n:015}",
            *NAMES[who][::-1],
            EMAILS[who],
            "",
            "55.8",
            "-3.9",
            "preview" if preview else "anonymous",
            "EN-GB",
        ]
        chosen = [option(reply, g, {"other": OTHER}) for g in GROUPS]
        given = [shown(reply[i]) for i in ITEMS]
        if numbers:
            chosen = [str(options[g].index(c) + 1) for g, c in zip(GROUPS, chosen, strict=True)]
            given = [str(scale.index(a) + 1) if a else "-99" for a in given]
        ticks = [("1" if numbers else tick) if reply[tick] else "" for tick in TICKS]
        written = WRITTEN if reply["role"] == "other" else ""
        given = given if numbers else [f"{a} " if a == "Strongly agree" else a for a in given]
        rows.append([*about, chosen[0], written, *chosen[1:], *given, *ticks, reply["comment"]])
    write(path, rows, end="\n")
    return {column: {str(n): label for n, label in enumerate(labels, start=1)} for column, labels in codes.items()}


def qualtrics(path: Path) -> None:
    """Choice text, one of the answers with a space behind it; the first row is a preview."""
    _qualtrics(path, numbers=False)


def qualtrics_numeric(path: Path) -> None:
    """Numeric values, -99 where a question was seen and not answered, and the dictionary of codes beside it."""
    codes = _qualtrics(path, numbers=True)
    entries = [[column, code, label] for column, labels in codes.items() for code, label in labels.items()]
    write(path.with_name(CODES), [["column", "code", "answer"], *entries])


def _limesurvey(path: Path, header: list[str], codes: dict[str, list[str]] | None) -> None:
    rows = [header]
    for n, reply in enumerate(REPLIES, start=1):
        other, silent = reply["role"] == "other", not any(reply[i] for i in ITEMS)
        chosen = ["Other" if other and g == "role" else option(reply, g) for g in GROUPS]
        given = [shown(reply[i]) for i in ITEMS]
        ticks = ["N/A" if silent else "Yes" if reply[tick] else "No" for tick in TICKS]
        if codes:
            chosen = ["-oth-" if c == "Other" else f"A{codes[g].index(c) + 1}"
                      for g, c in zip(GROUPS, chosen, strict=True)]  # fmt: skip
            given = [f"A{codes['Q5'].index(a) + 1}" if a else "" for a in given]
            ticks = ["Y" if reply[tick] else "" for tick in TICKS]
        when = at(reply, "%Y-%m-%d %H:%M:%S")
        rows.append([str(n + 2), when, "3", "en", "1684300217", when, when, ADDRESSES[n - 1], chosen[0],
                     WRITTEN if other else "", *chosen[1:], *given, *ticks, reply["comment"]])  # fmt: skip
    write(path, rows, delimiter=";", encoding="utf-8-sig", quoted=True)
    path.write_bytes(path.read_bytes() + b"\r\n")  # the tool ends its file with a blank line


def limesurvey(path: Path) -> None:
    """Full wording and full answers: every cell in quotation marks, semicolons, "question [part]", N/A."""
    header = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started",
              "Date last action", "IP address", ASKED["role"], f"{ASKED['role']} [Other]",
              *(ASKED[g] for g in GROUPS[1:]), *(f"{LEAD} [{ASKED[i]}]" for i in ITEMS),
              *(f"{TICK} [{tick}]" for tick in TICKS), ASKED["comment"]]  # fmt: skip
    _limesurvey(path, header, None)


def limesurvey_codes(path: Path) -> None:
    """Question codes and answer codes, with the dictionary beside it; blank is not answered or not ticked."""
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr",
              "Q1", "Q1[other]", "Q2", "Q3", "Q4", *(f"Q5[SQ00{n}]" for n in range(1, 7)),
              *(f"Q6[SQ00{n}]" for n in range(1, 4)), "Q7"]  # fmt: skip
    options = {g: list(dict.fromkeys(option(r, g) for r in REPLIES if r[g] != "other" or g != "role")) for g in GROUPS}
    _limesurvey(path, header, {**options, "Q5": [shown(answer) for answer in LIME]})
    entries = [[f"Q{n}", ASKED[g], f"A{k}", label] for n, g in enumerate(GROUPS, start=1)
               for k, label in enumerate(options[g], start=1)]  # fmt: skip
    entries += [[f"Q5[SQ00{n}]", ASKED[i], f"A{k}", shown(answer)] for n, i in enumerate(ITEMS, start=1)
                for k, answer in enumerate(LIME, start=1)]  # fmt: skip
    entries += [["Q1", ASKED["role"], "-oth-", "Other"], ["Q7", ASKED["comment"], "", ""]]
    entries += [[f"Q6[SQ00{n}]", f"{TICK} [{tick}]", "Y", "Yes"] for n, tick in enumerate(TICKS, start=1)]
    write(path.with_name(CODES), [["column", "question", "code", "answer"], *entries])


def smartsurvey(path: Path) -> None:
    """Three header rows, numbered questions, days before months, and "@SQ@" where an option has an apostrophe."""
    about = ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Tracking Link", "Started", "Ended"]
    numbered = [f"Q{n}. {ASKED[g]}" for n, g in enumerate(GROUPS, start=1)]
    first = [*about, numbered[0], "", *numbered[1:], f"Q5. {LEAD}", *[""] * 5, f"Q6. {TICK}", "", "",
             f"Q7. {ASKED['comment']}"]  # fmt: skip
    second = [*[""] * 9, "", f"{OTHER}:", "", "", "", *(f"Q5.{n}. {ASKED[i]}" for n, i in enumerate(ITEMS, start=1)),
              *(f"Q6.{n}. {tick}" for n, tick in enumerate(TICKS, start=1)), ""]  # fmt: skip
    rows = [first, second, [""] * len(first)]
    for n, reply in enumerate(REPLIES):
        other = reply["role"] == "other"
        when = at(reply, "%d/%m/%Y %H:%M:%S")
        role = f"{OTHER}:" if other else option(reply, "role").replace("'", "@SQ@")
        rows.append([
            str(98000101 + 13 * n), str(n + 1), " ".join(NAMES[n]), EMAILS[n], ADDRESSES[n], "", "Web link", when, when,
            role, WRITTEN if other else "", *(option(reply, g) for g in GROUPS[1:]),
            *(shown(reply[i], SMART) for i in ITEMS), *("Yes" if reply[tick] else "" for tick in TICKS),
            reply["comment"].replace("'", "@SQ@"),
        ])  # fmt: skip
    write(path, rows, encoding="utf-8-sig", quoted=True)


def microsoft_forms(path: Path) -> None:
    """A workbook: dates as dates, one column a question or statement, all that was ticked in one cell."""
    book = Workbook()
    book.active.title = "Sheet1"
    about = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
    asked = [*(ASKED[c] for c in (*GROUPS, *ITEMS)), TICK, ASKED["comment"]]
    book.active.append([*about, *(f"{text}\u00a0" if text == ASKED["valued"] else text for text in asked)])
    for n, reply in enumerate(REPLIES):
        when = datetime.fromisoformat(reply["submitted_at"])
        ticked = "".join(f"{tick};" for tick in TICKS if reply[tick])
        cells = [*(option(reply, g) for g in GROUPS), *(shown(reply[i]) for i in ITEMS), ticked, reply["comment"]]
        book.active.append([n + 1, when, when, EMAILS[n], " ".join(NAMES[n]), None, *(cell or None for cell in cells)])
    book.save(path)


def google_forms(path: Path) -> None:
    """Timestamp first and no id; a grid is "question [row]", what was ticked stands between commas."""
    asked = [*(ASKED[g] for g in GROUPS), *(f"{LEAD} [{ASKED[i]}]" for i in ITEMS), TICK, ASKED["comment"]]
    rows = [["Timestamp", "Email Address", *asked]]
    for n, reply in enumerate(REPLIES):
        ticked = ", ".join(tick for tick in TICKS if reply[tick])
        rows.append([at(reply, "%Y/%m/%d %I:%M:%S %p GMT+1").replace("AM", "am").replace("PM", "pm"), EMAILS[n],
                     *(option(reply, g) for g in GROUPS), *(shown(reply[i], RATED) for i in ITEMS), ticked,
                     reply["comment"]])  # fmt: skip
    write(path, rows)


def long_form(path: Path) -> None:
    """One row an answer; a question that was not answered has no row."""
    rows = [["Respondent ID", "Submitted", "Question", "Answer"]]
    for reply in REPLIES:
        given = {ASKED[c]: option(reply, c) if c in GROUPS else reply[c] for c in ASKED}
        given |= {ASKED[i]: shown(reply[i]) for i in ITEMS} | {f"{TICK} - {t}": shown(reply[t]) for t in TICKS}
        rows += [[reply["reply_id"], at(reply, "%d/%m/%Y %H:%M"), *pair] for pair in given.items() if pair[1]]
    write(path, rows)


def parquet(path: Path) -> None:
    """The workbook's own layout as typed columns: a timestamp, dictionaries, and null where there is no answer."""
    import pyarrow as pa
    from pyarrow import parquet as files

    columns = {c: pa.array([r[c] or None for r in REPLIES]) for c in ("reply_id", *GROUPS, *ITEMS, "comment")}
    columns |= {c: columns[c].dictionary_encode() for c in (*GROUPS, *ITEMS)}
    when = pa.array([datetime.fromisoformat(r["submitted_at"]) for r in REPLIES], pa.timestamp("ms"))
    files.write_table(pa.table({**columns, "submitted_on": when}), path)
