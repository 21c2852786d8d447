"""The umpire of the role-play, and the scores of forecasts."""

import itertools

import numpy as np
import pandas as pd
import pytest

from borderlab import load
from borderlab.models.policy import LEVERS, Worlds, no_change, simulate
from borderlab.models.scoreboard import calibration_prize, scoreboard
from borderlab.models.scores import interval_score
from borderlab.models.umpire import (
    after_a_refusal,
    joint_score,
    play_cards,
    pooled_draws,
    scripted_answers,
    team_scores,
    umpire,
)
from claimlab.errors import KitError

NAMES = ("parameters", "worldviews", "worldview_priors", "briefs", "shocks")
TABLES = {name: load(f"policy/{name}") for name in NAMES}
VIEWS = TABLES["worldviews"]["worldview"].tolist()
PACKAGES = load("policy/packages").set_index("package")
SIGNED = PACKAGES.loc["C", list(LEVERS)].to_dict()
TEAMS = TABLES["briefs"]["team"].unique().tolist()
GRID = pd.DataFrame(
    list(itertools.product([0.15, 0.5, 1.0], *[[0.0, 0.5, 1.0]] * 5)), columns=list(LEVERS)
)


@pytest.fixture(scope="module")
def pool():
    return pooled_draws(TABLES["parameters"], TABLES["worldview_priors"], VIEWS, 4000, seed=5)


def test_every_worldview_has_the_same_weight(pool):
    assert set(pool["worldview"]) == set(VIEWS)
    shares = pool["worldview"].value_counts(normalize=True)
    assert np.abs(shares - 1 / len(VIEWS)).max() < 0.02
    theirs = pool.query("worldview == 'engagement_first'")
    assert theirs["t_int"].between(0.1, 0.35).all()


def test_the_umpire_repeats_itself_and_another_seed_is_another_world():
    first, again, other = (umpire(SIGNED, True, TABLES, seed=seed) for seed in (3, 3, 4))
    assert first["outcomes"].equals(again["outcomes"]) and not first["outcomes"].equals(
        other["outcomes"]
    )


def test_the_table_decides_whether_it_is_signed():
    for answer in (True, False):
        assert umpire(SIGNED, answer, TABLES, seed=3)["outcomes"]["signed"].item() == answer


@pytest.mark.parametrize("card", TABLES["shocks"]["shock_id"])
def test_every_card_enters_the_scores(card):
    """A deal that uses every lever a little, in worlds of several views: of some it changes a score."""
    package = dict.fromkeys(LEVERS, 0.35)
    most = 0
    for seed in range(1, 9):
        plain, played = (
            umpire(package, True, TABLES, cards, seed=seed)["scores"]["score"]
            for cards in ([], [card])
        )
        most = max(most, (played - plain).abs().max())
    assert most > 0.05


@pytest.mark.parametrize("card", TABLES["shocks"].query("kind == 'shock'")["shock_id"])
@pytest.mark.parametrize("signed", [True, False])
def test_a_card_is_no_fault_of_a_table_that_changed_nothing(card, signed):
    """Once an attack cost the victims 4 points for nothing that anybody did."""
    nothing = no_change(TABLES["parameters"]).loc["no change"].to_dict()
    if signed and card != "licence":  # there is nothing to sign
        with pytest.raises(KitError, match="Nothing is offered"):
            umpire(nothing, signed, TABLES, [card])
        return
    result = umpire(nothing, signed, TABLES, [card], seed=3)
    scores = result["scores"].set_index("team")["score"]
    if not signed:
        assert scores.abs().max() == 0
    else:  # a licence of Washington can be signed, and then it buys what relief buys
        assert scores["united_states"] == 0 == result["counted"].set_index("term").eval("came - no_change")["relief"]  # fmt: skip


def test_nobody_pays_for_what_a_refusal_withdrew():
    """Once Bogotá paid for an engagement, and Washington for relief, of which nothing arrived."""
    refused = SIGNED | {"conditionality": 1.0, "relief": 0.4, "permits": 0.31, "offers": 0.0}
    scores = umpire(refused, False, TABLES, seed=3)["scores"].set_index("team")["score"]
    assert scores.abs().max() == 0
    half = umpire(refused | {"conditionality": 0.5}, False, TABLES, seed=3)
    came = half["counted"].set_index("term")["came"]
    assert came["engagement"] == pytest.approx(0.3) and came["relief"] == pytest.approx(0.2)
    assert came["conditions"] == 0 and half["outcomes"]["benefit"].item() > 0
    free = umpire(refused | {"conditionality": 0.0}, False, TABLES, seed=3)
    assert free["counted"].set_index("term")["came"]["relief"] == 0.4


