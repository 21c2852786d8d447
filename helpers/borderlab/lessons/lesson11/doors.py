"""The pictures behind lesson 11's doors: fans, rigging, dominance, sensitivity, lists, and the solo game."""

from __future__ import annotations

import pandas as pd

from borderlab import Choice, Tick, explore, load
from borderlab.errors import KitError
from borderlab.lessons.lesson11.controls import (
    LOOKS,
    MODEL,
    OWN,
    PARAMETERS,
    outcome_choice,
    six,
    slider,
    view_choice,
)
from borderlab.lessons.lesson11.game import say_yes
from borderlab.lessons.lesson11.numbers import (
    FREE,
    SCREEN,
    fan,
    levers,
    own,
    rigging,
    run,
    twelve,
    view_names,
    views,
    worlds,
)
from borderlab.lessons.showing import table_card, worded
from borderlab.lessons.words import picture_words
from borderlab.models.policy import BETTER
from borderlab.models.policy_analysis import pareto, summary
from borderlab.models.sensitivity import morris, sobol
from borderlab.teaching.card import Card
from borderlab.views import Bars, Fan, Forest, Lines, Scatter
from borderlab.views.words import number

__all__ = [
    "every_number",
    "every_worldview",
    "four_years",
    "how_it_ends",
    "no_rigging_table",
    "nobody_dominates",
    "play_alone",
    "polls",
    "what_drives_it",
    "with_washington",
    "worldview_dial",
]

VIEWS, POLLS, BRIEFS = "policy/worldviews", "policy/polls", "policy/briefs"


def worldview_dial():
    """Approval of three packages with its interval, in the worldview that is chosen."""
    said = picture_words("11", "worldview-dial")

    def intervals(worldview="agnostic", outcome="approval_percent"):
        found = summary(worlds(worldview, "ABC"), [outcome]).round(3)
        return found.assign(outcome=outcome)

    def title(frame):
        outcome = frame["outcome"].iloc[0]
        best = frame.loc[(frame["mean"] * BETTER[outcome]).idxmax(), "package"]
        return said["title"].format(best=best, outcome=picture_words("11", "outcomes")[outcome])

    rows = Forest(
        label="package",
        value="mean",
        low="low",
        high="high",
        reference=None,
        title=title,
        **worded(said, *MODEL),
    )
    label = said["controls"]
    return explore(
        intervals,
        rows,
        worldview=view_choice(label["view"]),
        outcome=outcome_choice(label["outcome"], list(BETTER)),
    )


def four_years():
    """A fan over four years for a package of one's own: trade, migrants, approval."""
    said = picture_words("11", "four-years")
    keys = ("trade_usd_billions", "stock_millions", "approval_percent")

    def quantiles(
        outcome="trade_usd_billions",
        worldview="agnostic",
        relief=0.0,
        engagement=0.6,
        opening=0.8,
        conditionality=0.8,
        offers=0.6,
        permits=0.8,
    ):
        package = own(**six(opening, engagement, conditionality, offers, permits, relief))
        return fan(package, worldview, outcome).assign(outcome=said["short"][outcome])

    def title(frame):
        last = frame.iloc[-1]
        return said["title"].format(
            outcome=frame["outcome"].iloc[0], low=number(last["p10"]), high=number(last["p90"])
        )

    view = Fan(
        "year",
        "p50",
        bands=[("p10", "p90", said["wide"]), ("p25", "p75", said["half"])],
        name=said["middle"],
        height=320,
        title=title,
        **worded(said, *MODEL),
    )
    more = ("opening", "engagement", "conditionality", "offers", "permits")
    return explore(
        quantiles,
        view,
        advanced={name: slider(name) for name in more},
        outcome=outcome_choice(said["controls"]["outcome"], keys),
        worldview=view_choice(said["controls"]["view"]),
        relief=slider("relief"),
    )


