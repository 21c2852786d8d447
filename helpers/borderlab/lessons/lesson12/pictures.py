"""The pictures of the core of lesson 12: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from borderlab.lessons.lesson12 import numbers as n
from borderlab.lessons.lesson12.signature import Deals, Worlds, in_a_hundred
from borderlab.models.policy import BETTER, LEVERS
from claimlab.i18n import capital
from claimlab.lessons.tables import by_id, table
from claimlab.lessons.words import picture_words
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Bars, Scatter
from claimlab.views.words import number

PARAMETERS, OWN = "policy/parameters", "policy/worldview_priors"
MODEL = (PARAMETERS, OWN, "policy/packages")  # the tables of every run of the model
# The place of each package's grey in every picture: no colour is a package's.
LOOKS = {"A": 4, "B": 1, "C": 0, "D": 5, "tie": 2}
_PARTS = {"first": "better", "tie": "tie", "second": "worse"}  # of a row, and where each stands


def outcomes(keys: Iterable[str]) -> dict[str, str]:
    """Some outcomes by key, in their order, as they are called."""
    return {key: picture_words("12", "outcomes")[key] for key in keys}


def packages() -> dict[str, str]:
    """The packages by letter, as their bars are called."""
    return picture_words("12", "packages")


def package_looks() -> dict[str, int]:
    """The look of each package by its name."""
    return {name: LOOKS[key] for key, name in packages().items()}


def _tie_line(cost):
    line = n.contour()
    return np.interp(cost, line["d_k"], line["t_int"])


@picture(Scatter, "cost", "ties", by="side", labels="name", fit=_tie_line, height=320,
         sides=lambda said: list(said["sides"].values()), x_range=(0.1, 0.8), y_range=(-0.2, 0.3),
         looks=lambda said: {said["sides"]["c"]: LOOKS["C"], said["sides"]["b"]: LOOKS["B"]},
         in_plot=True, tables=MODEL)  # fmt: skip
def plate_12(said):
    """Two beliefs, a line between two packages, and where eight worldviews stand."""
    ahead = n.eight_views().query("outcome == 'haven'").set_index("worldview")
    names, rows, sides = n.view_names(), {}, []
    for view, priors in n.views().items():
        side = "c" if ahead.loc[view, "better"] > ahead.loc[view, "worse"] else "b"
        at = (*priors.loc[["d_k", "t_int"], "mode"], said["sides"][side])
        rows.setdefault(at, []).append(names[view])
        sides.append(side)
    shown = [(*at, ", ".join(who)) for at, who in rows.items()]
    frame = pd.DataFrame(shown, columns=["cost", "ties", "side", "name"])
    worth = n.views()["agnostic"].loc["b_o", "mode"]
    return frame, {"c": sides.count("c"), "worth": worth}


@picture()
def four_packages(said):
    """Six levers, four packages."""
    words, levers = picture_words("12", "levers"), n.levers()
    named = by_id("policy/packages")["name_en"]  # in the language that is set
    rows = [(words[lever], *levers[lever].map(number)) for lever in LEVERS]
    heads = [said["lever"], *(f"{package}: {named[package]}" for package in levers.index)]
    return table_card(said["title"], heads, rows)


@picture()
def eight_lines(said):
    """What each worldview believes, in a line, with the two numbers of the plate."""
    names = n.view_names()
    rows = [
        (
            names[view],
            said["lines"][view],
            *(number(priors.loc[key, "mode"], 2) for key in ("d_k", "t_int")),
        )
        for view, priors in n.views().items()
    ]
    return table_card(said["title"], said["heads"], rows)


@picture()
def haven_beliefs(said):
    """How large each worldview believes the haven of 2022 to be, and on whose word."""
    names = n.view_names()
    common = table(PARAMETERS).query("parameter == 'haven_0'").assign(worldview="agnostic")
    rows = []
    for row in pd.concat([common, table(OWN).query("parameter == 'haven_0'")]).itertuples():
        span = said["span"].format(*(number(end, 2) for end in (row.low, row.mode, row.high)))
        rows.append((names[row.worldview], span, said["bases"][row.basis], row.source))
    return table_card(said["title"], said["heads"], rows)


@picture(Deals, looks=package_looks, same=lambda: tuple(packages()[one] for one in "BC"),
         says=lambda said: said["says"], tables=MODEL, reveals="P12.1")  # fmt: skip
def two_packages(said):
    """How often Caracas signs, and the haven that is left, for three packages with no view."""
    final, rows = n.worlds("agnostic", "ABC").final, []
    for package in ("A", "B", "C"):
        signed, haven = (100 * final[key][:, n.FREE.index(package)] for key in ("signed", "haven"))
        low, high = np.quantile(haven, (0.1, 0.9)).round()
        rows.append((packages()[package], signed.mean().round(1), haven.mean().round(1), low, high))
    frame = pd.DataFrame(rows, columns=["package", "signed", "haven", "low", "high"])
    b, c = frame["signed"].iloc[1:]
    return frame, {"b": b, "c": c}


def _looks(said):
    parts = said["parts"]
    named = {parts["better"].format(package=name): LOOKS[one] for one, name in packages().items()}
    return {parts["tie"]: LOOKS["tie"], **named}


def _parts(said, first: str, second: str) -> dict[str, str]:
    """What the three parts of a row are called."""
    better, tie, named = said["parts"]["better"], said["parts"]["tie"], packages()
    return {
        "first": better.format(package=named[first]),
        "tie": tie,
        "second": better.format(package=named[second]),
    }


def _ranked():
    """The views in the order in which a picture has them: by how often C calms more than B does."""
    found = n.eight_views().query("outcome == 'violence'")
    return found.sort_values("better", ascending=False, kind="stable")["worldview"]


@picture(Worlds, looks=_looks, says=lambda said: said["says"], tables=MODEL, goal="G12.1",
         reveals="P12.2", advanced=("pair",),
         outcome=lambda: outcomes(
             ("violence", "haven", "approval_percent", "democracy", "trade_usd_billions")
         ))  # fmt: skip
def eight_worldviews(said, outcome="violence", haven="believed", pair="C-B"):
    """Two packages in eight worldviews: of a hundred worlds, how many fall to each, how many to neither."""
    first, second = pair.split("-")
    at = None if haven == "believed" else float(haven)
    found = n.eight_views(first, second, at).query("outcome == @outcome").set_index("worldview")
    names, words = n.view_names(), _parts(said, first, second)
    short = {"first": first, "tie": "", "second": second}
    rows = [
        (names[view], part, words[part], short[part], round(100 * found.loc[view, column], 1))
        for view in _ranked()
        for part, column in _PARTS.items()
    ]
    frame = pd.DataFrame(rows, columns=["view", "part", "name", "short", "percent"])
    frame["is_asked"] = (outcome, haven, pair) == ("violence", "believed", "C-B")
    wide = frame.pivot(index="view", columns="part", values="percent")
    ahead = wide.index[wide["first"] > wide["second"]]
    return frame, {
        "title": "one" if len(ahead) == 1 else "some",
        "first": packages()[first],
        "second": packages()[second],
        "better": capital(picture_words("12", "better")[outcome]),
        "n": len(ahead),
        "all": len(wide),
        "view": "".join(ahead[:1]),
    }


def _every_looks(said):
    """C as it is has its colour; what is asked for on top of it has the accent of the picture."""
    return dict(zip(said["parts"].values(), (0, LOOKS["tie"], 1), strict=True))


@picture(Worlds, looks=_every_looks, across=5, says=lambda said: said["says"], tables=MODEL,
         outcome=lambda: outcomes(("violence", "haven")))  # fmt: skip
def every_condition(said, outcome="violence"):
    """Package C with every condition against C as it is, in five worldviews."""
    found = n.all_conditions().query("outcome == @outcome").sort_values("better", ascending=False)
    names = n.view_names()
    rows = [
        (names[row["worldview"]], part, said["parts"][part], said["short"].get(part, ""),
         round(100 * row[column], 1))
        for _, row in found.iterrows()
        for part, column in _PARTS.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["view", "part", "name", "short", "percent"])
    better = picture_words("12", "better")[outcome]
    most = 100 * n.levers().loc["C", "conditionality"]
    return frame, {"better": better, "views": frame["view"].nunique(), "most": most}


def _on_offer():
    return {name: picture_words("12", "numbers")[name] for name in n.ON_OFFER}


def _ahead(said, frame):
    """The part of the package that the title says is ahead."""
    quotes = frame.attrs["quotes"]
    return [quotes["ahead"]] if quotes["title"] == "stays" else []


@picture(Bars, "shown", "worlds", by="name", stacked=True, horizontal=True, row=46, accent=_ahead,
         y_range=(0, 100), looks=_looks, tables=MODEL, goal="G12.3", advanced=("none",), mine=n.FREE,
         outcome=lambda: outcomes(BETTER), parameter=_on_offer)  # fmt: skip
def change_my_mind(said, mine="C", outcome="violence", parameter="phi_h", none=False):
    """One's own choice against its rival when a single number is known, at either end of its prior."""
    rival, name = n.RIVAL[mine], picture_words("12", "numbers")[parameter]
    words, rows = _parts(said, mine, rival), []
    for basis, row in n.known(mine, rival, outcome, parameter).iterrows():
        value = number(row["value"], 2)
        shown = said["bases"][basis].format(value=value)
        winner, loser = (mine, rival) if row["better"] > row["worse"] else (rival, mine)
        known = said["known"].format(name=name, value=value, winner=winner, loser=loser)
        percent = 100 * row[[*_PARTS.values()]].to_numpy(float)
        for part, share, worlds in zip(_PARTS, percent, in_a_hundred(percent), strict=True):
            rows.append((basis, shown, part, words[part], share, worlds, known))
    columns = ["basis", "shown", "part", "name", "percent", "worlds", "known"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.assign(nothing=said["nothing"].format(first=mine, second=rival))
    wide = frame.pivot(index="basis", columns="part", values="percent")
    lead = wide["first"] - wide["second"]
    is_turned = (lead[["low", "high"]] * lead["before"] < 0).any()
    ahead, other = (
        packages()[one] for one in ((mine, rival) if lead["before"] > 0 else (rival, mine))
    )
    title = "turned" if is_turned else "stays"
    if (wide == wide.loc["before"]).all(axis=None):
        title = "idle"
    if none:
        title = "none" if n.turns(mine, rival, outcome).empty else "one"
    better = picture_words("12", "better")[outcome]
    quotes = {"ahead": ahead, "other": other, "name": name, "better": better}
    return frame, {"title": title, "wanted": capital(better), **quotes}
