"""Everything about one inspection that is not evidence: who, when, which files, which settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from .errors import InspectionError, Problem, nearest, stop_if_any

SurveySource = Literal["staff_survey", "children_survey", "parents_survey", "record_reading"]
Edition = Literal["internal", "partnership", "publication"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _grade_text(value: Any) -> Any:
    """An indicator typed as 2.1 or "2.1" is the same indicator: YAML never gets to make it a number."""
    return [str(item) for item in value] if isinstance(value, list) else value


class Partnership(_Strict):
    """The community planning partnership that is inspected."""

    name: str
    area: str
    code: str
    health_board: str = ""
    police_division: str = ""
    may_be_named: tuple[str, ...] = ()


class Inspection(_Strict):
    """When the inspection ran, and who ran it."""

    title: str
    programme: str = ""
    started: date
    ended: date
    record_reading: tuple[date, date] | None = None
    engagement: tuple[date, date] | None = None
    led_by: str
    with_: tuple[str, ...] = Field(default=(), alias="with")
    young_inspection_volunteers: bool = False
    graded_indicators: Annotated[tuple[str, ...], BeforeValidator(_grade_text)] = ("2.1",)

    @model_validator(mode="after")
    def _in_order(self) -> Inspection:
        if self.ended < self.started:
            raise ValueError(f"the inspection cannot end ({self.ended}) before it starts ({self.started})")
        return self


class Report(_Strict):
    """How the draft is dated and marked."""

    date: date
    edition: Edition = "internal"
    marking: str = "OFFICIAL-SENSITIVE"
    illustrative: bool = False


class Stated(_Strict):
    """Totals that the approach page is expected to give; the rows are held against them."""

    children_and_young_people: int | None = None
    parents_and_carers: int | None = None
    records: int | None = None
    staff_replies: int | None = None
    staff_met: int | None = None
    elected_members_met: int | None = None


class SetAside(_Strict):
    """Rows that people decided not to use, and why."""

    file: str
    rows: tuple[str, ...]
    reason: str


class EvidencePlace(_Strict):
    """Where the evidence lies, how many people were invited, and what is set aside."""

    folder: str
    invited: dict[SurveySource, Annotated[int, Field(gt=0)]] = {}
    in_scope: dict[Literal["records"], Annotated[int, Field(gt=0)]] = {}
    set_aside: tuple[SetAside, ...] = ()


class Groups(_Strict):
    """Which columns split which source, and the smallest group that is shown."""

    staff_survey: tuple[str, ...] = ()
    children_survey: tuple[str, ...] = ()
    parents_survey: tuple[str, ...] = ()
    record_reading: tuple[str, ...] = ()
    smallest_base: Annotated[int, Field(ge=10)] = 10

    def of(self, source: str) -> tuple[str, ...]:
        """The columns that split one source.

        >>> Groups(staff_survey=("role",)).of("staff_survey")
        ('role',)
        """
        return getattr(self, source)


class Wording(_Strict):
    """The manner of the sentences."""

    terms: str = "this-report"
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

    measures: tuple[str, ...] = ()
    compared_with: tuple[str, ...] = ("Scotland",)


class Params(_Strict):
    """One partnership's params file, checked. `file` is where it came from, `slug` its short name."""

    framework: str
    partnership: Partnership
    inspection: Inspection
    report: Report
    stated: Stated = Stated()
    evidence: EvidencePlace
    groups: Groups = Groups()
    wording: Wording = Wording()
    small_numbers: SmallNumbers = SmallNumbers()
    official_statistics: OfficialStatistics = OfficialStatistics()
    what_happens_next: str = "standard"
    file: Path = Field(default=Path(), exclude=True)

    @property
    def slug(self) -> str:
        """The params file's name without its ending: the name of the folder of outputs."""
        return self.file.stem

    @property
    def folder(self) -> Path:
        """The evidence folder: beside the params file, or the absolute path that it gives."""
        return self.file.parent / self.evidence.folder

    @property
    def framework_folder(self) -> Path:
        """The framework's folder, beside the params file or else the project's own."""
        return beside_or_project(self.file, f"framework/{self.framework}")


def beside_or_project(params_file: Path, name: str) -> Path:
    """A shared file or folder of params/: beside the params file if it is there, or else the project's.

    So a params file on a secure share still finds the framework that the project carries.
    """
    beside = params_file.parent / name
    return beside if beside.exists() else Path(__file__).parents[1] / "params" / name


