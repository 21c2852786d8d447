"""The pictures of lesson 13: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from borderlab.lessons.lesson13 import numbers as n
from borderlab.lessons.lesson13.signature import Leaves
from claimlab.lessons.tables import by_id, clock_day, dates_as_text, table
from claimlab.lessons.words import picture_words
from claimlab.teaching.forecasts import are_late, committed_forecasts
from claimlab.teaching.picturing import picture
from claimlab.teaching.showing import list_card, table_card
from claimlab.views import Lines, Ranges, Spans, Squares, Tiles
from claimlab.views.stage import day_text
from claimlab.views.words import number

NO_DIFFERENCE = 1e-9
CLAIMS, RESOLVED, MEASURED = "article/claims", "article/resolutions", "policy/measured"
SPOKEN, CAME = "policy/forecasts_2022", "policy/outcomes"
SIDES, VOTE = "policy/later_sides", "EV_VOTE_2024"


# What titles are about --------------------------------------------------------------------------


def _said_by(frame: pd.DataFrame, *forecasts: str) -> tuple[str, ...]:
    """How the speakers of some forecasts are called in a frame."""
    return tuple(frame.loc[frame["who"].isin(forecasts), "speaker"])


# Days --------------------------------------------------------------------------------------------


def _sentences(names, grace_days: int = 0) -> pd.DataFrame:
    """Sentences with a day as the picture of days takes them; what did not come as it was said has no day."""
    due, came = by_id(SPOKEN).loc[list(names)], by_id(CAME)["date"].astype(str)
    is_as_said = [name not in n.NOT_AS_SAID for name in names]
    late = [n.late(name) if so else None for name, so in zip(names, is_as_said, strict=True)]
    return pd.DataFrame(
        {
            "forecast_id": list(names),
            "who": [picture_words("13", "sentences")[name] for name in names],
            "said": due["said_on"].astype(str).to_numpy(),
            "until": due["until"].astype(str).to_numpy(),
            "came": [came[one] if so else "" for one, so in zip(names, is_as_said, strict=True)],
            "late_days": pd.array(late, dtype="Int64"),
            "is_kept": [so and days <= grace_days for so, days in zip(is_as_said, late, strict=True)],
            "grace_days": grace_days,
        }
    )  # fmt: skip


@picture(Leaves, says=lambda: picture_words("13", "who-forecast-what")["says"], tables=(SPOKEN, CAME))  # fmt: skip
def plate_13(said):
    """All sentences that named a day: what each left itself, and what came."""
    frame = _sentences(n.WITH_A_DAY)
    counts = frame["is_kept"].map({True: said["kept"], False: said["late"]})
    counts = counts.where(frame["came"] != "", said["never"])
    late = int(((frame["came"] != "") & ~frame["is_kept"]).sum())
    quotes = {"kept": frame["is_kept"].sum(), "late": late, "all": len(frame)}
    return frame.assign(counts=counts), {**quotes, "never": (frame["came"] == "").sum()}


@picture(Leaves, says=lambda said: said["says"], tables=(SPOKEN, CAME), goal="G13.1",
         reveals="P13.1", days=(0, 90))  # fmt: skip
def who_forecast_what(said, days=0):
    """Sentences on one line of days: said, due, come; and which are kept with some days of grace."""
    frame = _sentences(n.kept(days).index, days)
    counts = frame["is_kept"].map({True: said["kept"], False: said["late"]})
    frame = frame.assign(counts=counts)
    flights = counts[frame["forecast_id"] == n.ANNOUNCED["flights"]].iloc[0]
    title = "moved" if days else "first"
    counted = {"kept": frame["is_kept"].sum(), "all": len(frame), "most": frame["late_days"].max()}
    return frame, {"title": title, "days": days, "counts": flights, **counted}


# Quantities --------------------------------------------------------------------------------------


def _speakers(said, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of forecasts with who spoke, and whether on a condition."""
    who = found["who"].map(picture_words("13", "who"))
    who = who.where(~found["conditional"], who + said["if"])
    return found.assign(about="", speaker=who)


