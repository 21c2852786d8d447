"""What lesson 02 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.lesson02 import numbers
from borderlab.lessons.lesson02.bridge import losses_by_theta
from borderlab.models.equilibrium import welfare_from_share
from borderlab.models.gravity import elasticity_effect, per_cent_effect, tariff_equivalent
from claimlab.lessons.declare import Chart, exercise, goal, prediction
from claimlab.lessons.tables import table


@exercise("E02.1", rtol=5e-3)
def twice_as_far():
    elasticity, ols = numbers.distance_elasticity(), numbers.distance_elasticity("OLS")
    yield elasticity_effect(elasticity, 2)
    yield "linear", 100 * elasticity
    yield "ols", elasticity_effect(ols, 2)
    yield "as-a-dummy", per_cent_effect(elasticity)
    yield "sign", -elasticity_effect(elasticity, 2)
    yield "inverse", elasticity_effect(-elasticity, 2)
    yield "what-is-left", 100 * 2**elasticity
    yield "factor", 2**elasticity


@exercise("E02.2", rtol=5e-3)
def common_border():
    border = numbers.published("contiguity")
    yield per_cent_effect(border)
    yield "no-exponent", 100 * border
    yield "ratio", 100 * np.exp(border)
    yield "factor", np.exp(border)
    yield "coefficient", border
    yield "as-an-elasticity", elasticity_effect(border, 2)
    yield "ols", per_cent_effect(numbers.published("contiguity", "OLS", "positive flows"))


@exercise("E02.3", rtol=5e-3)
def height_of_the_wall():
    yield tariff_equivalent(numbers.CUT, numbers.THETA)
    yield "quantity", numbers.CUT
    yield "no-elasticity", tariff_equivalent(numbers.CUT, 1)
    yield "linear", numbers.CUT / numbers.THETA
    yield "sigma", tariff_equivalent(numbers.CUT, numbers.THETA + 1)
    yield "sign", 100 * ((1 - numbers.CUT / 100) ** (1 / numbers.THETA) - 1)
    yield "price-ratio", 100 + tariff_equivalent(numbers.CUT, numbers.THETA)
    yield "factor", 1 + tariff_equivalent(numbers.CUT, numbers.THETA) / 100


@exercise("E02.4", rtol=5e-3)
def without_trade():
    home = numbers.home_share()
    yield 100 * (1 - welfare_from_share(home, theta=numbers.THETA))
    yield "import-share", 100 * (1 - home)
    yield "power-theta", 100 * (1 - home**numbers.THETA)
    yield "from-autarky", 100 * (home ** (-1 / numbers.THETA) - 1)
    yield "sigma", 100 * (1 - home ** (1 / (numbers.THETA + 1)))


@exercise("E02.5", rtol=(6e-4, 5e-3))
def two_equal_countries():
    abroad, left = 1 - numbers.TWIN_SHARE, np.exp(numbers.TWIN_BETA)
    yield numbers.twins()
    yield "not-renormalised", (1 - abroad * left, None)
    yield "lost-imports", (None, -100 * abroad * (1 - left))
    yield "share-change", (None, -100 * (numbers.twins()[0] / numbers.TWIN_SHARE - 1))


BLOCKS = {
    "wages": "    wages = new * income.sum() / (income @ new)",
    "sales": "    sales = (shares * left) @ ((income * wages + deficit) * prices ** theta)",
    "plain wages": "    wages = new",
    "prices": "    prices = offers.sum(axis=0) ** (-1 / theta)",
    "new": "    new = (sales / income) ** (1 / (1 + theta))",
    "loop": "for step in range(500):",
    "plain sales": "    sales = (shares * left) @ (income * wages + deficit)",
    "offers": "    offers = shares * left * wages[:, None] ** -theta",
}


@exercise("E02.6", kind="order", blocks=BLOCKS, optional=True)
def six_lines():
    yield ["loop", "offers", "prices", "sales", "new", "wages"]
    yield "two-strangers", {"plain wages", "plain sales"}
    yield "no-yardstick", {"plain wages"}
    yield "no-prices", {"plain sales"}
    yield "prices-too-early", ["loop", "prices", "offers", "sales", "new", "wages"]


@exercise("E02.7", kind="chart")
def draw_the_losses():
    losses = losses_by_theta(table("trade/ge_base"))
    how = {"x": "theta", "y": "loss_percent", "by": "country", "kinds": ("line", "point")}
    yield Chart(losses, **how)
    yield "one-country", Chart(losses[losses["country"] == "Colombia"], **how)


@prediction("P02.2", low=0, high=10, step=0.1)
def colombia_loses():
    return numbers.loss_percent("Colombia")


@prediction("P02.3", low=0, high=20, step=0.5)
def norte_loses():
    return numbers.norte_loss_percent()


@prediction("P02.4", kind="choice")
def sales_of_third_countries():
    moved = numbers.moved_percent("colombia_buys")
    if abs(moved) < 1:  # per cent; the options say it
        return "same"
    return "rise" if moved > 0 else "fall"


@prediction("P02.1", kind="choice")
def second_estimate():
    ppml, ols = numbers.distance_elasticity(), numbers.distance_elasticity("OLS")
    if abs(ppml / ols - 1) < 0.1:
        return "same"
    return "weaker" if ppml > ols else "stronger"


@goal("G02.2")
def as_much_as_the_country(frame, **rest):
    whole, ours = frame.set_index("region")["loss_percent"][["Colombia", "Norte de Santander"]]
    found = {"whole": f"{whole:.2f}", "ours": f"{ours:.2f}"}
    return whole > 0.1 and abs(ours - whole) <= 0.05 and found
