"""The stage as pages on the lecturer's own machine, and, where she asks for it, one page for phones in the room.

Two servers (tornado, which comes with Jupyter). The lecturer's windows stand on the loopback
alone, behind a secret address; phones reach another server, on the one address that she named, which
knows nothing but the question on the wall. Nothing is written, and no visit is logged.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, Finish, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from claimlab import lessons
from claimlab.classroom.pool import MOST_CHARACTERS
from claimlab.errors import KitError
from claimlab.html import document, tag
from claimlab.i18n import _, speaking
from claimlab.lectern.playing import played
from claimlab.lectern.room import POLICY, Room, answer_page, door_page
from claimlab.lectern.session import Session
from claimlab.teaching.frontend import style
from claimlab.views.tokens import font_face

__all__ = ["Stage", "serve_stage"]

_FRONT = Path(__file__).parents[1] / "frontend"
_MODULES = ("card", "curve", "dom", "lectern", "podium", "scene", "stage", "still", "wall")
_LOOPBACK = "127.0.0.1"
_TRIES = 20  # ports after the one that was named
_TELL_S = 0.15  # what comes in quick succession is told at once
_SEAT = "seat"
_WINDOW_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SMALL = {"max_header_size": 16_384, "max_body_size": 4_096, "max_buffer_size": 65_536,
          "body_timeout": 5, "idle_connection_timeout": 30}  # fmt: skip


class Stage:
    """The two servers of one lesson. Call within a running event loop; :meth:`close` ends both.

    Parameters
    ----------
    session : Session
    address : str
        Where phones reach this machine; "" for no phones.
    port : int
        The first port to try for the lecturer's windows; the room takes the next free one.

    Raises
    ------
    KitError
        when the address is none of this machine, or no port is free.
    """

    def __init__(self, session: Session, address: str = "", port: int = 8890):
        self.session, self.room = session, Room(session)
        self._secret, self._ears = secrets.token_urlsafe(24), set()
        self._told, self._to_draw = None, SimpleQueue()
        self._pictures: dict[str, asyncio.Future] = {}
        # A daemon: a picture that takes long must not hold whoever closes the stage.
        Thread(target=self._draw, args=(asyncio.get_running_loop(),), daemon=True).start()
        own = Application(transforms=[], log_function=_unlogged)
        hosts = r"(127\.0\.0\.1|localhost)"  # no other name leads here, whatever it resolves to
        own.add_handlers(hosts, [
            (rf"/{self._secret}/(lectern|wall)", _Window, {"stage": self}),
            (rf"/{self._secret}/style.css", _Looks),
            (rf"/{self._secret}/(\w+)\.js", _Module),
            (rf"/{self._secret}/picture/(\w+)", _Picture, {"stage": self}),
            (rf"/{self._secret}/ear", _Ear, {"stage": self}),
            (r"/favicon.ico", _Nothing),
        ])  # fmt: skip
        own.settings["websocket_max_message_size"] = 4 * MOST_CHARACTERS + 1000
        own.settings["websocket_ping_interval"] = 20
        self._servers = [HTTPServer(own, max_body_size=1000)]
        self.port = _listen(self._servers[0], _LOOPBACK, port)
        self.address = ""
        if address:
            place = _of_this_machine(address)
            guests = Application([(r"/", _Door), (r"/in", _Enter), (r"/say", _Say), (r"/favicon.ico", _Nothing)],
                                 stage=self, log_function=_unlogged)  # fmt: skip
            self._servers.append(HTTPServer(guests, **_SMALL))
            try:
                taken = _listen(self._servers[1], place, self.port + 1)
            except KitError:
                self._servers[0].stop()
                raise
            host = f"[{place}]" if ":" in place else place
            self.address = f"http://{host}:{taken}"

    def url(self, window: str) -> str:
        """The address of the lecturer's window (``"lectern"``) or of the wall (``"wall"``)."""
        return f"http://{_LOOPBACK}:{self.port}/{self._secret}/{window}"

    def close(self) -> None:
        """Shut the door and both servers; every vote is gone with them."""
        self.room.shut()
        for ear in list(self._ears):
            ear.close(1001)
        for server in self._servers:
            server.stop()
        self._to_draw.put("")

    # Telling both windows:

    def changed(self) -> None:
        """Something is another: both windows are told soon, and once."""
        if self._told is None:
            self._told = asyncio.get_running_loop().call_later(_TELL_S, self._tell)

    def _tell(self) -> None:
        self._told = None
        for kind, name in self.session.result:  # drawn while the class votes
            if kind == "picture":
                self._drawing(name)
        for ear in list(self._ears):
            ear.tell(self.said(ear.window))

    def said(self, window: str) -> str:
        """What one window shows, as JSON."""
        door = {"address": self.address, "word": self.room.word, "seats": self.room.seats}
        shown = {"wall": self.session.wall(), "door": door if self.address else None}
        if window == "lectern":
            shown["notes"] = self.session.notes()
        return json.dumps(shown, ensure_ascii=False)

    def act(self, name: str, what: object) -> None:
        """What was pressed in a window of the lecturer's."""
        if name == "door" and self.address:
            self.room.shut() if self.room.word else self.room.open()
        else:
            self.session.act(name, what)
        self.changed()

    async def picture(self, name: str) -> bytes:
        """A picture of the lesson with its states; made once, while votes go on coming in."""
        return await self._drawing(name)

    def _drawing(self, name: str) -> asyncio.Future:
        if name not in self._pictures:
            self._pictures[name] = asyncio.get_running_loop().create_future()
            self._to_draw.put(name)
        return self._pictures[name]

    def _draw(self, loop: asyncio.AbstractEventLoop) -> None:
        """One picture after the other, until there is no name."""
        while name := self._to_draw.get():
            future = self._pictures[name]
            try:
                tell, what = future.set_result, self._made(name)
            except Exception as error:  # it is said where the picture is asked for
                tell, what = future.set_exception, error
            with suppress(RuntimeError):  # the stage was closed meanwhile
                loop.call_soon_threadsafe(tell, what)

    def _made(self, name: str) -> bytes:
        with speaking(self.session.language):
            shown = played(lessons.pictures(self.session.book.lesson)[name])
            return json.dumps(shown, ensure_ascii=False).encode()


