"""A picture by its name."""

from __future__ import annotations

from claimlab import lessons

__all__ = ["show"]


def show(name: str) -> object:
    """Show a picture of a lesson: a figure, one with controls, or a card.

    Parameters
    ----------
    name : str
        As the lesson writes it: ``"where_is_near"``. No two lessons share a name.

    Raises
    ------
    KitError
        when there is no such picture; the nearest names are told.

    >>> show("two_ways").title
    'By 2015, 17 Colombians were counted in Venezuela for each Venezuelan in Colombia'
    >>> show("two_way")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no picture 'two_way': did you mean 'two_ways'...
    """
    return lessons.picture(name)()
