"""One person from print who has a stake: a sentence before the figures, and the result set beside it after them."""

from __future__ import annotations

from collections.abc import Mapping

from claimlab.data import tables
from claimlab.errors import KitError, nearest
from claimlab.html import QUIET, Markup, join, shown, tag
from claimlab.i18n import ENGLISH, _, capital, language
from claimlab.lessons.tables import VOICES, by_id
from claimlab.lessons.words import fill, recorded, words
from claimlab.views.stage import day_text

__all__ = ["voice"]

_FIGURE = "margin:14px 0;max-width:640px;padding:2px 0 2px 18px;border-left:3px solid currentcolor"
_WORDS = "margin:0;font-size:21px;line-height:1.35;text-wrap:balance"
_SMALL = "margin:6px 0 0;font-size:14px"
_BESIDE = f"{_WORDS};margin-top:12px;padding-top:12px;border-top:1px solid var(--jp-border-color1,#949494)"


def voice(voice_id: str, beside: str = ""):
    """Show what one person said in print, with role, day and source; and later a result beside it.

    Parameters
    ----------
    voice_id : str
        A row of the table of voices, such as ``"V12"``.
    beside : str
        A fact of a lesson, such as ``"01.trough_m"``: the sentence that the lesson's words have for it
        under ``[voices.V12]`` stands below, with the number in it.

    Raises
    ------
    KitError
        when there is no such voice, or the lesson says nothing of this fact beside it.

    >>> voice("V12")
    “This must not happen again; our border has been out of shape seven years.”
    The president of an association of guilds in Norte de Santander, 2022 (El Luchador, with EFE)
    >>> voice("V999")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no voice 'V999': did you mean ...
    """
    row = _row(voice_id)
    said = row["english"] if language() == ENGLISH else row["quotation"]
    who = _("{role}, {day} ({source})").format(
        role=capital(row["role"]),
        day=day_text(row["date"]),
        source=row["source"],
    )
    result = _beside(voice_id, beside) if beside else ""
    quoted = _("“{text}”").format(text=said)
    return shown(_html(row, quoted, who, result), "\n".join(filter(None, [quoted, who, result])))


def _row(voice_id: str) -> Mapping[str, str]:
    if VOICES not in tables():
        raise KitError(_("This course has no table of voices."))
    known = by_id(VOICES)
    if voice_id not in known.index:
        raise KitError(
            _("There is no voice '{id}': {nearest}").format(
                id=voice_id, nearest=nearest(voice_id, known.index)
            )
        )
    return known.loc[voice_id].fillna("")


def _beside(voice_id: str, fact: str) -> str:
    """The lesson's sentence for a fact beside a voice, with the number in it."""
    lesson_id, _dot, name = fact.partition(".")
    said = words(lesson_id).get("voices", {}).get(voice_id, {})
    if name not in said:
        raise KitError(
            _("Lesson {lesson} says nothing of '{fact}' beside {voice}: {nearest}").format(
                lesson=lesson_id, fact=name, voice=voice_id, nearest=nearest(name, said)
            )
        )
    return fill(said[name], recorded(lesson_id)["facts"])


def _html(row: Mapping[str, str], quoted: str, who: str, result: str) -> Markup:
    own = ""
    if quoted[1:-1] != row["quotation"]:
        own = tag("p", tag("q", row["quotation"], lang=row["language"]), style=_SMALL)
    page = tag("a", _("the page"), href=row["source_url"], **QUIET) if row["source_url"] else ""
    stake = _("At stake: {stake}.").format(stake=row["stake"])
    return tag(
        "figure",
        tag("blockquote", tag("p", quoted, style=_WORDS), own, style="margin:0;padding:0;border:0"),
        tag("figcaption", join(filter(None, [f"{who}.", stake, page]), " "), style=_SMALL),
        tag("p", result, style=_BESIDE) if result else "",
        style=_FIGURE,
        class_="mathjax_ignore",
    )
