"""What went wrong in a cell, in one or two sentences: from Python's error and the student's own line."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import claimlab
from claimlab.course import course
from claimlab.errors import KitError, nearest
from claimlab.i18n import _, capital

__all__ = ["CELL", "near_miss", "slip"]

CELL = re.compile(r"ipykernel_\d+|<ipython-input")  # the files that cells seem to come from

_USUAL = {"pd": "import pandas as pd", "np": "import numpy as np", "sns": "import seaborn as sns",
          "plt": "import matplotlib.pyplot as plt"}  # fmt: skip
_PLACES = ("loc", "at")
_SHOWN = 2
_ALIKE = 0.8  # a letter lost, doubled or changed in a name of five letters


def slip(error: BaseException, source: str, line: int, names: Mapping[str, Any]) -> str:
    """Say what happened and what to do next.

    Parameters
    ----------
    error : BaseException
    source : str
        The cell in which it happened.
    line : int
        The line of the cell, from 1.
    names : mapping
        What the cell could see, by name.

    >>> slip(NameError("name 'np' is not defined", name="np"), "x = np.log(2)", 1, {})
    'The name `np` is not known here. Run this line first: `import numpy as np`.'
    >>> slip(ZeroDivisionError("division by zero"), "1 / 0", 1, {})
    'Something is divided by zero here. Look at what stands after the `/`.'
    """
    if isinstance(error, KitError):
        return str(error)
    if isinstance(error, SyntaxError):
        return _unreadable(error)
    if dots := _dots(error, source, line, names):
        return dots
    for kind, says in _KINDS:
        if isinstance(error, kind) and (sentence := says(error, source, line, names)):
            return sentence
    return _("Python could not go on here. Look at this line once more, part by part.")


def near_miss(source: str, exercise_id: str) -> str:
    """One sentence when a cell checks a name that it gives no value, beside a name that looks like it; "" else.

    >>> near_miss('coeficient = 0.5\\ncheck("E02.1", coefficient)', "E02.1")
    'This cell gives `coeficient` a value, but what was checked is `coefficient`, as another cell left it.'
    >>> near_miss('share_2 = 0.5\\ncheck("E02.1", share_1)', "E02.1")
    ''
    """
    nodes = list(ast.walk(_tree(source)))
    given = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for call in (n for n in nodes if isinstance(n, ast.Call) and n.args):
        if not (isinstance(call.args[0], ast.Constant) and call.args[0].value == exercise_id):
            continue
        for name in (one.id for one in call.args[1:] if isinstance(one, ast.Name)):
            close = difflib.get_close_matches(name, given, n=1, cutoff=_ALIKE)
            if name in given or not close or _same_but_digits(name, close[0]):
                continue
            text = _(
                "This cell gives `{near}` a value, but what was checked is `{name}`, as another cell left it."
            )
            return text.format(near=close[0], name=name)
    return ""


def _same_but_digits(one: str, other: str) -> bool:
    return re.sub(r"\d", "", one) == re.sub(r"\d", "", other)


# Dots that were left -------------------------------------------------------------------------------


def _tree(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except SyntaxError:  # a cell with a magic in it
        return ast.Module([], [])


def _dots(error: BaseException, source: str, line: int, names: Mapping[str, Any]) -> str:
    """Whether the dots of a stub are still in the line, or in a name that it uses."""
    here = [n for n in ast.walk(_tree(source)) if _lines(n, line)]
    if any(isinstance(n, ast.Constant) and n.value is ... for n in here):
        return _("There are still dots `...` in this line. Put your own answer in their place.")
    blank = {
        n.id
        for n in here
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and names.get(n.id) is ...
    }
    if blank:
        text = _(
            "{names} still stands for dots. Fill in the line that gives it, and run that first."
        )
        return text.format(names=", ".join(f"`{name}`" for name in sorted(blank)))
    if "ellipsis" in str(error).casefold():
        return _("The dots `...` of this cell are not filled in yet. Put your own answer there.")
    return ""


def _lines(node: ast.AST, line: int) -> bool:
    return getattr(node, "lineno", 0) <= line <= (getattr(node, "end_lineno", None) or 0)


# Names, keys, places -------------------------------------------------------------------------------


def _name(error: NameError, source: str, line: int, names: Mapping[str, Any]) -> str:
    found = re.search(r"name '(\w+)' is not defined", str(error))
    name = error.name or (found and found[1]) or ""
    if type(error) is not NameError and not isinstance(error, UnboundLocalError):  # pandas' own
        return _("The table has no column `{name}`, and nothing else has this name.").format(
            name=name
        )
    if name in claimlab.__all__ and not any(one in names for one in claimlab.__all__):
        return _(
            "This lesson was not started yet since it was opened. Choose Run > Run All Cells; what you did is kept."
        )
    do = f"from {course().name} import {name}" if name in claimlab.__all__ else _USUAL.get(name)
    if do:
        return _("The name `{name}` is not known here. Run this line first: `{do}`.").format(
            name=name, do=do
        )
    own = [one for one in names if not one.startswith("_")]
    if close := difflib.get_close_matches(name, own, n=1, cutoff=0.75):
        return _("The name `{name}` is not known. Did you mean `{close}`?").format(
            name=name, close=close[0]
        )
    text = _(
        "The name `{name}` is not known yet. Run the cells above first, or look at how it is written."
    )
    return text.format(name=name)


def _key(error: KeyError, source: str, line: int, names: Mapping[str, Any]) -> str:
    key = error.args[0] if error.args else ""
    if isinstance(key, str) and (gone := re.findall(r"'([^']+)'", key)) and "index" in key:
        text = _("The table has no column {names}.")
        return text.format(names=_and(gone))  # pandas' words when a list of columns was asked for
    where, known = _looked_in(key, source, line, names)
    if isinstance(key, str) and not known:
        return _("There is nothing called `{key}` here.").format(key=key)
    shown = f"`{where}`" if where else _("what you look in")
    text = _("There is no `{key}` in {where}.").format(key=key, where=shown)
    return f"{text} {_near(key, known)}".strip()


def _near(key: object, known: list) -> str:
    """The nearest entries to one that is not there."""
    numbers = [one for one in known if isinstance(one, (int, float)) and not isinstance(one, bool)]
    if isinstance(key, (int, float)) and numbers:
        close = sorted(sorted(numbers, key=lambda one: abs(one - key))[:_SHOWN])
        return _("The nearest are {keys}.").format(keys=_and(close))
    if isinstance(key, (int, float)) and known:
        return _("Its entries have names, such as {keys}.").format(keys=_and(known[:_SHOWN]))
    if not known or not isinstance(key, str):
        return ""
    if numbers and re.fullmatch(r"-?\d+", key):
        return _("Its entries are numbers: write `{key}` without quotes.").format(key=key)
    return capital(nearest(key, map(str, known)))


def _and(parts: Iterable) -> str:
    return _(" and ").join(f"`{part}`" for part in parts)


def _looked_in(key: object, source: str, line: int, names: Mapping[str, Any]) -> tuple[str, list]:
    """The name in whose brackets the key stands, and what it holds."""
    for node in ast.walk(_tree(source)):
        if not isinstance(node, ast.Subscript) or not _lines(node, line):
            continue
        inner = [n.value for n in ast.walk(node.slice) if isinstance(n, ast.Constant)]
        inner += [names.get(n.id) for n in ast.walk(node.slice) if isinstance(n, ast.Name)]
        if not any(type(one) in (int, float, str) and one == key for one in inner):
            continue
        base, by_place = node.value, False
        if isinstance(base, ast.Attribute) and base.attr in _PLACES:
            base, by_place = base.value, True
        if isinstance(base, ast.Name) and base.id in names:
            return base.id, _entries(names[base.id], by_place, key)
    return "", []


def _entries(holder: Any, by_place: bool, key: object) -> list:
    if hasattr(holder, "columns") and hasattr(holder, "index"):
        rows, columns = list(holder.index), list(holder.columns)
        return rows if by_place and type(key) is not str else columns
    if hasattr(holder, "index") and hasattr(holder, "values"):
        return list(holder.index)
    return list(holder) if isinstance(holder, Mapping) else []


def _attribute(error: AttributeError, source: str, line: int, names: Mapping[str, Any]) -> str:
    name, holder = error.name or "", error.obj
    if not name:
        return ""
    known = [one for one in dir(holder) if not one.startswith("_")]
    close = difflib.get_close_matches(name, known, n=2, cutoff=0.6)
    text = _("There is nothing called `{name}` after the point here.").format(name=name)
    return text + (" " + _("Did you mean {names}?").format(names=_or(close)) if close else "")


def _or(parts: Iterable) -> str:
    return _(" or ").join(f"`{part}`" for part in parts)


def _missing_module(error: ImportError, source: str, line: int, names: Mapping[str, Any]) -> str:
    found = re.match(rf"cannot import name '(\w+)' from '{course().name}'", str(error))
    if found:
        text = _("The kit has nothing called `{name}`: {nearest}")
        return text.format(name=found[1], nearest=nearest(found[1], claimlab.__all__))
    text = _(
        "`{name}` cannot be imported here. The lessons need nothing beyond what the kit brings."
    )
    return text.format(name=error.name or "")


def _place(error: IndexError, source: str, line: int, names: Mapping[str, Any]) -> str:
    return _("There is no such place in the list: counting starts at 0, and `-1` is the last one.")


# Values that do not fit ----------------------------------------------------------------------------

# What Python says, and what it means in a lesson; the groups go into the sentence by number.
_SAYS = (
    (r"missing \d+ required (?:positional|keyword-only) arguments?: (.+)", lambda: _("Something is missing between the brackets: {0}.")),
    (r"(\w+)\(\) takes .*\(0 given\)", lambda: _("The brackets of `{0}` are empty: something belongs between them.")),
    (r"(\w+)\(\) takes (?:exactly|at most|no) .*\(\d+ given\)", lambda: _("There is too much between the brackets of `{0}`.")),
    (r"(\w+)\(\) takes .*but \d+ (?:positional arguments? )?(?:was|were) given", lambda: _("There is too much between the brackets of `{0}`.")),
    (r"got an unexpected keyword argument '(\w+)'", lambda: _("There is no argument called `{0}` here.")),
    (r"cannot unpack non-iterable", lambda: _("Several names stand on the left and one value on the right. Write a value for each, with a comma between them.")),
    (r"values to unpack", lambda: _("Left and right of the `=` stand different numbers of things. Write one value for each name.")),
    (r"'(?:int|float|bool|numpy\.\w+)' object is not callable", lambda: _("Brackets follow a number here. If you want to multiply, write `*` between them.")),
    (r"'\w+' object is not callable", lambda: _("Brackets follow something that is no function. Take them away, or write square brackets to look something up.")),
    (r"object is not subscriptable", lambda: _("Square brackets follow something that holds no entries.")),
    (r"'str' and '(?:int|float)'|'(?:int|float)' and '(?:str|list|tuple)'|can only concatenate str|can't multiply sequence|convert string to float|'(?:list|tuple)' and '(?:int|float)'", lambda: _("A text or a list stands where one number is needed. Write the number without quotes, with a point for decimals.")),
    (r"'(?:function|method|builtin_function_or_method|type)'", lambda: _("A function stands where a number is needed. Call it: its name, then brackets with what it works on.")),
    (r"'NoneType'", lambda: _("One of these values is nothing (`None`). Look at the line that gives it.")),
    (r"truth value of .* is ambiguous", lambda: _("A whole column is neither true nor false. Pick one value of it first.")),
    (r"not supported between instances|unsupported operand", lambda: _("These two things cannot be combined like this. Look at what stands on each side of the sign.")),
    (r"could not be broadcast|Length mismatch|must be (?:of )?(?:the )?same length", lambda: _("These two have different lengths.")),
)  # fmt: skip


def _value(error: Exception, source: str, line: int, names: Mapping[str, Any]) -> str:
    for pattern, says in _SAYS:
        if found := re.search(pattern, str(error)):
            sentence = says().format(*(part or "" for part in found.groups()))
            typed = "\n".join(source.splitlines()[line - 1 : line])
            if "given" in pattern and re.search(r"\d, ?\d", typed):
                comma = _("A decimal comma makes two numbers of one: write `41.9`, not `41,9`.")
                return f"{sentence} {comma}"
            return sentence
    return _(
        "Python cannot do this with these values. Look at the kind of each: a number, a text, a table."
    )


_KINDS = (
    (NameError, _name),
    (KeyError, _key),
    (AttributeError, _attribute),
    (ImportError, _missing_module),
    (IndexError, _place),
    (ZeroDivisionError, lambda *seen: _("Something is divided by zero here. Look at what stands after the `/`.")),
    (FileNotFoundError, lambda *seen: _('There is no such file. The kit\'s own tables are read by name: `load("trade/bilateral_annual")`.')),
    (RecursionError, lambda *seen: _("A function calls itself without an end.")),
    (MemoryError, lambda *seen: _("This needs more memory than there is. Ask for fewer rows or steps.")),
    (OverflowError, lambda *seen: _("A number has become too large here.")),
    ((TypeError, ValueError), _value),
)  # fmt: skip

# Lines that are no Python --------------------------------------------------------------------------

_UNREADABLE = (
    (r"was never closed|incomplete input", "", lambda: _("A bracket is opened and never closed.")),
    (r"unmatched|does not match", "", lambda: _("The brackets do not fit: each one that closes needs one that opens.")),
    (r"unterminated|EOL while scanning", "", lambda: _("A text begins with a quotation mark and does not end with one.")),
    (r"invalid character", "…", lambda: _("The dots `…` in this line are one sign that Python does not know. Put your own answer in their place.")),
    (r"invalid character|non-printable", "", lambda: _("There is a sign here that Python does not know, such as a curly quotation mark. Type it anew.")),
    (r"indent", "", lambda: _("A line begins at another place than Python expects. Take away the spaces at its start.")),
    (r"", r"\d\s*(?:%|per\b|US|\$|€|million|billion|bn\b|km\b)|[$€]\s*\d", lambda: _("Write the number alone: no unit, no sign for per cent or money.")),
    (r"", r"\d\s+\d|\d,\d{3},\d", lambda: _("Write the digits of a number without spaces or commas: `7200`, and `41.9` with a point.")),
    (r"", r"\b0\d", lambda: _("A whole number does not begin with 0 in Python.")),
    (r"Maybe you meant '=='", "", lambda: _("A single `=` gives a name to a value. To compare, write `==`.")),
    (r"cannot assign", "", lambda: _("Left of the `=` stands a name, right of it the value.")),
    (r"forgot a comma", "", lambda: _("Something is missing between two parts: a comma, or a sign such as `*`.")),
)  # fmt: skip


def _unreadable(error: SyntaxError) -> str:
    line = error.text or ""
    for message, look, says in _UNREADABLE:
        if re.search(message, str(error.msg)) and re.search(look, line):
            return says()
    if not line.strip() or line.rstrip().endswith(("=", "(", ",", "+", "-", "*", "/")):
        return _("This line is not finished: write the rest of it.")
    return _("Python cannot read this line. Look for a sign that is missing, or one too many.")
