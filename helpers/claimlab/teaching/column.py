"""The claims of the text as one page, by act, each as the reader's pen has marked it: the thread of the course.

What is shown is one plain description (:func:`page_of`), which a kernel's widget and a page without
a kernel draw alike with ``frontend/column.js``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from claimlab.data import load
from claimlab.files import write_whole
from claimlab.html import Markup, join, tag
from claimlab.i18n import _, language
from claimlab.lessons import home_of, lesson_id_of, lesson_ids
from claimlab.lessons.bets import all_bets, placed, points
from claimlab.lessons.pens import MARKS, RING, Pen, pen_event, pen_words, pens, ringed
from claimlab.teaching.card import Card, bundle
from claimlab.teaching.claims import claims, entry
from claimlab.teaching.frontend import column_widget, sentences
from claimlab.teaching.judge import judge
from claimlab.teaching.ledger import page_html, record_lines, speaker
from claimlab.teaching.progress import lesson_links
from claimlab.teaching.store import Record, store

__all__ = ["Column", "column", "page_of"]

_BY_ITSELF = ("asserts", "implied")  # whose sentence needs no speaker beside it
_LOOKS = {
    "sign": "text-decoration:underline 2px solid",
    "word": "text-decoration:underline 2px dashed",
    "open": "text-decoration:underline 2px dotted",
    "strike": "text-decoration:line-through 2px",
    "wish": "font-style:italic",
}
_INK = {"won": "●", "lost": "○", "even": "◐"}
_KEPT = "my-page.html"


def column(lesson: str = "", end: bool = False) -> Column:
    """Show the claims of the text as one page: press one, read who says it, and take a pen.

    Parameters
    ----------
    lesson : str
        ``"03"``: this lesson's sentences are lit, and stand alone until the whole page is opened.
        Left out, the whole page stands, as on the cover.
    end : bool
        What the reader holds now, at a lesson's end; the page of the last lesson is the one to keep.

    Raises
    ------
    KitError
        when there is no such lesson.

    >>> print(column("02"))
    Which of these sentences would you sign?
    Trade between the two countries passed through Cúcuta. (not marked)
    Politicians praise such textbook integration more than they practise it. (not marked)
    More trade would be welcome. (not marked)
    >>> column("2x")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no lesson '2x': ...
    """
    asked = "" if lesson in (None, "") else lesson_id_of(lesson)
    return Column(asked, end)


def page_of(
    lesson: str = "", end: bool = False, records: Iterable[Record] = (), has_all: bool = False
) -> dict[str, Any]:
    """The page as plain JSON: acts, and of each claim its words, speaker, home, mark, bets and records.

    Parameters
    ----------
    lesson, end
        As :func:`column` has them.
    records : iterable of Record
        What the reader did: marks, bets, and which lessons were begun.
    has_all : bool
        With the dated records of every claim, for a page without a kernel; else only of those that
        are marked, since nobody else may see them yet.

    >>> page = page_of("02")
    >>> [one["id"] for one in page["claims"] if one["isLit"]], page["acts"][0]
    (['C06', 'C10', 'C72'], 'The bridge')
    """
    records = list(records)
    marked, bets, ring = pens(records), _bets(records), ringed(records)
    begun = {record.lesson for record in records}
    links = lesson_links()
    rows = sorted(claims().items(), key=lambda pair: int(pair[1].get("place") or 0))
    found = [
        {
            "id": name,
            "act": row.get("act") or "",
            "text": row.get("short") or row["text_short"],
            "printed": row["text_short"],
            "who": ""
            if row["mode"] in _BY_ITSELF and row["paragraph"] != "head"
            else row["who_says"],
            "speaker": speaker(entry(name)),
            "lesson": home_of(name),
            "isLit": home_of(name) == lesson,
            "isMet": home_of(name) in {lesson, *begun} or name in marked,
            "mark": marked[name].mark if name in marked else "",
            "word": marked[name].word if name in marked else "",
            "of": marked[name].of if name in marked else "",
            "bets": bets.get(name, []),
            "isRinged": name == ring,
            "recordsCount": len(entry(name).records),
            "records": record_lines(entry(name)) if has_all or name in marked else [],
        }
        for name, row in rows
    ]
    is_last = end and lesson == lesson_ids()[-1]
    return {
        "lang": language(),
        "lesson": lesson,
        "isEnd": end,
        "isLast": is_last,
        "start": "" if marked or lesson else _first(found),
        "title": _("What I would sign") if is_last else _("Which of these sentences would you sign?"),
        "sub": _sub(lesson, end, is_last),
        "source": _source(),
        "acts": list(dict.fromkeys(one["act"] for one in found)),
        "claims": found,
        "lessons": links,
        "marks": [[mark, _pen(mark)] for mark in MARKS],
        "says": _says(),
    }  # fmt: skip


def _first(found: list[Mapping[str, Any]]) -> str:
    """The sentence that the cover rings: the first cause that the text names, else its first claim."""
    causes = [one["id"] for one in found if claims()[one["id"]]["type"] == "K"]
    return (causes or [one["id"] for one in found])[0]


def _bets(records: Iterable[Record]) -> dict[str, list[str]]:
    """How the bets on each claim ended: ``{"C07": ["won"]}``."""
    found: dict[str, list[str]] = {}
    for name, per_cent in placed(records).items():
        bet = all_bets()[name]
        paid = points(per_cent, bet.came)
        ended = ("lost", "even", "won")[1 + (paid > 0) - (paid < 0)]
        found.setdefault(bet.claim, []).append(ended)
    return found


def _sub(lesson: str, end: bool, is_last: bool) -> str:
    if is_last:
        return _("Signed is underlined, a changed word is written in, dotted is open, slanted is a wish. What you struck stands at the foot.")  # fmt: skip
    if end:
        return _("What you hold now of this lesson’s sentences. Every mark may still change.")
    if lesson:
        return _(
            "These are this lesson’s. Press one and take a pen, now or when you have seen more."
        )
    return _("Press one and take a pen. You may change your mind in every lesson.")


def _source() -> str:
    named = load("article/claims").attrs["source"].partition(": ")[2].partition(";")[0]
    return _(
        "Statements in our own words and by theme, after {source}. They do not stand in for the text: read it where it was printed, or in a library."
    ).format(source=named)


def _pen(mark: str) -> str:
    return {
        "sign": _("Sign it"),
        "word": _("Sign it, one word changed"),
        "open": _("Leave it open"),
        "strike": _("Strike it"),
        "wish": _("Call it a wish"),
    }[mark]


def _says() -> dict[str, Any]:
    """What the page says by itself."""
    return {
        "mark": {mark: pen_words(mark) for mark in MARKS},
        "unmarked": _("not marked"),
        "bet": {"won": _("bet won"), "lost": _("bet lost"), "even": _("bet even")},
        "ink": _INK,
        "whole": _("The whole page: {n} sentences"),
        "less": _("This lesson’s sentences alone"),
        "saidBy": _("Who says it: {who}"),
        "home": _("Lesson {id}: {title}"),
        "printed": _("More fully: {text}"),
        "pen": _("Your pen"),
        "ring": _("Ring it: this one matters most to me"),
        "unring": _("Take the ring off"),
        "ringed": _("ringed"),
        "which": _("Press the word that must change."),
        "instead": _("Instead of “{word}” I would print"),
        "keepWord": _("Keep the word"),
        "faceDown": _("Dated records that lie face down: {n}. Take a pen, and they turn over."),
        "noRecords": _("No dated statement on it is on file here; its lesson looks at figures."),
        "records": _("Dated records: {n}"),
        "judge": _("Judge it below"),
        "close": _("Close"),
        "struck": _("Struck:"),
        "keep": _("Keep this page"),
        "counts": _("{n} of {all} sentences carry your mark"),
        "keys": _("Keys: arrows walk, Enter opens, 1 to 5 take a pen, Esc closes."),
        "ofLesson": _("lesson {id}"),
        "onward": sentences()["onward"],
    }


class Column:
    """The page of one moment; what is pressed on it is kept, and the page is drawn anew.

    Parameters
    ----------
    lesson : str
    end : bool
        As :func:`column` has them.
    """

    def __init__(self, lesson: str, end: bool):
        self.lesson, self.end = lesson, end
        self.kept = ""

    def page(self) -> dict[str, Any]:
        """The page as it stands now."""
        return {**page_of(self.lesson, self.end, store().records()), "kept": self.kept}

    def mark(self, claim: object, mark: object, word: object = "", of: object = "") -> None:
        """Keep a mark of the pen; what no pen can do is passed over."""
        said = [one if isinstance(one, str) else "" for one in (claim, mark, word, of)]
        if said[0] in claims() and said[1] in MARKS:
            store().add(*pen_event(Pen(*said)))

    def ring(self, claim: object) -> None:
        """Ring one claim, the only one; pressed again the ring comes off."""
        if isinstance(claim, str) and claim in claims():
            store().add(RING, claim, claim != ringed(store().records()))

    def card(self, claim: str) -> Card:
        """The card on which a claim is judged."""
        return judge(claim)

    def keep(self) -> None:
        """Write the page into the workspace, to print or to hand in; say where it is, or why not."""
        page = page_html(_("What I would sign"), _html(self.page()))
        try:
            store().folder.mkdir(parents=True, exist_ok=True)
            write_whole(store().folder / _KEPT, page.encode())
        except OSError:
            self.kept = _("The page could not be written: your workspace folder cannot be written to.")  # fmt: skip
            return
        self.kept = _("Kept as {path}, to print or to hand in.").format(path=_KEPT)

    @cached_property
    def widget(self):
        """The page as an ipywidget, with room below it for the card of a claim that is judged."""
        return column_widget(self)

    def __repr__(self) -> str:
        page = self.page()
        return "\n".join([page["title"], *(_line(one) for one in _standing(page))])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        page = self.page()
        still = join([tag("p", tag("b", page["title"])), _html(page)])
        return bundle(lambda: self.widget, still, repr(self))


def _standing(page: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The claims that stand on a page: a lesson's own, or all."""
    return [one for one in page["claims"] if one["isLit"] or not page["lesson"] or page["isLast"]]