def how_it_ends():
    """Intervals after four years of what has an end and no path: deal, violence, haven, democracy."""
    said = picture_words("11", "how-it-ends")
    keys = ("violence", "haven", "democracy")

    def ends(
        worldview="agnostic",
        conditionality=0.8,
        opening=0.8,
        engagement=0.6,
        offers=0.6,
        permits=0.8,
        relief=0.0,
    ):
        package = own(**six(opening, engagement, conditionality, offers, permits, relief))
        worlds_of_it = run(package, worldview)
        found = summary(worlds_of_it, keys).round(3)
        signed = round(float(worlds_of_it.final["signed"].mean()), 3)
        found["name"] = found["outcome"].map(said["rows"])
        return found.assign(signed=signed)

    rows = Forest(
        label="name",
        value="mean",
        low="low",
        high="high",
        reference=None,
        x_range=(-0.5, 1.75),
        title=lambda frame: said["title"].format(signed=100 * frame["signed"].iloc[0]),
        **worded(said, *MODEL),
    )
    more = ("opening", "offers", "permits", "relief")
    return explore(
        ends,
        rows,
        advanced={name: slider(name) for name in more},
        worldview=view_choice(said["controls"]["view"]),
        engagement=slider("engagement"),
        conditionality=slider("conditionality"),
    )


def no_rigging_table() -> Card:
    """Worldview x package x outcome: how often each of Colombia's own packages is best alone."""
    said, names = picture_words("11", "no-rigging-table"), view_names()
    words = picture_words("11", "outcomes")
    wide = rigging("ABC").pivot(
        index=["worldview", "outcome"], columns="package", values="best_alone"
    )
    rows = []
    for view in views():
        for outcome in BETTER:
            shares = wide.loc[(view, outcome)]
            most = shares.idxmax() if shares.max() > 0.5 else said["nobody"]
            cells = (f"{100 * shares[package]:.0f}" for package in FREE)
            rows.append((names[view], words[outcome], *cells, most))
    return table_card(said["title"], said["heads"], rows)


def with_washington():
    """All four packages, of which one needs a lever that Washington holds."""
    said, names = picture_words("11", "with-washington"), picture_words("11", "outcomes")

    def best(worldview="agnostic"):
        found = rigging("ABCD").query("worldview == @worldview")
        found = found.assign(percent=(100 * found["best_alone"]).round(1))
        return found.assign(outcome=found["outcome"].map(names))[["outcome", "package", "percent"]]

    def title(frame):
        won = int((frame.query("package == 'D'")["percent"] > 50).sum())
        return said["title"].format(n=won, all=frame["outcome"].nunique())

    bars = Bars(
        x="outcome",
        y="percent",
        by="package",
        looks=LOOKS,
        row=20,
        horizontal=True,
        y_range=(0, 100),
        title=title,
        **worded(said, *MODEL),
    )
    return explore(best, bars, worldview=view_choice(said["view"]))


def nobody_dominates():
    """The Pareto plane: three packages of the table and twelve in between, haven and trade."""
    said = picture_words("11", "nobody-dominates")
    grid = twelve()
    tried = pd.concat([own(opening=o, conditionality=k) for o, k in zip(grid["opening"], grid["conditionality"], strict=True)])  # fmt: skip
    tried = pd.concat([levers().loc[FREE], tried.set_axis(grid.index.astype(str))])

    def plane(worldview="agnostic"):
        final = run(tried, worldview, SCREEN).final
        points = pd.DataFrame(
            {name: final[name].mean(axis=0).round(4) for name in ("haven", "trade_usd_billions")},
            index=tried.index,
        )
        kept = pareto(points).map({True: said["kept"], False: said["dominated"]})
        # Names where there is room: the letters, and what nothing dominates.
        named = tried.index.where((kept == said["kept"]) | tried.index.isin(FREE), "")
        return points.assign(kept=kept, name=named).reset_index(drop=True)

    def title(frame):
        kept = int((frame["kept"] == said["kept"]).sum())
        return said["title"].format(n=kept, all=len(frame))

    view = Scatter(
        x="haven",
        y="trade_usd_billions",
        by="kept",
        order=[said["kept"], said["dominated"]],
        labels="name",
        height=340,
        title=title,
        **worded(said, *MODEL),
    )
    return explore(plane, view, worldview=view_choice(said["controls"]["view"]))


