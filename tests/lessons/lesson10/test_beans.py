"""Ten beans: the years add up, the best path is the best of all, and what is nailed down holds nothing."""

import re
from itertools import product

import pytest

from borderlab.lessons.lesson10 import beans as b
from borderlab.models.engagement import best_engagement
from claimlab.lessons import toys
from claimlab.lessons.toys import on_page
from claimlab.lessons.words import words


def test_the_best_path_is_the_best_of_all_that_can_be_lent():
    for years, past in product((1, 2, 3), (0, 17, 60)):
        every = [
            sum(
                b.kept(n, 0, past + sum(path[:i])) for i, n in enumerate(path)
            )
            for path in product(range(b.BEANS + 1), repeat=years)
        ]  # fmt: skip
        assert b.most(years, past)[0] == pytest.approx(max(every))


def test_full_dependence_is_that_of_the_lesson():
    most = max(range(b.BEANS + 1), key=lambda n: b.kept(n, 0, 70))
    assert abs(most / b.BEANS - float(best_engagement(b.dependence(70)))) < 0.5 / b.BEANS


def test_what_is_given_for_good_holds_nothing():
    assert b.kept(4, 4, 0) == 0
    assert b.kept(4, 2, 30) == pytest.approx(b.kept(4, 0, 30) / 2)


def test_the_goal_can_be_reached_and_ten_each_year_miss_it():
    assert b.always(b.BEANS) < b.GOAL < b.most()[0]
    assert f"at least {b.GOAL} beans" in words("10")["toys"]["ten-beans"]["task"]
    made = toys("10")["ten_beans"](words("10")["toys"]["ten-beans"])
    state = made.start(0)
    for beans in b.most()[1]:
        state = made.step(made.step(state, f"lend {beans}"), "year")
    assert made.won(state)["kept"] == made.won(state)["most"]
    lazy = made.start(1)
    for _year in range(b.YEARS):
        lazy = made.step(made.step(lazy, "lend 10"), "year")
    assert made.won(lazy) is None


def ended(made, deal, path):
    state = made.start(deal)
    for beans in path:
        state = made.step(made.step(state, f"lend {beans}"), "year")
    return state


def test_the_best_path_is_shown_to_who_has_won_or_ends_a_second_game():
    made = toys("10")["ten_beans"](words("10")["toys"]["ten-beans"])
    lazy = [b.BEANS] * b.YEARS
    for deal, path, is_shown in ((0, lazy, False), (1, lazy, True), (0, b.most()[1], True)):
        state = ended(made, deal, path)
        keys = {mark["i"] for mark in made.draw(state, 760)["marks"]}
        assert ("best0" in keys) == is_shown == ("best path" in made.words(state))
    assert "other chair" in str(made.draw(ended(made, 0, lazy), 760)["marks"])


def test_who_begins_again_is_told_that_the_chairs_have_changed():
    made = toys("10")["ten_beans"](words("10")["toys"]["ten-beans"])
    assert made.title(made.start(0)).startswith("You are Bogotá")
    assert "chairs have changed: now you are Caracas" in made.title(made.start(1))
    assert "chairs have changed: now you are Bogotá" in made.title(made.start(2))


def test_on_a_page_two_years_at_a_time_reach_the_goal_and_not_by_any_path():
    page = on_page(toys("10")["ten_beans"](words("10")["toys"]["ten-beans"]))
    paths = list(product(page.choices(page.start(0)), repeat=b.YEARS // page.years))
    ends = [ended(page, 0, path) for path in paths]
    won = [page.won(end) for end in ends if page.won(end)]
    assert 1 < len(won) < len(paths) / 20
    assert all(len(end.lent) == b.YEARS for end in ends)
    assert all(float(one["kept"]) <= float(one["most"]) for one in won)


def test_who_reads_that_the_goal_is_kept_has_won():
    page = on_page(toys("10")["ten_beans"](words("10")["toys"]["ten-beans"]))
    for path in product(page.choices(page.start(0)), repeat=b.YEARS // page.years):
        end = ended(page, 0, path)
        said = float(re.search(r"kept ([\d.]+) beans", page.title(end))[1])
        assert (said >= b.GOAL) == (page.won(end) is not None)