def _told(said, found: pd.DataFrame, **forecasts: str):
    """These rows, and of some forecasts by how much they missed and how their speaker is called."""
    frame = _speakers(said, found)
    own = frame.set_index("who").loc[list(forecasts.values())].set_axis(list(forecasts))
    names = {f"{key}_{verb}": own["speaker"][key] for key in own.index for verb in ("is", "are")}
    return frame, {**own["miss"], **names}


@picture(Ranges, "about", "low", "high", "speaker", reference=lambda: n.came_to("trade_as_printed"), misses=True, x_range=(0, 2500),
         tables=(SPOKEN, MEASURED, "trade/bilateral_totals"), reveals="P13.2",
         accent=lambda frame: _said_by(frame, "P21"))  # fmt: skip
def who_saw_trade(said):
    """Forecasts of trade in 2022 beside the line of what came."""
    found = n.trade()
    return _told(said, found, sceptics="P21", maduro="P22")


@picture(Ranges, "about", "low", "high", "speaker", x_range=(5, 10), misses=True,
         tables=(SPOKEN, MEASURED, "migration/r4v"), reference=lambda: n.came_to("people_r4v") / 1000,
         accent=lambda frame: _said_by(frame, "P46"))  # fmt: skip
def who_counted_people(said):
    """Forecasts of refugees and migrants at the end of 2022 beside the line of what was counted."""
    found = n.people()
    return _told(said, found, r4v="P40", oas="P46")


@picture(Ranges, "about", "said_percent", "said_percent", "speaker", x_range=(0, 25), misses=True,
         reference="came_percent", within=lambda: n.counted_growth(), tables=(SPOKEN, MEASURED),
         accent=lambda frame: tuple(frame.loc[frame["miss"] == frame["miss"].min(), "speaker"]),
         goal="G13.2", reveals="P13.3")  # fmt: skip
def growth_by_source(said, source="growth_imf"):
    """Five forecasts of growth in 2022 beside the line of what came, by the source that is chosen."""
    found = n.growth_misses(source)
    who, miss = found["who"].map(picture_words("13", "who")), found["miss"]
    best = who[miss <= miss.min() + NO_DIFFERENCE]
    came = n.came_to(source)
    frame = found.assign(
        about="", speaker=who, said_percent=found["error"] + came, came_percent=came
    )
    return frame, {
        "source": said["options"]["source"][source],
        "who": said["and"].join(best),
        "first": best.iloc[0],
        "least": miss.min(),
        "last": who.iloc[-1],
        "most": miss.max(),
    }


# The eight questions -----------------------------------------------------------------------------


def _forecasters() -> dict[str, str]:
    """Names of those who answered the eight questions; a card that was filled in late says so."""
    names = picture_words("13", "forecasters")
    return names | ({"own": names["own_late"]} if are_late() else {})


@picture(Spans, "event", "from", "until", day="day", hollow="is_missed", after="found", says=lambda said: {"heads": said["heads"]},
         marks=lambda said: ((f"{clock_day():%Y-%m-%d}", said["column"]),), tables=(RESOLVED,),
         accent=lambda frame: tuple(frame.loc[~frame["is_missed"], "event"]), reveals="P13.4")  # fmt: skip
def what_came(said):
    """The eight events up to their last days: when they came, or what was found in their place."""
    happened, found = n.outcomes(), by_id(RESOLVED)
    until = by_id("article/forecasts")["resolves_on"][happened.index]
    frame = pd.DataFrame(
        {
            "event": _event_names(happened.index),
            "from": clock_day(),
            "until": until.to_numpy(),
            "day": found["decided_on"].where(happened, until).to_numpy(),
            "is_missed": ~happened.to_numpy(),
            "found": [
                said["found"][name].format(
                    day=day_text(f"{found.loc[name, 'decided_on']:%Y-%m-%d}"),
                    value=number(found.loc[name, "value"]),
                    late=day_text(by_id(CAME).loc[n.ANNOUNCED["flights"], "date"]),
                )
                for name in happened.index
            ],
        }
    )
    frame = frame.sort_values("until", kind="stable", ignore_index=True)
    return frame, {"n": happened.sum(), "all": len(frame)}


