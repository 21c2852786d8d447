"""Printed and ours: the numbers of published papers, beside what the kit finds.

The tables of ``data/replications`` hold what is printed, with its precision, and why ours differs.
Here stands how ours is made, a function a paper. Where the data of a paper may not be shipped, ours
was made before and stands in a table too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from claimlab.data import load
from claimlab.errors import KitError, nearest
from claimlab.i18n import _

__all__ = ["papers", "replicate", "replicated"]

PRINTED = "replications/printed"


def _rows(found: Mapping[str, float]) -> pd.DataFrame:
    """What is printed of the numbers in `found`, by their ids in the table of printed numbers."""
    rows = load(PRINTED).set_index("printed_id").loc[list(found)]
    return rows.assign(ours=list(found.values()))


def _log_of_gravity() -> pd.DataFrame:
    rows = load("trade/log_of_gravity_results")
    names = rows["variable"] + ", " + rows["estimator"] + ", " + rows["sample"]
    return pd.DataFrame({"quantity": names, "printed": rows["published"], "ours": rows["ours"]})


def _trade_guide() -> pd.DataFrame:
    from borderlab.models.gravity import gravity_ols, gravity_ppml

    flow, distance = "trade_usd_millions", "distance_weighted_km"
    rows = load("trade/guide_1986_2006")
    seller, buyer = rows["exporter_iso3"], rows["importer_iso3"]

    def sum_by(values, *keys):
        return values.groupby([*keys, rows["year"]]).transform("sum")

    rows["output"], rows["spending"] = sum_by(rows[flow], seller), sum_by(rows[flow], buyer)
    world = sum_by(rows[flow])
    rows["seller_remoteness"] = sum_by(rows[distance] * world / rows["spending"], seller)
    rows["buyer_remoteness"] = sum_by(rows[distance] * world / rows["output"], buyer)
    rows["pair"] = seller.where(seller < buyer, buyer) + buyer.where(seller < buyer, seller)
    borders = [f"border_{year}" for year in sorted(rows["year"].unique())[:-1]]
    for name in borders:
        rows[name] = ((seller != buyer) & (rows["year"] == int(name[-4:]))).astype(int)
    abroad = rows[seller != buyer]

    countries = ["exporter_iso3^year", "importer_iso3^year"]
    ties, sizes = ["contiguity", "common_language", "colonial_tie"], ["output", "spending"]
    remoteness, lags = ["seller_remoteness", "buyer_remoteness"], ["rta_lag4", "rta_lag8", "rta_lag12"]  # fmt: skip
    levels = partial(gravity_ppml, tolerance=1e-6)  # for four digits, in half the time
    fixed = {"in_logs": [distance], "as_is": ties, "fixed_effects": countries}
    agreed = {**fixed, "as_is": [*ties, "rta"]}
    paired = {"data": rows, "fixed_effects": [*countries, "pair"]}
    fits = {
        "plain": (gravity_ols, {"in_logs": [distance, *sizes], "as_is": ties}),
        "remote": (gravity_ols, {"in_logs": [distance, *sizes, *remoteness], "as_is": ties}),
        "fixed_ols": (gravity_ols, fixed),
        "fixed_ppml": (levels, fixed),
        "agreement_ols": (gravity_ols, agreed),
        "agreement_ppml": (levels, agreed),
        "pairs": (levels, {**paired, "as_is": ["rta"]}),
        "lead": (levels, {**paired, "as_is": ["rta", "rta_lead4"]}),
        "lags": (levels, {**paired, "as_is": ["rta", *lags]}),
        "borders": (levels, {**paired, "as_is": ["rta", *lags, *borders]}),
    }
    found = {
        f"guide_{key}_{variable.lower()}": coefficient
        for key, (estimate, options) in fits.items()
        for variable, coefficient in estimate(flow=flow, **{"data": abroad, **options})
        .coefficients["coefficient"]
        .items()
    }
    printed = load(PRINTED).query("replication_id == 'trade_guide'")["printed_id"]
    return _rows({name: found[name] for name in printed})  # not every coefficient is printed


def _anova() -> pd.DataFrame:
    from borderlab.models.inference import its

    printed = load("sanctions/published_estimates").set_index("estimate_id")
    first, last = printed.loc["anova_2021_1", "window"].split(" to ")
    start = printed.loc["anova_2021_2", "window"]
    oil = load("sanctions/oil_monthly").set_index("month")["crude_kbd"]
    fit = its(oil[first:last], start)
    jump, slope_change = fit.coefficients.loc[["jump", "slope_change"], "estimate"]
    then, fall = oil[f"{start}-01"], oil[f"{last}-01"] - oil[f"{start}-01"]
    rows = _rows(
        {
            "anova_2021_1": jump,
            "anova_2021_2": 100 * jump / then,
            "anova_2021_3": slope_change,
            "anova_2021_4": fall,
            "anova_2021_5": 100 * fit.effect.iloc[-1] / fall,
        }
    )
    return rows.assign(printed=printed["value"])


def _basque() -> pd.DataFrame:
    rows = load(PRINTED).query("replication_id == 'basque'")
    return rows.assign(ours=rows["recorded"])


def _drezner() -> pd.DataFrame:
    by = load("sanctions/drezner_2003").pivot(
        index="stage", columns="outcome", values="cases_count"
    )
    yielded, cases = by["significant_concessions"], by.sum(axis=1)
    ties = load("sanctions/ties_counts").query("outcome != 'unknown'")
    ties = ties.assign(yielded_count=ties["cases_count"] * ties["is_success_strict"])
    sums = ties.groupby("stage")[["yielded_count", "cases_count"]].sum()
    again = 100 * sums["yielded_count"] / sums["cases_count"]
    return _rows(
        {
            "drezner_unseen": 100 * yielded["threat"] / cases["threat"],
            "drezner_imposed": 100 * yielded["imposed"] / cases["imposed"],
            "drezner_all": 100 * yielded.sum() / cases.sum(),
            "drezner_ties_unseen": again["threat_only"],
            "drezner_ties_imposed": again["threat_then_imposed"],
        }
    )


def _granovetter() -> pd.DataFrame:
    from borderlab.models.cascade import cascade, cobweb, critical_spread

    mean, everybody = 0.25, list(range(100))
    spread, share = critical_spread(mean)
    return _rows(
        {
            "granovetter_all": cascade(everybody)[-1],
            "granovetter_one": cascade([0, 2, *everybody[2:]])[-1],
            "granovetter_spread": 100 * spread,
            "granovetter_before": 100 * share,
            "granovetter_after": 100 * cobweb(mean, 1.001 * spread)[-1],
        }
    )


def _power_laws() -> pd.DataFrame:
    fits = load("security/power_law_published")
    place = fits["unit"] + ", " + fits["period"]
    kinds = {
        "exponent": ("printed_exponent", "our_exponent", pd.NA, None),
        "cut-off": ("printed_cutoff_deaths", "our_cutoff_deaths", 0, fits["why"]),
    }
    parts = [
        pd.DataFrame({"quantity": kind + ", " + place, "printed": fits[printed], "ours": fits[ours]})
        .assign(printed_digits=digits, why=why)
        for kind, (printed, ours, digits, why) in kinds.items()
    ]  # fmt: skip
    return pd.concat(parts)


def _ishigami() -> pd.DataFrame:
    from borderlab.models.sensitivity import variance_shares

    def test_function(points):
        x, y, z = np.pi * (2 * points - 1)
        return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)

    found = variance_shares(test_function, ["1", "2", "3"], base=2**17)
    return _rows(
        {f"ishigami_{kind}_{i}": found.loc[i, kind] for kind in found for i in found.index}
    )


MADE: dict[str, Callable[[], pd.DataFrame]] = {
    "log_of_gravity": _log_of_gravity,
    "trade_guide": _trade_guide,
    "anova": _anova,
    "basque": _basque,
    "drezner": _drezner,
    "granovetter": _granovetter,
    "power_laws": _power_laws,
    "ishigami": _ishigami,
}


def papers() -> pd.DataFrame:
    """The papers whose numbers the kit makes again, by the short name of the replication.

    Returns
    -------
    DataFrame, indexed by replication
        The table ``replications/papers``.

    >>> papers().loc["drezner", "lesson_id"]
    '04'
    """
    return load("replications/papers").set_index("replication_id").loc[list(MADE)]


def replicate(name: str) -> pd.DataFrame:
    """Each number that a paper prints, beside ours.

    Parameters
    ----------
    name : str
        Short name of a replication, a label of :func:`papers`.

    Returns
    -------
    DataFrame
        `paper`, `quantity`, `printed`, `printed_digits`, `ours`, `met` (ours differs by at most half
        of the last printed digit) and `why` (where it does not; else blank).

    Raises
    ------
    KitError
        for another name.

    >>> replicate("drezner")[["printed", "ours", "met"]].round(1).head(2).values.tolist()
    [[56.3, 56.3, True], [33.3, 33.3, True]]
    """
    if name not in MADE:
        raise KitError(
            _("There is no replication '{name}': {nearest}").format(
                name=name, nearest=nearest(name, MADE)
            )
        )
    paper, rows = papers().loc[name], MADE[name]().reset_index(drop=True)
    digits = rows.get("printed_digits", pd.Series(pd.NA, rows.index)).astype("Int64")
    digits = digits.fillna(paper["printed_digits"]).astype(int)
    ours, printed = rows["ours"].astype(float), rows["printed"].astype(float)
    half = 0.5 * 10.0**-digits
    frame = {"paper": paper["paper"], "quantity": rows["quantity"], "printed": printed}
    frame |= {"printed_digits": digits, "ours": ours}
    # A hair of room, since 0.5615 is less than half a digit from 0.562 only on paper.
    frame |= {"met": (ours - printed).abs() <= half * (1 + 1e-9), "why": rows.get("why")}
    return pd.DataFrame(frame, index=rows.index)


def replicated(lesson: str) -> dict[str, int]:
    """The facts of a lesson on the papers it rests on: how many printed numbers are met, of how many.

    Parameters
    ----------
    lesson : str
        Its two digits.

    >>> replicated("02")
    {'replicated_met': 45, 'replicated_all': 45}
    """
    theirs = papers().query("lesson_id == @lesson").index
    met = pd.concat(replicate(name)["met"] for name in theirs)
    return {"replicated_met": int(met.sum()), "replicated_all": len(met)}
