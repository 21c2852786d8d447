"""Lesson 02, closing a border in a model: what it asks and what its prose quotes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from borderlab.lessons.declare import Exercise, Lesson, Mistake, Option, Prediction, Question
from borderlab.lessons.tables import table
from borderlab.i18n import _
from borderlab.models.trade import (
    NORTE_PERCENT,
    close_the_bridge,
    diverted_trade,
    elasticity_effect,
    ge_hat,
    gravity_ppml,
    pair_breaks,
    per_cent_effect,
    square,
    tariff_equivalent,
    welfare_from_share,
)

CUT, THETA = 95.0, 4.0
TWIN_SHARE, TWIN_BETA = 0.9, -1.0  # two equal countries: share spent at home, log of what is left of their trade
POORER_NORTE = 1.6  # per cent of Colombia's income: about half the department's share of the population
COUNTRIES = ("exporter_iso3", "importer_iso3")


@lru_cache(maxsize=None)
def _published(variable: str, estimator: str = "PPML", sample: str = "all flows") -> float:
    """A coefficient as printed in The Log of Gravity."""
    rows = table("trade/log_of_gravity_results").set_index(["variable", "estimator", "sample"])
    return float(rows.loc[(variable, estimator, sample), "published"])


@lru_cache(maxsize=None)
def _distance(estimator: str = "PPML") -> float:
    return _published("log_distance", estimator, "all flows" if estimator == "PPML" else "positive flows")


@lru_cache(maxsize=None)
def _loss(region: str, regions: str = "2006", **assumed: float | str) -> float:
    """Per cent of income that a region loses when the closure removes 95% of the trade; below zero is a gain."""
    found = close_the_bridge(table("trade/ge_base"), regions, CUT, **assumed)
    return -float(found.set_index("region").loc[region, "change_percent"])


def _norte(share: float = 50.0, size: float = NORTE_PERCENT["size"]) -> float:
    return _loss("Norte de Santander", "2006_norte", norte_share_percent=share, norte_size_percent=size)


@lru_cache(maxsize=None)
def _exposure(region: str, regions: str) -> float:
    """Sales to Venezuela, in per cent of a region's income."""
    flows = square(table("trade/ge_base"), regions)
    return float(100 * flows.loc[region, "Venezuela"] / flows.loc[region].sum())


@lru_cache(maxsize=None)
def _moved(flow: str) -> float:
    """Mean change, in per cent, of third countries' trade with one of the two neighbours."""
    moved = diverted_trade(table("trade/ge_base"), "2006", CUT, THETA)
    return float(moved.loc[moved["flow"] == flow, "change_percent"].mean())


def _home_share() -> float:
    flows = square(table("trade/ge_base"), "2006")
    return float(flows.loc["Colombia", "Colombia"] / flows["Colombia"].sum())


def _traded_bn() -> float:
    flows = square(table("trade/ge_base"), "2006")
    return float(flows.loc["Colombia", "Venezuela"] + flows.loc["Venezuela", "Colombia"])


@lru_cache(maxsize=None)
def _twins() -> tuple[float, float]:
    """New home share, and change of real income in per cent, of two equal countries."""
    flows = np.array([[TWIN_SHARE, 1 - TWIN_SHARE], [1 - TWIN_SHARE, TWIN_SHARE]])
    new = ge_hat(flows, TWIN_BETA * (1 - np.eye(2)), THETA)
    return float(new.domestic_share[0]), float(100 * (new.welfare[0] - 1))


@lru_cache(maxsize=None)
def _world(fixed_effects: tuple[str, ...]):
    """The cross-section of 2006 by PPML: with the two sizes, or with effects of seller and buyer in their place."""
    sizes = () if fixed_effects else ("exporter_gdp_usd_millions", "importer_gdp_usd_millions")
    near = ("contiguity", "common_official_language", "rta")
    return gravity_ppml(
        table("trade/gravity_2006"), in_logs=("distance_weighted_km", *sizes), as_is=near, fixed_effects=fixed_effects
    )


