"""The numbers that the prose of lesson 10 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson10.numbers import (
    BUYERS_PATIENCE,
    DEPENDENCE,
    GAP_USD,
    PATIENCE,
    UPSTREAM,
    WANTED,
    buys,
    given,
    is_conditional,
    mmcf,
    price,
    risks,
)
from borderlab.models.engagement import (
    annual_saving_usd_millions,
    best_engagement,
    break_even_gap_usd,
    max_concession,
)
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    estimates = table("sanctions/published_estimates").set_index("estimate_id")
    best = float(best_engagement(DEPENDENCE))
    south, aim = mmcf("south"), mmcf("south", least=False)
    now, lost = risks(), risks(years_lost=1)
    return {
        "flow_south": south,
        "aim": aim,
        "losses_usd_billions": estimates.loc["caracas_2019_1", "value"],
        "contract": mmcf("contract"),
        "patience": PATIENCE,
        "dependence": DEPENDENCE,
        "wanted": WANTED,
        "worked": float(max_concession(0.8, 1, 0.5)),
        "half": buys(0.5),
        "full": buys(1.0),
        "best": best,
        "most": buys(best),
        "kept_percent": 100 * buys(1.0) / buys(best),
        "repair": price("repair"),
        "upstream": UPSTREAM,
        "buyers_patience": BUYERS_PATIENCE,
        "piped": price("piped"),
        "paid": price("paid"),
        "saving_south": float(annual_saving_usd_millions(south, GAP_USD)),
        "saving_aim": float(annual_saving_usd_millions(aim, GAP_USD)),
        **{f"risk_{deal}": now[deal] for deal in ("south_repair", "aim_repair", "aim_upstream")},
        "lost_south": lost["south_repair"],
        "lost_aim": lost["aim_repair"],
        "gap_at_even_odds": float(break_even_gap_usd(south, price("repair"), 0.5)),
        "given": len(given()),
        **{
            f"by_{rule}": int(is_conditional(rule).sum()) for rule in ("return", "undone", "rights")
        },
    }
