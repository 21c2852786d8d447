"""Trying a lesson before the class comes: a workspace with a log of its own, and a fresh start that keeps a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from claimlab.course import course
from claimlab.errors import KitError
from claimlab.i18n import _

__all__ = ["rehearsal_folder", "reset"]

_BACKUPS = "backups"
_LOG, _SHEETS = "progress.sqlite", "sheets"  # in the workspace's private folder
_MOVED = ("*.ipynb", "*.answers.json", "instructor/*.ipynb")


def rehearsal_folder(workspace: Path) -> Path:
    """Where a rehearsal takes place: beside the workspace, so that the two share neither log nor notebooks.

    >>> rehearsal_folder(Path("lessons")).name, rehearsal_folder(Path("lessons-rehearsal")).name
    ('lessons-rehearsal', 'lessons-rehearsal')
    """
    name = workspace.name.removesuffix("-rehearsal")
    return workspace.with_name(f"{name}-rehearsal")


def reset(workspace: Path) -> Path:
    """Begin anew: log, notebooks and answer sheets move into a folder of their own under ``backups``.

    Parameters
    ----------
    workspace : Path
        Close its notebooks first: a kernel that still runs would begin a new log.

    Returns
    -------
    Path
        The backup; moving its content back restores everything.

    Raises
    ------
    KitError
        when there is nothing to put away, or the folder cannot be written to.
    """
    private = course().private
    log = f"{private}/{_LOG}*"
    moved = (log, f"{private}/{_SHEETS}", *_MOVED)
    found = sorted({path for pattern in moved for path in workspace.glob(pattern)})
    if not found:
        raise KitError(_("There is nothing to reset in '{folder}'.").format(folder=workspace))
    backup = workspace / _BACKUPS / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z"
    try:
        backup.mkdir(parents=True)
        # The log goes first: should the rest fail, nothing is half new and half old in it.
        for path in sorted(found, key=lambda path: not path.match(log)):
            place = backup / path.relative_to(workspace)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
    except OSError as error:
        raise KitError(
            _(
                "'{folder}' could not be reset whole ({reason}): what was moved is in '{backup}'."
            ).format(folder=workspace, reason=error.strerror or type(error).__name__, backup=backup)
        ) from None
    return backup
