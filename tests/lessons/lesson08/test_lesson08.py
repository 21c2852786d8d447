"""Lesson 08 against figures printed elsewhere, not against itself."""

import pytest

from borderlab import load
from borderlab.lessons import exercise


def test_the_share_is_a_count_over_a_count():
    kinds = load("article/claims")["type"].str.split(";")
    forecasts = sum("P" in kind for kind in kinds)
    assert exercise("E08.1").right() == pytest.approx(100 * forecasts / len(kinds))
