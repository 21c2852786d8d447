"""The stage over sockets of this machine: who is let in, what is refused, and that nothing is left."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from claimlab.cli import main
from claimlab.errors import KitError
from claimlab.lectern.server import Stage
from claimlab.lectern.session import Session

PHONE = "127.0.0.1"


def played(act, people=3, address=PHONE, lesson="01"):
    """Runs `act(stage)` on a stage with phones, and closes it."""

    async def run():
        stage = Stage(Session(lesson, people), address, port=18900)
        try:
            return await act(stage)
        finally:
            stage.close()

    return asyncio.run(run())


async def ask(url, fields=None, **headers):
    """(status, body, headers) of a page; a form is posted where there are fields."""
    given = {"method": "POST", "body": urlencode(fields)} if fields is not None else {}
    request = HTTPRequest(url, headers=headers, follow_redirects=False, request_timeout=10, **given)
    answer = await AsyncHTTPClient().fetch(request, raise_error=False)
    return answer.code, answer.body.decode("utf-8", "replace"), answer.headers


async def seated(stage):
    """The cookie of a new seat."""
    _code, _body, headers = await ask(f"{stage.address}/in", {"word": stage.room.word})
    return headers["Set-Cookie"].partition(";")[0]


def number_question(stage):
    stage.session.act("go", [one.id for one in stage.session.questions].index("P01.1"))


def test_both_windows_open_with_the_secret_and_not_without():
    async def act(stage):
        for window in ("lectern", "wall"):
            code, body, headers = await ask(stage.url(window))
            assert code == 200 and f'src="{window}.js"' in body
            assert "script-src 'self'" in headers["Content-Security-Policy"]
            assert headers["Cache-Control"] == "no-store"
        for name in ("style.css", "wall.js", "lectern.js", "curve.js"):
            assert (await ask(stage.url("wall").replace("/wall", f"/{name}")))[0] == 200
        root = f"http://127.0.0.1:{stage.port}"
        for path in ("/", "/lectern", "/wall", "/x/lectern", "/%2e%2e/lectern"):
            assert (await ask(root + path))[0] == 404
        for name in ("server", "..%2fkit", "kit"):
            assert (await ask(stage.url("wall").replace("/wall", f"/{name}.js")))[0] == 404
        return None

    played(act)


def test_another_name_for_this_machine_leads_nowhere():
    async def act(stage):
        assert (await ask(stage.url("lectern"), Host="evil.example"))[0] == 404
        assert (await ask(stage.address, Host="evil.example"))[0] == 421

    played(act)


def test_a_page_of_another_origin_hears_nothing():
    async def act(stage):
        ear = stage.url("ear").replace("http", "ws")
        with pytest.raises(HTTPClientError, match="403"):
            await websocket_connect(HTTPRequest(ear, headers={"Origin": "http://evil.example"}))
        line = await websocket_connect(
            HTTPRequest(ear, headers={"Origin": f"http://127.0.0.1:{stage.port}"})
        )
        assert json.loads(await line.read_message())["wall"]["lesson"] == "01"

    played(act)


def test_the_wall_hears_no_truth_and_the_desk_does():
    async def act(stage):
        ear = stage.url("ear").replace("http", "ws")
        wall = json.loads(await (await websocket_connect(ear)).read_message())
        own = json.loads(await (await websocket_connect(f"{ear}?window=lectern")).read_message())
        assert "notes" not in wall and own["notes"]["truth"]

    played(act)


def test_garbage_on_the_line_changes_nothing_and_ends_nothing():
    async def act(stage):
        line = await websocket_connect(stage.url("ear").replace("http", "ws"))
        await line.read_message()
        for what in (
            "",
            "{",
            "[]",
            "null",
            '{"act": 7}',
            '{"act": "go", "what": 1e99}',
            "\x00",
            '{"act": "paste"}',
        ):
            await line.write_message(what)
        await line.write_message('{"act": "next"}')
        assert json.loads(await line.read_message())["wall"]["place"] == 2

    played(act)


def test_a_phone_comes_in_by_the_word_and_votes_once():
    async def act(stage):
        number_question(stage)
        assert (await ask(f"{stage.address}/in", {"word": "bibibi"}))[0] == 403  # the door is shut
        stage.act("door", None)
        code, body, _headers = await ask(stage.address)
        assert code == 200 and "<script" not in body and stage.session.asked.asks not in body
        cookie = await seated(stage)
        _code, body, headers = await ask(stage.address, Cookie=cookie)
        assert stage.session.asked.asks in body and "default-src 'none'" in headers["Content-Security-Policy"]  # fmt: skip
        for value in ("40", "65"):
            code, body, _headers = await ask(
                f"{stage.address}/say", {"question": "P01.1", "value": value}, Cookie=cookie
            )
            assert code == 200 and "Counted" in body
        assert stage.session.wall()["counts"] == [1, 0]
        assert stage.session.tally.votes[1] == [65]

    played(act)


def test_nobody_votes_without_a_seat_through_a_shut_door_or_from_another_page():
    async def act(stage):
        number_question(stage)
        stage.act("door", None)
        cookie, vote = await seated(stage), {"question": "P01.1", "value": "40"}
        say = f"{stage.address}/say"
        assert (await ask(say, vote))[0] == 403
        assert (await ask(say, vote, Cookie="seat=made-up"))[0] == 403
        assert (await ask(say, vote, Cookie=cookie, Origin="http://evil.example"))[0] == 403
        assert (await ask(say, vote, Cookie=cookie, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403
        assert (await ask(say, vote, Cookie=cookie, Origin=stage.address))[0] == 200
        stage.act("door", None)
        assert (await ask(say, vote, Cookie=cookie))[0] == 403

    played(act)


def test_a_class_behind_one_address_comes_in_at_once():
    """Once a right word was counted as a guess, and the sixth phone had to wait."""

    async def act(stage):
        stage.act("door", None)
        for _phone in range(40):
            assert (await ask(stage.address))[0] == 200
            await seated(stage)
        assert stage.room.seats == 40

    played(act, people=40)


def test_words_are_not_guessed_and_presses_are_slowed():
    async def act(stage):
        stage.act("door", None)
        codes = [await ask(f"{stage.address}/in", {"word": f"word{n}"}) for n in range(8)]
        assert [code for code, *_rest in codes] == [403] * 8
        assert "Too fast" in codes[-1][1]
        pages = [(await ask(stage.address))[0] for _press in range(305)]
        assert pages[0] == 200 and pages[-1] == 429

    played(act)


def test_seats_end_with_the_class():
    async def act(stage):
        stage.room.slow = lambda *_given: None
        stage.act("door", None)
        for _person in range(6):
            await seated(stage)
        code, body, _headers = await ask(f"{stage.address}/in", {"word": stage.room.word})
        assert code == 403 and "All seats are taken" in body and stage.room.seats == 6

    played(act, people=3)


@pytest.mark.parametrize("size", [5_000, 2_000_000])
def test_a_form_that_is_too_large_is_not_read(size):
    async def act(stage):
        stage.act("door", None)
        try:
            code, *_rest = await ask(f"{stage.address}/in", {"word": "x" * size})
        except OSError:
            code = 400  # the line was cut before the answer
        assert code in (400, 413, 599)
        assert stage.room.seats == 0

    played(act)


def test_the_room_knows_none_of_the_lecturers_pages():
    async def act(stage):
        secret = re.search(r"\d/(.+)/lectern", stage.url("lectern"))[1]
        for path in (
            f"/{secret}/lectern",
            f"/{secret}/wall",
            f"/{secret}/ear",
            f"/{secret}/picture/plate_01",
        ):
            assert (await ask(stage.address + path))[0] == 404

    played(act)


def test_what_somebody_typed_comes_back_as_text():
    async def act(stage):
        number_question(stage)
        stage.act("door", None)
        cookie = await seated(stage)
        fields = {"question": "P01.1", "value": "<script>alert(1)</script>", "code": '"><b>'}
        _code, body, _headers = await ask(f"{stage.address}/say", fields, Cookie=cookie)
        assert "<script" not in body and "<b>" not in body

    played(act)


def test_phones_are_off_unless_asked_for():
    async def act(stage):
        assert stage.address == "" and json.loads(stage.said("wall"))["door"] is None
        stage.act("door", None)
        assert stage.room.word == ""

    played(act, address="")


@pytest.mark.parametrize(
    ("address", "says"),
    [("0.0.0.0", "every network"), ("::", "every network"), ("my-laptop", "is no address"), ("203.0.113.9", "nobody can listen")],
)  # fmt: skip
def test_only_one_chosen_address_of_this_machine_is_taken(address, says):
    async def act(_stage):
        raise AssertionError("it opened")

    with pytest.raises(KitError, match=says):
        played(act, address=address)


def test_when_it_closes_nobody_listens_and_nothing_was_printed(capfd):
    async def act(stage):
        await ask(stage.url("lectern"))
        await ask(stage.address)
        return stage.port, int(stage.address.rpartition(":")[2])

    for port in played(act):
        with socket.socket() as line:
            assert line.connect_ex(("127.0.0.1", port)) != 0
    assert capfd.readouterr() == ("", "")


def test_a_picture_is_made_while_votes_come_in_and_plays_by_itself():
    async def act(stage):
        code, body, _headers = await ask(stage.url("picture/share_of_the_fall"))
        assert code == 200 and {"controls", "states", "panes"} <= set(json.loads(body)["bundle"])
        assert (await ask(stage.url("picture/plate_02")))[0] == 404

    played(act)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["08"], "has no question for a wall"),
        (["99"], "There is no lesson '99'"),
        (["01", "--room", "here"], "is no address"),
    ],
)
def test_the_command_says_in_one_sentence_what_does_not_go(given, says):
    result = CliRunner().invoke(main, ["stage", *given, "--no-browser", "--port", "18900"])
    assert result.exit_code == 1 and says in result.output and "Traceback" not in result.output
