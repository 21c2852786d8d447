"""A lesson's numbers and its words, put together in one language."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from importlib import import_module

from claimlab.course import course
from claimlab.errors import KitError, nearest
from claimlab.i18n import _, languages, speaking
from claimlab.lessons.declare import (
    Answers,
    Claim,
    Declared,
    Exercise,
    Goal,
    Lesson,
    Mistake,
    Numbers,
    Option,
    Prediction,
    Question,
    declared,
)
from claimlab.lessons.words import fill, recorded, words

__all__ = ["join", "numbers_of"]

_NEEDS = {  # of an id's letter, the words without which nobody can be asked
    "E": ("asks", "hints", "why"),
    "P": ("asks",),
    "Q": ("asks", "options"),
    "G": ("task", "found"),
}
_OPTION = ("text", "reason")


@lru_cache(maxsize=None)
def join(lesson_id: str, chosen: str) -> Lesson:
    """The declarations of one lesson, with their words in one language.

    Raises
    ------
    KitError
        when something is declared in Python and has no words, or too few.
    """
    numbers, facts = numbers_of(lesson_id)
    said = words(lesson_id, chosen)

    def each(shelf: Mapping[str, Numbers], made) -> tuple:
        return tuple(made(half, _words_of(half, said, lesson_id)) for half in shelf.values())

    return Lesson(
        id=lesson_id,
        facts=facts,
        exercises=each(numbers.exercises, partial(_exercise, chosen)),
        predictions=each(numbers.predictions, _prediction),
        quiz=each(numbers.quiz, _question),
        goals=each(numbers.goals, _goal),
        claims={one.id: one for one in each(numbers.claims, _claim)},
    )


def numbers_of(lesson_id: str) -> tuple[Declared, Callable[[], dict[str, object]]]:
    """The Python half of a lesson: what it declares, and the function that gives its facts."""
    package = f"{course().name}.lessons.lesson{lesson_id}"
    for room in ("answers", "claims"):
        import_module(f"{package}.{room}")
    return declared(lesson_id), import_module(f"{package}.facts").facts


def _words_of(half: Numbers, said: Mapping, lesson_id: str) -> Mapping:
    if half.id not in said:
        raise KitError(
            f"{lesson_id}.toml has no words for {half.id}: write them under ['{half.id}']."
        )
    if gaps := _gaps(half.id, said[half.id]):
        raise KitError(f"{lesson_id}.toml lacks words of {half.id}: write {', '.join(gaps)}.")
    return _filled(said[half.id], lesson_id)


def _gaps(name: str, said: Mapping) -> list[str]:
    """What is not said of a declaration and must be: ``options.part.reason``."""
    gaps = [key for key in _NEEDS.get(name[0], ()) if not said.get(key)]
    options = said.get("options", {}) if name[0] == "Q" else {}
    return gaps + [
        f"options.{o}.{k}" for o, one in options.items() for k in _OPTION if k not in one
    ]


def _filled(said: object, lesson_id: str):
    """Words with their facts in place; a lesson without quoted facts needs no record of them."""
    if isinstance(said, Mapping):
        return {key: _filled(value, lesson_id) for key, value in said.items()}
    if isinstance(said, list):
        return [_filled(value, lesson_id) for value in said]
    if isinstance(said, str) and "{{" in said:
        return fill(said, recorded(lesson_id)["facts"])
    return said


@lru_cache(maxsize=None)
def _answers(function: Callable, chosen: str) -> Answers:
    """The answers with the names of one language, whichever is spoken when they are first asked for."""

    def spoken() -> list:
        with speaking(chosen):
            return list(function())

    return Answers(spoken)


def _exercise(chosen: str, half: Numbers, said: Mapping) -> Exercise:
    rules = dict(half.rules)
    items = rules.pop("items", None)
    schema = rules.pop("schema", {})
    counted = rules.pop("readings", ())
    spoken = [words(half.id[1:3], one).get(half.id, {}) for one in languages()]
    made = Exercise(
        id=half.id,
        asks=said["asks"],
        **_values(half, said, counted, chosen),
        hints=tuple(said["hints"]),
        why=said["why"],
        unit=said.get("unit", ""),
        unit_key=spoken[0].get("unit", ""),
        parts=tuple(said.get("parts", ())),
        options=said.get("options", {}),
        items=items() if items else said.get("items", {}),
        axes=_axes(spoken),
        schema=_schema(schema() if callable(schema) else schema, said),
        rubric=tuple(said.get("rubric", ())),
        **rules,
    )
    if made.kind != "chart":
        return made
    # A drawing holds names of tables, and a grader may speak another language than the class.
    others = [_values(half, said, counted, one) for one in languages() if one != chosen]
    return replace(made, elsewhere=tuple(replace(made, **values) for values in others))


def _values(half: Numbers, said: Mapping, counted: Container[str], chosen: str) -> dict:
    """The right answer, mistakes and readings of an exercise, with the names of one language."""
    answers = _answers(half.function, chosen)
    others = [
        Mistake(code, partial(_wrong, half.id, answers, code), says)
        for code, says in said.get("wrong", {}).items()
    ]
    return {
        "right": None if half.rules["kind"] == "card" else lambda: answers.right,
        "mistakes": tuple(one for one in others if one.code not in counted),
        "readings": tuple(one for one in others if one.code in counted),
    }


def _axes(spoken: list[Mapping]) -> dict[str, tuple[str, ...]]:
    """The words of which an axis must hold one, in every language: a grader may speak another than the class."""
    known = [one.get("axes", {}) for one in spoken]
    return {
        axis: tuple(dict.fromkeys(word for one in known for word in one.get(axis, ())))
        for axis in known[0]
    }


def _wrong(exercise_id: str, answers: Answers, code: str) -> object:
    if code not in answers.wrong:
        raise KitError(
            f"{exercise_id[1:3]}.toml has words for the mistake '{code}' of {exercise_id},"
            f" which answers.py does not yield: {nearest(code, answers.wrong)}"
        )
    return answers.wrong[code]


def _schema(rules: Mapping, said: Mapping) -> Mapping:
    """The JSON Schema of a card, with titles, descriptions and, where it has none, an example in words."""
    if "properties" not in rules:
        return rules
    fields = said["fields"]
    properties = {
        name: {
            "type": "string",
            "title": fields[name]["title"],
            "description": fields[name]["description"],
            **({"options": fields[name]["options"]} if "options" in fields[name] else {}),
            **rule,
        }
        for name, rule in rules["properties"].items()
    }
    given = rules.get("examples") or [{name: fields[name]["example"] for name in properties}]
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        **rules,
        "properties": properties,
        "examples": given,
    }


def _prediction(half: Numbers, said: Mapping) -> Prediction:
    named = ("asks", "explain", "unit", "options", "question", "model", "at", "across")
    rules = dict(half.rules)
    if callable(rules.get("known")):  # what is given of a curve stands in the kit's tables
        rules["known"] = rules["known"]()
    return Prediction(
        id=half.id,
        truth=half.function,
        judge=said.get("judge") or _("the figures say"),
        **rules,
        **{name: said[name] for name in named if name in said},
    )


def _question(half: Numbers, said: Mapping) -> Question:
    right = half.rules["right"]
    options = tuple(
        Option(option["text"], option["reason"], key == right, key)
        for key, option in said["options"].items()
    )
    return Question(half.id, said["asks"], options)


def _goal(half: Numbers, said: Mapping) -> Goal:
    named = ("question", "model")
    return Goal(
        half.id,
        half.function,
        said["task"],
        said["found"],
        **{name: said[name] for name in named if name in said},
    )


def _claim(half: Numbers, said: Mapping) -> Claim:
    return Claim(
        id=half.id,
        verdict=half.function,
        labels=said.get("evidence", {}),
        **{
            name: said[name]
            for name in ("because", "note", "sources", "missing", "names")
            if name in said
        },
    )
