"""An exercise is written once, as its solution: marks say what a student reads in its place."""

from __future__ import annotations

import re
from pathlib import Path

from claimlab.authoring.frontmatter import fault

__all__ = ["MARK", "stub_and_solution"]

MARK = "###"
_MOST_LINES_TO_WRITE = 10
_MARKED = re.compile(rf"(?:(.*\S)  |\s*){MARK}(?: (\S.*))?")
_LEFT = re.compile(r"[^(]*?(?: = |: )")


def stub_and_solution(text: str, exercise_id: str, path: Path, first: int) -> tuple[str, str]:
    """What a student gets of an exercise, and its solution.

    ``### stub`` at the end of a line, or alone on the line above it, begins what a student is to
    write, which goes on to the next mark or to the ``check``. She reads in its place what follows
    the mark, or nothing; ``...`` there keeps the line up to its ``=`` (or ``:``).

    Parameters
    ----------
    text : str
        The code of the cell, with its marks.
    exercise_id : str
    path, first : path, int
        The lesson source and the line in it where the code begins, for errors.

    Raises
    ------
    KitError
        when there is no mark or one is not written like this, when ``...`` has nothing to keep,
        when no ``check`` is left to the student, or when there are over ten lines to write.

    >>> stub, solution = stub_and_solution('''top = exports.max()
    ... fall = percent_fall(top, exports.min())  ### ...  # percent_fall(top, ...)
    ... check("E01.2", fall)''', "E01.2", Path("01.md"), 1)
    >>> print(stub)
    top = exports.max()
    fall = ...  # percent_fall(top, ...)
    check("E01.2", fall)
    >>> print(solution)
    top = exports.max()
    fall = percent_fall(top, exports.min())
    check("E01.2", fall)
    """
    stub, solution, is_given = [], [], True
    lines = text.splitlines()
    for place, line in enumerate(lines):
        marked = _MARKED.fullmatch(line)
        if line.count(MARK) > bool(marked):
            how = f"a mark has two spaces before it and one behind it: x = 6 * 7  {MARK} ..."
            raise fault(path, first + place, how)
        if not marked:
            is_given = is_given or line.startswith("check(")
            solution.append(line)
            stub += [line] if is_given else []
            continue
        is_given = False
        code, shown = marked.groups("")
        solution += [code] if code else []
        kept = re.match(r"\s*", line)
        if shown.startswith("..."):
            kept = _LEFT.match(code or "".join(lines[place + 1 : place + 2]))
        if not kept:
            lacks = f"'{MARK} ...' keeps what stands left of ' = ', which this line lacks."
            raise fault(path, first + place, lacks)
        stub += [kept[0] + shown] if shown else []
    if MARK not in text:
        raise fault(path, first, f"no line of {exercise_id} is marked as a student's: {MARK} ...")
    if not any(line.startswith(f'check("{exercise_id}"') for line in stub):
        lacks = f'a student\'s {exercise_id} lacks its line check("{exercise_id}", …).'
        raise fault(path, first, lacks)
    if sum(bool(line.strip()) and line not in stub for line in solution) > _MOST_LINES_TO_WRITE:
        too_much = f"{exercise_id} asks a student to write more than {_MOST_LINES_TO_WRITE} lines."
        raise fault(path, first, too_much)
    return "\n".join(stub), "\n".join(solution)
