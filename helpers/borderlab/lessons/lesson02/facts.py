"""The numbers that the prose of lesson 02 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson02.bridge import NORTE_PERCENT
from borderlab.lessons.lesson02.numbers import (
    COUNTRIES,
    CUT,
    NORTE_PEOPLE,
    THETA,
    TWIN_SHARE,
    agreement_coefficient,
    border_std_error,
    central_bank,
    distance_elasticity,
    exposure_percent,
    home_share,
    loss_percent,
    moved_percent,
    norte_loss_percent,
    published,
    recorded_and_expected,
    step_of_2012,
    traded_bn,
    wage_loss_percent,
)
from borderlab.models.gravity import elasticity_effect, per_cent_effect
from borderlab.replications import replicated
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    pairs, results = table("trade/gravity_2006"), table("trade/log_of_gravity_results")
    step = step_of_2012()
    (sold, sold_expected), (bought, bought_expected) = recorded_and_expected().values()
    return {
        "traded_2006_bn": traded_bn(),
        "cut_percent": CUT,
        "theta": THETA,
        "countries": pairs["exporter_iso3"].nunique(),
        "pairs": len(pairs),
        "zeros_share_percent": 100 * float((pairs["trade_usd_millions"] == 0).mean()),
        "doubling_ols_percent": -elasticity_effect(distance_elasticity("OLS"), 2),
        "largest_difference": float(results["difference"].abs().max()),
        "border_coefficient": published("contiguity"),
        "border_std_error": border_std_error(),
        "lost_sales_percent": loss_percent("Colombia", adjusts="nothing"),
        "lost_sales_venezuela_percent": loss_percent("Venezuela", adjusts="nothing"),
        "loss_colombia_percent": loss_percent("Colombia"),
        "loss_venezuela_percent": loss_percent("Venezuela"),
        "loss_low_theta_percent": loss_percent("Colombia", theta=THETA / 2),
        "bank_loss_percent": -central_bank()["output"],
        "bank_times": -central_bank()["output"] / loss_percent("Colombia"),
        "loss_toy_percent": loss_percent("Colombia", "toy_2008"),
        "norte_toy_percent": loss_percent("Norte de Santander", "toy_2008_norte"),
        "loss_norte_percent": norte_loss_percent(),
        "norte_gain_percent": -norte_loss_percent(share=0.0),
        "norte_most_percent": norte_loss_percent(share=75.0),
        "norte_size_percent": NORTE_PERCENT["size"],
        "norte_people_percent": NORTE_PEOPLE,
        "cucuta_sales_percent": NORTE_PERCENT["exports"],
        "loss_cucuta_only_percent": loss_percent("Colombia", stopped="cucuta"),
        "wage_venezuela_percent": wage_loss_percent("Venezuela"),
        "possible_pairs": pairs["exporter_iso3"].nunique() * (pairs["exporter_iso3"].nunique() - 1),
        "border_low_percent": per_cent_effect(published("contiguity") - 1.96 * border_std_error()),
        "border_high_percent": per_cent_effect(published("contiguity") + 1.96 * border_std_error()),
        "norte_by_people_percent": norte_loss_percent(size=NORTE_PEOPLE),
        "norte_times": norte_loss_percent() / loss_percent("Colombia"),
        "norte_times_toy": loss_percent("Norte de Santander", "toy_2008_norte")
        / loss_percent("Colombia", "toy_2008"),
        "norte_exposed_percent": exposure_percent("Norte de Santander", "2006_norte"),
        "colombia_exposed_percent": exposure_percent("Colombia", "2006"),
        "sells_more_percent": moved_percent("colombia_sells"),
        "buys_less_percent": -moved_percent("colombia_buys"),
        "venezuela_buys_percent": moved_percent("venezuela_buys"),
        "twin_share": TWIN_SHARE,
        "home_share_percent": 100 * home_share(),
        "sold_m": sold,
        "sold_expected_m": sold_expected,
        "bought_m": bought,
        "bought_expected_m": bought_expected,
        "rta_plain": agreement_coefficient(()),
        "rta_fixed": agreement_coefficient(COUNTRIES),
        "break_fall_percent": step["VEN"],
        "break_ecuador_percent": step["ECU"],
        "break_peru_percent": step["PER"],
        "break_excess_percent": step["excess"],
        "break_rank": step["rank"],
        "break_flows": step["flows"],
        **replicated("02"),
    }
