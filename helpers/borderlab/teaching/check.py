"""What a student calls: ``check`` an answer, ask for a ``hint`` or the ``solution``, read a model's source."""

from __future__ import annotations

import ast
import functools
import html
import inspect
import json
import textwrap
from functools import lru_cache

from borderlab.data import lessons_dir
from borderlab.errors import KitError
from borderlab.i18n import _
from borderlab.judging.judge import Verdict, judge, plain
from borderlab.lessons import exercise
from borderlab.lessons.declare import Exercise
from borderlab.teaching.frontend import card, show_html, tone_word
from borderlab.teaching.store import store

__all__ = ["Answering", "Result", "check", "hint", "show_source", "solution", "worked_solution"]

HONEST_ATTEMPTS = 2  # different answers after which the worked solution opens


class Answering:
    """Base of the widgets that build an answer: ``check(id, widget)`` judges ``widget.answer``."""

    answer: object = None


class Result:
    """A verdict as a cell shows it; ``ok``, ``code`` and ``message`` are those of the verdict."""

    def __init__(self, ex: Exercise, verdict: Verdict, more: str = ""):
        self.exercise_id, self.verdict, self.more = ex.id, verdict, more
        self.ok, self.code, self.message = verdict.ok, verdict.code, verdict.message
        self.tone = _tone(ex, verdict)

    def __repr__(self) -> str:
        return f"{tone_word(self.tone)} ({self.exercise_id}): {self.message}" + (
            f"\n{self.more}" if self.more else ""
        )

    def _repr_html_(self) -> str:
        more = f'<div style="margin-top:4px">{_code_marks(self.more)}</div>' if self.more else ""
        return card(self.tone, self.exercise_id, f"<div>{_code_marks(self.message)}</div>{more}")


def _tone(ex: Exercise, verdict: Verdict) -> str:
    """A form is complete rather than right, and a label that is a judgement is not wrong."""
    if verdict.code == "not-attempted":
        return "ask"
    if verdict.ok:
        return "complete" if ex.kind in ("card", "text") else "right"
    return "note" if ex.optional and ex.kind == "labels" else "wrong"


def _code_marks(text: str) -> str:
    """Escaped text in which `backticks` mark code."""
    parts = html.escape(text, quote=False).split("`")
    if len(parts) % 2 == 0:
        return "`".join(parts)
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


def check(exercise_id: str, answer: object = ...) -> Result:
    """Judge an answer, remember the attempt, and say what to look at next.

    Parameters
    ----------
    exercise_id : str
        Such as ``"E01.2"``.
    answer
        Any object; numbers of Python, numpy and pandas, tables, lists, dictionaries and texts with
        a number in them are understood. Left out or ``...``: nothing is recorded.

    Returns
    -------
    Result
        Shows itself in a notebook; ``.ok`` and ``.code`` hold the verdict.

    Raises
    ------
    KitError
        when there is no such exercise; the sentence names the nearest ids.

    >>> check("E01.2").code
    'not-attempted'
    """
    ex = exercise(exercise_id)
    value = plain(answer.answer if isinstance(answer, Answering) else answer)
    verdict = judge(ex, value)
    if verdict.code == "not-attempted":
        return Result(ex, verdict)
    store().add("attempt", ex.id, value, verdict.code)
    return Result(ex, verdict, "" if verdict.ok else _next_help(ex, verdict.message))


def _next_help(ex: Exercise, said: str) -> str:
    text = (
        _('`hint("{id}")` gives a nudge.').format(id=ex.id)
        if ex.hints and "hint(" not in said
        else ""
    )
    if not _is_locked() and _missing_attempts(ex.id) == 0:
        text += " " + _('`solution("{id}")` is open to you.').format(id=ex.id)
    return text.strip()


def _is_locked() -> bool:
    return store().setting("solutions").strip().casefold() == "locked"


def _missing_attempts(exercise_id: str) -> int:
    """How many different answers are still to be given before the solution opens."""
    attempts = store().records("attempt", exercise_id)
    if any(attempt.verdict == "right" for attempt in attempts):
        return 0
    return max(
        0,
        HONEST_ATTEMPTS - len({json.dumps(attempt.value, sort_keys=True) for attempt in attempts}),
    )


