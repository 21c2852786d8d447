"""From a lesson's source to its notebooks: ``build.build`` writes them, ``lint.lint`` reviews the source."""

from __future__ import annotations

__all__: list[str] = []
