"""A narrative's text with everything that it names said: pieces of words, each with its line and its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..evidence import Case
from .things import Cannot, Said, Telling, Unknown

#: A group as people type it, `[role=police]`; Jinja wants its words in quotation marks.
GROUP = re.compile(r"\[[ \t]*+[\"']?[ \t]*+(\w++)[ \t]*+=[ \t]*+[\"']?([^\[\]\"'\n{}]*+)[\"']?[ \t]*+\]")
#: What stands in braces, looked for no further than to the next of the same braces: many open ones take no time.
INSIDE = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}", re.DOTALL)
READ = (
    "this is not written as a name in braces; wanted is {{ staff.valued }}, or an if with its {% endif %}, each with"
    " both of its braces"
)
ONLY = "only names of evidence in {{ }}, comments in {# #} and {% if %}, {% elif %}, {% else %}, {% endif %} are read"


@dataclass(frozen=True)
class Piece:
    """Some words, the line on which they begin, and the id that they show; blank for what the writer typed.

    A piece without words says only what its sentence rests on.
    """

    text: str
    line: int
    id: str = ""


@dataclass(frozen=True)
class Slip:
    """Something of a narrative that cannot be said, and its line."""

    line: int
    message: str


def rendered(case: Case, text: str) -> tuple[list[Piece], list[Slip]]:
    """The pieces of a narrative in their order, and all that is wrong with it."""
    from jinja2 import TemplateSyntaxError

    source = INSIDE.sub(lambda found: GROUP.sub(_quoted, found[0]), text)
    walk = _Walk(case)
    try:
        return list(walk.said(_parser().parse(source).body)), walk.slips
    except TemplateSyntaxError as error:
        return [], [Slip(error.lineno, READ)]
    except (RecursionError, ValueError, OverflowError):
        return [], [Slip(1, READ)]


def _quoted(group: re.Match[str]) -> str:
    return f'["{group[1]}={group[2].strip()}"]'


@lru_cache(maxsize=1)
def _parser() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)


class _Walk:
    """One walk over a parsed narrative, which keeps what is wrong instead of stopping at the first."""

    def __init__(self, case: Case):
        self.case, self.telling = case, Telling()
        self.slips: list[Slip] = []

    def said(self, body: list[Any]) -> Iterator[Piece]:
        """The pieces of some nodes."""
        from jinja2 import nodes

        for node in body:
            if isinstance(node, nodes.Output):
                for each in node.nodes:
                    yield from self._piece(each)
            elif isinstance(node, nodes.If):
                yield from self._branch(node)
            else:
                self.slips.append(Slip(node.lineno, ONLY))

    def _piece(self, node: Any) -> Iterator[Piece]:
        from jinja2 import nodes

        from .looking import printed, value

        if isinstance(node, nodes.TemplateData):
            yield Piece(node.data, node.lineno)
            return
        try:
            said: Said = printed(value(self.case, node, self.telling))
        except Cannot as error:
            self.slips.append(Slip(node.lineno, str(error)))
            return
        for text, name in said.parts:
            yield Piece(re.sub(r"\s+", " ", text), node.lineno, name)

    def _branch(self, node: Any) -> Iterator[Piece]:
        """The branch that holds; in the others names are looked up as well, so that none goes stale unseen."""
        from .looking import holds

        taken: list[Any] | None = None
        for each in (node, *node.elif_):
            try:
                so = holds(self.case, each.test, self.telling)
            except Cannot as error:
                self.slips.append(Slip(each.lineno, str(error)))
                so = False
            if so and taken is None:
                taken = each.body
            else:
                self._looked_at(each.body)
        if taken is None:
            yield from self.said(node.else_)
        else:
            self._looked_at(node.else_)
            yield from self.said(taken)

    def _looked_at(self, body: list[Any]) -> None:
        """Keep what is wrong in a branch that does not hold today, except what may merely not be said today."""
        aside = _Unprinted(self.case)
        list(aside.said(body))
        self.slips += aside.slips


class _Unprinted(_Walk):
    """A walk over what is not printed today: only names and forms that there are none of are wrong with it."""

    def _piece(self, node: Any) -> Iterator[Piece]:
        from jinja2 import nodes

        from .looking import printed, value

        if isinstance(node, nodes.TemplateData):
            return
        try:
            printed(value(self.case, node, self.telling))
        except Unknown as error:
            self.slips.append(Slip(node.lineno, str(error)))
        except Cannot:
            return
        yield from ()
