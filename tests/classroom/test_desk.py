"""The marking desk: one page a lesson, no name in it, each mark on the disk at once, and nobody else at the door."""

import csv
import json
import re

import pytest
from answer_sheets import sealed, sheet, write
from hypothesis import given
from hypothesis import strategies as st
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.testing import bind_unused_port

from claimlab.classroom.desk import Desk, desk_app
from claimlab.classroom.grade import gather, grade
from claimlab.classroom.mark import Text
from claimlab.classroom.marks import open_answers_csv, read_marks, typed
from claimlab.classroom.reading import alike
from claimlab.errors import KitError
from claimlab.sheets.cells import cell, uncell

TOKEN = "an-address-that-only-its-owner-has"
WORDS = {
    "Ana Ruiz": "It fell before the closure already, by 70 per cent.",
    "Luis Gil": "it fell before the closure already,  by 70 per cent.",
    "Eva Paz": "It fell before the closure, by 70 per cent already.",
    "Zoe Mar": "<script>alert(1)</script> Nobody knows",
}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def desk(sheets, tmp_path):
    for name, words in WORDS.items():
        made = sheet("01", name)
        made["replies"] = {"P01.1": {"text": words, "at": made["submitted_at"]}}
        made["judgements"] = {}
        write(sheets, sealed(made))
    return Desk(gather(sheets), tmp_path / "sheets-marks.csv")


def key_of(desk, words):
    return next(t.key for t in desk.lessons["01"]["P01.1"] if t.whole == words)


ANA, LUIS, EVA, ZOE = WORDS.values()


def test_the_page_has_every_answer_and_no_name_and_what_is_alike_together(desk):
    page = desk.page("01")
    assert not [name for name in WORDS if name in page or name.split()[0] in page]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert "2 times the same words" in page and "3 answers that are alike" in page
    assert page.count("<article") == 3


def test_a_mark_is_on_the_disk_at_once_and_can_be_taken_back(desk):
    desk.put([key_of(desk, ANA), key_of(desk, LUIS)], "2", "Name the source.")
    assert read_marks(desk.path) == {
        key_of(desk, w): (2.0, "Name the source.") for w in (ANA, LUIS)
    }
    assert desk.count() == (2, 4)
    desk.put([key_of(desk, ANA)], "", "Name the source.")  # the comment stays
    assert typed(desk.path)[key_of(desk, ANA)] == (None, "Name the source.")
    desk.put([key_of(desk, ANA)], "", "")
    assert list(typed(desk.path)) == [key_of(desk, LUIS)]
    assert desk.path.stat().st_mode & 0o077 == 0


def test_no_name_stands_in_the_file_that_is_typed_into(desk):
    desk.put([key_of(desk, ANA)], "3", "")
    text = desk.path.read_text(encoding="utf-8-sig")
    assert text.startswith("Key,Prompt,Answer given,Mark,Comment\n") and ANA in text
    assert not [name for name in WORDS if name in text]


def test_what_somebody_typed_meanwhile_and_marks_of_another_class_stay(desk):
    desk.path.write_text("Key,Mark,Comment\nP01.1-zzzzzzzzzzzz,1,of last term\n")
    desk.put([key_of(desk, ANA)], "3", "")
    assert read_marks(desk.path) == {
        "P01.1-zzzzzzzzzzzz": (1.0, "of last term"),
        key_of(desk, ANA): (3.0, ""),
    }


def test_a_file_that_was_broken_meanwhile_is_said_and_left_as_it_is(desk):
    desk.path.write_text("not a table of marks\n1\n")
    with pytest.raises(KitError, match="no columns"):
        desk.put([key_of(desk, ANA)], "3", "")
    assert desk.path.read_text() == "not a table of marks\n1\n"


def test_nothing_to_mark_is_said(sheets, tmp_path):
    write(sheets, sheet("01", "Ana", replies={}, judgements={}))
    with pytest.raises(KitError, match="nothing to mark"):
        Desk(gather(sheets), tmp_path / "marks.csv")