def _border_std_error() -> float:
    """Our standard error of the effect of a common border, PPML on all flows."""
    rows = table("trade/log_of_gravity_results").set_index(["variable", "estimator", "sample"])
    return float(rows.loc[("contiguity", "PPML", "all flows"), "our_std_error"])


def _agreement(fixed_effects: tuple[str, ...]) -> float:
    return _world(fixed_effects)["rta"]


@lru_cache(maxsize=None)
def _expected() -> dict[tuple[str, str], tuple[float, float]]:
    """Recorded and expected trade in 2006, US$ millions: structural gravity, estimated on the whole world."""
    rows = (
        table("trade/gravity_2006")
        .assign(expected=_world(COUNTRIES).fitted)
        .set_index(list(COUNTRIES))[["trade_usd_millions", "expected"]]
    )
    return {pair: tuple(map(float, rows.loc[pair])) for pair in (("COL", "VEN"), ("VEN", "COL"))}


@lru_cache(maxsize=None)
def _break() -> dict[str, float]:
    """The step of Colombia's sales to Venezuela from 2012, beside those of its sales to its other neighbours."""
    found = pair_breaks(table("trade/gravity_panel")).set_index("flow")
    left = 1 + found["change_percent"] / 100
    others = np.sqrt(left["COL to ECU"] * left["COL to PER"])
    falls = {name: 100 * float(1 - left[f"COL to {name}"]) for name in ("VEN", "ECU", "PER")}
    rank = int(found.loc["COL to VEN", "rank"])
    return falls | {"excess": 100 * float(1 - left["COL to VEN"] / others), "rank": rank, "flows": len(found)}


# Facts -------------------------------------------------------------------------------------------


def facts() -> dict[str, object]:
    """The numbers that the lesson's prose quotes."""
    world, results = table("trade/gravity_2006"), table("trade/log_of_gravity_results")
    (sold, sold_expected), (bought, bought_expected) = _expected().values()
    return {
        "traded_2006_bn": _traded_bn(),
        "cut_percent": CUT,
        "theta": THETA,
        "countries": world["exporter_iso3"].nunique(),
        "pairs": len(world),
        "zeros_share_percent": 100 * float((world["trade_usd_millions"] == 0).mean()),
        "doubling_ols_percent": -elasticity_effect(_distance("OLS"), 2),
        "printed_coefficients": len(results),
        "largest_difference": float(results["difference"].abs().max()),
        "border_coefficient": _published("contiguity"),
        "border_std_error": _border_std_error(),
        "border_simple": _world(())["contiguity"],
        "lost_sales_percent": _loss("Colombia", adjusts="nothing"),
        "lost_sales_venezuela_percent": _loss("Venezuela", adjusts="nothing"),
        "loss_colombia_percent": _loss("Colombia"),
        "loss_venezuela_percent": _loss("Venezuela"),
        "loss_low_theta_percent": _loss("Colombia", theta=THETA / 2),
        "loss_toy_percent": _loss("Colombia", "toy_2008"),
        "norte_toy_percent": _loss("Norte de Santander", "toy_2008_norte"),
        "loss_norte_percent": _norte(),
        "norte_gain_percent": -_norte(share=0.0),
        "norte_tenth_percent": _norte(share=10.0),
        "norte_poorer_percent": _norte(size=POORER_NORTE),
        "norte_times": _norte() / _loss("Colombia"),
        "norte_times_toy": _loss("Norte de Santander", "toy_2008_norte") / _loss("Colombia", "toy_2008"),
        "norte_exposed_percent": _exposure("Norte de Santander", "2006_norte"),
        "colombia_exposed_percent": _exposure("Colombia", "2006"),
        "sells_more_percent": _moved("Colombia sells to"),
        "buys_less_percent": -_moved("Colombia buys from"),
        "venezuela_buys_percent": _moved("Venezuela buys from"),
        "twin_share": TWIN_SHARE,
        "home_share_percent": 100 * _home_share(),
        "sold_m": sold,
        "sold_expected_m": sold_expected,
        "bought_m": bought,
        "bought_expected_m": bought_expected,
        "rta_plain": _agreement(()),
        "rta_fixed": _agreement(COUNTRIES),
        "break_fall_percent": _break()["VEN"],
        "break_ecuador_percent": _break()["ECU"],
        "break_peru_percent": _break()["PER"],
        "break_excess_percent": _break()["excess"],
        "break_rank": _break()["rank"],
        "break_flows": _break()["flows"],
    }


