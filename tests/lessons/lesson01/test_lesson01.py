"""Lesson 01 against figures printed elsewhere, not against itself."""

import pytest

from borderlab.lessons import exercise, lesson, prediction


def test_the_peak_is_the_one_the_column_prints():
    year, total = exercise("E01.1").right()
    assert year == 2008 and total == pytest.approx(
        7257, abs=1
    )  # Comtrade 6,059 + Colombia's imports 1,198


def test_other_books_give_other_totals():
    wrong = {m.code: m.value()[1] for m in exercise("E01.1").mistakes}
    assert wrong["importers"] == pytest.approx(8011, abs=1) and wrong["exporters"] == pytest.approx(
        6974, abs=1
    )


def test_the_verdict_on_politics_turns_with_the_window():
    evidence = list(lesson("01").claims["C11"]()[1].values())
    assert evidence[0] < 25 and evidence[1] > 75


def test_vehicles_fell_from_65000_to_13100():
    assert exercise("E01.6").right() == pytest.approx(100 * (65000 - 13100) / 65000)


def test_the_curve_has_a_figure_at_every_point():
    drawn = prediction("P01.2")
    assert len(drawn.truth()) == len(drawn.points) and all(
        drawn.low <= y <= drawn.high for y in drawn.truth()
    )


def test_the_closure_of_2015_contradicts_2019():
    status, evidence = lesson("01").claims["C14"]()
    assert status == "contradicted" and "2015-08" in str(evidence)
