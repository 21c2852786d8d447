"""The one exception of the kit: a clear sentence that says what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from claimlab.i18n import _

_SHOWN = 8  # a longer list of names helps nobody
_PART = 3  # letters that may stand for the whole of a longer name

__all__ = ["KitError", "nearest"]


class KitError(Exception):
    """Something the reader can put right; its message is one sentence that says how.

    In a notebook it shows as that sentence alone, without a traceback.

    >>> KitError("There is no table 'x'.")._render_traceback_()
    ["There is no table 'x'."]
    """

    def _render_traceback_(self) -> list[str]:
        # IPython calls this instead of printing the stack.
        return [str(self)]


def nearest(name: str, known: Iterable[str], count: int = 3) -> str:
    """Words that name the closest known names, for the end of an error sentence.

    >>> nearest("trade/bilateral", ["trade/bilateral_annual", "maps/admin1"])
    "did you mean 'trade/bilateral_annual'?"
    >>> nearest("exports", ["trade_peak", "trade_peak_colombian_exports"])
    "did you mean 'trade_peak_colombian_exports'?"
    >>> nearest("zzz", ["b", "a"])
    "the names are 'a', 'b'."
    """
    known = sorted(known)
    close = difflib.get_close_matches(str(name), known, n=count, cutoff=0.5)
    if not close and len(str(name)) >= _PART:
        close = [one for one in known if str(name).casefold() in one.casefold()][:count]
    if close:
        return _("did you mean {names}?").format(names=_(" or ").join(f"'{c}'" for c in close))
    shown = ", ".join(f"'{k}'" for k in known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    return _("the names are {names}.").format(names=shown)