# Exercises ---------------------------------------------------------------------------------------

E1 = Exercise(
    id="E02.1",
    kind="number",
    asks=_("Per cent change of trade when distance doubles, by the PPML elasticity"),
    unit=_("per cent"),
    rtol=5e-3,
    right=lambda: elasticity_effect(_distance(), 2),
    mistakes=(
        Mistake(
            "linear",
            lambda: 100 * _distance(),
            _(
                "You multiplied the elasticity by a hundred. That is right only for tiny changes, and doubling is not tiny: raise the ratio to the power of the elasticity."
            ),
        ),
        Mistake(
            "ols",
            lambda: elasticity_effect(_distance("OLS"), 2),
            _("The method is right; the elasticity is the one of OLS on logs. Take the row of PPML, all flows."),
        ),
        Mistake(
            "as-a-dummy",
            lambda: per_cent_effect(_distance()),
            _(
                "You raised e to the power of the elasticity. That is for a dummy; here distance is multiplied by two, so two is the base."
            ),
        ),
        Mistake(
            "sign", lambda: -elasticity_effect(_distance(), 2), _("The size is right. Does trade grow or shrink with distance?")
        ),
        Mistake(
            "inverse",
            lambda: elasticity_effect(-_distance(), 2),
            _("You dropped the minus sign of the elasticity before taking the power."),
        ),
        Mistake(
            "what-is-left",
            lambda: 100 * 2 ** _distance(),
            _("That is how much of the trade is left. The question asks for the change."),
        ),
    ),
    hints=(
        _("An elasticity is an exponent: the flow is multiplied by `ratio ** elasticity`. What is the ratio here?"),
        _("`100 * (2 ** elasticity - 1)`, with the elasticity from the row of PPML on all flows."),
    ),
    why=_("Trade is a power of distance, so doubling multiplies it by two to the power of the elasticity, wherever one starts."),
)

E2 = Exercise(
    id="E02.2",
    kind="number",
    asks=_("Per cent by which a common border raises trade, other things equal, by the PPML coefficient"),
    unit=_("per cent"),
    rtol=5e-3,
    right=lambda: per_cent_effect(_published("contiguity")),
    mistakes=(
        Mistake(
            "no-exponent",
            lambda: 100 * _published("contiguity"),
            _(
                "That is the coefficient times a hundred. The model multiplies trade by e to the power of the coefficient: exponentiate first."
            ),
        ),
        Mistake(
            "ratio",
            lambda: 100 * np.exp(_published("contiguity")),
            _("That is trade with a border in per cent of trade without one. Subtract the hundred you started from."),
        ),
        Mistake(
            "as-an-elasticity",
            lambda: elasticity_effect(_published("contiguity"), 2),
            _(
                "You raised two to the power of the coefficient. That is for a logarithm that doubles; a dummy goes from 0 to 1, so the base is e."
            ),
        ),
        Mistake(
            "ols",
            lambda: per_cent_effect(_published("contiguity", "OLS", "positive flows")),
            _("The method is right; the coefficient is the one of OLS on logs. Take the row of PPML, all flows."),
        ),
    ),
    hints=(
        _("A dummy moves from 0 to 1. By which factor does `exp(coefficient * dummy)` change?"),
        _("`100 * (np.exp(coefficient) - 1)`."),
    ),
    why=_(
        "The dummy multiplies trade by e to the power of its coefficient. For small coefficients that is close to the coefficient itself; here the gap already shows. "
        "The standard error is more than half the coefficient, so the data allow almost no effect, or twice this one."
    ),
)

