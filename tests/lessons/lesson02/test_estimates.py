from borderlab import load
from borderlab.lessons.lesson02.estimates import log_or_not, published_distance

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


def test_the_two_errors_of_ols_cancel_with_both_sliders_at_their_maximum():
    off = [
        abs(log_or_not(*both).set_index("estimator").loc[OLS, "elasticity"] + 0.8)
        for both in ((2, 45), (2, 0), (0, 45))
    ]
    assert off[0] < 0.1 < min(off[1:]) / 2


def test_every_corner_of_the_sliders_fits_the_axis():
    for both in ((0, 0), (2, 0), (0, 45), (2, 45)):
        found = log_or_not(*both)
        assert (
            found["elasticity"].between(-1.6, 0).all()
            and found["low"].dropna().between(-1.6, 0).all()
        )


def test_the_published_elasticities_stand_in_their_intervals():
    found = published_distance(load("trade/log_of_gravity_results"))
    assert found["estimator"].tolist() == [OLS, PPML, PPML]
    assert (found["low"] < found["elasticity"]).all() and (
        found["elasticity"] < found["high"]
    ).all()
