"""The numbers that the prose of lesson 00 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson00.numbers import (
    ATLAS_KM,
    CODERS,
    KM_PER_MILE,
    LONG_RULER_KM,
    SHORT_RULER_KM,
    VOICES,
    percent,
    published_lengths_km,
    readings,
    speeches,
    to_bridge_km,
)
from borderlab.models.agreement import kappa_from_table, observed_and_expected
from claimlab.lessons.tables import contested, figure, table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    lengths = published_lengths_km()
    left, here = figure("left_venezuela_millions"), figure("in_colombia_millions")
    exact = percent(
        contested("in_colombia_new_count"),
        contested("left_venezuela_august"),
    )
    observed, expected = observed_and_expected(CODERS)
    telling = speeches().groupby("vocabulary")["telling_words"].agg(";".join)
    return {
        "claims_count": len(table("article/claims")),
        "column_peak_bn": figure("trade_peak"),
        "column_exports_bn": figure("trade_peak_colombian_exports"),
        "column_year": int(figure("peak_year")),
        "left_millions": left,
        "in_colombia_millions": here,
        "hosted_exactly_percent": float(exact),
        "moved_by_rounding_points": float(abs(percent(here, left) - exact)),
        "moved_by_counting_twice_points": percent(here, left) - percent(here, left + here),
        "border_length_km": figure("border_length_km"),
        "border_length_miles": figure("border_length_miles"),
        "shortest_published_km": lengths.min(),
        "longest_published_km": lengths.max(),
        "atlas_km": ATLAS_KM,
        "km_per_mile": KM_PER_MILE,
        "short_ruler_km": SHORT_RULER_KM,
        "long_ruler_km": LONG_RULER_KM,
        "readers_kappa": kappa_from_table(readings()),
        "readers_observed": observed_and_expected(readings())[0],
        "readers_expected": observed_and_expected(readings())[1],
        "coders_observed_percent": 100 * observed,
        "coders_alike": CODERS[0][0] + CODERS[1][1],
        "coders_by_lot": expected * sum(map(sum, CODERS)),
        "coders_items": sum(map(sum, CODERS)),
        "to_bridge_km": to_bridge_km(),
        "forecasts_count": len(table("article/forecasts")),
    } | {f"telling_{voice}": telling[voice].replace(";", ", ") for voice in VOICES}
