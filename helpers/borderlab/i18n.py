"""One door for every sentence a student reads, so that a second language can come in."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

__all__ = ["_", "language"]

_translation = gettext.translation("borderlab", Path(__file__).parent / "locale", fallback=True)
_ = _translation.gettext


def language() -> str:
    """The language that is set: ``"en"``."""
    return os.environ.get("BORDERLAB_LANGUAGE") or "en"
