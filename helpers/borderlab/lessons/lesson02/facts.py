"""The numbers that the prose of lesson 02 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson02 import numbers
from borderlab.lessons.lesson02.bridge import NORTE_PERCENT
from borderlab.models.gravity import elasticity_effect, per_cent_effect
from borderlab.replications import replicated
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    pairs, results = table("trade/gravity_2006"), table("trade/log_of_gravity_results")
    step, loss = numbers.step_of_2012(), numbers.loss_percent
    toy, norte_toy = loss("Colombia", "toy_2008"), loss("Norte de Santander", "toy_2008_norte")
    border, error = numbers.published("contiguity"), numbers.border_std_error()
    ours, median, _place, _pairs = numbers.place_in_south_america(2008)
    countries = pairs["exporter_iso3"].nunique()
    (sold, sold_expected), (bought, bought_expected) = numbers.recorded_and_expected().values()
    return {
        "intensity_2008": ours,
        "intensity_median": median,
        "traded_2006_bn": numbers.traded_bn(),
        "theta": numbers.THETA,
        "countries": countries,
        "pairs": len(pairs),
        "zeros_share_percent": 100 * float((pairs["trade_usd_millions"] == 0).mean()),
        "doubling_ols_percent": -elasticity_effect(numbers.distance_elasticity("OLS"), 2),
        "largest_difference": float(results["difference"].abs().max()),
        "border_coefficient": border,
        "border_std_error": error,
        "lost_sales_percent": loss("Colombia", adjusts="nothing"),
        "lost_sales_venezuela_percent": loss("Venezuela", adjusts="nothing"),
        "loss_colombia_percent": loss("Colombia"),
        "loss_venezuela_percent": loss("Venezuela"),
        "loss_low_theta_percent": loss("Colombia", theta=numbers.THETA / 2),
        "bank_loss_percent": -numbers.central_bank()["output"],
        "bank_times": -numbers.central_bank()["output"] / loss("Colombia"),
        "loss_toy_percent": toy,
        "norte_toy_percent": norte_toy,
        "loss_norte_percent": numbers.norte_loss_percent(),
        "norte_gain_percent": -numbers.norte_loss_percent(share=0.0),
        "norte_most_percent": numbers.norte_loss_percent(share=75.0),
        "norte_size_percent": NORTE_PERCENT["size"],
        "norte_people_percent": numbers.NORTE_PEOPLE,
        "cucuta_sales_percent": NORTE_PERCENT["exports"],
        "loss_cucuta_only_percent": loss("Colombia", stopped="cucuta"),
        "norte_one_lane_percent": loss("Norte de Santander", "2006_norte", stopped="cucuta"),
        "wage_venezuela_percent": numbers.wage_loss_percent("Venezuela"),
        "possible_pairs": countries * (countries - 1),
        "border_low_percent": per_cent_effect(border - 1.96 * error),
        "border_high_percent": per_cent_effect(border + 1.96 * error),
        "norte_by_people_percent": numbers.norte_loss_percent(size=numbers.NORTE_PEOPLE),
        "norte_times": numbers.norte_loss_percent() / loss("Colombia"),
        "norte_times_toy": norte_toy / toy,
        "norte_exposed_percent": numbers.exposure_percent("Norte de Santander", "2006_norte"),
        "colombia_exposed_percent": numbers.exposure_percent("Colombia", "2006"),
        "sells_more_percent": numbers.moved_percent("colombia_sells"),
        "buys_less_percent": -numbers.moved_percent("colombia_buys"),
        "venezuela_buys_percent": numbers.moved_percent("venezuela_buys"),
        "twin_share": numbers.TWIN_SHARE,
        "home_share_percent": 100 * numbers.home_share(),
        "sold_m": sold,
        "sold_expected_m": sold_expected,
        "bought_m": bought,
        "bought_expected_m": bought_expected,
        "rta_plain": numbers.agreement_coefficient(()),
        "rta_fixed": numbers.agreement_coefficient(numbers.COUNTRIES),
        "break_fall_percent": step["VEN"],
        "break_ecuador_percent": step["ECU"],
        "break_peru_percent": step["PER"],
        "break_excess_percent": step["excess"],
        "break_rank": step["rank"],
        "break_flows": step["flows"],
        **replicated("02"),
    }