def test_what_goes_ahead_is_what_the_simulator_gives_after_a_refusal(pool):
    draws = pool.head(200)
    package = PACKAGES.loc[["B", "C", "D"], list(LEVERS)].astype(float)
    left = after_a_refusal(package, TABLES["parameters"])
    whole, rest = (simulate(one, draws, signed=0).final for one in (package, left))
    for name in set(whole) - {"deal_probability"}:
        np.testing.assert_allclose(whole[name], rest[name], atol=1e-9, err_msg=name)


def test_a_licence_stands_with_a_signature_or_without():
    """No condition takes it back, and Washington pays only for relief beyond it."""
    for conditionality, written in itertools.product((0.0, 0.5, 1.0), (0.0, 0.3)):
        package = SIGNED | {"conditionality": conditionality, "relief": written}
        for signed in (True, False):
            counted = umpire(package, signed, TABLES, ["licence"], seed=3)["counted"]
            relief = counted.set_index("term").loc["relief"]
            assert relief["came"] == relief["no_change"] == 0.4
    more = umpire(SIGNED | {"relief": 0.6}, True, TABLES, ["licence"], seed=3)["counted"]
    assert more.set_index("term").loc["relief"].tolist() == [0.4, 0.6]


def test_a_border_that_nobody_signed_for_is_as_it_was_even_where_a_card_closes_it():
    for opening in (0.0, 0.9):
        result = umpire(SIGNED | {"opening": opening}, False, TABLES, ["closure"], seed=3)
        border = result["counted"].set_index("term").loc["opening"]
        assert border["came"] == border["no_change"] == pytest.approx(0.7 * 0.15)


def test_cards_keep_levers_in_bounds_and_strangers_are_refused():
    changed, _ = play_cards(
        PACKAGES.loc[["B"]], pd.DataFrame(), TABLES["shocks"], ["closure", "licence"]
    )
    assert changed[["opening", "relief"]].iloc[0].tolist() == [0.7, 0.4]
    assert PACKAGES.loc["B", "opening"] == 1
    with pytest.raises(KitError, match="did you mean 'closure'"):
        umpire(SIGNED, True, TABLES, ["closures"])
    with pytest.raises(KitError, match="There is no team"):
        umpire(SIGNED, True, TABLES, broken_red_lines=["press"])


@pytest.mark.parametrize("pair", [["licence", "fund_released"], ["breach", "spoiler"]])
def test_the_order_in_which_cards_are_typed_is_no_matter(pair):
    one, other = (umpire(SIGNED, True, TABLES, p, seed=3)["scores"] for p in (pair, pair[::-1]))
    assert one.equals(other)


def test_a_text_that_is_not_signed_breaks_no_red_line():
    plain = umpire(SIGNED, False, TABLES, seed=3)["scores"]
    assert plain.equals(umpire(SIGNED, False, TABLES, (), ["venezuela"] * 2, seed=3)["scores"])


def test_a_broken_red_line_costs_its_team_three_points_each():
    plain = umpire(SIGNED, True, TABLES, seed=3)["scores"].set_index("team")["score"]
    broken = umpire(SIGNED, True, TABLES, broken_red_lines=["venezuela"] * 2, seed=3)["scores"]
    gap = (broken.set_index("team")["score"] - plain).round(9)
    assert gap["venezuela"] == -6 and (gap.drop("venezuela") == 0).all()


@pytest.mark.parametrize(
    ("card", "team"),
    [("border_objects", "border_voices"), ("victims_object", "victims"), ("migrants_object", "migrants")],
)  # fmt: skip
def test_an_objection_costs_the_team_that_makes_it(card, team):
    """Approval falls for Colombia, and the team pays a point: the same for all three."""
    plain, objected = (umpire(SIGNED, True, TABLES, p, seed=3)["scores"] for p in ([], [card]))
    gap = (objected.set_index("team")["score"] - plain.set_index("team")["score"]).round(9)
    weight = TABLES["briefs"].query("team == 'colombia' and term == 'approval'")["weight"].item()
    assert gap[team] == -1 and gap["colombia"] == pytest.approx(-2 * weight)


def test_scripted_roles_answer_by_their_brief(pool):
    answers = scripted_answers(SIGNED, pool.head(500), TABLES).set_index("team")
    assert (answers["says_yes"] == (answers["mean_score"] > 0)).all() and len(answers) == len(TEAMS)
    free = {
        "opening": 0,
        "relief": 1,
        "permits": 0,
        "engagement": 0,
        "conditionality": 0,
        "offers": 0,
    }
    refused = scripted_answers(free, pool.head(500), TABLES).set_index("team")
    assert not refused.loc["united_states", "says_yes"]


