"""One door for every sentence a student reads, so that a second language can come in."""

from __future__ import annotations

import gettext
from pathlib import Path

__all__ = ["_"]

_translation = gettext.translation("borderlab", Path(__file__).parent / "locale", fallback=True)
_ = _translation.gettext
