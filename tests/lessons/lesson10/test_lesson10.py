"""Lesson 10 against brute force, the dated statements and the pages of 2022."""

import numpy as np
import pytest
from given import starts_unreached_and_is_reached

from borderlab import check, load
from borderlab.lessons.lesson10 import pictures
from borderlab.lessons.lesson10.numbers import (
    RULES,
    buys,
    given,
    is_conditional,
    mmcf,
    promised_and_flowed,
    risks,
)
from borderlab.models.engagement import break_even_risk, max_concession
from claimlab.judging.judge import judge
from claimlab.lessons import exercise, goal, lesson, prediction
from claimlab.lessons.words import picture_words
from claimlab.views.guess import Mark

LESSON = lesson("10")
GAS = load("security/energy_timeline")
ACTS = load("policy/acts").set_index("act_id")
CLOSE = 1e-9


# The pipeline: dates and owners ------------------------------------------------------------------


def test_the_ladder_of_the_plate():
    shown = pictures.plate_10().frame
    assert shown["mmcf_per_day"].tolist() == [50, 220, 70, 185, 0, 20, 39]
    assert shown["is_plan"].tolist() == [False] * 6 + [True]
    assert shown["start"].is_monotonic_increasing and (shown["start"] < shown["end"]).all()
    assert "220" in pictures.plate_10().title and "39" in pictures.plate_10().title


def test_each_box_is_as_high_as_its_flow_and_each_stop_names_who_and_why():
    figure = pictures.plate_10()
    marks = {mark["i"]: mark for mark in figure.scene()["marks"]}
    boxes = [marks[f"gas:{name}"] for name in figure.frame["name"]]
    scale = boxes[3]["p"][3] / 185
    for box, flow in zip(boxes, figure.frame["mmcf_per_day"], strict=True):
        assert box["p"][3] == pytest.approx(max(flow * scale, 2), abs=0.2)
    assert "hollow" in boxes[-1]["c"] and "Ecopetrol" in boxes[1]["v"]
    stops = [mark for key, mark in marks.items() if key.startswith("stop:")]
    assert len(stops) == len(figure.view.stops) == 4
    assert (
        sum("first" in mark["c"] for mark in stops)
        == sum("second" in mark["c"] for mark in stops)
        == 2
    )
    assert all("reason" in said for said in figure.view.stops.values())


def test_colombia_stopped_first_and_the_contract_ended_by_itself():
    found, evidence = LESSON.claims["C53"].ruling()
    stop = GAS[GAS["flow_mmcf_per_day"] == 0].iloc[0]
    assert (stop["period_start"], stop["period_end"]) == ("2014-05", "2015-02")
    assert "by Colombia" in stop["what"] or "suspended by Colombia" in stop["what"]
    assert found.status == "depends on definition"
    texts = " ".join(map(str, (*evidence, *evidence.values())))
    for word in ("2015-06-30", "by Colombia, May 2014", "declined to extend", "drought"):
        assert word in texts


def test_nothing_ever_flowed_south():
    south = GAS[GAS["direction"] == "ven_to_col"]
    assert set(south["kind"]) == {"plan"} and set(south["flow_mmcf_per_day"]) == {39, 150}
    assert (mmcf("south"), mmcf("south", least=False)) == (39, 150)


def test_prices_are_later_than_the_column_and_the_lesson_says_so():
    assert (load("security/energy_prices")["as_of"] > "2022-09-15").all()
    assert "2024" in pictures.pipeline_under_doubt().view.note


def test_promises_and_flows_hold_a_kept_one_too():
    wide = promised_and_flowed().pivot(index="when", columns="which", values="mmcf_per_day")
    assert wide.loc["2008 to 2014"].nunique() == 1
    assert (wide["flowed"] < wide["promised"]).sum() == 4


# The model ---------------------------------------------------------------------------------------


def payoffs(concession, free, patience, years=2000):
    """What the partner gets by keeping and by breaking once: a sum over years, no formula."""
    weights = patience ** np.arange(years)
    keep = ((1 - concession) * weights).sum()
    breach = 1 * weights[0] + (free * weights[1:]).sum()
    return keep, breach


def test_exercise_1_by_adding_up_the_years():
    right = exercise("E10.1").right()
    assert right == pytest.approx(0.6)
    keep, breach = payoffs(right, 0.25, 0.8)
    assert keep == pytest.approx(breach)
    for more, better in ((0.01, "breach"), (-0.01, "keep")):
        keep, breach = payoffs(right + more, 0.25, 0.8)
        assert (keep < breach) == (better == "breach")
    assert float(max_concession(0.8, 1, 0.5)) == pytest.approx(0.40) == LESSON.facts()["worked"]


