"""The registry: the only way from an id (``E01.2``, ``P01.1``, ``Q01``) or a name to its declaration."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from claimlab.course import course
from claimlab.errors import KitError, nearest
from claimlab.i18n import ENGLISH, _, language
from claimlab.lessons import joining
from claimlab.lessons.declare import Exercise, Goal, Lesson, Prediction, Question, declared
from claimlab.lessons.toys import Toy
from claimlab.lessons.words import recorded, toy_words
from claimlab.lessons.words import words as words_of  # the name belongs to the module

__all__ = [
    "exercise",
    "goal",
    "home_of",
    "lesson",
    "lesson_id_of",
    "lesson_ids",
    "picture",
    "pictures",
    "prediction",
    "question",
    "recorded_claims",
    "toy",
    "toys",
]

_SHOW = ("pictures", "doors")  # the modules of a room that declare pictures


@lru_cache(maxsize=1)
def lesson_ids() -> tuple[str, ...]:
    """The lessons that exist, in order.

    >>> "01" in lesson_ids()
    True
    """
    names = (module.name for module in pkgutil.iter_modules([str(course().folder / "lessons")]))
    return tuple(sorted(m[1] for name in names if (m := re.fullmatch(r"lesson(\d\d)", name))))


def lesson(lesson_id: str) -> Lesson:
    """The declarations of one lesson, in the language that is set.

    ``KitError`` when there is no such lesson.
    """
    return joining.join(_known(lesson_id, lesson_id), language())


def lesson_id_of(asked: object) -> str:
    """The id of a lesson from its number as a person writes it.

    ``KitError`` when there is no such lesson.

    >>> lesson_id_of(3), lesson_id_of("03")
    ('03', '03')
    """
    return _known(str(asked).zfill(2), asked)


def _known(lesson_id: str, asked: object) -> str:
    if lesson_id not in lesson_ids():
        raise KitError(
            _("There is no lesson '{id}': {nearest}").format(
                id=asked, nearest=nearest(lesson_id, lesson_ids())
            )
        )
    return lesson_id


def recorded_claims() -> Iterator[tuple[str, Mapping[str, Mapping]]]:
    """Each lesson that is built, with what was computed of its claims.

    >>> dict(recorded_claims())["01"]["C14"]["status"]
    'depends on definition'
    """
    for name in lesson_ids():
        with suppress(KitError):  # a new lesson that is not built yet
            yield name, recorded(name)["claims"]


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    return {claim: name for name, claims in recorded_claims() for claim in claims}


def home_of(claim_id: str) -> str:
    """The lesson that tests a claim: the one in whose room its ``@claim`` stands.

    It is read from the record of facts, so that asking for one claim loads one room.

    >>> home_of("C14")
    '01'
    """
    if claim_id not in _homes():
        raise KitError(
            _("No lesson tests the claim {id}: declare and build it.").format(id=claim_id)
        )
    return _homes()[claim_id]


def _find(item_id: object, letter: str, shelf: str, what: str):
    match = re.fullmatch(rf"{letter}(\d\d)\.\d+", str(item_id))
    found = (
        {x.id: x for x in getattr(lesson(match[1]), shelf)}
        if match and match[1] in lesson_ids()
        else {}
    )
    if item_id in found:
        return found[item_id]
    known = found or {x.id: x for n in lesson_ids() for x in getattr(lesson(n), shelf)}
    raise KitError(
        _("There is no {what} '{id}': {nearest}").format(
            what=what, id=item_id, nearest=nearest(item_id, known)
        )
    )


def exercise(exercise_id: str) -> Exercise:
    """The exercise with this id.

    >>> exercise("E01.2").unit
    'per cent'
    """
    return _find(exercise_id, "E", "exercises", _("exercise"))


def prediction(prediction_id: str) -> Prediction:
    """The prediction with this id.

    >>> prediction("P01.1").kind
    'number'
    """
    return _find(prediction_id, "P", "predictions", _("prediction"))


def question(question_id: str) -> Question:
    """The quiz question with this id, such as ``"Q01.2"``."""
    return _find(question_id, "Q", "quiz", _("question"))


def goal(goal_id: str) -> Goal:
    """The goal with this id, such as ``"G01.1"``."""
    return _find(goal_id, "G", "goals", _("goal"))


def pictures(lesson_id: str) -> Mapping[str, Callable]:
    """The pictures of one lesson by name, in the order in which they are declared.

    >>> list(pictures("06"))[:2]
    ['plate_06', 'recount_or_river']
    """
    for name in _SHOW if lesson_id in lesson_ids() else ():
        if find_spec(f"{course().name}.lessons.lesson{lesson_id}.{name}"):
            import_module(f"{course().name}.lessons.lesson{lesson_id}.{name}")
    return declared(lesson_id).pictures


def picture(name: str) -> Callable:
    """The picture with this name; names are unique over the course, and one room is loaded.

    >>> picture("host_race").goal
    'G06.4'
    """
    said = {home: words_of(home, ENGLISH).get("pictures", {}) for home in lesson_ids()}
    for home, known in said.items():
        if str(name).replace("_", "-") in known and name in pictures(home):
            return pictures(home)[name]
    names = {one.replace("-", "_") for known in said.values() for one in known}
    raise KitError(
        _("There is no {what} '{id}': {nearest}").format(
            what=_("picture"), id=name, nearest=nearest(name, names)
        )
    )


def toys(lesson_id: str) -> Mapping[str, type[Toy]]:
    """The toys of one lesson by name; most lessons have one or none.

    >>> list(toys("04"))
    ['letters']
    """
    room = f"{course().name}.lessons.lesson{lesson_id}"
    if lesson_id in lesson_ids() and find_spec(room) and find_spec(f"{room}.toys"):
        import_module(f"{room}.toys")
    return declared(lesson_id).toys


def toy(name: str) -> Toy:
    """The toy with this name in the language that is set; names are unique over the course.

    >>> toy("letters").lesson
    '04'
    """
    homes = {
        one.replace("-", "_"): home
        for home in lesson_ids()
        for one in words_of(home, ENGLISH).get("toys", {})
    }
    if name not in homes or name not in toys(homes[name]):
        raise KitError(
            _("There is no {what} '{id}': {nearest}").format(
                what=_("toy"), id=name, nearest=nearest(str(name), homes)
            )
        )
    return toys(homes[name])[name](toy_words(homes[name], name.replace("_", "-")))
