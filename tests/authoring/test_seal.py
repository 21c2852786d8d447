"""borderlab data seal: the catalogue follows the files, and is never half written."""

from __future__ import annotations

import hashlib
import json
import shutil

import pytest

from borderlab import data
from borderlab.authoring.seal import seal
from borderlab.errors import KitError


@pytest.fixture
def folder(tmp_path):
    for name in ("datapackage.json", *(data.describe(n)["path"] for n in data.tables())):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(data.data_dir() / name, tmp_path / name)
    return tmp_path


def test_sealing_the_published_tables_changes_nothing(folder):
    before = (folder / "datapackage.json").read_bytes()
    assert seal(folder) == []
    assert (folder / "datapackage.json").read_bytes() == before


def test_a_changed_table_is_named_and_nothing_else_moves(folder):
    table = folder / "trade/imports_total.csv"
    table.write_text(table.read_text(encoding="utf-8") + "2026,COL,1\n", encoding="utf-8")
    before = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert seal(folder) == ["trade/imports_total"]
    after = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    differ = [
        (old, new)
        for old, new in zip(before["resources"], after["resources"], strict=True)
        if old != new
    ]
    assert len(differ) == 1
    old, new = differ[0]
    assert new["hash"] == "sha256:" + hashlib.sha256(table.read_bytes()).hexdigest()
    assert new["bytes"] == table.stat().st_size
    assert {key for key in old if old[key] != new[key]} <= {"hash", "bytes"} and list(old) == list(
        new
    )
    assert seal(folder) == []


def test_a_new_table_without_a_hash_gets_one(folder):
    catalogue = folder / "datapackage.json"
    package = json.loads(catalogue.read_text(encoding="utf-8"))
    first = package["resources"][0]
    del first["hash"], first["bytes"]
    catalogue.write_text(json.dumps(package), encoding="utf-8")
    assert seal(folder) == [first["name"]]


def test_a_missing_table_leaves_the_catalogue_alone(folder):
    (folder / "trade/imports_total.csv").unlink()
    (folder / "trade/bilateral_totals.csv").write_text("changed", encoding="utf-8")
    before = (folder / "datapackage.json").read_bytes()
    with pytest.raises(KitError, match="trade/imports_total.csv"):
        seal(folder)
    assert (folder / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize("text", [None, "{", "[]", '{"resources": [{}]}'])
def test_a_broken_catalogue_is_one_sentence(folder, text):
    catalogue = folder / "datapackage.json"
    catalogue.unlink() if text is None else catalogue.write_text(text, encoding="utf-8")
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
