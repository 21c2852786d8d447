"""Who said what would come, what came, and how far each was from it: in days, in units, in squares."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from borderlab.models.agreement import brier
from borderlab.models.scoreboard import scoreboard
from claimlab.lessons.tables import by_id, clock_day, table

# A made-up card on tomorrow's weather: it gives no outcome of the column away, and its score has no third digit.
FRIEND = {"rain": 0.8, "frost": 0.4}
WEATHER = (True, False)  # it rained, and there was no frost
# Sentences of this lesson with a day of their own, in the order of their days.
WITH_A_DAY = ("P56", "P64", "P14", "P11", "P13", "P01", "P02")
# policy/outcomes calls these late, by the day on which Maduro was out of office. But what was said is
# that a dictatorship or "this" ends, or that Guaidó removes him: another state's forces took the man,
# and his vice-president took office. So this lesson reads them as not come as it was said.
NOT_AS_SAID = ("P56", "P61", "P62", "P64")
BY_DAY = tuple(name for name in WITH_A_DAY if name not in NOT_AS_SAID)
# Said with "if" or "could", or as one scenario of several: no promise, and scored apart from promises.
CONDITIONAL = ("P19", "P20", "P22", "P34", "P41", "P45", "P46", "P47", "P48", "P49", "P50", "P69", "P77")  # fmt: skip
ANNOUNCED = {"cargo": "P01", "flights": "P02"}  # what the column reports [C22, C23]
TRADE = ("P18", "P19", "P20", "P21", "P22")
GROWTH = {"fund": "P28", "ecoanalitica": "P35", "eclac": "P32", "observatory": "P33", "bank": "P25"}
# Who counts growth without a side in the quarrel. The government and an observatory tied to the
# opposition speak of their own case: they are quoted, and decide nothing.
COUNTS = ("growth_imf", "growth_world_bank", "growth_eclac")
PANEL = ("P55", "P54")  # on Tuesday, and on Friday
PEOPLE = ("P40", "P46")
LASTED = {  # what began after the column, and the event that ended it
    "talks": ("EV_ELN_TALKS_2022", "EV_ELN_TALKS_SUSPENDED_2025"),
    "flights": ("EV_FLIGHT_2022", "EV_FLIGHTS_STOP_2025"),
    "ceasefire": ("EV_ELN_CEASEFIRE_2023", "EV_ELN_CEASEFIRE_ENDS_2024"),
    "licence": ("EV_LICENCE_OIL_2023", "EV_LICENCE_OIL_ENDS_2024"),
}
FLIGHTS_BACK = "EV_FLIGHTS_RESUME_2026"
_MONTH_DAYS = 365.25 / 12
_WANTED = {"F4": 2.0, "F5": 3.0, "F8": 50.0}  # the lines that three of the questions draw


# Days --------------------------------------------------------------------------------------------


def until(forecast_id: str) -> pd.Timestamp:
    """The last day that a sentence about the future leaves itself.

    >>> f"{until('P01'):%Y-%m-%d}"
    '2022-09-26'
    """
    return pd.Timestamp(by_id("policy/forecasts_2022").loc[forecast_id, "until"])


def late(forecast_id: str) -> int:
    """Days from the last day of a sentence to the day on which its event came; 0 when it came by then.

    >>> late("P01"), late("P02")
    (0, 42)
    """
    came = pd.Timestamp(by_id("policy/outcomes").loc[forecast_id, "date"])
    return max((came - until(forecast_id)).days, 0)


def days_late() -> pd.DataFrame:
    """`forecast_id` and `late_days` of :data:`BY_DAY`, the least late first."""
    rows = [(name, late(name)) for name in BY_DAY]
    return pd.DataFrame(rows, columns=["forecast_id", "late_days"]).sort_values("late_days")


def kept(grace_days: int) -> pd.Series:
    """Whether each sentence of :data:`BY_DAY` counts as kept with so many days of grace."""
    return days_late().set_index("forecast_id")["late_days"] <= grace_days


def readings() -> pd.Series:
    """What came of each sentence as this lesson reads it, by forecast: the table, but for :data:`NOT_AS_SAID`.

    >>> readings()["P56"], readings()["P02"]
    ('not_as_said', 'came_late')
    """
    found = by_id("policy/outcomes")["outcome"].copy()
    found[list(NOT_AS_SAID)] = "not_as_said"
    return found


def not_as_said() -> pd.DataFrame:
    """The sentences of :data:`NOT_AS_SAID`: `who`, `says`, `until`, and `days` from then until Maduro was gone."""
    found = by_id("policy/forecasts_2022").loc[list(NOT_AS_SAID), ["who", "says", "until"]]
    return found.assign(days=[late(name) for name in NOT_AS_SAID])


# Quantities --------------------------------------------------------------------------------------


def _range(forecast_id: str) -> tuple[float, float]:
    """The number of a sentence, or the two ends of its range."""
    ends = [float(n) for n in by_id("policy/forecasts_2022").loc[forecast_id, "value"].split("-")]
    return ends[0], ends[-1]


def came_to(measure_id: str) -> float:
    """A quantity as one source measured it afterwards.

    >>> came_to("trade_as_printed")
    740.4
    """
    return float(by_id("policy/measured").loc[measure_id, "value"])


def _missed(ranges: dict[str, tuple[float, float]], came: float) -> pd.DataFrame:
    frame = pd.DataFrame.from_dict(ranges, orient="index", columns=["low", "high"])
    misses = ((frame["low"] + frame["high"]) / 2 - came).abs()
    frame = frame.assign(miss=misses, conditional=frame.index.isin(CONDITIONAL))
    return frame.rename_axis("who").reset_index().sort_values(["conditional", "miss"])


def trade() -> pd.DataFrame:
    """Forecasts of trade in 2022: `who`, `low`, `high`, `miss` (US$ millions) and `conditional`.

    Those without a condition first, and the nearest first. A range is held to its middle. "no change"
    is the trade of the year before.
    """
    before = table("trade/bilateral_totals").query("year == 2021")["trade_usd_millions"].iloc[0]
    ranges = {name: _range(name) for name in TRADE} | {"no change": (before, before)}
    return _missed(ranges, came_to("trade_as_printed"))


def people() -> pd.DataFrame:
    """Forecasts of refugees and migrants at the end of 2022, in millions; columns as in :func:`trade`."""
    counts = table("migration/r4v").query("area_code == 'WLD' and published_date < '2022'")
    before = counts.sort_values("published_date")["persons"].iloc[-1] / 1e6
    said = {name: _range(name)[0] / 1000 for name in PEOPLE} | {"no change": before}
    return _missed({who: (n, n) for who, n in said.items()}, came_to("people_r4v") / 1000)


def growth_misses(source: str) -> pd.DataFrame:
    """`who`, `error` and `miss` (its size, points) of the forecasts of growth in 2022, by one source, the nearest first.

    >>> growth_misses("growth_imf")["who"].iloc[0]
    'ecoanalitica'
    """
    rows = [(who, _range(name)[0] - came_to(source)) for who, name in GROWTH.items()]
    found = pd.DataFrame(rows, columns=["who", "error"])
    found["miss"] = found["error"].abs()
    return found.sort_values("miss", kind="stable", ignore_index=True)


def counted_growth() -> tuple[float, float]:
    """The lowest and the highest growth of 2022 by :data:`COUNTS`, per cent.

    >>> counted_growth()
    (8.0, 12.0)
    """
    found = [came_to(source) for source in COUNTS]
    return min(found), max(found)


def nearest_on_growth() -> dict[str, str]:
    """The bank, the Fund or ECLAC: which was nearest on growth in 2022, by each of :data:`COUNTS`."""
    misses = {source: growth_misses(source).set_index("who")["miss"] for source in COUNTS}
    return {source: found[["bank", "fund", "eclac"]].idxmin() for source, found in misses.items()}


# Probabilities -----------------------------------------------------------------------------------


def outcomes() -> pd.Series:
    """Whether each of the eight events of the forecast card happened, by question."""
    return by_id("article/resolutions")["outcome"] == "yes"


def no_change() -> dict[str, float]:
    """The card of somebody who expects every state of the day of the column to last.

    The bridge was closed to cargo, no flight was scheduled, the United States recognised Guaidó,
    no ceasefire and no licence stood. The last figures before that day decide the other three.
    """
    before = table("trade/bilateral_totals").query("year < 2022")
    stock = table("migration/colombia_stock")
    stock = stock[stock["count_date"] < clock_day()]
    polls = by_id("policy/polls")
    last = {
        "F4": before.sort_values("year")["trade_usd_millions"].iloc[-1] / 1000,
        "F5": stock.sort_values("count_date")["total_persons"].iloc[-1] / 1e6,
        "F8": polls.loc["approval_2022_08", "share_percent"],
    }
    as_it_was = dict.fromkeys(("F1", "F2", "F6", "F7"), 0.0) | {"F3": 1.0}
    found = as_it_was | {name: float(last[name] > line) for name, line in _WANTED.items()}
    return dict(sorted(found.items()))


def cards() -> dict[str, dict[str, float]]:
    """Probabilities by forecaster and question: a shrug, and the base case."""
    return {"shrug": dict.fromkeys(outcomes().index, 0.5), "base case": no_change()}


def board(own: dict[str, float] | None = None) -> pd.DataFrame:
    """Brier scores on the eight questions: `forecaster` and `brier`, the best first."""
    everybody = cards() | ({"own": own} if own else {})
    found = scoreboard(everybody, table("article/resolutions"))
    return found[["forecaster", "brier"]].sort_values("brier", ignore_index=True)


def squares(own: dict[str, float] | None = None) -> pd.DataFrame:
    """The squared misses behind :func:`board`: `forecaster`, `forecast_id`, `came` and `square`, the best first.

    >>> squares().groupby("forecaster")["square"].mean().to_dict()
    {'base case': 0.625, 'shrug': 0.25}
    """
    everybody, came = cards() | ({"own": own} if own else {}), outcomes()
    rows = [
        (who, name, came[name], (everybody[who][name] - came[name]) ** 2)
        for who in board(own)["forecaster"]
        for name in came.index
        if name in everybody[who]
    ]
    return pd.DataFrame(rows, columns=["forecaster", "forecast_id", "came", "square"])


def panel() -> dict[str, float]:
    """Brier scores on one event: the two numbers of the panel, a shrug, and the base case.

    The event: Nicolás Maduro governs in Caracas on 1 January 2020, as he did when the panel was asked.
    """
    stated = by_id("policy/forecasts_2022")["probability_if_stated"]
    chances = {name: float(stated[name]) for name in PANEL} | {"shrug": 0.5, "base case": 1.0}
    return {who: brier([chance], [True]) for who, chance in chances.items()}


def expected_miss(chance: float, said: float, rule: str) -> float:
    """What a forecaster who believes `chance` expects to lose by saying `said`; both from 0 to 1.

    >>> expected_miss(0.7, 0.7, "squared") < expected_miss(0.7, 1.0, "squared")
    True
    >>> expected_miss(0.7, 0.7, "plain") < expected_miss(0.7, 1.0, "plain")
    False
    """
    power = {"squared": 2, "plain": 1}[rule]
    return chance * (1 - said) ** power + (1 - chance) * said**power


@lru_cache(maxsize=1)
def friend() -> float:
    """The Brier score of the made-up card."""
    return brier(list(FRIEND.values()), list(WEATHER))


# Afterwards --------------------------------------------------------------------------------------


def lasted() -> pd.Series:
    """Months from the beginning to the end of what began after the column; NaN where no end is on record."""
    day = by_id("article/events")["date"]
    spells = {name: day.reindex(ends).diff().iloc[1] for name, ends in LASTED.items()}
    return pd.Series(spells).dt.days.div(_MONTH_DAYS).sort_values(ascending=False)


def how_it_ended() -> str:
    """How Maduro's time in office ended by the last event on record: "force" of another state, or not."""
    return "force" if "EV_MADURO_CAPTURED_2026" in by_id("article/events").index else "office"


def statuses() -> pd.Series:
    """The status of each claim today, by claim."""
    from claimlab.lessons import lesson_ids
    from claimlab.lessons.joining import numbers_of  # without words, which quote these very facts

    tests = [one for number in lesson_ids() for one in numbers_of(number)[0].claims.items()]
    return pd.Series({name: test.function()[0].status for name, test in tests})
