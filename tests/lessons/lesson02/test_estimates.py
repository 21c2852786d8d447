from borderlab.lessons.lesson02.numbers import published_distance
from borderlab.lessons.lesson02.pictures import TRUTH, log_or_ppml
from borderlab.models.gravity import log_or_not

OLS, PPML = "OLS", "PPML"


def test_uneven_noise_moves_ols_and_leaves_ppml():
    even, uneven = (log_or_not(noise, zeros_percent=0).set_index("estimator") for noise in (0, 2))
    assert uneven.loc[OLS, "high"] < -0.8 - 0.1
    assert uneven.loc[PPML, "low"] < -0.8 < uneven.loc[PPML, "high"]
    assert even.loc[OLS, "low"] < -0.8 < even.loc[OLS, "high"]


def test_zeros_pull_ols_towards_nothing_and_leave_ppml():
    found = log_or_not(uneven_noise=0, zeros_percent=45).set_index("estimator")
    assert found.loc[OLS, "low"] > -0.8
    assert found.loc[PPML, "low"] < -0.8 < found.loc[PPML, "high"]


def test_the_two_errors_of_ols_cancel_where_both_are_large():
    off = [
        abs(log_or_not(*both).set_index("estimator").loc[OLS, "elasticity"] + 0.8)
        for both in ((2, 45), (2, 0), (0, 45))
    ]
    assert off[0] < 0.1 < min(off[1:]) / 2


def test_the_still_shows_both_errors_and_the_luck_that_its_words_tell():
    frame = log_or_ppml().frame.set_index(["errors", "estimator"])
    assert frame[["low", "high"]].stack().between(-1.6, 0).all(), "all on the axis"
    ols, ppml = frame.xs(OLS, level=1), frame.xs(PPML, level=1)
    assert ols.loc["noise", "high"] < TRUTH < ols.loc["zeros", "low"]
    assert ols.loc["both", "low"] < TRUTH < ols.loc["both", "high"], "right by luck"
    assert ((ppml["low"] < TRUTH) & (TRUTH < ppml["high"])).all()


def test_the_published_elasticities_stand_in_their_intervals():
    found = published_distance()
    assert found["estimator"].tolist() == [OLS, PPML, PPML]
    assert (found["low"] < found["elasticity"]).all() and (
        found["elasticity"] < found["high"]
    ).all()
