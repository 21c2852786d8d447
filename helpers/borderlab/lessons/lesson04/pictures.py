"""The pictures of lesson 04: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab import Slider, Tick, explore, load
from borderlab.lessons.lesson04.counts import IMPOSED, WAYS, gave_way, machine, threatened
from borderlab.lessons.lesson04.numbers import HSE_CASES
from borderlab.lessons.showing import choice, table_card, worded
from borderlab.lessons.tables import by_id
from borderlab.lessons.words import picture_words
from borderlab.models.games import sanctions_game, threat_threshold
from borderlab.views import Bars, Dots, Forest, Ranges

__all__ = [
    "archive",
    "drezners_table",
    "one_threat",
    "plate",
    "sanctions_machine",
    "success_by_owner",
    "who_yields",
]

DREZNER, TIES = "sanctions/drezner_2003", "sanctions/ties_counts"
ESTIMATES = "sanctions/published_estimates"


def plate():
    """All threats that one author counted, and those that became sanctions: one dot one threat."""
    said = picture_words("04", "plate")
    by_stage = load(DREZNER).groupby("stage")["cases_count"].sum()
    counts = {"all": int(by_stage.sum()), "imposed": int(by_stage["imposed"])}
    dots = Dots(
        group="stage",
        count="threats_count",
        thing=said["thing"],
        title=said["title"].format(**counts),
        **worded(said, DREZNER),
    )
    rows = [(said["groups"][name], count) for name, count in counts.items()]
    return dots(pd.DataFrame(rows, columns=["stage", "threats_count"]))


def archive():
    """How often targets gave way when the threat was carried out, and when it never was."""
    said = picture_words("04", "archive")
    drezner, ties = load(DREZNER), load(TIES)

    def counted(cases="drezner", hidden=False):
        found = threatened(drezner, ties, cases)
        rows = [
            (stage, said["stages"][stage], one.gave_way, one.cases, one.percent, *one.interval)
            for stage, one in found.items()
        ]
        columns = ["stage", "name", "gave_way", "cases", "percent", "low", "high"]
        frame = pd.DataFrame(rows, columns=columns)
        numbers = columns[2:]
        frame[numbers] = frame[numbers].astype(float)
        if hidden:
            frame.loc[frame["stage"] == "never_carried_out", numbers] = float("nan")
        return frame

    def title(frame):
        by = frame.set_index("stage")[["gave_way", "cases"]]
        (a, n), (b, m) = by.loc["never_carried_out"], by.loc["imposed"]
        form = said["titles"]["hidden" if n != n else "shown"]
        return form.format(unseen_worked=a, unseen=n, imposed_worked=b, imposed=m)

    rows = Forest(
        label="name",
        value="percent",
        low="low",
        high="high",
        reference=None,
        x_range=(0, 100),
        absent=said["absent"],
        title=title,
        **worded(said, DREZNER, TIES),
    )
    return explore(
        counted,
        rows,
        goal="G04.1",
        cases=choice(said["controls"]["cases"], said["ways"], WAYS),
        hidden=Tick(said["controls"]["hidden"]),
    )


def who_yields():
    """Targets by their pain: who never yields, who yields to the measure, who to the threat."""
    said = picture_words("04", "who-yields")
    c, m, belief, largest = 1, 2, 0.25, 4
    ends = {
        "never": c / (m - 1),
        "later": threat_threshold(belief, c, m),
        "at_once": largest,
    }
    starts = [0.0, *ends.values()]
    rows = [
        (said["row"], said["kinds"][kind].format(low=start, high=end), end - start)
        for (kind, end), start in zip(ends.items(), starts, strict=False)
    ]
    bars = Bars(
        x="row",
        y="pain",
        by="kind",
        stacked=True,
        horizontal=True,
        value_labels=False,
        y_range=(0, largest),
        title=said["title"].format(**ends),
        **worded(said),
    )
    return bars(pd.DataFrame(rows, columns=["row", "kind", "pain"]))


def _which(bluffers_percent: float) -> str:
    """Which title says whether bluffers all threaten: what makes them bolder then changes nothing."""
    return "some_bluff" if bluffers_percent < 100 else "all_bluff"


def sanctions_machine():
    """A hundred threats of the model, one dot each, by how they end."""
    said = picture_words("04", "machine")

    def ends(meant=50, c=1.0, archived=False, m=3.0, a=0.5, v=1.0):
        frame = machine(meant, c, m, a, v).rename(columns={"threats_count": "drawn"})
        kept = frame["is_imposed"] | (not archived)
        return frame.assign(
            name=frame["end"].map(said["ends"]), threats_count=frame["drawn"].where(kept)
        )

    def title(frame):
        drawn = frame.set_index("end")["drawn"]
        worked, failed = drawn["imposed_works"], drawn["imposed_fails"]
        bluffers = frame["bluffers_percent"].iloc[0]
        form = said["titles"][_which(bluffers)]
        if frame["threats_count"].isna().any():
            form = said["titles"]["archive"]
        return form.format(
            at_once=drawn["threat_works"],
            worked=worked,
            imposed=worked + failed,
            bluffers=bluffers,
        )

    dots = Dots(
        group="name",
        count="threats_count",
        thing=said["thing"],
        missing=False,
        room="drawn",
        absent=said["absent"],
        title=title,
        **worded(said),
    )
    label = said["controls"]
    return explore(
        ends,
        dots,
        goal="G04.2",
        advanced={
            "m": Slider(label["m"], 1.2, 6.0, 0.1),
            "a": Slider(label["a"], 0.0, 2.0, 0.1),
            "v": Slider(label["v"], 0.1, 2.0, 0.1),
        },
        meant=Slider(label["meant"], 5, 95, 5),
        c=Slider(label["c"], 0.5, 3.0, 0.25),
        archived=Tick(label["archived"]),
    )


def one_threat():
    """A threat to Venezuela, act by act, with the step of the game that it is."""
    said = picture_words("04", "one-threat")
    acts = by_id("sanctions/timeline").loc[list(said["steps"])]
    rows = zip(acts["date"].dt.strftime("%Y-%m-%d"), acts["summary"], said["steps"].values())
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def drezners_table():
    """The model beside Drezner's four counts, in cases."""
    said = picture_words("04", "drezners-table")
    by = load(DREZNER).set_index(["stage", "outcome"])["cases_count"]
    kinds = {
        "threat": ("threat_works", "backs_down"),
        "imposed": ("imposed_works", "imposed_fails"),
    }
    outcomes = ("significant_concessions", "nominal_concessions")
    counted = {
        end: int(by[stage, outcome])
        for stage, ends in kinds.items()
        for end, outcome in zip(ends, outcomes, strict=True)
    }
    cases = sum(counted.values())

    def beside(meant=50, m=3.0):
        game = sanctions_game(r0=meant / 100, m=m)
        shares = game.ends
        rows = [
            (end, said["ends"][end], whose, said["whose"][whose], value)
            for end, count in counted.items()
            for whose, value in (("model", round(cases * shares[end], 1)), ("drezner", count))
        ]
        frame = pd.DataFrame(rows, columns=["end", "name", "whose", "by", "cases"])
        return frame.assign(bluffers_percent=round(100 * game.bluff_probability))

    def title(frame):
        wide = frame.pivot(index="end", columns="whose", values="cases")
        bluffers = frame["bluffers_percent"].iloc[0]
        return said["titles"][_which(bluffers)].format(
            apart=int((wide["model"].round() - wide["drezner"]).abs().max()), bluffers=bluffers
        )

    bars = Bars(
        x="name",
        y="cases",
        by="by",
        horizontal=True,
        y_range=(0, 86),
        title=title,
        **worded(said, DREZNER),
    )
    return explore(
        beside,
        bars,
        goal="G04.3",
        meant=Slider(said["controls"]["meant"], 5, 95, 1),
        m=Slider(said["controls"]["m"], 1.2, 6.0, 0.1),
    )


