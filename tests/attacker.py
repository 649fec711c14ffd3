"""An outsider with every file of a draft and no other: reads all its numbers, then asks what each small count can be.

The program is over whole numbers: how many people of each combination of groups gave each answer. Every number, word
and total that a file gives is a row of it; a count is recovered where its least and its most lie close together.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from bs4 import BeautifulSoup
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from inspection_lib.evidence import INSTRUMENTS, Case
from inspection_lib.framework import Framework, Item
from inspection_lib.measures import LEAVES, counted_rows, of_item
from inspection_lib.suppression import rule_of

Group = tuple[str, str] | None
Cell = tuple[str, Group, frozenset[str]]  # an item (or a source), a group of its people, some answers
Target = tuple[str, Group, frozenset[str], bool | None]  # the same, of everyone or of those who came late
MOST = 10_000  # people of one kind who gave one answer, where no file says how many there were
PAIR = re.compile(r"(?<![\d,.])(\d[\d,]*) of (?:the |our )?(\d[\d,]*)(?![\d,]*%)")
SHARES = ("Measure", "Count", "Base", "Share", "95% interval", "Term")
#: Tables without a number of people: of notes, questions, documents and official statistics, and the scales.
OF_THINGS = {
    ("Code", "Severity", "File", "Row", "Column", "Message"),
    ("Grade", "In short", "What it means"),
    ("Group", "Headings without them"),
    ("Heading", "Proposed", "Why", "Set by people", "Do they differ?"),
    ("Indicator", "Name", "Status"),
    ("Quality indicator", "Questions", "Notes", "Figures"),
    ("Sources", "Strengths", "Areas for improvement", "Which are more"),
    ("Test", "What can be counted", "The strongest against a yes"),
    ("Theme", "Strength", "Area for improvement", "Mixed", "Context"),
    ("Two sources", "What each says", "Why", "What is said"),
    ("Word", "Share"),
    ("Words", "Share"),
}
#: What a pair of numbers is of where it is not of people.
THINGS = re.compile(
    r"headings?|measures?|data zones|Sessions that|Figures that|Documents that|rows\b|words?\b|questions?|comparisons|"
    r"statements|Evidence by source|^\d+ of \d+$|^(“[^”]+”,? ?)+$"
)
#: Tables of how two readers agree, which is about readers; and those whose numbers are pairs that the text is read for.
READ_AS_TEXT = (
    "Kind of answer", "Question", "Who", "What", "Measure", "About", "Source left out", "Quality indicator", "Heading",
    "More evidence", "If left out", "Without", "Source", "Group",
)  # fmt: skip


@dataclass
class Read:
    """Everything that the files say in numbers: a least and a most for each cell, and the words of hidden ones."""

    framework: Framework
    cells: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    words: list[tuple[Cell, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # numbers of people that no cell is known for

    def says(self, cell: Cell, low: int, high: int | None = None) -> None:
        """A file says that a cell is between two numbers."""
        least, most = self.cells.get(cell, (0, 10**6))
        self.cells[cell] = max(least, low), min(most, low if high is None else high)

    def exactly(self, cell: Cell) -> int | None:
        """A cell's number where it is known."""
        low, high = self.cells.get(cell, (0, 1))
        return low if low == high else None


def base_of(item: Item, framework: Framework) -> frozenset[str]:
    """The answers in the base of a question."""
    return frozenset(a.answer for a in framework.answers[item.answers]) - set(LEAVES[item.base])


def read(case: Case, files: Mapping[str, str]) -> Read:
    """All numbers about people in the files; of the case only what anybody knows is used: framework and names."""
    found = Read(case.framework)
    for name, reader in (("claims.json", _claims), ("findings.json", _findings), ("run.json", _run)):
        if name in files:
            reader(found, json.loads(files[name]))
    for name, text in files.items():
        if not name.endswith(".json"):
            _page(case, found, name, BeautifulSoup(text, "html.parser"))
    return found