def _line(one: Mapping[str, Any]) -> str:
    who = f"{one['who']}: " if one["who"] else ""
    return f"{who}{one['text']} ({_state(one)})"


def _state(one: Mapping[str, Any]) -> str:
    """The mark on a claim in words, with the word that was changed, and how its bets ended."""
    said = pen_words(one["mark"]) if one["mark"] else _("not marked")
    if one["word"]:
        said += f": {one['of']} → {one['word']}" if one["of"] else f": {one['word']}"
    ring = [_("ringed")] if one["isRinged"] else []
    return ", ".join([said, *ring, *(_says()["bet"][ended] for ended in one["bets"])])


def _html(page: Mapping[str, Any]) -> Markup:
    """The page where nothing can be pressed: by act, what was struck at the foot."""
    parts = []
    standing = _standing(page)
    struck = [one for one in standing if one["mark"] == "strike" and page["isLast"]]
    for act in page["acts"]:
        here = [one for one in standing if one["act"] == act and one not in struck]
        if here:
            parts += [tag("h3", act) if act else "", tag("ul", *map(_item, here))]
    if struck:
        parts += [tag("h3", page["says"]["struck"]), tag("ul", *map(_item, struck))]
    counted = Counter(one["mark"] for one in page["claims"] if one["mark"])
    each = ", ".join(f"{n} {pen_words(mark)}" for mark, n in counted.items())
    return join([*parts, tag("p", each) if each else "", tag("p", tag("small", page["source"]))])


def _item(one: Mapping[str, Any]) -> Markup:
    who = tag("small", one["who"], ": ") if one["who"] else ""
    said: object = one["text"]
    if one["of"] and one["word"] and one["of"] in one["text"]:
        before, _of, after = one["text"].partition(one["of"])
        said = join([before, tag("s", one["of"]), " ", tag("ins", one["word"]), after])
    ink = " ".join(_INK[ended] for ended in one["bets"])
    return tag(
        "li",
        who,
        tag("span", said, style=_LOOKS.get(one["mark"])),
        f" {ink}" if ink else "",
        tag("small", f" ({_state(one)})"),
    )
