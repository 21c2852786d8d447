"""The marking desk: open answers on one page, without names, those that are alike together; each mark is saved as it is set.

The page is served by this machine to itself alone (loopback), under an address that only the person
who started it has. What is typed goes into one file, which ``grade`` takes with ``--marks``.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shlex
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from claimlab.classroom.grade import gather
from claimlab.classroom.gradebook import Book
from claimlab.classroom.mark import Text
from claimlab.classroom.marks import (
    LONGEST_COMMENT,
    answers,
    as_mark,
    beside,
    open_answers_csv,
    typed,
)
from claimlab.classroom.pages import text
from claimlab.classroom.reading import alike, rubric
from claimlab.classroom.scores import BEST, prompt_of, prompts
from claimlab.course import course
from claimlab.errors import KitError
from claimlab.files import write_whole
from claimlab.html import Markup, details, document, join, tag
from claimlab.i18n import _
from claimlab.sheets.names import one_line

__all__ = ["Desk", "desk_app", "serve_desk"]

_LOOPBACK = "127.0.0.1"
_MOST_BYTES = 100_000  # of what a page may send at once: some keys, a mark, a comment
_FILES = {"desk.js": "text/javascript", "desk.css": "text/css"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}  # fmt: skip


class Desk:
    """The open answers of a class, and the file in which their marks are kept.

    Parameters
    ----------
    book : Book
    path : Path
        The file of marks; it is written with the first mark, and may be there already.

    Raises
    ------
    KitError
        when there is no open answer, or a file that cannot be read as marks.
    """

    def __init__(self, book: Book, path: Path):
        self.book, self.path = book, path
        self.lessons = {one: found for one in book.lessons() if (found := answers(book, one))}
        if not self.lessons:
            raise KitError(
                _("No sheet that counts holds an open answer: there is nothing to mark.")
            )
        self._texts = {
            t.key: t for found in self.lessons.values() for ts in found.values() for t in ts
        }
        self.marks()

    def marks(self) -> dict[str, tuple[float | None, str]]:
        """What the file holds now."""
        return typed(self.path) if self.path.exists() else {}

    def count(self, lesson_id: str = "") -> tuple[int, int]:
        """How many answers have a mark, and how many there are, in one lesson or in all."""
        given = self.marks()
        found = [self.lessons[lesson_id]] if lesson_id else self.lessons.values()
        keys = [t.key for prompts_ in found for ts in prompts_.values() for t in ts]
        return sum(given.get(key, (None, ""))[0] is not None for key in keys), len(keys)

    def home(self, key: str) -> str:
        """The lesson in which an answer stands."""
        return next(i for i, found in self.lessons.items() if prompt_of(key) in found)

    def put(self, keys: object, mark: object, comment: object) -> None:
        """Set mark and comment of some answers, in the file as it is now; an empty mark takes it back.

        Raises
        ------
        KitError
            for a key that no answer has, what is no mark, and a comment that is no text of some length;
            nothing is written then.
        OSError
            when the disk refuses; the file is as it was.
        """
        if not isinstance(keys, list) or not keys or not all(isinstance(k, str) for k in keys):
            raise KitError(_("No answer was named."))
        if strange := [key for key in keys if key not in self._texts]:
            raise KitError(
                _("No answer here has the key {key}.").format(key=one_line(strange[0], 40))
            )
        if not isinstance(mark, str) or (mark and as_mark(mark) is None):
            raise KitError(_("A mark is a number from 0 to {best}.").format(best=BEST))
        if not isinstance(comment, str) or len(comment) > LONGEST_COMMENT:
            raise KitError(_("A comment has at most {n} characters.").format(n=LONGEST_COMMENT))
        given = self.marks() | dict.fromkeys(
            keys, (as_mark(mark), one_line(comment, LONGEST_COMMENT))
        )
        kept = {key: one for key, one in given.items() if one != (None, "")}
        write_whole(self.path, open_answers_csv(self.book, kept).encode(), 0o600)

    # The page:

    def page(self, lesson_id: str) -> str:
        """The page of one lesson as HTML; whatever students wrote is text in it."""
        given, title = self.marks(), _("Marking desk: lesson {id}").format(id=lesson_id)
        asked = prompts(lesson_id)
        head = [
            Markup('<link rel="stylesheet" href="desk.css">'),
            Markup('<script type="module" src="desk.js"></script>'),
        ]
        sections = [
            self._section(item, *asked[item], texts, given)
            for item, texts in self.lessons[lesson_id].items()
        ]
        body = [
            tag("header", tag("h1", title), self._lessons(lesson_id), self._bar(lesson_id)),
            tag("main", self._keys(), *sections),
        ]
        return document(title, head, *body)

    def _lessons(self, now: str) -> Markup:
        links = []
        if len(self.lessons) == 1:
            return Markup("")
        for lesson_id in self.lessons:
            done, of = self.count(lesson_id)
            current = "page" if lesson_id == now else None  # whose count stands in the bar
            says = _("Lesson {id}") if current else _("Lesson {id} ({done} of {of})")
            says = says.format(id=lesson_id, done=done, of=of)
            links.append(tag("li", tag("a", says, href=lesson_id, aria_current=current)))
        return tag("nav", tag("ul", *links), aria_label=_("Lessons"))

    def _bar(self, lesson_id: str) -> Markup:
        done, of = self.count(lesson_id)
        says = {
            "data_count": _("{done} of {of} answers are marked"),
            "data_saved": _("Saved."),
            "data_saving": _("Saving …"),
            "data_lost": _("NOT saved: the desk does not answer. Start it again; what stands here is saved with your next change."),
        }  # fmt: skip
        box = tag("input", type="checkbox", id="open-only")
        kept = _("Every mark is saved at once, in {path}").format(path=self.path)
        return tag(
            "div",
            tag("progress", max=of, value=done, aria_label=_("Answers with a mark")),
            tag("span", says["data_count"].format(done=done, of=of), id="count"),
            tag("label", box, _("Show only what is not marked")),
            tag("span", kept, id="said", role="status", aria_live="polite"),
            class_="bar", id="bar", **says,
        )  # fmt: skip

    def _keys(self) -> Markup:
        says = _(
            "The mouse does everything. With the keyboard: Tab goes from answer to answer, the arrow keys or the digits 0 to 3 set a mark, Enter goes on to the next answer without one."
        )
        return details(_("Keys, if you like them"), tag("p", says), is_plain=True)

    def _section(
        self, item: str, asks: str, model: str, texts: list[Text], given: Mapping
    ) -> Markup:
        best = [(str(BEST - n), says) for n, says in enumerate(rubric(item))]
        terms = join(tag("div", tag("dt", mark), tag("dd", says)) for mark, says in best)
        groups = alike(texts)
        return tag(
            "section",
            tag("h2", tag("small", item), " ", text(asks)),
            details(_("A model answer"), tag("p", text(model)), is_plain=True) if model else "",
            tag("dl", terms),
            *(self._group(group, given) for group in groups),
            id=item,
        )

    def _group(self, group: list[list[Text]], given: Mapping) -> Markup:
        made = [self._answer(same, given) for same in group]
        if len(group) == 1:
            return made[0]
        n = sum(map(len, group))
        buttons = [
            tag("button", f"{mark}", type="button", value=f"{mark}", aria_label=_("{mark} for all {n} of these").format(mark=mark, n=n))
            for mark in range(BEST + 1)
        ]  # fmt: skip
        all_ = tag("p", _("{n} answers that are alike. The same mark for all:").format(n=n), " ", *buttons, class_="all")  # fmt: skip
        return tag("div", all_, *made, class_="group")

    def _answer(self, same: list[Text], given: Mapping) -> Markup:
        """One answer, once for all who wrote the same words, with its boxes."""
        keys, n = [one.key for one in same], len(same)
        marks = {given.get(key, (None, ""))[0] for key in keys}
        now = next(iter(marks)) if len(marks) == 1 else None
        comment = next((c for c in (given.get(key, (None, ""))[1] for key in keys) if c), "")
        choices = sorted({*map(float, range(BEST + 1)), *(m for m in marks if m is not None)})
        boxes = [
            tag("label", tag("input", type="radio", name_=keys[0], value=f"{mark:g}", checked=mark == now), f"{mark:g}")
            for mark in choices
        ]  # fmt: skip
        boxes.append(tag("label", tag("input", type="radio", name_=keys[0], value="", checked=now is None), _("no mark"), class_="none"))  # fmt: skip
        lines = [tag("p", tag("b", label, ": ") if label else "", text(words)) for label, words in same[0].words]  # fmt: skip
        often = tag("p", _("{n} times the same words").format(n=n), class_="often") if n > 1 else ""
        note = tag("input", type="text", value=comment, maxlength=LONGEST_COMMENT, placeholder=_("Comment for the feedback page"), aria_label=_("Comment"))  # fmt: skip
        return tag(
            "article", tag("blockquote", *lines), often,
            tag("fieldset", tag("legend", _("Mark")), *boxes), note,
            data_keys=" ".join(keys), data_mark="" if now is None else f"{now:g}",
        )  # fmt: skip


class _Page(RequestHandler):
    """What all answers of the desk have in common: its headers, and that they are for this machine alone."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse a page of another site that a name server sends here, and one that speaks for itself."""
        host, own = self.request.host.rpartition(":")[0], f"http://{self.request.host}"
        if host not in (_LOOPBACK, "localhost") or self.request.headers.get("Origin", own) != own:
            raise HTTPError(403)

    def write_error(self, status_code: int, **_more: object) -> None:
        self.finish({"says": _("The desk does not take this ({code}).").format(code=status_code)})


