"""What an argument must be: one sentence for the reader when it is not."""

from __future__ import annotations

import numpy as np

from claimlab.errors import KitError

__all__ = ["discount", "finite", "not_negative", "positive", "share", "whole"]

HAIR = 1e-12


def _numbers(value, name: str) -> np.ndarray:
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise KitError(f"{name} must be a number, or an even table of numbers.") from None


def share(value, name: str) -> np.ndarray:
    """The value as an array, all of it from 0 to 1; what a float leaves over beyond an end is cut off.

    >>> share([0, 0.5], "The share").tolist()
    [0.0, 0.5]
    >>> share(1.5, "The share")
    Traceback (most recent call last):
    claimlab.errors.KitError: The share must be a number from 0 to 1.
    """
    array = _numbers(value, name)
    if not ((array >= -HAIR) & (array <= 1 + HAIR)).all():
        raise KitError(f"{name} must be a number from 0 to 1.")
    return np.clip(array, 0.0, 1.0)


def discount(value) -> np.ndarray:
    """Discount factors as an array, all of them from 0 to below 1.

    >>> float(discount(0.9))
    0.9
    """
    array = _numbers(value, "Patience")
    if not ((array >= 0) & (array < 1)).all():
        raise KitError("Patience is a discount factor: give a number from 0 to below 1.")
    return array


def not_negative(value, name: str) -> np.ndarray:
    """The value as an array, all of it at least 0 and finite.

    >>> float(not_negative(2, "The cost"))
    2.0
    """
    array = _numbers(value, name)
    if not ((array >= 0) & np.isfinite(array)).all():
        raise KitError(f"{name} must be a number that is not below 0.")
    return array


def positive(value, name: str) -> np.ndarray:
    """The value as an array, all of it above 0 and finite.

    >>> float(positive(2, "The reach"))
    2.0
    """
    array = _numbers(value, name)
    if not ((array > 0) & np.isfinite(array)).all():
        raise KitError(f"{name} must be a number above 0.")
    return array


def finite(value, name: str) -> np.ndarray:
    """The value as an array with something in it, none of it missing or infinite.

    >>> finite([1, -2], "The gaps").tolist()
    [1.0, -2.0]
    """
    array = _numbers(value, name)
    if not (array.size and np.isfinite(array).all()):
        raise KitError(f"{name} must be a number: something is missing or infinite.")
    return array


def whole(value, name: str, least: int = 1) -> int:
    """The value as a whole number that is not below the least.

    >>> whole(3.0, "The number of days")
    3
    """
    number = float(_numbers(value, name))
    if not (np.isfinite(number) and number.is_integer() and number >= least):
        raise KitError(f"{name} must be a whole number, {least} or more.")
    return int(number)
