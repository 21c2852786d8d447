"""How each kind of exercise reads an answer and compares it: choice, labels, order; the frame for all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimlab.i18n import _
from claimlab.judging.plain import blank, marked, named, plain
from claimlab.judging.quantity import Unreadable
from claimlab.lessons.declare import Exercise
from claimlab.views.words import listing

__all__ = [
    "Choice",
    "Kind",
    "Labels",
    "Order",
    "Unreadable",
    "begin",
    "key_of",
    "refuse",
    "try_again",
]

_SHOWN_WORDS = 5  # of a text that was labelled, where the verdict names it


class Kind:
    """What a kind of exercise must be able to do with a plain value.

    ``read`` turns an answer into the form that ``same`` compares, or raises ``Unreadable``;
    ``wanted`` does it for the value of a declaration, where None matches anything. ``rounds`` says
    whether an answer is a value with fewer digits, ``torn`` whether it may as well be a mistake with
    fewer digits, and ``exact`` gives the sentence with all of them. ``fault`` finds what is the matter with an answer that holds the right values; ``unit``
    and ``wrong`` give the sentence for an answer at another scale and for any other wrong one, and
    ``about`` the sentence for a declared mistake.
    """

    def read(self, ex: Exercise, value: object, right: object) -> object:
        raise NotImplementedError

    def wanted(self, ex: Exercise, value: object) -> object:
        return self.pattern(ex, plain(value))

    def pattern(self, ex: Exercise, value: object) -> object:
        return self.read(ex, value, None)

    def same(self, ex: Exercise, found: object, wanted: object) -> bool:
        return found == wanted

    def rounds(self, ex: Exercise, found: object, wanted: object) -> bool:
        return False

    def torn(self, ex: Exercise, found: object, right: object, mistake: object) -> bool:
        return self.rounds(ex, found, mistake)

    def exact(self, ex: Exercise, right: object) -> str:
        return ""

    def fault(self, ex: Exercise, found: object, right: object) -> tuple[str, str] | None:
        return None

    def asks(self, ex: Exercise, found: object, right: object) -> str:
        """What no rule can judge of a right answer, as a question."""
        return ""

    def unit(self, ex: Exercise, found: object, right: object, loosely: bool = False) -> str:
        """The sentence on an answer at another scale; `loosely`: also when it is rounded."""
        return ""

    def scaled(self, ex: Exercise, found: object, mistake: object) -> bool:
        """Whether an answer is a mistake at a scale that its unit invites."""
        return False

    def about(self, ex: Exercise, found: object, mistake: object, says: str, right: object) -> str:
        return says

    def wrong(self, ex: Exercise, found: object, right: object) -> tuple[str, str]:
        """(code, sentence), where the code is "wrong", or "kind" for an answer of another shape."""
        return "wrong", try_again(ex)


def try_again(ex: Exercise) -> str:
    """What to say of a wrong answer about which nothing more is known, and where to go from there."""
    text = _(
        "That is none of the common mistakes: go through your steps again, from the rows you took to the last formula."
    )
    return text + (" " + _('`hint("{id}")` gives a nudge.').format(id=ex.id) if ex.hints else "")


def refuse(value: object, wanted: str) -> Unreadable:
    """The exception that names what was handed over and what is asked for."""
    return Unreadable(
        _("{what}: the task asks for {wanted}.").format(what=_what(value), wanted=wanted)
    )


def _what(value: object) -> str:
    """The beginning of a sentence about a plain value, in the words of somebody new to Python."""
    if name := marked(value, "unreadable"):
        return _unreadable(name, value)
    if marked(value, "not_finite"):
        return (
            _("That is not a number (NaN), so a value is missing in an earlier step")
            if marked(value, "not_finite") == "nan"
            else _("That is infinity")
        )
    if value is None:
        return _("A value is blank")
    if isinstance(value, bool):
        return _("That is True or False")
    if isinstance(value, (int, float)):
        return _("That is one number")
    if isinstance(value, str):
        return _("That is a text")
    if isinstance(value, dict) and set(value) == {"chart"}:
        return _("That is a figure")
    if isinstance(value, dict) and set(value) == {"unordered"}:
        return _("A set in braces has no order")
    if isinstance(value, dict):
        return _("That is a table or a dictionary")
    return _("That is a list of {n} values").format(n=len(value))


def _unreadable(name: str, value: Mapping) -> str:
    if "function" in name or "method" in name or name == "type":
        return _("That is a function and not its result, so add () to call it")
    if name in ("generator", "map", "filter", "zip", "list_iterator"):
        return _("That is a recipe for values and not the values, so put list(…) around it")
    if "rows" in value:
        return _("That is a {name} with {rows} rows").format(name=name, rows=value["rows"])
    return _("That is a {name}, which check cannot read").format(name=name)


def names(keys) -> str:
    """The first few names, in quotation marks."""
    return ", ".join(f"'{str(key)[:40]}'" for key in list(keys)[:6])


def key_of(value: object, texts: Mapping[str, str]) -> str | None:
    """The key that an answer names by itself or by its text; None when it names none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    said = _folded(f"{value:g}" if isinstance(value, float) else str(value))
    found = [k for k, text in texts.items() if said in (_folded(k), _folded(text))]
    return found[0] if found else None


