"""The numbers that the prose of lesson 00 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson00 import numbers
from borderlab.models.agreement import observed_and_expected
from claimlab.lessons.tables import contested, figure, table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    lengths = numbers.published_lengths_km()
    left, here = figure("left_venezuela_millions"), figure("in_colombia_millions")
    exact = numbers.percent(contested("in_colombia_new_count"), contested("left_venezuela_august"))
    observed, expected = observed_and_expected(numbers.CODERS)
    telling = numbers.speeches().groupby("vocabulary")["telling_words"].agg(";".join)
    return {
        "claims_count": len(table("article/claims")),
        "column_peak_bn": figure("trade_peak"),
        "column_exports_bn": figure("trade_peak_colombian_exports"),
        "column_closing_year": int(figure("closure_year")),
        "left_millions": left,
        "in_colombia_millions": here,
        "hosted_exactly_percent": float(exact),
        "moved_by_rounding_points": float(abs(numbers.percent(here, left) - exact)),
        "moved_by_counting_twice_points": numbers.percent(here, left)
        - numbers.percent(here, left + here),
        "border_length_km": figure("border_length_km"),
        "border_length_miles": figure("border_length_miles"),
        "shortest_published_km": lengths.min(),
        "longest_published_km": lengths.max(),
        "atlas_km": numbers.ATLAS_KM,
        "km_per_mile": numbers.KM_PER_MILE,
        "short_ruler_km": numbers.SHORT_RULER_KM,
        "long_ruler_km": numbers.LONG_RULER_KM,
        "coders_observed_percent": 100 * observed,
        "coders_alike": numbers.CODERS[0][0] + numbers.CODERS[1][1],
        "coders_by_lot": expected * sum(map(sum, numbers.CODERS)),
        "coders_items": sum(map(sum, numbers.CODERS)),
        "to_bridge_km": numbers.to_bridge_km(),
        "forecasts_count": len(table("article/forecasts")),
    } | {f"telling_{voice}": telling[voice].replace(";", ", ") for voice in numbers.VOICES}
