"""The table as a game: its counts are the model's, each wish can be met, and what a nudge says is so."""

from functools import reduce
from itertools import product

import pytest

from borderlab.lessons.lesson12 import numbers as n
from borderlab.lessons.lesson12 import table as t
from claimlab.lessons import toys
from claimlab.lessons.toys import on_page
from claimlab.lessons.words import words


def made():
    return toys("12")["the_table"](words("12")["toys"]["the-table"])


@pytest.mark.parametrize("package", ["B", "C"])
@pytest.mark.parametrize("want", t.WANTS)
def test_a_package_on_the_table_does_what_the_model_says(package, want):
    found = t.count(want, tuple(t.packed(package).values()), 0)
    signed = 100 * n.worlds("agnostic", "ABC").final["signed"][:, "ABC".index(package)].mean()
    assert found.shut + signed == pytest.approx(100, abs=1)
    pair = n.eight_views(package, "B").query("worldview == 'agnostic' and outcome == @want")
    assert found.ahead == pytest.approx(100 * pair["better"].iloc[0], abs=1)
    assert sum(found[1:]) == 100


@pytest.mark.parametrize(
    ("want", "levers"),
    [("trade_usd_billions", (10, 10, 0)), ("haven", (10, 10, 2)), ("democracy", (10, 8, 0))],
)
def test_each_wish_can_be_met_within_a_limit_of_15_and_neither_package_of_the_lesson_does_it(want, levers):  # fmt: skip
    asked = t.Table(want, 15, True)
    for package in ("B", "C"):
        assert not t.is_won(asked._replace(**t.packed(package)))
    met = asked._replace(**dict(zip(t.TENTHS, levers, strict=True)))
    assert made().won(met) is None, "a lever in passing signs nothing"
    met = made().step(met, "sign")
    assert t.is_won(met) and 1 <= t.views_won(met) <= len(t.view_ids())
    assert made().won(met)["views"] == t.views_won(met)


@pytest.mark.parametrize("want", t.WANTS)
def test_on_a_page_each_wish_can_be_met_at_the_limit_that_stands_there(want):
    page = on_page(made())
    state = page.step(page.step(page.start(0), want), "set")
    pulled = [{one.move for one in page.moves(state) if one.move.startswith(name)} for name in t.TENTHS]  # fmt: skip
    tried = [reduce(page.step, levers, state) for levers in product(*pulled)]
    met = [one for one in tried if t.is_won(one)]
    assert met and all("sign" in {one.move for one in page.moves(each)} for each in met)
    assert page.won(page.step(met[0], "sign"))
    assert len(met) < len(tried) / 4, "and not by any levers"


def test_a_limit_that_nothing_keeps_is_called_so():
    asked = t.Table("haven", 5, True, 10, 10, 0)
    assert t.least_shut(0) > 5 and "No lever keeps this limit" in made().words(asked)


def test_full_conditions_break_a_tight_limit_and_the_nudge_points_there():
    asked = t.Table("haven", 20, True, 10, 10, 10)
    assert not t.is_won(asked) and "no longer ask" in made().words(asked)
    lax = asked._replace(conditions=0)
    assert not t.is_won(lax) and "last lever" in made().words(lax)
