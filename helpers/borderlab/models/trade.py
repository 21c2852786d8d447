"""The trade models of the kit; lessons import every one of them from here."""

from __future__ import annotations

from borderlab.models.accounting import (
    decompose_log,
    decompose_window,
    hhi,
    mirror_gap,
    percent_fall,
    phi,
    series,
    tii,
    total_trade,
)
from borderlab.models.closure import (
    NORTE_PERCENT,
    close_the_bridge,
    closure_title,
    diverted_title,
    diverted_trade,
    split_region,
)
from borderlab.models.equilibrium import (
    Equilibrium,
    close_border,
    diversion,
    ge_hat,
    ge_step,
    partial_equilibrium,
    square,
    welfare_from_share,
)
from borderlab.models.estimates import estimates_title, log_or_not, pair_breaks, published_distance
from borderlab.models.gravity import (
    GravityFit,
    Resistance,
    elasticity_effect,
    gravity_ols,
    gravity_ppml,
    mr_terms,
    per_cent_effect,
    tariff_equivalent,
)
from borderlab.models.trust import trust_checks

__all__ = [
    "NORTE_PERCENT",
    "Equilibrium",
    "GravityFit",
    "Resistance",
    "close_border",
    "close_the_bridge",
    "closure_title",
    "decompose_log",
    "decompose_window",
    "diversion",
    "diverted_title",
    "diverted_trade",
    "elasticity_effect",
    "estimates_title",
    "ge_hat",
    "ge_step",
    "gravity_ols",
    "gravity_ppml",
    "hhi",
    "log_or_not",
    "mirror_gap",
    "mr_terms",
    "pair_breaks",
    "partial_equilibrium",
    "per_cent_effect",
    "percent_fall",
    "phi",
    "published_distance",
    "series",
    "split_region",
    "square",
    "tariff_equivalent",
    "tii",
    "total_trade",
    "trust_checks",
    "welfare_from_share",
]