def _claims(found: Read, claims: Mapping) -> None:
    items = found.framework.items
    for row in claims["estimates"]:
        item = items[row["item"]]
        group = (row["group"]["column"], row["group"]["value"]) if row["group"] else None
        plain = row["id"].split("[")[0].removesuffix(".not")
        counts = next(frozenset(m.counts) for m in of_item(item, found.framework) if m.id == plain)
        base = base_of(item, found.framework)
        counts = base - counts if row["id"].endswith(".not") else counts & base
        if row["numerator"] is not None:
            found.says((item.item, group, counts), row["numerator"])
        if row["base"] is not None:
            found.says((item.item, group, base), row["base"])
        if row["term"] and row["numerator"] is None:
            found.words.append(((item.item, group, counts), row["term"]))
    for claim in (claim for statement in claims["statements"] for claim in statement["claims"]):
        if claim["base"] is not None and claim["item"] in items:
            base = base_of(items[claim["item"]], found.framework)
            if all(found.exactly((claim["item"], g, base)) != claim["base"] for g in _groups(found, claim["item"])):
                found.unknown.append(f"claims.json: {claim}")


def _groups(found: Read, item: str) -> set[Group]:
    return {group for name, group, _ in found.cells if name == item}


def _findings(found: Read, findings: Mapping) -> None:
    for row in findings["groups"]["shown"]:
        plain, _, group = row["id"].partition("[")
        item = found.framework.items[next(i for i in found.framework.items if plain in (i, f"{i}.good_or_better"))]
        column, _, value = group.rstrip("]").partition("=")
        base = base_of(item, found.framework)
        whole, part = (found.exactly((item.item, g, base)) for g in (None, (column, value)))
        if whole is None or part is None or whole - part != row["rest"]["base"]:
            found.unknown.append(f"findings.json: {row}")
    for row in findings["fragile"]:
        if row["bounds"] and row["count"] is None:
            found.unknown.append(f"findings.json: {row}")


def _run(found: Read, run: Mapping) -> None:
    for name, row in run["evidence"].items():
        if name in INSTRUMENTS:
            _rows(found, name, str(row["rows_used"]))
    names = {"children_and_young_people": "children_survey", "parents_and_carers": "parents_survey",
             "records": "record_reading", "staff_replies": "staff_survey"}  # fmt: skip
    for name, source in names.items():
        if run["settings"]["stated"][name] is not None:
            found.says((source, None, frozenset()), run["settings"]["stated"][name])


def _rows(found: Read, source: str, text: str) -> None:
    """The people of a source by its rows; of records they are readings, of which there are no fewer than records."""
    if text in ("hidden", "none", "not come in", "no row yet", "none received", "–"):
        return
    low, high = _span(text)
    found.says((source, None, frozenset()), 0 if source == "record_reading" else low, high)


def _span(text: str) -> tuple[int, int]:
    """The least and the most that a number as a page writes it can be."""
    few = re.fullmatch(r"fewer than (\d+)", text)
    return (1, int(few[1]) - 1) if few else (int(text.replace(",", "")),) * 2


def _page(case: Case, found: Read, name: str, page: BeautifulSoup) -> None:
    for table in page.find_all("table"):
        head = tuple(cell.get_text() for cell in table.thead.find_all("th"))
        rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")]
        if not _table(case, found, table.caption.get_text(), head, rows):
            found.unknown.append(f"{name}: a table of {head}")
    pairs = {(k, n) for k, n in _pairs(found)}
    for text in page.find_all(string=PAIR):
        for top, base in PAIR.findall(text):
            cell = int(top.replace(",", "")), int(base.replace(",", ""))
            if cell not in pairs and not THINGS.search(text):
                found.unknown.append(f"{name}: {top} of {base} in {text[:120]!r}")


def _pairs(found: Read) -> Iterator[tuple[int, int]]:
    """Every count with its base that claims.json shows, and that of everyone else beside a group."""
    bases = {(name, group): n for (name, group, answers), (n, m) in found.cells.items()
             if n == m and name in found.framework.items
             and answers == base_of(found.framework.items[name], found.framework)}  # fmt: skip
    for (name, group, answers), (low, high) in list(found.cells.items()):
        if low == high and (name, group) in bases:
            yield low, bases[name, group]
            whole = found.exactly((name, None, answers))
            if group and whole is not None and (name, None) in bases:
                yield whole - low, bases[name, None] - bases[name, group]


