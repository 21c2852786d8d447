"""Pages as files: each asks for nothing, and holds all that it shows."""

from __future__ import annotations

import re

import pytest

from claimlab.errors import KitError
from claimlab.files import write_whole
from claimlab.site import make as making
from claimlab.site.running import run

FOREIGN = re.compile(
    r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import|\bfetch\(|XMLHttpRequest|WebSocket|importScripts|\bimport\("""
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of one small lesson and of what stands beside the lessons."""
    patch = pytest.MonkeyPatch()
    patch.setenv("BORDERLAB_RECORDED", str(tmp_path_factory.mktemp("recorded")))
    patch.setattr(making, "_recorded", in_this_process)
    out = tmp_path_factory.mktemp("site")
    made = making.make(out, lessons=["01", "start"])
    yield out, made
    patch.undo()


def in_this_process(sources, progress):
    from claimlab.site.lesson import record_lesson

    return [record_lesson(one) for one in sources]


def test_a_page_asks_for_nothing(pages):
    out, made = pages
    assert {path.name for path in made} == {
        "01-the-rise-and-fall-of-a-border-economy.html",
        "index.html",
    }
    for path in made:
        text = path.read_text(encoding="utf-8")
        inside = re.sub(r"<a [^>]*>", "", text)  # a link that a reader may follow
        assert FOREIGN.search(inside) is None, path.name
        assert "default-src 'none'" in text
        assert path.stat().st_size < 2_000_000
        assert text.count("<h1>") == 1 and '<html lang="en">' in text


def test_what_a_reader_must_know_stands_on_the_page(pages):
    out, _made = pages
    text = (out / "01-the-rise-and-fall-of-a-border-economy.html").read_text(encoding="utf-8")
    assert (
        "Nothing is graded here" in text
        and "borderlab open 01" in text
        and "answers lie in the page" in text
    )


def test_only_what_changed_is_recorded_again(tmp_path, monkeypatch):
    from claimlab.authoring.build import course_sources

    monkeypatch.setenv("BORDERLAB_RECORDED", str(tmp_path))
    one, other = course_sources("en")[:2]
    before = making._cached("00", [one])
    assert before != making._cached("00", [other]) and before == making._cached("00", [one])
    changed = tmp_path / "en" / one.path.name
    write_whole_in(changed, one.path.read_bytes() + b"\n")
    assert making._cached("00", [type(one)(**{**vars(one), "path": changed})]) != before


def write_whole_in(path, content):
    path.parent.mkdir()
    write_whole(path, content)


def test_a_card_of_words_is_no_picture(tmp_path, workspace):
    with pytest.raises(KitError, match="card of words"):
        making.make_picture(tmp_path, "trusted_parts")


def test_a_picture_stands_in_a_page_of_another(tmp_path, workspace):
    text = making.make_picture(tmp_path, "share_of_the_fall").read_text(encoding="utf-8")
    assert (
        "<html" not in text and FOREIGN.search(text) is None and "70 per cent of the fall" in text
    )


def test_a_cell_is_run_and_a_verb_is_handed_on():
    names = {}
    assert run("def check(*given):\n    1 / 0\na = 3", names).value is None
    shown = run('b = a + 1\ncheck("E01.2", b)', names)
    assert (shown.verb, shown.item, shown.given, names["b"]) == ("check", "E01.2", ("E01.2", 4), 4)
    with pytest.raises(ZeroDivisionError):
        run("1 / 0", names)
    assert "ZeroDivisionError" in run("1 / 0", names, may_fail=True).printed


def test_progress_counts_goals_of_the_core_and_none_behind_a_door(pages):
    rows = re.findall(r'data-items="([^"]+)"', (pages[0] / "index.html").read_text("utf-8"))
    assert any("G09.1" in row for row in rows), "a result brings its picture"
    assert not any("G03.2" in row for row in rows)
