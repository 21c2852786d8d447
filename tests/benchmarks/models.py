"""How long the trade models take: python tests/benchmarks/models.py

The bar: what a slider computes in lesson 02 within 15 ms, an equilibrium of 70 countries within 50 ms.
"""

from __future__ import annotations

import time
from statistics import median

import numpy as np

from borderlab import load
from borderlab.lessons.common import SOUTH_AMERICA
from borderlab.lessons.lesson02.bridge import close_the_bridge, diverted_trade
from borderlab.lessons.lesson02.numbers import AMERICAS
from borderlab.lessons.lesson02.trust import trust_checks
from borderlab.models.equilibrium import close_border, ge_hat, square
from borderlab.models.gravity import gravity_ols, gravity_ppml, log_or_not, pair_breaks


def milliseconds(call, repeats: int = 15) -> tuple[float, float]:
    """Time of the first call, and the median of the others."""
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return times[0], median(times[1:])


def main() -> None:
    base, world, panel = (
        load("trade/ge_base"),
        load("trade/gravity_2006"),
        load("trade/gravity_panel"),
    )
    flows = square(base, "2006")
    rng = np.random.default_rng(70)
    many = rng.lognormal(0, 2, (70, 70)) + np.diag(rng.lognormal(6, 1, 70))
    beta = rng.normal(0, 0.5, (70, 70))
    sizes = ["distance_weighted_km", "exporter_gdp_usd_millions", "importer_gdp_usd_millions"]
    near, sides = (
        ["contiguity", "common_official_language", "rta"],
        ["exporter_iso3", "importer_iso3"],
    )
    calls = {
        "slider: close the bridge, 2006": lambda: close_the_bridge(base),
        "slider: close the bridge, Norte apart": lambda: close_the_bridge(
            base, "2006_norte", cut_percent=99.0, theta=2.0
        ),
        "slider: diverted trade": lambda: diverted_trade(base),
        "log or not": lambda: log_or_not(),
        "trust checks, nothing broken": lambda: trust_checks(flows),
        "trust checks, prices broken": lambda: trust_checks(flows, broken="prices"),
        "ge_hat, 6 regions": lambda: ge_hat(
            flows, close_border(flows.index, ["Colombia"], ["Venezuela"])
        ),
        "ge_hat, 70 countries": lambda: ge_hat(many, beta),
        "OLS, 22,588 pairs": lambda: gravity_ols(world, in_logs=sizes, as_is=near),
        "PPML, 22,588 pairs": lambda: gravity_ppml(world, in_logs=sizes, as_is=near),
        "PPML, 22,588 pairs, two-way": lambda: gravity_ppml(
            world, in_logs=sizes[:1], as_is=near, fixed_effects=sides
        ),
        "PPML, 3,565 rows, three-way, 38 steps": lambda: pair_breaks(
            panel, 2012, AMERICAS, SOUTH_AMERICA
        ),
    }
    print(f"{'':40} first ms  median ms")
    for name, call in calls.items():
        first, usual = milliseconds(call, 3 if "PPML" in name else 15)
        print(f"{name:40} {first:8.1f}  {usual:9.1f}")


if __name__ == "__main__":
    main()
