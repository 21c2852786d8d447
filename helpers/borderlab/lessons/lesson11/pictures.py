"""The pictures of the core of lesson 11: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab import Choice, Tick, explore, load
from borderlab.lessons.lesson11.controls import (
    LOOKS,
    MODEL,
    OWN,
    PARAMETERS,
    outcome_choice,
    six,
    slider,
)
from borderlab.lessons.lesson11.numbers import (
    FREE,
    RIVAL,
    contour,
    eight_views,
    first_five,
    known,
    leads,
    levers,
    own,
    turns,
    view_names,
    views,
    weighty,
    worlds,
)
from borderlab.lessons.showing import choice, table_card, worded
from borderlab.lessons.tables import by_id
from borderlab.lessons.words import picture_words
from borderlab.models.policy import BETTER, LEVERS
from borderlab.teaching.card import Card
from borderlab.views import Bars, Scatter
from borderlab.views.words import number

__all__ = [
    "change_my_mind",
    "eight_lines",
    "eight_worldviews",
    "four_packages",
    "haven_beliefs",
    "plate",
    "two_packages",
    "your_package",
]

PACKAGES = "policy/packages"


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
        fit_name=said["line"],
        looks={said["sides"]["c"]: LOOKS["C"], said["sides"]["b"]: LOOKS["B"]},
        height=320,
        x_range=(0, 0.8),
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


def eight_lines() -> Card:
    """What each worldview believes, in a line, with the two numbers of the plate."""
    said, names = picture_words("11", "eight-lines"), view_names()
    rows = [
        (
            names[view],
            said["lines"][view],
            *(number(priors.loc[key, "mode"], 2) for key in ("d_k", "t_int")),
        )
        for view, priors in views().items()
    ]
    return table_card(said["title"], said["heads"], rows)


def haven_beliefs() -> Card:
    """How large each worldview believes the haven of 2022 to be, and on whose word."""
    said, names = picture_words("11", "haven-beliefs"), view_names()
    common = load(PARAMETERS).query("parameter == 'haven_0'").assign(worldview="agnostic")
    rows = []
    for row in pd.concat([common, load(OWN).query("parameter == 'haven_0'")]).itertuples():
        span = said["span"].format(*(number(end, 2) for end in (row.low, row.mode, row.high)))
        rows.append((names[row.worldview], span, said["bases"][row.basis], row.source))
    return table_card(said["title"], said["heads"], rows)


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
        looks=LOOKS,
        horizontal=True,
        y_range=(0, 100),
        title=said["title"].format(
            b=by[signed, "B"], c=by[signed, "C"], hb=by[haven, "B"], hc=by[haven, "C"]
        ),
        **worded(said, *MODEL),
    )(frame)


def _shares_of_worlds(x: str, said, title, height: int = 380) -> Bars:
    """In how many drawn worlds one package does better, ties, does worse."""
    parts = said["parts"]
    looks = {parts["better"].format(package=one): LOOKS[one] for one in FREE}
    return Bars(
        x=x,
        y="percent",
        by="name",
        stacked=True,
        horizontal=True,
        value_labels=False,
        y_range=(0, 100),
        height=height,
        looks={parts["tie"]: LOOKS["tie"], **looks},
        title=title,
        **worded(said, *MODEL),
    )


def _parts(said, first: str, second: str) -> dict[str, str]:
    """What the three parts of a row are called."""
    better, tie = said["parts"]["better"], said["parts"]["tie"]
    return {
        "first": better.format(package=first),
        "tie": tie,
        "second": better.format(package=second),
    }


def eight_worldviews():
    """Two packages in eight worldviews: how often each does better, and how often they tie."""
    said, names = picture_words("11", "eight-worldviews"), view_names()
    pairs = {"C-B": ("C", "B"), "C-A": ("C", "A"), "B-A": ("B", "A")}

    def shares(outcome="violence", haven="believed", pair="C-B"):
        first, second = pairs[pair]
        at = None if haven == "believed" else float(haven)
        found = eight_views(first, second, at).query("outcome == @outcome")
        parts = {"first": "better", "tie": "tie", "second": "worse"}
        words = _parts(said, first, second)
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

    bars = _shares_of_worlds("view", said, title, height=340)
    label = said["controls"]
    return explore(
        shares,
        bars,
        goal="G11.1",
        advanced={"pair": choice(label["pair"], said["pairs"], pairs)},
        outcome=outcome_choice(label["outcome"], ["violence", "haven", "approval_percent", "democracy", "trade_usd_billions"]),
        haven=choice(label["haven"], said["havens"]),
    )  # fmt: skip


def your_package():
    """A package of one's own against package C, on two outcomes, in five worldviews."""
    said, names = picture_words("11", "your-package"), view_names()
    outcomes = ("haven", "violence")

    def margins(
        opening=0.5, engagement=0.3, conditionality=0.4, offers=0.6, permits=0.8, relief=0.0
    ):
        package = own(**six(opening, engagement, conditionality, offers, permits, relief))
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
        height=300,
        row=18,
        y_range=(-100, 100),
        title=title,
        **worded(said, *MODEL),
    )
    return explore(
        margins,
        bars,
        goal="G11.2",
        advanced={name: slider(name) for name in ("offers", "permits", "relief")},
        **{name: slider(name) for name in ("opening", "engagement", "conditionality")},
    )


def change_my_mind():
    """One's own choice against its rival when a single number is known, at either end of its prior."""
    said, names = picture_words("11", "change-my-mind"), picture_words("11", "numbers")

    def pinned(mine="C", outcome="violence", parameter="phi_h", none=False):
        rival = RIVAL[mine]
        found = known(mine, rival, outcome, parameter)
        parts = {"first": "better", "tie": "tie", "second": "worse"}
        words, rows = _parts(said, mine, rival), []
        for basis, row in found.iterrows():
            value = number(row["value"], 2)
            shown = said["bases"][basis].format(value=value)
            ahead = mine if row["better"] > row["worse"] else rival
            overtakes = said["known"].format(
                name=names[parameter],
                value=value,
                winner=ahead,
                loser=rival if ahead == mine else mine,
            )
            for part, column in parts.items():
                rows.append(
                    (basis, shown, part, words[part], round(100 * row[column], 1), overtakes)
                )
        columns = ["basis", "shown", "part", "name", "percent", "known"]
        frame = pd.DataFrame(rows, columns=columns)
        answer = ""
        if none:
            is_none = turns(mine, rival, outcome).empty
            answer = said["titles"]["none" if is_none else "one"]
        return frame.assign(answer=answer, nothing=said["nothing"].format(first=mine, second=rival))

    def title(frame):
        wide = frame.pivot(index="basis", columns="part", values="percent")
        if answer := frame["answer"].iloc[0]:
            return answer
        if (wide == wide.loc["before"]).all(axis=None):
            return said["titles"]["idle"]
        lead = wide["first"] - wide["second"]
        turned = lead["low"] * lead["before"] < 0 or lead["high"] * lead["before"] < 0
        return said["titles"]["turned" if turned else "stays"]

    bars = _shares_of_worlds("shown", said, title)
    label = said["controls"]
    return explore(
        pinned,
        bars,
        goal="G11.3",
        advanced={"none": Tick(label["none"])},
        mine=Choice(label["mine"], FREE),
        outcome=outcome_choice(label["outcome"], list(BETTER)),
        parameter=choice(label["parameter"], names, weighty()),
    )
