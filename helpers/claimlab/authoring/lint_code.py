"""Lint rules for what a lesson calls: short cells, few controls, predictions first, nothing fetched.

Each rule takes a source and yields pairs of the cell (None for the whole page) and a message.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from statistics import median

from claimlab import lessons
from claimlab.authoring.source import Cell, Source, text_argument

__all__ = ["ANY_PAGE", "LESSONS", "code_cells", "imports"]

Findings = Iterator[tuple[Cell | None, str]]

_NO_CONTROLS = {"compute", "view", "goal", "advanced", "beside", "trail"}
_MEDIAN_LINES, _MOST_LINES, _MOST_CONTROLS = 5, 20, 3
_WIDEST = 100  # characters that a projected JupyterLab shows without scrolling sideways
_NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "urllib",
    "urllib3",
    "webbrowser",
    "wget",
}
_SHELL = {"conda", "os", "pip", "subprocess"}
_PLOTTING = {"altair", "bokeh", "matplotlib", "plotly", "pylab"}  # seaborn: lint_form


def code_cells(cells: tuple[Cell, ...]) -> list[Cell]:
    """The code among cells."""
    return [cell for cell in cells if cell.kind == "code"]


def _asked(cells: tuple[Cell, ...], *names: str) -> list[tuple[Cell, str]]:
    """(cell, id) of each call of these names, in the order in which they are run."""
    return [(cell, text) for cell in code_cells(cells) for text in cell.asked(*names)]


def syntax(source: Source) -> Findings:
    """Each code cell is Python."""
    for cell in code_cells(source.cells):
        try:
            ast.parse(re.sub(r"(?m)^[ \t]*[!%].*$", "", cell.text))
        except SyntaxError as error:
            yield cell, f"this is not Python: {error.msg} in line {error.lineno} of the cell."


def shell(source: Source) -> Findings:
    """No shell line, no magic, nothing installed, from a cell."""
    for cell in code_cells(source.cells):
        for match in re.finditer(r"(?m)^[ \t]*(?:[!%].*|(?:pip|conda|mamba|uv) .*)$", cell.text):
            yield (
                cell,
                f"'{match[0].strip()}' is no Python: a lesson runs on any machine without installing anything.",
            )
        for name in imports(cell) & _SHELL:
            yield cell, f"a lesson does not need '{name}'."
        if any(name == "get_ipython" for name, __ in cell.calls()):
            yield cell, "a lesson does not need 'get_ipython'."


def network(source: Source) -> Findings:
    """Nothing is fetched: the tables come with the kit."""
    for cell in code_cells(source.cells):
        for name in imports(cell) & _NETWORK:
            yield cell, f"'{name}' goes to the network: read tables with load()."
        for __, call in cell.calls():
            for value in (*call.args, *(k.value for k in call.keywords)):
                if isinstance(value, ast.Constant) and re.match(
                    r"(?:https?|ftp|s3)://", str(value.value)
                ):
                    yield cell, f"'{value.value}' would be fetched: read tables with load()."


def imports(cell: Cell) -> set[str]:
    """Top-level names of the packages that a cell imports."""
    names = set()
    for node in ast.walk(cell.tree()):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def cell_length(source: Source) -> Findings:
    """Half of the code cells have at most five lines, none has more than twenty, and no line is too wide."""
    lengths = {
        cell: sum(bool(line.strip()) for line in cell.text.splitlines())
        for cell in code_cells(source.cells)
    }
    for cell, length in lengths.items():
        if (widest := max(map(len, cell.text.splitlines()), default=0)) > _WIDEST:
            yield (
                cell,
                f"a line has {widest} characters: at most {_WIDEST}, or it runs out of the screen.",
            )
        if length > _MOST_LINES:
            yield (
                cell,
                f"the cell has {length} lines: at most {_MOST_LINES}; move what need not be read into the helpers.",
            )
    seen = [lengths[cell] for cell in code_cells(source.student)]
    if seen and (middle := median(seen)) > _MEDIAN_LINES:
        yield None, f"the median code cell has {middle:g} lines: at most {_MEDIAN_LINES}."


def controls(source: Source) -> Findings:
    """An explore cell shows one to three controls."""
    for cell in code_cells(source.cells):
        for name, call in cell.calls():
            named = {keyword.arg for keyword in call.keywords}
            if name != "explore" or None in named:
                continue
            if not 1 <= (count := len(named - _NO_CONTROLS)) <= _MOST_CONTROLS:
                yield (
                    cell,
                    f"explore shows {count} controls: one to {_MOST_CONTROLS}; put the rest behind 'advanced'.",
                )


def prediction_first(source: Source) -> Findings:
    """Each reveal comes after the predict of the same id, and each predict has its reveal.

    The last one may be the next lesson's: it is revealed there, and asked there again.
    """
    made, shown = {}, set()
    calls = [
        (cell, name, text_argument(call))
        for cell in code_cells(source.student)
        for name, call in cell.calls()
    ]
    for cell, name, asked in calls:
        if name == "predict":
            made.setdefault(asked, cell)
        elif name == "reveal":
            shown.add(asked)
            if asked not in made:
                yield cell, f"reveal('{asked}') has no predict('{asked}') before it."
    following = f"P{int(source.lesson) + 1:02}." if source.lesson.isdigit() else "-"
    ahead = [asked for asked in made if asked.startswith(following)]
    for asked in made.keys() - shown:
        if asked not in ahead:
            yield made[asked], f"predict('{asked}') is never revealed to a student."
    for asked in ahead:
        if asked != list(made)[-1] or len(ahead) > 1:
            yield (
                made[asked],
                f"predict('{asked}') is the next lesson's: it stands last, and alone.",
            )


def view_titles(source: Source) -> Findings:
    """Each figure comes from a view, and each view has a title."""
    imported = {
        alias.asname or alias.name
        for cell in code_cells(source.cells)
        for node in ast.walk(cell.tree())
        if isinstance(node, ast.ImportFrom) and node.module == "claimlab.views"
        for alias in node.names
    }
    for cell in code_cells(source.cells):
        for name in imports(cell) & _PLOTTING:
            yield (
                cell,
                f"a figure drawn with '{name}' has no words and no source: use a view of claimlab.views.",
            )
        for name, call in cell.calls():
            if (
                name in imported
                and name[:1].isupper()
                and not {"title", None} & {k.arg for k in call.keywords}
            ):
                yield cell, f"{name}(…) has no title: say in one sentence what the figure shows."


def one_quiz(source: Source) -> Findings:
    """At most one quiz, the lesson's own, and none whose questions nobody asks."""
    asked = [name for __, name in _asked(source.student, "quiz")]
    wanted = [f"Q{source.lesson}"] if lessons.lesson(source.lesson).quiz else []
    if asked != wanted:
        yield (
            None,
            f"a lesson with questions has one quiz, quiz('Q{source.lesson}'), and one without has none;"
            f" this one calls {', '.join(map(repr, asked)) or 'none'}.",
        )


