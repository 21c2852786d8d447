"""A student's edited work is never overwritten, and what the disk refuses is said in one sentence."""

import errno
import json
import os
from datetime import date

import pytest

from claimlab import workspace
from claimlab.errors import KitError
from claimlab.workspace import find_lesson, first_notebook, prepare, serve, spoken_in

FIRST, SECOND = "00-first.ipynb", "01-second.ipynb"
BESIDE = f"01-second (update {date.today().isoformat()}).ipynb"


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A kit of two lessons, one of them with an instructor's notebook."""
    lessons = tmp_path / "kit"
    (lessons / "instructor").mkdir(parents=True)
    for name in (FIRST, SECOND, f"instructor/{SECOND}"):
        (lessons / name).write_text(f"version 1 of {name}")
    monkeypatch.setattr(workspace, "lessons_dir", lambda: lessons)
    return lessons


@pytest.fixture
def home(tmp_path):
    return tmp_path / "not yet there" / "borderlab"


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.ipynb")
    }


def test_the_first_time_everything_is_copied_and_nothing_is_announced(kit, home):
    assert prepare(home) == []
    assert texts(home) == {FIRST: f"version 1 of {FIRST}", SECOND: f"version 1 of {SECOND}"}


def test_solutions_come_only_when_asked_for(kit, home):
    prepare(home)
    assert not (home / "instructor").exists()
    prepare(home, instructor=True)
    assert (home / "instructor" / SECOND).read_text() == f"version 1 of instructor/{SECOND}"


def test_an_untouched_copy_follows_the_kit(kit, home):
    prepare(home)
    (kit / SECOND).write_text("version 2")
    (news,) = prepare(home)
    assert SECOND in news
    assert texts(home) == {FIRST: f"version 1 of {FIRST}", SECOND: "version 2"}
    assert prepare(home) == []


def test_an_edited_copy_stays_and_the_update_is_put_beside_it_once(kit, home):
    prepare(home)
    (home / SECOND).write_text("my answers")
    assert prepare(home) == [], "the kit has nothing new, so there is nothing to say"
    (kit / SECOND).write_text("version 2")
    (news,) = prepare(home)
    assert BESIDE in news
    assert texts(home) == {
        FIRST: f"version 1 of {FIRST}",
        SECOND: "my answers",
        BESIDE: "version 2",
    }
    assert prepare(home) == [], "announced once"


def test_an_edited_update_is_somebodys_work_too(kit, home):
    prepare(home)
    (home / SECOND).write_text("my answers")
    (kit / SECOND).write_text("version 2")
    prepare(home)
    (home / BESIDE).write_text("my second answers")
    (kit / SECOND).write_text("version 3")
    prepare(home)
    assert sorted(texts(home).values()) == sorted(
        [f"version 1 of {FIRST}", "my answers", "my second answers", "version 3"]
    )


def test_an_untouched_update_gives_way_to_the_next_one(kit, home):
    prepare(home)
    (home / SECOND).write_text("my answers")
    for version in ("version 2", "version 3"):
        (kit / SECOND).write_text(version)
        prepare(home)
    assert texts(home)[BESIDE] == "version 3"
    assert len(texts(home)) == 3


@pytest.mark.parametrize("record", [None, "", "[]", "{", '{"01-second.ipynb": 7}', "\udcff"])
def test_when_it_is_not_known_what_was_copied_nothing_is_overwritten(kit, home, record):
    prepare(home)
    (home / SECOND).write_text("my answers")
    path = home / ".borderlab" / "copied.json"
    path.unlink()
    if record is not None:
        path.write_bytes(record.encode("utf-8", "surrogateescape"))
    prepare(home)
    assert texts(home)[SECOND] == "my answers"
    assert json.loads(path.read_text())[FIRST]


