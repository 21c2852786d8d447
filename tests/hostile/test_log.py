"""Whatever happens to the log of a workspace, submitting loses nothing that was on the disk, and says what is wrong."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlab.errors import KitError
from claimlab.judging.plain import plain
from claimlab.lessons import lesson
from claimlab.sheets.form import PARTS
from claimlab.sheets.read import Sheet, read_sheet
from claimlab.teaching.predicting.predict import commit
from claimlab.teaching.store import Store, Unreadable, store
from claimlab.teaching.submit import submit

HEAD = 100  # bytes of the header of an SQLite file


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    return tmp_path


def work(folder: Path) -> None:
    """A student who answers, predicts and judges enough for a log of several pages."""
    log = store()
    assert log.folder == folder
    for ex in lesson("01").exercises:
        if ex.right:
            log.add("attempt", ex.id, plain(ex.right()), "right")
    for n in range(40):
        log.add("attempt", "E01.1", [n, "x" * 200], "wrong")
    for asked in lesson("01").predictions:
        guess = next(iter(asked.options), None) or (
            asked.low if asked.kind == "number" else [asked.low] * (len(asked.points) or 2)
        )
        commit(asked, guess)
        log.add("answer", asked.id, "It fell before anything was closed.")
    for claim in lesson("01").claims:
        log.add("judgement", claim, {"status": "supported", "because": "The table says so."})


def entries(folder: Path) -> set[str]:
    """Everything that any sheet under a folder holds, as text."""
    found = set()
    for path in folder.rglob("*.answers.json"):
        sheet = json.loads(path.read_text(encoding="utf-8"))
        found |= {
            json.dumps([part, item, content], sort_keys=True)
            for part in PARTS
            for item, content in sheet[part].items()
        }
    return found


def rows(folder: Path) -> int:
    """How many bytes of logs there are, those set aside included."""
    return sum(path.stat().st_size for path in (folder / ".borderlab").glob("progress*.sqlite"))


def damage(path: Path, kind: str, place: float, size: int, filler: bytes) -> None:
    content = path.read_bytes()
    start = int(place * len(content))
    if kind == "gone":
        path.unlink()
    elif kind == "cut":
        path.write_bytes(content[:start])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "header":
        path.write_bytes(filler[:HEAD].ljust(HEAD, b"\0") + content[HEAD:])
    elif kind == "row":
        with sqlite3.connect(path) as connection:
            connection.execute(
                "UPDATE log SET value = ?, at = ?, verdict = ? WHERE id % 3 = 0",
                (filler, filler, filler),
            )
    elif kind == "fewer":
        with sqlite3.connect(path) as connection:
            connection.execute("DELETE FROM log WHERE id > ?", (int(place * 60),))
    else:
        path.write_bytes(content[:start] + (filler * size)[:size] + content[start + size :])


@given(
    kind=st.sampled_from(["bytes", "bytes", "cut", "empty", "gone", "header", "row", "fewer"]),
    place=st.floats(0, 1),
    size=st.integers(1, 5000),
    filler=st.binary(min_size=1, max_size=200),
    again=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_nothing_that_was_on_disk_is_lost(kind, place, size, filler, again):
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        folder = Path(made)
        patch.setenv("BORDERLAB_WORKSPACE", made)
        work(folder)
        submit("01", name="Ana")
        before, log = entries(folder), store().path
        assert len(before) > 10
        damage(log, kind, place, size, filler)
        left = rows(folder)
        for _try in range(1 + again):
            patch.setattr("claimlab.teaching.store._store", lambda folder: Store(folder))
            try:
                path = submit("01", name="Ana", replace=again).path
                assert isinstance(read_sheet(path), Sheet)
            except KitError as problem:
                assert str(problem).endswith(".") and "\n" not in str(problem)
            store().add("attempt", "E01.1", 5, "wrong")
        assert before <= entries(folder)
        assert rows(folder) >= left


def test_a_sheet_never_shrinks_unasked_and_the_old_one_is_kept_when_asked(desk):
    work(desk)
    path = submit("01", name="Ana").path
    full = path.read_bytes()
    store().path.unlink()
    with pytest.raises(
        KitError, match=r"Nothing is written: your sheet .* holds E01\.1, .*replace=True"
    ):
        submit("01", name="Ana")
    assert path.read_bytes() == full
    submit("01", name="Ana", replace=True)
    assert path.read_bytes() != full
    (kept,) = (desk / ".borderlab" / "sheets").iterdir()
    assert kept.read_bytes() == full


def test_more_work_needs_no_question_and_leaves_no_copy(desk):
    store().add("attempt", "E01.1", 5, "wrong")
    first = submit("01", name="Ana").path
    store().add("judgement", next(iter(lesson("01").claims)), {"because": "so"})
    assert submit("01", name="Ana").path == first
    assert not (desk / ".borderlab" / "sheets").exists()


@pytest.mark.parametrize("how", ["locked", "directory", "no database"])
def test_when_the_log_cannot_be_read_no_sheet_is_written(desk, how):
    store().add("attempt", "E01.1", 5, "wrong")
    log = store().path
    holder = None
    if how == "locked":
        holder = sqlite3.connect(log, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
    elif how == "directory":
        log.unlink()
        log.mkdir()
    else:
        log.write_text("no database " * 1000)
    with pytest.raises(KitError, match="No answer sheet was written"):
        submit("01", name="Ana")
    assert list(desk.glob("*.answers.json")) == []
    if holder:
        holder.close()
        assert submit("01", name="Ana").path.exists()


def test_a_locked_log_is_waited_for_once_and_not_for_every_record(desk, monkeypatch):
    store().add("attempt", "E01.1", 5, "wrong")
    waits, connect = [], sqlite3.connect
    holder = connect(store().path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    def counted(path, **options):
        waits.append(options["timeout"])
        return connect(path, **options | {"timeout": 0.01})

    monkeypatch.setattr(sqlite3, "connect", counted)
    with pytest.raises(KitError):
        submit("01", name="Ana")
    assert len(waits) == 1 and waits[0] <= 5
    store().records()
    assert waits[-1] < 1, "it is not waited for a second time"
    holder.close()


def test_none_and_cannot_read_are_two_things(desk):
    assert Store(desk).read() == []
    store().add("attempt", "E01.1", 5, "wrong")
    store().path.write_bytes(b"\xff" * 5000)
    log = Store(desk)
    with pytest.raises(Unreadable, match="damaged"):
        log.read()
    assert log.read() == [] and len(list(log.path.parent.glob("progress-damaged-*"))) == 1


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a folder that is closed to us"
)
def test_a_closed_folder_is_not_an_empty_one(desk):
    store().add("attempt", "E01.1", 5, "wrong")
    store().path.parent.chmod(0)
    try:
        with pytest.raises(Unreadable):
            Store(desk).read()
    finally:
        store().path.parent.chmod(0o700)


ROWS = {
    "NaN": "NaN",
    "infinity": "[1e999]",
    "depth": "[" * 5000 + "]" * 5000,
    "blob": b"\xff\x00\xfe",
    "digits": "9" * 5000,
    "half a character": '"\\ud800"',
    "number": 5,
}


@pytest.mark.parametrize("column", ["value", "at", "verdict", "item", "kind", "lesson"])
@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_nonsense_costs_that_row_alone(desk, name, column):
    for value in (1, 2):
        store().add("attempt", "E01.1", value, "wrong")
    store().add("attempt", "E01.2", 3, "wrong")
    with sqlite3.connect(store().path) as connection:
        connection.execute(f"UPDATE log SET {column} = ? WHERE id = 3", (ROWS[name],))
    log = Store(desk)
    assert [r.value for r in log.records(item="E01.1")] == [1, 2]
    assert len(log.records()) == 3 and log.warning == ""
    sheet = read_sheet(submit("01", name="Ana").path)
    assert isinstance(sheet, Sheet), sheet
    assert sheet.answers["E01.1"]["value"] == 2


def test_one_name_in_three_spellings_is_one_file(desk):
    paths = {
        submit("01", name=name).path
        for name in ("Ana Pérez", "ANA  pérez", "ana Pe\u0301rez\u200b")
    }
    assert len(paths) == 1 and len(list(desk.glob("*.answers.json"))) == 1
