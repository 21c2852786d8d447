"""The numbers that the prose of lesson 01 quotes."""

from __future__ import annotations

from borderlab.lessons.common import customs
from borderlab.lessons.lesson01 import numbers
from borderlab.lessons.lesson01.books import two_reporters
from borderlab.lessons.lesson01.claims import SELLERS, group_share, sellers_to_venezuela
from claimlab.lessons.tables import entry, figure, table

COW = "imports_cow_usd_millions"
QUOTA_2008 = 19_000  # vehicles, from the note of the row of 2008 in trade/product_groups


def people_of_2015() -> dict[str, int]:
    """Colombians who were deported or left after the closure: the count of September, and the later one."""
    moved = table("migration/movements")
    moved = moved[moved["period_end"].astype(str) == "2015-09-18"].set_index("movement")
    later = table("article/rivals").query("topic == 'border people'").set_index("quantity")["value"]
    return {
        "deported_2015": int(moved.loc["deported", "persons"]),
        "returned_2015": int(moved.loc["returned on their own", "persons"]),
        "deported_2015_later": int(later["deported by 14 October 2015"]),
        "returned_2015_later": int(later["returned by themselves by 14 October 2015"]),
    }


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    mirror = two_reporters(table("trade/bilateral_annual")).set_index("year").loc[2012]
    of_ministry = {"year": 2012, "exporter_iso3": "VEN", "source_key": "quoted_dane"}
    ministry_m = entry("trade/bilateral_annual", "trade_usd_millions", **of_ministry)
    shares, bought, sold = sellers_to_venezuela(), numbers.imports(), numbers.exports()
    legal = table("trade/bilateral_totals").query("year == 2020")["trade_usd_millions"].max()
    before, cow = float(sold[numbers.BEFORE_CLOSURE]), numbers.imports(COW)
    informal = customs("2020-01", "2020-12", "total_trade", "informal_estimate")
    return {
        "column_peak_bn": figure("trade_peak"),
        "column_exports_bn": figure("trade_peak_colombian_exports"),
        "peak_year": int(sold.idxmax()),
        **{f"{name}_peak_bn": value for name, value in numbers.peak_sums().items()},
        "trough_m": numbers.trough(),
        "trough_year": int(sold.loc[2008:].idxmin()),
        "year_before_closure": numbers.BEFORE_CLOSURE,
        "exports_before_closure_bn": before / 1000,
        "mixed_before_closure_bn": numbers.exports(numbers.MIXED)[numbers.BEFORE_CLOSURE] / 1000,
        "left_before_closure_percent": 100 * before / numbers.peak(),
        "past_in_dollars_percent": numbers.past_by(numbers.BEFORE_CLOSURE),
        "past_in_logs_percent": numbers.past_by(numbers.BEFORE_CLOSURE, count="logs"),
        "fall_percent": numbers.fall(numbers.peak(), numbers.trough()),
        "lost_after_closure_percent": numbers.fall(before, numbers.trough()),
        "imports_2010_percent": numbers.fall(bought[2008], bought[2010]),
        "imports_2012_percent": -numbers.fall(bought[2008], bought[2012]),
        "imports_2012_cow_percent": -numbers.fall(cow[2008], cow[2012]),
        "size_early_percent": numbers.size_percent(2008, 2012),
        "size_early_cow_percent": numbers.size_percent(2008, 2012, COW),
        "size_late_percent": numbers.size_percent(2012, 2016),
        **people_of_2015(),
        "cucuta_before_m": customs("2015-01", "2015-08"),
        "mirror_exporter_m": mirror["exporter_usd_millions"],
        "mirror_importer_m": mirror["importer_usd_millions"],
        "mirror_ratio": mirror["ratio"],
        "ministry_m": ministry_m,
        "ministry_ratio": ministry_m / mirror["exporter_usd_millions"],
        "panel_countries": int(table("trade/gravity_panel")["exporter_iso3"].nunique()),
        "cars_share_2007_percent": group_share("motor vehicles", "2007-01"),
        "cars_quota_count": QUOTA_2008,
        "colombia_of_all_2008_percent": 100 * float(sold[2008] / bought[2008]),
        "colombia_of_all_2012_percent": 100 * float(sold[2012] / bought[2012]),
        "informal_2020_bn": informal / 1000,
        "legal_2020_m": float(legal),
    } | {
        f"{name}_share_{year}": shares.loc[iso3, year]
        for name, iso3 in SELLERS.items()
        if iso3 in ("USA", "CHN", "BRA")
        for year in shares.columns
    }
