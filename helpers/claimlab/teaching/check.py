"""What a student calls: ``check`` an answer, ask for a ``hint`` or the ``solution``, read a model's source."""

from __future__ import annotations

import ast
import base64
import functools
import inspect
import io
import json
import linecache
import sys
import textwrap
from functools import lru_cache

from claimlab.course import variable
from claimlab.data import lessons_dir
from claimlab.errors import KitError
from claimlab.html import Markup, tag
from claimlab.i18n import _, languages, words_of
from claimlab.judging.judge import Verdict, judge, plain
from claimlab.lessons import exercise
from claimlab.lessons.declare import Exercise
from claimlab.teaching.alternative import describe_chart
from claimlab.teaching.card import Button, Card, Face, said_card, tone_word
from claimlab.teaching.forms import answer_of, fields_of, numbered
from claimlab.teaching.frontend import has_front_end
from claimlab.teaching.slips import CELL, near_miss
from claimlab.teaching.store import store

__all__ = [
    "HONEST_ATTEMPTS",
    "Result",
    "check",
    "hint",
    "show_source",
    "solution",
    "solution_parts",
    "worked_solution",
]

HONEST_ATTEMPTS = 2  # different answers after which the worked solution opens


class Result(Card):
    """The card of an exercise with the last verdict on it; ``ok``, ``code`` and ``message`` are those of the verdict.

    *Hint* and *Solution* are buttons of the card; where a form answers the exercise, *Check* is too.
    """

    def __init__(
        self, ex: Exercise, verdict: Verdict, notice: str = "", folded: Markup | None = None
    ):
        self.exercise_id, self.verdict, self.notice = ex.id, verdict, notice
        self._exercise, self._opened = ex, ""
        self._folded, self._drawn = (
            folded,
            Markup(""),
        )  # what a folded cell drew opens with its card
        acts = {
            "check": self._check,
            "hint": self._hint,
            "solution": self._solution,
            "unfold": self._unfold,
        }
        super().__init__(self._face, acts)

    ok = property(lambda self: self.verdict.ok)
    code = property(lambda self: self.verdict.code)
    message = property(lambda self: self.verdict.message)
    tone = property(lambda self: _tone(self._exercise, self.verdict))

    def __repr__(self) -> str:
        if self.code == "not-attempted":
            return super().__repr__()
        more = _next_help(self._exercise, self.message) if not self.ok else ""
        return "\n".join(
            filter(
                None,
                [
                    f"{tone_word(self.tone)} ({self.exercise_id}): {self.message}",
                    self.notice,
                    more,
                ],
            )
        )

    def _check(self, values) -> str | None:
        verdict = _judged(self._exercise, answer_of(self._exercise, values))
        if verdict.code == "not-attempted":
            return verdict.message
        self.verdict, self.notice = verdict, ""
        return None

    def _hint(self, values) -> str | None:
        _give_hint(self._exercise)
        return None

    def _solution(self, values) -> str | None:
        if closed := _why_closed(self._exercise):
            return closed
        store().add("solution", self._exercise.id, True)
        return None

    def _unfold(self, values) -> None:
        self._folded, self._drawn = None, self._folded

    def _face(self) -> Face:
        if self._folded is not None:
            button = Button("unfold", _("Show what the check says"))
            return Face(
                "note", self.exercise_id, [self._exercise.asks], [], [button], state="given"
            )
        ex, attempts = self._exercise, store().records("attempt", self.exercise_id)
        seen = min(max(_hints_seen(ex), default=0), len(ex.hints))
        is_given = bool(store().records("solution", ex.id)) and not _why_closed(ex)
        blank = self.code == "not-attempted"
        was_right = any(attempt.verdict == "right" for attempt in attempts)
        is_right = self.ok or blank and was_right  # beside "Not yet" it would contradict it
        states = {"right": is_right, "given": is_given, "tried": attempts, "open": True}
        state = next(name for name, holds in states.items() if holds)
        fields = fields_of(ex, attempts[-1].value if attempts else None)
        buttons = [Button("check", _("Check"), main=True)] if fields else []
        if seen < len(ex.hints) and not self.ok:
            buttons.append(
                Button("hint", _("Hint {n} of {count}").format(n=seen + 1, count=len(ex.hints)))
            )
        if not is_given:
            buttons.append(Button("solution", _("Solution")))
        body = [ex.asks] if blank or fields else []
        body += [self.message] if not blank or not fields else []
        body += [self.notice]
        after = [
            _("Hint {n}: {text}").format(n=n, text=text)
            for n, text in enumerate(ex.hints[:seen], 1)
        ]
        after += solution_parts(ex) if is_given else []
        after += [(self._drawn, "")] if self._drawn else []
        return Face(self.tone, ex.id, body, fields, buttons, [*after, store().warning], state)


