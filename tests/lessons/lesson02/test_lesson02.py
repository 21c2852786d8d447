import re

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.lessons.lesson02.bridge import crossing
from borderlab.lessons.lesson02.numbers import breaks_of_2012
from borderlab.lessons.lesson02.pictures import (
    closed_bridge,
    closed_bridge_of_norte,
    trusted_parts,
)
from borderlab.models.equilibrium import close_border, ge_hat, square
from claimlab.data import describe, lessons_dir
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, lesson, prediction
from claimlab.views.room import box_of_text

LESSON = lesson("02")


@pytest.mark.parametrize(
    ("exercise_id", "value"),
    [("E02.1", -41.9), ("E02.2", 21.3), ("E02.3", 111.5), ("E02.5", (0.9607, -1.62))],
)
def test_the_answers_of_the_design_are_accepted(exercise_id, value):
    assert judge(exercise(exercise_id), value).code == "right"


WRONG_IN_THE_DESIGN = [
    ("E02.1", -78.4, "linear"),
    ("E02.1", -55.4, "ols"),
    ("E02.2", 19.3, "no-exponent"),
    ("E02.1", -54.3, "as-a-dummy"),
    ("E02.2", 121.3, "ratio"),
    ("E02.2", 14.3, "as-an-elasticity"),
    ("E02.3", 95, "quantity"),
    ("E02.3", 1900, "no-elasticity"),
    ("E02.3", 82.1, "sigma"),
    ("E02.5", (0.9632, -1.62), "not-renormalised"),
    ("E02.5", (0.9607, -6.3), "lost-imports"),
    ("E02.1", 2**-0.784, "factor"),
    ("E02.2", np.exp(0.193), "factor"),
    ("E02.2", 0.193, "coefficient"),
    ("E02.3", 0.05 ** (-1 / 4), "factor"),
]


@pytest.mark.parametrize(("exercise_id", "value", "code"), WRONG_IN_THE_DESIGN)
def test_the_wrong_answers_of_the_design_are_recognised_as_a_student_would_round_them(
    exercise_id, value, code
):
    assert judge(exercise(exercise_id), value).code == code


def solved_by(order):
    """Wages after a closure on the toy table, found by running the blocks of E02.6 in this order."""
    flows = square(load("trade/ge_base"), "toy_2008")
    beta = close_border(flows.index, ["Colombia"], ["Venezuela"], 95)
    X = flows.to_numpy()
    income, spending = X.sum(axis=1), X.sum(axis=0)
    names = {
        "np": np,
        "shares": X / spending,
        "left": np.exp(beta),
        "income": income,
        "deficit": spending - income,
    }
    names |= {"theta": 4.0, "wages": np.ones(len(X))}
    exec("\n".join(exercise("E02.6").blocks[key] for key in order), names)
    return names["wages"], ge_hat(X, beta, 4.0).w_hat


def test_the_six_lines_in_order_are_the_model():
    found, wanted = solved_by(exercise("E02.6").right())
    assert found == pytest.approx(wanted, rel=1e-12)


DISTRACTED = {
    "two-strangers": ["loop", "offers", "prices", "plain sales", "new", "plain wages"],
    "no-yardstick": ["loop", "offers", "prices", "sales", "new", "plain wages"],
    "no-prices": ["loop", "offers", "prices", "plain sales", "new", "wages"],
}


@pytest.mark.parametrize(("code", "order"), DISTRACTED.items())
def test_the_distractors_are_wrong_and_named_alone_and_together(code, order):
    found, wanted = solved_by(order)
    assert np.abs(found / wanted - 1).max() > 1e-9
    assert judge(exercise("E02.6"), order).code == code


def test_lines_in_another_order_are_not_the_model():
    order = ["loop", "prices", "offers", "sales", "new", "wages"]
    assert judge(exercise("E02.6"), order).code == "prices-too-early"
    with pytest.raises(NameError):
        solved_by(order)


def test_the_country_loses_little_and_the_border_department_much():
    country, department = prediction("P02.2").truth(), prediction("P02.3").truth()
    assert country < 1 < department and department > 5 * country