def test_each_team_has_a_gain_and_a_cost():
    signs = TABLES["briefs"].groupby("team")["weight"].agg(["min", "max"])
    assert (signs["min"] < 0).all() and (signs["max"] > 0).all()


# What a slip must not do


@pytest.mark.parametrize("answer", ["no", "yes", 1, None, np.nan])
def test_only_true_and_false_are_an_answer_of_caracas(answer):
    """Once "no" signed, because any word is true."""
    with pytest.raises(KitError, match="signed=False"):
        umpire(SIGNED, answer, TABLES)


@pytest.mark.parametrize("cards", [["spoiler"] * 3, ["breach", "spoiler", "breach"]])
def test_a_card_counts_once(cards):
    with pytest.raises(KitError, match="once only"):
        umpire(SIGNED, True, TABLES, cards)


def test_no_move_is_a_charge_against_its_own_team():
    """Once Caracas alone could choose a harmful move, which took the disputed charge for granted."""
    moves = TABLES["shocks"].query("kind == 'move' and changes == 'drift_h'")
    assert (moves["amount"] < 0).all()


@pytest.mark.parametrize("package", ["x", ["opening"], 5, None])
def test_a_package_without_levers_is_a_sentence(package, pool):
    for call in (umpire, lambda p, *_: scripted_answers(p, pool.head(2), TABLES)):
        with pytest.raises(KitError, match="six levers"):
            call(package, True, TABLES)


def test_where_nothing_is_offered_there_is_nothing_to_sign(pool):
    nothing = SIGNED | {"engagement": 0.0, "relief": 0.0}
    with pytest.raises(KitError, match="Nothing is offered"):
        umpire(nothing, True, TABLES)
    umpire(nothing, False, TABLES)
    assert simulate(pd.DataFrame([nothing], index=["x"]), pool).final["signed"].sum() == 0


# An even game: weights


def briefs_of(kind):
    return TABLES["briefs"].query("kind == @kind").set_index(["team", "term"])["weight"]


POLITICAL = ("colombia", "venezuela", "united_states", "opposition")


def test_caracas_is_scored_for_its_people_as_bogota_and_its_rivals_are():
    people = briefs_of("people")
    for term in ("violence_log", "trade_log"):
        assert people.xs(term, level="term")[["colombia", "venezuela", "opposition"]].nunique() == 1
    assert people.xs("income_log", level="term")[["venezuela", "opposition"]].nunique() == 1


def test_an_open_border_costs_both_capitals_the_same_and_conditions_not_caracas_alone():
    price = briefs_of("price")
    assert price.xs("opening", level="term")[["colombia", "venezuela"]].nunique() == 1
    assert set(price.xs("conditions", level="term").index) == {"venezuela", "migrants", "border_voices"}  # fmt: skip


def test_victims_pay_half_where_the_text_secures_truth_a_judge_and_a_seat():
    """At offers of 0.6, as in packages B and C: the price, and the price with a broken red line."""
    price = -0.6 * briefs_of("price")["victims", "offers"]
    assert price + 3 == pytest.approx(2 * price)


def test_each_side_that_holds_or_seeks_office_has_one_interest_in_power_and_nobody_else():
    power = briefs_of("power")
    assert sorted(power.index.get_level_values("team")) == sorted(POLITICAL)
    assert {team for team, _ in briefs_of("aim").index} == set(POLITICAL)
    assert {team for team, _ in briefs_of("people").index} == set(TEAMS)


def test_power_weighs_alike_for_all_four(table):
    """Spread of the points that its term of power brings over the grid of packages."""
    spread = {}
    for (team, term), weight in briefs_of("power").items():
        one = pd.DataFrame([(team, term, weight)], columns=["team", "term", "weight"])
        scores = team_scores(GRID, table["draws"], TABLES["parameters"], one, signed=1)
        spread[team] = scores.groupby("package")["score"].mean().std()
    assert max(spread.values()) < 1.5 * min(spread.values()), spread


def test_nobody_plays_an_armed_group():
    assert "armed_groups" not in TEAMS
    assert set(TABLES["shocks"].query("kind == 'move'")["team"]) <= {*TEAMS, "script"}


# An even game: what a team can and cannot bring about. Means over the pool, on a grid of packages.


