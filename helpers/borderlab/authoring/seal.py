"""Write each table's hash and size into the catalogue, after a change that was meant."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from borderlab import data
from borderlab.errors import KitError
from borderlab.files import write_whole
from borderlab.i18n import _

__all__ = ["seal"]


def _fingerprint(folder: Path, resource: dict) -> dict[str, str | int]:
    try:
        content = (folder / resource["path"]).read_bytes()
    except OSError:
        says = _(
            "The file '{path}' of the table '{name}' cannot be read: put it back, or take the table out of the catalogue."
        )
        raise KitError(says.format(path=resource["path"], name=resource["name"])) from None
    return {"hash": "sha256:" + hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _replace(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        says = _(
            "The catalogue '{path}' cannot be written ({reason}): make it writable and seal again."
        )
        raise KitError(says.format(path=path, reason=error.strerror)) from None


def seal(data_dir: Path | None = None) -> list[str]:
    """Recompute the hash and the size of every table in ``datapackage.json``.

    Parameters
    ----------
    data_dir : path, optional
        The folder of the catalogue; the kit's own by default.

    Returns
    -------
    list of str
        The names of the tables whose entry changed, in the order of the catalogue. When there are
        none, nothing is written.

    Raises
    ------
    KitError
        when the catalogue or one of its tables cannot be read, or the catalogue cannot be written;
        the old catalogue stays as it is.

    >>> seal()
    []
    """
    folder = Path(data_dir or data.data_dir())
    catalogue = folder / "datapackage.json"
    try:
        package = json.loads(catalogue.read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        raise KitError(
            _("The catalogue '{path}' cannot be read: restore it first.").format(path=catalogue)
        ) from None
    fresh = {name: _fingerprint(folder, resource) for name, resource in resources.items()}
    changed = [
        name for name, resource in resources.items() if not fresh[name].items() <= resource.items()
    ]
    if changed:
        for name in changed:
            resources[name].update(fresh[name])
        _replace(catalogue, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    return changed
