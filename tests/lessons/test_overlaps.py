"""Where two tables of a lesson hold the same quantity, they agree; where they do not, the pair is named here with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import pytest

from borderlab.lessons.lesson08.numbers import by_cut_off
from claimlab.lessons import lesson_ids
from claimlab.lessons.tables import table

Values = dict[object, float | str]


@dataclass(frozen=True)
class Overlap:
    """One quantity in two tables; what is apart must really be apart, so that a mended pair is seen."""

    lesson: str
    quantity: str
    one: Callable[[], Values]
    other: Callable[[], Values]
    tolerance: float = 0.0  # relative; days are compared as far as both are known
    because: str = "both carry the same printed figure"
    apart: dict[object, str] = field(default_factory=dict)
    least: int = 1  # pairs that must be there to be compared

    def agrees(self, one: float | str, other: float | str) -> bool:
        if isinstance(one, str) or isinstance(other, str):
            return str(one).startswith(str(other)) or str(other).startswith(str(one))
        return abs(one - other) <= self.tolerance * abs(other) + 1e-9


# How a table gives its values ---------------------------------------------------------------------


def column(name: str, value: str, *keys: str, where: str = "") -> Values:
    """A column of a table by its key; rows without a value are left out."""
    frame = table(name).query(where) if where else table(name)
    frame = frame.dropna(subset=[value])
    index = [tuple(row) if len(keys) > 1 else row[0] for row in frame[list(keys)].to_numpy()]
    assert len(set(index)) == len(index), (name, keys)
    return {
        key: one if isinstance(one, str) else float(one) for key, one in zip(index, frame[value])
    }


def sums(name: str, value: str, *keys: str, where: str = "") -> Values:
    frame = table(name).query(where) if where else table(name)
    return frame.groupby(list(keys) if len(keys) > 1 else keys[0])[value].sum().to_dict()


def days(name: str, key: str, date: str = "date", **called: str) -> Values:
    """Days as text, as far as they are known; ``called`` names rows by what both tables share."""
    frame = table(name).set_index(key)
    found = {}
    for shared, row in called.items():
        day = frame.loc[row, date]
        known = frame.loc[row].get("date_precision", "day")
        text = day if isinstance(day, str) else f"{day:%Y-%m-%d}"
        found[shared] = text[: {"month": 7, "year": 4}.get(known, 10)]
    return found


def events(**called: str) -> Values:
    return days("article/events", "event_id", **called)


def timeline(**called: str) -> Values:
    return days("sanctions/timeline", "event_id", **called)


def closures(**called: str) -> Values:
    return days("trade/closures", "event_id", **called)


def peace(**called: str) -> Values:
    return days("security/peace_timeline", "event_id", **called)


def contested(*rows: str, times: float = 1.0) -> Values:
    values = table("article/contested").set_index("contested_id")["value"]
    return {row: float(values[row]) * times for row in rows}


def printed(row: str) -> Values:
    """The numbers in the words of a row of trade/closures."""
    words = table("trade/closures").set_index("event_id").loc[row, "what_stops_or_passes"]
    gone = [float(n.replace(",", "")) for n in re.findall(r"\d+,\d{3}", words)]
    return dict(zip(("deported", "returned"), gone))


# Quantities that need more than a column ----------------------------------------------------------


def both_directions(pick: str) -> Values:
    """Trade of both directions in the years that have both, US$ millions."""
    wide = table("trade/bilateral_annual")
    wide = wide[wide[pick]].pivot(
        index="year", columns="exporter_iso3", values="trade_usd_millions"
    )
    return wide.dropna().sum(axis=1).to_dict()


def comtrade_2008() -> Values:
    return column(
        "trade/bilateral_annual",
        "trade_usd_millions",
        "exporter_iso3",
        where="source_key == 'comtrade_penppml' and year == 2008",
    )


def by_country_2006() -> Values:
    names = {"COL": "Colombia", "VEN": "Venezuela", "USA": "United States", "BRA": "Brazil"}
    flows = table("trade/gravity_2006")
    flows = flows[flows["exporter_iso3"].isin(names) & flows["importer_iso3"].isin(names)]
    return {
        (names[row.exporter_iso3], names[row.importer_iso3]): row.trade_usd_millions / 1000
        for row in flows.itertuples()
    }


def months_of_oil() -> Values:
    months = table("sanctions/oil_monthly").dropna(subset=["crude_kbd"])
    whole = months.groupby(months["month"].dt.year)["crude_kbd"].agg(["mean", "count"])
    return whole.loc[whole["count"] == 12, "mean"].to_dict()


def stock_by_day(part: str = "total_persons") -> Values:
    stock = table("migration/colombia_stock").dropna(subset=[part])
    return {f"{day:%Y-%m-%d}": float(n) for day, n in zip(stock["count_date"], stock[part])}


def permits(*rows: tuple[str, str, str]) -> Values:
    held = table("migration/permits").astype({"status_date": str})
    found = {}
    for day, programme, stage in rows:
        one = held.query("status_date == @day and programme == @programme and stage == @stage")
        found[day] = float(one["persons"].iloc[0])
    return found


def at_year_end() -> Values:
    return {int(day[:4]): n for day, n in stock_by_day().items() if day.endswith("-12-31")}


def r4v_in_colombia() -> Values:
    counts = table("migration/r4v").query("area_code == 'COL'").dropna(subset=["count_date"])
    return {f"{day:%Y-%m-%d}": float(n) for day, n in zip(counts["count_date"], counts["persons"])}


def abroad() -> Values:
    counts = table("migration/r4v").query("area_code == 'WLD'")
    return dict(zip(counts["published_date"].astype(str), counts["persons"].astype(float)))


def poll(*rows: str) -> Values:
    shares = table("policy/polls").set_index("poll_id")["share_percent"]
    return {row: float(shares[row]) for row in rows}


def opinion(**called: tuple[str, str, str]) -> Values:
    asked = table("migration/opinion")
    found = {}
    for row, (day, pollster, answer) in called.items():
        one = asked[
            (asked["poll_date"] == day)
            & (asked["pollster"] == pollster)
            & (asked["answer"] == answer)
            & asked["question"].str.contains("ETPV")
        ]
        found[row] = float(one["share_percent"].iloc[0])
    return found


def ring_sums(value: str, farthest: float = float("inf"), beyond: bool = False) -> Values:
    rings = table("security/homicides_ring_year")
    near = (rings["to_km"].fillna(9999) <= farthest) != beyond
    spans = {"2012-2015": (2012, 2015), "2016-2017": (2016, 2017)}
    return {
        period: float(rings.loc[near & rings["year"].between(*years), value].sum())
        for period, years in spans.items()
    }


def near_by_rings(km: int = 50) -> Values:
    rate = {
        beyond: pd.Series(ring_sums("homicides", km, beyond))
        / pd.Series(ring_sums("population_persons", km, beyond))
        for beyond in (False, True)
    }
    return (100 * rate[False] / rate[True]).to_dict()


def ends_of_talks() -> Values:
    talks = table("security/talks").set_index("talk")
    return {f"{end} {n}": talks.loc[n, end] for n in ("5", "6") for end in ("begin", "end")}


def parameter(*rows: str) -> Values:
    modes = table("policy/parameters").set_index("parameter")["mode"]
    return {row: float(modes[row]) for row in rows}


def resolved(what: str, *rows: str) -> Values:
    return days("article/resolutions", "forecast_id", what, **{row: row for row in rows})


def eiu_classes(by_score: bool) -> Values:
    """The class of a country by the printed score and the owner's cuts, or as the runs of years give it."""
    scores = table("democracy/cited_values").query("measure == 'democracy index'")
    runs = table("democracy/spells").query("data_set == 'EIU'")
    found = {}
    for row in scores.itertuples():
        name = "full flawed hybrid authoritarian".split()[sum(row.value < cut for cut in (8, 6, 4))]
        is_it = (
            (runs["iso3"] == row.iso3)
            & runs["from_year"].le(row.year)
            & runs["to_year"].ge(row.year)
        )
        said = runs.loc[is_it, "class"].iloc[0].split()[0]
        found[row.iso3, row.year] = name if by_score else said
    return found


