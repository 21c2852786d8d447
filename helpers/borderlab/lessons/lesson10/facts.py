"""The numbers that the prose of lesson 10 quotes."""

from __future__ import annotations

from borderlab.lessons.common import published
from borderlab.lessons.lesson10 import numbers as n
from borderlab.models.engagement import (
    annual_saving_usd_millions,
    best_engagement,
    break_even_gap_usd,
    max_concession,
)


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    best = float(best_engagement(n.DEPENDENCE))
    south, aim = n.mmcf("south"), n.mmcf("south", least=False)
    now, lost = n.risks(), n.risks(years_lost=1)
    return {
        "flow_south": south,
        "aim": aim,
        "losses_usd_billions": published("caracas_2019_1"),
        "contract": n.mmcf("contract"),
        "patience": n.PATIENCE,
        "dependence": n.DEPENDENCE,
        "wanted": n.WANTED,
        "worked": float(max_concession(0.8, 1, 0.5)),
        "half": n.buys(0.5),
        "full": n.buys(1.0),
        "best": best,
        "most": n.buys(best),
        "kept_percent": 100 * n.buys(1.0) / n.buys(best),
        "repair": n.price("repair"),
        "upstream": n.UPSTREAM,
        "buyers_patience": n.BUYERS_PATIENCE,
        "piped": n.price("piped"),
        "paid": n.price("paid"),
        "saving_south": float(annual_saving_usd_millions(south, n.GAP_USD)),
        "saving_aim": float(annual_saving_usd_millions(aim, n.GAP_USD)),
        **{f"risk_{deal}": now[deal] for deal in ("south_repair", "aim_repair", "aim_upstream")},
        "lost_south": lost["south_repair"],
        "lost_aim": lost["aim_repair"],
        "gap_at_even_odds": float(break_even_gap_usd(south, n.price("repair"), 0.5)),
        "given": len(n.given()),
        **{
            f"by_{rule}": int(n.is_conditional(rule).sum())
            for rule in ("return", "undone", "rights")
        },
    }
