"""Find what a name in a narrative stands for, or the nearest known name."""

from __future__ import annotations

from collections.abc import Sequence

from ..context import figures, key_facts
from ..errors import nearest
from ..estimates import estimates
from ..evidence import Case, once
from ..measures import measures
from ..voices import notes
from .heard import document, heard, known_documents
from .shares import share
from .supplied import official, supplied
from .things import Cannot, Telling, Thing, Unknown

OFFICIAL = "official."


@once
def known(case: Case) -> dict[str, str]:
    """Every name that a narrative can use, with the kind of evidence that it stands for, in the order of the sources.

    A measure that nobody has answered is known, so that a message can say so.
    """
    unanswered = {i: "unanswered" for found in measures(case).values() for m in found for i in (m.id, f"{m.id}.not")}
    return {
        **unanswered,
        **dict.fromkeys(estimates(case), "measure"),
        **{f"{OFFICIAL}{fact.fact.id}": "official" for fact in key_facts(case)},
        **{figure.id: "figure" for figure in figures(case)},
        **{note.id: "note" for note in notes(case)},
        **dict.fromkeys(known_documents(case), "document"),
    }


@once
def stems(case: Case) -> frozenset[str]:
    """Every beginning of a name that has dots in it."""
    dotted = [name.split("[")[0].split(".") for name in known(case)]
    return frozenset(".".join(parts[:n]) for parts in dotted for n in range(1, len(parts)))


def named(case: Case, segments: Sequence[str], telling: Telling) -> tuple[Thing, tuple[str, ...]]:
    """What the parts of a dotted name stand for, and the parts behind it, which are forms.

    The longest beginning that is a name counts. Raises `Unknown` with the nearest name where none is, `Cannot` where
    there are several names with that beginning.
    """
    for end in range(len(segments), 0, -1):
        name = _joined(segments[:end])
        if name in known(case):
            if segments[end:] and segments[end].startswith("["):
                break
            return _thing(case, name, known(case)[name], telling), tuple(segments[end:])
    name = _joined(segments)
    if name in stems(case):
        begun = [each for each in known(case) if each.startswith(f"{name}.") and "[" not in each]
        more = f" and {len(begun) - 3} more" if len(begun) > 3 else ""
        raise Unknown(f"this is the beginning of several names: {', '.join(begun[:3])}{more}")
    small = ", or the group is too small to be shown" if "[" in name else ""
    raise Unknown(f"there is no evidence of this name{small}{_near(case, segments)}")


def _joined(segments: Sequence[str]) -> str:
    return ".".join(segments).replace(".[", "[")


def _near(case: Case, segments: Sequence[str]) -> str:
    """The known name nearest to what was typed, or to what it is without its last part, which may be a form."""
    plain = [each for each in known(case) if ("[" in each) == ("[" in _joined(segments))]
    found = nearest(_joined(segments), plain) or nearest(_joined(segments[:-1]), plain)
    return found or "; `inspection measures` lists the names"


def _thing(case: Case, name: str, kind: str, telling: Telling) -> Thing:
    if kind == "measure":
        return share(case, estimates(case)[name], telling)
    if kind == "official":
        return official(next(f for f in key_facts(case) if f.fact.id == name.removeprefix(OFFICIAL)), case.area)
    if kind == "figure":
        return supplied(case, next(figure for figure in figures(case) if figure.id == name))
    if kind == "note":
        return heard(next(note for note in notes(case) if note.id == name))
    if kind == "document":
        return document(known_documents(case)[name])
    raise Cannot(f"nobody has answered the question of {name} yet; leave it out")