def _tone(ex: Exercise, verdict: Verdict) -> str:
    """A form is complete rather than right, and a label that is a judgement is not wrong."""
    if verdict.code == "not-attempted":
        return "ask"
    if verdict.ok:
        return "complete" if ex.kind == "card" else "right"
    return "note" if ex.optional and ex.kind == "labels" else "wrong"


def check(exercise_id: str, answer: object = ..., *more: object) -> Result:
    """Judge an answer, remember the attempt, and say what to look at next.

    Parameters
    ----------
    exercise_id : str
        Such as ``"E01.2"``.
    answer
        Any object; numbers of Python, numpy and pandas, tables, lists, dictionaries and texts with
        a number in them are understood. Left out or ``...``: nothing is recorded, and the card
        holds the form of an exercise that has one (a choice, labels, an order, a claim card, a text).
    *more
        The other parts of an answer that has several. Two numbers for one are mostly a decimal
        comma, ``41,9``: nothing is recorded, and the card says how to write it.

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
    if not isinstance(exercise_id, str):
        raise KitError(_('Write the exercise first and then the answer: check("E01.2", answer).'))
    ex = exercise(exercise_id)
    given = (answer, *more)
    if more and len(given) != len(ex.parts):
        verdict = Verdict(False, "kind", _one_answer(ex, given))
    else:
        verdict = _judged(ex, given if more else answer)
    _hold(ex, verdict)
    own = _own_cell()
    notice = near_miss(own, ex.id)
    if ex.kind == "chart" and verdict.code not in ("kind", "not-attempted"):
        asks = describe_chart(answer)
        notice = " ".join(filter(None, [notice, asks if verdict.ok else ""]))
    return Result(ex, verdict, notice, _folded(ex, answer) if _is_solution(own) else None)


def _is_solution(cell: str) -> bool:
    """Whether a cell is a folded solution of an instructor's notebook, on a screen that others may see."""
    heads = tuple(f"# {words_of(one)('Solution')}\n" for one in languages())
    return cell.startswith(heads) and has_front_end()


def _folded(ex: Exercise, answer: object) -> Markup:
    """What the cell drew, taken off the page until it is asked for."""
    if ex.kind != "chart" or not (figure := getattr(answer, "figure", None)):
        return Markup("")
    import matplotlib.pyplot as plt

    kept = io.BytesIO()
    figure.savefig(kept, format="png", bbox_inches="tight")
    plt.close(figure)
    data = base64.b64encode(kept.getvalue()).decode()
    return tag(
        "img",
        src=f"data:image/png;base64,{data}",
        alt=describe_chart(answer),
        style="max-width:100%",
    )


def _own_cell() -> str:
    """The cell of a notebook from which :func:`check` was called; "" anywhere else."""
    name = sys._getframe(2).f_code.co_filename
    return "".join(linecache.getlines(name)) if CELL.search(name) else ""


def _one_answer(ex: Exercise, given: tuple) -> str:
    """What to write in place of several answers, of which only one can be judged."""
    if len(given) == 2 and all(type(one) is int for one in given) and not ex.parts:
        return _(
            "Python reads `{whole},{part}` as two numbers. Write a decimal point: `{whole}.{part}`."
        ).format(whole=given[0], part=given[1])
    if ex.parts:
        text = _("This answer has {n} parts, and you gave {given}: {parts}.")
        return text.format(n=len(ex.parts), given=len(given), parts=", ".join(ex.parts))
    text = _('Give one answer after the id: `check("{id}", answer)`. You gave {given}.')
    return text.format(id=ex.id, given=len(given))


def _hold(ex: Exercise, verdict: Verdict) -> None:
    """Fail the cell where the environment (``…_EXPECT``) names another verdict.

    So the tests run each notebook once: in an instructor's every worked solution must be right, in
    a student's every stub must be blank.
    """
    expected = variable("expect")
    if expected and verdict.code != expected:
        raise AssertionError(f"{ex.id}: {verdict.code} ({verdict.message}), expected {expected}")


