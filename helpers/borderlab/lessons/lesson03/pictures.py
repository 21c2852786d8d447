"""The pictures of lesson 03: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Slider, explore
from borderlab.lessons.contested import owned, owners_of
from borderlab.lessons.lesson03.garden import (
    CHOICES,
    curve,
    parade,
    passing,
    specification,
    tests_of,
)
from borderlab.lessons.lesson03.numbers import (
    FINANCE,
    GROWTH,
    anova_on_our_scale,
    barrels_of_a_hundred,
    broken_trend,
    fall_of_oil,
    growth_index,
    jumps,
    monthly_oil,
    past_percent,
    years_back,
)
from borderlab.lessons.showing import choice, table_card, worded
from borderlab.lessons.tables import by_id, column_day, dates_as_text, published, table
from borderlab.lessons.words import fill, picture_words, recorded
from borderlab.views import Bars, Dots, Forest, Lines, Scatter

__all__ = [
    "acts_on_oil",
    "board",
    "camps",
    "every_path",
    "garden",
    "jump_by_jump",
    "let_through",
    "parade_of_placebos",
    "plate",
    "recovery",
    "share_past",
    "three_curves",
    "trend_drawn_on",
    "what_else",
    "whose_growth",
]

MONTHLY, ANNUAL, OWNERS = "sanctions/oil_monthly", "sanctions/oil_annual", "sanctions/oil_sources"
_OUTCOMES = ("imports", "income", "oil")
_BAND = 100  # thousand barrels a day, of one bar
_TALLEST = 200.0  # per cent of Venezuela's ratio; what is above it is drawn as this


def plate():
    """A hundred barrels of January 2014, and how many were left at three moments."""
    said = picture_words("03", "plate")
    left = pd.Series(barrels_of_a_hundred()).round().rename(index=said["when"])
    found = left.rename_axis("when").reset_index(name="barrels")
    return Dots(
        "when",
        "barrels",
        thing=said["thing"],
        title=said["title"].format(*left.astype(int)),
        **worded(said, MONTHLY),
    )(found)


def three_curves():
    """How much of each fall was past, year by year: goods imports, income per head, oil output."""
    said = picture_words("03", "three-curves")
    rows = [
        {"year": year, "outcome": said["outcomes"][name], "past_percent": past_percent(name, year)}
        for name in _OUTCOMES
        for year in range(2013, 2020)
    ]
    return Lines(
        "year",
        "past_percent",
        by="outcome",
        marks=[(2016, said["mark"])],
        y_range=(0, 100),
        title=said["title"],
        x_label="",
        **worded(said, "trade/imports_total", "sanctions/gdp_peers", OWNERS),
    )(pd.DataFrame(rows))


def share_past():
    """How much of each fall was past before the first financial sanctions."""
    said = picture_words("03", "share-past")
    shares = {name: past_percent(name) for name in _OUTCOMES}
    frame = pd.DataFrame({"outcome": shares.keys(), "past_percent": shares.values()})
    return Bars(
        "outcome",
        "past_percent",
        horizontal=True,
        y_range=(0, 100),
        title=said["title"].format(**{name: f"{share:.1f}" for name, share in shares.items()}),
        x_label="",
        **worded(said, "trade/imports_total", "sanctions/gdp_peers", OWNERS),
    )(frame.assign(outcome=frame["outcome"].map(said["outcomes"])))


def camps():
    """What each camp says of the timing, with its interest."""
    said, facts = picture_words("03", "camps"), recorded("03")["facts"]
    rows = by_id("sanctions/published_estimates").loc[list(said["says"])]
    return _listed(
        said,
        [
            [f"{row.owner}, {row.as_of[:4]}", fill(said["says"][name], facts), row.interest]
            for name, row in rows.iterrows()
        ],
    )


def trend_drawn_on():
    """Oil output, and the trend of a window drawn on past the sanctions; the window can be moved."""
    said = picture_words("03", "trend")
    oil = monthly_oil()["2010-01":"2019-12"]

    def drawn_on(first_year=2015, first_month=4):
        first = f"{first_year}-{first_month:02d}"
        found = broken_trend(first)
        effect = float(found.effect.iloc[-1])
        parts = {"actual": oil, "trend": found.without_break}
        frame = pd.concat(
            pd.DataFrame(
                {"month": s.index, "crude_kbd": s.to_numpy(float), "line": said["lines"][n]}
            )
            for n, s in parts.items()
        )
        return frame.assign(effect=effect, share_percent=100 * effect / fall_of_oil())

    def title(frame):
        effect, share = frame["effect"].iloc[0], frame["share_percent"].iloc[0]
        return said["title"].format(effect=f"{-effect:,.0f}", share=f"{share:.0f}")

    return explore(
        drawn_on,
        Lines(
            "month",
            "crude_kbd",
            by="line",
            marks=[(f"{FINANCE}-25", said["marks"]["finance"])],
            y_range=(0, 3000),
            title=title,
            x_label="",
            **worded(said, MONTHLY),
        ),
        goal="G03.1",
        first_year=Slider(said["controls"]["first_year"], 2010, 2015),
        first_month=Slider(said["controls"]["first_month"], 1, 12),
    )


def garden():
    """One dot for each set of choices that was tried, among all that could have been made."""
    said = picture_words("03", "garden")
    every = curve()
    names = list(CHOICES)
    places = {row: i for i, row in enumerate(every[names].itertuples(index=False, name=None), 1)}

    def tried(donors="all", first=2000, scale="level", source="ei_2024", start=2018):
        picked = dict(zip(names, (donors, first, scale, source, start), strict=True))
        found = specification(**picked)
        failed = [said["tests"][name] for name, holds in tests_of(found).items() if not holds]
        more = {"passes": 3 - len(failed), "failed": ", ".join(failed)}
        return pd.DataFrame([picked | found | more | {"place": places[tuple(picked.values())]}])

    def arranged(frame):
        state = np.where(frame["passes"] == 3, said["states"]["passes"], said["states"]["fails"])
        state = np.where(frame["is_now"], said["states"]["now"], state)
        return frame.assign(state=state).sort_values("estimate", kind="stable")

    def title(frame):
        now = frame[frame["is_now"]].iloc[-1]
        key = "passed" if now["passes"] == 3 else "failed"
        return said["titles"][key].format(loss=f"{-now['estimate']:,.0f}", tests=now["failed"])

    labels, options = said["controls"], said["options"]
    starts = {int(year): text for year, text in options["start"].items()}
    return explore(
        tried,
        Scatter(
            "place",
            "estimate",
            by="state",
            order=tuple(said["states"][key] for key in ("now", "passes", "fails")),
            levels={
                said["levels"]["rodriguez"]: published("rodriguez_2019_1"),
                said["levels"]["anova"]: anova_on_our_scale(),
            },
            x_range=(0, len(every) + 1),
            y_range=(-1800, 0),
            trend=False,
            title=title,
            **worded(
                said,
                ANNUAL,
                OWNERS,
                "sanctions/published_estimates",
                x_label=said["x"].format(all=len(every)),
            ),
        ),
        goal="G03.2",
        trail=arranged,
        advanced={
            "source": choice(labels["source"], options["source"]),
            "start": choice(labels["start"], starts),
        },
        donors=choice(labels["donors"], options["donors"]),
        first=Slider(labels["first"], 2000, 2010),
        scale=choice(labels["scale"], options["scale"]),
    )


def every_path():
    """All sets of choices by the loss they find: how many pass the three tests, how many do not."""
    said = picture_words("03", "every-path")
    every, signed = curve(), passing()
    printed = {"rodriguez": -published("rodriguez_2019_1"), "anova": -anova_on_our_scale()}
    near = (-signed["estimate"]).between(printed["anova"], printed["rodriguez"])
    state = pd.Series("fails", every.index)
    state[signed.index] = np.where(near, "near", "passes")
    band = (-every["estimate"] // _BAND * _BAND).astype(int)
    counts = pd.crosstab(band, state).reindex(
        range(band.min(), band.max() + 1, _BAND), columns=list(said["states"]), fill_value=0
    )
    frame = counts.rename(columns=said["states"]).stack().reset_index()
    frame.columns = ["from_kbd", "state", "specifications"]
    owners = {int(value // _BAND * _BAND): said["printed"][name] for name, value in printed.items()}
    return Bars(
        "loss",
        "specifications",
        by="state",
        stacked=True,
        horizontal=True,
        value_labels=False,
        title=said["title"].format(all=len(every), passing=len(signed), near=int(near.sum())),
        **worded(said, ANNUAL, OWNERS, "sanctions/published_estimates"),
    )(frame.assign(loss=[_band(start, owners) for start in frame["from_kbd"]]))


def _band(start: int, owners: dict[int, str]) -> str:
    """A band of losses, with the published figure that lies in it."""
    return f"{start:,}–{start + _BAND:,}" + (f" ({owners[start]})" if start in owners else "")


def parade_of_placebos():
    """Every country pretends to be Venezuela: whose gap grows most, against its gap before?"""
    said = picture_words("03", "parade")
    names = table(ANNUAL).drop_duplicates("iso3").set_index("iso3")["country"]

    def marched(donors="all", first=2000, start=2018):
        test = parade(donors, first, start)
        rows = test.table.assign(iso3=test.table.index, units=len(test.table))
        shown = rows[(np.arange(len(rows)) < 6) | (rows["iso3"] == "VEN")]
        ours = rows.loc["VEN", "ratio"]
        share = (
            100 * shown["ratio"] / ours if np.isfinite(ours) else 100.0 * np.isinf(shown["ratio"])
        )
        return shown.assign(
            country=shown["iso3"].map(names), drawn=np.minimum(share, _TALLEST), venezuela=ours
        )

    def title(frame):
        rank, units = frame.loc[frame["iso3"] == "VEN", ["rank", "units"]].iloc[0]
        return said["title"].format(rank=rank, units=units, p=f"{rank / units:.2f}")

    return explore(
        marched,
        Bars(
            "country",
            "drawn",
            horizontal=True,
            y_range=(0, _TALLEST),
            title=title,
            x_label="",
            **worded(said, ANNUAL, OWNERS),
        ),
        goal="G03.3",
        donors=choice(said["controls"]["donors"], said["pools"]),
        first=Slider(said["controls"]["first"], 2000, 2006),
        start=Slider(said["controls"]["start"], 2010, 2018),
    )


def jump_by_jump():
    """The jump that was printed, and the jumps that these months show at three dates."""
    said = picture_words("03", "jumps")
    printed = {"estimate": published("anova_2021_1"), "low": np.nan, "high": np.nan}
    frame = pd.concat([pd.DataFrame([printed], index=["printed"]), jumps()])
    return Forest(
        "name",
        "estimate",
        "low",
        "high",
        title=said["title"],
        **worded(said, MONTHLY, "sanctions/published_estimates"),
    )(frame.assign(name=frame.index.map(said["names"])))


def whose_growth():
    """Growth of 2022 by source: a contested number."""
    return owned(owners_of(GROWTH), picture_words("03", "whose-growth"), x_range=(0, 20))


def recovery():
    """How long the way back to 2013 is at a steady rate of growth."""
    said = picture_words("03", "recovery")
    index = growth_index()
    known = index.loc[2008:2022]

    def back(growth_percent=8.0):
        years = np.arange(2022, 2041)
        ahead = pd.Series(index[2022] * (1 + growth_percent / 100) ** (years - 2022), years)
        parts = {"known": known, "ahead": ahead.where(ahead <= 160).dropna()}
        frame = pd.concat(
            pd.DataFrame({"year": s.index, "index_2013": s.to_numpy(), "line": said["lines"][n]})
            for n, s in parts.items()
        )
        return frame.assign(years_back=years_back(growth_percent, index[2022]))

    def title(frame):
        year = 2022 + frame["years_back"].iloc[0]
        key = "back" if year <= 2040 else "not_yet"
        return said["titles"][key].format(year=int(np.ceil(min(year, 9999))))

    return explore(
        back,
        Lines(
            "year",
            "index_2013",
            by="line",
            y_range=(0, 160),
            title=title,
            x_label="",
            **worded(said, "sanctions/gdp_by_owner"),
        ),
        goal="G03.4",
        growth_percent=Slider(said["controls"]["growth_percent"], 1.0, 20.0, 0.5),
    )


def _listed(said, rows):
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def let_through():
    """What the orders exempt, what is refused all the same, and what lies frozen, each with its source."""
    said, facts = picture_words("03", "let-through"), recorded("03")["facts"]
    return _listed(said, [[fill(text, facts) for text in row] for row in said["rows"].values()])


def board():
    """What others found about sanctions on Venezuela: all of it, each with its source."""
    said = picture_words("03", "board")
    rows = by_id("sanctions/published_estimates").loc[list(said["says"])]
    return _listed(
        said,
        [
            [f"{row.owner}, {row.as_of[:4]}", said["says"][name], row.method, row.interest]
            for name, row in rows.iterrows()
        ],
    )


def what_else():
    """What else happened while the sanctions were in force, each event with its doubt."""
    said = picture_words("03", "what-else")
    rows = table("sanctions/other_events")
    kinds = rows["kind"].map(said["kinds"])
    return _listed(said, zip(dates_as_text(rows), kinds, rows["summary"], rows["disputed"]))


def acts_on_oil():
    """The acts on oil, money and gold, the exemptions, the easings and the talks, up to the column."""
    said = picture_words("03", "acts")
    rows = table("sanctions/timeline")
    chosen = (
        rows["is_oil_related"]
        | rows["category"].isin(["gold", "negotiation", "recognition"])
        | rows["action"].isin(["ease", "exempt", "threat"])
    )
    rows = rows[chosen & (rows["date"] <= column_day())]
    issuers = rows["issuer"].map(said["issuers"])
    return _listed(said, zip(rows["date"], issuers, rows["summary"]))
