"""Names that a report spells in more than one way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from .abbreviations import terms_section
from .lines import Line
from .registry import Report, Said, Setting, rule

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?")
#: Words with capitals within a sentence: the name of a group, a plan or a tool.
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: (?:and |of |the |for )?[A-Z][\w'-]+)+")


@rule("K3", "tidy")
def names_are_spelt_in_one_way(report: Report, _: Setting) -> Iterator[Said]:
    """A name or key term is spelt in one way, hyphens, apostrophes and plurals within it included."""
    names = _names(report)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, tuple[Line, str]] = {}
    for key, line, written in _spelt(report, names):
        form = re.sub(r"'?s?'?$", "", written.lower())
        spelt[key][form] += 1
        first.setdefault(form, (line, written))
    for forms in spelt.values():
        usual, *others = (form for form, _ in forms.most_common())
        for form in others:
            line, written = first[form]
            yield Said(line, written, f"line {first[usual][0].number} has “{first[usual][1]}”", "possible")


def _spelt(report: Report, names: dict[str, set[str]]) -> Iterator[tuple[str, Line, str]]:
    """Each place of each name, as it is written there."""
    for sentence in report.sentences:
        words = [] if sentence.is_row else list(WORD.finditer(sentence.text))
        parts = [(part, word) for word in words for part in _folded(word[0]).split()]
        for place, (part, word) in enumerate(parts):
            for key in names.get(part, ()):
                end = place + len(key.split())
                if " ".join(p for p, _ in parts[place:end]) == key:
                    yield key, sentence.line(word.start()), sentence.text[word.start() : parts[end - 1][1].end()]


def _names(report: Report) -> dict[str, set[str]]:
    """The names of two words or more that a report has, folded, by their first word."""
    told = [match[0] for sentence in report.sentences if not sentence.is_row for match in NAME.finditer(sentence.text)]
    names: dict[str, set[str]] = defaultdict(set)
    for name in [*told, *(term for term, _, _ in terms_section(report))]:
        key = " ".join(_folded(word) for word in WORD.findall(name))
        if 1 < len(key.split()) < 7:
            names[key.split()[0]].add(key)
    return names


def _folded(word: str) -> str:
    """A word without what spellings differ in.

    >>> _folded("Champion's") == _folded("champions"), _folded("multi-agency")
    (True, 'multi agency')
    """
    plain = re.sub(r"'s?$|(?<=[^\Ws])s$", "", word.lower().replace("'s", "s").removesuffix("'"))
    return plain.replace("-", " ").replace("'", "")
