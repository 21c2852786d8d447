"""The pictures of lesson 10: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab import Slider, explore, load
from borderlab.lessons.lesson10.numbers import (
    DEALS,
    RULES,
    STEPS,
    UPSTREAM,
    given,
    is_conditional,
    mmcf,
    offers,
    price,
    risks,
)
from borderlab.lessons.showing import choice, list_card, worded
from borderlab.lessons.tables import dates_as_text
from borderlab.lessons.words import picture_words
from borderlab.teaching.card import said_card
from borderlab.teaching.frontend import has_front_end
from borderlab.teaching.store import store
from borderlab.views import Bars, Lines, Tiles
from borderlab.views.stage import day_text
from borderlab.views.words import number

__all__ = [
    "acts_to_code",
    "carrot_cutter",
    "pipeline_under_doubt",
    "plate",
    "three_rules",
    "who_argues_for_what",
]

GAS, PRICES = "security/energy_timeline", "security/energy_prices"
ACTS, POSITIONS = "policy/acts", "policy/positions"
EXERCISE = "E10.2"


def plate():
    """Seven dated steps of the pipeline: what flowed one way, and what never came the other way."""
    said = picture_words("10", "plate")
    rows = [
        (said["steps"][name], said["ways"]["plan" if kind == "plan" else "flow"], mmcf(name))
        for name, (_start, _end, kind) in STEPS.items()
    ]
    bars = Bars(
        x="step",
        y="mmcf_per_day",
        by="way",
        horizontal=True,
        y_range=(0, 250),
        title=said["title"].format(most=mmcf("before"), plan=mmcf("south")),
        **worded(said, GAS, x_label=""),
    )
    return bars(pd.DataFrame(rows, columns=["step", "way", "mmcf_per_day"]))


def carrot_cutter():
    """What an offer buys at every level of engagement, and at the present one."""
    said = picture_words("10", "carrots")

    def bought(engagement=1.0, unconditional=0.0, dependence=0.8):
        frame = offers(engagement, unconditional, dependence)
        return frame.assign(line=frame["is_now"].map({False: said["curve"], True: said["now"]}))

    def title(frame):
        now = frame[frame["is_now"]].iloc[-1]
        return said["title"].format(
            engagement=number(now["engagement"]), bought=number(now["concession"])
        )

    lines = Lines(
        x="engagement",
        y="concession",
        by="line",
        places="number",
        y_range=(0, 0.8),
        x_ticks=(0, 0.2, 0.4, 0.6, 0.8, 1),
        y_ticks=(0, 0.2, 0.4, 0.6, 0.8),
        guided=(said["now"],),
        title=title,
        **worded(said),
    )
    label = said["controls"]
    return explore(
        bought,
        lines,
        goal="G10.1",
        engagement=Slider(label["engagement"], 0.0, 1.0, 0.025),
        unconditional=Slider(label["unconditional"], 0.0, 1.0, 0.05),
        dependence=Slider(label["dependence"], 0.0, 1.0, 0.05),
    )


def pipeline_under_doubt():
    """Up to which yearly risk of being shut off four deals pay."""
    said = picture_words("10", "pipeline")
    volumes = {"south": mmcf("south"), "aim": mmcf("south", least=False)}
    costs = {"repair": price("repair"), "upstream": UPSTREAM}
    named = {
        deal: said["deals"][deal.split("_")[1]].format(
            volume=volumes[deal.split("_")[0]], cost=costs[deal.split("_")[1]]
        )
        for deal in DEALS
    }

    def endured(gap=5.0, years_lost=0.0, patience=0.9):
        found = risks(gap, years_lost, patience)
        return pd.DataFrame(
            {"deal": [named[d] for d in DEALS], "risk": [round(found[d], 1) for d in DEALS]}
        )

    def title(frame):
        small, large = frame["risk"].iloc[0], frame["risk"].iloc[-1]
        return said["title"].format(small=f"{small:.0f}", large=f"{large:.0f}")

    bars = Bars(
        x="deal",
        y="risk",
        horizontal=True,
        y_range=(0, 100),
        title=title,
        **worded(said, GAS, PRICES, x_label=""),
    )
    label = said["controls"]
    return explore(
        endured,
        bars,
        goal="G10.2",
        advanced={"patience": Slider(label["patience"], 0.7, 0.95, 0.05)},
        gap=Slider(label["gap"], 2.0, 6.0, 0.02),
        years_lost=Slider(label["years_lost"], 0.0, 3.0, 0.5),
    )


def acts_to_code():
    """What Bogotá gave, offered or asked for before the column, with the words that came with it."""
    said, acts = picture_words("10", "acts"), given()
    acts = acts.assign(day=dates_as_text(acts).map(day_text))
    return list_card(
        said["title"],
        [
            (
                said["head"].format(key=row.Index, day=row.day),
                said["act"].format(actor=row.actor, act=row.act),
                said["aside"].format(words=row.own_words),
            )
            for row in acts.itertuples()
        ],
    )


def three_rules():
    """The same acts under three rules for what is conditional; closed until the student has coded them."""
    said = picture_words("10", "rules")
    if has_front_end() and store().setting("GATES") != "open" and not _is_coded():
        return said_card("note", said["closed_title"], said["closed"])

    def coded(rule="return"):
        states = is_conditional(rule).map({True: said["conditional"], False: said["unconditional"]})
        return pd.DataFrame({"act": states.index.map(said["names"]), "coding": states.to_numpy()})

    def title(frame):
        count = int((frame["coding"] == said["conditional"]).sum())
        return said["title"].format(n=count, all=len(frame))

    tiles = Tiles(
        "act",
        "coding",
        order=(said["conditional"], said["unconditional"]),
        across=4,
        title=title,
        **worded(said, ACTS),
    )
    return explore(
        coded,
        tiles,
        goal="G10.3",
        rule=choice(said["rule"], said["rules"], RULES),
    )


def _is_coded() -> bool:
    return bool(store().records("attempt", EXERCISE))


def who_argues_for_what():
    """The best arguments found for each way, with who makes them and what the speaker gains: a row a speaker."""
    said = picture_words("10", "positions")
    rows = load(POSITIONS)
    rows["name"] = rows["owner"].str.split(", ").str[0]
    owners = [own for _key, own in rows.groupby(["stands_for", "name", "interest"], sort=False)]
    return list_card(
        said["title"],
        [
            (
                said["head"].format(
                    way=said["ways"][own["stands_for"].iloc[0]], owner=_owner(own, said)
                ),
                " ".join(
                    said["argument"].format(argument=row.argument, day=day_text(row.said_on))
                    for row in own.itertuples()
                ),
                said["aside"].format(interest=own["interest"].iloc[0]),
            )
            for own in owners
        ],
    )


def _owner(own: pd.DataFrame, said) -> str:
    """A speaker with each of the offices in which the arguments were given."""
    first, *later = own["owner"]
    name = own["name"].iloc[0]
    for one in later:
        first = said["both"].format(first=first, second=one.removeprefix(f"{name}, "))
    return first