E3 = Exercise(
    id="E02.3",
    kind="number",
    asks=_(
        "The rise in the cost of crossing, in per cent of the price, that cuts trade to 5% of itself when theta is 4; wages and prices elsewhere held"
    ),
    unit=_("per cent"),
    rtol=5e-3,
    right=lambda: tariff_equivalent(CUT, THETA),
    mistakes=(
        Mistake(
            "quantity",
            lambda: CUT,
            _("That is the cut in quantity. The question asks which rise of the price would bring it about."),
        ),
        Mistake(
            "no-elasticity",
            lambda: tariff_equivalent(CUT, 1),
            _("You forgot the elasticity: with theta above one, a smaller rise of the price is enough."),
        ),
        Mistake(
            "sigma",
            lambda: tariff_equivalent(CUT, THETA + 1),
            _(
                "That is the answer for a duty on customs values, where the exponent has theta plus one. Here goods cost more to bring across: "
                "use theta itself."
            ),
        ),
        Mistake(
            "price-ratio",
            lambda: 100 + tariff_equivalent(CUT, THETA),
            _("That is the new price in per cent of the old one. The rise is what comes on top."),
        ),
    ),
    hints=(
        _("Trade is price to the power of minus theta. Turn that round: price is trade to the power of what?"),
        _("What is left is 0.05; the price ratio is `0.05 ** (-1 / theta)`."),
    ),
    why=_(
        "A closure works like a cost that more than doubles the price across the border. A tariff can stop as much, with one difference: "
        "somebody collects it."
    ),
)

E4 = Exercise(
    id="E02.4",
    kind="number",
    asks=_(
        "Per cent of real income that Colombia would lose without any foreign trade, by its home share in 2006, theta 4 and balanced trade"
    ),
    unit=_("per cent"),
    rtol=5e-3,
    right=lambda: 100 * (1 - welfare_from_share(_home_share(), theta=THETA)),
    mistakes=(
        Mistake(
            "import-share",
            lambda: 100 * (1 - _home_share()),
            _("That is the share of imports. Buyers who lose imports find substitutes at home, so they lose less than that."),
        ),
        Mistake(
            "power-theta",
            lambda: 100 * (1 - _home_share() ** THETA),
            _("You took the power theta. The formula has one over theta: the easier to substitute, the smaller the loss."),
        ),
        Mistake(
            "from-autarky",
            lambda: 100 * (_home_share() ** (-1 / THETA) - 1),
            _("That is the gain from trade measured from a closed country. The question starts from the open one."),
        ),
        Mistake(
            "sigma",
            lambda: 100 * (1 - _home_share() ** (1 / (THETA + 1))),
            _("You divided by theta plus one. The exponent is one over theta."),
        ),
    ),
    hints=(
        _(
            "The real wage moves with the home share to the power of minus one over theta. What is the home share of a country without trade?"
        ),
        _("`100 * (1 - home ** (1 / theta))`, where `home` is what Colombia buys from itself over all that it buys."),
    ),
    why=_(
        "One number, the share spent at home, holds all that trade is worth in this family of models. No list of goods, no list of partners."
    ),
)

E5 = Exercise(
    id="E02.5",
    kind="number",
    asks=_("Two equal countries: the new home share (four decimals), and the change of real income in per cent (two decimals)"),
    parts=(_("home share"), _("real income")),
    unit="",
    rtol=(6e-4, 5e-3),
    right=_twins,
    mistakes=(
        Mistake(
            "not-renormalised",
            lambda: (1 - (1 - TWIN_SHARE) * np.exp(TWIN_BETA), None),
            _(
                "You took the lost imports off one and gave them to the home share. Spending is shared out anew: divide each part by the new sum."
            ),
        ),
        Mistake(
            "lost-imports",
            lambda: (None, -100 * (1 - TWIN_SHARE) * (1 - np.exp(TWIN_BETA))),
            _(
                "You counted every lost import as lost income. Part of it is replaced by goods from home, at a somewhat higher price."
            ),
        ),
        Mistake(
            "share-change",
            lambda: (None, -100 * (_twins()[0] / TWIN_SHARE - 1)),
            _("That is the change of the home share itself. Real income follows with the exponent one over theta."),
        ),
    ),
    hints=(
        _(
            "Equal countries keep equal wages, so only the shares move: `0.9` stays, `0.1` is multiplied by `exp(-1)`, and the two are shared out anew."
        ),
        _("With the new home share, real income is `(new / old) ** (-1 / theta)`."),
    ),
    why=_(
        "Wages cannot move between two equal countries, so the answer is known on paper. That is why the model is tested on it first."
    ),
)