class _Lesson(_Page):
    def get(self, lesson_id: str = "") -> None:
        if not lesson_id:
            lesson_id = next((i for i in self.desk.lessons if len(set(self.desk.count(i))) > 1), "")
            return self.redirect(lesson_id or next(iter(self.desk.lessons)))
        if lesson_id not in self.desk.lessons:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.desk.page(lesson_id))


class _File(_Page):
    def get(self, name: str) -> None:
        self.set_header("Content-Type", f"{_FILES[name]}; charset=utf-8")
        self.finish(files("claimlab.frontend").joinpath(name).read_text("utf-8"))


class _Marks(_Page):
    def post(self) -> None:
        if self.request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise HTTPError(415)  # what a form of another site could send
        try:
            said = json.loads(self.request.body)
            self.desk.put(said["keys"], said["mark"], said["comment"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400) from None
        except (KitError, OSError) as error:
            self.set_status(409)
            reason = error.strerror if isinstance(error, OSError) else str(error)
            return self.finish({"says": _("NOT saved: {reason}").format(reason=reason)})
        done, of = self.desk.count(self.desk.home(said["keys"][0]))
        self.finish({"done": done, "of": of})


def desk_app(desk: Desk, token: str) -> Application:
    """The desk as an application of tornado; without the token there is nothing."""
    known = {"desk": desk}
    names = "|".join(name.replace(".", r"\.") for name in _FILES)
    routes = [
        (rf"/{token}/([0-9]{{2}})?", _Lesson, known),
        (rf"/{token}/({names})", _File, known),
        (rf"/{token}/marks", _Marks, known),
        (r"/.*", _Nothing, known),
    ]
    return Application(routes, log_function=lambda handler: None)


class _Nothing(_Page):
    def prepare(self) -> None:
        raise HTTPError(404)


def serve_desk(
    folder: Path,
    roster: Path | None = None,
    marks: Path | None = None,
    keep: str = "ask",
    browser: bool = True,
    progress: Callable[[list], Iterator] | None = None,
    say: Callable[[str], object] = print,
) -> None:
    """Read the sheets in a folder, and serve their open answers until Ctrl+C.

    Parameters
    ----------
    folder, roster, keep, progress
        As for :func:`claimlab.classroom.grade.grade`.
    marks : Path, optional
        Where marks are kept; beside the folder when left out.
    browser : bool
        Open a browser.
    say : callable
        Gets the sentences that a person should read.

    Raises
    ------
    KitError
        when the sheets or the marks cannot be read, or there is nothing to mark.
    """
    path = (marks or beside(folder)).expanduser().absolute()
    desk = Desk(gather(folder, progress, roster, path, keep), path)
    token = secrets.token_urlsafe(24)
    try:
        asyncio.run(_serve(desk_app(desk, token), token, browser, say))
    except KeyboardInterrupt:
        pass
    done, of = desk.count()
    say(_("{done} of {of} answers are marked: {path}").format(done=done, of=of, path=path))
    if done:
        says = _(
            'Now: {command} grade {folder} --marks {path} --weights "exercises 60, quiz 15, reading 25"'
        )
        given = [
            folder,
            *(["--roster", roster] if roster else []),
            *(["--keep", keep] if keep != "ask" else []),
        ]
        said = shlex.join(map(str, given))  # what was said to the desk counts for the gradebook too
        say(says.format(command=course().name, folder=said, path=shlex.quote(str(path))))


async def _serve(app: Application, token: str, browser: bool, say: Callable[[str], object]) -> None:
    sockets = bind_sockets(0, _LOOPBACK)
    server = HTTPServer(app, max_body_size=_MOST_BYTES, max_buffer_size=_MOST_BYTES)
    server.add_sockets(sockets)
    address = f"http://{_LOOPBACK}:{sockets[0].getsockname()[1]}/{token}/"
    say(
        _("If no page opens by itself, open this address in a browser: {address}").format(
            address=address
        )
    )
    say(_("Leave this window open while you mark; Ctrl+C here ends it."))
    if browser:
        webbrowser.open(address)
    await asyncio.Event().wait()
