"""Lint rules for where the words of a lesson and its numbers meet, in English and in other languages.

Each rule takes a source and yields pairs of the cell (None for the whole page) and a message.
"""

from __future__ import annotations

import ast
import re

from claimlab import lessons
from claimlab.authoring.lint_code import Findings, code_cells
from claimlab.authoring.source import Source, text_argument
from claimlab.i18n import ENGLISH, languages
from claimlab.lessons.tables import VOICES, by_id
from claimlab.lessons.words import recorded, strays, words

__all__ = ["LESSONS"]

_FEWEST_HINTS, _FEWEST_MISTAKES = 2, 2


def hints_and_mistakes(source: Source) -> Findings:
    """Two hints an exercise, two mistakes a number, and each mistake that is computed has its words."""
    kept = recorded(source.lesson).get("exercises", {})
    for one in lessons.lesson(source.lesson).exercises:
        said = [mistake.code for mistake in (*one.mistakes, *one.readings)]
        if len(one.hints) < _FEWEST_HINTS:
            yield None, f"{one.id} has {len(one.hints)} hints: at least {_FEWEST_HINTS}."
        if one.kind == "number" and len(one.mistakes) < _FEWEST_MISTAKES:
            yield None, f"{one.id} has {len(one.mistakes)} mistakes: at least {_FEWEST_MISTAKES}."
        if one.id in kept and set(kept[one.id]["wrong"]) != set(said):
            yield None, _two_sides(f"the mistakes of {one.id}", kept[one.id]["wrong"], said)


def evidence(source: Source) -> Findings:
    """Each piece of evidence has a label."""
    for name, kept in recorded(source.lesson)["claims"].items():
        said = words(source.lesson, source.language).get(name, {}).get("evidence", {})
        if set(kept.get("evidence", {})) != set(said):
            yield None, _two_sides(f"the evidence of {name}", kept.get("evidence", {}), said)


def _two_sides(what: str, built, said) -> str:
    """When what the last build computed and what the words name are not the same."""
    computed, named = (", ".join(sorted(one)) or "none" for one in (built, said))
    return f"{what}: the last build computed {computed}; the words name {named}."


def right_options(source: Source) -> Findings:
    """The right option of a question is among those that have words."""
    for one in lessons.lesson(source.lesson).quiz:
        if not any(option.right for option in one.options):
            known = ", ".join(option.key for option in one.options)
            yield None, f"{one.id}: the right option of answers.py is none of {known}."


def shown(source: Source) -> Findings:
    """A picture has words under its own name, and a goal that is declared."""
    said = words(source.lesson, source.language).get("pictures", {})
    goals = {one.id for one in lessons.lesson(source.lesson).goals}
    for name, one in lessons.pictures(source.lesson).items():
        place = name.replace("_", "-")
        if place not in said:
            yield (
                None,
                f"the picture {name} has no words: write them under [pictures.{place}] in {source.lesson}.toml.",
            )
        if one.goal and one.goal not in goals:
            yield (
                None,
                f"the picture {name} has the goal {one.goal}, which is not declared in lessons/lesson{source.lesson}/answers.py.",
            )


def voices(source: Source) -> Findings:
    """A voice has a row, and what stands beside it is a sentence of the lesson that quotes the fact."""
    said = words(source.lesson, source.language).get("voices", {})
    shown = set()
    for cell in code_cells(source.student):
        for name, call in cell.calls():
            if name != "voice":
                continue
            who, fact = text_argument(call), _beside(call)
            if who not in set(by_id(VOICES).index):
                yield cell, f"there is no voice '{who}' in {VOICES}."
            if not fact:
                continue
            shown.add((who, fact.removeprefix(f"{source.lesson}.")))
            sentence = said.get(who, {}).get(fact.removeprefix(f"{source.lesson}."), "")
            if not re.search(r"\{\{\s*" + re.escape(fact.partition(".")[2]) + r"\b", sentence):
                yield (
                    cell,
                    f"'{fact}' stands beside {who}: write a sentence that quotes the fact under"
                    f" [voices.{who}] in {source.lesson}.toml.",
                )
    for who, fact in sorted({(who, fact) for who, own in said.items() for fact in own} - shown):
        yield None, f"[voices.{who}] says '{fact}', and no cell shows it."


def _beside(call: ast.Call) -> str:
    """The fact that a call of ``voice`` names, by place or by name."""
    given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "beside")]
    return next((one.value for one in given if isinstance(one, ast.Constant)), "")


def translations(source: Source) -> Findings:
    """A translation says nothing under a name that English has not: nobody would be shown it."""
    for language in languages() if source.language == ENGLISH else ():
        for place in strays(source.lesson, language):
            yield (
                None,
                f"{language}/{source.lesson}.toml says '{place}', which the English words do not have.",
            )


LESSONS = {
    "mistakes": hints_and_mistakes,
    "evidence": evidence,
    "option": right_options,
    "picture-words": shown,
    "voice": voices,
    "stray": translations,
}
