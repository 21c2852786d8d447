"""What lesson 03 asks: right answers, the mistakes that many make, predictions, goals, quiz."""

from __future__ import annotations

import numpy as np

from borderlab.lessons.common import published
from borderlab.lessons.lesson03 import numbers, people
from borderlab.lessons.lesson03.garden import panel, parade
from borderlab.models.inference import did2x2
from claimlab.lessons.declare import Chart, exercise, goal, prediction, question
from claimlab.lessons.tables import table

DRAWN = tuple(range(2014, 2020))  # years of the oil


def _neighbours(year: int) -> tuple[float, float]:
    return tuple(panel().loc[year, ["VEN", "COL"]].astype(float))


@exercise("E03.1", rtol=2e-3)
def fall_counted_to_2018():
    imports = numbers.curves()["imports"]
    yield numbers.past_percent("imports", until=2018)
    yield "other-end", numbers.past_percent("imports")
    yield "too-late", numbers.past_percent("imports", by=2017, until=2018)
    yield "of-the-start", float(100 - imports[2016])
    yield "what-was-left", 100 - numbers.past_percent("imports", until=2018)


@exercise("E03.2", rtol=1e-3)
def difference_in_differences():
    (ven_0, col_0), (ven_1, col_1) = _neighbours(2016), _neighbours(2018)
    yield did2x2(ven_0, ven_1, col_0, col_1)
    yield "before-after", ven_1 - ven_0
    yield "after-only", ven_1 - col_1
    yield "sign", -did2x2(ven_0, ven_1, col_0, col_1)
    yield "added", (ven_1 - ven_0) + (col_1 - col_0)


@exercise("E03.3", rtol=2e-3)
def difference_in_logs():
    (ven_0, col_0), (ven_1, col_1) = _neighbours(2016), _neighbours(2018)
    points = did2x2(ven_0, ven_1, col_0, col_1, logs=True)
    yield 100 * float(np.expm1(points))
    yield "log-points", 100 * points
    yield "before-after", 100 * (ven_1 / ven_0 - 1)
    yield "what-is-left", 100 * float(np.exp(points))
    yield "levels", 100 * did2x2(ven_0, ven_1, col_0, col_1) / ven_0


@exercise("E03.4", rtol=5e-3)
def one_scale():
    share, fall = published("anova_2021_5"), published("anova_2021_4")
    jump, bend = published("anova_2021_1"), published("anova_2021_3")
    yield numbers.anova_on_our_scale()
    yield "the-jump", jump
    yield "jump-and-slope", jump + 28 * bend
    yield "the-rest", (100 - share) / 100 * fall
    yield "other-study", published("rodriguez_2019_1")


@exercise("E03.5", rtol=1e-2)
def rank_as_a_probability():
    units = len(parade().table)
    yield 1 / units
    yield "itself-left-out", 1 / (units - 1)
    yield "nobody", 0.0
    yield "upside-down", float(units)


BLOCKS = {
    "loop": "for country in countries:",
    "pool": "    donors = [c for c in countries if c not in (country, 'VEN')]",
    "loose pool": "    donors = [c for c in countries if c != country]",
    "fit": "    gap = synth(panel, country, 2018, donors).path['gap']",
    "ratio": "    ratios[country] = rmspe_ratio(gap, 2018)",
    "mean": "    ratios[country] = gap.mean()",
    "rank": "rank = sum(ratio >= ratios['VEN'] for ratio in ratios.values())",
}


@exercise("E03.6", kind="order", blocks=BLOCKS, optional=True)
def placebo_loop():
    yield ["loop", "pool", "fit", "ratio", "rank"]
    yield "two-strangers", {"loose pool", "mean"}
    yield "treated-donor", {"loose pool"}
    yield "no-yardstick", {"mean"}
    yield "fit-too-early", ["loop", "fit", "pool", "ratio", "rank"]


@exercise("E03.7", kind="chart")
def three_counters():
    rows = table("sanctions/oil_sources").query("year >= 2010")
    yield Chart(rows, "year", "crude_kbd", by="owner", kinds=("line",))
    yield "one-owner", Chart(rows.query("source_key == 'eia'"), "year", "crude_kbd")
    yield "averaged", Chart(rows, "year", "crude_kbd", aggregate="mean")


@prediction("P03.1", low=0, high=100, step=5)
def imports_gone_before():
    return numbers.past_percent("imports")


@prediction(
    "P03.2", kind="curve", low=0, high=130, step=1, points=DRAWN, known=lambda: {2013: 100.0}
)
def oil_drawn():
    return [round(float(numbers.curves()["oil"][year]), 1) for year in DRAWN]


@prediction("P03.4", low=0, high=27, step=1)
def countries_before_venezuela():
    return int(parade().table.loc["VEN", "rank"]) - 1


@prediction("P03.5", low=0, high=20, step=0.5)
def growth_of_2022():
    return None


# Of people who go hungry and of children who died: read, never played.
@prediction("P03.6", low=0, high=100, step=5, pooled=False)
def hunger_risen_before():
    return numbers.over_percent(people.of_venezuela(people.HUNGER))


@prediction("P03.7", kind="choice", pooled=False)
def what_the_flat_years_say():
    return "nothing" if len(people.carried_forward()) > 2 else "stopped"


@goal("G03.2")
def signed_by_both(frame, **choices):
    now = frame[frame["is_now"]].iloc[-1]
    low, high = numbers.printed().values()
    signed = now["passes"] == 3 and low <= now["estimate"] <= high
    tried = int(frame["passes"].notna().sum())  # the others have passed or failed nothing yet
    return bool(signed) and {"loss": f"{-now['estimate']:,.0f}", "tried": tried}


@goal("G03.3")
def a_false_date(frame, donors, first, start):
    ours = frame[frame["iso3"] == "VEN"].iloc[0]
    return bool(start < 2017 and ours["rank"] == 1) and {"units": int(ours["units"])}


@goal("G03.4")
def back_within_ten_years(frame, growth_percent):
    return bool(frame["years_back"].iloc[0] <= 10)


question("Q03.1", right="trends")
question("Q03.2", right="cause")
question("Q03.3", right="curve")