def _event_names(asked) -> list[str]:
    """What the questions ask, without their numbers on the slip."""
    return [picture_words("13", "events")[one].partition(": ")[2] for one in asked]


@picture(Squares, "forecaster", "event", "square", under="came", most=1, reveals="P13.4",
         tables=(RESOLVED, "article/forecasts"), accent=lambda said: [said["rows"]["shrug"]],
         own=lambda: [_forecasters().get("own", "")])  # fmt: skip
def your_eight(said):
    """The squared misses of the reader, a shrug and no change, question by question, and their means."""
    found = n.squares(committed_forecasts())
    names = _forecasters() | said["rows"]
    return found.assign(
        forecaster=found["forecaster"].map(names),
        event=_event_names(found["forecast_id"]),
        came=found["came"].map({True: said["came"], False: said["not"]}),
    )


def _figure_and_note(row) -> list[str]:
    figure = [] if pd.isna(row.value) else [number(row.value, 3)]
    return figure + ([] if pd.isna(row.note) else [row.note])


@picture(reveals="P13.4")
def what_decided(said):
    """What decided each question: its day, the evidence, what a careful judge adds, and the source."""
    rows = [
        (
            said["head"].format(
                name=picture_words("13", "events")[row.forecast_id],
                day=day_text(f"{row.decided_on:%Y-%m-%d}"),
            ),
            " ".join([row.evidence, *_figure_and_note(row)]),
            f"{row.source}.",
        )
        for row in table(RESOLVED).itertuples()
    ]
    return list_card(said["title"], rows)


# Everybody ---------------------------------------------------------------------------------------


@picture()
def the_board(said):
    """One row a subject: by which measure, and who was how far off, the nearest first."""
    who, trade = picture_words("13", "who"), n.trade()
    panel = pd.Series(n.panel()).sort_values().rename_axis("who").reset_index(name="score")
    eight = n.board(committed_forecasts())
    misses = {
        "days": _pairs(n.days_late(), "forecast_id", "late_days", picture_words("13", "sentences")),
        "trade": _pairs(trade[~trade["conditional"]], "who", "miss", who, 3),
        "trade_if": _pairs(trade[trade["conditional"]], "who", "miss", who, 3),
        "panel": _pairs(panel, "who", "score", who, 3),
        "eight": _pairs(eight, "forecaster", "brier", _forecasters(), 3),
    }
    rows = [(*said["rows"][name], found) for name, found in misses.items()]
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def _pairs(found: pd.DataFrame, who: str, miss: str, names, digits: int | None = None) -> str:
    shown = (number(one, digits) if digits else str(one) for one in found[miss])
    return "; ".join(f"{names[w]} {one}" for w, one in zip(found[who], shown, strict=True))


@picture()
def everybody(said):
    """All sentences about the future that the kit holds, with what came of each."""
    came = n.readings().map(said["outcomes"])
    came = came.where(~came.index.isin(n.CONDITIONAL), came + said["if"])
    for name, because in said["because"].items():
        came[name] += because
    both = by_id(SPOKEN).assign(came=came).fillna("").sort_values("said_on", kind="stable")
    rows = [(row.said_on, row.who, row.says, row.until, row.came) for row in both.itertuples()]
    return table_card(said["title"].format(n=len(rows)), said["heads"], rows, said["note"])


# Afterwards --------------------------------------------------------------------------------------


@picture(Spans, "what", "from", "to", day="back", after="months", under="how", tables=("article/events",), says=lambda said: {"heads": said["heads"]},
         reveals="P13.5", marks=lambda said: ((f"{clock_day():%Y-%m-%d}", said["column"]),),
         since="2022-09-01", accent=lambda frame: frame["what"].iloc[0])  # fmt: skip
