"""How lesson 02 tests the claims that it judges."""

from __future__ import annotations

from borderlab.lessons.common import customs
from borderlab.lessons.lesson02 import numbers
from claimlab.lessons.declare import claim
from claimlab.lessons.judged import Finding, judged


@claim("C72")
def revival_welcome():
    return judged("C72"), {
        "colombia": round(numbers.loss_percent("Colombia"), 2),
        "venezuela": round(numbers.loss_percent("Venezuela"), 2),
        "cucuta_only": round(numbers.loss_percent("Colombia", stopped="cucuta"), 2),
        "norte": round(numbers.norte_loss_percent(), 1),
        "norte_by_people": round(numbers.norte_loss_percent(size=numbers.NORTE_PEOPLE), 1),
        "norte_gain": round(-numbers.norte_loss_percent(share=0.0), 1),
        **{f"central_bank_{what}": value for what, value in numbers.central_bank().items()},
        "not_computed": "revival",
    }


@claim("C06")
def conduit():
    half_2014 = ("2014-01", "2014-06")
    offices = [
        customs("2024-01", "2024-12", scope=f"{office}_customs")
        for office in ("cucuta", "maicao", "cartagena")
    ]
    early = customs("2009-01", "2009-07")
    share_2014 = 100 * customs(*half_2014) / customs(*half_2014, scope="all")
    # The column speaks of the trade at its height: an office's share of 2014 is beside the point.
    found = [Finding("trade_press", True, "2010"), Finding("offices_2014", None)]
    return judged("C06", found), {
        "exports_2009": early,
        "least_share_2009": round(100 * early / numbers.sold_m(2009)),
        "share_2014": round(share_2014, 1),
        "share_of_offices_2024": round(100 * offices[0] / sum(offices), 1),
    }


@claim("C10")
def talked_about():
    evidence = {}
    for year in (2008, 2012):
        ours, median, place, flows = numbers.place_in_south_america(year)
        evidence |= {
            f"intensity_{year}": round(ours, 1),
            f"place_{year}": place,
            f"flows_{year}": flows,
            f"median_{year}": round(median, 1),
        }
    found = [
        Finding("intensity_2008", evidence["intensity_2008"] > evidence["median_2008"]),
        Finding("intensity_2012", None),  # after politics, says the column, had killed the trade
        Finding("central_bank", False, "2010"),
    ]
    return judged("C10", found), evidence
