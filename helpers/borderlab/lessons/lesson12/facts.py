"""The numbers that the prose of lesson 12 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson12 import numbers as n
from borderlab.lessons.lesson12.answers import c_before_b, cells_won
from borderlab.models.policy import YEARS
from borderlab.replications import replicated
from claimlab.lessons.tables import table


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    parameters = table("policy/parameters")
    own = table("policy/worldview_priors").query("parameter == 'haven_0'")
    four = n.rigging("ABCD").set_index(["worldview", "outcome", "package"])
    means = n.rigging("ABC").set_index(["worldview", "outcome", "package"])["mean"]
    final = n.worlds("agnostic", "ABC").final
    signed = dict(zip(n.FREE, 100 * final["signed"].mean(axis=0), strict=True))
    with_view = {
        view: 100 * n.worlds(view, "ABC").final["signed"][:, 2].mean()
        for view in ("conditionality_works", "engagement_first")
    }
    pair = n.eight_views().set_index(["worldview", "outcome"])
    found = {
        "draws": n.DRAWS,
        "years": YEARS,
        "views_count": len(n.views()),
        "numbers_count": len(parameters),
        "assumed_count": int((parameters["basis"] == "assumption").sum()),
        "b_signed": signed["B"],
        "c_signed": signed["C"],
        "c_signed_conditions": with_view["conditionality_works"],
        "c_signed_engagement": with_view["engagement_first"],
        "c_haven_views": c_before_b("haven"),
        "c_violence_views": c_before_b("violence"),
        "haven_tied": 100 * pair.loc[("agnostic", "haven"), "tie"],
        "turn_seeds": len(n.SEEDS),
        "turn_draws": n.SCREEN,
        "violence_turns": max(n.turns_by_seed("C", "B", "violence")),
        "violence_turns_ac_most": max(n.turns_by_seed("A", "C", "violence")),
        "haven_figures": int((own["basis"] == "figure").sum()),
        "haven_readings": int((own["basis"] == "reading").sum()),
        "haven_share": 100 * n.shares_of_variance("C", "haven").loc["haven_0", "total"],
        "c_haven_views_none": c_before_b("haven", 0.0),
        "c_haven_views_quarter": c_before_b("haven", 0.25),
        "c_haven_views_full": c_before_b("haven", 1.0),
        "teams_count": table("policy/briefs")["team"].nunique(),
        "b_top_beside_d": 100 * float(four.xs("B", level="package")["best_alone"].max()),
        "cells": len(n.views()) * 5,
        "open_worth": float(n.views()["agnostic"].loc["b_o", "mode"]),
        **replicated("12"),
    }
    alone = n.rigging("ABC").query("best_alone > 0.5").value_counts(["package", "outcome"])
    for package in n.FREE:
        key = package.lower()
        found[f"{key}_haven"] = means["agnostic", "haven", package]
        found[f"{key}_cells"] = cells_won("ABC").get(package, 0)
        found[f"{key}_approval_cells"] = int(alone.get((package, "approval_percent"), 0))
    found["undecided_cells"] = found["cells"] - sum(cells_won("ABC").values())
    for key, outcome in ("b", "haven"), ("c", "haven"), ("b", "violence"):
        found[f"{key}_{outcome}_cells"] = int(alone.get((key.upper(), outcome), 0))
    for package in "ACD":
        found[f"{package.lower()}_cells_beside_d"] = cells_won("ABCD").get(package, 0)
    return found | {
        name: n.searched()[name] for name in ("settings", "beat_c", "beat_c_surely", "beat_b")
    }
