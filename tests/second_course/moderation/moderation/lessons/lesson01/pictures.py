"""The pictures of lesson 01: a table, how it is shown, and the controls that move it."""

from __future__ import annotations

import pandas as pd

from claimlab.teaching.picturing import picture
from claimlab.views import Bars, Dots
from moderation.lessons.lesson01.answers import CUT, LAST, falling, quarters

QUARTERS = "economy/quarters"


@picture(Dots, "era", "fell_count", missing=False, tables=(QUARTERS,))
def plate_01(said):
    """One dot a quarter in which output fell, before and after the cut."""
    counts = falling().reset_index(names="era")
    return counts.assign(era=[said[era].format(year=CUT, last=LAST) for era in counts["era"]])


@picture(
    Bars,
    "era",
    "spread_points",
    tables=(QUARTERS,),
    goal="G01.1",
    reveals="P01.1",
    cut=(1965, 1999),
)
def two_spreads(said, cut=1970):
    """The spread of growth before and from a year of one's own."""
    known = quarters()
    is_after = known["year"] >= cut
    spreads = [
        known.loc[~is_after, "growth_percent"].std(),
        known.loc[is_after, "growth_percent"].std(),
    ]
    return pd.DataFrame(
        {
            "era": [said[era].format(year=cut, last=LAST) for era in ("before", "after")],
            "spread_points": spreads,
        }
    )