def test_a_deleted_copy_comes_back(kit, home):
    prepare(home)
    (home / FIRST).unlink()
    prepare(home)
    assert FIRST in texts(home)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_refuses_leaves_the_old_file_whole(kit, home, monkeypatch, code):
    prepare(home)
    (kit / FIRST).write_text("version 2")

    def refuse(*_arguments):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(KitError) as refusal:
        prepare(home)
    assert str(home) in str(refusal.value)
    assert ("full" in str(refusal.value)) == (code == errno.ENOSPC)
    assert texts(home)[FIRST] == f"version 1 of {FIRST}"
    assert not list(home.glob(".copying-*")), "no half files lie about"
    monkeypatch.undo()


def test_a_workspace_that_cannot_be_made(kit, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(KitError, match="--workspace"):
        prepare(tmp_path / "file" / "borderlab")


@pytest.mark.parametrize("name", ["1", "01", "01-second", "01-second.ipynb"])
def test_a_lesson_has_several_names(kit, home, name):
    prepare(home)
    (home / BESIDE).write_text("an update never takes the place of the student's own copy")
    assert find_lesson(home, name) == SECOND


@pytest.mark.parametrize("name", ["07", "second", "../01-second", ""])
def test_an_unknown_lesson_is_answered_with_the_known_ones(kit, home, name):
    prepare(home)
    with pytest.raises(KitError, match="01-second"):
        find_lesson(home, name)


def test_a_newcomer_starts_with_lesson_00_and_who_has_begun_with_the_start_page(kit, home):
    from claimlab.teaching.store import Store

    (kit / "start-here.ipynb").write_text("where to go on")
    prepare(home)
    assert first_notebook(home) == FIRST
    Store(home).add("attempt", "E00.1", 1)
    assert first_notebook(home) == "start-here.ipynb"


def test_no_jupyterlab_is_one_sentence(kit, home, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    with pytest.raises(KitError, match="pip install jupyterlab"):
        serve(home)


def notebook(source, **more):
    return json.dumps(
        {
            "cells": [{"cell_type": "code", "source": [source], "outputs": [], **more}],
            "metadata": {},
        }
    )


def test_a_copy_that_was_only_opened_run_and_saved_still_follows_the_kit(kit, home):
    (kit / SECOND).write_text(notebook("check('E01.1', ...)"))
    prepare(home)
    run = json.loads(notebook("check('E01.1', ...)", execution_count=1)) | {
        "metadata": {"language_info": {"version": "3"}}
    }
    (home / SECOND).write_text(json.dumps(run, indent=1))
    (kit / SECOND).write_text(notebook("check('E01.2', ...)"))
    assert "was updated" in prepare(home)[0]
    assert "E01.2" in (home / SECOND).read_text() and not (home / BESIDE).exists()


def test_one_word_typed_into_a_cell_makes_it_an_edited_copy(kit, home):
    (kit / SECOND).write_text(notebook("check('E01.1', ...)"))
    prepare(home)
    (home / SECOND).write_text(notebook("check('E01.1', 7)"))
    (kit / SECOND).write_text(notebook("check('E01.2', ...)"))
    assert "Your own copy was not touched" in prepare(home)[0]
    assert "E01.1', 7" in (home / SECOND).read_text() and "E01.2" in (home / BESIDE).read_text()


# A second language -------------------------------------------------------------------------------


def test_a_language_is_kept_and_has_a_folder_of_its_own(kit, home):
    (kit / "es").mkdir()
    (kit / "es" / "00-leer.ipynb").write_text("lección 0")
    prepare(home, language="es")
    prepare(home)  # the next time nobody needs to say it
    assert texts(home) == {
        "es/00-leer.ipynb": "lección 0",
        f"es/{SECOND}": f"version 1 of {SECOND}",  # not translated: English stands in
    }
    assert spoken_in(home) == "es"
    assert first_notebook(home) == find_lesson(home, "00") == "es/00-leer.ipynb"


def test_an_unknown_language_changes_nothing(kit, home):
    with pytest.raises(KitError, match="does not speak 'xx'"):
        prepare(home, language="xx")
    assert not home.exists()
