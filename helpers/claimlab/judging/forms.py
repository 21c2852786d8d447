"""How claim cards are read and set against their JSON Schema."""

from __future__ import annotations

import json
from functools import lru_cache

from claimlab.i18n import _
from claimlab.judging.kinds import Kind, refuse
from claimlab.judging.plain import blank, is_table, marked, plain, series_of

__all__ = ["ClaimCard"]


@lru_cache(maxsize=256)
def _validator(schema: str):
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema))


def _errors(ex, value: object) -> list:
    """What the schema finds wrong, in the order in which the schema names the fields."""
    fields = list(ex.schema.get("properties", {}))
    found = _validator(json.dumps(dict(ex.schema), sort_keys=False)).iter_errors(value)
    return sorted(
        found,
        key=lambda e: (
            fields.index(_field(e)) if _field(e) in fields else len(fields),
            str(e.validator),
        ),
    )


def _field(error) -> str:
    if error.validator == "required":
        return next(
            name
            for name in error.validator_value
            if name not in error.instance and f"'{name}'" in error.message
        )
    return str(error.absolute_path[0]) if error.absolute_path else ""


def _rules(ex, value: object) -> list[tuple[str, str]]:
    """The broken rules as (field, keyword), in the order of the fields."""
    return [(_field(e), str(e.validator)) for e in _errors(ex, value)]


def _says(ex, error) -> str:
    """One plain sentence for an error of the schema."""
    field = _field(error)
    title = ex.schema.get("properties", {}).get(field, {}).get("title", field)
    name = _("'{name}'").format(name=title) if field else _("Your card")
    sentence = {
        "required": _("{name} is still blank."),
        "minLength": _("{name} is too short: say it in a full phrase."),
        "maxLength": _("{name} is too long: say it in fewer words."),
        "pattern": _("{name} is not in the form that the task asks for."),
        "not": _("{name} contains something that the task rules out."),
        "enum": _("{name} is none of the words on offer."),
        "type": _("{name} is of the wrong kind: a text is expected there."),
        "additionalProperties": _("Your card has a part that the task does not ask for."),
    }
    return sentence.get(error.validator, _("{name} does not fit yet.")).format(name=name)


class ClaimCard(Kind):
    """A dictionary (or its JSON text) that fits `schema`; blank fields count as missing.

    Where the schema lets a field be a number too, it is read as its text, so that one rule holds both.
    A mistake is an example that breaks a rule, and matches what breaks that rule first.
    """

    def read(self, ex, value, right):
        if isinstance(value, str):
            try:
                value = plain(json.loads(value))
            except (ValueError, RecursionError):
                value = str(value)
        if (
            not isinstance(value, dict)
            or marked(value, "unreadable")
            or marked(value, "not_finite")
            or is_table(value)
            or series_of(value)
        ):
            raise refuse(value, _("a dictionary with the fields of the card"))
        return {key: self._part(ex, key, v) for key, v in value.items() if not blank(v)}

    @staticmethod
    def _part(ex, key: str, value: object) -> object:
        takes = ex.schema.get("properties", {}).get(key, {}).get("type")
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return f"{value:.12g}" if takes == ["string", "number"] else value
        return value.strip() if isinstance(value, str) else value

    def same(self, ex, found, wanted):
        if wanted is None:
            return not _errors(ex, found)
        example, broken = _rules(ex, wanted), _rules(ex, found)
        return bool(broken) and broken[0] in example and set(example) <= set(broken)

    def wrong(self, ex, found, right):
        errors = _errors(ex, found)
        said, count = _says(ex, errors[0]), len({_field(e) for e in errors}) - 1
        if count == 1:
            said += " " + _("After it, one more field needs a look.")
        elif count > 1:
            said += " " + _("After it, {n} more fields need a look.").format(n=count)
        return "wrong", said