def _table(case: Case, found: Read, caption: str, head: tuple[str, ...], rows: list[list[str]]) -> bool:
    """Read one table; whether it is one that is known."""
    framework = case.framework
    if head[:6] == SHARES:
        for row in rows:
            _share(case, found, caption, row)
    elif head == ("Group", "Number"):
        title, _, words = caption.rpartition(": by ")
        source = next(i.instrument for i in framework.instruments.values() if i.title == title)
        columns = [*case.params.groups.of(source), "heard_by"]
        column = next(c for c in columns if framework.group_words(source, c, "")[0].replace("_", " ") == words)
        for value, number in rows:
            if number != "hidden":
                found.says((source, (column, value.casefold()), frozenset()), *_span(number))
    elif head[0] == "Question" and head[-1] == "Base":
        for row in rows:
            _bars(found, row[0], dict(zip(head[1:-1], row[1:-1], strict=True)))
    elif head == ("Source", "Heard from or read", "Invited to the survey", "Response to the survey"):
        for row in rows:
            source = next(i.instrument for i in framework.instruments.values() if i.title == row[0])
            if row[1] != "none received":
                found.says((source, None, frozenset()), *_span(row[1]))
            if row[3].endswith("%"):
                found.says((source, ("heard_by", "survey"), frozenset()), *_part(row[3], int(row[2].replace(",", ""))))
    elif head in (("File", "Rows read", "Rows used", "Set aside", "Why"),
                  ("Kind of evidence", "File", "Rows read", "Rows used", "Set aside, and why")):  # fmt: skip
        for row in rows:
            place = head.index("Rows used")
            source = row[place - 2].removesuffix(".csv")
            if source in INSTRUMENTS:
                _rows(found, source, row[place])
    else:
        return head in OF_THINGS or head[0] in READ_AS_TEXT
    return True


def _part(percent: str, base: int) -> tuple[int, int]:
    """The counts that are said with a whole per cent."""
    p = int(percent.rstrip("%"))
    fits = [k for k in range(base + 1) if abs(200 * k - 2 * p * base) <= base]
    return fits[0], fits[-1]


def _share(case: Case, found: Read, caption: str, row: Sequence[str]) -> None:
    """A row of a table of shares holds what claims.json shows of a measure of that name, or it is not known."""
    if "hidden" in row[1:5]:
        if row[1:5] != ["hidden"] * 4:
            found.unknown.append(f"{caption}: {row}")
        return
    top, base = (int(cell.replace(",", "")) for cell in row[1:3])
    if (top, base) not in set(_pairs(found)):
        found.unknown.append(f"{caption}: {row}")


def _bars(found: Read, wording: str, cells: Mapping[str, str]) -> None:
    for item in (i for i in found.framework.items.values() if i.wording == wording):
        base = base_of(item, found.framework)
        parts: dict[str, frozenset[str]] = {}
        for answer in found.framework.answers[item.answers]:
            if answer.part and answer.answer in base:
                parts[answer.part] = parts.get(answer.part, frozenset()) | {answer.answer}
        for shown, cell in cells.items():
            number = re.match(r"([\d,]+) \(", cell)
            named = [set(some) for n in range(1, len(parts) + 1) for some in itertools.combinations(parts, n)
                     if _joined(some) == shown]  # fmt: skip
            if number and named:
                answers = frozenset().union(*(parts[name] for name in named[0]))
                found.says((item.item, None, answers), int(number[1].replace(",", "")))


def _joined(labels: Sequence[str]) -> str:
    return ", ".join(labels) if " or " in labels[-1] else " or ".join(labels)


@dataclass(frozen=True)
class Early:
    """A draft that was shared before some rows came in: what its files say, and which rows of one source came late."""

    found: Read
    source: str
    late: np.ndarray