E6 = Exercise(
    id="E02.6",
    kind="order",
    asks=_("Put six of the eight lines in order, so that they find the new wages"),
    blocks={
        "wages": "    wages = new * income.sum() / (income @ new)",
        "sales": "    sales = (shares * left) @ ((income * wages + deficit) * prices ** theta)",
        "plain wages": "    wages = new",
        "prices": "    prices = offers.sum(axis=0) ** (-1 / theta)",
        "new": "    new = (sales / income) ** (1 / (1 + theta))",
        "loop": "for step in range(500):",
        "plain sales": "    sales = (shares * left) @ (income * wages + deficit)",
        "offers": "    offers = shares * left * wages[:, None] ** -theta",
    },
    right=lambda: ["loop", "offers", "prices", "sales", "new", "wages"],
    mistakes=(
        Mistake(
            "two-strangers",
            lambda: {"plain wages", "plain sales"},
            _(
                "Two of your lines leave something out: one the buyers' prices, one the yardstick. For each there is a fuller line."
            ),
        ),
        Mistake(
            "no-yardstick",
            lambda: {"plain wages"},
            _(
                "The equations leave the level of all wages open, and with deficits fixed in dollars the level matters: a yardstick must be "
                "declared. One line holds world income fixed."
            ),
        ),
        Mistake(
            "no-prices",
            lambda: {"plain sales"},
            _(
                "Sales must know the buyers' price level: the same offer wins more where everything else is dear. One line uses `prices`."
            ),
        ),
        Mistake(
            "prices-too-early",
            lambda: ["loop", "prices", "offers", "sales", "new", "wages"],
            _("The price level adds up the offers, so the offers must be there first."),
        ),
    ),
    hints=(
        _("Each pass runs from wages to offers, to prices, to sales, and back to wages."),
        _("Two lines are not needed: one forgets the buyers' prices, the other the yardstick."),
    ),
    why=_("Wages set prices, prices set sales, sales set wages. The loop ends when going round once more changes nothing."),
    optional=True,
)

# Predictions -------------------------------------------------------------------------------------

PREDICTIONS = (
    Prediction(
        id="P02.1",
        judge=_("the table says"),
        kind="choice",
        asks=_(
            "A famous table estimates the distance effect on logs, without the zeros, and again on trade itself, with them. The second effect is…"
        ),
        options={
            "weaker": _("weaker, nearer to zero"),
            "same": _("about the same"),
            "stronger": _("stronger, further from zero"),
        },
        truth=lambda: (
            "weaker" if _distance() > 0.9 * _distance("OLS") else "same" if _distance() > 1.1 * _distance("OLS") else "stronger"
        ),
        explain=_(
            "The logarithm of an average is not the average of logarithms. Small flows are noisier, small flows are far away, so OLS on logs "
            "reads part of the noise as distance. Leaving out the zeros can pull the other way; in the published table it matters little."
        ),
    ),
    Prediction(
        id="P02.2",
        judge=_("the model says"),
        kind="number",
        asks=_("The trade between Colombia and Venezuela is cut by 95%. By how many per cent does Colombia's real income fall?"),
        unit=_("per cent"),
        low=0,
        high=10,
        step=0.1,
        truth=lambda: _loss("Colombia"),
        explain=_(
            "Two things make the loss small. Venezuela was one buyer among many, and those who lose a buyer or a seller turn to the next best. "
            "Only the difference between best and next best is lost, not the whole flow. What it costs to find them, the model leaves out."
        ),
    ),
    Prediction(
        id="P02.3",
        judge=_("the model says"),
        kind="number",
        asks=_(
            "The same closure, for Norte de Santander, the department of Cúcuta. Assume that half of what cleared customs there is its own. "
            "By how many per cent does its real income fall?"
        ),
        unit=_("per cent"),
        low=0,
        high=20,
        step=0.5,
        truth=_norte,
        explain=_(
            "The department has more at stake: its sales across the bridge are a far larger share of its income. In the model it has the same "
            "other buyers as the rest of Colombia; that they are further away is left out. The figure rests on two assumptions, how much of "
            "the trade is its own and how large its income is, so move both before you quote it."
        ),
    ),
    Prediction(
        id="P02.4",
        judge=_("the model says"),
        kind="choice",
        asks=_(
            "The border closes. What happens to the sales of third countries, such as the United States and Brazil, to Colombia?"
        ),
        options={"rise": _("they rise"), "same": _("they hardly move"), "fall": _("they fall")},
        truth=lambda: "rise" if _moved("Colombia buys from") > 0.5 else "fall" if _moved("Colombia buys from") < -0.5 else "same",
        explain=_(
            "Colombia loses more sales than purchases, so its wages and its spending fall: it sells more to everyone else and buys less from "
            "them. Venezuela has lost more purchases than sales and does the opposite. Sales to Colombia are lost to third countries, but not income: "
            "what they do not sell there, they sell elsewhere."
        ),
    ),
)

