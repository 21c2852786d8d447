"""The numbers that the prose of lesson 11 quotes."""

from __future__ import annotations

from borderlab.lessons.lesson11.answers import c_before_b, cells_won
from borderlab.lessons.lesson11.numbers import (
    DRAWS,
    FREE,
    TEST_DRAWS,
    eight_views,
    leads,
    levers,
    rigging,
    searched,
    turns,
    views,
    worlds,
)
from borderlab.lessons.tables import table
from borderlab.models.policy import YEARS


def facts() -> dict[str, object]:
    """Name to value, for ``{{ name }}`` in the lesson's text and words."""
    parameters, polls = table("policy/parameters"), table("policy/polls").set_index("poll_id")
    four = rigging("ABCD").set_index(["worldview", "outcome", "package"])
    means = rigging("ABC").set_index(["worldview", "outcome", "package"])["mean"]
    final = worlds("agnostic", "ABC").final
    signed = dict(zip(FREE, 100 * final["signed"].mean(axis=0), strict=True))
    with_view = {
        view: 100 * worlds(view, "ABC").final["signed"][:, 2].mean()
        for view in ("conditionality_works", "engagement_first")
    }
    pair = eight_views().set_index(["worldview", "outcome"])
    found = {
        "draws": DRAWS,
        "test_draws": TEST_DRAWS,
        "years": YEARS,
        "views_count": len(views()),
        "numbers_count": len(parameters),
        "assumed_count": int((parameters["basis"] == "assumption").sum()),
        "varying_count": int((parameters["low"] < parameters["high"]).sum()),
        "b_signed": signed["B"],
        "c_signed": signed["C"],
        "c_signed_conditions": with_view["conditionality_works"],
        "c_signed_engagement": with_view["engagement_first"],
        "c_asks": levers().loc["C", "conditionality"],
        "b_asks": levers().loc["B", "conditionality"],
        "c_haven_views": c_before_b("haven"),
        "c_violence_views": c_before_b("violence"),
        "c_approval_views": c_before_b("approval_percent"),
        "border_approval_c": 100 * pair.loc[("border_communities", "approval_percent"), "better"],
        "paired": 100 * pair.loc[("agnostic", "violence"), "better"],
        "tied": 100 * pair.loc[("agnostic", "violence"), "tie"],
        "haven_tied": 100 * pair.loc[("agnostic", "haven"), "tie"],
        "violence_turns": len(turns("C", "B", "violence")),
        "violence_turns_ac": len(turns("A", "C", "violence")),
        "d_better_violence": 100
        * float(leads(levers().loc[["D"]], "C", ["agnostic"], ["violence"])["better"].iloc[0]),
        "b_top_beside_d": 100 * float(four.xs("B", level="package")["best_alone"].max()),
        "cells": len(views()) * 5,
        "invamer_agree": polls.loc["relations_2022_08", "share_percent"],
        "cnc_agree": polls.loc["relations_cnc_2022_08", "share_percent"],
        "approval_first": polls.loc["approval_2022_08", "share_percent"],
        "approval_last": polls.loc["approval_2024_08", "share_percent"],
        "prosperous_first": polls.loc["prosperous_2022_08", "share_percent"],
        "prosperous_last": polls.loc["prosperous_2023_04", "share_percent"],
    }
    for package in FREE:
        key = package.lower()
        for outcome, name in (
            ("haven", "haven"),
            ("violence", "violence"),
            ("approval_percent", "approval"),
        ):
            cells = rigging("ABC").query("best_alone > 0.5 and outcome == @outcome")
            found[f"{key}_{name}_cells"] = int((cells["package"] == package).sum())
        found[f"{key}_haven"] = means["agnostic", "haven", package]
        found[f"{key}_violence"] = means["agnostic", "violence", package]
        found[f"{key}_cells"] = cells_won("ABC").get(package, 0)
        found[f"{key}_pressure_approval"] = means["pressure_works", "approval_percent", package]
        found[f"{key}_engagement_approval"] = means["engagement_first", "approval_percent", package]
    found["undecided_cells"] = found["cells"] - sum(cells_won("ABC").values())
    for package in "ABCD":
        found[f"{package.lower()}_cells_beside_d"] = cells_won("ABCD").get(package, 0)
    return found | searched()