@pytest.fixture(scope="module")
def table(pool):
    """Mean points of every team by package, where Caracas signs (1) and where it refuses (0)."""
    draws = pool.head(400)
    means = {"draws": draws}
    for signed in (0, 1):
        scores = team_scores(GRID, draws, TABLES["parameters"], TABLES["briefs"], signed)
        wide = scores.pivot_table(index="package", columns="team", values="score")
        means[signed] = wide.set_axis(pd.MultiIndex.from_frame(GRID), axis=0)
    offered = (GRID["engagement"] + GRID["relief"] > 0).to_numpy()
    means["best case"] = means[1].where(offered[:, None].repeat(len(TEAMS), 1), means[0])
    means["worst case"] = np.minimum(means[0], means["best case"])
    return means


OWN = {"colombia": ["permits", "engagement", "offers"], "united_states": ["relief"]}


def test_no_team_can_win_whatever_the_others_do(table):
    """What each can be sure of, at its own best, is no gain."""
    for team in TEAMS:
        worst = table["worst case"][team]
        sure = worst.groupby(level=OWN[team]).min().max() if team in OWN else worst.min()
        if team == "venezuela":  # it can refuse
            sure = max(sure, table[0][team].min())
        assert sure <= 0.05, (team, sure)


def test_each_camp_has_a_package_that_gives_it_its_best_and_no_package_is_everybodys(table):
    best = table["best case"].max()
    assert best.between(4, 12).all(), best  # and the scales are alike
    at = table["best case"].idxmax()
    assert at["venezuela"] not in set(at.drop("venezuela")) and at.nunique() >= 4
    assert table["best case"].le(best - 0.5).any(axis=1).all()


def test_a_package_serves_all_but_not_without_a_signature(table):
    joint = {signed: table[signed].min(axis=1) for signed in (0, 1)}
    assert joint[0].max() <= 0.05 and joint[1].max() > 2
    assert 0.05 < (joint[1] > 0).mean() < 0.5


@pytest.mark.parametrize("team", OWN)
def test_neither_nothing_nor_everything_is_always_best(team, table):
    mine = table["best case"][team].unstack(OWN[team])
    nothing, everything = mine.iloc[:, 0], mine.iloc[:, -1]
    something = mine.iloc[:, 1:].max(axis=1)
    assert (something > nothing + 1).mean() > 0.05  # to do nothing is not always best
    assert (nothing > everything + 0.5).mean() > 0.05 and (everything > nothing + 1).any()


def test_for_caracas_neither_signing_nor_refusing_is_always_best(table):
    offered = (GRID["engagement"] + GRID["relief"] > 0).to_numpy()
    gain = (table[1]["venezuela"] - table[0]["venezuela"])[offered]
    assert (gain > 1).mean() > 0.3 and (gain < -1).mean() > 0.1


def test_the_moves_of_the_opposition_pay_at_times_and_not_always():
    for move in ("mexico_talks", "fund_released"):
        gains = []
        for package, seed in itertools.product((SIGNED, SIGNED | {"relief": 0.6, "conditionality": 1.0, "opening": 1.0}), range(1, 41)):  # fmt: skip
            plain, moved = (
                umpire(package, True, TABLES, cards, seed=seed)["scores"].set_index("team")["score"]
                for cards in ([], [move])
            )
            gains.append((moved - plain)["opposition"])
        assert max(gains) > 0.3 and np.mean(gains) > 0, move  # a lever, and not a fine
        assert np.mean(np.array(gains) <= 0) > 0.25, move


def test_all_levers_at_full_is_nobodys_best_and_not_the_tables(pool):
    """A score with a term that only rises could be won without thinking."""
    grid = pd.DataFrame(itertools.product([0.0, 0.5, 1.0], repeat=6), columns=list(LEVERS))
    grid = pd.concat([grid.iloc[::7], grid.tail(1)])
    draws = pool.head(200)
    scores = team_scores(grid, draws, TABLES["parameters"], TABLES["briefs"], signed=1)
    means = scores.groupby(["team", "package"])["score"].mean().unstack("team")
    full = grid.index[-1]
    assert (means.max() > means.loc[full] + 0.1).all()
    joint = joint_score(scores).groupby("package")["score"].mean()
    assert joint.max() > joint[full] + 0.3


def test_the_joint_score_is_that_of_the_worst_off():
    result = umpire(SIGNED, True, TABLES, seed=3)
    assert result["joint"]["score"].item() == result["scores"]["score"].min()


def test_a_brief_with_an_unknown_term_is_refused(pool):
    briefs = TABLES["briefs"].assign(term="glory")
    with pytest.raises(KitError, match="counts 'glory'"):
        team_scores(PACKAGES, pool.head(2), TABLES["parameters"], briefs)


