"""Gravity for people: who moves where, and what a fit from before a crisis leaves unexplained.

Where people live against where a model would put them stands in :mod:`borderlab.models.places`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borderlab.models.gravity import GravityFit, gravity_ppml
from claimlab.errors import KitError

__all__ = [
    "LINKS",
    "crisis_residual",
    "leave_one_out",
    "migration_ppml",
    "one_origin_ppml",
    "with_stocks",
]

PAIR = ("origin_iso3", "destination_iso3")
LINKS = ("contiguity", "common_official_language", "colonial_link")


def with_stocks(world: pd.DataFrame, year: int = 2010) -> pd.DataFrame:
    """Add the two stocks that draw people: those already there, and those who may return.

    Parameters
    ----------
    world : DataFrame
        The table ``migration/gravity_world``.
    year : int
        2010 or 2015.

    Returns
    -------
    DataFrame
        `world` with `log_diaspora` (ln of 1 + people from the origin in the destination) and
        `log_returnable` (ln of 1 + people from the destination in the origin).

    >>> from borderlab import load
    >>> row = with_stocks(load("migration/gravity_world")).query("origin_iso3 == 'VEN' and destination_iso3 == 'COL'")
    >>> np.expm1(row[["log_diaspora", "log_returnable"]]).round().astype(int).values.tolist()
    [[45692, 929944]]
    """
    column = f"stock_{year}_persons"
    if column not in world:
        raise KitError(f"There is no stock of {year} in this table: choose 2010 or 2015.")
    there = world.set_index(list(PAIR))[column]
    mirror = pd.MultiIndex.from_arrays([world["destination_iso3"], world["origin_iso3"]])
    return world.assign(
        log_diaspora=np.log1p(world[column]),
        log_returnable=np.log1p(there.reindex(mirror).to_numpy()),
    )


def migration_ppml(
    world: pd.DataFrame,
    flow: str = "flow_2010_2015_persons",
    stocks: Sequence[str] = (),
    links: Sequence[str] = LINKS,
    distance: bool = True,
    tolerance: float = 1e-8,
) -> GravityFit:
    """Gravity for people by PPML, with an effect for each origin and each destination; zeros stay in.

    ``M_ij = exp(a_i + b_j + beta ln d_ij + links + stocks) * error``

    Parameters
    ----------
    world : DataFrame
        The table ``migration/gravity_world``, after :func:`with_stocks` if `stocks` are used.
    flow : str
        The flow to explain.
    stocks : sequence of str
        ``"log_diaspora"``, ``"log_returnable"``, both or none.
    links : sequence of str
        Dummies of the pair.
    distance : bool
        Whether the distance is used.
    tolerance : float
        As in :func:`borderlab.models.gravity.gravity_ppml`.

    Returns
    -------
    GravityFit
        Standard errors are robust to heteroskedasticity (clustered by ordered pair).

    Source: Beine, Docquier and Ozden (2011) for the diaspora; Santos Silva and Tenreyro (2006) for
    the estimator. That flows are estimated from stocks makes the diaspora's part too easy.

    >>> from borderlab import load
    >>> fit = migration_ppml(with_stocks(load("migration/gravity_world")), stocks=["log_diaspora"])
    >>> round(fit["log_distance_km"], 2), round(fit["log_diaspora"], 2)
    (-0.25, 0.49)
    """
    near = ["distance_km"] if distance else []
    return gravity_ppml(
        world, flow, near, [*links, *stocks], fixed_effects=PAIR, cluster=PAIR, tolerance=tolerance
    )


def one_origin_ppml(
    world: pd.DataFrame,
    origin: str = "VEN",
    flow: str = "flow_2010_2015_persons",
    leave_out: Sequence[str] = (),
) -> GravityFit:
    """Gravity over the hosts of one origin: a trap, kept to be shown.

    A few dozen hosts carry the few coefficients, and one large host can turn the sign of one.

    Parameters
    ----------
    world : DataFrame
        As in :func:`migration_ppml`, after :func:`with_stocks`.
    origin, flow : str
        Where people leave, and the flow.
    leave_out : sequence of str
        Hosts to drop.

    Returns
    -------
    GravityFit
        Distance, contiguity, language and diaspora; robust standard errors.

    >>> from borderlab import load
    >>> world = with_stocks(load("migration/gravity_world"))
    >>> one_origin_ppml(world).observations
    152
    """
    hosts = world[(world["origin_iso3"] == origin) & ~world["destination_iso3"].isin(leave_out)]
    return gravity_ppml(
        hosts,
        flow,
        ["distance_km"],
        ["contiguity", "common_official_language", "log_diaspora"],
        cluster=(),
    )


def leave_one_out(world: pd.DataFrame, hosts: Sequence[str], **options) -> pd.DataFrame:
    """The coefficients of :func:`one_origin_ppml` with all hosts, and without each of some.

    Parameters
    ----------
    world : DataFrame
        As in :func:`one_origin_ppml`.
    hosts : sequence of str
        Hosts to drop, one at a time.
    **options : str
        `origin` and `flow`, passed on.

    Returns
    -------
    DataFrame
        `left_out` (``"none"`` first) and one column a variable.

    >>> from borderlab import load
    >>> found = leave_one_out(with_stocks(load("migration/gravity_world")), ["COL"])
    >>> found["left_out"].tolist(), bool(found["contiguity"].prod() < 0)
    (['none', 'COL'], True)
    """
    fits = {"none": one_origin_ppml(world, **options)}
    fits |= {host: one_origin_ppml(world, leave_out=[host], **options) for host in hosts}
    rows = [
        {"left_out": name, **fit.coefficients["coefficient"].drop("Intercept")}
        for name, fit in fits.items()
    ]
    return pd.DataFrame(rows)


def crisis_residual(
    world: pd.DataFrame,
    fit: GravityFit,
    by_kind: pd.DataFrame,
    origin: str = "VEN",
    destination: str = "COL",
    flow: str = "flow_2010_2015_persons",
) -> pd.DataFrame:
    """What came against what a fit expected, with returns taken apart.

    A return is a move back to the country of birth. The fit explains all moves together, because
    only these are estimated for the whole world; returns are therefore shown, not modelled.

    Parameters
    ----------
    world, fit : DataFrame, GravityFit
        The rows and a fit from :func:`migration_ppml`; one made before the crisis can be held
        against both periods.
    by_kind : DataFrame
        The table ``migration/flows_by_kind``.
    origin, destination, flow : str
        The corridor, and the period (a column of `world`).

    Returns
    -------
    DataFrame
        One row a `kind` (``"all"``, ``"outward"``, ``"return"``, ``"transit"``): `persons`,
        `percent_of_all`, `expected_persons` (the fit's, in every row) and `times_expected`.

    Raises
    ------
    KitError
        when the corridor is in one of the tables only.

    >>> from borderlab import load
    >>> world = with_stocks(load("migration/gravity_world"))
    >>> found = crisis_residual(world, migration_ppml(world), load("migration/flows_by_kind")).set_index("kind")
    >>> found["percent_of_all"].round(1).to_dict()["return"], found["times_expected"].round(1).to_dict()["all"]
    (84.7, 3.2)
    """
    start = int(flow.split("_")[1])
    corridor = (world["origin_iso3"] == origin) & (world["destination_iso3"] == destination)
    kinds = by_kind[
        (by_kind["origin_iso3"] == origin) & (by_kind["destination_iso3"] == destination)
    ]
    kinds = kinds[kinds["start_year"] == start]
    if not corridor.any() or kinds.empty:
        raise KitError(
            f"The corridor {origin} to {destination} of {start} is not in both tables: choose another one."
        )
    names = {"all": "total", "outward": "outward", "return": "return", "transit": "transit"}
    persons = [float(kinds[f"{name}_persons"].iloc[0]) for name in names.values()]
    table = pd.DataFrame(
        {
            "kind": list(names),
            "persons": persons,
            "expected_persons": float(fit.fitted[corridor].iloc[0]),
        }
    )
    return table.assign(
        percent_of_all=100 * table["persons"] / persons[0],
        times_expected=table["persons"] / table["expected_persons"],
    )
