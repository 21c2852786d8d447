"""Putting a person's sheet into a folder: never in another person's place, never less than lies there unasked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from claimlab.course import course
from claimlab.errors import KitError
from claimlab.files import write_whole
from claimlab.i18n import _
from claimlab.sheets.form import PARTS, encoded
from claimlab.sheets.names import file_name, identity
from claimlab.sheets.read import MAX_BYTES

__all__ = ["earlier", "lost", "put"]


def earlier(path: Path) -> dict[str, object] | None:
    """The sheet in a file as it stands there, whatever its checksum; None when there is none to read."""
    try:
        if path.is_symlink() or path.stat().st_size > MAX_BYTES:
            return None
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) and isinstance(found.get("name"), str) else None
    except (OSError, ValueError, RecursionError):
        return None


def lost(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """What a new sheet would take away from the one on the disk: the ids of its entries, in order.

    An entry is lost when it is gone, when a vote of it is gone, or when it was right and is no longer.

    >>> lost({"answers": {"E01.1": {"verdict": "right"}}, "quiz": {"Q01.1": {}}}, {"answers": {"E01.1": {"verdict": "wrong"}}})
    ['E01.1', 'Q01.1']
    """
    return [
        item
        for part in PARTS
        for item, content in _entries(old, part).items()
        if item not in _entries(new, part) or _is_less(content, _entries(new, part)[item])
    ]


def _entries(sheet: Mapping[str, object], part: str) -> Mapping[str, object]:
    found = sheet.get(part)
    return found if isinstance(found, Mapping) else {}


def _is_less(old: object, new: object) -> bool:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return False
    was_right = old.get("verdict") == "right" and new.get("verdict") != "right"
    votes = [len(entry.get("votes", ())) for entry in (old, new)]
    return was_right or votes[1] < votes[0]


def put(folder: Path, sheet: Mapping[str, object], replace: bool = False) -> Path:
    """Write a sheet; the one that it replaces is kept in the folder ``sheets`` of the workspace's private one when it held anything else.

    Parameters
    ----------
    folder : Path
        A workspace that exists.
    sheet : mapping
        Made by :func:`claimlab.sheets.form.sealed`.
    replace : bool
        Write it even when it holds less than the sheet on the disk.

    Returns
    -------
    Path

    Raises
    ------
    KitError
        when it holds less and `replace` is false, or both its places are taken.
    OSError
        when the disk refuses; what was there stays.
    """
    path = _place(folder, sheet["lesson"], sheet["name"])
    if (old := earlier(path)) is not None:
        missing = lost(old, sheet)
        if missing and not replace:
            raise KitError(
                _(
                    'Nothing is written: your sheet {path} holds {items}, which your progress file no longer has. To replace it all the same, write submit("{lesson}", name="…", replace=True); the old sheet is then kept.'
                ).format(path=path, items=_named(missing), lesson=sheet["lesson"])
            )
        _keep(folder, path, old, sheet)
    write_whole(path, encoded(sheet))
    return path


def _named(items: list[str], most: int = 6) -> str:
    rest = len(items) - most
    return ", ".join(items[:most]) + (_(" and {n} more").format(n=rest) if rest > 0 else "")


def _place(folder: Path, lesson_id: str, name: str) -> Path:
    for unique in (False, True):
        path = folder / file_name(lesson_id, name, unique)
        if not os.path.lexists(path):
            return path
        there = earlier(path)
        if there and there.get("lesson") == lesson_id and identity(there["name"]) == identity(name):
            return path
    raise KitError(
        _("The file '{path}' is in the way: move it elsewhere, then submit again.").format(
            path=path
        )
    )


def _keep(folder: Path, path: Path, old: Mapping[str, object], new: Mapping[str, object]) -> None:
    """A copy of the old sheet, under the hash of what it holds, unless the new one has all of it unchanged."""
    if all(
        _entries(new, part).get(item) == content
        for part in PARTS
        for item, content in _entries(old, part).items()
    ):
        return
    content = path.read_bytes()
    shelf = folder / course().private / "sheets"
    shelf.mkdir(parents=True, exist_ok=True)
    stem = path.name.removesuffix(".answers.json")
    kept = shelf / f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.answers.json"
    if not kept.exists():
        write_whole(kept, content)
