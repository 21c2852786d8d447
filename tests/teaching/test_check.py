"""check, hint, solution and show_source as a student meets them."""

from __future__ import annotations

import functools
import json

import pytest

from claimlab.errors import KitError
from claimlab.judging.plain import plain
from claimlab.lessons import exercise
from claimlab.teaching import check as check_module
from claimlab.teaching.check import check, hint, show_source, solution
from claimlab.teaching.store import store


def test_an_attempt_is_judged_shown_and_recorded(lessons):
    result = check("E97.1", 16.67)
    assert (result.ok, result.code) == (False, "other-share")
    assert repr(result).startswith("Not yet (E97.1): That is the other country's share.")
    record = store().records("attempt", "E97.1")[-1]
    assert (record.value, record.verdict, record.lesson) == (16.67, "other-share", "97")


def test_a_right_answer_comes_with_the_reason(lessons):
    result = check("E97.1", "83.3 %")
    assert (
        result.ok
        and "whole below the line" in repr(result)
        and "<code>part / whole</code>" in result.html
    )


@pytest.mark.parametrize("blank", [..., None, "", []])
def test_a_blank_is_no_attempt(lessons, blank):
    assert check("E97.1", blank).code == check("E97.1").code == "not-attempted"
    assert not store().records()


@pytest.fixture
def shell(lessons):
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    made.run_cell("from borderlab import check")
    yield made
    InteractiveShell.clear_instance()


SLIPPED = "This cell gives `coeficient` a value, but what was checked is `coefficient`"


@pytest.mark.parametrize(
    ("cell", "is_named"),
    [
        ('coeficient = 83.3\ncheck("E97.1", coefficient)', True),
        ('coefficient = coeficient = 83.3\ncheck("E97.1", coefficient)', False),
        ('other = 83.3\ncheck("E97.1", coefficient)', False),
        ('coefficient_2 = 83.3\ncheck("E97.1", coefficient)', False),
        ('coeficient = 83.3\ncheck("E97.2", 1); check("E97.1", 5)', False),
    ],
)
@pytest.mark.parametrize("before", ["16.67", "..."])
def test_a_misspelled_name_that_left_an_old_value_is_named(shell, cell, is_named, before):
    shell.run_cell(f"coefficient = {before}")
    result = shell.run_cell(cell).result
    assert (SLIPPED in repr(result)) is is_named
    assert ("coeficient" in result.html) is is_named


def test_a_decimal_comma_is_named_and_is_no_attempt(lessons):
    result = check("E97.1", 83, 3)
    assert result.code == "kind" and "decimal point: `83.3`" in result.message
    assert "one answer" in check("E97.1", 1, 2, 3).message and not store().records()


def test_several_parts_need_no_brackets(lessons):
    assert check("E97.2", 2008, 7200.0, True).ok
    assert "3 parts, and you gave 2: year, total, holds" in check("E97.2", 2008, 7200).message
    assert len(store().records("attempt")) == 1


def test_the_hint_is_named_once(lessons):
    assert (
        repr(check("E97.1", 50)).count("hint(") == repr(check("E97.1", 16.67)).count("hint(") == 1
    )


def test_each_kind_of_verdict_has_its_own_tone(lessons, sample):
    from dataclasses import replace

    from claimlab.judging.judge import judge
    from claimlab.teaching.check import Result

    assert repr(check("E97.8", sample.CARD.schema["examples"][0])).startswith("Complete (E97.8)")
    assert (
        check("E97.1", 83.33).tone == "right" and check("E97.6", {"S01": "causal"}).tone == "wrong"
    )
    opinion = replace(sample.LABELS, optional=True)
    shown = Result(opinion, judge(opinion, {"S01": "causal", "S02": "causal", "S03": "normative"}))
    assert shown.tone == "note" and "Not yet" not in repr(shown) + shown.html


def test_an_answer_that_was_right_and_was_changed_is_not_called_right(lessons):
    assert check("E97.1", 83.33).description()["stateWord"] == "right"
    assert check("E97.1", 12).description()["stateWord"] == "tried"


def test_an_unknown_id_gets_the_nearest_ones(lessons):
    for call in (check, hint, solution):
        with pytest.raises(KitError, match="E97.1"):
            call("E97.11")


def test_what_a_student_typed_is_escaped(lessons):
    page = check("E97.5", "<script>alert(1)</script>").html
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_hints_come_one_after_another(lessons):
    assert "Hint 1 of 2 (E97.1)" in repr(hint("E97.1")) and "Divide the part" not in repr(
        hint("E97.1", 1)
    )
    assert "Divide the part" in repr(hint("E97.1")) and "What is the whole?" in repr(hint("E97.1"))
    assert [r.value for r in store().records("hint")] == [1, 1, 2, 2]


@pytest.mark.parametrize("n", [0, 3, "1", 1.0, True])
def test_a_hint_that_does_not_exist(lessons, n):
    with pytest.raises(KitError, match="from 1 to 2"):
        hint("E97.1", n)


