"""The kit's look for charts that a student draws."""

from __future__ import annotations

from claimlab.views.tokens import seaborn_theme

__all__ = ["style"]


def style(dark: bool = False) -> None:
    """Let what seaborn and matplotlib draw from here on look like the pictures of the kit.

    Parameters
    ----------
    dark : bool
        For a page with a dark theme.

    >>> import matplotlib
    >>> with matplotlib.rc_context():
    ...     style()
    ...     matplotlib.rcParams["axes.spines.top"]
    False
    """
    import seaborn

    seaborn.set_theme(style="white", rc=seaborn_theme(dark))