def _folded(text: str) -> str:
    return " ".join(str(text).split()).casefold()


class Choice(Kind):
    """One key of `options`, or the text of one."""

    def read(self, ex, value, right):
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        key = key_of(value, ex.options)
        wanted = _("one of {options}").format(options=names(ex.options))
        if key is None and isinstance(value, str):
            raise Unreadable(
                _("'{value}' is not on offer: the task asks for {wanted}.").format(
                    value=value[:40], wanted=wanted
                )
            )
        if key is None:
            raise refuse(value, wanted)
        return key


class Labels(Kind):
    """A dictionary from each of `items` to one of `options`; a Series or a list in the order of `items` will do."""

    def pattern(self, ex, value):
        return {str(item): label for item, label in named(value).items() if label is not None}

    def read(self, ex, value, right):
        labels = self._labels(ex, value)
        if unknown := [item for item in labels if item not in ex.items]:
            raise Unreadable(
                _("There is no item {items}: the items are {known}.").format(
                    items=names(unknown), known=names(ex.items)
                )
            )
        given = {item: label for item, label in labels.items() if not blank(label)}
        keys = {item: key_of(label, ex.options) for item, label in given.items()}
        if unknown := [item for item, key in keys.items() if key is None]:
            raise Unreadable(
                _("The label of {items} is not on offer: the labels are {options}.").format(
                    items=names(unknown), options=names(ex.options)
                )
            )
        return keys

    @staticmethod
    def _labels(ex, value) -> dict:
        value = named(value)
        if isinstance(value, list) and len(value) == len(ex.items):
            value = dict(zip(ex.items, value, strict=True))
        if (
            not isinstance(value, dict)
            or marked(value, "unreadable")
            or set(value) == {"unordered"}
        ):
            raise refuse(value, _("a dictionary from each item to its label"))
        return value

    def same(self, ex, found, wanted):
        return all(found.get(item) == label for item, label in wanted.items())

    def about(self, ex, found, mistake, says, right):
        named_says = f"{listing(begin(ex, item) for item in mistake)}: {says}"
        return " ".join(
            filter(
                None,
                (
                    _open(found, right),
                    self._agreement(ex, found, right) if ex.optional else "",
                    named_says,
                ),
            )
        )

    def wrong(self, ex, found, right):
        code = "kind" if len(found) < len(right) else "wrong"
        return code, f"{_open(found, right)} {self._agreement(ex, found, right)}".strip()

    @staticmethod
    def _agreement(ex, found, right) -> str:
        """How the labels stand to the key; where a label is a judgement, without a verdict."""
        others = [item for item in ex.items if item in found and found[item] != right.get(item)]
        text = _("Labels that agree with the key: {agree} of {n}.")
        if ex.optional:
            text = _("Your labels are stored. You agree with the key on {agree} of {n}.")
            if others:
                text = _(
                    "Your labels are stored. You agree with the key on {agree} of {n}; you differ on {others}."
                )
        elif others:
            text += " " + _("Look again at {item}.")
        return text.format(
            agree=len(found) - len(others),
            n=len(found),
            others=listing(begin(ex, item) for item in others),
            item=begin(ex, others[0]) if others else "",
        )


def begin(ex, item: str) -> str:
    """The first words of a text that is to be labelled, as a reader knows it: not its number."""
    text = re.sub(r'["“”«»\[\]]', "", str(ex.items[item])).strip(" .")
    words = text.split()
    short = " ".join(words[:_SHOWN_WORDS])
    return _("“{text}”").format(text=f"{short} …" if len(words) > _SHOWN_WORDS else short)


def _open(found: Mapping, right: Mapping) -> str:
    """How many items have no label yet; "" when none."""
    missing = [item for item in right if item not in found]
    return _("Items without a label: {n}.").format(n=len(missing)) if missing else ""


class Order(Kind):
    """Keys (or texts) of `blocks` in order. A set in a mistake matches every answer that uses those blocks."""

    def pattern(self, ex, value):
        return (
            frozenset(value["unordered"])
            if isinstance(value, dict)
            else [str(key) for key in value]
        )

    def read(self, ex, value, right):
        if not isinstance(value, list):
            raise refuse(value, _("a list of blocks in the right order"))
        keys = [key_of(block, ex.blocks) for block in value]
        if None in keys:
            raise Unreadable(
                _("Position {n} of your list is no block: the blocks are {known}.").format(
                    n=keys.index(None) + 1, known=names(sorted(ex.blocks))
                )
            )
        if len(set(keys)) < len(keys):
            raise Unreadable(_("A block stands in your list twice: each is used once at most."))
        return keys

    def same(self, ex, found, wanted):
        return wanted <= set(found) if isinstance(wanted, frozenset) else found == wanted

    def wrong(self, ex, found, right):
        first = next(
            (i for i, (a, b) in enumerate(zip(found, right, strict=False)) if a != b),
            min(len(found), len(right)),
        )
        if len(found) < len(right) and found == right[: len(found)]:
            return "wrong", _("In order so far, and not finished: what must happen next?")
        text = _(
            "The first line that stands wrong is line {n}: what must be known before it can run?"
        ).format(n=first + 1)
        if set(found) - set(right):
            text += " " + _("Among your lines is one that belongs nowhere.")
        return "wrong", text
