"""The pictures behind lesson 12's doors: rigging, dominance, sensitivity, polls and lists."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.lessons.lesson12 import numbers as n
from borderlab.lessons.lesson12.pictures import (
    MODEL,
    OWN,
    PARAMETERS,
    outcomes,
    packages,
)
from borderlab.lessons.lesson12.signature import in_a_hundred
from borderlab.models.policy import BETTER, simulate
from borderlab.models.policy_analysis import pareto, summary
from borderlab.models.sensitivity import morris, sobol
from claimlab.errors import KitError
from claimlab.i18n import capital
from claimlab.lessons.tables import table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Scatter
from claimlab.views.stage import day_text
from claimlab.views.words import listing, number

POLLS = "policy/polls"


@picture()
def how_it_ends(said):
    """Mean and interval of each outcome after four years, for Colombia's own packages, with no view."""
    found = summary(n.worlds("agnostic", "ABC")).set_index(["outcome", "package"])
    rows = []
    for outcome, name in outcomes(BETTER).items():
        ends = (found.loc[(outcome, package)].map(number) for package in n.FREE)
        rows.append((name, *(said["cell"].format(**cell) for cell in ends)))
    return table_card(said["title"], said["heads"], rows, said["note"])


@picture()
def no_rigging_table(said):
    """Worldview x package x outcome: how often each of Colombia's own packages is best alone."""
    names, words = n.view_names(), picture_words("12", "outcomes")
    wide = n.rigging("ABC").pivot(
        index=["worldview", "outcome"], columns="package", values="best_alone"
    )
    rows = []
    for view in n.views():
        for outcome in BETTER:
            shares = wide.loc[(view, outcome)]
            most = shares.idxmax() if shares.max() > 0.5 else said["nobody"]
            cells = (f"{100 * shares[package]:.0f}" for package in n.FREE)
            rows.append((names[view], words[outcome], *cells, most))
    return table_card(said["title"], said["heads"], rows)


@picture(Bars, "outcome", "worlds", by="package", apart=True, row=40, y_range=(0, 100),
         accent=lambda: packages()["D"], tables=MODEL, reveals="P12.3", worldview=n.view_names)  # fmt: skip
def with_washington(said, worldview="agnostic"):
    """All four packages, of which one needs a lever that Washington holds."""
    found = n.rigging("ABCD").query("worldview == @worldview")
    wide = 100 * found.pivot(index="outcome", columns="package", values="best_alone")
    wide = wide.loc[list(BETTER), ["D", "A", "B", "C"]].rename(columns=packages())
    wide[said["nobody"]] = (100 - wide.sum(axis=1)).clip(lower=0)
    whole = pd.DataFrame(map(in_a_hundred, wide.to_numpy()), wide.index, wide.columns)
    long = whole.rename_axis(columns="package").stack().rename("worlds").reset_index()
    names = {one: capital(better) for one, better in picture_words("12", "better").items()}
    won = wide.index[wide[packages()["D"]] > 50]
    things = [picture_words("12", "things")[one] for one in won]
    title = "few" if len(won) < 4 else "many"
    quotes = {"title": title if len(won) else "none", "things": listing(things), "n": len(won), "all": len(wide)}  # fmt: skip
    return long.assign(outcome=long["outcome"].map(names)), quotes


@picture(Scatter, "haven", "trade_usd_billions", by="kept", labels="name", in_plot=True, height=340, tables=MODEL,
         order=lambda said: [said["kept"], said["dominated"]], accent=lambda said: said["kept"],
         fit=lambda said: [said["kept"]],
         worldview=n.view_names)  # fmt: skip
def nobody_dominates(said, worldview="agnostic"):
    """The Pareto plane: three packages of the table and twelve in between, haven and trade."""
    variants = n.variants()
    tried = pd.concat([n.levers().loc[n.FREE], variants.set_axis(variants.index.astype(str))])
    final = simulate(tried, n.drawn(worldview, n.SCREEN)).final
    final = {"haven": 100 * final["haven"], "trade_usd_billions": final["trade_usd_billions"]}
    points = pd.DataFrame(
        {name: values.mean(axis=0).round(4) for name, values in final.items()}, index=tried.index
    )
    is_kept = pareto(points)
    # Names where there is room: the letters, and what nothing dominates.
    names = [
        packages().get(one) or said["half" if row["opening"] < 1 else "variant"].format(k=number(row["conditionality"]))
        for one, row in tried.iterrows()
    ]  # fmt: skip
    named = np.where(is_kept | tried.index.isin(n.FREE), names, "")
    kept = is_kept.map({True: said["kept"], False: said["dominated"]})
    frame = points.assign(kept=kept, name=named).reset_index(drop=True)
    # The line along what nothing beats, seen at every package between its ends.
    edge = points[is_kept].sort_values("haven")
    along = np.interp(points["haven"], edge["haven"], edge["trade_usd_billions"])
    inside = points["haven"].between(edge["haven"].min(), edge["haven"].max())
    frame[said["kept"]] = np.where(inside, along, np.nan)
    at = tried.index.get_loc("C")
    spread = {
        f"{key}_{end}": np.quantile(final[name][:, at], q)
        for key, name in (("haven", "haven"), ("trade", "trade_usd_billions"))
        for end, q in (("low", 0.1), ("high", 0.9))
    }
    return frame, {"n": is_kept.sum(), "all": len(frame), "c": packages()["C"], **spread}