def test_what_the_prose_says_of_the_model_holds():
    facts = LESSON.facts()
    assert 4 * facts["loss_colombia_percent"] < facts["lost_sales_percent"]
    assert (
        facts["lost_sales_venezuela_percent"] < 2.5 * facts["loss_venezuela_percent"]
    )  # the two lie closer together
    assert facts["loss_low_theta_percent"] == pytest.approx(
        2 * facts["loss_colombia_percent"], rel=0.06
    )
    assert (
        facts["buys_less_percent"] > 0.5
        and facts["venezuela_buys_percent"] > 0
        and facts["sells_more_percent"] > 0
    )


def test_what_the_prose_says_of_the_department_holds():
    facts = LESSON.facts()
    assert facts["norte_gain_percent"] > 0
    assert facts["loss_norte_percent"] > 2 * facts["norte_by_people_percent"]
    assert facts["norte_exposed_percent"] > 5 * facts["colombia_exposed_percent"]


def test_no_third_country_loses_spending_to_speak_of_and_all_sell_less_to_colombia():
    flows = square(load("trade/ge_base"), "2006")
    new = ge_hat(flows, close_border(flows.index, ["Colombia"], ["Venezuela"], 95))
    third = flows.index.drop(["Colombia", "Venezuela"])
    assert (new.X_new.loc[third, "Colombia"] < flows.loc[third, "Colombia"]).all()
    assert (100 * (new.welfare[third] - 1)).abs().max() < 0.01


def test_what_the_prose_says_of_figures_holds():
    facts = LESSON.facts()
    assert (
        facts["sold_m"] > facts["sold_expected_m"]
        and facts["bought_m"] < facts["bought_expected_m"]
    )
    steps = breaks_of_2012()["flow"].head(4)
    assert facts["break_rank"] == 1 and steps.str.startswith("COL").sum() == 3
    assert facts["break_excess_percent"] < facts["break_fall_percent"]
    assert facts["border_coefficient"] < 2 * facts["border_std_error"]


def test_the_claim_is_judged_on_the_trade_of_2006_and_says_so():
    found, evidence = LESSON.claims["C72"].ruling()
    assert found.status == "not testable"
    assert (
        evidence[
            "Banco de la República, 2010: what losing that market costs Colombia in the long run, per cent of output"
        ]
        == -1.01
    )
    assert "95% of the trade of 2006" in next(iter(evidence))


# Goals: reached by somebody, and not by those who have not moved ---------------------------------


def at(figure, **raw):
    figure.move(**raw)
    assert not figure.notice
    return bool(figure.goal.reached(figure.frame, **figure.params))


def test_the_department_loses_what_colombia_loses_at_one_share(workspace):
    figure = closed_bridge_of_norte()
    assert not at(figure)
    shares = [s for s in range(0, 76) if at(figure, norte_share_percent=float(s))]
    assert shares == [5]
    figure.move(norte_share_percent=10.0, norte_size_percent=3.1)
    assert at(figure), "and at a tenth where its income is its share of the people"
    assert "At 10 per cent" in figure.rest()


@pytest.mark.parametrize("cut", [0.0, 40.0, 95.0, 99.0])
def test_the_gate_stands_where_the_ribbons_are_pinched(workspace, cut):
    """A ribbon is as wide as its dollars, at its home and under the gate, and the handle is at the gate."""
    figure = closed_bridge()
    figure.move(cut_percent=cut)
    one, flows = figure.bundle()["panes"][0]["scene"], crossing(load("trade/ge_base"), cut)
    marks = {mark["i"]: mark for mark in one["marks"]}
    before, after = flows.query("seller == 'Colombia' and buyer == 'Venezuela'").iloc[0, 2:]
    home, gate = marks["was:sold"]["p"][4:]
    assert home / gate == pytest.approx(before / after, rel=0.03)
    assert (
        marks["now:sold:e"]["p"][4] == gate
        and re.search(r"loses \d\.\d\d per cent", figure.title)
        and f"{cut:.0f} per cent" in figure.words
    )
    (handle,) = one["handles"]
    x, y, wide, high = marks["gate"]["p"]
    assert handle["at"] == [x + wide / 2, pytest.approx(y + high, abs=0.2)]
    low = handle["p0"] + (handle["p1"] - handle["p0"]) * cut / 99
    assert handle["at"][1] == pytest.approx(low, abs=0.2)


