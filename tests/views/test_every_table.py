"""Every picture of the course shows the figures behind it: one click away, and never an error."""

from __future__ import annotations

import pytest

from claimlab import lessons
from claimlab.lessons import lesson_ids
from claimlab.teaching.explore import Explore
from claimlab.views.figure import Figure


@pytest.mark.parametrize("number", lesson_ids())
def test_the_figures_of_every_picture_can_be_shown(number, workspace):
    for name, one in lessons.pictures(number).items():
        shown = one()
        if isinstance(shown, Explore):
            assert "<table" in shown.table(), name
        elif isinstance(shown, Figure):
            assert len(shown.view.table(shown.frame)), name
