from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from claimlab.teaching import store as store_module
from claimlab.teaching.store import Store, store, workspace_dir

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and limits")


def run(code: str, *args: str, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


WRITER = """
import sys
from claimlab.teaching.store import Store
log = Store(sys.argv[1])
for n in range(int(sys.argv[3])):
    log.add("attempt", "E01.1", [sys.argv[2], n])
    print(n, flush=True)
assert log.warning == "", log.warning
"""


def test_ten_processes_lose_nothing(tmp_path):
    writers = [run(WRITER, str(tmp_path), str(name), "20") for name in range(10)]
    for writer in writers:
        _, problem = writer.communicate(timeout=120)
        assert writer.returncode == 0, problem
    kept = [tuple(r.value) for r in Store(tmp_path).records("attempt")]
    assert sorted(kept) == sorted((str(name), n) for name in range(10) for n in range(20))


@needs_posix
def test_a_killed_process_loses_nothing_confirmed(tmp_path):
    for name in range(5):
        writer = run(WRITER, str(tmp_path), str(name), "100000")
        confirmed = [writer.stdout.readline() for _ in range(3 + 4 * name)]
        writer.send_signal(signal.SIGKILL)
        confirmed += writer.stdout.readlines()
        writer.wait()
        kept = {r.value[1] for r in Store(tmp_path).records() if r.value[0] == str(name)}
        assert {int(line) for line in confirmed} <= kept
    assert Store(tmp_path).add("attempt", "E01.1", 1).value == 1
    assert Store(tmp_path).warning == ""


ONCE = """
import sys, time
from claimlab.teaching.store import Store
while time.time() < float(sys.argv[3]): pass
print(Store(sys.argv[1]).once("prediction", "P01.1", sys.argv[2])[1])
"""


def test_of_several_first_ones_exactly_one_wins(tmp_path):
    start = str(time.time() + 1.0)
    rivals = [run(ONCE, str(tmp_path), str(name), start) for name in range(6)]
    outcomes = [rival.communicate(timeout=60)[0].strip() for rival in rivals]
    assert sorted(outcomes) == ["False"] * 5 + ["True"]
    (record,) = Store(tmp_path).records("prediction", "P01.1")
    assert record.value == str(outcomes.index("True"))


def test_once_returns_what_was_stored_first_and_its_time(tmp_path):
    first, is_new = Store(tmp_path).once("prediction", "P01.1", {"low": 1})
    again, again_new = Store(tmp_path).once("prediction", "P01.1", {"low": 2})
    assert (is_new, again_new) == (True, False)
    assert again == first
    assert Store(tmp_path).once("prediction", "P01.1#2", {"low": 2})[1]


def damage(path, how):
    content = path.read_bytes()
    if how == "text":
        path.write_text("This is not a database at all. " * 100)
    elif how == "truncated":
        path.write_bytes(content[: len(content) // 2])
    elif how == "holes":
        path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    else:
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE log (something_else)")
        connection.commit()
        connection.close()


@pytest.mark.parametrize("how", ["text", "truncated", "holes", "foreign"])
@pytest.mark.parametrize("fresh", [True, False])
def test_a_damaged_file_is_set_aside(tmp_path, how, fresh, capsys):
    log = Store(tmp_path)
    for n in range(300):
        log.add("attempt", "E01.1", n)
        if n == 3:
            break
    damage(log.path, how)
    damaged = log.path.read_bytes()
    log = Store(tmp_path) if fresh else log
    log.add("attempt", "E01.1", "after")
    assert "damaged" in log.warning and log.warning in capsys.readouterr().out
    assert [r.value for r in Store(tmp_path).records()] == ["after"]
    (aside,) = log.path.parent.glob("progress-damaged-*.sqlite")
    assert aside.name in log.warning and aside.read_bytes() == damaged


def test_two_kernels_that_see_the_damage_set_aside_one_file(tmp_path):
    Store(tmp_path).add("attempt", "E01.1", 1)
    damage(tmp_path / ".borderlab" / "progress.sqlite", "text")
    kernels = [
        run(WRITER.replace("assert", "#"), str(tmp_path), str(name), "5") for name in range(5)
    ]
    for kernel in kernels:
        assert kernel.wait(60) == 0
        kernel.communicate()
    assert len(list((tmp_path / ".borderlab").glob("progress-damaged-*"))) == 1
    assert len(Store(tmp_path).records()) == 25


def test_reading_a_damaged_file_sets_it_aside_too(tmp_path):
    log = Store(tmp_path)
    log.add("attempt", "E01.1", 1)
    damage(log.path, "text")
    log = Store(tmp_path)
    assert log.records() == [] and "damaged" in log.warning


def test_a_folder_that_cannot_be_made_does_not_stop_the_lesson(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    log = Store(tmp_path / "file" / "workspace")
    log.add("attempt", "E01.1", 5)
    assert log.once("prediction", "P01.1", 40)[1]
    record, is_new = log.once("prediction", "P01.1", 41)
    assert (record.value, is_new) == (40, False)
    assert [r.value for r in log.records()] == [5, 40]
    assert log.warning.count(".") == 1 and "cannot be written" in log.warning
    assert capsys.readouterr().out.count(log.warning) == 1


def test_a_read_only_file_is_read_and_new_records_wait_for_better_days(tmp_path, monkeypatch):
    Store(tmp_path).add("attempt", "E01.1", 1)
    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(
            store_module.sqlite3,
            "connect",
            lambda path, **kw: connect(f"file:{path}?mode=ro", uri=True, **kw),
        )
        log = Store(tmp_path)
        log.add("attempt", "E01.1", 2)
        assert "cannot be written" in log.warning
        assert [r.value for r in log.records()] == [1, 2]
    log.add("attempt", "E01.1", 3)
    assert log.warning == ""
    assert [r.value for r in Store(tmp_path).records()] == [1, 2, 3]


FULL_DISK = """
import sys
from claimlab.teaching.store import Store
log = Store(sys.argv[1])
for n in range(200):
    log.add("attempt", "E01.1", [n, "x" * 1000])
print(log.warning)
assert [r.value[0] for r in log.records()] == list(range(200))
"""


@needs_posix
def test_a_full_disk_says_so_and_the_lesson_goes_on(tmp_path):
    import resource

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))

    out, problem = run(FULL_DISK, str(tmp_path), preexec_fn=limit).communicate(timeout=120)
    assert problem == ""
    assert "full" in out.splitlines()[-1]
    kept = [r.value[0] for r in Store(tmp_path).records()]
    assert kept == list(range(len(kept))) and len(kept) > 10


def test_a_lock_that_never_comes_free_does_not_stop_the_lesson(tmp_path, monkeypatch):
    log = Store(tmp_path)
    log.add("attempt", "E01.1", 1)
    connect = sqlite3.connect
    holder = connect(log.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(
        store_module.sqlite3, "connect", lambda path, **kw: connect(path, **{**kw, "timeout": 0.05})
    )
    log.add("attempt", "E01.1", 2)
    assert "Another program" in log.warning
    holder.execute("ROLLBACK")
    assert [r.value for r in log.records()] == [1, 2]


@pytest.mark.parametrize("value", [float("nan"), object(), {1: {2}}, b"x", "y" * 100_000])
def test_values_that_json_cannot_hold_are_marked(tmp_path, value):
    assert "unreadable" in Store(tmp_path).add("attempt", "E01.1", value).value


@pytest.mark.parametrize(
    "value", [None, "\ud800 \x00 ' \"", [1, [2.5, {"ñ": True}]], "x'); DROP TABLE log; --"]
)
def test_values_come_back_as_they_went_in(tmp_path, value):
    Store(tmp_path).add("attempt", "E01.1", value, verdict="wrong")
    (record,) = Store(tmp_path).records()
    assert (record.value, record.verdict) == (value, "wrong")


def test_records_are_chosen_by_kind_and_item(tmp_path):
    log = Store(tmp_path)
    log.add("attempt", "E01.1", 1)
    log.add("attempt", "E01.2", 2)
    log.add("hint", "E01.1", 3)
    assert [r.value for r in log.records("attempt")] == [1, 2]
    assert [r.value for r in log.records(item="E01.1")] == [1, 3]
    assert [r.value for r in log.records("hint", "E01.1")] == [3]
    assert log.records("quiz") == []


def test_reading_leaves_no_file_behind(tmp_path):
    assert Store(tmp_path).records() == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_on_the_disk_before_the_lesson_goes_on(tmp_path, monkeypatch):
    """A home folder may be a network drive, and a laptop may lose its power: each write waits (2 is FULL)."""
    waits = []

    class Watched(sqlite3.Connection):
        def close(self):
            waits.append(self.execute("PRAGMA synchronous").fetchone()[0])
            super().close()

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Watched, **k))
    Store(tmp_path).add("attempt", "E01.1", 1)
    assert waits and set(waits) == {2}


def test_the_file_has_a_rollback_journal(tmp_path):
    log = Store(tmp_path)
    log.add("attempt", "E01.1", 1)
    assert sqlite3.connect(log.path).execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sorted(p.name for p in log.path.parent.iterdir()) == ["progress.sqlite"]


def test_settings_come_from_the_environment_then_the_workspace(tmp_path, monkeypatch):
    log = Store(tmp_path)
    monkeypatch.delenv("BORDERLAB_GATES", raising=False)
    assert log.setting("gates") == ""
    log.path.parent.mkdir()
    (log.path.parent / "settings.json").write_text(json.dumps({"gates": "open"}))
    assert log.setting("GATES") == "open"
    monkeypatch.setenv("BORDERLAB_GATES", "closed")
    assert log.setting("gates") == "closed"
    monkeypatch.delenv("BORDERLAB_GATES")
    (log.path.parent / "settings.json").write_text("[not settings")
    assert log.setting("gates") == ""


def test_the_workspace_is_named_found_above_or_at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path / "named"))
    assert workspace_dir() == tmp_path / "named" == store().folder
    assert store() is store()
    monkeypatch.delenv("BORDERLAB_WORKSPACE")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(os.fspath(tmp_path))
    assert workspace_dir() == tmp_path / "borderlab"
    (tmp_path / ".borderlab").mkdir()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    assert workspace_dir() == tmp_path
