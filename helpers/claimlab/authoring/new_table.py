"""The catalogue's entry of a new table, as far as its CSV file says it by itself."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path

from claimlab.authoring.seal import GAP
from claimlab.data import ENTRY, data_dir
from claimlab.errors import KitError

__all__ = ["new_table"]

_TYPES = {  # the first that fits every cell; a leading zero makes a code and no number
    "boolean": r"true|false|True|False",
    "integer": r"-?(0|[1-9]\d*)",
    "number": r"-?((0|[1-9]\d*)(\.\d+)?|\.\d+)(e[-+]?\d+)?",
    "date": r"\d{4}-\d\d-\d\d",
    "string": r"[\s\S]*",
}


def _field(name: str, cells: list[str]) -> dict:
    said = [cell for cell in cells if cell]
    kind = next(k for k, form in _TYPES.items() if all(re.fullmatch(form, c) for c in said))
    kind = kind if said else "string"
    field = {"name": name, "type": kind, "description": f"{GAP}: what the column says"}
    if kind == "number":
        field["unit"] = f"{GAP}: the unit, which also ends the column's name"
    if said and len(said) == len(cells):
        field["constraints"] = {"required": True}
    return field


def _key(columns: list[str], rows: list[list[str]]) -> list[str] | str:
    """The first columns that tell every row apart."""
    for width in range(1, len(columns) + 1):
        if len({tuple(row[:width]) for row in rows}) == len(rows):
            return columns[:width]
    return f"{GAP}: columns that tell every row apart; some rows are equal"


def new_table(path: Path) -> Path:
    """Write the entry of a table: columns and types guessed, and a named gap for what only a person knows.

    Parameters
    ----------
    path : path
        A CSV file (or ``.csv.gz``) in a folder of ``data/``.

    Returns
    -------
    Path
        The entry, ``x.resource.json`` beside ``x.csv``; ``data seal`` asks for its gaps.

    Raises
    ------
    KitError
        when the file is no table in a folder of ``data/``, or has an entry.

    >>> new_table(data_dir() / "trade" / "imports_total.csv")
    Traceback (most recent call last):
    claimlab.errors.KitError: 'trade/imports_total' has an entry already: edit data/trade/imports_total.resource.json.
    """
    path = Path(path).resolve()
    stem = path.name.split(".")[0]
    name = f"{path.parent.name}/{stem}"
    if path.parents[1] != data_dir().resolve() or not path.name.endswith((".csv", ".csv.gz")):
        raise KitError(f"'{path.name}' is no table of the kit: put a CSV file into data/THEME/.")
    entry = path.with_name(stem + ENTRY)
    if entry.exists():
        raise KitError(f"'{name}' has an entry already: edit data/{name}{ENTRY}.")
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        columns, *rows = csv.reader(text.splitlines())
        cells = list(zip(*rows, strict=True)) or [()] * len(columns)
        fields = [_field(column, list(cells[i])) for i, column in enumerate(columns)]
    except (OSError, ValueError, IndexError, csv.Error):
        raise KitError(
            f"'{path.name}' cannot be read as a table: save it as CSV in UTF-8, each row as wide as the first."
        ) from None
    described = {
        "name": name,
        "path": path.name,
        "title": f"{GAP}: the table in a few words",
        "description": f"{GAP}: what one row is, in one sentence",
        "format": "csv",
        "encoding": "utf-8",
        "vintage": f"{GAP}: month and year of the figures",
        "processing": f"{GAP}: what was done to them",
        "limits": [f"{GAP}: what they cannot say, a sentence each"],
        "sources": [
            {"title": f"{GAP}: who made them", "short": f"{GAP}: the same for a source line"}
        ],
        "licenses": [{"name": f"{GAP}: such as CC-BY-4.0", "title": f"{GAP}: the licence in full"}],
        "schema": {"fields": fields, "primaryKey": _key(columns, rows), "missingValues": [""]},
    }
    entry.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return entry
