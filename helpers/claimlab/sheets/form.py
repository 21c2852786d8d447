"""What an answer sheet is: its mark, its version, its schema, its checksum, and how its bytes are made and parsed."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from claimlab.course import course
from claimlab.data import data_version
from claimlab.i18n import _

__all__ = [
    "ENDING", "PARTS", "SCHEMA_VERSION", "Unparsable", "checksum", "encoded", "fits", "mark", "modern", "parsed", "schema",
    "sealed", "validator",
]  # fmt: skip

SCHEMA_VERSION = 2
ENDING = "-answers"  # behind the name of the course that a sheet belongs to
PARTS = ("answers", "predictions", "forecasts", "quiz", "judgements", "goals", "replies")
_OLD_STATUSES = ("still open",)
MAX_DEPTH, MAX_VALUES, MAX_DIGITS = 32, 30_000, 40

# Possessive, and ending at an open quote too: linear in the length of any text.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


class Unparsable(ValueError):
    """Says in a sentence why a text is not taken for data."""


def mark() -> str:
    """What a sheet calls itself: each course has sheets of its own.

    >>> mark().endswith("-answers")
    True
    """
    return course().name + ENDING


@lru_cache(maxsize=1)
def schema() -> dict[str, object]:
    """The JSON Schema of a sheet (``answers.schema.json``)."""
    found = json.loads(files(__package__).joinpath("answers.schema.json").read_text("utf-8"))
    found["properties"]["format"] = {"const": mark()}
    return found


@lru_cache(maxsize=None)
def validator(part: str = ""):
    """What holds a whole sheet against the schema, or one entry of a part such as ``"answers"``."""
    from jsonschema import Draft202012Validator

    whole = schema()
    inner = whole["properties"][part] | {"$defs": whole["$defs"]} if part else whole
    return Draft202012Validator(inner)


def fits(part: str, item: str, content: object) -> bool:
    """Whether one entry of a part has the form that a reader of the sheet will take.

    >>> fits("goals", "G01.1", {"value": {"share": 40}, "at": "2026-03-02T14:00:00Z"}), fits("goals", "G01.1", 4)
    (True, False)
    """
    try:
        text = json.dumps(content, allow_nan=False, ensure_ascii=False)
        text.encode()  # half characters have no place in a file
        parsed(text)
        return validator(part).is_valid({item: content})
    except (ValueError, TypeError, RecursionError):
        return False


def checksum(answers: Mapping[str, object]) -> str:
    """SHA-256 of a sheet's canonical JSON (keys sorted, no spaces, ASCII) without the checksum itself.

    >>> checksum({"lesson": "02", "checksum": "anything"}) == checksum({"lesson": "02"})
    True
    """
    content = {key: value for key, value in answers.items() if key != "checksum"}
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


def sealed(
    lesson_id: str,
    name: str,
    at: str,
    late_forecasts: bool = False,
    toys_played: int = 0,
    **parts: Mapping[str, object],
) -> dict[str, object]:
    """A whole sheet with its versions and its checksum; a part that is not named is empty.

    `late_forecasts` says that the forecasts were committed after their outcomes were opened; `toys_played`, of how
    many toys a move was made, which is all that a sheet holds of a game.

    >>> sealed("01", "Ana", "2026-03-02T14:00:00Z", answers={})["schema_version"] == SCHEMA_VERSION
    True
    """
    sheet = {
        "format": mark(),
        "schema_version": SCHEMA_VERSION,
        "kit_version": course().version,
        "data_version": data_version(),
        "lesson": lesson_id,
        "name": name,
        "submitted_at": at,
        **{part: dict(parts.get(part, {})) for part in PARTS},
        **({"late_forecasts": True} if late_forecasts else {}),
        **({"toys_played": toys_played} if toys_played else {}),
    }
    return {**sheet, "checksum": checksum(sheet)}


def modern(document: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """A sheet of an older form in today's, and a remark on what it brings: nothing of it is guessed.

    Version 1 kept an explanation inside its prediction and knew no goals. A status that today's rule
    does not have is left out with its reason. The checksum is that of the sheet as it was written.

    >>> sheet = {"schema_version": 1, "predictions": {"P01.1": {"votes": [{"at": "x"}], "explanation": "Oil."}}}
    >>> modern(sheet)[0]["replies"]
    {'P01.1': {'text': 'Oil.', 'at': 'x'}}
    """
    made, remarks = dict(document), []
    if type(made.get("schema_version")) is int and made["schema_version"] == 1:
        guesses, replies = {}, {}
        for item, said in _entries(made, "predictions").items():
            guesses[item] = {key: value for key, value in said.items() if key != "explanation"}
            votes = said.get("votes")
            last = votes[-1] if isinstance(votes, list) and votes else None
            if said.get("explanation") and isinstance(last, Mapping):
                replies[item] = {"text": said["explanation"], "at": last.get("at")}
        made |= {"schema_version": SCHEMA_VERSION} | ({"predictions": guesses} if guesses else {})
        made = {"goals": {}, "replies": replies} | made
        remarks.append(_("Written in form 1, which knew no goals: counted as it is."))
    judged = _entries(made, "judgements")
    old = [item for item, said in judged.items() if said.get("status") in _OLD_STATUSES]
    if old:
        made["judgements"] = {i: said for i, said in judged.items() if i not in old}
        says = _("A status that the rule for verdicts no longer has is left out: {ids}.")
        remarks.append(says.format(ids=", ".join(sorted(old)[:5])))
    return made, remarks


def _entries(sheet: Mapping[str, object], part: str) -> Mapping[str, Mapping[str, object]]:
    """The entries of a part; none where one is not built as entries are, which is left to the schema."""
    found = sheet.get(part)
    is_sound = isinstance(found, Mapping) and all(isinstance(s, Mapping) for s in found.values())
    return found if is_sound else {}


def encoded(sheet: Mapping[str, object]) -> bytes:
    """The bytes of a sheet's file; a person can read them."""
    text = json.dumps(sheet, indent=1, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


def parsed(text: str) -> object:
    """JSON from somebody else: bounded depth, number of values and digits; no NaN, no name twice.

    Raises
    ------
    Unparsable
        whatever the text holds, no other error comes out.

    >>> parsed('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    >>> parsed("[" * 100_000)
    Traceback (most recent call last):
    claimlab.sheets.form.Unparsable: The file is nested more than 32 levels deep.
    """
    _refuse_large(_STRING.sub("", text))
    try:
        return json.loads(
            text,
            object_pairs_hook=_members,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except Unparsable:
        raise
    except (ValueError, RecursionError):
        raise Unparsable(_("The file is no JSON: it was cut off or changed by hand.")) from None


def _refuse_large(skeleton: str) -> None:
    """Bound depth and number of values from the brackets and commas alone, before anything is parsed."""
    steps = (1 if c in "[{" else -1 for c in skeleton if c in "[]{}")
    if max(accumulate(steps, initial=0)) > MAX_DEPTH:
        raise Unparsable(_("The file is nested more than {n} levels deep.").format(n=MAX_DEPTH))
    if sum(map(skeleton.count, ",[{")) > MAX_VALUES:
        raise Unparsable(
            _("The file holds more values than any answer sheet (over {n}).").format(n=MAX_VALUES)
        )


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise Unparsable(
            _("A name stands twice in the same place, so it is not clear which value counts.")
        )
    return members


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Unparsable(_("The file holds a number of more than {n} digits.").format(n=MAX_DIGITS))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _constant(digits)


def _constant(name: str) -> float:
    raise Unparsable(
        _("The file holds a number that is not finite (NaN or infinity), which JSON does not know.")
    )
