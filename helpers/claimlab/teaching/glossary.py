"""What a technical term means, in one plain sentence."""

from __future__ import annotations

from claimlab.errors import KitError, nearest
from claimlab.html import table, tag
from claimlab.i18n import _, language
from claimlab.lessons.terms import terms
from claimlab.teaching.card import Card, said_card

__all__ = ["glossary"]


def glossary(term: str = "") -> Card:
    """Explain one technical term of the course, or list all of them.

    Parameters
    ----------
    term : str
        Such as ``"PPML"``, in capitals or small letters; left out, every term is listed that is
        explained in the language that is set.

    Raises
    ------
    KitError
        when no lesson explains the term; the sentence names the nearest ones.

    >>> glossary("denominator")
    Note: denominator
    The number below the line of a share...
    >>> glossary("denominater")
    Traceback (most recent call last):
    claimlab.errors.KitError: The glossary has no term 'denominater': did you mean 'denominator'...
    """
    known = terms()
    asked = "" if term in (None, ...) else _plain(term)
    if not asked:
        own = sorted((one for one in known.values() if one.language == language()), key=_by_name)
        rows = [(one.name, one.gloss, one.lesson) for one in own]
        rest = len(known) - len(rows)
        others = _("Terms that are explained in English only, each by its name: {n}.").format(
            n=rest
        )
        heads = [_("Term"), _("In plain words"), _("Lesson")]
        listed = table(heads, rows, _("{n} terms").format(n=len(rows)), row_heads=True)
        words = "\n".join(f"{name}: {gloss} ({lesson})" for name, gloss, lesson in rows)
        return said_card("note", _("Glossary"), (tag("div", listed), words), others if rest else "")
    found = {_plain(name): one for name, one in known.items()}.get(asked)
    if not found:
        raise KitError(
            _("The glossary has no term '{term}': {nearest}").format(
                term=term, nearest=nearest(asked, map(_plain, known))
            )
        )
    where = _("First used in lesson {id}.").format(id=found.lesson)
    return said_card("note", found.name, found.gloss, where)


def _plain(term: object) -> str:
    """A term as it is looked up: without case, and with single spaces."""
    return " ".join(str(term).casefold().replace("-", " ").split())


def _by_name(term) -> str:
    return term.name.casefold()