def test_the_desk_feeds_the_gradebook(desk, sheets, tmp_path):
    for words, mark in ((ANA, "3"), (LUIS, "3"), (EVA, "1")):
        desk.put([key_of(desk, words)], mark, "Seen.")
    said = grade(sheets, tmp_path / "out", weights="reading 1", marks=desk.path)
    marks = {row["Student"]: row["Lesson 01"] for row in rows(tmp_path / "out/gradebook.csv")[1:]}
    assert marks == {"Ana Ruiz": "100.0", "Luis Gil": "100.0", "Eva Paz": "33.3", "Zoe Mar": "0.0"}
    (line,) = [
        r
        for r in rows(tmp_path / "out/problems.csv")
        if r["Student"] == "Zoe Mar" and r["May cost"] == "a part"
    ]
    assert (
        line["Reason"] == "Not marked yet, so it brings nothing: P01.1."
        and line["Counted"] == "yes"
    )
    assert "made over lessons 01" in said
    assert "keeps marks in" in grade(sheets, tmp_path / "again")


# Keys, cells, groups ---------------------------------------------------------------------------------


def test_a_key_is_its_prompt_and_letters_that_make_no_word_number_or_day(desk):
    keys = [text.key for texts in desk.lessons["01"].values() for text in texts]
    assert len(set(keys)) == 4
    assert all(re.fullmatch(r"P01\.1-[bcdfghjkmnpqrstvwxz]{12}", key) for key in keys)


def test_a_key_stays_whatever_language_the_instructor_speaks(sheets, desk):
    from claimlab.i18n import speaking

    with speaking("es"):
        again = gather(sheets)
    keys = {t.key for r in again.counted.values() for t in r.texts.values()}
    assert keys == set(t.key for r in desk.book.counted.values() for t in r.texts.values())


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=40))
def test_a_cell_that_was_guarded_comes_back_as_it_was(text):
    assert uncell(cell(text)) == text


def test_a_comment_that_looks_like_a_formula_is_guarded_once_however_often_it_is_saved(desk):
    for _time in range(3):
        desk.put([key_of(desk, ANA)], "1", "=1+1; -2 is wrong")
    assert typed(desk.path)[key_of(desk, ANA)] == (1.0, "=1+1; -2 is wrong")
    (row,) = [r for r in rows(desk.path) if r["Mark"]]
    assert row["Comment"] == "'=1+1; '-2 is wrong"


def test_two_long_answers_that_begin_alike_are_two(desk):
    texts = [Text("P01.1", (("", "The same beginning. " * 20 + end),), end) for end in "ab"]
    assert [len(same) for group in alike(texts) for same in group] == [1, 1]
    assert len(alike(texts)) == 1


def test_a_group_is_found_in_any_order_of_the_answers():
    said = [f"the closure of {y} did it" for y in (2015, 2019, 2008)] + [
        "Oil.",
        "Nobody can know this",
    ]
    texts = [Text("P01.1", (("", one),), one) for one in said]
    found = {frozenset(t.key for same in group for t in same) for group in alike(texts)}
    assert found == {frozenset(t.key for same in g for t in same) for g in alike(texts[::-1])}
    assert max(map(len, found)) == 3 and len(found) == 3


# Over the wire ---------------------------------------------------------------------------------------


@pytest.fixture
def ask(desk):
    """Send a request to a desk that is served, and get status, headers and body."""
    import asyncio

    from tornado.httpserver import HTTPServer

    def send(path, method="GET", body=None, **headers):
        async def talk():
            socket, port = bind_unused_port()
            server = HTTPServer(desk_app(desk, TOKEN), max_body_size=100_000)
            server.add_sockets([socket])
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            if method == "POST":
                given = {"Content-Type": "application/json"} | given
            try:
                request = HTTPRequest(
                    f"http://127.0.0.1:{port}{path}", method, given, body, follow_redirects=False
                )
                return await AsyncHTTPClient().fetch(request, raise_error=False)
            finally:
                server.stop()

        return asyncio.run(talk())

    return send


def posted(desk, **changed):
    return json.dumps({"keys": [key_of(desk, ANA)], "mark": "2", "comment": ""} | changed)


def test_the_page_comes_with_its_script_and_a_policy_and_a_mark_is_saved(desk, ask):
    page = ask(f"/{TOKEN}/01")
    assert page.code == 200 and "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store" and "Server" not in page.headers
    assert ask(f"/{TOKEN}/desk.js").headers["Content-Type"].startswith("text/javascript")
    assert ask(f"/{TOKEN}/desk.css").code == 200
    assert ask(f"/{TOKEN}/").headers["Location"] == "01"
    saved = ask(f"/{TOKEN}/marks", "POST", posted(desk))
    assert json.loads(saved.body) == {"done": 1, "of": 4} and desk.count() == (1, 4)