class Program:
    """The integer program over one source: how many of each combination of groups gave each answer to each question.

    The attacker is given which combinations of groups there are, as anybody who works there would know.
    """

    def __init__(self, case: Case, found: Read, source: str, early: Early | None = None):
        self.source, self.rule, self.framework = source, rule_of(case, source), case.framework
        self.frame = counted_rows(case, source)
        self.columns = [*case.params.groups.of(source), *(["heard_by"] if "heard_by" in self.frame else [])]
        self.early = early
        self.keys = list(zip(*(self.frame[c].astype(str) for c in self.columns), strict=True)) or [()] * len(self.frame)
        late = early.late if early else np.zeros(len(self.frame), dtype=bool)
        self.keys = [(*key, after) for key, after in zip(self.keys, late.tolist(), strict=True)]
        self.combinations = sorted(set(self.keys))
        self.items = [i for i in case.framework.items_of(source) if self.frame[i.column].notna().any()]
        self.places: dict[tuple[str, tuple, str], int] = {}
        for name, answers in [(source, [""]), *((i.item, self.answers(i)) for i in self.items)]:
            for key, answer in itertools.product(self.combinations, answers):
                self.places[name, key, answer] = len(self.places)
        self.rows: list[tuple[np.ndarray, float, float]] = []
        self._structure()
        self._said(found)
        if early:
            self._said(early.found, late=False)

    def answers(self, item: Item) -> list[str]:
        """The answers to a question, and the blank."""
        return [*(a.answer for a in self.framework.answers[item.answers]), ""]

    def vector(self, name: str, group: Group, answers: Iterable[str], late: bool | None = None) -> np.ndarray:
        """The sum of some answers of a group's people, as a row; of those alone who came late, or who did not."""
        row = np.zeros(len(self.places))
        place = self.columns.index(group[0]) if group else 0
        for key in self.combinations:
            if late in (None, key[-1]) and (not group or key[place].casefold() == group[1].casefold()):
                for answer in answers:
                    row[self.places[name, key, answer]] += 1
        return row

    def _structure(self) -> None:
        """Who was asked what: everyone, a route's groups, or those who answered a filter in one way."""
        by_column = {item.column: item for item in self.items}
        for item in self.items:
            filtered = by_column.get(item.condition[0]) if item.condition else None
            for key in self.combinations:
                row = np.zeros(len(self.places))
                for answer in self.answers(item):
                    row[self.places[item.item, key, answer]] = 1
                if filtered and item.condition:
                    _, test, value = item.condition
                    for answer in self.answers(filtered):
                        if answer and (answer == value) == (test == "="):
                            row[self.places[filtered.item, key, answer]] -= 1
                    self.rows.append((row, 0, 0))
                    continue
                row[self.places[self.source, key, ""]] = -1
                self.rows.append((row, -np.inf if item.condition else 0, 0))

    def _said(self, found: Read, late: bool | None = None) -> None:
        """Every number and word of the files as a row."""
        known = {self.source, *(item.item for item in self.items)}
        values = [{key[n].casefold() for key in self.combinations} for n in range(len(self.columns))]
        for (name, group, answers), (low, high) in found.cells.items():
            there = not group or group[1].casefold() in values[self.columns.index(group[0])] if name in known else False
            if there:
                self.rows.append((self.vector(name, group, answers or [""], late), low, high))
        for (name, group, answers), term in found.words:
            if name in known:
                base = base_of(self.framework.items[name], self.framework)
                top, whole = (self.vector(name, group, some, late) for some in (answers, base))
                self.rows += self._word(top, whole, term)

    def _word(self, top: np.ndarray, base: np.ndarray, term: str) -> list[tuple[np.ndarray, float, float]]:
        """A quantity word as bounds on its count, whatever its base."""
        if term in ("none", "all"):
            return [(top if term == "none" else base - top, 0, 0)]
        bands = list(self.framework.scales["this-report"].bands)
        place = next(n for n, band in enumerate(bands) if band.term == term)
        low, high = float(bands[place].low), float(bands[place].high)
        rows = [(top - (high + 0.5) / 100 * base, -np.inf, 0), (top, 1, np.inf), (base - top, 1, np.inf)]
        if low:
            rows.append((top - max(low - 0.5, 50 if low >= 50 > low - 0.5 else 0) / 100 * base, 0, np.inf))
        return rows

    def truth(self) -> np.ndarray:
        """How many there really were, which only the test knows."""
        there = np.zeros(len(self.places))
        for key in self.keys:
            there[self.places[self.source, key, ""]] += 1
        for item in self.items:
            given = self.frame[item.column].astype(object).where(self.frame[item.column].notna(), "")
            asked = self._asked(item)
            for key, answer, put in zip(self.keys, given, asked, strict=True):
                there[self.places[item.item, key, answer]] += put
        return there

    def _asked(self, item: Item) -> np.ndarray:
        from inspection_lib.measures import asked

        return asked(self.frame, item, self.framework)

    def targets(self) -> dict[Target, np.ndarray]:
        """Every small count: people of each group; each answer in a base, those that count, those that do not."""
        there, wanted = self.truth(), {}
        values = [(c, sorted({key[n] for key in self.combinations} - {"", "nan"})) for n, c in enumerate(self.columns)]
        groups: list[Group] = [None, *((column, value) for column, found in values for value in found)]
        cells: list[tuple[str, frozenset[str]]] = [(self.source, frozenset({""}))]
        for item in self.items:
            base, counts = base_of(item, self.framework), of_item(item, self.framework)[0].counts
            others = base - set(counts)
            cells += [(item.item, frozenset({a})) for a in base if self.rule.remainder or a in counts]
            cells += [(item.item, frozenset(counts)), *([(item.item, others)] if self.rule.remainder else [])]
        for name, answers in dict.fromkeys(cells):
            for group in groups:
                if group and group[0] == "heard_by" and name != self.source:
                    continue
                for late in (None, True) if self.early and name != self.source else (None,):
                    row = self.vector(name, group, answers, late)
                    if self.rule.small(round(row @ there)):
                        wanted[name, group, answers, late] = row
        return wanted

    def recovered(self) -> tuple[int, list[tuple[Target, int, int]]]:
        """How many small counts were attacked; and those whose feasible range is narrower than the threshold."""
        wanted, there = self.targets(), self.truth()
        for row, low, high in self.rows:  # what is published is true, or the attacker has misread it
            assert low - 1e-6 <= row @ there <= high + 1e-6, (
                self.source,
                np.nonzero(row)[0][:5],
                low,
                row @ there,
                high,
            )
        if not wanted:
            return 0, []
        matrix = csr_matrix(np.array([row for row, _, _ in self.rows]))
        limits = LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
        every = np.array(list(wanted.values()))
        least = most = every @ there
        wide = self.rule.threshold - 1

        def look(objective: np.ndarray) -> None:
            nonlocal least, most
            solved = milp(objective, constraints=limits, integrality=np.ones(len(there)), bounds=Bounds(0, MOST))
            assert solved.x is not None, solved.message
            values = every @ np.round(solved.x)
            least, most = np.minimum(least, values), np.maximum(most, values)

        for sign in (1, -1):
            for _ in range(3):
                open_ = most - least < wide
                if open_.any():
                    look(sign * every[open_].sum(axis=0))
        for place in range(len(every)):
            for sign in (-1, 1):
                if most[place] - least[place] < wide:
                    look(sign * every[place])
        return len(every), [
            (cell, int(least[n]), int(most[n]))
            for n, cell in enumerate(wanted)
            if most[n] - least[n] < self._narrow(cell)
        ]

    def _narrow(self, cell: Target) -> int:
        """How far apart least and most must be. A source may be said to be of fewer than five."""
        wide = self.rule.threshold - 1
        if self.early and cell[-1]:
            return min(wide, int(self.early.late.sum()))
        return wide - (cell[:3] == (self.source, None, frozenset({""})))


def attack(case: Case, files: Mapping[str, str], early: Early | None = None) -> tuple[int, list, list[str]]:
    """How many small counts were attacked in all sources, those recovered, and numbers that nobody accounts for."""
    found = read(case, files)
    tried, gone = 0, []
    for source in [early.source] if early else INSTRUMENTS:
        if len(counted_rows(case, source)):
            number, recovered = Program(case, found, source, early).recovered()
            tried, gone = tried + number, [*gone, *recovered]
    return tried, gone, found.unknown