def declared(source: Source) -> Findings:
    """What the lesson asks and what its answers module declares are the same."""
    lesson = lessons.lesson(source.lesson)
    code = [cell for cell in code_cells(source.student)]
    named = {
        text: cell for cell in code for __, call in cell.calls() if (text := text_argument(call))
    }
    named |= {cell.exercise: cell for cell in code if cell.exercise}
    for what, pattern, known in (
        ("exercise", rf"E{source.lesson}\.\d+", {e.id for e in lesson.exercises}),
        ("prediction", rf"P{source.lesson}\.\d+", {p.id for p in lesson.predictions}),
    ):
        used = {name: cell for name, cell in named.items() if re.fullmatch(pattern, name)}
        for name in sorted(known - set(used)):
            yield None, f"the {what} {name} is declared but does not appear in the lesson."
        for name in sorted(set(used) - known):
            yield (
                used[name],
                f"the {what} {name} is not declared in lessons/lesson{source.lesson}/answers.py.",
            )


def pictures(source: Source) -> Findings:
    """A picture that a cell names is declared, and one that the room declares is shown or revealed."""
    known = lessons.pictures(source.lesson)
    shown = {name: cell for cell, name in _asked(source.cells, "show")}
    revealed = {name for _cell, name in _asked(source.cells, "reveal")}
    for name in sorted(shown.keys() - known.keys()):
        yield shown[name], f"there is no picture '{name}' in lessons/lesson{source.lesson}."
    for name, one in known.items():
        if name not in shown and one.reveals not in revealed:
            yield None, f"the picture {name} is declared, and no cell shows it."


ANY_PAGE = {
    "syntax": syntax,
    "shell": shell,
    "network": network,
    "cell-length": cell_length,
    "controls": controls,
    "prediction-first": prediction_first,
    "view-title": view_titles,
}
LESSONS = {"quiz": one_quiz, "declared": declared, "picture": pictures}
