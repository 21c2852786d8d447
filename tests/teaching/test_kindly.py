"""A sentence in place of a traceback: what it says, and where it stays away."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from claimlab.errors import KitError
from claimlab.teaching import kindly
from claimlab.teaching.slips import slip

NAMES = {
    "check": max,
    "path": pd.Series({2009: 1.0, 2017: 2.0, 2019: 3.0}),
    "table": pd.DataFrame({"year": [1, 2], "usd": [3, 4]}),
    "exports": 3,
    "left": ...,
    "pair": {"a": 1},
}


def said(code):
    """What a student reads who runs this code."""
    names = dict(NAMES)
    try:
        exec(compile(code, "cell", "exec"), names)
    except Exception as error:
        line, trace = getattr(error, "lineno", None), error.__traceback__
        while trace is not None and line is None:
            line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "cell" else None
            trace = trace.tb_next
        return slip(error, code, line or 1, names)
    raise AssertionError("this code runs")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1 + ...", "still dots `...`"),
        ("x = 1\n\n2 * left", "`left` still stands for dots"),
        ("path[2018]", "There is no `2018` in `path`. The nearest are `2017` and `2019`."),
        ("path.loc[2018]", "The nearest are `2017` and `2019`."),
        ("year = 2018\npath[year]", "The nearest are `2017` and `2019`."),
        ("path['2019']", "write `2019` without quotes"),
        ("table['yeer']", "Did you mean 'year'?"),
        ("table[['usd', 'euros']]", "no column `euros`"),
        ("table.query('yeer > 1')", "no column `yeer`"),
        ("pair['b']", "There is no `b` in `pair`. The names are 'a'."),
        ("table.yeer", "Did you mean `year`?"),
        ("exprots", "Did you mean `exports`?"),
        ("solution", "`from borderlab import solution`"),
        ("sns.lineplot()", "`import seaborn as sns`"),
        ("whatever", "Run the cells above first"),
        ("from borderlab import chek", "did you mean 'check'"),
        ("import no_such_thing", "nothing beyond what the kit brings"),
        ("a, b = 5", "Write a value for each"),
        ("a, b = 1, 2, 3", "one value for each name"),
        ("abs()", "brackets of `abs` are empty"),
        ("abs(41, 9)", "too much between the brackets"),
        ("def f(x): pass\nf(41, 9)", "write `41.9`, not `41,9`"),
        ("def f(x): pass\nf(*[1, 2])", "too much between the brackets of `f`."),
        ("answer = ...\nanswer = (lambda x: x)()", "Something is missing between the brackets: 'x'"),
        ("f(x=…)", "one sign that Python does not know"),
        ("(lambda x: x)()", "Something is missing between the brackets: 'x'"),
        ("def f(x): pass\nf(digits=1)", "no argument called `digits`"),
        ("n = 100\nn(1 - 0.5)", "write `*`"),
        ("'41' * 1.5", "without quotes"),
        ("float('41,9')", "with a point for decimals"),
        ("max + 1", "A function stands where a number is needed"),
        ("None + 1", "nothing (`None`)"),
        ("1 if table['usd'] else 2", "Pick one value"),
        ("[1][4]", "counting starts at 0"),
        ("1 / 0", "divided by zero"),
        ("raise RuntimeError('odd')", "part by part"),
        ("41 %", "Write the number alone"),
        ("41 per cent", "Write the number alone"),
        ("7 200", "without spaces"),
        ("1,234,567 8", "without spaces"),
        ("(1, 2", "opened and never closed"),
        ("1)", "The brackets do not fit"),
        ("'a", "does not end"),
        ("“a”", "curly quotation mark"),
        ("  x = 1\n y = 2", "spaces at its start"),
        ("007", "does not begin with 0"),
        ("if 1 = 2: pass", "write `==`"),
        ("x = ", "not finished"),
        ("max(a b)", "Something is missing"),
        ("x === 3", "cannot read this line"),
    ],
)  # fmt: skip
def test_a_slip_in_words(code, words):
    assert words in said(code)


def test_a_cell_that_is_run_before_the_lesson_was_started():
    words = slip(NameError("name 'check' is not defined", name="check"), 'check("E01.1")', 1, {})
    assert "Run All Cells" in words


def test_a_sentence_of_the_kit_stands_alone():
    card = kindly.kind_card(KitError("Do this."), None, {})
    assert repr(card) == "Note\nDo this."


def test_the_card_has_the_line_and_names_the_way_to_the_traceback():
    try:
        raise ValueError("a reason\nof two lines")
    except ValueError as error:
        words = repr(kindly.kind_card(error, error.__traceback__, {}))
    assert "Python says ValueError: a reason. `%tb`" in words


def run(tmp_path, **environment):
    """A real kernel's shell without a screen: status and output of a slip in an answer cell."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as S\n"
        "from traitlets.config import Config\n"
        "import json, io, contextlib\n"
        "shell = S.instance(config=Config(HistoryManager={'enabled': False}))\n"
        "out = io.StringIO()\n"
        "with contextlib.redirect_stdout(out):\n"
        "    shell.run_cell('import borderlab')\n"
        "    cells = ('1/0', 'check(\"E01.1\", 1/0)', '%tb', 'import numpy; _ = numpy.log(0.0)',\n"
        "'import warnings; warnings.warn(chr(10) * 2 + \"It is going away.\")')\n"
        "    done = [shell.run_cell(c).success for c in cells]\n"
        "print(json.dumps([done, out.getvalue()]))"
    )
    env = {"PATH": "", "HOME": str(tmp_path), "BORDERLAB_WORKSPACE": str(tmp_path), **environment}
    env["PYTHONPATH"] = ":".join(p for p in sys.path if p)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_an_answer_that_stops_does_not_stop_run_all_and_the_traceback_is_kept(tmp_path):
    (first, answer, *_rest), out = run(tmp_path, BORDERLAB_FRONT_END="1")
    assert (first, answer) == (False, True)
    assert "Python warns at line 1: divide by zero encountered in log." in out
    assert "Python warns at line 1: It is going away." in out, (
        "a message that starts on its third line"
    )
    assert out.count("Traceback (most recent call last)") == 1, "that of %tb"


@pytest.mark.parametrize(
    "off", [{}, {"BORDERLAB_EXPECT": "right"}, {"BORDERLAB_TRACEBACKS": "full"}]
)
def test_it_stays_away_where_nobody_looks_or_where_it_is_not_wanted(tmp_path, off):
    front = {"BORDERLAB_FRONT_END": "1"} if off else {}
    (first, answer, *_rest), out = run(tmp_path, **front, **off)
    assert (first, answer) == (False, False) and "This cell stopped" not in out
    assert out.count("Traceback (most recent call last)") == 3
