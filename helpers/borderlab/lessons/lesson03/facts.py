"""The numbers that the prose of lesson 03 quotes."""

from __future__ import annotations

from borderlab.lessons.common import published
from borderlab.lessons.lesson03 import garden, numbers, people
from borderlab.replications import replicated
from claimlab.lessons.contested import owners_of
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    index, every = numbers.growth_index(), garden.curve()
    test, base = garden.parade(), garden.specification()
    signed, in_one_unit = garden.passing()["estimate"], garden.passing(in_one_unit=True)["estimate"]
    low, high = numbers.printed().values()
    false = garden.parade("opec", 2005, 2010)
    owners = owners_of(numbers.GROWTH)
    highest = owners["value"].max()
    counters = table("sanctions/oil_sources").pivot_table("crude_kbd", "year", "owner")
    apart = 100 * (counters.max(axis=1) / counters.min(axis=1) - 1)
    hunger, gap = people.of_venezuela(people.HUNGER), people.twin(people.HUNGER).path["gap"]
    older = people.of_venezuela(people.CHILDREN, people.BEFORE)
    return {
        "imports_past_percent": numbers.past_percent("imports"),
        "oil_past_percent": numbers.past_percent("oil"),
        "imports_past_2014_percent": numbers.past_percent("imports", by=2014),
        "imports_past_2017_percent": numbers.past_percent("imports", by=2017, until=2018),
        "income_past_2018_percent": numbers.past_percent("income", until=2018),
        "oil_past_2018_percent": numbers.past_percent("oil", until=2018),
        "brent_2013_usd": numbers.brent(2013),
        "brent_2016_usd": numbers.brent(2016),
        "brent_2020_usd": numbers.brent(2020),
        "brent_2022_usd": numbers.brent(2022),
        "share_late_percent": numbers.share_of_the_fall("2015-10"),
        "share_anova_window_percent": numbers.share_of_the_fall("2015-04"),
        "share_early_percent": numbers.share_of_the_fall("2010-01"),
        "share_goal_percent": numbers.share_of_the_fall("2013-10"),
        "effect_anova_window_kbd": -float(numbers.broken_trend("2015-04").effect.iloc[-1]),
        "rodriguez_kbd": -low,
        "oliveros_percent": -published("oliveros_2020_2"),
        "anova_share_percent": published("anova_2021_5"),
        "anova_fall_kbd": -published("anova_2021_4"),
        "anova_jump_kbd": -published("anova_2021_1"),
        "base_kbd": -base["estimate"],
        "specifications": len(every),
        "every_least_kbd": -float(every["estimate"].max()),
        "every_most_kbd": -float(every["estimate"].min()),
        "every_median_kbd": -float(every["estimate"].median()),
        "beyond_rodriguez_percent": 100 * float((every["estimate"] < low).mean()),
        "passing": len(signed),
        "passing_least_kbd": -float(signed.max()),
        "passing_most_kbd": -float(signed.min()),
        "near_both": int(signed.between(low, high).sum()),
        "passing_beyond": int((signed < low).sum()),
        "fit_limit_percent": garden.MOST["fit"],
        "move_limit_kbd": garden.MOST["one_country"] / 100 * garden.typical_effect(),
        "passing_in_one_unit": len(in_one_unit),
        "in_one_unit_least_kbd": -float(in_one_unit.max()),
        "in_one_unit_most_kbd": -float(in_one_unit.min()),
        "in_one_unit_near_both": int(in_one_unit.between(low, high).sum()),
        "deaths_claimed": published("weisbrot_sachs_2019_1"),
        "partners_refused": int(published("gao_2021_3")),
        "frozen_usd_billions": numbers.rival("assets frozen") / 1000,
        "parade_units": len(test.table),
        "parade_p": test.p_value,
        "ratio_venezuela": float(test.table.loc["VEN", "ratio"]),
        "ratio_second": float(test.table["ratio"].iloc[1]),
        "latin_rank": int(garden.parade("latin_america").table.loc["VEN", "rank"]),
        "latin_units": len(garden.parade("latin_america").table),
        "false_date_kbd": -float(false.table.loc["VEN", "mean_gap"]),
        "false_date_units": len(false.table),
        "false_dates": len(garden.false_dates()),
        "growth_figures": len(owners),
        "growth_forecasts": int(owners["is_forecast"].sum()),
        "sources_apart_percent": float(apart.loc[2011:2014].max()),
        "sources_apart_2010_percent": float(apart[2010]),
        "anova_kbd": -high,
        "index_2022_percent": float(index[2022]),
        "index_2022_highest_percent": float(index[2021] * (1 + highest / 100)),
        **{f"hunger_{year}_percent": float(hunger[year]) for year in (2013, 2019, 2020)},
        "hunger_2020_then_percent": float(people.of_venezuela(people.HUNGER, 2022)[2020]),
        "hunger_at_floor": int((hunger.loc[:2013] == hunger.min()).sum()),
        "hunger_gap_percent": 100 * float(gap[2016] / gap[2019]),
        "hunger_place": people.place(people.HUNGER),
        "hunger_place_2010": people.place(people.HUNGER, fitted=2010),
        "hunger_units": people.panel(people.HUNGER).shape[1],
        "flat_years": len(people.carried_forward()),
        "countries_of_children": people.panel(people.CHILDREN).shape[1],
        "children_1999_then": float(older[1999]),
        "children_1999": float(people.of_venezuela(people.CHILDREN)[1999]),
        "children_fit": people.twin(people.CHILDREN).pre_rmspe,
        "children_fit_then": people.twin(people.CHILDREN, edition=people.BEFORE).pre_rmspe,
        "infants_of_ministry": numbers.rival("deaths before the first birthday"),
        "infants_of_government": numbers.rival("infant mortality"),
        "tuberculosis_fit": people.twin(people.TUBERCULOSIS).pre_rmspe,
        **{
            f"{vaccine}_{year}_percent": float(people.of_venezuela(f"{vaccine}_percent")[year])
            for vaccine in ("dpt", "measles")
            for year in (2013, 2016, 2019)
        },
        **replicated("03"),
    }