def _unlogged(_handler: object) -> None:
    """No visit is written down."""


def _of_this_machine(address: str) -> str:
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        raise KitError(
            _(
                "'{address}' is no address: name the one at which phones reach this machine, such as 192.168.1.20; its network settings show it."
            ).format(address=address)
        ) from None
    if place.is_unspecified:
        raise KitError(
            _(
                "'{address}' means every network at once: name the one address that you choose."
            ).format(address=address)
        )
    return str(place)


def _listen(server: HTTPServer, address: str, first: int) -> int:
    """Listen at an address, at the first port that is free; returns it."""
    reason = ""
    for port in range(first, min(first + _TRIES, 65536)):
        try:
            server.add_sockets(sockets := bind_sockets(port, address))
        except (OSError, socket.gaierror) as error:
            reason = error.strerror or type(error).__name__
            continue
        return sockets[0].getsockname()[1]
    raise KitError(
        _(
            "At {address} nobody can listen near port {port} ({reason}): choose another address, or --port."
        ).format(address=address, port=first, reason=reason)
    )


class _Own(RequestHandler):
    """A page that is kept by nobody and framed by nobody."""

    policy = _WINDOW_POLICY

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "same-origin")  # without one a form has no origin
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.clear_header("Server")

    def write_error(self, status_code: int, **_more: Any) -> None:
        self.finish(f"{status_code}\n")


class _Window(_Own):
    def initialize(self, stage: Stage) -> None:
        self.stage = stage

    def get(self, window: str) -> None:
        with speaking(self.stage.session.language):
            title = f"{self.stage.session.book.title} · {_words()[window]}"
            head = [
                tag("link", rel="stylesheet", href="style.css"),
                tag("script", type="module", src=f"{window}.js"),
            ]
            said = json.dumps(_words(), ensure_ascii=False)
            page = document(title, head, tag("main", id="stage", data_says=said, class_=window))
        self.finish(page)