def success_by_owner():
    """How often imposed sanctions succeeded, by whose list and which rule."""
    said = picture_words("04", "success-by-owner")
    ties, printed = load(TIES), load(ESTIMATES).set_index("estimate_id")["value"]
    rules = {
        "aimed": gave_way(ties, IMPOSED, goal="regime_change"),
        "unknown": gave_way(ties, IMPOSED, goal="regime_change", unknown=True),
        "wholly": gave_way(ties, IMPOSED, goal="regime_change", only="acquiescence_total"),
        "other": gave_way(ties, IMPOSED, goal="other"),
    }
    shares = {name: (one.gave_way, one.cases) for name, one in rules.items()}
    for name, row in (("hse", "hse_1990_1"), ("pape", "pape_1998_1")):
        shares[name] = (int(printed[row]), HSE_CASES)
    frame = pd.DataFrame(
        [
            (
                said["owners"][name],
                said["rows"][name].format(part=part, whole=whole),
                round(100 * part / whole, 1),
            )
            for name, (part, whole) in shares.items()
        ],
        columns=["owner", "rule", "percent"],
    )
    ranges = Ranges(
        label="rule",
        low="percent",
        high="percent",
        owner="owner",
        x_range=(0, 100),
        highlight=said["owners"]["aimed"],
        title=said["title"].format(low=frame["percent"].min(), high=frame["percent"].max()),
        **worded(said, TIES, ESTIMATES),
    )
    return ranges(frame)
