"""What an argument must be: one sentence for the reader when it is not."""

from __future__ import annotations

import numpy as np

from borderlab.errors import KitError

__all__ = ["discount", "not_negative", "share"]


def share(value, name: str) -> np.ndarray:
    """The value as an array, all of it from 0 to 1.

    >>> share([0, 0.5], "The share").tolist()
    [0.0, 0.5]
    >>> share(1.5, "The share")
    Traceback (most recent call last):
    borderlab.errors.KitError: The share must be a number from 0 to 1.
    """
    array = np.asarray(value, dtype=float)
    if not ((array >= 0) & (array <= 1)).all():
        raise KitError(f"{name} must be a number from 0 to 1.")
    return array


def discount(value) -> np.ndarray:
    """Discount factors as an array, all of them from 0 to below 1.

    >>> float(discount(0.9))
    0.9
    """
    array = np.asarray(value, dtype=float)
    if not ((array >= 0) & (array < 1)).all():
        raise KitError("Patience is a discount factor: give a number from 0 to below 1.")
    return array


def not_negative(value, name: str) -> np.ndarray:
    """The value as an array, all of it at least 0 and finite.

    >>> float(not_negative(2, "The cost"))
    2.0
    """
    array = np.asarray(value, dtype=float)
    if not ((array >= 0) & np.isfinite(array)).all():
        raise KitError(f"{name} must be a number that is not below 0.")
    return array
