"""The one answer key: exercises with their mistakes, guesses, quiz, claims, model answers, lesson by lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from claimlab import lessons
from claimlab.html import Markup, code_marks, join, tag
from claimlab.i18n import _, set_numbers
from claimlab.lectern.book import Book
from claimlab.lectern.paper import paper
from claimlab.lessons.declare import Chart, Exercise, Prediction, Question
from claimlab.teaching.check import worked_solution
from claimlab.teaching.claims import entry
from claimlab.teaching.ledger import evidence_lines, status_words, title_of
from claimlab.teaching.predicting.guesses import said
from claimlab.views.words import number, true_minus

__all__ = ["key"]


def key(books: Iterable[Book]) -> str:
    """The key to some lessons as one page; nothing in it may be projected."""
    books = list(books)
    toc = [tag("li", tag("a", f"{one.lesson} · {one.title}", href=f"#lesson-{one.lesson}")) for one in books]  # fmt: skip
    warning = tag(
        "p", tag("strong", _("For whoever teaches: not for the wall, and not for the platform."))
    )
    return paper(_("Answer key"), warning, tag("ol", *toc, class_="toc"), *map(_lesson, books))


def _lesson(book: Book) -> Markup:
    declared = lessons.lesson(book.lesson)
    asked = [(one.asks, one.question, one.model) for one in declared.predictions]
    asked += [(one.task, one.question, one.model) for one in declared.goals]
    parts = [
        (_("Exercises"), [_exercise(one) for one in declared.exercises]),
        (_("Guesses"), [_guess(one) for one in declared.predictions]),
        (_("Goals"), [tag("p", tag("b", one.id), " ", one.task) for one in declared.goals]),
        (_("Questions and model answers"), [_model(*one) for one in asked if one[1]]),
        (_("Quiz"), [_quizzed(one) for one in declared.quiz]),
        (_("Claims"), [_claim(claim) for claim in declared.claims]),
    ]
    heading = tag("h2", f"{book.lesson} · {book.title}", id=f"lesson-{book.lesson}")
    body = [join([tag("h3", head), *inside]) for head, inside in parts if inside]
    return tag("section", heading, *body, class_="page")


def _exercise(one: Exercise) -> Markup:
    rows = [tag("p", tag("b", one.id), " ", code_marks(one.asks))]
    if one.right and answered(one, one.right()):
        rows.append(_answer(_("Answer"), one, one.right()))
    elif one.kind == "card":
        rows += [tag("p", _("An answer of one's own; the form alone is checked."))]
        rows += [tag("ol", *(tag("li", line) for line in one.rubric))] if one.rubric else []
    if one.why:
        rows.append(tag("p", code_marks(one.why)))
    also = [(_("Counts as right"), one.readings), (_("Mistake"), one.mistakes)]
    listed = [
        tag("li", _answer(head, one, known.value()), " ", code_marks(known.says))
        for head, some in also
        for known in some
    ]
    if listed:
        rows.append(tag("ul", *listed))
    if code := worked_solution(one.id):
        rows.append(tag("pre", tag("code", code)))
    return tag("div", *rows)


def _answer(head: str, one: Exercise, value: object) -> Markup:
    """An answer; what names several things is a line each, and a mistake says only what is another."""
    if isinstance(value, Mapping):
        right = one.right() if one.right else {}
        other = {k: v for k, v in value.items() if not right or right.get(k) != v} or value
        lines = (tag("li", line) for line in _pairs(one, other))
        return tag("div", f"{head}:", tag("ul", *lines), class_="right")
    return tag("span", f"{head}: {answered(one, value)}", class_="right")


def _pairs(one: Exercise, value: Mapping) -> Iterator[str]:
    words = {**one.options, **one.blocks}
    for what, word in value.items():
        # A sentence brings its own full stop.
        head = str(one.items.get(what, what)).rstrip(".")
        yield f"{head}: {words.get(word, _plain(word))}"


def answered(one: Exercise, value: object) -> str:
    """An answer to an exercise in words, with its unit; "" for a drawing, which its words describe.

    >>> from claimlab.lessons import exercise
    >>> answered(exercise("E01.2"), 96.7643)
    '96.8 per cent'
    """
    if isinstance(value, Chart) or value is None:
        return ""
    words = {**one.options, **one.blocks}
    if one.kind == "order":
        return " → ".join(words.get(part, str(part)) for part in value)
    if isinstance(value, Mapping):
        return "; ".join(_pairs(one, value))
    unit = f" {one.unit}" if one.unit else ""
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, (Sequence, np.ndarray, pd.Series)):
        names = one.parts or [""] * len(value)
        each = [f"{name}: {_plain(v)}" if name else _plain(v) for name, v in zip(names, value, strict=False)]  # fmt: skip
        return ", ".join(each) + unit
    return _plain(value) + unit


def _plain(value: object) -> str:
    """One value of an answer; a part that may be anything is a dash."""
    if value is None:
        return "–"
    if isinstance(value, (bool, str)) or not np.isscalar(value):
        return str(value)
    is_whole = float(value).is_integer() and abs(value) < 10_000  # it may be a year
    return true_minus(set_numbers(str(int(value)))) if is_whole else number(value)


def _guess(one: Prediction) -> Markup:
    truth = one.truth() if one.truth else None
    says = f"{one.judge} {said(one, truth)}." if truth is not None else f"{one.judge}."
    kept = "" if one.pooled else _("Never voted on, never projected.")
    return tag("p", tag("b", one.id), " ", one.asks, " ", tag("span", says, class_="right"), " ", one.explain, " ", kept)  # fmt: skip


def _model(asks: str, question: str, model: str) -> Markup:
    return tag("p", tag("small", asks), " ", tag("b", question), " ", model)


def _quizzed(one: Question) -> Markup:
    options = [
        tag("li", tag("b", option.text), " ", _("(right)") if option.right else "", " ", option.reason,
            class_="right" if option.right else None)
        for option in one.options
    ]  # fmt: skip
    return tag(
        "div",
        tag("p", tag("b", one.id), " ", one.asks),
        tag("ol", *options, type="A"),
        class_="whole",
    )


def _claim(claim: str) -> Markup:
    row = entry(claim)
    lines = list(_lines(row))
    return tag("div", tag("p", tag("b", title_of(row)), " ", row.text), tag("p", status_words(row.status), class_="right"), tag("ul", *lines))  # fmt: skip


def _lines(row) -> Iterator[Markup]:
    for line in evidence_lines(row):
        yield tag("li", line)
