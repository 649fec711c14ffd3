"""What is written from evidence is its owner's alone to read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def owners_alone() -> Iterator[None]:
    """Every folder and file that this process and its children make meanwhile is readable by its owner alone.

    Whatever the user's umask is: 0700 for folders, 0600 for files. What is there already keeps what it has, until it
    is written anew. Windows has no such thing; there a folder's own rights hold.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
