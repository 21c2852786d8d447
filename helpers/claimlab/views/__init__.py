"""Figures: a table in, a labelled, sourced and described picture out.

Every view is made once with what it should show and is then called with a frame::

    Lines("year", "trade_usd_millions", by="exporter_iso3", y_label="US$ millions")(trade)
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Bars": "bars",
    "Dots": "counts",
    "Fan": "fan",
    "Forest": "estimates",
    "Lines": "lines",
    "Mark": "guess",
    "Ranges": "estimates",
    "Scatter": "scatter",
    "SmallMultiples": "panels",
    "Spans": "spans",
    "Squares": "squares",
    "Strip": "strip",
    "Tiles": "counts",
}
__all__ = list(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'claimlab.views' has no attribute '{name}'")
    value = getattr(import_module(f"claimlab.views.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