def what_drives_it():
    """How strongly each assumption pulls at an outcome: Morris at once, Sobol' when asked for."""
    said, names = picture_words("11", "what-drives-it"), picture_words("11", "numbers")
    priors = views()["agnostic"]

    def pulls(outcome="haven", package="C", shares=False):
        one = levers().loc[[package]]
        if shares:
            found = sobol(one, priors, outcome, base=2048).head(8)
            long = found.melt("parameter", ["total", "first"], "kind", "percent")
            long["percent"] = (100 * long["percent"].clip(lower=0)).round(1)
        else:
            found = morris(one, priors, outcome).head(8)
            strongest = found["mu_star"].max()
            if not strongest > 0:
                raise KitError(said["nothing"])
            long = pd.DataFrame(
                {
                    "parameter": found["parameter"],
                    "kind": "pull",
                    "percent": (100 * found["mu_star"] / strongest).round(1),
                }
            )
        return long.assign(
            name=long["parameter"].map(names), measure=long["kind"].map(said["kinds"])
        )

    bars = Bars(
        x="name",
        y="percent",
        by="measure",
        height=320,
        row=20,
        horizontal=True,
        y_range=(0, 110),
        title=lambda frame: said["title"].format(first=frame["name"].iloc[0]),
        **worded(said, *MODEL),
    )
    label = said["controls"]
    return explore(
        pulls,
        bars,
        outcome=outcome_choice(label["outcome"], list(BETTER)),
        package=Choice(label["package"], FREE),
        shares=Tick(label["shares"]),
    )


def every_number() -> Card:
    """Every number of the model with its prior, unit and source, or the word assumption."""
    said, names = picture_words("11", "every-number"), picture_words("11", "numbers")
    rows = []
    for row in load(PARAMETERS).itertuples():
        ends = [number(end, 3) for end in (row.low, row.mode, row.high)]
        span = ends[1] if row.low == row.high else said["span"].format(*ends)
        basis = row.source if row.basis == "source" else said["assumption"]
        rows.append((names[row.parameter], row.parameter, span, row.unit, basis))
    return table_card(said["title"], said["heads"], rows)


def every_worldview() -> Card:
    """What each worldview believes otherwise, and whose view the kit renders."""
    said, names = picture_words("11", "every-worldview"), picture_words("11", "numbers")
    views_named, rows = view_names(), []
    own_rows = load(OWN)
    for row in load(VIEWS).itertuples():
        rows.append((views_named[row.worldview], row.our_rendering_of, row.stands_on, ""))
        for prior in own_rows[own_rows["worldview"] == row.worldview].itertuples():
            span = said["span"].format(*(number(e, 3) for e in (prior.low, prior.mode, prior.high)))
            rows.append(("", "", names[prior.parameter], span))
    return table_card(said["title"], said["heads"], rows)


def polls():
    """The president's approval as one pollster counted it, after the column."""
    said = picture_words("11", "polls")
    rows = load(POLLS)
    rows = rows[rows["poll_id"].str.match(r"approval_|disapproval_|handling_2|prosperous_20")]
    rows = rows.assign(
        line=rows["poll_id"].str.rsplit("_", n=2).str[0].map(said["lines"]),
        date=pd.to_datetime(rows["as_of"].astype(str) + "-15"),
    ).dropna(subset=["line"])
    return Lines(
        x="date",
        y="share_percent",
        by="line",
        y_range=(0, 100),
        marks=[("2022-09-15", said["column"])],
        title=said["title"],
        **worded(said, POLLS),
    )(rows)


def play_alone():
    """One student as Colombia: what five scripted teams say to a package."""
    said = picture_words("11", "play-alone")

    def answers(
        opening=0.2,
        engagement=0.0,
        conditionality=0.5,
        offers=0.2,
        permits=0.3,
        relief=0.0,
    ):
        found = say_yes(six(opening, engagement, conditionality, offers, permits, relief))
        return found.assign(name=found["team"].map(said["teams"]), mean_score=found["mean_score"].round(2))  # fmt: skip

    bars = Bars(
        x="name",
        y="mean_score",
        horizontal=True,
        y_range=(-4, 14),
        height=300,
        title=lambda frame: said["title"].format(
            n=int(frame["says_yes"].sum()), all=len(frame), least=frame["mean_score"].min()
        ),
        **worded(said, *MODEL, BRIEFS),
    )
    more = ("offers", "permits", "relief")
    return explore(
        answers,
        bars,
        goal="G11.4",
        advanced={name: slider(name) for name in more},
        opening=slider("opening"),
        engagement=slider("engagement"),
        conditionality=slider("conditionality"),
    )
