"""load, cite and their kin: right types, fresh copies, and one sentence when something is wrong."""

from __future__ import annotations

import html
import json
import shutil
import sys
from copy import deepcopy
from pathlib import Path

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from claimlab import data
from claimlab.authoring.seal import seal
from claimlab.errors import KitError

SMALL, ZIPPED, MAP = "trade/imports_total", "trade/gravity_2006", "maps/border_line"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A kit of three tables that a test may damage."""
    names = [data.describe(name)["path"] for name in (SMALL, ZIPPED, MAP)]
    names += [f"{name}.resource.json" for name in (SMALL, ZIPPED, MAP)]
    for name in [*names, "datapackage.head.json"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(data.data_dir() / name, tmp_path / name)
    seal(tmp_path)
    monkeypatch.setattr(data, "data_dir", lambda: tmp_path)
    data._read_catalogue.cache_clear()
    yield tmp_path
    data._read_catalogue.cache_clear()


@pytest.fixture
def change(folder):
    """change(edit, name): let `edit` alter the entry of a table of the small kit, and seal it."""

    def apply(edit, name=SMALL):
        path = folder / f"{name}.resource.json"
        entry = json.loads(path.read_text(encoding="utf-8"))
        edit(entry)
        path.write_text(json.dumps(entry), encoding="utf-8")
        seal(folder)
        data._read_catalogue.cache_clear()

    return apply


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def scramble(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:1000] + b"\xff" * 1000 + content[2000:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def sentence(call, *args) -> str:
    """The message of the KitError that the call must raise; it has to be one plain sentence without a cause that shows."""
    with pytest.raises(KitError) as caught:
        call(*args)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    text = str(caught.value)
    assert "\n" not in text and text[0].isupper() and text.endswith((".", "?"))
    return text


# What load gives


def test_types_follow_the_catalogue():
    trade = data.load("trade/bilateral_annual")
    assert trade["year"].dtype == "int64"
    assert trade["trade_usd_millions"].dtype == "float64"
    assert trade["is_preferred"].dtype == bool
    assert trade["exporter_iso3"].dtype == "str"
    assert data.load("maps/crossings")["opened_date"].dtype.kind == "M"
    assert data.load("trade/border_trade")["trucks_count"].dtype == "Int64", (
        "a whole number with gaps stays whole"
    )


@pytest.mark.parametrize("name", data.tables())
def test_every_table_loads_with_the_columns_and_types_of_the_catalogue(name):
    right = {
        "integer": "iu",
        "number": "f",
        "boolean": "b",
        "date": "M",
        "string": "O",
        "geojson": "O",
    }
    frame = data.load(name)
    fields = data.describe(name)["schema"]["fields"]
    assert list(frame.columns) == [field["name"] for field in fields]
    for field in fields:
        column = frame[field["name"]]
        if not column.isna().all():
            assert column.dtype.kind in right[field["type"]], field["name"]


def test_codes_with_leading_zeros_and_the_text_na_survive(change, folder):
    (folder / "trade/imports_total.csv").write_text(
        "year,code,imports_usd_millions,imports_cow_usd_millions\n2008,05,1,\n2009,NA,,\n",
        encoding="utf-8",
    )

    def edit(entry):
        code = {"name": "code", "type": "string", "description": "a code"}
        entry["schema"]["fields"][1] = code

    change(edit)
    frame = data.load(SMALL)
    assert list(frame["code"]) == ["05", "NA"]
    assert pd.isna(frame["imports_usd_millions"][1])


@pytest.mark.parametrize("name", [SMALL, MAP])
def test_each_call_gives_a_fresh_copy(name):
    first, untouched = data.load(name), deepcopy(data.load(name))
    first.iloc[0, 0] = first.iloc[-1, 0]
    first["new"] = 1
    first.attrs["units"].clear()
    if "geometry" in first:
        first["geometry"][0]["coordinates"].clear()
    again = data.load(name)
    assert again.attrs == untouched.attrs
    assert list(again.columns) == list(untouched.columns)
    assert again.astype(str).equals(untouched.astype(str))


def test_load_works_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(data.load(SMALL)) > 0


def test_source_and_units_survive_a_query():
    peak = data.load("trade/bilateral_annual").query(
        "exporter_iso3 == 'COL' and is_preferred and year >= 2005"
    )
    assert 0 < len(peak) < 30
    assert peak.attrs["table"] == "trade/bilateral_annual"
    assert peak.attrs["source"].startswith("Source: Correlates of War 4.0; UN Comtrade")
    assert peak.attrs["units"] == {"trade_usd_millions": "US$ millions, current prices"}


def test_a_map_comes_with_its_outlines():
    departments = data.load("maps/admin1").set_index("code")
    assert departments.loc["CO-NSA", "name"] == "Norte de Santander"
    assert departments.loc["CO-NSA", "geometry"]["type"] in {"Polygon", "MultiPolygon"}


# What goes wrong, in one sentence


def test_an_unknown_name_gets_the_nearest():
    assert "'trade/bilateral_annual'" in sentence(data.load, "trade/bilateral_anual")
    assert "'trade/imports_total'" in sentence(data.cite, "import_totals")
    assert "'trade/imports_total'" in sentence(data.source_line, "trade/import_total")


@pytest.mark.parametrize(
    "odd", [None, 3, "", "../../etc/passwd", ["trade/imports_total"], pd.DataFrame()]
)
def test_an_odd_name_is_unknown_and_nothing_more(odd):
    assert sentence(data.load, odd).startswith("There is no table")


@pytest.mark.parametrize(
    "path", ["trade/imports_total.csv", "trade/gravity_2006.csv.gz", "maps/border_line.geojson"]
)
@pytest.mark.parametrize("damage", [flip_a_byte, cut], ids=["one bit", "truncated"])
def test_a_damaged_file_is_not_the_published_one(folder, path, damage):
    name = path.split(".")[0]
    data.load(name)
    damage(folder / path)
    assert "not the one the kit was published with" in sentence(data.load, name)
    assert data.verify(name) == sentence(data.load, name)


@pytest.mark.parametrize("name", [SMALL, ZIPPED, MAP])
def test_a_missing_file(folder, name):
    data.load(name)
    (folder / data.describe(name)["path"]).unlink()
    assert "missing or closed to you" in sentence(data.load, name)


def test_a_file_without_read_rights(folder, monkeypatch):
    def closed(self):
        raise PermissionError(13, "Permission denied")

    data.tables()
    monkeypatch.setattr(Path, "read_bytes", closed)
    assert "missing or closed to you" in sentence(data.load, SMALL)


@pytest.mark.parametrize(
    "damage", [flip_a_byte, scramble, cut], ids=["one bit", "scrambled", "truncated"]
)
def test_a_zipped_file_that_was_sealed_damaged(folder, damage):
    damage(folder / "trade/gravity_2006.csv.gz")
    seal(folder)
    assert "does not fit its description" in sentence(data.load, ZIPPED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "year\n2008\n",
        "year,importer_iso3,imports_usd_millions\ntwo,COL,1\n",
        "importer_iso3,year,imports_usd_millions\nCOL,2008,1\n",
    ],
    ids=["empty", "a column short", "a word for a number", "another order"],
)
def test_a_sealed_file_that_does_not_fit_its_description(folder, text):
    (folder / "trade/imports_total.csv").write_text(text, encoding="utf-8")
    seal(folder)
    assert "does not fit its description" in sentence(data.load, SMALL)


def test_a_date_that_is_none_does_not_fit(folder, change):
    change(lambda entry: entry["schema"]["fields"][1].update(type="date"))
    assert "does not fit its description" in sentence(data.load, SMALL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"resources": [1]}',
        '{"resources": null}',
    ],
)
def test_a_broken_catalogue(folder, text):
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    for call in (
        data.tables,
        data.data_version,
        lambda: data.load(SMALL),
        lambda: data.cite(SMALL),
    ):
        assert "data catalogue cannot be read" in sentence(call)


def test_a_table_that_is_not_sealed_fails_alone_and_by_name(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"] == SMALL:
            del resource["hash"]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (folder / "trade/new.resource.json").write_text("{}", encoding="utf-8")
    for name in (SMALL, "trade/new"):
        assert f"'{name}' is not sealed yet" in sentence(data.load, name) == data.verify(name)
    assert len(data.load(ZIPPED)) > 20_000 and data.tables() and data.data_version()


def test_a_changed_table_fails_alone_and_by_name(folder):
    flip_a_byte(folder / "trade/imports_total.csv")
    assert SMALL in sentence(data.load, SMALL)
    assert len(data.load(ZIPPED)) > 20_000


def test_a_catalogue_that_is_no_text(folder):
    (folder / "datapackage.json").write_bytes(b"\xff\xfe\x00")
    assert "data catalogue cannot be read" in sentence(data.load, SMALL)


@pytest.mark.parametrize("closed", [False, True], ids=["missing", "no file"])
def test_no_catalogue(folder, closed):
    (folder / "datapackage.json").unlink()
    if closed:
        (folder / "datapackage.json").mkdir()
    assert "data catalogue is missing" in sentence(data.load, SMALL)


@pytest.fixture
def notebook(monkeypatch) -> InteractiveShell:
    """A shell like the one behind a notebook; it keeps no history on disk."""
    monkeypatch.setitem(
        sys.modules, "__main__", sys.modules["__main__"]
    )  # the shell puts its own there
    return InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (
            lambda f: None,
            "There is no table 'trade/import_total': did you mean 'trade/imports_total'",
        ),
        (lambda f: (f / "datapackage.json").unlink(), "data catalogue is missing"),
    ],
    ids=["unknown", "no catalogue"],
)
def test_a_notebook_shows_the_sentence_and_no_traceback(folder, notebook, capsys, damage, says):
    damage(folder)
    outcome = notebook.run_cell("from borderlab import load\nload('trade/import_total')")
    shown = "".join(capsys.readouterr())
    assert isinstance(outcome.error_in_exec, KitError)
    assert says in shown
    assert "Traceback" not in shown and "data.py" not in shown and shown.strip().count("\n") == 0


# Citations and versions


@pytest.mark.parametrize("name", data.tables())
def test_a_citation_shows_everything_that_the_catalogue_knows(name):
    resource, citation = data.describe(name), data.cite(name)
    plain, rich = repr(citation), citation._repr_html_()
    told = [resource[key] for key in ("title", "description", "vintage", "processing")] + resource[
        "limits"
    ]
    told += [
        item[key]
        for item in resource["sources"] + resource["licenses"]
        for key in ("title", "path")
        if key in item
    ]
    unescaped = html.unescape(rich)
    for text in told:
        assert text in plain
        assert text in unescaped
    for field in resource["schema"]["fields"]:
        assert field["name"] in rich


def test_a_citation_escapes_what_comes_from_the_catalogue(folder, change):
    def edit(table):
        table["title"] = table["limits"][0] = table["sources"][0]["title"] = (
            "<script>alert(1)</script>"
        )
        table["sources"][0]["path"] = 'https://example.org/"onclick="alert(1)'
        table["schema"]["fields"][0]["description"] = "<b>year</b>"

    change(edit)
    rich = data.cite(SMALL)._repr_html_()
    assert "<script>" not in rich and '"onclick' not in rich and "<b>year" not in rich


def test_one_source_line_names_each_source_once():
    once = data.source_line(SMALL)
    assert data.source_line(SMALL, SMALL) == once
    both = data.source_line(SMALL, MAP)
    assert both.startswith(once.rstrip(".")) and "Natural Earth" in both


def test_the_version_follows_the_hashes(folder):
    before = data.data_version()
    assert seal(folder) == [] and data.data_version() == before
    path = folder / "trade/imports_total.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2008", "2007"), encoding="utf-8")
    seal(folder)
    assert data.data_version() != before


def test_a_new_catalogue_is_seen_without_a_restart(folder):
    data.load(SMALL)
    path = folder / "trade/imports_total.csv"
    row = "year,importer_iso3,imports_usd_millions,imports_cow_usd_millions\n2008,COL,1,\n"
    path.write_text(row, encoding="utf-8")
    seal(folder)
    assert len(data.load(SMALL)) == 1