def find(path: str | Path) -> Path:
    """Where a relative params path really is: below the working folder, or a parent up to the project's root.

    Papermill runs notebooks in the shell's folder, JupyterLab in the notebook's; both name the same file.
    The root is the first folder with a pyproject.toml. Raises `InspectionError` if it is nowhere.
    """
    asked, here = Path(path), Path.cwd()
    for folder in (here, *here.parents):
        if (folder / asked).is_file():
            return (folder / asked).resolve()
        if (folder / "pyproject.toml").exists():
            break
    if (here / asked).is_dir():
        raise InspectionError(f"{asked} is a folder; a params file (YAML) was wanted, such as {asked}.yaml")
    raise InspectionError(f"there is no params file {asked}{_known_files(here / asked)}")


def read(path: str | Path) -> Params:
    """The checked params of one partnership.

    Raises `InspectionError` that lists every problem with its line: unknown keys with the nearest known one,
    missing keys, values of the wrong kind.
    """
    file = find(path)
    values, lines = _plain_values(file)
    try:
        return Params(**{**values, "file": file})
    except ValidationError as error:
        problems = [_problem(file.name, entry, lines) for entry in error.errors()]
        stop_if_any(problems, file.name)
        raise


def _plain_values(file: Path) -> tuple[dict[str, Any], dict[tuple[str | int, ...], int]]:
    """YAML as nested dicts, lists and texts, with the line of each key.

    Every scalar stays the text that was typed, so 2.1 is never a number, nor `no` a truth value; pydantic
    turns text into what each setting wants.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise InspectionError(f"{file.name}: YAML aliases (*name) are not used here; write the value out")
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise InspectionError(f"{file.name}{line}: this is not YAML that can be read: {error.problem}") from None
    except UnicodeDecodeError:
        raise InspectionError(f"{file.name}: a params file is UTF-8 text; this is something else") from None
    except yaml.YAMLError:
        raise InspectionError(f"{file.name}: a params file is YAML text; this has characters YAML refuses") from None
    if not isinstance(root, yaml.MappingNode):
        found = {"SequenceNode": "a list", "ScalarNode": "one value"}.get(type(root).__name__, "nothing")
        raise InspectionError(f"{file.name}: settings with names were wanted (framework: ...), {found} was found")
    lines: dict[tuple[str | int, ...], int] = {}
    return _value(root, (), lines, file.name), lines


def _value(node: yaml.Node, path: tuple[str | int, ...], lines: dict, file: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, i), lines, file) for i, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    found: dict[str, Any] = {}
    for key, child in node.value:
        name = str(key.value)
        if name in found:
            raise InspectionError(f"{file}, line {key.start_mark.line + 1}: the key '{name}' is there twice")
        found[name] = _value(child, (*path, name), lines, file)
        lines[(*path, name)] = key.start_mark.line + 1
    return found


def _problem(file: str, entry: Mapping[str, Any], lines: Mapping[tuple[str | int, ...], int]) -> Problem:
    place = tuple(entry["loc"])
    name = ".".join(str(part) for part in place)
    row = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), None)
    if entry["type"] == "extra_forbidden":
        hint = nearest(str(place[-1]), _known_keys(Params, place[:-1]))
        return Problem("P1", "stops", f"unknown key '{name}'{hint}", file, row)
    if entry["type"] == "missing":
        return Problem("P2", "stops", f"the key '{name}' is missing", file, row)
    message = entry["msg"].removeprefix("Value error, ")
    return Problem("P3", "stops", f"'{name}' does not fit: {message[0].lower()}{message[1:]}", file, row)


def _known_keys(model: type[BaseModel], place: tuple[str | int, ...]) -> Iterator[str]:
    for part in place:
        inner = next((f.annotation for key, f in model.model_fields.items() if part in (key, f.alias)), None)
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return
        model = inner
    for key, field in model.model_fields.items():
        yield field.alias or key


def _known_files(asked: Path) -> str:
    there = sorted(p.name for p in asked.parent.glob("*.yaml")) if asked.parent.is_dir() else []
    return nearest(asked.name, there) or (f"; that folder has {', '.join(there)}" if there else "")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
