"""Look up an expression of a narrative: its parsed tree is read, never compiled and never run.

Jinja's own parser makes the tree. Only names, their forms, words in brackets, the filter `a` and, behind an "if",
comparisons are read; there is no arithmetic and no loop, so that nothing can take long, grow large or reach Python.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jinja2 import nodes

from ..evidence import Case
from .naming import named
from .things import Cannot, Said, Telling, Thing, Unknown

#: How numbers and capitals sound that take "an": 8, 80 to 89, 800, 11, 18; letters whose name begins with a vowel.
AN = re.compile(r"£?(?:8[\d,.]*|1[18](?:,\d{3})*)(?![\d,]*\d)|[aeio](?!ne\b)|u(?!ni|se)|[AEFHILMNORSX][A-Z]|[AEIOU]")
WANTED = "names of evidence, their forms, on(...), the filter a, and if with else are all that is read here"

Value = Said | Thing | bool | str | int


def article(text: str) -> str:
    """Words with "a" or "an" before them, as they sound.

    >>> article("88% fall"), article("72%"), article("11%"), article("8,000"), article("1,100"), article("NHS plan")
    ('an 88% fall', 'a 72%', 'an 11%', 'an 8,000', 'a 1,100', 'an NHS plan')
    """
    return f"{'an' if AN.match(text) else 'a'} {text}"


def value(case: Case, node: Any, telling: Telling) -> Value:
    """What an expression gives. Raises `Cannot` where it is no expression of a narrative, or may not be said."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int):
        return node.value
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        return _found(case, node, telling)
    if isinstance(node, nodes.Call):
        return _called(case, node, telling)
    if isinstance(node, nodes.Filter) and node.name == "a" and node.node is not None and not node.args:
        said = printed(value(case, node.node, telling))
        (text, name), *more = said.parts
        return Said(((article(text), name), *more))
    raise Cannot(WANTED)


def printed(found: Value) -> Said:
    """What a value prints. Raises `Cannot` for one that is no words."""
    if isinstance(found, Thing):
        return found.alone()
    if isinstance(found, Said):
        return found
    raise Cannot("a name of evidence or one of its forms was wanted; this one is for an if, or is plain text")


def holds(case: Case, node: Any, telling: Telling) -> bool:
    """Whether what stands behind an "if" is so."""
    if isinstance(node, nodes.Not):
        return not holds(case, node.node, telling)
    if isinstance(node, nodes.And | nodes.Or):
        sides = (holds(case, node.left, telling), holds(case, node.right, telling))
        return all(sides) if isinstance(node, nodes.And) else any(sides)
    if isinstance(node, nodes.Compare) and len(node.ops) == 1 and node.ops[0].op in ("eq", "ne"):
        same = _text(value(case, node.expr, telling)) == _text(value(case, node.ops[0].expr, telling))
        return same == (node.ops[0].op == "eq")
    found = value(case, node, telling)
    if isinstance(found, bool):
        return found
    raise Cannot("behind an if, .shown or .has_word was wanted, or a form and == with words in quotation marks")


def _text(found: Value) -> str:
    return found if isinstance(found, str) else printed(found).text


def _found(case: Case, node: Any, telling: Telling) -> Value:
    thing, forms = named(case, _segments(node), telling)
    if not forms:
        return thing
    if len(forms) > 1:
        raise Unknown(f"{thing.id} has forms, and a form has none of its own")
    return thing.form(forms[0])


def _segments(node: Any) -> list[str]:
    """The parts of a dotted name, a group's part in its brackets."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr):
        return [*_segments(node.node), node.attr]
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return [*_segments(node.node), f"[{node.arg.value}]"]
    raise Cannot("a name was wanted, such as staff.valued or staff.valued[role=police]")


def _called(case: Case, node: Any, telling: Telling) -> Value:
    if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise Cannot(WANTED)
    if isinstance(node.node, nodes.Name):
        return _on(case, node.node.name, [value(case, each, telling) for each in node.args])
    if not isinstance(node.node, nodes.Getattr):
        raise Cannot(WANTED)
    thing, forms = named(case, _segments(node.node), telling)
    if len(forms) != 1:
        raise Unknown(f"{thing.id} is printed without brackets, or with a form before them")
    return thing.called(forms[0], tuple(value(case, each, telling) for each in node.args))


def _on(case: Case, name: str, rested: Sequence[Value]) -> Said:
    """Nothing to print: what the sentence rests on."""
    if name != "on":
        raise Unknown("there is no such word with brackets; on(...) is the one that there is")
    if not rested or not all(isinstance(each, Thing) for each in rested):
        raise Cannot("on(...) wants names of evidence in its brackets, with commas between them")
    return Said(tuple(("", each.id) for each in rested if isinstance(each, Thing)))