def value_of(row: str) -> Values:
    return {row: float(table("article/resolutions").set_index("forecast_id").loc[row, "value"])}


# The list -----------------------------------------------------------------------------------------

SANCTIONS = dict(law="EV_US_LAW_2014", debt="EV_SANCTIONS_DEBT_2017", eu="EV_EU_EMBARGO_2017")
SANCTIONS |= dict(recognition="EV_RECOGNITION_2019", pdvsa="EV_SANCTIONS_PDVSA_2019")
SANCTIONS |= dict(all="EV_SANCTIONS_ALL_2019", title="EV_EU_TITLE_2021", vote="EV_OAS_VOTE_2022")
EASED = dict(chevron="EV_LICENCE_CHEVRON_2022", eased="EV_LICENCE_OIL_2023")
EASED |= dict(ended="EV_LICENCE_OIL_ENDS_2024", interim="EV_INTERIM_ENDS_2022")

OVERLAPS = [
    Overlap(
        "00", "trade of 2008 as importers and exporters count it, US$ billions",
        lambda: contested("peak_total_importers", "peak_total_exporters"),
        lambda: {
            "peak_total_importers": both_directions("is_preferred")[2008] / 1000,
            "peak_total_exporters": sum(comtrade_2008().values()) / 1000,
        },
        tolerance=1e-4, because="the contested figures are rounded to a million", least=2,
    ),
    Overlap(
        "00", "published lengths of the border, km",
        lambda: contested("border_km_colombia", "border_km_el_pais", "border_km_cia_1991", "border_km_cia_recent"),
        lambda: dict(zip(
            ("border_km_colombia", "border_km_el_pais", "border_km_cia_1991", "border_km_cia_recent"),
            table("maps/border_lengths").set_index("measure").loc[
                ["colombia_official_2219", "el_pais_2300", "cia_factbook_1991", "cia_factbook_recent_2341"], "length_km"],
        )),
        least=4,
    ),
    Overlap(
        "00", "opening of two bridges",
        lambda: days("maps/crossings", "crossing_id", "opened_date", simon="simon_bolivar", tienditas="atanasio_girardot"),
        lambda: events(simon="EV_BRIDGE_1962", tienditas="EV_TIENDITAS_2023"), least=2,
    ),
    Overlap(
        "01", "Colombia's exports to Venezuela, US$ millions",
        lambda: column("trade/gravity_panel", "exports_usd_millions", "year", where="exporter_iso3 == 'COL' and importer_iso3 == 'VEN'"),
        lambda: column("trade/bilateral_annual", "trade_usd_millions", "year", where="source_key == 'comtrade_penppml' and exporter_iso3 == 'COL'"),
        least=8,
    ),
    Overlap(
        "01", "trade of both directions, Colombian basis, US$ millions",
        lambda: both_directions("is_colombian_basis"),
        lambda: column("trade/bilateral_totals", "trade_usd_millions", "year", where="owner in ('DIAN', 'DANE', 'Analdex') or year == 2015"),
        tolerance=0.02, because="totals are rounded, and DIAN, DANE and chambers each revise",
        apart={2012: "3,162 with the imports of Correlates of War (609), 3,280 by DIAN"}, least=7,
    ),
    Overlap(
        "01", "closings and openings of the border",
        lambda: events(a="EV_CLOSURE_2009", b="EV_NIGHT_CLOSURE_2014", c="EV_CLOSURE_2015", d="EV_REOPENING_ON_FOOT_2016",
                       e="EV_CLOSURE_2019", f="EV_REOPENING_ON_FOOT_2019", g="EV_CLOSURE_COVID_2020", h="EV_REOPENING_2021",
                       i="EV_CARGO_2022", j="EV_TIENDITAS_2023", k="EV_TRADE_FREEZE_2009"),
        lambda: closures(a="CL_2009_11_02", b="CL_2014_08_11", c="CL_2015_08_19", d="CL_2016_08_13",
                         e="CL_2019_02_22", f="CL_2019_06_08", g="CL_2020_03_14", h="CL_2021_10_05",
                         i="CL_2022_09_26", j="CL_2023_01_01", k="CL_2009_07_FREEZE"),
        apart={
            "d": "the records give the day of the agreement, the events that of the opening",
        }, least=11,
    ),
    Overlap(
        "01", "people who left Venezuela by 14 October 2015",
        lambda: printed("PEOPLE_2015_10_14"),
        lambda: dict(zip(("deported", "returned"), table("article/rivals").query("topic == 'border people'")["value"])),
        least=2,
    ),
    Overlap(
        "02", "flows of 2006 between four countries, US$ billions",
        by_country_2006,
        lambda: column("trade/ge_base", "value_usd_billions", "exporter", "importer", where="base == '2006' and not is_assumption"),
        tolerance=2e-3, because="the base of the model is rounded to a million", least=12,
    ),
    Overlap(
        "03", "crude oil by the American agency, thousand barrels a day",
        months_of_oil,
        lambda: column("sanctions/oil_sources", "crude_kbd", "year", where="source_key == 'eia'"),
        tolerance=0.002, because="a mean of months gives February the weight of March", least=15,
    ),
    Overlap(
        "03", "crude oil by the Energy Institute, thousand barrels a day",
        lambda: column("sanctions/oil_annual", "crude_kbd", "year", where="iso3 == 'VEN'"),
        lambda: column("sanctions/oil_sources", "crude_kbd", "year", where="source_key == 'ei_2024'"),
        tolerance=1e-4, because="rounded to a tenth", least=15,
    ),
    Overlap(
        "03", "growth of income a head in Venezuela, per cent",
        lambda: column("sanctions/gdp_peers", "gdp_per_capita_growth_percent", "year", where="iso3 == 'VEN'"),
        lambda: column("sanctions/gdp_by_owner", "gdp_per_capita_growth_percent", "year", where="source_key == 'world_bank'"),
        least=5,
    ),
    Overlap(
        "03", "growth of Venezuela in 2022, per cent",
        lambda: contested("growth_2022_wdi", "growth_2022_imf_later"),
        lambda: {f"growth_2022_{name}": value for (name, value) in (
            ("wdi", column("sanctions/gdp_by_owner", "gdp_growth_percent", "source_key", where="year == 2022")["world_bank"]),
            ("imf_later", column("sanctions/gdp_by_owner", "gdp_growth_percent", "source_key", where="year == 2022")["imf"]),
        )},
        tolerance=1e-3, because="one is rounded to a hundredth", least=2,
    ),
    Overlap(
        "03", "published effects of the sanctions of 2017 on oil",
        lambda: contested("oil_effect_rodriguez", "oil_effect_anova"),
        lambda: {f"oil_effect_{who}": column("sanctions/published_estimates", "value", "estimate_id")[row]
                 for who, row in (("rodriguez", "rodriguez_2019_1"), ("anova", "anova_2021_1"))},
        least=2,
    ),
    Overlap(
        "03", "deaths of children in Venezuela, in two editions",
        lambda: column("lives/estimates", "under_five_deaths_per_1000_births", "year", where="iso3 == 'VEN' and edition == 2021"),
        lambda: column("lives/estimates", "under_five_deaths_per_1000_births", "year", where="iso3 == 'VEN' and edition == 2026"),
        tolerance=0.02, because="an edition revises the estimates of the one before",
        apart={1999: "44.4 in the edition of 2021, 22.4 in that of 2026"}, least=31,
    ),
    Overlap(
        "04", "days on which sanctions were imposed",
        lambda: events(**SANCTIONS),
        lambda: timeline(law="E01", debt="E05", eu="E07", recognition="E14", pdvsa="E16", all="E20", title="E27", vote="E30"),
        least=8,
    ),
    Overlap(
        "05", "votes in the OAS",
        lambda: column("sanctions/recognition", "oas_vote", "iso3"),
        lambda: column("sanctions/oas_votes", "vote", "iso3"), least=17,
    ),
    Overlap(
        "05", "days of recognition",
        lambda: {k: str(v)[:10] for k, v in table("sanctions/recognition").dropna(subset=["recognised_on"]).set_index("iso3")["recognised_on"].items()},
        lambda: column("sanctions/recognition_days", "date", "iso3", where="kind in ('recognition', 'support short of recognition')"),
        least=57,
    ),
    Overlap(
        "05", "days on which states took it back",
        lambda: {k: str(v)[:10] for k, v in table("sanctions/recognition").dropna(subset=["own_act_on"]).set_index("iso3")["own_act_on"].items()},
        lambda: column("sanctions/recognition_days", "date", "iso3", where="kind == 'change' and iso3.notna()"),
        apart={"DOM": "27 January 2021 in one table, 5 January in the other; the page says a Wednesday of January"}, least=6,
    ),
    Overlap(
        "05", "names on the American list",
        lambda: contested("recognitions_state_list"),
        lambda: {"recognitions_state_list": float(len(table("sanctions/recognition")))},
    ),
    Overlap(
        "06", "Venezuelans in Colombia: R4V carries Colombia's count",
        r4v_in_colombia, stock_by_day,
        tolerance=1.1e-3, because="R4V printed 2.48 million", least=2,
    ),
    Overlap(
        "06", "the counts of 2022",
        lambda: contested("left_venezuela_july", "left_venezuela_august", "in_colombia_old_count", "in_colombia_new_count"),
        lambda: {
            "left_venezuela_july": abroad()["2022-07-31"],
            "left_venezuela_august": abroad()["2022-08-05"],
            "in_colombia_old_count": stock_by_day()["2021-08-31"],
            "in_colombia_new_count": stock_by_day()["2022-02-28"],
        }, least=4,
    ),
    Overlap(
        "06", "people who wait for a permit",
        lambda: permits(("2018-06-08", "RAMV", "registered"), ("2024-02-29", "ETPV", "in_process")),
        lambda: stock_by_day("in_process_persons"), least=2,
    ),
    Overlap(
        "06", "answers on the permit statute, per cent",
        lambda: poll("permits_2021_02", "permits_2022_05", "permits_for_2022_05"),
        lambda: opinion(permits_2021_02=("2021-02", "Invamer", "disagree"), permits_2022_05=("2022-05", "40dB for El País", "against"),
                        permits_for_2022_05=("2022-05", "40dB for El País", "in favour")),
        least=3,
    ),
    Overlap(
        "07", "Venezuelans in Colombia: departments and UNHCR",
        lambda: sums("migration/department_stocks", "venezuelans_persons", "year"),
        lambda: column("migration/hosts", "other_in_need_of_protection_persons", "year", where="host_iso3 == 'COL' and year >= 2019"),
        least=7,
    ),
    Overlap(
        "07", "Venezuelans in Colombia at the end of a year: departments and Migración Colombia",
        lambda: sums("migration/department_stocks", "venezuelans_persons", "year"), at_year_end,
        tolerance=0.01, because="UNHCR counts refugees and asylum seekers apart",
        apart={2022: "departments and UNHCR carry February's 2.48 million, Migración Colombia has 2.90"}, least=4,
    ),
    Overlap(
        "07", "flows of 2010 to 2015",
        lambda: column("migration/gravity_world", "flow_2010_2015_persons", "origin_iso3", "destination_iso3"),
        lambda: column("migration/flows_by_kind", "total_persons", "origin_iso3", "destination_iso3", where="start_year == 2010"),
        least=1000,
    ),
    Overlap(
        "08", "homicides: bands of distance and rings",
        lambda: sums("security/homicides_by_distance", "homicides", "period"), lambda: ring_sums("homicides"), least=2,
    ),
    Overlap(
        "08", "person-years: bands of distance and rings",
        lambda: sums("security/homicides_by_distance", "person_years", "period"), lambda: ring_sums("population_persons"), least=2,
    ),
    Overlap(
        "08", "homicides within 50 km, in per cent of those beyond: bands and rings",
        lambda: {period: by_cut_off(period)[50] for period in ("2012-2015", "2016-2017")}, near_by_rings,
        tolerance=0.001, because="the same dead over the same people", least=2,
    ),
    Overlap(
        "08", "events with deaths",
        lambda: {"Colombia": float(table("security/event_sizes")["events_count"].sum())},
        lambda: column("security/power_law_fits", "events_count", "place"),
    ),
    Overlap(
        "08", "share of the ELN in Venezuela, per cent",
        lambda: contested("eln_in_venezuela_fip", "eln_in_venezuela_intelligence"),
        lambda: {name: column("security/eln_strength", "share_in_venezuela_percent", "estimate_id")[row]
                 for name, row in (("eln_in_venezuela_fip", "E04"), ("eln_in_venezuela_intelligence", "E13"))},
        least=2,
    ),
    Overlap(
        "09", "beginnings and ends of talks with the ELN",
        ends_of_talks,
        lambda: peace(**{"begin 5": "eln_2017_02_07", "end 5": "eln_2019_01_18", "begin 6": "eln_2022_11_21", "end 6": "eln_2025_01_17"}),
        least=4,
    ),
    Overlap(
        "09", "days of the peace process and of the border",
        lambda: peace(a="border_2015_08", b="border_2016_08", c="politics_2018_08_07", d="eln_2019_01_18", e="border_2019_02_22",
                      f="border_2019_06_08", g="politics_2022_06_19", h="politics_2022_07_28", i="politics_2022_08_07", j="border_2022_09_26",
                      k="eln_2022_10_04", l="politics_2022_11_01", m="total_peace_2022_11_04", n="eln_2022_11_21", o="eln_2022_12_31",
                      p="border_2023_01_01", q="eln_2023_06_09", r="eln_2023_08_03", s="eln_2024_08_03", t="eln_2025_01_17"),
        lambda: events(a="EV_CLOSURE_2015", b="EV_REOPENING_ON_FOOT_2016", c="EV_DUQUE_2018", d="EV_ELN_TALKS_END_2019", e="EV_CLOSURE_2019",
                       f="EV_REOPENING_ON_FOOT_2019", g="EV_PETRO_ELECTED_2022", h="EV_RELATIONS_ANNOUNCED_2022", i="EV_PETRO_2022",
                       j="EV_CARGO_2022", k="EV_ELN_TALKS_ANNOUNCED_2022", l="EV_PRESIDENTS_MEET_2022", m="EV_TOTAL_PEACE_LAW_2022",
                       n="EV_ELN_TALKS_2022", o="EV_CEASEFIRE_ANNOUNCED_2022", p="EV_TIENDITAS_2023", q="EV_ELN_CEASEFIRE_SIGNED_2023",
                       r="EV_ELN_CEASEFIRE_2023", s="EV_ELN_CEASEFIRE_ENDS_2024", t="EV_ELN_TALKS_SUSPENDED_2025"),
        least=20,
    ),
    Overlap(
        "10", "acts of summer 2022",
        lambda: days("policy/acts", "act_id", a="ACT_EMBASSIES", b="ACT_AMBASSADOR", c="ACT_ASYLUM", d="ACT_RECEIVED", e="ACT_OPENING"),
        lambda: events(a="EV_RELATIONS_ANNOUNCED_2022", b="EV_AMBASSADOR_NAMED_2022", c="EV_ASYLUM_2022", d="EV_AMBASSADOR_RECEIVED_2022",
                       e="EV_REOPENING_ANNOUNCED_2022"),
        least=5,
    ),
    Overlap(
        "10", "days on which sanctions were eased",
        lambda: events(**EASED), lambda: timeline(chevron="E31", interim="E32", eased="E33", ended="E35"), least=4,
    ),
    Overlap(
        "10", "the gas pipeline begins and stops",
        lambda: {
            "begins": table("security/energy_timeline")["period_start"].min(),
            "stops": table("security/energy_timeline").query("kind == 'contract'")["period_end"].max(),
        },
        lambda: events(begins="EV_PIPELINE_2007", stops="EV_GAS_CONTRACT_2015"), least=2,
    ),
    Overlap(
        "12", "where the paths start",
        lambda: parameter("permits_0", "trade_0", "stock_0", "a_0"),
        lambda: {
            "permits_0": permits(("2022-03-16", "PPT", "approved"))["2022-03-16"] / stock_by_day()["2022-02-28"],
            "trade_0": both_directions("is_colombian_basis")[2022] / 1000,
            "stock_0": stock_by_day()["2022-12-31"] / 1e6,
            "a_0": poll("approval_2022_08")["approval_2022_08"],
        },
        tolerance=0.02, because="the share of permits is rounded to a hundredth", least=4,
    ),
    Overlap(
        "12", "how far the border is open in September 2022, and package A",
        lambda: {"A": parameter("opening_0")["opening_0"]},
        lambda: column("policy/packages", "opening", "package"),
    ),
    Overlap(
        "13", "days on which questions were decided",
        lambda: resolved("decided_on", "F1", "F6", "F7"),
        lambda: events(F1="EV_CARGO_2022", F6="EV_ELN_CEASEFIRE_SIGNED_2023", F7="EV_LICENCE_OIL_2023"), least=3,
    ),
    Overlap(
        "13", "cargo and the first flight",
        lambda: days("policy/outcomes", "forecast_id", cargo="P01", flight="P02"),
        lambda: events(cargo="EV_CARGO_2022", flight="EV_FLIGHT_2022"), least=2,
    ),
    Overlap(
        "13", "trade of 2023, US$ billions", lambda: value_of("F4"),
        lambda: {"F4": column("trade/bilateral_totals", "trade_usd_millions", "year", where="year == 2023")[2023] / 1000},
        tolerance=1e-3, because="804 and 804.2",
    ),
    Overlap("13", "Petro's approval in August 2023, per cent", lambda: value_of("F8"), lambda: {"F8": poll("approval_2023_08")["approval_2023_08"]}),
    Overlap("13", "Venezuelans in Colombia in February 2024, millions", lambda: value_of("F5"), lambda: {"F5": stock_by_day()["2024-02-29"] / 1e6}),
    Overlap(
        "11", "the class of the EIU: its score by its own cuts, and the runs of years",
        lambda: eiu_classes(by_score=True), lambda: eiu_classes(by_score=False), least=4,
    ),
    Overlap(
        "11", "electoral democracy of 2013 in two editions",
        lambda: column("democracy/vdem", "value", "iso3", where="measure == 'electoral democracy' and edition == 'v13' and year == 2013 and iso3 in ('CHL', 'CUB', 'MEX', 'NIC', 'COL')"),
        lambda: column("democracy/vdem", "value", "iso3", where="measure == 'electoral democracy' and edition == 'v15' and year == 2013"),
        tolerance=0.02, because="a later edition moves earlier years by a hundredth", least=5,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "overlap",
    [pytest.param(o, id=f"{o.lesson} {o.quantity}") for o in OVERLAPS],
)
def test_two_tables_agree_where_they_hold_the_same_quantity(overlap):
    one, other = overlap.one(), overlap.other()
    shared = one.keys() & other.keys()
    assert len(shared) >= overlap.least and overlap.apart.keys() <= shared
    apart = {
        key: (one[key], other[key]) for key in shared if not overlap.agrees(one[key], other[key])
    }
    assert apart.keys() == overlap.apart.keys(), apart


def test_every_lesson_has_an_overlap():
    assert {overlap.lesson for overlap in OVERLAPS} >= set(lesson_ids())


def test_a_tolerance_is_small_and_has_a_reason():
    for overlap in OVERLAPS:
        assert overlap.tolerance <= 0.02
        assert overlap.because != Overlap.because or overlap.tolerance == 0, overlap.quantity


def test_a_disagreement_would_be_seen():
    wrong = Overlap("08", "", lambda: {}, lambda: {}, tolerance=0.001)
    assert not wrong.agrees(97.43, 94.12) and wrong.agrees(94.12, 94.117)
    assert not wrong.agrees("2019-01-23", "2019-01-24") and wrong.agrees("2015-08", "2015-08-19")