def what_lasted(said):
    """From when to when each thing lasted that began after the column, and what ended it."""
    months, day = n.lasted(), by_id("article/events")["date"]
    rows = [
        (said["names"][name], *(day[end] for end in n.LASTED[name]), pd.NaT,
         said["months"].format(n=number(round(count))), said["how"][name])
        for name, count in months.items()
    ]  # fmt: skip
    back = (said["names"]["flights"], pd.NaT, pd.NaT, day[n.FLIGHTS_BACK], said["back"], None)
    columns = ["what", "from", "to", "back", "months", "how"]
    return pd.DataFrame([*rows, back], columns=columns), {"n": len(months), "most": months.max()}


@picture(reveals="P13.6")
def not_as_said(said):
    """What was said of an end that did not come as it was said, and the two facts beside it."""
    rows = n.not_as_said().itertuples(index=False)
    return table_card(said["title"], said["heads"], rows, said["note"], "result")


def _sides(said, which: str):
    shared = picture_words("13", "sides")
    sides = table(SIDES).query(which).join(by_id("article/events")["date"], on="event_id")
    rows = [
        (f"{row.date:%Y-%m-%d}", shared["events"][row.event_id], row.who, row.says, row.source)
        for row in sides.itertuples()
    ]
    return table_card(said["title"], shared["heads"], rows, said["note"])


@picture()
def the_vote(said):
    """What each side and the observers said of the vote of 28 July 2024."""
    return _sides(said, "event_id == @VOTE")


@picture()
def both_sides(said):
    """What each side said of the other later events that are quarrelled over."""
    return _sides(said, "event_id != @VOTE")


@picture()
def later_events(said):
    """What happened after the column, with days and sources, as far as the kit's tables go."""
    columns = ["date", "date_precision", "label_en"]
    later = by_id("policy/later_events").join(by_id("article/events")[columns])
    later = later.assign(day=dates_as_text(later).map(day_text))
    rows = [
        (
            f"{row.day}.",
            f"{row.label_en}.",
            said["aside"].format(owner=row.owner, reported_by=row.reported_by),
        )
        for row in later.sort_values("date").itertuples()
    ]
    return list_card(said["title"], rows)


# The claims --------------------------------------------------------------------------------------


@picture(Tiles, "claim", "status", order=lambda: tuple(picture_words("13", "states").values()),
         none=lambda said: said["none"], tables=(CLAIMS,),
         accent=lambda: picture_words("13", "states")["supported"])  # fmt: skip
def all_the_claims():
    """Each claim under the status that it has on today's data."""
    states = picture_words("13", "states")
    found = n.statuses()
    frame = found.map(states).rename_axis("claim").reset_index(name="status")
    frame = frame.sort_values("claim", ignore_index=True)
    counts = found.value_counts().reindex(list(states)).fillna(0).astype(int)
    title = "some" if counts["contradicted"] else "none"
    return frame, {"title": title, "all": len(found), **counts[["supported", "contradicted"]]}


# A rule ------------------------------------------------------------------------------------------


@picture(Lines, "said_percent", "expected_loss", by="line", places="number", y_range=(0, 1),
         highlight=lambda said: said["dot"], goal="G13.3",
         chance=(5, 95, 5), said_percent=(0, 100, 5))  # fmt: skip
def how_to_be_scored(said, chance=70, said_percent=70, rule="squared"):
    """What a forecaster expects to lose by every report, and where the chosen one lies."""
    points = [*range(0, 101, 5), said_percent]
    lost = [n.expected_miss(chance / 100, percent / 100, rule) for percent in points]
    lines = [said["line"]] * (len(points) - 1) + [said["dot"]]
    frame = pd.DataFrame({"said_percent": points, "line": lines, "expected_loss": lost})
    *curve, loss = lost
    best = points[curve.index(min(curve))]
    title = "best" if best == said_percent else "honest"
    title = title if best == chance else "boast"
    title = "alike" if max(curve) - min(curve) < NO_DIFFERENCE else title
    if_so, if_not = (n.expected_miss(sure, said_percent / 100, rule) for sure in (1, 0))
    quotes = {"here": said_percent, "if_so": if_so, "if_not": if_not}
    quotes |= {"chance": chance, "said": said_percent, "best": best, "least": min(curve)}
    return frame, {"title": title, "loss": loss, **quotes}
