"""The numbers of lesson 10, computed once: what answers, facts, claims and pictures share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderlab.models.engagement import (
    annual_saving_usd_millions,
    break_even_risk,
    carrot_curve,
    dependent_concession,
)
from claimlab.lessons.tables import by_id, table

PATIENCE, DEPENDENCE = 0.8, 0.8  # of the carrots
GAP_USD, BUYERS_PATIENCE, UPSTREAM = 5.0, 0.9, 1500.0  # of the pipeline: assumptions
WANTED = 0.3  # the concession of the exercise on patience
STEPS = {  # of the plate: first and last month, what the number is
    "start": ("2008-01", "2008-12", "flow"),
    "before": ("2009-10", "2009-10", "flow"),
    "cut": ("2009-10", "2009-11", "flow"),
    "height": ("2011-01", "2011-12", "flow"),
    "stopped": ("2014-05", "2015-02", "flow"),
    "last": ("2015-05", "2015-05", "flow"),
    "south": ("2016-01", "2016-01", "plan"),
}
STATEMENTS = {
    "planned": ("2007-10-12", "2007-10-12", "plan"),
    "average": ("2008-01", "2014-12", "flow"),
    "contract": ("2011-12", "2014-06", "contract"),
    "last_contract": ("2015-06", "2015-06", "contract"),
}
PAIRS = {  # what was promised, beside what flowed; a plan that never started flowed with nothing
    "2008": ("planned", "start"),
    "2008 to 2014": ("planned", "average"),
    "May 2014": ("contract", "stopped"),
    "May 2015": ("last_contract", "last"),
    "January 2016": ("south", None),
}
RULES = {"return": "names_a_return", "undone": "can_be_undone", "rights": "asks_for_rights"}


def mmcf(name: str, least: bool = True) -> int:
    """What one row of the timeline says, in million cubic feet a day; of two plans the smaller or the larger."""
    start, end, kind = (STEPS | STATEMENTS)[name]
    rows = _rows(name)["flow_mmcf_per_day"]
    return int(rows.min() if least else rows.max())


def _rows(name: str) -> pd.DataFrame:
    start, end, kind = (STEPS | STATEMENTS)[name]
    asked = "period_start == @start and period_end == @end and kind == @kind"
    return table("security/energy_timeline").query(asked)


def said_by(name: str) -> str:
    """Whose statement a step of the plate is.

    >>> said_by("before")
    'Ecopetrol spokeswoman'
    """
    return _rows(name).sort_values("flow_mmcf_per_day")["owner"].iloc[0]


def span(name: str) -> tuple[str, str]:
    """First and last day of a step; October 2009 ends, and November begins, with the cut of that month's end.

    >>> span("before"), span("cut"), span("height")
    (('2009-10-01', '2009-10-31'), ('2009-11-01', '2009-11-30'), ('2011-01-01', '2011-12-31'))
    """
    start, end, _kind = STEPS[name]
    first = end if name == "cut" else start  # the flow of before the cut has October
    last = pd.Period(end, "M").end_time
    return f"{first}-01", f"{last:%Y-%m-%d}"


def promised_and_flowed() -> pd.DataFrame:
    """What was promised and what flowed at five dates, as a long frame: ``when``, ``which``, ``mmcf_per_day``.

    >>> promised_and_flowed().query("when == 'May 2015'")["mmcf_per_day"].tolist()
    [50, 20]
    """
    rows = [
        (when, which, mmcf(name) if name else 0)
        for when, pair in PAIRS.items()
        for which, name in zip(("promised", "flowed"), pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["when", "which", "mmcf_per_day"])


def price(price_id: str) -> float:
    """A figure on gas that the press printed in 2024."""
    return float(by_id("security/energy_prices").loc[price_id, "value"])


def buys(engagement: float, dependence: float = DEPENDENCE) -> float:
    """The concession that a level of engagement buys, all of it conditional."""
    return float(dependent_concession(engagement, dependence, PATIENCE))


def offers(engagement: float, unconditional: float, dependence: float) -> pd.DataFrame:
    """What one offer buys, and the whole curve of offers.

    Returns
    -------
    DataFrame
        ``engagement``, ``concession``, ``is_now``: true in the one row of the offer itself.
    """
    curve = carrot_curve(unconditional, dependence, PATIENCE)
    now = curve[np.isclose(curve["engagement"], engagement)]
    return pd.concat([now.assign(is_now=True), curve.assign(is_now=False)], ignore_index=True)


def deals() -> dict[str, tuple[int, float]]:
    """Four deals: million cubic feet a day, and what it costs first, US$ millions."""
    volumes = {"south": mmcf("south"), "aim": mmcf("south", least=False)}
    costs = {"repair": price("repair"), "upstream": UPSTREAM}
    return {f"{v}_{c}": (volumes[v], costs[c]) for c in costs for v in volumes}


def risks(years_lost: float = 0.0) -> dict[str, float]:
    """The yearly risk, in per cent, up to which each of four deals pays; 0 where it never pays.

    A shut-off can also cost some years of saving.
    """
    found = {}
    for deal, (volume, cost) in deals().items():
        saving = annual_saving_usd_millions(volume, GAP_USD)
        risk = 100 * float(break_even_risk(saving, cost, BUYERS_PATIENCE, years_lost))
        found[deal] = 0.0 if np.isnan(risk) else risk
    return found


def acts() -> pd.DataFrame:
    """Acts and statements of 2022 by id."""
    return by_id("policy/acts")


def given() -> pd.DataFrame:
    """What Bogotá gave or offered to Caracas before the column, by a short name."""
    rows = acts().query("is_given_by_bogota").sort_values("date", kind="stable")
    return rows.set_axis(rows.index.str.removeprefix("ACT_").str.lower(), axis=0)


def is_conditional(rule: str) -> pd.Series:
    """Whether each of these acts is conditional under one of three rules."""
    return given()[RULES[rule]].astype(bool)
