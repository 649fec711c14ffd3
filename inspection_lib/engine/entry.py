"""The engine `inspection`, as papermill finds it: a notebook's cells in a child of the process that asks for them."""

from __future__ import annotations

from typing import Any

from papermill.engines import Engine
from papermill.exceptions import PapermillException


class InspectionEngine(Engine):
    """Run a notebook in a fresh child of this process, with all that it has imported; no kernel and no socket.

    `execution_timeout` is in seconds, for the whole notebook. Raises `PapermillException` for a parameter that the
    notebook does not declare, where the child is killed or takes too long, and on Windows, which cannot fork.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, execution_timeout: float | None = None, **_: Any
    ) -> None:
        """Run the notebook that papermill manages, and give it what each cell showed."""
        from .executing import execute

        try:
            execute(nb_man, execution_timeout)
        except ValueError as error:
            raise PapermillException(str(error)) from None
