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

    >>> show("two_directions").title
    'For half a century the way led from Colombia to Venezuela'
    >>> show("two_direction")
    Traceback (most recent call last):
    claimlab.errors.KitError: There is no picture 'two_direction': did you mean 'two_directions'...
    """
    return lessons.picture(name)()
