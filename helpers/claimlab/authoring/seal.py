"""Build the catalogue from the entries that stand beside the tables, with each table's hash and size.

``data/trade/x.csv`` is described by a person in ``data/trade/x.resource.json`` (a Frictionless Data
Resource). ``data/datapackage.json`` is built from all of them and never edited.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from claimlab import data
from claimlab.course import course
from claimlab.data import ENTRY
from claimlab.errors import KitError
from claimlab.files import write_whole

__all__ = ["GAP", "faults", "seal"]

GAP = "TO FILL"  # a text that begins so waits for somebody who knows
_HEAD = "datapackage.head.json"
_MADE = {"hash", "bytes"}  # what the seal adds to an entry


def _gaps(value: object, place: str = "") -> Iterator[str]:
    """Where in an entry something waits to be filled in: ``schema.fields.year.description``."""
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = [
            (part["name"] if place.endswith("fields") else i, part) for i, part in enumerate(value)
        ]
    else:
        parts = []
        if str(value).startswith(GAP):
            yield place
    for key, part in parts:
        yield from _gaps(part, f"{place}.{key}".lstrip("."))


def _entry(folder: Path, name: str) -> dict:
    """The entry of one table as it stands in the catalogue, but for the hash; or a sentence on what it lacks."""
    try:
        entry = json.loads((folder / f"{name}{ENTRY}").read_text(encoding="utf-8"))
        gaps = sorted(data.NEEDED - _MADE - set(entry)) + list(_gaps(entry))
        path = (folder / name).with_name(entry.get("path", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise KitError(f"The entry '{name}{ENTRY}' cannot be read: mend it.") from None
    if gaps:
        raise KitError(f"The entry '{name}{ENTRY}' has gaps, fill them in: {', '.join(gaps)}.")
    if entry["name"] != name:
        raise KitError(f"The entry '{name}{ENTRY}' has the name '{entry['name']}': write its own.")
    if not path.is_file():
        raise KitError(
            f"The file of the table '{name}' is missing: put it back, or take its entry away."
        )
    return {**entry, "path": path.relative_to(folder).as_posix()}


def _review(folder: Path) -> tuple[dict[str, dict], list[str]]:
    """The entries that can be sealed, by name, and a sentence on everything that cannot."""
    entries, says = {}, []
    names = {
        p.relative_to(folder).as_posix().removesuffix(ENTRY) for p in folder.rglob(f"*{ENTRY}")
    }
    for name in sorted(names):
        try:
            entries[name] = _entry(folder, name)
        except KitError as error:
            says.append(str(error))
    for path in sorted(folder.glob("*/*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in (".csv", ".gz", ".geojson") and name.split(".")[0] not in names:
            says.append(
                f"The table '{name}' has no entry: run '{course().name} data new data/{name}'."
            )
    return entries, says


def _sealed(folder: Path) -> tuple[str, dict[str, dict]]:
    """The built catalogue: its text, and its entries by name; nothing where it cannot be read."""
    try:
        text = (folder / "datapackage.json").read_text(encoding="utf-8")
        return text, {resource["name"]: resource for resource in json.loads(text)["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return "", {}  # it is built anew


def faults(data_dir: Path | None = None) -> list[str]:
    """What keeps tables out of the catalogue, or the catalogue behind its entries; a sentence each.

    Parameters
    ----------
    data_dir : path, optional
        The folder of the tables; the kit's own by default.

    >>> faults()
    []
    """
    folder = Path(data_dir or data.data_dir())
    entries, says = _review(folder)
    _text, sealed = _sealed(folder)
    plain = {
        name: {key: part for key, part in resource.items() if key not in _MADE}
        for name, resource in sealed.items()
    }
    stale = [name for name, entry in entries.items() if plain.get(name) != entry]
    return says + [
        f"The entry of the table '{name}' was changed after the last seal: run '{course().name} data seal'."
        for name in stale
    ]


def seal(data_dir: Path | None = None) -> list[str]:
    """Build ``datapackage.json`` from the entries beside the tables, with every hash and size.

    A table whose entry has gaps, or whose file is missing, is left out; :func:`faults` names it.

    Parameters
    ----------
    data_dir : path, optional
        The folder of the tables; the kit's own by default.

    Returns
    -------
    list of str
        The names of the tables that came, went or changed, sorted.

    Raises
    ------
    KitError
        when the head of the catalogue cannot be read or the catalogue cannot be written; the old
        catalogue stays as it is.

    >>> seal()
    []
    """
    folder = Path(data_dir or data.data_dir())
    try:
        head = dict(json.loads((folder / _HEAD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise KitError(f"'{_HEAD}' cannot be read: restore it first.") from None
    fresh = {}
    for name, entry in _review(folder)[0].items():
        content = (folder / entry["path"]).read_bytes()
        fingerprint = {
            "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
        }
        fresh[name] = entry | fingerprint
    before, sealed = _sealed(folder)
    package = {**head, "resources": list(fresh.values())}
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    if text != before:
        try:
            write_whole(folder / "datapackage.json", text.encode("utf-8"))
        except OSError as error:
            raise KitError(
                f"The catalogue cannot be written ({error.strerror}): make it writable and seal again."
            ) from None
    return sorted(name for name in fresh | sealed if fresh.get(name) != sealed.get(name))
