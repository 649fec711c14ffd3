"""Evidence by someone who means harm: payloads, planted in every field that a file can carry."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from inspection_lib.errors import ACTING
from inspection_lib.evidence import CHOICES, COLUMNS, DATES, INSTRUMENTS, NUMBERS

#: What is tried, by what it would do if any reader took it for more than text. `boom` is what a script would call.
PAYLOADS: Mapping[str, str] = {
    "an element": "<img src=x onerror=boom()>",
    "a script": "</p></section></script><script>boom()</script>",
    "an attribute": '" onmouseover="boom()" autofocus onfocus="boom()" x="',
    "an id": '\' id="main" style="position:fixed" \'',
    "a style": "</style><style>*{display:none}</style>",
    "a drawing": "<svg onload=boom()><a xlink:href=javascript:boom()>x</a></svg>",
    "a comment": "<!-- --><script>boom()</script> ]]> &lt;b&gt",
    "a template": "{{7*7}} {% for x in y %}{{x}}{% endfor %} {0.__class__} ${7*7} #{7*7}",
    "a format": "{value.__class__} {partnership} {} %s %(x)s",
    "Markdown": "**bold** [click](javascript:boom()) ![x](http://example.org/x.png) `code`",
    "mathematics": r"$\href{javascript:boom()}{x}$ \(x^2\) \[y\] $$z$$",
    "LaTeX": r"\input{/etc/passwd}\write18{id}\end{document}",
    "a formula": '=HYPERLINK("http://example.org/"&A1,"x")',
    "a sum": "+1+1",
    "a mention": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a dash": "-2+3+cmd|' /C calc'!A0",
    "a terminal": "\x1b[2J\x1b]0;boom\x07\x9b31mred",
    "a turn": "abc\u202e\u2066fdp.exe",
    "a bell": "a\x07b\x08c\x0bd\x7fe\x85f",
}
#: Columns that other columns or the framework have to know: a payload there is refused, which `test_safety` holds too.
KNOWN_ELSEWHERE = {"heading", "indicator", "statement", "after_heading", "reaches", "rests_on", "source_id", "value",
                   "agreed_with_partnership", "checked", "theme", "sentence", "heard_by"}  # fmt: skip


def free(table: str) -> list[str]:
    """The columns of a table that hold people's own words."""
    shut = {*CHOICES.get(table, {}), DATES.get(table, ""), *NUMBERS.get(table, ()), *KNOWN_ELSEWHERE, COLUMNS[table][0]}
    return [column for column in COLUMNS[table] if column not in shut]


def rewritten(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """A CSV file with its rows changed in place."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def planted(params: Path, payload: str) -> Path:
    """A params file and its evidence with a payload in every field: words, groups, settings, files, columns.

    Settings are left as they are for a payload that params refuse.
    """
    folder = params.with_suffix("")
    for table in COLUMNS:
        rewritten(folder / f"{table}.csv", lambda rows, table=table: _spoil(rows, table, payload))
    (folder / f"{payload.replace('/', '')}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    if ACTING.search(payload):
        return params
    settings = yaml.safe_load(params.read_text(encoding="utf-8"))
    settings["partnership"] |= {"name": f"Partnership {payload}", "health_board": payload, "police_division": payload}
    settings["inspection"] |= {"title": f"Title {payload}", "programme": payload, "led_by": f"Body {payload}",
                               "with": [f"Another {payload}"]}  # fmt: skip
    settings["report"]["marking"] = f"MARKED {payload}"
    settings["evidence"]["set_aside"] = [{"file": "voices.csv", "rows": ["N0002"], "reason": f"reason {payload}"}]
    settings["what_happens_next"] = f"Next {payload}"
    params.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return params


def _spoil(rows: list[dict[str, str]], table: str, payload: str) -> None:
    """Every third row has the payload at the head of each free column, and at the end of another third."""
    for place, row in enumerate(rows):
        for column in free(table):
            if place % 3 == 0 or table not in INSTRUMENTS:
                row[column] = f"{payload} {row[column]}"
            elif place % 3 == 1:
                row[column] = f"{row[column]} {payload}"
        if table == "practice_examples":
            row["example_id"] = f"X{place}{payload}"
    if table in INSTRUMENTS:
        for row in rows:
            row[f"What else? {payload}"] = f"other {payload}"


#: A payload of all that a page could take for more than text, for the test that has time for one.
ALL = '"\'><img src=x onerror=boom()></p></section><script>boom()</script>{{7*7}} **bold** $x^2$ id="main"'
