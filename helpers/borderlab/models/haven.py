"""A haven across a border: how it would change where a group attacks. It is inferred in the model, never observed."""

from __future__ import annotations

import numpy as np

from borderlab.models.arguments import finite, not_negative, positive, share
from claimlab.errors import KitError

__all__ = [
    "haven_density",
    "haven_intensity",
]


def _intensity(S) -> np.ndarray:
    array = share(S, "The haven's intensity S")
    if (array == 1).any():
        raise KitError(
            "A haven of intensity 1 makes attacks at the border free: give an S below 1."
        )
    return array


def haven_density(
    distance_km, S: float = 0.6, reach_km: float = 40.0, b: float = 1.0, c: float = 1.0
) -> np.ndarray:
    """Attacks that a group chooses at each distance from a border that shelters it.

    The group values attacks by ``b ln(a)`` and pays ``c (1 - S exp(-d / reach))`` for each, so that
    ``a(d) = b / (c (1 - S exp(-d / reach)))``.

    Parameters
    ----------
    distance_km : array
        Distance to the border, at least 0.
    S : float
        Intensity of the haven: the share of an attack's cost that it saves at the border; 0 to below 1.
        The default is assumed.
    reach_km : float
        Distance over which the saving falls by the factor e; assumed.
    b, c : float
        Value and cost of attacks; above 0.

    Returns
    -------
    array, shape of `distance_km`
        Attacks for each unit of border distance.

    Raises
    ------
    KitError
        when S lies outside 0 to below 1, a distance is below 0, or another number is not above 0.

    Source: a first-order condition of the kit's own; that a haven works over a short range is the logic of
    Martínez (2017) on the FARC.

    >>> haven_density([0, 40, 400]).round(2).tolist()
    [2.5, 1.28, 1.0]
    """
    d, reach = (
        not_negative(distance_km, "The distance"),
        positive(reach_km, "The reach of the haven"),
    )
    value, cost = positive(b, "The value of attacks"), positive(c, "The cost of attacks")
    return value / (cost * (1 - _intensity(S) * np.exp(-d / reach)))


def haven_intensity(coefficient) -> np.ndarray:
    """The S for which the border's multiplier is ``exp(coefficient)``: ``1 - exp(-coefficient)``.

    An inversion, not an estimate: every coefficient gives an S, whatever made it. A rise of another
    origin looks like a haven, a fall gives an S below 0, and averages over a ring give too low an S.

    >>> round(float(haven_intensity(0.742)), 3)
    0.524
    """
    return -np.expm1(-finite(coefficient, "The coefficient"))