class _Nothing(_Own):
    def get(self) -> None:
        self.set_status(204)


class _Looks(_Own):
    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        looks = (_FRONT / "lectern.css").read_text(encoding="utf-8")
        self.finish(f"{font_face()}\n{style()}\n{looks}")


class _Module(_Own):
    def get(self, name: str) -> None:
        if name not in _MODULES:
            self.send_error(404)
            return
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish((_FRONT / f"{name}.js").read_text(encoding="utf-8"))


class _Picture(_Own):
    def initialize(self, stage: Stage) -> None:
        self.stage = stage

    async def get(self, name: str) -> None:
        if name not in lessons.pictures(self.stage.session.book.lesson):
            self.send_error(404)
            return
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(await self.stage.picture(name))


class _Ear(WebSocketHandler):
    """A window that is told what to show, and tells what is pressed. Tornado refuses one of another origin."""

    def initialize(self, stage: Stage) -> None:
        self.stage, self.window = stage, ""

    def open(self) -> None:
        self.window = "lectern" if self.get_query_argument("window", "") == "lectern" else "wall"
        self.stage._ears.add(self)
        self.tell(self.stage.said(self.window))

    def tell(self, what: str) -> None:
        with suppress(WebSocketClosedError):
            self.write_message(what)

    def on_message(self, message: str | bytes) -> None:
        with suppress(ValueError, AttributeError):
            said = json.loads(message)
            self.stage.act(str(said.get("act")), said.get("what"))

    def on_close(self) -> None:
        self.stage._ears.discard(self)


class _Guest(_Own):
    """A page for a phone."""

    policy = POLICY

    def prepare(self) -> None:
        stage = self.stage = self.settings["stage"]
        if urlsplit(f"//{self.request.host}").netloc != urlsplit(stage.address).netloc:
            self.send_error(421)  # another name for this machine is somebody else's trick
            raise Finish
        if self.request.method == "POST" and not _is_own(self.request, stage.address):
            self.send_error(403)
            raise Finish

    @property
    def seat(self) -> str:
        return self.get_cookie(_SEAT, "")

    def show(self, page: Callable[..., str], *given: object, says: str = "") -> None:
        with speaking(self.stage.session.language):
            self.finish(page(*given, says))

    def slow(self) -> bool:
        """Whether this press comes too fast, which is then said."""
        with speaking(self.stage.session.language):
            try:
                self.stage.room.slow(self.request.remote_ip, self.seat)
            except KitError as error:
                self.set_status(429)
                self.finish(door_page(str(error)) if not self.stage.room.has(self.seat) else answer_page(self.stage.session, str(error)))  # fmt: skip
                return True
        return False


def _is_own(request: HTTPServerRequest, address: str) -> bool:
    """Whether a form was sent from this page and no other."""
    origin = request.headers.get("Origin")
    return origin in (None, address) and request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")  # fmt: skip


class _Door(_Guest):
    def get(self) -> None:
        if self.slow():
            return
        if self.stage.room.has(self.seat):
            self.show(answer_page, self.stage.session)
        else:
            self.show(door_page)


class _Enter(_Guest):
    def post(self) -> None:
        with speaking(self.stage.session.language):
            try:
                word = self.get_body_argument("word", "")
                seat = self.stage.room.enter(word, self.request.remote_ip)
            except KitError as error:
                self.set_status(403)
                self.finish(door_page(str(error)))
                return
        self.set_cookie(_SEAT, seat, httponly=True, samesite="Strict")
        self.stage.changed()
        self.redirect("/", status=303)


