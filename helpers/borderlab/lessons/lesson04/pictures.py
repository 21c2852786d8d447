"""The pictures of lesson 04: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.lessons.common import published
from borderlab.lessons.lesson04.counts import Count, machine
from borderlab.lessons.lesson04.numbers import HSE_CASES, aim, game, way
from borderlab.lessons.lesson04.signature import Threats
from borderlab.models.games import threat_threshold
from claimlab.lessons.tables import by_id, table
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import table_card
from claimlab.views import Dots, Forest, Lines

DREZNER, TIES = "sanctions/drezner_2003", "sanctions/ties_counts"
ESTIMATES = "sanctions/published_estimates"
LARGEST = 4  # pain of a target, in units of the cost of giving way


@picture(Dots, "stage", "threats_count", tables=(DREZNER,), missing=False,
         accent=lambda said: said["groups"]["imposed"])  # fmt: skip
def plate_04(said):
    """All threats that one author counted, and in them those that became sanctions: one dot one threat."""
    by_stage = table(DREZNER).groupby("stage")["cases_count"].sum()
    rows = [(text, by_stage[stage]) for stage, text in said["groups"].items()]
    frame = pd.DataFrame(rows, columns=["stage", "threats_count"])
    return frame, {"all": by_stage.sum(), "imposed": by_stage["imposed"]}


@picture(Lines, "meant", "percent", by="line", places="number", y_range=(0, 100), reveals="P04.2",
         x_ticks=(20, 40, 60, 80), marks=lambda said: [(50, said["half"])], accent=lambda said: said["lines"]["filed"])  # fmt: skip
def file_line(said):
    """How often threats work, and how often the sanctions of the file, by how many senders mean it."""
    games = {meant: game(r0=meant / 100) for meant in range(10, 96, 5)}
    rows = [
        (line, meant, round(100 * share, 1))
        for meant, one in games.items()
        for line, share in zip(
            said["lines"].values(), (one.threat_works, one.imposed_works), strict=True
        )
    ]
    half = games[50]
    quotes = {"threats": round(100 * half.threat_works), "filed": round(100 * half.imposed_works)}
    return pd.DataFrame(rows, columns=["line", "meant", "percent"]), quotes


def _rows(frame: pd.DataFrame) -> pd.Series:
    """What a forest calls its rows: what each stands under, and its own name."""
    return frame["under"] + ": " + frame["name"]


@picture(Forest, "name", "percent", "low", "high", by="under", reference=None, x_range=(0, 100),
         accent=lambda frame: list(_rows(frame).iloc[::2]), tables=(DREZNER, TIES), reveals="P04.1")  # fmt: skip
def archive(said):
    """How often targets gave way to a threat alone, and to one that was carried out, counted in five ways."""
    found = {name: way(name) for name in said["ways"]}
    rows = [
        (said["ways"][name], said["stages"][stage].format(part=one.gave_way, whole=one.cases),
         one.percent, *one.interval)
        for name, both in found.items()
        for stage, one in both.items()
    ]  # fmt: skip
    leads = sum(
        both["never_carried_out"].percent > both["imposed"].percent for both in found.values()
    )
    frame = pd.DataFrame(rows, columns=["under", "name", "percent", "low", "high"])
    pairs = zip(frame["percent"].iloc[::2], frame["percent"].iloc[1::2], _rows(frame).iloc[1::2])
    behind = next(name for threat, imposed, name in pairs if threat <= imposed)
    return frame, {"leads": leads, "ways": len(found), "behind": behind}


@picture(Lines, "pain", "cost", by="way", places="number", y_range=(0, 2), x_ticks=range(LARGEST + 1),
         accent=lambda said: said["ways"]["late"], bands=lambda said: [(1, 3, said["kinds"]["late"])],
         marks=lambda said: [(0, said["kinds"]["never"]), (3, said["kinds"]["at_once"])])  # fmt: skip
def who_yields(said):
    """What a threat costs a target by its pain: the cheapest of three ways says who yields, and when."""
    c, m, belief = 1, 2, 0.25
    never, at_once = c / (m - 1), threat_threshold(belief, c, m)
    pain = np.array([0.0, never, 2.0, at_once, LARGEST])
    costs = {"never": belief * m * pain, "late": belief * (pain + c), "at_once": 0 * pain + c}
    rows = [
        (said["ways"][way], k, cost) for way, every in costs.items() for k, cost in zip(pain, every)
    ]
    return pd.DataFrame(rows, columns=["way", "pain", "cost"]), {"at_once": at_once}


def _which(bluffers_percent: float) -> str:
    """Which title says whether bluffers all threaten: what makes them bolder then changes nothing."""
    return "some_bluff" if bluffers_percent < 100 else "all_bluff"


@picture(Threats, says=lambda said: said["says"], goal="G04.2", advanced=("m", "a", "v"), meant=(5, 95, 5), c=(0.5, 3.0, 0.25),
         m=(1.2, 6.0, 0.1), a=(0.0, 2.0, 0.1), v=(0.1, 2.0, 0.1))  # fmt: skip
def a_hundred_threats(said, meant=50, c=1.0, archived=False, m=3.0, a=0.5, v=1.0):
    """A hundred threats of the model, one dot each, by how they end and whether that leaves a file."""
    frame = machine(meant, c, m, a, v).rename(columns={"threats_count": "drawn"})
    kept = frame["is_imposed"] | (not archived)
    drawn, bluffers = frame.set_index("end")["drawn"], frame["bluffers_percent"].iloc[0]
    quotes = {
        "title": "archive" if archived else _which(bluffers),
        "at_once": drawn["threat_works"],
        "worked": drawn["imposed_works"],
        "imposed": drawn["imposed_works"] + drawn["imposed_fails"],
        "bluffers": bluffers,
    }
    name, works = frame["end"].map(said["ends"]), frame["end"].str.endswith("works")
    return frame.assign(name=name, works=works, threats_count=frame["drawn"].where(kept)), quotes


@picture()
def one_threat(said):
    """A threat to Venezuela, act by act, with the step of the game that it is."""
    acts = by_id("sanctions/timeline").loc[list(said["steps"])]
    rows = zip(acts["date"].dt.strftime("%Y-%m-%d"), acts["summary"], said["steps"].values())
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


@picture(Forest, "name", "percent", "low", "high", reference=None, x_range=(0, 80), tables=(TIES, ESTIMATES), by="under",
         reveals="P04.3", accent=lambda frame: list(_rows(frame).iloc[4:]))  # fmt: skip
def success_by_owner(said):
    """How often imposed sanctions succeeded, by whose list and which rule."""
    shares = {
        "aimed": aim("regime_change"),
        "unknown": aim("regime_change", unknown=True),
        "wholly": aim("regime_change", only="acquiescence_total"),
        "other": aim("other"),
        "hse": Count(int(published("hse_1990_1")), HSE_CASES),
        "pape": Count(int(published("pape_1998_1")), HSE_CASES),
    }
    rows = [
        (said["lists"]["hse" if name in ("hse", "pape") else "ties"],
         said["rows"][name].format(part=one.gave_way, whole=one.cases), one.percent, *one.interval)
        for name, one in shares.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["under", "name", "percent", "low", "high"]).round(1)
    return frame, {"low": frame["percent"].min(), "high": frame["percent"].max()}
