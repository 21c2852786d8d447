"""What students plausibly leave in an answer cell: each gets a sentence, none a traceback.

One shell for a lesson, in this process: its cells run once, and then each answer cell runs with
every filling in place of its dots.
"""

from __future__ import annotations

import ast
import json

import pytest

from claimlab.data import lessons_dir
from claimlab.teaching import kindly

NOTEBOOKS = sorted(lessons_dir().glob("[0-9][0-9]-*.ipynb"))
FILLINGS = (
    "...", "abs(...)", "... * 100", "(..., 3)", "None", '""', "41.9", "41,9", "'41,9 %'", "-0.0",
    "(2008, 7200)", "(7200, 2008)", "[1, 2, 3]", "{'a': 1}", "{2018: None}[2019]", "max", "not_a_name",
    "solution", "float('nan')", "1 / 0", "41 %", "41 per cent", "7 200", "“41”", "(1, 2", "100(1 - 0.5)",
    "{name}[2018]", "{name}['2018']", "{name}.loc[2018]", "{name}.nothing", "{name} * 2", "{name}",
    "np.log(2)", "load('trade/nothing')", "check", "int('x')",
    "__import__('numpy').log(0.0)",
)  # fmt: skip


def code_cells(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def dots(code):
    """Where the dots of a stub stand, last first: (start, end) in the text."""
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    nodes = (n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Constant) and n.value is ...)
    return sorted((starts[n.lineno - 1] + n.col_offset for n in nodes), reverse=True)


def filled(code, filling, most=99):
    for at in dots(code)[-most:]:
        code = code[:at] + filling + code[at + 3 :]
    return code


def name_in(code, shell):
    """A name of the cell that holds something to look in; else one that is not there."""
    names = [n.id for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Name)]
    held = (n for n in names if hasattr(shell.user_ns.get(n), "index"))
    return next(held, names[0] if names else "table")


@pytest.fixture
def shell(monkeypatch, tmp_path):
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    monkeypatch.setenv("BORDERLAB_FRONT_END", "1")
    monkeypatch.setenv("BORDERLAB_WORKSPACE", str(tmp_path))
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    shell.reports = []
    monkeypatch.setattr(shell, "_showtraceback", lambda *report: shell.reports.append(report))
    kindly.be_kind()
    yield shell
    InteractiveShell.clear_instance()


def test_a_traceback_would_be_seen(shell):
    shell.set_custom_exc((), None)
    shell.run_cell("1 / 0")
    assert len(shell.reports) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_no_filling_of_an_answer_cell_gives_a_traceback(path, shell, capsys):
    cells = code_cells(path)
    for code in cells:
        shell.run_cell(code)
    assert shell.reports == [], "the lesson as it is handed out"
    answers = [code for code in cells if 'check("E' in code and "..." in code]
    assert answers
    for code in answers:
        own = name_in(code, shell)
        tried = {filled(code, text.replace("{name}", own)) for text in FILLINGS}
        tried |= {filled(code, "41.9", most=1), filled(code, "(1, 2)", most=1)}
        tried |= {code.replace("# ", "", 1).replace("...", "", 1), code.rstrip(")")}
        for attempt in sorted(tried):
            result = shell.run_cell(attempt)
            said = capsys.readouterr()
            assert shell.reports == [] and "Traceback" not in said.out + said.err, attempt
            assert "Handler failed" not in said.err and "Warning" not in said.err, attempt
            assert result.success, f"Run All goes on after {attempt}"
            assert said.out.strip(), f"something is said about {attempt}"