class _Say(_Guest):
    def post(self) -> None:
        if not self.stage.room.has(self.seat):
            self.set_status(403)
            self.show(door_page)
            return
        if self.slow():
            return
        session = self.stage.session
        fields = {name: self.get_body_argument(name, "") for name in self.request.body_arguments}
        with speaking(session.language):
            try:
                session.answer(self.seat, fields)
                says = _("Counted. You can change it while the vote is open.")
            except KitError as error:
                self.set_status(400)
                says = str(error)
        self.stage.changed()
        self.show(answer_page, session, says=says)


def _words() -> dict[str, str]:
    """What the two windows say by themselves."""
    return {
        "lectern": _("lecturer's window"),
        "wall": _("wall"),
        "own": _("This window is yours: notes and truths stand here, and never on the wall."),
        "openWall": _("Open the wall"),
        "wallHow": _("Move that window to the projector and press F there."),
        "keys": _("Keys in both windows"),
        "step": _("one step: result, its pictures, next question (a clicker's forward key)"),
        "next": _("next question"),
        "back": _("one step back"),
        "reveal": _("result, on and off"),
        "vote": _("second vote, and the first again"),
        "close": _("close the vote, and open it again"),
        "bars": _("bars, on and off"),
        "timer": _("two minutes; once more stops it"),
        "door": _("door for phones, open and shut"),
        "full": _("full screen (on the wall)"),
        "paste": _("Paste the chat of the class: the codes are found in it"),
        "add": _("Count the codes"),
        "forget": _("Forget all votes"),
        "people": _("People in class"),
        "minutes": _("Timer, minutes"),
        "stop": _("Stop"),
        "truth": _("What they are held against"),
        "notes": _("Notes on this question"),
        "plan": _("Plan of the lesson"),
        "after": _("Question after the result"),
        "model": _("A model answer"),
        "questions": _("Questions"),
        "skipped": _("Passed over"),
        "room": _("Phones in the room"),
        "roomOff": _("Off. Start the stage with --room and an address of this machine to let phones vote."),
        "roomPlain": _("The page stands at {address}, unencrypted, for whoever is in this network and types the word. It asks no name, and all of it is gone when the stage closes."),
        "openDoor": _("Open the door"),
        "shutDoor": _("Shut the door"),
        "seats": _("Seats taken: {n}"),
        "word": _("word"),
        "closed": _("The stage is closed."),
        "voteClosed": _("The vote is closed."),
        "hidden": _("The bars are hidden."),
        "think": _("Talk about it"),
        "why": _("Why"),
        "timeUp": _("Time is up"),
        "counts": _("{n} first, {m} second"),
    }  # fmt: skip


def serve_stage(
    lesson: str,
    people: int = 0,
    address: str = "",
    browser: bool = True,
    port: int = 8890,
    say: Callable[[str], object] = print,
) -> None:
    """Open the stage of a lesson and stay until it is stopped.

    Parameters
    ----------
    lesson : str
        Such as ``"01"``.
    people : int
        How many the class has; 0 where that is not known.
    address : str
        Where phones reach this machine; "" for no phones.
    browser : bool
        Open the lecturer's window; the address that `say` gets is enough where none is found.
    port : int
        The first port to try.
    say : callable
        Gets the sentences that a person should read.

    Raises
    ------
    KitError
        when there is no such lesson, it has nothing for a wall, or no port is free.
    """
    session = Session(lesson.zfill(2) if lesson.isdigit() else lesson, people)

    async def stay() -> None:
        stage = Stage(session, address, port)
        say(
            _("Your own window, with notes and truths: {address}").format(
                address=stage.url("lectern")
            )
        )
        say(_("The wall, for the projector: {address}").format(address=stage.url("wall")))
        say(_("Both can be reached from this machine alone."))
        if stage.address:
            say(
                _(
                    "Phones: {address}, unencrypted, for whoever is in this network. The door is shut until you open it in your window; the word is then on the wall."
                ).format(address=stage.address)
            )
        say(_("Ctrl+C here closes the stage; every vote is gone with it."))
        if browser:
            webbrowser.open(stage.url("lectern"))
        try:
            await asyncio.Event().wait()
        finally:
            stage.close()

    with suppress(KeyboardInterrupt):
        asyncio.run(stay())
