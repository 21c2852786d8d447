"""The pictures of lesson 11: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Choice, Slider, Tick, explore, load
from borderlab.errors import KitError
from borderlab.lessons.lesson11.game import say_yes
from borderlab.lessons.lesson11.numbers import (
    FREE,
    RIVAL,
    SCREEN,
    contour,
    eight_views,
    fan,
    first_five,
    known,
    leads,
    levers,
    own,
    rigging,
    run,
    twelve,
    view_names,
    views,
    worlds,
)
from borderlab.lessons.showing import choice, table_card, worded
from borderlab.lessons.tables import by_id
from borderlab.lessons.words import picture_words
from borderlab.models.policy import BETTER, LEVERS
from borderlab.models.policy_analysis import pareto, summary
from borderlab.models.sensitivity import morris, sobol
from borderlab.teaching.card import Card
from borderlab.views import Bars, Fan, Forest, Lines, Scatter
from borderlab.views.words import number

__all__ = [
    "change_my_mind",
    "eight_worldviews",
    "every_number",
    "every_worldview",
    "four_packages",
    "four_years",
    "how_it_ends",
    "no_rigging_table",
    "nobody_dominates",
    "plate",
    "play_alone",
    "polls",
    "two_packages",
    "what_drives_it",
    "worldview_dial",
    "with_washington",
    "your_package",
]

PARAMETERS, PACKAGES = "policy/parameters", "policy/packages"
VIEWS, OWN = "policy/worldviews", "policy/worldview_priors"
POLLS, BRIEFS = "policy/polls", "policy/briefs"
MODEL = (PARAMETERS, OWN, PACKAGES)


def _view_choice(label: str) -> Choice:
    return choice(label, view_names())


def _outcome_choice(label: str, keys) -> Choice:
    said = picture_words("11", "outcomes")
    return choice(label, said, keys)


def _slider(name: str) -> Slider:
    return Slider(picture_words("11", "levers")[name], 0.0, 1.0, 0.1)


def plate():
    """Two beliefs, a line between two packages, and where eight worldviews stand."""
    said = picture_words("11", "plate")
    line, names = contour(), view_names()
    beliefs = {view: priors.loc[["d_k", "t_int"], "mode"] for view, priors in views().items()}
    ahead = eight_views().query("outcome == 'haven'").set_index("worldview")
    rows: dict[tuple, list[str]] = {}
    for view, at in beliefs.items():
        side = "c" if ahead.loc[view, "better"] > ahead.loc[view, "worse"] else "b"
        rows.setdefault((*at, side), []).append(names[view])
    frame = pd.DataFrame(
        [(x, y, said["sides"][side], ", ".join(who)) for (x, y, side), who in rows.items()],
        columns=["cost", "ties", "side", "name"],
    )
    sides = [side for (*_at, side), who in rows.items() for _one in who]
    return Scatter(
        x="cost",
        y="ties",
        by="side",
        order=list(said["sides"].values()),
        labels="name",
        fit=lambda x: np.interp(x, line["d_k"], line["t_int"]),
        x_range=(0, 0.9),
        y_range=(-0.2, 0.3),
        title=said["title"].format(c=sides.count("c"), b=sides.count("b")),
        **worded(said, *MODEL),
    )(frame)


def four_packages() -> Card:
    """Six levers, four packages."""
    said, words = picture_words("11", "four-packages"), picture_words("11", "levers")
    named = by_id(PACKAGES)["name_en"]  # in the language that is set
    rows = [
        (words[lever], *(number(levers().loc[package, lever]) for package in levers().index))
        for lever in LEVERS
    ]
    heads = [said["lever"], *(f"{package}: {named[package]}" for package in levers().index)]
    return table_card(said["title"], heads, rows)


def two_packages():
    """How often Caracas signs, and the haven that is left, for three packages with no view."""
    said = picture_words("11", "two-packages")
    final = worlds("agnostic", "ABC").final
    rows = [
        (said["rows"][key], package, round(100 * final[key][:, i].mean(), 1))
        for key in ("signed", "haven")
        for i, package in enumerate(FREE)
    ]
    frame = pd.DataFrame(rows, columns=["what", "package", "percent"])
    by = frame.set_index(["what", "package"])["percent"]
    signed, haven = said["rows"]["signed"], said["rows"]["haven"]
    return Bars(
        x="what",
        y="percent",
        by="package",
        horizontal=True,
        y_range=(0, 100),
        title=said["title"].format(
            b=by[signed, "B"], c=by[signed, "C"], hb=by[haven, "B"], hc=by[haven, "C"]
        ),
        **worded(said, *MODEL),
    )(frame)


def eight_worldviews():
    """Two packages in eight worldviews: how often each does better, and how often they tie."""
    said, names = picture_words("11", "eight-worldviews"), view_names()
    pairs = {"C-B": ("C", "B"), "C-A": ("C", "A"), "B-A": ("B", "A")}

    def shares(outcome="violence", pair="C-B"):
        first, second = pairs[pair]
        found = eight_views(first, second).query("outcome == @outcome")
        parts = {"first": "better", "tie": "tie", "second": "worse"}
        words = {key: said["parts"][key].format(first=first, second=second) for key in parts}
        rows = [
            (names[row["worldview"]], part, words[part], round(100 * row[column], 1))
            for _, row in found.iterrows()
            for part, column in parts.items()
        ]
        return pd.DataFrame(rows, columns=["view", "part", "name", "percent"]).assign(first=first)

    def title(frame):
        wide = frame.pivot(index="view", columns="part", values="percent")
        ahead = int((wide["first"] > wide["second"]).sum())
        return said["title"].format(first=frame["first"].iloc[0], n=ahead, all=len(wide))

    bars = Bars(
        x="view",
        y="percent",
        by="name",
        stacked=True,
        horizontal=True,
        value_labels=False,
        y_range=(0, 100),
        title=title,
        **worded(said, *MODEL),
    )
    label = said["controls"]
    return explore(
        shares,
        bars,
        goal="G11.1",
        advanced={"pair": choice(label["pair"], said["pairs"], pairs)},
        outcome=_outcome_choice(label["outcome"], ["violence", "haven", "approval_percent", "democracy", "trade_usd_billions"]),
    )  # fmt: skip


def your_package():
    """A package of one's own against package C, on two outcomes, in five worldviews."""
    said, names = picture_words("11", "your-package"), view_names()
    outcomes = ("haven", "violence")

    def margins(
        opening=0.5, engagement=0.3, conditionality=0.4, offers=0.6, permits=0.8, relief=0.0
    ):
        package = own(
            opening=opening,
            engagement=engagement,
            conditionality=conditionality,
            offers=offers,
            permits=permits,
            relief=relief,
        )
        found = leads(package, "C", first_five(), outcomes)
        return pd.DataFrame(
            {
                "view": found["worldview"].map(names),
                "outcome": found["outcome"].map(said["outcomes"]),
                "lead": (100 * (found["better"] - found["worse"])).round(1),
            }
        )

    def title(frame):
        won = int((frame["lead"] > 0).groupby(frame["view"]).all().sum())
        return said["title"].format(won=won, all=frame["view"].nunique())

    bars = Bars(
        x="view",
        y="lead",
        by="outcome",
        horizontal=True,
        y_range=(-100, 100),
        title=title,
        **worded(said, *MODEL),
    )
    return explore(
        margins,
        bars,
        goal="G11.2",
        advanced={name: _slider(name) for name in ("offers", "permits", "relief")},
        **{name: _slider(name) for name in ("opening", "engagement", "conditionality")},
    )


