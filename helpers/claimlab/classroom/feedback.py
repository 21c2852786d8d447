"""The page that a student gets back: each exercise with the answer, the verdict and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from claimlab import lessons
from claimlab.classroom.gradebook import required
from claimlab.classroom.mark import Mark, Marked, MarkedGuess
from claimlab.classroom.pages import page, paragraph, sentence, table
from claimlab.classroom.scores import Scale, part_name
from claimlab.html import Markup
from claimlab.i18n import _
from claimlab.sheets.names import identity, slug
from claimlab.teaching.predicting.guesses import beside

__all__ = ["PageNames", "feedback_page"]


class PageNames:
    """File names for the pages of a class: of each person's letters, and no two people's the same.

    >>> names = PageNames()
    >>> names.of("Ana Ruiz", 1), names.of("ana RUIZ", 2), names.of("../Ána Ruiz", 3), names.of("Ana Ruiz", 1)
    ('ana-ruiz', 'ana-ruiz-2', 'ana-ruiz-3', 'ana-ruiz')
    """

    def __init__(self):
        self._given: dict[object, str] = {}
        self._taken: set[str] = set()

    def of(self, name: str, person: object) -> str:
        """Small letters, digits and hyphens; `person` is what makes somebody one and the same."""
        if person not in self._given:
            letters, count = slug(identity(name)) or "student", 1
            while (made := letters if count == 1 else f"{letters}-{count}") in self._taken:
                count += 1
            self._taken.add(made)
            self._given[person] = made
        return self._given[person]


def feedback_page(result: Marked, marks: Sequence[Mark], scale: Scale | None = None) -> str:
    """The page as HTML; it never gives a right answer away.

    Parameters
    ----------
    result : Marked
    marks : sequence of Mark
        One for each exercise of the lesson.
    scale : Scale, optional
        By what the class is marked.
    """
    scale = scale or Scale()
    points = _("{points} of {of} required exercises are right.").format(
        points=result.points, of=required(result.lesson)
    )
    parts = [
        paragraph(points),
        paragraph(_("Where a text says 'above' or 'below', it means a place in the notebook.")),
        _exercises(marks),
        *_predictions(result),
        *_texts(result, scale),
        *_quiz(result),
        *_steps(result, scale),
    ]
    parts.append(paragraph(_("Graded from the sheet '{file}'.").format(file=result.file)))
    title = _("Lesson {lesson}: {name}").format(lesson=result.lesson, name=result.name)
    return page(title, parts)


def _steps(result: Marked, scale: Scale) -> list[Markup]:
    """How the mark is made, for whoever asks."""
    rows = [
        (part_name(part), f"{of:.3g}", f"{100 * share:.0f}%", f"{of * share:.1f}")
        for part, of, share in scale.steps(result)
    ]
    if not rows:
        return []
    columns = [_("Part"), _("Counts for"), _("Of what was set"), _("Brings")]
    title = _("Your mark: {mark:g} of 100").format(mark=scale.score(result))
    return [table(title, columns, rows)]


def _texts(result: Marked, scale: Scale) -> list[Markup]:
    """What was written at each prompt that is read, with its mark; a blank and a wait are said."""
    rows = []
    for item in sorted(scale.read_in(result.lesson)):
        text = result.texts.get(item)
        if text is None:
            rows.append((item, "–", _("0 (blank)"), ""))
        elif text.key in scale.marks:
            mark, comment = scale.marks[text.key]
            rows.append((item, text.whole, f"{mark:g}", comment))
        else:
            rows.append((item, text.whole, _("not marked yet"), ""))
    columns = [_("Prompt"), _("Your answer"), _("Mark (of 3)"), _("Comment")]
    return [table(_("Open answers"), columns, rows)] if rows else []


def _exercises(marks: Sequence[Mark]) -> Markup:
    rows = []
    for m in marks:
        name = _("{id} (optional)").format(id=m.asked.id) if m.asked.optional else m.asked.id
        rows.append(
            (
                name,
                m.asked.asks,
                m.given or "–",
                _verdict(m),
                sentence(m.verdict.message) if m.given else "",
            )
        )
    return table(
        _("Exercises"),
        [_("Exercise"), _("Task"), _("Your answer"), _("Verdict"), _("What it says")],
        rows,
    )


def _verdict(m: Mark) -> str:
    if m.verdict.ok:
        return _("✔ right")
    return _("○ no answer") if m.verdict.code == "not-attempted" else _("✘ not yet")


def _predictions(result: Marked) -> list[Markup]:
    asked = {guess.asked.id: guess.asked for guess in result.guesses}
    if not asked:
        return []
    rows = [
        (
            p.asks,
            _beside([g for g in result.guesses if g.asked.id == i]),
            result.texts[i].whole if i in result.texts else "",
            p.explain,
        )
        for i, p in asked.items()
    ]
    return [
        table(
            _("Predictions"),
            [_("Question"), _("What you said"), _("Your explanation"), _("A model explanation")],
            rows,
        )
    ]


def _beside(guesses: Sequence[MarkedGuess]) -> str:
    asked = guesses[0].asked
    votes = [guess.value for guess in sorted(guesses, key=lambda g: g.vote)]
    return beside(asked, votes, _computed(asked.truth) if asked.truth else None)


@lru_cache(maxsize=None)
def _computed(truth: Callable[[], object]) -> object:
    # Computed from the tables, so the same for every sheet.
    return truth()


def _quiz(result: Marked) -> list[Markup]:
    rows = []
    for asked in lessons.lesson(result.lesson).quiz:
        if asked.id in result.quiz:
            option = asked.options[result.quiz[asked.id]]
            rows.append(
                (
                    asked.asks,
                    option.text,
                    _("✔ right") if option.right else _("✘ not right"),
                    option.reason,
                )
            )
    return (
        [
            table(
                _("Quiz: your first answers"),
                [_("Question"), _("Answer given"), _("Verdict"), _("Why")],
                rows,
            )
        ]
        if rows
        else []
    )