def _judged(ex: Exercise, answer: object) -> Verdict:
    """The verdict on an answer, which is kept unless it is blank."""
    value = plain(answer)
    if ex.kind == "order":
        value = numbered(ex, value)
    verdict = judge(ex, value)
    if verdict.code != "not-attempted":
        store().add("attempt", ex.id, value, verdict.code)
    return verdict


def _next_help(ex: Exercise, said: str) -> str:
    text = (
        _('`hint("{id}")` gives a nudge.').format(id=ex.id)
        if ex.hints and "hint(" not in said
        else ""
    )
    if not _why_closed(ex):
        text += " " + _('`solution("{id}")` is open to you.').format(id=ex.id)
    return text.strip()


def _why_closed(ex: Exercise) -> str:
    """Why the worked solution is still closed; "" once it is open."""
    if store().setting("solutions").strip().casefold() == "locked":
        return _("Your instructor keeps the solutions closed for now.")
    if missing := _missing_attempts(ex.id):
        return _(
            "The solution opens after two different answers of your own; wrong ones count. Still to go: {n}."
        ).format(n=missing)
    return ""


def _missing_attempts(exercise_id: str) -> int:
    """How many different answers are still to be given before the solution opens."""
    attempts = store().records("attempt", exercise_id)
    if any(attempt.verdict == "right" for attempt in attempts):
        return 0
    different = {json.dumps(attempt.value, sort_keys=True) for attempt in attempts}
    return max(0, HONEST_ATTEMPTS - len(different))


def _hints_seen(ex: Exercise) -> list[int]:
    return [r.value for r in store().records("hint", ex.id) if isinstance(r.value, int)]


def _give_hint(ex: Exercise, n: int | None = None) -> int:
    """Remember that a hint was shown; the next one where none is named."""
    n = min(max(_hints_seen(ex), default=0) + 1, len(ex.hints)) if n is None else n
    store().add("hint", ex.id, n)
    return n


def hint(exercise_id: str, n: int | None = None) -> Card:
    """Show the next hint, or hint number `n` (from 1); the hints before it stay in sight.

    >>> hint("E01.2", 99)
    Traceback (most recent call last):
    claimlab.errors.KitError: E01.2 has ... hints: ask for one by its number, from 1 to ...
    """
    ex = exercise(exercise_id)
    if not ex.hints:
        raise KitError(_("{id} has no hints.").format(id=ex.id))
    if n is not None and (
        isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= len(ex.hints)
    ):
        raise KitError(
            _("{id} has {count} hints: ask for one by its number, from 1 to {count}.").format(
                id=ex.id, count=len(ex.hints)
            )
        )
    n = _give_hint(ex, n)
    return said_card(
        "note",
        _("Hint {n} of {count} ({id})").format(n=n, count=len(ex.hints), id=ex.id),
        *ex.hints[:n],
    )


def solution(exercise_id: str) -> Card:
    """Show the worked solution and why it is right, once two different answers were tried or one was right.

    An instructor closes all solutions with ``…_SOLUTIONS=locked`` in the environment or the workspace's settings.

    Raises
    ------
    KitError
        when there is no such exercise.

    >>> solution("E01.99")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no exercise 'E01.99': did you mean ...
    """
    ex = exercise(exercise_id)
    if closed := _why_closed(ex):
        return said_card("note", ex.id, closed)
    store().add("solution", ex.id, True)
    return said_card(
        "result", _("Worked solution of {id}").format(id=ex.id), *solution_parts(ex), state="given"
    )


def solution_parts(ex: Exercise) -> list:
    """The worked solution, and why it is right."""
    code = worked_solution(ex.id)
    if not code:
        return [_("(the instructor's edition of this lesson is not installed here)"), ex.why]
    return [(tag("pre", tag("code", code), style="overflow:auto;margin:6px 0"), code), ex.why]


@lru_cache(maxsize=None)
def worked_solution(exercise_id: str) -> str:
    """The code of the cells that the instructor's notebook tags as this exercise's solution; "" when there is none."""
    home = lessons_dir() / "instructor"
    for path in [*sorted(home.glob(f"{exercise_id[1:3]}-*.ipynb")), *home.glob("curious.ipynb")]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = [
            "".join(cell["source"]).partition("\n")[2]  # its first line names a folded cell
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

    >>> from claimlab.errors import nearest
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
