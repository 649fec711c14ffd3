"""What a name in a narrative stands for: one piece of evidence, and the forms in which it can be said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..errors import nearest


class Cannot(Exception):
    """What was asked for cannot be said; the message says why, and what can be said instead."""


class Unknown(Cannot):
    """There is nothing of that name: wrong whether or not its place is printed today."""


@dataclass(frozen=True)
class Said:
    """Words in their order, each with the id of the evidence that it shows; blank for words that only join.

    >>> Said.one("most", "staff.valued").text
    'most'
    """

    parts: tuple[tuple[str, str], ...]

    @classmethod
    def one(cls, text: str, name: str) -> Said:
        """Words that show one piece of evidence."""
        return cls(((text, name),))

    @property
    def text(self) -> str:
        """The words."""
        return "".join(text for text, _ in self.parts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The evidence that the words show, each once."""
        return tuple(dict.fromkeys(name for _, name in self.parts if name))


@dataclass
class Telling:
    """What a file has said so far: whose replies were named in full are named in short from then on."""

    named: set[str] = field(default_factory=set)

    def again(self, instrument: str) -> bool:
        """Whether the people of an instrument were named before; from now on they were."""
        before = instrument in self.named
        self.named.add(instrument)
        return before


@dataclass(frozen=True)
class Thing:
    """One piece of evidence: what its name alone prints, its forms (`.percent`) and those with words (`.of("staff")`).

    A form gives words, or a truth value for an "if".
    """

    id: str
    alone: Callable[[], Said]
    forms: Mapping[str, Callable[[], Said | str | bool]]
    calls: Mapping[str, Callable[..., Said | str]] = field(default_factory=dict)

    def form(self, name: str) -> Said | bool:
        """What a form gives. Raises `Unknown` where there is none of that name, `Cannot` where it may not be said."""
        if name in self.calls:
            raise Cannot(f'.{name} wants words in brackets behind it, such as .{name}("...")')
        if name not in self.forms:
            known = [*self.forms, *self.calls]
            raise Unknown(f"{self.id} has no form of this name; it has {', '.join(known)}{nearest(name, known)}")
        return self._said(self.forms[name]())

    def called(self, name: str, words: tuple[object, ...]) -> Said:
        """What a form with words in brackets gives. Raises as `form` does, and `Cannot` for the wrong words."""
        if name not in self.calls:
            known = [*self.forms, *self.calls]
            raise Unknown(f"{self.id} has no form of this name with words behind it{nearest(name, known)}")
        try:
            said = self._said(self.calls[name](*words))
        except TypeError:
            raise Cannot(f".{name} wants other words in its brackets") from None
        return said if isinstance(said, Said) else Said(())

    def _said(self, found: Said | str | bool) -> Said | bool:
        return Said.one(found, self.id) if isinstance(found, str) else found


def words_of(value: object) -> str:
    """A text in brackets as text. Raises `Cannot` for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise Cannot("words in quotation marks were wanted in the brackets")
    return " ".join(value.split())