# Quiz --------------------------------------------------------------------------------------------

QUIZ = (
    Question(
        "Q02.1",
        _("The border to Venezuela closes. In general equilibrium, what happens to Colombia's exports to third countries?"),
        (
            Option(_("They rise"), _("Colombian wages and prices fall a little, so its goods win buyers elsewhere."), right=True),
            Option(_("They stay as they were"), _("That is partial equilibrium: only the closed flow moves.")),
            Option(
                _("They fall too"),
                _("They would if Colombia became dearer. It becomes cheaper, because its goods have lost a buyer."),
            ),
        ),
    ),
    Question(
        "Q02.2",
        _(
            "You discover that every flow in the base table should be twice as large. What happens to the welfare effects in per cent?"
        ),
        (
            Option(_("They double"), _("Only shares enter the model, and no share has changed.")),
            Option(
                _("Nothing"), _("The model works with shares: dollars, pesos or doubled dollars give the same hats."), right=True
            ),
            Option(_("They halve"), _("Only shares enter the model, and no share has changed.")),
        ),
    ),
    Question(
        "Q02.3",
        _("What does a higher theta mean, and what does it do to the cost of a closure?"),
        (
            Option(
                _("Goods are closer substitutes, so the closure costs less"),
                _("The next best supplier is nearly as good as the lost one."),
                right=True,
            ),
            Option(
                _("Trade reacts more, so the closure costs more"), _("Trade does react more. That is how buyers escape the cost.")
            ),
            Option(
                _("Distances are longer, so the closure costs less"),
                _("Theta says how buyers react to costs, not how large the costs are."),
            ),
        ),
    ),
)

# Claims ------------------------------------------------------------------------------------------


def claim_c72() -> tuple[str, dict[str, object]]:
    """A revival in trade would be welcome: what stopping the trade of 2006 would have cost, and where."""
    own = _("Norte de Santander, if half of what clears customs at Cúcuta is its own")
    return "depends on definition", {
        _("Cutting 95% of the trade of 2006 would have cost Colombia, per cent of real income"): round(_loss("Colombia"), 2),
        _("Venezuela, per cent"): round(_loss("Venezuela"), 2),
        _("{region}, per cent").format(region=own): round(_norte(), 1),
        _("The same, with half as large an income, per cent"): round(_norte(size=POORER_NORTE), 1),
        _("The same, if none of the trade is its own"): _("a gain of {gain:.1f} per cent").format(gain=-_norte(share=0.0)),
        _("Not computed"): _("what a revival from the far smaller trade of 2022 would bring"),
    }


LESSON = Lesson(
    id="02",
    facts=facts,
    exercises=(E1, E2, E3, E4, E5, E6),
    predictions=PREDICTIONS,
    quiz=QUIZ,
    claims={"C72": claim_c72},
)