def change_my_mind():
    """One's own choice against its rival when a single number is known, at either end of its prior."""
    said, names = picture_words("11", "change-my-mind"), picture_words("11", "numbers")
    varying = views()["agnostic"].query("low < high").index

    def pinned(mine="C", outcome="violence", parameter="a_x", none=False):
        rival = RIVAL[mine]
        found = known(mine, rival, outcome, parameter)
        parts = {"first": "better", "tie": "tie", "second": "worse"}
        rows = []
        for basis, row in found.iterrows():
            value = number(row["value"], 2)
            shown = said["bases"][basis].format(value=value)
            turns = said["known"].format(
                name=names[parameter], value=value, first=mine, second=rival
            )
            for part, column in parts.items():
                name = said["parts"][part].format(first=mine, second=rival)
                rows.append((basis, shown, part, name, round(100 * row[column], 1), turns))
        columns = ["basis", "shown", "part", "name", "percent", "known"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.assign(nothing=said["nothing"].format(first=mine, second=rival))

    def title(frame):
        wide = frame.pivot(index="basis", columns="part", values="percent")
        lead = wide["first"] - wide["second"]
        turned = lead["low"] * lead["before"] < 0 or lead["high"] * lead["before"] < 0
        return said["titles"]["turned" if turned else "stays"]

    bars = Bars(
        x="shown",
        y="percent",
        by="name",
        stacked=True,
        horizontal=True,
        value_labels=False,
        y_range=(0, 100),
        title=title,
        **worded(said, *MODEL),
    )
    label = said["controls"]
    return explore(
        pinned,
        bars,
        goal="G11.3",
        advanced={"none": Tick(label["none"])},
        mine=Choice(label["mine"], FREE),
        outcome=_outcome_choice(label["outcome"], list(BETTER)),
        parameter=choice(label["parameter"], names, varying),
    )


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
        worldview=_view_choice(label["view"]),
        outcome=_outcome_choice(label["outcome"], list(BETTER)),
    )