DOORS = {
    "no_address": ("/", {}, 404),
    "a_guess_at_the_address": ("/admin/01", {}, 404),
    "another_name_for_this_machine": (f"/{TOKEN}/01", {"Host": "desk.example.org:80"}, 403),
    "a_name_without_a_port": (f"/{TOKEN}/01", {"Host": "evil.org"}, 403),
    "another_lesson": (f"/{TOKEN}/99", {}, 404),
    "a_way_upwards": (f"/{TOKEN}/../../etc/passwd", {}, 404),
    "a_way_upwards_in_code": (f"/{TOKEN}/%2e%2e%2fdesk.py", {}, 404),
    "another_file": (f"/{TOKEN}/card.js", {}, 404),
    "the_address_in_part": (f"/{TOKEN[:-1]}/01", {}, 404),
}


@pytest.mark.parametrize("name", DOORS)
def test_nobody_else_gets_in(ask, name):
    path, headers, code = DOORS[name]
    answer = ask(path, **headers)
    assert answer.code == code and b"fell" not in answer.body


POSTS = {
    "from_another_site": ({}, {"Origin": "https://evil.org"}, 403),
    "as_a_form_would": ({}, {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    "as_text_would": ({}, {"Content-Type": "text/plain"}, 415),
    "no_key": ({"keys": []}, {}, 409),
    "an_unknown_key": ({"keys": ["P01.1-xxxxxxxxxxxx"]}, {}, 409),
    "a_key_that_is_a_path": ({"keys": ["../../x"]}, {}, 409),
    "keys_that_are_no_list": ({"keys": "P01.1"}, {}, 409),
    "keys_of_another_kind": ({"keys": [1, None]}, {}, 409),
    "a_mark_above_the_best": ({"mark": "4"}, {}, 409),
    "a_mark_below_nothing": ({"mark": "-1"}, {}, 409),
    "a_mark_in_disguise": ({"mark": "0_1"}, {}, 409),
    "a_mark_that_is_no_number": ({"mark": "nan"}, {}, 409),
    "a_mark_in_powers": ({"mark": "1e0"}, {}, 409),
    "a_mark_of_another_kind": ({"mark": 2}, {}, 409),
    "a_comment_as_long_as_a_book": ({"comment": "x" * 2000}, {}, 409),
    "a_comment_of_another_kind": ({"comment": {"a": 1}}, {}, 409),
}


@pytest.mark.parametrize("name", POSTS)
def test_what_the_page_would_not_send_is_not_saved(desk, ask, name):
    changed, headers, code = POSTS[name]
    answer = ask(f"/{TOKEN}/marks", "POST", posted(desk, **changed), **headers)
    assert answer.code == code and not desk.path.exists()
    assert len(json.loads(answer.body)["says"]) < 200


@pytest.mark.parametrize(
    "body",
    ["", "[]", "7", "null", "{", "[" * 50_000, '{"keys": 1}', '"x"', "\x00"],
    ids=lambda b: b[:8],
)
def test_what_is_no_message_is_refused(desk, ask, body):
    assert ask(f"/{TOKEN}/marks", "POST", body).code == 400 and not desk.path.exists()


def test_a_flood_is_cut_off(desk, ask):
    assert ask(f"/{TOKEN}/marks", "POST", posted(desk, comment="x" * 200_000)).code in (
        400,
        413,
        599,
    )
    assert not desk.path.exists()


def test_a_disk_that_refuses_is_said_and_the_page_goes_on(desk, ask, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("claimlab.classroom.desk.write_whole", full)
    answer = ask(f"/{TOKEN}/marks", "POST", posted(desk))
    assert answer.code == 409 and "No space left" in json.loads(answer.body)["says"]


def test_the_file_for_a_spreadsheet_is_the_one_of_the_desk(desk, sheets, tmp_path):
    grade(sheets, tmp_path / "out")
    assert (tmp_path / "out/open-answers.csv").read_text("utf-8") == open_answers_csv(desk.book)
