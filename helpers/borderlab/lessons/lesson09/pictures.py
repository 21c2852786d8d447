"""The pictures of lesson 09: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

from borderlab import Slider, explore
from borderlab.lessons.lesson09.deals import deal, four_tables, room, truce
from borderlab.lessons.lesson09.numbers import months, spells
from borderlab.lessons.showing import worded
from borderlab.lessons.tables import column_day
from borderlab.lessons.words import picture_words
from borderlab.views import Forest, Lines, Ranges, Strip

__all__ = ["four_cases", "plate", "roulette", "the_table"]

TIMELINE = "security/peace_timeline"


def plate():
    """Every day from the first talks with the ELN to the end of the second: talks, truce or neither."""
    said = picture_words("09", "plate")
    frame = spells().assign(state=lambda f: f["state"].map(said["states"]))
    strip = Strip(
        "start",
        "end",
        "state",
        order=tuple(said["states"].values()),
        marks=[(column_day(), said["mark"])],
        title=said["title"].format(**months()),
        **worded(said, TIMELINE),
    )
    return strip(frame)


def the_table():
    """What both sides prefer to war, and what can be promised: do the two bars overlap?"""
    said = picture_words("09", "the-table")

    def bars(patience=90):
        frame = deal(patience)
        return frame.assign(name=frame["deal"].map(said["rows"]), what=said["x"])

    def title(frame):
        group, __ = room(frame)
        form = said["titles"]["deal" if group >= 0 else "none"]
        wanted, kept = frame["low"].iloc[0], frame["high"].iloc[1]
        return form.format(wanted=wanted, kept=kept)

    ranges = Ranges(
        "what",
        "low",
        "high",
        "name",
        x_range=(0, 40),
        highlight=said["rows"]["can_be_kept"],
        title=title,
        **worded(said),
    )
    label = said["controls"]
    return explore(
        bars,
        ranges,
        goal="G09.1",
        patience=Slider(label["patience"], 80, 98, 1),
    )


def four_cases():
    """Two views of what a haven does, each with it and without: the room for a deal under a guarantee."""
    said = picture_words("09", "four-cases")

    def rooms(guarantee=10.0):
        frame = four_tables(guarantee)
        names = [
            said["rows"][view]["with" if haven else "without"]
            for view, haven in zip(frame["view"], frame["haven"], strict=True)
        ]
        return frame.assign(name=names, low=float("nan"), high=float("nan"))

    def title(frame):
        counts = frame["refuses"].value_counts().reindex(["nobody", "group", "state"], fill_value=0)
        form = said["titles"]["state" if counts["state"] else "group"]
        return form.format(**counts)

    rows = Forest("name", "room", "low", "high", x_range=(-12, 6), title=title, **worded(said))
    return explore(
        rooms, rows, goal="G09.2", guarantee=Slider(said["controls"]["guarantee"], 10, 30, 0.5)
    )


def roulette():
    """Truces with one group and with many: how many of a hundred still live, month by month."""
    said = picture_words("09", "roulette")

    def alive(groups=1, risk=2.0):
        return truce(groups, risk)

    def title(frame):
        return said["title"].format(alive=frame["alive_percent"].iloc[12])

    lines = Lines(
        "month",
        "alive_percent",
        places="number",
        name=said["line"],
        marks=[(12, said["year"])],
        x_ticks=(0, 6, 12, 24, 36),
        y_range=(0, 100),
        title=title,
        **worded(said),
    )
    label = said["controls"]
    return explore(
        alive,
        lines,
        goal="G09.3",
        groups=Slider(label["groups"], 1, 10, 1),
        risk=Slider(label["risk"], 0.1, 12.0, 0.1),
    )
