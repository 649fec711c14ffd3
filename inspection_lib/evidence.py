"""The evidence of one partnership as plain tables, with where each came from; and the case that holds it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

from .errors import Problem
from .framework import Framework
from .params import Params

# With pyarrow installed, pandas keeps texts as Arrow does: on tables of a thousand rows reading and checking them takes
# half as long again. Columns of millions are categories here (`intake.columnar`), whose texts are few.
pd.set_option("mode.string_storage", "python")

SURVEYS = ("staff_survey", "children_survey", "parents_survey")
INSTRUMENTS = (*SURVEYS, "record_reading")

#: Columns of each table that are not questions, in order; the first is the id.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "staff_survey": ("reply_id", "submitted_on", "role", "agency", "locality", "level", "comment"),
    "children_survey": ("child_id", "heard_on", "heard_by", "age_band", "looked_after", "comment"),
    "parents_survey": ("parent_id", "heard_on", "heard_by", "relation", "comment"),
    "record_reading": ("record_id", "reading", "read_on", "reader", "reader_kind", "age_band",
                       "looked_after", "on_register", "note"),
    "engagement": ("session_id", "held_on", "method", "group", "designation", "agency", "people",
                   "counted_before", "by", "note"),
    "documents": ("document_id", "title", "kind", "owner", "dated", "covers", "received_on", "reaches", "used"),
    "voices": ("note_id", "source_id", "kind", "group", "text", "heading", "indicator", "theme", "direction",
               "qualifies", "people", "coder", "second_coder", "second_direction", "use"),
    "figures": ("figure_id", "label", "heading", "indicator", "theme", "group", "qualifier", "value", "period",
                "earlier_value", "earlier_period", "unit", "stated", "compared_with", "compared_value",
                "sentence", "source_id", "checked"),
    "practice_examples": ("example_id", "title", "statement", "after_heading", "indicator", "need",
                          "what_partners_did", "difference_made", "rests_on", "agreed_with_partnership"),
    "judgements": ("judgement_id", "kind", "statement", "heading", "indicator", "value", "text", "in_summary",
                   "rests_on", "decided_by", "decided_on", "status"),
}  # fmt: skip

#: The columns that may split an instrument into groups: no ids, dates, answers or words of one's own.
GROUPABLE: Mapping[str, tuple[str, ...]] = {
    "staff_survey": ("role", "agency", "locality", "level"),
    "children_survey": ("age_band", "looked_after"),
    "parents_survey": ("relation",),
    "record_reading": ("age_band", "looked_after", "on_register", "reader_kind"),
}

AGE_BANDS = ("under 8", "8 to 12", "13 to 17", "")
YES_NO = ("yes", "no", "")
#: Closed lists: what a cell of these columns may hold. Blank is allowed where "" is listed.
CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "children_survey": {"age_band": AGE_BANDS, "looked_after": YES_NO},
    "record_reading": {
        "reading": ("first", "second"),
        "reader_kind": ("inspector", "local reader"),
        "age_band": AGE_BANDS,
        "looked_after": YES_NO,
        "on_register": YES_NO,
    },
    "engagement": {
        "method": ("focus group", "interview", "group meeting", "telephone", "observation"),
        "group": ("children and young people", "parents and carers", "staff", "senior leaders", "elected members"),
    },
    "documents": {"used": YES_NO},
    "voices": {
        "kind": ("heard", "read", "seen"),
        "direction": ("strength", "area for improvement", "mixed", "context"),
        "second_direction": ("strength", "area for improvement", "mixed", "context", ""),
        "use": ("draft", "background", "do not use", "quote"),
    },
    "figures": {"qualifier": ("exactly", "about", "over", "almost", "less than", "")},
    "judgements": {
        "kind": ("key message", "evaluation", "evaluation reason", "capacity", "capacity reason", "theme state",
                 "area for action", "note to reader"),
        "in_summary": YES_NO,
        "status": ("proposed", "agreed by team", "agreed by panel", "superseded"),
    },
}  # fmt: skip

#: Columns that hold dates, those that hold numbers, and which of the numbers count people.
DATES: Mapping[str, str] = {
    "staff_survey": "submitted_on",
    "children_survey": "heard_on",
    "parents_survey": "heard_on",
    "record_reading": "read_on",
    "engagement": "held_on",
    "judgements": "decided_on",
}
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "engagement": ("people", "counted_before"),
    "voices": ("people",),
    "figures": ("value", "earlier_value", "compared_value"),
}
PEOPLE = frozenset({"people", "counted_before"})


@dataclass(frozen=True)
class ColumnUse:
    """What became of one column of a file: the layouts' column that it is, or blank, and how that is known."""

    column: str
    target: str
    how: str


