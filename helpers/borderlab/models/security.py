"""The models of lesson 08; it imports every one of them from here."""

from __future__ import annotations

from borderlab.models.haven import (
    border_multiplier,
    haven_attacks,
    haven_density,
    haven_intensity,
    informal_share,
)
from borderlab.models.heavy_tails import (
    PowerLaw,
    fit_power_law,
    power_law_exponent,
    power_law_sample,
    power_law_survival,
)
from borderlab.models.violence import (
    DifferenceInDifferences,
    did_counts,
    did_poisson,
    near_far,
    placebo_p,
    rate_ratio,
    ring_rates,
)

__all__ = [
    "DifferenceInDifferences",
    "PowerLaw",
    "border_multiplier",
    "did_counts",
    "did_poisson",
    "fit_power_law",
    "haven_attacks",
    "haven_density",
    "haven_intensity",
    "informal_share",
    "near_far",
    "placebo_p",
    "power_law_exponent",
    "power_law_sample",
    "power_law_survival",
    "rate_ratio",
    "ring_rates",
]
