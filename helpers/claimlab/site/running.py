"""A notebook's cells, run one after the other in this process; what each shows is handed on as it is."""

from __future__ import annotations

import ast
import base64
import io
import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from claimlab.course import course

__all__ = ["Shown", "fresh_workspace", "run"]

# What is asked of a reader: a page shows it in its own way, from its id and what else the call hands over.
VERBS = (
    "predict",
    "reveal",
    "check",
    "judge",
    "quiz",
    "verdict",
    "ledger",
    "progress",
    "submit",
    "forecasts",
    "calibration",
)
_DOTS = 144  # an inch of a student's chart
_COLOURS = 64  # a chart has few: with so many it looks the same and weighs a third


@contextmanager
def fresh_workspace() -> Iterator[None]:
    """Within this block nothing was guessed, answered or judged before."""
    name = course().variable("workspace")
    before = os.environ.get(name)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[name] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[name]
            else:
                os.environ[name] = before


@dataclass
class Shown:
    """What one cell shows: a call that asks something of a reader, or a value; what it printed and drew."""

    verb: str = ""
    item: str = ""
    given: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)
    value: Any = None
    printed: str = ""
    drawn: list[tuple[str, str]] = field(
        default_factory=list
    )  # PNG in base 64, and what it shows in words


def run(code: str, names: dict[str, Any], may_fail: bool = False) -> Shown:
    """Run a cell among the names that earlier cells left.

    A last line that calls a verb is not called: its arguments are handed on instead.

    >>> names = {}
    >>> run("a = 40\\nprint('so')\\na + 2", names)
    Shown(verb='', item='', given=(), keywords={}, value=42, printed='so\\n', drawn=[])
    >>> run("a + 1;", names).value
    """
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    shown, printed = Shown(), io.StringIO()
    try:
        with redirect_stdout(printed):
            exec(compile(tree, "<cell>", "exec"), names)
            if last is not None:
                _last(last.value, names, shown, is_silent=code.rstrip().endswith(";"))
    except Exception:
        if not may_fail:
            raise
        printed.write(traceback.format_exc(limit=0))
    shown.printed = printed.getvalue()
    shown.drawn = _drawn()
    return shown


def _last(node: ast.expr, names: dict[str, Any], shown: Shown, is_silent: bool) -> None:
    def value_of(part: ast.expr) -> Any:
        return eval(compile(ast.Expression(part), "<cell>", "eval"), names)

    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in VERBS:
        shown.verb = node.func.id
        shown.given = tuple(value_of(one) for one in node.args)
        shown.keywords = {one.arg: value_of(one.value) for one in node.keywords if one.arg}
        shown.item = str(shown.given[0]) if shown.given else str(shown.keywords.get("lesson", ""))
        return
    value = value_of(node)
    shown.value = None if is_silent else value


def _drawn() -> list[tuple[str, str]]:
    """The charts that a cell left open, which are closed."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    from claimlab.judging.drawn import described
    from claimlab.judging.spoken import in_words

    found = []
    for number in pyplot.get_fignums():
        figure, file = pyplot.figure(number), io.BytesIO()
        figure.savefig(file, dpi=_DOTS, bbox_inches="tight")
        words = in_words(described(figure)["chart"])
        found.append((base64.b64encode(_lighter(file)).decode(), words))
    pyplot.close("all")
    return found


def _lighter(file: io.BytesIO) -> bytes:
    """The same chart as a PNG of few colours."""
    from PIL import Image

    light = io.BytesIO()
    with Image.open(file) as whole:
        few = whole.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(light, "png", optimize=True)
    return light.getvalue()
