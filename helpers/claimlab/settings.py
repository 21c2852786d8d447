"""Where the workspace is, and what its settings say."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from claimlab.course import course, variable

__all__ = ["keep_setting", "setting", "workspace_dir"]


def workspace_dir() -> Path:
    """The student's workspace.

    What the environment names (``BORDERLAB_WORKSPACE`` for a course ``borderlab``), else the nearest
    folder above that holds ``.borderlab``, else ``~/borderlab``.
    """
    if named := variable("workspace"):
        return Path(named).expanduser()
    here = Path.cwd()
    return next(
        (folder for folder in (here, *here.parents) if (folder / course().private).is_dir()),
        Path.home() / course().name,
    )


def setting(name: str, folder: Path | None = None) -> str:
    """A setting: What the environment says, else the workspace's ``settings.json``, else ``""``.

    >>> setting("no such setting")
    ''
    """
    if value := variable(name):
        return value
    return str(_kept(folder or workspace_dir()).get(name.lower(), ""))


def keep_setting(name: str, value: str, folder: Path) -> None:
    """Write one setting into the workspace's ``settings.json``; the others stay as they are.

    Raises
    ------
    OSError
        when the folder cannot be written to.
    """
    from claimlab.files import write_whole

    path = _path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = {**_kept(folder), name.lower(): value}
    write_whole(path, json.dumps(settings, indent=1, ensure_ascii=False).encode())


def _path(folder: Path) -> Path:
    return folder / course().private / "settings.json"


def _kept(folder: Path) -> dict[str, object]:
    path = _path(folder)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> dict[str, object]:
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}
