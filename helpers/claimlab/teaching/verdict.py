"""My verdict on a part of the text, or on all of it: a page to print or to hand in."""

from __future__ import annotations

from collections import Counter

from claimlab.files import write_whole
from claimlab.html import Markup, join, tag
from claimlab.i18n import _
from claimlab.lessons import lesson_id_of
from claimlab.lessons.pens import pen_words
from claimlab.teaching.card import Button, Card, Face
from claimlab.teaching.claims import Entry, entries
from claimlab.teaching.keepsake import best_guesses, forecast_lines
from claimlab.teaching.ledger import (
    evidence_lines,
    listed,
    page_html,
    pen_said,
    status_words,
    title_of,
)
from claimlab.teaching.progress import judged_in
from claimlab.teaching.store import store

__all__ = ["verdict"]


def verdict(lesson: str | None = None) -> Card:
    """The student's verdicts on the claims of a lesson, or of the course; also written as a page.

    The page is ``verdict-01.html`` or ``verdict.html`` in the workspace. It holds the claims that
    were judged, with reasons, what the figures say, and where the two differ. That of the whole
    course begins with the forecast card and the three best guesses.

    Raises
    ------
    KitError
        when there is no such lesson.

    >>> verdict("1x")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no lesson '1x': ...
    """
    asked = "" if lesson in (None, "") else lesson_id_of(lesson)
    title = (
        _("My verdict on the text")
        if not asked
        else _("My verdict on the text, lesson {id}").format(id=asked)
    )
    # Where a whole notebook was run at once, the claims are judged after this card was drawn.
    return Card(lambda: _face(asked, title), {"again": lambda values: None})


def _face(asked: str, title: str) -> Face:
    here = judged_in(asked) if asked else []
    rows = [row for row in entries() if not asked or row.claim_id in here]
    judged = [row for row in rows if row.is_judged]
    kept = [] if asked else _keepsakes()
    again = [Button("again", _("Gather my verdicts"), main=not judged)]
    if not judged and not kept:
        example = next(iter([*here, *(row.claim_id for row in rows)]), "C11")
        first = _('Judge a claim, for example with judge("{id}"), then press the button: your verdicts come together here.')  # fmt: skip
        return Face("ask", title, [first.format(id=example)], [], again, state="open")
    counts = _counts(judged)
    articles = [*kept, *(_article(row) for row in judged)]
    said = (join(html for html, _w in articles), "\n".join(words for _h, words in articles))
    whole = [*kept, *(_article(row, listed(evidence_lines(row)) or ("", "")) for row in judged)]
    page = page_html(title, tag("p", counts), *(html for html, _w in whole))
    return Face("result", title, [counts, said, _kept(asked, page)], [], again, state="done")


def _kept(asked: str, page: str) -> str:
    """Write the page, and say where it is."""
    path = store().folder / (f"verdict-{asked}.html" if asked else "verdict.html")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, page.encode())
    except OSError:
        return _("The page could not be written: your workspace folder cannot be written to.")
    return _("The page to print or hand in: {path}").format(path=path.name)


def _counts(judged: list[Entry]) -> str:
    if not judged:
        return _("Claims judged: none yet.")
    said = Counter(pen_words(row.pen.mark) for row in judged if row.pen)
    each = _("{n} {mark}")
    parts = ", ".join(each.format(n=n, mark=mark) for mark, n in said.most_common())
    return _("Claims judged: {n} ({parts}).").format(n=len(judged), parts=parts or _("no mark"))


def _keepsakes() -> list[tuple]:
    """The forecast card and the best guesses, each with its heading, where there are any."""
    parts = {_("My forecasts"): forecast_lines(), _("My best guesses"): best_guesses()}
    return [
        (
            tag("article", tag("h3", heading), tag("ul", *(tag("li", line) for line in lines))),
            "\n".join([heading, *("  " + line for line in lines)]),
        )
        for heading, lines in parts.items()
        if lines
    ]


def _article(row: Entry, evidence: tuple = ("", "")) -> tuple:
    """The verdict on one claim: on a card in two lines, since its own card shows the evidence; on a page with it."""
    heading = f"{title_of(row)}: {row.text}"
    lines = [
        _("My pen: {mark}.").format(mark=pen_said(row.pen)) if row.pen else "",
        _("My reason: {reason}").format(reason=row.because) if row.because else "",
        _("The figures of this kit say: {status}.").format(status=status_words(row.status)),
    ]
    lines = [*filter(None, lines)]
    html = tag(
        "article",
        tag("h3", heading, style="margin:12px 0 2px"),
        tag("p", Markup("<br>").join(lines), style="margin:2px 0"),
        evidence[0],
    )
    words = [*lines, *filter(None, evidence[1].split("\n"))]
    return html, "\n".join([heading, *("  " + line for line in words)])
