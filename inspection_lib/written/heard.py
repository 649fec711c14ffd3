"""What can be said of a note of what was heard, read or seen, and of a document."""

from __future__ import annotations

import re

from ..evidence import Case, rows_of
from ..narrative.clauses import Rotation, note_clause
from ..voices import Note
from ..wording import inner
from .things import Cannot, Said, Thing, words_of


def heard(note: Note) -> Thing:
    """A note as a thing that a narrative can name; alone, its text as a clause inside a sentence, or as a quotation.

    A note that is kept for the background prints nothing; a sentence can rest on it all the same.
    """

    def text() -> str:
        """Its words, where they are for the draft."""
        if not note.in_draft:
            raise Cannot(f"{note.id} is not marked for the draft, so its words stay out;"
                         f" {{{{ on({note.id}) }}}} lets a sentence rest on it")  # fmt: skip
        return f"“{note.text.strip().strip('“”')}”" if note.use == "quote" else inner(note.text)

    def told() -> str:
        """Its words with whose they are."""
        text()
        return note_clause(note, Rotation(0)).text

    return Thing(
        note.id,
        lambda: Said.one(text(), note.id),
        {"told": told, "text": text},
        {"says": lambda words: _says(note.id, text(), words_of(words))},
    )


def document(row: dict) -> Thing:
    """A document as a thing that a narrative can name; alone, its title."""
    name, title = str(row["document_id"]), str(row["title"])

    def titled() -> str:
        """Its title, where it has one."""
        if not title:
            raise Cannot(f"{name} has no title")
        return title

    calls = {"says": lambda words: _says(name, titled(), words_of(words))}
    return Thing(name, lambda: Said.one(titled(), name), {"title": titled}, calls)


def _says(name: str, text: str, words: str) -> str:
    """Words of the writer's, as the evidence has them too, in any case and spacing."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    if not re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE):
        raise Cannot(f"{name} does not have these words; what is in the brackets has to stand in it as it is")
    return words


def known_documents(case: Case) -> dict[str, dict]:
    """The rows of the documents, by id."""
    return {str(row["document_id"]): row for row in rows_of(case, "documents")}
