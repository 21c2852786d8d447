"""The numbers that the prose of lesson 01 quotes."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.lesson01.books import (
    EXPORTERS_BOOKS,
    IMPORTERS_BOOKS,
    import_shares,
    two_reporters,
)
from borderlab.lessons.lesson01.numbers import (
    BEFORE_CLOSURE,
    MIXED,
    customs,
    exports,
    past_by,
    past_in_logs,
    peak,
    place_in_south_america,
    size_percent,
    total,
)
from borderlab.lessons.tables import figure, table

SELLERS = {"colombia": "COL", "china": "CHN", "brazil": "BRA"}


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    mirror = two_reporters(table("trade/bilateral_annual")).set_index("year").loc[2012]
    ours, median, _place, _pairs = place_in_south_america(2008)
    shares = import_shares(
        table("trade/gravity_panel"), "VEN", list(SELLERS.values()), [2008, 2012]
    )
    cars = table("trade/product_groups").query("product_group == 'motor vehicles'")
    return {
        "column_peak_bn": figure("trade_peak"),
        "column_exports_bn": figure("trade_peak_colombian_exports"),
        "peak_year": int(exports().idxmax()),
        "peak_exports_bn": peak() / 1000,
        "exports_before_closure_bn": exports()[BEFORE_CLOSURE] / 1000,
        "mixed_before_closure_bn": exports(MIXED)[BEFORE_CLOSURE] / 1000,
        "year_before_closure": BEFORE_CLOSURE,
        "total_importers_bn": float(total(IMPORTERS_BOOKS)[2008]) / 1000,
        "total_exporters_bn": float(total(EXPORTERS_BOOKS)[2008]) / 1000,
        "past_in_dollars_percent": past_by(BEFORE_CLOSURE),
        "past_in_logs_percent": past_in_logs(BEFORE_CLOSURE),
        "late_market_percent": size_percent(BEFORE_CLOSURE, int(exports().idxmin())),
        "left_after_100_percent": 100 * float(np.exp(-1)),
        "cucuta_before_m": customs("2015-01", "2015-08"),
        "cucuta_after_m": customs("2015-09", "2016-09"),
        "mirror_exporter_m": mirror["exporter_usd_millions"],
        "mirror_importer_m": mirror["importer_usd_millions"],
        "mirror_ratio": mirror["ratio"],
        "intensity_2008": ours,
        "intensity_median": median,
        "cars_share_2007": float(cars["share_percent"].iloc[0]),
        "informal_2020_bn": customs("2020-01", "2020-12", "total_trade", "informal_estimate")
        / 1000,
        "legal_2020_m": float(
            table("trade/bilateral_totals").query("year == 2020")["trade_usd_millions"].max()
        ),
    } | {
        f"{name}_share_{year}": shares.loc[iso3, year]
        for name, iso3 in SELLERS.items()
        for year in shares.columns
    }
