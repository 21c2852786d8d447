"""borderlab data seal and new: the catalogue is built from the entries beside the tables, and never half written."""

from __future__ import annotations

import hashlib
import json
import shutil

import pytest

from claimlab import data
from claimlab.authoring.new_table import new_table
from claimlab.authoring.seal import GAP, faults, seal
from claimlab.errors import KitError

TABLE = "trade/imports_total"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """All tables of the kit, where a test may damage them."""
    shutil.copytree(data.data_dir(), tmp_path / "data")
    monkeypatch.setattr(data, "data_dir", lambda: tmp_path / "data")
    monkeypatch.setattr("claimlab.authoring.new_table.data_dir", lambda: tmp_path / "data")
    return tmp_path / "data"


def catalogue(folder) -> dict[str, dict]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def edit(folder, change, name=TABLE):
    path = folder / f"{name}.resource.json"
    entry = json.loads(path.read_text(encoding="utf-8"))
    change(entry)
    path.write_text(json.dumps(entry), encoding="utf-8")


def test_the_catalogue_is_what_its_entries_build(folder):
    before = (folder / "datapackage.json").read_bytes()
    assert seal(folder) == faults(folder) == []
    stale = "the catalogue is older than an entry or a table: run 'borderlab data seal'"
    assert (folder / "datapackage.json").read_bytes() == before, stale


def test_the_catalogue_is_sorted_and_says_where_each_file_lies(folder):
    names = list(catalogue(folder))
    assert names == sorted(names) and len(names) >= 80
    assert catalogue(folder)[TABLE]["path"] == "trade/imports_total.csv"


def test_a_changed_table_is_named_and_nothing_else_moves(folder):
    table = folder / "trade/imports_total.csv"
    table.write_text(table.read_text(encoding="utf-8") + "2026,COL,1\n", encoding="utf-8")
    before = catalogue(folder)
    assert seal(folder) == [TABLE]
    after = catalogue(folder)
    assert {name for name in before if before[name] != after[name]} == {TABLE}
    old, new = before[TABLE], after[TABLE]
    assert new["hash"] == "sha256:" + hashlib.sha256(table.read_bytes()).hexdigest()
    assert new["bytes"] == table.stat().st_size
    assert {key for key in old if old[key] != new[key]} <= {"hash", "bytes"}
    assert seal(folder) == []


def test_a_changed_entry_is_stale_until_it_is_sealed(folder):
    edit(folder, lambda entry: entry.update(title="Another title"))
    (says,) = faults(folder)
    assert TABLE in says and "changed after the last seal" in says
    assert seal(folder) == [TABLE] and faults(folder) == []
    assert catalogue(folder)[TABLE]["title"] == "Another title"


@pytest.mark.parametrize("text", [None, "{", "<<<<<<< ours", "[]", '{"resources": [{}]}'])
def test_a_broken_catalogue_is_built_anew(folder, text):
    path = folder / "datapackage.json"
    before = path.read_bytes()
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    seal(folder)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda e: e.pop("licenses"), "has gaps, fill them in: licenses."),
        (lambda e: e.update(vintage=f"{GAP}: when"), "has gaps, fill them in: vintage."),
        (lambda e: e["sources"][0].update(title=GAP), "has gaps, fill them in: sources.0.title."),
        (
            lambda e: e["schema"]["fields"][0].update(description=GAP),
            "has gaps, fill them in: schema.fields.year.description.",
        ),
        (lambda e: e.update(name="trade/imports"), "has the name 'trade/imports': write its own."),
        (lambda e: e.update(path="no.csv"), f"The file of the table '{TABLE}' is missing"),
        (lambda e: e.update(path=3), "cannot be read: mend it."),
    ],
)
def test_an_entry_that_cannot_be_sealed_is_left_out_and_named(folder, change, says):
    edit(folder, change)
    (fault,) = faults(folder)
    assert TABLE in fault and says in fault
    assert seal(folder) == [TABLE] and TABLE not in catalogue(folder)
    assert len(data.load("trade/bilateral_annual")) > 50


def test_an_entry_that_is_no_json_and_a_table_without_one_are_named(folder):
    (folder / f"{TABLE}.resource.json").write_text("<<<<<<< ours", encoding="utf-8")
    (folder / "trade/mine.csv").write_text("year\n2008\n", encoding="utf-8")
    broken, alone = faults(folder)
    assert f"'{TABLE}.resource.json' cannot be read" in broken
    assert "run 'borderlab data new data/trade/mine.csv'" in alone


@pytest.mark.parametrize("text", [None, "{", "[1]"])
def test_a_broken_head_is_one_sentence(folder, text):
    head = folder / "datapackage.head.json"
    head.unlink() if text is None else head.write_text(text, encoding="utf-8")
    with pytest.raises(KitError, match="restore it first"):
        seal(folder)


def test_a_catalogue_that_cannot_be_written_is_one_sentence(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    (folder / "trade/imports_total.csv").write_text("changed", encoding="utf-8")
    before = (folder / "datapackage.json").read_bytes()
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(KitError, match="No space left on device"):
        seal(folder)
    assert (folder / "datapackage.json").read_bytes() == before


# A new table


def test_a_new_table_gets_an_entry_whose_gaps_are_asked_for_by_name(folder):
    table = folder / "trade/mine.csv"
    table.write_text(
        "year,code,share_percent,is_mine,day,note,empty\n"
        "2008,05,1.5,true,2008-01-31,,\n2009,06,2,false,2009-01-31,-,\n",
        encoding="utf-8",
    )
    entry = json.loads(new_table(table).read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    assert [field["type"] for field in fields.values()] == [
        "integer", "string", "number", "boolean", "date", "string", "string",
    ]  # fmt: skip
    assert entry["schema"]["primaryKey"] == ["year"] and "constraints" not in fields["note"]
    (says,) = faults(folder)
    for gap in ("title", "sources.0.short", "licenses.0.name", "schema.fields.share_percent.unit"):
        assert f" {gap}," in says
    with pytest.raises(KitError, match="is not sealed yet"):
        data.load("trade/mine")
    text = json.dumps(entry).replace(GAP, "filled in")
    (folder / "trade/mine.resource.json").write_text(text, encoding="utf-8")
    assert seal(folder) == ["trade/mine"] and faults(folder) == []
    assert list(data.load("trade/mine")["code"]) == ["05", "06"]


def test_equal_rows_leave_the_key_as_a_gap(folder):
    (folder / "trade/mine.csv").write_text("year,note\n2008,a\n2008,a\n", encoding="utf-8")
    new_table(folder / "trade/mine.csv")
    assert "schema.primaryKey" in faults(folder)[0]


@pytest.mark.parametrize(
    ("place", "content", "says"),
    [
        ("mine.csv", b"year\n2008\n", "put a CSV file into data/THEME/"),
        ("trade/mine.txt", b"year\n2008\n", "put a CSV file into data/THEME/"),
        ("trade/mine.csv", b"year,note\n2008\n2009,a\n", "cannot be read as a table"),
        ("trade/mine.csv", b"\xff\xfe", "cannot be read as a table"),
        ("trade/mine.csv", b"", "cannot be read as a table"),
        ("trade/mine.csv.gz", b"year\n", "cannot be read as a table"),
        ("trade/imports_total.csv", b"year\n", "has an entry already"),
    ],
)
def test_what_is_no_new_table_is_one_sentence(folder, place, content, says):
    (folder / place).write_bytes(content)
    with pytest.raises(KitError, match=says):
        new_table(folder / place)