# Scores of forecasts


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_the_true_quantiles_have_the_least_interval_score(level):
    """Gneiting & Raftery (2007): the score is proper, so honesty pays."""
    x = np.random.default_rng(7).gamma(2, 1, 20_000)
    tail = (1 - level) / 2
    low, high = np.quantile(x, (tail, 1 - tail))
    best = interval_score(x, low, high, level).mean()
    for a, b in itertools.product((-0.3, -0.1, 0, 0.1, 0.3), repeat=2):
        if low + a <= high + b:
            assert interval_score(x, low + a, high + b, level).mean() >= best - 1e-3


@pytest.mark.parametrize(
    ("low", "high", "level"), [(2, 1, 0.8), (0, np.nan, 0.8), (0, 1, 1), (0, 1, 0)]
)
def test_an_interval_that_is_none_is_refused(low, high, level):
    worlds = Worlds(["A"], {"violence": np.linspace(0, 1, 9)[:, None]}, {})
    asked = {"team": "x", "package": "A", "outcome": "violence", "low": low, "high": high}
    with pytest.raises(KitError):
        calibration_prize(pd.DataFrame([asked]), worlds, level)


def test_neither_wide_nor_narrow_intervals_win_the_prize(pool):
    worlds = simulate(PACKAGES, pool)
    rows = []
    for package, outcome in itertools.product("AD", ("violence", "approval_percent")):
        values = worlds.final[outcome][:, worlds.packages.index(package)]
        middle, (low, high) = np.median(values), np.quantile(values, (0.1, 0.9))
        for team, width in (("narrow", 0.1), ("honest", 1.0), ("wide", 4.0)):
            ends = middle + width * (low - middle), middle + width * (high - middle)
            rows.append((team, package, outcome, *ends))
    forecasts = pd.DataFrame(rows, columns=["team", "package", "outcome", "low", "high"])
    prize = calibration_prize(forecasts, worlds).set_index("team")
    assert prize.index[0] == "honest" and prize.loc["honest", "score"] == pytest.approx(1)
    assert (prize["score"] >= 1 - 1e-9).all() and prize.loc["wide", "covered"] > 0.99
    with pytest.raises(KitError, match="same questions"):
        calibration_prize(forecasts.drop(index=0), worlds)
    certain = Worlds(["A"], {"violence": np.ones((9, 1))}, {})
    with pytest.raises(KitError, match="never varies"):
        calibration_prize(forecasts.query("package == 'A' and outcome == 'violence'"), certain)


def test_a_card_of_two_answers_is_compared_on_those_two():
    resolutions = load("article/resolutions")
    questions = load("article/forecasts")["forecast_id"].tolist()
    cards = {
        "two": {"F1": 1.0, "F2": 1.0},
        "half": dict.fromkeys(questions, 0.5),
        "no change": dict.fromkeys(questions, 0.0) | {"F3": 1.0, "F8": 1.0},
    }
    board = scoreboard(cards, resolutions).set_index("forecaster")
    assert board["shared_questions"].unique().tolist() == [2]
    assert board["shared_brier"].to_dict() == {"two": 0.5, "half": 0.25, "no change": 0.5}
    assert board.loc["no change", ["questions", "brier"]].tolist() == [8, 0.625]


def test_what_no_source_resolves_is_left_out():
    resolutions = pd.DataFrame(
        {"forecast_id": ["F1", "F2"], "outcome": ["yes", "not resolved by any source at hand"]}
    )
    board = scoreboard({"a": {"F1": 0.5, "F2": 0.9}, "b": {"F2": 0.1}}, resolutions)
    assert board["questions"].tolist() == [1, 0] and board["brier"].isna().tolist() == [False, True]
    with pytest.raises(KitError, match="between 0 and 1"):
        scoreboard({"a": {"F1": 5}}, resolutions)


def test_resolutions_rest_on_the_tables():
    resolved = load("article/resolutions").set_index("forecast_id")
    assert resolved.index.tolist() == load("article/forecasts")["forecast_id"].tolist()
    trade = load("trade/bilateral_annual").query("year == 2023 and is_colombian_basis")
    assert resolved.loc["F4", "value"] == pytest.approx(
        trade["trade_usd_millions"].sum() / 1000, abs=1e-6
    )
    events = load("article/events").set_index("event_id")
    for later in load("policy/later_events").dropna(subset="forecast_id").itertuples():
        assert events.loc[later.event_id, "date"] >= pd.Timestamp("2022-09-15")
    assert resolved.loc["F1", "decided_on"] == events.loc["EV_CARGO_2022", "date"]
    assert events.loc["EV_FLIGHT_2022", "date"] > resolved.loc["F2", "decided_on"]
    poll = load("policy/polls").set_index("poll_id").loc["approval_2023_08"]
    assert resolved.loc["F8", "value"] == poll["share_percent"] == 33