@dataclass(frozen=True)
class AnswerUse:
    """An answer in a tool's spelling, what it was read as in one of the layouts' columns, and in how many cells."""

    column: str
    spelt: str
    read_as: str
    how: str
    cells: int = 0


@dataclass(frozen=True)
class Reading:
    """What was decided about a file when it was read: all of it can be fixed in params or mapping.csv.

    `kind` is delimited text, Excel workbook or Parquet; `form` is wide (one row a reply) or long (one row an answer).
    """

    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    preamble: int = 0
    header_rows: int = 1
    foot: int = 0
    short: int = 0  # rows without their last cells
    form: str = "wide"
    dates: str = ""
    hidden: int = 0  # rows that a workbook hides or filters out; they are read
    unread: str = ""  # why the file could not be read, where it could not
    columns: tuple[ColumnUse, ...] = ()
    answers: tuple[AnswerUse, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a table came from, and what became of its rows: read = used + set aside, each with a reason."""

    table: str
    file: str
    sha256: str
    rows_read: int
    rows_used: int
    set_aside: Mapping[str, int]  # reason -> rows
    invited: int | None = None
    reading: Reading = Reading()


@dataclass(frozen=True)
class Evidence:
    """The plain tables of one partnership and their sources. An absent table is an empty one.

    Survey and record answers are categories in the order of their scale; every other cell is text, with
    dates as dates and counts as numbers. `row` holds the line of the file on which each row begins. `readings` has
    also the files that stopped the work, could they be opened or not.
    """

    tables: Mapping[str, pd.DataFrame]
    sources: Mapping[str, Source]
    readings: Mapping[str, tuple[str, Reading]] = field(default_factory=dict)  # file and what was decided about it

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]


@dataclass(frozen=True, eq=False)
class Case:
    """Everything about one partnership: what was asked, what came in, and what is wrong with it.

    What is computed from a case is kept with the case (`once`), never at module level, where the answer of
    one partnership could be taken for another's.
    """

    params: Params
    framework: Framework
    evidence: Evidence
    official: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    shared: tuple[Mapping[str, Any], ...] = ()  # the published numbers of drafts that left the team, oldest first
    kept: dict[tuple, Any] = field(default_factory=dict, repr=False)

    @property
    def area(self) -> str:
        """The area's name as sentences use it."""
        return self.params.partnership.area


Answer = TypeVar("Answer")
Rest = ParamSpec("Rest")


def once(function: Callable[Concatenate[Case, Rest], Answer]) -> Callable[Concatenate[Case, Rest], Answer]:
    """Compute a thing once a case, and once for each set of further arguments, and keep it there; nobody changes it."""

    @wraps(function)
    def kept(case: Case, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        """The kept answer, or the function's."""
        key = (function.__module__, function.__qualname__, *args, *sorted(kwargs.items()))
        if key not in case.kept:
            case.kept[key] = function(case, *args, **kwargs)
        return case.kept[key]

    return kept


@once
def _rows(case: Case) -> dict[str, list[dict[str, Any]]]:
    return {table: plain_rows(frame) for table, frame in case.evidence.tables.items() if table not in INSTRUMENTS}


def rows_of(case: Case, table: str) -> list[dict[str, Any]]:
    """The rows of a table that is no instrument, as plain values by column, in its order; made once a case."""
    return _rows(case)[table]


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain values by column; `to_dict` takes several times as long.

    >>> plain_rows(pd.DataFrame({"a": [1, 2], "b": pd.Categorical(["x", "y"])}))
    [{'a': 1, 'b': 'x'}, {'a': 2, 'b': 'y'}]
    """
    columns = [frame[column].tolist() for column in frame]
    names = [str(name) for name in frame]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