def hint(exercise_id: str, n: int | None = None):
    """Show the next hint, or hint number `n` (from 1); the hints before it stay in sight.

    >>> hint("E01.2", 99)
    Traceback (most recent call last):
    borderlab.errors.KitError: E01.2 has ... hints: ask for one by its number, from 1 to ...
    """
    ex = exercise(exercise_id)
    if not ex.hints:
        raise KitError(_("{id} has no hints.").format(id=ex.id))
    if n is None:
        seen = [r.value for r in store().records("hint", ex.id) if isinstance(r.value, int)]
        n = min(max(seen, default=0) + 1, len(ex.hints))
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= len(ex.hints):
        raise KitError(
            _("{id} has {count} hints: ask for one by its number, from 1 to {count}.").format(
                id=ex.id, count=len(ex.hints)
            )
        )
    store().add("hint", ex.id, n)
    heading = _("Hint {n} of {count} ({id})").format(n=n, count=len(ex.hints), id=ex.id)
    shown = ex.hints[:n]
    items = "".join(f"<li>{_code_marks(text)}</li>" for text in shown)
    return show_html(
        card("note", heading, f'<ol style="margin:4px 0 0">{items}</ol>'),
        "\n".join([heading, *shown]),
    )


def solution(exercise_id: str):
    """Show the worked solution and why it is right, once two different answers were tried or one was right.

    An instructor closes all solutions with ``BORDERLAB_SOLUTIONS=locked`` or the workspace's settings.

    Raises
    ------
    KitError
        when there is no such exercise.

    >>> solution("E01.99")
    Traceback (most recent call last):
    borderlab.errors.KitError: There is no exercise 'E01.99': did you mean ...
    """
    ex = exercise(exercise_id)
    missing = _missing_attempts(ex.id)
    if _is_locked():
        return _closed(ex.id, _("Your instructor keeps the solutions closed for now."))
    if missing:
        return _closed(
            ex.id,
            _(
                "The solution opens after two different answers of your own; wrong ones count. Still to go: {n}."
            ).format(n=missing),
        )
    store().add("solution", ex.id, True)
    code = worked_solution(ex.id) or _(
        "(the instructor's edition of this lesson is not installed here)"
    )
    body = f'<pre style="overflow:auto;margin:6px 0"><code>{html.escape(code)}</code></pre><div>{_code_marks(ex.why)}</div>'
    heading = _("Worked solution of {id}").format(id=ex.id)
    return show_html(card("result", heading, body), "\n".join([heading, code, ex.why]))


def _closed(exercise_id: str, sentence: str):
    return show_html(card("note", exercise_id, f"<div>{html.escape(sentence)}</div>"), sentence)


@lru_cache(maxsize=None)
def worked_solution(exercise_id: str) -> str:
    """The code of the cells that the instructor's notebook tags as this exercise's solution; "" when there is none."""
    for path in sorted((lessons_dir() / "instructor").glob(f"{exercise_id[1:3]}-*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = [
            "".join(cell["source"])
            for cell in cells
            if cell["metadata"].get("exercise") == exercise_id
            and "solution" in cell["metadata"].get("tags", [])
        ]
        if found:
            return "\n\n".join(found)
    return ""


class _Source:
    """Python code that a notebook shows in its own colours."""

    def __init__(self, code: str):
        self.code = code

    def __repr__(self) -> str:
        return self.code

    def _repr_markdown_(self) -> str:
        return f"```python\n{self.code}\n```"


def show_source(fn) -> _Source:
    """Show how a function of the kit is written, without its documentation.

    Raises
    ------
    KitError
        when `fn` is not a function written in Python.

    >>> from borderlab.errors import nearest
    >>> print(show_source(nearest))
    def nearest(name: str, known: Iterable[str], count: int = 3) -> str:
        known = sorted(known)
    ...
    """
    while isinstance(fn, functools.partial):
        fn = fn.func
    try:
        code = textwrap.dedent(inspect.getsource(inspect.unwrap(fn)))
        return _Source(_without_docstring(code))
    except (TypeError, OSError, SyntaxError):
        raise KitError(
            _("There is no source to show: give the name of a function, without ().")
        ) from None


def _without_docstring(code: str) -> str:
    node = ast.parse(code).body[0]
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or ast.get_docstring(node) is None:
        return code.rstrip()
    text = node.body[0]
    lines = code.splitlines()
    return "\n".join(lines[: text.lineno - 1] + lines[text.end_lineno :]).rstrip()