def test_the_numbers_of_the_pinch_are_in_its_marks(workspace):
    for figure in (closed_bridge(), closed_bridge_of_norte()):
        for width in (360, 760):
            figure.look(width)
            one = figure.bundle()["panes"][0]["scene"]
            texts = [mark for mark in one["marks"] if mark["k"] == "text"]
            boxes = [box_of_text(mark) for mark in texts]
            assert all(-1 <= box.left and box.right <= width + 1 for box in boxes)
            told = " ".join(mark["t"] for mark in texts)
            asked = re.findall(r"[0-9.]*[0-9]", figure.title)
            assert asked and set(asked) <= set(re.findall(r"[0-9.]*[0-9]", told))


def test_wages_are_noticed_by_one_statement_and_the_title_holds(workspace):
    told = str(trusted_parts()).splitlines()[2:]
    failed = pd.DataFrame([line.split("; ")[1:] for line in told]).eq("FAILS").sum()
    assert failed.tolist() == [0, 1, 3, 1]
    assert next(line for line in told if line.startswith("Every region sells")).endswith("FAILS")


# Facts that were wrong once ----------------------------------------------------------------------

SOURCE = next((lessons_dir() / "source/en").glob("02-*.md")).read_text(encoding="utf-8")
WORDS = (lessons_dir() / "source/en/02.toml").read_text(encoding="utf-8")
FACTS = LESSON.facts()


def test_the_department_earns_what_dane_says_and_loses_twelve_times_as_much():
    assert FACTS["norte_size_percent"] == 1.6 == round(100 * 23.05 / 1462, 1)
    assert round(FACTS["norte_times"]) in (12, 13) and FACTS["norte_most_percent"] > 8.6
    assert "1.6%" in describe("trade/ge_base")["processing"]


def test_the_whole_trade_is_stopped_not_only_what_crosses_the_bridge():
    assert "stopped at the bridge" not in WORDS.casefold() + SOURCE.casefold()
    assert FACTS["loss_cucuta_only_percent"] < FACTS["loss_colombia_percent"] / 2


def test_the_bars_show_real_spending_and_say_so():
    assert "real spending" in prediction("P02.2").asks
    assert FACTS["wage_venezuela_percent"] == pytest.approx(0.43, abs=0.005)
    assert FACTS["loss_venezuela_percent"] == 0.39


def test_the_interval_of_the_border_holds_zero_and_the_card_says_it():
    assert FACTS["border_low_percent"] == pytest.approx(-1, abs=0.5)
    assert FACTS["border_high_percent"] == pytest.approx(49, abs=0.5)
    assert "no effect at all is inside" in exercise("E02.2").why


def test_the_formula_needs_two_numbers_and_the_statements_test_the_solver():
    assert (
        "Two numbers" in exercise("E02.4").why
        and "one number" not in SOURCE.casefold().split("are two numbers enough")[-1]
    )
    assert "Why believe the solver" in SOURCE
    assert "Intermediate inputs" in " ".join(describe("trade/ge_base")["limits"])


def test_a_row_of_zero_shows_no_trade_and_the_panel_has_no_licence():
    assert "did not trade" not in SOURCE and "may not be passed on" not in SOURCE
    assert FACTS["possible_pairs"] == 27_390 and FACTS["pairs"] == 22_588


def test_no_text_in_sight_answers_a_prediction():
    """Instructors' notes may; what a student can scroll to may not."""
    blocks = SOURCE.split("+++ ")
    shown = " ".join(block for block in blocks if '"instructor"' not in block.partition("}")[0])
    assert "loss_colombia_percent" not in shown and "loss_norte_percent" not in shown


def test_every_symbol_is_said_beside_its_equation():
    for sign in (
        "η (eta)",
        "α sets",
        "$d$ the distance",
        "λ (lambda)",
        "A hat means",
        "called theta",
    ):
        assert sign in SOURCE, sign
    assert "Poisson pseudo-maximum likelihood" in SOURCE
