"""The settings of one partnership's params file, and what each may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    model_validator,
)

SurveySource = Literal["staff_survey", "children_survey", "parents_survey", "record_reading"]
Edition = Literal["internal", "partnership", "publication"]


def _day(value: Any) -> date:
    """A date as it is typed, 2023-05-09; a bare number is never one."""
    if isinstance(value, date):
        return value
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
            return date.fromisoformat(str(value))
    except ValueError:
        pass
    raise ValueError("must be a date such as 2023-05-09")


def _two(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("wants two dates, such as [2023-06-06, 2023-06-08]")
    return value


def _forwards(period: tuple[date, date]) -> tuple[date, date]:
    first, last = period
    if last < first:
        raise ValueError(f"cannot end ({_said(last)}) before it starts ({_said(first)})")
    return period


def _said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _filled(values: Any) -> Any:
    """A map without the names whose value was left blank."""
    return {name: v for name, v in values.items() if v is not None} if isinstance(values, dict) else values


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^/\\:]*[^/\\:.]$")]
Day = Annotated[date, BeforeValidator(_day)]
Period = Annotated[tuple[Day, Day], BeforeValidator(_two), AfterValidator(_forwards)]
Count = Annotated[int, Field(ge=0)]
Population = Annotated[int, Field(ge=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_left_out(cls, values: Any) -> Any:
        """A known key with a blank value counts as left out; an unknown one is still unknown."""
        if not isinstance(values, Mapping):
            return values
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {name: value for name, value in values.items() if value is not None or name not in known}


class Partnership(_Strict):
    """The community planning partnership that is inspected."""

    name: Text
    area: Text
    code: Text
    health_board: str = ""
    police_division: str = ""
    may_be_named: tuple[Text, ...] = ()


class Inspection(_Strict):
    """When the inspection ran, and who ran it. A date that is not known yet is left out, and the draft says so."""

    title: Text
    programme: str = ""
    started: Day | None = None
    ended: Day | None = None
    record_reading: Period | None = None
    engagement: Period | None = None
    led_by: Text
    with_: tuple[Text, ...] = Field(default=(), alias="with")
    young_inspection_volunteers: bool = False
    graded_indicators: tuple[Text, ...] = ("2.1",)

    @model_validator(mode="after")
    def _in_order(self) -> Inspection:
        if self.started and self.ended:
            _forwards((self.started, self.ended))
        return self


class Report(_Strict):
    """How the draft is dated and marked. Its date is the one that people set, never the clock's."""

    date: Day | None = None
    edition: Edition = "internal"
    marking: str = "OFFICIAL-SENSITIVE"
    illustrative: bool = False


class Stated(_Strict):
    """Totals that the approach page is expected to give; the rows are held against them."""

    children_and_young_people: Count | None = None
    parents_and_carers: Count | None = None
    records: Count | None = None
    staff_replies: Count | None = None
    staff_met: Count | None = None
    elected_members_met: Count | None = None


class SetAside(_Strict):
    """Rows that people decided not to use, and why."""

    file: Text
    rows: tuple[Text, ...]
    reason: Text


class FileSettings(_Strict):
    """What intake cannot find out by itself about one table's file, or found out wrongly."""

    file: str = ""
    sheet: str = ""
    encoding: Literal["", "utf-8", "utf-16", "cp1252", "mac_roman"] = ""
    delimiter: Literal["", "comma", "semicolon", "tab", "bar"] = ""
    preamble: Annotated[int, Field(ge=0, le=50)] | None = None
    header_rows: Annotated[int, Field(ge=1, le=3)] | None = None
    foot: Annotated[int, Field(ge=0, le=50)] | None = None
    form: Literal["", "wide", "long"] = ""
    dates: Literal["", "day first", "month first"] = ""
    dictionary: str = ""
    blank_boxes: Literal["", "no", "not answered"] = ""


class EvidencePlace(_Strict):
    """Where the evidence lies, how many people were invited, and what is set aside."""

    folder: Text
    files: Annotated[dict[Text, FileSettings], BeforeValidator(_filled)] = {}
    invited: Annotated[dict[SurveySource, Population], BeforeValidator(_filled)] = {}
    in_scope: Annotated[dict[Literal["records"], Population], BeforeValidator(_filled)] = {}
    set_aside: tuple[SetAside, ...] = ()


class Groups(_Strict):
    """Which columns split which source, and the smallest group that is shown."""

    staff_survey: tuple[Text, ...] = ()
    children_survey: tuple[Text, ...] = ()
    parents_survey: tuple[Text, ...] = ()
    record_reading: tuple[Text, ...] = ()
    smallest_base: Annotated[int, Field(ge=10)] = 10

    def of(self, source: str) -> tuple[str, ...]:
        """The columns that split one source.

        >>> Groups(staff_survey=("role",)).of("staff_survey")
        ('role',)
        """
        return getattr(self, source)


class Wording(_Strict):
    """The manner of the sentences."""

    terms: Text = "this-report"
    sentences: Literal["house", "counted"] = "house"
    fractions: Literal["never", "where published", "always"] = "where published"
    tense: Literal["past"] = "past"


class SmallNumbers(_Strict):
    """When a count is too small to show. The threshold may be raised, never lowered below 5."""

    threshold: Annotated[int, Field(ge=5, le=50)] = 5
    remainders: tuple[SurveySource, ...] = get_args(SurveySource)
    words: Literal["withhold_if_pinned"] = "withhold_if_pinned"


class OfficialStatistics(_Strict):
    """Which Key facts the draft gives, and against whom."""

    measures: tuple[Text, ...] = ()
    compared_with: tuple[Text, ...] = ("Scotland",)


class Params(_Strict):
    """One partnership's params file, checked. `file` is where it came from, `slug` its short name."""

    framework: Name
    partnership: Partnership
    inspection: Inspection
    report: Report
    stated: Stated = Stated()
    evidence: EvidencePlace
    groups: Groups = Groups()
    wording: Wording = Wording()
    small_numbers: SmallNumbers = SmallNumbers()
    official_statistics: OfficialStatistics = OfficialStatistics()
    what_happens_next: Text = "standard"
    _file: Path = PrivateAttr(default=Path())

    @classmethod
    def of_file(cls, file: Path, values: Mapping[str, Any]) -> Params:
        """The settings that a file holds; raises pydantic's error where one does not fit."""
        params = cls.model_validate(values)
        params._file = file
        return params

    @property
    def file(self) -> Path:
        """Where the settings came from."""
        return self._file

    @property
    def slug(self) -> str:
        """The params file's name without its ending: the name of the folder of outputs."""
        return self.file.stem

    @property
    def folder(self) -> Path:
        """The evidence folder: beside the params file, or the absolute path that it gives."""
        return self.file.parent / self.evidence.folder

    def holds(self, path: Path) -> bool:
        """Whether a file of the evidence folder is its own, and no link that leads out of it."""
        return path.resolve().is_relative_to(self.folder.resolve())

    @property
    def framework_folder(self) -> Path:
        """The framework's folder, beside the params file or else the project's own."""
        return beside_or_project(self.file, f"framework/{self.framework}")


def beside_or_project(params_file: Path, name: str) -> Path:
    """A shared file or folder of params/: beside the params file if it is there, or else the project's.

    So a params file on a secure share still finds the framework that the project carries.
    """
    beside = params_file.parent / name
    return beside if beside.exists() else Path(__file__).parents[2] / "params" / name