def test_exercise_3_patience_and_the_top_of_the_curve():
    patience, engagement = exercise("E10.3").right()
    assert (patience, engagement) == pytest.approx((0.60, 0.625))
    keep, breach = payoffs(0.3, 0.5, patience)
    assert keep == pytest.approx(breach)
    grid = np.linspace(0, 1, 801)
    assert grid[np.argmax([buys(e) for e in grid])] == pytest.approx(engagement, abs=2e-3)


def test_full_engagement_keeps_two_thirds_and_not_nothing():
    facts = LESSON.facts()
    assert facts["full"] == pytest.approx(0.16) == buys(0.25)
    assert facts["most"] == pytest.approx(0.25) and facts["half"] == pytest.approx(0.24)
    assert facts["kept_percent"] == pytest.approx(64)
    assert prediction("P10.1").truth() == pytest.approx([0.16, 0.24, 0.24, 0.16])


def test_quiz_more_dependence_never_moves_the_best_engagement_up():
    grid = np.linspace(0, 1, 401)
    best = [grid[np.argmax([buys(e, w) for e in grid])] for w in np.linspace(0, 1, 21)]
    assert (np.diff(best) <= CLOSE).all() and best[0] == 1 and best[-1] == pytest.approx(0.5)


def test_quiz_unconditional_gifts_add_nothing():
    for gift in (0.5, 1.0, 2.0):  # beside a conditional 0.5
        total = 0.5 + gift
        assert float(max_concession(0.8, total, gift / total)) == pytest.approx(0.4)


# The money ---------------------------------------------------------------------------------------


def test_break_even_risks_by_a_simulated_buyer():
    found = risks()
    assert {deal: round(risk, 1) for deal, risk in found.items()} == {
        "south_repair": 60.9, "aim_repair": 86.3, "south_upstream": 0.0, "aim_upstream": 6.6,
    }  # fmt: skip
    for volume, cost, risk in ((39, 40, 60.948), (150, 40, 86.277), (150, 1500, 6.571)):
        saving = volume * 1037 * 365 * 5 / 1e6
        years = np.arange(1, 3000)
        value = (saving * (0.9 * (1 - risk / 100)) ** years).sum() - cost
        assert abs(value) < 0.05
    saving = 39 * 1037 * 365 * 5 / 1e6
    assert saving * 0.9 / 0.1 < 1500  # not even without risk


def test_the_published_numbers_of_exercises_4_and_5():
    assert exercise("E10.4").right() == (300.0, 311_100.0)
    assert exercise("E10.5").right() == pytest.approx((0.863, 0.066), abs=5e-4)
    weights = dict((m.code, m.value()) for m in exercise("E10.5").mistakes)["weight-not-risk"]
    assert weights == pytest.approx((0.1235, 0.8409), abs=5e-5)
    assert round(weights[0], 3) == 0.124 and exercise("E10.5").rtol < 0.01


def test_losing_supply_is_not_free_when_a_year_is_charged():
    facts = LESSON.facts()
    assert round(facts["lost_aim"]) == 46 and round(facts["lost_south"]) == 37
    saving = facts["saving_aim"]
    assert 100 * float(break_even_risk(saving, 40, 0.9, 1)) == pytest.approx(facts["lost_aim"])
    assert prediction("P10.2").truth() == 61


# The acts ----------------------------------------------------------------------------------------


def test_every_act_came_before_the_column_and_has_its_page():
    assert (ACTS["date"] <= "2022-09-15").all()
    assert ACTS["source_url"].str.startswith("https://").all()


def test_three_rules_and_three_counts():
    counts = {rule: int(is_conditional(rule).sum()) for rule in RULES}
    assert counts == {"return": 4, "undone": 5, "rights": 0} and len(given()) == 7
    assert not is_conditional("return").equals(is_conditional("undone"))


def test_an_act_with_two_defensible_codings_is_among_them():
    for act in ("monomeros", "gas", "opening"):
        assert is_conditional("return")[act] != is_conditional("undone")[act]


def test_the_coding_is_not_graded_and_all_three_rules_are_known():
    ex = exercise("E10.2")
    assert ex.optional and set(ex.items) == set(given().index)
    names = {True: "conditional", False: "unconditional"}
    for rule in ("undone", "rights"):
        answer = {act: names[so] for act, so in is_conditional(rule).items()}
        verdict = judge(ex, answer)
        assert verdict.ok and "can be" in verdict.message and "defended" in verdict.message
        mixed = answer | {"received": "conditional"}
        assert not judge(ex, mixed).ok, "no rule that is kept throughout"
    key = judge(ex, ex.right())
    says = {key.message, *(reading.says for reading in ex.readings)}
    assert key.ok and len(says) == 3, "each reading has its own sentence"


