"""Lesson 14 against figures printed elsewhere, not against itself."""

import pytest

from borderlab import load
from claimlab.lessons import exercise


def test_the_share_is_a_count_over_a_count():
    kinds = load("article/claims")["type"].tolist()
    causes = kinds.count("K")
    assert exercise("E14.1").right() == pytest.approx(100 * causes / len(kinds))
