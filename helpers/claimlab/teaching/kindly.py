"""A sentence in place of a traceback, in a notebook that somebody reads.

IPython lets a kernel name its own handler of exceptions. Ours shows the student's line, what went
wrong in words, and Python's own last line; ``%tb`` shows the whole traceback. It is left off where
nobody looks (a notebook that is only run), where a test holds the verdicts (``…_EXPECT``),
and with ``…_TRACEBACKS=full``.
"""

from __future__ import annotations

import linecache
import re
import sys
import warnings
from typing import Any

from claimlab.course import variable
from claimlab.errors import KitError
from claimlab.html import tag
from claimlab.i18n import _
from claimlab.settings import setting
from claimlab.teaching.card import Card, said_card
from claimlab.teaching.frontend import has_front_end
from claimlab.teaching.results import show_plainly
from claimlab.teaching.slips import CELL, slip

__all__ = ["kind_card", "be_kind"]

_ANSWERS = re.compile(r"\b(?:check|judge)\(\s*[\"'][EC]\d")
_LONGEST = 160


def be_kind() -> None:
    """Watch the kernel that this runs in, if somebody reads it; a handler that is there already stays."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None or shell.custom_exceptions or not _is_on():
        return
    # Python warns of `100(1 - share)` in red and with a path, and then stops at it anyway.
    warnings.filterwarnings("ignore", ".*perhaps you missed a comma", SyntaxWarning)
    shell.set_custom_exc((Exception,), _handle)
    shell.events.register("post_run_cell", _go_on)
    show_plainly(shell)
    _warn_kindly()


def load_ipython_extension(shell: Any) -> None:
    """Let a kernel begin like this, before anything of the kit is imported (``--ext`` of ipykernel)."""
    be_kind()


def _is_on() -> bool:
    is_full = setting("TRACEBACKS").strip().casefold() == "full"
    return has_front_end() and not is_full and not variable("expect")


def _handle(shell: Any, kind: type, error: BaseException, trace: Any, tb_offset=None) -> list[str]:
    from IPython.display import display

    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace  # for %tb
    display(kind_card(error, trace, shell.user_ns))
    return []


def _warn_kindly() -> None:
    """A warning about a cell's own line as a sentence, without the path of a temporary file."""
    usual = warnings.showwarning

    def show(message, category, filename, lineno, file=None, line=None) -> None:
        if file is not None or not CELL.search(str(filename)):
            return usual(message, category, filename, lineno, file, line)
        from IPython.display import display

        text = _("Python warns at line {n}: {message}. Look whether the result makes sense.")
        says = str(message).strip().split("\n")[0].rstrip(".")
        return display(said_card("note", "", text.format(n=lineno, message=says)))

    warnings.showwarning = show


def _go_on(result: Any) -> None:
    """Nothing is built on an answer: after a slip in one, *Run All* goes on."""
    asked = getattr(getattr(result, "info", None), "raw_cell", None) or ""
    if result is not None and not result.success and _ANSWERS.search(asked):
        result.error_before_exec = result.error_in_exec = None


def kind_card(error: BaseException, trace: Any, names: dict[str, Any]) -> Card:
    """What a student sees in place of a traceback.

    >>> kind_card(KitError("There is no table 'x'."), None, {})
    Note
    There is no table 'x'.
    """
    if isinstance(error, KitError):
        return said_card("note", "", str(error))
    source, line, seen = _where(error, trace, names)
    told = slip(error, source, line, seen)
    lines = source.splitlines()
    own = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    heading = _("This cell stopped at line {n}").format(n=line) if own else _("This cell stopped")
    code = (tag("pre", tag("code", own), style="overflow:auto;margin:4px 0"), own) if own else ""
    message = str(getattr(error, "msg", "") or error).strip().split("\n")[0]
    message = re.sub(r" \(\S+\.py\)$", "", message)[:_LONGEST].rstrip(".?")
    words = _("Python says {kind}: {message}. `%tb` in a new cell shows its whole report.")
    python = words.format(kind=type(error).__name__, message=message)
    return said_card("note", heading, code, told, python)


def _where(error: BaseException, trace: Any, names: dict[str, Any]) -> tuple[str, int, dict]:
    """The student's own cell, the line in it, and the names it could see."""
    if isinstance(error, SyntaxError):
        source = "".join(linecache.getlines(error.filename or "")) or error.text or ""
        return source, error.lineno or 1, names
    found = ("", 0, names)
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_globals is names:
            source = "".join(linecache.getlines(frame.f_code.co_filename))
            found = source, trace.tb_lineno, {**names, **frame.f_locals}
        trace = trace.tb_next
    return found
