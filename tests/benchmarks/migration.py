"""How long the migration models take: python tests/benchmarks/migration.py

The bar: what a slider computes within 20 ms, gravity for 23,256 pairs with both sets of effects within 3 s.
"""

from __future__ import annotations

from functools import partial

import pandas as pd
from models import milliseconds

from borderlab import load
from borderlab.models.forecasts import rolling_bands
from borderlab.models.labour import labour
from borderlab.models.migration import migration_ppml, with_stocks
from borderlab.models.places import (
    choose_department,
    choose_host,
    department_rows,
)
from borderlab.models.stocks import stock_flow


def main() -> None:
    world = with_stocks(load("migration/gravity_world"))
    leavers = world[world["origin_iso3"] == "VEN"]
    rows, _ = department_rows(load("migration/departments"), load("migration/department_stocks"))
    stock = load("migration/colombia_stock")
    years = pd.Series(stock["total_persons"].to_numpy(), range(len(stock)))
    calls = {
        "slider: stock and flow": partial(stock_flow, 2_896_748, 54_950, 0.03, T=20),
        "slider: where would you go, hosts": partial(choose_host, leavers, 0.9, 1.2, 2.0),
        "slider: where would you go, departments": partial(choose_department, rows, 1.2, 0.6),
        "slider: permit bench": labour,
        "menu: forecast bands": partial(rolling_bands, years, 2),
        "fit: gravity, 23,256 pairs": partial(migration_ppml, world),
        "fit: gravity with the diaspora": partial(migration_ppml, world, stocks=["log_diaspora"]),
    }
    print(f"{'':40} first ms  median ms")
    for name, call in calls.items():
        first, usual = milliseconds(call, 5)
        print(f"{name:40} {first:8.1f}  {usual:9.1f}")


if __name__ == "__main__":
    main()
