"""The live board of a class as a notebook: one cell that shows a box for pasted codes and what they add up to."""

from __future__ import annotations

import json
from pathlib import Path

from claimlab.errors import KitError
from claimlab.files import write_whole
from claimlab.i18n import _

__all__ = ["board_notebook"]

_NAME = "class-board.ipynb"
_CELL = "from claimlab.classroom.pool import pool_board\n\npool_board()"


def board_notebook(folder: Path) -> str:
    """Put the board into a workspace, unless it is there; returns its name in the workspace.

    Raises
    ------
    KitError
        when the workspace cannot be written to.

    >>> import tempfile
    >>> board_notebook(Path(tempfile.mkdtemp()))
    'instructor/class-board.ipynb'
    """
    path = folder / "instructor" / _NAME
    says = _(
        "# Class board\n\nRun the cell below with Shift+Enter, then paste the chat of your class into the box."
    )
    cells = [
        {"cell_type": "markdown", "id": "how", "metadata": {}, "source": says},
        {"cell_type": "code", "id": "board", "metadata": {}, "source": _CELL, "outputs": [], "execution_count": None},
    ]  # fmt: skip
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            write_whole(path, json.dumps(notebook, indent=1).encode())
    except OSError as error:
        raise KitError(
            _(
                "'{path}' cannot be written ({reason}): choose another folder with --workspace."
            ).format(path=path, reason=error.strerror or type(error).__name__)
        ) from None
    return f"{path.parent.name}/{_NAME}"