@picture(Bars, "name", "size", by="measure", paired=True, row=34, tables=MODEL,
         accent=lambda frame: [frame.attrs["quotes"]["top"]],
         outcome=lambda: outcomes(BETTER), package=n.FREE)  # fmt: skip
def what_drives_it(said, outcome="haven", package="C", shares=False):
    """How strongly each assumption pulls at an outcome: Morris at once, Sobol' when asked for."""
    one, priors = n.levers().loc[[package]], n.views()["agnostic"]
    if shares:
        found = sobol(one, priors, outcome, base=2048).head(8)
        long = found.melt("parameter", ["total", "first"], "kind", "size")
        long["size"] = (100 * long["size"].clip(lower=0)).round(1)
    else:
        found = morris(one, priors, outcome).head(8)
        if not found["mu_star"].max() > 0:
            raise KitError(said["nothing"])
        long = found[["parameter"]].assign(kind="pull", size=found["mu_star"].round(2))
    frame = long.assign(
        name=long["parameter"].map(picture_words("12", "numbers")),
        measure=long["kind"].map(said["kinds"]),
    )
    first, words = frame.iloc[0], picture_words("12", "outcomes")
    ends = {
        row["name"]: said["range"].format(
            name=row["name"],
            **{end: number(priors.loc[row["parameter"], end], 2) for end in ("low", "high")},
        )
        for _, row in frame.iterrows()
        if row["parameter"] in priors.index
    }
    shown = frame["name"].replace(ends)
    return frame.assign(name=shown), {
        "title": "itself" if first["parameter"] == f"{outcome}_0" else "other",
        "thing": picture_words("12", "things")[outcome],
        "measure": said["measures"]["shares" if shares else "pull"].format(
            outcome=words[outcome], package=packages()[package]
        ),
        "first": first["name"],
        "top": shown.iloc[0],
    }


@picture()
def every_number(said):
    """Every number of the model with its prior, unit and source, or the word assumption."""
    names, rows = picture_words("12", "numbers"), []
    for row in table(PARAMETERS).itertuples():
        ends = [number(end, 3) for end in (row.low, row.mode, row.high)]
        span = ends[1] if row.low == row.high else said["span"].format(*ends)
        basis = row.source if row.basis == "source" else said["assumption"]
        rows.append((names[row.parameter], row.parameter, span, row.unit, basis))
    return table_card(said["title"], said["heads"], rows)


@picture()
def every_worldview(said):
    """What each worldview believes otherwise, and whose view the kit renders."""
    names, views_named, rows = picture_words("12", "numbers"), n.view_names(), []
    own_rows = table(OWN)
    for row in table("policy/worldviews").itertuples():
        rows.append((views_named[row.worldview], row.our_rendering_of, row.stands_on, ""))
        for prior in own_rows[own_rows["worldview"] == row.worldview].itertuples():
            span = said["span"].format(*(number(e, 3) for e in (prior.low, prior.mode, prior.high)))
            rows.append(("", "", names[prior.parameter], span))
    return table_card(said["title"], said["heads"], rows)


@picture(Bars, "poll", "share_percent", by="line", paired=True, row=38, y_range=(0, 80), tables=(POLLS,),
         accent=lambda said: said["lines"]["approval"], part="Colombia")  # fmt: skip
def polls(said):
    """The president's approval as one pollster counted it, a row a poll: no line joins two kinds of sample."""
    rows = table(POLLS)
    rows = rows.assign(line=rows["poll_id"].str.rsplit("_", n=2).str[0].map(said["lines"]))
    rows = rows.dropna(subset=["line"]).sort_values("as_of", kind="stable")
    first = rows["as_of"].min()
    polls = []
    for row in rows.itertuples():
        poll = said["poll"].format(
            month=day_text(str(row.as_of)), where=said["samples"][row.universe]
        )
        asked = "" if pd.isna(row.asked_persons) else said["asked"].format(n=number(row.asked_persons))  # fmt: skip
        polls.append(poll + asked)
    frame = rows.assign(poll=polls)
    wide = frame.pivot(index="as_of", columns="line", values="share_percent")
    approval, against = (wide[name] for name in said["lines"].values())
    return frame, {
        "title": "steady" if (approval.diff().dropna() < 0).all() else "fell",
        "first": approval[first],
        "last": approval.iloc[-1],
        "before": polls[0],
        "turn": frame.set_index("as_of")["poll"][(against > approval).idxmax()].iloc[0],
    }
