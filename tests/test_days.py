"""One formula says where a day stands on an axis of years."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from borderlab.lessons.lesson06.numbers import place_of
from claimlab.days import at_place, place
from claimlab.views.stage import position

PACKAGE = Path(__file__).parents[1] / "helpers"


def test_each_day_of_leap_and_common_years_stands_after_the_one_before_and_is_found_again():
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(3 * 365 + 1)]
    places = [place(day) for day in days]
    assert all(a < b for a, b in zip(places, places[1:], strict=False))
    assert [at_place(p) for p in places] == days
    assert [place(date(year, 1, 1)) for year in (2019, 2020, 2021)] == [2019, 2020, 2021]


@pytest.mark.parametrize("day", ["2015-08-19", "2020-02-29", "2020-12-31", "2022-09-15"])
def test_pictures_guesses_and_marks_use_it(day):
    where = place(day)
    assert position(day) == position(pd.Timestamp(day)) == place(pd.Timestamp(day)) == where
    assert place_of(pd.Timestamp(day)) == round(where, 2)


def test_nobody_reckons_it_anew():
    """No other module turns the day of a year into a part of it, or types such a part."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        typed = [
            node.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, float)
        ]
        found += [(path.name, v) for v in typed if 1990 < v < 2040 and not (2 * v).is_integer()]
        reckoned = re.findall(r"day_of_year.*/.*|\.days.*/ 36[56]\b(?!\.).*", text)
        found += [(path.name, line) for line in reckoned if path.name != "days.py"]
    assert found == []
