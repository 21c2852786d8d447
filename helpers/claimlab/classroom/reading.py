"""A page to read open answers by: one prompt, all its answers without names, those that are alike together, a rubric."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from claimlab import lessons
from claimlab.classroom.gradebook import Book
from claimlab.classroom.mark import Text
from claimlab.classroom.marks import answers
from claimlab.classroom.pages import heading, page, paragraph, table, text
from claimlab.classroom.scores import BEST, Marks, prompts
from claimlab.course import course
from claimlab.html import Markup, details, join, tag
from claimlab.i18n import _
from claimlab.sheets.names import without_accents

__all__ = ["alike", "reading_page", "rubric"]

_APART = 0.6  # two answers share fewer than four of ten words of both
_MOST_COMPARED = 2000  # beyond, only the same words stand together


def rubric(item: str) -> list[str]:
    """What earns three points, two, one and none, by the kind of prompt."""
    nothing = _("Blank, copied, or about something else.")
    if item.startswith("E") and (own := lessons.exercise(item).rubric):
        return list(own)
    if item.startswith("E"):
        return [
            _(
                "Names what is measured, when, and the world it is compared with; a table could answer it."
            ),
            _("One of the three is vague."),
            _("It can be tested in part, or it still holds a judgement."),
            nothing,
        ]
    if item.startswith("C"):
        return [
            _("Names the evidence with its figure and source, and what would change the verdict."),
            _(
                "Names the evidence; a figure, its source or what would change the verdict is missing."
            ),
            _("Gives a reason without evidence."),
            nothing,
        ]
    return [
        _("Says what the figures show, with one of them, and why it differs from the guess."),
        _("Says what they show; the reason is thin, or no figure is named."),
        _("Repeats the result."),
        nothing,
    ]


def reading_page(book: Book, marks: Marks | None = None) -> str:
    """The page as HTML."""
    parts = [
        paragraph(
            _("Answers stand without names, in an order that says nothing. Write a mark from 0 to 3 and a comment into open-answers.csv, on the row with the same key.")
        ),
        paragraph(
            _("Then run {command} grade again with --marks open-answers.csv. Or mark on one page: {command} mark.").format(command=course().name)
        ),
    ]  # fmt: skip
    for lesson_id in book.lessons():
        asked = prompts(lesson_id)
        sections = [
            _section(item, *asked[item], found, marks or {})
            for item, found in answers(book, lesson_id).items()
        ]
        if sections:
            parts += [heading(_("Lesson {id}").format(id=lesson_id)), *sections]
    return page(_("Open answers"), parts)


def alike(texts: Sequence[Text]) -> list[list[list[Text]]]:
    """Answers in groups that share most of their words; in a group, those of the same words together.

    The largest group stands first. Groups are those of average linkage on Jaccard's distance between
    sets of words (Jaccard 1912; Sokal and Michener 1958).

    >>> told = [Text("P01.1", (("", said),), said) for said in ("Oil fell.", "oil  fell.", "Oil fell in price", "The bridge")]
    >>> [[[text.whole for text in same] for same in group] for group in alike(told)]
    [[['Oil fell.', 'oil  fell.'], ['Oil fell in price']], [['The bridge']]]
    """
    same: dict[str, list[Text]] = {}
    for text_ in texts:
        same.setdefault(text_.plain, []).append(text_)
    found: dict[int, list[list[Text]]] = {}
    for group, equal in zip(_groups(list(same)), same.values(), strict=True):
        found.setdefault(group, []).append(equal)
    return sorted(found.values(), key=lambda group: -sum(map(len, group)))


def _groups(said: list[str]) -> list[int]:
    if not 2 <= len(said) <= _MOST_COMPARED:
        return list(range(len(said)))
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import pdist

    words = [set(re.findall(r"\w+", without_accents(one, len(one)))) or {one} for one in said]
    places = {word: place for place, word in enumerate(sorted(set().union(*words)))}
    holds = np.zeros((len(said), len(places)), bool)
    for row, found in enumerate(words):
        holds[row, [places[word] for word in found]] = True
    return fcluster(linkage(pdist(holds, "jaccard"), "average"), _APART, "distance").tolist()


def _section(item: str, asks: str, model: str, answers: list[Text], marks: Marks) -> Markup:
    points = [(str(BEST - n), says) for n, says in enumerate(rubric(item))]
    return tag(
        "section",
        heading(f"{item}: {asks}", 3),
        details(_("A model answer"), paragraph(model), is_plain=True) if model else "",
        table(_("What to look for"), [_("Mark"), _("The answer")], points),
        paragraph(_("{n} answers").format(n=len(answers))),
        join(_answer(same, marks) for group in alike(answers) for same in group),
    )


def _answer(same: list[Text], marks: Marks) -> Markup:
    """One answer, once for all who wrote the same words."""
    keys = ", ".join(answer.key for answer in same)
    head = _("Key {keys}").format(keys=keys)
    if len(same) > 1:
        head += " " + _("(the same words {n} times)").format(n=len(same))
    lines = [
        tag("p", text(f"{label}: {words}" if label else words)) for label, words in same[0].words
    ]
    says = _("Mark: {mark:g} of {best}. {comment}")
    given = [
        tag("p", text(says.format(mark=mark, best=BEST, comment=comment)))
        for mark, comment in dict.fromkeys(marks[a.key] for a in same if a.key in marks)
    ]
    return tag("div", tag("p", tag("small", text(head))), *lines, *given, class_="answer")