def four_years():
    """A fan over four years for a package of one's own: trade, migrants, approval."""
    said = picture_words("11", "four-years")
    keys = ("trade_usd_billions", "stock_millions", "approval_percent")

    def quantiles(
        outcome="trade_usd_billions",
        worldview="agnostic",
        engagement=0.6,
        opening=0.8,
        conditionality=0.8,
        offers=0.6,
        permits=0.8,
        relief=0.0,
    ):
        package = own(
            engagement=engagement,
            opening=opening,
            conditionality=conditionality,
            offers=offers,
            permits=permits,
            relief=relief,
        )
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
        title=title,
        **worded(said, *MODEL),
    )
    more = ("opening", "conditionality", "offers", "permits", "relief")
    return explore(
        quantiles,
        view,
        advanced={name: _slider(name) for name in more},
        outcome=_outcome_choice(said["controls"]["outcome"], keys),
        worldview=_view_choice(said["controls"]["view"]),
        engagement=_slider("engagement"),
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
        package = own(
            conditionality=conditionality,
            opening=opening,
            engagement=engagement,
            offers=offers,
            permits=permits,
            relief=relief,
        )
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
        advanced={name: _slider(name) for name in more},
        worldview=_view_choice(said["controls"]["view"]),
        engagement=_slider("engagement"),
        conditionality=_slider("conditionality"),
    )


def _best_bars(packages: str, said, title):
    """Which package is best, in how many worlds of one view, by outcome."""
    words = picture_words("11", "outcomes")

    def best(worldview="agnostic"):
        found = rigging(packages).query("worldview == @worldview")
        return pd.DataFrame(
            {
                "outcome": found["outcome"].map(words),
                "package": found["package"],
                "percent": (100 * found["best_alone"]).round(1),
            }
        )

    bars = Bars(
        x="outcome",
        y="percent",
        by="package",
        horizontal=True,
        y_range=(0, 100),
        title=title,
        y_label=said["y"],
        tables=MODEL,
        note=said["note"],
    )
    return explore(best, bars, worldview=_view_choice(said["view"]))


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
    said = picture_words("11", "with-washington")

    def title(frame):
        won = int((frame.query("package == 'D'")["percent"] > 50).sum())
        return said["title"].format(n=won, all=frame["outcome"].nunique())

    return _best_bars("ABCD", said, title)


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
        horizontal=True,
        y_range=(0, 110),
        title=lambda frame: said["title"].format(first=frame["name"].iloc[0]),
        **worded(said, *MODEL),
    )
    label = said["controls"]
    return explore(
        pulls,
        bars,
        outcome=_outcome_choice(label["outcome"], list(BETTER)),
        package=Choice(label["package"], FREE),
        shares=Tick(label["shares"]),
    )


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
        x_range=(0.5, 0.9),
        y_range=(0, 3.5),
        title=title,
        **worded(said, *MODEL),
    )
    return explore(plane, view, worldview=_view_choice(said["controls"]["view"]))


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
        package = {
            "opening": opening,
            "engagement": engagement,
            "conditionality": conditionality,
            "offers": offers,
            "permits": permits,
            "relief": relief,
        }
        found = say_yes(package)
        return found.assign(name=found["team"].map(said["teams"]), mean_score=found["mean_score"].round(2))  # fmt: skip

    bars = Bars(
        x="name",
        y="mean_score",
        horizontal=True,
        y_range=(-4, 14),
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
        advanced={name: _slider(name) for name in more},
        opening=_slider("opening"),
        engagement=_slider("engagement"),
        conditionality=_slider("conditionality"),
    )
