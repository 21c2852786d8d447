"""The front matter of a lesson source: what it must hold, and clear words when it does not."""

from __future__ import annotations

import re
from pathlib import Path

from claimlab.errors import KitError, nearest

__all__ = ["fault", "read_front_matter"]

_START_FIELDS = ("lesson", "title", "question")
_LESSON_FIELDS = (*_START_FIELDS, "minutes", "after", "objectives")
_MAY_BE_LEFT_OUT = (
    "draft",  # a draft may be short, and no table promises it
    "terms",  # what the lesson is the first to use: term to one plain sentence
)
_MINUTES = ("class_50", "class_75", "alone")
_LEFT_TO_JUPYTEXT = {"kernelspec", "jupytext"}


def fault(path: Path, line: int, says: str) -> KitError:
    """An error that names the file and the line."""
    return KitError(f"{path.parent.name}/{path.name}, line {line}: {says}")


def read_front_matter(text: str, path: Path) -> dict:
    """The fields of the front matter, checked; lists come as tuples.

    Raises
    ------
    KitError
        with file and line, when the front matter is missing, is no YAML, or a field is wrong.

    >>> front = "---\\nlesson: start\\ntitle: Start here\\nquestion: Where do I begin?\\n---\\n"
    >>> read_front_matter(front, Path("en/start.md"))["title"]
    'Start here'
    """
    found = re.match(r"---\n(.*?\n)---\n", text, re.S)
    if not found:
        raise fault(path, 1, "the file must start with front matter between two lines of '---'.")
    fields = _yaml(found[1], path)
    is_start = fields.get("lesson") == "start"
    _check_names(fields, _START_FIELDS if is_start else _LESSON_FIELDS, path)
    if is_start:
        return {**fields, "minutes": {}, "after": (), "objectives": ()}
    _check_values(fields, path)
    return {**fields, **{name: tuple(fields[name]) for name in ("after", "objectives")}}


def _yaml(text: str, path: Path) -> dict:
    import yaml

    try:
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        says = getattr(error, "problem", None) or "it cannot be read"
        raise fault(
            path, mark.line + 2 if mark else 1, f"the front matter is not YAML: {says}."
        ) from None
    if not isinstance(fields, dict):
        raise fault(path, 2, "the front matter must be a list of 'name: value' lines.")
    return {name: value for name, value in fields.items() if name not in _LEFT_TO_JUPYTEXT}


def _check_names(fields: dict, needed: tuple[str, ...], path: Path) -> None:
    allowed = (*needed, *_MAY_BE_LEFT_OUT)
    for name in fields:
        if name not in allowed:
            raise fault(
                path, 1, f"the front matter has an unknown field '{name}': {nearest(name, allowed)}"
            )
    for name in needed:
        if fields.get(name) in (None, ""):
            raise fault(path, 1, f"the front matter has no '{name}'.")
    for name in _START_FIELDS:
        if not isinstance(fields[name], str):
            raise fault(path, 1, f"the front matter's '{name}' must be a text: put it in quotes.")


def _check_values(fields: dict, path: Path) -> None:
    if not re.fullmatch(r"\d\d", fields["lesson"]) or not path.name.startswith(
        fields["lesson"] + "-"
    ):
        raise fault(
            path,
            1,
            "the lesson's number must be two digits in quotes and open the file name, as in 01-slug.md.",
        )
    for name, pattern in {"after": r"\d\d", "objectives": r".+"}.items():
        values = fields[name]
        if not isinstance(values, list) or not all(
            isinstance(v, str) and re.fullmatch(pattern, v) for v in values
        ):
            raise fault(
                path,
                1,
                f"the front matter's '{name}' must be a list of texts that fit {pattern}; put them in quotes.",
            )
    _check_minutes(fields["minutes"], path)
    _check_terms(fields.get("terms", {}), path)


def _check_terms(terms: object, path: Path) -> None:
    if not isinstance(terms, dict) or not all(
        isinstance(text, str) and text.strip() for pair in terms.items() for text in pair
    ):
        raise fault(
            path,
            1,
            "the front matter's 'terms' must be 'term: one sentence' lines; put texts with a colon in quotes.",
        )


def _check_minutes(minutes: object, path: Path) -> None:
    if not isinstance(minutes, dict) or set(minutes) != set(_MINUTES):
        raise fault(path, 1, f"the front matter's 'minutes' must give {', '.join(_MINUTES)}.")
    for name, value in minutes.items():
        # A lesson that is homework has no minutes in class.
        whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
        if not whole and (value is not None or name == "alone"):
            raise fault(path, 1, f"the minutes for '{name}' must be a whole number above zero.")
