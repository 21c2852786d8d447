"""The pictures of lesson 10: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.lessons.lesson10 import numbers as n
from borderlab.lessons.lesson10.signature import Taps
from claimlab import Choice, explore
from claimlab.lessons.tables import dates_as_text, table
from claimlab.teaching.card import said_card
from claimlab.teaching.frontend import has_front_end
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import list_card
from claimlab.teaching.store import store
from claimlab.views import Bars, Lines, Spans
from claimlab.views.stage import day_text

GAS, PRICES = "security/energy_timeline", "security/energy_prices"
ACTS, POSITIONS = "policy/acts", "policy/positions"
EXERCISE = "E10.2"


@picture(Taps, tables=(GAS,), stops=lambda said: said["stops"], says=lambda said: said["says"])
def plate_10(said):
    """Seven dated statements of the pipeline on one line of time: what flowed, what was planned back, who stopped it."""
    rows = [
        (said["steps"][name], *n.span(name), n.mmcf(name), kind == "plan", n.said_by(name))
        for name, (_start, _end, kind) in n.STEPS.items()
    ]
    columns = ["name", "start", "end", "mmcf_per_day", "is_plan", "owner"]
    return pd.DataFrame(rows, columns=columns), {"most": n.mmcf("before"), "plan": n.mmcf("south")}


@picture(Lines, "engagement", "concession", by="line", places="number",
         x_ticks=(0, 0.2, 0.4, 0.6, 0.8, 1),
         guided=lambda said: (said["now"],), inside=lambda said: (said["top"],), accent=lambda said: said["now"], goal="G10.1", reveals="P10.1",
         engagement=(0.0, 1.0, 0.025), unconditional=(0.0, 1.0, 0.05),
         dependence=(0.0, 1.0, 0.05), advanced=("unconditional", "dependence"))  # fmt: skip
def carrot_cutter(said, engagement=1.0, unconditional=0.0, dependence=n.DEPENDENCE):
    """What an offer buys at every level of engagement, and at the present one."""
    frame = n.offers(engagement, unconditional, dependence)
    lines = frame["is_now"].map({False: said["curve"], True: said["now"]})
    bought = frame.loc[frame["is_now"], "concession"].iloc[0]
    best = frame.loc[frame["concession"].idxmax()]
    title = "past" if engagement > best["engagement"] else "before"
    title = "best" if np.isclose(bought, best["concession"]) else title
    past = (1 + best["engagement"]) / 2  # a place on the way down, where there is one
    quotes = {"title": title, "engagement": engagement, "bought": bought, "at": best["engagement"],
              "most": best["concession"], "past": round(past / 0.025) * 0.025 if best["engagement"] < 0.9 else -1}  # fmt: skip
    top = frame.loc[[frame["concession"].idxmax()]].assign(line=said["top"], is_now=False)
    shown = frame.assign(line=lines)
    return (shown if title == "best" else pd.concat([shown, top], ignore_index=True)), quotes


@picture(Bars, "deal", "risk", by="lost", horizontal=True, paired=True, y_range=(0, 100), row=52, tables=(GAS, PRICES),
         accent=lambda said: [said["lost"]["gas"]], reveals="P10.2")  # fmt: skip
def pipeline_under_doubt(said):
    """Up to which yearly risk of being shut off four deals pay, and if that costs a year of saving too."""
    rows = [
        (said["deals"][deal.split("_")[1]].format(volume=volume, cost=cost), lost, risk)
        for years, lost in enumerate(said["lost"].values())
        for (deal, (volume, cost)), risk in zip(n.deals().items(), n.risks(years).values())
    ]
    frame = pd.DataFrame(rows, columns=["deal", "lost", "risk"]).round()
    first, _second, none, last = frame["deal"].iloc[:4]
    names = {"first": first, "none": none, "last": last}
    return frame, {"small": frame["risk"].iloc[0], "poor": frame["risk"].iloc[3], **names}


@picture()
def acts_to_code(said):
    """What Bogotá gave, offered or asked for before the column, with the words that came with it."""
    acts = n.given()
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


@picture(goal="G10.3")
def three_rules(said):
    """The same acts under three rules for what is conditional; closed until the student has coded them."""
    if has_front_end() and store().setting("GATES") != "open" and not _is_coded():
        return said_card("note", said["closed_title"], said["closed"])

    def coded(rule="return"):
        acts, states = n.given(), n.is_conditional(rule)
        frame = pd.DataFrame(
            {
                "act": [said["names"][act] for act in states.index],
                "day": dates_as_text(acts).to_numpy(),
                "said_day": dates_as_text(acts).map(day_text).to_numpy(),
                "coding": states.map({True: said["conditional"], False: said["unconditional"]}),
                "is_free": ~states,
                "actor": [said["actors"][act] for act in states.index],
                "rule": said["rules"][rule],
            }
        )
        return frame.assign(start=None, end=None)

    def title(frame):
        count = int((frame["coding"] == said["conditional"]).sum())
        return said["title"].format(n=count, all=len(frame), rule=frame["rule"].iloc[0])

    dots = Spans(
        "act",
        "start",
        "end",
        day="day",
        hollow="is_free",
        after="said_day",
        under="actor",
        accent=lambda frame: tuple(frame.loc[~frame["is_free"], "act"]),
        part="Colombia",
        title=title,
        y_label=said["y"],
        note=said["note"],
        tables=(ACTS,),
        says={"heads": said["heads"]},
    )
    texts = {said["rules"][rule]: rule for rule in n.RULES}
    return explore(coded, dots, goal="G10.3", rule=Choice(said["rule"], texts))


def _is_coded() -> bool:
    return bool(store().records("attempt", EXERCISE))


@picture()
def who_argues_for_what(said):
    """The best arguments found for each way, with who makes them and what the speaker gains: a row a speaker."""
    rows = table(POSITIONS).assign(name=lambda frame: frame["owner"].str.split(", ").str[0])
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