@pytest.fixture
def worked(tmp_path, monkeypatch):
    """An instructor's notebook with the solution of E97.1."""
    folder = tmp_path / "lessons" / "instructor"
    folder.mkdir(parents=True)
    cells = [
        {
            "metadata": {"tags": ["solution"], "exercise": "E97.1"},
            "source": ["# Solution\n", "share = 100 * 6 / 7.2\n", 'check("E97.1", share)'],
        },
        {"metadata": {"tags": ["exercise"], "exercise": "E97.1"}, "source": ["share = ..."]},
    ]
    (folder / "97-sample.ipynb").write_text(json.dumps({"cells": cells}))
    monkeypatch.setattr(check_module, "lessons_dir", lambda: tmp_path / "lessons")
    check_module.worked_solution.cache_clear()
    yield
    check_module.worked_solution.cache_clear()


def test_the_solution_opens_after_two_different_answers(lessons, worked):
    check("E97.1", 50)
    check("E97.1", 50)
    check("E97.1", ...)
    assert "Still to go: 1" in repr(solution("E97.1")) and not store().records("solution")
    assert "solution(" in repr(check("E97.1", 51))
    shown = repr(solution("E97.1"))
    assert (
        "share = 100 * 6 / 7.2" in shown
        and "whole below the line" in shown
        and "share = ..." not in shown
    )
    assert len(store().records("solution")) == 1


def test_the_solution_is_open_once_it_was_found(lessons, worked):
    check("E97.1", 83.33)
    assert "100 * 6" in repr(solution("E97.1"))


def test_an_instructor_locks_the_solutions(lessons, worked, monkeypatch):
    check("E97.1", 83.33)
    monkeypatch.setenv("BORDERLAB_SOLUTIONS", "locked")
    assert "instructor" in repr(solution("E97.1")) and "100 * 6" not in solution("E97.1").html
    check("E97.1", 1)
    assert "solution(" not in repr(check("E97.1", 2))


def test_a_solution_without_the_instructors_edition_still_says_why(lessons, tmp_path, monkeypatch):
    monkeypatch.setattr(check_module, "lessons_dir", lambda: tmp_path / "none")
    check_module.worked_solution.cache_clear()
    check("E97.1", 83.33)
    assert "whole below the line" in repr(solution("E97.1"))


def _area(width: float, height: float) -> float:
    """Area of a rectangle.

    >>> _area(2, 3)
    6
    """
    # both in metres
    return width * height


@pytest.mark.parametrize(
    "fn",
    [_area, functools.partial(_area, 2), functools.lru_cache(_area)],
    ids=["function", "partial", "cached"],
)
def test_source_is_shown_without_its_documentation(fn):
    shown = repr(show_source(fn))
    assert shown.endswith("# both in metres\n    return width * height") and "Area of" not in shown
    assert show_source(fn)._repr_markdown_().startswith("```python\n")


@pytest.mark.parametrize("thing", [len, 5, _area(2, 3), None, "text"])
def test_what_has_no_source_gets_a_sentence(thing):
    with pytest.raises(KitError, match="without \\(\\)"):
        show_source(thing)


@pytest.fixture
def chart():
    """The figure that an exercise of lesson 01 asks for, as a student draws it."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    right = exercise("E01.7").right()
    ax = sns.scatterplot(
        right.table, x=right.x, y=right.y, hue=right.by, style=right.by, ax=plt.figure().subplots()
    )
    ax.set(title="Colombia sold more than it <bought>", ylabel="US$ billions")
    yield ax
    plt.close("all")


def test_a_chart_that_was_checked_is_shown_with_what_it_shows_in_words(chart):
    from IPython.core.formatters import DisplayFormatter

    assert check("E01.7", chart).ok
    shown, _about = DisplayFormatter().format(chart.figure)
    assert shown["text/html"].startswith(
        '<img alt="Colombia sold more than it &lt;bought&gt;. US$ billions by '
    )
    assert (
        " from 5.27 (2007) to " in shown["text/html"]
        and "data:image/png;base64," in shown["text/html"]
    )


def test_a_right_chart_is_asked_for_its_source_and_a_wrong_one_is_not(chart):
    asked = check("E01.7", chart)
    assert asked.ok and "where its figures are from" in repr(asked)
    chart.set(ylabel="")
    assert "where its figures are from" not in repr(check("E01.7", chart))
    chart.set(ylabel="US$ billions")
    chart.figure.text(0, -0.03, "Source: UN Comtrade")
    named = check("E01.7", chart)
    assert named.ok and not named.notice
    assert check("E01.7", plain(chart)).ok and not check("E01.7", "no chart").ok


@pytest.mark.parametrize("head", ["# Solution", "# Solución"])
def test_a_solution_of_an_instructor_stays_folded_until_it_is_asked_for(lessons, monkeypatch, head):
    """On a wall the card of a solution says the task alone; elsewhere nothing changes."""
    cell = f'{head}\nshare = 100 * 6 / 7.2\ncheck("E97.1", share)'
    monkeypatch.setattr(check_module, "_own_cell", lambda: cell)
    assert check("E97.1", 100 * 6 / 7.2).description()["tone"] == "right"  # no screen
    monkeypatch.setattr(check_module, "has_front_end", lambda: True)
    card = check("E97.1", 100 * 6 / 7.2)
    shut = card.description()
    assert card.ok and card.message not in shut["body"] and shut["tone"] == "note"
    card.press("unfold", {})
    assert card.description()["tone"] == "right"
    monkeypatch.setattr(check_module, "_own_cell", lambda: 'check("E97.1", share)')
    assert check("E97.1", 100 * 6 / 7.2).description()["tone"] == "right"