def test_the_three_rules_are_closed_until_the_student_has_coded(workspace, monkeypatch):
    monkeypatch.setattr(pictures, "has_front_end", lambda: True)
    assert "Code the seven acts" in repr(pictures.three_rules())
    check("E10.2", {act: "conditional" for act in given().index})
    assert hasattr(pictures.three_rules(), "move")


def test_three_ways_have_owners_on_several_sides():
    said = load("policy/positions")
    assert set(said["stands_for"]) == {"engagement", "conditions", "isolation"}
    assert said.groupby("stands_for")["side"].nunique().min() >= 2
    assert {"bogota", "caracas", "opposition", "washington", "border"} <= set(said["side"])
    assert (said["said_on"] < "2022-09-15").all()
    assert "Guaidó" in repr(pictures.who_argues_for_what())


# The claims --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim_id, status",
    [
        ("C48", "depends on definition"),
        ("C52", "supported"),
        ("C53", "depends on definition"),
        ("C54", "supported"),
        ("C56", "supported"),
        ("C64", "supported"),
    ],
)
def test_the_claims_get_the_status_of_their_records(claim_id, status):
    found, evidence = LESSON.claims[claim_id].ruling()
    assert found.status == status and evidence


def test_a_demand_was_answered_the_next_day():
    demand, answer = ACTS.loc["ACT_DEMAND", "date"], ACTS.loc["ACT_ASYLUM", "date"]
    assert (answer - demand).days == 1 and "C56" in ACTS.loc["ACT_ASYLUM", "claim_id"]


# The goals ---------------------------------------------------------------------------------------


def test_goal_1_as_much_for_a_quarter(workspace):
    found = starts_unreached_and_is_reached(pictures.carrot_cutter(), "G10.1", engagement=0.25)
    assert "0.25" in found and "0.16" in found


def test_goal_1_has_one_place_and_needs_the_other_controls_where_they_were(workspace):
    shown, reached = pictures.carrot_cutter(), []
    for engagement in np.arange(0, 1.001, 0.025):
        shown.move(engagement=float(engagement))
        if goal("G10.1").reached(shown.frame, **shown.params):
            reached.append(round(float(engagement), 3))
    assert reached == [0.25]
    shown.move(engagement=0.25, dependence=0.5)
    assert not goal("G10.1").reached(shown.frame, **shown.params)


def test_goal_3_the_rule_without_an_exception(workspace):
    starts_unreached_and_is_reached(
        pictures.three_rules(), "G10.3", rule=list(RULES).index("rights")
    )


# The pictures ------------------------------------------------------------------------------------


def test_a_guess_is_drawn_on_the_carrots_and_on_the_deals(workspace):
    carrots = pictures.carrot_cutter().with_guess(Mark("value", 0.48))
    assert "Your guess: 0.48" in carrots.words and "buys a concession of 0.16" in carrots.title
    deals = pictures.pipeline_under_doubt().with_guess(Mark("value", 30))
    assert "Your guess: 30" in deals.words and "61 years of 100" in deals.words


def test_the_title_and_the_words_round_an_offer_alike(workspace):
    carrots = pictures.carrot_cutter()
    carrots.move(engagement=0.625, unconditional=0.5)
    assert "0.125" in carrots.title and "0.125 at 0.625" in carrots.words


def test_every_setting_of_the_controls_has_a_picture(workspace):
    carrots = pictures.carrot_cutter()
    for engagement in (0.0, 0.025, 1.0):
        for unconditional in (0.0, 1.0):
            for dependence in (0.0, 1.0):
                moves = {"unconditional": unconditional, "dependence": dependence}
                carrots.move(engagement=engagement, **moves)
                assert not carrots.notice
                level = carrots.frame[carrots.frame["is_now"]]
                assert len(level) == 1, "one offer is one point"
                assert level["engagement"].iloc[0] == pytest.approx(engagement)
                assert level["concession"].iloc[0] == pytest.approx(
                    0.8 * engagement * (1 - unconditional) * (1 - dependence * engagement)
                )


def test_one_owner_has_one_row_for_each_way():
    said = repr(pictures.who_argues_for_what())
    assert said.count("Iván Duque") == 1 and "outgoing president, then former president" in said
    assert said.count("(") == len(load("policy/positions")), "no argument is lost"


def test_a_lost_year_makes_every_deal_bear_less_or_nothing():
    by = pictures.pipeline_under_doubt().frame.pivot(index="deal", columns="lost", values="risk")
    lost = picture_words("10", "pipeline-under-doubt")["lost"]
    gas, year = by[lost["gas"]], by[lost["year"]]
    assert ((year < gas) | ((year == 0) & (gas == 0))).all() and by.max(axis=None) < 100
