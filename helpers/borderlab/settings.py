"""Where the workspace is, and what its settings say."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

__all__ = ["keep_setting", "setting", "workspace_dir"]


def workspace_dir() -> Path:
    """The student's workspace.

    ``BORDERLAB_WORKSPACE``, else the nearest folder above that holds ``.borderlab``, else
    ``~/borderlab``.
    """
    if named := os.environ.get("BORDERLAB_WORKSPACE"):
        return Path(named).expanduser()
    here = Path.cwd()
    return next(
        (folder for folder in (here, *here.parents) if (folder / ".borderlab").is_dir()),
        Path.home() / "borderlab",
    )


def setting(name: str, folder: Path | None = None) -> str:
    """A setting: ``BORDERLAB_<NAME>``, else the workspace's ``settings.json``, else ``""``.

    >>> setting("no such setting")
    ''
    """
    if value := os.environ.get(f"BORDERLAB_{name.upper()}"):
        return value
    return str(_kept(folder or workspace_dir()).get(name.lower(), ""))


def keep_setting(name: str, value: str, folder: Path) -> None:
    """Write one setting into the workspace's ``settings.json``; the others stay as they are.

    Raises
    ------
    OSError
        when the folder cannot be written to.
    """
    from borderlab.files import write_whole

    path = _path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = {**_kept(folder), name.lower(): value}
    write_whole(path, json.dumps(settings, indent=1, ensure_ascii=False).encode())


def _path(folder: Path) -> Path:
    return folder / ".borderlab" / "settings.json"


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
