"""YAML as it was typed: names, lists and texts with their lines, and nothing turned into a number or a date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from ..errors import ACTING, InspectionError

Place = tuple[str | int, ...]
QUICK: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # thirty params files in a tenth of a second
LEFT_OUT = ("", "~", "null", "Null", "NULL")
DEEPEST = 50  # settings in settings; the time that deeper ones take grows with the square
TOO_DEEP = "brackets stand in brackets too deep to be settings"
#: What PyYAML says, by a word of it, and what an analyst may look for.
MEANT: Mapping[str, str] = {
    "quoted scalar": "a quotation mark is left open",
    "flow": "a bracket is left open, or a comma is missing in it",
    "mapping values": "there is a second colon, or a line is indented more than its neighbours",
    "block": "a line is not indented like its neighbours",
    "'\\t'": "a tab stands where spaces were wanted",
    "cannot start": "a value begins with a sign that YAML keeps for itself; put it in quotation marks",
    "expected ':'": "a name has no colon",
}


def plain_values(text: str, file: str, first: str = "framework") -> tuple[dict[str, Any], dict[Place, int]]:
    """YAML text as nested dicts, lists and texts, with the line of each key; `first` is a key that it may begin with.

    Every scalar stays the text that was typed, so 2.1 is never a number, nor `no` a truth value. A plain blank is a
    setting left out: None in a dict, nothing in a list. Raises `InspectionError` with the line where it can.
    """
    try:
        root = _composed(text, file)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise InspectionError(f"{file}{line}: this is not YAML that can be read: {_meant(error)}") from None
    except yaml.YAMLError:
        raise InspectionError(f"{file}: a params file is YAML text; this has characters YAML refuses") from None
    except RecursionError:
        raise InspectionError(f"{file}: {TOO_DEEP}") from None
    if not isinstance(root, yaml.MappingNode):
        found = {"SequenceNode": "a list", "ScalarNode": "one value"}.get(type(root).__name__, "nothing")
        raise InspectionError(f"{file}: settings with names were wanted ({first}: ...), {found} was found")
    lines: dict[Place, int] = {}
    return _value(root, (), lines, file), lines


def _composed(text: str, file: str) -> Any:
    """The root of some YAML, read by libyaml where PyYAML has it; what that refuses is told in PyYAML's own words."""
    try:
        return _read(text, file, QUICK)
    except yaml.YAMLError:
        return _read(text, file, yaml.SafeLoader)


def _read(text: str, file: str, loader: Any) -> Any:
    depth = 0
    for event in yaml.parse(text, loader):
        _held_plain(event, file)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise InspectionError(f"{file}: {TOO_DEEP}")
    return yaml.compose(text, loader)


def _held_plain(event: yaml.Event, file: str) -> None:
    """Raises `InspectionError` for what is more than names, lists and texts: aliases, tags, characters that act."""
    line = f"{file}, line {event.start_mark.line + 1}" if event.start_mark else file
    if isinstance(event, yaml.AliasEvent):
        raise InspectionError(f"{line}: YAML aliases (*name) are not used here; write the value out")
    if getattr(event, "tag", None):
        raise InspectionError(f"{line}: YAML tags (!name) are not used here; every value is read as it is typed")
    if isinstance(event, yaml.ScalarEvent) and ACTING.search(event.value):
        raise InspectionError(f"{line}: a value holds a character that is no letter, mark or space; type it again")


def _meant(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context} {error.problem}"
    return next((words for sign, words in MEANT.items() if sign in said), "brackets, quotation marks, colons and "
                "indentation near here do not fit together")  # fmt: skip


def _value(node: yaml.Node, path: Place, lines: dict[Place, int], file: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        there = [child for child in node.value if not _left_out(child)]
        return [_value(child, (*path, place), lines, file) for place, child in enumerate(there)]
    if not isinstance(node, yaml.MappingNode):
        return None if _left_out(node) else node.value
    found: dict[str, Any] = {}
    for key, child in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise InspectionError(f"{file}, line {line}: a key is one name, not a list or settings of its own")
        if key.value in found:
            raise InspectionError(f"{file}, line {line}: the key '{key.value}' is there twice")
        found[key.value] = _value(child, (*path, key.value), lines, file)
        lines[(*path, key.value)] = line
    return found


def _left_out(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in LEFT_OUT
